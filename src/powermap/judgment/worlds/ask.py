"""Which question would change the most, and whom to ask it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping
from powermap.judgment.answers import signed_answer
from powermap.judgment.judge import Subject, judge
from powermap.judgment.strategy.facts import ask_about
from powermap.judgment.worlds.conclusions import Conclusions
from powermap.judgment.worlds.informant import Informant, informant_for
from powermap.language import Listed, Percent, Reason, sentences
from powermap.language.results import ResultList, Row
from powermap.language.values import Value
from powermap.model import Answer, Question
from powermap.network.influence_graph import check_most

if TYPE_CHECKING:
    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

    from powermap.judgment.judge import Judgment
    from powermap.judgment.worlds.drawing import Worlds
    from powermap.judgment.worlds.unknowns import Unknown
    from powermap.model.playbook import Playbook

    Codes = NDArray[int64]
    Flags = NDArray[bool_]
    Shares = NDArray[float64]

__all__ = ["OpenQuestion", "ask", "open_questions"]

SHOWN = 5
"""Questions, when not said: as many as a meeting has time for."""
SURE = 1.64
"""Standard errors by which a new conclusion must lead the old one to count as a change.

One conclusion of two that are level leads by chance in half of all draws.
"""
LEAST_SHIFT = 0.01
"""An answer that moves the shares by less is not worth a question."""
STRATEGY = "strategy"
NEXT = "next"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something unknown, what knowing it would change, and whom to ask.

    Parameters
    ----------
    unknown : Unknown
        What is unknown: somebody's stance or veto, an answer, who is in place.
    chance : float
        How likely the answer changes the strategy, a verdict, or whom to see next.
    changes : mapping of str to float
        The same for each: ``strategy``, the questions of the method, ``next``.
    shift : float
        How far the answer moves the shares of these, and of the first three to win
        and to see, on average and beyond chance: 0 to 1.
    question : Reason
        The same as a question.
    informant : Informant
        Whom to ask.
    because : Reason
        The question, what it changes, and whom to ask.
    """

    unknown: Unknown
    chance: float
    changes: Mapping[str, float]
    shift: float
    question: Reason
    informant: Informant
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        affects: Value = Listed([_aspect(name) for name in self.changes])
        if not self.changes:
            affects = Reason("ask.order")
        return {
            "question": self.question,
            "probability": Percent(self.chance),
            "affects": affects,
            "whom": self.informant.because,
        }

    def __repr__(self) -> str:
        return f"<OpenQuestion {self.unknown!r}: {self.chance:.0%}>"


def ask(
    subject: Subject,
    *,
    most: int = SHOWN,
    playbook: Playbook | None = None,
) -> ResultList[OpenQuestion]:
    """Which questions would change the most, and who of ours is nearest to the answer.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        The plan.
    most : int, default 5
        How many questions at most.
    playbook : Playbook, optional
        A company's own tables; powermap's when not given.

    Returns
    -------
    ResultList of OpenQuestion
        The most likely to change something first. Questions whose answer moves
        nothing are left out.

    Raises
    ------
    ModelError
        When `most` is not a whole number from 1.

    Examples
    --------
    >>> import powermap as pm
    >>> [first, *_] = ask(pm.northwind_plan())
    >>> first.unknown, round(first.chance, 2)
    (<Unknown answer informal_criteria>, 0.24)

    Notes
    -----
    The worlds are those of `robust`. Over all of them, one strategy, one verdict on
    each question and one person to see next come up most often. An unknown value
    divides the worlds by what it turns out to be. In each part the most frequent
    conclusions are taken again; where one differs and leads the old one by more than
    chance (1.64 standard errors), that value changes it. `chance` adds up how likely
    the values are that change something.

    Asked are stances, vetoes, answers, ours and each rival's, and who is in place.
    Nobody is asked about power, which hardly changes an answer.

    Beside the worlds this takes 0.4 s of the processor for 10,000 people. For each
    question about a person a chain to them may be searched among all ties, so the time
    grows with `most` too.
    """
    check_most(most)
    judgment = judge(subject, playbook=playbook)
    if most <= SHOWN:
        return judgment.ask[:most]
    return open_questions(judgment.worlds, most)


