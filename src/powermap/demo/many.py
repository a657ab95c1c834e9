"""Many made-up accounts, for trying a portfolio and for measuring one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, TypeVar

from powermap.frozen import FrozenMapping
from powermap.model import (
    AccountPlan,
    Action,
    Assessment,
    BuyingCenter,
    Contact,
    Criterion,
    Member,
    Prospect,
    Stakeholder,
    Stance,
    Tie,
)

if TYPE_CHECKING:
    from powermap.model import TieKind

__all__ = ["many_accounts"]

T = TypeVar("T")
TODAY = date(2026, 11, 20)
"""Day of the accounts, that of the demo plan."""
_FIRST = (
    "Ada Bruno Carla Dario Edda Femi Greta Hugo Ida Joel Kaja Lars Mira Nuno Olga Pavel "
    "Quinn Rosa Sven Tara Ugo Vera Wanda Xenia Yusuf Zora"
).split()
_LAST = (
    "Alder Birk Castell Dornan Elmgren Farrow Gantz Hollis Ibsen Jarvik Kestrel Lomax "
    "Marlow Nyberg Orsini Pemba Quist Rossetti Sorel Tamm Ulvik Vasko Wexler Yardley Zeman"
).split()
_PLACES = (
    "Amberfield Briarwood Coppergate Dunmore Eastlake Fernhill Glenrock Harborview "
    "Ironbridge Juniper Kingsmoor Larkspur Millbrook Northgate Oakridge Pinecrest"
).split()
_TRADES = (
    "Foods Steel Logistics Energy Chemicals Textiles Optics Railways Paper Ceramics "
    "Aviation Pharma Retail"
).split()
_OFFERS = ("ERP renewal", "Data platform", "Service contract", "New plant", "Robotics")
_SELLERS = tuple(f"{name} Example" for name in ("Kim", "Max", "Lee", "Robin", "Sam"))
# Title, power, involvement and whether the person can stop the purchase.
_CHAIRS: tuple[tuple[str, float, float, bool], ...] = (
    ("Chief Executive Officer", 9.5, 2, False),
    ("CFO", 8.5, 4, False),
    ("Chief Operating Officer", 8, 7.5, False),
    ("CIO", 7.5, 8.5, False),
    ("Head of Procurement", 4.5, 6, False),
    ("Security Officer", 3, 3.5, True),
    ("Plant Manager", 3, 8, False),
    ("Enterprise Architect", 2.5, 7, False),
    ("Controller", 4, 3, False),
    ("Head of Quality", 3.5, 6.5, False),
    ("Works Council", 4, 2, True),
    ("Project Lead", 2, 9, False),
    ("Head of Maintenance", 2, 6, False),
    ("Legal Counsel", 2, 2, False),
)
_ADVISERS = 6
"""Advisers who work for several customers."""
_MOST = 5_000


def many_accounts(count: int = 200, *, seed: int = 0) -> Mapping[str, AccountPlan]:
    """Made-up accounts of 5 to 14 people, by name; the same for the same seed.

    Some are known well and some hardly at all, some are won or lost; a few advisers
    appear in several of them. Every customer and person is invented.

    Parameters
    ----------
    count : int, default 200
        How many, up to 5,000.
    seed : int, default 0
        Other seeds make other accounts. The first accounts of a seed are the same for
        every count.

    Returns
    -------
    mapping of str to AccountPlan

    Examples
    --------
    >>> accounts = many_accounts(3)
    >>> list(accounts)
    ['account-0001', 'account-0002', 'account-0003']
    >>> accounts == many_accounts(3), accounts == many_accounts(3, seed=1)
    (True, False)
    """
    accounts = {}
    for number in range(1, min(count, _MOST) + 1):
        # Of its own, so that an account does not depend on those before it.
        dice = _Dice(f"{seed} {number}")
        accounts[f"account-{number:04d}"] = _make_account(number, dice)
    return FrozenMapping(accounts)


class _Dice:
    """Chances and choices that are the same on every machine."""

    def __init__(self, seed: str) -> None:
        # Not for secrets, and the only method of Random that never changes is random().
        self._next = Random(seed).random  # noqa: S311

    def chance(self, share: float) -> bool:
        """Whether something of a probability happens."""
        return self._next() < share

    def between(self, low: float, high: float) -> float:
        """A number of a range."""
        return low + (high - low) * self._next()

    def whole(self, low: int, high: int) -> int:
        """A whole number of a range, both ends included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, values: Sequence[T]) -> T:
        """One of several values."""
        return values[int(self._next() * len(values))]

    def pick_weighted(self, values: Mapping[T, float]) -> T:
        """One of several values by weight."""
        left = self._next() * sum(values.values())
        last = None
        for value, weight in values.items():
            last = value
            left -= weight
            if left < 0:
                break
        return last  # type: ignore[return-value]


