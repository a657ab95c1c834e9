"""A text without names, and what in it may still be one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, takewhile

from powermap.redaction import names
from powermap.redaction.names import Rank, Spelling, When

_OF_MAIL = f"(?![{names.SOLID}])[\\w.+'-]"
_MAIL = re.compile(f"(?<!{_OF_MAIL})(?:{_OF_MAIL})+@(?:{_OF_MAIL})+(?<![.'])")
_JOINTS = frozenset("-_.,，'’`·•‐‑–*")
_ADDRESSED = re.compile(
    r"\s?(?:先生|女士|小姐|太太|夫人|同志|老师|副?[总總]?[经經]理|[副大]?[总總](?![是共的部体价额之结数量计算分会能公])|副?主任"
    r"|副?[部处處院厂局科校行所会组队課社][长長]|主管|[总總][监監裁]|董事|副?书记|主席|工(?![作业程厂人具资时序地艺期会商])|工程师|教授|博士"
    r"|律师|医生|秘书|助理|顾问|专员|老板|董(?!事会)|大?[哥姐]|某|氏|老(?![师板虎百乡人家大客年化])|[Ss]ir|局(?![面部限])|处(?![理于在分境])|科(?![技学目])"
    r"|さん|様|氏|씨|님|부장|대표)"
)
LONGEST = 30
"""Letters and joints of a name that is spelled letter by letter."""
_SOLID = re.compile(f"[{names.SOLID}]+")
_OTHER_WORD = frozenset(
    "甲乙丙丁对双各我敌官校多由关至等终属位紧扩主夸提最现资责新担兼历明"
)
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
        return self.text[0] in _JOINTS or unicodedata.category(self.text[0]) in {
            "Cf",
            "Mn",
        }


@dataclass(frozen=True, slots=True)
class _Known:
    """A spelling and what stands for it."""

    spelling: Spelling
    instead: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a text: the piece after it, and what stands for it."""

    end: int
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
    parts : frozenset of str
        Words of names that mean nothing else.
    nearly : frozenset of str
        These with one letter less.
    """

    known: Mapping[str, tuple[_Known, ...]]
    read: Mapping[str, str]
    mail: str
    parts: frozenset[str]
    nearly: frozenset[str]

    def __call__(self, text: str) -> str:
        """The text without names; the same object when there is none in it."""
        given = unicodedata.normalize("NFC", text)
        clean = "".join(self._parts(_MAIL.sub(self.mail, given)))
        return text if clean == given else clean

    def _parts(self, text: str) -> Iterator[str]:
        found, done, at = _pieces(text, self.known), 0, 0
        while at < len(found):
            name = (
                self._known(text, found, at)
                or self._broken(text, found, at)
                or self._spoken(found, at)
            )
            if name is None:
                at += 1
                continue
            yield text[done : found[at].start] + name.instead
            at, done = name.end, found[name.end - 1].end
        yield text[done:]

    def _known(self, text: str, found: list[_Piece], at: int) -> _Name | None:
        """A name that begins here."""
        for known in self._beginning(found[at]):
            end = _end(known.spelling, found, at)
            if end and _holds(known.spelling, text, found, slice(at, end)):
                return _Name(end, known.instead)
        return None

    def _broken(self, text: str, found: list[_Piece], at: int) -> _Name | None:
        """A word of a name that a hyphen breaks or that is spelled letter by letter."""
        for end, word in _breaks(found, at):
            for known in self.known.get(word, ()):
                once = (
                    len(known.spelling.words) == 1 and known.spelling.when <= When.UPPER
                )
                if once and _holds(known.spelling, text, found, slice(at, end)):
                    return _Name(end, known.instead)
        return None

    def _spoken(self, found: list[_Piece], at: int) -> _Name | None:
        """A Chinese name that is read like one that is known: in other signs, or known in Latin letters."""
        if found[at].text not in names.words()["surnames"]:
            return None
        for long in (4, 3, 2):
            name = "".join(each.text for each in found[at : at + long])
            if len(name) == long and _SOLID.fullmatch(name):
                for said in names.spoken(name):
                    if said in self.read:
                        return _Name(at + long, self.read[said])
        return None

    def _beginning(self, piece: _Piece) -> Iterable[_Known]:
        if len(piece.keys) == 1:
            return self.known.get(piece.keys[0], ())
        return sorted(
            (known for key in piece.keys for known in self.known.get(key, ())),
            key=_longest_first,
        )

    def doubts(self, text: str) -> Iterator[str]:
        """Words of a clean text that may be names: a price and a will, initials, a name misspelled or within a word."""
        given = unicodedata.normalize("NFC", text)
        found = _pieces(given, self.known)
        for at, piece in enumerate(found):
            looked = [
                _end(each.spelling, found, at)
                for each in self._beginning(piece)
                if _looks(each.spelling, piece)
            ]
            end = next(filter(None, looked), 0)
            if end:
                yield given[piece.start : found[end - 1].end]
            elif piece.text[0].isupper() and any(map(self._like, piece.keys)):
                yield piece.text

    def _like(self, word: str) -> bool:
        """Whether a word is one slip away from a name, or begins with one."""
        begins = any(word[:long] in self.parts for long in range(4, len(word)))
        return begins or (len(word) > 4 and not self.nearly.isdisjoint(_near(word)))


def cleaner(
    spellings: Iterable[tuple[Spelling, str]],
    called: Iterable[tuple[str, str]],
    *,
    somebody: str,
    mail: str,
) -> Cleaner:
    """A cleaner of spellings, and of Chinese names read like those `called`; what two share equally is `somebody`."""
    best: dict[tuple[str, ...], _Known] = {}
    for spelling, instead in spellings:
        before = best.get(spelling.words)
        if before is None or spelling.rank > before.spelling.rank:
            best[spelling.words] = _Known(spelling, instead)
        elif spelling.rank == before.spelling.rank:
            when = min(spelling.when, before.spelling.when)
            shared = instead if instead == before.instead else somebody
            best[spelling.words] = _Known(
                Spelling(spelling.words, when, spelling.rank), shared
            )
    by_first: dict[str, list[_Known]] = {}
    for known in sorted(best.values(), key=_longest_first):
        by_first.setdefault(known.spelling.words[0], []).append(known)
    read: dict[str, str] = {}
    for name, instead in called:
        for said in names.spoken(name):
            read[said] = instead if read.get(said, instead) == instead else somebody
    sure = [
        each.spelling
        for each in best.values()
        if each.spelling.rank > Rank.MADE and not each.spelling.when
    ]
    parts = frozenset(
        each.words[0]
        for each in sure
        if len(each.words) == 1 and len(each.words[0]) > 3
    )
    nearly = frozenset(
        near
        for part in parts
        if len(part) > 4 and part.isalpha()
        for near in _near(part)
    )
    return Cleaner(
        {first: tuple(those) for first, those in by_first.items()},
        read,
        mail,
        parts,
        nearly,
    )


def _longest_first(known: _Known) -> tuple[int, tuple[str, ...]]:
    return -len(known.spelling.words), known.spelling.words


def _near(word: str) -> set[str]:
    """A word and all that one letter less makes of it; words one slip apart have one of these in common."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _pieces(text: str, known: Container[str]) -> list[_Piece]:
    return [
        _Piece(start, end, names.key(text[start:end], kind), text[start:end])
        for start, end, kind in names.pieces(text, known)
    ]


