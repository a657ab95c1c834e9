"""People that several plans of one account share, in a file of their own.

A plan names the file (``people: people.yaml``) and says of a person only what is its own;
the rest comes from there, and is not written into the plan again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from powermap.errors import FormatError
from powermap.exchange.documents.plan_document import document_of
from powermap.exchange.glossary import Glossary
from powermap.exchange.people_register import Register
from powermap.files.reading import read_file
from powermap.language import Quoted, Reason
from powermap.model import AccountPlan
from powermap.model.field_words import unknown_words
from powermap.model.sheet_titles import keys_of, table_of_key
from powermap.model.vocabulary import fold

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
_WHO = ("id", "name")
"""Fields by which the reader of a file knows who somebody is."""
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
    own_ties = whole.get(_TIES)
    # What is no list is refused by whoever reads the document.
    if own_ties is None or isinstance(own_ties, list):
        ties = _lines_between(people, own_ties or [], shared, glossary)
        if ties or _TIES in whole:
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
    said = {}
    for key, value in block.items():
        field = _name_of(key, glossary)
        # What is said to be unknown is so, whatever the shared file says. A person may
        # be called so, as long as nobody knows who it will be.
        may_be_taken_back = field in found and field not in _WHO
        is_taken_back = may_be_taken_back and _is_unknown(value)
        if not _is_unsaid(value) and not is_taken_back:
            said[key] = value
    return {**rest, **said}


def _is_unsaid(value: Any) -> bool:
    return value is None or value == ""


def _is_unknown(value: Any) -> bool:
    """Whether a value is the word for what is not known."""
    return isinstance(value, str) and fold(value) in map(fold, unknown_words())


def _fields(block: Mapping[Any, Any], glossary: Glossary) -> dict[str, Any]:
    """The values of a block by the fields that its keys mean."""
    values = {}
    for key, value in block.items():
        values[_name_of(key, glossary)] = value
    return values


def _name_of(key: Any, glossary: Glossary) -> Any:
    """The field that a key means; the key where it means none."""
    field = glossary.find("people", key) if isinstance(key, str) else None
    return field.name if field is not None else key


def _lines_between(
    people: Sequence[Any], own: Sequence[Any], shared: SharedPeople, glossary: Glossary
) -> list[Any]:
    """The ties of the document, and those of the shared file between its people.

    Of a pair of people of whom the document says something, the shared file says
    nothing more.
    """
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
    kept = []
    for tie in own:
        if isinstance(tie, Mapping):
            said.add(tuple(_end(tie, end, register) for end in ("source", "target")))
            if _is_unknown(tie.get("kind")):
                continue
        kept.append(tie)
    for tie in shared.ties:
        pair = _pair_of(tie)
        if {*pair} <= {*ids} and pair not in said:
            kept.append(tie)
    return kept


def _end(tie: Mapping[Any, Any], end: str, register: Register) -> str | None:
    """The id of the person at an end of a tie, or what is written there."""
    written = tie.get(end)
    if not isinstance(written, str):
        return None
    places = register.called(written)
    return register.ids[places[0]] if len(places) == 1 else written


def without_shared(
    document: Mapping[str, Any], shared: SharedPeople, *, lists_people: bool = True
) -> dict[str, Any]:
    """A document without what the shared file says already.

    What the shared file says and the document does not is said to be unknown. Without
    `lists_people` a document that has everybody does not list them.
    """
    short = dict(document)
    blocks = document.get(_PEOPLE, [])
    people = [_without(block, shared) for block in blocks]
    if lists_people or not _is_everybody(people, shared):
        # Also an empty list, without which everybody would be in it.
        short[_PEOPLE] = people
    else:
        short.pop(_PEOPLE, None)
    ties = _ties_beside(
        document.get(_TIES, []), {each["id"] for each in blocks}, shared
    )
    if ties:
        short[_TIES] = ties
    else:
        short.pop(_TIES, None)
    if document.get("scale") == shared.scale:
        short.pop("scale", None)
    return short


def _without(block: dict[str, Any], shared: SharedPeople) -> dict[str, Any]:
    """What a block of a person says beside the shared file."""
    found = shared.find(block["id"], None)
    if found is None:
        return block
    # Id and name always: by them the reader of the file knows who it is.
    own = {
        name: value
        for name, value in block.items()
        if name in _WHO or found.get(name) != value
    }
    missing = [name for name in found if name not in block]
    return {**own, **dict.fromkeys(missing, _unknown())}


def _is_everybody(people: Sequence[Mapping[str, Any]], shared: SharedPeople) -> bool:
    """Whether these are the people of the shared file, as it has them."""
    known = [{name: block[name] for name in _WHO} for block in shared.blocks]
    return list(people) == known


def _ties_beside(
    ties: Sequence[dict[str, Any]], ids: set[str], shared: SharedPeople
) -> list[dict[str, Any]]:
    """The ties of the pairs of people of whom the shared file says something else."""
    ours = _by_pair(ties)
    theirs = _by_pair(each for each in shared.ties if {*_pair_of(each)} <= ids)
    kept = []
    for tie in ties:
        pair = _pair_of(tie)
        if ours[pair] != theirs.get(pair):
            kept.append(tie)
    for source, target in theirs:
        if (source, target) not in ours:
            kept.append({"source": source, "target": target, "kind": _unknown()})
    return kept


def _by_pair(ties: Iterable[Mapping[str, Any]]) -> dict[tuple[Any, Any], list[Any]]:
    pairs: dict[tuple[Any, Any], list[Any]] = {}
    for tie in ties:
        pairs.setdefault(_pair_of(tie), []).append(tie)
    return pairs


def _pair_of(tie: Mapping[str, Any]) -> tuple[Any, Any]:
    return (tie["source"], tie["target"])


def _unknown() -> str:
    return unknown_words()[0].lower()
