"""The summary on one page: the deal, who decides, risks, next visits, what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from powermap.judgment.findings.queries import deciders
from powermap.judgment.opportunity import value_of
from powermap.language import Money, Reason, sentences
from powermap.model.axes import power_score
from powermap.model.playbook import Severity
from powermap.network.visits import who_next
from powermap.reporting.chart_messages import verdict_of_questions
from powermap.reporting.context import table_of
from powermap.reporting.section import Bullets, Section

if TYPE_CHECKING:
    from powermap.judgment.findings import Finding
    from powermap.model import Stakeholder
    from powermap.reporting.context import Context
    from powermap.reporting.section import TextTable

__all__ = [
    "build_summary",
    "deal_sentence",
    "people_sentences",
    "step_sentences",
    "visit_points",
]

MOST = 3
"""Risks, visits and questions: what somebody remembers of a meeting."""
MOST_DECIDERS = 8
"""Rows of a table that leaves room for the rest of the page."""


def build_summary(context: Context) -> Section:
    """What a manager has to know, on one page."""
    topics = [_deal(context), people_sentences(context)]
    if not context.is_redacted:
        topics.append(_way_to_win(context))
        topics.append(_count_findings(context))
    paragraphs = []
    for topic in topics:
        paragraph = context.language.listed(topic, "sentences")
        if paragraph:
            paragraphs.append(paragraph)
    return Section(
        "summary",
        context.title("summary"),
        tuple(paragraphs),
        table=_deciders_table(context),
        points_below=tuple(_points(context)),
    )


def _deal(context: Context) -> Iterator[str]:
    """Value, expected close, and the verdict on each question."""
    if context.judgment.only_people or context.is_redacted:
        return
    yield deal_sentence(context)
    verdict = verdict_of_questions(context)
    if verdict:
        yield verdict


def deal_sentence(context: Context) -> str:
    """Value and expected close."""
    value = value_of(context.plan)
    unknown = Reason("report.summary.not_entered")
    return context.say(
        "summary.deal",
        value=unknown if value is None else Money(value),
        close=context.plan.close_on or unknown,
    )


# Who decides ------------------------------------------------------------------------


def people_sentences(context: Context) -> Iterator[str]:
    """How many people there are, and on whose side those who decide are."""
    yield _count_people(context)
    stances = context.stances_of_deciders()
    if stances:
        yield stances


def _count_people(context: Context) -> str:
    account = context.plan.account
    count = len(context.center)
    if count == 0:
        return context.say("summary.nobody", account=account)
    if not context.is_any_known("power"):
        return context.say("summary.people", count=count, account=account)
    clause = _deciders_clause(context)
    return context.say("summary.who", count=count, account=account, deciders=clause)


def _deciders_clause(context: Context) -> Reason:
    count = len(deciders(context.judgment))
    if count == 0:
        return Reason("report.summary.no_decider")
    if len(context.center) == 1:
        return Reason("report.summary.only_decider")
    return Reason("report.summary.deciders", count=count)


def _deciders_table(context: Context) -> TextTable | None:
    """The decision makers, the most powerful first."""
    if not context.is_any_known("stance", "contact"):
        return None
    language = context.language
    fields = ["title", "stance", "contact", "covered_by"]
    # A redacted plan does not show which fields were removed.
    shown = [name for name in fields if context.is_any_known(name)]
    people = _by_power(deciders(context.judgment), context)
    rows = []
    for person in people[:MOST_DECIDERS]:
        row = {"name": person.name, "title": person.title or ""}
        row["stance"] = context.known_or_unknown(person.stance)
        row["contact"] = context.known_or_unknown(person.contact)
        row["covered_by"] = language.listed(person.covered_by) or context.say("no_one")
        rows.append(row)
    if len(people) > MOST_DECIDERS:
        rest = len(people) - MOST_DECIDERS
        more = dict.fromkeys(fields, "")
        rows.append({**more, "name": context.say("summary.more", count=rest)})
    headers = {
        "name": context.say("column.decider"),
        **context.fields("people", *shown),
    }
    return table_of(headers, rows)


def _by_power(people: Iterable[Stakeholder], context: Context) -> list[Stakeholder]:
    scale = context.center.scale

    def score(person: Stakeholder) -> float:
        return power_score(person, scale) or 0.0

    # Stable, so that those of equal power keep the order of the file.
    return sorted(people, key=score, reverse=True)


# How to win -------------------------------------------------------------------------


def _way_to_win(context: Context) -> Iterator[str]:
    advice = context.judgment.strategy
    if advice.leads:
        yield context.say("summary.strategy", strategy=advice.strategy)
        yield context.language.text(sentences(context.judgment.robust.of_strategy))
    yield from step_sentences(context)


def step_sentences(context: Context) -> Iterator[str]:
    """How far along the steps of the method the account is."""
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


def _count_findings(context: Context) -> Iterator[str]:
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


# Risks, visits, questions -----------------------------------------------------------


def _points(context: Context) -> Iterator[Bullets]:
    if not context.is_redacted:
        risks = [finding.message for finding in main_risks(context.judgment.findings)]
        if risks:
            yield Bullets(context.texts(risks), context.say("summary.risks"))
    visits = tuple(visit_points(context))
    if visits:
        yield Bullets(visits, context.say("summary.visits"))
    if context.is_redacted:
        return
    questions = []
    for each in context.judgment.ask[:MOST]:
        questions.append(sentences([each.question, each.informant.because]))
    if questions:
        yield Bullets(context.texts(questions), context.say("summary.ask"))


def main_risks(findings: Sequence[Finding]) -> list[Finding]:
    """The first findings that each say something else.

    Of findings of one kind the first one stands for all; one about a person who was
    named already comes after one about somebody else.
    """
    risks: list[Finding] = []
    codes: set[str] = set()
    named: set[str] = set()
    for finding in findings:
        people = set(finding.people)
        is_repeated = bool(people) and people <= named
        if len(risks) < MOST and finding.code not in codes and not is_repeated:
            risks.append(finding)
            codes.add(finding.code)
            named |= people
    return risks


def visit_points(context: Context) -> Iterator[str]:
    """Whom to see next."""
    if not context.is_any_known("stance", "contact"):
        return
    for visit in who_next(context.judgment, most=MOST):
        yield context.say("summary.visit", name=visit.name, because=visit.because)
