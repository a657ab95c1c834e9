"""Names so short that most words are like them: one Chinese sign, three letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from powermap.redaction.chinese_names import given_name_of
from powermap.redaction.near_names import is_one_slip
from powermap.redaction.word_forms import UNSPACED, word_forms
from powermap.redaction.word_lists import word_lists

__all__ = ["given_signs_of", "lone_signs", "slips_of_short_names"]

_RUN = re.compile(f"[{UNSPACED}]+")
# What stands before somebody who is asked, and behind somebody who speaks.
_SIGN = re.compile(
    f"(?<![{UNSPACED}])(?:[请問问找和与跟给让由对])?(?P<sign>[{UNSPACED}])(?![{UNSPACED}])"
    f"|(?<![{UNSPACED}])(?P<speaks>[{UNSPACED}])"
    "(?=说|表示|认为|同意|反对|支持|决定|负责|建议|希望|担心|要求)"
)
_NOT_SAID_BY = frozenset("明直实细再先能想听可也不据")
"""With 说 a word of their own, as 明说, to say openly."""
_WORD = re.compile(r"\b[^\W\d_]{3,4}\b")
_WITHOUT_SOUND = re.compile("[aeiouyh]")
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


def slips_of_short_names(short: frozenset[str], text: str) -> Iterator[str]:
    """Words that sound like a name of three letters: Kimm, and Kym within a sentence.

    Every word has a capital where a sentence begins; there only a doubled letter says
    that the name was meant.
    """
    if not short:
        return
    lists = word_lists()
    ordinary = lists.little | lists.jobs | lists.address | lists.common
    for found in _WORD.finditer(text):
        word = found.group()
        forms = word_forms(word)
        has_one_capital = word[0].isupper() and word[1:].islower()
        if not has_one_capital or not ordinary.isdisjoint(forms):
            continue
        begins = _BEGINS_SENTENCE.search(
            text[max(0, found.start() - 40) : found.start()]
        )
        for name in short:
            if any(_is_slip(form, name, begins=bool(begins)) for form in forms):
                yield word
                break


def _is_slip(word: str, name: str, *, begins: bool) -> bool:
    """Whether a word is a name as it may be heard, or with its letters in disorder.

    Kit and Kind are one letter from Kim as well, and words.
    """
    if re.sub(r"(.)\1", r"\1", word) == name:
        return word != name
    if begins or not is_one_slip(word, name):
        return False
    is_swapped = sorted(word) == sorted(name)
    return is_swapped or _WITHOUT_SOUND.sub("", word) == _WITHOUT_SOUND.sub("", name)
