"""Two values beside each other in words, so that what differs can be seen."""

from __future__ import annotations

from enum import StrEnum
from itertools import takewhile

from powermap.errors import shown
from powermap.language import label, say
from powermap.model import Scale

ROOM, LEAD = 60, 20
"""Characters of a long text that are told, and how many of them stand before the first that differs."""


class Words(str):
    """Words of ours, which stand without quotation marks."""

    __slots__ = ()


def in_words(value: object, lang: str) -> str:
    """A value as it stands in a sentence; unknown is said.

    Examples
    --------
    >>> in_words(None, "en"), in_words(True, "en"), in_words(1234567.5, "en"), in_words(("Ana", "Ben"), "zh")
    ('not known', 'yes', '1,234,567.5', 'Ana、Ben')
    """
    if value is None or value == ():
        return say(lang, "difference.unknown")
    if isinstance(value, bool):
        return say(lang, "common.yes" if value else "common.no")
    if isinstance(value, StrEnum):
        return label(value, lang)
    if isinstance(value, tuple):
        return say(lang, "list.comma").join(in_words(each, lang) for each in value)
    if isinstance(value, Scale):
        key = "scale" if value.cut is None else "scale_cut"
        low, high, cut = (
            in_words(each, lang) for each in (value.low, value.high, value.cut)
        )
        return say(lang, f"difference.{key}", low=low, high=high, cut=cut)
    return (
        f"{value:,}".removesuffix(".0")
        if isinstance(value, int | float)
        else str(value)
    )


def both_in_words(before: object, after: object, lang: str) -> tuple[str, str]:
    r"""Two values that differ, in words that differ; long texts from shortly before where they part.

    Examples
    --------
    >>> both_in_words("She likes us. " * 9 + "Not sure.", "She likes us. " * 9 + "Sure.", "en")
    ('“…s us. She likes us. Not sure.”', '“…s us. She likes us. Sure.”')
    >>> both_in_words("a / b", "a\nb", "en"), both_in_words(None, 2.5, "zh")
    (("'a / b'", "'a\\nb'"), ('不明', '2.5'))
    """
    parts = _parting(in_words(before, lang), in_words(after, lang))
    if parts[0] == parts[1]:
        return shown(before), shown(after)
    one, other = _on_a_line(parts[0]), _on_a_line(parts[1])
    if one == other:
        return repr(parts[0]), repr(parts[1])
    return _quoted(before, one, lang), _quoted(after, other, lang)


def _parting(one: str, other: str) -> tuple[str, str]:
    if max(len(one), len(other)) <= ROOM:
        return one, other
    alike = sum(
        1
        for _ in takewhile(
            lambda pair: pair[0] == pair[1], zip(one, other, strict=False)
        )
    )
    start = max(alike - LEAD, 0)
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    part = text[start : start + ROOM]
    return f"{'…' if start else ''}{part}{'…' if start + ROOM < len(text) else ''}"


def in_short(value: object, lang: str) -> str:
    """One value in words, on one line, cut when it is long."""
    return _quoted(value, _on_a_line(_cut(in_words(value, lang), 0)), lang)


def _on_a_line(text: str) -> str:
    return text.replace("\n", " / ")


def _quoted(value: object, text: str, lang: str) -> str:
    """What somebody wrote stands in quotation marks; the Chinese sentences have them already."""
    return (
        f"“{text}”"
        if lang == "en"
        and isinstance(value, str)
        and not isinstance(value, StrEnum | Words)
        else text
    )
