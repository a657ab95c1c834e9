"""Numbers as people and spreadsheets write them: 7,5 and 8/10 and 80% and 4.2 Mio."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from powermap.exchange.intake.values.written_words import (
    about_words,
    currencies,
    multipliers,
    of_words,
    percent_words,
    plain_characters,
    point_words,
    words_before,
)

__all__ = ["DecimalMark", "Number", "is_ambiguous", "parse_number", "proven_marks"]

DecimalMark = Literal[".", ","]
"""What separates the whole from the fraction."""
_LONGEST = 80
"""Characters of a number with its unit; longer texts are never one."""
_LARGEST = 10**15
"""Above it a float no longer tells neighboring whole numbers apart."""
_REMARK = re.compile(r"^(.*\d.*?)\s*\(([^()]*[^()\d\s.,][^()]*)\)$")
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE][+-]?\d{1,3}")
_DISCS = re.compile(r"(?P<full>[★⭐●■◆]+)\ufe0f?(?P<open>[☆○□◇]*)")
_BARE = re.compile(r"[+-]?[\d.,' ]+")
_ABOUT_BEHIND = ("左右", "上下", "程度", "?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the form in which it was written.

    Attributes
    ----------
    value : int or float
        80% is 0.8; 4.2 Mio is 4200000.
    form : {"plain", "share", "of"}
        A number by itself, a share of the whole, or a score with the highest score.
    out_of : int, float or None
        The highest score of 8/10.
    currency : str or None
        Its code, where one is written.
    unit : str or None
        What else was counted: points, 分.
    multiplied : bool
        Whether a word such as million stands behind it.
    is_about : bool
        Whether it was written as not exact: ~7.
    remark : str
        What stands in brackets behind it.

    Examples
    --------
    >>> parse_number("8/10").out_of, parse_number("80%").value
    (10, 0.8)
    """

    value: int | float
    form: Literal["plain", "share", "of"] = "plain"
    out_of: int | float | None = None
    currency: str | None = None
    unit: str | None = None
    multiplied: bool = False
    is_about: bool = False
    remark: str = ""

    def __str__(self) -> str:
        if self.form == "share":
            return f"{self.value * 100:.10g}%"
        if self.form == "of":
            return f"{self.value:.10g}/{self.out_of:.10g}"
        return f"{self.value:.15g}"


def parse_number(raw: object, decimal: DecimalMark | None = None) -> Number | None:
    """The number that a cell holds; None when it holds none.

    Parameters
    ----------
    raw : object
        What stands there.
    decimal : {".", ","}, optional
        The decimal mark of the column. Without it "1,234" is none, because it may be
        one thousand or one and a bit; see `is_ambiguous`.

    Examples
    --------
    >>> parse_number("7,5").value, parse_number("1.234,56 €").value
    (7.5, 1234.56)
    >>> parse_number("420万").value, parse_number("1,234", decimal=".").value
    (4200000, 1234)
    >>> parse_number("3-4") is None, parse_number(">5") is None
    (True, True)
    """
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float | Decimal):
        return _of_exact(Decimal(str(raw)))
    if not isinstance(raw, str) or len(raw) > _LONGEST:
        return None
    text = plain_characters(raw)
    discs = _DISCS.fullmatch(text)
    if discs:
        return _count(discs["full"], discs["open"])
    if decimal is not None:
        return _parse(text, decimal)
    readings = _readings(text)
    return readings[0] if len(readings) == 1 else None


def is_ambiguous(raw: object) -> bool:
    """Whether a text is one number with a decimal point and another with a comma.

    Examples
    --------
    >>> is_ambiguous("1,234"), is_ambiguous("1,23"), is_ambiguous("0.125")
    (True, False, False)
    """
    if not isinstance(raw, str) or len(raw) > _LONGEST:
        return False
    return len(_readings(plain_characters(raw))) > 1


