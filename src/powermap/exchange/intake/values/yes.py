"""Yes and no, in words and marks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from powermap.exchange.intake.values.extra_words import NO_EXTRA_WORDS, ExtraWords
from powermap.model.field_words import words_for
from powermap.model.vocabulary import fold

__all__ = ["YesWords", "parse_yes"]

_MINUS = frozenset("-−–")
"""No beside a plus, else a mark of unknown."""
_AROUND = "()（）[]【】.。!！ "


def parse_yes(raw: object, extra: ExtraWords = NO_EXTRA_WORDS) -> bool | None:
    """Whether a cell says yes or no; None when neither.

    Examples
    --------
    >>> parse_yes("Oui"), parse_yes("否"), parse_yes(1.0), parse_yes("x")
    (True, False, True, True)
    >>> parse_yes("perhaps") is None
    True
    """
    return YesWords([raw], extra).parse(raw)


class YesWords:
    """What the marks of one column mean, which depends on the others beside them.

    A cross is yes where it is the only mark, as in a form; beside ✓ or yes it is no.

    Parameters
    ----------
    column : iterable of object
        The cells of the column.
    extra : ExtraWords, optional
        A company's own words for yes and no.

    Examples
    --------
    >>> YesWords(["x", ""]).parse("x"), YesWords(["✓", "x"]).parse("x")
    (True, False)
    """

    def __init__(
        self, column: Iterable[object], extra: ExtraWords = NO_EXTRA_WORDS
    ) -> None:
        self.extra = extra
        words = {_word(raw) for raw in column} - {""}
        has_cross = bool(words & (_folded("cross") | _signs("no")))
        self.circle_is_yes = has_cross and bool(words & _folded("circle"))
        self.cross_is_no = self.circle_is_yes or bool(words & _folded("yes"))
        marks = _folded("cross") | _signs("yes") | _signs("no")
        self.has_plus = "+" in words
        # One mark alone leaves open what an empty cell means.
        self.has_one_mark = len(words) == 1 and words <= marks

    def parse(self, raw: object) -> bool | None:
        """Whether a cell of the column says yes or no; None when neither."""
        word = _word(raw)
        if word in self.extra.yes or word in self.extra.no:
            return word in self.extra.yes
        return self._parse(raw, word)

    def _parse(self, raw: object, word: str) -> bool | None:
        if self.has_plus and isinstance(raw, str) and raw.strip() in _MINUS:
            return False
        if word in _folded("cross"):
            return not self.cross_is_no
        if self.circle_is_yes and word in _folded("circle"):
            return True
        if word in _folded("yes"):
            return True
        if word in _folded("no"):
            return False
        return None

    def is_cross(self, raw: object) -> bool:
        """Whether a cell has a cross, which is yes in some columns and no in others."""
        return _word(raw) in _folded("cross")


def _word(raw: object) -> str:
    """What a cell says, without what makes no difference."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, int | float):
        # Spreadsheets write 1.0 for 1.
        return str(int(raw)) if raw in {0, 1} else str(raw)
    if not isinstance(raw, str):
        return ""
    text = raw.strip()
    if text in {"1.0", "0.0"}:
        return text[0]
    # A variation selector makes a heavy check mark an emoji.
    return fold(text.strip(_AROUND).replace("\ufe0f", ""))


@cache
def _folded(meaning: str) -> frozenset[str]:
    return frozenset(map(fold, words_for(meaning)))


@cache
def _signs(meaning: str) -> frozenset[str]:
    """The marks among the words, which are no letters and digits."""
    marks = set()
    for word in _folded(meaning):
        if not any(char.isalnum() for char in word):
            marks.add(word)
    return frozenset(marks)
