"""What if: how stances spread along the links of influence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from powermap.language import Reason, sentences
from powermap.language.lists import names_of
from powermap.language.results import ResultList, ResultMap
from powermap.model import BuyingCenter, Stance, parse
from powermap.model.playbook import Playbook
from powermap.model.subject import Subject, center_of, playbook_of
from powermap.network.influence_graph import InfluenceGraph, influence_graph
from powermap.network.opinion_model import Settled, settle
from powermap.network.outlook import Move, Opinion, Outlook, opinion_reason, signed

if TYPE_CHECKING:
    from powermap.language.values import Value

__all__ = [
    "CONVICTION",
    "OPINION",
    "nearest_stance",
    "sway",
]

OPINION: Mapping[Stance, float] = MappingProxyType(
    {
        Stance.CHAMPION: 1.0,
        Stance.SUPPORTER: 0.5,
        Stance.NEUTRAL: 0.0,
        Stance.OPPONENT: -0.5,
        Stance.ENEMY: -1.0,
    }
)
"""Where each stance stands between against us (−1) and for us (+1)."""

# Judgments, not measurements: what Friedkin and Johnsen call stubbornness.
CONVICTION: Mapping[Stance | None, float] = MappingProxyType(
    {
        Stance.CHAMPION: 0.9,  # works for us whatever others say
        Stance.ENEMY: 0.9,  # works for a rival whatever others say
        Stance.SUPPORTER: 0.6,  # has made up their mind, listens all the same
        Stance.OPPONENT: 0.6,
        Stance.NEUTRAL: 0.3,  # has not: mostly goes with those whose word counts
        None: 0.0,  # nothing is known that could be held on to
    }
)
"""How much of somebody's opinion stays their own, 0 to 1, by stance."""

# It would be shown as 0.00.
NOTICEABLE = 0.01
"""A smaller change of an opinion is none."""
DECIMALS = 9
"""Opinions that differ by less are equal, whatever order they were computed in."""


def sway(
    subject: Subject,
    changes: Mapping[str, Stance | str | None] | None = None,
    *,
    playbook: Playbook | None = None,
) -> Outlook:
    """What stances to expect, and what a change of somebody's stance would do.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    changes : mapping of str to Stance, str or None, optional
        Stances to assume by id or unique name, in a word of any accepted language;
        None for unknown. Without changes the outlook is a forecast.
    playbook : Playbook, optional
        A company's own tables; its `tie_weights` say which ties carry influence.

    Returns
    -------
    Outlook

    Raises
    ------
    UnknownPersonError
        When nobody has one of these ids or names.
    ModelError
        When a stance is none.

    Examples
    --------
    >>> from powermap.model import Stakeholder, Tie
    >>> people = [Stakeholder("Ana", stance="neutral"), Stakeholder("Ben", power=8)]
    >>> center = BuyingCenter("ERP", people, [Tie("ana", "ben")])
    >>> outlook = sway(center, {"Ana": "champion"})
    >>> outlook.support_before, outlook.support
    (0.0, 1.0)
    >>> print(outlook.moved[1].because)
    Ben: Neutral (0.00) → Champion (+1.00), mainly through Ana.

    Notes
    -----
    The model of Friedkin and Johnsen, see `powermap.network.opinion_model`: stances
    are opinions (`OPINION`), people hold on to them (`CONVICTION`), and the shares of
    the links that end at a person are their weights, made to add up to 1. Whoever
    nobody influences keeps their opinion. People of unknown stance are fully open:
    they hold on to nothing. While nobody with a stance influences them they count as
    0 and are listed as unknown. Power is measured from the low end of the scale; a
    word counts as the center of its half.
    """
    center = center_of(subject)
    weights = playbook_of(subject, playbook).tie_weights
    graph = influence_graph(center, weights)
    links = _weighted_links(graph)

    assumed = _assumed_stances(center, changes or {})
    entered = []
    stances = []
    for person in graph.people:
        entered.append(person.stance)
        stances.append(assumed.get(person.id, person.stance))

    before = _settle(entered, links)
    # Without changes the same answer twice would cost twice the time.
    after = before
    if stances != entered:
        after = _settle(stances, links)
    comparison = _Comparison(graph, links, stances, before, after)
    return comparison.outlook()


