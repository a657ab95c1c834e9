"""The facts of all worlds at once, by the rules of `strategy.facts`.

In a world nothing is unknown, so the rules are shorter: every answer, stance and power
is there, and no fact waits for one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from powermap.judgment.assessment import ROUNDING, Verdict, outweighs
from powermap.judgment.strategy.advantage import COMPARED, LEAST_AHEAD
from powermap.judgment.strategy.evidence import TRUTH
from powermap.judgment.strategy.facts import (
    AGAINST_US,
    BY_ANSWER,
    BY_VERDICT,
    FOR_US,
)
from powermap.judgment.strategy.scoring import choose_of_rules
from powermap.judgment.worlds.drawing import Worlds
from powermap.model import Answer, Criterion, Question, Stance, Strategy
from powermap.network.many_graphs import STANCES

if TYPE_CHECKING:
    from numpy import bool_, int8, intp
    from numpy.typing import NDArray

    Flags = NDArray[bool_]
    Codes = NDArray[int8]
    Stances = NDArray[intp]

__all__ = ["WorldFacts"]

CODES: Mapping[bool | None, int] = {True: 1, False: 0, None: -1}
"""How a fact is written in a table; None is a fact that no world can tell."""


class WorldFacts:
    """Our verdicts, the facts and the strategy of each world.

    Parameters
    ----------
    worlds : Worlds
        The worlds of an account plan.
    stance : array of int, worlds × people
        Everybody's stance as its place in `STANCES`.
    """

    def __init__(self, worlds: Worlds, stance: Stances) -> None:
        self._worlds = worlds
        self._stance = stance
        self._judgment = worlds.judgment
        self._answers = _answers_by_world(worlds)
        self.verdicts: dict[Question, tuple[Answer, ...]] = {}
        for question, verdict in self._judgment.verdicts[None].items():
            self.verdicts[question] = tuple(self._verdicts_on(verdict))

    def strategies(self) -> Iterator[Strategy | None]:
        """The recommended strategy, world by world."""
        import numpy as np

        rules = self._judgment.playbook.strategy_rules
        facts = self.facts()
        held = np.ones((self._worlds.count, len(rules)), dtype=np.bool_)
        for place, rule in enumerate(rules):
            for name, wanted in rule.when.items():
                held[:, place] &= facts[name] == CODES[wanted]
        chosen: dict[bytes, Strategy | None] = {}
        for key, row in zip(_keys(held), held, strict=True):
            if key not in chosen:
                counting = [rules[place] for place in np.flatnonzero(row)]
                chosen[key] = choose_of_rules(counting)
            yield chosen[key]

    def facts(self) -> dict[str, Codes]:
        """The value of each fact by world, as `CODES` has it."""
        facts: dict[str, Codes] = {}
        for name, question in BY_VERDICT.items():
            values = [CODES[TRUTH[answer]] for answer in self.verdicts[question]]
            facts[name] = _codes(values)
        for name, criterion in BY_ANSWER.items():
            facts[name] = _codes(self._answers[criterion, None])
        return facts | self._facts_of_rivals() | self._facts_of_people()

    def _verdicts_on(self, verdict: Verdict) -> Iterator[Answer]:
        """The verdict on one question, world by world."""
        weights = [one.weight for one in verdict.criteria]
        enough = self._judgment.playbook.thresholds.enough_known
        answers = {truth: answer for answer, truth in TRUTH.items()}
        is_plus = self._of_party(verdict, None)
        # The same answers come up in many worlds.
        known: dict[bytes, Answer] = {}
        for key, row in zip(_keys(is_plus), is_plus, strict=True):
            if key not in known:
                plus = _sum_where(weights, row.tolist())
                minus = _sum_where(weights, (~row).tolist())
                known[key] = answers[outweighs(plus, minus, 0.0, enough)]
            yield known[key]

    def _of_party(self, verdict: Verdict, party: str | None) -> Flags:
        """Which criteria of a question have a + for a party, worlds × criteria."""
        import numpy as np

        columns = []
        for one in verdict.criteria:
            columns.append(self._answers[one.criterion, party])
        return np.stack(columns, axis=1)

    def _facts_of_rivals(self) -> dict[str, Codes]:
        rivals = self._judgment.plan.rivals
        facts = {
            "advantage": self._constant(None),
            "rival_inside": self._constant(None),
        }
        if rivals:
            ahead = [self._is_ahead_of(rival) for rival in rivals]
            facts["advantage"] = _codes(_all(ahead))
            relationship = Criterion.PRESENT_RELATIONSHIP
            outside = [~self._answers[relationship, rival] for rival in rivals]
            facts["rival_inside"] = _codes(~_all(outside))
        return facts

    def _is_ahead_of(self, rival: str) -> Flags:
        """Whether we are clearly ahead of a rival."""
        import numpy as np

        verdicts = [self._judgment.verdicts[None][question] for question in COMPARED]
        weights: list[float] = []
        for each in verdicts:
            weights += [one.weight for one in each.criteria]
        ours = np.hstack([self._of_party(each, None) for each in verdicts])
        theirs = np.hstack([self._of_party(each, rival) for each in verdicts])
        ahead = ours & ~theirs
        behind = ~ours & theirs
        lead = self._judgment.playbook.thresholds.clear_lead
        least = lead * (behind @ np.array(weights)) * (1 - ROUNDING)
        enough = ahead.sum(axis=1) >= LEAST_AHEAD
        return np.asarray(enough & (ahead @ np.array(weights) >= least))

    def _facts_of_people(self) -> dict[str, Codes]:
        import numpy as np

        plan = self._judgment.plan
        center = plan.center
        stance = self._stance
        champion = self._has(Stance.CHAMPION)
        enemy = self._has(Stance.ENEMY)
        decides = self._worlds.power >= center.scale.middle
        supporting = (decides & _is_any(stance, FOR_US)).sum(axis=1)
        opposing = (decides & _is_any(stance, AGAINST_US)).sum(axis=1)
        deciders_for_us = _codes(supporting > opposing)
        deciders_for_us[~decides.any(axis=1)] = CODES[None]
        rival = self._constant(True if plan.rivals else None)
        rival[enemy] = CODES[True]
        fits = self._answers[Criterion.SOLUTION_FIT, None]
        part_fits = self._answers[Criterion.UNIQUE_VALUE, None]
        # Of people needs stay as they are in every world.
        if any(person.meets_organization_needs for person in center):
            part_fits = np.ones_like(fits)
        return {
            "part_fits": _codes(part_fits & ~fits),
            "supplier_in_place": self._supplier_in_place(),
            "inside": _codes(self._answers[Criterion.PRESENT_RELATIONSHIP, None]),
            "rival": rival,
            "insider": _codes(self._answers[Criterion.INSIDER, None] | champion),
            "enemy": _codes(enemy) if len(center) else self._constant(None),
            "deciders_for_us": deciders_for_us,
        }

    def _has(self, stance: Stance) -> Flags:
        """In which worlds somebody has a stance."""
        import numpy as np

        have = self._stance == STANCES.index(stance)
        return np.asarray(have.any(axis=1), dtype=np.bool_)

    def _supplier_in_place(self) -> Codes:
        worlds = self._worlds
        for unknown, drawn in zip(worlds.unknowns, worlds.drawn, strict=True):
            if unknown.kind == "supplier_in_place":
                return _codes([bool(value) for value in unknown.values])[drawn]
        return self._constant(self._judgment.plan.supplier_in_place)

    def _constant(self, value: bool | None) -> Codes:
        import numpy as np

        return np.full(self._worlds.count, CODES[value], dtype=np.int8)


def _answers_by_world(worlds: Worlds) -> dict[tuple[str, str | None], Flags]:
    """By criterion and party, in which worlds the answer is +, else it is −."""
    import numpy as np

    answers: dict[tuple[str, str | None], Flags] = {}
    for party, verdicts in worlds.judgment.verdicts.items():
        for verdict in verdicts.values():
            for one in verdict.criteria:
                is_plus = one.answer is Answer.PLUS
                answers[one.criterion, party] = np.full(worlds.count, is_plus)
    for unknown, drawn in zip(worlds.unknowns, worlds.drawn, strict=True):
        if unknown.kind == "answer":
            is_plus_at = np.array([each is Answer.PLUS for each in unknown.values])
            answers[unknown.about, unknown.rival] = is_plus_at[drawn]
    return answers


def _keys(flags: Flags) -> list[bytes]:
    """Each row as a key; rows are alike where their keys are."""
    import numpy as np

    worlds, columns = flags.shape
    if not columns:
        return [b""] * worlds
    rows = np.ascontiguousarray(flags).view(f"V{columns}")
    keys: list[bytes] = rows.ravel().tolist()
    return keys


def _sum_where(weights: Iterable[float], flags: Iterable[bool]) -> float:
    both = zip(weights, flags, strict=True)
    return math.fsum([weight for weight, flag in both if flag])


def _codes(values: Flags | Sequence[int | bool]) -> Codes:
    import numpy as np

    return np.asarray(values).astype(np.int8)


def _all(several: Sequence[Flags]) -> Flags:
    import numpy as np

    return np.asarray(np.logical_and.reduce(several), dtype=np.bool_)


def _is_any(stance: Stances, stances: Iterable[Stance]) -> Flags:
    """Whether a stance, as its place in `STANCES`, is one of some."""
    import numpy as np

    wanted = set(stances)
    table = np.array([each in wanted for each in STANCES])
    return np.asarray(table[stance], dtype=np.bool_)
