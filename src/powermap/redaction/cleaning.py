"""A text without names, and what in it may still be one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from powermap.redaction.chinese_names import readings_of_name
from powermap.redaction.contacts import mask_contacts, unsure_numbers
from powermap.redaction.near_names import SHORTEST, NameParts, name_parts
from powermap.redaction.rest_of_name import (
    Match,
    RestOfName,
    misspelled_name,
    names_by_sound,
    words_beside,
)
from powermap.redaction.short_names import (
    ShortNames,
    given_signs_of,
    lone_signs,
    short_names,
)
from powermap.redaction.spelling import Certainty, Condition, Spelling
from powermap.redaction.text_pieces import (
    MOST_JOINTS,
    Piece,
    end_of_spelling,
    is_unspaced,
    is_worth_a_look,
    meets_condition,
    split_into_pieces,
    words_across_breaks,
)
from powermap.redaction.word_lists import word_lists

__all__ = ["Cleaner", "build_cleaner"]


@dataclass(frozen=True, slots=True)
class _KnownName:
    """A spelling and its replacement."""

    spelling: Spelling
    replacement: str


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Replaces names in texts.

    Parameters
    ----------
    known : mapping of str to mapping of str to sequence of _KnownName
        By first word, then by second word; "" for those of one word.
    by_reading : mapping of str to str
        How names are read, surname first, and their replacements; for Chinese texts.
    mail, number : str
        The replacements of an address and of a telephone number.
    certain : frozenset of str
        Words of names that mean nothing else.
    parts : NameParts
        All words of people's names.
    own_words : Pattern
        What a name was replaced by.
    short : ShortNames
        Certain words of three letters.
    signs : frozenset of str
        Given names of one sign.
    """

    known: Mapping[str, Mapping[str, Sequence[_KnownName]]]
    by_reading: Mapping[str, str]
    mail: str
    number: str
    certain: frozenset[str]
    parts: NameParts
    own_words: re.Pattern[str]
    short: ShortNames
    signs: frozenset[str]

    def __call__(self, text: str) -> str:
        """The text without names; the same object when there is none in it."""
        # Accents may stand after their letters, as macOS writes names of files.
        composed = unicodedata.normalize("NFC", text)
        # An address has a name in it, and a domain that names the company.
        without_contacts = mask_contacts(
            composed, self.mail, self.number, self._has_name
        )
        clean = self._replace_names(without_contacts)
        if clean == composed:
            return text
        return clean

    def _has_name(self, text: str) -> bool:
        return self._replace_names(text) != text

    def _replace_names(self, text: str) -> str:
        pieces = split_into_pieces(text, self.known)
        clean = []
        done = 0
        at = 0
        # No name reaches back into the one before.
        floor = 0
        while at < len(pieces):
            # The surest way first; a reading alone is the least sure one.
            match = (
                self._known_name(text, pieces, at)
                or self._broken_name(text, pieces, at)
                or self._name_by_reading(pieces, at)
                or misspelled_name(self.parts, text, pieces, at)
            )
            if match is None:
                at += 1
                continue
            words = [key for piece in pieces[at : match.end] for key in piece.keys]
            rest = RestOfName(
                self.parts, text, pieces, match.replacement, frozenset(words)
            )
            start = rest.start_of(at, floor)
            end = rest.end_of(match.end)
            clean.append(text[done : pieces[start].start])
            clean.append(match.replacement)
            done = pieces[end - 1].end
            at = floor = end
        clean.append(text[done:])
        return "".join(clean)

    def _known_name(self, text: str, pieces: Sequence[Piece], at: int) -> Match | None:
        """A name that begins here."""
        for known in self._names_from(pieces, at):
            spelling = known.spelling
            end = end_of_spelling(spelling, pieces, at)
            if end and meets_condition(spelling.condition, text, pieces, at, end):
                return Match(end, known.replacement)
        return None

    def _broken_name(self, text: str, pieces: Sequence[Piece], at: int) -> Match | None:
        """A word of a name that is broken or spelled letter by letter."""
        for end, word in words_across_breaks(pieces, at):
            for known in self.known.get(word, {}).get("", ()):
                spelling = known.spelling
                # Initials and forms of address need words that are whole.
                if spelling.condition > Condition.UPPER_CASE:
                    continue
                if meets_condition(spelling.condition, text, pieces, at, end):
                    return Match(end, known.replacement)
        return None

    def _name_by_reading(self, pieces: Sequence[Piece], at: int) -> Match | None:
        """A Chinese name that is read like a known one.

        It has other signs, or is known in Latin letters only.
        """
        if pieces[at].text not in word_lists().surnames:
            return None
        # A name has two to four signs.
        for length in (4, 3, 2):
            name = "".join(piece.text for piece in pieces[at : at + length])
            if len(name) != length or not is_unspaced(name):
                continue
            for reading in readings_of_name(name):
                if reading in self.by_reading:
                    return Match(at + length, self.by_reading[reading])
        return None

    def _names_from(self, pieces: Sequence[Piece], at: int) -> Sequence[_KnownName]:
        """The names that may begin at a piece, the longest first."""
        names: list[_KnownName] = []
        for key in pieces[at].keys:
            by_second = self.known.get(key, {})
            names += by_second.get("", ())
            # In an organization of thousands, hundreds share a first name.
            for second in self._words_after(pieces, at):
                names += by_second.get(second, ())
        if len(names) > 1:
            names.sort(key=_longest_first)
        return names

    def _words_after(self, pieces: Sequence[Piece], at: int) -> Iterable[str]:
        """What the second word of a name may be that begins at a piece."""
        following = pieces[at + 1 : at + 2 + MOST_JOINTS]
        return dict.fromkeys(key for piece in following for key in piece.keys)

    def doubts(self, text: str) -> Iterator[str]:
        """Words of a clean text that may be names, and numbers that may be telephones.

        A price and a will, initials, a name misspelled, in another script or within a
        word, and what stands beside a pseudonym as a surname does.
        """
        composed = unicodedata.normalize("NFC", text)
        yield from words_beside(self.own_words, composed)
        # A code may look like initials.
        others = self.own_words.sub(_blank, composed)
        yield from unsure_numbers(others)
        yield from names_by_sound(self.parts, others)
        yield from lone_signs(self.signs, others)
        yield from self.short.slips_in(others)
        pieces = split_into_pieces(others, self.known)
        for at, piece in enumerate(pieces):
            end = self._end_of_doubt(pieces, at)
            if end:
                last = pieces[end - 1]
                yield composed[piece.start : last.end]
            elif piece.text[0].isupper() and any(map(self._is_like_a_name, piece.keys)):
                yield piece.text

    def _end_of_doubt(self, pieces: Sequence[Piece], at: int) -> int:
        """The place after a spelling that was not replaced here; 0 without one."""
        for known in self._names_from(pieces, at):
            if is_worth_a_look(known.spelling, pieces[at]):
                end = end_of_spelling(known.spelling, pieces, at)
                if end:
                    return end
        return 0

    def _is_like_a_name(self, word: str) -> bool:
        """Whether a word begins with a name, or is one slip of the pen from one."""
        for length in range(SHORTEST, len(word)):
            if word[:length] in self.certain:
                return True
        return not self.certain.isdisjoint(self.parts.parts_like(word))


