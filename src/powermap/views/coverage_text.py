"""What the matrix of coverage says: subtitle, gaps, and the picture in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap import style
from powermap.views import figures, person_rows as table
from powermap.views.page import Page
from powermap.views.people import ShownPerson

if TYPE_CHECKING:
    from powermap.judgment.coverage import Coverage, Gap
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.language.values import Value


@dataclass(frozen=True, slots=True)
class CoverageMatrix:
    """What the matrix shows, and the language that it is in."""

    people: Sequence[ShownPerson]
    coverage: Coverage
    gaps: Mapping[str, Gap]
    """What is missing, by id of the person."""
    titles: Mapping[str, str | None]
    """Titles of our team, by name."""
    language: Language

    def say(self, key: str, **values: Value) -> str:
        """A text of this matrix."""
        return self.language.say(f"matrix.{key}", **values)

    def is_uncovered(self, id: str) -> bool:
        """Whether no one on our team covers a person."""
        gap = self.gaps.get(id)
        return gap is not None and gap.uncovered

    def why(self, id: str) -> str:
        """What is missing at a person, in a sentence; empty when nothing is."""
        gap = self.gaps.get(id)
        if gap is None:
            return ""
        return self.language.text(gap.because)


def subtitle(judgment: Judgment, matrix: CoverageMatrix, page: Page) -> str:
    """How many people there are, are not covered, or are known too little."""
    people = figures.count_people(len(matrix.people), page, matrix.language)
    parts = [matrix.say("coverage"), people]
    # Only what is missing is counted in the subtitle; zeros would hide it.
    for key, count in counts(matrix).items():
        if count:
            part = matrix.say(f"{key}_count", count=count)
            parts.append(part)
    return figures.join_subtitle(parts, judgment.center.as_of, matrix.language)


def counts(matrix: CoverageMatrix) -> dict[str, int]:
    """How many people no one covers, and of how many we know too little."""
    gaps = matrix.gaps.values()
    return {
        "uncovered": sum(gap.uncovered for gap in gaps),
        "too_thin": sum(_missing_steps(gap) > 0 for gap in gaps),
    }


def _missing_steps(gap: Gap) -> int:
    """How many steps of contact are missing."""
    # Unknown contact counts as none: what we do not know of we cannot rely on.
    present = 0
    if gap.present is not None:
        present = style.FAMILIARITY[gap.present]
    return max(style.FAMILIARITY[gap.wanted] - present, 0)


def contact_text(matrix: CoverageMatrix, id: str) -> str:
    """The contact that there is, and the one that we want."""
    unknown = matrix.language.say("common.unknown")
    present = matrix.coverage.present[id] or unknown
    wanted = matrix.coverage.wanted[id]
    return matrix.say("contact_line", present=present, wanted=wanted)


def is_contact_missing(matrix: CoverageMatrix, id: str) -> bool:
    """Whether we know a person less well than we want."""
    gap = matrix.gaps.get(id)
    return gap is not None and _missing_steps(gap) > 0


def gap_text(matrix: CoverageMatrix, id: str) -> str:
    """What is missing in contact, in short."""
    if not is_contact_missing(matrix, id):
        return matrix.say("enough")
    gap = matrix.gaps[id]
    if gap.present is None:
        return matrix.say("contact_unknown")
    return matrix.say("short", count=_missing_steps(gap))


def description(heading: str, matrix: CoverageMatrix) -> str:
    """The matrix in words: who covers each person, and what is missing."""
    count = len(matrix.people)
    sentences = [matrix.say("described_coverage", title=heading, count=count)]
    for subject in matrix.people:
        sentences.append(_describe_person(matrix, subject))
    if not matrix.people:
        sentences.append(matrix.language.say("common.nobody"))
    return " ".join(sentences)


def _describe_person(matrix: CoverageMatrix, subject: ShownPerson) -> str:
    id = subject.person.id
    who = table.name_and_role(subject, matrix.language)
    contact = contact_text(matrix, id)
    gap = matrix.say("contact_said", contact=contact, gap=gap_text(matrix, id))
    team = matrix.language.listed(matrix.coverage.cells[id])
    if not team:
        return matrix.say("not_covered", who=who, gap=gap)
    return matrix.say("covered", who=who, gap=gap, team=team)
