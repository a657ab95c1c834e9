"""The pieces of a text, and whether a name begins at one of them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from powermap.redaction.spelling import Certainty, Condition, Spelling
from powermap.redaction.word_forms import (
    UNSPACED,
    is_invisible,
    lookup_keys,
    split_text,
)
from powermap.redaction.word_lists import word_lists

__all__ = [
    "MOST_JOINTS",
    "SHORT_PARTICLES",
    "Piece",
    "end_of_spelling",
    "is_unspaced",
    "is_worth_a_look",
    "meets_condition",
    "split_into_pieces",
    "words_across_breaks",
]

_JOINTS = frozenset("-_.,，'’`·•‐‑–*")
"""Signs that may stand between the words of a name."""
_APOSTROPHES = frozenset("'’`")
MOST_JOINTS = 2
"""Joints in a row between two words of a name, as in "Ruiz., Ana"."""
SHORT_PARTICLES = frozenset("vdlz")
"""The letters of v. d. and vd, which is von der, van de, and of de la, zu."""
_LONGEST_SPELLED_OUT = 30
"""Letters and joints of a name that is spelled letter by letter."""
_UNSPACED = re.compile(f"[{UNSPACED}]+")
_TITLE_AFTER = re.compile(
    # Each title is followed by what would make it a word of its own: 总 is a general
    # manager, 总是 is "always".
    r"\s?(?:先生|女士|小姐|太太|夫人|同志|老师"
    r"|副?[总總]?[经經]理"
    r"|[副大]?[总總](?![是共的部体价额之结数量计算分会能公])"
    r"|副?主任"
    r"|副?[部处處院厂局科校行所会组队課社][长長]"
    r"|主管|[总總][监監裁]|董事|副?书记|主席"
    r"|工(?![作业程厂人具资时序地艺期会商])|工程师"
    r"|教授|博士|律师|医生|秘书|助理|顾问|专员|老板"
    r"|董(?!事会)|大?[哥姐]|某|氏"
    r"|老(?![师板虎百乡人家大客年化])|[Ss]ir"
    r"|局(?![面部限])|处(?![理于在分境])|科(?![技学目])"
    r"|さん|様|氏|씨|님|부장|대표)"
)
"""A title behind a surname in Chinese, Japanese or Korean."""
_ENDS_A_WORD = frozenset(
    "甲乙丙丁对双各我敌官校多由关至等终属位紧扩主夸提最现资责新担兼历明"
)
"""After these a sign is the end of a word, as in 对方总是 (the other side always)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a sign or a number of a text, and under which words it is looked up."""

    start: int
    end: int
    keys: tuple[str, ...]
    text: str

    @property
    def is_joint(self) -> bool:
        """Whether it may stand between the words of a name."""
        first = self.text[0]
        return first in _JOINTS or is_invisible(first)

    @property
    def is_letter(self) -> bool:
        """Whether it is one letter."""
        text = self.text
        return len(text) == 1 and text.isalpha()


def split_into_pieces(text: str, known: Container[str]) -> list[Piece]:
    """The pieces of a text; words that are known are not split at capitals."""
    pieces = []
    for start, end, kind in split_text(text, known):
        part = text[start:end]
        keys = lookup_keys(part, kind)
        pieces.append(Piece(start, end, keys, part))
    return pieces


def is_unspaced(text: str) -> bool:
    """Whether a text is all in signs of scripts without spaces."""
    match = _UNSPACED.fullmatch(text)
    return match is not None


def words_across_breaks(pieces: Sequence[Piece], at: int) -> Iterator[tuple[int, str]]:
    """Words that a hyphen breaks or that are spelled letter by letter.

    Each with the place of the piece after it, the longest first.
    """
    if pieces[at].is_joint:
        return
    yield from _hyphenated_word(pieces, at)
    # R.U.I.Z or R U I Z
    letters: list[str] = []
    ends: list[int] = []
    for place in range(at, min(at + _LONGEST_SPELLED_OUT, len(pieces))):
        piece = pieces[place]
        if piece.is_joint:
            continue
        if not piece.is_letter:
            break
        letters.append(piece.keys[0])
        ends.append(place + 1)
    for size in range(len(letters), 2, -1):
        yield ends[size - 1], "".join(letters[:size])


def _hyphenated_word(pieces: Sequence[Piece], at: int) -> Iterator[tuple[int, str]]:
    """A word that the end of a line broke: Ru-iz."""
    end = at + 3
    if end > len(pieces):
        return
    first, hyphen, second = pieces[at:end]
    is_hyphen = hyphen.text in {"-", "‐"}
    is_apart = first.end < hyphen.start
    if is_hyphen and not is_apart and second.text.isalpha():
        word = first.keys[0] + second.keys[0]
        yield end, word


def end_of_spelling(spelling: Spelling, pieces: Sequence[Piece], at: int) -> int:
    """The place after a spelling that begins at a piece; 0 when it does not."""
    place = at
    for word in spelling.words:
        joints = 0
        while (
            place < len(pieces)
            and word not in pieces[place].keys
            and place > at
            and joints < MOST_JOINTS
            and pieces[place].is_joint
        ):
            place += 1
            joints += 1
        if place == len(pieces) or word not in pieces[place].keys:
            return 0
        place += 1
    is_derived = spelling.certainty is Certainty.DERIVED
    if is_derived and _has_inner_space(pieces[at:place]):
        return 0
    return place


def _has_inner_space(pieces: Sequence[Piece]) -> bool:
    """Whether there is a space between signs, which are written without any.

    In 伟大 张力 nobody is called 大张.
    """
    for first, second in pairwise(pieces):
        is_apart = first.end < second.start
        if is_apart and _UNSPACED.match(first.text) and _UNSPACED.match(second.text):
            return True
    return False


def meets_condition(
    condition: Condition, text: str, pieces: Sequence[Piece], start: int, end: int
) -> bool:
    """Whether a spelling from one piece to another is a name in this text."""
    if condition in {Condition.ALWAYS, Condition.NEVER}:
        return condition is Condition.ALWAYS
    found = pieces[start:end]
    if condition is Condition.INITIALS:
        return _has_dots(pieces, start, end) and _is_capitalized(found)
    if condition in {Condition.UPPER_CASE, Condition.INNER_CAPITAL}:
        is_upper = condition is Condition.UPPER_CASE
        return found[0].text.isupper() if is_upper else _has_inner_capital(found)
    if condition is Condition.CAPITAL:
        return _is_addressed(pieces, start) or _is_capitalized(found)
    if _UNSPACED.match(found[0].text):
        return _has_title(text, found) or _is_addressed(pieces, start)
    return _is_addressed(pieces, start) and _is_capitalized(found)


def _has_title(text: str, found: Sequence[Piece]) -> bool:
    """Whether a title follows a surname in signs: 李总."""
    start = found[0].start
    end = found[-1].end
    before = text[start - 1 : start]
    if before in _ENDS_A_WORD:
        return False
    return _TITLE_AFTER.match(text, end) is not None


def _has_dots(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether a dot follows each letter: A. R. is a name, A R may be a grade.

    O'N. is one, too.
    """
    last = min(end, len(pieces) - 1)
    for place in range(start, last):
        following = pieces[place + 1].text
        is_joined = place < end - 1 and following in _APOSTROPHES
        if pieces[place].is_letter and following != "." and not is_joined:
            return False
    return True


