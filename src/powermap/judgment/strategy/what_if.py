"""Which single changes to a plan would lead to another strategy.

Each change makes a plan of its own, and the choice is made again from that plan: facts
share answers and people, so that none of them can be changed apart from the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from powermap.judgment.answers import signed_answer
from powermap.judgment.assessment import Verdicts, verdict_on, verdicts_of
from powermap.judgment.strategy.evidence import Evidence
from powermap.judgment.strategy.facts import (
    OF_ATTRIBUTE,
    OF_OUR_ANSWERS,
    OF_RIVALS_ANSWERS,
    fact_values,
)
from powermap.judgment.strategy.scoring import Chooser, FactValues
from powermap.judgment.strategy.single_changes import (
    NEEDS,
    SingleChange,
    single_changes,
)
from powermap.language import Listed, Reason
from powermap.language.lists import either
from powermap.language.results import ResultList, Row, Tabular
from powermap.language.values import Value
from powermap.model import AccountPlan, Answer, Stance, Strategy
from powermap.model.playbook import Thresholds

__all__ = ["StrategyChange", "WhatIf", "what_if"]

T = TypeVar("T")
MOST_NAMES = 6
"""As many names as a sentence has before it counts the others."""


@dataclass(frozen=True, slots=True)
class StrategyChange:
    """A single change that leads to another strategy.

    Parameters
    ----------
    change : SingleChange
        What changes, with the changed plan.
    strategy : Strategy or None
        What is recommended for that plan.
    because : Reason
        The change and where it leads.
    """

    change: SingleChange
    strategy: Strategy | None
    because: Reason

    def row(self) -> Row:
        """Strategy and change by column."""
        return {
            "strategy": self.strategy,
            "because": self.because,
        }

    def __repr__(self) -> str:
        change = repr(self.change)
        return f"<StrategyChange {change}: {self.strategy}>"


@dataclass(frozen=True, slots=True)
class WhatIf(Tabular):
    """What would change the recommended strategy.

    Parameters
    ----------
    changes : sequence of StrategyChange
        Every single change to the plan after which another strategy would be
        recommended, the smallest first.
    because : tuple of Reason
        The same with similar changes in one sentence; one reason that there is
        none.
    """

    changes: ResultList[StrategyChange]
    because: tuple[Reason, ...]

    def row(self) -> Row:
        """All changes in one cell."""
        return {"because": Listed(self.because, "sentences")}

    def __repr__(self) -> str:
        count = len(self.changes)
        return f"<WhatIf: {count} changes>"

    def _rows(self) -> list[Row]:
        return [change.row() for change in self.changes]


def what_if(evidence: Evidence) -> WhatIf:
    """The single changes after which another strategy is chosen."""
    playbook = evidence.playbook
    # Values without reasons: making sixteen sentences for each of a thousand plans
    # would take most of the time.
    before = fact_values(evidence)
    chooser = Chooser(playbook.strategy_rules)
    now = chooser.choose(before)
    changes = []
    words = _Words(evidence.plan)
    for change in single_changes(evidence.plan, playbook.criteria):
        values = _values_after(change, evidence, before)
        then = chooser.choose(values)
        if then is not now:
            because = words.explain([[change]], then)
            changes.append(StrategyChange(change, then, because))
    # Stable, so that within a size answers come first, then rivals, then people.
    changes.sort(key=lambda each: each.change.size)
    together = _explain_together(changes, words)
    if not together:
        together = (Reason("strategy.steady"),)
    return WhatIf(ResultList(changes), together)


def _values_after(
    change: SingleChange, evidence: Evidence, before: FactValues
) -> FactValues:
    """The facts of a changed plan; what cannot have changed is taken over."""
    playbook = evidence.playbook
    # A rival changes nearly everything: parties, advantage, who is inside. The other
    # kinds can take most facts over.
    if change.kind == "rival":
        plan = change.plan
        verdicts = None
        if change.value:
            verdicts = verdicts_of(plan, change.about, playbook)
        return fact_values(evidence.with_rival(plan, change.about, verdicts))
    if change.kind == "supplier_in_place":
        return {**before, change.kind: bool(change.value)}
    if change.kind == "answer":
        return {**before, **_values_of_answer(change, evidence)}
    scale = evidence.plan.center.scale
    tally = evidence.tally.with_change(scale, change.old, change.new)
    changed = evidence.with_tally(tally)
    return {**before, **fact_values(changed, OF_ATTRIBUTE[change.kind])}


def _values_of_answer(change: SingleChange, evidence: Evidence) -> FactValues:
    """The facts that another answer may change."""
    answer = Answer(str(change.value))
    rival = change.rival
    if rival is not None:
        changed = evidence.with_rivals_answer(rival, change.about, answer)
        return fact_values(changed, OF_RIVALS_ANSWERS)
    thresholds = evidence.playbook.thresholds
    verdicts = _verdicts_after(
        change.about, answer, evidence.verdicts[None], thresholds
    )
    return fact_values(evidence.with_verdicts(None, verdicts), OF_OUR_ANSWERS)


def _verdicts_after(
    criterion: str, answer: Answer, before: Verdicts, thresholds: Thresholds
) -> Verdicts:
    """Our verdicts after another answer to one criterion."""
    verdicts = dict(before)
    for question, verdict in before.items():
        criteria = list(verdict.criteria)
        for place, one in enumerate(criteria):
            if one.criterion == criterion:
                criteria[place] = replace(one, answer=answer)
                verdicts[question] = verdict_on(question, criteria, thresholds)
    return Verdicts(verdicts)


def _explain_together(
    changes: Iterable[StrategyChange], words: _Words
) -> tuple[Reason, ...]:
    """Similar changes in one sentence.

    First all values of one thing are put together, then all things with the same
    values.
    """
    by_thing = _group(changes, _thing)
    alike = _group(by_thing, _values_and_outcome)
    return tuple(_explain_alike(things, words) for things in alike)


def _group(several: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    groups: dict[Hashable, list[T]] = defaultdict(list)
    for each in several:
        groups[key(each)].append(each)
    return list(groups.values())


def _thing(each: StrategyChange) -> Hashable:
    """What changes and where it leads, whatever the new value is."""
    change = each.change
    key = _sentence_key(change)
    return key, change.about, change.rival, each.strategy


def _values_and_outcome(several: Sequence[StrategyChange]) -> Hashable:
    """The new values of one thing and where they lead."""
    first = several[0]
    key = _sentence_key(first.change)
    stances = _stances_in(each.change for each in several)
    return key, stances, first.strategy


def _explain_alike(things: Sequence[Sequence[StrategyChange]], words: _Words) -> Reason:
    strategy = things[0][0].strategy
    changes = []
    for several in things:
        changes.append([each.change for each in several])
    return words.explain(changes, strategy)


def _sentence_key(change: SingleChange) -> str:
    """Under which key of ``strategy.change`` the words have the sentence."""
    if change.kind in {"rival", "person"}:
        return f"{change.kind}_{'more' if change.before is None else 'less'}"
    if change.kind in NEEDS:
        return f"{change.kind}_{'met' if change.value else 'unmet'}"
    if change.kind == "supplier_in_place":
        return f"{change.kind}_{'yes' if change.value else 'no'}"
    if change.kind == "power":
        return f"power_{change.value}"
    return change.kind


def _stances_in(changes: Iterable[SingleChange]) -> tuple[Stance, ...]:
    values = {each.value for each in changes}
    return tuple(stance for stance in Stance if stance in values)


class _Words:
    """What changes with the same outcome are about, and where they lead, in words."""

    def __init__(self, plan: AccountPlan) -> None:
        # Once for all changes, which may be as many as there are people.
        self._names = {person.id: person.name for person in plan.center}
        self._rivals = len(plan.rivals)

    def explain(
        self, things: Sequence[Sequence[SingleChange]], strategy: Strategy | None
    ) -> Reason:
        """The changes and their outcome as a sentence."""
        first = things[0]
        shown = things[:MOST_NAMES]
        parts = [_describe(changes, self._names) for changes in shown]
        rest = len(things) - len(shown)
        if rest:
            parts.append(Reason("strategy.change.others", count=rest))
        return Reason(
            f"strategy.change.{_sentence_key(first[0])}",
            what=either(parts),
            stances=either(_stances_in(first)),
            strategy=strategy or Reason("strategy.none"),
            # The first rival is "a rival", a later one "another rival".
            count=self._rivals + 1,
        )


def _describe(changes: Sequence[SingleChange], names: Mapping[str, str]) -> Value:
    """What changes of one thing are about; of an answer with what it then is."""
    change = changes[0]
    if change.kind != "answer":
        return names.get(change.about, change.about)
    answers = []
    for each in changes:
        answers.append(signed_answer(change.about, Answer(str(each.value))))
    key = "theirs" if change.rival else "ours"
    return Reason(
        f"strategy.change.{key}",
        name=change.about,
        rival=change.rival,
        answer=either(answers),
    )
