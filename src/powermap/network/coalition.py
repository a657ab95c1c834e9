"""The fewest people whose support reaches those who decide: the key-player problem as a set cover."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from types import MappingProxyType

from powermap.errors import ModelError, shown
from powermap.language import say
from powermap.language.lists import names, percent
from powermap.model import BuyingCenter, Contact, Stance
from powermap.model.subject import center_of
from powermap.network.link import CARRIES, Carries
from powermap.network.walk import Web, web

STEPS = 2
"""What somebody says reaches those they speak to and those who hear it from them. With a strongest tie carrying 0.8 two
steps leave 0.64 at best, a third about half, and in a buying center three steps lead from nearly all to all."""
EXACT_DECIDERS, EXACT_PEOPLE = 60, 300
"""Up to so many deciders, and people who reach different ones of them, the smallest set is searched for."""
NODES = 20_000
"""Places at which the search may branch before it settles for the greedy set."""
LEAST = 0.01
"""No decider weighs less, wherever the scale is cut."""
SLIP = 1e-9
"""Sums of weights that differ by less are equal."""
STANCES: Sequence[Stance | None] = (*(*Stance,)[:3], None, *(*Stance,)[3:])
CONTACTS: Sequence[Contact | None] = (*reversed(Contact), None)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom to win so that those who decide are reached.

    Parameters
    ----------
    people : tuple of str
        Ids of the chosen, in the order of the buying center.
    reached : mapping of id to tuple of str
        For each decider who is reached, the chosen who do; the decider may be one of them.
    out_of_reach : tuple of str
        Ids of deciders whom nobody who can be asked reaches.
    share : float
        The part of all deciders' power that is reached, 0 to 1; 0 when nobody is known to decide.
    exact : bool
        Whether it is proven that no smaller set does; else the greedy set stands.
    at_least : int
        No set of fewer people does: equals ``len(people)`` when exact, else a lower bound.
    because : str
        What was found, and how, in words.
    """

    people: tuple[str, ...]
    reached: Mapping[str, tuple[str, ...]]
    out_of_reach: tuple[str, ...]
    share: float
    exact: bool
    at_least: int
    because: str


def reach(
    center: BuyingCenter,
    *,
    share: float = 1.0,
    steps: int | None = STEPS,
    hostile: bool = False,
    carries: Carries = CARRIES,
    lang: str = "en",
) -> Reach:
    """The smallest set of people whose support reaches the deciders along the links of influence.

    Parameters
    ----------
    center : BuyingCenter
        The people and their ties.
    share : float, default 1
        Above 0, up to 1: the part of the deciders' power that must be reached; where more is out of reach, all that can
        be reached is.
    steps : int or None, default 2
        Over how many links somebody's support carries; 0 for the deciders themselves, None for any number. Two is what
        hearsay is good for: a chain of three strongest ties carries half, and nearly everybody reaches everybody.
    hostile : bool, default False
        Whether opponents and enemies may be asked and pass things on.
    carries : mapping of TieKind to (forwards, backwards)
        What each kind of tie carries; see `links`.
    lang : {"en", "zh"}
        Language of the reason.

    Returns
    -------
    Reach

    Raises
    ------
    ModelError
        When `share` or `steps` is not allowed.

    Examples
    --------
    >>> from powermap.model import Stakeholder, Tie
    >>> people = [Stakeholder("Ana"), Stakeholder("Ben", power=8), Stakeholder("Cleo", power="decider")]
    >>> found = reach(BuyingCenter("ERP", people, [Tie("ana", "ben"), Tie("ana", "cleo")]))
    >>> found.people, found.because
    (('ana',), '1 person reaches 2 of 2 who decide, 100% of their power: Ana; no fewer people do.')

    Notes
    -----
    The positive key-player problem (Borgatti 2006, Identifying sets of key players in a social network) with deciders
    as the ones to be reached: a set cover, weighted by power measured from the low end of the scale (for a word the
    centre of its half). Of people who reach the same deciders the one closer to us stands for all. Up to
    `EXACT_DECIDERS` and `EXACT_PEOPLE` it is solved by branch and bound. Beyond, or after `NODES` branchings, the
    greedy set stands: always whoever adds most. When the smallest set has k people, its n people keep
    n − 1 ≤ k · ln(weight wanted / weight missing before the last of them) (Wolsey 1982, An analysis of the greedy
    algorithm for the submodular set covering problem); `at_least` is the smallest k that this allows, or a better one.
    """
    center = center_of(center)
    _check(share, steps)
    net = web(center, carries)
    shut = frozenset[int]() if hostile else net.against
    covers = _covers(net, steps, shut)
    weights = [max(net.power(at) or 0.0, LEAST) for at in net.deciders]
    cover = _solve(covers, weights, share)
    return _told(net, cover, covers, weights, lang)


