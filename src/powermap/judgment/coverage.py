"""What moves them and who of us knows them: people by needs, people by our team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from powermap.errors import ModelError, shown
from powermap.judgment.roles import classify
from powermap.language import label, say
from powermap.language.lists import names
from powermap.model import (
    AccountPlan,
    BuyingCenter,
    Contact,
    OrganizationNeed,
    PersonalNeed,
    Role,
    Stakeholder,
)
from powermap.model.playbook.defaults import (
    WANTED_CONTACT,
    WANTED_CONTACT_OF_VETO,
    WantedContact,
)
from powermap.model.record import a_list, a_table
from powermap.model.subject import center_of

__all__ = [
    "WANTED",
    "WANTED_OF_VETO",
    "Count",
    "Coverage",
    "Gap",
    "Need",
    "Needs",
    "coverage",
    "needs",
]

Need = OrganizationNeed | PersonalNeed
"""Of the organisation, or personal."""
NEEDS: tuple[Need, ...] = (*OrganizationNeed, *PersonalNeed)

Wanted = WantedContact
WANTED: Wanted = WANTED_CONTACT
WANTED_OF_VETO = WANTED_CONTACT_OF_VETO


@dataclass(frozen=True, slots=True)
class Count:
    """How many people have one need.

    Parameters
    ----------
    people : int
        How many have it.
    met, unmet, unknown : int
        Of these, how many we satisfy in this kind of needs, how many we do not, and how many are not known.
    """

    people: int
    met: int
    unmet: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Needs:
    """People by needs.

    Parameters
    ----------
    people : tuple of str
        Rows: ids in the order of the buying center.
    needs : tuple of OrganizationNeed or PersonalNeed
        Columns: needs of the organisation, then personal ones.
    cells : mapping of id to mapping of need to bool or None
        The needs that each person has, and whether we meet them; None when that is not known. A need that is not
        there was not found in this person.
    counts : mapping of need to Count
        Per column.
    no_organization_need, no_personal_need : tuple of str
        Ids of people of whom no need of this kind is known.
    because : str
        The whole in words.
    """

    people: tuple[str, ...]
    needs: tuple[Need, ...]
    cells: Mapping[str, Mapping[Need, bool | None]]
    counts: Mapping[Need, Count]
    no_organization_need: tuple[str, ...]
    no_personal_need: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Somebody whom we do not know as well as we want.

    Parameters
    ----------
    person : str
        Id.
    present : Contact or None
        None when it is not known.
    wanted : Contact
        By the table.
    uncovered : bool
        Whether nobody of our team is said to cover the person.
    because : str
        What is missing and why it is wanted.
    """

    person: str
    present: Contact | None
    wanted: Contact
    uncovered: bool
    because: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """People by our team.

    Parameters
    ----------
    people : tuple of str
        Rows: ids in the order of the buying center.
    team : tuple of str
        Columns: names of our people, those of the team first, then others who cover somebody.
    cells : mapping of id to mapping of name to Contact or None
        Who covers each person, with the depth of contact; None when that is not known. Empty for people whom nobody
        covers.
    present : mapping of id to Contact or None
        How well we know each person.
    wanted : mapping of id to Contact
        How well we want to.
    gaps : tuple of Gap
        Those where most is wanted first, of these those whom we know least.
    idle : tuple of str
        Our people who cover nobody.
    """

    people: tuple[str, ...]
    team: tuple[str, ...]
    cells: Mapping[str, Mapping[str, Contact | None]]
    present: Mapping[str, Contact | None]
    wanted: Mapping[str, Contact]
    gaps: tuple[Gap, ...]
    idle: tuple[str, ...]


def needs(center: BuyingCenter | AccountPlan, *, lang: str = "en") -> Needs:
    """What the organisation and its people need, person by person, and whether we meet it.

    Parameters
    ----------
    center : BuyingCenter or AccountPlan
        The people.
    lang : {"en", "zh"}
        Language of the summary.

    Returns
    -------
    Needs

    Examples
    --------
    >>> people = [Stakeholder("Ana", organization_needs="finance", meets_organization_needs=True), Stakeholder("Ben")]
    >>> found = needs(BuyingCenter("ERP", people))
    >>> found.cells["ana"], found.counts[OrganizationNeed.FINANCE].met
    (mappingproxy({<OrganizationNeed.FINANCE: 'finance'>: True}), 1)
    >>> found.because
    'Most often needed: Finance (1 person). No need known of Ben.'

    Notes
    -----
    Three needs of the organisation (机构需要) and six personal ones (个人需要), as a key-account sales course has them.
    Whether needs are met is known per person and kind, so all needs of one kind of one person are met or not together.
    """
    center = center_of(center)
    cells = {person.id: MappingProxyType(dict(_needs_of(person))) for person in center}
    counts = {
        need: _count([row[need] for row in cells.values() if need in row])
        for need in NEEDS
    }
    return Needs(
        people=tuple(cells),
        needs=NEEDS,
        cells=MappingProxyType(cells),
        counts=MappingProxyType(counts),
        no_organization_need=tuple(
            person.id for person in center if not person.organization_needs
        ),
        no_personal_need=tuple(
            person.id for person in center if not person.personal_needs
        ),
        because=_summary(center, counts, lang),
    )


