"""What the lines and signs of the influence graph mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from powermap import style
from powermap.model import TieKind
from powermap.scene.curves import straight_curve
from powermap.scene.marks import Box, Detail, Group, Mark
from powermap.scene.text import measure
from powermap.views.cards import draw_sign, draw_tag, sign_width, tag_width
from powermap.views.frame import line
from powermap.views.legend_line import BETWEEN_PARTS
from powermap.views.ties import (
    draw_halo,
    draw_reporting_line,
    draw_tie,
    kind_detail,
    loss_ring,
)

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.views.legend_line import Entry

__all__ = ["draw_legend"]

SAMPLE = 44.0
"""Length of the line in the legend."""
SAMPLE_GAP = 10.0
"""Between that line and its words."""
LEGEND_GAP = 26.0
"""Between two entries of the legend."""
LEGEND_ROW = 22.0
"""From one line of the legend to the next."""
LEGEND_SIZE = 12.0
"""Font size of the legend."""
LEGEND_SIGN = 12.0
"""Font size of a sign of cards in the legend."""
# The ring of a loss in the legend.
LOSS_SAMPLE = 30.0
LOSS_HEIGHT = 12.0


def draw_legend(
    kinds: Sequence[TieKind],
    left: float,
    right: float,
    y: float,
    language: Language,
    *,
    path: bool,
    along: Collection[TieKind] = (),
    losses: bool = False,
    counts: Sequence[tuple[str, str]] = (),
    stubs: bool = False,
    signs: Sequence[Entry] = (),
    tags: Sequence[tuple[str, str]] = (),
) -> tuple[list[Mark], float]:
    """A sample and a name for each kind, from left to right; and their height.

    `along` are the kinds of ties that run along a reporting line; `counts` are signs on
    cards that say how much is not drawn, each with its meaning;
    `signs` those that say something about a person, `tags` those of organizations.
    """
    entries: list[_Entry] = []
    explained: dict[str, tuple[Detail, ...]] = {}
    for kind in kinds:
        own = _entries_of_kind(kind, language, is_along=kind in along)
        explained[own[0].name] = (kind_detail(kind, language),)
        entries += own
    for key, is_shown in {"path": path, "loss": losses}.items():
        if is_shown:
            name = language.say(f"influence.key_{key}")
            entries.append(_Entry(_sample(key), SAMPLE, name))
    for sign, text in counts:
        width = sign_width(sign, LEGEND_SIGN)
        entries.append(_Entry(partial(_draw_sign_key, sign), width, text))
    if stubs:
        name = language.say("influence.key_stub")
        entries.append(_Entry(_draw_stub_key, SAMPLE, name))
    for each in signs:
        draw = partial(_draw_sign_of_person, each, language)
        name = language.say(each.key)
        entries.append(_Entry(draw, each.wide, name))
        explained[name] = each.meaning(language)
    for tag, organization in tags:
        width = tag_width(tag, LEGEND_SIGN)
        entries.append(_Entry(partial(_draw_tag_key, tag), width, organization))
    return _draw_entries(entries, explained, left, right, y)


class _Entry(NamedTuple):
    """What draws a sample, how wide it is, and what it means."""

    draw: Callable[[float, float], tuple[Mark, ...]]
    width: float
    name: str


def _draw_entries(
    entries: Sequence[_Entry],
    explained: Mapping[str, tuple[Detail, ...]],
    left: float,
    right: float,
    y: float,
) -> tuple[list[Mark], float]:
    """The entries from left to right, in as many lines as they need."""
    marks: list[Mark] = []
    x = left
    row = 0
    for sample, sample_width, name in entries:
        width = sample_width + SAMPLE_GAP + measure(name, LEGEND_SIZE)
        if x > left and x + width > right:
            x = left
            row += 1
        entry = _draw_key(sample, sample_width, name, x, y + row * LEGEND_ROW)
        marks.append(replace(entry, details=explained.get(name, ())))
        x += width + LEGEND_GAP
    height = (row + 1) * LEGEND_ROW if marks else 0.0
    return marks, height


def _entries_of_kind(
    kind: TieKind, language: Language, *, is_along: bool
) -> list[_Entry]:
    """A kind of ties, and once more where some run along a reporting line."""
    name = language.say(f"influence.key_{kind}")
    entries = [_Entry(_sample(kind), SAMPLE, name)]
    if is_along:
        sample = partial(_draw_along, kind)
        entries.append(_Entry(sample, SAMPLE, _name_along(kind, language)))
    return entries


def _name_along(kind: TieKind, language: Language) -> str:
    """What a tie of this kind means that runs along a reporting line."""
    if kind is TieKind.INFLUENCES:
        return language.say("influence.key_both")
    name = language.say(f"influence.key_{kind}")
    return language.say("influence.along_reporting_line", kind=name)


def _draw_sign_of_person(
    entry: Entry, language: Language, x: float, y: float
) -> tuple[Mark, ...]:
    signs = []
    for each in entry.parts or (entry,):
        signs.append((each.draw(x + each.wide / 2, y), each.meaning(language)))
        x += each.wide + BETWEEN_PARTS
    if not entry.parts:
        return tuple(signs[0][0])
    # Each a group of its own, so that a filter shows it beside its option.
    return tuple(Group(tuple(marks), details=meaning) for marks, meaning in signs)


def _sample(key: TieKind | str) -> Callable[[float, float], tuple[Mark, ...]]:
    return partial(_draw_sample, key)


def _draw_sample(key: TieKind | str, x: float, y: float) -> tuple[Mark, ...]:
    if key == "loss":
        inset = (SAMPLE - LOSS_SAMPLE) / 2
        top = y - LOSS_HEIGHT / 2
        return (loss_ring(x + inset, top, LOSS_SAMPLE, LOSS_HEIGHT, radius=4.0),)
    ends = [(x, y), (x + SAMPLE, y)]
    curve = straight_curve(ends)
    if isinstance(key, TieKind):
        return draw_tie(key, curve, None)
    return (draw_halo(curve),)


def _draw_along(kind: TieKind, x: float, y: float) -> tuple[Mark, ...]:
    """A tie on the broad pale ground of a reporting line."""
    ends = [(x, y), (x + SAMPLE, y)]
    ground = draw_reporting_line(ends, broad=True)
    return (*ground, *draw_tie(kind, straight_curve(ends), None))


def _draw_sign_key(sign: str, x: float, y: float) -> tuple[Mark, ...]:
    return draw_sign(sign, x, y, LEGEND_SIGN)


def _draw_tag_key(tag: str, x: float, y: float) -> tuple[Mark, ...]:
    return draw_tag(tag, x, y, LEGEND_SIGN)


def _draw_stub_key(x: float, y: float) -> tuple[Mark, ...]:
    """The dashed ground of somebody of another team."""
    ground = Box(
        x,
        y - 8,
        SAMPLE,
        16,
        fill=style.PAPER,
        stroke=style.FAINT,
        radius=6.0,
        dash=style.DASH,
    )
    return (ground,)


def _draw_key(
    sample: Callable[[float, float], tuple[Mark, ...]],
    sample_width: float,
    name: str,
    x: float,
    y: float,
) -> Group:
    words = line(
        name,
        x + sample_width + SAMPLE_GAP,
        y + 4,
        size=LEGEND_SIZE,
        ink=style.MUTED,
        solid=True,
    )
    return Group((*sample(x, y), words), classes=("legend",))
