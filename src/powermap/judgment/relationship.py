"""Where we stand with them: outsider, friend, supplier or partner, from whose needs we meet.

The layout of the grid is data: a house that sees it otherwise passes a table of its own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from powermap.errors import ModelError, shown
from powermap.judgment.assessment import outweighs
from powermap.language import label, say
from powermap.language.lists import names, percent
from powermap.model import AccountPlan, BuyingCenter, Relationship, Scale, Stakeholder
from powermap.model.axes import power_score
from powermap.model.playbook.defaults import RELATIONSHIP_GRID, RelationshipGrid
from powermap.model.record import a_table
from powermap.model.subject import center_of

__all__ = [
    "RELATIONSHIPS",
    "AccountStanding",
    "Shares",
    "Standing",
    "account_relationship",
    "relationships",
]

Relationships = RelationshipGrid
RELATIONSHIPS: Relationships = RELATIONSHIP_GRID
LEAST = 0.01
"""Nobody whose power is known weighs less, wherever the scale begins."""
KNOWN: Mapping[bool | None, str] = MappingProxyType(
    {True: "met", False: "unmet", None: "unknown"}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where we stand with one person.

    Parameters
    ----------
    relationship : Relationship or None
        None while it is not known whether we meet both kinds of needs.
    because : str
        The reason in words.
    possible : tuple of Relationship
        What it can be, as far as is known; one when it is known.
    """

    relationship: Relationship | None
    because: str
    possible: tuple[Relationship, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """How far one kind of needs is met, by power; together 1, or all 0 when nobody's power is known.

    Parameters
    ----------
    met, unmet, unknown : float
        Shares of all known power.
    """

    met: float
    unmet: float
    unknown: float

    @property
    def is_met(self) -> bool | None:
        """Whether the needs of those with more power are met; None while less than half is known or all is even."""
        return outweighs(self.met, self.unmet, self.unknown)


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """Where we stand with the account.

    Parameters
    ----------
    relationship : Relationship or None
        None while it cannot be said.
    because : str
        The reason in words.
    possible : tuple of Relationship
        What it can be, as far as is known.
    organization, personal : Shares
        How far the two kinds of needs are met.
    left_out : tuple of str
        Ids of people whose power is unknown, so that they weigh nothing.
    """

    relationship: Relationship | None
    because: str
    possible: tuple[Relationship, ...]
    organization: Shares
    personal: Shares
    left_out: tuple[str, ...]


def relationships(
    center: BuyingCenter | AccountPlan,
    *,
    table: Relationships = RELATIONSHIPS,
    lang: str = "en",
) -> Mapping[str, Standing]:
    """Where we stand with each person, from whose needs we meet.

    Parameters
    ----------
    center : BuyingCenter or AccountPlan
        The people.
    table : mapping of (bool, bool) to Relationship
        The relationship by (needs of the organisation met, personal needs met); all four pairs.
    lang : {"en", "zh"}
        Language of the reasons.

    Returns
    -------
    mapping of id to Standing
        In the order of the buying center.

    Raises
    ------
    ModelError
        When the table lacks a pair or the language is unknown.

    Examples
    --------
    >>> center = BuyingCenter("ERP", [Stakeholder("Ana Ruiz", meets_organization_needs=True)])
    >>> found = relationships(center)["ana-ruiz"]
    >>> found.relationship, [each.value for each in found.possible]
    (None, ['supplier', 'partner'])
    >>> found.because
    'Needs of the organisation are met; whether personal needs are met is not known: Supplier or Partner.'

    Notes
    -----
    The grid of relationships is taught in a key-account sales course (建立客户关系). What is unknown is not guessed: it
    leaves two or four possible relationships.
    """
    center = center_of(center)
    _check(table)
    return MappingProxyType(
        {
            person.id: Standing(
                *_found(
                    person.meets_organization_needs,
                    person.meets_personal_needs,
                    table,
                    lang,
                )
            )
            for person in center
        }
    )


def _check(table: Relationships) -> None:
    a_table(table, "table")
    for pair in RELATIONSHIPS:
        if not isinstance(table.get(pair), Relationship):
            raise ModelError(
                f"the table has no relationship for {pair}: {shown(table.get(pair))}; it maps each pair of "
                "(needs of the organisation met, personal needs met) to a Relationship"
            )


def _found(
    organization: bool | None, personal: bool | None, table: Relationships, lang: str
) -> tuple[Relationship | None, str, tuple[Relationship, ...]]:
    possible = _possible(organization, personal, table)
    if organization is None and personal is None:
        return None, say(lang, "relationship.nothing"), possible
    known = organization is not None and personal is not None
    because = say(
        lang,
        "relationship.because",
        organization=say(lang, f"relationship.organization_{KNOWN[organization]}"),
        personal=say(lang, f"relationship.personal_{KNOWN[personal]}"),
        relationship=say(lang, "relationship.or").join(
            label(each, lang) for each in possible
        ),
    )
    return possible[0] if known else None, because, possible


def _possible(
    organization: bool | None, personal: bool | None, table: Relationships
) -> tuple[Relationship, ...]:
    return tuple(
        dict.fromkeys(
            table[pair]
            for pair in RELATIONSHIPS
            if organization in {None, pair[0]} and personal in {None, pair[1]}
        )
    )


def account_relationship(
    center: BuyingCenter | AccountPlan,
    *,
    table: Relationships = RELATIONSHIPS,
    lang: str = "en",
) -> AccountStanding:
    """Where we stand with the account: the needs of its people, weighted by power.

    Parameters
    ----------
    center : BuyingCenter or AccountPlan
        The people.
    table : mapping of (bool, bool) to Relationship
        As for `relationships`.
    lang : {"en", "zh"}
        Language of the reason.

    Returns
    -------
    AccountStanding

    Raises
    ------
    ModelError
        When the table lacks a pair or the language is unknown.

    Examples
    --------
    >>> people = [
    ...     Stakeholder("Ana", power=9, meets_organization_needs=True, meets_personal_needs=True),
    ...     Stakeholder("Ben", power=3, meets_organization_needs=False),
    ... ]
    >>> found = account_relationship(BuyingCenter("ERP", people))
    >>> found.relationship, found.organization.met, found.personal.unknown
    (<Relationship.PARTNER: 'partner'>, 0.75, 0.25)

    Notes
    -----
    The course asks where we stand with the customer (建立客户关系); an account is no average of heads, so each person
    weighs as much as their power, measured from the low end of the scale (a word counts as the centre of its half).
    Each kind of needs is met when what is met outweighs what is not, and at least half of all known power is known
    about: the rule of `assess`, for the same reasons. People of unknown power are left out, and named.
    """
    center = center_of(center)
    _check(table)
    left_out = tuple(person.id for person in center if person.power is None)
    organization, personal = shares_met(center)
    relationship, reason, possible = _found(
        organization.is_met, personal.is_met, table, lang
    )
    because = _account(center, reason, organization, personal, left_out, lang)
    return AccountStanding(
        relationship, because, possible, organization, personal, left_out
    )


def shares_met(center: BuyingCenter) -> tuple[Shares, Shares]:
    """How far the organisation's and the personal needs are met, by power."""
    heavy: dict[object, float] = {}
    sums: dict[tuple[str, bool | None], list[float]] = defaultdict(list)
    for person in center:
        if person.power is None:
            continue
        if person.power not in heavy:
            heavy[person.power] = _weight(person, center.scale)
        sums["organization", person.meets_organization_needs].append(
            heavy[person.power]
        )
        sums["personal", person.meets_personal_needs].append(heavy[person.power])
    return _shares(sums, "organization"), _shares(sums, "personal")


def _weight(person: Stakeholder, scale: Scale) -> float:
    return max(scale.share(power_score(person, scale) or 0.0), LEAST)


def _shares(
    sums: Mapping[tuple[str, bool | None], Sequence[float]], kind: str
) -> Shares:
    met, unmet, unknown = (
        math.fsum(sums.get((kind, each), ())) for each in (True, False, None)
    )
    total = math.fsum((met, unmet, unknown)) or 1.0
    return Shares(met / total, unmet / total, unknown / total)


def _account(
    center: BuyingCenter,
    reason: str,
    organization: Shares,
    personal: Shares,
    left_out: Sequence[str],
    lang: str,
) -> str:
    if len(left_out) == len(center):
        return say(lang, "relationship.no_power")
    parts = [reason]
    for kind, shares in (("organization", organization), ("personal", personal)):
        told = {
            key: percent(getattr(shares, key)) for key in ("met", "unmet", "unknown")
        }
        parts.append(say(lang, f"relationship.{kind}_shares", **told))
    if left_out:
        people = names((person for person in center if person.power is None), lang)
        parts.append(say(lang, "relationship.left_out", people=people))
    return "".join(parts)