def _assumed_stances(
    center: BuyingCenter, changes: Mapping[str, Stance | str | None]
) -> dict[str, Stance | None]:
    assumed: dict[str, Stance | None] = {}
    for who, stance in changes.items():
        person = center.find(who)
        assumed[person.id] = None
        if stance is not None:
            assumed[person.id] = parse(Stance, stance)
    return assumed


def _weighted_links(graph: InfluenceGraph) -> list[tuple[int, int, float]]:
    """Who is influenced by whom and how much, adding up to 1 for each person."""
    links: list[tuple[int, int, float]] = []
    for node, incoming in enumerate(graph.incoming):
        shares = [link.share for _, link in incoming]
        total = math.fsum(shares)
        for source, link in incoming:
            weight = link.share / total
            links.append((node, source, weight))
    return links


def _settle(
    stances: Sequence[Stance | None], links: Sequence[tuple[int, int, float]]
) -> Settled:
    influenced = {node for node, _, _ in links}
    opinions = []
    openness = []
    for node, stance in enumerate(stances):
        opinion = 0.0
        if stance is not None:
            opinion = OPINION[stance]
        opinions.append(opinion)

        open_part = 0.0
        # A neutral person to whom nobody speaks stays neutral; with open parts but no
        # source the model would pull them nowhere defined.
        if stance is None or node in influenced:
            open_part = 1 - CONVICTION[stance]
        openness.append(open_part)
    return settle(opinions, links, openness)


def nearest_stance(opinion: float) -> Stance:
    """The word nearest to an opinion, of two equally near the one nearer to neutral.

    Examples
    --------
    >>> nearest_stance(0.3), nearest_stance(0.25)
    (<Stance.SUPPORTER: 'supporter'>, <Stance.NEUTRAL: 'neutral'>)
    """

    def precedence(stance: Stance) -> tuple[float, float]:
        place = OPINION[stance]
        distance = abs(place - opinion)
        extremity = abs(place)
        return round(distance, DECIMALS), extremity

    return min(OPINION, key=precedence)


