"""What a buying center refuses: people and ties that contradict one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from powermap.errors import SHOWN
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.language.values import Value
from powermap.model.choices import MemberKey
from powermap.model.field_names import FieldName
from powermap.model.scale import Scale
from powermap.model.stakeholder import Stakeholder
from powermap.model.tie import Tie
from powermap.model.vocabulary import TieKind

_HINTED = 500
"""Among more people no similar id is suggested: it costs a look at everybody."""
_LONGEST_NAME = 40
"""Characters of a name in a message."""


def contradictions(
    people: Sequence[Stakeholder], ties: Sequence[Tie], scale: Scale
) -> Iterator[Reason]:
    """Everything that cannot be true at once.

    Takes time that grows with the people and ties, not faster.
    """
    # Ids first: when two people share one, every later message names the wrong person.
    yield from _duplicate_ids(people)
    yield from _ties_to_nobody(people, ties)
    for _, fault in crossed_lines(people, ties):
        yield fault
    for person in people:
        yield from scores_off_scale(person, scale)


def scores_off_scale(person: Stakeholder, scale: Scale) -> Iterator[Reason]:
    """Scores of a person, and in claims about them, that are not on the scale."""
    yield from _off_scale(person, scale)
    for claim in person.claims:
        fault = off_scale(claim.field, claim.value, scale, name=person.name)
        if fault is not None:
            yield fault


def _off_scale(person: Stakeholder, scale: Scale) -> Iterator[Reason]:
    """Scores that do not follow from a claim, which is checked as such."""
    following = person.following
    for axis in ("power", "involvement"):
        if axis in following:
            continue
        fault = off_scale(axis, getattr(person, axis), scale, name=person.name)
        if fault is not None:
            yield fault


def first_faults(faults: Sequence[Reason]) -> Reason:
    """The first of many faults and how many follow, as one message."""
    listed = Listed(faults, "semicolon", most=SHOWN, more="message.model.more_faults")
    return Reason("list.plain", text=listed)


def crossed_lines(
    people: Sequence[Stakeholder], ties: Sequence[Tie]
) -> Iterator[tuple[int, Reason]]:
    """Reporting lines that contradict those before them.

    Returns
    -------
    iterator of (int, Reason)
        The place of the tie, and what is wrong with it.

    Examples
    --------
    >>> people = [Stakeholder("Ana"), Stakeholder("Ben")]
    >>> there = Tie("ana", "ben", "reports_to")
    >>> [(place, fault)] = crossed_lines(people, [there, Tie("ben", "ana", "reports_to")])
    >>> place, str(fault).partition(":")[0]
    (1, 'reporting lines form a circle')
    """
    names = _names(people)
    lines = _ReportingLines()
    for place, tie in enumerate(ties):
        # Only solid lines form the tree of an organization chart; dotted lines may
        # cross.
        if tie.kind is not TieKind.REPORTS_TO:
            continue
        fault = lines.add(tie, names)
        if fault is not None:
            yield place, fault


def off_scale(
    axis: str, score: object, scale: Scale, *, name: object = None
) -> Reason | None:
    """What is wrong with a score that is not on the scale; None for everything else."""
    if not isinstance(score, int | float) or scale.holds(score):
        return None
    values: dict[str, Value] = {
        "axis": FieldName("people", axis),
        "score": score,
        "low": scale.low,
        "high": scale.high,
    }
    if not name:
        return Reason("message.model.off_scale", values)
    return Reason("message.model.off_scale_of", values, name=Quoted(name))


class _ReportingLines:
    """Reporting lines, added one after another; everybody keeps their first boss.

    ``_above`` leads from each person some way up their chain. Every search for the
    top halves that way, so that chains of thousands cost no more than short ones
    (path halving, as in disjoint sets).
    """

    def __init__(self) -> None:
        self._boss: dict[str, str] = {}
        self._above: dict[str, str] = {}
        self._circles: dict[str, Reason] = {}

    def add(self, tie: Tie, names: Mapping[str, str]) -> Reason | None:
        """Add a line; what is wrong with it, if anything is."""
        boss = self._boss.get(tie.source)
        # The same line twice is no second boss. If it closed a circle, this row of the
        # file is wrong as well.
        if boss == tie.target:
            return self._circles.get(tie.source)
        if boss is not None:
            bosses = (_describe(boss, names), _describe(tie.target, names))
            return Reason(
                "message.model.two_bosses",
                person=_describe(tie.source, names),
                bosses=Listed(bosses),
            )
        # Kept although it closes a circle, so that a later line of the same person
        # still counts as a second boss.
        self._boss[tie.source] = tie.target
        if self._top(tie.target) == tie.source:
            circle = self._describe_circle(tie, names)
            self._circles[tie.source] = Reason("message.model.circle", people=circle)
        else:
            # A line that closes a circle is left out here, so that _top always ends.
            self._above[tie.source] = tie.target
        return self._circles.get(tie.source)

    def _top(self, id: str) -> str:
        # Union-find with path halving: nearly constant time, where a walk to the top
        # for each line is quadratic in a chain of thousands.
        while id in self._above:
            above = self._above[id]
            further = self._above.get(above, above)
            self._above[id] = further
            id = further
        return id

    def _describe_circle(self, tie: Tie, names: Mapping[str, str]) -> Listed:
        """Who reports to whom; of a long circle the first ten and the count."""
        circle = [tie.target]
        person = self._boss[tie.target]
        while person != tie.target:
            circle.append(person)
            person = self._boss[person]
        parts: list[Value] = [_describe(id, names) for id in circle[:SHOWN]]
        if len(circle) <= SHOWN:
            parts.append(_describe(tie.target, names))
        else:
            # As a float, since whole numbers are written without a comma.
            number = float(len(circle))
            parts.append(Reason("message.model.circle_rest", number=number))
        return Listed(parts, "arrow")


def _names(people: Sequence[Stakeholder]) -> dict[str, str]:
    """Names by id; of several people with one id, the first."""
    # A later entry overwrites an earlier one, hence the reversed order.
    return {person.id: person.name for person in reversed(people)}


def _describe(id: str, names: Mapping[str, str]) -> Value:
    """A person by name, and by id where that is another word."""
    name = names.get(id, id)
    if name == id:
        return Quoted(id, _LONGEST_NAME)
    return Reason(
        "message.model.person",
        name=Quoted(name, _LONGEST_NAME),
        id=Quoted(id, _LONGEST_NAME),
    )


def _duplicate_ids(people: Sequence[Stakeholder]) -> Iterator[Reason]:
    names_by_id: dict[str, list[str]] = defaultdict(list)
    for person in people:
        names_by_id[person.id].append(person.name)
    for id, names in names_by_id.items():
        if len(names) == 1:
            continue
        quoted = [Quoted(name, _LONGEST_NAME) for name in names[: SHOWN + 1]]
        yield Reason(
            "message.model.same_id",
            # As a float, since whole numbers are written without a comma.
            number=float(len(names)),
            id=Quoted(id),
            names=Listed(quoted, most=SHOWN, more="message.model.some_names"),
        )


def _ties_to_nobody(
    people: Sequence[Stakeholder], ties: Sequence[Tie]
) -> Iterator[Reason]:
    names = _names(people)
    count = 0
    for tie in ties:
        for end in (tie.source, tie.target):
            if end in names:
                continue
            count += 1
            hint = None
            # A hint compares the id with everybody; a file with thousands of broken
            # ties must not take minutes to refuse.
            if len(names) <= _HINTED and count <= SHOWN:
                hint = Nearest(end, tuple(names))
            yield Reason(
                "message.model.tie_to_nobody",
                source=_describe(tie.source, names),
                kind=MemberKey(tie.kind),
                target=_describe(tie.target, names),
                id=Quoted(end),
                hint=hint,
            )
