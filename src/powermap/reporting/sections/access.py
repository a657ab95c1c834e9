"""How we stand with the people: relationship, who covers them, who must not leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.charts import coverage, relationship
from powermap.reporting.chart_messages import (
    message_of_coverage,
    message_of_relationship,
)
from powermap.reporting.context import table_of
from powermap.reporting.section import Section

if TYPE_CHECKING:
    from powermap.judgment.coverage import Gap
    from powermap.model import Stakeholder
    from powermap.reporting.context import Context

__all__ = ["build_coverage", "build_relationship", "build_resilience"]

LOSSES = 5
"""Losses in a report; the command shows as many as asked for."""


def build_relationship(context: Context) -> Section:
    """Where we stand with the account and with each person."""
    account = context.judgment.account_relationship
    sentences = [context.language.text(account.because)]
    unknown = []
    rows = []
    for id, answer in context.judgment.relationships.items():
        person = context.center[id]
        if _are_needs_unknown(person):
            unknown.append(id)
            continue
        row = {
            "name": person.name,
            "relationship": context.known_or_unknown(answer.relationship),
            "because": context.language.text(answer.because),
        }
        rows.append(row)
    if unknown:
        people = context.names(unknown)
        sentences.append(context.say("needs_unknown", people=people))
    headers = context.columns("name", "relationship", "because")
    return Section(
        "relationship",
        context.title("relationship"),
        tuple(sentences),
        charts=(context.chart(relationship, message=message_of_relationship(context)),),
        table=table_of(headers, rows),
        shown_by_charts=True,
    )


def _are_needs_unknown(person: Stakeholder) -> bool:
    organization = person.meets_organization_needs
    personal = person.meets_personal_needs
    return organization is None and personal is None


def build_coverage(context: Context) -> Section:
    """Whom we know too little, or no one covers."""
    gaps = context.judgment.coverage.gaps
    headers = context.columns("name", "role", "contact", "wanted")
    headers |= context.fields("people", "covered_by")
    rows = [_gap_row(gap, context) for gap in gaps]
    return Section(
        "coverage",
        context.title("coverage"),
        (_coverage_sentence(context),),
        charts=(context.chart(coverage, message=message_of_coverage(context)),),
        table=table_of(headers, rows),
        shown_by_charts=True,
    )


def _coverage_sentence(context: Context) -> str:
    if not len(context.center):
        return context.say("nobody")
    if context.judgment.coverage.gaps:
        return context.say("gaps")
    return context.say("no_gaps")


def _gap_row(gap: Gap, context: Context) -> dict[str, str]:
    person = context.center[gap.person]
    covered_by = context.language.listed(person.covered_by)
    return {
        "name": person.name,
        "role": context.role_name(context.judgment.roles[gap.person].role),
        "contact": context.known_or_unknown(gap.present),
        "wanted": context.language.text(gap.wanted),
        "covered_by": covered_by or context.say("no_one"),
    }


def build_resilience(context: Context) -> Section:
    """What is lost if somebody leaves, the loss that hurts most first."""
    losses = [
        loss
        for loss in context.judgment.network.resilience
        if loss.is_more_than_support
    ]
    rows = []
    for loss in losses[:LOSSES]:
        row = {
            "name": context.language.text(loss.row()["name"]),
            "because": context.language.text(loss.because),
        }
        rows.append(row)
    sentence = context.say("losses") if rows else context.say("no_losses")
    if not len(context.center):
        sentence = context.say("nobody")
    return Section(
        "resilience",
        context.title("resilience"),
        (sentence,),
        table=table_of(context.columns("name", "because"), rows),
        is_empty=not rows,
    )
