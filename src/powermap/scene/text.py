"""How wide a text is and where it may break, from the font's own advance table: the same on every machine.

Characters that Source Sans lacks are taken by their class (a Chinese character is one em in every face of its kind),
so that a picture never depends on what is installed.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby

from powermap.scene.marks import Weight

ELLIPSIS = "…"
NOT_AT_START = set("、，。；：？！）》」』】〉’”…·,.;:?!)]}%")
ASCENT, DESCENT = 0.75, 0.24
"""Height above and below the baseline in ems that letters with accents, tails and Chinese characters need."""


@cache
def _advances() -> dict[str, dict[str, int]]:
    text = files(__package__).joinpath("advances.json").read_text(encoding="ascii")
    tables: dict[str, dict[str, int]] = json.loads(text)
    return tables


def _fallback(char: str) -> int:
    """Advance of a character that Source Sans lacks, in thousandths of an em, rather too wide than too narrow."""
    code = ord(char)
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    if code >= 0x1F000:
        return 1350 if code < 0x20000 else 1000
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 1000
    if 0x0590 <= code < 0x1200:
        return 800
    return 9000 if 0xFDF0 <= code <= 0xFDFD or 0x12000 <= code < 0x12600 else 1000


@lru_cache(maxsize=8192)
def measure(
    content: str, size: float, weight: Weight = "regular", spacing: float = 0.0
) -> float:
    """Width of one line in points.

    Examples
    --------
    >>> measure("张伟", 10)
    20.0
    >>> measure("Ana", 10) < measure("Ana", 10, "semibold")
    True
    """
    table = _advances()[weight]
    total = sum(table[char] if char in table else _fallback(char) for char in content)
    return total * size / 1000 + spacing * len(content)


def _covered(char: str) -> bool:
    return char in _advances()["regular"]


@lru_cache(maxsize=8192)
def runs(content: str) -> tuple[tuple[str, bool], ...]:
    """Split into stretches that Source Sans covers (True) and those that another face must draw (False).

    A text with right-to-left letters stays whole, since its parts do not stand in the order of its characters.

    Examples
    --------
    >>> runs("Wei Zhang 张伟")
    (('Wei Zhang ', True), ('张伟', False))
    """
    if not content or all(_covered(char) for char in content):
        return ((content, True),)
    if any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in content):
        return ((content, False),)
    flags: list[bool] = []
    for char in content:
        attached = flags and unicodedata.category(char) in {"Mn", "Me", "Cf"}
        flags.append(flags[-1] if attached else _covered(char))
    pairs = groupby(zip(content, flags, strict=True), key=lambda pair: pair[1])
    return tuple(
        ("".join(char for char, _ in members), flag) for flag, members in pairs
    )


def _clusters(content: str) -> list[str]:
    """Characters with the marks that sit on them; joined emoji stay together."""
    parts: list[str] = []
    for char in content:
        if parts and (
            unicodedata.category(char) in {"Mn", "Me", "Cf", "Mc"}
            or _joins(parts[-1], char)
        ):
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _joins(before: str, char: str) -> bool:
    """Whether a character belongs to the emoji before it: joined, a skin tone, the second letter of a flag."""
    flag = (
        "\U0001f1e6" <= char <= "\U0001f1ff"
        and len(before) == 1
        and "\U0001f1e6" <= before <= "\U0001f1ff"
    )
    return before.endswith("\u200d") or "\U0001f3fb" <= char <= "\U0001f3ff" or flag


def _words(content: str) -> list[str]:
    """Pieces between which a line may break; a space stays with the word before it."""
    words: list[str] = []
    for part in _clusters(content):
        wide = (
            unicodedata.east_asian_width(part[0]) in {"W", "F"}
            and part[0] not in NOT_AT_START
        )
        before = words[-1][-1] if words else " "
        breakable = (
            before in " -/"
            or wide
            or unicodedata.east_asian_width(before) in {"W", "F"}
        )
        if words and (part == " " or part[0] in NOT_AT_START or not breakable):
            words[-1] += part
        else:
            words.append(part)
    return words


def elide(content: str, room: float, size: float, weight: Weight = "regular") -> str:
    """The text, or as much of it as fits into `room` points with … at its end.

    Examples
    --------
    >>> elide("Chair, Audit Committee", 60, 11)
    'Chair, Aud…'
    """
    if measure(content, size, weight) <= room:
        return content
    kept = ""
    for part in _clusters(content):
        if measure(kept + part + ELLIPSIS, size, weight) > room:
            break
        kept += part
    return kept.rstrip() + ELLIPSIS


@lru_cache(maxsize=8192)
def wrap(
    content: str, room: float, size: float, weight: Weight = "regular"
) -> tuple[str, ...]:
    """Lines no wider than `room`, broken between words, or inside one that is too long; nothing is lost but spaces.

    Examples
    --------
    >>> wrap("Head of Process Excellence", 90, 11)
    ('Head of Process', 'Excellence')
    """
    lines: list[str] = []
    line = ""
    for word in _words(content):
        if measure((line + word).rstrip(), size, weight) <= room:
            line += word
            continue
        if line.strip():
            lines.append(line.strip())
        *full, line = _broken(word, room, size, weight)
        lines += [piece.strip() for piece in full if piece.strip()]
    if line.strip() or not lines:
        lines.append(line.strip())
    return tuple(lines)


def _broken(word: str, room: float, size: float, weight: Weight) -> list[str]:
    pieces = [""]
    for part in _clusters(word):
        if pieces[-1] and measure((pieces[-1] + part).rstrip(), size, weight) > room:
            pieces.append("")
        pieces[-1] += part
    return pieces
