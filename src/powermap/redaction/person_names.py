"""What may stand for a person in a text.

Parts of the name, other orders, initials, nicknames and other scripts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import product

from powermap.redaction.chinese_names import (
    addressed_surname,
    surnames_read_as,
    unspaced_name,
)
from powermap.redaction.family_names import family_spellings, particles_of
from powermap.redaction.single_words import part_of_name, with_initials
from powermap.redaction.spelling import Certainty, Condition, Spelling, whole_name
from powermap.redaction.word_forms import UNSPACED, latin_chunks, plain, word_forms
from powermap.redaction.word_lists import word_lists

__all__ = ["person_spellings"]

_MOST_WORDS = 6
"""Words of a name that are combined; each may have two forms."""
_LISTED = re.compile(r"\s*([^,]+?)\s*,\s*([^,]+?)\s*")
"""A name as lists have it: family name, given name."""
_RUN = re.compile(f"[{UNSPACED}]+")


def person_spellings(name: str, id: str = "") -> Iterator[Spelling]:
    """What may stand for somebody.

    Examples
    --------
    >>> found = {" ".join(each.words) for each in person_spellings("Robert Falk")}
    >>> wanted = {"falk", "bob", "r falk", "falk robert", "robertfalk", "rfalk"}
    >>> sorted(wanted - found)
    []
    >>> found = {" ".join(each.words) for each in person_spellings("李明哲")}
    >>> {"李", "老 李", "mingzhe li", "limingzhe"} <= found
    True
    """
    chunks = latin_chunks(name)
    latin = [word for chunk in chunks for word in chunk]
    runs = _RUN.findall(unicodedata.normalize("NFC", name))
    if len(latin) == 1 and not runs:
        yield from _only_word(name, latin[0])
    else:
        yield from whole_name(name)
        for word in latin:
            yield from part_of_name(word)
    yield from _orders(latin, chunks)
    yield from _double_names(chunks)
    yield from _hyphenated(chunks)
    if latin:
        yield from _nicknames(latin)
    for run in runs:
        # One sign is a word of its own in most texts.
        if len(run) > 1:
            yield Spelling(tuple(run))
    if runs:
        yield from unspaced_name("".join(runs))
    if _names_somebody(id, latin):
        yield from whole_name(id, Certainty.PART)
    listed = _LISTED.fullmatch(name)
    if listed:
        # Hans Müller-Lüdenscheidt has other initials than Müller-Lüdenscheidt Hans.
        yield from person_spellings(f"{listed[2]} {listed[1]}")


def _only_word(name: str, word: str) -> Iterator[Spelling]:
    """A name of one word."""
    forms = word_forms(word)
    if not any(_is_doubtful(form) for form in forms):
        yield from whole_name(name)
        yield from part_of_name(word)
    elif name == word:
        # Too short, or a word besides.
        yield from whole_name(name, condition=Condition.CAPITAL)
    else:
        yield from whole_name(name)


def _is_doubtful(form: str) -> bool:
    if len(form) < 3:
        return True
    return form in word_lists().ambiguous


def _orders(
    latin: Sequence[str], chunks: Sequence[Sequence[str]]
) -> Iterator[Spelling]:
    """A name in all orders, by its words and by what stands between spaces."""
    joined = ["".join(chunk) for chunk in chunks]
    # O'Neill is one name: she is M. O'Neill as well as M. Neill; of a double name the
    # first is used alone.
    first_of_double = [*joined[:-1], chunks[-1][0]] if chunks else []
    for several in _different(latin, joined, first_of_double):
        if len(several) > 1:
            for words in product(*map(word_forms, several[:_MOST_WORDS])):
                yield from _reordered(words)
    if len(latin) > 1:
        yield from _chinese_surnames(latin)


def _different(*several: Sequence[str]) -> Iterator[Sequence[str]]:
    seen: list[Sequence[str]] = []
    for each in several:
        if each not in seen:
            seen.append(each)
            yield each


def _double_names(chunks: Sequence[Sequence[str]]) -> Iterator[Spelling]:
    """The initials of a name of two words: M.J. of Mary-Jane O'Neill, M.J.O."""
    given_names = chunks[:-1]
    letters = [plain(word)[0] for chunk in given_names for word in chunk]
    if letters and len(chunks[-1]) > 1:
        yield from _double_family(plain(chunks[0][0]), letters, chunks[-1])
    if len(letters) < 2:
        return
    for word in chunks[-1]:
        for form in word_forms(word):
            # hpmueller, of Hans-Peter Müller-Lüdenscheidt
            if len(form) > 2:
                joined = "".join(letters) + form
                yield Spelling((joined,), certainty=Certainty.DERIVED)
    family = plain(chunks[-1][0])[0]
    for initials in (tuple(letters), (*letters, family)):
        yield Spelling(initials, Condition.INITIALS, Certainty.DERIVED)
        yield Spelling(("".join(initials),), Condition.NEVER, Certainty.DERIVED)


