"""What the values of an old YAML text mean, and by what its entries are told apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from powermap.errors import ModelError
from powermap.exchange.documents.keys import CLAIMS
from powermap.exchange.documents.plan_document import to_document_value
from powermap.exchange.glossary import Glossary
from powermap.exchange.people_register import Register, number_ids
from powermap.exchange.tables.cells import value_of
from powermap.model.fields import Table
from powermap.model.sheet_titles import table_of_key

__all__ = [
    "OldValues",
    "as_words",
    "keys_of_entries",
    "names_a_person",
    "without_defaults",
]

_LISTED_BY_NAME: tuple[Table, ...] = (
    "team",
    "rivals",
    "criteria",
    "goals",
    "actions",
    "pipeline",
)


class OldValues:
    """The values of an old text, with its people by id and name."""

    def __init__(self, root: Any, glossary: Glossary) -> None:
        self.glossary = glossary
        self.shares = False
        self.register = Register((), ())
        for key, value in root.value:
            if table_of_key(key.value) == "people" and value.id == "sequence":
                ids, names = self._ids_of(value.value)
                self.register = Register(ids, names)

    def name_in(self, table: Table) -> Callable[[str], str]:
        """What gives the field that a key of a block means, else the key."""

        def name_of(key: str) -> str:
            field = self.glossary.find(table, key)
            return field.name if field is not None else key

        return name_of

    def block_means(self, node: Any, table: Table, entry: Mapping[str, Any]) -> bool:
        """Whether a block says the same as an entry."""
        # What the block says is taken out; the entry is equal when only defaults are
        # left.
        left = dict(entry)
        for key, value in node.value:
            name = self.name_in(table)(key.value)
            field = self.glossary.find(table, key.value)
            # A person may be named by name or by id; both mean the same person.
            if name in left and names_a_person(field):
                same = self.person(value.value) == left.pop(name)
            elif name in left and field is not None:
                same = self.means(field, value, left.pop(name))
            elif name == CLAIMS and name in left:
                same = self.claims_mean(value, left.pop(name))
            elif name in left:
                same = self.data(value) == as_words(left.pop(name))
            else:
                same = self.data(value) in {None, ""} if value.id == "scalar" else False
            if not same:
                return False
        written = {self.name_in(table)(key.value) for key, _ in node.value}
        return not self.without_defaults(table, left, written)

    def without_defaults(
        self, table: Table, entry: Mapping[str, Any], written: set[str]
    ) -> Mapping[str, Any]:
        """An entry without what its block need not say in this file."""
        rest = without_defaults(table, entry, written)
        # The name of somebody who is named by id stands in the file of shared people.
        if self.shares and table == "people" and "name" not in written:
            return {name: value for name, value in rest.items() if name != "name"}
        return rest

    def claims_mean(self, node: Any, claims: Sequence[Mapping[str, Any]]) -> bool:
        """Whether the claims about a person say the same as those of the document."""
        if node.id != "sequence" or len(node.value) != len(claims):
            return False
        pairs = zip(node.value, claims, strict=True)
        return all(self._claim_means(block, claim) for block, claim in pairs)

    def _claim_means(self, node: Any, claim: Mapping[str, Any]) -> bool:
        if node.id != "mapping":
            return False
        about = self.glossary.find("people", claim["field"])
        left = dict(claim)
        for key, value in node.value:
            name = self.name_in("claims")(key.value)
            field = self.glossary.find("claims", key.value)
            if name not in left:
                same = self.data(value) in {None, ""} if value.id == "scalar" else False
            else:
                field = about if name == "value" else field
                same = self.means(field, value, left.pop(name))
            if not same:
                return False
        return not left

    def means(self, field: Any, node: Any, value: Any) -> bool:
        """Whether what stands in the file already means a value of the document."""
        if field.kind == "ids" and node.id in {"sequence", "scalar"}:
            data = self.data(node)
            written = data if isinstance(data, list) else [data]
            ids = [self.person(each) for each in written]
            return bool(ids == value)
        try:
            old = value_of(field, self.data(node), self.glossary)
        except ModelError:
            return False
        if field.kind in {"text", "choice"} and isinstance(old, str):
            return bool(old.strip() == value)
        plain = to_document_value(old)
        # The types as well, since True == 1 and 1 == 1.0.
        return type(plain) is type(value) and bool(plain == value)

    def data(self, node: Any) -> Any:
        """A node as the strict reader has it: every word a text."""
        if node.id == "scalar":
            is_null = str(node.tag).endswith("null")
            return None if is_null else node.value
        if node.id == "sequence":
            return [self.data(item) for item in node.value]
        return {key.value: self.data(value) for key, value in node.value}

    def person(self, written: object) -> str | None:
        """The id of the person that a tie or an action names."""
        if self.register is None or not isinstance(written, str):
            return None
        try:
            return self.register.find(written)
        except ModelError:
            return None

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
            values[self.name_in(table)(key.value)] = self.data(value)
        return values

    def keys_of_nodes(self, table: Table, nodes: Sequence[Any]) -> list[Hashable]:
        """By what the entries of the old list are told apart."""
        if table == "people":
            return _numbered(self._ids_of(nodes)[0])
        keys = []
        for node in nodes:
            values = self._values(table, node)
            for end in ("source", "target"):
                if table == "ties" and end in values:
                    values[end] = self.person(values[end])
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


def names_a_person(field: Any) -> bool:
    """Whether the value of a field is one person's name or id."""
    return field is not None and field.kind == "text" and field.offers == "people"


def keys_of_entries(table: Table, entries: Sequence[Any]) -> list[Hashable]:
    """By what the entries of a new list are told apart."""
    keys: list[Hashable] = []
    for entry in entries:
        values = {"name": entry} if isinstance(entry, str) else entry
        keys.append(values["id"] if table == "people" else _key_of(table, values))
    return _numbered(keys)


def _key_of(table: Table, values: Mapping[str, Any]) -> Hashable:
    if table in _LISTED_BY_NAME:
        return _stripped(values.get("name"))
    if table == "ties":
        # The default of the model, which a file need not write.
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
        # Two equal entries have to stay two, in their order.
        numbered.append((key, counts[key]))
    return numbered


def _stripped(value: object) -> str | None:
    return value.strip() if isinstance(value, str) else None


def as_words(value: Any) -> Any:
    """A value as the strict reader has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return [as_words(part) for part in value]
    if isinstance(value, dict):
        return {key: as_words(part) for key, part in value.items()}
    return value if value is None else str(value)


_DEFAULTS: Mapping[str, tuple[str, str]] = {
    "ties": ("kind", "influences"),
    "goals": ("state", "open"),
    "actions": ("state", "open"),
}
"""What a block means when it does not say it."""


def without_defaults(
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
