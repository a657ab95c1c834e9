"""Who hears whom, as arrays, and the three readings of it from which power is estimated.

Everything here is arithmetic on index arrays: no names, no words. One row of a reading is one weighting of those who
were asked, so that all resamples are one call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from powermap.model import BuyingCenter, TieKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]
    Colours = NDArray[np.uint64]

Hears = Mapping[TieKind, tuple[float, float]]
HEARS: Hears = MappingProxyType(
    {
        TieKind.LISTENS_TO: (1.0, 0.0),
        TieKind.INFLUENCES: (0.0, 1.0),
        TieKind.TALKS_TO: (0.25, 0.125),
        TieKind.FRIEND_OF: (0.125, 0.125),
        TieKind.CONFLICTS_WITH: (0.0, 0.0),
        TieKind.REPORTS_TO: (0.0, 0.0),
        TieKind.DOTTED_TO: (0.0, 0.0),
    }
)
"""How far a tie says that its source hears its target, and the target the source: by halves, an order and no fit."""
REPORTING: Hears = MappingProxyType(
    {TieKind.REPORTS_TO: (0.5, 0.0), TieKind.DOTTED_TO: (0.25, 0.0)}
)
VOLUME = {TieKind.TALKS_TO}
"""Kinds whose strength is a volume, which says less than the number of distinct people."""
DEGREES = 3
"""Steps that a word is followed: what has passed through three hands is hardly the same word."""
QUARTERS = 4 * (DEGREES + 1)
"""At this length, counted in quarters of a step, nothing arrives."""
DAMPING = 0.85
ROUNDS = 20
SOURCES = 512
"""So many listeners are followed at once."""
DENSE = 128
"""Up to so many people who hears whom is one matrix."""
MULTIPLIED = 250_000
"""Products of matrices no larger than this stay on one thread: others would cost more than they bring."""
TELLING = 10_000_000
"""Pairs and people looked at, at most, to tell people apart by their ties."""
TRIED = 64
"""Of more who look alike one is taken without trying the others."""


@dataclass(frozen=True, slots=True, eq=False)
class Hearing:
    """Who hears whom: one entry per pair, sorted by place, whatever the number and kinds of ties between the two.

    Parameters
    ----------
    ids : tuple of str
        The people in the order of the arrays.
    listener, heard : array of int
        Positions of the two.
    evidence : array of float
        Above 0, up to 1, which is the firmest evidence that there is here.
    asked : array of bool
        Whose answers are known.
    firmness : float
        What the firmest evidence is worth beside a plain "I listen to them".
    """

    ids: tuple[str, ...]
    listener: NDArray[np.intp]
    heard: NDArray[np.intp]
    evidence: Floats
    asked: NDArray[np.bool_]
    firmness: float


def table(*, reports: bool) -> Hears:
    """What each kind of tie says, with reporting lines or without."""
    return {**HEARS, **REPORTING} if reports else HEARS


def respondents(center: BuyingCenter, hears: Hears) -> set[str]:
    """Those of whom something is known that they said: the sources of answers, and who is said to be influenced."""
    ends = {
        kind: "target" if back > there else "source"
        for kind, (there, back) in hears.items()
        if there or back
    }
    return {getattr(tie, ends[tie.kind]) for tie in center.ties if tie.kind in ends}


def hearing(
    center: BuyingCenter, *, hears: Hears, asked: Iterable[str] = ()
) -> Hearing:
    """The pairs of a buying center in which one hears the other, as arrays; people in the order of their ids."""
    known = {*respondents(center, hears), *asked}
    pairs = {
        pair: worth for pair, worth in _pairs(center, hears).items() if pair[0] in known
    }
    ids = tuple(sorted(person.id for person in center))
    place = {id: number for number, id in enumerate(ids)}
    found = sorted(
        (place[listener], place[heard], worth)
        for (listener, heard), worth in pairs.items()
    )
    worths = np.array([worth for *_, worth in found], dtype=np.float64)
    firmness = float(worths.max(initial=0.0))
    return Hearing(
        ids,
        np.array([listener for listener, *_ in found], dtype=np.intp),
        np.array([heard for _, heard, _ in found], dtype=np.intp),
        worths / (firmness or 1.0),
        np.array([id in known for id in ids], dtype=np.bool_),
        firmness,
    )


def _pairs(center: BuyingCenter, hears: Hears) -> dict[tuple[str, str], float]:
    """For each pair the firmest of what the ties between them say."""
    usual = _usual(center)
    pairs: dict[tuple[str, str], float] = {}
    for tie in center.ties:
        part = 1.0
        if tie.strength is not None and tie.kind not in VOLUME:
            part = min(1.0, tie.strength / usual[tie.kind])
        there, back = hears[tie.kind]
        for pair, worth in (
            ((tie.source, tie.target), there),
            ((tie.target, tie.source), back),
        ):
            if worth * part > pairs.get(pair, 0.0):
                pairs[pair] = worth * part
    return pairs


def _usual(center: BuyingCenter) -> dict[TieKind, float]:
    """The median strength of each kind."""
    strengths: dict[TieKind, list[float]] = {}
    for tie in center.ties:
        if tie.strength is not None:
            strengths.setdefault(tie.kind, []).append(tie.strength)
    return {kind: float(np.median(found)) for kind, found in strengths.items()}


def by_structure(found: Hearing) -> tuple[Hearing, Colours]:
    """The same with people in an order that the ties decide and no id, and for each person the evidence as a number.

    Of equal colour are people whom the ties do not tell apart, however far one follows them (Weisfeiler and Leman
    1968, The reduction of a graph to canonical form and the algebra which appears therein). Among these one is put
    first and the others are told apart by where they stand to that one, until nobody is left whom it matters to
    tell apart (individualisation and refinement: McKay and Piperno 2014, Practical graph isomorphism, II). Beyond
    `TELLING` those not yet told apart stay in the order of their ids.

    The evidence is equal for people who are heard by people of equal colours, equally firmly: what they say themselves
    is evidence about others.
    """
    telling = _Telling(found)
    colours = telling.refined(found.asked.astype(np.uint64))
    order = np.argsort(telling.told_apart(colours), kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    listener, heard = place[found.listener], place[found.heard]
    pairs = np.lexsort((heard, listener))
    ids = tuple(found.ids[at] for at in order)
    same = Hearing(
        ids,
        listener[pairs],
        heard[pairs],
        found.evidence[pairs],
        found.asked[order],
        found.firmness,
    )
    return same, telling.evidence(colours)[order]


class _Telling:
    """Tells people apart by their ties; colours are numbers stirred so well that equal ones mean equal ties."""

    def __init__(self, found: Hearing) -> None:
        people, evidence = (
            np.arange(len(found.ids)),
            np.rint(found.evidence * 1e9).astype(np.uint64),
        )
        self.left = TELLING
        self.sides = []
        for salt, near, far in (
            (1, found.listener, found.heard),
            (2, found.heard, found.listener),
        ):
            order = np.argsort(near, kind="stable")
            first, last = (
                np.searchsorted(near[order], people, side) for side in ("left", "right")
            )
            self.sides.append(
                (
                    far[order],
                    _stirred(evidence[order] * np.uint64(4) + np.uint64(salt)),
                    first,
                    last,
                )
            )

    def refined(self, colours: Colours) -> Colours:
        """Colours of which each says how those around are coloured, until that tells nobody more apart."""
        count = _kinds(colours)
        while self.left > 0:
            self.left -= sum(len(far) + len(first) for far, _, first, _ in self.sides)
            around = [self._around(colours, *side) for side in self.sides]
            colours = _stirred(colours * np.uint64(3) + around[0] + _stirred(around[1]))
            before, count = count, _kinds(colours)
            if count == before:
                break
        return colours

    def evidence(self, colours: Colours) -> Colours:
        """By whom each person is heard, and how firmly."""
        return self._around(colours, *self.sides[1])

    @staticmethod
    def _around(
        colours: Colours, far: Places, evidence: Colours, first: Places, last: Places
    ) -> Colours:
        """The colours at the far ends of each person's pairs as one number, in whatever order they come."""
        sums = np.concatenate(
            [
                np.zeros(1, np.uint64),
                np.cumsum(_stirred(colours[far] ^ evidence), dtype=np.uint64),
            ]
        )
        return np.asarray(sums[last] - sums[first], dtype=np.uint64)

    def told_apart(self, colours: Colours) -> Colours:
        """A colour of their own for everybody but those who may change places with nothing else changing."""
        alike = np.zeros(len(colours), dtype=np.bool_)
        while self.left > 0:
            kinds, kind, sizes = np.unique(
                colours, return_inverse=True, return_counts=True
            )
            open_ = np.flatnonzero((sizes[kind] > 1) & ~alike)
            if not open_.size:
                break
            members = np.flatnonzero(kind == kind[open_].min())
            tries = []
            for one in members if len(members) <= TRIED else members[:1]:
                first = colours.copy()
                first[one] += np.uint64(1)
                tries.append(self.refined(first))
                if (
                    _kinds(tries[-1]) == len(kinds) + 1
                ):  # it stands to all of a colour alike: so do all of its own
                    alike[members] = True
                    break
            else:
                colours = min(tries, key=lambda each: np.sort(each).tobytes())
        return colours


