"""A text without names, and what in it may still be one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from . import names
from .names import Rank, Spelling, When

_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)*")
_JOINTS = frozenset("-_.,'’`·•‐‑–")
_ADDRESSED = re.compile(
    r"\s?(?:先生|女士|小姐|太太|夫人|老师|副?总?经理|[副大]?总(?![是共的部体价额之结数量计算分会能公额])|副?主任|副?部长|副?处长"
    r"|副?院长|副?厂长|副?局长|副?科长|副?校长|副?行长|副?所长|副?会长|副?组长|副?队长|主管|总监|总裁|董事|副?书记|主席"
    r"|工(?![作业程厂人具资时序地艺期会商])|工程师|教授|博士|律师|医生|秘书|助理|顾问|专员|老板|董(?!事会)|[哥姐]|局(?![面部限])"
    r"|处(?![理于在分境])|科(?![技学目])|さん|様|氏|部長|課長|社長|씨|님|부장|대표)"
)  # fmt: skip
_SOLID = re.compile(f"[{names.SOLID}]+")
_OTHER_WORD = frozenset("甲乙丙丁对双各我多由至等终属位")
"""After these a sign is the end of a word, as in 对方总是."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, a sign or a number of a text, and under which words it is looked up."""

    start: int
    end: int
    keys: tuple[str, ...]
    text: str

    @property
    def joins(self) -> bool:
        """Whether it may stand between the words of a name."""
        return self.text[0] in _JOINTS or unicodedata.category(self.text[0]) in {"Cf", "Mn"}


@dataclass(frozen=True, slots=True)
class _Known:
    """A spelling and what stands for it."""

    spelling: Spelling
    instead: str


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Replaces names in texts.

    Parameters
    ----------
    known : mapping of str to sequence of _Known
        By first word, the longest first.
    read : mapping of str to str
        How names are read, surname first, and what stands for them; for Chinese texts.
    mail : str
        What stands for an address of mail.
    nearly : frozenset of str
        Words of names, and these with one letter less.
    """

    known: Mapping[str, tuple[_Known, ...]]
    read: Mapping[str, str]
    mail: str
    nearly: frozenset[str]

    def __call__(self, text: str) -> str:
        """The text without names; the same object when there is none in it."""
        given = unicodedata.normalize("NFC", text)
        clean = "".join(self._parts(_MAIL.sub(self.mail, given)))
        return text if clean == given else clean

    def _parts(self, text: str) -> Iterator[str]:
        found, done, at = _pieces(text), 0, 0
        while at < len(found):
            end, instead = self._name(text, found, at)
            if end > at:
                yield text[done : found[at].start] + instead
                done = found[end - 1].end
            at = max(end, at + 1)
        yield text[done:]

    def _name(self, text: str, found: list[_Piece], at: int) -> tuple[int, str]:
        """Where a name that begins here ends, and what stands for it."""
        for known in self._beginning(found[at]):
            end = _end(known.spelling, found, at)
            if end and _holds(known.spelling, text, found, slice(at, end)):
                return end, known.instead
        return self._spoken(found, at)

    def _beginning(self, piece: _Piece) -> Iterable[_Known]:
        if len(piece.keys) == 1:
            return self.known.get(piece.keys[0], ())
        return sorted((known for key in piece.keys for known in self.known.get(key, ())), key=_longest_first)

    def _spoken(self, found: list[_Piece], at: int) -> tuple[int, str]:
        """A Chinese name that is read like one that is known: in other signs, or known in Latin letters."""
        if found[at].text not in names.words()["surnames"]:
            return at, ""
        for long in (4, 3, 2):
            name = "".join(each.text for each in found[at : at + long])
            if len(name) == long and _SOLID.fullmatch(name):
                for said in names.spoken(name):
                    if said in self.read:
                        return at + long, self.read[said]
        return at, ""

    def doubts(self, text: str) -> Iterator[str]:
        """Words of a clean text that may be names: a price and a will, initials, a name misspelled."""
        given = unicodedata.normalize("NFC", text)
        found = _pieces(given)
        for at, piece in enumerate(found):
            end = next((end for each in self._beginning(piece) if (end := _end(each.spelling, found, at))
                        and _looks(each.spelling, piece)), 0)  # fmt: skip
            if end:
                yield given[piece.start : found[end - 1].end]
            elif piece.text[0].isupper() and any(len(key) > 4 and _near(key) & self.nearly for key in piece.keys):
                yield piece.text


def cleaner(spellings: Iterable[tuple[Spelling, str]], *, somebody: str, mail: str, read: Mapping[str, str]) -> Cleaner:
    """A cleaner of all these; what two share equally is `somebody`."""
    best: dict[tuple[str, ...], _Known] = {}
    for spelling, instead in spellings:
        before = best.get(spelling.words)
        if before is None or spelling.rank > before.spelling.rank:
            best[spelling.words] = _Known(spelling, instead)
        elif spelling.rank == before.spelling.rank:
            when = min(spelling.when, before.spelling.when)
            shared = instead if instead == before.instead else somebody
            best[spelling.words] = _Known(Spelling(spelling.words, when, spelling.rank), shared)
    by_first: dict[str, list[_Known]] = {}
    for known in sorted(best.values(), key=_longest_first):
        by_first.setdefault(known.spelling.words[0], []).append(known)
    return Cleaner({first: tuple(those) for first, those in by_first.items()}, read, mail, _nearly(best.values()))


def _longest_first(known: _Known) -> tuple[int, tuple[str, ...]]:
    return -len(known.spelling.words), known.spelling.words


def _nearly(known: Iterable[_Known]) -> frozenset[str]:
    sure = [each.spelling for each in known if each.spelling.rank >= Rank.PART and each.spelling.when is When.NOTHING]
    parts = [each.words[0] for each in sure if len(each.words) == 1]
    return frozenset(near for part in parts if len(part) > 4 and part.isalpha() for near in _near(part))


def _near(word: str) -> set[str]:
    """A word and all that one letter less makes of it; words one slip apart have one of these in common."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _pieces(text: str) -> list[_Piece]:
    return [
        _Piece(start, end, names.key(text[start:end], kind), text[start:end]) for start, end, kind in names.pieces(text)
    ]