def _check(share: float, steps: int | None) -> None:
    if (
        isinstance(share, bool)
        or not isinstance(share, int | float)
        or not 0 < share <= 1
    ):
        raise ModelError(f"share is {shown(share)}; allowed: a number above 0, up to 1")
    if steps is not None and (
        isinstance(steps, bool) or not isinstance(steps, int) or steps < 0
    ):
        raise ModelError(
            f"steps is {shown(steps)}; allowed: a whole number from 0, or None for any number"
        )


def _covers(net: Web, steps: int | None, shut: frozenset[int]) -> dict[int, int]:
    """For each person who may be asked, those closer to us first, the deciders reached as a set of bits."""
    reached = [0] * len(net.people)
    for bit, at in enumerate(net.deciders):
        reached[at] = 1 << bit
    onward = [
        [] if at in shut else [other for other, _ in each]
        for at, each in enumerate(net.onward)
    ]
    reached = (
        _anyhow(onward, reached) if steps is None else _within(onward, reached, steps)
    )
    asked = (at for at in range(len(reached)) if at not in shut and reached[at])
    return {at: reached[at] for at in sorted(asked, key=lambda at: _distance(net, at))}


def _distance(net: Web, at: int) -> tuple[int, int, int]:
    person = net.people[at]
    return STANCES.index(person.stance), CONTACTS.index(person.contact), at


def _within(
    onward: Sequence[Sequence[int]], reached: list[int], steps: int
) -> list[int]:
    own = reached
    for _ in range(min(steps, len(own))):
        further = [
            _joined(own[at], (reached[other] for other in each))
            for at, each in enumerate(onward)
        ]
        if further == reached:
            break
        reached = further
    return reached


def _joined(own: int, others: Iterator[int]) -> int:
    for other in others:
        own |= other
    return own


def _anyhow(onward: Sequence[Sequence[int]], reached: list[int]) -> list[int]:
    """Over any number of steps: people who reach each other reach the same, groups that are swayed come first."""
    import networkx as nx

    graph = nx.DiGraph((at, other) for at, each in enumerate(onward) for other in each)
    for group in nx.strongly_connected_components(graph):
        bits = _joined(0, (reached[end] for at in group for end in (at, *onward[at])))
        for at in group:
            reached[at] = bits
    return reached


@dataclass(frozen=True, slots=True)
class _Cover:
    chosen: tuple[int, ...]
    at_least: int

    @property
    def exact(self) -> bool:
        return len(self.chosen) == self.at_least


def _solve(covers: Mapping[int, int], weights: Sequence[float], share: float) -> _Cover:
    first: dict[int, int] = {}
    for at, bits in covers.items():
        first.setdefault(bits, at)
    every = _joined(0, iter(first))
    wanted = min(share * math.fsum(weights), _weigh(every, weights))
    greedy, least = _greedy(first, weights, wanted)
    small = len(weights) <= EXACT_DECIDERS and len(first) <= EXACT_PEOPLE
    if not small:
        return _Cover(tuple(first[bits] for bits in greedy), least)
    return _Search(first, weights, wanted).smallest(greedy, least)


def _weigh(bits: int, weights: Sequence[float]) -> float:
    total = 0.0
    while bits:
        low = bits & -bits
        total += weights[low.bit_length() - 1]
        bits ^= low
    return total


def _greedy(
    first: Mapping[int, int], weights: Sequence[float], wanted: float
) -> tuple[list[int], int]:
    """Always whoever adds most, and how few there must be at least.

    What somebody adds only shrinks as others are chosen, so only those who may still be first are weighed again.
    """
    queue = [(-_weigh(bits, weights), order, bits) for order, bits in enumerate(first)]
    heapify(queue)
    fewest = _fewest(sorted(gain for gain, *_ in queue), wanted)
    chosen: list[int] = []
    covered, missing, before = 0, wanted, wanted
    while missing > SLIP:
        _, order, bits = heappop(queue)
        gain = _weigh(bits & ~covered, weights)
        if queue and -gain > queue[0][0] + SLIP:
            heappush(queue, (-gain, order, bits))
            continue
        chosen.append(bits)
        covered |= bits
        missing, before = missing - gain, missing
    bound = (len(chosen) - 1) / math.log(wanted / before) if len(chosen) > 1 else 0
    return chosen, min(len(chosen), max(fewest, math.ceil(bound - SLIP)))


