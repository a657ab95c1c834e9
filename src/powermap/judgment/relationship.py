"""Where we stand with them: outsider, friend, supplier or partner, from whose needs we meet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from powermap.frozen import FrozenMapping
from powermap.judgment.assessment import outweighs
from powermap.judgment.judge import Subject, judge
from powermap.judgment.need_sums import UNITS, NeedSums, weigh_needs
from powermap.language import Listed, Percent, Reason, sentences
from powermap.language.lists import names_of
from powermap.language.results import OneRow, ResultMap, Row
from powermap.model import BuyingCenter, Relationship, Stakeholder
from powermap.model.playbook import Playbook, RelationshipGrid

__all__ = [
    "AccountRelationship",
    "PersonRelationship",
    "Shares",
    "account_relationship",
    "account_relationship_of",
    "relationships",
    "relationships_by_person",
    "shares_met",
    "shares_of",
]

STATES: Mapping[bool | None, str] = FrozenMapping(
    {True: "met", False: "unmet", None: "unknown"}
)
"""How the words call needs that are met, that are not, and that are unknown."""
Possible = tuple[Relationship, ...]


@dataclass(frozen=True, slots=True)
class PersonRelationship:
    """Where we stand with one person.

    Parameters
    ----------
    relationship : Relationship or None
        None while it is unknown whether we meet both kinds of needs.
    because : Reason
        The reason.
    possible : tuple of Relationship
        What it can be, as far as is known; one when it is known.
    """

    relationship: Relationship | None
    because: Reason
    possible: Possible

    def row(self) -> Row:
        """Relationship and reason by column."""
        return {
            "relationship": self.relationship,
            "because": self.because,
        }

    def __repr__(self) -> str:
        return f"<PersonRelationship {self.relationship}>"


@dataclass(frozen=True, slots=True)
class Shares:
    """How far one kind of needs is met, by power.

    Parameters
    ----------
    met, unmet, unknown : float
        Shares of all known power; together 1, or all 0 when nobody's power is
        known.
    is_met : bool or None
        Whether the needs of those with more power are met; None while too little
        is known or all is even.
    """

    met: float
    unmet: float
    unknown: float
    is_met: bool | None = None


@dataclass(frozen=True, slots=True)
class AccountRelationship(OneRow):
    """Where we stand with the account.

    Parameters
    ----------
    relationship : Relationship or None
        None while it cannot be said.
    because : Reason
        The reason.
    possible : tuple of Relationship
        What it can be, as far as is known.
    organization, personal : Shares
        How far the two kinds of needs are met.
    left_out : tuple of str
        Ids of people whose power is unknown, so that they are not counted.
    """

    relationship: Relationship | None
    because: Reason
    possible: Possible
    organization: Shares
    personal: Shares
    left_out: tuple[str, ...]

    def row(self) -> Row:
        """Relationship and reason by column."""
        return {
            "relationship": self.relationship,
            "because": self.because,
        }

    def __repr__(self) -> str:
        return f"<AccountRelationship {self.relationship}>"


def relationships(
    subject: Subject, *, playbook: Playbook | None = None
) -> ResultMap[str, PersonRelationship]:
    """Where we stand with each person, from whose needs we meet.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people.
    playbook : Playbook, optional
        Whose grid of relationships to use; powermap's when not given.

    Returns
    -------
    mapping of id to PersonRelationship
        In the order of the buying center.

    Raises
    ------
    ModelError
        When the subject is something else.

    Examples
    --------
    >>> ana = Stakeholder("Ana Ruiz", meets_organization_needs=True)
    >>> result = relationships(BuyingCenter("ERP", [ana]))["ana-ruiz"]
    >>> result.relationship, [each.value for each in result.possible]
    (None, ['supplier', 'partner'])
    >>> print(result.because)
    Organization needs are met; whether personal needs are met is unknown: Supplier \