def build_cleaner(
    replacements: Iterable[tuple[Spelling, str]],
    names: Iterable[tuple[str, str]],
    *,
    somebody: str,
    mail: str,
    number: str,
    own_words: re.Pattern[str],
) -> Cleaner:
    """A cleaner of spellings, and of Chinese names that are read like `names`.

    What two share with the same certainty becomes `somebody`.
    """
    known = _surest(replacements, somebody)
    certain = _certain_parts(known)
    short = [word for word in certain if len(word) == SHORTEST - 1]
    people = list(names)
    by_first: dict[str, dict[str, list[_KnownName]]] = {}
    for name in known:
        # A name of signs alone, such as an emoji, has no word by which it is found.
        if not name.spelling.words:
            continue
        first, *others = name.spelling.words
        second = others[0] if others else ""
        by_first.setdefault(first, {}).setdefault(second, []).append(name)
    return Cleaner(
        known=by_first,
        by_reading=_by_reading(people, somebody),
        mail=mail,
        number=number,
        certain=frozenset(word for word in certain if len(word) >= SHORTEST),
        parts=name_parts(people),
        own_words=own_words,
        short=short_names(frozenset(short)),
        signs=given_signs_of(name for name, _ in people),
    )


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _surest(
    replacements: Iterable[tuple[Spelling, str]], somebody: str
) -> list[_KnownName]:
    """Each spelling once, for whom it is surely a name."""
    surest: dict[tuple[str, ...], _KnownName] = {}
    for spelling, replacement in replacements:
        known = _KnownName(spelling, replacement)
        words = spelling.words
        other = surest.setdefault(words, known)
        certainty = other.spelling.certainty
        if spelling.certainty > certainty:
            surest[words] = known
        elif spelling.certainty == certainty and other != known:
            surest[words] = _shared(known, other, somebody)
    return list(surest.values())


def _shared(known: _KnownName, other: _KnownName, somebody: str) -> _KnownName:
    """Two equally sure names of one spelling, under the weaker of the conditions."""
    spelling = known.spelling
    if other.spelling.condition < spelling.condition:
        spelling = other.spelling
    if known.replacement == other.replacement:
        return _KnownName(spelling, known.replacement)
    return _KnownName(spelling, somebody)


def _by_reading(names: Iterable[tuple[str, str]], somebody: str) -> dict[str, str]:
    by_reading: dict[str, str] = {}
    for name, replacement in names:
        for reading in readings_of_name(name):
            other = by_reading.setdefault(reading, replacement)
            if other != replacement:
                by_reading[reading] = somebody
    return by_reading


def _certain_parts(known: Iterable[_KnownName]) -> frozenset[str]:
    """Words of names that mean nothing else."""
    parts = set()
    for name in known:
        spelling = name.spelling
        is_certain = (
            spelling.certainty > Certainty.DERIVED
            and spelling.condition is Condition.ALWAYS
        )
        word = spelling.words[0]
        if is_certain and len(spelling.words) == 1:
            parts.add(word)
    return frozenset(parts)


def _longest_first(known: _KnownName) -> tuple[int, tuple[str, ...]]:
    words = known.spelling.words
    return -len(words), words
