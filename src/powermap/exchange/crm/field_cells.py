"""A field of a person as a column of a CRM has it: in its words and on its scale."""

from __future__ import annotations

from typing import Any

from powermap.exchange.crm.columns import CrmColumn, CrmWord
from powermap.exchange.intake.words import MIDDLE
from powermap.exchange.tables.cells import cell_of
from powermap.language import Language
from powermap.model import Involvement, Power, Scale

__all__ = ["field_cell"]

_HALVES = {
    "power": (Power.DECIDER, Power.INFLUENCER),
    "involvement": (Involvement.HIGH, Involvement.LOW),
}


def field_cell(
    column: CrmColumn, field: str, value: Any, scale: Scale, language: Language
) -> str:
    """The cell of a column that fills one field; empty when nothing is known.

    Examples
    --------
    >>> column = CrmColumn({"en": "Level"}, fields=("power",), scale=(1, 5))
    >>> field_cell(column, "power", 7.5, Scale(0, 10), Language())
    '4'
    """
    if value is None:
        return ""
    word = _word(column, field, value, scale)
    if word is not None:
        return word.written.get(language.code) or word.written["en"]
    if field in _HALVES and _is_score(value):
        value = _score(column, field, value, scale)
    if isinstance(value, tuple) and column.separators:
        return column.separators[0].join(str(each) for each in value)
    cell = cell_of(value, language)
    return "" if cell is None else str(cell)


def _score(column: CrmColumn, field: str, value: float, scale: Scale) -> object:
    """A score on the scale of the column; its half of the scale where that has none."""
    if column.scale is None:
        # Without its scale a number would be read as another one.
        high_word, low_word = _HALVES[field]
        return high_word if scale.is_high(value) else low_word
    low, high = column.scale
    share = (value - scale.low) / (scale.high - scale.low)
    return _whole(round(low + share * (high - low), 10))


def _word(column: CrmColumn, field: str, value: Any, scale: Scale) -> CrmWord | None:
    """The first word of the column that says the value, else its half of the scale."""
    wanted = [value]
    if field in _HALVES and _is_score(value):
        if value == scale.middle:
            wanted.append(MIDDLE)
        high, low = _HALVES[field]
        wanted.append(high if scale.is_high(value) else low)
    for each in wanted:
        for word in column.words:
            said = word.says.get(field)
            if said == each and type(said) is type(each):
                return word
    return None


def _is_score(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _whole(number: float) -> float:
    return int(number) if float(number).is_integer() else number
