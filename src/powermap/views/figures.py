"""What charts of figures share: a figure in a tile, notes at the foot, an empty page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from powermap import style
from powermap.errors import ModelError
from powermap.language import Reason
from powermap.model.record import clean_text
from powermap.scene.marks import (
    Anchor,
    Box,
    Group,
    Mark,
    Metrics,
    Scene,
    Text,
    Weight,
)
from powermap.scene.text import elide, measure, wrap
from powermap.views import frame
from powermap.views.frame import line
from powermap.views.page import Page

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.language.values import Value

SMALLEST = 12.0  # font size below which a text is cut instead of shrunk
TILE = 78.0  # height of a tile
GAP = 14.0  # between two tiles
INSET = 16.0  # from the edge of a tile to its text
NOTE = 12.0  # font size of a note
NOTE_STEP = 18.0  # from one line of the notes to the next
EMPTY = 84.0  # height of the ground that stands for an empty chart


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with its caption; the figure is None while it is not known."""

    caption: str
    figure: str | None
    tooltip: str


def fitted(
    content: str,
    x: float,
    y: float,
    room: float,
    size: float,
    ink: str,
    weight: Weight = "regular",
    anchor: Anchor = "start",
) -> Text:
    """A line as large as the size and the room allow; cut below the smallest size."""
    width = measure(content, size, weight)
    if width > room:
        # Half points: sizes that differ by hundredths between rows would look like a
        # mistake.
        half_points = int(size * room / width * 2)
        size = max(SMALLEST, half_points / 2)
    text = elide(content, room, size, weight)
    return line(
        text,
        x,
        y,
        size,
        ink,
        weight,
        anchor,
        solid=True,
    )


def choose_title(title: str | None, usual: str) -> str:
    """The title that the user chose, else the usual one."""
    if not title:
        return usual
    try:
        return clean_text(title)
    except ModelError as error:
        fault = error.args[0]
        raise ModelError(
            Reason("message.at_place", place="title", text=fault)
        ) from None


def count_people(count: int, page: Page, language: Language) -> str:
    """How many people are drawn, and of how many where some are left out."""
    if page.out_of is not None and page.out_of > count:
        return language.say("common.people_of", count=count, total=page.out_of)
    return language.say("common.people", count=count)


def join_subtitle(parts: Iterable[str], as_of: date | None, language: Language) -> str:
    """The parts of a subtitle and the day, with dots between them."""
    texts = list(parts)
    if as_of:
        texts.append(language.say("common.as_of", date=as_of))
    return " · ".join(texts)


def join_lines(values: Iterable[Value], language: Language) -> str:
    """A tooltip: each value on a line of its own, without the empty ones."""
    lines = []
    for value in values:
        text = language.text(value)
        if text:
            lines.append(text)
    return "\n".join(lines)


def dashed_ground(
    left: float, top: float, width: float, height: float, *, solid: bool = False
) -> Box:
    """The dashed ground of what is unknown, empty or gone."""
    return Box(
        left,
        top,
        width,
        height,
        style.NO_ROLE.tint,
        style.FAINT,
        0.9,
        12.0,
        style.DASH,
        solid=solid,
    )


def draw_tiles(
    tiles: Sequence[Tile], y: float, unknown: str, right: float = frame.RIGHT
) -> tuple[Mark, ...]:
    """Tiles side by side over the width of the page."""
    gaps = GAP * (len(tiles) - 1)
    width = (right - frame.MARGIN - gaps) / len(tiles)
    drawn = []
    for place, tile in enumerate(tiles):
        x = frame.MARGIN + place * (width + GAP)
        key = f"figure {place + 1}"
        marks = _draw_tile(tile, x, y, width, unknown)
        drawn.append(Group(marks, key, tile.tooltip, ("figure",)))
    return tuple(drawn)


def _draw_tile(
    tile: Tile, x: float, y: float, width: float, unknown: str
) -> tuple[Mark, ...]:
    left = x + INSET
    room = width - INSET * 2
    caption = fitted(tile.caption, left, y + 25, room, 12, style.MUTED)
    ground = _draw_tile_ground(x, y, width, is_known=tile.figure is not None)
    text = unknown
    size = 15.0
    ink = style.MUTED
    if tile.figure is not None:
        text = tile.figure
        size = 25.0
        ink = style.TEXT
    figure = fitted(text, left, y + 58, room, size, ink, "semibold")
    return ground, caption, figure


def _draw_tile_ground(x: float, y: float, width: float, *, is_known: bool) -> Box:
    """The ground of a tile, dashed while its figure is unknown."""
    known = Box(x, y, width, TILE, style.GROUND.tint, radius=10.0, solid=True)
    if is_known:
        return known
    return replace(
        known, fill=style.PAPER, stroke=style.FAINT, stroke_width=0.9, dash=style.DASH
    )


def empty_scene(heading: str, page: Page, height: float, language: Language) -> Scene:
    """A scene without marks: so high a picture does not fit a page that may not grow."""
    metrics = Metrics({"crowded": True})
    return Scene(page.width, height, heading, "", (), language.code, metrics=metrics)


def draw_notes(
    sentences: Iterable[str],
    y: float,
    left: float = frame.MARGIN,
    right: float = frame.RIGHT,
) -> tuple[tuple[Mark, ...], float]:
    """Sentences at the foot, wrapped; and where the page may end."""
    drawn: list[Mark] = []
    for sentence in sentences:
        for text in wrap(sentence, right - left, NOTE):
            drawn.append(
                line(
                    text,
                    left,
                    y,
                    NOTE,
                    style.MUTED,
                    solid=True,
                )
            )
            y += NOTE_STEP
    return tuple(drawn), y


def draw_empty(
    text: str, y: float, key: str | None = None, right: float = frame.RIGHT
) -> Group:
    """What stands where there is nothing to draw."""
    width = right - frame.MARGIN
    middle = frame.MARGIN + width / 2
    # Three lines fill the ground; the group's tooltip has the whole text.
    lines = wrap(text, width - 60, 13)[:3]
    first = y + 46 - 9 * (len(lines) - 1)
    marks: list[Mark] = [dashed_ground(frame.MARGIN, y, width, EMPTY)]
    for row, words in enumerate(lines):
        at = first + 18 * row
        text_line = line(
            words, middle, at, 13, style.MUTED, anchor="middle", solid=True
        )
        marks.append(text_line)
    return Group(tuple(marks), key, text, ("empty",))


def caps(text: str, x: float, y: float, anchor: Anchor = "start") -> Text:
    """The name of a column in letter-spaced capitals."""
    return line(
        text.upper(),
        x,
        y,
        12.0,
        style.MUTED,
        "semibold",
        anchor,
        spacing=1.0,
        solid=True,
    )
