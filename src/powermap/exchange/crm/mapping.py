"""Mappings of a table's columns and words: those of the library, and TOML files."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path

from powermap.errors import FormatError, TableError
from powermap.exchange.crm.columns import CrmMapping
from powermap.exchange.crm.mapping_reader import MappingReader
from powermap.exchange.documents.toml_text import load_toml
from powermap.exchange.formats.encoding import decode
from powermap.exchange.glossary import PLAIN, Glossary
from powermap.files.reading import MEGABYTE, read_file, to_path
from powermap.language import Listed, Nearest, Quoted, Reason

__all__ = ["DETECTED", "SHIPPED", "mapping_of", "parse_mapping"]

SHIPPED = ("salesforce", "hubspot", "crm")
"""The mappings that come with the library."""
DETECTED = ("salesforce", "hubspot")
"""Those whose headers are so much their own that an export is known by them."""


def mapping_of(
    mapping: str | os.PathLike[str], glossary: Glossary = PLAIN
) -> CrmMapping:
    """A mapping that comes with the library, by its name, or your own, by the path of its TOML file.

    Raises
    ------
    FormatError
        When there is none of this name, or the file is not TOML.
    TableError
        With every mistake in the file.

    Examples
    --------
    >>> mapping_of("hubspot").find("jobtitle").field
    'title'
    """
    path = to_path(mapping)
    name = str(mapping)
    if path.suffix.lower() == ".toml":
        text, _ = decode(read_file(path, MEGABYTE), str(path))
        return parse_mapping(text, str(path), glossary)
    if name not in SHIPPED:
        # Any other name is taken for a typo rather than for a file without a suffix.
        raise FormatError(
            Reason(
                "message.mapping.no_such_mapping",
                mapping=Quoted(name),
                allowed=Listed(SHIPPED, "comma"),
                hint=Nearest(name, SHIPPED),
            )
        )
    return _shipped(name)


@cache
def _shipped(name: str) -> CrmMapping:
    source = files(__package__).joinpath("mappings", f"{name}.toml")
    text = source.read_text(encoding="utf-8")
    return _parse(text, f"{name}.toml", PLAIN, is_shipped=True)


def parse_mapping(text: str, source: str, glossary: Glossary = PLAIN) -> CrmMapping:
    r"""The mapping that a TOML text describes.

    Examples
    --------
    >>> text = 'label = "Ours"\ncolumns = [{ header = "Who", field = "name" }]'
    >>> parse_mapping(text, "ours.toml").find("WHO").field
    'name'
    """
    return _parse(text, source, glossary, is_shipped=False)


def _parse(
    text: str, source: str, glossary: Glossary, *, is_shipped: bool
) -> CrmMapping:
    document = load_toml(text, source)
    reader = MappingReader(glossary, Path(source).stem, is_shipped=is_shipped)
    mapping = reader.read(document)
    if reader.problems:
        raise TableError(source, reader.problems)
    return mapping
