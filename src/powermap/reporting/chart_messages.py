"""What the pictures of a report say, in the line under their titles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from powermap.judgment.findings.queries import deciders
from powermap.judgment.funnel import as_money
from powermap.language import Listed, Percent, Reason, sentences
from powermap.model import Contact, Relationship

if TYPE_CHECKING:
    from powermap.network.broker import Broker
    from powermap.reporting.context import Context

__all__ = [
    "message_of_appraisal",
    "message_of_board",
    "message_of_coverage",
    "message_of_funnel",
    "message_of_influence",
    "message_of_levers",
    "message_of_relationship",
    "verdict_of_questions",
]

MOST_NAMES = 3
"""Names in a line that is read at a glance."""
LEAST_COMPARED = 2
"""Sources of which one can be the lowest."""


def message_of_board(context: Context) -> str:
    """On whose side the decision makers are, and whom of them we never met."""
    parts = []
    stances = context.stances_of_deciders()
    if stances:
        parts.append(stances)
    names = []
    for person in deciders(context.judgment):
        if person.contact is Contact.NONE:
            names.append(person.name)
    if names:
        listed = Listed(names, most=MOST_NAMES, more="list.more")
        parts.append(context.say("message.no_contact", people=listed))
    return context.language.listed(parts, "sentences")


def message_of_influence(context: Context) -> str:
    """Whom influence has to pass."""
    if context.is_redacted:
        return ""
    brokers = context.judgment.network.brokers
    for broker in brokers:
        if broker.gatekeeper_for:
            return _say_gate(broker, context)
    for broker in brokers:
        if broker.cuts_off:
            return _say_cut(broker, context)
    return ""


def _say_gate(broker: Broker, context: Context) -> str:
    names = [context.center[id].name for id in broker.gatekeeper_for]
    return context.language.say(
        "broker.gate",
        name=broker.name,
        people=Listed(names, most=MOST_NAMES, more="list.more"),
    )


def _say_cut(broker: Broker, context: Context) -> str:
    names = [context.center[id].name for id in broker.cuts_off]
    return context.language.say(
        "broker.cuts_off",
        name=broker.name,
        people=Listed(names, most=MOST_NAMES, more="list.more"),
        count=len(names),
    )


def verdict_of_questions(context: Context) -> str:
    """The answer to each question about the opportunity."""
    if not context.plan.assessments:
        return ""
    verdicts = []
    for question, verdict in context.judgment.verdicts[None].items():
        answer = Reason(f"report.summary.verdict_{verdict.answer.name.lower()}")
        verdicts.append(sentences([question, answer]))
    return context.say("summary.verdict", verdicts=Listed(verdicts, "sentences"))


def message_of_coverage(context: Context) -> str:
    """How many people need more of us."""
    gaps = context.judgment.coverage.gaps
    total = len(context.center)
    if context.is_redacted or not total:
        return ""
    if not gaps:
        return context.say("no_gaps")
    return context.say("message.coverage", count=len(gaps), total=total)


def message_of_relationship(context: Context) -> str:
    """With how many people we have which relationship."""
    answers = context.judgment.relationships.values()
    if context.is_redacted or not answers:
        return ""
    relationships = [answer.relationship for answer in answers]
    counts = Listed(tuple(_count_relationships(relationships)))
    return context.say("message.relationship", counts=counts)


def _count_relationships(
    relationships: list[Relationship | None],
) -> Iterator[Reason]:
    for kind in (*reversed(Relationship), None):
        count = relationships.count(kind)
        if count:
            value = Reason("common.unknown") if kind is None else kind
            yield Reason("report.message.of_kind", count=count, relationship=value)


def message_of_funnel(context: Context) -> str:
    """What the open prospects are worth."""
    answer = context.judgment.pipeline
    value = as_money(answer.expected)
    if context.is_redacted or value is None:
        return ""
    return context.say("message.funnel", value=value)


def message_of_levers(context: Context) -> str:
    """The lever that brings most."""
    if context.is_redacted:
        return ""
    for lever in context.judgment.levers:
        gain = as_money(lever.gain)
        if gain is not None and gain.amount > 0:
            return context.say("message.lever", lever=lever.name, gain=gain)
    return ""


def message_of_appraisal(context: Context) -> str:
    """The source in which the seller is furthest from the targets."""
    if context.is_redacted:
        return ""
    attained = {}
    for source, judged in context.judgment.appraisal.sources.items():
        if judged.attainment is not None:
            attained[source] = judged.attainment
    # The picture itself says how far the seller is over all.
    if len(attained) < LEAST_COMPARED:
        return ""
    source = min(attained, key=lambda each: attained[each])
    share = attained[source]
    if share >= 1:
        return ""
    return context.say("message.appraisal", source=source, share=Percent(share))
