"""The people counted with a card of a folded picture, each team as a picture of its own.

A tie that leads out of the team ends at a stub, which names who it leads to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from powermap.model import BuyingCenter
from powermap.views.influence.choice import Choice
from powermap.views.influence.component import NumberedTie, is_reporting

MOST_BRANCHES = 60
"""Pictures of teams at most; the rest is in the table of the whole."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A team to be drawn: the card that it is counted with, and in which picture.

    `parent` is the number of the branch whose picture has the card, None for the whole.
    """

    card: str
    name: str
    choice: Choice
    parent: int | None


class Branches:
    """Teams one after the other; a picture of one may fold smaller ones again.

    Parameters
    ----------
    base : Choice
        Everybody and every tie that was asked for.
    overview : Choice
        What is drawn of it.
    """

    def __init__(self, base: Choice, overview: Choice) -> None:
        self._base = base
        self._count = 0
        self._waiting: deque[Branch] = deque()
        self.add(overview, None)

    def __iter__(self) -> Iterator[Branch]:
        while self._waiting:
            yield self._waiting.popleft()

    def add(self, drawn: Choice, parent: int | None) -> None:
        """Add the teams that a picture has folded."""
        for person in drawn.center:
            team = drawn.teams.get(person.id)
            if team is None or person.id in drawn.stubs or self._count == MOST_BRANCHES:
                continue
            self._count += 1
            inside = {*team}
            if person.id not in drawn.rest:
                inside.add(person.id)
            # A card may stand for people of the team and for stubs.
            inside -= drawn.stubs
            if inside:
                choice = _choice_of(self._base, inside)
                self._waiting.append(Branch(person.id, person.name, choice, parent))


def _choice_of(base: Choice, inside: Collection[str]) -> Choice:
    """Those people with their ties, and stubs at the other ends of these."""
    ties = [each for each in base.ties if _is_shown(each, inside)]
    stubs = set()
    for _, tie in ties:
        stubs.update({tie.source, tie.target}.difference(inside))
    center = base.center
    people = [person for person in center if person.id in inside or person.id in stubs]
    part = BuyingCenter(
        center.name,
        people,
        [tie for _, tie in ties],
        scale=center.scale,
        as_of=center.as_of,
    )
    drawn = {person.id for person in people}
    path = base.path if drawn.issuperset(base.path) else ()
    return replace(
        base,
        center=part,
        whole=part,
        ties=tuple(ties),
        stubs=frozenset(stubs),
        path=path,
        emphasized=None,
        around=None,
        middle=None,
    )


def _is_shown(numbered: NumberedTie, inside: Collection[str]) -> bool:
    """Whether a tie belongs to a team: to its people, or up to its boss."""
    _, tie = numbered
    if is_reporting(tie):
        return tie.source in inside
    return tie.source in inside or tie.target in inside


def without_lone_stubs(choice: Choice) -> Choice:
    """The choice without stubs to which no drawn tie leads any more."""
    if not choice.stubs:
        return choice
    joined = set()
    for _, tie in choice.ties:
        joined |= {tie.source, tie.target}
    lone = choice.stubs - joined
    gone = [person.id for person in choice.center if person.id in lone]
    return replace(choice, center=choice.center.without(*gone)) if gone else choice