def _kinds(colours: Colours) -> int:
    return len(np.unique(colours))


def _stirred(numbers: Colours) -> Colours:
    """Other numbers, one for each, without any pattern (the last step of SplitMix64)."""
    numbers = (numbers + np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def readings(
    found: Hearing, weights: Floats, prior: Floats
) -> tuple[Floats, Floats, Floats]:
    """The three readings under each row of weights: how many hear a person, how near they are, whose attention it is.

    `weights` has a row per resample and a column per person, 0 for who was not asked; `prior` likewise holds where
    attention goes of which nothing is known.
    """
    return (
        count(found, weights),
        nearness(found, weights),
        attention(found, weights, prior),
    )


def count(found: Hearing, weights: Floats) -> Floats:
    """Weighted number of listeners."""
    return _arriving(found, weights, found.evidence)


def _arriving(found: Hearing, voices: Floats, parts: Floats) -> Floats:
    """What arrives at each person when every listener's voice is passed on in parts.

    Of few people at once, of many row by row, within the cache.
    """
    people, listener = len(found.ids), found.listener
    if people <= DENSE:
        passed = np.zeros((people, people))
        passed[listener, found.heard] = parts
        step = max(1, MULTIPLIED // people**2)
        return np.concatenate(
            [
                voices[start : start + step] @ passed
                for start in range(0, len(voices), step)
            ]
        )
    return np.stack(
        [np.bincount(found.heard, voice[listener] * parts, people) for voice in voices]
    )


def attention(found: Hearing, weights: Floats, prior: Floats) -> Floats:
    """PageRank: each listener's attention, itself earned, divided over those whom they hear.

    Of the attention of people who named nobody nothing is known: it goes where the prior has it.
    """
    people = len(found.ids)
    total = np.bincount(found.listener, weights=found.evidence, minlength=people)
    part = found.evidence / total[found.listener]
    silent = total == 0
    ranks = prior
    for _ in range(ROUNDS):
        flow = _arriving(found, ranks * weights, part)
        flow += ranks[:, silent].sum(axis=1, keepdims=True) * prior
        ranks = (1 - DAMPING) * prior + DAMPING * flow / flow.sum(axis=1, keepdims=True)
    return ranks


def nearness(found: Hearing, weights: Floats) -> Floats:
    """Weighted sum over everybody within reach: 1 next to a person, falling evenly to nothing after three steps."""
    groups = tuple(_groups(found))
    near = np.zeros_like(weights)
    asked = np.flatnonzero(found.asked)
    for start in range(0, len(asked), SOURCES):
        block = asked[start : start + SOURCES]
        near += weights[:, block] @ _proximity(block, len(found.ids), groups).T
    return near


class Group(NamedTuple):
    """Pairs of one length, sorted by who is heard.

    Parameters
    ----------
    length : int
        In quarters of a step: 4 for the firmest evidence.
    listener : array of int
        One per pair.
    first, heard : array of int
        For each person who is heard the first of their pairs, and who it is.
    """

    length: int
    listener: NDArray[np.intp]
    first: NDArray[np.intp]
    heard: NDArray[np.intp]


def _groups(found: Hearing) -> Iterator[Group]:
    order = np.argsort(found.heard, kind="stable")
    lengths = np.rint(QUARTERS - (QUARTERS - 4) * found.evidence[order]).astype(np.intp)
    for length in np.unique(lengths[lengths < QUARTERS]):
        chosen = order[lengths == length]
        heard, first = np.unique(found.heard[chosen], return_index=True)
        yield Group(int(length), found.listener[chosen], first, heard)


def _proximity(
    block: NDArray[np.intp], people: int, groups: tuple[Group, ...]
) -> Floats:
    """How near each person (row) is to each source of a block (column).

    A breadth-first search from all sources at once, each source one bit; a pair hands on what arrived as many quarters
    ago as it is long.
    """
    there = np.zeros((people, SOURCES), dtype=np.uint8)
    there[block, np.arange(len(block))] = 1
    reached = {0: np.packbits(there, axis=1).view(np.uint64)}
    seen = reached[0].copy()
    quarters = np.zeros_like(there)
    for quarter in range(1, QUARTERS):
        new = np.zeros_like(seen)
        for group in groups:
            if quarter - group.length in reached:
                arriving = reached[quarter - group.length][group.listener]
                new[group.heard] |= np.bitwise_or.reduceat(
                    arriving, group.first, axis=0
                )
        new &= ~seen
        if new.any():
            reached[quarter] = new
            seen |= new
            quarters += np.unpackbits(new.view(np.uint8), axis=1) * np.uint8(
                QUARTERS - quarter
            )
    return quarters[:, : len(block)] / (QUARTERS - 4)
