"""What if: how stances spread along the links, by the model of Friedkin and Johnsen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from powermap.language import label, say
from powermap.language.lists import names
from powermap.model import BuyingCenter, Stance, parse
from powermap.model.subject import center_of
from powermap.network.link import CARRIES, Carries
from powermap.network.walk import Web, web

if TYPE_CHECKING:
    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

    Values = NDArray[float64]
    Places = NDArray[int64]
    Flags = NDArray[bool_]

OPINION: Mapping[Stance, float] = MappingProxyType(
    {
        Stance.CHAMPION: 1.0,
        Stance.SUPPORTER: 0.5,
        Stance.NEUTRAL: 0.0,
        Stance.OPPONENT: -0.5,
        Stance.ENEMY: -1.0,
    }
)
"""Where each stance stands between against us (−1) and for us (1)."""
HOLDS: Mapping[Stance | None, float] = MappingProxyType(
    {
        Stance.CHAMPION: 0.9,  # works for us whatever others say
        Stance.ENEMY: 0.9,  # works for a rival whatever others say
        Stance.SUPPORTER: 0.6,  # has made up their mind, listens all the same
        Stance.OPPONENT: 0.6,
        Stance.NEUTRAL: 0.3,  # has not: mostly goes with those whose word counts
        None: 0.0,  # nobody asked: nothing is known that could be held on to
    }
)
"""How much of somebody's opinion stays their own, 0 to 1, by stance; the rest is open to those who sway them."""
SMALL = 1_000
"""Up to so many people the equations are solved at once, beyond by repetition."""
SOLVABLE = 8_000
"""Up to so many people they are solved at once when repetition does not settle."""
ROUNDS, SETTLED = 2_000, 1e-12
"""How often to repeat at most, and the change below which opinions have settled."""
MOVED = 0.01
"""A smaller change is none."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is expected of one person.

    Parameters
    ----------
    person : str
        Id.
    given : Stance or None
        The stance in the buying center, before any change.
    before, after : float
        The opinion expected without and with the changes, −1 to 1; 0 while nothing is known.
    expected_before, expected : Stance or None
        The words nearest to them, of two equally near the one nearer to neutral; None while nothing is known: nobody
        asked, and nobody with a stance who sways the person. Such people do not count as support.
    """

    person: str
    given: Stance | None
    before: float
    after: float
    expected_before: Stance | None
    expected: Stance | None


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody whose expected opinion changes.

    Parameters
    ----------
    person : str
        Id.
    by : float
        After minus before.
    through : str or None
        Id of whoever carries most of it to the person; None for those whose own stance was changed.
    because : str
        The move in a sentence.
    """

    person: str
    by: float
    through: str | None
    because: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of all.

    Parameters
    ----------
    people : mapping of id to Opinion
        In the order of the buying center.
    support_before, support : float or None
        The mean of opinions without and with the changes, weighted by power, −1 to 1; whoever nothing is known of
        counts as 0. None when nobody's power is known.
    unknown : tuple of str
        Ids of those of whom nothing is known after the changes.
    left_out : int
        How many people's power is unknown, so that they weigh nothing.
    moved : tuple of Move
        The largest move first.
    converged : bool
        Whether the opinions settled.
    iterations : int
        Rounds until they did, the larger of before and after; 0 when the equations were solved at once.
    because : str
        The whole in words.
    """

    people: Mapping[str, Opinion]
    support_before: float | None
    support: float | None
    unknown: tuple[str, ...]
    left_out: int
    moved: tuple[Move, ...]
    converged: bool
    iterations: int
    because: str


@dataclass(frozen=True, slots=True)
class Settled:
    """Where opinions end up.

    Parameters
    ----------
    opinions : tuple of float
        One per person.
    anchored : tuple of bool
        Whether the opinion rests on somebody who holds on to theirs; who is not keeps the opinion they started with.
    converged : bool
        Whether the opinions settled.
    iterations : int
        Rounds; 0 when the equations were solved at once.
    """

    opinions: tuple[float, ...]
    anchored: tuple[bool, ...]
    converged: bool
    iterations: int


