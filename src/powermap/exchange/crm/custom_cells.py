"""What a person keeps for the columns of a CRM that no field takes."""

from __future__ import annotations

from powermap.exchange.crm.columns import CrmMapping
from powermap.exchange.intake.custom_headers import header_of_kept
from powermap.exchange.tables.cells import cell_of
from powermap.language import Language
from powermap.model import Stakeholder
from powermap.model.custom import CustomValue

__all__ = ["custom_cells", "text_of_custom"]

_CELLS = Language()
"""Numbers and dates of a CRM do not depend on the language of its headers."""


def custom_cells(person: Stakeholder, mapping: CrmMapping) -> dict[str, str]:
    """The custom fields of a person as cells, by the key of their column.

    Any spelling of a column's header means it; what is no column of the mapping stays
    under its own name.

    Examples
    --------
    >>> from powermap.exchange.crm.mapping import mapping_of
    >>> ana = Stakeholder("Ana", custom={"Email": "ana@example.com", "Region": "South"})
    >>> custom_cells(ana, mapping_of("salesforce"))
    {'Contact.Email': 'ana@example.com', 'Region': 'South'}
    """
    cells: dict[str, str] = {}
    for name, value in person.custom.items():
        header = header_of_kept(name)
        column = mapping.find(header)
        key = column.key if column else header
        # Where two spellings have a value, the first one counts.
        cells.setdefault(key, text_of_custom(value))
    return cells


def text_of_custom(value: CustomValue) -> str:
    """A value as CRMs write it: ``true`` and ``false`` in small letters."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(cell_of(value, _CELLS))
