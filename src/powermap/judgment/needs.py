"""What the organization and its people need, and whether we meet it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping
from powermap.judgment.judge import Subject, judge
from powermap.language import Listed, Reason, sentences
from powermap.language.lists import names_of
from powermap.language.results import Tabular
from powermap.model import BuyingCenter, OrganizationNeed, PersonalNeed, Stakeholder

if TYPE_CHECKING:
    from powermap.language.results import Row
    from powermap.model.playbook import Playbook

__all__ = ["NEEDS", "Count", "Need", "Needs", "judge_needs", "needs"]

Need = OrganizationNeed | PersonalNeed
"""A need of the organization, or a personal one."""
NEEDS: tuple[Need, ...] = (*OrganizationNeed, *PersonalNeed)
"""All nine, in the order of the course."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many people have one need.

    Parameters
    ----------
    need : OrganizationNeed or PersonalNeed
        The need.
    people : int
        How many people have it.
    met, unmet, unknown : int
        For how many of them we meet needs of this kind, do not meet them, or do
        not know.
    """

    need: Need
    people: int
    met: int
    unmet: int
    unknown: int

    def row(self) -> Row:
        """The counts by column."""
        return {
            "need": self.need,
            "people": self.people,
            "met": self.met,
            "unmet": self.unmet,
            "unknown": self.unknown,
        }


@dataclass(frozen=True, slots=True)
class Needs(Tabular):
    """People by needs.

    Parameters
    ----------
    people : tuple of str
        Rows: ids in the order of the buying center.
    needs : tuple of OrganizationNeed or PersonalNeed
        Columns: needs of the organization, then personal ones.
    cells : mapping of id to mapping of need to bool or None
        The needs of each person, and whether we meet them; None when that is not
        known. A need that is missing was not found in this person.
    counts : mapping of need to Count
        Totals of the columns.
    no_organization_need, no_personal_need : tuple of str
        Ids of people with no known need of this kind.
    because : Reason
        A summary.
    """

    people: tuple[str, ...]
    needs: tuple[Need, ...]
    cells: Mapping[str, Mapping[Need, bool | None]]
    counts: Mapping[Need, Count]
    no_organization_need: tuple[str, ...]
    no_personal_need: tuple[str, ...]
    because: Reason

    def __repr__(self) -> str:
        return f"<Needs of {len(self.people)} people>"

    def _rows(self) -> list[Row]:
        return [each.row() for each in self.counts.values()]


def needs(subject: Subject, *, playbook: Playbook | None = None) -> Needs:
    """What the organization and its people need, and whether we meet it.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people.
    playbook : Playbook, optional
        A company's own tables.

    Returns
    -------
    Needs

    Examples
    --------
    >>> ana = Stakeholder("Ana", organization_needs="finance")
    >>> result = needs(BuyingCenter("ERP", [ana, Stakeholder("Ben")]))
    >>> result.counts[OrganizationNeed.FINANCE].unknown
    1
    >>> print(result.because)
    Most frequent: Finance (1 person). Needs unknown: Ben.

    Notes
    -----
    A key-account sales course has three needs of the organization (机构需要) and
    six personal ones (个人需要). Whether we meet needs is known per person and kind,
    so all needs of one kind of one person are met or not together.
    """
    return judge(subject, playbook=playbook).needs


def judge_needs(center: BuyingCenter) -> Needs:
    """The needs of the people of a buying center."""
    cells = {person.id: FrozenMapping(_needs_of(person)) for person in center}
    counts = {need: _count_people(need, cells.values()) for need in NEEDS}
    no_organization_need = []
    no_personal_need = []
    for person in center:
        if not person.organization_needs:
            no_organization_need.append(person.id)
        if not person.personal_needs:
            no_personal_need.append(person.id)
    return Needs(
        people=tuple(cells),
        needs=NEEDS,
        cells=FrozenMapping(cells),
        counts=FrozenMapping(counts),
        no_organization_need=tuple(no_organization_need),
        no_personal_need=tuple(no_personal_need),
        because=_summarize_needs(center, counts),
    )


def _needs_of(person: Stakeholder) -> dict[Need, bool | None]:
    met: dict[Need, bool | None] = {}
    for need in NEEDS:
        if need in person.organization_needs:
            met[need] = person.meets_organization_needs
        # The model knows per person whether each kind of needs is met, not per need, so
        # all needs of a kind share one answer.
        elif need in person.personal_needs:
            met[need] = person.meets_personal_needs
    return met


def _count_people(need: Need, rows: Iterable[Mapping[Need, bool | None]]) -> Count:
    met = []
    for row in rows:
        if need in row:
            met.append(row[need])
    return Count(
        need=need,
        people=len(met),
        met=met.count(True),
        unmet=met.count(False),
        unknown=met.count(None),
    )


def _is_unknown(person: Stakeholder) -> bool:
    """Whether we know neither a need nor that we meet those of some kind."""
    met = (person.meets_organization_needs, person.meets_personal_needs)
    return not _needs_of(person) and met == (None, None)


def _summarize_needs(center: BuyingCenter, counts: Mapping[Need, Count]) -> Reason:
    most = max(count.people for count in counts.values())
    if most == 0:
        return Reason("needs.nothing")
    # All that share the first place: naming one of them would be arbitrary.
    common = [need for need, count in counts.items() if count.people == most]
    frequent = Reason("needs.most", needs=Listed(common), count=most)
    without = [person for person in center if _is_unknown(person)]
    if not without:
        return frequent
    unknown = Reason("needs.no_need", people=names_of(without))
    return sentences([frequent, unknown])
