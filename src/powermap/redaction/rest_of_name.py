"""What stands beside a name as a part of it: a pseudonym next to a surname hides nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from powermap.redaction.near_names import SHORTEST, NameParts, sound_of
from powermap.redaction.particles import (
    are_particles,
    particles_after,
    particles_before,
)
from powermap.redaction.text_pieces import SHORT_PARTICLES, Piece, is_unspaced
from powermap.redaction.word_forms import UNSPACED
from powermap.redaction.word_lists import word_lists

__all__ = ["Match", "RestOfName", "misspelled_name", "names_by_sound", "words_beside"]

_HYPHENS = frozenset("-‐‑–")
_UNDERSCORE = "_"
"""What joins the words of an account, such as hp_mueller."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_FOREIGN_WORD = re.compile(
    # Greek, Cyrillic, Armenian, Hebrew, Arabic, Indian scripts, Georgian, Ethiopic
    "[\u0370-\u03ff\u0400-\u052f\u0530-\u06ff\u0900-\u0dff\u10a0-\u10ff\u1200-\u137f]+"
)
_LATIN_NAME = re.compile(r"\b[A-Z\u00c0-\u00de][^\W\d_]{2,}")
_ARABIC_WORDS = frozenset("لبوفك")
"""To, by, and, so, like: written as one word with the next."""
_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")
_NAME_WITH_DOT = re.compile(
    "[\u3400-\u9fff\u30a0-\u30ff]{1,8}[·・‧•][\u3400-\u9fff\u30a0-\u30ff]{1,8}"
)
"""How Chinese and Japanese write the name of somebody from elsewhere."""
_SIGNS_OF_A_SOUND = (2, 3, 4, 5)
"""Signs with which a foreign word is spelled."""
_LEAST_SOUNDS = 3
"""Consonants of a word that is looked for within a text without spaces."""


