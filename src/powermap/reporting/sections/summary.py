"""The summary: who decides, what is wrong, how to compete, what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from powermap.language import Reason, sentences
from powermap.model import Power
from powermap.model.axes import power_of
from powermap.model.playbook import Severity
from powermap.network.visits import who_next
from powermap.reporting.section import Section

if TYPE_CHECKING:
    from powermap.reporting.context import Context

__all__ = ["build_summary"]


def build_summary(context: Context) -> Section:
    """The main answers, a paragraph for each topic."""
    topics = [_people(context)]
    if not context.is_redacted:
        topics.append(_findings(context))
        topics.append(_way_to_win(context))
    topics.append(_next_visit(context))
    paragraphs = []
    for topic in topics:
        paragraph = context.language.listed(topic, "sentences")
        if paragraph:
            paragraphs.append(paragraph)
    return Section("summary", context.title("summary"), tuple(paragraphs))


def _people(context: Context) -> Iterator[str]:
    yield _count_people(context)
    if context.is_any_known("stance"):
        outlook = context.judgment.network.outlook
        yield context.language.text(outlook.because)


def _count_people(context: Context) -> str:
    account = context.plan.account
    count = len(context.center)
    if count == 0:
        return context.say("summary.nobody", account=account)
    if not context.is_any_known("power"):
        return context.say("summary.people", count=count, account=account)
    deciders = _deciders_clause(context)
    return context.say("summary.who", count=count, account=account, deciders=deciders)


def _deciders_clause(context: Context) -> Reason:
    scale = context.center.scale
    powers = [power_of(person, scale) for person in context.center]
    count = powers.count(Power.DECIDER)
    if count == 0:
        return Reason("report.summary.no_decider")
    if len(powers) == 1:
        return Reason("report.summary.only_decider")
    return Reason("report.summary.deciders", count=count)


def _findings(context: Context) -> Iterator[str]:
    findings = context.judgment.findings
    count = len(findings)
    severities = [finding.severity for finding in findings]
    serious = severities.count(Severity.SERIOUS)
    if count == 0:
        yield context.language.say("finding.none")
        return
    if serious == count:
        yield context.say("summary.all_serious", count=count)
    else:
        yield context.say("summary.findings", count=count)
    if 0 < serious < count:
        yield context.say("summary.serious", count=serious)
    first = findings[0].message
    if count == 1:
        yield context.language.text(first)
    else:
        yield context.say("summary.first", message=first)


def _way_to_win(context: Context) -> Iterator[str]:
    advice = context.judgment.strategy
    if advice.leads:
        yield context.say("summary.strategy", strategy=advice.strategy)
        yield context.language.text(sentences(context.judgment.robust.of_strategy))
    yield from _steps(context)


def _steps(context: Context) -> Iterator[str]:
    progress = context.judgment.steps
    total = len(progress.steps)
    following = progress.next
    if total == 0:
        return
    if following is None:
        yield context.say("summary.all_steps", count=total)
        return
    key = "summary.steps" if progress.along else "summary.first_step"
    yield context.say(
        key,
        count=progress.along,
        total=total,
        number=following.number,
        name=following.name,
    )


def _next_visit(context: Context) -> Iterator[str]:
    if not context.is_any_known("stance", "contact"):
        return
    for visit in who_next(context.judgment, most=1):
        yield context.say("summary.next", name=visit.name, because=visit.because)
