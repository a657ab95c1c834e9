"""Cells that a mapping explains: its words and separators before the usual ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from powermap.exchange.crm.columns import CrmColumn
from powermap.exchange.intake.values.cells import CellOf
from powermap.exchange.intake.words import WordReader
from powermap.model.fields import Field

__all__ = ["finder_of", "translate_cells"]

_LISTS = frozenset({"texts", "words"})


def finder_of(
    words: WordReader, field: Field, rule: CrmColumn | None
) -> Callable[[str], object | None]:
    """What a word means: to the mapping, else to powermap."""
    if rule is None or not rule.words:
        return words.find

    def find(text: str) -> object | None:
        own = rule.word(text)
        if own is not None and field.name in own.says:
            said: object = own.says[field.name]
            return said
        return words.find(text)

    return find


def translate_cells(
    cells: Sequence[CellOf], field: Field, rule: CrmColumn
) -> Sequence[CellOf]:
    """The cells with a mapping's separators and words for yes as powermap has them."""
    if field.kind == "yes" and rule.words:
        return [_as_yes(cell, field, rule) for cell in cells]
    if field.kind in _LISTS and rule.separators:
        return [_separated(cell, rule) for cell in cells]
    return cells


def _as_yes(cell: CellOf, field: Field, rule: CrmColumn) -> CellOf:
    word = rule.word(str(cell.raw))
    return cell if word is None else CellOf(cell.row, word.says[field.name])


def _separated(cell: CellOf, rule: CrmColumn) -> CellOf:
    if not isinstance(cell.raw, str):
        return cell
    return CellOf(cell.row, "; ".join(rule.split(cell.raw)))
