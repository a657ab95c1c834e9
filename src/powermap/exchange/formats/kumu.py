"""Kumu: its JSON, as exported or as a blueprint, and its workbook of two sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.formats.graph import Edge, Graph, Node, cell_value
from powermap.exchange.formats.graph_content import content_of
from powermap.exchange.formats.json_object import parse_json
from powermap.exchange.graphs import KUMU_OWN, PERSON, kumu
from powermap.exchange.intake.edges import says_direction
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Language
from powermap.model import BuyingCenter
from powermap.model.fields import fields_by_name

__all__ = ["FORMAT", "is_kumu", "read_kumu", "read_kumu_sheets"]

_PROGRAM = frozenset({"image", "delayed", "reversed", "curvature", "flagged", "pinned"})
"""What Kumu keeps for drawing."""
_ENDS = frozenset({"id", "_id", "label", "from", "to", "direction", "attributes"})
_BEGINNING = re.compile(r'"elements"\s*:\s*\[\s*\{\s*"(?:_?id|label|type|attributes)"')


def read_kumu(payload: bytes, source: str, _: ReadOptions) -> Content:
    """The elements and connections of Kumu's JSON as sheets.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> payload = kumu(BuyingCenter("ERP", [Stakeholder("Ana Ruiz")]))
    >>> read_kumu(payload, "x.kumu.json", ReadOptions()).sheets[0].rows[1]
    ['Ana Ruiz', 'ana-ruiz']
    """
    document = parse_json(payload, source)
    if not isinstance(document, Mapping) or not is_kumu(document):
        raise refuse(source, "message.graphs.not_this", format="Kumu")
    elements = _mappings(document.get("elements"))
    connections = _mappings(document.get("connections"))
    reader = _Reader(source, elements, connections)
    for name, value in document.items():
        if isinstance(value, list | Mapping):
            if value and name not in {"elements", "connections"}:
                reader.read.skipped[name] = None
        else:
            reader.read.facts[name] = value
    return reader.content()


def is_kumu(document: object) -> bool:
    """Whether a JSON document is a map of Kumu.

    Examples
    --------
    >>> is_kumu({"elements": [], "connections": []}), is_kumu({"stakeholders": []})
    (True, False)
    """
    if not isinstance(document, Mapping):
        return False
    elements = document.get("elements")
    return isinstance(elements, list) and not any(
        isinstance(each, Mapping) and "data" in each for each in elements
    )


def read_kumu_sheets(sheets: Sequence[Sheet], source: str) -> Content | None:
    """The people and ties of Kumu's workbook; None when it is another one.

    Examples
    --------
    >>> elements = Sheet("Elements", [["Label", "Type"], ["Ana", "Person"]])
    >>> ties = Sheet("Connections", [["From", "To", "Type"], ["Ben", "Ana", "Friend"]])
    >>> read_kumu_sheets([elements, ties], "x.xlsx").sheets[1].rows[1][:3]
    ['Ben', 'Friend of', 'Ana']
    """
    by_title = {sheet.title.strip().casefold(): sheet for sheet in sheets}
    if not {"elements", "connections"} <= by_title.keys():
        return None
    elements = _rows(by_title["elements"])
    connections = _rows(by_title["connections"])
    if not any("label" in row for row in elements):
        return None
    reader = _Reader(source, elements, connections)
    return reader.content()


def _mappings(value: object) -> list[Mapping[str, object]]:
    every = value if isinstance(value, list) else []
    return [each for each in every if isinstance(each, Mapping)]


def _rows(sheet: Sheet) -> list[Mapping[str, object]]:
    """The rows of a sheet by header; Kumu's own headers in lower case."""
    if not sheet.rows:
        return []
    header = [str(cell or "").strip() for cell in sheet.rows[0]]
    rows = []
    for cells in sheet.rows[1:]:
        row = {}
        for title, cell in zip(header, cells, strict=False):
            if title and cell_value(cell) is not None:
                is_own = title.casefold() in KUMU_OWN
                row[title.casefold() if is_own else title] = cell
        rows.append(row)
    return [row for row in rows if row]


class _Reader:
    def __init__(
        self,
        source: str,
        elements: Iterable[Mapping[str, object]],
        connections: Iterable[Mapping[str, object]],
    ) -> None:
        self.read = Graph(source)
        self.elements = [_flat(element) for element in elements]
        self.connections = [_flat(connection) for connection in connections]
        self.keys: dict[str, str] = {}

    def content(self) -> Content:
        prefix = self._prefix()
        for element in self.elements:
            self._take_element(element, prefix)
        for connection in self.connections:
            self.read.edges.append(self._edge(connection))
        return content_of(self.read, "kumu")

    def _prefix(self) -> str:
        """What powermap puts before the ids of people."""
        ids = [_text(element, "id") for element in self.elements]
        is_ours = bool(ids) and all(id.startswith(PERSON) for id in ids)
        return PERSON if is_ours else ""

    def _take_element(self, element: dict[str, object], prefix: str) -> None:
        label = _text(element, "label")
        id = _text(element, "id") or _text(element, "_id") or label
        key = id.removeprefix(prefix)
        node = Node(key, label or None, self._values(element, "people"))
        self.read.add_node(node)
        # Connections name elements by id or by label, in any case.
        self.keys.setdefault(id, node.key)
        self.keys.setdefault(label.casefold(), node.key)

    def _edge(self, connection: dict[str, object]) -> Edge:
        direction = connection.get("direction")
        values = self._values(connection, "ties")
        label = _text(connection, "label")
        if label:
            values.setdefault("label", label)
        source = self._end(connection, "from")
        target = self._end(connection, "to")
        return Edge(source, target, values, says_direction(direction) is not False)

    def _end(self, connection: Mapping[str, object], name: str) -> str:
        text = _text(connection, name)
        return self.keys.get(text) or self.keys.get(text.casefold(), text)

    def _values(self, values: Mapping[str, object], table: str) -> dict[str, object]:
        kept: dict[str, object] = {}
        for name, value in values.items():
            if name in _PROGRAM:
                self.read.skipped[name] = None
            elif name == "description":
                note = fields_by_name("people" if table == "people" else "ties")["note"]
                kept[note.title["en"]] = value
            elif name not in _ENDS:
                kept[name] = value
        return kept


def _flat(element: Mapping[str, object]) -> dict[str, object]:
    """An element with its attributes, which exports hold in a block of their own."""
    attributes = element.get("attributes")
    inner = dict(attributes) if isinstance(attributes, Mapping) else {}
    return {**inner, **element}


def _text(values: Mapping[str, object], name: str) -> str:
    value = cell_value(values.get(name))
    return "" if value is None else str(value).strip()


def _recognizes(text: str) -> bool:
    return _BEGINNING.search(text) is not None


def _write(center: BuyingCenter, _: Language) -> bytes:
    return kumu(center)


FORMAT = Format(
    "kumu",
    (".kumu.json",),
    {"en": "Kumu", "zh": "Kumu"},
    {
        "en": "People and ties with all of their fields, the scale and the date.",
        "zh": "人员和关系的全部字段、评分范围和日期。",
    },
    read=read_kumu,
    write=_write,
    recognizes=_recognizes,
)