or Partner.

    Notes
    -----
    The grid of relationships is taught in a key-account sales course
    (建立客户关系). What is unknown is not guessed: it leaves two or four possible
    relationships.
    """
    return judge(subject, playbook=playbook).relationships


def relationships_by_person(
    center: BuyingCenter, grid: RelationshipGrid
) -> ResultMap[str, PersonRelationship]:
    """Where we stand with each person by a grid of relationships."""
    answers = {}
    names = {}
    for person in center:
        answers[person.id] = _relationship_with(person, grid)
        names[person.id] = person.name
    return ResultMap(answers, names)


def _relationship_with(
    person: Stakeholder, grid: RelationshipGrid
) -> PersonRelationship:
    organization = person.meets_organization_needs
    personal = person.meets_personal_needs
    possible = _possible(organization, personal, grid)
    because = _explain(organization, personal, possible)
    # Even when the grid leaves one relationship only: half of the facts is no judgment
    # of a person.
    known = organization is not None and personal is not None
    return PersonRelationship(possible[0] if known else None, because, possible)


def _possible(
    organization: bool | None, personal: bool | None, grid: RelationshipGrid
) -> Possible:
    """What the grid has for what is known; each relationship once."""
    possible = []
    for organization_met in (False, True):
        for personal_met in (False, True):
            # Unknown fits both, so the answer narrows as more is known.
            fits = organization in {None, organization_met}
            if fits and personal in {None, personal_met}:
                possible.append(grid[organization_met, personal_met])
    # A company's grid may use one relationship for several cells.
    return tuple(dict.fromkeys(possible))


def _explain(
    organization: bool | None, personal: bool | None, possible: Possible
) -> Reason:
    if organization is None and personal is None:
        return Reason("relationship.nothing")
    return Reason(
        "relationship.because",
        organization=Reason(f"relationship.organization_{STATES[organization]}"),
        personal=Reason(f"relationship.personal_{STATES[personal]}"),
        relationship=Listed(possible, "or"),
    )


def account_relationship(
    subject: Subject, *, playbook: Playbook | None = None
) -> AccountRelationship:
    """Where we stand with the account: the needs of its people, weighted by power.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people.
    playbook : Playbook, optional
        Whose grid of relationships and thresholds to use; powermap's when not
        given.

    Returns
    -------
    AccountRelationship

    Raises
    ------
    ModelError
        When the subject is something else.

    Examples
    --------
    >>> people = [
    ...     Stakeholder(
    ...         "Ana", power=9, meets_organization_needs=True, meets_personal_needs=True
    ...     ),
    ...     Stakeholder("Ben", power=3, meets_organization_needs=False),
    ... ]
    >>> result = account_relationship(BuyingCenter("ERP", people))
    >>> result.relationship, result.organization.met, result.personal.unknown
    (<Relationship.PARTNER: 'partner'>, 0.75, 0.25)

    Notes
    -----
    The course asks where we stand with the customer (建立客户关系). An account is no
    average of heads, so each person weighs as much as their power, measured from the
    low end of the scale (a word counts as the center of its half). Each kind of
    needs is met when what is met is ahead of what is not by at least what is
    unknown, by power: the rule of `assess`, for the same reasons. People
    of unknown power are left out, and named.
    """
    return judge(subject, playbook=playbook).account_relationship


def account_relationship_of(
    center: BuyingCenter, playbook: Playbook
) -> AccountRelationship:
    """Where we stand with the account by a playbook's grid and thresholds."""
    organization, personal = shares_met(center, playbook.thresholds.enough_known)
    possible = _possible(
        organization.is_met, personal.is_met, playbook.relationship_grid
    )
    known = organization.is_met is not None and personal.is_met is not None
    left_out = [person for person in center if person.power is None]
    return AccountRelationship(
        relationship=possible[0] if known else None,
        because=_explain_account(center, organization, personal, possible, left_out),
        possible=possible,
        organization=organization,
        personal=personal,
        left_out=tuple(person.id for person in left_out),
    )


def shares_met(center: BuyingCenter, enough: float) -> tuple[Shares, Shares]:
    """How far organization needs and personal needs are met, by power."""
    sums = NeedSums()
    for person in center:
        weigh_needs(person, center.scale, sums)
    return shares_of(sums, enough)


def shares_of(sums: NeedSums, enough: float) -> tuple[Shares, Shares]:
    """The same from the sums."""
    return _shares(sums.organization, enough), _shares(sums.personal, enough)


def _shares(sums: Mapping[bool | None, int], enough: float) -> Shares:
    met = sums[True] / UNITS
    unmet = sums[False] / UNITS
    unknown = sums[None] / UNITS
    # Nobody of known power: all shares are 0, and nothing can be said.
    total = math.fsum((met, unmet, unknown)) or 1.0
    met /= total
    unmet /= total
    unknown /= total
    # The same rule as for verdicts, so that one threshold of a playbook moves both.
    is_met = outweighs(met, unmet, unknown, enough)
    return Shares(met, unmet, unknown, is_met)


def _explain_account(
    center: BuyingCenter,
    organization: Shares,
    personal: Shares,
    possible: Possible,
    left_out: Sequence[Stakeholder],
) -> Reason:
    if len(left_out) == len(center):
        return Reason("relationship.no_power")
    parts = [_explain(organization.is_met, personal.is_met, possible)]
    for kind, shares in (("organization", organization), ("personal", personal)):
        parts.append(
            Reason(
                f"relationship.{kind}_shares",
                met=Percent(shares.met),
                unmet=Percent(shares.unmet),
                unknown=Percent(shares.unknown),
            )
        )
    if left_out:
        parts.append(Reason("relationship.left_out", people=names_of(left_out)))
    return sentences(parts)
