"""Names and ids of people as a CRM writes them, in both directions."""

from __future__ import annotations

from powermap.exchange.intake.names import first_name_first, join_name, split_name
from powermap.model import slug

__all__ = ["crm_id", "first_name_first", "join_name", "name_cells", "split_name"]


def name_cells(name: str) -> dict[str, str]:
    """A name as the columns of names have it."""
    first, last = split_name(name)
    return {
        "name": name,
        "first_name": first,
        "last_name": last,
    }


def crm_id(id: str, name: str) -> str:
    """The id that a CRM assigned; empty where it only follows from the name."""
    generated = slug(first_name_first(name))
    if id == generated:
        return ""
    return id