@dataclass(frozen=True, slots=True)
class Match:
    """A name in a text: the place of the piece after it, and its replacement."""

    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class RestOfName:
    """Finds the rest of a name whose middle was found.

    Parameters
    ----------
    parts : NameParts
        The words of all names.
    text : str
        With its pieces.
    replacement : str
        Of the name.
    found : frozenset of str
        The words that were found: said again, they are a second mention.
    """

    parts: NameParts
    text: str
    pieces: Sequence[Piece]
    replacement: str
    found: frozenset[str]

    def end_of(self, end: int) -> int:
        """The place after the rest that follows: Robert | Falck, Falk | -Meier."""
        while True:
            further = self._one_further(end)
            if further == end:
                return end + self._has_dot_of_initial(end)
            end = further

    def _has_dot_of_initial(self, end: int) -> bool:
        """Whether the dot of an initial follows, and not that of a sentence."""
        if not 0 < end < len(self.pieces) or self._gap(end):
            return False
        last, dot = self.pieces[end - 1 : end + 1]
        is_short = last.is_letter or last.keys[0] in _SUFFIXES
        after = self.text[dot.end :].lstrip()
        goes_on = after[:1].islower() or after.startswith((",", ";"))
        return is_short and dot.text == "." and goes_on

    def _one_further(self, end: int) -> int:
        pieces = self.pieces
        if end >= len(pieces):
            return end
        gap = self._gap(end)
        piece = pieces[end]
        is_listed = not gap and piece.text == "," and self._is_initials(end + 1)
        if is_listed or self._is_short_family(end):
            return end + 2
        if gap.isspace() and "\n" not in gap:
            if self._is_rest(piece) or piece.keys[0] in _SUFFIXES:
                return end + 1
            if piece.is_letter and piece.text.isupper() and self._has_dot(end):
                return end + 2
        if not gap and end + 1 < len(pieces) and not self._gap(end + 1):
            joined = self._joined_further(end)
            if joined > end:
                return joined
        return particles_after(pieces, end, self._particles, self.text)

    def _is_initials(self, place: int) -> bool:
        """Whether several initials of the name follow: O'Neill, | MJ."""
        word = self.pieces[place].text if place < len(self.pieces) else ""
        is_upper = len(word) > 1 and word.isalpha() and word.isupper()
        return is_upper and self.parts.are_initials_of(word, self.replacement)

    def _is_short_family(self, place: int) -> bool:
        """Whether a family name follows in its first letters: Ludwig | vdB."""
        if place + 1 >= len(self.pieces) or not self._gap(place).isspace():
            return False
        particles, letter = self.pieces[place : place + 2]
        is_letter = letter.is_letter and letter.text.isupper()
        return is_letter and not self._gap(place + 1) and are_particles(particles)

    def _joined_further(self, end: int) -> int:
        """The place after what a hyphen or an underscore joins to a name."""
        joint, second = self.pieces[end : end + 2]
        if joint.text == _UNDERSCORE:
            return end + 2
        if joint.text not in _HYPHENS:
            return end
        # Müller-L. of Müller-Lüdenscheidt.
        if second.is_letter and second.text.isupper():
            return end + 3 if self._has_dot(end + 2) else end + 2
        is_name = _is_capitalized(second) or self._is_rest(second)
        return end + 2 if is_name else end

    def start_of(self, start: int, floor: int) -> int:
        """The place of the rest that goes before: Rober | Falk, T. | Falk."""
        while start > floor:
            earlier = particles_before(
                self.pieces, start, floor, self._particles, self.text
            )
            if earlier == start:
                earlier = self._one_earlier(start, floor)
            if earlier == start:
                return start
            start = earlier
        return start

    @property
    def _particles(self) -> frozenset[str]:
        return self.parts.particles.get(self.replacement, frozenset())

    def _one_earlier(self, start: int, floor: int) -> int:
        gap = self._gap(start)
        piece = self.pieces[start - 1]
        if start - 2 >= floor and "\n" not in gap and not self._gap(start - 1):
            first = self.pieces[start - 2]
            # J.M. García, L. v. d. Berg.
            is_initial = first.text.isupper() or first.text in SHORT_PARTICLES
            if piece.text == "." and first.is_letter and is_initial:
                return start - 2
            if piece.text == _UNDERSCORE and not gap:
                return start - 2
        if not gap and are_particles(piece):
            # vdBerg is two words, since a capital stands in it.
            return start - 1
        if gap.isspace() and "\n" not in gap:
            return start - 1 if self._is_rest(piece) else start
        if not gap and piece.text in _HYPHENS and start - 2 >= floor:
            first = self.pieces[start - 2]
            is_attached = not self._gap(start - 1)
            if is_attached and (_is_capitalized(first) or self._is_rest(first)):
                return start - 2
        return start

    def _gap(self, place: int) -> str:
        """What stands between a piece and the one before."""
        before = self.pieces[place - 1].end if place else 0
        return self.text[before : self.pieces[place].start]

    def _has_dot(self, place: int) -> bool:
        following = self.pieces[place + 1 : place + 2]
        return any(piece.text == "." for piece in following)

    def _is_rest(self, piece: Piece) -> bool:
        """Whether a word may belong to the same name."""
        word = piece.text
        if word[0].islower() or not word.isalpha() or is_unspaced(word):
            return False
        if self.parts.are_initials_of(word, self.replacement):
            return True
        for key in piece.keys:
            for part in self.parts.parts_like(key):
                is_theirs = self.replacement in self.parts.owners[part]
                if is_theirs and part not in self.found:
                    return True
            if self.parts.begins_with_part_of(key, self.replacement):
                return True
        return self._sounds_like_rest(word)

    def _sounds_like_rest(self, word: str) -> bool:
        """Whether a word is of the name by its sound: Petroff of Петров."""
        if _FOREIGN_WORD.fullmatch(word):
            return self.replacement in self.parts.owners_by_sound(word)
        if sound_of(word) in {sound_of(each) for each in self.found}:
            return False
        return self.replacement in self.parts.owners_by_sound(word, _LEAST_SOUNDS)


