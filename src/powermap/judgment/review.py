"""What the last review of the criteria changed, of us and of each rival."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from powermap.judgment.answers import describe_change
from powermap.judgment.assessment import Verdicts
from powermap.language import Reason
from powermap.language.results import ResultList, Row
from powermap.model import Answer, Criterion, Question

__all__ = ["Reassessment", "review_changes"]


@dataclass(frozen=True, slots=True)
class Reassessment:
    """What the last review changed.

    Parameters
    ----------
    rival : str or None
        Whom it is about; None for us.
    question : Question
        The question concerned.
    criterion : Criterion, str or None
        The criterion; None when it is the verdict on the question.
    before, answer : Answer
        What held before and what holds now.
    as_of : date or None
        Day of the review.
    because : Reason
        The change.
    """

    rival: str | None
    question: Question
    criterion: Criterion | str | None
    before: Answer
    answer: Answer
    as_of: date | None
    because: Reason

    def row(self) -> Row:
        """The change by column."""
        return {
            "question": self.question,
            "because": self.because,
        }

    def __repr__(self) -> str:
        what = self.criterion or self.question
        before = self.before.value
        answer = self.answer.value
        return f"<Reassessment {what}: {before} → {answer}>"


def review_changes(
    verdicts: Mapping[str | None, Verdicts],
) -> ResultList[Reassessment]:
    """What the last review of each party changed.

    Each verdict that changed comes before the criteria that changed it. Nothing
    changed when there was only one review.
    """
    changes: list[Reassessment] = []
    for party, of_party in verdicts.items():
        changes.extend(_changes_of(party, of_party))
    return ResultList(changes)


def _changes_of(party: str | None, verdicts: Verdicts) -> Iterator[Reassessment]:
    day = _last_review(verdicts)
    for question, verdict in verdicts.items():
        # The verdict before its criteria: the reader wants the outcome first, then its
        # causes.
        if verdict.before is not None and verdict.before is not verdict.answer:
            because = _explain_change(
                party, question, verdict.before, verdict.answer, day
            )
            yield Reassessment(
                party, question, None, verdict.before, verdict.answer, day, because
            )
        for one in verdict.criteria:
            if one.before is not None and one.changed:
                because = _explain_change(
                    party, one.criterion, one.before, one.answer, day
                )
                yield Reassessment(
                    party, question, one.criterion, one.before, one.answer, day, because
                )


def _last_review(verdicts: Verdicts) -> date | None:
    days = [
        one.as_of
        for verdict in verdicts.values()
        for one in verdict.criteria
        if one.as_of
    ]
    # Answers may have no day at all; the change is then reported without one.
    return max(days, default=None)


def _explain_change(
    party: str | None,
    what: Criterion | Question | str,
    before: Answer,
    answer: Answer,
    day: date | None,
) -> Reason:
    key = "changed_verdict" if isinstance(what, Question) else "change"
    change = describe_change(key, what, before, answer)
    if party is None:
        return Reason("assessment.ours", change=change, date=day)
    return Reason("assessment.theirs", rival=party, change=change, date=day)
