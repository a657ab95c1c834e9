"""Whether a quote stands in a text word for word.

Only what a reader cannot see, or what programs change by themselves, makes no
difference: how accents are encoded (NFC), characters without width, line breaks and
runs of spaces, spaces between Chinese characters, and whether quotation marks and
apostrophes are curly. Letters, case, digits, punctuation and order count as they are.
Nothing is compared by likeness.
"""

from __future__ import annotations

import re
import unicodedata

from powermap.errors import ModelError
from powermap.language import Quoted, Reason

__all__ = ["SHORTEST", "QuotedText", "tidy"]

SHORTEST = 8
"""Least width of a quote; a Chinese character is two wide."""
_PLACES = 1_000
"""Places within words that are looked at; a text could be made of nothing else."""
_WIDTHLESS = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_MARKS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
    }
)
_CHINESE = "\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_BETWEEN_CHINESE = re.compile(f"(?<=[{_CHINESE}]) (?=[{_CHINESE}])")
_IS_CHINESE = re.compile(f"[{_CHINESE}]")


def tidy(text: str) -> str:
    r"""A quote on one line, as it is kept: without what nobody can see.

    Examples
    --------
    >>> tidy("She said\n  yes\u200b. ")
    'She said yes.'
    """
    seen = _WIDTHLESS.sub("", unicodedata.normalize("NFC", text))
    return _BETWEEN_CHINESE.sub("", " ".join(seen.split()))


class QuotedText:
    r"""A text in which quotes are looked up.

    Parameters
    ----------
    text : str
        What somebody wrote: notes, a mail, a transcript.

    Examples
    --------
    >>> notes = QuotedText("Ana: “We\nwill sign in May.”")
    >>> notes.find('"We will sign in May."')
    5
    """

    def __init__(self, text: str) -> None:
        self._text = _comparable(text)

    def find(self, quote: str) -> int:
        """Where a quote begins, counted in the compared text.

        Raises
        ------
        ModelError
            When it does not stand there, is cut within a word, or is too short.
        """
        wanted = _comparable(quote)
        if _width(wanted) < SHORTEST:
            raise ModelError(
                Reason(
                    "message.proposals.short_quote",
                    quote=Quoted(quote),
                    least=SHORTEST,
                )
            )
        start = self._text.find(wanted)
        if start < 0:
            raise ModelError(
                Reason("message.proposals.not_in_source", quote=Quoted(quote))
            )
        # The first place counts at which no word is cut: "able" does not stand in
        # "unable".
        for _ in range(_PLACES):
            if start < 0:
                break
            if not self._cuts_a_word(start, start + len(wanted)):
                return start
            start = self._text.find(wanted, start + 1)
        raise ModelError(Reason("message.proposals.cut_word", quote=Quoted(quote)))

    def _cuts_a_word(self, start: int, end: int) -> bool:
        return self._is_within_word(start) or self._is_within_word(end)

    def _is_within_word(self, place: int) -> bool:
        if place == 0 or place == len(self._text):
            return False
        around = self._text[place - 1 : place + 1]
        # Chinese has no spaces between words.
        if _IS_CHINESE.search(around):
            return False
        return all(letter.isalnum() for letter in around)


def _comparable(text: str) -> str:
    return tidy(text).translate(_MARKS)


def _width(text: str) -> int:
    letters = [letter for letter in text if letter.isalnum()]
    return sum(2 if _IS_CHINESE.match(letter) else 1 for letter in letters)