def _is_capitalized(piece: Piece) -> bool:
    """Whether a word has one capital at its beginning, as names have."""
    word = piece.text
    return len(word) > 1 and word.isalpha() and word[0].isupper() and word[1:].islower()


def misspelled_name(
    parts: NameParts, text: str, pieces: Sequence[Piece], at: int
) -> Match | None:
    """Two words that are both nearly those of one name: Rober Falck."""
    if at + 1 >= len(pieces):
        return None
    first, second = pieces[at], pieces[at + 1]
    gap = text[first.end : second.start]
    if not gap.isspace() or "\n" in gap:
        return None
    if not _is_capitalized(first) or not _is_capitalized(second):
        return None
    of_first = _owners_of(parts, first)
    if not of_first:
        return None
    of_second = _owners_of(parts, second)
    shared = []
    for replacement, words in of_first.items():
        others = of_second.get(replacement, set())
        if others and len(words | others) > 1:
            shared.append(replacement)
    return Match(at + 2, shared[0]) if len(shared) == 1 else None


def _owners_of(parts: NameParts, piece: Piece) -> dict[str, set[str]]:
    """Whose name a word may be of, with the words that it is like."""
    owners: dict[str, set[str]] = {}
    for key in piece.keys:
        if len(key) < SHORTEST:
            continue
        for part in parts.parts_like(key):
            for replacement in parts.owners[part]:
                owners.setdefault(replacement, set()).add(part)
    return owners


def names_by_sound(parts: NameParts, text: str) -> Iterator[str]:
    """Words in other scripts that sound like a name: Руис, 法尔克, 罗伯特·法尔克."""
    for found in _LATIN_NAME.finditer(text):
        if parts.is_in_latin_letters(found.group()):
            yield found.group()
    if text.isascii():
        return
    for found in _FOREIGN_WORD.finditer(text):
        word = found.group()
        # Small words sound like too much.
        is_name = word[0].isupper() or not word[0].islower()
        if is_name and _has_owner(parts, word):
            yield word
    with_dot = [found.group() for found in _NAME_WITH_DOT.finditer(text)]
    yield from with_dot
    for found in _UNSPACED_RUN.finditer(text):
        if not any(found.group() in name for name in with_dot):
            yield from _sounds_within(parts, found.group())


def _has_owner(parts: NameParts, word: str) -> bool:
    """Whether a word, or what follows an Arabic word of one letter, sounds like a name."""
    if parts.owners_by_sound(word):
        return True
    is_joined = len(word) > 3 and word[0] in _ARABIC_WORDS
    return is_joined and bool(parts.owners_by_sound(word[1:]))


def _sounds_within(parts: NameParts, run: str) -> Iterator[str]:
    at = 0
    while at < len(run):
        step = 1
        for length in reversed(_SIGNS_OF_A_SOUND):
            word = run[at : at + length]
            if len(word) == length and parts.has_sound(word, _LEAST_SOUNDS):
                yield word
                step = length
                break
        at += step


def words_beside(own_words: re.Pattern[str], text: str) -> Iterator[str]:
    """Words with a capital that stand beside a pseudonym as a surname does."""
    lists = word_lists()
    ordinary = lists.little | lists.jobs | lists.address
    for found in own_words.finditer(text):
        after = re.match(r"[ \u00a0]([^\W\d_]{2,})(?!…)\b", text[found.end() :])
        if after and _may_be_surname(after.group(1), ordinary):
            yield after.group(1)
        before = re.search(
            r"[^\s.!?:;，。]\s+([^\W\d_]{2,})[ \u00a0]$", text[: found.start()]
        )
        if before and _may_be_surname(before.group(1), ordinary):
            yield before.group(1)


def _may_be_surname(word: str, ordinary: frozenset[str]) -> bool:
    has_one_capital = word[0].isupper() and word[1:].islower()
    return has_one_capital and word.casefold() not in ordinary
