"""Lines between people, as graphs and tables of edges have them, to be read as ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from powermap.errors import ModelError
from powermap.exchange.glossary import PLAIN, Glossary
from powermap.model import TieKind
from powermap.model.fields import find, fold_header
from powermap.model.vocabulary import fold
from powermap.packaged import load_table

__all__ = [
    "EdgeKind",
    "edge_kind",
    "edge_words",
    "is_kind_header",
    "is_person_word",
    "kind_of_column",
    "says_direction",
]


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """What a line between two people says.

    Attributes
    ----------
    kind : TieKind
        The kind of tie.
    turned : bool
        Whether the tie runs from the second person to the first.
    """

    kind: TieKind
    turned: bool = False


def edge_kind(word: object, glossary: Glossary = PLAIN) -> EdgeKind | None:
    """What the word on a line means; None when it is not known.

    Examples
    --------
    >>> edge_kind("Reports to"), edge_kind("manages").turned, edge_kind("directed")
    (EdgeKind(kind=<TieKind.REPORTS_TO: 'reports_to'>, turned=False), True, None)
    """
    if not isinstance(word, str):
        return None
    try:
        return EdgeKind(glossary.parse(TieKind, word))
    except ModelError:
        return _kinds().get(fold(word))


def edge_words() -> tuple[str, ...]:
    """The words of lines that are no words of ties.

    Examples
    --------
    >>> "manages" in edge_words()
    True
    """
    words: list[str] = []
    for section in ("from_start", "from_end"):
        for several in _book()[section].values():
            words += several
    return tuple(words)


def kind_of_column(header: str) -> EdgeKind | None:
    """The tie to those whom a column of a table of people names, such as subordinates.

    Examples
    --------
    >>> kind_of_column("Direct reports").turned, kind_of_column("Region") is None
    (True, True)
    """
    words = {fold(word) for word in _book()["columns"]["reports"]}
    if fold(header) in words:
        return EdgeKind(TieKind.REPORTS_TO, turned=True)
    return None


def says_direction(word: object) -> bool | None:
    """Whether a word says that a line has a direction; None when it says neither.

    Examples
    --------
    >>> says_direction("Directed"), says_direction("无向"), says_direction("friend")
    (True, False, None)
    """
    if not isinstance(word, str):
        return None
    return _directions().get(fold(word))


def is_kind_header(header: str) -> bool:
    """Whether a column or an attribute of edges says what kind of tie each one is.

    Examples
    --------
    >>> is_kind_header("Interaction"), is_kind_header("weight")
    (True, False)
    """
    field = find("ties", header)
    if field is not None:
        return field.name == "kind"
    return fold_header(header) in _kind_headers()


def is_person_word(word: object) -> bool:
    """Whether the type of a node says that it is a person.

    Examples
    --------
    >>> is_person_word("Person"), is_person_word("Organization")
    (True, False)
    """
    return isinstance(word, str) and fold(word) in _person_words()


@cache
def _book() -> Mapping[str, Any]:
    return load_table(__file__, "edges.toml")


@cache
def _kinds() -> Mapping[str, EdgeKind]:
    kinds = {}
    for section, turned in (("from_start", False), ("from_end", True)):
        for name, words in _book()[section].items():
            for word in words:
                kinds[fold(word)] = EdgeKind(TieKind(name), turned)
    return kinds


@cache
def _directions() -> Mapping[str, bool]:
    sections = _book()["direction"]
    directions = {}
    for name, is_directed in (("directed", True), ("undirected", False)):
        for word in sections[name]:
            directions[fold(word)] = is_directed
    return directions


@cache
def _kind_headers() -> frozenset[str]:
    return frozenset(fold_header(header) for header in _book()["headers"]["kind"])


@cache
def _person_words() -> frozenset[str]:
    return frozenset(fold(word) for word in _book()["people"]["words"])
