"""What can be done to a buying center on the board: each edit applies itself, and says itself as a line of Python."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count
from typing import Protocol

from powermap.errors import ModelError, shown
from powermap.model import (
    BuyingCenter,
    Involvement,
    Power,
    Stakeholder,
    Tie,
    TieKind,
    slug,
)
from powermap.model.axes import (
    involvement_of,
    involvement_score,
    power_of,
    power_score,
)
from powermap.model.vocabulary import parse

Value = str | float | None
SLACK = 0.05
"""How far from where a word is drawn a person may be put, as a part of the scale, and the word still stands."""


class Edit(Protocol):
    """One change of a buying center."""

    def apply(self, center: BuyingCenter, /) -> BuyingCenter:
        """The center after the change."""
        ...

    @property
    def python(self) -> str:
        """The same change as a line of Python, for a `center` and powermap as `pm`."""
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """Some fields of one person take other values; `lost` is what the line of Python has to remember.

    Examples
    --------
    >>> Change("ana-ruiz", (("power", "influencer"),), (("power", 8),)).python
    'center = center.replace("ana-ruiz", power="influencer")  # power was 8'
    """

    id: str
    fields: tuple[tuple[str, Value], ...]
    lost: tuple[tuple[str, Value], ...] = ()

    def apply(self, center: BuyingCenter, /) -> BuyingCenter:
        """The center with the person's new values."""
        return center.replace(self.id, **dict(self.fields))

    @property
    def python(self) -> str:
        """``center.replace``, with what gave way behind it."""
        changes = ", ".join(f"{field}={written(value)}" for field, value in self.fields)
        was = ", ".join(f"{field} was {written(value)}" for field, value in self.lost)
        return f"center = center.replace({written(self.id)}, {changes})" + (
            f"  # {was}" if was else ""
        )


@dataclass(frozen=True, slots=True)
class Add:
    """Somebody of whom only the name is known.

    Examples
    --------
    >>> Add("Ana Ruiz", "ana-ruiz-2").python
    'center = center.add(pm.Stakeholder("Ana Ruiz", id="ana-ruiz-2"))'
    """

    name: str
    id: str

    def apply(self, center: BuyingCenter, /) -> BuyingCenter:
        """The center with one more person."""
        return center.add(Stakeholder(self.name, id=self.id))

    @property
    def python(self) -> str:
        """``center.add``; the id is said where it does not follow from the name."""
        id = "" if self.id == slug(self.name) else f", id={written(self.id)}"
        return f"center = center.add(pm.Stakeholder({written(self.name)}{id}))"


@dataclass(frozen=True, slots=True)
class Remove:
    """Somebody leaves, and their ties with them."""

    id: str

    def apply(self, center: BuyingCenter, /) -> BuyingCenter:
        """The center without the person."""
        return center.without(self.id)

    @property
    def python(self) -> str:
        """``center.without``."""
        return f"center = center.without({written(self.id)})"


@dataclass(frozen=True, slots=True)
class Connect:
    """A tie between two people."""

    source: str
    target: str
    kind: TieKind

    def apply(self, center: BuyingCenter, /) -> BuyingCenter:
        """The center with the tie; ModelError where it holds it already."""
        tie = Tie(self.source, self.target, self.kind)
        if any(_same(each, tie) for each in center.ties):
            raise ModelError(
                f"{shown(self.source)} and {shown(self.target)} are joined by {self.kind.value} already"
            )
        return center.add(ties=[tie])

    @property
    def python(self) -> str:
        """``center.add`` with the tie."""
        ends = f"{written(self.source)}, {written(self.target)}, {written(self.kind.value)}"
        return f"center = center.add(ties=[pm.Tie({ends})])"


@dataclass(frozen=True, slots=True)
class Disconnect:
    """A tie goes, with its strength and note."""

    source: str
    target: str
    kind: TieKind

    def apply(self, center: BuyingCenter, /) -> BuyingCenter:
        """The center without the tie; ModelError where there is none."""
        key = self.source, self.target, self.kind
        kept = [tie for tie in center.ties if (tie.source, tie.target, tie.kind) != key]
        if len(kept) == len(center.ties):
            raise ModelError(
                f"no tie {self.kind.value} leads from {shown(self.source)} to {shown(self.target)}"
            )
        return center.revised(ties=kept)

    @property
    def python(self) -> str:
        """``center.revised`` with the ties that stay."""
        key = f"({written(self.source)}, {written(self.target)}, {written(self.kind.value)})"
        kept = f"[tie for tie in center.ties if (tie.source, tie.target, tie.kind) != {key}]"
        return f"center = center.revised(ties={kept})"


def _same(one: Tie, other: Tie) -> bool:
    if one.kind is not other.kind:
        return False
    ends = (other.source, other.target)
    return (one.source, one.target) == ends or (
        one.kind.mutual and (one.target, one.source) == ends
    )


