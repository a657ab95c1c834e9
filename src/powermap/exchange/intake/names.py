"""Names of people as their bearers write them, from the ways in which files do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from powermap.errors import Note
from powermap.exchange.intake.name_words import fold_word, name_words
from powermap.exchange.tables.long_text import LONG
from powermap.language import Reason
from powermap.language.values import Listed, Quoted

__all__ = [
    "first_name_first",
    "is_family_name_first",
    "is_whole_name",
    "join_name",
    "split_name",
    "turn_names",
    "without_additions",
]

_NAMED = 5
"""Turned names that a note shows."""
_MOST_WORDS = 4
"""Words in the first or the family name of a person; more are a description."""
_KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff々"
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc-\u30ff]+")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
_HANGUL = "\uac00-\ud7a3"
_EAST_ASIAN = re.compile(f"[{_HAN}{_KANA}{_HANGUL}]+")
_JAPANESE = re.compile(f"[{_KANA}]")
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|（[^（）]*）|\[[^\[\]]*\])\s*$")
_ADDED = re.compile(r"(?P<head>.+?)(?:\s*[,，]\s*|\s+[-–—|]\s+)(?P<tail>.+)")
_WORD_OF_NAME = re.compile(r"[\"“”'‘’]?[^\W\d_]+(?:['’ʼ.\-‐·][^\W\d_]*)*\.?[\"“”]?")
"""A word of a name: letters, joined by apostrophes, dots or hyphens, perhaps quoted."""


@dataclass(frozen=True, slots=True)
class _TwoParts:
    """A name with one comma, and what stands behind it."""

    before: str
    after: str
    rest: str = ""

    @property
    def turned(self) -> str:
        return f"{join_name(self.after, self.before)}{self.rest}"


def join_name(first: str, last: str, *, middle: str = "", suffix: str = "") -> str:
    """The whole name of its parts, in the order in which its bearer writes it.

    A Chinese, Japanese or Korean name begins with the family name. Salutations are no
    part of a name; a file keeps them in a field of their own.

    Examples
    --------
    >>> join_name("Ana", "Ruiz"), join_name("", "Ruiz"), join_name("伟", "张")
    ('Ana Ruiz', 'Ruiz', '张伟')
    >>> join_name("さくら", "山田"), join_name("철수", "김"), join_name("John", "King", middle="B.")
    ('山田 さくら', '김철수', 'John B. King')
    """
    given = " ".join(part for part in (first, middle) if part)
    if first and last and is_family_name_first(f"{first}{last}"):
        if _KATAKANA.fullmatch(first) and _KATAKANA.fullmatch(last):
            # Katakana only: a foreign name, which keeps the order of its own language.
            return f"{first}・{last}"
        # Japanese writers put a space between both, Chinese and Korean writers do not.
        is_japanese = _JAPANESE.search(f"{first}{last}")
        space = " " if is_japanese else ""
        return f"{last}{space}{given}"
    parts = (given, last, suffix)
    return " ".join(part for part in parts if part)


def split_name(name: str) -> tuple[str, str]:
    """The first and the last name, split at the last space.

    A name without a space is a last name, since CRMs require one.

    Examples
    --------
    >>> split_name("Ana María Ruiz"), split_name("张伟")
    (('Ana María', 'Ruiz'), ('', '张伟'))
    """
    # At the last space, since most names have one family name; CRMs require a last
    # name, not a first one.
    first, _, last = name.rpartition(" ")
    # Only parts that make the same name again can be read back.
    if join_name(first.strip(), last.strip()) == name:
        return first, last
    return "", name


def is_family_name_first(text: str) -> bool:
    """Whether a name is written in Chinese, Japanese or Korean characters only.

    Examples
    --------
    >>> is_family_name_first("山田さくら"), is_family_name_first("David 王")
    (True, False)
    """
    return _EAST_ASIAN.fullmatch(text) is not None


def is_whole_name(text: str) -> bool:
    """Whether a text looks like a first and a family name, and like no job or unit.

    Examples
    --------
    >>> [is_whole_name(each) for each in ("Kim Berg", "Berg", "van der Berg", "Sales Team")]
    [True, False, False, False]
    """
    particles = name_words().particles
    own = [word for word in text.split() if word.casefold() not in particles]
    return len(own) > 1 and _looks_like_name(text) and not _has_job_word(text)


def first_name_first(name: str) -> str:
    """A single name that may be written with the family name first.

    Examples
    --------
    >>> first_name_first("Ruiz, Ana"), first_name_first("Ana Ruiz, PhD")
    ('Ana Ruiz', 'Ana Ruiz, PhD')
    >>> first_name_first("Director, Procurement"), first_name_first("Ode, Ben (CIO)")
    ('Director, Procurement', 'Ben Ode (CIO)')
    """
    parts = _two_parts(name) if len(name) <= LONG else None
    if parts and _is_person(parts):
        return parts.turned
    return name


def turn_names(
    names: Mapping[int, str],
    others: Mapping[int, Iterable[str]] | None = None,
    *,
    source: str | None = None,
    sheet: str | None = None,
    title: str | None = None,
) -> tuple[dict[int, str], list[Note]]:
    """The names of a column, with "Last, First" turned where that is how it is written.

    Parameters
    ----------
    names : mapping of row to str
        The column.
    others : mapping of row to iterable of str, optional
        Job title, department and organization of each row: what stands there too is
        no part of a person's name.
    source, sheet, title : str, optional
        Where the column stands, for the note.

    Returns
    -------
    names, notes
        Every row again, and one note when names were turned.

    Examples
    --------
    >>> names, notes = turn_names({2: "Ruiz, Ana", 3: "Director, Procurement"})
    >>> names
    {2: 'Ana Ruiz', 3: 'Director, Procurement'}
    >>> print(notes[0])
    1 name is written last name first and was turned: 'Ruiz, Ana' → 'Ana Ruiz'
    """
    people, unclear = _people_among(names, others or {})
    # One comma among many that are something else is most likely something else too.
    if unclear > len(people):
        people = {}
    turned = {row: people[row].turned if row in people else names[row] for row in names}
    if not people:
        return turned, []
    shown = []
    for row in people:
        pair = [Quoted(names[row]), Quoted(turned[row])]
        shown.append(Listed(pair, "arrow"))
    message = Reason(
        "message.people.turned",
        count=len(people),
        names=Listed(shown, "comma", most=_NAMED),
    )
    return turned, [Note(message, source, sheet, None, title)]


def without_additions(name: str) -> str:
    """A name without a salutation, a degree or a job in brackets.

    Examples
    --------
    >>> without_additions("Dr. Ana Ruiz (CFO)"), without_additions("Ana Ruiz, PhD")
    ('Ana Ruiz', 'Ana Ruiz')
    >>> without_additions("Ana Ruiz - Finance Director"), without_additions("Ruiz, Ana")
    ('Ana Ruiz', 'Ruiz, Ana')
    >>> without_additions("山田 さくら様"), without_additions("Dr.")
    ('山田 さくら', 'Dr.')
    """
    if len(name) > LONG:
        return name
    words = name_words()
    bare = _BRACKETS.sub("", name).strip()
    added = _ADDED.match(bare)
    if added and _is_addition(added["head"], added["tail"]):
        bare = added["head"]
    if bare.endswith(words.following):
        for ending in words.following:
            bare = bare.removesuffix(ending).strip()
    parts = bare.split()
    while len(parts) > 1 and fold_word(parts[0]) in words.honorifics:
        del parts[0]
    return " ".join(parts) or name


def _is_addition(head: str, tail: str) -> bool:
    """Whether a degree or a job follows a name."""
    if _are_all(tail, name_words().degrees):
        return True
    return not _has_job_word(head) and _has_job_word(tail)


def _people_among(
    names: Mapping[int, str], others: Mapping[int, Iterable[str]]
) -> tuple[dict[int, _TwoParts], int]:
    """Names to be turned by row, and how many with a comma are neither one nor clear."""
    pairs = {}
    for row, name in names.items():
        parts = _two_parts(name)
        if parts is not None:
            pairs[row] = parts
    people = {}
    unclear = 0
    companies = _repeated_ends(list(pairs.values()))
    is_usual = 2 * len(pairs) > len(names)
    for row, parts in pairs.items():
        elsewhere = {_fold(text) for text in others.get(row, ())} | companies
        if _fold(parts.before) in elsewhere or _fold(parts.after) in elsewhere:
            continue
        # Among names such as "Ben Ode", "Ana Ruiz, Northwind" is whole before the comma.
        if _is_double(parts.before) and not is_usual:
            unclear += 1
        elif _is_person(parts):
            people[row] = parts
        elif not _is_described(parts):
            unclear += 1
    return people, unclear


def _repeated_ends(pairs: Sequence[_TwoParts]) -> set[str]:
    """What follows the comma of several whole names: "Ana Ruiz, Northwind"."""
    by_end: dict[str, list[_TwoParts]] = {}
    for parts in pairs:
        by_end.setdefault(_fold(parts.after), []).append(parts)
    # First names come twice too, but a column has many of them.
    if 2 * len(by_end) > len(pairs):
        return set()
    repeated = set()
    for end, several in by_end.items():
        if len(several) > 1 and all(_is_double(parts.before) for parts in several):
            repeated.add(end)
    return repeated


def _is_double(text: str) -> bool:
    """Whether a text has several words that are no family name with "van" or "de"."""
    return " " in text and not _has_particle(text)


def _two_parts(name: str) -> _TwoParts | None:
    """What stands before and after the only comma."""
    if "," not in name and "，" not in name:
        return None
    bare = _BRACKETS.sub("", name)
    rest = name[len(bare) :].rstrip()
    rest = f" {rest.strip()}" if rest else ""
    parts = [part.strip() for part in bare.replace("，", ",").split(",")]
    # "Ruiz, Ana, PhD" and "King, Jr., Martin".
    for place in (2, 1):
        if len(parts) == 3 and _are_all(parts[place], name_words().degrees):
            rest = f", {parts.pop(place)}{rest}"
    if len(parts) != 2 or not all(parts):
        return None
    before, after = parts
    # "张伟，李娜" are two people.
    if "，" in name and len(before) > 1:
        return None
    return _TwoParts(before, after, rest)


def _is_person(parts: _TwoParts) -> bool:
    if _is_described(parts):
        return False
    return _looks_like_name(parts.before) and _looks_like_name(parts.after)


def _is_described(parts: _TwoParts) -> bool:
    """Whether the parts are surely no family and first name: a job, unit or degree."""
    words = name_words()
    # "Li, Peng" is a name, "Ben Ode, P.Eng." has a degree.
    may_be_first = parts.after.istitle() and fold_word(parts.after) in words.first_names
    is_single = " " not in parts.before
    if may_be_first and is_single:
        return _has_job_word(parts.before)
    if _are_all(parts.after, words.degrees | words.legal):
        return True
    for text in (parts.before, parts.after):
        if any(sign in text for sign in "&/+|@") or _has_job_word(text):
            return True
    return False


def _has_job_word(text: str) -> bool:
    """Whether a text names a job or a unit."""
    words = name_words()
    known = words.units | words.jobs
    if fold_word(text) in words.surnames:
        return False
    if any(fold_word(word) in known for word in re.split(r"[\s\-]+", text)):
        return True
    # Scripts without spaces have no words to look up. 部 ends a unit of three and more
    # characters; with two it is a Japanese family name.
    for ending in words.endings:
        shortest = 3 if len(ending) == 1 else len(ending)
        if text.endswith(ending) and len(text) >= shortest:
            return True
    return False


def _looks_like_name(text: str) -> bool:
    words = text.split()
    if len(words) > _MOST_WORDS:
        return False
    particles = name_words().particles
    own = [word for word in words if word.casefold() not in particles]
    if not own:
        return False
    for word in own:
        if not _WORD_OF_NAME.fullmatch(word):
            return False
        # "the office in town": words in lower case are a description, save where the
        # whole column has no capitals.
        if len(words) > 1 and word.islower():
            return False
    return True


def _has_particle(text: str) -> bool:
    particles = name_words().particles
    return any(word.casefold() in particles for word in text.split())


def _are_all(text: str, known: frozenset[str]) -> bool:
    words = [fold_word(word) for word in text.split()]
    return bool(words) and all(word in known for word in words)


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
