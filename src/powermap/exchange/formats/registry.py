"""Every file format that is read or written, powermap's own and those of plug-ins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from powermap.exchange.formats.content import (
    Format,
    hint_at,
    refuse,
)
from powermap.exchange.formats.plugged import formats_of
from powermap.language.values import Listed, Quoted
from powermap.plugins import plugins

__all__ = [
    "OWN",
    "FormatRow",
    "find_format",
    "format_named",
    "formats",
    "formats_table",
    "is_own",
    "own_format",
    "readable_suffixes",
    "written_suffixes",
]

# The suffixes stand here too, so that a file loads the module of its own format only; a
# test compares them with the formats.
OWN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "xlsx": ("workbook:FORMAT", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")),
    "xml": ("spreadsheet_xml:FORMAT", (".xml",)),
    "vcard": ("vcard:FORMAT", (".vcf", ".vcard")),
    "html": ("html_tables:FORMAT", (".html", ".htm")),
    "markdown": ("markdown:FORMAT", (".md", ".markdown")),
    "mermaid": ("mermaid:FORMAT", (".mmd", ".mermaid")),
    "graphml": ("graphml:FORMAT", (".graphml",)),
    "gexf": ("gexf:FORMAT", (".gexf",)),
    # Before JSON, since both of them are JSON too.
    "kumu": ("kumu:FORMAT", (".kumu.json",)),
    "cytoscape": ("cytoscape:FORMAT", (".cyjs",)),
    "json": ("documents:JSON", (".json",)),
    "csv": ("delimited:FORMAT", (".csv", ".tsv", ".tab", ".txt")),
    "yaml": ("documents:YAML", (".yaml", ".yml")),
}
"""Those that powermap brings, by name: the module of each, and its suffixes.

A text is recognized in this order. To add one, write a module and name it here.
"""


def own_format(name: str) -> Format:
    """The format of powermap with this name.

    Examples
    --------
    >>> own_format("csv").suffixes
    ('.csv', '.tsv', '.tab', '.txt')
    """
    place, _ = OWN[name]
    module, _, attribute = place.partition(":")
    package = __name__.rpartition(".")[0]
    found: Format = getattr(import_module(f"{package}.{module}"), attribute)
    return found


def is_own(format: Format) -> bool:
    """Whether powermap brings a format."""
    return format.name in OWN and own_format(format.name) is format


def formats() -> tuple[Format, ...]:
    """Every format; those of plug-ins are not loaded before a file asks for them.

    Examples
    --------
    >>> [each.name for each in formats()][:2]
    ['xlsx', 'xml']
    """
    own = [own_format(name) for name in OWN]
    return (*own, *_plugged_in())


@dataclass(frozen=True, slots=True)
class FormatRow:
    """A format as a row of a table: what it is called, holds, and what is done with it."""

    title: str
    name: str
    suffixes: tuple[str, ...]
    reads: bool
    writes: bool
    holds: str


def formats_table(lang: str = "en") -> list[FormatRow]:
    """Every format in a language, in alphabetical order, for the documentation.

    Examples
    --------
    >>> row = formats_table()[0]
    >>> row.title, row.suffixes, row.reads, row.writes
    ('CSV, TSV and other text tables', ('.csv', '.tsv', '.tab', '.txt'), True, True)
    """
    rows = []
    for each in formats():
        row = FormatRow(
            each.title[lang],
            each.name,
            each.suffixes,
            each.read is not None,
            each.is_written,
            each.holds[lang],
        )
        rows.append(row)
    return sorted(rows, key=lambda row: row.name)


def find_format(name: str) -> Format | None:
    """The format that the longest suffix of a file name asks for.

    Examples
    --------
    >>> find_format("deal.XLSX").name, find_format("deal")
    ('xlsx', None)
    """
    lower = PurePath(name.lower()).name
    best = ""
    longest = 0
    for own, (_, suffixes) in OWN.items():
        # Not the last suffix only: ".kumu.json" has two of them.
        length = _length_of_suffix(lower, suffixes)
        if length > longest:
            best, longest = own, length
    found = own_format(best) if best else None
    # Looking for plug-ins takes longer than reading most files, and they matter only
    # where another point makes room for a longer suffix.
    if found is None or "." in lower[:-longest]:
        for each in _plugged_in():
            length = _length_of_suffix(lower, each.suffixes)
            if length > longest:
                found, longest = each, length
    return found


def _length_of_suffix(name: str, suffixes: Iterable[str]) -> int:
    """Characters of the longest suffix that a file name has, 0 without any."""
    lengths = [len(suffix) for suffix in suffixes if name.endswith(suffix)]
    return max(lengths, default=0)


def format_named(name: str, source: str) -> Format:
    """The format that an option names.

    Raises
    ------
    FormatError
        When there is none, or it is only written.
    """
    readable = [each for each in formats() if each.read is not None]
    for each in readable:
        if name.lower().lstrip(".") in {each.name, *_bare(each.suffixes)}:
            return each
    names = [each.name for each in readable]
    raise refuse(
        source,
        "message.formats.unknown_name",
        name=Quoted(name),
        allowed=Listed(names, "comma"),
        hint=hint_at(name, names),
    )


def readable_suffixes() -> list[str]:
    """Every suffix that is read."""
    suffixes: list[str] = []
    for each in formats():
        if each.read is not None:
            suffixes += each.suffixes
    return suffixes


def written_suffixes() -> list[str]:
    """The suffix of each format of other programs that people and ties are written in.

    Examples
    --------
    >>> ".graphml" in written_suffixes()
    True
    """
    return [each.suffixes[0] for each in formats() if each.write is not None]


def _bare(suffixes: Iterable[str]) -> set[str]:
    return {suffix.lstrip(".") for suffix in suffixes}


def _plugged_in() -> tuple[Format, ...]:
    """The formats of other packages, one for each suffix."""
    own = {suffix for _, suffixes in OWN.values() for suffix in suffixes}
    return formats_of(plugins("readers"), plugins("writers"), own)
