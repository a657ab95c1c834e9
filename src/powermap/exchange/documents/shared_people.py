"""People that several plans of one account share, in a file of their own.

A plan names the file (``people: people.yaml``) and says of a person only what is its own;
the rest comes from there, and is not written into the plan again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from powermap.errors import FormatError
from powermap.exchange.documents.plan_document import document_of
from powermap.exchange.glossary import Glossary
from powermap.exchange.people_register import Register
from powermap.files.reading import read_file
from powermap.language import Quoted, Reason
from powermap.model import AccountPlan
from powermap.model.sheet_titles import keys_of, table_of_key

__all__ = [
    "FIELD",
    "SharedPeople",
    "file_named",
    "locate",
    "with_shared",
    "without_shared",
]

FIELD = "people_file"
"""The fact that names the file."""
_PEOPLE = keys_of("people")[0]
_TIES = keys_of("ties")[0]
_LIMIT = 10_000_000
Document = Mapping[Any, Any]


class SharedPeople:
    """The people of such a file as blocks, found by id or name."""

    def __init__(self, plan: AccountPlan) -> None:
        document = document_of(plan, people_only=True)
        self.blocks: list[dict[str, Any]] = document.get(_PEOPLE, [])
        self.ties: list[dict[str, Any]] = document.get(_TIES, [])
        self.scale = document.get("scale")
        ids = [block["id"] for block in self.blocks]
        self._places = {id: place for place, id in enumerate(ids)}
        self._register = Register(ids, [block["name"] for block in self.blocks])

    def find(self, id: Any, name: Any) -> dict[str, Any] | None:
        """The block of the person with an id, else of the only one with a name."""
        if isinstance(id, str) and id.strip() in self._places:
            return self.blocks[self._places[id.strip()]]
        if id is not None or not isinstance(name, str):
            return None
        places = self._register.called(name)
        return self.blocks[places[0]] if len(places) == 1 else None


def file_named(document: Document) -> str | None:
    """The file of shared people that a document names, if it does.

    Examples
    --------
    >>> file_named({"people": "people.yaml", "stakeholders": []})
    'people.yaml'
    """
    named = document.get(FIELD)
    if isinstance(named, str) and named.strip():
        return named.strip()
    for key, value in document.items():
        is_people = isinstance(key, str) and table_of_key(key) == "people"
        if is_people and isinstance(value, str) and value.strip():
            return value.strip()
    return None


def locate(
    named: str, folder: Path | None, source: str, *, must_exist: bool = True
) -> Path:
    """Where the file is: in the folder of the plan or below it, and nowhere else.

    Raises
    ------
    FormatError
        When it is elsewhere, is missing, or the plan itself is no file.
    """
    if folder is None:
        raise FormatError(
            Reason("message.shared.no_folder", source=source, file=Quoted(named))
        )
    path = folder / named
    # A plan may come from a stranger, who must not choose which of our files are read.
    if not path.resolve().is_relative_to(folder.resolve()):
        raise FormatError(
            Reason("message.shared.outside", source=source, file=Quoted(named))
        )
    if must_exist:
        read_file(path, _LIMIT)
    return path


def with_shared(
    document: Document, named: str, shared: SharedPeople, glossary: Glossary
) -> dict[Any, Any]:
    """A document in which everybody has what the shared file says of them.

    What the document says itself wins. Without a list of its own everybody is in it.
    """
    own: list[Any] | None = None
    whole: dict[Any, Any] = {}
    for key, value in document.items():
        is_people = isinstance(key, str) and table_of_key(key) == "people"
        if not is_people:
            whole[key] = value
        elif isinstance(value, list):
            own = [*(own or []), *value]
        elif not isinstance(value, str):
            whole[key] = value
    whole[FIELD] = named
    blocks = shared.blocks if own is None else own
    people = [_whole(block, shared, glossary) for block in blocks]
    if people:
        whole[_PEOPLE] = people
    if "scale" not in whole and shared.scale is not None:
        whole["scale"] = shared.scale
    ties = _lines_between(people, whole.get(_TIES), shared, glossary)
    if ties:
        whole[_TIES] = ties
    return whole


def _whole(block: Any, shared: SharedPeople, glossary: Glossary) -> Any:
    if not isinstance(block, Mapping):
        return block
    own = _fields(block, glossary)
    found = shared.find(own.get("id"), own.get("name"))
    if found is None:
        return block
    rest = {name: value for name, value in found.items() if _is_unsaid(own.get(name))}
    said = {key: value for key, value in block.items() if not _is_unsaid(value)}
    return {**rest, **said}


def _is_unsaid(value: Any) -> bool:
    return value is None or value == ""


def _fields(block: Mapping[Any, Any], glossary: Glossary) -> dict[str, Any]:
    """The values of a block by the fields that its keys mean."""
    values = {}
    for key, value in block.items():
        field = glossary.find("people", key) if isinstance(key, str) else None
        values[field.name if field is not None else key] = value
    return values


def _lines_between(
    people: Sequence[Any], own: Any, shared: SharedPeople, glossary: Glossary
) -> list[Any]:
    """The ties of the document, and those of the shared file between its people.

    Of a pair of people of whom the document says something, the shared file says
    nothing more.
    """
    ties = list(own) if isinstance(own, list) else []
    ids = []
    names = []
    for block in people:
        values = _fields(block, glossary) if isinstance(block, Mapping) else {}
        found = shared.find(values.get("id"), values.get("name"))
        if found is not None:
            ids.append(found["id"])
            names.append(found["name"])
    register = Register(ids, names)
    said = set()
    for tie in ties:
        if isinstance(tie, Mapping):
            said.add(tuple(_end(tie, end, register) for end in ("source", "target")))
    for tie in shared.ties:
        pair = (tie["source"], tie["target"])
        if {*pair} <= {*ids} and pair not in said:
            ties.append(tie)
    return ties


def _end(tie: Mapping[Any, Any], end: str, register: Register) -> Any:
    written = tie.get(end)
    places = register.called(written) if isinstance(written, str) else []
    return register.ids[places[0]] if len(places) == 1 else written


def without_shared(document: Mapping[str, Any], shared: SharedPeople) -> dict[str, Any]:
    """A document without what the shared file says already."""
    short = dict(document)
    people = []
    for block in document.get(_PEOPLE, ()):
        found = shared.find(block["id"], None)
        if found is None:
            people.append(block)
            continue
        # Id and name always: by them the reader of the file knows who it is.
        own = {
            name: value
            for name, value in block.items()
            if name in {"id", "name"} or found.get(name) != value
        }
        people.append(own)
    if people:
        short[_PEOPLE] = people
    ties = [tie for tie in document.get(_TIES, ()) if tie not in shared.ties]
    if ties:
        short[_TIES] = ties
    else:
        short.pop(_TIES, None)
    if document.get("scale") == shared.scale:
        short.pop("scale", None)
    return short
