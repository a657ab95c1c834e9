"""The sections of a report in their order, each a function of one context."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from powermap.errors import FormatError, Note
from powermap.language import Listed, Quoted, Reason
from powermap.language.refusals import not_allowed
from powermap.notes import warn
from powermap.reporting.section import Bullets
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

__all__ = [
    "ALL",
    "DEFAULT_SECTIONS",
    "NOT_ON_SLIDES",
    "SECTIONS",
    "build_sections",
    "choose_sections",
]

ALL = "all"
"""Stands for every section."""
PARTS_OF_PLAN = frozenset({"assessment", "goals", "pipeline", "appraisal"})
"""What nobody expects of people without a plan."""
CALLER = 4
"""Frames from here to whoever asked for the report."""


def _always(_: Context) -> bool:
    return True


def _never(_: Context) -> bool:
    return False


def _has_people(context: Context) -> bool:
    return len(context.center) > 0


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

    A redacted plan leaves out what it holds nothing for, as the reader should not
    learn what was removed. `by_default` are those that a manager reads; of these a
    deck leaves out those that are not `on_slides`.
    """

    build: Callable[[Context], Section]
    in_redacted: Callable[[Context], bool] = _never
    in_own: Callable[[Context], bool] = _always
    by_default: bool = True
    on_slides: bool = True

    def is_part(self, context: Context) -> bool:
        """Whether a plan has anything for it."""
        is_part = self.in_redacted if context.is_redacted else self.in_own
        return is_part(context)


_CHAPTERS = {
    "summary": _Chapter(summary.build_summary, _always),
    "board": _Chapter(
        people.build_board, _of_people("power", "involvement", "stance"), _has_people
    ),
    "people": _Chapter(
        people.build_people,
        people.needs_list_if_redacted,
        people.has_custom_fields,
    ),
    "influence": _Chapter(people.build_influence, _has_visible_ties, _has_people),
    "roles": _Chapter(
        people.build_roles, _of_people("power", "involvement"), _has_people
    ),
    "claims": _Chapter(claims.build_claims, in_own=claims.has_claims, by_default=False),
    "findings": _Chapter(findings.build_findings),
    "assessment": _Chapter(assessment.build_assessment, _of_plan("assessments")),
    "strategy": _Chapter(strategy.build_strategy, _of_plan("strategy")),
    "other_strategies": _Chapter(strategy.build_other_strategies, by_default=False),
    "robust": _Chapter(worlds.build_robust, in_own=worlds.has_shares, by_default=False),
    "ask": _Chapter(worlds.build_ask, in_own=worlds.has_shares),
    "relationship": _Chapter(
        access.build_relationship,
        _of_people("meets_organization_needs", "meets_personal_needs"),
        _has_people,
        by_default=False,
    ),
    "coverage": _Chapter(
        access.build_coverage, _of_people("contact", "covered_by"), _has_people
    ),
    # Whose loss would hurt us most is for our own eyes.
    "resilience": _Chapter(
        access.build_resilience, in_own=_has_people, on_slides=False
    ),
    "goals": _Chapter(
        actions.build_actions,
        _of_plan("objective", "solution", "goals", "actions", "custom"),
    ),
    "tests": _Chapter(
        tests_of_champions.build_tests,
        in_own=tests_of_champions.has_tests,
        on_slides=False,
    ),
    "steps": _Chapter(steps.build_steps),
    "unknown": _Chapter(
        unknown.build_unknown,
        _of_people("power", "involvement", "stance", "contact"),
        _has_people,
        by_default=False,
    ),
    "pipeline": _Chapter(
        pipeline.build_pipeline, _of_plan("pipeline"), by_default=False
    ),
    "appraisal": _Chapter(
        pipeline.build_appraisal, _of_plan("appraisal"), by_default=False
    ),
}
SECTIONS = tuple(_CHAPTERS)
"""The keys of all sections, in reading order."""
DEFAULT_SECTIONS = tuple(key for key, each in _CHAPTERS.items() if each.by_default)
"""Those of a report for a manager."""
NOT_ON_SLIDES = frozenset(key for key, each in _CHAPTERS.items() if not each.on_slides)
"""Those of them that only a page has, so that a deck has about twelve slides."""


def choose_sections(sections: str | Iterable[str] | None) -> tuple[str, ...]:
    """The keys of the sections that are asked for, each once.

    Raises
    ------
    FormatError
        When there is no such section.

    Examples
    --------
    >>> choose_sections("roles"), choose_sections(["ask", "summary", "ask"])
    (('roles',), ('ask', 'summary'))
    """
    if sections is None:
        return DEFAULT_SECTIONS
    names = _names_of(sections)
    if ALL in names:
        return SECTIONS
    for name in names:
        if name not in _CHAPTERS:
            raise FormatError(not_allowed("sections", name, (ALL, *SECTIONS)))
    return tuple(dict.fromkeys(names))


def _names_of(sections: str | Iterable[str]) -> tuple[str, ...]:
    if isinstance(sections, str):
        return (sections,)
    return tuple(sections)


def build_sections(
    context: Context, sections: str | Iterable[str] | None = None
) -> tuple[Section, ...]:
    """The sections of a report, those asked for in the order in which they are."""
    names = DEFAULT_SECTIONS if sections is None else _names_of(sections)
    is_choice_ours = sections is None or ALL in names
    built = []
    left_out = []
    for key in choose_sections(names):
        chapter = _CHAPTERS[key]
        if chapter.is_part(context):
            built.append(chapter.build(context))
        else:
            left_out.append(context.title(key))
    if is_choice_ours:
        return tuple(_told_in_summary(built, context))
    if left_out:
        titles = Listed([Quoted(title) for title in left_out])
        reason = Reason("message.charts.sections_left_out", sections=titles)
        warn(Note(reason), stacklevel=CALLER)
    return tuple(built)


def _told_in_summary(
    sections: Iterable[Section], context: Context
) -> Iterable[Section]:
    """What has nothing to say becomes a point of the summary instead of a section."""
    summary_section, *others = sections
    missing = []
    filled = []
    for section in others:
        if section.is_empty:
            missing.append(section)
        else:
            filled.append(section)
    # The summary itself says that nothing was found.
    points: list[str] = []
    for section in missing:
        is_of_plan = section.key in PARTS_OF_PLAN
        if section.key != "findings" and not (
            is_of_plan and context.judgment.only_people
        ):
            points += section.sentences
    below = summary_section.points_below
    if points:
        below = (*below, Bullets(tuple(points), context.say("missing_sections")))
    return [replace(summary_section, points_below=below), *filled]
