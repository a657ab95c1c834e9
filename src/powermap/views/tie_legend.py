"""What the lines and signs of the influence graph mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import TieKind
from powermap.scene.curves import straight_curve
from powermap.scene.marks import Box, Detail, Group, Mark
from powermap.scene.text import measure
from powermap.views.cards import draw_sign, sign_width
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
    both: bool = False,
    losses: bool = False,
    counts: Sequence[tuple[str, str]] = (),
    stubs: bool = False,
    signs: Sequence[Entry] = (),
) -> tuple[list[Mark], float]:
    """A sample and a name for each kind, from left to right; and their height.

    `both` explains an influence that runs along a reporting line; `counts` are signs on
    cards that say how much is not drawn, each with its meaning;
    `signs` those that say something about a person.
    """
    keys = _keys_of_ties(kinds, path=path, both=both, losses=losses)
    entries = []
    explained: dict[str, tuple[Detail, ...]] = {}
    for key in keys:
        name = language.say(f"influence.key_{key}")
        entries.append((_sample(key), SAMPLE, name))
        if isinstance(key, TieKind):
            explained[name] = (kind_detail(key, language),)
    for sign, text in counts:
        width = sign_width(sign, LEGEND_SIGN)
        entries.append((partial(_draw_sign_key, sign), width, text))
    if stubs:
        entries.append((_draw_stub_key, SAMPLE, language.say("influence.key_stub")))
    for each in signs:
        draw = partial(_draw_sign_of_person, each, language)
        name = language.say(each.key)
        entries.append((draw, each.wide, name))
        explained[name] = each.meaning(language)
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


def _keys_of_ties(
    kinds: Sequence[TieKind], *, path: bool, both: bool, losses: bool
) -> list[TieKind | str]:
    """What lines and grounds are explained, in this order."""
    keys: list[TieKind | str] = [*kinds]
    if both:
        keys.insert(keys.index(TieKind.INFLUENCES) + 1, "both")
    if path:
        keys.append("path")
    if losses:
        keys.append("loss")
    return keys


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
    if key == "both":
        ground = draw_reporting_line(ends, broad=True)
        return (*ground, *draw_tie(TieKind.INFLUENCES, curve, None))
    if isinstance(key, TieKind):
        return draw_tie(key, curve, None)
    return (draw_halo(curve),)


def _draw_sign_key(sign: str, x: float, y: float) -> tuple[Mark, ...]:
    return draw_sign(sign, x, y, LEGEND_SIGN)


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
