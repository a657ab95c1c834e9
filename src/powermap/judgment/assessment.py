"""Is it worth it: a verdict on each of the four questions, for us and each rival."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from powermap.errors import ModelError
from powermap.judgment.answers import (
    CriterionAnswer,
    answer_to,
    answers_before_last_review,
    criteria_by_question,
    describe_change,
    latest_answers,
)
from powermap.judgment.judge import Subject, judge
from powermap.language import Listed, Nearest, Percent, Quoted, Reason, sentences
from powermap.language.results import ResultMap, Row
from powermap.language.values import Value
from powermap.model import AccountPlan, Answer, Question
from powermap.model.playbook import Playbook, Thresholds

__all__ = [
    "Verdict",
    "Verdicts",
    "assess",
    "outweighs",
    "verdict_on",
    "verdicts_of",
    "verdicts_of_all",
]

ENOUGH_KNOWN = Thresholds().enough_known
# Sums of shares that are equal on paper differ in the last digits.
ROUNDING = 1e-9
"""Shares that differ by less are equal."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one question.

    Parameters
    ----------
    question : Question
        The question.
    answer : Answer
        What the criteria say together, see `assess`.
    plus, minus, unknown : float
        Shares of the weight, 0 to 1; together 1.
    criteria : tuple of CriterionAnswer
        In the order of the method, added ones at the end.
    before : Answer or None
        The verdict as of the review before the last one; None when there was no
        such review.
    enough_known : float
        Share of the weight that has to be known.
    """

    question: Question
    answer: Answer
    plus: float
    minus: float
    unknown: float
    criteria: tuple[CriterionAnswer, ...]
    before: Answer | None = None
    enough_known: float = ENOUGH_KNOWN

    @property
    def because(self) -> Reason:
        """The shares, then what is in favor, against, still open, and changed."""
        return _explain(self)

    def row(self) -> Row:
        """Answer and reason by column."""
        return {"answer": self.answer, "because": self.because}

    def __repr__(self) -> str:
        question = self.question.value
        answer = self.answer.value
        return f"<Verdict {question} {answer}>"


class Verdicts(ResultMap[Question, Verdict]):
    """The verdicts on the four questions, for us or for one rival."""

    def __init__(self, verdicts: Mapping[Question, Verdict]) -> None:
        super().__init__(verdicts, subject="question")

    def row(self) -> Row:
        """The answers by question."""
        answers: dict[str, Value] = {}
        for question, verdict in self.items():
            answers[question.value] = verdict.answer
        return answers


def outweighs(
    plus: float, minus: float, unknown: float, enough: float = ENOUGH_KNOWN
) -> bool | None:
    """Whether the pros outweigh the cons; None while that cannot be said.

    Examples
    --------
    >>> outweighs(2, 1, 1), outweighs(0, 2, 2), outweighs(1, 2, 2), outweighs(1, 1, 0)
    (True, False, None, None)

    Notes
    -----
    It can be said when the two sides differ by at least what is unknown, so that
    no answer still missing could turn it around, and when at least the share
    `enough` of the weight is known. Up to a half, `enough` asks for nothing more.
    """
    total = math.fsum((plus, minus, unknown))
    if total <= 0:
        return None
    # By share of the total and not absolutely, since weights may be of any size.
    tolerance = total * ROUNDING
    lead = abs(plus - minus)
    too_little_known = plus + minus < total * enough - tolerance
    if too_little_known or lead < unknown - tolerance or lead <= tolerance:
        return None
    return plus > minus


def assess(
    subject: Subject, *, rival: str | None = None, playbook: Playbook | None = None
) -> Verdicts:
    """Answer the four questions, for us or one rival, from the latest answers.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        The plan with its assessments.
    rival : str, optional
        Whom to assess; us when not given.
    playbook : Playbook, optional
        Whose added criteria and thresholds to use; powermap's when not given.

    Returns
    -------
    mapping of Question to Verdict
        All four, in their order.

    Raises
    ------
    ModelError
        When the plan has no such rival.

    Examples
    --------
    >>> from powermap.model import Assessment
    >>> answers = [Assessment("内应", "+"), Assessment("culture", "+")]
    >>> plan = AccountPlan("Northwind", assessments=answers)
    >>> verdict = assess(plan)[Question.WIN]
    >>> verdict.answer, verdict.unknown
    (<Answer.PLUS: '+'>, 0.5)
    >>> print(verdict.because)
    Yes: 50% in favor, 0% against, 50% unknown. In favor: An inside supporter \
