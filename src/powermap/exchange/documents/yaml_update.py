"""A changed plan in the YAML of the old one: comments and order stay where they were.

The text is cut into chunks, one for each key and each entry of a list, with the
comments above it. Chunks of what did not change are copied as they are, so whatever
stands in them stays. What cannot be cut so is written again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any

from powermap.errors import FormatError
from powermap.exchange.documents.document import field_of_key
from powermap.exchange.documents.keys import CLAIMS, SCHEMA
from powermap.exchange.documents.shared_people import FIELD as PEOPLE_FILE
from powermap.exchange.documents.yaml_chunks import (
    CannotUpdateError,
    Chunk,
    ChunkedText,
    is_block,
    refuse_complex_keys,
)
from powermap.exchange.documents.yaml_meaning import (
    OldValues,
    as_words,
    keys_of_entries,
    names_a_person,
)
from powermap.exchange.documents.yaml_text import compose_yaml, dump_yaml
from powermap.exchange.glossary import Glossary
from powermap.model.fields import Table
from powermap.model.sheet_titles import keys_of, table_of_key

__all__ = ["update_yaml"]


def update_yaml(
    old: str, document: Mapping[str, Any], glossary: Glossary, other: str = ""
) -> str | None:
    """The old text with the values of a document; None where that is not possible.

    New entries of lists are copied from the `other` text where they stand in it.
    """
    try:
        updater = _updater_of(old, glossary)
        if updater is None:
            return None
        updater.other = _updater_of(other, glossary) if other else None
        root = updater.root
        end = updater.end_of_lines(root)
        body = updater.update_top(root, document)
    except (FormatError, CannotUpdateError):
        return None
    return old[: root.start_mark.index] + body + old[end:]


def _updater_of(text: str, glossary: Glossary) -> _Updater | None:
    root: Any = compose_yaml(text, "the file")
    if root is None or not is_block(root, "mapping"):
        return None
    refuse_complex_keys(root)
    return _Updater(text, root, glossary)


class _Updater(ChunkedText):
    """One text being updated."""

    def __init__(self, text: str, root: Any, glossary: Glossary) -> None:
        super().__init__(text)
        self.glossary = glossary
        self.root = root
        self.old = OldValues(root, glossary)
        self.other: _Updater | None = None

    def update_top(self, root: Any, document: Mapping[str, Any]) -> str:
        """The keys at the top with the values of a document."""
        written = {self._name_at_top(key.value) for key, _ in root.value}
        # The default scale need not be written, and a file without it should stay
        # without.
        if "scale" not in written and document.get("scale") == {"low": 0, "high": 10}:
            document = {key: document[key] for key in document if key != "scale"}
        self.old.shares = PEOPLE_FILE in document
        # "people: people.yaml" names a file, beside the list of people.
        files = set()
        for key, value in root.value:
            if value.id == "scalar" and table_of_key(key.value) == "people":
                files.add(key.value)

        def name_of(key: str) -> str:
            return PEOPLE_FILE if key in files else self._name_at_top(key)

        return self._update_mapping(root, document, name_of, self._update_top_value, "")

    def _name_at_top(self, key: str) -> str:
        """The key of a document that a key of the file means."""
        table = table_of_key(key)
        if table is not None:
            return keys_of(table)[0]
        field = field_of_key(key, self.glossary)
        return field.name if field is not None else key

    def _update_top_value(self, chunk: Chunk, name: str, value: Any) -> str | None:
        table = table_of_key(name)
        if table is not None:
            return self._update_table(chunk, table, value)
        field = field_of_key(name, self.glossary)
        if field is not None and self.old.means(field, chunk.value, value):
            return self.copy(chunk)
        if name == "scale" and is_block(chunk.value, "mapping"):
            indent: str = " " * chunk.value.start_mark.column
            body = self._update_mapping(
                chunk.value, value, str, self._update_plain_value, indent
            )
            return self._head_of_block(chunk) + indent + body
        return self._update_plain_value(chunk, name, value)

    def _update_table(self, chunk: Chunk, table: Table, value: Any) -> str | None:
        node = chunk.value
        if is_block(node, "sequence") and node.value:
            start = self.text.find("\n", chunk.key.end_mark.index) + 1
            head = self.text[chunk.start : start]
            return head + self._update_list(node, start, table, value)
        if self.old.data(node) == value:
            return self.copy(chunk)
        of_texts = all(isinstance(each, str) for each in value)
        return self._replace_scalar(chunk, value) if of_texts else None

    def _head_of_block(self, chunk: Chunk) -> str:
        """The key of a chunk with what stands above the first line of its value."""
        value_start = chunk.value.start_mark.index
        line = self.start_of_line(value_start)
        return self.text[chunk.start : line]

    def _update_plain_value(self, chunk: Chunk, name: str, value: Any) -> str | None:
        del name
        if self.old.data(chunk.value) == as_words(value):
            return self.copy(chunk)
        return self._replace_scalar(chunk, value)

    def _update_mapping(
        self,
        node: Any,
        new: Mapping[str, Any],
        name_of: Callable[[str], str],
        update_value: Callable[[Chunk, str, Any], str | None],
        indent: str,
    ) -> str:
        """The chunks of a block mapping with new values; new keys after those before them."""
        parts: list[tuple[str | None, str]] = []
        seen = set()
        for chunk in self.chunks_of_mapping(node):
            key = chunk.key.value
            name = name_of(key)
            if name == SCHEMA:
                parts.append((name, self.copy(chunk)))
            elif name not in new:
                # What is gone goes with its own comment; comments above it stay.
                is_inline = not parts and indent != ""
                parts.append((None, self._comments_above(chunk, inline=is_inline)))
            else:
                seen.add(name)
                text = update_value(chunk, name, new[name])
                if text is None:
                    text = self._rewrite(chunk, new[name], indent)
                parts.append((name, text))
        return self._insert_new(parts, new, seen, indent)

    def _insert_new(
        self,
        parts: list[tuple[str | None, str]],
        new: Mapping[str, Any],
        seen: set[str],
        indent: str,
    ) -> str:
        order = list(new)
        for at, name in enumerate(order):
            if name in seen:
                continue
            text = indent + _dump_pair(name, new[name], indent)
            before = set(order[:at])
            place = 0
            for index, (other, _) in enumerate(parts):
                if other in before:
                    place = index + 1
            if place == 0 and parts and indent:
                # The first chunk of a block begins behind its dash.
                raise CannotUpdateError
            parts.insert(place, (name, text))
        texts = [text for _, text in parts]
        for index, text in enumerate(texts[:-1]):
            if text and not text.endswith("\n"):
                texts[index] = text + "\n"
        return "".join(texts)

    def _comments_above(self, chunk: Chunk, *, inline: bool) -> str:
        """The comments above a key; a key behind a dash cannot go without its line."""
        if inline:
            raise CannotUpdateError
        line = self.start_of_line(chunk.key.start_mark.index)
        return self.text[chunk.start : line]

    def _replace_scalar(self, chunk: Chunk, value: Any) -> str | None:
        """The chunk with another value on the same line; its comment stays."""
        node = chunk.value
        is_line = node.id == "scalar" and node.style not in {"|", ">"}
        if not is_line and not (node.id != "scalar" and node.flow_style):
            return None
        start = node.start_mark.index
        end = node.end_mark.index
        is_empty = node.id == "scalar" and start == end
        # A value over several lines may have comments between them; an empty one has no
        # place of its own.
        if "\n" in self.text[start:end] or is_empty:
            return None
        # ruamel ends a lone scalar with "...", the mark of the end of a document.
        written = dump_yaml(value, flow=True).strip().removesuffix("...").strip()
        return self.text[chunk.start : start] + written + self.text[end : chunk.end]

    def _rewrite(self, chunk: Chunk, value: Any, indent: str) -> str:
        """The chunk with its key as it was and its value written again."""
        # Up to the end of the key everything stays: the comments above it and its
        # spelling, for which the letter k stands in the new lines.
        key_end = chunk.key.end_mark.index
        head = self.text[chunk.start : key_end]
        lines = _dump_pair("k", value, indent)
        return head + lines.removeprefix("k")

    def _update_list(
        self, node: Any, start: int, table: Table, new: Sequence[Any]
    ) -> str:
        """The entries of a list in their new order, each as it was where it did not change."""
        chunks = self.chunks_of_list(node, start)
        column = node.start_mark.column
        old_keys = self.old.keys_of_nodes(table, [chunk.value for chunk in chunks])
        by_key = dict(zip(old_keys, chunks, strict=True))
        new_keys = keys_of_entries(table, new)
        lost: dict[Hashable, str] = {}
        carried = ""
        for key, chunk in zip(old_keys, chunks, strict=True):
            if key not in set(new_keys):
                # The comments above an entry that is gone stay where they are.
                carried += self._comments_of_entry(chunk)
            elif carried:
                lost[key] = carried
                carried = ""
        parts = []
        for key, entry in zip(new_keys, new, strict=True):
            if key in by_key:
                text = self._update_entry(by_key[key], table, entry)
                parts.append(lost.get(key, "") + text)
            else:
                copied = self._copied(table, key, entry, column)
                parts.append(copied or _dump_entry(entry, column))
        texts = [part if part.endswith("\n") else part + "\n" for part in parts]
        return "".join(texts) + carried

    def _copied(
        self, table: Table, key: Hashable, entry: Any, column: int
    ) -> str | None:
        """A new entry as it stands in the other text, with the comments above it."""
        if self.other is None or isinstance(entry, str):
            return None
        found = self.other.entries_of(table).get(key)
        if found is None or found.value.id != "mapping":
            return None
        if not self.other.old.block_means(found.value, table, entry):
            return None
        return _moved(self.other.copy(found), found.value.start_mark.column, column)

    def entries_of(self, table: Table) -> dict[Hashable, Chunk]:
        """The entries of a list by what tells them apart."""
        for key, node in self.root.value:
            is_list = is_block(node, "sequence") and node.value
            if table_of_key(key.value) == table and is_list:
                start = self.text.find("\n", key.end_mark.index) + 1
                chunks = self.chunks_of_list(node, start)
                keys = self.old.keys_of_nodes(table, [each.value for each in chunks])
                return dict(zip(keys, chunks, strict=True))
        return {}

    def _comments_of_entry(self, chunk: Chunk) -> str:
        line = self.start_of_line(chunk.value.start_mark.index)
        return self.text[chunk.start : line]

    def _update_entry(self, chunk: Chunk, table: Table, entry: Any) -> str:
        node = chunk.value
        if isinstance(entry, str):
            return self.copy(chunk)
        if node.id != "mapping":
            if entry == {"name": node.value}:
                return self.copy(chunk)
            # The value begins two columns behind its dash.
            column = node.start_mark.column - 2
            return self._comments_of_entry(chunk) + _dump_entry(entry, column)
        # Not text by text: `power: 8` and `power: "8"` say the same, and a copy keeps
        # the user's spelling.
        if self.old.block_means(node, table, entry):
            return self.copy(chunk)
        names = self.old.name_in(table)
        present = {names(key.value) for key, _ in node.value}
        entry = self.old.without_defaults(table, entry, present)
        head = self.text[chunk.start : node.start_mark.index]
        if node.flow_style:
            written = dump_yaml(entry, flow=True).strip()
            return head + written + self.text[node.end_mark.index : chunk.end]
        indent = " " * node.start_mark.column

        update_value = partial(self._update_field, table)
        body = self._update_mapping(node, entry, names, update_value, indent)
        return head + body

    def _update_field(
        self, table: Table, pair: Chunk, name: str, value: Any
    ) -> str | None:
        """A key of a block with the value of an entry."""
        field = self.glossary.find(table, name)
        node = pair.value
        if name == CLAIMS and node.id == "sequence":
            # Cut no further: changed claims about a person are written again.
            return self.copy(pair) if self.old.claims_mean(node, value) else None
        if names_a_person(field):
            if self.old.person(node.value) == value:
                return self.copy(pair)
        elif field is not None and self.old.means(field, node, value):
            return self.copy(pair)
        return self._update_plain_value(pair, name, value)


def _dump_pair(name: str, value: Any, indent: str) -> str:
    """A key and its value as lines, without the indent of the first."""
    lines = dump_yaml({name: value}).splitlines()
    first, *others = lines
    texts = [first]
    texts += [indent + line for line in others]
    return "\n".join(texts) + "\n"


def _dump_entry(entry: Any, column: int) -> str:
    """An entry of a list as lines, its dash in a column."""
    indent = " " * column
    lines = dump_yaml([entry]).splitlines()
    return "".join(f"{indent}{line}\n" for line in lines)


def _moved(text: str, column: int, new_column: int) -> str:
    """An entry whose block began in a column, with its dash in another."""
    # The block begins two columns behind its dash, or further.
    lines = text.splitlines()
    dash = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    if dash > column:
        return text
    shift = new_column - dash
    moved = []
    for line in lines:
        is_deeper = shift < 0 and line[:-shift].strip() == ""
        if not line.strip() or shift == 0:
            moved.append(line)
        elif shift > 0:
            moved.append(" " * shift + line)
        elif is_deeper:
            moved.append(line[-shift:])
        else:
            moved.append(line)
    return "".join(f"{line}\n" for line in moved)
