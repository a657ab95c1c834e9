"""Whether what is added to a buying center keeps it free of contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from powermap.model.contradictions import scores_off_scale
from powermap.model.scale import Scale
from powermap.model.shared_index import SharedIndex
from powermap.model.stakeholder import Stakeholder
from powermap.model.tie import Tie
from powermap.model.vocabulary import TieKind


def are_few_beside(
    already_there: int, people: Sequence[object], ties: Sequence[object]
) -> bool:
    """Whether so few are added that looking at everybody again costs more."""
    are_valid = all(isinstance(each, Stakeholder) for each in people)
    are_valid = are_valid and all(isinstance(each, Tie) for each in ties)
    return are_valid and 4 * (len(people) + len(ties)) < already_there


def may_be_added(
    new_people: Iterable[Stakeholder],
    new_ties: Iterable[Tie],
    people: SharedIndex[Stakeholder],
    ties: SharedIndex[Tie],
    scale: Scale,
) -> bool:
    """Whether a center that was sound still is with these people and ties.

    Looks only at what is new and what it touches. A reporting line is followed up from
    the boss and down from the person in turns, until one of the two ends.
    """
    if not people_fit(new_people, people, scale):
        return False
    return all(_fits(tie, people, ties) for tie in new_ties)


def people_fit(
    new_people: Iterable[Stakeholder], people: SharedIndex[Stakeholder], scale: Scale
) -> bool:
    """Whether new people share no id with others, and have scores on the scale."""
    for person in new_people:
        if len(people.places(f"id {person.id}")) != 1:
            return False
        if any(scores_off_scale(person, scale)):
            return False
    return True


def _fits(tie: Tie, people: SharedIndex[Stakeholder], ties: SharedIndex[Tie]) -> bool:
    """Whether a tie joins people who are there, and a line closes no circle."""
    for end in (tie.source, tie.target):
        if not people.places(f"id {end}"):
            return False
    if tie.kind is not TieKind.REPORTS_TO:
        return True
    bosses = set(_bosses(tie.source, ties))
    return bosses == {tie.target} and not _closes_circle(tie, ties)


def _closes_circle(tie: Tie, ties: SharedIndex[Tie]) -> bool:
    """Whether the person of a line is above their boss already."""
    above = _walk_up(tie.target, ties)
    below = _walk_down(tie.source, ties)
    # In turns, since a chain may be long on one side and end at once on the other; the
    # side that ends first has been seen whole.
    for boss, report in zip(above, below, strict=False):
        if tie.source == boss or tie.target == report:
            return True
    return False


def _walk_up(id: str, ties: SharedIndex[Tie]) -> Iterator[str]:
    seen = set()
    bosses = [id]
    # Somebody seen twice is a circle of lines that do not lead to where it began.
    while bosses and bosses[0] not in seen:
        yield bosses[0]
        seen.add(bosses[0])
        bosses = list(_bosses(bosses[0], ties))


def _walk_down(id: str, ties: SharedIndex[Tie]) -> Iterator[str]:
    waiting = [id]
    seen = {id}
    while waiting:
        person = waiting.pop()
        yield person
        for place in ties.places(person):
            tie = ties.items[place]
            is_line = tie.kind is TieKind.REPORTS_TO and tie.target == person
            if is_line and tie.source not in seen:
                seen.add(tie.source)
                waiting.append(tie.source)


def _bosses(id: str, ties: SharedIndex[Tie]) -> Iterator[str]:
    for place in ties.places(id):
        tie = ties.items[place]
        if tie.kind is TieKind.REPORTS_TO and tie.source == id:
            yield tie.target
