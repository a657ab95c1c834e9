"""A changed plan in the YAML of the old one: comments and order stay where they were.

The text is cut into chunks, one for each key and each entry of a list, with the
comments above it. Chunks of what did not change are copied as they are, so whatever
stands in them stays. What cannot be cut so is written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from powermap.errors import FormatError, ModelError
from powermap.exchange.documents.document import SCHEMA, field_of_key, simple
from powermap.exchange.documents.yaml_text import compose_yaml, dump_yaml
from powermap.exchange.glossary import Glossary
from powermap.exchange.people_register import Register, number_ids
from powermap.exchange.tables.cells import value_of
from powermap.model.fields import Table, table_of_key

__all__ = ["update_yaml"]

_LISTED_BY_NAME: tuple[Table, ...] = (
    "team",
    "rivals",
    "criteria",
    "goals",
    "actions",
    "pipeline",
)


class _CannotUpdateError(Exception):
    """The old text is laid out in a way that cannot be updated in place."""


def update_yaml(
    old: str, document: Mapping[str, Any], glossary: Glossary
) -> str | None:
    """The old text with the values of a document; None where that is not possible."""
    try:
        root = compose_yaml(old, "the file")
        if root is None or root.id != "mapping" or root.flow_style:
            return None
        updater = _Updater(old, glossary)
        end = updater.end_of_lines(root)
        body = updater.update_top(root, document)
        return old[: root.start_mark.index] + body + old[end:]
    except (FormatError, _CannotUpdateError):
        return None


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A part of the text: a key with its value, or an entry of a list."""

    key: Any
    value: Any
    start: int
    end: int


def _is_block(node: Any, kind: str) -> bool:
    """Whether a node is a list or mapping that is laid out in lines."""
    return node.id == kind and not node.flow_style