def proven_marks(column: Iterable[object]) -> frozenset[DecimalMark]:
    """The decimal marks that cells of a column prove, by being numbers with no other.

    Examples
    --------
    >>> sorted(proven_marks(["1,234", "7,5"])), sorted(proven_marks(["1,234", "12"]))
    ([','], [])
    """
    proven: set[DecimalMark] = set()
    for raw in column:
        if not isinstance(raw, str) or len(raw) > _LONGEST:
            continue
        text = plain_characters(raw)
        with_point = _parse(text, ".")
        with_comma = _parse(text, ",")
        if with_point and not with_comma:
            proven.add(".")
        if with_comma and not with_point:
            proven.add(",")
    return frozenset(proven)


def _count(full: str, empty: str) -> Number | None:
    """A score of stars or discs, of which the open ones are missing."""
    score = len(full)
    if empty:
        return Number(score, "of", out_of=score + len(empty), unit=full[0])
    # One disc is a mark in a form; several, or a star, are a score.
    return Number(score, unit=full[0]) if score > 1 or full in "★⭐" else None


def _readings(text: str) -> list[Number]:
    """The different numbers that a text can be."""
    readings: list[Number] = []
    marks: tuple[DecimalMark, ...] = (".", ",")
    for mark in marks:
        number = _parse(text, mark)
        if number is not None and number not in readings:
            readings.append(number)
    return readings


# Cached: a column asks what its marks prove before it reads its cells.
@lru_cache(maxsize=4096)
def _parse(text: str, decimal: DecimalMark) -> Number | None:
    """A number with what may stand around it."""
    if not any(char.isdigit() for char in text):
        return None
    # Most cells are nothing but digits and marks, and nothing has to be cut off.
    if _BARE.fullmatch(text):
        return _parse_plain(text, decimal)
    text, is_about = _cut_about(text.casefold())
    text = _cut_before(text)
    remark = ""
    with_remark = _REMARK.match(text)
    if with_remark:
        text, remark = with_remark.groups()
    number = _parse_share(text, decimal) or _parse_score(text, decimal)
    if number is None:
        number = _parse_amount(text, decimal)
    if number is None:
        return None
    return replace(number, is_about=is_about, remark=remark.strip())


def _cut_about(text: str) -> tuple[str, bool]:
    for word in about_words():
        rest = text.removeprefix(word)
        if rest != text and _is_boundary(word[-1], rest):
            return rest.strip(), True
    for word in _ABOUT_BEHIND:
        if text.endswith(word):
            return text.removesuffix(word).strip(), True
    return text, False


def _cut_before(text: str) -> str:
    for word in words_before():
        rest = text.removeprefix(word)
        if rest != text and _is_boundary(word[-1], rest):
            return rest.lstrip(": ")
    return text


def _is_boundary(last: str, rest: str) -> bool:
    """Whether a word ends here, and is not only the beginning of a longer one."""
    return not (last.isalpha() and rest[:1].isalpha())


def _cut_end(text: str, words: Collection[str]) -> tuple[str, str | None]:
    """A text without the word at its end, and that word."""
    # Of most texts none is the end, which one look tells.
    if not text.endswith(tuple(words)):
        return text, None
    for word in words:
        rest = text.removesuffix(word)
        if rest != text:
            return rest.strip(), word
    return text, None


def _parse_share(text: str, decimal: DecimalMark) -> Number | None:
    """80% and 80 percent."""
    rest, sign = _cut_end(text, percent_words())
    if sign is None and text.startswith("%"):
        rest, sign = text[1:].strip(), "%"
    if sign is None:
        return None
    exact = _digits(rest, decimal)
    if exact is None:
        return None
    number = _of_exact(exact / 100)
    return number and replace(number, form="share")


def _parse_score(text: str, decimal: DecimalMark) -> Number | None:
    """8/10 and 8 out of 10, and 8 points."""
    for word in of_words():
        before, found, after = text.partition(word)
        if found:
            return _score_of(before.strip(), after.strip(), decimal)
    rest, unit = _cut_end(text, point_words())
    if unit is None:
        return None
    number = _parse_plain(rest, decimal)
    return number and replace(number, unit=unit)