def settle(
    opinions: Sequence[float],
    links: Sequence[tuple[int, int, float]],
    openness: Sequence[float],
    *,
    at_once: bool | None = None,
) -> Settled:
    """Where opinions end up when everybody keeps mixing those around them with the one they started with.

    Parameters
    ----------
    opinions : sequence of float
        What each person starts with.
    links : sequence of (person, by whom, weight)
        Who is swayed by whom, by place; the weights of each person who is open at all add up to 1. Somebody may weigh
        their own word.
    openness : sequence of float
        0 to 1, for each person the part of the opinion that is open to others (their susceptibility).
    at_once : bool, optional
        Whether to solve the equations rather than to repeat; by the number of people when not given.

    Returns
    -------
    Settled

    Examples
    --------
    Someone fully open ends up where the only one who sways them stands.

    >>> settle([1.0, 0.0], [(1, 0, 1.0)], [0.0, 1.0]).opinions
    (1.0, 1.0)

    Notes
    -----
    Friedkin and Johnsen (1990, Social influence and opinions; 1999, Social influence networks and opinion change): with
    opinions y, weights W and openness A, y(t + 1) = A W y(t) + (I − A) y(0), which settles at
    (I − A W)⁻¹ (I − A) y(0). Where a group is fully open and nobody who is not sways it, even over others, that matrix
    has no inverse; what they would agree upon has no source, so they keep the opinion they started with.
    """
    import numpy as np

    start, open_ = np.array(opinions, dtype=float), np.array(openness, dtype=float)
    who = np.array([each[0] for each in links], dtype=np.int64)
    by = np.array([each[1] for each in links], dtype=np.int64)
    weight = np.array([each[2] for each in links], dtype=float)
    anchored = _anchored(open_ < 1, who, by, weight)
    open_ = np.where(anchored, open_, 0.0)
    flow = open_[who] * weight
    held = (1 - open_) * start
    converged, rounds = False, 0
    if not (len(start) <= SMALL if at_once is None else at_once):
        settled, rounds, converged = _repeated(start, held, who, by, flow)
    if not converged and (len(start) <= SOLVABLE or at_once):
        settled, rounds, converged = _solved(held, who, by, flow), 0, True
    within = settled.clip(
        start.min(initial=0.0), start.max(initial=0.0)
    )  # a mean cannot leave, rounding can
    return Settled(tuple(within.tolist()), tuple(anchored.tolist()), converged, rounds)


def _anchored(anchors: Flags, who: Places, by: Places, weight: Values) -> Flags:
    """Who holds on to an opinion, and everybody whom these sway, over however many others."""
    onward: dict[int, list[int]] = {}
    for person, other in zip(
        who[weight > 0].tolist(), by[weight > 0].tolist(), strict=True
    ):
        onward.setdefault(other, []).append(person)
    found = anchors.copy()
    ahead = anchors.nonzero()[0].tolist()
    while ahead:
        for person in onward.get(ahead.pop(), ()):
            if not found[person]:
                found[person] = True
                ahead.append(person)
    return found


def _solved(held: Values, who: Places, by: Places, flow: Values) -> Values:
    import numpy as np

    matrix = np.eye(len(held))
    np.subtract.at(matrix, (who, by), flow)
    return np.asarray(np.linalg.solve(matrix, held), dtype=np.float64)


def _repeated(
    start: Values, held: Values, who: Places, by: Places, flow: Values
) -> tuple[Values, int, bool]:
    import numpy as np

    now: Values = start
    for count in range(1, ROUNDS + 1):
        then: Values = held + np.bincount(who, flow * now[by], len(held))
        change = float(np.abs(then - now).max(initial=0.0))
        now = then
        if change <= SETTLED:
            return now, count, True
    return now, ROUNDS, False


