"""Whether we are clearly ahead of every rival, criterion by criterion."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from powermap.judgment.answers import CriterionAnswer
from powermap.judgment.assessment import ROUNDING
from powermap.judgment.strategy.evidence import UNKNOWN, Basis, Evidence, criteria_of
from powermap.model import Answer, Question

__all__ = ["advantage"]

# The first and last question are about the deal, which is the same for every
# competitor.
COMPARED = (Question.COMPETE, Question.WIN)
"""The questions whose criteria are compared with a rival's."""
LEAST_AHEAD = 2
"""On as many criteria we have to be ahead for a clear advantage."""


def advantage(evidence: Evidence) -> Basis:
    """Clearly ahead of every rival.

    False when one rival is not clearly beaten, None while one cannot be compared.
    """
    comparisons = list(_compare_all(evidence))
    # One rival who is level is enough against a frontal attack, whatever is unknown
    # about the others.
    for each in comparisons:
        if each.value is False:
            return each
    if not comparisons or any(each.value is None for each in comparisons):
        return UNKNOWN
    return Basis(True, criteria_of(comparisons))


def _compare_all(evidence: Evidence) -> Iterator[Basis]:
    """The comparison with each rival, made once for rivals who stay as they are."""
    ours = _compared_answers(evidence)
    compared = evidence.comparisons
    for rival in evidence.plan.rivals:
        if rival not in compared:
            compared[rival] = _compare(evidence, ours, rival)
        yield compared[rival]


def _compare(evidence: Evidence, ours: Sequence[CriterionAnswer], rival: str) -> Basis:
    """Whether we are clearly ahead of one rival, on the criteria answered for both.

    What counts is where one is + and the other −. Ahead is who has
    `Thresholds.clear_lead` times as much there, and at least two criteria: a single
    difference is no clear advantage, 2 to 0 is one. Not ahead can only be said when
    enough of the criteria are answered for both.
    """
    thresholds = evidence.playbook.thresholds
    answered = _answered_for_both(ours, evidence.answers[rival])
    if not answered:
        return UNKNOWN
    different = [pair for pair in answered if pair[0].answer is not pair[1].answer]
    weights_ahead = _weights_where(different, Answer.PLUS)
    if len(weights_ahead) >= LEAST_AHEAD:
        behind = math.fsum(_weights_where(different, Answer.MINUS))
        least = thresholds.clear_lead * behind
        # Three times 0.1 is more than 0.3 in floating point.
        if math.fsum(weights_ahead) >= least * (1 - ROUNDING):
            return Basis(True, tuple(chain.from_iterable(different)))
    # "Ahead" needs few criteria, "not ahead" many: the first is shown by what was
    # found, the second by having looked.
    weight = math.fsum([one.weight for one, _ in answered])
    whole = math.fsum([one.weight for one in ours])
    if weight >= thresholds.enough_known * whole * (1 - ROUNDING):
        return Basis(False, tuple(chain.from_iterable(different or answered)))
    return UNKNOWN


Pair = tuple[CriterionAnswer, CriterionAnswer]
"""Our answer and a rival's to one criterion."""


def _compared_answers(evidence: Evidence) -> list[CriterionAnswer]:
    answers: list[CriterionAnswer] = []
    for question in COMPARED:
        answers.extend(evidence.verdicts[None][question].criteria)
    return answers


def _answered_for_both(
    ours: Iterable[CriterionAnswer], theirs: Mapping[str, CriterionAnswer]
) -> list[Pair]:
    pairs = []
    for one in ours:
        if one.answer is Answer.UNKNOWN:
            continue
        other = theirs[one.criterion]
        if other.answer is not Answer.UNKNOWN:
            pairs.append((one, other))
    return pairs


def _weights_where(pairs: Iterable[Pair], answer: Answer) -> list[float]:
    return [ours.weight for ours, _ in pairs if ours.answer is answer]
