"""Names and ids of people as a CRM writes them, in both directions."""

from __future__ import annotations

from powermap.exchange.intake.names import first_name_first, join_name
from powermap.model import slug

__all__ = ["crm_id", "first_name_first", "join_name", "name_cells", "split_name"]


def split_name(name: str) -> tuple[str, str]:
    """The first and the last name, split at the last space.

    A name without a space is a last name, since CRMs require one.

    Examples
    --------
    >>> split_name("Ana María Ruiz"), split_name("张伟")
    (('Ana María', 'Ruiz'), ('', '张伟'))
    """
    # At the last space, since most names have one family name; CRMs require a last
    # name, not a first one.
    first, _, last = name.rpartition(" ")
    # Only parts that make the same name again can be read back.
    if join_name(first.strip(), last.strip()) == name:
        return first, last
    return "", name


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
