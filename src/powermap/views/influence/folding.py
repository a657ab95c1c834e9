"""Teams of a large buying center folded into their boss, with ties added up.

From the top, the people with most power are shown; everyone else is counted with the
nearest boss who is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from powermap.model import BuyingCenter, Stakeholder, Tie, TieKind
from powermap.views.influence.choice import Choice
from powermap.views.influence.component import (
    HEADED,
    NumberedTie,
    influence_direction,
    is_reporting,
)
from powermap.views.influence.ordering import order

if TYPE_CHECKING:
    from powermap.language import Language

READABLE_PEOPLE = 36
"""People up to whom everybody is shown unless asked otherwise."""
FOLDED_PEOPLE = 30
"""Cards of a folded picture: as many as a reader follows line by line."""
REST_CARDS = 5
"""Cards at most for people without a boss who are not shown, one for a department."""
UNKNOWN_STRENGTH = 1.0
"""What a tie of unknown strength adds to a sum."""


def fold(
    choice: Choice, most: int, language: Language, first: Collection[str] = ()
) -> Choice:
    """The choice with at most so many cards; the same if everybody fits.

    Bosses stay above their reports: nobody is shown without everybody above them.
    `first` are ids of those who are shown before others.
    """
    center = choice.center
    if len(center) <= most:
        return choice
    place = order(center, choice.ties)
    teams = _Teams.of(center, choice.ties)
    return fold_to(choice, _open_from_top(choice, teams, place, most, first), language)


def fold_to(choice: Choice, cards: Collection[str], language: Language) -> Choice:
    """The choice with a card for each of these people and none for others.

    With each of them stands everybody above them.
    """
    center = choice.center
    teams = _Teams.of(center, choice.ties)
    shown = {person.id for person in center if person.id in cards}
    card_of, rest = _cards(center, teams, shown, language)
    single = {card.id for card in rest if card.id in center}
    shown |= single
    rest = [card for card in rest if card.id not in single]
    hidden = [person.id for person in center if person.id not in shown]
    folded: dict[str, list[str]] = {}
    for id in hidden:
        folded.setdefault(card_of[id], []).append(id)
    people = [person for person in center if person.id in shown]
    members = {card: tuple(ids) for card, ids in folded.items()}
    ties, bundles = _add_up(choice.ties, card_of, shown)
    drawn = BuyingCenter(
        center.name,
        [*people, *rest],
        [tie for _, tie in ties],
        scale=center.scale,
        as_of=center.as_of,
    )
    return replace(
        choice,
        center=drawn,
        ties=tuple(ties),
        teams=members,
        bundles=bundles,
        inner=_inner_ties(choice.ties, card_of),
        rest=frozenset(card.id for card in rest),
    )


@dataclass(frozen=True, slots=True)
class _Teams:
    """Who reports to whom: one boss for each, the last one of the file."""

    boss_of: Mapping[str, str]
    reports: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, center: BuyingCenter, ties: Iterable[NumberedTie]) -> _Teams:
        boss_of: dict[str, str] = {}
        for _, tie in ties:
            if is_reporting(tie):
                boss_of[tie.source] = tie.target
        reports: defaultdict[str, list[str]] = defaultdict(list)
        for person in center:
            if person.id in boss_of:
                reports[boss_of[person.id]].append(person.id)
        return cls(boss_of, reports)

    def chain(self, id: str) -> list[str]:
        """Somebody and everyone above them, from below."""
        chain = [id]
        while chain[-1] in self.boss_of:
            chain.append(self.boss_of[chain[-1]])
        return chain


def _open_from_top(
    choice: Choice,
    teams: _Teams,
    place: Mapping[str, int],
    most: int,
    first: Collection[str],
) -> set[str]:
    """The most important people, each after their boss."""
    shown = _open(choice, teams, place, most, first)
    tops = [person.id for person in choice.center if person.id not in teams.boss_of]
    if shown.issuperset(tops):
        return shown
    # With room for cards of those without a boss who are not shown.
    departments = {choice.center[id].department for id in tops}
    rest = min(len(departments), REST_CARDS)
    return _open(choice, teams, place, max(most - rest, 1), first)


def _open(
    choice: Choice,
    teams: _Teams,
    place: Mapping[str, int],
    room: int,
    first: Collection[str],
) -> set[str]:
    shown: set[str] = set()
    # Whoever is asked for by name is shown, with the way up.
    for id in choice.named:
        shown.update(teams.chain(id))
    tied = _tied(choice.ties)
    waiting = [person.id for person in choice.center if person.id not in teams.boss_of]
    for id in shown:
        waiting += teams.reports.get(id, ())

    def rank(id: str) -> tuple[bool, tuple[bool, bool, int, str]]:
        return id not in first, _rank(id, teams, tied, place)

    ready = [rank(id) for id in waiting]
    heapify(ready)
    while ready and len(shown) < room:
        _, (*_, id) = heappop(ready)
        if id in shown:
            continue
        shown.add(id)
        for report in teams.reports.get(id, ()):
            heappush(ready, rank(report))
    return shown


def _tied(ties: Iterable[NumberedTie]) -> set[str]:
    tied = set()
    for _, tie in ties:
        tied |= {tie.source, tie.target}
    return tied


def _rank(
    id: str, teams: _Teams, tied: Collection[str], place: Mapping[str, int]
) -> tuple[bool, bool, int, str]:
    """Heads of teams first, then people with ties, each by power."""
    has_boss_or_team = id in teams.boss_of or id in teams.reports
    return not has_boss_or_team, id not in tied, place[id], id


def _cards(
    center: BuyingCenter, teams: _Teams, shown: Collection[str], language: Language
) -> tuple[dict[str, str], list[Stakeholder]]:
    """The card that stands for each person, and cards for those without a boss."""
    card_of = {}
    without: dict[str, list[str]] = {}
    for person in center:
        chain = teams.chain(person.id)
        nearest = next((id for id in chain if id in shown), None)
        if nearest is not None:
            card_of[person.id] = nearest
            continue
        department = center[chain[-1]].department or ""
        without.setdefault(department, []).append(person.id)
    if len(without) > REST_CARDS:
        merged = [id for ids in without.values() for id in ids]
        without = {"": merged}
    rest: list[Stakeholder] = []
    for number, (department, ids) in enumerate(without.items(), 1):
        # One person takes no more room than a card that says so.
        if len(ids) == 1:
            card_of[ids[0]] = ids[0]
            rest.append(center[ids[0]])
            continue
        card = _rest_card(center, number, department, len(ids), language)
        rest.append(card)
        card_of.update(dict.fromkeys(ids, card.id))
    return card_of, rest


def _rest_card(
    center: BuyingCenter, number: int, department: str, count: int, language: Language
) -> Stakeholder:
    id = f"rest-{number}"
    while id in center:
        id += "-"
    name = language.say("influence.rest", count=count)
    if department:
        name = language.say("influence.rest_in", count=count, department=department)
    return Stakeholder(name, id=id)


def _add_up(
    ties: Iterable[NumberedTie], card_of: Mapping[str, str], shown: Collection[str]
) -> tuple[list[NumberedTie], dict[int, tuple[Tie, ...]]]:
    """Ties between cards, those of one kind and direction as one; and what is in them."""
    groups: dict[tuple[object, ...], list[NumberedTie]] = {}
    for number, tie in ties:
        source = card_of[tie.source]
        target = card_of[tie.target]
        if source == target:
            continue
        if is_reporting(tie) and not {tie.source, tie.target} <= set(shown):
            # A second boss who is not shown: a line to the nearest would be wrong.
            continue
        pair = (source, target)
        if tie.kind not in HEADED and tie.kind is not TieKind.DOTTED_TO:
            pair = (min(pair), max(pair))
        if is_reporting(tie):
            groups[tie.kind, pair, number] = [(number, tie)]
        else:
            groups.setdefault((tie.kind, pair), []).append((number, tie))
    added = []
    bundles = {}
    for members in groups.values():
        number, tie = members[0]
        ends = card_of[tie.source], card_of[tie.target]
        if len(members) > 1 or ends != (tie.source, tie.target):
            inside = tuple(each for _, each in members)
            bundles[number] = inside
            tie = Tie(*ends, tie.kind, sum(map(weight, inside)))
        added.append((number, tie))
    added.sort(key=lambda each: each[0])
    return added, bundles


def _inner_ties(
    ties: Iterable[NumberedTie], card_of: Mapping[str, str]
) -> dict[str, tuple[Tie, ...]]:
    """By card the ties among those who are counted with it, reporting lines apart."""
    inner: dict[str, list[Tie]] = {}
    for _, tie in ties:
        card = card_of[tie.source]
        if card == card_of[tie.target] and not is_reporting(tie):
            inner.setdefault(card, []).append(tie)
    return {card: tuple(members) for card, members in inner.items()}


def weight(tie: Tie) -> float:
    """How much a tie counts in a sum."""
    return UNKNOWN_STRENGTH if tie.strength is None else tie.strength


def sources_and_targets(tie: Tie) -> tuple[tuple[str, str], ...]:
    """Pairs of who influences and who is influenced; both ways where there is no head."""
    if tie.kind in HEADED:
        return (influence_direction(tie),)
    if tie.kind is TieKind.DOTTED_TO:
        return ((tie.target, tie.source),)
    return (tie.source, tie.target), (tie.target, tie.source)
