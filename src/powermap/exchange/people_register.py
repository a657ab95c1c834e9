"""Who is called what: ids for people, and people by id or name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from powermap.errors import ModelError, nearest_word
from powermap.exchange.intake.names import first_name_first, without_additions
from powermap.exchange.tables.long_text import LONG
from powermap.language import Listed, Quoted, Reason
from powermap.model import slug

__all__ = [
    "HINTED",
    "HINTS",
    "Names",
    "Register",
    "bare_number",
    "clean_ids",
    "fold_name",
    "number_ids",
]

HINTS = 50
"""Nearest names looked for in one file; each costs a comparison with everybody."""
HINTED = 500
"""Among more people no nearest name is looked for."""
_FEW = 10
"""Ids in a message about people of one name."""
# pandas writes ids as decimals where a column has a gap; Excel drops zeros in front.
_NUMBER = re.compile(r"\s*0*(\d+?)(?:\.0+|,0)?\s*")
_NAME_WITH_ID = re.compile(
    r"(?P<name>.+?)\s*[(（\[](?P<id>[\w.-]+)[)）\]]"
    r"|(?P<id_before>[\w.-]*\d[\w.-]*)\s*[-–—:|]\s*(?P<name_after>\D+)"
)
_DECIMALS = re.compile(r"(?<=\d)(?:\.0+|,0)$")
_ADDRESS = re.compile(r"(?<![^\s<>;,:])[^\s<>;,:]+@[^\s<>;,]+")


class Register:
    """People by id, by number, by name, by e-mail, or by a name spelled otherwise.

    Parameters
    ----------
    ids : sequence of str
        Everybody's id.
    names : sequence of str or None
        Everybody's name.
    numbers : sequence of sequence of str, optional
        Further ids of everybody, such as an employee number; each person has as many
        as the file has columns of them, "" where one is not known.
    emails : sequence of str or None, optional
        Everybody's e-mail address.
    titles : sequence of str or None, optional
        Everybody's job title.

    Examples
    --------
    >>> people = Register(["a1", "ben"], ["Ana Ruiz", "Ben Ode"], [["0012"], []])
    >>> [people.find(each) for each in ("a1", "12.0", "ana ruiz", "Ruiz, Ána")]
    ['a1', 'a1', 'a1', 'a1']
    """

    def __init__(
        self,
        ids: Sequence[str],
        names: Sequence[str | None],
        numbers: Sequence[Sequence[str]] = (),
        emails: Sequence[str | None] = (),
        titles: Sequence[str | None] = (),
    ) -> None:
        self.ids = ids
        self.names = names
        self.places: dict[str, list[int]] = defaultdict(list)
        self._alike: dict[str, list[int]] = defaultdict(list)
        self._place_of_id: dict[str, int] = {}
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._bare_numbers: dict[str, list[int]] = defaultdict(list)
        self._by_column: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._emails: dict[str, list[int]] = defaultdict(list)
        self._titles: dict[str, list[int]] = defaultdict(list)
        self._hints = 0
        for place, (id, name) in enumerate(zip(ids, names, strict=True)):
            self._place_of_id[id] = place
            _add(self._bare_numbers, bare_number(id), place)
            if name:
                self.places[name].append(place)
            # A set, since the id of a Chinese name equals the name; it must not count
            # twice.
            for word in {fold_name(id), fold_name(name or id)}:
                self._alike[word].append(place)
        self._add_numbers(numbers)
        self._add_texts(self._emails, emails)
        self._add_texts(self._titles, titles)

    # Only when somebody is looked for who is written in another way: most files name
    # everybody by the id, or nobody at all.
    @cached_property
    def _bare_names(self) -> dict[str, list[int]]:
        return self._places_by(_bare_name)

    @cached_property
    def _plain_names(self) -> dict[str, list[int]]:
        return self._places_by(_plain_name)

    def _places_by(self, form: Callable[[str], str]) -> dict[str, list[int]]:
        """The places of everybody under a form of the name."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self.names):
            if name:
                _add(places, form(name), place)
        return places

    def _add_numbers(self, numbers: Sequence[Sequence[str]]) -> None:
        for place, several in enumerate(numbers):
            for column, number in enumerate(several):
                _add(self._numbers, number.strip(), place)
                _add(self._bare_numbers, bare_number(number), place)
                if number.strip():
                    self._by_column[column, _number_key(number)].append(place)

    @staticmethod
    def _add_texts(places: dict[str, list[int]], texts: Sequence[str | None]) -> None:
        for place, text in enumerate(texts):
            if text:
                _add(places, fold_name(text), place)

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
        """The places of all who may be meant: of this id, else number, name, e-mail."""
        if not self.ids:
            return []
        key = written.strip()
        # Ids win over names: a person may be called as another one's id.
        if key in self._place_of_id:
            return [self._place_of_id[key]]
        # The exact name before one that is only spelled alike, so that "Li Na" and "li
        # na" can be two people.
        return (
            self._numbers.get(key)
            or self.places.get(key)
            or self._alike.get(fold_name(key))
            or self._called_otherwise(key)
        )

    def _called_otherwise(self, key: str) -> Sequence[int]:
        """The places of all whose number, e-mail or name is written in another way."""
        if not key or len(key) > LONG:
            return []
        bare = _bare_name(key)
        whole = _without_decimals(key)
        if whole in self._place_of_id:
            return [self._place_of_id[whole]]
        return (
            self._numbers.get(whole)
            or self._bare_numbers.get(bare_number(key))
            or self._emails.get(_email_in(key))
            or self._alike.get(fold_name(first_name_first(key)))
            or self._called_with_id(key)
            or self._alike.get(bare)
            or self._bare_names.get(bare)
            or self._called_plainly(bare)
        )

    def _called_plainly(self, bare: str) -> Sequence[int]:
        """The place of the only person of this bare name without accents."""
        places = self._plain_names.get(_without_accents(bare), [])
        return places if len(places) == 1 else []

    def _called_with_id(self, key: str) -> Sequence[int]:
        """The places of all whose id stands beside the name: "Ana Ruiz (1001)"."""
        match = _NAME_WITH_ID.fullmatch(key)
        if match is None:
            return []
        name = _bare_name(match["name"] or match["name_after"])
        named = self._alike.get(name) or self._bare_names.get(name) or []
        numbered = self.called(match["id"] or match["id_before"])
        return [place for place in named if place in numbered]

    def holding(self, title: str) -> Sequence[int]:
        """The places of all who have a job title."""
        return self._titles.get(fold_name(title), [])

    def numbered(self, written: str, column: int) -> Sequence[int]:
        """The places of all who have a number in one of the columns of numbers."""
        return self._by_column.get((column, _number_key(written)), [])

    def has_id(self, written: str) -> bool:
        """Whether somebody's own id is written, perhaps as a decimal."""
        return _without_decimals(written.strip()) in self._place_of_id

    def nearest_name(self, written: str) -> str | None:
        """The name or id that is spelled most like this; None when there is none.

        Only so often in one file: each answer compares with everybody.
        """
        self._hints += 1
        if len(self.ids) > HINTED or self._hints > HINTS or len(written) > LONG:
            return None
        turned = sorted(_plain_name(written).split())
        for name in self.places:
            if sorted(_plain_name(name).split()) == turned:
                return name
        return nearest_word(written, [*self.places, *self.ids])

    def _describe_several(self, key: str, places: Sequence[int]) -> Reason:
        few = [Quoted(self.ids[place]) for place in places[:_FEW]]
        return Reason(
            "message.plan.several_people",
            number=len(places),
            name=Quoted(key),
            ids=Listed(few),
        )

    def _describe_nobody(self, key: str, named_in: str) -> Reason:
        near = self.nearest_name(key)
        return Reason(
            "message.plan.nobody",
            person=Quoted(key),
            hint=Reason("message.nearest", word=Quoted(near)) if near else None,
            place=Reason(f"message.plan.{named_in}"),
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
    if name.isascii():
        # Most names of most files, and each is looked up several times.
        return " ".join(name.lower().split())
    folded = unicodedata.normalize("NFKC", name).casefold()
    # Once more, as casefold can undo the normal form (ΐ becomes three code points).
    return unicodedata.normalize("NFKC", " ".join(folded.split()))


def bare_number(text: str) -> str:
    """A number without what a spreadsheet adds or takes away; "" for other texts.

    Examples
    --------
    >>> bare_number("1.0"), bare_number("0012"), bare_number("12a"), bare_number("0")
    ('1', '12', '', '0')
    """
    if len(text) > LONG:
        return ""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    match = _NUMBER.fullmatch(plain)
    return match[1] if match else ""


def clean_ids(texts: Mapping[int, str]) -> dict[int, str]:
    """The ids of a column by row, without the ".0" that pandas adds to all numbers.

    Examples
    --------
    >>> clean_ids({2: "1.0", 3: "12.0"}), clean_ids({2: "1.0", 3: "1.1"})
    ({2: '1', 3: '12'}, {2: '1.0', 3: '1.1'})
    """
    are_decimals = all(_DECIMALS.search(text) for text in texts.values())
    if not are_decimals:
        return dict(texts)
    return {row: _without_decimals(text) for row, text in texts.items()}


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


def _number_key(text: str) -> str:
    return bare_number(text) or fold_name(text)


def _without_decimals(text: str) -> str:
    """A number as pandas writes it where a column has a gap, without ".0"."""
    return _DECIMALS.sub("", text)


def _add(places: dict[str, list[int]], key: str, place: int) -> None:
    """Remember a person under a key, once."""
    if key and place not in places[key][-1:]:
        places[key].append(place)


def _bare_name(name: str) -> str:
    """A name without additions, first name first, folded."""
    return fold_name(without_additions(first_name_first(name)))


def _plain_name(name: str) -> str:
    """A name without accents; Chinese and Japanese ones without spaces.

    Examples
    --------
    >>> _plain_name("José Núñez"), _plain_name("陈 明")
    ('jose nunez', '陈明')
    """
    return _without_accents(_bare_name(name))


def _without_accents(name: str) -> str:
    if name.isascii():
        return name
    letters = unicodedata.normalize("NFD", name)
    plain = "".join(each for each in letters if not unicodedata.combining(each))
    # Forms pad a name of two characters with a space.
    words = unicodedata.normalize("NFC", plain).split()
    is_han = not any(word.isascii() for word in words)
    return ("" if is_han else " ").join(words)


def _email_in(text: str) -> str:
    """The address of "Ana Ruiz <ana@northwind.example>", folded."""
    match = _ADDRESS.search(text)
    return fold_name(match[0]) if match else ""


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
