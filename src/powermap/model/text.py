"""Texts and days as they may enter: trimmed, printable, within limits."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from powermap.errors import BOM, ModelError
from powermap.language import Quoted, Reason

__all__ = [
    "NAME_LIMIT",
    "TEXT_LIMIT",
    "clean_text",
    "drop_unprintable",
    "is_visible",
    "parse_date",
    "parse_line",
    "parse_text",
]

NAME_LIMIT = 1_000
"""Longest line, in characters."""
TEXT_LIMIT = 32_767
"""Longest text, in characters; a spreadsheet cell holds 32,767."""

# Letters and symbols that leave the paper white.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Unicode categories of characters that show nothing by themselves.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Mc", "Me", "Mn", "Zl", "Zp", "Zs"})


def _noncharacters() -> str:
    """The last two code points of each plane, which are never characters."""
    pairs = []
    for plane in range(0, 0x110000, 0x10000):
        # XML 1.0 forbids U+FFFE and U+FFFF, so Excel would not open a workbook with one
        # of them.
        pairs.append(chr(plane + 0xFFFE) + chr(plane + 0xFFFF))
    return "".join(pairs)


_UNPRINTABLE = f"\x7f-\x9f\ud800-\udfff\u2028\u2029{_noncharacters()}"
# Formats that make a text read otherwise than it is stored.
_REORDERING = "\u202a-\u202e\u2061-\u206f\ufff9-\ufffb\U000e0001"
# Where a line may or may not break: useful in prose, while in a name they only
# hide that it is another name.
_WIDTHLESS = "\u00ad\u200b\u2060"
# Tag characters belong to flags, after a black one.
_STRAY_TAG = "(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]"
_NOT_IN_A_LINE = re.compile(
    f"[\x00-\x1f{_UNPRINTABLE}{_REORDERING}{_WIDTHLESS}]|{_STRAY_TAG}"
)
_NOT_IN_PROSE = re.compile(
    f"[\x00-\x08\x0b-\x1f{_UNPRINTABLE}{_REORDERING}]|{_STRAY_TAG}"
)


def clean_text(text: object, *, lines: bool = False) -> str:
    """A text that may enter: trimmed and without byte order marks.

    Refused are control and lone surrogate characters, and formats that hide or
    reorder what stands beside them. Joiners (U+200C, U+200D) stay, since Persian,
    Indic scripts and emoji are written with them.

    Parameters
    ----------
    text : object
        What was entered.
    lines : bool, default False
        Whether several lines are allowed.

    Raises
    ------
    ModelError
        Naming the first character that may not enter and its place.
    """
    if not isinstance(text, str):
        kind = type(text).__name__
        raise ModelError(
            Reason("message.model.needs_text", value=Quoted(text), type=kind)
        )
    # Some exports put a mark before every cell; if it stayed, two names that look equal
    # would differ.
    clean = text.replace(BOM, "")
    if lines:
        # Windows line ends; a lone \r is refused, since programs disagree whether it
        # ends a line.
        clean = clean.replace("\r\n", "\n")
    clean = clean.strip()
    limit = TEXT_LIMIT if lines else NAME_LIMIT
    if len(clean) > limit:
        raise ModelError(
            Reason(
                "message.model.too_long",
                text=Quoted(clean),
                # As floats, since whole numbers are written without a comma.
                length=float(len(clean)),
                limit=float(limit),
            )
        )
    refused = _NOT_IN_PROSE if lines else _NOT_IN_A_LINE
    # Refused rather than deleted: a name that we changed silently would no longer match
    # the same name in the user's other files.
    match = refused.search(clean)
    if match:
        name = unicodedata.name(match[0], "")
        code = f"U+{ord(match[0]):04X} {name}".strip()
        raise ModelError(
            Reason(
                "message.model.bad_character",
                text=Quoted(clean),
                character=code,
                position=match.start() + 1,
            )
        )
    return clean


def drop_unprintable(text: str, *, lines: bool = False) -> str:
    r"""A text without the characters that `clean_text` refuses.

    Parameters
    ----------
    text : str
        What was entered.
    lines : bool, default False
        Whether several lines are allowed.

    Examples
    --------
    >>> drop_unprintable("Ana\u200b Ruiz\x07")
    'Ana Ruiz'
    """
    refused = _NOT_IN_PROSE if lines else _NOT_IN_A_LINE
    return refused.sub("", text.replace(BOM, ""))


def is_visible(text: str) -> bool:
    r"""Whether anything of a text can be seen.

    Formats, spaces and marks without a letter cannot.

    Examples
    --------
    >>> is_visible("张"), is_visible("\u200b\u202e"), is_visible("\u0301")
    (True, False, False)
    """
    for char in text:
        if unicodedata.category(char) not in _INVISIBLE and char not in _BLANK:
            return True
    return False


def parse_line(value: object) -> str | None:
    """A text of one line, None when empty."""
    if value is None:
        return None
    return clean_text(value) or None


def parse_text(value: object) -> str | None:
    """A text of any number of lines, None when empty."""
    if value is None:
        return None
    return clean_text(value, lines=True) or None


def parse_date(value: object) -> date | None:
    """A date, from itself, a moment, or any ISO form of either; None of None.

    Raises
    ------
    ModelError
        When it is something else. A number is refused too: nobody means seconds
        since 1970.

    Examples
    --------
    >>> parse_date("2026-W47-5"), parse_date("2026-11-20T09:30:00Z")
    (datetime.date(2026, 11, 20), datetime.date(2026, 11, 20))
    """
    if value is None:
        return None
    # Before date, because a datetime is a date too and would compare as unequal to the
    # date of the same day.
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    day = _parse_iso(value.strip()) if isinstance(value, str) else None
    if day is None:
        raise ModelError(
            Reason(
                "message.model.not_a_date", value=Quoted(value), example="2026-11-20"
            )
        )
    return day


def _parse_iso(text: str) -> date | None:
    if not text.isascii():  # fromisoformat reads digits of other scripts
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        # Exports of databases write moments; the model only knows days.
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
