"""Names and ids of people as a CRM writes them, in both directions."""

from __future__ import annotations

from powermap.model import slug

__all__ = ["crm_id", "first_name_first", "join_name", "name_cells", "split_name"]

_AFTER_A_NAME = frozenset(
    """
    jr sr i ii iii iv v md phd dr mba cpa cfa esq dds msc bsc ma ba inc ltd llc
    """.split()
)
"""What may follow a comma and is not a first name: titles, degrees, legal forms."""


def first_name_first(name: str) -> str:
    """A name that a directory may have written with the last name first.

    Examples
    --------
    >>> first_name_first("Ruiz, Ana"), first_name_first("Ana Ruiz")
    ('Ana Ruiz', 'Ana Ruiz')
    >>> first_name_first("Ana Ruiz, PhD")
    'Ana Ruiz, PhD'
    """
    last, _, first = name.partition(",")
    last = last.strip()
    first = first.strip()
    # Two commas or a digit are more likely a list or an address than a name.
    if not last or not first or "," in first or any(map(str.isdigit, name)):
        return name
    if first.replace(".", "").casefold() in _AFTER_A_NAME:
        return name
    return f"{first} {last}"


def join_name(first: str, last: str) -> str:
    """The whole name of its two parts.

    Examples
    --------
    >>> join_name("Ana", "Ruiz"), join_name("伟", "张"), join_name("", "Ruiz")
    ('Ana Ruiz', '张伟', 'Ruiz')
    """
    if first and last and _is_chinese(first + last):
        # A Chinese name begins with the family name and has no space.
        return last + first
    return " ".join(part for part in (first, last) if part)


def _is_chinese(text: str) -> bool:
    # Unicode's main block of Chinese characters. Names mixed with Latin letters follow
    # Western order.
    return all("\u4e00" <= char <= "\u9fff" for char in text)


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
