"""What may stand for a person or a company in a text: parts, initials, nicknames, forms of address, other scripts.

A spelling is a run of words in one form for all their cases, accents and scripts (`plain`), and what else has to be so
for it to be a name: "Price agrees" names somebody, "the price is too high" does not. The words are data (`names.toml`).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

SOLID = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Signs that are written without spaces between words."""
LETTER = f"[^\\W\\d_{SOLID}]"
UNSEEN = "\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""Marks over letters and signs without width."""
PIECE = re.compile(
    f"(?P<solid>[{SOLID}])[{UNSEEN}]*|(?P<word>{LETTER}(?:{LETTER}|[{UNSEEN}])*)|\\d+|\\S"
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_LEGAL = re.compile(
    r"[\s,]+(?:GmbH|AG|SE|KG|Inc|Ltd|LLC|Corp|Corporation|Co|PLC|S\.?A|N\.?V|B\.?V)\.?$",
    re.IGNORECASE,
)


class When(IntEnum):
    """What has to be so for a spelling to be a name, the least first."""

    NOTHING = 0
    CAPITAL = 1
    UPPER = 2
    DOTS = 3
    ADDRESS = 4
    LOOK = 5
    """Never replaced, only pointed out."""


class Rank(IntEnum):
    """How surely a spelling is somebody's; who has it more surely keeps it."""

    MADE = 1
    PART = 2
    WHOLE = 3


@dataclass(frozen=True, slots=True)
class Spelling:
    """Words as `plain` has them, what has to be so besides, and how surely they are this name."""

    words: tuple[str, ...]
    when: When = When.NOTHING
    rank: Rank = Rank.PART


@cache
def words() -> Mapping[str, Any]:
    """The table of words, each list as a set."""
    book = tomllib.loads(
        files(__package__).joinpath("names.toml").read_text(encoding="utf-8")
    )
    sets = {
        key: frozenset(text.split())
        for key, text in book.items()
        if isinstance(text, str)
    }
    signs = frozenset("".join(sets["surnames"]))
    called: dict[str, set[str]] = {}
    for line in book["nicknames"]["en"]:
        for name in line.split():
            called.setdefault(name, set()).update(set(line.split()) - {name})
    return {
        **sets,
        "surnames": signs,
        "readings": book["readings"],
        "nicknames": called,
    }


def plain(word: str) -> str:
    """One form for all cases, accents and scripts of a word.

    Examples
    --------
    >>> plain("MÜLLER"), plain("Łukasz"), plain("Иван"), plain("Lǐ")
    ('muller', 'lukasz', 'ivan', 'li')
    """
    from anyascii import anyascii

    bare = "".join(
        char
        for char in unicodedata.normalize("NFKD", word)
        if unicodedata.category(char) not in _BARE
    )
    return anyascii(unicodedata.normalize("NFC", bare).casefold()).casefold() or word


_BARE = {"Mn", "Cf"}


@lru_cache(maxsize=16_384)
def forms(word: str) -> tuple[str, ...]:
    """A word as its letters are, and as German and Nordic writers spell them out.

    Examples
    --------
    >>> forms("Müller"), forms("Ruiz")
    (('muller', 'mueller'), ('ruiz',))
    """
    spelled = unicodedata.normalize("NFC", word).casefold().translate(_GERMAN)
    return tuple(dict.fromkeys((plain(word), plain(spelled))))


@lru_cache(maxsize=16_384)
def reading(sign: str) -> str:
    """How a Chinese sign is read, without tones."""
    return plain(sign)


def pieces(text: str, known: Container[str] = ()) -> Iterator[tuple[int, int, str]]:
    """Where a text's words, signs and numbers are; a word in CamelCase is several, unless it is known."""
    for found in PIECE.finditer(text):
        start, end, kind = found.start(), found.end(), found.lastgroup or "sign"
        humps = [
            place
            for place in range(start + 1, end)
            if text[place - 1].islower() and text[place].isupper()
        ]
        if humps and not any(form in known for form in forms(found.group())):
            for hump in humps:
                yield start, hump, kind
                start = hump
        yield start, end, kind


def key(text: str, kind: str) -> tuple[str, ...]:
    """Under which words a piece is looked up."""
    return (
        forms(text)
        if kind == "word"
        else (unicodedata.normalize("NFKC", text[:1] if kind == "solid" else text),)
    )


def whole(
    name: str, rank: Rank = Rank.WHOLE, when: When = When.NOTHING
) -> Iterator[Spelling]:
    """A name as it is written, and without what joins its words."""
    keys = [key(name[start:end], kind) for start, end, kind in pieces(name)]
    for spelled in {
        tuple(each[min(at, len(each) - 1)] for each in keys) for at in (0, 1)
    }:
        yield Spelling(spelled, when, rank)
    apart = ["".join(chunk) for chunk in _chunks(name)]
    if any(len(word) > 2 for word in apart):
        yield Spelling(tuple(map(plain, apart)), when, rank)


def _chunks(name: str) -> list[list[str]]:
    """The words of a name, those that no space parts together; signs that are written without spaces left out."""
    found = [
        re.findall(f"{LETTER}(?:{LETTER}|[{UNSEEN}])*", chunk) for chunk in name.split()
    ]
    return [chunk for chunk in found if chunk]


def person(name: str, id: str = "") -> Iterator[Spelling]:
    """What may stand for somebody.

    Examples
    --------
    >>> said = {" ".join(each.words) for each in person("Robert Falk")}
    >>> sorted({"falk", "bob", "r falk", "falk robert", "robertfalk", "rfalk"} - said)
    []
    >>> {"李", "老 李", "mingzhe li", "limingzhe"} <= {" ".join(each.words) for each in person("李明哲")}
    True
    """
    chunks = _chunks(name)
    latin = [word for chunk in chunks for word in chunk]
    runs = re.findall(f"[{SOLID}]+", unicodedata.normalize("NFC", name))
    alone = len(latin) == 1 and not runs
    yield from _alone(name, latin) if alone else whole(name)
    for spelled in product(*map(forms, latin[:6])) if len(latin) > 1 else ():
        yield from _latin(spelled)
    for chunk in chunks:
        if len(chunk) > 1:
            yield Spelling(tuple(map(plain, chunk)))
            yield from _one("".join(chunk))
    for word in latin if not alone else ():
        yield from _one(word)
    if latin:
        yield from _nicknames(latin)
    for word in (latin[:1] + latin[-1:]) if len(latin) > 1 else ():
        for surname in sorted(_written().get(plain(word), ())):
            yield from _addressed(surname)
    yield from (Spelling(tuple(run)) for run in runs if len(run) > 1)
    if runs:
        yield from _solid("".join(runs))
    if id and (
        not id.isalpha()
        or any(len(plain(word)) > 2 and plain(word) in plain(id) for word in latin)
    ):
        yield from whole(id, Rank.PART)


def _alone(name: str, latin: Sequence[str]) -> Iterator[Spelling]:
    """A name of one word: when it is too short, or a word besides, only with a capital."""
    doubtful = any(
        len(form) < 3 or form in words()["common"] | words()["little"]
        for form in forms(latin[0])
    )
    yield from whole(
        name, when=When.CAPITAL if doubtful and name == latin[0] else When.NOTHING
    )
    if not doubtful:
        yield from _one(latin[0])


def _one(word: str) -> Iterator[Spelling]:
    """One word of a name by itself."""
    for form in forms(word):
        if (
            form in words()["little"] | words()["jobs"] | words()["address"]
            or len(form) < 2
        ):
            if len(form) > 1:
                yield Spelling((form,), When.ADDRESS)
        elif form in words()["common"] or len(form) < 3:
            yield Spelling((form,), When.CAPITAL)
        else:
            yield Spelling((form,))
            if len(form) > 3:
                yield Spelling((f"{form}s",), rank=Rank.MADE)


def _latin(name: tuple[str, ...]) -> Iterator[Spelling]:
    """A name in another order, joined, and with initials: Ruiz, Ana; anaruiz; A. Ruiz; Ruiz A; aruiz; A. R."""
    first, last = name[0], name[-1]
    turned = (
        When.CAPITAL if first in words()["common"] | words()["little"] else When.NOTHING
    )  # Li will ask
    yield Spelling((last, *name[:-1]), turned, Rank.WHOLE)
    yield Spelling((last, first), turned, Rank.WHOLE)
    yield Spelling((first, last), rank=Rank.WHOLE)
    given = [word for word in name[:-1] if word not in words()["little"]] or [first]
    letters = tuple(word[0] for word in given)
    made = {"".join(name), last + "".join(name[:-1]), first + last, last + first}
    if last not in words()["common"] | words()["little"] and len(last) > 2:
        made |= {letters[0] + last, last + letters[0], "".join(letters) + last}
    yield from (Spelling((each,), rank=Rank.MADE) for each in made if len(each) > 3)
    family = (*(word for word in name[:-1] if word not in given), last)
    yield from _initials(letters, family)
    yield from _initials(letters, (last,))
    yield Spelling((first, last[0]), When.DOTS, Rank.MADE)
    yield Spelling((letters[0], last[0]), When.DOTS, Rank.MADE)
    yield Spelling((*letters, last[0]), When.DOTS, Rank.MADE)
    yield Spelling(("".join(letters) + last[0],), When.LOOK, Rank.MADE)


def _initials(letters: tuple[str, ...], family: tuple[str, ...]) -> Iterator[Spelling]:
    """Initials before or after a family name: J. R. van der Berg."""
    if len(family[-1]) > 1:
        yield Spelling(
            family, When.NOTHING if len(family) > 1 else When.LOOK, Rank.MADE
        )
        for short in {letters, letters[:1], ("".join(letters),)}:
            yield Spelling((*short, *family), When.CAPITAL)
            yield Spelling((*family, *short), When.CAPITAL)


def _nicknames(latin: Sequence[str]) -> Iterator[Spelling]:
    last = plain(latin[-1])
    for word in latin[:-1] or latin:
        for nickname in sorted(words()["nicknames"].get(plain(word), ())):
            yield Spelling((nickname,), When.CAPITAL, Rank.MADE)
            if len(latin) > 1:
                yield Spelling((nickname, last))


def _solid(name: str) -> Iterator[Spelling]:
    """A Chinese name: given name, 老李, 小李, 李总, 阿伟, 伟哥, and how it is read."""
    long = 2 if name[:2] in words()["compound"] else 1
    surname, given = name[:long], name[long:]
    yield Spelling(tuple(name), rank=Rank.WHOLE)
    if not given or name.endswith(tuple(words()["jobs"])):
        return
    if len(given) == 2:
        yield Spelling(
            tuple(given), When.LOOK if given in words()["common"] else When.NOTHING
        )
    if len(name) == 4 and long == 1:  # a Japanese name: two and two
        yield Spelling(tuple(name[:2]))
    yield from _addressed(surname)
    yield Spelling(tuple(given[-1] * 2), rank=Rank.MADE)
    for said in [side + given[-1] for side in words()["before"]] + [
        given[-1] + side for side in words()["after"]
    ]:
        yield _unless_a_word(said)
    yield from _pinyin(surname, given)


def _addressed(surname: str) -> Iterator[Spelling]:
    """A Chinese surname as one is called by it: 李总, 老李."""
    yield Spelling(tuple(surname), When.ADDRESS)
    yield from (_unless_a_word(before + surname) for before in words()["before"])


def _unless_a_word(said: str) -> Spelling:
    return Spelling(
        tuple(said),
        When.LOOK if said in words()["not_names"] else When.NOTHING,
        Rank.MADE,
    )


def _pinyin(surname: str, given: str) -> Iterator[Spelling]:
    syllables = tuple(map(reading, given))
    first, letters = "".join(syllables), tuple(each[0] for each in syllables)
    for last in readings(surname):
        for spelled in {
            (last, first),
            (first, last),
            (last, *syllables),
            (*syllables, last),
        }:
            yield Spelling(spelled)
        yield Spelling((last + first,))
        yield Spelling((first + last,))
        yield from _one(last)
        yield from _initials(letters, (last,))
        yield Spelling((last[0], *letters), When.DOTS, Rank.MADE)
        yield Spelling((last[0] + "".join(letters),), When.LOOK, Rank.MADE)
    if len(syllables) > 1:
        yield Spelling(syllables, When.CAPITAL)
        yield from _one(first)
    else:
        yield Spelling(
            (first,), When.ADDRESS if first in words()["little"] else When.CAPITAL
        )


@cache
def _written() -> Mapping[str, frozenset[str]]:
    """For each way to read a surname, the signs that are read so."""
    found: dict[str, set[str]] = {}
    for sign in words()["surnames"] | words()["compound"]:
        for said in readings(sign):
            found.setdefault(said, set()).add(sign)
    return {said: frozenset(signs) for said, signs in found.items()}


def readings(surname: str) -> tuple[str, ...]:
    """How a surname is read, all ways."""
    known = words()["readings"].get(surname)
    return tuple(known) if known else ("".join(map(reading, surname)),)


@lru_cache(maxsize=16_384)
def spoken(name: str) -> frozenset[str]:
    """How a name, Chinese or in Latin letters, is read with the surname first, as one word.

    Examples
    --------
    >>> sorted(spoken("Haiyan Zhou")), sorted(spoken("曾伟"))
    (['haiyanzhou', 'zhouhaiyan'], ['zengwei'])
    """
    solid = "".join(re.findall(f"[{SOLID}]", name))
    latin = [plain(word) for chunk in _chunks(name) for word in chunk]
    found = (
        {"".join(latin), "".join(latin[-1:] + latin[:-1])} if len(latin) > 1 else set()
    )
    if len(solid) > 1:
        long = 2 if solid[:2] in words()["compound"] else 1
        found |= {
            last + "".join(map(reading, solid[long:]))
            for last in readings(solid[:long])
        }
    return frozenset(found)


def company(name: str) -> Iterator[Spelling]:
    """What may stand for a company: without its legal form, by what is its own, by its first letters.

    Examples
    --------
    >>> said = {" ".join(each.words) for each in company("Big Blue Machines GmbH")}
    >>> sorted({"big blue machines", "bbm"} - said), "gmbh" in said
    ([], False)
    >>> "用 友" in {" ".join(each.words) for each in company("北京用友软件股份有限公司")}
    True
    """
    yield from whole(name)
    short = _LEGAL.sub("", name).strip() or name
    yield from whole(short)
    latin = [word for chunk in _chunks(short) for word in chunk]
    own = [
        word
        for word in latin
        if plain(word) not in words()["generic"] | words()["little"] and len(word) > 2
    ]
    for word in own:
        sure = len(own) == 1 and plain(word) not in words()["common"]
        yield from (
            Spelling((form,), When.NOTHING if sure else When.CAPITAL)
            for form in forms(word)
        )
    letters = [plain(word)[0] for word in latin]
    if len(latin) > 2:
        yield Spelling(("".join(letters),), When.UPPER, Rank.MADE)
    if len(latin) > 1 and "&" in short:
        yield Spelling(tuple("&".join(letters)), When.UPPER, Rank.MADE)
    if len(own) > 1:
        yield Spelling(("".join(map(plain, own)),), rank=Rank.MADE)
    for solid in re.findall(f"[{SOLID}]+", name):
        yield from (Spelling(tuple(each)) for each in _trimmed(solid) if len(each) > 1)


def _trimmed(name: str) -> Iterator[str]:
    """A Chinese company's name without its place and without what it shares with many, one word less each time."""
    place = next((place for place in words()["places"] if name.startswith(place)), "")
    for start in {0, len(place)}:
        core = name[start:]
        yield core
        while trade := next(
            (each for each in words()["trades"] if core.endswith(each)), ""
        ):
            core = core.removesuffix(trade)
            yield core
