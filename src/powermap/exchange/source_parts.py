"""Files that belong to another one, are read with it, and are no sources of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from powermap.exchange.tables.csv_files import files_beside
from powermap.files.presence import is_file
from powermap.model.sheet_titles import keys_of

__all__ = ["ANSWER", "contents_of", "is_answer", "parts_of_source"]

ANSWER = "powermap portfolio"
"""What a file says of itself that powermap wrote about accounts: it is no account."""

_DOCUMENTS = frozenset({".yaml", ".yml", ".json"})
_TABLES = frozenset({".csv", ".tsv"})
_LARGEST = 10_000_000  # bytes of a plan that is searched for such a name
_HEAD = 1_000  # bytes within which a file says what it is
_PROPERTIES = "docProps/core.xml"
_KEYS = "|".join([*keys_of("people"), "people_file"])
# Looked for in the text, since to parse every file of a folder would take as long as
# reading it, and files of strangers are parsed in processes of their own.
_NAMED = re.compile(
    rf"""(?:^|[{{,])[ \t]*["']?(?:{_KEYS})["']?[ \t]*:[ \t]+
    (?:"(?P<double>[^"\n]+)"|'(?P<single>[^'\n]+)'|(?P<plain>[^\s"'\[{{][^\n,}}]*))
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)


def parts_of_source(path: Path) -> tuple[Path, ...]:
    """The ties and facts beside a CSV of people; the file of people that a plan names.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> plan = folder / "deal.yaml"
    >>> _ = plan.write_text("people: people.yaml  # of the account")
    >>> _ = (folder / "people.yaml").write_text("stakeholders: []")
    >>> [part.name for part in parts_of_source(plan)]
    ['people.yaml']
    """
    suffix = path.suffix.lower()
    if suffix in _TABLES:
        return tuple(files_beside(path))
    if suffix in _DOCUMENTS:
        return tuple(dict.fromkeys(_people_files(path)))
    return ()


def _people_files(path: Path) -> Iterator[Path]:
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8", "replace")
    except OSError:
        # Whoever reads it says why it cannot be read.
        return
    for match in _NAMED.finditer(text):
        named = _unescaped(match["double"]) if match["double"] else match["single"]
        named = named or match["plain"].partition(" #")[0]
        part = path.parent / named.strip()
        if part != path and is_file(part):
            yield part


def _unescaped(text: str) -> str:
    """A text as JSON means it: programs write 人员 as six signs each."""
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


def is_answer(path: Path) -> bool:
    """Whether powermap wrote a file about accounts, and nobody would read it as one."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".json":
            with path.open("rb") as file:
                return ANSWER.encode() in file.read(_HEAD)
        if suffix == ".xlsx":
            with ZipFile(path) as book, book.open(_PROPERTIES) as file:
                return ANSWER.encode() in file.read(_HEAD)
    except (BadZipFile, KeyError, NotImplementedError, OSError, RuntimeError):
        # Whoever reads it says what is wrong with it.
        return False
    return False


def contents_of(path: Path) -> Iterator[str | bytes]:
    """The content of a source and of its parts, each after its name, for a digest."""
    yield str(path)
    yield _bytes_of(path)
    for part in parts_of_source(path):
        yield part.name
        yield _bytes_of(part)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