def _end(spelling: Spelling, found: list[_Piece], at: int) -> int:
    """Where a spelling that begins at this piece ends, with at most two joints between its words; 0 when it is not."""
    place = at
    for word in spelling.words:
        joints = 0
        while place < len(found) and word not in found[place].keys and place > at and joints < 2 and found[place].joins:
            place, joints = place + 1, joints + 1
        if place == len(found) or word not in found[place].keys:
            return 0
        place += 1
    return 0 if spelling.rank is Rank.MADE and _loose(found[at:place]) else place


def _loose(those: list[_Piece]) -> bool:
    """Whether there are spaces between signs that are written without: 伟大 张力 is nobody called 大张."""
    return any(a.end < b.start and _SOLID.match(a.text) and _SOLID.match(b.text) for a, b in pairwise(those))


def _holds(spelling: Spelling, text: str, found: list[_Piece], where: slice) -> bool:
    """Whether what has to be so for a spelling to be a name is so."""
    when, those = spelling.when, found[where]
    if when is When.LOOK:
        return False
    if when is When.UPPER:
        return those[0].text.isupper()
    if when is When.DOTS:
        dots = [found[at + 1].text == "." for at in range(where.start, len(found) - 1) if at < where.stop
                and len(found[at].text) == 1 and found[at].text.isalpha()]  # fmt: skip
        return all(dots) and _capitals(those)
    if when is When.ADDRESS and _SOLID.match(those[0].text):
        before = text[those[0].start - 1 : those[0].start]
        return before not in _OTHER_WORD and _ADDRESSED.match(text, those[-1].end) is not None
    called = _called(found, where.start)
    if when is When.ADDRESS:
        return called and _capitals(those)
    return when is When.NOTHING or called or _capitals(those)


def _capitals(those: list[_Piece]) -> bool:
    """Whether the words of a name begin with capitals, but for such as van and de within it."""
    small = [piece.text for piece in those if piece.text[0].islower()]
    return len(small) < len(those) and all(len(word) > 1 and word in names.words()["little"] for word in small)


def _called(found: list[_Piece], at: int) -> bool:
    """Whether a form of address stands before."""
    before = next((found[place] for place in range(at - 1, max(at - 3, -1), -1) if not found[place].joins), None)
    return before is not None and not names.words()["address"].isdisjoint(before.keys)


def _looks(spelling: Spelling, piece: _Piece) -> bool:
    """Whether a reader should look at this: a word that is a name with a capital, or too little to be one."""
    if spelling.when is When.LOOK:
        return piece.text.isupper() or _SOLID.match(piece.text) is not None
    return spelling.when is When.CAPITAL and len(spelling.words) == 1 and len(spelling.words[0]) > 2