(strong), Cultural fit (high). Still open: Recognition by top management, Informal \
decision criteria.

    Notes
    -----
    Four questions and nineteen criteria of a key-account sales course
    (评估销售机会). The verdict is + when the plus is ahead of the minus by at least
    what is unknown, by weight, − when it is the other way round, and ? otherwise:
    a verdict is given only when what is missing could not overturn it. So an answer
    that becomes better never makes the verdict worse. A criterion that nobody
    answered, or that was answered with ?, is on neither side: to count it as a
    minus would punish those who say what they do not know. And nothing is a veto by
    itself: a company for which one criterion decides gives it a weight above that
    of the others together.

    A review is a day on which one party, we or that rival, was judged; answers
    without a day are the oldest review. An answer stands until it is replaced.
    `before` is what held until the last review. The weight is that of the latest
    answer.
    """
    judgment = judge(subject, playbook=playbook)
    rivals = judgment.plan.rivals
    # A typing error would otherwise give a rival of whom nothing is known, which looks
    # like an answer.
    if rival is not None and rival not in rivals:
        none_yet = Reason("message.plan.no_rivals_yet")
        raise ModelError(
            Reason(
                "message.plan.no_rival",
                rival=Quoted(rival),
                allowed=Listed(rivals) if rivals else none_yet,
                hint=Nearest(rival, tuple(rivals)),
            )
        )
    return judgment.verdicts[rival]


def verdicts_of_all(
    plan: AccountPlan, playbook: Playbook
) -> ResultMap[str | None, Verdicts]:
    """Our verdicts, under None, then those of each rival."""
    verdicts = {}
    # Also rivals without a single answer, so that "nothing known" shows for them.
    for party in (None, *plan.rivals):
        verdicts[party] = verdicts_of(plan, party, playbook)
    us: dict[str | None, Value] = {None: Reason("scorecard.us")}
    return ResultMap(verdicts, us, subject="party")


def verdicts_of(plan: AccountPlan, party: str | None, playbook: Playbook) -> Verdicts:
    """The four verdicts on us, None, or on a rival."""
    answers = [each for each in plan.assessments if each.rival == party]
    now = latest_answers(answers)
    before = answers_before_last_review(answers)
    verdicts = {}
    for question, criteria in criteria_by_question(plan, playbook.criteria).items():
        answered = [answer_to(each, now, before, party) for each in criteria]
        verdicts[question] = verdict_on(question, answered, playbook.thresholds)
    return Verdicts(verdicts)


def verdict_on(
    question: Question, criteria: Sequence[CriterionAnswer], thresholds: Thresholds
) -> Verdict:
    """The verdict on one question from the answers to its criteria."""
    enough = thresholds.enough_known
    weights = _weigh([(each.answer, each.weight) for each in criteria])
    total = math.fsum(weights)
    plus, minus, unknown = (weight / total for weight in weights)
    answer = _as_answer(outweighs(*weights, enough))
    before = None
    # There is a state before only when there was more than one review.
    if any(each.before is not None for each in criteria):
        # With today's weights: otherwise a change of weights would look like a change
        # of answers.
        weights_before = _weigh([(each.before, each.weight) for each in criteria])
        before = _as_answer(outweighs(*weights_before, enough))
    return Verdict(
        question, answer, plus, minus, unknown, tuple(criteria), before, enough
    )


def _weigh(
    answers: Sequence[tuple[Answer | None, float]],
) -> tuple[float, float, float]:
    """The weight of what is plus, minus and unknown."""
    # Lists summed by fsum: a running sum depends on the order of the criteria.
    weights: dict[Answer | None, list[float]] = {each: [] for each in Answer}
    for answer, weight in answers:
        weights[answer].append(weight)
    return (
        math.fsum(weights[Answer.PLUS]),
        math.fsum(weights[Answer.MINUS]),
        math.fsum(weights[Answer.UNKNOWN]),
    )


def _as_answer(in_favor: bool | None) -> Answer:
    if in_favor is None:
        return Answer.UNKNOWN
    return Answer.PLUS if in_favor else Answer.MINUS


def _explain(verdict: Verdict) -> Reason:
    criteria = verdict.criteria
    if verdict.plus + verdict.minus == 0:
        return Reason("assessment.nothing", count=len(criteria))
    parts = [
        Reason(
            f"assessment.{_outcome(verdict)}",
            plus=Percent(verdict.plus),
            minus=Percent(verdict.minus),
            unknown=Percent(verdict.unknown),
        )
    ]
    for each, key in (
        (Answer.PLUS, "for"),
        (Answer.MINUS, "against"),
        (Answer.UNKNOWN, "open"),
    ):
        names = [_with_meaning(one) for one in criteria if one.answer is each]
        if names:
            parts.append(Reason(f"assessment.{key}", names=Listed(names)))
    changes = [
        describe_change("changed_one", one.criterion, one.before, one.answer)
        for one in criteria
        if one.before is not None and one.changed
    ]
    if changes:
        parts.append(Reason("assessment.changed", names=Listed(changes)))
    return sentences(parts)


def _outcome(verdict: Verdict) -> str:
    if verdict.answer is Answer.PLUS:
        return "plus"
    if verdict.answer is Answer.MINUS:
        return "minus"
    # Only with every answer known can the two sides be even for good.
    return "even" if verdict.unknown <= ROUNDING else "little"


def _with_meaning(one: CriterionAnswer) -> Value:
    if one.meaning is None:
        return one.criterion
    return Reason("assessment.meant", name=one.criterion, meaning=one.meaning)