def _breaks(found: list[_Piece], at: int) -> Iterator[tuple[int, str]]:
    """Where a word that begins here may end when a hyphen breaks it or it is spelled letter by letter, and the word."""
    if found[at].joins:
        return
    after = [each.text for each in found[at + 1 : at + 3]]
    if (
        len(after) == 2
        and after[0] in {"-", "‐"}
        and after[1].isalpha()
        and found[at].end == found[at + 1].start
    ):
        yield at + 3, found[at].keys[0] + found[at + 2].keys[0]
    run = takewhile(
        lambda piece: piece.joins or (len(piece.text) == 1 and piece.text.isalpha()),
        found[at : at + LONGEST],
    )
    letters = [
        (place, piece.keys[0])
        for place, piece in enumerate(run, at + 1)
        if not piece.joins
    ]
    word = "".join(letter for _, letter in letters)
    yield from (
        (letters[size - 1][0], word[:size]) for size in range(len(letters), 2, -1)
    )


def _end(spelling: Spelling, found: list[_Piece], at: int) -> int:
    """Where a spelling that begins at this piece ends, with at most two joints between its words; 0 when it is not."""
    place = at
    for word in spelling.words:
        joints = 0
        while (
            place < len(found)
            and word not in found[place].keys
            and place > at
            and joints < 2
            and found[place].joins
        ):
            place, joints = place + 1, joints + 1
        if place == len(found) or word not in found[place].keys:
            return 0
        place += 1
    return 0 if spelling.rank is Rank.MADE and _loose(found[at:place]) else place


def _loose(those: list[_Piece]) -> bool:
    """Whether there are spaces between signs that are written without: 伟大 张力 is nobody called 大张."""
    return any(
        a.end < b.start and _SOLID.match(a.text) and _SOLID.match(b.text)
        for a, b in pairwise(those)
    )


def _holds(spelling: Spelling, text: str, found: list[_Piece], where: slice) -> bool:
    """Whether what has to be so for a spelling to be a name is so."""
    when, those = spelling.when, found[where]
    if when is When.LOOK:
        return False
    if when is When.UPPER:
        return those[0].text.isupper()
    if when is When.DOTS:
        dots = [
            found[at + 1].text == "."
            for at in range(where.start, len(found) - 1)
            if at < where.stop and len(found[at].text) == 1 and found[at].text.isalpha()
        ]
        return all(dots) and _capitals(those)
    if when is When.ADDRESS and _SOLID.match(those[0].text):
        before = text[those[0].start - 1 : those[0].start]
        follows = (
            before not in _OTHER_WORD
            and _ADDRESSED.match(text, those[-1].end) is not None
        )
        return follows or _called(found, where.start)
    called = _called(found, where.start)
    if when is When.ADDRESS:
        return called and _capitals(those)
    return when is When.NOTHING or called or _capitals(those)


def _capitals(those: list[_Piece]) -> bool:
    """Whether the words of a name begin with capitals, but for such as van and de within it."""
    said = [piece.text for piece in those if not piece.joins]
    small = [word for word in said if word[0].islower()]
    return len(small) < len(said) and all(
        len(word) > 1 and word in names.words()["little"] for word in small
    )


def _called(found: list[_Piece], at: int) -> bool:
    """Whether a form of address stands before."""
    before = next(
        (
            found[place]
            for place in range(at - 1, max(at - 3, -1), -1)
            if not found[place].joins
        ),
        None,
    )
    return before is not None and not names.words()["address"].isdisjoint(before.keys)


def _looks(spelling: Spelling, piece: _Piece) -> bool:
    """Whether a reader should look at this: a word that is a name with a capital, or too little to be one."""
    if spelling.when is When.LOOK:
        return piece.text.isupper() or _SOLID.match(piece.text) is not None
    return (
        spelling.when is When.CAPITAL
        and len(spelling.words) == 1
        and len(spelling.words[0]) > 2
    )
