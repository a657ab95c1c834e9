"""Words that are nearly a part of somebody's name: misspelled, longer, in another script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from powermap.redaction.chinese_names import surnames_read_as
from powermap.redaction.particles import particles_in
from powermap.redaction.word_forms import latin_chunks, plain, read_signs, word_forms
from powermap.redaction.word_lists import word_lists

__all__ = ["NameParts", "is_one_slip", "name_parts", "sound_of", "with_one_letter_less"]

SHORTEST = 4
"""Letters of a part of which a longer or a misspelled word may be made."""
_SHORTEST_EXACT = 3
_MOST_INITIALS = 4
_LEAST_SOUNDS = 2
"""Consonants of a name that is recognized in another script."""
_LATIN = re.compile(r"[^\W\d_]+")
_LATIN_LETTERS = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_GREEK_PAIRS = (("μπ", "β"), ("ντ", "δ"), ("γκ", "γ"))
"""Two letters for one sound that Greek has no letter for, and a letter like it."""
_NOT_CONSONANTS = re.compile("[aeiouwy]|[^a-z]")
_ARTICLE = "ال"
_SAME_SOUND = str.maketrans({"v": "f", "c": "k", "q": "k"})
_LEAST_CONSONANTS = 3
"""Consonants of a word in Latin letters that may be a name in another script."""
# Which consonants other scripts keep apart differs; these groups are the coarsest.
_SOUNDS = (
    (re.compile("tsch|tch|sch|sh|ch|cz|zh|ts|[szjx]"), "s"),
    (re.compile("ph|[bfpvw]"), "p"),
    (re.compile("ck|[ckqg]"), "k"),
    (re.compile("th|[dt]"), "t"),
    (re.compile("[lr]"), "l"),
    (re.compile("[mn]"), "n"),
)


@dataclass(frozen=True, slots=True)
class NameParts:
    """The words of people's names, with what replaces the names.

    Parameters
    ----------
    owners : mapping of str to frozenset of str
        For each word the replacements of those who have it in their name.
    nearly : mapping of str to frozenset of str
        The words by what is left of them without one letter.
    sounds : mapping of str to frozenset of str
        The replacements by the consonants of a word.
    initials : mapping of str to frozenset of str
        The first letters of the words of a name, by its replacement.
    skeletons : frozenset of str
        The consonants of names in other scripts that have an alphabet.
    particles : mapping of str to frozenset of str
        The particles of family names, by the replacement.
    """

    owners: Mapping[str, frozenset[str]]
    nearly: Mapping[str, frozenset[str]]
    sounds: Mapping[str, frozenset[str]]
    initials: Mapping[str, frozenset[str]]
    skeletons: frozenset[str]
    particles: Mapping[str, frozenset[str]]

    def parts_like(self, word: str) -> Iterator[str]:
        """The words of names that a word is, or that are one slip of the pen away."""
        if word in self.owners:
            yield word
        if len(word) < _SHORTEST_EXACT:
            return
        found: set[str] = set()
        for shorter in with_one_letter_less(word):
            found |= self.nearly.get(shorter, frozenset())
        for part in sorted(found):
            # Of two short words nearly every pair is alike.
            if max(len(word), len(part)) >= SHORTEST and is_one_slip(word, part):
                yield part

    def begins_with_part_of(self, word: str, replacement: str) -> bool:
        """Whether a word is made of one in a name, as Falkenberg."""
        for length in range(SHORTEST, len(word)):
            if replacement in self.owners.get(word[:length], ()):
                return True
        return False

    def has_sound(self, text: str, least: int) -> bool:
        """Whether a word has the consonants of a name, and so many of them."""
        sounds = _sounds_of(text)
        return any(len(each) >= least and each in self.sounds for each in sounds)

    def owners_by_sound(self, text: str, least: int = _LEAST_SOUNDS) -> frozenset[str]:
        """Whose name a word may be that is spelled otherwise, or in another script."""
        owners: frozenset[str] = frozenset()
        for sound in _sounds_of(text):
            if len(sound) >= least:
                owners |= self.sounds.get(sound, frozenset())
        return owners

    def is_in_latin_letters(self, word: str) -> bool:
        """Whether a word has the consonants of a name in another script: Mohammed."""
        return bool(self.skeletons) and _skeleton_of(word) in self.skeletons

    def are_initials_of(self, word: str, replacement: str) -> bool:
        """Whether capitals without dots may be those of a name, such as MJ."""
        if not 2 <= len(word) <= _MOST_INITIALS or not word.isupper():
            return False
        small = word.casefold()
        if small in word_lists().jobs:
            return False
        return self.initials.get(replacement, frozenset()).issuperset(small)


def name_parts(names: Iterable[tuple[str, str]]) -> NameParts:
    """The words of names that have a replacement each.

    Examples
    --------
    >>> parts = name_parts([("Robert Falk", "Person A")])
    >>> list(parts.parts_like("falck")), list(parts.parts_like("robot"))
    (['falk'], [])
    >>> sorted(parts.owners_by_sound("فالك"))
    ['Person A']
    """
    lists = word_lists()
    others = lists.little | lists.jobs | lists.address
    owners: dict[str, set[str]] = {}
    sounds: dict[str, set[str]] = {}
    initials: dict[str, set[str]] = {}
    skeletons: set[str] = set()
    particles: dict[str, set[str]] = {}
    for name, replacement in names:
        words = _words_of(name)
        particles.setdefault(replacement, set()).update(particles_in(name))
        within = _particles_within(name)
        # A Chinese name is found by how it is read, and nearly every text sounds like it.
        is_chinese = any(surnames_read_as(plain(word)) for word in words)
        for word in words:
            if not _LATIN_LETTERS.search(word):
                skeletons.add(_skeleton_of(word))
            for form in word_forms(word):
                initials.setdefault(replacement, set()).add(form[0])
            for form in _telling_forms(word, others, within):
                owners.setdefault(form, set()).add(replacement)
                if is_chinese:
                    continue
                for sound in {sound_of(form), *_sounds_of(word)}:
                    sounds.setdefault(sound, set()).add(replacement)
    nearly: dict[str, set[str]] = {}
    for part in owners:
        for shorter in with_one_letter_less(part):
            nearly.setdefault(shorter, set()).add(part)
    return NameParts(
        _frozen(owners),
        _frozen(nearly),
        _frozen(sounds),
        _frozen(initials),
        frozenset(each for each in skeletons if len(each) >= _LEAST_CONSONANTS),
        _frozen(particles),
    )


def _telling_forms(word: str, *without: frozenset[str]) -> Iterator[str]:
    """The forms of a word that are long enough, and no ordinary word."""
    for form in word_forms(word):
        is_ordinary = any(form in words for words in without)
        if len(form) >= _SHORTEST_EXACT and not is_ordinary:
            yield form


def _sounds_of(text: str) -> set[str]:
    """The sounds of a word; pairs of Greek letters have two, as Λάμπρος."""
    greek = _plain_greek(text)
    for pair, letter in _GREEK_PAIRS:
        greek = greek.replace(pair, letter)
    return {sound_of(text), sound_of(greek)} if greek else {sound_of(text)}


def _plain_greek(text: str) -> str:
    """A Greek word in small letters without accents; nothing of any other word."""
    separated = unicodedata.normalize("NFD", text.casefold())
    letters = [char for char in separated if not unicodedata.combining(char)]
    is_greek = any("α" <= char <= "ω" for char in letters)
    return "".join(letters) if is_greek else ""


def _skeleton_of(word: str) -> str:
    """The consonants of a word, each once where it is doubled.

    Arabic and Hebrew write no short vowels, and their article is part of the word.
    """
    latin = plain(word.removeprefix(_ARTICLE)).replace("ph", "f")
    consonants = _NOT_CONSONANTS.sub("", latin.translate(_SAME_SOUND))
    return re.sub(r"(.)\1+", r"\1", consonants)


def _words_of(name: str) -> set[str]:
    """The words of a name, those that a hyphen joins as one too."""
    words: set[str] = set()
    for chunk in latin_chunks(name):
        words.update(chunk)
        words.add("".join(chunk))
    return words


def _particles_within(name: str) -> frozenset[str]:
    """The particles that are no name by themselves, as ben is in Ben Ode."""
    words = [plain(word) for chunk in latin_chunks(name) for word in chunk]
    return particles_in(name) - {*words[:1], *words[-1:]}


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in sets.items()}


def with_one_letter_less(word: str) -> set[str]:
    """A word, and what is left of it without one of its letters.

    Two words that are one slip of the pen apart have one of these in common.
    """
    words = {word}
    for place in range(len(word)):
        before = word[:place]
        after = word[place + 1 :]
        words.add(before + after)
    return words


def is_one_slip(word: str, part: str) -> bool:
    """Whether one letter is missing, too many, wrong, or two are swapped.

    Examples
    --------
    >>> [is_one_slip(word, "falk") for word in ("falck", "fal", "folk", "fakl", "flek")]
    [True, True, True, True, False]
    """
    shorter, longer = sorted((word, part), key=len)
    same = 0
    while same < len(shorter) and shorter[same] == longer[same]:
        same += 1
    left, right = shorter[same:], longer[same:]
    if len(longer) > len(shorter):
        return left == right[1:]
    if left[1:] == right[1:]:
        return word != part
    return left[1:2] + left[:1] == right[:2] and left[2:] == right[2:]


def sound_of(text: str) -> str:
    """The consonants of a word in any script, in groups that all scripts keep apart.

    Examples
    --------
    >>> sound_of("Falk") == sound_of("فالك") == sound_of("法尔克") == sound_of("ファルク")
    True
    """
    composed = unicodedata.normalize("NFC", text)
    sound = plain(composed) if _LATIN.fullmatch(composed) else read_signs(composed)
    for pattern, group in _SOUNDS:
        sound = pattern.sub(group.upper(), sound)
    letters = re.sub("[^A-Z]", "", sound)
    return re.sub(r"(.)\1+", r"\1", letters).lower()
