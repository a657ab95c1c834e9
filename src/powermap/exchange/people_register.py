"""Who is called what: ids for people, and people by id or name."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from powermap.errors import ModelError, nearest, shown
from powermap.model import slug

__all__ = ["HINTED", "HINTS", "Names", "Register", "fold_name", "number_ids"]

HINTS = 50
"""Nearest names looked for in one file; each costs a comparison with everybody."""
HINTED = 500
"""Among more people no nearest name is looked for."""
_FEW = 10
"""Ids in a message about people of one name."""


class Register:
    """People by id, by name, or by a name that is only spelled alike."""

    def __init__(self, ids: Sequence[str], names: Sequence[str | None]) -> None:
        self.ids = ids
        self.names = names
        self.places: dict[str, list[int]] = defaultdict(list)
        self._alike: dict[str, list[int]] = defaultdict(list)
        self._place_of_id: dict[str, int] = {}
        self._hints = 0
        for place, (id, name) in enumerate(zip(ids, names, strict=True)):
            self._place_of_id[id] = place
            if name:
                self.places[name].append(place)
            # A set, since the id of a Chinese name equals the name; it must not count
            # twice.
            for word in {fold_name(id), fold_name(name or id)}:
                self._alike[word].append(place)

    def find(self, written: str, named_in: str = "tie") -> str:
        """The id of the one person who is meant.

        Raises
        ------
        ModelError
            When it is nobody, or several people.
        """
        key = written.strip()
        places = self.called(key)
        if len(places) == 1:
            return self.ids[places[0]]
        if places:
            raise ModelError(self._describe_several(key, places))
        raise ModelError(self._describe_nobody(key, named_in))

    def called(self, written: str) -> Sequence[int]:
        """The places of all who may be meant: of this id, else of this name."""
        key = written.strip()
        # Ids win over names: a person may be called as another one's id.
        if key in self._place_of_id:
            return [self._place_of_id[key]]
        # The exact name before one that is only spelled alike, so that "Li Na" and "li
        # na" can be two people.
        return self.places.get(key) or self._alike.get(fold_name(key)) or []

    def _describe_several(self, key: str, places: Sequence[int]) -> str:
        few = [shown(self.ids[place]) for place in places[:_FEW]]
        ids = ", ".join(few)
        return f"{len(places)} people are called {shown(key)}; use an id: {ids}"

    def _describe_nobody(self, key: str, named_in: str) -> str:
        # Counted across the file: each hint compares with everybody.
        self._hints += 1
        hint = ""
        if len(self.ids) <= HINTED and self._hints <= HINTS:
            hint = nearest(key, [*self.places, *self.ids])
        return (
            f"no one has the id or name {shown(key)}{hint}; "
            f"add the person or correct the {named_in}"
        )


class Names:
    """Names of a list in a file, found again however they are spelled."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = dict.fromkeys(names)
        self._alike: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            self._alike[fold_name(name)].append(name)

    def find(self, written: str) -> str | None:
        """The one name that is meant."""
        key = written.strip()
        if key in self.names:
            return key
        alike = self._alike.get(fold_name(key), [])
        # Two that are alike: guessing would give the answer to the wrong one.
        return alike[0] if len(alike) == 1 else None


def fold_name(name: str) -> str:
    """A name without case, runs of spaces, and how accents are encoded."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    # Once more, as casefold can undo the normal form (ΐ becomes three code points).
    return unicodedata.normalize("NFKC", " ".join(folded.split()))


def number_ids(written: Sequence[str | None], names: Sequence[str | None]) -> list[str]:
    """Everybody's id: the one that is written, else a slug of the name that is free.

    Examples
    --------
    >>> number_ids(["kim", None, None], ["Kim", "Ana Ruiz", "Ana Ruiz"])
    ['kim', 'ana-ruiz', 'ana-ruiz-2']
    """
    # Written ids are taken first wherever they stand, so that no counted id collides
    # with a later one.
    taken = {id for id in written if id}
    last: dict[str, int] = {}
    ids = []
    for own, name in zip(written, names, strict=True):
        id = own or _next_free(slug(name or ""), taken, last)
        taken.add(id)
        ids.append(id)
    return ids


def _next_free(id: str, taken: set[str], last: dict[str, int]) -> str:
    """The id itself, or with the next number that is free.

    `last` remembers how far each has counted, else many namesakes take long.
    """
    if id not in taken:
        return id
    number = last.get(id, 1) + 1
    while f"{id}-{number}" in taken:
        number += 1
    last[id] = number
    return f"{id}-{number}"