def open_questions(
    conclusions: Conclusions, most: int = SHOWN
) -> ResultList[OpenQuestion]:
    """The questions whose answers move most."""
    weighed = []
    for unknown, changes, shift in _weigh_all(conclusions):
        if changes.chance or shift > LEAST_SHIFT:
            weighed.append((unknown, changes, shift))

    def precedence(each: tuple[Unknown, _Changes, float]) -> tuple[float, float]:
        _, changes, shift = each
        return -round(changes.chance, 9), -round(shift, 9)

    # Stable, so that of equals people come first, then answers.
    weighed.sort(key=precedence)
    judgment = conclusions.worlds.judgment
    questions = []
    for unknown, changes, shift in weighed[:most]:
        questions.append(_open_question(judgment, unknown, changes, shift))
    return ResultList(questions)


@dataclass(frozen=True, slots=True)
class _Changes:
    """How likely the answer to one question changes anything, and what."""

    chance: float
    by_aspect: Mapping[str, float]


class _Concluded:
    """One conclusion in each world, as a number from 0, and how often each comes up."""

    def __init__(self, values: Sequence[Hashable]) -> None:
        import numpy as np

        numbers: dict[Hashable, int] = {}
        codes = [numbers.setdefault(value, len(numbers)) for value in values]
        self.codes: Codes = np.array(codes, dtype=np.int64)
        self.kinds = len(numbers)
        self.whole = len(codes)
        counts = np.bincount(self.codes, minlength=self.kinds).tolist()
        self.usual = counts.index(max(counts)) if counts else 0
        self.shares = [count / self.whole for count in counts]

    @property
    def may_change(self) -> bool:
        """Whether it is not the same in every world."""
        return self.kinds > 1

    def compare(self, parts: _Parts) -> tuple[Flags, Shares]:
        """How the worlds of each part conclude.

        Whether otherwise than all worlds, and how far their shares move.
        """
        import numpy as np

        counts = parts.count(self.codes, self.kinds)
        size = counts.sum(axis=1)
        is_any = size > 0
        usual = counts[:, self.usual]
        most = counts.max(axis=1)
        is_other = most - usual > SURE * np.sqrt(most + usual)
        size = np.maximum(size, 1)
        moved = np.zeros(len(counts))
        for place, usually in enumerate(self.shares):
            moved += np.abs(counts[:, place] / size - usually)
        # What a draw of this size moves by chance is no information.
        noise = np.sqrt((self.kinds - 1) * (1 / size - 1 / self.whole))
        shift = np.where(is_any, np.maximum(0.0, moved / 2 - noise), 0.0)
        return is_other, shift


class _Parts:
    """The worlds divided by every unknown value: a part for each value it may have."""

    def __init__(self, worlds: Worlds) -> None:
        import numpy as np

        self.first: list[int] = []
        self.number = 0
        columns = [np.zeros((0, worlds.count), dtype=np.int64)]
        for unknown, drawn in zip(worlds.unknowns, worlds.drawn, strict=True):
            self.first.append(self.number)
            columns.append(drawn[None, :] + self.number)
            self.number += len(unknown.rates)
        self._part = np.concatenate(columns)

    def count(self, codes: Codes, kinds: int) -> Codes:
        """How often each conclusion comes up, parts × conclusions."""
        import numpy as np

        # All parts in one count, since there are thousands of them.
        cells = (self._part * kinds + codes).ravel()
        counts = np.bincount(cells, minlength=self.number * kinds)
        return counts.reshape(self.number, kinds)


