"""Names in Chinese signs, and how they are read in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from powermap.redaction.single_words import part_of_name, with_initials
from powermap.redaction.spelling import Certainty, Condition, Spelling
from powermap.redaction.word_forms import UNSPACED, latin_chunks, plain, read_signs
from powermap.redaction.word_lists import word_lists

__all__ = [
    "addressed_surname",
    "given_name_of",
    "readings_of_name",
    "surnames_read_as",
    "unspaced_name",
]

_SIGN = re.compile(f"[{UNSPACED}]")


def unspaced_name(name: str) -> Iterator[Spelling]:
    """A Chinese name: the given name, 老李, 小李, 李总, 阿伟, 伟哥, and how it is read."""
    yield Spelling(tuple(name), certainty=Certainty.WHOLE)
    surname, _ = _split(name)
    given_name = given_name_of(name)
    if not given_name:
        return
    if len(given_name) == 2:
        # 建设 is a given name, and also "construction".
        is_word = given_name in word_lists().common
        condition = Condition.NEVER if is_word else Condition.ALWAYS
        yield Spelling(tuple(given_name), condition)
    if len(name) == 4 and len(surname) == 1:
        # A Japanese name: two signs and two.
        yield Spelling(tuple(name[:2]))
    yield from addressed_surname(surname)
    if len(surname) > 1:
        # 欧总, and 欧阳娜 of 欧阳娜娜
        yield from addressed_surname(surname[0])
        yield Spelling(tuple(surname + given_name[0]), certainty=Certainty.DERIVED)
    yield from _pet_names(given_name[-1])
    yield from _pinyin(surname, given_name)


def _split(name: str) -> tuple[str, str]:
    """The surname, which may have two signs, and the given name."""
    length = 1
    if name[:2] in word_lists().compound:
        length = 2
    return name[:length], name[length:]


def given_name_of(name: str) -> str:
    """What follows the surname in a name of signs; nothing of a job.

    Examples
    --------
    >>> given_name_of("李雷"), given_name_of("欧阳娜娜"), given_name_of("经理")
    ('雷', '娜娜', '')
    """
    is_job = name.endswith(tuple(word_lists().jobs))
    return "" if is_job else _split(name)[1]


def _pet_names(sign: str) -> Iterator[Spelling]:
    """What colleagues make of the last sign of a given name: 静静, 阿伟, 伟哥."""
    yield Spelling((sign, sign), certainty=Certainty.DERIVED)
    for before in word_lists().before:
        yield _unless_a_word(before + sign)
    for after in word_lists().after:
        yield _unless_a_word(sign + after)


def addressed_surname(surname: str) -> Iterator[Spelling]:
    """A Chinese surname as people are addressed by it: 李总, 老李."""
    # 欧阳 is nothing else, while most single signs are words.
    is_name = len(surname) > 1 and surname not in word_lists().common
    condition = Condition.ALWAYS if is_name else Condition.ADDRESS
    yield Spelling(tuple(surname), condition)
    for before in word_lists().before:
        yield _unless_a_word(before + surname)


def _unless_a_word(signs: str) -> Spelling:
    condition = Condition.ALWAYS
    if signs in word_lists().not_names:
        condition = Condition.NEVER
    return Spelling(tuple(signs), condition, Certainty.DERIVED)


def _pinyin(surname: str, given_name: str) -> Iterator[Spelling]:
    """How a name is read: Li Mingzhe, Mingzhe Li, limingzhe, M. Z. Li."""
    syllables = tuple(map(read_signs, given_name))
    first = "".join(syllables)
    initials = tuple(syllable[0] for syllable in syllables)
    for last in _readings(surname):
        yield Spelling((last, first))
        yield Spelling((first, last))
        yield Spelling((last, *syllables))
        yield Spelling((*syllables, last))
        yield Spelling((last + first,))
        yield Spelling((first + last,))
        yield from part_of_name(last)
        yield from with_initials(initials, (last,))
        yield Spelling((last[0], *initials), Condition.INITIALS, Certainty.DERIVED)
        monogram = last[0] + "".join(initials)
        # LMZ is more often a product than a person.
        yield Spelling((monogram,), Condition.NEVER, Certainty.DERIVED)
    if len(syllables) > 1:
        yield Spelling(syllables, Condition.CAPITAL)
        yield from part_of_name(first)
    elif first in word_lists().little:
        yield Spelling((first,), Condition.ADDRESS)
    else:
        yield Spelling((first,), Condition.CAPITAL)


def _readings(surname: str) -> tuple[str, ...]:
    """How a surname is read, all ways."""
    known = word_lists().readings.get(surname)
    if known:
        return tuple(known)
    return (read_signs(surname),)


def surnames_read_as(reading: str) -> frozenset[str]:
    """The surnames in signs that are read so."""
    surnames = _surnames_by_reading()
    return surnames.get(reading, frozenset())


@cache
def _surnames_by_reading() -> Mapping[str, frozenset[str]]:
    lists = word_lists()
    by_reading: dict[str, frozenset[str]] = {}
    for surname in lists.surnames | lists.compound:
        for reading in _readings(surname):
            others = by_reading.get(reading, frozenset())
            by_reading[reading] = others | {surname}
    return by_reading


@lru_cache(maxsize=16_384)
def readings_of_name(name: str) -> frozenset[str]:
    """How a name, in signs or in Latin letters, is read as one word, surname first.

    A name in Latin letters is read both ways, since its order is not known.

    Examples
    --------
    >>> sorted(readings_of_name("Haiyan Zhou")), sorted(readings_of_name("曾伟"))
    (['haiyanzhou', 'zhouhaiyan'], ['zengwei'])
    """
    readings = set()
    latin = [plain(word) for chunk in latin_chunks(name) for word in chunk]
    if len(latin) > 1:
        readings.add("".join(latin))
        readings.add(latin[-1] + "".join(latin[:-1]))
    signs = "".join(_SIGN.findall(name))
    # A single sign has too many homophones.
    if len(signs) > 1:
        surname, given_name = _split(signs)
        for last in _readings(surname):
            readings.add(last + read_signs(given_name))
    return frozenset(readings)
