"""Who listens to whom, as arrays: what the ties say before any weighing.

Only arithmetic on index arrays here and in the modules that take a `Listening`: no
names, no words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from powermap.frozen import FrozenMapping
from powermap.model import BuyingCenter, TieKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indexes = NDArray[np.intp]
    Flags = NDArray[np.bool_]

__all__ = [
    "LISTENING",
    "REPORTING",
    "Listening",
    "ListeningWeights",
    "informants_of",
    "listening_of",
    "listening_weights",
    "respondents",
]

ListeningWeights = Mapping[TieKind, tuple[float, float]]
"""How far a tie says that its source listens to its target, and the other way."""

# By halves: an order of the kinds, fitted to no data.
LISTENING: ListeningWeights = FrozenMapping(
    {
        TieKind.LISTENS_TO: (1.0, 0.0),
        TieKind.INFLUENCES: (0.0, 1.0),
        TieKind.TALKS_TO: (0.25, 0.125),
        # Who is named as a friend, not who names friends.
        TieKind.FRIEND_OF: (0.125, 0.0),
        TieKind.CONFLICTS_WITH: (0.0, 0.0),
        TieKind.REPORTS_TO: (0.0, 0.0),
        TieKind.DOTTED_TO: (0.0, 0.0),
    }
)
REPORTING: ListeningWeights = FrozenMapping(
    {
        TieKind.REPORTS_TO: (0.5, 0.0),
        TieKind.DOTTED_TO: (0.25, 0.0),
    }
)
"""Reporting lines, where they count at all: half as much as listening."""
LEAST_PART = 0.5
"""What the weakest tie of a kind counts beside the strongest."""
OWN_CLAIM = 0.5
"""What it counts that people listen to somebody, where only that person says so."""


@dataclass(frozen=True, slots=True, eq=False)
class Listening:
    """Who listens to whom: one entry per pair, sorted by listener and then by speaker.

    Parameters
    ----------
    ids : tuple of str
        The people in the order of the arrays.
    listener, speaker : array of int
        Positions of the two.
    evidence : array of float
        Above 0, up to 1, which is the firmest evidence in this buying center.
    asked : array of bool
        Whose answers are known.
    firmness : float
        What the firmest evidence is worth beside a plain "I listen to them".
    """

    ids: tuple[str, ...]
    listener: Indexes
    speaker: Indexes
    evidence: Floats
    asked: Flags
    firmness: float

    def asked_ids(self) -> set[str]:
        """Ids of those whose answers are known."""
        positions = np.flatnonzero(self.asked)
        return {self.ids[position] for position in positions}


def listening_weights(*, reports: bool) -> ListeningWeights:
    """What each kind of tie says, with reporting lines or without."""
    if reports:
        return {**LISTENING, **REPORTING}
    return LISTENING


def respondents(center: BuyingCenter, weights: ListeningWeights) -> set[str]:
    """Those whose answers the ties hold.

    The sources of ties, and of those who are influenced the targets: that somebody is
    influenced is known from them.
    """
    known = set()
    for tie in center.ties:
        forward, backward = weights.get(tie.kind, (0.0, 0.0))
        # "Ana influences Ben" is Ben's answer: only Ben knows whom he listens to.
        if backward > forward:
            known.add(tie.target)
        elif forward:
            known.add(tie.source)
    return known


def listening_of(
    center: BuyingCenter, *, weights: ListeningWeights, asked: Iterable[str] = ()
) -> Listening:
    """The pairs of a buying center in which one listens to the other.

    People are in the order of their ids, so that the order of a file has no effect.
    """
    known = {*respondents(center, weights), *asked}
    ids = tuple(sorted(person.id for person in center))
    position = {id: number for number, id in enumerate(ids)}
    entries = []
    for pair, worth in _firmest_ties(center, weights).items():
        listener, speaker = pair
        # The other direction of a tie counts only when that person was asked too, since
        # the readings divide by the number of those asked.
        if listener in known:
            entries.append((position[listener], position[speaker], worth))
    entries.sort()

    listeners = [listener for listener, _, _ in entries]
    speakers = [speaker for _, speaker, _ in entries]
    worths = np.array([worth for _, _, worth in entries], dtype=np.float64)
    firmness = float(worths.max(initial=0.0))
    is_known = [id in known for id in ids]
    return Listening(
        ids=ids,
        listener=np.array(listeners, dtype=np.intp),
        speaker=np.array(speakers, dtype=np.intp),
        # Relative to the firmest, since the readings compare people with one another;
        # `firmness` keeps what the whole is worth against the usual answers.
        evidence=worths / (firmness or 1.0),
        asked=np.array(is_known, dtype=np.bool_),
        firmness=firmness,
    )


def _firmest_ties(
    center: BuyingCenter, weights: ListeningWeights
) -> dict[tuple[str, str], float]:
    """For each (listener, speaker) the firmest of what the ties between them say."""
    firmest: dict[tuple[str, str], float] = {}
    informants = informants_of(center)
    for tie, part in zip(center.ties, _parts(center), strict=True):
        forward, backward = weights[tie.kind]
        source = tie.source
        target = tie.target
        for pair, worth in (
            ((source, target), forward * part),
            ((target, source), backward * part),
        ):
            # Whoever is said to be listened to gains by saying so.
            is_own = tie.said_by is not None and informants.get(tie.said_by) == pair[1]
            counted = worth * OWN_CLAIM if is_own else worth
            if counted > firmest.get(pair, 0.0):
                firmest[pair] = counted
    return firmest


def informants_of(center: BuyingCenter) -> dict[str, str]:
    """Ids of the people here who said a tie, by what stands in ``said_by``."""
    said_by = {tie.said_by for tie in center.ties if tie.said_by is not None}
    if not said_by:
        return {}
    by_name: dict[str, list[str]] = {}
    for person in center:
        by_name.setdefault(person.name.strip().casefold(), []).append(person.id)
    ids = {person.id for person in center}
    informants = {}
    for who in said_by:
        named = by_name.get(who.strip().casefold(), [])
        if who in ids:
            informants[who] = who
        # Of two people with one name it may be either.
        elif len(named) == 1:
            informants[who] = named[0]
    return informants


def _parts(center: BuyingCenter) -> list[float]:
    """What each tie counts: half, and half by its rank among the strengths of its kind.

    Ranks, since strengths may be calls a year for one kind and marks for another, and
    a few people may have by far the most. A tie of unknown strength counts as one in
    the middle; where no strength of a kind is known all count fully.
    """
    strongest: dict[TieKind, dict[tuple[str, str], float]] = {}
    for tie in center.ties:
        if tie.strength is not None:
            # Several ties of one pair say one thing.
            of_kind = strongest.setdefault(tie.kind, {})
            pair = tie.source, tie.target
            of_kind[pair] = max(tie.strength, of_kind.get(pair, 0.0))
    ascending = {kind: sorted(known.values()) for kind, known in strongest.items()}

    parts = []
    for tie in center.ties:
        known = ascending.get(tie.kind)
        percentile = 1.0
        if known:
            percentile = 0.5
            if tie.strength is not None:
                percentile = bisect_right(known, tie.strength) / len(known)
        parts.append(LEAST_PART + (1 - LEAST_PART) * percentile)
    return parts
