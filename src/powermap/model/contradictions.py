"""What a buying center refuses: where its people and ties contradict one another, told with the people's names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from powermap.errors import SHOWN, nearest, shown
from powermap.model.stakeholder import Scale, Stakeholder, Tie
from powermap.model.vocabulary import TieKind

_HINTED = 500
"""Among more people no nearest id is looked for: each look costs a comparison with everybody."""


def contradictions(
    people: Sequence[Stakeholder], ties: Sequence[Tie], scale: Scale
) -> Iterator[str]:
    """Everything that cannot be true at once, in time that grows with the people and ties, not faster."""
    yield from _duplicate_ids(people)
    yield from _ties_to_nobody(people, ties)
    yield from (fault for _, fault in crossed_lines(people, ties))
    for person in people:
        for axis in ("power", "involvement"):
            fault = off_scale(axis, getattr(person, axis), scale, name=person.name)
            if fault is not None:
                yield fault


def crossed_lines(
    people: Sequence[Stakeholder], ties: Sequence[Tie]
) -> Iterator[tuple[int, str]]:
    """The places of the reporting lines that contradict those before them, each with what is wrong.

    Examples
    --------
    >>> ana, ben = Stakeholder("Ana"), Stakeholder("Ben")
    >>> list(crossed_lines([ana, ben], [Tie("ana", "ben", "reports_to"), Tie("ben", "ana", "reports_to")]))
    [(1, "reporting lines go in a circle: 'Ana' (id 'ana') → 'Ben' (id 'ben') → 'Ana' (id 'ana')")]
    """
    names, lines = _names(people), _Lines()
    for place, tie in enumerate(ties):
        fault = lines.take(tie, names) if tie.kind is TieKind.REPORTS_TO else None
        if fault is not None:
            yield place, fault


def off_scale(
    axis: str, score: object, scale: Scale, *, name: object = None
) -> str | None:
    """What is wrong with a score that does not stand on the scale; None for words and for scores that do."""
    if not isinstance(score, int | float) or scale.holds(score):
        return None
    whose = f" of {shown(name)}" if name else ""
    return f"{axis}{whose} is {score!r}; allowed: {scale.low!r} to {scale.high!r}"


class _Lines:
    """Reporting lines taken up one after another. Everybody keeps the boss they get first.

    ``_tops`` leads from each person some way up their chain. Every look for its top halves that way, so that chains of
    thousands cost no more than short ones (path halving, as in disjoint sets).
    """

    def __init__(self) -> None:
        self._boss: dict[str, str] = {}
        self._tops: dict[str, str] = {}
        self._circles: dict[str, str] = {}

    def take(self, tie: Tie, names: Mapping[str, str]) -> str | None:
        """Take up a line; what is wrong with it, if anything is."""
        known = self._boss.get(tie.source)
        if known == tie.target:
            return self._circles.get(tie.source)
        if known is not None:
            above = f"{_called(known, names)}, {_called(tie.target, names)}"
            return f"{_called(tie.source, names)} reports to 2 people: {above}; make all but one a dotted line"
        self._boss[tie.source] = tie.target
        if self._top(tie.target) == tie.source:
            self._circles[tie.source] = (
                f"reporting lines go in a circle: {self._ring(tie, names)}"
            )
        else:
            self._tops[tie.source] = tie.target
        return self._circles.get(tie.source)

    def _top(self, id: str) -> str:
        while id in self._tops:
            above = self._tops[id]
            further = self._tops.get(above, above)
            self._tops[id] = further
            id = further
        return id

    def _ring(self, tie: Tie, names: Mapping[str, str]) -> str:
        """Who reports to whom, round to the first again; of a long circle the first ten and the count."""
        ring, here = [tie.target], self._boss[tie.target]
        while here != tie.target:
            ring.append(here)
            here = self._boss[here]
        end = (
            _called(tie.target, names)
            if len(ring) <= SHOWN
            else f"… ({len(ring):,} people)"
        )
        return " → ".join([*(_called(id, names) for id in ring[:SHOWN]), end])


def _names(people: Sequence[Stakeholder]) -> dict[str, str]:
    return {person.id: person.name for person in reversed(people)}


def _called(id: str, names: Mapping[str, str]) -> str:
    """A person by name, and by id where that is another word."""
    name = names.get(id, id)
    return shown(id, 40) if name == id else f"{shown(name, 40)} (id {shown(id, 40)})"


def _duplicate_ids(people: Sequence[Stakeholder]) -> Iterator[str]:
    called: dict[str, list[str]] = defaultdict(list)
    for person in people:
        called[person.id].append(person.name)
    for id, names in called.items():
        if len(names) > 1:
            some = ", ".join(shown(name, 40) for name in names[:SHOWN]) + (
                ", …" if len(names) > SHOWN else ""
            )
            yield f"{len(names):,} people have the id {shown(id)}: {some}; give each an id of its own"


def _ties_to_nobody(
    people: Sequence[Stakeholder], ties: Sequence[Tie]
) -> Iterator[str]:
    names, told = _names(people), 0
    for tie in ties:
        for end in (tie.source, tie.target):
            if end not in names:
                told += 1
                hint = (
                    nearest(end, names)
                    if len(names) <= _HINTED and told <= SHOWN
                    else ""
                )
                ends = f"{_called(tie.source, names)} {tie.kind} {_called(tie.target, names)}"
                yield f"a tie {ends} names {shown(end)}, nobody's id{hint}"
