"""Names so short that most words are like them: one Chinese sign, three letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from powermap.redaction.chinese_names import given_name_of
from powermap.redaction.near_names import is_one_slip
from powermap.redaction.word_forms import UNSPACED, word_forms
from powermap.redaction.word_lists import word_lists

__all__ = ["ShortNames", "given_signs_of", "lone_signs", "short_names"]

_RUN = re.compile(f"[{UNSPACED}]+")
# What stands before somebody who is asked, and behind somebody who speaks.
_ALONE = f"(?P<sign>[{UNSPACED}])(?![{UNSPACED}])"
_ASKED = "请问|請問|[请請問问找和与跟给让由对]"
_SAYS = "说|表示|认为|同意|反对|支持|决定|负责|建议|希望|担心|要求"
_SIGN = re.compile(
    f"(?<![{UNSPACED}])(?:(?:{_ASKED})?{_ALONE}|(?P<speaks>[{UNSPACED}])(?={_SAYS}))"
)
_NOT_SAID_BY = frozenset("明直实细再先能想听可也不据")
"""With 说 a word of their own, as 明说, to say openly."""
_WORD = re.compile(r"\b[^\W\d_]{3,4}\b")
_DOUBLED = re.compile(r"(.)\1")
_LOOKED_BACK = 40
"""Characters before a word in which the end of another sentence is looked for."""
_EASILY_MISHEARD = re.compile("[aeiouyh]")
"""Letters that are most easily misheard."""
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:;。！？：；\n]|[-–—*•]\s)\s*[\"'“‘(]*$")


def given_signs_of(names: Iterable[str]) -> frozenset[str]:
    """The given names of one sign: 雷 of 李雷.

    Examples
    --------
    >>> sorted(given_signs_of(["李雷", "李明哲", "欧阳锋", "Ana Ruiz"]))
    ['锋', '雷']
    """
    signs = set()
    for name in names:
        for run in _RUN.findall(name):
            given_name = given_name_of(run)
            if len(given_name) == 1:
                signs.add(given_name)
    return frozenset(signs)


def lone_signs(signs: frozenset[str], text: str) -> Iterator[str]:
    """Given names of one sign that stand alone, or with a verb before or behind."""
    if text.isascii() or not signs:
        return
    for found in _SIGN.finditer(text):
        sign = found["sign"] or found["speaks"]
        is_word = found["speaks"] and sign in _NOT_SAID_BY
        if sign in signs and not is_word:
            yield sign


@dataclass(frozen=True, slots=True)
class ShortNames:
    """Names of three letters, found by how they sound and by their letters.

    Parameters
    ----------
    names : frozenset of str
        In small letters.
    alike : mapping of str to tuple of str
        The names with the same consonants, and those with the same letters.
    """

    names: frozenset[str]
    alike: Mapping[str, tuple[str, ...]]

    def slips_in(self, text: str) -> Iterator[str]:
        """Words that sound like a name: Kimm, and Kym within a sentence.

        Every word has a capital where a sentence begins; there only a doubled letter
        says that the name was meant.
        """
        if not self.names:
            return
        for found in _WORD.finditer(text):
            word = found.group()
            if not (word[0].isupper() and word[1:].islower()):
                continue
            forms = word_forms(word)
            if any(map(self._has_doubled_letter, forms)):
                is_slip = True
            else:
                is_slip = any(map(self._is_misheard, forms))
                is_slip = is_slip and not _begins_sentence(text, found.start())
            if is_slip and _ordinary_words().isdisjoint(forms):
                yield word

    def _has_doubled_letter(self, word: str) -> bool:
        single = _DOUBLED.sub(r"\1", word)
        return single != word and single in self.names

    def _is_misheard(self, word: str) -> bool:
        """Whether a word is a name as it may be heard, or with its letters in disorder.

        Kit and Kind are one letter from Kim as well, and words.
        """
        for key in _keys_of(word):
            for name in self.alike.get(key, ()):
                if is_one_slip(word, name):
                    return True
        return False


def short_names(names: frozenset[str]) -> ShortNames:
    """Names of three letters, to look for words that are like them.

    Examples
    --------
    >>> kim = short_names(frozenset({"kim"}))
    >>> list(kim.slips_in("Ask Kimm, Kym, Kmi, Kit or Kind"))
    ['Kimm', 'Kym', 'Kmi']
    """
    alike: dict[str, list[str]] = {}
    for name in sorted(names):
        for key in _keys_of(name):
            alike.setdefault(key, []).append(name)
    return ShortNames(names, {key: tuple(each) for key, each in alike.items()})


def _keys_of(word: str) -> tuple[str, str]:
    consonants = _EASILY_MISHEARD.sub("", word)
    letters = "".join(sorted(word))
    return f"consonants {consonants}", f"letters {letters}"


@cache
def _ordinary_words() -> frozenset[str]:
    lists = word_lists()
    return frozenset(lists.little | lists.jobs | lists.address | lists.common)


def _begins_sentence(text: str, place: int) -> bool:
    before = text[max(0, place - _LOOKED_BACK) : place]
    return _BEGINS_SENTENCE.search(before) is not None
