"""The buying center by place, with the strongest link between any two people: what all questions walk along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from powermap.errors import ModelError, shown
from powermap.model import BuyingCenter, Contact, Power, Scale, Stakeholder, Stance
from powermap.model.axes import power_of, power_score
from powermap.network.link import Carries, Link, links

AGAINST = frozenset({Stance.OPPONENT, Stance.ENEMY})
"""Who passes nothing on for us and is not asked to."""
KNOWN_WELL = frozenset({Contact.SEVERAL, Contact.DEEP})
Steps = tuple[tuple[tuple[int, Link], ...], ...]


@dataclass(frozen=True, slots=True)
class Web:
    """People and links by place in the buying center; several links of one pair say the same, so the strongest counts.

    Parameters
    ----------
    people : tuple of Stakeholder
        In the order of the buying center.
    scale : Scale
        Of their scores.
    place : mapping of id to int
        Where somebody stands in `people`.
    links : tuple of Link
        At most one for an ordered pair, sorted by places.
    onward, back : tuple of tuples of (place, Link)
        For each person whom they sway, and who sways them.
    """

    people: tuple[Stakeholder, ...]
    scale: Scale
    place: Mapping[str, int]
    links: tuple[Link, ...]
    onward: Steps
    back: Steps

    @property
    def deciders(self) -> tuple[int, ...]:
        """Places of those who decide."""
        return tuple(
            at
            for at, one in enumerate(self.people)
            if power_of(one, self.scale) is Power.DECIDER
        )

    @property
    def against(self) -> frozenset[int]:
        """Places of opponents and enemies."""
        return frozenset(
            at for at, one in enumerate(self.people) if one.stance in AGAINST
        )

    @property
    def ours(self) -> tuple[int, ...]:
        """Places of our people: the champions, else the supporters, else whom we know well if not against us."""
        for stance in (Stance.CHAMPION, Stance.SUPPORTER):
            found = tuple(
                at for at, one in enumerate(self.people) if one.stance is stance
            )
            if found:
                return found
        return tuple(
            at
            for at, one in enumerate(self.people)
            if one.contact in KNOWN_WELL and one.stance not in AGAINST
        )

    def power(self, at: int) -> float | None:
        """Somebody's power measured from the low end of the scale, 0 to 1; a word is the centre of its half."""
        score = power_score(self.people[at], self.scale)
        return None if score is None else self.scale.share(score)

    def ids(self, places: Iterable[int]) -> tuple[str, ...]:
        """The ids at some places."""
        return tuple(self.people[at].id for at in places)


def web(center: BuyingCenter, carries: Carries) -> Web:
    """The buying center by place."""
    people = center.stakeholders
    place = {person.id: at for at, person in enumerate(people)}
    strongest: dict[tuple[int, int], Link] = {}
    for link in links(center, carries=carries):
        pair = place[link.source], place[link.target]
        if link.share > (strongest[pair].share if pair in strongest else 0.0):
            strongest[pair] = link
    pairs = sorted(strongest)
    onward: list[list[tuple[int, Link]]] = [[] for _ in people]
    back: list[list[tuple[int, Link]]] = [[] for _ in people]
    for source, target in pairs:
        onward[source].append((target, strongest[source, target]))
        back[target].append((source, strongest[source, target]))
    joined = tuple(strongest[pair] for pair in pairs)
    return Web(
        people,
        center.scale,
        MappingProxyType(place),
        joined,
        _frozen(onward),
        _frozen(back),
    )


def _frozen(steps: list[list[tuple[int, Link]]]) -> Steps:
    return tuple(map(tuple, steps))


def at_least_one(most: int) -> int:
    """How many answers are asked for.

    Raises
    ------
    ModelError
        When that is not a whole number from 1.
    """
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise ModelError(f"most is {shown(most)}; allowed: a whole number from 1")
    return most
