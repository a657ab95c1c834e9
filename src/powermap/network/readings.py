"""Three readings of who listens to whom: how many, how near, and whose attention.

A reading takes one row of weights per resample and one column per person, 0 for who
was not asked, so that all resamples are one call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from powermap.network.listening import Listening
from powermap.network.products import PRODUCT_SIZE, product
from powermap.network.sorted_arrays import first_of_each

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indexes = NDArray[np.intp]
    Bits = NDArray[np.uint64]
    Quarters = NDArray[np.uint8]

__all__ = ["attention", "count_listeners", "nearness"]

STEPS = 3
"""Steps that a word is followed: after three hands it is hardly the same word."""
QUARTERS = 4 * (STEPS + 1)
"""At this length, counted in quarters of a step, nothing arrives."""
DAMPING = 0.85
"""The usual damping of PageRank (Brin and Page 1998)."""

# The rest after 20 rounds is 0.85²⁰, 4% of the first step's error, and ranks only enter
# a mean; the time of every resample is proportional to it.
PAGERANK_ROUNDS = 20
SOURCES_AT_ONCE = 512
"""So many listeners are followed at once, one bit each."""
PEOPLE_AT_ONCE = 128
"""So many people are measured at once from those who are followed, half a megabyte."""
WORD = 64
"""Bits that are handed on together."""

# 128² numbers are 128 kB, which stay in the processor's second cache.
MATRIX_PEOPLE = 128
"""Up to this many people who listens to whom is one matrix."""


def count_listeners(listening: Listening, weights: Floats) -> Floats:
    """Weighted number of people who listen to each person."""
    return _pass_on(listening, weights, listening.evidence)


def _pass_on(listening: Listening, voices: Floats, parts: Floats) -> Floats:
    """What arrives at each person when every listener's voice is passed on in parts.

    Of few people as one matrix, of many row by row, within the cache.
    """
    people = len(listening.ids)
    if people > MATRIX_PEOPLE:
        arrived = np.empty((len(voices), people))
        for row, voice in enumerate(voices):
            passed = voice[listening.listener] * parts
            arrived[row] = np.bincount(listening.speaker, passed, people)
        return arrived

    matrix = np.zeros((people, people))
    matrix[listening.listener, listening.speaker] = parts
    step = max(1, PRODUCT_SIZE // people**2)
    blocks = []
    for start in range(0, len(voices), step):
        block = voices[start : start + step]
        blocks.append(block @ matrix)
    return np.concatenate(blocks)


def attention(listening: Listening, weights: Floats, prior: Floats) -> Floats:
    """PageRank: each listener's attention, itself earned, divided over their speakers.

    `prior` holds, likewise by row, where the attention goes of people who named no
    one: nothing is known of it.
    """
    people = len(listening.ids)
    total = np.bincount(
        listening.listener, weights=listening.evidence, minlength=people
    )
    part = listening.evidence / total[listening.listener]
    silent = total == 0

    ranks = prior

    for _ in range(PAGERANK_ROUNDS):
        flow = _pass_on(listening, ranks * weights, part)
        undirected = ranks[:, silent].sum(axis=1, keepdims=True)
        flow += undirected * prior
        # Weights of respondents make the attention that flows more or less than 1;
        # brought back to 1, the damping means the same in each row.
        share = flow / flow.sum(axis=1, keepdims=True)
        ranks = (1 - DAMPING) * prior
        ranks += DAMPING * share
    return ranks


def nearness(listening: Listening, weights: Floats) -> Floats:
    """Weighted sum over everybody within reach.

    1 next to a person, falling evenly to nothing after three steps. The only reading
    that takes resamples × people² multiplications: a second or two of 10,000 people.
    """
    people = len(listening.ids)
    groups = tuple(_pairs_by_length(listening))
    asked = np.flatnonzero(listening.asked)
    near = np.zeros_like(weights)
    for start in range(0, len(asked), SOURCES_AT_ONCE):
        sources = asked[start : start + SOURCES_AT_ONCE]
        quarters = _quarters_left(sources, people, groups)
        voices = weights[:, sources]
        for first in range(0, people, PEOPLE_AT_ONCE):
            some = slice(first, first + PEOPLE_AT_ONCE)
            proximity = quarters[some] / (QUARTERS - 4)
            near[:, some] += product(voices, proximity.T)
    return near


class _PairsOfLength(NamedTuple):
    """Pairs of one length, sorted by who is listened to.

    Parameters
    ----------
    length : int
        In quarters of a step: 4 for the firmest evidence.
    listener : array of int
        One per pair.
    first, speaker : array of int
        For each person who is listened to the first of their pairs, and who it is.
    """

    length: int
    listener: Indexes
    first: Indexes
    speaker: Indexes


def _pairs_by_length(listening: Listening) -> Iterator[_PairsOfLength]:
    order = np.argsort(listening.speaker, kind="stable")
    # Whole quarters, so that arrivals can be counted in steps of a breadth-first search
    # instead of Dijkstra with fractions; the firmest evidence is one step.
    shorter = (QUARTERS - 4) * listening.evidence[order]
    lengths = np.rint(QUARTERS - shorter).astype(np.intp)
    arriving = lengths[lengths < QUARTERS]

    # Counted, since np.unique loads the masked arrays of numpy.
    for length in np.flatnonzero(np.bincount(arriving)):
        chosen = order[lengths == length]
        speakers = listening.speaker[chosen]
        first = first_of_each(speakers)
        yield _PairsOfLength(
            length=int(length),
            listener=listening.listener[chosen],
            first=first,
            speaker=speakers[first],
        )


def _quarters_left(
    sources: Indexes, people: int, groups: Sequence[_PairsOfLength]
) -> Quarters:
    """How near each person (row) is to each source (column), in quarters of a step.

    A breadth-first search from all sources at once, each source one bit (Then and
    others 2014, The more the merrier: efficient multi-source graph traversal). A pair
    hands on what arrived as many quarters ago as it is long.
    """
    at_source = np.zeros((people, SOURCES_AT_ONCE), dtype=np.uint8)
    columns = np.arange(len(sources))
    at_source[sources, columns] = 1
    bits = np.packbits(at_source, axis=1)
    arrived: dict[int, Bits] = {0: bits.view(np.uint64)}
    seen = arrived[0].copy()
    quarters_left = np.zeros_like(at_source)
    by_word = quarters_left.reshape(-1, WORD)

    for quarter in range(1, QUARTERS):
        new = np.zeros_like(seen)
        for group in groups:
            earlier = arrived.get(quarter - group.length)
            if earlier is None:
                continue
            handed_on = earlier[group.listener]
            # `reduceat` needs the pairs sorted by speaker, as `_pairs_by_length` made
            # them.
            new[group.speaker] |= np.bitwise_or.reduceat(handed_on, group.first, axis=0)
        new &= ~seen
        if not new.any():
            continue

        arrived[quarter] = new
        seen |= new
        left = np.uint8(QUARTERS - quarter)
        # Of thousands of people most words are empty, each of 64 sources.
        words = np.flatnonzero(new)
        some = np.unpackbits(new.reshape(-1)[words].view(np.uint8))
        by_word[words] += some.reshape(-1, WORD) * left
    return quarters_left[:, : len(sources)]