def sway(
    center: BuyingCenter,
    changes: Mapping[str, Stance | str | None] | None = None,
    *,
    carries: Carries = CARRIES,
    lang: str = "en",
) -> Outlook:
    """What stances to expect, and what a change of somebody's stance would do; without changes the forecast.

    Parameters
    ----------
    center : BuyingCenter
        The people and their ties.
    changes : mapping of id to Stance, str or None, optional
        Stances to suppose, in a word of any accepted language; None for unknown.
    carries : mapping of TieKind to (forwards, backwards)
        What each kind of tie carries; see `links`.
    lang : {"en", "zh"}
        Language of the reasons.

    Returns
    -------
    Outlook

    Raises
    ------
    KeyError
        When nobody has one of these ids.
    ModelError
        When a stance is none.

    Examples
    --------
    >>> from powermap.model import Stakeholder, Tie
    >>> people = [Stakeholder("Ana", stance="neutral"), Stakeholder("Ben", power=8)]
    >>> outlook = sway(BuyingCenter("ERP", people, [Tie("ana", "ben")]), {"ana": "champion"})
    >>> outlook.support_before, outlook.support
    (0.0, 1.0)
    >>> outlook.moved[1].because
    'Ben: neutral (0.00) → champion (1.00), chiefly through Ana.'

    Notes
    -----
    The model of Friedkin and Johnsen, see `settle`: stances are opinions (`OPINION`), people hold on to them (`HOLDS`),
    and the shares of the links that end at a person are their weights, made to add up to 1. Whoever nobody sways keeps
    their opinion. People who were not asked are fully open: they hold on to nothing. While nobody with a stance sways
    them they count as 0, and are listed as unknown. Power is measured from the low end of the scale; a word counts as
    the centre of its half.
    """
    center = center_of(center)
    net = web(center, carries)
    supposed = _supposed(center, changes or {})
    given = [person.stance for person in net.people]
    then = [supposed.get(person.id, person.stance) for person in net.people]
    links = _weighted(net)
    before = _settled(given, links)
    after = _settled(then, links) if then != given else before
    opinions = {
        person.id: Opinion(person.id, person.stance, *pair, *words)
        for person, pair, *words in zip(
            net.people,
            zip(before.opinions, after.opinions, strict=True),
            _words(before),
            _words(after),
            strict=True,
        )
    }
    changed = frozenset(at for at in range(len(then)) if then[at] is not given[at])
    return _outlook(
        net,
        opinions,
        before,
        after,
        _moves(net, opinions, links, changed, lang),
        then,
        lang,
    )


def _supposed(
    center: BuyingCenter, changes: Mapping[str, Stance | str | None]
) -> dict[str, Stance | None]:
    return {
        center[id].id: None if stance is None else parse(Stance, stance)
        for id, stance in changes.items()
    }


def _weighted(net: Web) -> list[tuple[int, int, float]]:
    """Who is swayed by whom and how much, adding up to 1 for each person."""
    found: list[tuple[int, int, float]] = []
    for at, swayed in enumerate(net.back):
        total = math.fsum(link.share for _, link in swayed)
        found.extend((at, other, link.share / total) for other, link in swayed)
    return found


def _settled(
    stances: Sequence[Stance | None], links: Sequence[tuple[int, int, float]]
) -> Settled:
    swayed = {at for at, *_ in links}
    opinions = [0.0 if stance is None else OPINION[stance] for stance in stances]
    openness = [
        1 - HOLDS[stance] if at in swayed or stance is None else 0.0
        for at, stance in enumerate(stances)
    ]
    return settle(opinions, links, openness)


def nearest_stance(opinion: float) -> Stance:
    """The word nearest to an opinion, of two equally near the one nearer to neutral.

    Examples
    --------
    >>> nearest_stance(0.3), nearest_stance(0.25)
    (<Stance.SUPPORTER: 'supporter'>, <Stance.NEUTRAL: 'neutral'>)
    """
    return min(
        OPINION,
        key=lambda stance: (
            round(abs(OPINION[stance] - opinion), 9),
            abs(OPINION[stance]),
        ),
    )


def _words(settled: Settled) -> list[Stance | None]:
    pairs = zip(settled.opinions, settled.anchored, strict=True)
    return [
        nearest_stance(opinion) if anchored else None for opinion, anchored in pairs
    ]


