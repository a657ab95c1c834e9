"""Who stands between others: on shortest ways, between people and those who decide, between us and those who decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from powermap.language import say
from powermap.language.lists import names, percent
from powermap.model import BuyingCenter, Involvement, Power
from powermap.model.axes import involvement_of, power_of
from powermap.model.subject import center_of
from powermap.network.dominators import START, last_passed
from powermap.network.link import CARRIES, Carries
from powermap.network.walk import Steps, Web, web

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

    Places = NDArray[int64]
    Shares = NDArray[float64]

BUDGET = 600_000_000
"""Up to as many people times links every person is a start; 5,000 people with 50,000 ties are well within."""
SEED = 1977
AT_ONCE = 2_000_000
"""Links followed in one go, so that memory stays bounded."""
SPARSE = 16
"""Where fewer than one spot in so many has a part, the others are not looked at."""
HUGE, TINY = 1e100, 1e-200


@dataclass(frozen=True, slots=True)
class Broker:
    """Somebody through whom influence has to pass.

    Parameters
    ----------
    person : str
        Id.
    score : float
        Betweenness, 0 to 1: the share of all ordered pairs of others whose shortest way runs through this person; where
        there are several shortest ways, the part of them that does.
    rank : int
        By score; people with equal scores share a rank.
    cuts_off : tuple of str
        Ids of those who reach somebody else who decides only through this person.
    gatekeeper_for : tuple of str
        Ids of the deciders to whom every path from our people leads through this person.
    is_gatekeeper : bool
        Whether there are such deciders and the person also is an influencer of low involvement, who can say no.
    because : str
        The reason in a sentence.
    """

    person: str
    score: float
    rank: int
    cuts_off: tuple[str, ...]
    gatekeeper_for: tuple[str, ...]
    is_gatekeeper: bool
    because: str


def brokers(
    center: BuyingCenter, *, carries: Carries = CARRIES, lang: str = "en"
) -> tuple[Broker, ...]:
    """Who stands between others, the most by betweenness first; whoever stands between nobody is left out.

    Parameters
    ----------
    center : BuyingCenter
        The people and their ties.
    carries : mapping of TieKind to (forwards, backwards)
        What each kind of tie carries; see `links`.
    lang : {"en", "zh"}
        Language of the reasons.

    Returns
    -------
    tuple of Broker

    Examples
    --------
    >>> from powermap.model import Stakeholder, Tie
    >>> people = [Stakeholder("Ana", stance="champion"), Stakeholder("Ben"), Stakeholder("Cleo", power="decider")]
    >>> center = BuyingCenter("ERP", people, [Tie("ana", "ben"), Tie("ben", "cleo")])
    >>> [(each.person, each.score, each.cuts_off, each.gatekeeper_for) for each in brokers(center)]
    [('ben', 0.5, ('ana',), ('cleo',))]

    Notes
    -----
    Betweenness (Freeman 1977, A set of measures of centrality based on betweenness) counts hops along the direction of
    influence, whatever the shares; it is computed by the accumulation of Brandes (2001, A faster algorithm for
    betweenness centrality). Above `BUDGET` people times links it is estimated from a seeded sample of starts (Brandes
    and Pich 2007, Centrality estimation in large networks), and the reason says so. Who cuts off whom follows from
    dominators (see `powermap.network.dominators`): towards the deciders for ``cuts_off``, starting from our people
    (champions; else supporters; else those whom we know well and who are not against us) for ``gatekeeper_for``. Our
    own people are no gatekeepers to us.
    """
    center = center_of(center)
    net = web(center, carries)
    scores, starts = betweenness(net)
    above = sorted(scores, reverse=True)
    rank = {score: at for at, score in reversed([*enumerate(above, 1)])}
    cut, gates = _cut_off(net), _gates(net)
    order = sorted(
        range(len(scores)),
        key=lambda at: (
            -scores[at],
            -len(cut.get(at, ())),
            -len(gates.get(at, ())),
            at,
        ),
    )
    return tuple(
        _broker(
            net,
            at,
            scores[at],
            rank[scores[at]],
            cut.get(at, ()),
            gates.get(at, ()),
            starts,
            lang,
        )
        for at in order
        if scores[at] > 0 or at in cut or at in gates
    )


def _broker(
    net: Web,
    at: int,
    score: float,
    rank: int,
    cut: Sequence[int],
    gates: Sequence[int],
    starts: int,
    lang: str,
) -> Broker:
    person, count = net.people[at], len(net.people)
    by_role = (power_of(person, net.scale), involvement_of(person, net.scale)) == (
        Power.INFLUENCER,
        Involvement.LOW,
    )
    how = "between" if starts == count else "between_sampled"
    parts = [
        say(
            lang,
            f"broker.{how}",
            share=percent(score),
            rank=rank,
            count=count,
            starts=starts,
        )
    ]
    if cut:
        who = names((net.people[each] for each in cut), lang)
        parts.append(
            say(lang, "broker.cuts_off", name=person.name, people=who, count=len(cut))
        )
    if gates:
        whom = names((net.people[each] for each in gates), lang)
        parts.append(
            say(lang, "broker.gatekeeper" if by_role else "broker.gate", people=whom)
        )
    because = say(lang, "broker.and").join(parts) + say(lang, "broker.stop")
    return Broker(
        person.id,
        score,
        rank,
        net.ids(cut),
        net.ids(gates),
        bool(gates) and by_role,
        because,
    )


def betweenness(net: Web, *, budget: int = BUDGET) -> tuple[list[float], int]:
    """The betweenness of each person, 0 to 1, and from how many starts it is counted."""
    import numpy as np

    count, joined = len(net.people), len(net.links)
    if count < 3 or not joined:
        return [0.0] * count, count
    exact = count * joined <= budget
    starts = (
        range(count)
        if exact
        else sorted(
            Random(SEED).sample(  # noqa: S311
                range(count), max(1, min(count, budget // joined))
            )
        )
    )
    graph = _Graph(net)
    total = np.zeros(count)
    at_once = max(1, AT_ONCE // max(count, joined))
    for first in range(0, len(starts), at_once):
        total += graph.dependencies(np.array(starts[first : first + at_once]))
    scores = (total * (count / len(starts) / ((count - 1) * (count - 2)))).tolist()
    return [round(score, 13) for score in scores], len(
        starts
    )  # equal places have equal scores


class _Rows:
    """For each person the places at the other end of the links, one person after the other."""

    def __init__(self, steps: Iterable[Sequence[tuple[int, object]]]) -> None:
        import numpy as np

        ends = [[other for other, _ in each] for each in steps]
        self.degree: Places = np.array([len(each) for each in ends])
        self.start: Places = np.cumsum(self.degree) - self.degree
        self.ends: Places = np.array([other for each in ends for other in each])

    def along(self, spots: Places, count: int) -> tuple[Places, Places]:
        """Every link of the people at some spots: number of the spot it starts from, and the spot it leads to."""
        import numpy as np

        who = spots % count
        degree = self.degree[who]
        each = np.repeat(np.arange(len(who)), degree)
        begin = self.start[who] - (np.cumsum(degree) - degree)
        return each, self.ends[np.arange(len(each)) + begin[each]] + (spots - who)[each]


class _Graph:
    """The links as arrays, followed from many starts at once; a spot is a person seen from one of the starts."""

    def __init__(self, net: Web) -> None:
        self.count = len(net.people)
        self.onward, self.back = _Rows(net.onward), _Rows(net.back)

    def dependencies(self, starts: Places) -> Shares:
        """For each person the sum over starts and ends of the part of shortest ways on which the person stands."""
        import numpy as np

        size = len(starts) * self.count
        origin = np.arange(len(starts)) * self.count + starts
        found = np.zeros(size)
        for tail, head, part in reversed([*self._layers(origin, size)]):
            _add(found, tail, part * (1 + found[head]))
        found[origin] = 0
        total: Shares = found.reshape(len(starts), self.count).sum(axis=0)
        return total

    def _layers(
        self, front: Places, size: int
    ) -> Iterator[tuple[Places, Places, Shares]]:
        """Step by step the links on shortest ways: spots at both ends and the part of the ways to the head."""
        import numpy as np

        level, steps = np.full(size, -1), 0
        ways = np.zeros(size)
        level[front], ways[front] = 0, 1
        while True:
            tail, head = self._step(front, level, steps)
            if not len(head):
                return
            _add(ways, head, ways[tail])
            yield tail, head, ways[tail] / ways[head]
            level[head] = order = np.arange(len(head))
            front, steps = head[level[head] == order], steps + 1
            level[front], ways[front] = steps, self._tamed(front, ways[front])

    def _step(self, front: Places, level: Places, steps: int) -> tuple[Places, Places]:
        """Links from the front to spots not seen yet, looked for from whichever side has fewer links to try."""
        import numpy as np

        many = int(self.onward.degree[front % self.count].sum())
        unseen = np.flatnonzero(level < 0) if many > len(level) // SPARSE else front[:0]
        if len(unseen) and self.back.degree[unseen % self.count].sum() < many:
            each, other = self.back.along(unseen, self.count)
            fits = level[other] == steps
            return other[fits], unseen[each[fits]]
        each, other = self.onward.along(front, self.count)
        fits = level[other] < 0
        return front[each[fits]], other[fits]

    def _tamed(self, front: Places, ways: Shares) -> Shares:
        """Numbers of ways that never overflow: only their ratios within one start and step count."""
        import numpy as np

        if ways.max() < HUGE:
            return ways
        start = front // self.count
        most = np.zeros(start.max() + 1)
        np.maximum.at(most, start, ways)
        tamed: Shares = np.maximum(ways / most[start], TINY)
        return tamed


def _add(sums: Shares, spots: Places, values: Shares) -> None:
    """Add each value at its spot, in time that few spots do not spend on all."""
    import numpy as np

    if len(spots) > len(sums) // SPARSE:
        sums += np.bincount(spots, values, len(sums))
    else:
        np.add.at(sums, spots, values)


def _places(steps: Steps) -> list[list[int]]:
    return [[other for other, _ in each] for each in steps]


def _cut_off(net: Web) -> dict[int, list[int]]:
    """For each person who reaches somebody else who decides only through them."""
    deciders = net.deciders
    last = last_passed(deciders, _places(net.back))
    ends = _ends(net, deciders)
    cut: dict[int, list[int]] = {}
    for person in last:
        for above in _passed(last, person):
            if above not in ends:
                cut.setdefault(above, []).append(person)
    return cut


def _passed(last: dict[int, int], person: int) -> Iterator[int]:
    """Whom every path to somebody passes, the nearest first."""
    while (person := last[person]) != START:
        yield person


def _ends(net: Web, deciders: Iterable[int]) -> set[int]:
    """Deciders who sway, over however many steps, nobody else who decides.

    Each person holds up to two others who decide whom they reach: two are enough for one to be another than whoever
    asks next.
    """
    others: list[set[int]] = [set() for _ in net.people]
    ahead = [
        (source, decider) for decider in deciders for source, _ in net.back[decider]
    ]
    while ahead:
        at, decider = ahead.pop()
        if at != decider and len(others[at]) < 2 and decider not in others[at]:
            others[at].add(decider)
            ahead.extend((source, decider) for source, _ in net.back[at])
    return {at for at in deciders if not others[at]}


def _gates(net: Web) -> dict[int, list[int]]:
    """For each person the deciders to whom every path from our people leads through them."""
    ours = set(net.ours)
    last = last_passed(sorted(ours), _places(net.onward))
    gates: dict[int, list[int]] = {}
    for decider in net.deciders:
        if decider in last and decider not in ours:
            for person in _passed(last, decider):
                if person not in ours:
                    gates.setdefault(person, []).append(decider)
    return gates