def _make_account(number: int, dice: _Dice) -> AccountPlan:
    place, trade = divmod(number - 1, len(_TRADES))
    # Names repeat after some two hundred accounts, as customers with several deals do.
    account = f"{_PLACES[place % len(_PLACES)]} {_TRADES[trade]}"
    offer = dice.pick(_OFFERS)
    # How well an account is known, from hardly at all to everything.
    known = dice.between(0.25, 1)
    # How much the customer leans to us.
    favor = dice.between(0.15, 0.85)
    # When somebody last wrote something down, most of them lately.
    seen = TODAY - timedelta(days=int(dice.between(0, 13) ** 2))
    people = _make_people(account, (known, favor), seen, dice)
    value = float(dice.whole(4, 240) * 5_000) if dice.chance(0.9) else None
    seller = dice.pick(_SELLERS)
    center = BuyingCenter(
        f"{account} · {offer}", people, _make_ties(people, dice), as_of=None
    )
    return AccountPlan(
        account,
        opportunity=offer,
        value=value,
        close_on=TODAY + timedelta(days=dice.whole(-20, 400)),
        center=center,
        team=[Member(name) for name in _SELLERS],
        rivals=["Contoso", "Fabrikam"],
        assessments=_make_answers((known, favor), seen, dice),
        actions=_make_actions(people, seller, dice),
        pipeline=[_make_prospect(account, offer, value, dice)],
        seller=seller,
    )


def _make_people(
    account: str, traits: tuple[float, float], seen: date, dice: _Dice
) -> list[Stakeholder]:
    known, favor = traits
    chairs = list(_CHAIRS[: dice.whole(5, len(_CHAIRS))])
    people = []
    names: set[str] = set()
    for title, power, involvement, can_veto in chairs:
        name = _free_name(names, dice)
        is_known = dice.chance(known)
        people.append(
            Stakeholder(
                name,
                title=title,
                organization=account,
                power=_near(power, dice) if dice.chance(0.6 + 0.4 * known) else None,
                involvement=_near(involvement, dice) if is_known else None,
                stance=_stance(favor, dice) if is_known else None,
                contact=_contact(known, dice) if is_known else None,
                can_veto=True if can_veto else None,
                covered_by=[dice.pick(_SELLERS)] if dice.chance(known * 0.8) else (),
                evidence="Met at the review" if dice.chance(known * 0.6) else None,
                as_of=_day(seen, dice) if is_known else None,
            )
        )
    if dice.chance(0.12):
        people.append(_adviser(names, seen, dice))
    return people


def _adviser(names: set[str], seen: date, dice: _Dice) -> Stakeholder:
    number = dice.whole(0, _ADVISERS - 1)
    # From the ends of the lists, where few others come from, so that names stay unique.
    name = f"{_FIRST[-1 - number]} {_LAST[number]}"
    if name in names:
        name = f"{name} Jr"
    # Some accounts know the address, the others only whom the adviser works for.
    mail = {}
    if dice.chance(0.6):
        mail["e-mail"] = f"adviser{number + 1}@example.com"
    return Stakeholder(
        name,
        title="Adviser",
        organization="Tailspin Advice",
        power="influencer",
        involvement="high",
        stance=dice.pick((Stance.SUPPORTER, Stance.NEUTRAL, Stance.OPPONENT)),
        contact=Contact.BRIEF,
        custom=mail,
        as_of=_day(seen, dice),
    )


