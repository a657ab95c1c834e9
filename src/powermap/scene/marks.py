"""A drawing as plain data: coordinates, colors and texts resolved, in points, y down.

A renderer decides nothing, so every format shows the same picture. The marks are few on
purpose: box, disc, text, path, image, and a group that has a key, a tooltip and details
and may link two other groups.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple

Anchor = Literal["start", "middle", "end"]
"""Which point of a text stands at its (x, y)."""
Weight = Literal["regular", "semibold"]
Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its left top corner at (x, y) and corners rounded by `radius`.

    Marks that are `solid` must not overlap one another; `powermap.faults` checks it.
    """

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
    """A disc with its center at (x, y)."""

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
    """One line of text whose baseline starts, is centered or ends at (x, y).

    `width` is its measured width without rotation, `spacing` the extra space after each
    letter, `rotate` the degrees by which it is turned clockwise about (x, y).
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
    """Straight and cubic segments as commands.

    The commands are ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) and ("Z",).
    A `head` is the arrow head of the line before it and starts at its tip: formats whose
    lines have heads of their own draw both as one object.
    """

    commands: tuple[tuple[Any, ...], ...]
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    head: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A photo with its left top corner at (x, y) and corners rounded by `radius`.

    `source` is a ``data:`` address that holds the whole JPEG or PNG; `alt` says in words
    what it shows. It is as wide and tall as the photo in proportion.
    """

    x: float
    y: float
    width: float
    height: float
    source: str
    alt: str = ""
    radius: float = 0.0
    opacity: float = 1.0

    @property
    def content(self) -> bytes:
        """The bytes of the JPEG or PNG."""
        return b64decode(self.source.partition(",")[2])


class Option(NamedTuple):
    """What a reader may filter by: its place among the others, and what it is called."""

    place: int
    name: str


class Detail(NamedTuple):
    """One thing known about what a group stands for: a label and its value.

    `choice` is the position of the value among those that a reader may filter by, None
    where the value is none of them. `options` are further ones under which the group is
    found, such as each of several names or that the value is unknown.
    """

    label: str
    value: str
    choice: int | None = None
    options: tuple[Option, ...] = ()

    @property
    def filter_options(self) -> tuple[Option, ...]:
        """Everything that a reader may filter by here."""
        if self.choice is None:
            return self.options
        return (Option(self.choice, self.value), *self.options)


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that belong together: what a reader points at.

    `key` is unique in the scene, `title` its tooltip, `classes` its names for style
    sheets, `bounds` a rectangle that its marks may not leave, `link` the keys of the two
    groups that it joins, `details` what is known about it, its name first. The details
    of a group without a key say which options its marks explain in a legend.
    """

    marks: tuple[Mark, ...]
    key: str | None = None
    title: str | None = None
    classes: tuple[str, ...] = ()
    bounds: Rectangle | None = None
    link: tuple[str, str] | None = None
    details: tuple[Detail, ...] = ()


Mark = Box | Disc | Text | Path | Image | Group
"""Any part of a scene."""


@dataclass(frozen=True, slots=True, eq=False)
class Metrics(Mapping[str, object]):
    """Figures about a drawing, read-only.

    Examples
    --------
    >>> dict(Metrics({"people": 3}))
    {'people': 3}
    """

    figures: Mapping[str, object]

    def __getitem__(self, key: str) -> object:
        """One figure."""
        return self.figures[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def __eq__(self, other: object) -> bool:
        return Mapping.__eq__(self, other)

    def __hash__(self) -> int:
        # As a FrozenMapping has it, which may be equal.
        return hash(frozenset(self.items()))


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
        Color of the page.
    metrics : mapping
        Figures about the layout: the placement used, how many people were moved, ….
    font : str, optional
        A typeface to try before the usual ones, where a format names typefaces.
    """

    width: float
    height: float
    title: str
    description: str
    marks: tuple[Mark, ...]
    lang: str = "en"
    background: str = "#FFFFFF"
    # Read-only as the scene is, so that it can be shared between charts and threads.
    metrics: Mapping[str, object] = field(default_factory=lambda: Metrics({}))
    font: str | None = None

    def walk(self) -> Iterator[Mark]:
        """Every mark in drawing order, a group before its members."""
        yield from _walk(self.marks)

    def groups(self) -> dict[str, Group]:
        """The groups that have a key, by key."""
        keyed: dict[str, Group] = {}
        _add_groups(self.marks, keyed)
        return keyed

    def as_dict(self) -> dict[str, object]:
        """The scene as plain data, ready for JSON; each mark names its kind."""
        return {
            "width": self.width,
            "height": self.height,
            "title": self.title,
            "description": self.description,
            "lang": self.lang,
            "background": self.background,
            "metrics": dict(self.metrics),
            "marks": [_plain_mark(mark) for mark in self.marks],
        }


def _walk(marks: tuple[Mark, ...]) -> Iterator[Mark]:
    for mark in marks:
        yield mark
        if isinstance(mark, Group):
            yield from _walk(mark.marks)


def _add_groups(marks: tuple[Mark, ...], keyed: dict[str, Group]) -> None:
    for mark in marks:
        if isinstance(mark, Group):
            if mark.key is not None:
                keyed[mark.key] = mark
            _add_groups(mark.marks, keyed)


def _plain_mark(mark: Mark) -> dict[str, object]:
    """A mark as plain data, without the attributes that are empty."""
    plain: dict[str, object] = {"mark": type(mark).__name__.lower()}
    for attribute in fields(mark):
        name = attribute.name
        value = getattr(mark, name)

        if name == "marks":
            plain[name] = [_plain_mark(inner) for inner in value]
        elif name == "details" and value:
            plain[name] = [_plain_detail(detail) for detail in value]
        elif not _is_empty(value):
            plain[name] = value

    return plain


def _plain_detail(detail: Detail) -> dict[str, object]:
    plain = detail._asdict()
    if not detail.options:
        del plain["options"]
    else:
        plain["options"] = [option._asdict() for option in detail.options]
    return plain


def _is_empty(value: object) -> bool:
    """Whether a value is what an attribute has by default; a number 0 is a value."""
    # Most attributes of most marks have their default, so leaving them out keeps the
    # JSON short. By identity for False, since 0 == False and a coordinate of 0 must
    # stay.
    return value is None or value is False or value == ()