class _Updater:
    """One text being updated."""

    def __init__(self, text: str, glossary: Glossary) -> None:
        self.text = text
        self.glossary = glossary
        self.register: Register | None = None

    # Where things stand ----------------------------------------------------------

    def end_of_content(self, node: Any) -> int:
        """Where the last scalar of a node ends; a block node ends only at what follows it."""
        if node.id == "scalar" or node.flow_style:
            return int(node.end_mark.index)
        if not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        if node.id == "mapping":
            key, value = last
            if value.id == "scalar" and value.value == "" and not value.style:
                return int(key.end_mark.index)
            return self.end_of_content(value)
        return self.end_of_content(last)

    def end_of_lines(self, node: Any) -> int:
        """The start of the line after a node."""
        end = self.end_of_content(node)
        if end > 0 and self.text[end - 1] == "\n":
            return end
        newline = self.text.find("\n", end)
        return len(self.text) if newline < 0 else newline + 1

    def start_of_line(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def chunks_of_mapping(self, node: Any) -> list[_Chunk]:
        """The keys of a block mapping; each chunk has the comments above it."""
        chunks = []
        start = node.start_mark.index
        for key, value in node.value:
            if key.id != "scalar":
                raise _CannotUpdateError
            end = self._end_of_pair(key, value)
            if start > key.start_mark.index or end <= start:
                raise _CannotUpdateError
            chunks.append(_Chunk(key, value, start, end))
            start = end
        return chunks

    def _end_of_pair(self, key: Any, value: Any) -> int:
        is_empty = value.id == "scalar" and value.value == "" and not value.style
        return self.end_of_lines(key if is_empty else value)

    def chunks_of_list(self, node: Any, start: int) -> list[_Chunk]:
        """The entries of a block list; each chunk has the comments above it."""
        chunks = []
        for item in node.value:
            end = self.end_of_lines(item)
            if end <= start:
                raise _CannotUpdateError
            chunks.append(_Chunk(None, item, start, end))
            start = end
        return chunks

    # Top -------------------------------------------------------------------------

    def update_top(self, root: Any, document: Mapping[str, Any]) -> str:
        """The keys at the top with the values of a document."""
        self.register = self._register_of(root)
        written = {self._name_at_top(key.value) for key, _ in root.value}
        if "scale" not in written and document.get("scale") == {"low": 0, "high": 10}:
            document = {key: document[key] for key in document if key != "scale"}
        return self._update_mapping(
            root, document, self._name_at_top, self._update_top_value, ""
        )

    def _name_at_top(self, key: str) -> str:
        """The key of a document that a key of the file means."""
        table = table_of_key(key)
        if table is not None:
            return {"people": "stakeholders", "criteria": "extra_criteria"}.get(
                table, table
            )
        field = field_of_key(key, self.glossary)
        return field.name if field is not None else key

    def _update_top_value(self, chunk: _Chunk, name: str, value: Any) -> str | None:
        table = table_of_key(name)
        if table is not None:
            return self._update_table(chunk, table, value)
        field = field_of_key(name, self.glossary)
        if field is not None and self._means(field, chunk.value, value):
            return self._copy(chunk)
        if name == "scale" and _is_block(chunk.value, "mapping"):
            indent: str = " " * chunk.value.start_mark.column
            body = self._update_mapping(
                chunk.value, value, str, self._update_plain_value, indent
            )
            return self._head_of_block(chunk) + indent + body
        return self._update_plain_value(chunk, name, value)

    def _update_table(self, chunk: _Chunk, table: Table, value: Any) -> str | None:
        node = chunk.value
        if _is_block(node, "sequence") and node.value:
            start = self.text.find("\n", chunk.key.end_mark.index) + 1
            head = self.text[chunk.start : start]
            return head + self._update_list(node, start, table, value)
        if self._data(node) == value:
            return self._copy(chunk)
        of_texts = all(isinstance(each, str) for each in value)
        return self._replace_scalar(chunk, value) if of_texts else None

    def _head_of_block(self, chunk: _Chunk) -> str:
        """The key of a chunk with what stands above the first line of its value."""
        return self.text[chunk.start : self.start_of_line(chunk.value.start_mark.index)]

    def _update_plain_value(self, chunk: _Chunk, name: str, value: Any) -> str | None:
        del name
        if self._data(chunk.value) == _as_words(value):
            return self._copy(chunk)
        return self._replace_scalar(chunk, value)

    # Mappings --------------------------------------------------------------------

    def _update_mapping(
        self,
        node: Any,
        new: Mapping[str, Any],
        name_of: Callable[[str], str],
        update_value: Callable[[_Chunk, str, Any], str | None],
        indent: str,
    ) -> str:
        """The chunks of a block mapping with new values; new keys after those before them."""
        parts: list[tuple[str | None, str]] = []
        seen = set()
        for chunk in self.chunks_of_mapping(node):
            key = chunk.key.value
            name = name_of(key)
            if name == SCHEMA:
                parts.append((name, self._copy(chunk)))
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
                raise _CannotUpdateError
            parts.insert(place, (name, text))
        texts = [text for _, text in parts]
        for index, text in enumerate(texts[:-1]):
            if text and not text.endswith("\n"):
                texts[index] = text + "\n"
        return "".join(texts)

    def _comments_above(self, chunk: _Chunk, *, inline: bool) -> str:
        """The comments above a key; a key behind a dash cannot go without its line."""
        if inline:
            raise _CannotUpdateError
        line = self.start_of_line(chunk.key.start_mark.index)
        return self.text[chunk.start : line]

    def _copy(self, chunk: _Chunk) -> str:
        return self.text[chunk.start : chunk.end]

    def _replace_scalar(self, chunk: _Chunk, value: Any) -> str | None:
        """The chunk with another value on the same line; its comment stays."""
        node = chunk.value
        is_line = node.id == "scalar" and node.style not in {"|", ">"}
        if not is_line and not (node.id == "sequence" and node.flow_style):
            return None
        start = node.start_mark.index
        end = node.end_mark.index
        is_empty = node.id == "scalar" and start == end
        if "\n" in self.text[start:end] or is_empty:
            return None
        written = dump_yaml(value, flow=True).strip().removesuffix("...").strip()
        return self.text[chunk.start : start] + written + self.text[end : chunk.end]

    def _rewrite(self, chunk: _Chunk, value: Any, indent: str) -> str:
        """The chunk with its key as it was and its value written anew."""
        key = self.text[chunk.key.start_mark.index : chunk.key.end_mark.index]
        above = self.text[chunk.start : chunk.key.start_mark.index]
        lines = _dump_pair("k", value, indent)[1:]
        return above + key + lines

    # Lists -----------------------------------------------------------------------

    def _update_list(
        self, node: Any, start: int, table: Table, new: Sequence[Any]
    ) -> str:
        """The entries of a list in their new order, each as it was where it did not change."""
        chunks = self.chunks_of_list(node, start)
        column = node.start_mark.column
        old_keys = self._keys_of_nodes(table, [chunk.value for chunk in chunks])
        by_key = dict(zip(old_keys, chunks, strict=True))
        new_keys = self._keys_of_entries(table, new)
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
                parts.append(_dump_entry(entry, column))
        texts = [part if part.endswith("\n") else part + "\n" for part in parts]
        return "".join(texts) + carried

    def _comments_of_entry(self, chunk: _Chunk) -> str:
        line = self.start_of_line(chunk.value.start_mark.index)
        return self.text[chunk.start : line]

    def _update_entry(self, chunk: _Chunk, table: Table, entry: Any) -> str:
        node = chunk.value
        if isinstance(entry, str):
            return self._copy(chunk)
        if node.id != "mapping":
            return (
                self._copy(chunk)
                if entry == {"name": node.value}
                else (
                    self._comments_of_entry(chunk)
                    + _dump_entry(entry, node.start_mark.column - 2)
                )
            )
        if self._block_means(node, table, entry):
            return self._copy(chunk)
        names = self._name_in(table)
        present = {names(key.value) for key, _ in node.value}
        entry = _without_defaults(table, entry, present)
        head = self.text[chunk.start : node.start_mark.index]
        if node.flow_style:
            written = dump_yaml(entry, flow=True).strip()
            return head + written + self.text[node.end_mark.index : chunk.end]
        indent = " " * node.start_mark.column

        def update_value(pair: _Chunk, name: str, value: Any) -> str | None:
            field = self.glossary.find(table, name)
            if table == "ties" and name in {"source", "target"}:
                if self._person(pair.value.value) == value:
                    return self._copy(pair)
            elif field is not None and self._means(field, pair.value, value):
                return self._copy(pair)
            return self._update_plain_value(pair, name, value)

        body = self._update_mapping(node, entry, names, update_value, indent)
        return head + body

    def _name_in(self, table: Table) -> Callable[[str], str]:
        def name_of(key: str) -> str:
            field = self.glossary.find(table, key)
            return field.name if field is not None else key

        return name_of

    def _block_means(self, node: Any, table: Table, entry: Mapping[str, Any]) -> bool:
        """Whether a block says the same as an entry."""
        left = dict(entry)
        for key, value in node.value:
            name = self._name_in(table)(key.value)
            field = self.glossary.find(table, key.value)
            if name in left and table == "ties" and name in {"source", "target"}:
                same = self._person(value.value) == left.pop(name)
            elif name in left and field is not None:
                same = self._means(field, value, left.pop(name))
            elif name in left:
                same = self._data(value) == _as_words(left.pop(name))
            else:
                same = (
                    self._data(value) in {None, ""} if value.id == "scalar" else False
                )
            if not same:
                return False
        return not _without_defaults(table, left, set())

    # What the old values mean ------------------------------------------------------

    def _means(self, field: Any, node: Any, value: Any) -> bool:
        """Whether what stands in the file already means a value of the document."""
        if field.kind == "ids" and node.id in {"sequence", "scalar"}:
            data = self._data(node)
            written = data if isinstance(data, list) else [data]
            ids = [self._person(each) for each in written]
            return bool(ids == value)
        try:
            old = value_of(field, self._data(node), self.glossary)
        except ModelError:
            return False
        if field.kind in {"text", "choice"} and isinstance(old, str):
            return bool(old.strip() == value)
        plain = simple(old)
        return type(plain) is type(value) and bool(plain == value)

    def _data(self, node: Any) -> Any:
        """A node as the strict reader has it: every word a text."""
        if node.id == "scalar":
            is_null = str(node.tag).endswith("null")
            return None if is_null else node.value
        if node.id == "sequence":
            return [self._data(item) for item in node.value]
        return {key.value: self._data(value) for key, value in node.value}

    def _person(self, written: object) -> str | None:
        """The id of the person that a tie or an action names."""
        if self.register is None or not isinstance(written, str):
            return None
        try:
            return self.register.find(written)
        except ModelError:
            return None

    def _register_of(self, root: Any) -> Register:
        for key, value in root.value:
            if table_of_key(key.value) == "people" and value.id == "sequence":
                ids, names = self._ids_of(value.value)
                return Register(ids, names)
        return Register((), ())

    def _ids_of(self, nodes: Sequence[Any]) -> tuple[list[str], list[str | None]]:
        written: list[str | None] = []
        names: list[str | None] = []
        for node in nodes:
            values = self._values("people", node)
            written.append(_stripped(values.get("id")))
            names.append(_stripped(values.get("name")))
        return number_ids(written, names), names

    def _values(self, table: Table, node: Any) -> dict[str, Any]:
        """The values of a block by field, as they are written."""
        if node.id != "mapping":
            return {"name": node.value} if node.id == "scalar" else {}
        values = {}
        for key, value in node.value:
            values[self._name_in(table)(key.value)] = self._data(value)
        return values

    # By what the entries of a list are told apart --------------------------------

    def _keys_of_nodes(self, table: Table, nodes: Sequence[Any]) -> list[Hashable]:
        if table == "people":
            return _numbered(self._ids_of(nodes)[0])
        keys = []
        for node in nodes:
            values = self._values(table, node)
            for end in ("source", "target"):
                if table == "ties" and end in values:
                    values[end] = self._person(values[end])
            for name, raw in values.items():
                field = self.glossary.find(table, name)
                if field is not None and field.vocabulary is not None:
                    values[name] = self._word(field, raw)
            keys.append(_key_of(table, values))
        return _numbered(keys)

    def _word(self, field: Any, raw: Any) -> Any:
        try:
            return str(value_of(field, raw, self.glossary))
        except ModelError:
            return raw

    def _keys_of_entries(self, table: Table, entries: Sequence[Any]) -> list[Hashable]:
        keys = []
        for entry in entries:
            values = {"name": entry} if isinstance(entry, str) else entry
            keys.append(values["id"] if table == "people" else _key_of(table, values))
        return _numbered(keys)


def _key_of(table: Table, values: Mapping[str, Any]) -> Hashable:
    if table in _LISTED_BY_NAME:
        return _stripped(values.get("name"))
    if table == "ties":
        kind = values.get("kind") or "influences"
        return (values.get("source"), values.get("target"), str(kind))
    if table == "assessments":
        return (
            _stripped(values.get("criterion")),
            _stripped(values.get("rival")),
            values.get("as_of"),
        )
    return (values.get("source"), _stripped(values.get("name")))


def _numbered(keys: Sequence[Hashable]) -> list[Hashable]:
    """Keys of which the second of a kind is another than the first."""
    counts: dict[Hashable, int] = {}
    numbered: list[Hashable] = []
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
        numbered.append((key, counts[key]))
    return numbered


def _stripped(value: object) -> str | None:
    return value.strip() if isinstance(value, str) else None


def _as_words(value: Any) -> Any:
    """A value as the strict reader has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return [_as_words(part) for part in value]
    if isinstance(value, dict):
        return {key: _as_words(part) for key, part in value.items()}
    return value if value is None else str(value)


_DEFAULTS: Mapping[str, tuple[str, str]] = {
    "ties": ("kind", "influences"),
    "goals": ("state", "open"),
    "actions": ("state", "open"),
}
"""What a block means when it does not say it."""


def _without_defaults(
    table: Table, entry: Mapping[str, Any], written: set[str]
) -> Mapping[str, Any]:
    """An entry without what its block need not say."""
    name, value = _DEFAULTS.get(table, ("", ""))
    rest = dict(entry)
    if name not in written and rest.get(name) == value:
        del rest[name]
    if table == "people" and "id" not in written:
        # The block is found by the id that follows from the name.
        rest.pop("id", None)
    return rest


def _dump_pair(name: str, value: Any, indent: str) -> str:
    """A key and its value as lines, without the indent of the first."""
    lines = dump_yaml({name: value}).splitlines()
    return "".join(
        (line if at == 0 else indent + line) + "\n" for at, line in enumerate(lines)
    )


def _dump_entry(entry: Any, column: int) -> str:
    """An entry of a list as lines, its dash in a column."""
    indent = " " * column
    return "".join(f"{indent}{line}\n" for line in dump_yaml([entry]).splitlines())