def written(value: Value) -> str:
    """A value as Python writes it, texts in double quotes where they hold none.

    Examples
    --------
    >>> print(written("Ana"), written('Ana "A" Ruiz'), written(7.5), written(None))
    "Ana" 'Ana "A" Ruiz' 7.5 None
    """
    text = repr(str(value) if isinstance(value, str) else value)
    return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text


def change(center: BuyingCenter, id: str, **fields: Value) -> Change:
    """New values for one person. What was known and gives way to a coarser value or to nothing is remembered."""
    person = center[id]
    old = {field: getattr(person, field) for field in fields}
    lost = [
        (field, old[field])
        for field, value in fields.items()
        if _loses(old[field], value)
    ]
    return Change(id, tuple(fields.items()), tuple(lost))


def _loses(old: object, new: Value) -> bool:
    if new is None:
        return old is not None
    return isinstance(old, int | float) and isinstance(new, str)


def to_cell(
    center: BuyingCenter, id: str, power: Power | None, involvement: Involvement | None
) -> Change:
    """Put somebody in a cell. An axis changes only where the cell is on another half of it; then it takes the word.

    Somebody without power has no cell, and what is known of their involvement stays.

    Examples
    --------
    >>> center = BuyingCenter("ERP", [Stakeholder("Ana Ruiz", power=8, involvement=3)])
    >>> to_cell(center, "ana-ruiz", Power.DECIDER, Involvement.HIGH).python
    'center = center.replace("ana-ruiz", involvement="high")  # involvement was 3'
    """
    person, scale = center[id], center.scale
    fields: dict[str, Value] = {}
    if power_of(person, scale) is not power:
        fields["power"] = power and power.value
    if power is not None and involvement_of(person, scale) is not involvement:
        fields["involvement"] = involvement and involvement.value
    return change(center, id, **fields)


def to_scores(
    center: BuyingCenter, id: str, power: float, involvement: float
) -> Change:
    """Put somebody at a point. A word stands for a half: it stays while the point is near where the word is drawn.

    Examples
    --------
    >>> center = BuyingCenter("ERP", [Stakeholder("Ana Ruiz", power="decider", involvement=3)])
    >>> to_scores(center, "ana-ruiz", 7.6, 6.5).python
    'center = center.replace("ana-ruiz", involvement=6.5)'
    """
    person, scale = center[id], center.scale
    near = SLACK * (scale.high - scale.low)
    wanted = (
        ("power", person.power, power_score(person, scale), power),
        (
            "involvement",
            person.involvement,
            involvement_score(person, scale),
            involvement,
        ),
    )
    fields: dict[str, Value] = {}
    for axis, old, drawn, value in wanted:
        unmoved = drawn is not None and abs(value - drawn) <= near
        if not (isinstance(old, str) and unmoved):
            fields[axis] = value
    return change(center, id, **fields)


def add(center: BuyingCenter, name: str) -> Add:
    """Somebody new, under the first free id that follows from the name."""
    taken = {person.id for person in center}
    base = slug(name)
    return Add(
        name,
        next(
            id
            for id in chain([base], (f"{base}-{n}" for n in count(2)))
            if id not in taken
        ),
    )


def connect(center: BuyingCenter, source: str, target: str, kind: str) -> Connect:
    """A tie between two people who are there."""
    return Connect(center[source].id, center[target].id, parse(TieKind, kind))


def disconnect(_: BuyingCenter, source: str, target: str, kind: str) -> Disconnect:
    """No such tie any more."""
    return Disconnect(source, target, parse(TieKind, kind))


def remove(center: BuyingCenter, id: str) -> Remove:
    """Somebody who is there leaves."""
    return Remove(center[id].id)


@dataclass(frozen=True, slots=True)
class History:
    """A buying center and all that was done to it since, each step with the center after it.

    Examples
    --------
    >>> history = History(BuyingCenter("ERP")).after(Add("Ana Ruiz", "ana-ruiz"))
    >>> len(history.center), len(history.undo().center), len(history.undo().redo().center)
    (1, 0, 1)
    """

    first: BuyingCenter
    done: tuple[tuple[Edit, BuyingCenter], ...] = ()
    undone: tuple[tuple[Edit, BuyingCenter], ...] = ()

    @property
    def center(self) -> BuyingCenter:
        """The center as it is now."""
        return self.done[-1][1] if self.done else self.first

    @property
    def python(self) -> tuple[str, ...]:
        """What was done and not undone, as lines of Python that lead from the first center to this one."""
        return tuple(edit.python for edit, _ in self.done)

    def after(self, edit: Edit) -> History:
        """One step further; what changes nothing is no step."""
        center = edit.apply(self.center)
        return (
            self
            if center == self.center
            else History(self.first, (*self.done, (edit, center)))
        )

    def undo(self) -> History:
        """One step back, if there is one."""
        return History(self.first, self.done[:-1], (*self.undone, *self.done[-1:]))

    def redo(self) -> History:
        """The step last taken back, again, if there is one."""
        return History(self.first, (*self.done, *self.undone[-1:]), self.undone[:-1])
