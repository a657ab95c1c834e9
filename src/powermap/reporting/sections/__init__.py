"""The sections of a report in their order, each a function of one context."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.reporting.sections import (
    access,
    actions,
    assessment,
    claims,
    findings,
    people,
    pipeline,
    steps,
    strategy,
    summary,
    tests_of_champions,
    unknown,
    worlds,
)

if TYPE_CHECKING:
    from powermap.reporting.context import Context
    from powermap.reporting.section import Section

__all__ = ["build_sections"]


def _always(_: Context) -> bool:
    return True


def _never(_: Context) -> bool:
    return False


def _of_people(*fields: str) -> Callable[[Context], bool]:
    def is_known(context: Context) -> bool:
        return context.is_any_known(*fields)

    return is_known


def _of_plan(*fields: str) -> Callable[[Context], bool]:
    def has_any(context: Context) -> bool:
        for field in fields:
            if getattr(context.plan, field):
                return True
        return False

    return has_any


def _has_visible_ties(context: Context) -> bool:
    if not context.center.ties:
        return False
    return context.is_any_known("power")


@dataclass(frozen=True, slots=True)
class _Chapter:
    """How a section is made, and when it is part of a report.

    In a report for the company itself a section without content says so. A redacted
    plan leaves it out, as the reader should not learn what was removed.
    """

    build: Callable[[Context], Section]
    in_redacted: Callable[[Context], bool]
    in_own: Callable[[Context], bool] = _always


_CHAPTERS = (
    _Chapter(summary.build_summary, _always),
    _Chapter(people.build_board, _of_people("power", "involvement", "stance")),
    _Chapter(
        people.build_people,
        people.needs_list_if_redacted,
        people.has_custom_fields,
    ),
    _Chapter(people.build_influence, _has_visible_ties),
    _Chapter(people.build_roles, _of_people("power", "involvement")),
    _Chapter(claims.build_claims, _never, claims.has_claims),
    _Chapter(findings.build_findings, _never),
    _Chapter(assessment.build_assessment, _of_plan("assessments")),
    _Chapter(strategy.build_strategy, _of_plan("strategy")),
    _Chapter(worlds.build_robust, _never, worlds.has_shares),
    _Chapter(worlds.build_ask, _never, worlds.has_shares),
    _Chapter(
        access.build_relationship,
        _of_people("meets_organization_needs", "meets_personal_needs"),
    ),
    _Chapter(access.build_coverage, _of_people("contact", "covered_by")),
    # Whose loss would hurt us most is for our own eyes.
    _Chapter(access.build_resilience, _never),
    _Chapter(
        actions.build_actions,
        _of_plan("objective", "solution", "goals", "actions", "custom"),
    ),
    _Chapter(tests_of_champions.build_tests, _never, tests_of_champions.has_tests),
    _Chapter(steps.build_steps, _never),
    _Chapter(
        unknown.build_unknown, _of_people("power", "involvement", "stance", "contact")
    ),
    _Chapter(pipeline.build_pipeline, _of_plan("pipeline")),
    _Chapter(pipeline.build_appraisal, _of_plan("appraisal")),
)


def build_sections(context: Context) -> tuple[Section, ...]:
    """Every section of a report, in reading order."""
    return tuple(_sections(context))


def _sections(context: Context) -> Iterator[Section]:
    for chapter in _CHAPTERS:
        is_part = chapter.in_own
        if context.is_redacted:
            is_part = chapter.in_redacted
        if is_part(context):
            yield chapter.build(context)