def _score_of(before: str, after: str, decimal: DecimalMark) -> Number | None:
    before, _ = _cut_end(before, point_words())
    after, unit = _cut_end(after, point_words())
    number = _parse_plain(before, decimal)
    highest = _parse_plain(after, decimal)
    if number is None or highest is None:
        return None
    if not 0 <= number.value <= highest.value or highest.value == 0:
        return None
    return replace(number, form="of", out_of=highest.value, unit=unit)


def _parse_amount(text: str, decimal: DecimalMark) -> Number | None:
    """A number with its currency and a word such as million, in any order."""
    sign, text = _cut_sign(text)
    text, currency = _cut_currency(text)
    if not sign:
        sign, text = _cut_sign(text)
    text, word = _cut_end(text, multipliers())
    if currency is None:
        # "420万元" has the currency behind the word, "CHF 5 Mio." before it.
        text, currency = _cut_currency(text)
    exact = _digits(text, decimal)
    if exact is None or (text[:1] in {"+", "-"} and sign):
        return None
    factor = multipliers()[word] if word else 1
    value = -exact * factor if sign == "-" else exact * factor
    number = _of_exact(value)
    if number is None:
        return None
    return replace(number, currency=currency, multiplied=word is not None)


def _cut_sign(text: str) -> tuple[str, str]:
    if text[:1] in {"+", "-"}:
        return text[0], text[1:].strip()
    return "", text


@cache
def _currency_words() -> tuple[str, ...]:
    return tuple(currencies())


def _cut_currency(text: str) -> tuple[str, str | None]:
    words = _currency_words()
    if not (text.startswith(words) or text.endswith(words)):
        return text, None
    for word in words:
        rest = text.removeprefix(word)
        if rest != text and _is_boundary(word[-1], rest):
            return rest.strip(), currencies()[word]
        rest = text.removesuffix(word)
        if rest != text:
            return rest.strip(), currencies()[word]
    return text, None


def _parse_plain(text: str, decimal: DecimalMark) -> Number | None:
    exact = _digits(text, decimal)
    return None if exact is None else _of_exact(exact)


_SIGNED = r"(?P<sign>[+-]?) ?"


def _pattern(decimal: str, group: str) -> re.Pattern[str]:
    """Numbers with one decimal mark; groups have three digits, in India two as well."""
    point = re.escape(decimal)
    marks = re.escape(group) + " '"
    groups = rf"[1-9]\d{{0,2}}(?P<mark>[{marks}])\d{{3}}(?:(?P=mark)\d{{3}})*"
    whole = rf"{groups}|\d+"
    if group == ",":
        whole = rf"[1-9]\d?(?:,\d{{2}})+,\d{{3}}|{whole}"
    number = rf"(?:{whole})(?:{point}\d+)?|{point}\d+"
    return re.compile(rf"{_SIGNED}(?P<number>{number})")


_NUMBERS = {".": _pattern(".", ","), ",": _pattern(",", ".")}


def _digits(text: str, decimal: DecimalMark) -> Decimal | None:
    """The number that nothing but digits and marks spell."""
    # Programs write 1.2E+06 for a large number, whatever the country.
    if _EXPONENT.fullmatch(text):
        return Decimal(text.replace(",", "."))
    match = _NUMBERS[decimal].fullmatch(text)
    if match is None:
        return None
    digits = re.sub(rf"[^\d{re.escape(decimal)}]", "", match["number"])
    number = Decimal(digits.replace(",", "."))
    return -number if match["sign"] == "-" else number


def _of_exact(exact: Decimal) -> Number | None:
    """A finite number: whole ones as int, so that 1.0 is 1."""
    if not exact.is_finite() or abs(exact) > _LARGEST:
        return None
    if exact == exact.to_integral_value():
        return Number(int(exact))
    value = float(exact)
    return Number(value) if math.isfinite(value) else None
