"""What charts of figures have in common: a figure in a tile, words that fit, notes at the foot, an empty page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from powermap import style
from powermap.errors import ModelError
from powermap.model.record import printable
from powermap.scene.marks import Anchor, Box, Group, Mark, Text, Weight
from powermap.scene.text import elide, measure, wrap
from powermap.views import frame
from powermap.views.frame import line

SMALLEST = 10.0
TILE, GAP = 78.0, 14.0
NOTE, NOTE_STEP = 12.0, 18.0


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
    """A solid line as large as `size` and the room allow; cut only below the smallest size."""
    wide = measure(content, size, weight)
    fits = size if wide <= room else max(SMALLEST, int(size * room / wide * 2) / 2)
    return line(
        elide(content, room, fits, weight), x, y, fits, ink, weight, anchor, solid=True
    )


def titled(title: str | None, usual: str) -> str:
    """The title as it was given, else the usual one."""
    try:
        return printable(title) if title else usual
    except ValueError as error:
        raise ModelError(f"title: {error}") from None


def tiles(
    entries: Sequence[tuple[str, str | None, str | None]], y: float, unknown: str
) -> tuple[Mark, ...]:
    """Figures side by side over the width of the page: caption, figure (None is not known), tooltip."""
    width = (frame.RIGHT - frame.MARGIN - GAP * (len(entries) - 1)) / len(entries)
    drawn = []
    for place, (caption, figure, told) in enumerate(entries):
        x = frame.MARGIN + place * (width + GAP)
        known = figure is not None
        ground = Box(
            x,
            y,
            width,
            TILE,
            style.GROUND.tint if known else style.PAPER,
            None if known else style.FAINT,
            0.9,
            10.0,
            () if known else style.DASH,
            solid=True,
        )
        words = (
            fitted(caption, x + 16, y + 25, width - 32, 12, style.MUTED),
            fitted(
                figure or unknown,
                x + 16,
                y + 58,
                width - 32,
                25 if known else 15,
                style.TEXT if known else style.MUTED,
                "semibold",
            ),
        )
        drawn.append(Group((ground, *words), f"figure {place + 1}", told, ("figure",)))
    return tuple(drawn)


def notes(
    sentences: Iterable[str], y: float, left: float = frame.MARGIN
) -> tuple[tuple[Mark, ...], float]:
    """Sentences at the foot, wrapped; and where the page may end."""
    lines = [
        each
        for sentence in sentences
        for each in wrap(sentence, frame.RIGHT - left, NOTE)
    ]
    drawn = tuple(
        line(each, left, y + NOTE_STEP * row, NOTE, style.MUTED, solid=True)
        for row, each in enumerate(lines)
    )
    return drawn, y + NOTE_STEP * len(lines)


def empty(text: str, y: float, key: str | None = None) -> Group:
    """What stands where there is nothing to draw."""
    width = frame.RIGHT - frame.MARGIN
    ground = Box(
        frame.MARGIN,
        y,
        width,
        84,
        style.NO_ROLE.tint,
        style.FAINT,
        0.9,
        12.0,
        style.DASH,
    )
    lines = wrap(text, width - 60, 13)[:3]
    first = y + 46 - 9 * (len(lines) - 1)
    words = [
        line(
            each,
            frame.MARGIN + width / 2,
            first + 18 * row,
            13,
            style.MUTED,
            anchor="middle",
            solid=True,
        )
        for row, each in enumerate(lines)
    ]
    return Group((ground, *words), key, text, ("empty",))


def caps(text: str, x: float, y: float, anchor: Anchor = "start") -> Text:
    """The name of a column in letter-spaced capitals."""
    return line(
        text.upper(),
        x,
        y,
        10.5,
        style.MUTED,
        "semibold",
        anchor,
        spacing=1.0,
        solid=True,
    )
