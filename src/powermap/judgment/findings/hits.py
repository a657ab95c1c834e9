"""What a rule answers with, and the lists that its message names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from powermap.judgment.answers import signed_answer
from powermap.language import Listed, Reason
from powermap.model import Assessment, Stakeholder
from powermap.model.playbook import Severity

if TYPE_CHECKING:
    from powermap.language.values import Value

NAMED = 5
"""Names in a message before it counts the rest; `Finding.people` holds all."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a rule found.

    Parameters
    ----------
    people : tuple of Stakeholder
        Whom it is about; the message has them as {people}.
    values : mapping of str to Value
        What else fills the braces of the message.
    hint : Reason, optional
        A sentence after the message.
    facts : Value, optional
        A sentence before the reason why it matters.
    severity : Severity, optional
        Where it is not that of the table.
    """

    people: tuple[Stakeholder, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    hint: Reason | None = None
    facts: Value = None
    severity: Severity | None = None


def hit_together(people: Iterable[Stakeholder]) -> Iterator[Hit]:
    """One finding for all of them.

    A finding each would bury what is known under what is not.
    """
    several = tuple(people)
    if several:
        yield Hit(several)


def list_people(people: Iterable[Stakeholder]) -> Listed:
    """The first names, and how many people follow."""
    names = [person.name for person in people]
    return Listed(names, most=NAMED, more="list.more")


def list_things(names: Iterable[Value]) -> Listed:
    """The first names, and how many things follow."""
    return Listed(names, most=NAMED, more="finding.more")


def suggest(people: Sequence[Stakeholder]) -> Reason | None:
    """Who may be the one; nothing when it is no one."""
    if not people:
        return None
    return Reason("finding.maybe", people=list_people(people))


def list_answers(answers: Iterable[Assessment]) -> Listed:
    """Criteria with their answers, those of a rival with its name, each once."""
    described = [_describe_answer(each) for each in answers]
    # Several reviews may hold the same answer; a dict drops repeats and keeps the
    # order.
    return list_things(dict.fromkeys(described))


def _describe_answer(assessment: Assessment) -> Reason:
    criterion = assessment.criterion
    answer = signed_answer(criterion, assessment.answer)
    described = Reason("finding.answer", criterion=criterion, answer=answer)
    if not assessment.rival:
        return described
    return Reason("finding.of_rival", what=described, rival=assessment.rival)
