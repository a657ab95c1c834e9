"""Ties as marks: a line in the look of its kind, with a head where influence arrives, and the legend of kinds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from powermap import style
from powermap.language import Language
from powermap.model import BuyingCenter, Tie, TieKind
from powermap.scene.curves import straight_curve
from powermap.scene.marks import Detail, Group, Mark, Path, Point
from powermap.scene.text import measure
from powermap.views.frame import line

SAMPLE, STEP = 44.0, 26.0
"""Length of the line in the legend, and the space to the next entry."""


def key_of(tie: Tie, taken: set[str]) -> str:
    """A key that no person's id can be, since it has spaces; several like ties are numbered."""
    base = f"{tie.source} {tie.kind} {tie.target}"
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base} {count}"
    taken.add(key)
    return key


def strengths(ties: Iterable[Tie]) -> dict[TieKind, float]:
    """The greatest strength of each kind."""
    most: dict[TieKind, float] = {}
    for tie in ties:
        if tie.strength is not None:
            most[tie.kind] = max(most.get(tie.kind, 0.0), tie.strength)
    return most


def said(tie: Tie, center_names: Mapping[str, str], language: Language) -> str:
    """A tie as a sentence."""
    text = language.say(
        f"tie.{tie.kind.value}",
        source=center_names[tie.source],
        target=center_names[tie.target],
    )
    if tie.strength is not None:
        text = language.say("tie.strength", tie=text, strength=f"{tie.strength:.10g}")
    return f"{text}\n{tie.note}" if tie.note else text


def details(tie: Tie, said: str, language: Language) -> tuple[Detail, ...]:
    """A tie word by word; one may choose by its kind."""
    return (
        Detail(language.say("tie.one"), said.partition("\n")[0]),
        Detail(
            language.say("tie.kind"),
            language.label(tie.kind),
            list(TieKind).index(tie.kind),
        ),
        Detail(language.say("field.note"), tie.note or ""),
    )


def names(center: BuyingCenter) -> dict[str, str]:
    """Names by id."""
    return {person.id: person.name for person in center}


def tie_marks(
    kind: TieKind, curve: Sequence[Point], share: float | None
) -> tuple[Mark, ...]:
    """A curve from who sways to who is swayed, 1 + 3 k control points, with its head."""
    look = style.TIES[kind]
    width = round(style.stroke_width(kind, share), 2)
    if look.head is None:
        return (_stroke(curve, look, width),)
    head, shaft = _head(curve, width, open=look.head == "open", ink=look.ink)
    return _stroke(shaft, look, width), head


def halo(curve: Sequence[Point]) -> Path:
    """The broad ground of a tie on a path."""
    return Path(_commands(curve), stroke=style.PATH.tint, stroke_width=10.0)


def elbow_marks(points: Sequence[Point], *, cased: bool = False) -> tuple[Mark, ...]:
    """A right-angled reporting line, broad and pale where another tie runs inside it."""
    look = style.TIES[TieKind.REPORTS_TO]
    ink, width = (style.CASING, style.CASING_WIDTH) if cased else (look.ink, look.least)
    start, *others = points
    return (
        Path(
            (("M", *start), *(("L", *point) for point in others)),
            stroke=ink,
            stroke_width=width,
        ),
    )


def _stroke(curve: Sequence[Point], look: style.Stroke, width: float) -> Path:
    return Path(_commands(curve), stroke=look.ink, stroke_width=width, dash=look.dash)


def _commands(curve: Sequence[Point]) -> tuple[tuple[object, ...], ...]:
    pieces = (curve[at : at + 3] for at in range(1, len(curve) - 2, 3))
    return (("M", *curve[0]), *(("C", *a, *b, *c) for a, b, c in pieces))


def _head(
    curve: Sequence[Point], width: float, *, open: bool, ink: str
) -> tuple[Path, tuple[Point, ...]]:
    """The head at the end of a curve, and the curve up to the head."""
    x, y = curve[-1]
    before = next(
        (point for point in reversed(curve[:-1]) if math.dist(point, (x, y)) > 0.5),
        (x - 1, y),
    )
    far = math.dist(before, (x, y))
    dx, dy = (x - before[0]) / far, (y - before[1]) / far
    long, half = 7.0 + width * 1.3, 3.0 + width * 0.75
    base = (x - dx * long, y - dy * long)
    corners = (
        (base[0] - dy * half, base[1] + dx * half),
        (base[0] + dy * half, base[1] - dx * half),
    )
    outline = (("M", x, y), ("L", *corners[0]), ("L", *corners[1]), ("Z",))
    fill, rim = (style.PAPER, ink) if open else (ink, None)
    head = Path(outline, fill, rim, 1.2 if open else 1.0, head=True)
    return head, (*curve[:-2], _before(curve[-2], base, (dx, dy)), base)


def _before(control: Point, end: Point, along: Point) -> Point:
    """The last control point, drawn back so that the shortened curve does not turn round."""
    ahead = (control[0] - end[0]) * along[0] + (control[1] - end[1]) * along[1]
    return (end[0] - along[0] * 2, end[1] - along[1] * 2) if ahead > -2 else control


def legend(
    kinds: Sequence[TieKind],
    left: float,
    right: float,
    y: float,
    language: Language,
    *,
    path: bool,
) -> tuple[list[Mark], float]:
    """A sample and a name for each kind that occurs, in lines from left to right; and the height that they take."""
    drawn: list[Mark] = []
    x, row = left, 0
    for key in [*kinds, *(["path"] if path else [])]:
        name = language.say(f"influence.key_{key}")
        wide = SAMPLE + 10 + measure(name, 12)
        if x > left and x + wide > right:
            x, row = left, row + 1
        at = y + row * 22
        curve = straight_curve([(x, at), (x + SAMPLE, at)])
        sample = (
            tie_marks(key, curve, None) if isinstance(key, TieKind) else (halo(curve),)
        )
        drawn.append(
            Group(
                (
                    *sample,
                    line(name, x + SAMPLE + 10, at + 4, 12, style.MUTED, solid=True),
                ),
                classes=("legend",),
            )
        )
        x += wide + STEP
    return drawn, (row + 1) * 22.0 if drawn else 0.0
