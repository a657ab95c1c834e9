"""Stances before and after a change, and what is said of the difference."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from powermap.language import Reason, sentences
from powermap.language.lists import names_of
from powermap.language.results import ResultList, ResultMap
from powermap.model import Stance
from powermap.network.influence_graph import InfluenceGraph
from powermap.network.mixture import Expected
from powermap.network.opinion_words import DECIMALS, leanings, nearest_stance
from powermap.network.outlook import Move, Opinion, Outlook, opinion_reason, signed

if TYPE_CHECKING:
    from powermap.language.values import Value

__all__ = ["Comparison"]

# It would be shown as 0.00.
NOTICEABLE = 0.01
"""A smaller change of an opinion is none."""


class Comparison:
    """Opinions before and after a change, and what is said of the difference."""

    def __init__(
        self,
        graph: InfluenceGraph,
        links: Sequence[tuple[int, int, float]],
        stances: Sequence[Stance | None],
        before: Expected,
        after: Expected,
        gone: Collection[int],
        held: Collection[int] = (),
    ) -> None:
        self.gone = gone
        self.held = held
        self.graph = graph
        self.links = links
        self.stances = stances
        self.before = before
        self.after = after
        entered = [person.stance for person in graph.people]
        known = sum(stance is not None for stance in entered)
        self.has_levels = 2 * known >= len(entered)
        self.staying = [node for node in range(len(stances)) if node not in gone]
        self.leanings = self._leanings()
        self.change = []
        pairs = zip(before.settled.opinions, after.settled.opinions, strict=True)
        for node, (earlier, later) in enumerate(pairs):
            # Of somebody who leaves, all that others heard of them goes.
            self.change.append(-earlier if node in gone else later - earlier)

    def _leanings(self) -> dict[int, int]:
        opinions = [self.after.settled.opinions[node] for node in self.staying]
        return dict(zip(self.staying, leanings(opinions), strict=True))

    def outlook(self) -> Outlook:
        """The answer: everybody, whoever moves, and the support of all."""
        opinions: dict[str, Opinion] = {}
        names = {}
        unknown = []
        for node in self.staying:
            person = self.graph.people[node]
            opinion = self._opinion(node)
            opinions[person.id] = opinion
            names[person.id] = person.name
            if node not in self.after.known:
                unknown.append(person.id)

        moved = ResultList(self._moves())
        return Outlook(
            people=ResultMap(opinions, names),
            support_before=self._support(self.before),
            support=self._support(self.after, self.gone),
            left=tuple(self.graph.people[node].id for node in sorted(self.gone)),
            unknown=tuple(unknown),
            left_out=self._count_left_out(),
            moved=moved,
            has_levels=self.has_levels,
            converged=self._has_converged(),
            iterations=max(
                self.before.settled.iterations, self.after.settled.iterations
            ),
            because=self._reason(moved, unknown),
        )

    def _has_converged(self) -> bool:
        return self.before.settled.converged and self.after.settled.converged

    def _count_left_out(self) -> int:
        count = 0
        for node in self.staying:
            if self.graph.people[node].power is None:
                count += 1
        return count

    def _opinion(self, node: int) -> Opinion:
        person = self.graph.people[node]
        return Opinion(
            person=person.id,
            entered=person.stance,
            before=self.before.settled.opinions[node],
            after=self.after.settled.opinions[node],
            expected_before=self._expected(self.before, node),
            expected=self._expected(self.after, node),
            leaning=self.leanings[node] if node in self.after.known else None,
        )

    def _expected(self, answer: Expected, node: int) -> Stance | None:
        if node not in answer.known or not self.has_levels:
            return None
        return nearest_stance(answer.settled.opinions[node])

    def _moves(self) -> list[Move]:
        strongest = self._strongest_sources()
        moved = []
        for node in self.staying:
            if abs(self.change[node]) >= NOTICEABLE:
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
        through = None
        values = self._move_values(node)
        key = "assumed"
        if source is not None and not self._is_assumed(node):
            carrier = self.graph.people[source]
            through = carrier.id
            values["through"] = carrier.name
            # Whoever left influences nobody: their silence is what moves others.
            key = "freed" if source in self.gone else "moved"
        if not self.has_levels:
            direction = "up" if self.change[node] > 0 else "down"
            key = f"{key}_{direction}"
        return Move(
            person=person.id,
            name=person.name,
            by=self.change[node],
            through=through,
            because=Reason(f"sway.{key}", values),
        )

    def _move_values(self, node: int) -> dict[str, Value]:
        name = self.graph.people[node].name
        if not self.has_levels:
            return {"name": name}
        opinion = self._opinion(node)
        return {
            "name": name,
            "before": opinion_reason(opinion.before, opinion.expected_before),
            "after": opinion_reason(opinion.after, opinion.expected),
        }

    def _is_assumed(self, node: int) -> bool:
        stance = self.stances[node]
        person = self.graph.people[node]
        return stance is not person.stance

    def _support(self, answer: Expected, without: Collection[int] = ()) -> float | None:
        """The mean opinion, weighted by power."""
        powers = []
        opinions = []
        for node, opinion in enumerate(answer.settled.opinions):
            power = self.graph.power(node)
            if power is not None and node not in without:
                powers.append(power)
                opinions.append(power * opinion)
        total = math.fsum(powers)
        if total <= 0:
            return None
        return math.fsum(opinions) / total

    def _reason(self, moved: ResultList[Move], unknown: Sequence[str]) -> Reason:
        parts = self._leaning_reasons()
        if self.has_levels:
            parts = [self._support_reason(bool(moved)), self._basis_reason()]
        if self.gone:
            names = self.graph.names(sorted(self.gone))
            parts.insert(0, Reason("sway.left", people=names))
        if self.held and self.has_levels:
            names = self.graph.names(sorted(self.held))
            parts.append(Reason("sway.held", people=names, count=len(self.held)))
        if moved:
            parts.append(Reason("sway.who_moved", people=names_of(moved)))
        if unknown:
            people = names_of(self.graph.people_of(unknown))
            parts.append(
                Reason("sway.nothing_known", people=people, count=len(unknown))
            )

        left_out = self._count_left_out()
        if left_out and self.has_levels:
            parts.append(Reason("sway.left_out", count=left_out))
        if not self._has_converged():
            parts.append(Reason("sway.unsettled"))
        return sentences(parts)

    def _leaning_reasons(self) -> list[Reason]:
        """Who leans which way, without saying how far."""
        parts = []
        for key, wanted in (("more", 1), ("less", -1)):
            nodes = [
                node
                for node, leaning in self.leanings.items()
                if leaning == wanted and node in self.after.known
            ]
            if nodes:
                nodes.sort(key=lambda node: -wanted * self._rounded(node))
                people = self.graph.names(nodes)
                parts.append(Reason(f"sway.{key}", people=people))
        if not parts:
            parts.append(Reason("sway.no_leaning"))
        count = sum(self.graph.people[node].stance is not None for node in self.staying)
        if count == 0:
            return [*parts, Reason("sway.none_known")]
        people_count = Reason("common.people", count=len(self.staying))
        return [*parts, Reason("sway.too_few", count=count, people=people_count)]

    def _rounded(self, node: int) -> float:
        return round(self.after.settled.opinions[node], DECIMALS)

    def _support_reason(self, moved: bool) -> Reason:
        support = signed(self._support(self.after, self.gone))
        if support is None:
            return Reason("sway.no_power")
        if not moved and not self._rests_on_anything():
            return Reason("sway.no_basis")
        if not moved and not self.gone:
            return Reason("sway.forecast", support=support)
        before = signed(self._support(self.before))
        return Reason("sway.support", support_before=before, support=support)

    def _rests_on_anything(self) -> bool:
        """Whether anything indicates where anybody stands whose power counts."""
        for node in self.staying:
            if node in self.after.known and self.graph.power(node) is not None:
                return True
        return False

    def _basis_reason(self) -> Reason:
        is_assumed = any(self._is_assumed(node) for node in self.staying)

        return Reason(
            "sway.rests_on_assumed" if is_assumed else "sway.rests_on",
            count=sum(stance is not None for stance in self.stances),
            people=Reason("common.people", count=len(self.staying)),
        )