def _double_family(
    first: str, letters: Sequence[str], family: Sequence[str]
) -> Iterator[Spelling]:
    """A family name of several words in its letters: S.-J., S. O'N., Jean-Luc d'A."""
    short = tuple(plain(word)[0] for word in family)
    for before in dict.fromkeys(((), (first,), tuple(letters[:1]), tuple(letters))):
        yield Spelling((*before, *short), Condition.INITIALS, Certainty.DERIVED)


def _hyphenated(chunks: Sequence[Sequence[str]]) -> Iterator[Spelling]:
    """The words of a name that no space separates, such as Anne-Marie."""
    for chunk in chunks:
        if len(chunk) > 1:
            yield Spelling(tuple(map(plain, chunk)))
            yield from part_of_name("".join(chunk))


def _chinese_surnames(latin: Sequence[str]) -> Iterator[Spelling]:
    """Zhang Wei is 张总 in a Chinese text; the surname comes first or last."""
    for word in (latin[0], latin[-1]):
        surnames = surnames_read_as(plain(word))
        for surname in sorted(surnames):
            yield from addressed_surname(surname)


def _names_somebody(id: str, latin: Sequence[str]) -> bool:
    """Whether an id would give its person away: it has a sign or a part of the name.

    An id such as "cfo" is a word, and would be replaced in every text.
    """
    if not id:
        return False
    if not id.isalpha():
        return True
    plain_id = plain(id)
    for word in latin:
        part = plain(word)
        if len(part) > 2 and part in plain_id:
            return True
    return False


def _reordered(words: tuple[str, ...]) -> Iterator[Spelling]:
    """A name in another order, joined, and with initials.

    Ruiz, Ana; anaruiz; A. Ruiz; Ruiz A; aruiz; A. R.
    """
    first = words[0]
    last = words[-1]
    condition = Condition.ALWAYS
    if first in word_lists().ambiguous:
        # "Li will ask" is not Will Li.
        condition = Condition.CAPITAL
    yield Spelling((last, *words[:-1]), condition, Certainty.WHOLE)
    yield Spelling((last, first), condition, Certainty.WHOLE)
    yield Spelling((first, last), certainty=Certainty.WHOLE)
    if len(words) > 2 and first in word_lists().little:
        # St. John, of which St says nothing by itself.
        yield Spelling(words[:2], Condition.CAPITAL)
    # In "Ana van der Berg", van der Berg is the family name.
    particles = particles_of(words)
    others = [word for word in words[1:-1] if word not in particles]
    given_names = [first, *others]
    initials = tuple(word[0] for word in given_names)
    yield from _joined(words, initials)
    yield from with_initials(initials, (*particles, last))
    yield from with_initials(initials, (last,))
    yield from family_spellings(first, initials, tuple(particles), last)
    yield from _with_last_initial(first, last[0], initials)


def _with_last_initial(
    first: str, letter: str, initials: tuple[str, ...]
) -> Iterator[Spelling]:
    """Ana R.; A. R.; AR, which is too often something else."""
    several = (
        (first, letter),
        (initials[0], letter),
        (*initials, letter),
    )
    for words in several:
        yield Spelling(words, Condition.INITIALS, Certainty.DERIVED)
    monogram = "".join(initials) + letter
    yield Spelling((monogram,), Condition.NEVER, Certainty.DERIVED)
    if len(initials) > 1:
        # Mary-Jane and Jean Luc are called M.J. and JL.
        yield Spelling(initials, Condition.INITIALS, Certainty.DERIVED)
        yield Spelling(("".join(initials),), Condition.NEVER, Certainty.DERIVED)


def _joined(words: tuple[str, ...], initials: tuple[str, ...]) -> Iterator[Spelling]:
    """Names of files and accounts: anaruiz, ruizana, aruiz."""
    first = words[0]
    last = words[-1]
    joined = {
        "".join(words),
        last + "".join(words[:-1]),
        first + last,
        last + first,
    }
    # "aprice" may be a typo of "a price", and initials with "li" make other words.
    if len(last) > 2 and last not in word_lists().ambiguous:
        joined |= {
            initials[0] + last,
            last + initials[0],
            "".join(initials) + last,
        }
    for word in joined:
        if len(word) > 3:
            yield Spelling((word,), certainty=Certainty.DERIVED)


def _nicknames(latin: Sequence[str]) -> Iterator[Spelling]:
    last = plain(latin[-1])
    nicknames = word_lists().nicknames
    # A family name such as Frank has no nicknames.
    for word in latin[:-1] or latin:
        for nickname in sorted(nicknames.get(plain(word), ())):
            yield Spelling((nickname,), Condition.CAPITAL, Certainty.DERIVED)
            if len(latin) > 1:
                yield Spelling((nickname, last))
