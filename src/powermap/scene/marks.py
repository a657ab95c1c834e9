"""A drawing as data: every coordinate, colour and text resolved, in points, y down.

A renderer decides nothing, so every format shows the same picture. Marks are few on purpose:
box, disc, text, path, and a group with key, title and classes that may link two other groups.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple

Anchor = Literal["start", "middle", "end"]
Weight = Literal["regular", "semibold"]
Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with left top corner (x, y), corners rounded by `radius`; `solid` marks keep clear of one another."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1.0
    radius: float = 0.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    solid: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc round (x, y)."""

    x: float
    y: float
    radius: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    solid: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text whose baseline starts, is centred or ends at (x, y).

    `width` is its measured width without rotation, `spacing` the extra space after each letter, `rotate` degrees
    clockwise about (x, y).
    """

    x: float
    y: float
    content: str
    size: float
    ink: str
    width: float
    weight: Weight = "regular"
    anchor: Anchor = "start"
    spacing: float = 0.0
    rotate: float = 0.0
    solid: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """Straight and cubic segments: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",).

    A `head` is that of the line before it, its tip first: formats whose lines have heads of their own draw it as one.
    """

    commands: tuple[tuple[Any, ...], ...]
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    head: bool = False


class Fact(NamedTuple):
    """Something known of what a group stands for: a word for it, and its value.

    `choice` is the place of the value among those that a reader may choose by, None where there is nothing to choose.
    """

    label: str
    value: str
    choice: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that belong together: what a reader points at.

    `key` is unique in the scene, `title` its tooltip, `classes` its names for style sheets, `bounds` a rectangle that
    its marks may not leave, `link` the keys of the two groups that it joins, `facts` what is known of it, its name
    first.
    """

    marks: tuple[Mark, ...]
    key: str | None = None
    title: str | None = None
    classes: tuple[str, ...] = ()
    bounds: Rectangle | None = None
    link: tuple[str, str] | None = None
    facts: tuple[Fact, ...] = ()


Mark = Box | Disc | Text | Path | Group
"""Whatever a scene is drawn of."""


@dataclass(frozen=True, slots=True, eq=False)
class Metrics(Mapping[str, object]):
    """Facts about a drawing.

    Examples
    --------
    >>> dict(Metrics({"people": 3}))
    {'people': 3}
    """

    facts: Mapping[str, object]

    def __getitem__(self, key: str) -> object:
        """A fact."""
        return self.facts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __eq__(self, other: object) -> bool:
        return Mapping.__eq__(self, other)

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self.facts)


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole drawing.

    Parameters
    ----------
    width, height : float
        Size of the page in points.
    title, description : str
        What it shows, in a line and in sentences, for those who cannot see it.
    marks : tuple of marks
        Drawn in this order, later ones above.
    lang : {"en", "zh"}
        Language of the picture's own words.
    background : str
        Colour of the page.
    metrics : mapping
        Figures about the layout: the placement used, how many people were moved, ….
    """

    width: float
    height: float
    title: str
    description: str
    marks: tuple[Mark, ...]
    lang: str = "en"
    background: str = "#FFFFFF"
    metrics: Mapping[str, object] = field(default_factory=lambda: Metrics({}))

    def walk(self) -> Iterator[Mark]:
        """Every mark in drawing order, a group before its members."""
        yield from _walk(self.marks)

    def groups(self) -> dict[str, Group]:
        """The groups that have a key, by key."""
        return {
            mark.key: mark
            for mark in self.walk()
            if isinstance(mark, Group) and mark.key is not None
        }

    def as_dict(self) -> dict[str, object]:
        """The scene as plain data, ready for JSON; each mark says its kind."""
        return {
            "width": self.width,
            "height": self.height,
            "title": self.title,
            "description": self.description,
            "lang": self.lang,
            "background": self.background,
            "metrics": dict(self.metrics),
            "marks": [_plain(mark) for mark in self.marks],
        }


def _walk(marks: tuple[Mark, ...]) -> Iterator[Mark]:
    for mark in marks:
        yield mark
        if isinstance(mark, Group):
            yield from _walk(mark.marks)


def _plain(mark: Mark) -> dict[str, object]:
    plain: dict[str, object] = {"mark": type(mark).__name__.lower()}
    for each in fields(mark):
        value = getattr(mark, each.name)
        if each.name == "marks":
            plain["marks"] = [_plain(inner) for inner in value]
        elif each.name == "facts" and value:
            plain["facts"] = [fact._asdict() for fact in value]
        elif value is not None and value is not False and value != ():
            plain[each.name] = value
    return plain
