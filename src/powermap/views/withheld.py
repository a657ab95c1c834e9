"""Notes, evidence and quotes that stay out of a picture unless somebody asks for them.

What is written on a picture is seen by whoever sends it; what stands behind its marks is
not, so free text about people stays out of there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from powermap.judgment.tests_of_people import tests_by_person
from powermap.language import Listed, Reason
from powermap.model.fields import Field, Table, fields_of
from powermap.scene.marks import Group, Scene

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.model import Stakeholder, Tie

__all__ = ["note_fields", "withheld_notes"]

CRITERION = "criterion"
"""Class of the groups that show our answer to a criterion."""


@cache
def note_fields(table: Table) -> tuple[Field, ...]:
    """The fields of a table that texts behind marks hold only where asked for.

    Examples
    --------
    >>> [field.name for field in note_fields("people")]
    ['note', 'evidence']
    """
    return tuple(each for each in fields_of(table) if "with_notes" in each.shown)


def withheld_notes(scenes: Iterable[Scene], judgment: Judgment) -> Listed | None:
    """On how many of the people, ties and answers drawn there are notes.

    None where there are none, so that nothing was left out.
    """
    groups = [group for scene in scenes for group in _groups(scene)]
    keys = {group.key for group in groups}
    counts = {
        "people": _people_with_notes(judgment, keys),
        "ties": _ties_with_notes(judgment, groups),
        "answers": _answers_with_evidence(judgment, groups),
    }
    return _listed(counts)


def _groups(scene: Scene) -> Iterable[Group]:
    for mark in scene.walk():
        if isinstance(mark, Group) and mark.key is not None:
            yield mark


def _listed(counts: Mapping[str, int]) -> Listed | None:
    reasons = []
    for name, count in counts.items():
        if count:
            reasons.append(Reason(f"message.notes.{name}", count=count))
    return Listed(reasons, "and") if reasons else None


def _people_with_notes(judgment: Judgment, keys: set[str | None]) -> int:
    tests = tests_by_person(judgment.plan)
    count = 0
    for person in judgment.center:
        has_logs = bool(person.claims) or person.id in tests
        if person.id in keys and (has_logs or _is_any_filled(person, "people")):
            count += 1
    return count


def _is_any_filled(record: Stakeholder | Tie, table: Table) -> bool:
    return any(field.value_in(record) for field in note_fields(table))


def _ties_with_notes(judgment: Judgment, groups: Iterable[Group]) -> int:
    drawn = {group.link for group in groups if group.link is not None}
    count = 0
    for tie in judgment.center.ties:
        is_drawn = (tie.source, tie.target) in drawn
        count += is_drawn and _is_any_filled(tie, "ties")
    return count


def _answers_with_evidence(judgment: Judgment, groups: Iterable[Group]) -> int:
    if not any(CRITERION in group.classes for group in groups):
        return 0
    count = 0
    for verdicts in judgment.verdicts.values():
        for verdict in verdicts.values():
            count += sum(bool(one.evidence) for one in verdict.criteria)
    return count
