"""What kind of tie each row of a table of ties is, in whatever words."""

from __future__ import annotations

from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.edges import EdgeKind, edge_kind, says_direction
from powermap.exchange.intake.values.cells import ColumnValues, WordMeaning
from powermap.language import Reason
from powermap.model import TieKind

__all__ = ["TieKindReader", "turned_rows"]

_DIRECTED = EdgeKind(TieKind.INFLUENCES)
_UNDIRECTED = EdgeKind(TieKind.TALKS_TO)


class TieKindReader:
    """The words of a column of kinds: powermap's, a playbook's, those of graph programs.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> reader = TieKindReader(PLAIN)
    >>> reader.find("manages").turned, reader.find("Undirected").kind
    (True, <TieKind.TALKS_TO: 'talks_to'>)
    """

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary

    def find(self, word: str) -> EdgeKind | None:
        """The kind of tie that a word means; None when it is not known."""
        kind = edge_kind(word, self.glossary)
        if kind is not None:
            return kind
        is_directed = says_direction(word)
        if is_directed is None:
            return None
        # A line of a graph without a kind says only that the two have to do with
        # each other, or that one acts on the other.
        return _DIRECTED if is_directed else _UNDIRECTED


def turned_rows(values: ColumnValues) -> set[int]:
    """The rows whose word runs from the second person to the first.

    The values become kinds of ties.
    """
    turned = set()
    for row, value in values.values.items():
        if isinstance(value, EdgeKind):
            values.values[row] = value.kind
            if value.turned:
                turned.add(row)
    values.words = [_as_kind(word) for word in values.words]
    return turned


def _as_kind(word: WordMeaning) -> WordMeaning:
    if not isinstance(word.value, EdgeKind):
        return word
    meaning: object = word.value.kind
    if word.value.turned:
        meaning = Reason("message.columns.turned_kind", kind=word.value.kind)
    return WordMeaning(word.written, word.rows, meaning, word.how)
