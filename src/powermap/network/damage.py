"""What is lost with some people, as numbers of nodes: no words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from powermap.model import AccountPlan, Stance, State
from powermap.network.access import Access, Leavers, access_of
from powermap.network.influence_graph import graph_of_links
from powermap.network.links import Link
from powermap.network.reach import LEAST_CARRIED, LEAST_WEIGHT, STEPS

__all__ = ["Damage", "Damages", "damages_of"]

LIVE = frozenset({State.OPEN, State.UNDER_WAY})


@dataclass(frozen=True, slots=True)
class Damage:
    """What is lost when some people leave, by node.

    Parameters
    ----------
    leavers : frozenset of int
        Who leaves.
    deciders : tuple of int
        Decision makers who stay and are no longer reached.
    only_together : tuple of int
        Those of them whom no leaver alone cuts off.
    reached : int
        How many of those who stay are reached before.
    power : float
        Of the decision makers who are lost.
    share : float
        The same as a part of the power of all who are reached before and stay.
    threads : tuple of int
        Whom we know well and are out of touch with.
    uncovered : tuple of int
        Who stays and is covered by none but the leavers.
    champion : bool
        Whether that takes the last champion.
    places : tuple of str
        Where nobody is left whom we know well.
    actions : tuple of str
        What is left without an owner.
    """

    leavers: Leavers
    deciders: tuple[int, ...]
    only_together: tuple[int, ...]
    reached: int
    power: float
    share: float
    threads: tuple[int, ...]
    uncovered: tuple[int, ...]
    champion: bool
    places: tuple[str, ...]
    actions: tuple[str, ...]


class Damages:
    """What is lost with any people.

    Parameters
    ----------
    plan : AccountPlan
        The people, and what our team is to do.
    access : Access
        Whom we can speak with.
    most : int
        How many leave at the same time at most.
    """

    def __init__(self, plan: AccountPlan, access: Access, most: int) -> None:
        self.access = access
        self.several_places = False
        self.places = self._places(plan)
        self.actions = _open_actions(plan, access)
        self.champions = _champions(access)
        self.covered: defaultdict[Leavers, list[int]] = defaultdict(list)
        for node, covering in enumerate(access.covering):
            if covering:
                self.covered[covering].append(node)
        self.cut_offs: defaultdict[Leavers, set[int]] = defaultdict(set)
        self.power: dict[int, float] = {}
        for decider in access.graph.deciders:
            if not access.chain_to(decider):
                continue
            power = access.graph.power(decider) or 0.0
            self.power[decider] = max(power, LEAST_WEIGHT)
            for leavers in access.cut_offs(decider, most):
                self.cut_offs[leavers].add(decider)
        self.power_of_all = self._power_of(self.power)

    def cutting_off(self) -> list[Damage]:
        """What is lost with each who alone cuts us off from decision makers."""
        singles = [leavers for leavers in self.cut_offs if len(leavers) == 1]
        return [self.of(leavers) for leavers in sorted(singles, key=min)]

    def of(self, leavers: Leavers) -> Damage:
        """What is lost with one or two people."""
        alone: set[int] = set()
        for one in leavers:
            alone |= self.cut_offs.get(frozenset({one}), set())
        lost = alone | self.cut_offs.get(leavers, set())
        lost -= leavers
        leaving = self.power.keys() & leavers
        reached = len(self.power) - len(leaving)
        power = self._power_of(lost)
        share = 0.0
        if lost:
            share = power / (self.power_of_all - self._power_of(leaving))
        # Not almost 1, as a difference of sums may be.
        if 0 < len(lost) == reached:
            share = 1.0
        gone = self._out_of_touch(leavers)
        return Damage(
            leavers=leavers,
            deciders=tuple(sorted(lost)),
            only_together=tuple(sorted(lost - alone)),
            reached=reached,
            power=power,
            share=share,
            threads=tuple(sorted(gone & self.access.known_well)),
            uncovered=tuple(sorted(gone - leavers)),
            champion=bool(self.champions) and self.champions <= gone,
            places=self._places_lost(gone),
            actions=self._actions_of(leavers),
        )

    def _power_of(self, deciders: Iterable[int]) -> float:
        return math.fsum(self.power[decider] for decider in deciders)

    def _out_of_touch(self, leavers: Leavers) -> frozenset[int]:
        """Everybody with whom we can no longer speak."""
        people = len(self.access.graph.people)
        gone = {one for one in leavers if one < people}
        for one in leavers:
            gone.update(self.covered.get(frozenset({one}), ()))
        gone.update(self.covered.get(leavers, ()))
        return frozenset(gone)

    def _places(self, plan: AccountPlan) -> Mapping[str, frozenset[int]]:
        """Whom we know well at each organization, or in all of the buying center."""
        organizations = {person.organization for person in plan.center}
        self.several_places = len(organizations - {None}) > 1
        people: defaultdict[str, set[int]] = defaultdict(set)
        for node in self.access.known_well:
            place = plan.center.name
            if self.several_places:
                place = self.access.graph.people[node].organization or place
            people[place].add(node)
        return {place: frozenset(people[place]) for place in sorted(people)}

    def _places_lost(self, gone: frozenset[int]) -> tuple[str, ...]:
        lost = []
        for place, people in self.places.items():
            if people <= gone:
                lost.append(place)
        return tuple(lost)

    def _actions_of(self, leavers: Leavers) -> tuple[str, ...]:
        actions: list[str] = []
        for one in sorted(leavers):
            actions += self.actions.get(one, ())
        return tuple(actions)


def damages_of(
    plan: AccountPlan,
    links: Iterable[Link],
    *,
    steps: int | None = STEPS,
    most: int = 1,
) -> Damages:
    """What is lost with up to so many people of a plan, or of our team."""
    graph = graph_of_links(plan.center, links)
    team = [member.name for member in plan.team]
    team += [action.who for action in plan.actions if action.who]
    access = access_of(graph, team, steps, LEAST_CARRIED)
    return Damages(plan, access, most)


def _champions(access: Access) -> frozenset[int]:
    champions = set()
    for node, person in enumerate(access.graph.people):
        if person.stance is Stance.CHAMPION:
            champions.add(node)
    return frozenset(champions)


def _open_actions(plan: AccountPlan, access: Access) -> Mapping[int, list[str]]:
    """What each of our team is still to do."""
    actions: defaultdict[int, list[str]] = defaultdict(list)
    for action in plan.actions:
        if action.who and action.state in LIVE:
            actions[access.ours[action.who]].append(action.name)
    return actions
