"""Texts that are not in Unicode: which encoding makes sense of their bytes.

Files of contacts are short, and statistics over few bytes guess. So the words of headers
count most, then which characters a language uses, and only then a detector.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from powermap.exchange.formats.header_words import known_headers
from powermap.model.fields import fold_header
from powermap.packaged import load_table

__all__ = ["Encoding", "Guess", "encodings", "guess_encoding"]

_SAMPLE = 6_000
"""Bytes by which an encoding is found, of lines that are not plain ASCII."""
_HEADER = 3.0
"""What a header that is known counts, where a character counts one at most."""
_MOST_HEADERS = 4
_CLOSE = 0.1
"""Two encodings whose scores are as close as this are told apart by the detector."""
_COMMONEST = 0.15
"""What the first encoding has ahead: most files that are not in Unicode are in it."""
_LONG = 1_500
"""Bytes from which statistics of the detector are better than the likeliest of two."""
_CELL = re.compile(r"[,;\t|\r\n\"]+")
_PUNCTUATION = frozenset("“”‘’„‚–—…•·«»€£§°®©™№\u00a0´×½²")
_APOSTROPHES = frozenset("’´‘")
_CJK_PUNCTUATION = re.compile(r"[\u3000-\u303f\uff01-\uff5e·—…“”‘’￥]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー々ヽヾ]")
_HALF_KANA = re.compile(r"[\uff61-\uff9f]")
_HANGUL = re.compile(r"[가-힣]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WIDE = re.compile(r"[ぁ-ヿ\u3000-\u303f\u4e00-\u9fff가-힣\uff00-\uffef]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Language:
    code: str
    letters: frozenset[str]
    common: frozenset[str]
    headers: frozenset[str]
    neighbors: frozenset[str]
    """Letters of all languages of the same encoding."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding, what users call it, and the languages that are written in it."""

    name: str
    codec: str
    title: Mapping[str, str]
    languages: tuple[_Language, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding, and how well it fits: a plausible one has a score above 0."""

    encoding: Encoding
    score: float


@cache
def encodings() -> tuple[Encoding, ...]:
    """Every encoding that is found by itself, the likeliest first."""
    rows = load_table(__file__, "encodings.toml")["encoding"]
    found = []
    for row in rows:
        letters = "".join(each.get("letters", "") for each in row["language"])
        neighbors = frozenset(letters)
        languages = tuple(_language(each, neighbors) for each in row["language"])
        found.append(Encoding(row["name"], row["codec"], row["title"], languages))
    return tuple(found)


def _language(row: Mapping[str, str], neighbors: frozenset[str]) -> _Language:
    return _Language(
        row["code"],
        frozenset(row.get("letters", "")),
        frozenset(row.get("common", "")),
        frozenset(fold_header(word) for word in row["headers"].split()),
        neighbors,
    )


def guess_encoding(payload: bytes) -> list[Guess]:
    r"""The encodings that can be those of a text, the best first.

    Examples
    --------
    >>> guess_encoding("氏名,役職\\n山田さくら,部長".encode("cp932"))[0].encoding.name
    'Shift_JIS'
    >>> guess_encoding("Jörg Müller".encode("cp1252"))[0].encoding.name
    'cp1252'
    """
    sample = _telling_lines(payload)
    guesses = []
    for encoding in encodings():
        text = _decoded(sample, encoding.codec)
        if text is None:
            continue
        best = max(_score(text, language) for language in encoding.languages)
        if encoding is encodings()[0]:
            best += _COMMONEST
        guesses.append(Guess(encoding, best))
    # The order of the file of encodings decides between equals: sorting is stable.
    guesses.sort(key=lambda guess: -guess.score)
    return _ask_detector(guesses, sample)


def _telling_lines(payload: bytes) -> bytes:
    """The first lines that are not plain ASCII."""
    lines = []
    size = 0
    for line in payload.splitlines():
        if line.isascii():
            continue
        lines.append(line[:_SAMPLE])
        size += len(line)
        if size > _SAMPLE:
            break
    return b"\n".join(lines)


def _decoded(sample: bytes, codec: str) -> str | None:
    try:
        return unicodedata.normalize("NFC", sample.decode(codec))
    except UnicodeDecodeError:
        return None


def _score(text: str, language: _Language) -> float:
    """How well a text reads as one of a language."""
    cells = {fold_header(cell) for cell in _CELL.split(text) if not cell.isascii()}
    headers = len(cells & (language.headers | _headers_not_ascii()))
    points = []
    rate = _rate_wide if language.common else _rate_letter
    # The marks at both ends spare the question whether a character has neighbors.
    padded = f"\n{text}\n"
    for place in range(1, len(padded) - 1):
        if padded[place] > "\x7f":
            letter = padded[place]
            points.append(rate(padded[place - 1], letter, padded[place + 1], language))
    average = sum(points) / len(points) if points else 0.0
    return average + _HEADER * min(headers, _MOST_HEADERS)


@cache
def _headers_not_ascii() -> frozenset[str]:
    return frozenset(word for word in known_headers() if not word.isascii())


def _rate_letter(before: str, letter: str, after: str, language: _Language) -> float:
    """How plausible a character of an alphabet is between its neighbors."""
    if unicodedata.category(letter) in {"Cc", "Co", "Cn"}:
        return -3.0
    if letter not in language.neighbors:
        return _rate_stranger(before, letter, after)
    # Names of several languages may stand in one file.
    points = 1.0 if letter in language.letters else 0.3
    is_latin = "LATIN" in unicodedata.name(letter, "")
    for neighbor in (before, after):
        if not is_latin and _LATIN.match(neighbor):
            points -= 1.0
    # Names begin with a capital in every alphabet that has capitals.
    if not is_latin and letter.islower() and not before.isalpha():
        points -= 1.0
    # A capital within a word: "MŸller".
    if letter.isupper() and before.islower():
        points -= 1.5
    crowded = before > "\x7f" and after > "\x7f"
    if is_latin and crowded and before.isalpha() and after.isalpha():
        points -= 1.5
    return points


def _rate_stranger(before: str, letter: str, after: str) -> float:
    """A character that the language does not have: a sign, or of another language."""
    if letter in _APOSTROPHES and before.isalpha():
        return 0.0
    if letter in _PUNCTUATION:
        return -1.0 if before.isalpha() and after.isalpha() else 0.0
    return -0.6 if letter.isalpha() else -1.5


def _rate_wide(before: str, letter: str, after: str, language: _Language) -> float:
    """How plausible a character of East Asia is between its neighbors."""
    category = unicodedata.category(letter)
    if category in {"Cc", "Co", "Cn"}:
        return -3.0
    has_company = _WIDE.match(before) or _WIDE.match(after)
    in_latin = _LATIN.match(before) or _LATIN.match(after)
    # A lone Han character between Latin letters: "M黮ler" is Müller.
    if in_latin and not has_company:
        return -2.5
    if letter in language.common:
        return 1.0
    if _CJK_PUNCTUATION.match(letter):
        return 0.2
    return _RATES[language.code](letter)


def _rate_by_level(letter: str, codec: str, frequent: tuple[int, int]) -> float:
    """Points by the part of a standard in which a character stands.

    The standards of East Asia have the frequent characters first, then the rare ones.
    """
    try:
        code = letter.encode(codec)
    except UnicodeEncodeError:
        return -1.5
    if len(code) != 2:
        return -1.0
    first, last = frequent
    is_frequent = first <= code[0] * 256 + code[1] <= last
    return 0.3 if is_frequent else -0.7


def _rate_simplified(letter: str) -> float:
    if not _HAN.match(letter):
        return -1.0
    return _rate_by_level(letter, "gb2312", (0xB0A1, 0xD7F9))


def _rate_traditional(letter: str) -> float:
    if not _HAN.match(letter):
        return -1.0
    return _rate_by_level(letter, "big5", (0xA440, 0xC67E))


def _rate_japanese(letter: str) -> float:
    if _KANA.match(letter):
        return 0.9
    if _HALF_KANA.match(letter):
        return -0.6
    if not _HAN.match(letter):
        return -1.0
    return _rate_by_level(letter, "shift_jis", (0x889F, 0x9872))


def _rate_korean(letter: str) -> float:
    if not _HANGUL.match(letter):
        return -0.9
    return 0.7 + _rate_by_level(letter, "euc_kr", (0xB0A1, 0xC8FE)) - 0.3


_RATES: Mapping[str, Callable[[str], float]] = {
    "zh-Hans": _rate_simplified,
    "zh-Hant": _rate_traditional,
    "ja": _rate_japanese,
    "ko": _rate_korean,
}


def _ask_detector(guesses: list[Guess], sample: bytes) -> list[Guess]:
    """The guesses, of which the detector puts one of the best two first."""
    if len(guesses) < 2:
        return guesses
    first, second = guesses[:2]
    texts = {_decoded(sample, each.encoding.codec) for each in (first, second)}
    is_short = len(sample) < _LONG
    if is_short or first.score - second.score > _CLOSE or len(texts) == 1:
        return guesses
    chosen = _detected(sample, [first.encoding.codec, second.encoding.codec])
    if chosen == second.encoding.codec:
        return [second, first, *guesses[2:]]
    return guesses


def _detected(sample: bytes, codecs: Iterable[str]) -> str | None:
    # Loaded on first use: most files are in Unicode.
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=list(codecs)).best()
    return found.encoding if found is not None else None
