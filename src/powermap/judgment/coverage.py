"""Who on our team covers whom, how well, and how well we want to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping
from powermap.judgment.judge import Judgment, Subject, judge
from powermap.language import Listed, Reason
from powermap.language.results import ResultList, Tabular
from powermap.model import (
    AccountPlan,
    Contact,
    Role,
    Stakeholder,
)
from powermap.model.record import to_tuple

if TYPE_CHECKING:
    from powermap.language.results import Row
    from powermap.language.values import Value
    from powermap.model.playbook import Playbook

__all__ = ["CONTACT_RANK", "Coverage", "Gap", "coverage", "judge_coverage"]

CONTACT_RANK: Mapping[Contact | None, int] = FrozenMapping(
    # "None" was at least looked at and answered; unknown contact is the larger gap.
    {contact: rank for rank, contact in enumerate((None, *Contact), start=-1)}
)
"""Depth of contact as a number; contact that is not known comes below none."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A person whom we do not know as well as we want, or whom no one covers.

    Parameters
    ----------
    person : str
        Id.
    name : str
        Name.
    present : Contact or None
        None when it is not known.
    wanted : Contact
        As the playbook wants it.
    uncovered : bool
        Whether no one on our team covers the person.
    because : Reason
        What is missing.
    """

    person: str
    name: str
    present: Contact | None
    wanted: Contact
    uncovered: bool
    because: Reason

    def __repr__(self) -> str:
        return f"<Gap {self.because}>"

    def row(self) -> Row:
        """The gap by column."""
        return {
            "name": self.name,
            "contact": self.present,
            "wanted": self.wanted,
            "because": self.because,
        }


@dataclass(frozen=True, slots=True)
class Coverage(Tabular):
    """People by our team.

    Parameters
    ----------
    people : tuple of str
        Rows: ids in the order of the buying center.
    team : tuple of str
        Columns: names of our people, the team of the plan first, then others who
        cover somebody.
    cells : mapping of id to mapping of name to Contact or None
        Who covers each person, with the depth of contact; None when that is not
        known. Empty for a person whom no one covers.
    present : mapping of id to Contact or None
        How well we know each person.
    wanted : mapping of id to Contact
        How well we want to know each person.
    gaps : sequence of Gap
        The most wanted contact first, then the least present one.
    idle : tuple of str
        Our people who cover no one.
    """

    people: tuple[str, ...]
    team: tuple[str, ...]
    cells: Mapping[str, Mapping[str, Contact | None]]
    present: Mapping[str, Contact | None]
    wanted: Mapping[str, Contact]
    gaps: Sequence[Gap]
    idle: tuple[str, ...]

    def __repr__(self) -> str:
        people = len(self.people)
        gaps = len(self.gaps)
        return f"<Coverage of {people} people, {gaps} gaps>"

    def _rows(self) -> list[Row]:
        return [each.row() for each in self.gaps]


def coverage(
    subject: Subject,
    *,
    team: Iterable[str] | None = None,
    playbook: Playbook | None = None,
) -> Coverage:
    """Who on our team knows whom, how well, how well we want to, and what is missing.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people; a plan brings its team.
    team : iterable of str, optional
        Further names of our people.
    playbook : Playbook, optional
        A company's own tables: ``wanted_contact``, ``wanted_contact_of_veto``.

    Returns
    -------
    Coverage

    Examples
    --------
    >>> from powermap.model import BuyingCenter
    >>> ana = Stakeholder("Ana", power=9, involvement=9, contact="brief")
    >>> result = coverage(BuyingCenter("ERP", [ana.revised(covered_by="Kim Example")]))
    >>> result.cells["ana"]["Kim Example"]
    <Contact.BRIEF: 'brief'>
    >>> print(result.gaps[0].because)
    Ana (Owner): contact is Brief, but should be Deep.

    Notes
    -----
    Access to top management is the second of the twelve steps of the course
    (拜访高层). The playbook says what that means role by role. Contact is known per
    person, so it is the same for everybody on our team who covers the person.
    """
    judgment = judge(subject, playbook=playbook)
    further = to_tuple(team)
    # The judgment's own answer is computed once and shared; further names need another
    # one.
    return judge_coverage(judgment, further) if further else judgment.coverage


def judge_coverage(judgment: Judgment, team: Sequence[str] = ()) -> Coverage:
    """Who covers whom, by the roles and the wanted contact of the playbook."""
    center = judgment.center
    ours = _our_people(judgment.plan, team)
    columns = {name: column for column, name in enumerate(ours)}
    cells = {}
    present = {}
    wanted = {}
    gaps = []
    for person in center:
        covering = sorted(person.covered_by, key=columns.__getitem__)
        # The model has one depth of contact per person, not per colleague, so all who
        # cover somebody show the same.
        cells[person.id] = FrozenMapping(dict.fromkeys(covering, person.contact))
        present[person.id] = person.contact
        wanted[person.id] = _wanted_contact(person, judgment)
        role = judgment.roles[person.id].role
        gap = _find_gap(person, role, wanted[person.id])
        if gap is not None:
            gaps.append(gap)
    gaps.sort(key=_gap_order)
    covering_anyone = {name for row in cells.values() for name in row}
    return Coverage(
        people=tuple(cells),
        team=ours,
        cells=FrozenMapping(cells),
        present=FrozenMapping(present),
        wanted=FrozenMapping(wanted),
        gaps=ResultList(gaps),
        idle=tuple(name for name in ours if name not in covering_anyone),
    )


def _our_people(plan: AccountPlan, further: Sequence[str]) -> tuple[str, ...]:
    """Names of our people, each once, the team of the plan first."""
    names = [member.name for member in plan.team]
    names += further
    for person in plan.center:
        names += person.covered_by
    return tuple(dict.fromkeys(names))


def _wanted_contact(person: Stakeholder, judgment: Judgment) -> Contact:
    playbook = judgment.playbook
    wanted = playbook.wanted_contact[judgment.roles[person.id].role]
    if not person.can_veto:
        return wanted
    # The larger of the two, so that a veto never lowers what a role asks for.
    return max(wanted, playbook.wanted_contact_of_veto, key=CONTACT_RANK.__getitem__)


def _gap_order(gap: Gap) -> tuple[int, int]:
    wanted = CONTACT_RANK[gap.wanted]
    present = CONTACT_RANK[gap.present]
    # Whom we need most comes first, then who is least known. The sort is stable, so
    # equals stay in file order.
    return -wanted, present


def _find_gap(person: Stakeholder, role: Role | None, wanted: Contact) -> Gap | None:
    lacks = _list_lacks(person, wanted)
    if not lacks:
        return None
    because = Reason(
        "coverage.gap",
        name=person.name,
        role=role or Reason("coverage.no_role"),
        veto=Reason("coverage.veto") if person.can_veto else "",
        lacks=Listed(lacks, "semicolon"),
    )
    uncovered = not person.covered_by
    return Gap(person.id, person.name, person.contact, wanted, uncovered, because)


def _list_lacks(person: Stakeholder, wanted: Contact) -> list[Value]:
    lacks: list[Value] = []
    if person.contact is None:
        lacks.append(Reason("coverage.unknown", wanted=wanted))
    elif CONTACT_RANK[person.contact] < CONTACT_RANK[wanted]:
        lacks.append(Reason("coverage.less", present=person.contact, wanted=wanted))
    if not person.covered_by:
        lacks.append(Reason("coverage.nobody"))
    return lacks
