"""What may stand for a company in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from powermap.redaction.spelling import Certainty, Condition, Spelling, whole_name
from powermap.redaction.word_forms import UNSPACED, latin_chunks, plain, word_forms
from powermap.redaction.word_lists import word_lists

__all__ = ["company_spellings"]

_LEGAL_FORM = re.compile(
    r"(?<![\s,])[\s,]+(?:GmbH|AG|SE|KG|Inc|Ltd|LLC|Corp|Corporation|Co|PLC"
    r"|S\.?A|N\.?V|B\.?V)\.?$",
    re.IGNORECASE,
)
_RUN = re.compile(f"[{UNSPACED}]+")


def company_spellings(name: str) -> Iterator[Spelling]:
    """What may stand for a company.

    The name without its legal form, the words that only this company has, and its
    first letters.

    Examples
    --------
    >>> spellings = list(company_spellings("Big Blue Machines GmbH"))
    >>> found = {" ".join(each.words) for each in spellings}
    >>> sorted({"big blue machines", "bbm"} - found), "gmbh" in found
    ([], False)
    >>> spellings = company_spellings("北京用友软件股份有限公司")
    >>> "用 友" in {" ".join(each.words) for each in spellings}
    True
    """
    yield from whole_name(name)
    short = _LEGAL_FORM.sub("", name).strip() or name
    yield from whole_name(short)
    latin = [word for chunk in latin_chunks(short) for word in chunk]
    yield from _own_words(latin)
    yield from _first_letters(latin, has_ampersand="&" in short)
    for run in _RUN.findall(name):
        for core in _chinese_cores(run):
            if len(core) > 1:
                yield Spelling(tuple(core))


def _own_words(latin: Sequence[str]) -> Iterator[Spelling]:
    """The words of a name that few companies share."""
    lists = word_lists()
    own = []
    for word in latin:
        form = plain(word)
        if len(word) > 2 and form not in lists.generic and form not in lists.little:
            own.append(word)
    for word in own:
        # One of several words may be a word of the text, unless it has a capital.
        is_certain = len(own) == 1 and plain(word) not in lists.common
        condition = Condition.ALWAYS if is_certain else Condition.CAPITAL
        for form in word_forms(word):
            yield Spelling((form,), condition)
    if len(own) > 1:
        joined = "".join(map(plain, own))
        yield Spelling((joined,), certainty=Certainty.DERIVED)


def _first_letters(latin: Sequence[str], *, has_ampersand: bool) -> Iterator[Spelling]:
    """IBM of International Business Machines, J&J of Johnson & Johnson."""
    # Two letters would be found in too many other abbreviations.
    letters = [plain(word)[0] for word in latin]
    if len(latin) > 2:
        joined = "".join(letters)
        yield Spelling((joined,), Condition.UPPER_CASE, Certainty.DERIVED)
    if len(latin) > 1 and has_ampersand:
        signs = tuple("&".join(letters))
        yield Spelling(signs, Condition.UPPER_CASE, Certainty.DERIVED)


def _chinese_cores(name: str) -> Iterator[str]:
    """A Chinese company's name without its place and what it shares with many.

    One word less each time: 北京用友软件公司, 北京用友软件, 北京用友; then 用友软件公司 …
    """
    starts = {0}
    for place in word_lists().places:
        if name.startswith(place):
            starts.add(len(place))
    for start in starts:
        core = name[start:]
        while core:
            yield core
            trade = _trade_at_end(core)
            if not trade:
                break
            core = core.removesuffix(trade)


def _trade_at_end(name: str) -> str:
    for trade in word_lists().trades:
        if name.endswith(trade):
            return trade
    return ""
