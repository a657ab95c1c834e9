"""A text without names, and what in it may still be one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from powermap.redaction.chinese_names import readings_of_name
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
from powermap.redaction.word_forms import UNSPACED
from powermap.redaction.word_lists import word_lists

__all__ = ["Cleaner", "build_cleaner"]

_IN_ADDRESS = f"(?![{UNSPACED}])[\\w.+'-]"
_MAIL = re.compile(f"(?<!{_IN_ADDRESS})(?:{_IN_ADDRESS})+@(?:{_IN_ADDRESS})+(?<![.'])")
"""An e-mail address; Chinese signs beside it and a full stop are no part of it."""
_SHORTEST_PART = 4
"""Letters of a name of which a longer word may be made."""


@dataclass(frozen=True, slots=True)
class _KnownName:
    """A spelling and its replacement."""

    spelling: Spelling
    replacement: str


@dataclass(frozen=True, slots=True)
class _Match:
    """A name in a text: the place of the piece after it, and its replacement."""

    end: int
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
    mail : str
        The replacement of an e-mail address.
    parts : frozenset of str
        Words of names that mean nothing else.
    nearly : frozenset of str
        These with one letter less.
    own_words : Pattern
        What a name was replaced by.
    """

    known: Mapping[str, Mapping[str, Sequence[_KnownName]]]
    by_reading: Mapping[str, str]
    mail: str
    parts: frozenset[str]
    nearly: frozenset[str]
    own_words: re.Pattern[str]

    def __call__(self, text: str) -> str:
        """The text without names; the same object when there is none in it."""
        # Accents may stand after their letters, as macOS writes names of files.
        composed = unicodedata.normalize("NFC", text)
        # An address has a name in it, and a domain that names the company.
        without_mail = _MAIL.sub(self.mail, composed)
        clean = self._replace_names(without_mail)
        if clean == composed:
            return text
        return clean

    def _replace_names(self, text: str) -> str:
        pieces = split_into_pieces(text, self.known)
        clean = []
        done = 0
        at = 0
        while at < len(pieces):
            # The surest way first; a reading alone is the least sure one.
            match = (
                self._known_name(text, pieces, at)
                or self._broken_name(text, pieces, at)
                or self._name_by_reading(pieces, at)
            )
            if match is None:
                at += 1
                continue
            clean.append(text[done : pieces[at].start])
            clean.append(match.replacement)
            done = pieces[match.end - 1].end
            at = match.end
        clean.append(text[done:])
        return "".join(clean)

    def _known_name(self, text: str, pieces: Sequence[Piece], at: int) -> _Match | None:
        """A name that begins here."""
        for known in self._names_from(pieces, at):
            spelling = known.spelling
            end = end_of_spelling(spelling, pieces, at)
            if end and meets_condition(spelling.condition, text, pieces, at, end):
                return _Match(end, known.replacement)
        return None

    def _broken_name(
        self, text: str, pieces: Sequence[Piece], at: int
    ) -> _Match | None:
        """A word of a name that is broken or spelled letter by letter."""
        for end, word in words_across_breaks(pieces, at):
            for known in self.known.get(word, {}).get("", ()):
                spelling = known.spelling
                # Initials and forms of address need words that are whole.
                if spelling.condition > Condition.UPPER_CASE:
                    continue
                if meets_condition(spelling.condition, text, pieces, at, end):
                    return _Match(end, known.replacement)
        return None

    def _name_by_reading(self, pieces: Sequence[Piece], at: int) -> _Match | None:
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
                    return _Match(at + length, self.by_reading[reading])
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
        """Words of a clean text that may be names.

        A price and a will, initials, a name misspelled or within a word.
        """
        composed = unicodedata.normalize("NFC", text)
        # A code may look like initials.
        others = self.own_words.sub(_blank, composed)
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
        for length in range(_SHORTEST_PART, len(word)):
            if word[:length] in self.parts:
                return True
        if len(word) <= _SHORTEST_PART:
            return False
        shorter = _with_one_letter_less(word)
        return not self.nearly.isdisjoint(shorter)


def build_cleaner(
    replacements: Iterable[tuple[Spelling, str]],
    names: Iterable[tuple[str, str]],
    *,
    somebody: str,
    mail: str,
    own_words: re.Pattern[str],
) -> Cleaner:
    """A cleaner of spellings, and of Chinese names that are read like `names`.

    What two share with the same certainty becomes `somebody`.
    """
    known = _surest(replacements, somebody)
    by_first: dict[str, dict[str, list[_KnownName]]] = {}
    for name in known:
        # A name of signs alone, such as an emoji, has no word by which it is found.
        if not name.spelling.words:
            continue
        first, *others = name.spelling.words
        second = others[0] if others else ""
        by_first.setdefault(first, {}).setdefault(second, []).append(name)
    parts = _certain_parts(known)
    nearly: set[str] = set()
    for part in parts:
        if len(part) > _SHORTEST_PART and part.isalpha():
            nearly |= _with_one_letter_less(part)
    return Cleaner(
        known=by_first,
        by_reading=_by_reading(names, somebody),
        mail=mail,
        parts=parts,
        nearly=frozenset(nearly),
        own_words=own_words,
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
        if is_certain and len(spelling.words) == 1 and len(word) >= _SHORTEST_PART:
            parts.add(word)
    return frozenset(parts)


def _longest_first(known: _KnownName) -> tuple[int, tuple[str, ...]]:
    words = known.spelling.words
    return -len(words), words


def _with_one_letter_less(word: str) -> set[str]:
    """A word, and what is left of it without one of its letters.

    Two words that are one slip of the pen apart have one of these in common.
    """
    words = {word}
    for place in range(len(word)):
        before = word[:place]
        after = word[place + 1 :]
        words.add(before + after)
    return words