def _fewest(gains: Sequence[float], wanted: float) -> int:
    """How many there must be even if those who reach most reached different ones; gains are below 0, largest first."""
    count = 0
    while wanted > SLIP and count < len(gains):
        wanted += gains[count]
        count += 1
    return count


class _Search:
    """Branch and bound over sets of bits: cover the decider whom fewest reach, or do without where that is allowed."""

    def __init__(
        self, first: Mapping[int, int], weights: Sequence[float], wanted: float
    ) -> None:
        self.weights = weights
        self.first = first
        self.sets = [
            bits
            for bits in first
            if not any(bits != other and bits & ~other == 0 for other in first)
        ]
        self.every = _joined(0, iter(first))
        self.spare = _weigh(self.every, weights) - wanted
        self.nodes = 0

    def smallest(self, greedy: Sequence[int], least: int) -> _Cover:
        """The smallest set, or the greedy one and how many are proven to be needed."""
        for size in range(least, len(greedy) + 1):
            found = self._cover(self.every, size, self.spare)
            if found is not None:
                return _Cover(tuple(self.first[bits] for bits in found), size)
            if self.nodes > NODES:
                return _Cover(tuple(self.first[bits] for bits in greedy), size)
        return _Cover(tuple(self.first[bits] for bits in greedy), len(greedy))

    def _cover(self, missing: int, size: int, spare: float) -> list[int] | None:
        """At most `size` sets that leave no more of the missing than may be spared."""
        rest = _weigh(missing, self.weights)
        if rest <= spare + SLIP:
            return []
        self.nodes += 1
        if (
            self.nodes > NODES
            or size == 0
            or self._best(missing, size) < rest - spare - SLIP
        ):
            return None
        rarest, able = self._rarest(missing)
        for bits in able:
            found = self._cover(missing & ~bits, size - 1, spare)
            if found is not None:
                return [bits, *found]
        without = spare - _weigh(rarest, self.weights)
        return (
            self._cover(missing & ~rarest, size, without) if without > -SLIP else None
        )

    def _best(self, missing: int, size: int) -> float:
        """The most that so many sets could add if they did not overlap."""
        gains = sorted(
            (_weigh(bits & missing, self.weights) for bits in self.sets), reverse=True
        )
        return math.fsum(gains[:size])

    def _rarest(self, missing: int) -> tuple[int, list[int]]:
        """The missing decider whom fewest reach, and their sets, the largest first."""
        ones = (1 << bit for bit in range(missing.bit_length()) if missing >> bit & 1)
        able = {one: [bits for bits in self.sets if bits & one] for one in ones}
        rarest = min(able, key=lambda one: (len(able[one]), one))
        return rarest, sorted(
            able[rarest], key=lambda bits: -_weigh(bits & missing, self.weights)
        )


def _told(
    net: Web,
    cover: _Cover,
    covers: Mapping[int, int],
    weights: Sequence[float],
    lang: str,
) -> Reach:
    chosen = sorted(cover.chosen)
    deciders = net.deciders
    got = _joined(0, (covers[at] for at in chosen))
    able = _joined(0, iter(covers.values()))
    reached = {
        net.people[at].id: net.ids(one for one in chosen if covers[one] >> bit & 1)
        for bit, at in enumerate(deciders)
        if got >> bit & 1
    }
    out = [at for bit, at in enumerate(deciders) if not able >> bit & 1]
    part = (
        _weigh(got, weights) / _weigh((1 << len(weights)) - 1, weights)
        if weights
        else 0.0
    )
    because = _because(net, cover, chosen, len(reached), out, part, lang)
    return Reach(
        net.ids(chosen),
        MappingProxyType(reached),
        net.ids(out),
        part,
        cover.exact,
        cover.at_least,
        because,
    )


def _because(
    net: Web,
    cover: _Cover,
    chosen: Sequence[int],
    count: int,
    out: Sequence[int],
    part: float,
    lang: str,
) -> str:
    if not net.deciders:
        return say(lang, "reach.no_deciders")
    parts: list[str] = []
    if chosen:
        people = names((net.people[at] for at in chosen), lang)
        how = say(
            lang, "reach.exact" if cover.exact else "reach.greedy", least=cover.at_least
        )
        parts.append(
            say(
                lang,
                "reach.found",
                people=people,
                count=len(chosen),
                reached=count,
                deciders=len(net.deciders),
                share=percent(part),
                how=how,
            )
        )
    if out:
        parts.append(
            say(lang, "reach.out", people=names((net.people[at] for at in out), lang))
        )
    return "".join(parts).strip()
