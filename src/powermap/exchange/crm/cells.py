"""What stands in the cells of a CRM's export, both ways: names, ids, bosses, and the lines that keep the rest.

What a CRM says beyond the fields of a person is kept in lines of the note, what a judgement follows from in lines of
the evidence. Whether a cell has to be kept is seen from what writing would put in its place.
"""

from __future__ import annotations

from collections.abc import Mapping

from powermap.errors import ModelError
from powermap.exchange.crm.kept_lines import apart
from powermap.exchange.crm.mapping import NAMES, CrmMapping, Heading
from powermap.exchange.people_register import Register
from powermap.exchange.tables.cells import cell_of, value_of
from powermap.model import slug
from powermap.model.fields import fields_by_name
from powermap.model.record import printable

PROSE = ("note", "evidence")
_SUFFIXES = frozenset(
    "jr sr i ii iii iv v md phd dr mba cpa cfa esq dds msc bsc ma ba inc ltd llc".split()
)


def turned(name: str) -> str:
    """A name in the order in which it is said.

    Examples
    --------
    >>> turned("Ruiz, Ana"), turned("Ana Ruiz, PhD"), turned("Ana Ruiz")
    ('Ana Ruiz', 'Ana Ruiz, PhD', 'Ana Ruiz')
    """
    last, comma, first = (part.strip() for part in name.partition(","))
    plain = (
        comma
        and last
        and first
        and "," not in first
        and first.replace(".", "").casefold() not in _SUFFIXES
    )
    return (
        f"{first} {last}"
        if plain and not any(char.isdigit() for char in name)
        else name
    )


def joined(first: str, last: str) -> str:
    """A whole name of its two parts; a Chinese one begins with the family.

    Examples
    --------
    >>> joined("Ana", "Ruiz"), joined("伟", "张"), joined("", "Ruiz")
    ('Ana Ruiz', '张伟', 'Ruiz')
    """
    if first and last and all("\u4e00" <= char <= "\u9fff" for char in first + last):
        return last + first
    return " ".join(part for part in (first, last) if part)


def halves(name: str) -> tuple[str, str]:
    """First and last name, parted at the last space; a name without one is a last name.

    Examples
    --------
    >>> halves("Ana María Ruiz"), halves("张伟")
    (('Ana María', 'Ruiz'), ('', '张伟'))
    """
    first, _, last = name.rpartition(" ")
    return (first, last) if joined(first.strip(), last.strip()) == name else ("", name)


def name_cells(name: str) -> dict[str, str]:
    """A name as its columns have it."""
    return dict(zip(NAMES, (name, *halves(name)), strict=True))


def own_id(id: str, name: str) -> str:
    """The id that a CRM gave; nothing where it only follows from the name."""
    return "" if id == slug(turned(name)) else id


def boss_cells(
    mapping: CrmMapping, register: Register, boss: int | None
) -> dict[str, str]:
    """A boss as the columns have it: by id if there is one, and by name where the name says who it is."""
    if boss is None:
        return dict.fromkeys(("reports_to", "reports_to_name"), "")
    id, name = register.ids[boss], register.names[boss] or ""
    told = name if found(register, name) == [boss] else ""
    if mapping.of("reports_to") is None:
        return {"reports_to_name": told or id}
    known = own_id(id, name) or not told or mapping.of("reports_to_name") is None
    return {"reports_to": id if known else "", "reports_to_name": told}


def found(register: Register, written: str) -> list[int]:
    """The places of all whom a cell may mean."""
    return list(register.called(written) or register.called(turned(written)))


def normal(field: str, text: str) -> str:
    """A text as it stands in a cell after it was read."""
    try:
        return str(cell_of(value_of(fields_by_name("people")[field], text), "en"))
    except ModelError:  # told with its place when the person is read
        return text


def key_of(
    mapping: CrmMapping, title: str, prose: str, *, more: bool = False
) -> str | None:
    """Under which key the value of a column is kept in the note or the evidence; None where it is not.

    Words are kept in the evidence, all else in the note. A text of the CRM's own is kept only where it is the first.
    """
    heading = mapping.find(title)
    if heading is None:
        return title if prose == "note" and title == neat(title) != "" else None
    if heading.field == "deal" or (
        heading.field in PROSE and (heading.field != prose or more)
    ):
        return None
    home = "evidence" if heading.words or heading.field == "evidence" else "note"
    return heading.header["en"] if home == prose else None


def kept_in(
    mapping: CrmMapping, prose: str, text: str | None
) -> tuple[str, dict[str, str]]:
    """A note or an evidence, apart from what is kept in it."""
    return apart(
        mapping.label,
        text,
        lambda title, more: key_of(mapping, title, prose, more=more),
    )


def neat(title: object) -> str:
    """A header without line breaks and runs of spaces."""
    return " ".join(str(title).split())


def settled(text: str) -> str:
    """A text as the model will have it."""
    try:
        return printable(text, lines=True)
    except ModelError:
        return text


def keeps(heading: Heading | None) -> bool:
    """Whether what stands in a column is always kept, since no field of a person takes it."""
    return heading is None or bool(heading.words) or heading.field in {None, "deal_id"}


def rest_of(values: Mapping[str, str], mapping: CrmMapping) -> list[str]:
    """The keys of kept values that are no column of the mapping."""
    known = {heading.header["en"] for heading in mapping.headings}
    return [key for key in values if key not in known]