def _aspects(conclusions: Conclusions) -> dict[str, _Concluded]:
    """What may change."""
    aspects = {}
    if conclusions.strategies:
        aspects[STRATEGY] = _Concluded(conclusions.strategies)
    for question, answers in conclusions.verdicts.items():
        aspects[question.value] = _Concluded(answers)
    if conclusions.visits.shape[1]:
        aspects[NEXT] = _Concluded(conclusions.visits[:, 0].tolist())
    return {name: each for name, each in aspects.items() if each.may_change}


def _orders(conclusions: Conclusions) -> list[_Concluded]:
    """Whom to win and to see after the first: no conclusion, but what moves first."""
    orders = []
    for places in (conclusions.win, conclusions.visits):
        for place in range(places.shape[1]):
            concluded = _Concluded(places[:, place].tolist())
            if concluded.may_change:
                orders.append(concluded)
    return orders


def _weigh_all(conclusions: Conclusions) -> Iterator[tuple[Unknown, _Changes, float]]:
    """What the answer to each question changes, and how far it moves the shares."""
    worlds = conclusions.worlds
    parts = _Parts(worlds)
    is_other: dict[str, list[bool]] = {}
    moved: list[list[float]] = []
    for name, aspect in _aspects(conclusions).items():
        flags, shifts = aspect.compare(parts)
        is_other[name] = flags.tolist()
        moved.append(shifts.tolist())
    for order in _orders(conclusions):
        _, shifts = order.compare(parts)
        moved.append(shifts.tolist())
    for unknown, first in zip(worlds.unknowns, parts.first, strict=True):
        shift = 0.0
        for part, rate in enumerate(unknown.rates, first):
            for of_parts in moved:
                shift += rate * of_parts[part] / len(moved)
        yield unknown, _changes(unknown, first, is_other), shift


def _changes(
    unknown: Unknown, first: int, is_other: Mapping[str, Sequence[bool]]
) -> _Changes:
    """What the answer to a question changes; its first value is a part of that number."""
    by_aspect = dict.fromkeys(is_other, 0.0)
    chance = 0.0
    for part, rate in enumerate(unknown.rates, first):
        changed = [name for name, flags in is_other.items() if flags[part]]
        for name in changed:
            by_aspect[name] += rate
        if changed:
            chance += rate
    likely = {name: each for name, each in by_aspect.items() if each > 0}
    ordered = sorted(likely.items(), key=lambda item: -item[1])
    return _Changes(chance, FrozenMapping(ordered))


def _open_question(
    judgment: Judgment, unknown: Unknown, changes: _Changes, shift: float
) -> OpenQuestion:
    informant = informant_for(judgment, unknown)
    question = _question(judgment, unknown)
    effect = Reason("ask.moves", share=Percent(shift))
    if changes.by_aspect:
        what = Listed([_aspect(name) for name in changes.by_aspect], "and")
        effect = Reason("ask.changes", chance=Percent(changes.chance), what=what)
    return OpenQuestion(
        unknown=unknown,
        chance=changes.chance,
        changes=changes.by_aspect,
        shift=shift,
        question=question,
        informant=informant,
        because=sentences([question, effect, informant.because]),
    )


def _aspect(name: str) -> Value:
    if name in {STRATEGY, NEXT}:
        return Reason(f"ask.{name}")
    return Reason("ask.verdict", question=Question(name))


def _question(judgment: Judgment, unknown: Unknown) -> Reason:
    """What is unknown as a question."""
    if unknown.kind == "answer":
        return Reason(
            "ask.answer_of" if unknown.rival else "ask.answer",
            name=unknown.about,
            plus=signed_answer(unknown.about, Answer.PLUS),
            minus=signed_answer(unknown.about, Answer.MINUS),
            rival=unknown.rival,
        )
    if unknown.kind == "supplier_in_place":
        return ask_about(unknown.kind)
    name = judgment.center[unknown.about].name
    return Reason(f"ask.{unknown.kind}", name=name)
