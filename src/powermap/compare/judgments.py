"""What follows from what was written: roles, relationships, verdicts and findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from powermap.compare.changes import (
    Changed,
    Moved,
    for_us,
    in_both,
    is_improved,
    make_changed,
    make_moved,
)
from powermap.compare.contrast import Contrast
from powermap.language import Reason
from powermap.language.values import Value
from powermap.model import Answer, Question

if TYPE_CHECKING:
    from powermap.judgment.findings import Finding
    from powermap.judgment.judge import Judgment

_ANSWERS = (Answer.MINUS, Answer.PLUS)
NOBODY = ""
"""In place of an id, for findings that are about nobody in particular."""


def compare_people(before: Judgment, after: Judgment) -> Iterator[Moved]:
    """Roles and relationships that are different."""
    for _, person in in_both(before.center, after.center):
        answers = {
            "role": (before.roles[person.id].role, after.roles[person.id].role),
            "relationship": (
                before.relationships[person.id].relationship,
                after.relationships[person.id].relationship,
            ),
        }
        for field, (old, new) in answers.items():
            if old is not new:
                title = Reason(f"difference.{field}")
                yield make_moved(person, field, title, old, new)


def compare_account(before: Judgment, after: Judgment) -> Iterator[Changed]:
    """The relationship with the account as a whole."""
    old = before.account_relationship.relationship
    new = after.account_relationship.relationship
    if old is not new:
        yield _changed(Reason("difference.account_relationship"), old, new)


def compare_method(before: Judgment, after: Judgment) -> Iterator[Changed]:
    """The verdicts, ours and each rival's, and the recommended strategy."""
    # Of either version, since a rival may have been added or dropped.
    for rival in dict.fromkeys([*before.verdicts, *after.verdicts]):
        for question in Question:
            old = _verdict(before, rival, question)
            new = _verdict(after, rival, question)
            if old is new:
                continue
            what: Value = question
            if rival:
                what = Reason("difference.of_rival", what=question, rival=rival)
            better = for_us(is_improved(_ANSWERS, old, new), rival)
            yield _changed(what, old, new, better=better)
    # Only the choice is read; what-ifs would take most of the time of a comparison.
    old_strategy = before.strategy.strategy
    new_strategy = after.strategy.strategy
    if old_strategy is not new_strategy:
        what = Reason("difference.recommended")
        yield _changed(what, old_strategy, new_strategy)


def _verdict(judgment: Judgment, rival: str | None, question: Question) -> Answer:
    """A verdict; that of a rival who is not named in this version is not known."""
    if rival not in judgment.verdicts:
        return Answer.UNKNOWN
    answer: Answer = judgment.verdicts[rival][question].answer
    return answer


def _changed(
    what: Value, before: Any, after: Any, *, better: bool | None = None
) -> Changed:
    old = Contrast(before, after)
    new = Contrast(after, before)
    return make_changed(what, old, new, better=better)


def compare_findings(
    before: Judgment, after: Judgment
) -> tuple[tuple[Changed, ...], tuple[Changed, ...]]:
    """Findings that are new, and findings that are settled."""
    remaining = _Remaining(before.findings)
    appeared = []
    for finding in after.findings:
        # Each old finding answers for one new one only; of two alike the second is
        # news.
        if not remaining.take_same(finding):
            appeared.append(_make_finding(finding, is_new=True))
    gone = [_make_finding(finding, is_new=False) for finding in remaining]
    return tuple(appeared), tuple(gone)


class _Remaining:
    """Old findings of which no new one is the same yet, by code and people."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = dict(enumerate(findings))
        self._about: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        # The last ones first, so that the first one is at the end of its list.
        for number, finding in reversed(self._findings.items()):
            for person in finding.people or (NOBODY,):
                self._about[finding.code, person].append(number)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._findings.values())

    def take_same(self, finding: Finding) -> bool:
        """Take out the first one with this code about the same; whether there is one.

        People in common, or nobody: the people of a finding change while it stays the
        same problem, as one more uncovered decider.
        """
        same = []
        for person in finding.people or (NOBODY,):
            numbers = self._about[finding.code, person]
            while numbers and numbers[-1] not in self._findings:
                numbers.pop()
            same += numbers[-1:]
        if not same:
            return False
        del self._findings[min(same)]
        return True


def _make_finding(finding: Finding, *, is_new: bool) -> Changed:
    text = Reason("difference.finding", code=finding.code, message=finding.message)
    if is_new:
        because = Reason("difference.finding_appeared", finding=text)
        return Changed(finding.code, None, text, because, better=False)
    because = Reason("difference.finding_gone", finding=text)
    return Changed(finding.code, text, None, because, better=True)
