"""What two people wrote differently, as it stands in a file until somebody chooses.

A mark is a block in the place of the value, so that the file stays YAML and JSON::

    stance: {conflict: undecided, ours: supporter, theirs: opponent, base: neutral}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = [
    "KEEP",
    "REMOVAL",
    "REMOVE",
    "UNDECIDED",
    "Mark",
    "Side",
    "as_blocks",
    "find_marks",
    "is_removal",
    "parse_marks",
    "settle",
]

Side = Literal["ours", "theirs"]
UNDECIDED = "undecided"
"""What stands in a mark until somebody chooses a side."""
REMOVAL = "removal"
"""The key of a record that one version removed and the other changed."""
KEEP = "keep"
REMOVE = "remove"
_CHOICE = "conflict"
_SIDES: tuple[Side, ...] = ("ours", "theirs")

Path = tuple[str | int, ...]
"""Keys and places in lists that lead to a value of a document."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value of which two versions say something else.

    Parameters
    ----------
    base, ours, theirs : object
        As documents have them; None where a version says nothing.
    choice : str
        ``"ours"``, ``"theirs"``, or anything else while nobody has chosen.

    Examples
    --------
    >>> Mark("neutral", "supporter", "opponent").taken("theirs")
    'opponent'
    """

    base: Any
    ours: Any
    theirs: Any
    choice: str = UNDECIDED

    @property
    def chosen(self) -> Side | None:
        """The side that somebody has chosen."""
        word = self.choice.strip().lower()
        return next((side for side in _SIDES if side == word), None)

    def taken(self, side: Side) -> Any:
        """The value of a side."""
        return self.ours if side == "ours" else self.theirs

    def block(self) -> dict[str, Any]:
        """The mark as it stands in a file."""
        return {
            _CHOICE: self.choice,
            "ours": self.ours,
            "theirs": self.theirs,
            "base": self.base,
        }


def _as_mark(block: Mapping[Any, Any]) -> Mark | None:
    # All four, so that a custom field of the same name is not taken for one.
    if set(block) != {_CHOICE, *_SIDES, "base"}:
        return None
    choice = block[_CHOICE]
    word = UNDECIDED if choice is None else str(choice)
    return Mark(block["base"], block["ours"], block["theirs"], word)


def parse_marks(value: Any) -> Any:
    """A document as it was read, with its marks.

    Examples
    --------
    >>> block = {"conflict": "undecided", "ours": 1, "theirs": 2, "base": None}
    >>> parse_marks({"power": block})
    {'power': Mark(base=None, ours=1, theirs=2, choice='undecided')}
    """
    if isinstance(value, Mapping):
        mark = _as_mark(value)
        if mark is not None:
            return mark
        return {key: parse_marks(part) for key, part in value.items()}
    if isinstance(value, list):
        return [parse_marks(part) for part in value]
    return value


def as_blocks(value: Any) -> Any:
    """A document with its marks as they stand in a file."""
    if isinstance(value, Mark):
        return value.block()
    if isinstance(value, Mapping):
        return {key: as_blocks(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_blocks(part) for part in value]
    return value


def find_marks(value: Any, path: Path = ()) -> Iterator[tuple[Path, Mark]]:
    """The marks of a document, each with the way to it."""
    if isinstance(value, Mark):
        yield path, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from find_marks(part, (*path, key))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from find_marks(part, (*path, place))


def settle(value: Any, choose: Callable[[Mark], Any]) -> Any:
    """A document in which each mark gave way to a value.

    Records that are chosen to be removed are gone, and keys without a value.

    Examples
    --------
    >>> document = {"ties": [{"kind": "conflicts_with", "removal": Mark(KEEP, KEEP, REMOVE)}]}
    >>> settle(document, lambda mark: mark.theirs)
    {'ties': []}
    """
    if isinstance(value, Mark):
        return choose(value)
    if isinstance(value, Mapping):
        settled = {}
        for key, part in value.items():
            if not isinstance(part, Mark):
                settled[key] = settle(part, choose)
                continue
            chosen = choose(part)
            if chosen is not None:
                settled[key] = chosen
        return settled
    if isinstance(value, list):
        records = [part for part in value if not _is_gone(part, choose)]
        return [settle(_without_removal(part), choose) for part in records]
    return value


def is_removal(path: Path) -> bool:
    """Whether a mark says that a version removed a record, not a field of it.

    Custom fields of this name stand in a block of their own.
    """
    if len(path) < 2:
        return False
    place, key = path[-2:]
    # Records stand in lists, so a place comes before the key.
    return key == REMOVAL and isinstance(place, int)


def _without_removal(record: Any) -> Any:
    if isinstance(record, Mapping) and isinstance(record.get(REMOVAL), Mark):
        return {key: value for key, value in record.items() if key != REMOVAL}
    return record


def _is_gone(record: Any, choose: Callable[[Mark], Any]) -> bool:
    mark = record.get(REMOVAL) if isinstance(record, Mapping) else None
    return isinstance(mark, Mark) and choose(mark) == REMOVE