class _Comparison:
    """Opinions before and after a change, and what is said of the difference."""

    def __init__(
        self,
        graph: InfluenceGraph,
        links: Sequence[tuple[int, int, float]],
        stances: Sequence[Stance | None],
        before: Settled,
        after: Settled,
    ) -> None:
        self.graph = graph
        self.links = links
        self.stances = stances
        self.before = before
        self.after = after
        self.change = []
        pairs = zip(before.opinions, after.opinions, strict=True)
        for earlier, later in pairs:
            self.change.append(later - earlier)

    def outlook(self) -> Outlook:
        opinions: dict[str, Opinion] = {}
        names = {}
        unknown = []
        for node, person in enumerate(self.graph.people):
            opinion = self._opinion(node)
            opinions[person.id] = opinion
            names[person.id] = person.name
            if opinion.expected is None:
                unknown.append(person.id)

        moved = ResultList(self._moves())
        return Outlook(
            people=ResultMap(opinions, names),
            support_before=self._support(self.before),
            support=self._support(self.after),
            unknown=tuple(unknown),
            left_out=self._count_left_out(),
            moved=moved,
            converged=self.before.converged and self.after.converged,
            iterations=max(self.before.iterations, self.after.iterations),
            because=self._reason(moved, unknown),
        )

    def _count_left_out(self) -> int:
        count = 0
        for person in self.graph.people:
            if person.power is None:
                count += 1
        return count

    def _opinion(self, node: int) -> Opinion:
        person = self.graph.people[node]
        return Opinion(
            person=person.id,
            entered=person.stance,
            before=self.before.opinions[node],
            after=self.after.opinions[node],
            expected_before=_expected(self.before, node),
            expected=_expected(self.after, node),
        )

    def _moves(self) -> list[Move]:
        strongest = self._strongest_sources()
        moved = []
        for node, change in enumerate(self.change):
            if abs(change) >= NOTICEABLE:
                moved.append(node)
        # The sort is stable, so equal moves stay in the order of the people.
        moved.sort(key=lambda node: -round(abs(self.change[node]), DECIMALS))
        return [self._move(node, strongest.get(node)) for node in moved]

    def _strongest_sources(self) -> dict[int, int]:
        """For each person the one who carries most of the change to them."""
        best: dict[int, tuple[float, int]] = {}
        for node, source, weight in self.links:
            part = weight * self.change[source]
            goes_down = self.change[node] <= 0
            if goes_down:
                part = -part
            so_far, _ = best.get(node, (0.0, source))
            if part > so_far:
                best[node] = part, source

        sources = {}
        for node, (_, source) in best.items():
            sources[node] = source
        return sources

    def _move(self, node: int, source: int | None) -> Move:
        person = self.graph.people[node]
        opinion = self._opinion(node)
        values: dict[str, Value] = {
            "name": person.name,
            "before": opinion_reason(opinion.before, opinion.expected_before),
            "after": opinion_reason(opinion.after, opinion.expected),
        }
        through = None
        because = Reason("sway.assumed", values)
        if source is not None and not self._is_assumed(node):
            carrier = self.graph.people[source]
            through = carrier.id
            because = Reason("sway.moved", values, through=carrier.name)
        return Move(
            person=person.id,
            name=person.name,
            by=self.change[node],
            through=through,
            because=because,
        )

    def _is_assumed(self, node: int) -> bool:
        stance = self.stances[node]
        person = self.graph.people[node]
        return stance is not person.stance

    def _support(self, settled: Settled) -> float | None:
        """The mean opinion, weighted by power."""
        powers = []
        opinions = []
        for node in range(len(self.graph.people)):
            power = self.graph.power(node)
            if power is None:
                continue
            powers.append(power)
            # Counted as 0 but with their power in the total: support we do not know of
            # is no support.
            if settled.anchored[node]:
                opinions.append(power * settled.opinions[node])
        total = math.fsum(powers)
        if total <= 0:
            return None
        return math.fsum(opinions) / total

    def _reason(self, moved: ResultList[Move], unknown: Sequence[str]) -> Reason:
        parts = [self._support_reason(bool(moved)), self._basis_reason()]
        if moved:
            parts.append(Reason("sway.who_moved", people=names_of(moved)))
        if unknown:
            people = names_of(self.graph.people_of(unknown))
            parts.append(
                Reason("sway.nothing_known", people=people, count=len(unknown))
            )

        left_out = self._count_left_out()
        if left_out:
            parts.append(Reason("sway.left_out", count=left_out))
        if not (self.before.converged and self.after.converged):
            parts.append(Reason("sway.unsettled"))
        return sentences(parts)

    def _support_reason(self, moved: bool) -> Reason:
        support = signed(self._support(self.after))
        if support is None:
            return Reason("sway.no_power")
        if not moved:
            return Reason("sway.forecast", support=support)
        before = signed(self._support(self.before))
        return Reason("sway.support", support_before=before, support=support)

    def _basis_reason(self) -> Reason:
        nodes = range(len(self.stances))
        is_assumed = any(self._is_assumed(node) for node in nodes)

        return Reason(
            "sway.rests_on_assumed" if is_assumed else "sway.rests_on",
            count=sum(stance is not None for stance in self.stances),
            people=Reason("common.people", count=len(self.stances)),
        )


def _expected(settled: Settled, node: int) -> Stance | None:
    if not settled.anchored[node]:
        return None
    return nearest_stance(settled.opinions[node])