def _needs_of(person: Stakeholder) -> list[tuple[Need, bool | None]]:
    found: list[tuple[Need, bool | None]] = [
        (need, person.meets_organization_needs)
        for need in OrganizationNeed
        if need in person.organization_needs
    ]
    return found + [
        (need, person.meets_personal_needs)
        for need in PersonalNeed
        if need in person.personal_needs
    ]


def _count(met: list[bool | None]) -> Count:
    return Count(len(met), met.count(True), met.count(False), met.count(None))


def _summary(center: BuyingCenter, counts: Mapping[Need, Count], lang: str) -> str:
    most = max(count.people for count in counts.values())
    if most == 0:
        return say(lang, "needs.nothing")
    often = [
        label(need, lang) for need, count in counts.items() if count.people == most
    ]
    parts = [
        say(
            lang,
            "needs.most",
            needs=say(lang, "list.comma").join(often),
            count=most,
        )
    ]
    bare = [
        person
        for person in center
        if not person.organization_needs and not person.personal_needs
    ]
    if bare:
        parts.append(say(lang, "needs.no_need", people=names(bare, lang)))
    return "".join(parts)


def coverage(
    plan: AccountPlan | BuyingCenter,
    *,
    team: Iterable[str] = (),
    wanted: Wanted = WANTED,
    veto: Contact = WANTED_OF_VETO,
    lang: str = "en",
) -> Coverage:
    """Who of us knows whom, how well, how well we want to, and what is missing.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        The people; a plan brings its team.
    team : iterable of str
        Names of our people, beside those of the plan and those who cover somebody.
    wanted : mapping of Role or None to Contact
        The depth of contact that each role asks for; all six roles and None.
    veto : Contact, default several
        The least that is wanted of people who can stop the purchase.
    lang : {"en", "zh"}
        Language of the reasons.

    Returns
    -------
    Coverage

    Raises
    ------
    ModelError
        When the table lacks a role.

    Examples
    --------
    >>> people = [Stakeholder("Ana", power=9, involvement=9, contact="brief", covered_by="Kim Example")]
    >>> found = coverage(BuyingCenter("ERP", people))
    >>> found.cells["ana"]["Kim Example"]
    <Contact.BRIEF: 'brief'>
    >>> found.gaps[0].because
    'Ana (Owner): contact is brief, wanted deep.'

    Notes
    -----
    Being able to call at the top is the second of the twelve steps of the course (拜访高层); `WANTED` says what that
    means role by role, and is a judgement that a house may replace. Contact is known per person, so it stands in the
    cell of each of us who covers them.
    """
    center = center_of(plan)
    _check(a_table(wanted, "wanted"))
    roles = {id: one.role for id, one in classify(center, lang=lang).items()}
    depth = {
        person.id: _wanted(person, roles[person.id], wanted, veto) for person in center
    }
    ours = _team(plan, center, a_list(team))
    cells = {
        person.id: MappingProxyType(
            {name: person.contact for name in ours if name in person.covered_by}
        )
        for person in center
    }
    gaps = [
        gap
        for person in center
        if (gap := _gap(person, roles[person.id], depth[person.id], lang))
    ]
    gaps.sort(key=lambda gap: (-_rank(gap.wanted), _rank(gap.present)))
    return Coverage(
        people=tuple(cells),
        team=ours,
        cells=MappingProxyType(cells),
        present=MappingProxyType({person.id: person.contact for person in center}),
        wanted=MappingProxyType(depth),
        gaps=tuple(gaps),
        idle=tuple(
            name for name in ours if not any(name in row for row in cells.values())
        ),
    )


def _check(wanted: Wanted) -> None:
    for role in WANTED:
        if not isinstance(wanted.get(role), Contact):
            raise ModelError(
                f"the table of wanted contact has none for {role and role.value}: {shown(wanted.get(role))}; "
                "it maps each Role, and None, to a Contact"
            )


def _team(
    plan: AccountPlan | BuyingCenter, center: BuyingCenter, team: Iterable[str]
) -> tuple[str, ...]:
    members = (
        [member.name for member in plan.team] if isinstance(plan, AccountPlan) else []
    )
    return tuple(
        dict.fromkeys(
            [
                *members,
                *team,
                *(name for person in center for name in person.covered_by),
            ]
        )
    )


def _rank(contact: Contact | None) -> int:
    return -1 if contact is None else list(Contact).index(contact)


def _wanted(
    person: Stakeholder, role: Role | None, wanted: Wanted, veto: Contact
) -> Contact:
    return max(wanted[role], veto, key=_rank) if person.can_veto else wanted[role]


def _gap(
    person: Stakeholder, role: Role | None, wanted: Contact, lang: str
) -> Gap | None:
    less, uncovered = _rank(person.contact) < _rank(wanted), not person.covered_by
    if not less and not uncovered:
        return None
    parts: list[str] = []
    if less:
        key = "coverage.unknown" if person.contact is None else "coverage.less"
        present = label(person.contact, lang).lower() if person.contact else ""
        parts.append(
            say(
                lang,
                key,
                **({"present": present} if present else {}),
                wanted=label(wanted, lang).lower(),
            )
        )
    if uncovered:
        parts.append(say(lang, "coverage.nobody"))
    who = label(role, lang) if role else say(lang, "coverage.no_role")
    veto = say(lang, "coverage.veto") if person.can_veto else ""
    lacks = say(lang, "coverage.and").join(parts)
    because = say(
        lang, "coverage.gap", name=person.name, role=who, veto=veto, lacks=lacks
    )
    return Gap(person.id, person.contact, wanted, uncovered, because)
