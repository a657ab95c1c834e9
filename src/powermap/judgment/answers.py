"""The answers to the criteria, ours and each rival's: the latest, and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from powermap.language import Reason
from powermap.language.results import Row
from powermap.language.values import Value
from powermap.model import (
    AccountPlan,
    Answer,
    Assessment,
    Criterion,
    ExtraCriterion,
    Question,
)

__all__ = [
    "CriterionAnswer",
    "answer_to",
    "answers_before_last_review",
    "criteria_by_question",
    "describe_change",
    "latest_answers",
    "signed_answer",
]


@dataclass(frozen=True, slots=True)
class CriterionAnswer:
    """The answer to one criterion as it stands.

    Parameters
    ----------
    criterion : Criterion or str
        One of the nineteen, or the name of an added criterion.
    answer : Answer
        The latest; ? when nobody answered.
    evidence : str or None
        What it rests on.
    as_of : date or None
        When it was judged.
    weight : float
        1 when the latest answer gives none.
    before : Answer or None
        What held at the review before the last one, ? when it was not answered
        then; None when there was no such review.
    rival : str or None
        Whom it is about; None for us.
    """

    criterion: Criterion | str
    answer: Answer
    evidence: str | None = None
    as_of: date | None = None
    weight: float = 1
    before: Answer | None = None
    rival: str | None = None

    @property
    def changed(self) -> bool:
        """Whether the last review changed the answer; a first answer changes nothing.

        Examples
        --------
        >>> CriterionAnswer("urgency", Answer.PLUS, before=Answer.MINUS).changed
        True
        >>> CriterionAnswer("urgency", Answer.PLUS, before=Answer.UNKNOWN).changed
        False
        """
        if self.before is None or self.before is Answer.UNKNOWN:
            return False
        return self.before is not self.answer

    @property
    def meaning(self) -> Reason | None:
        """What the answer means for this criterion: a risk that is + is low.

        None for ? and for an added criterion.
        """
        return _meaning(self.criterion, self.answer)

    def row(self) -> Row:
        """Criterion, answer and evidence by column."""
        return {
            "criterion": self.criterion,
            "answer": signed_answer(self.criterion, self.answer),
            "evidence": self.evidence,
            "as_of": self.as_of,
        }


def criteria_by_question(
    plan: AccountPlan, added: Sequence[ExtraCriterion]
) -> Mapping[Question, tuple[Criterion | str, ...]]:
    """The criteria of each question: the nineteen, the plan's own, the playbook's."""
    questions = plan.questions()
    if not added:
        return questions
    # A plan that was written with the playbook lists its criteria too; twice in a
    # question, one would count double.
    own = {each.name for each in plan.extra_criteria}
    complete = {question: list(criteria) for question, criteria in questions.items()}
    for each in added:
        if each.name not in own:
            complete[each.question].append(each.name)
    return {question: tuple(criteria) for question, criteria in complete.items()}


Answers = Mapping[tuple[str, str | None], Assessment]
"""The answers in force, by criterion and party."""


def latest_answers(
    assessments: Iterable[Assessment],
) -> dict[tuple[str, str | None], Assessment]:
    """The answer in force to each criterion, by criterion and party (None for us)."""
    latest: dict[tuple[str, str | None], Assessment] = {}
    for each in assessments:
        key = (each.criterion, each.rival)
        # At the same day the later row wins: people add corrections at the end of a
        # list.
        if key not in latest or _day(each) >= _day(latest[key]):
            latest[key] = each
    return latest


def _day(assessment: Assessment) -> date:
    # An answer without a day is older than any with one, so that it cannot undo a dated
    # review.
    return assessment.as_of or date.min


def answers_before_last_review(assessments: Sequence[Assessment]) -> Answers | None:
    """The answers in force before the last review; None when there was only one."""
    days = [_day(each) for each in assessments]
    last = max(days, default=date.min)
    # A review is what was answered on the last day. Everything before it counts as one
    # earlier state, however many reviews there were.
    earlier = [each for each in assessments if _day(each) < last]
    if not earlier:
        return None
    return latest_answers(earlier)


def answer_to(
    criterion: Criterion | str, now: Answers, before: Answers | None, party: str | None
) -> CriterionAnswer:
    """What a party's answers in force say about one criterion."""
    answer_before = None
    if before is not None:
        answer_before = _answer_in(before, criterion, party)
    current = now.get((criterion, party))
    if current is None:
        return CriterionAnswer(
            criterion, Answer.UNKNOWN, before=answer_before, rival=party
        )
    return CriterionAnswer(
        criterion=criterion,
        answer=current.answer,
        evidence=current.evidence,
        as_of=current.as_of,
        weight=current.weight or 1,
        before=answer_before,
        rival=party,
    )


def _answer_in(answers: Answers, criterion: str, party: str | None) -> Answer:
    assessment = answers.get((criterion, party))
    return assessment.answer if assessment else Answer.UNKNOWN


def describe_change(
    key: str, what: Criterion | Question | str, before: Answer, answer: Answer
) -> Reason:
    """What an answer was and what it is."""
    return Reason(
        f"assessment.{key}",
        name=what,
        before=signed_answer(what, before),
        after=signed_answer(what, answer),
    )


def signed_answer(criterion: Criterion | Question | str, answer: Answer) -> Value:
    """An answer with its sign and what it means.

    Examples
    --------
    >>> print(signed_answer(Criterion.RISK, Answer.MINUS))
    − high
    >>> signed_answer("Own", Answer.PLUS)
    '+'
    """
    # A hyphen is too short to be seen as a minus sign.
    sign = answer.value.replace("-", "−")
    meaning = _meaning(criterion, answer)
    if meaning is None:
        return sign
    return Reason("assessment.signed", sign=sign, meaning=meaning)


def _meaning(criterion: Criterion | Question | str, answer: Answer) -> Reason | None:
    # The words know what + means for the nineteen (for a risk it means low), but not
    # for a company's own criteria or for a whole question.
    if answer is Answer.UNKNOWN or not isinstance(criterion, Criterion):
        return None
    return Reason(f"meaning.{criterion.value}.{answer.value}")