def _is_capitalized(found: Sequence[Piece]) -> bool:
    """Whether the words of a name begin with capitals, except such as van and de."""
    little = word_lists().little | word_lists().particles
    has_capital = False
    for piece in found:
        word = piece.text
        if piece.is_joint:
            continue
        if not word[0].islower():
            has_capital = True
        elif not SHORT_PARTICLES.issuperset(word) and (
            len(word) < 2 or word not in little
        ):
            return False
    return has_capital


def _has_inner_capital(found: Sequence[Piece]) -> bool:
    for piece in found:
        word = piece.text
        if word[1:].isalpha() and not word[1:].islower() and not word.isupper():
            return True
    return False


def _is_addressed(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a form of address stands before: Mr. Price."""
    # A dot may stand between.
    for place in range(at - 1, max(at - 3, -1), -1):
        piece = pieces[place]
        if not piece.is_joint:
            address = word_lists().address
            return not address.isdisjoint(piece.keys)
    return False


def is_worth_a_look(spelling: Spelling, piece: Piece) -> bool:
    """Whether a user should look at a word that was not replaced.

    It is a name with a capital, or too short to be replaced everywhere.
    """
    condition = spelling.condition
    if condition is Condition.NEVER:
        is_sign = _UNSPACED.match(piece.text) is not None
        return is_sign or piece.text.isupper()
    if condition in {Condition.INITIALS, Condition.INNER_CAPITAL}:
        return piece.text.isupper()
    if condition is not Condition.CAPITAL or len(spelling.words) > 1:
        return False
    [word] = spelling.words
    return len(word) > 2
