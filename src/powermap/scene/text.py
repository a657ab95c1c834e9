"""How wide a text is and where it may break, from the font's own table of advances.

The table ships with the package, so a drawing never depends on which fonts a machine
has. Characters that Source Sans lacks get the width of their class: a Chinese character
is one em wide in every face of its kind.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from powermap.scene.marks import Weight

ELLIPSIS = "…"
# Chinese punctuation by GB/T 15834, and what Western typesetting keeps at the word
# before it.
NOT_AT_START = set("、，。；：？！）》」』】〉’”…·,.;:?!)]}%")
"""Characters with which a line must not begin."""
NOT_AT_END = set("（《「『【〈‘“([{")
"""Characters with which a line must not end."""

SHORT_WORD = 4
"""Chinese characters in a row that stay together where others stand around them."""

# Not the line metrics of the font (0.98 and 0.27): those leave space for stacked
# accents and would make every label a quarter taller.
ASCENT = 0.75
"""Height above the baseline in ems, enough for accents and Chinese characters."""
DESCENT = 0.24
"""Depth below the baseline in ems, enough for tails and Chinese characters."""

COMBINING = {"Mn", "Me", "Cf"}
"""Unicode categories of marks without a width of their own: accents, joiners."""
EXTENDING = {*COMBINING, "Mc"}
"""Categories of marks that must stay with the letter before them."""
WIDE = {"W", "F"}
"""East Asian widths of characters that are one em wide."""
RIGHT_TO_LEFT = {"R", "AL", "AN"}
"""Unicode directions of Hebrew and Arabic letters and digits."""

# A place to break a line within a word.
ZERO_WIDTH_SPACE = "\u200b"
# Joins emoji to one picture, as in a family.
ZERO_WIDTH_JOINER = "\u200d"


@cache
def _advances() -> dict[str, dict[str, int]]:
    """Width of each character in thousandths of an em, by weight."""
    text = Path(__file__).with_name("advances.json").read_text(encoding="ascii")
    tables: dict[str, dict[str, int]] = json.loads(text)
    return tables


def _is_combining(char: str) -> bool:
    return unicodedata.category(char) in COMBINING


def is_wide(char: str) -> bool:
    """Whether a character is as wide as it is high, as Chinese ones are.

    Examples
    --------
    >>> is_wide("张"), is_wide("a")
    (True, False)
    """
    return unicodedata.east_asian_width(char) in WIDE


def _fallback_advance(char: str) -> int:
    """Advance of a character that Source Sans lacks, in thousandths of an em.

    Rather too wide than too narrow: a gap beside a word looks better than an overlap.
    """
    code = ord(char)
    if _is_combining(char):
        return 0
    if 0x1F000 <= code < 0x20000:  # emoji and symbols
        # Color emoji are wider than letters: 1.245 em in Noto Color Emoji, more in
        # others.
        return 1350
    if code >= 0x20000 or is_wide(char):
        return 1000
    if 0x0590 <= code < 0x1200:  # Hebrew, Arabic and the scripts of South Asia
        return 800
    if 0xFDF0 <= code <= 0xFDFD or 0x12000 <= code < 0x12600:
        return 9000  # whole Arabic phrases and cuneiform signs in one character
    return 1000


# A chart measures the same names and words over and over while it tries layouts.
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
    total = 0
    for char in content:
        if char in table:
            total += table[char]
        else:
            total += _fallback_advance(char)

    return total * size / 1000 + spacing * len(content)


@lru_cache(maxsize=8192)
def runs(content: str) -> tuple[tuple[str, bool], ...]:
    """Split into runs that Source Sans covers (True) and runs that it does not (False).

    A text with right-to-left letters stays whole, because its parts do not stand in the
    order of its characters.

    Examples
    --------
    >>> runs("Wei Zhang 张伟")
    (('Wei Zhang ', True), ('张伟', False))
    """
    if all(_is_covered(char) for char in content):
        return ((content, True),)
    # Cutting such a text into runs and drawing them one after the other would put its
    # parts in the wrong order; one face has to draw it whole.
    if any(unicodedata.bidirectional(char) in RIGHT_TO_LEFT for char in content):
        return ((content, False),)

    pairs = zip(content, _coverage(content), strict=True)
    split = []
    for is_covered, members in groupby(pairs, key=lambda pair: pair[1]):
        split.append(("".join(char for char, _ in members), is_covered))

    return tuple(split)


def _is_covered(char: str) -> bool:
    return char in _advances()["regular"]


def _coverage(content: str) -> list[bool]:
    """For each character whether Source Sans draws it; a mark goes with its letter."""
    flags: list[bool] = []
    for char in content:
        if flags and _is_combining(char):
            flags.append(flags[-1])
        else:
            flags.append(_is_covered(char))
    return flags


def _clusters(content: str) -> list[str]:
    """Characters with the marks that sit on them; a joined emoji is one cluster."""
    # No mark of ASCII sits on another one.
    if content.isascii():
        return list(content)
    clusters: list[str] = []
    for char in content:
        if clusters and _belongs_to(clusters[-1], char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _belongs_to(cluster: str, char: str) -> bool:
    """Whether a character extends the cluster before it."""
    if unicodedata.category(char) in EXTENDING:
        return True
    if cluster.endswith(ZERO_WIDTH_JOINER) or _is_skin_tone(char):
        return True
    # two regional letters make one flag, a third begins the next flag
    return _is_flag_letter(char) and len(cluster) == 1 and _is_flag_letter(cluster)


def _is_skin_tone(char: str) -> bool:
    return "\U0001f3fb" <= char <= "\U0001f3ff"


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


@lru_cache(maxsize=8192)
def _breakable_pieces(content: str) -> tuple[str, ...]:
    """Pieces between which a line may break; a space stays with the word before it."""
    pieces: list[str] = []
    for cluster in _with_short_words(_clusters(content)):
        if pieces and not _may_break(pieces[-1][-1], cluster):
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
    return tuple(pieces)


def _with_short_words(clusters: Sequence[str]) -> list[str]:
    """The same, with a few Chinese characters among other ones as one: a name, a word."""
    if all(cluster.isascii() for cluster in clusters):
        return list(clusters)
    joined: list[str] = []
    for are_wide, members in groupby(clusters, key=lambda each: is_wide(each[0])):
        run = list(members)
        if are_wide and len(run) <= SHORT_WORD:
            joined.append("".join(run))
        else:
            joined += run
    return joined


def _may_break(before: str, cluster: str) -> bool:
    """Whether a line may end after one character and the next begin with a cluster."""
    # A small part of the Unicode line breaking rules (UAX 14): spaces, hyphens, slashes
    # and Chinese characters. Names and job titles need no more, and no table has to be
    # shipped.
    if cluster == " " or cluster[0] in NOT_AT_START or before in NOT_AT_END:
        return False
    if before in " -/":
        return True
    # Looked up for other letters only: none of ASCII is wide.
    first = cluster[0]
    if before.isascii() and first.isascii():
        return False
    # 14人, 2026年: a number stays with what it counts.
    if before.isdigit():
        return False
    return is_wide(before) or is_wide(first)


def elide(content: str, width: float, size: float, weight: Weight = "regular") -> str:
    """The text, or as much of it as fits into `width` points with … at its end.

    Examples
    --------
    >>> elide("Chair, Audit Committee", 60, 11)
    'Chair, Aud…'
    """
    if measure(content, size, weight) <= width:
        return content
    clusters = _clusters(content)

    def width_of(count: int) -> float:
        return measure("".join(clusters[:count]) + ELLIPSIS, size, weight)

    # A longer beginning is never narrower.
    count = bisect_right(range(1, len(clusters) + 1), width, key=width_of)
    beginning = "".join(clusters[:count])
    return beginning.rstrip() + ELLIPSIS


def wrap(
    content: str, width: float, size: float, weight: Weight = "regular"
) -> tuple[str, ...]:
    """Lines no wider than `width`; nothing is lost but spaces.

    Lines break between words, or inside a word that is too long for a line.

    Examples
    --------
    >>> wrap("Head of Process Excellence", 90, 11)
    ('Head of Process', 'Excellence')
    """
    # Most names and titles need no second line, which takes one look to know.
    if measure(content.rstrip(), size, weight) <= width:
        return (content.strip(),)
    return _wrapped(content, width, size, weight)


@lru_cache(maxsize=8192)
def _wrapped(
    content: str, width: float, size: float, weight: Weight
) -> tuple[str, ...]:
    """The lines of a text that takes several."""
    lines: list[str] = []
    line = ""
    for piece in _breakable_pieces(content):
        if measure((line + piece).rstrip(), size, weight) <= width:
            line += piece
            continue

        lines.append(line)
        *full_lines, line = _split_word(piece, width, size, weight)
        lines += full_lines

    lines.append(line)
    stripped = tuple(line.strip() for line in lines if line.strip())
    return stripped or ("",)


def break_words(content: str, width: float, size: float) -> str:
    r"""A text with places to break in words that are wider than a line.

    For programs that break lines themselves, but only between words.

    Examples
    --------
    >>> break_words("to Wolfeschlegelsteinhausen", 60, 10)
    'to Wolfeschlegel\u200bsteinhausen'
    """
    parts = []
    for piece in _breakable_pieces(content):
        if measure(piece.rstrip(), size) <= width:
            parts.append(piece)
            continue
        lines = _split_word(piece, width, size, "regular")
        parts.append(ZERO_WIDTH_SPACE.join(lines))
    return "".join(parts)


def wrap_facts(
    facts: Sequence[str],
    between: str,
    width: float,
    size: float,
    weight: Weight = "regular",
) -> tuple[str, ...]:
    """Lines that break between facts, and inside a fact only if it is too long for one.

    Examples
    --------
    >>> wrap_facts(["14 people", "as of 20 Nov 2026"], " · ", 100, 11)
    ('14 people', 'as of 20 Nov 2026')
    """
    lines: list[str] = []
    for fact in facts:
        longer = between.join([*lines[-1:], fact])
        if lines and measure(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines += wrap(fact, width, size, weight)
    return tuple(lines) or ("",)


def wrap_within(
    content: str, width: float, size: float, weight: Weight = "regular", *, most: int
) -> tuple[str, ...]:
    """The same in at most so many lines; what is left out ends the last one with ….

    Examples
    --------
    >>> wrap_within("Head of Process Excellence and Quality", 90, 11, most=2)
    ('Head of Process', 'Excellence and Q…')
    """
    lines = wrap(content, width, size, weight)
    if len(lines) <= most:
        return lines
    whole = lines[: most - 1]
    rest = _text_after(content, whole)
    return (*whole, elide(rest, width, size, weight))


def _text_after(content: str, lines: Iterable[str]) -> str:
    """What of a text stands in none of its first lines."""
    # Wrapping loses spaces only, so all other characters can be counted off.
    count = sum(len("".join(line.split())) for line in lines)
    at = 0
    while count:
        count -= not content[at].isspace()
        at += 1
    return content[at:].lstrip()


def _split_word(word: str, width: float, size: float, weight: Weight) -> list[str]:
    """A word in parts that fit; a part has at least one cluster, even if too wide."""
    parts = [""]
    for cluster in _clusters(word):
        longer = (parts[-1] + cluster).rstrip()
        if parts[-1] and measure(longer, size, weight) > width:
            parts.append("")
        parts[-1] += cluster

    return parts
