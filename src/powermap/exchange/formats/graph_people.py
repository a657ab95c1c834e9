"""The nodes of a graph as a sheet of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from powermap.exchange.formats.graph import CUSTOM, Graph, Node, cell_value
from powermap.exchange.intake.edges import is_person_word
from powermap.exchange.tables.sheets import Sheet
from powermap.language.values import Listed, Quoted
from powermap.model import slug
from powermap.model.fields import fields_by_name, find, fold_header
from powermap.model.sheet_titles import sheet_title
from powermap.model.text import is_visible

__all__ = ["People", "people_of"]

_LABELS = ("label", "displayname", "sharedname")
"""Attributes that programs show, folded, beside those that mean the name."""
_TYPES = ("type", "elementtype", "nodetype", "category", "kind")
"""Attributes that say what a node is, folded."""
_MADE = re.compile(
    r"[a-z]{0,6}[-_:.]?\d+(?:::?[a-z]{0,6}\d+)*|elem-\w+|[0-9a-f-]{32,36}"
)
"""Keys that programs make, such as n0, 52, elem-x7Gh or a UUID; nobody knows them."""
_LONGEST_ID = 200
_MOST_NAMED = 5
"""Names in a note; the rest is counted."""
_SPLIT = re.compile(r"\r\n|\r|\n|<br\s*+/?>", re.IGNORECASE)


@dataclass(slots=True)
class People:
    """The sheet of people, and the id of each node."""

    sheet: Sheet
    ids: dict[str, str]
    left_out: set[str]


def people_of(graph: Graph) -> People:
    """The people of a graph; nodes of other types are left out, with a note."""
    nodes, left_out = _choose_people(graph)
    names = _name_nodes(graph, nodes)
    ids = _ids_of(graph, nodes, names)
    columns = _columns_of(nodes)
    header: list[object] = [_title("name"), _title("id")]
    header += [_header_of(name) for name in columns]
    rows: list[list[object]] = [header]
    for node, name in zip(nodes, names, strict=True):
        row: list[object] = [name, ids[node.key]]
        row += [cell_value(node.values.get(column)) for column in columns]
        rows.append(row)
    return People(Sheet(sheet_title("people", "en"), rows), ids, left_out)


def _title(name: str) -> str:
    return fields_by_name("people")[name].title["en"]


def _choose_people(graph: Graph) -> tuple[list[Node], set[str]]:
    """The nodes that are people, and the keys of the others."""
    attribute = _type_attribute(graph.nodes)
    # In our own files every attribute but Kumu's type is a field.
    if attribute is None or (graph.is_ours and attribute != "type"):
        return graph.nodes, set()
    people = []
    others: dict[str, list[Node]] = {}
    for node in graph.nodes:
        word = node.values.get(attribute)
        # Programs leave the type of their usual element empty.
        if not word or is_person_word(word):
            people.append(node)
        else:
            others.setdefault(str(word), []).append(node)
    for word, nodes in others.items():
        names = [Quoted(node.label or node.key) for node in nodes]
        named = Listed(names, most=_MOST_NAMED)
        graph.note("not_people", count=len(nodes), type=Quoted(word), names=named)
    for node in people:
        # It says of everybody that they are a person.
        node.values.pop(attribute, None)
    left_out = {node.key for nodes in others.values() for node in nodes}
    return people, left_out


def _type_attribute(nodes: Iterable[Node]) -> str | None:
    """The attribute that tells people from other nodes, if there is one."""
    for node in nodes:
        for name, value in node.values.items():
            if fold_header(name) in _TYPES and is_person_word(value):
                return name
    return None


def _name_nodes(graph: Graph, nodes: Sequence[Node]) -> list[str]:
    """A name for each node; attributes that only repeat it are removed."""
    attributes = ["label", "name"] if graph.is_ours else _name_attributes(nodes)
    names = []
    unnamed = []
    split = 0
    for node in nodes:
        label = _first_text(node, attributes)
        if label is None:
            unnamed.append(node)
            label = node.key
        # Names of powermap have one line, whatever signs are in them.
        parts = [label] if graph.is_ours else _SPLIT.split(label)
        lines = [line.strip() for line in parts if is_visible(line)]
        name = lines[0] if lines else node.key
        names.append(name)
        split += _take_title(node, lines[1:])
        _drop_repeated(node, attributes, {label.strip(), name, node.key})
    if unnamed:
        keys = Listed([Quoted(node.key) for node in unnamed], most=_MOST_NAMED)
        graph.note("no_label", count=len(unnamed), names=keys)
    if split:
        graph.note("split_label", count=split)
    return names


def _name_attributes(nodes: Iterable[Node]) -> list[str]:
    """The attributes that may hold names: what is shown first, then what means it."""
    shown: dict[str, None] = {}
    meant: dict[str, None] = {}
    for node in nodes:
        for name in node.values:
            field = find("people", name)
            if field is not None and field.name == "name":
                meant[name] = None
            elif field is None and fold_header(name) in _LABELS:
                shown[name] = None
    return [*shown, *meant]


def _first_text(node: Node, attributes: Iterable[str]) -> str | None:
    for value in (node.label, *(node.values.get(name) for name in attributes)):
        text = cell_value(value)
        if text is not None and is_visible(str(text)):
            return str(text)
    return None


def _take_title(node: Node, lines: Sequence[str]) -> bool:
    """Take the further lines of a label for the job title; whether there were some."""
    text = ", ".join(line.strip() for line in lines)
    if not text:
        return False
    has_title = any(_means(name, "title") for name in node.values)
    key = "label" if has_title else _title("title")
    node.values[key] = text
    return True


def _means(attribute: str, field_name: str) -> bool:
    field = find("people", attribute)
    return field is not None and field.name == field_name


def _drop_repeated(node: Node, attributes: Iterable[str], known: set[str]) -> None:
    for name in (*attributes, *_id_attributes(node)):
        value = node.values.get(name)
        if value is None or str(value).strip() in known:
            node.values.pop(name, None)


def _id_attributes(node: Node) -> list[str]:
    return [name for name in node.values if _means(name, "id") or name == "value"]


def _ids_of(
    graph: Graph, nodes: Sequence[Node], names: Sequence[str]
) -> dict[str, str]:
    """An id for each node: its key where a person chose it, else made from the name."""
    keys = [node.key for node in nodes]
    if graph.is_ours:
        return {key: key for key in keys}
    wanted = keys
    slugs = [slug(name) for name in names]
    are_made = all(_MADE.fullmatch(key) for key in keys)
    # Where two share a name, the keys of the file tell them apart.
    if are_made and len(set(slugs)) == len(slugs):
        wanted = slugs
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for key, base in zip(keys, wanted, strict=True):
        ids[key] = _free_id(base, taken)
        taken.add(ids[key])
    return ids


def _free_id(base: str, taken: set[str]) -> str:
    is_id = base.split() == [base] and len(base) <= _LONGEST_ID
    base = base if is_id else slug(base)
    id = base
    count = 1
    while id in taken:
        count += 1
        id = f"{base}-{count}"
    return id


def _columns_of(nodes: Iterable[Node]) -> list[str]:
    """The attributes of which any node has a value, in the order of the file."""
    columns: dict[str, None] = {}
    for node in nodes:
        for name, value in node.values.items():
            if cell_value(value) is not None:
                columns[name] = None
    return list(columns)


def _header_of(attribute: str) -> str:
    """The header of an attribute; one that means what is there already is renamed."""
    if attribute.startswith(CUSTOM):
        return attribute
    if _means(attribute, "name") or _means(attribute, "id"):
        return f"node {attribute}"
    return attribute
