"""An index of a tuple that all versions of the tuple share, so that edits are cheap."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import count, islice
from typing import Generic, Self, TypeVar

Item = TypeVar("Item")
_SPARE = 100
"""Labels that an index may hold beyond two for each item before it starts anew."""
_FEW = 16
"""Up to so many items are looked up or taken out one by one, at the speed of C."""


class _Entries:
    """Keys of items by label, of all versions; only ever added to.

    Each step is one operation of a built-in type, so that threads may edit the same
    center at once.
    """

    __slots__ = ("keys_by_label", "next_keys", "size")

    def __init__(self) -> None:
        self.keys_by_label: dict[str, list[int]] = {}
        self.next_keys = count()
        self.size = 0

    def add(self, labels: Iterable[str], key: int) -> None:
        for label in labels:
            self.keys_by_label.setdefault(label, []).append(key)
            self.size += 1


class SharedIndex(Generic[Item]):
    """The places of items by their labels, for one version of a tuple.

    Items have keys that rise with their place. Versions share one table from label to
    keys and only add to it; what it says of other versions is told by a look at the
    item itself. So an edit costs what changed, beside copying a tuple of pointers.

    Examples
    --------
    >>> first = SharedIndex(("ana", "ben"), lambda name: (name,))
    >>> second = first.with_replaced({1: "cy"})
    >>> first.places("ben"), second.places("ben"), second.places("cy")
    ([1], [], [1])
    """

    __slots__ = ("_entries", "_keys", "_labels_of", "items")

    def __init__(
        self, items: tuple[Item, ...], labels_of: Callable[[Item], Iterable[str]]
    ) -> None:
        self.items = items
        self._labels_of = labels_of
        self._entries = _Entries()
        # A range as long as nobody was taken out: it needs no memory and no search.
        self._keys: Sequence[int] = range(len(items))
        for key in islice(self._entries.next_keys, len(items)):
            self._entries.add(labels_of(items[key]), key)

    def __deepcopy__(self, memo: object) -> Self:
        # Whoever holds a copy of the items sees that this index is of others.
        return self

    def places(self, label: str) -> list[int]:
        """Where items with a label stand, in order."""
        found = set()
        for key in tuple(self._entries.keys_by_label.get(label, ())):
            place = self._place(key)
            if place is not None and label in self._labels_of(self.items[place]):
                found.add(place)
        return sorted(found)

    def places_of_any(self, labels: Collection[str]) -> set[int]:
        """Where items with one of several labels stand."""
        if len(labels) > _FEW:
            wanted = frozenset(labels)
            found = set()
            for place, item in enumerate(self.items):
                if not wanted.isdisjoint(self._labels_of(item)):
                    found.add(place)
            return found
        return {place for label in labels for place in self.places(label)}

    def _place(self, key: int) -> int | None:
        keys = self._keys
        if isinstance(keys, range):
            return key if key < len(keys) else None
        place = bisect_left(keys, key)
        if place < len(keys) and keys[place] == key:
            return place
        return None

    def with_replaced(self, new_items: Mapping[int, Item]) -> SharedIndex[Item]:
        """The index after items were put in the places of others."""
        items = list(self.items)
        for place, item in new_items.items():
            known = set(self._labels_of(items[place]))
            items[place] = item
            new = [label for label in self._labels_of(item) if label not in known]
            self._entries.add(new, self._keys[place])
        return self._version(items, self._keys)

    def with_added(self, items: Sequence[Item]) -> SharedIndex[Item]:
        """The index after items were put behind the others."""
        new_keys = list(islice(self._entries.next_keys, len(items)))
        size = len(self._keys)
        together = range(size, size + len(items))
        keys: Sequence[int]
        if isinstance(self._keys, range) and new_keys == list(together):
            keys = range(size + len(items))
        else:
            keys = array("q", self._keys)
            keys.extend(new_keys)
        for key, item in zip(new_keys, items, strict=True):
            self._entries.add(self._labels_of(item), key)
        return self._version((*self.items, *items), keys)

    def without(self, places: Collection[int]) -> SharedIndex[Item]:
        """The index after the items at some places were taken out."""
        if len(places) > _FEW:
            gone = set(places)
            kept = [place for place in range(len(self.items)) if place not in gone]
            keys = array("q", [self._keys[place] for place in kept])
            return self._version([self.items[place] for place in kept], keys)
        items = list(self.items)
        keys = array("q", self._keys)
        for place in sorted(places, reverse=True):
            del items[place]
            del keys[place]
        return self._version(items, keys)

    def _version(self, items: Iterable[Item], keys: Sequence[int]) -> SharedIndex[Item]:
        """Another version that shares the table, or has a new one if it is too full."""
        items = tuple(items)
        # Labels of versions that are gone would pile up during a long session.
        if self._entries.size > 4 * len(items) + _SPARE:
            return SharedIndex(items, self._labels_of)
        index: SharedIndex[Item] = SharedIndex.__new__(SharedIndex)
        index.items = items
        index._labels_of = self._labels_of
        index._entries = self._entries
        index._keys = keys
        return index
