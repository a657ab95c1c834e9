"""Exports of a CRM that are known by their headers."""

from __future__ import annotations

from collections.abc import Sequence

from powermap.exchange.crm.columns import CrmColumn, CrmMapping
from powermap.exchange.crm.mapping import DETECTED, mapping_of
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.headers import Certainty, meanings_of

__all__ = ["detect_mapping"]

_KNOWN = 3
"""So many headers a mapping must know, and half of all."""
_BETTER = 2
"""So many of them must mean something else, or nothing, without the mapping."""


def detect_mapping(titles: Sequence[str], glossary: Glossary) -> str | None:
    """The shipped mapping that understands headers clearly better than plain reading.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> api = ["hs_object_id", "firstname", "lastname", "hs_buying_role", "jobtitle"]
    >>> detect_mapping(api, PLAIN), detect_mapping(["Name", "Title", "Power"], PLAIN)
    ('hubspot', None)
    """
    named = [title for title in titles if title]
    best = None
    most = 0
    for name in DETECTED:
        gain = _gain(mapping_of(name), named, glossary)
        if gain > most:
            best = name
            most = gain
    return best


def _gain(mapping: CrmMapping, titles: Sequence[str], glossary: Glossary) -> int:
    """How many headers a mapping understands better; 0 when it knows too few."""
    known = 0
    better = 0
    for title in titles:
        column = mapping.find(title)
        if column is None:
            continue
        known += 1
        better += _is_better(column, title, glossary)
    is_export = known >= _KNOWN and known * 2 >= len(titles) and better >= _BETTER
    return better if is_export else 0


def _is_better(column: CrmColumn, title: str, glossary: Glossary) -> bool:
    if column.field is None and not column.words:
        return False
    meanings = meanings_of(title, "people", glossary)
    if column.words:
        return not any(each.field.name == "buying_role" for each in meanings)
    for meaning in meanings:
        if meaning.certainty > Certainty.PERHAPS:
            return meaning.field.name != column.field
    return True