def _moves(
    net: Web,
    opinions: Mapping[str, Opinion],
    links: Sequence[tuple[int, int, float]],
    changed: frozenset[int],
    lang: str,
) -> tuple[Move, ...]:
    found = [opinions[person.id] for person in net.people]
    by = [one.after - one.before for one in found]
    carried: dict[int, tuple[float, int]] = {}
    for at, other, weight in links:
        part = weight * by[other] * (1 if by[at] > 0 else -1)
        if part > 0 and (at not in carried or part > carried[at][0]):
            carried[at] = part, other
    moved = sorted(
        (at for at in range(len(by)) if abs(by[at]) >= MOVED),
        key=lambda at: (-round(abs(by[at]), 9), at),
    )
    return tuple(
        _move(
            net,
            found[at],
            by[at],
            None if at in changed or at not in carried else carried[at][1],
            lang,
        )
        for at in moved
    )


def _move(
    net: Web, opinion: Opinion, by: float, through: int | None, lang: str
) -> Move:
    person = net.people[net.place[opinion.person]]
    because = say(
        lang,
        "sway.supposed" if through is None else "sway.moved",
        name=person.name,
        before=_said(opinion.before, opinion.expected_before, lang),
        after=_said(opinion.after, opinion.expected, lang),
        through="" if through is None else net.people[through].name,
    )
    return Move(
        person.id, by, None if through is None else net.people[through].id, because
    )


def _said(value: float, stance: Stance | None, lang: str) -> str:
    return (
        say(lang, "sway.unknown")
        if stance is None
        else f"{label(stance, lang).lower()} ({_plain(value)})"
    )


def _plain(value: float | None) -> str:
    return "?" if value is None else f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def _support(net: Web, settled: Settled) -> float | None:
    powers = {
        at: power
        for at in range(len(net.people))
        if (power := net.power(at)) is not None
    }
    total = math.fsum(powers.values())
    pull = math.fsum(
        powers[at] * settled.opinions[at] for at in powers if settled.anchored[at]
    )
    return pull / total if total > 0 else None


def _outlook(
    net: Web,
    opinions: Mapping[str, Opinion],
    before: Settled,
    after: Settled,
    moved: tuple[Move, ...],
    then: Sequence[Stance | None],
    lang: str,
) -> Outlook:
    facts: dict[str, Any] = {
        "support_before": _support(net, before),
        "support": _support(net, after),
        "unknown": tuple(id for id, one in opinions.items() if one.expected is None),
        "left_out": sum(person.power is None for person in net.people),
        "moved": moved,
        "converged": before.converged and after.converged,
        "iterations": max(before.iterations, after.iterations),
    }
    return Outlook(
        people=MappingProxyType(dict(opinions)),
        because=_because(net, facts, then, lang),
        **facts,
    )


def _because(
    net: Web, facts: Mapping[str, Any], then: Sequence[Stance | None], lang: str
) -> str:
    moved = facts["moved"]
    numbers = {key: _plain(facts[key]) for key in ("support_before", "support")}
    key = (
        "sway.no_power"
        if facts["support"] is None
        else "sway.support"
        if moved
        else "sway.forecast"
    )
    supposed = any(
        person.stance is not stance
        for person, stance in zip(net.people, then, strict=True)
    )
    known = sum(stance is not None for stance in then)
    rests = "sway.rests_on_supposed" if supposed else "sway.rests_on"
    people = say(lang, "common.people", count=len(net.people))
    parts = [say(lang, key, **numbers), say(lang, rests, count=known, people=people)]
    if moved:
        people = names((net.people[net.place[move.person]] for move in moved), lang)
        parts.append(say(lang, "sway.who_moved", people=people))
    if facts["unknown"]:
        people = names((net.people[net.place[id]] for id in facts["unknown"]), lang)
        parts.append(say(lang, "sway.nothing_known", people=people))
    if facts["left_out"]:
        parts.append(say(lang, "sway.left_out", count=facts["left_out"]))
    if not facts["converged"]:
        parts.append(say(lang, "sway.unsettled"))
    return "".join(parts)
