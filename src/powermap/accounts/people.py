"""People who appear in several accounts: who knows the adviser of both customers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from powermap.language import Listed, Reason, sentences
from powermap.language.results import ResultList
from powermap.model.vocabulary import fold

if TYPE_CHECKING:
    from powermap.accounts.rows import AccountRow
    from powermap.judgment.judge import Judgment
    from powermap.language.results import Row
    from powermap.language.values import Value
    from powermap.model import Role, Stakeholder, Stance

__all__ = ["Likeness", "PersonInAccount", "SharedPerson", "people_of", "shared_people"]

_MAIL = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;]+\.[^\s@<>,;.]+")
"""An e-mail address; addresses stand in custom fields, whatever a company calls them."""


class Likeness(StrEnum):
    """By what people of several accounts are taken for one."""

    MAIL = "mail"
    ORGANIZATION = "organization"
    OTHER_MAIL = "other_mail"


@dataclass(frozen=True, slots=True)
class PersonInAccount:
    """What tells whether somebody of one account is somebody of another.

    Parameters
    ----------
    id, name : str
        In the account.
    organization : str
        The employer; the account where none is named.
    mails : frozenset of str
        E-mail addresses in lower case.
    role, stance : Role or None, Stance or None
        In this account.
    covered_by : tuple of str
        Who of our team covers the person there.
    """

    id: str
    name: str
    organization: str
    mails: frozenset[str] = frozenset()
    role: Role | None = None
    stance: Stance | None = None
    covered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedPerson:
    """Somebody who appears in several accounts.

    Parameters
    ----------
    name : str
        As the first of the accounts has it.
    likeness : Likeness
        By what the people are taken for one.
    places : tuple of (str, PersonInAccount)
        The sources of the accounts, and the person there.
    accounts : tuple of str
        The accounts, as lists call them.
    because : Reason
        How sure this is.
    """

    name: str
    likeness: Likeness
    places: tuple[tuple[str, PersonInAccount], ...]
    accounts: tuple[str, ...]
    because: Reason

    def row(self) -> Row:
        """The person by column."""
        covering: dict[str, None] = {}
        for _, person in self.places:
            covering.update(dict.fromkeys(person.covered_by))
        return {
            "name": self.name,
            "accounts": Listed(self.accounts),
            "stance": _stances(self.places),
            "covered_by": Listed(covering),
            "because": self.because,
        }

    def __repr__(self) -> str:
        return f"<SharedPerson {self.name}: {len(self.places)} accounts>"


def _stances(places: Iterable[tuple[str, PersonInAccount]]) -> Value:
    stances: dict[Value, None] = {}
    for _, person in places:
        stances[person.stance or Reason("common.unknown")] = None
    return Listed(stances)


def people_of(judgment: Judgment) -> tuple[PersonInAccount, ...]:
    """The people of an account with what tells who they are; placeholders are nobody."""
    from powermap.model.placeholders import is_placeholder

    account = judgment.plan.account
    people = []
    for person in judgment.center:
        if is_placeholder(person.name):
            continue
        people.append(
            PersonInAccount(
                person.id,
                person.name,
                person.organization or account,
                _mails_of(person),
                judgment.roles[person.id].role,
                person.stance,
                person.covered_by,
            )
        )
    return tuple(people)


def _mails_of(person: Stakeholder) -> frozenset[str]:
    mails: set[str] = set()
    for value in person.custom.values():
        if isinstance(value, str) and "@" in value:
            mails.update(mail.lower() for mail in _MAIL.findall(value))
    return frozenset(mails)


def shared_people(rows: Iterable[AccountRow]) -> ResultList[SharedPerson]:
    """Who appears in several accounts, the surest and most frequent first.

    Somebody with the same e-mail address is the same person. The same name and
    organization make one person likely, and less likely where both accounts have an
    address and these differ. A name alone says nothing. Redacted accounts are left
    out, since pseudonyms must not be matched.

    Examples
    --------
    >>> import powermap as pm
    >>> kim = pm.Stakeholder("Kim Lee", organization="Fabrikam Advice")
    >>> plans = {}
    >>> for name in ("Contoso", "Tailspin"):
    ...     plans[name] = pm.AccountPlan(name, center=pm.BuyingCenter("ERP", [kim]))
    >>> [shared] = pm.portfolio(plans).shared_people
    >>> shared, print(shared.because)
    Likely the same person: same name and organization (Fabrikam Advice).
    (<SharedPerson Kim Lee: 2 accounts>, None)
    """
    by_mail: _Places = defaultdict(list)
    by_name: _Places = defaultdict(list)
    names = {}
    for row in rows:
        names[row.source] = row.name
        if row.audience is not None:
            continue
        for person in row.people:
            place = (row.source, person)
            for mail in sorted(person.mails):
                by_mail[mail,].append(place)
            key = fold(person.name), fold(person.organization)
            by_name[key].append(place)
    found = _Found(names)
    for (mail,), places in by_mail.items():
        reason = Reason("portfolio.same_mail", mail=mail)
        found.add(places, Likeness.MAIL, reason)
    for places in by_name.values():
        likeness, reason = _likeness(places)
        if likeness is Likeness.ORGANIZATION:
            # One person, of whom some accounts know the address.
            reason = sentences([found.take_part_of(places), reason])
        found.add(places, likeness, reason)
    order = list(Likeness)

    def precedence(shared: SharedPerson) -> tuple[int, int]:
        return order.index(shared.likeness), -len(shared.places)

    return ResultList(sorted(found.people, key=precedence))


_Place = tuple[str, PersonInAccount]
_Places = dict[tuple[str, ...], list[_Place]]
_Match = frozenset[tuple[str, str]]
"""Accounts, each with the id of a person in it."""


def _likeness(places: list[_Place]) -> tuple[Likeness, Reason]:
    organization = places[0][1].organization
    known = [person.mails for _, person in places if person.mails]
    differ = any(known[0].isdisjoint(mails) for mails in known[1:])
    if differ:
        reason = Reason("portfolio.other_mail", organization=organization)
        return Likeness.OTHER_MAIL, reason
    reason = Reason("portfolio.same_organization", organization=organization)
    return Likeness.ORGANIZATION, reason


class _Found:
    """The people found so far, of whom nobody is found twice."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        # By their places, so that nobody is found twice.
        self._people: dict[_Match, SharedPerson] = {}
        # By each place the matches that it is part of.
        self._matches: dict[tuple[str, str], list[_Match]] = {}

    @property
    def people(self) -> list[SharedPerson]:
        """Those who were found."""
        return list(self._people.values())

    def take_part_of(self, places: list[_Place]) -> Reason | None:
        """Take back a surer match of some of the places, and tell it as a part."""
        match = _match_of(places)
        for source, person in places:
            for part in self._matches.get((source, person.id), []):
                if part < match and part in self._people:
                    taken = self._people.pop(part)
                    return Reason(
                        "portfolio.in_some",
                        count=len(taken.places),
                        because=taken.because,
                    )
        return None

    def add(self, places: list[_Place], likeness: Likeness, because: Reason) -> None:
        """Add a person who is in several accounts, unless a surer match says it."""
        first_of: dict[str, PersonInAccount] = {}
        for source, person in places:
            first_of.setdefault(source, person)
        if len(first_of) < 2:
            return
        match = _match_of(list(first_of.items()))
        first = places[0]
        surer = self._matches.get((first[0], first[1].id), [])
        if any(match <= known for known in surer):
            return
        for place in match:
            self._matches.setdefault(place, []).append(match)
        accounts = tuple(self.names[source] for source in first_of)
        own = tuple(first_of.items())
        name = first[1].name
        self._people[match] = SharedPerson(name, likeness, own, accounts, because)


def _match_of(places: list[_Place]) -> _Match:
    return frozenset((source, person.id) for source, person in places)
