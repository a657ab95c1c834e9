"""What can be done to a buying center on the board.

Each edit applies itself, and writes itself as a line of Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Protocol

from powermap.errors import ModelError
from powermap.language import Quoted, Reason
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
from powermap.model.choices import MemberKey
from powermap.model.vocabulary import parse

Value = str | float | None
# A hand wanders by some points while it drags along one axis; a word on the other one
# must survive that.
SLACK = 0.05
"""How far from where a word is drawn a person may be put and keep the word.

As a part of the scale.
"""


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
    """Some fields of one person take other values.

    ``lost`` holds exact values that give way; the line of Python keeps them in a
    comment.

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
        values = dict(self.fields)
        return center.replace(self.id, **values)

    @property
    def python(self) -> str:
        """``center.replace``, with the values that gave way behind it."""
        arguments = [quote(self.id)]
        for field, value in self.fields:
            arguments.append(f"{field}={quote(value)}")
        line = f"center = center.replace({', '.join(arguments)})"
        if not self.lost:
            return line

        lost = []
        for field, value in self.lost:
            lost.append(f"{field} was {quote(value)}")
        return f"{line}  # {', '.join(lost)}"


@dataclass(frozen=True, slots=True)
class Add:
    """A new person of whom only the name is known.

    Examples
    --------
    >>> Add("Ana Ruiz", "ana-ruiz-2").python
    'center = center.add(pm.Stakeholder("Ana Ruiz", id="ana-ruiz-2"))'
    """

    name: str
    id: str

    def apply(self, center: BuyingCenter, /) -> BuyingCenter:
        """The center with one more person."""
        person = Stakeholder(self.name, id=self.id)
        return center.add(person)

    @property
    def python(self) -> str:
        """``center.add``, with the id where it does not follow from the name."""
        arguments = [quote(self.name)]
        if self.id != slug(self.name):
            arguments.append(f"id={quote(self.id)}")
        person = f"pm.Stakeholder({', '.join(arguments)})"
        return f"center = center.add({person})"


@dataclass(frozen=True, slots=True)
class Remove:
    """A person is removed, and their ties with them."""

    id: str

    def apply(self, center: BuyingCenter, /) -> BuyingCenter:
        """The center without the person."""
        return center.without(self.id)

    @property
    def python(self) -> str:
        """``center.without``."""
        return f"center = center.without({quote(self.id)})"


@dataclass(frozen=True, slots=True)
class Connect:
    """A tie between two people."""

    source: str
    target: str
    kind: TieKind

    def apply(self, center: BuyingCenter, /) -> BuyingCenter:
        """The center with the tie.

        Raises
        ------
        ModelError
            When the two are joined so already.
        """
        tie = Tie(self.source, self.target, self.kind)
        # The model allows several equal ties, which surveys bring; on the board a
        # second one is a slip of the hand and could not be seen.
        if any(_is_same(other, tie) for other in center.ties):
            raise ModelError(_refusal(self, "already_tied"))
        return center.add(ties=[tie])

    @property
    def python(self) -> str:
        """``center.add`` with the tie."""
        tie = f"pm.Tie({_quote_ends(self)})"
        return f"center = center.add(ties=[{tie}])"


@dataclass(frozen=True, slots=True)
class Disconnect:
    """A tie is removed, with its strength and note."""

    source: str
    target: str
    kind: TieKind

    def apply(self, center: BuyingCenter, /) -> BuyingCenter:
        """The center without the tie.

        Raises
        ------
        ModelError
            When there is no such tie.
        """
        removed = (self.source, self.target, self.kind)
        others = []
        for tie in center.ties:
            if (tie.source, tie.target, tie.kind) != removed:
                others.append(tie)

        if len(others) == len(center.ties):
            raise ModelError(_refusal(self, "no_such_tie"))
        return center.revised(ties=others)

    @property
    def python(self) -> str:
        """``center.revised`` with the ties that stay."""
        key = "(tie.source, tie.target, tie.kind)"
        others = f"tie for tie in center.ties if {key} != ({_quote_ends(self)})"
        return f"center = center.revised(ties=[{others}])"


def _refusal(edit: Connect | Disconnect, fault: str) -> Reason:
    """What is wrong with a tie."""
    return Reason(
        f"message.charts.{fault}",
        source=Quoted(edit.source),
        target=Quoted(edit.target),
        kind=MemberKey(edit.kind),
    )


def _quote_ends(edit: Connect | Disconnect) -> str:
    """Both ends and the kind of a tie, as arguments of a call."""
    parts = (edit.source, edit.target, edit.kind.value)
    return ", ".join(quote(part) for part in parts)


