"""Ties as marks: a line in the look of its kind with a head, and the legend of kinds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, starmap
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import BuyingCenter, Tie, TieKind
from powermap.model.fields import Field, fields_by_name
from powermap.scene.curves import flatten_curve
from powermap.scene.marks import Box, Detail, Mark, Option, Path, Point
from powermap.views.person_texts import tooltip_fields, value_text

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.model.playbook import Playbook
    from powermap.views.page import Page

IN_SENTENCE = frozenset({"kind", "strength"})
"""Fields that the sentence about a tie says."""
STRENGTHS = {"strong": 2 / 3, "medium": 1 / 3, "weak": 0.0}
"""Share of the strongest tie of its kind that a tie must exceed to be called so."""
HALO_WIDTH = 10.0
"""Of the ground of a tie on a path."""
APART = 0.5
"""Distance from which two points give a direction."""
SHORTEST = 2.0
"""Least length of the last handle of a curve that a head has shortened."""


def unused_key(tie: Tie, used: set[str]) -> str:
    """A key that no person's id can be, since it has spaces; adds it to the used.

    Several ties of one kind between the same people are numbered.
    """
    # Readable, since keys become ids that people select by in style sheets.
    base = f"{tie.source} {tie.kind} {tie.target}"
    key = base
    count = 1
    while key in used:
        count += 1
        key = f"{base} {count}"
    used.add(key)
    return key


def strongest_by_kind(ties: Iterable[Tie]) -> dict[TieKind, float]:
    """The greatest strength of each kind."""
    strongest: dict[TieKind, float] = {}
    for tie in ties:
        if tie.strength is not None:
            strongest[tie.kind] = max(strongest.get(tie.kind, 0.0), tie.strength)
    return strongest


def names_by_id(center: BuyingCenter) -> dict[str, str]:
    """What everyone is called."""
    names = {}
    for person in center:
        names[person.id] = person.name
    return names


def tie_sentence(tie: Tie, names: Mapping[str, str], language: Language) -> str:
    """A tie as a sentence."""
    sentence = language.say(
        f"tie.{tie.kind.value}", source=names[tie.source], target=names[tie.target]
    )
    if tie.strength is not None:
        sentence = language.say("tie.strength", tie=sentence, strength=tie.strength)
    return sentence


def tie_fields(ties: Iterable[Tie], playbook: Playbook, page: Page) -> list[Field]:
    """What tooltips and details say of ties beside the sentence."""
    shown = tooltip_fields("ties", ties, playbook, with_notes=page.with_notes)
    return [field for field in shown if field.name not in IN_SENTENCE]


def tie_tooltip(
    tie: Tie, sentence: str, fields: Iterable[Field], language: Language
) -> str:
    """A tie as a sentence, and what its fields say, line by line."""
    lines = [sentence]
    for field in fields:
        text = value_text(field.value_in(tie), language)
        if not text:
            continue
        if field.name == "note":
            lines.append(text)
        else:
            lines.append(language.listed([field.title_in(language), text], "colon"))
    return "\n".join(lines)


def tie_details(
    tie: Tie,
    sentence: str,
    fields: Iterable[Field],
    language: Language,
    strongest: Mapping[TieKind, float],
) -> tuple[Detail, ...]:
    """A tie as label and value; a reader may filter by its kind and its strength."""
    details = [
        Detail(language.say("tie.one"), sentence),
        kind_detail(tie.kind, language),
    ]
    for field in fields:
        text = value_text(field.value_in(tie), language)
        # Few files know who said so: an empty column for all would say nothing.
        if text or field.name != "said_by":
            details.append(Detail(field.title_in(language), text))
    details += _strength_details(tie, language, strongest)
    return tuple(details)


def kind_detail(kind: TieKind, language: Language) -> Detail:
    """The kind of a tie, by which a reader may filter."""
    place = list(TieKind).index(kind)
    return Detail(language.say("tie.kind"), language.label(kind), place)


def _strength_details(
    tie: Tie, language: Language, strongest: Mapping[TieKind, float]
) -> list[Detail]:
    """How strong a tie is beside the strongest of its kind, in thirds."""
    # Reporting lines have no strength as a rule and are the frame of the picture: they
    # stay whatever strength a reader looks for.
    if tie.strength is None and tie.kind is TieKind.REPORTS_TO:
        return []
    title = fields_by_name("ties")["strength"].title_in(language)
    if tie.strength is None:
        unknown = Option(len(STRENGTHS), language.say("common.unknown"))
        return [Detail(title, "", options=(unknown,))]
    share = tie.strength / strongest[tie.kind]
    place = sum(share <= least for least in STRENGTHS.values())
    name = language.say(f"tie.{list(STRENGTHS)[place]}")
    text = language.text(tie.strength)
    return [Detail(title, text, options=(Option(place, name),))]


def draw_tie(
    kind: TieKind, curve: Sequence[Point], share: float | None
) -> tuple[Mark, ...]:
    """A curve of 1 + 3 k control points with the head of its kind.

    It runs from the person who influences to the one who is influenced. `share` is the
    strength as a part of the strongest of its kind.
    """
    look = style.TIES[kind]
    width = round(style.stroke_width(kind, share), 2)
    if look.head is None:
        return (_draw_stroke(curve, look, width),)
    head, shaft = _cut_head(curve, width, look)
    return _draw_stroke(shaft, look, width), head


def head_half_width(kind: TieKind, share: float | None) -> float:
    """How far the head of a tie reaches to either side of its line."""
    return _half_width(round(style.stroke_width(kind, share), 2))


def _half_width(width: float) -> float:
    return 3.0 + width * 0.75


def draw_halo(curve: Sequence[Point]) -> Path:
    """The broad ground of a tie on a path."""
    return Path(
        _commands(curve),
        stroke=style.PATH.tint,
        stroke_width=HALO_WIDTH,
    )


def loss_ring(
    left: float, top: float, width: float, height: float, *, radius: float
) -> Box:
    """The ring around somebody whose loss cuts us off from decision makers."""
    return Box(
        left,
        top,
        width,
        height,
        stroke=style.ALARM.ink,
        stroke_width=1.8,
        radius=radius,
        dash=(6.0, 3.0),
    )


def draw_reporting_line(
    corners: Sequence[Point], *, broad: bool = False
) -> tuple[Mark, ...]:
    """A right-angled line, broad and pale where another tie runs inside it."""
    look = style.TIES[TieKind.REPORTS_TO]
    ink = look.ink
    width = look.least
    if broad:
        ink = style.CASING
        width = style.CASING_WIDTH
    first, *others = corners
    commands = [("M", *first)]
    for corner in others:
        commands.append(("L", *corner))
    return (Path(tuple(commands), stroke=ink, stroke_width=width),)


def _draw_stroke(curve: Sequence[Point], look: style.Stroke, width: float) -> Path:
    return Path(
        _commands(curve),
        stroke=look.ink,
        stroke_width=width,
        dash=_fit_dash(curve, look.dash),
    )


def _fit_dash(curve: Sequence[Point], dash: tuple[float, ...]) -> tuple[float, ...]:
    """The dashes, by a little longer or shorter, so that one ends where the curve ends.

    A gap there would look as if the line did not reach the card.
    """
    if not dash:
        return dash
    length = sum(starmap(math.dist, pairwise(flatten_curve(curve))))
    stroke, gap = dash
    count = max(round((length - stroke) / (stroke + gap)), 1)
    factor = length / (count * (stroke + gap) + stroke)
    return round(stroke * factor, 3), round(gap * factor, 3)


def _commands(curve: Sequence[Point]) -> tuple[tuple[object, ...], ...]:
    commands: list[tuple[object, ...]] = [("M", *curve[0])]
    for start in range(1, len(curve) - 2, 3):
        first, second, end = curve[start : start + 3]
        commands.append(("C", *first, *second, *end))
    return tuple(commands)


def _cut_head(
    curve: Sequence[Point], width: float, look: style.Stroke
) -> tuple[Path, tuple[Point, ...]]:
    """The head at the end of a curve, and the curve up to the head."""
    x, y = curve[-1]
    dx, dy = _last_direction(curve)
    # A head grows more slowly than its line, so that thin ties still show theirs and
    # broad ones do not end in a wedge.
    length = 7.0 + width * 1.3
    half = _half_width(width)
    base = (x - dx * length, y - dy * length)
    one_side = (base[0] - dy * half, base[1] + dx * half)
    other_side = (base[0] + dy * half, base[1] - dx * half)
    outline = (("M", x, y), ("L", *one_side), ("L", *other_side), ("Z",))
    if look.head == "open":
        head = Path(
            outline,
            fill=style.PAPER,
            stroke=look.ink,
            stroke_width=1.2,
            head=True,
        )
    else:
        head = Path(
            outline,
            fill=look.ink,
            stroke=None,
            stroke_width=1.0,
            head=True,
        )
    # The stroke ends at the base of the head, or its blunt end would show beyond the
    # tip.
    handle = _handle_before(curve[-2], base, (dx, dy))
    return head, (*curve[:-2], handle, base)


def _last_direction(curve: Sequence[Point]) -> Point:
    """The unit vector in which a curve arrives."""
    x, y = curve[-1]
    # A curve of no length arrives from the left.
    before = (x - 1, y)
    # The last handle may lie on the end itself, which gives no direction.
    for point in reversed(curve[:-1]):
        if math.dist(point, (x, y)) > APART:
            before = point
            break
    distance = math.dist(before, (x, y))
    return (x - before[0]) / distance, (y - before[1]) / distance


def _handle_before(control: Point, end: Point, along: Point) -> Point:
    """The last control point, drawn back where the shortened curve would turn back."""
    x, y = end
    dx, dy = along
    control_x, control_y = control
    ahead = (control_x - x) * dx
    ahead += (control_y - y) * dy
    if ahead > -SHORTEST:
        return x - dx * SHORTEST, y - dy * SHORTEST
    return control
