"""A YAML text cut into chunks: one for each key and each entry of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = [
    "CannotUpdateError",
    "Chunk",
    "ChunkedText",
    "is_block",
    "refuse_complex_keys",
]


class CannotUpdateError(Exception):
    """The old text is laid out in a way that cannot be updated in place."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of the text: a key with its value, or an entry of a list."""

    key: Any
    value: Any
    start: int
    end: int


def is_block(node: Any, kind: str) -> bool:
    """Whether a node is a list or mapping that is laid out in lines."""
    return node.id == kind and not node.flow_style


def is_empty_node(node: Any) -> bool:
    """Whether nothing stands where a value could; empty quotes are a value."""
    return node.id == "scalar" and node.value == "" and not node.style


def refuse_complex_keys(node: Any) -> None:
    """Refuse a text in which a list or a block is a key."""
    if node.id == "sequence":
        for item in node.value:
            refuse_complex_keys(item)
    elif node.id == "mapping":
        for key, value in node.value:
            # Legal YAML, but nothing that a plan means; the text around it could not be
            # cut safely.
            if key.id != "scalar":
                raise CannotUpdateError
            refuse_complex_keys(value)


class ChunkedText:
    """A text and the places of what stands in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def end_of_content(self, node: Any) -> int:
        """Where the last scalar of a node ends; a block node ends only at what follows it."""
        if node.id == "scalar" or node.flow_style:
            return int(node.end_mark.index)
        if not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        if node.id == "mapping":
            key, value = last
            # An empty value ends, for the parser, only where the next token begins.
            if is_empty_node(value):
                return int(key.end_mark.index)
            return self.end_of_content(value)
        return self.end_of_content(last)

    def end_of_lines(self, node: Any) -> int:
        """The start of the line after a node."""
        end = self.end_of_content(node)
        # A literal block (|) already ends with its last line break.
        if end > 0 and self.text[end - 1] == "\n":
            return end
        newline = self.text.find("\n", end)
        return len(self.text) if newline < 0 else newline + 1

    def start_of_line(self, index: int) -> int:
        """The start of the line in which a place is."""
        return self.text.rfind("\n", 0, index) + 1

    def chunks_of_mapping(self, node: Any) -> list[Chunk]:
        """The keys of a block mapping; each chunk has the comments above it."""
        chunks = []
        start = node.start_mark.index
        for key, value in node.value:
            end = self._end_of_pair(key, value)
            # Two keys that share a line cannot be cut apart.
            if start > key.start_mark.index or end <= start:
                raise CannotUpdateError
            chunks.append(Chunk(key, value, start, end))
            start = end
        return chunks

    def _end_of_pair(self, key: Any, value: Any) -> int:
        if is_empty_node(value):
            return self.end_of_lines(key)
        return self.end_of_lines(value)

    def chunks_of_list(self, node: Any, start: int) -> list[Chunk]:
        """The entries of a block list; each chunk has the comments above it."""
        chunks = []
        for item in node.value:
            end = self.end_of_lines(item)
            if end <= start:
                raise CannotUpdateError
            chunks.append(Chunk(None, item, start, end))
            start = end
        return chunks

    def copy(self, chunk: Chunk) -> str:
        """A chunk as it is."""
        return self.text[chunk.start : chunk.end]
