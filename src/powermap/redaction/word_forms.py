"""Words of a text in one form for all their cases, accents and scripts.

Names are compared in these forms, so that Müller is found as MUELLER and Иван as
Ivan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import lru_cache

__all__ = [
    "LETTER",
    "UNSPACED",
    "is_invisible",
    "latin_chunks",
    "lookup_keys",
    "plain",
    "read_signs",
    "split_text",
    "word_forms",
]

UNSPACED = (
    # Thai and Lao, Burmese, Khmer
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    # Japanese iteration marks and kana
    "\u3005-\u3007\u3040-\u30ff"
    # Chinese signs, Korean syllables, signs for compatibility
    "\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Signs of scripts without spaces between words, as a range of a pattern."""
LETTER = f"[^\\W\\d_{UNSPACED}]"
_INVISIBLE = (
    # Marks over letters, the soft hyphen
    "\u0300-\u036f\u00ad"
    # Signs without width, marks of direction, variants of signs, the byte order mark
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
)
"""What may stand within a word without being seen as a letter."""
_WORD = f"{LETTER}(?:{LETTER}|[{_INVISIBLE}])*"
_LATIN = re.compile(_WORD)
_PIECE = re.compile(
    f"(?P<unspaced>[{UNSPACED}])[{_INVISIBLE}]*|(?P<word>{_WORD})|\\d+|\\S"
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_CACHED = 16_384
"""Words remembered; a plan has a few thousand, and each costs a transliteration."""


def plain(word: str) -> str:
    """One form for all cases, accents and scripts of a word.

    Examples
    --------
    >>> plain("MÜLLER"), plain("Łukasz"), plain("Иван"), plain("Lǐ")
    ('muller', 'lukasz', 'ivan', 'li')
    """
    from anyascii import anyascii

    # NFKD separates accents from their letters.
    separated = unicodedata.normalize("NFKD", word)
    bare = "".join(char for char in separated if not is_invisible(char))
    folded = unicodedata.normalize("NFC", bare).casefold()
    # Soft and hard signs become apostrophes: Фальк is fal'k.
    letters = filter(str.isalnum, anyascii(folded).casefold())
    return "".join(letters) or word


def is_invisible(char: str) -> bool:
    """Whether a character is an accent by itself, or has no width."""
    category = unicodedata.category(char)
    return category in {"Mn", "Cf"}


@lru_cache(maxsize=_CACHED)
def word_forms(word: str) -> tuple[str, ...]:
    """A word as its letters are, and as German and Nordic writers spell them out.

    Examples
    --------
    >>> word_forms("Müller"), word_forms("Ruiz")
    (('muller', 'mueller'), ('ruiz',))
    """
    composed = unicodedata.normalize("NFC", word)
    spelled_out = composed.casefold().translate(_GERMAN)
    first = plain(word)
    second = plain(spelled_out)
    if first == second:
        return (first,)
    return (first, second)


def read_signs(signs: str) -> str:
    """How Chinese signs are read, without tones."""
    return "".join(map(_read_sign, signs))


@lru_cache(maxsize=_CACHED)
def _read_sign(sign: str) -> str:
    return plain(sign)


def split_text(text: str, known: Container[str] = ()) -> Iterator[tuple[int, int, str]]:
    """Where the words, signs and numbers of a text are, and of which kind.

    A word in CamelCase is several, unless it is known as one.
    """
    for match in _PIECE.finditer(text):
        start = match.start()
        end = match.end()
        kind = match.lastgroup or "sign"
        capitals = _inner_capitals(text, start, end)
        if capitals and not any(form in known for form in word_forms(match.group())):
            for capital in capitals:
                yield start, capital, kind
                start = capital
        yield start, end, kind


def _inner_capitals(text: str, start: int, end: int) -> list[int]:
    """Where a capital follows a small letter, as in RuizPlan."""
    places = []
    for place in range(start + 1, end):
        if text[place].isupper() and text[place - 1].islower():
            places.append(place)
    return places


def lookup_keys(text: str, kind: str) -> tuple[str, ...]:
    """The forms under which a piece of a text is looked up."""
    if kind == "word":
        return word_forms(text)
    # Behind a sign may stand invisible marks.
    sign = text[:1] if kind == "unspaced" else text
    return (unicodedata.normalize("NFKC", sign),)


def latin_chunks(name: str) -> list[list[str]]:
    """The words of a name, those without a space between them in one list.

    Signs of scripts without spaces are left out.
    """
    chunks = []
    for chunk in name.split():
        words = _LATIN.findall(chunk)
        if words:
            chunks.append(words)
    return chunks
