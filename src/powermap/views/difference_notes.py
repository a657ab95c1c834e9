"""The foot of a chart of changes: what changed besides people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from powermap.scene.text import wrap
from powermap.views import figures
from powermap.views.difference_density import MOST_NOTES

if TYPE_CHECKING:
    from powermap.compare import Changed, Difference
    from powermap.language import Language
    from powermap.scene.marks import Mark
    from powermap.views.page import Page

__all__ = ["Notes", "draw_notes", "no_notes", "notes_of"]

ABOVE = 26.0  # from what stands above to the first line
BETWEEN_COLUMNS = 24.0

Notes = tuple[str, Sequence[Sequence[str]]]
"""The counts, and the first notes of each kind."""


def notes_of(changes: Difference, language: Language, most: int = MOST_NOTES) -> Notes:
    """Counts of what changed besides people, and the first of each kind."""
    counts = []
    for kind, count in changes.counts().items():
        if count:
            counts.append(language.say(f"difference.count_{kind}", count=count))
    groups: tuple[Sequence[Changed], ...] = (
        changes.facts,
        changes.verdicts,
        changes.appeared,
        changes.gone,
    )
    blocks = []
    for group in groups if most else ():
        block = [language.text(change.because) for change in group[:most]]
        if len(group) > most:
            more = len(group) - most
            block.append(language.say("difference.more", count=more))
        if block:
            blocks.append(block)
    return language.listed(counts, "sentences"), blocks


def no_notes(most: int) -> Notes:  # noqa: ARG001, as `notes_of`
    """What a page before the last one has."""
    return "", ()


def draw_notes(notes: Notes, low: float, page: Page) -> tuple[tuple[Mark, ...], float]:
    """The notes below what ends at `low`; and where they end.

    On a page that may not grow, kinds stand side by side, which needs less height.
    """
    counts, blocks = notes
    if not counts and not blocks:
        return (), low
    left = page.left
    y = low + ABOVE
    marks: tuple[Mark, ...] = ()
    if counts:
        marks, y = figures.draw_notes([counts], y, left, page.right)
    columns = [[text for block in blocks for text in block]]
    if not page.may_grow and len(blocks) > 1:
        width = (page.right - left - BETWEEN_COLUMNS) / 2
        columns = _in_two_columns(blocks, width)
    width = (page.right - left + BETWEEN_COLUMNS) / len(columns) - BETWEEN_COLUMNS
    low = y
    for column in columns:
        drawn, end = figures.draw_notes(column, y, left, left + width)
        marks += drawn
        low = max(low, end)
        left += width + BETWEEN_COLUMNS
    return marks, low


def _in_two_columns(blocks: Sequence[Sequence[str]], width: float) -> list[list[str]]:
    """The blocks in their order, cut where the taller column is lowest."""
    heights = []
    for block in blocks:
        lines = [len(wrap(text, width, figures.NOTE)) for text in block]
        heights.append(sum(lines))

    def tallest(cut: int) -> int:
        return max(sum(heights[:cut]), sum(heights[cut:]))

    cut = min(range(1, len(blocks)), key=tallest)
    columns = []
    for part in (blocks[:cut], blocks[cut:]):
        columns.append([text for block in part for text in block])
    return columns