def _is_same(one: Tie, other: Tie) -> bool:
    """Whether two ties join the same people in the same way."""
    if one.kind is not other.kind:
        return False
    ends = (other.source, other.target)
    if (one.source, one.target) == ends:
        return True
    return one.kind.mutual and (one.target, one.source) == ends


def quote(value: Value) -> str:
    """A value as Python writes it, texts in double quotes where they hold none.

    Examples
    --------
    >>> print(quote("Ana"), quote('Ana "A" Ruiz'), quote(7.5), quote(None))
    "Ana" 'Ana "A" Ruiz' 7.5 None
    """
    # An enum of strings would write itself as <Stance.NEUTRAL: 'neutral'>.
    plain = str(value) if isinstance(value, str) else value
    text = repr(plain)
    if text[0] == "'" and '"' not in text:
        return f'"{text[1:-1]}"'
    return text


def change(center: BuyingCenter, id: str, **fields: Value) -> Change:
    """New values for one person.

    A known value that gives way to a coarser one, or to nothing, is remembered.
    """
    person = center.find(id)
    lost = []
    for field, value in fields.items():
        old = getattr(person, field)
        if _is_lost(old, value):
            lost.append((field, old))
    return Change(person.id, tuple(fields.items()), tuple(lost))


def _is_lost(old: object, new: Value) -> bool:
    if new is None:
        return old is not None
    # A word for a number loses the number; a number for a word only says it more
    # exactly.
    return isinstance(old, int | float) and isinstance(new, str)


def move_to_cell(
    center: BuyingCenter, id: str, power: Power | None, involvement: Involvement | None
) -> Change:
    """Put a person into a cell.

    An axis changes only where the cell is on its other half; then it takes the
    word. A person without power has no cell, and what is known of their
    involvement stays.

    Examples
    --------
    >>> ana = Stakeholder("Ana Ruiz", power=8, involvement=3)
    >>> center = BuyingCenter("ERP", [ana])
    >>> move_to_cell(center, "ana-ruiz", Power.DECIDER, Involvement.HIGH).python
    'center = center.replace("ana-ruiz", involvement="high")  # involvement was 3'
    """
    person = center.find(id)
    fields: dict[str, Value] = {}

    # The word and not a number: any number in that half would be a judgment that nobody
    # made.
    if power_of(person, center.scale) is not power:
        fields["power"] = power.value if power else None
    other_half = involvement_of(person, center.scale) is not involvement
    if power is not None and other_half:
        fields["involvement"] = involvement.value if involvement else None
    return change(center, id, **fields)


def move_to_scores(
    center: BuyingCenter, id: str, power: float, involvement: float
) -> Change:
    """Put a person at a point.

    A word stands for a half of the axis: it stays while the point is near where
    the word is drawn.

    Examples
    --------
    >>> ana = Stakeholder("Ana Ruiz", power="decider", involvement=3)
    >>> center = BuyingCenter("ERP", [ana])
    >>> move_to_scores(center, "ana-ruiz", 7.6, 6.5).python
    'center = center.replace("ana-ruiz", involvement=6.5)'
    """
    person = center.find(id)
    drawn = {
        "power": power_score(person, center.scale),
        "involvement": involvement_score(person, center.scale),
    }
    near = SLACK * (center.scale.high - center.scale.low)
    fields: dict[str, Value] = {}
    for axis, value in (("power", power), ("involvement", involvement)):
        place = drawn[axis]
        is_word = isinstance(getattr(person, axis), str)
        if is_word and place is not None and abs(value - place) <= near:
            continue
        fields[axis] = value
    return change(center, id, **fields)


def add(center: BuyingCenter, name: str) -> Add:
    """A new person, under the first free id that follows from the name."""
    taken = {person.id for person in center}
    base = slug(name)
    id = base
    numbers = count(2)
    while id in taken:
        id = f"{base}-{next(numbers)}"
    return Add(name, id)


def connect(center: BuyingCenter, source: str, target: str, kind: str) -> Connect:
    """A tie between two people who are there."""
    first = center.find(source)
    second = center.find(target)
    tie_kind = parse(TieKind, kind)
    return Connect(first.id, second.id, tie_kind)


def disconnect(_: BuyingCenter, source: str, target: str, kind: str) -> Disconnect:
    """The removal of a tie."""
    # Without a look-up: an unknown end is no tie either, which `apply` says.
    return Disconnect(source, target, parse(TieKind, kind))


def remove(center: BuyingCenter, id: str) -> Remove:
    """The removal of a person."""
    person = center.find(id)
    return Remove(person.id)