def _free_name(names: set[str], dice: _Dice) -> str:
    name = f"{dice.pick(_FIRST)} {dice.pick(_LAST)}"
    while name in names:
        name = f"{dice.pick(_FIRST)} {dice.pick(_LAST)}"
    names.add(name)
    return name


def _near(level: float, dice: _Dice) -> float:
    """A score near a level, in halves of a point."""
    moved = level + dice.between(-1.5, 1.5)
    return round(2 * min(max(moved, 0.0), 10.0)) / 2


def _stance(favor: float, dice: _Dice) -> Stance:
    against = 1 - favor
    return dice.pick_weighted(
        {
            Stance.CHAMPION: 0.25 * favor,
            Stance.SUPPORTER: 0.75 * favor,
            Stance.NEUTRAL: 0.5,
            Stance.OPPONENT: 0.6 * against,
            Stance.ENEMY: 0.2 * against,
        }
    )


def _contact(known: float, dice: _Dice) -> Contact:
    return dice.pick_weighted(
        {
            Contact.NONE: 1 - known,
            Contact.BRIEF: 0.6,
            Contact.SEVERAL: known,
            Contact.DEEP: 0.4 * known,
        }
    )


def _day(seen: date, dice: _Dice) -> date:
    return seen - timedelta(days=int(dice.between(0, 15) ** 2))


def _make_ties(people: Sequence[Stakeholder], dice: _Dice) -> list[Tie]:
    ties = []
    chief = people[0]
    for place, person in enumerate(people[1:], start=1):
        boss = chief if place < 4 else people[dice.whole(1, 3)]
        if person.title != "Adviser":
            ties.append(Tie(person.id, boss.id, kind="reports_to"))
    for _ in range(len(people) // 2):
        source = dice.pick(people)
        target = dice.pick(people)
        kind: TieKind | str = "influences" if dice.chance(0.7) else "talks_to"
        is_new = all({source.id, target.id} != {tie.source, tie.target} for tie in ties)
        if source is not target and is_new:
            ties.append(Tie(source.id, target.id, kind=kind, strength=dice.whole(1, 5)))
    return ties


def _make_answers(
    traits: tuple[float, float], seen: date, dice: _Dice
) -> list[Assessment]:
    known, favor = traits
    answers = []
    for criterion in Criterion:
        if dice.chance(known * 0.9):
            answer = "+" if dice.chance(0.25 + 0.6 * favor) else "-"
            evidence = "Said in the review" if dice.chance(0.6) else None
            answers.append(
                Assessment(criterion, answer, evidence=evidence, as_of=_day(seen, dice))
            )
    return answers


def _make_actions(
    people: Sequence[Stakeholder], seller: str, dice: _Dice
) -> list[Action]:
    actions = []
    for number in range(1, dice.whole(0, 4) + 1):
        person = dice.pick(people)
        actions.append(
            Action(
                f"Step {number} with {person.name}",
                who=seller if dice.chance(0.85) else None,
                with_people=[person.id],
                due=TODAY + timedelta(days=dice.whole(-25, 60)),
                state=dice.pick(("open", "under_way", "done")),
            )
        )
    return actions


def _make_prospect(
    account: str, offer: str, value: float | None, dice: _Dice
) -> Prospect:
    stage = dice.pick_weighted(
        {"potential": 2.0, "prospect": 4.0, "closing": 2.0, "won": 0.6, "lost": 0.5}
    )
    return Prospect(f"{account}: {offer}", stage, amount=value)
