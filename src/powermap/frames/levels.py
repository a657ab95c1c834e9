"""A column of scores and words as expressions: which half, which score, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from powermap.exchange.intake.values.written_words import (
    of_words,
    percent_words,
    point_words,
)
from powermap.exchange.intake.words import MIDDLE
from powermap.frames.spellings import UNKNOWN, Known, fold_text, trim_text, usual
from powermap.frames.staging import HELPER, Steps
from powermap.model import Scale
from powermap.model.vocabulary import Involvement, Power

__all__ = ["Level", "missing_in", "read_level"]

_UPPER = {"power": Power.DECIDER, "involvement": Involvement.HIGH}
_LOWER = {"power": Power.INFLUENCER, "involvement": Involvement.LOW}
_DIGITS = 10
"""Decimals of a score that was put on another scale, as the reader rounds it."""
_GAP = "[ \u00a0\u3000]*"
_NUMBER = r"(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)"


@dataclass(frozen=True)
class Level:
    """How the values of a column of levels are read.

    Attributes
    ----------
    steps : Steps
        Helper columns that the expressions use.
    missing, upper, lower : expression
        Whether nothing is known; whether the value is in the upper half, in the lower
        half. None of the three where a value is wrong.
    beyond : expression
        Whether a score is off the scale.
    misread : expression or None
        Whether a value is not understood; None where all are numbers.
    score : expression
        The score, null for a word and for what is not known.
    """

    steps: Steps
    missing: Any
    upper: Any
    lower: Any
    beyond: Any
    score: Any
    misread: Any = None

    @property
    def holds(self) -> Any:
        """Whether a value is understood and on the scale."""
        return self.upper | self.lower

    @property
    def wrong(self) -> Any:
        """Whether a value is off the scale or not understood."""
        return self.beyond if self.misread is None else self.beyond | self.misread


def read_level(
    field: str,
    column: str,
    dtype: Any,
    *,
    scale: Scale,
    own: tuple[float, float] | None,
    known: Known,
) -> Level:
    """How a column of power or involvement is read.

    Parameters
    ----------
    field : {"power", "involvement"}
        What it holds.
    column : str
        Its name.
    dtype : type of narwhals
        Its type.
    scale : Scale
        Of the answer.
    own : tuple of float or None
        The ends of the scale that its header states, the weak end first.
    known : mapping of meaning to tuple of str
        The spellings of each word; the meaning is a score where the caller says so.
    """
    import narwhals as nw

    value = nw.col(column)
    if dtype.is_numeric():
        if not dtype.is_integer() and dtype != nw.Float64:
            value = value.cast(nw.Float64)
        return _read_numbers(field, value, dtype, scale=scale, own=own)
    return _TextLevel(field, value, scale, own, known).level()


def missing_in(value: Any, dtype: Any) -> Any:
    """Whether a value of a column is missing."""
    # Only floats have NaN; asking other types is an error in some engines.
    return value.is_null() | value.is_nan() if dtype.is_float() else value.is_null()


def _read_numbers(
    field: str, value: Any, dtype: Any, *, scale: Scale, own: tuple[float, float] | None
) -> Level:
    import narwhals as nw

    missing = missing_in(value, dtype)
    steps: list[dict[str, Any]] = []
    if own is not None and own != (scale.low, scale.high):
        name = f"{HELPER}{field}_score"
        # Unsigned numbers know nothing below zero.
        steps = [{name: _rescaled(value.cast(nw.Float64), own, scale)}]
        value = nw.col(name)
    beyond = (value < scale.low) | (value > scale.high)
    score = value
    if dtype.is_float():
        # NaN is larger than any number for some engines.
        beyond = ~missing & beyond
        score = nw.when(~missing).then(value)
    return Level(
        steps=steps,
        missing=missing,
        upper=(value >= scale.middle) & (value <= scale.high),
        lower=(value < scale.middle) & (value >= scale.low),
        beyond=beyond,
        score=score,
    )


def _rescaled(value: Any, own: tuple[float, float], scale: Scale) -> Any:
    low, high = own
    return _placed((value - low) / (high - low), scale)


def _placed(share: Any, scale: Scale) -> Any:
    """A share of the scale as a score."""
    length = scale.high - scale.low
    return (share * length + scale.low).round(_DIGITS)


class _TextLevel:
    """Scores and words in a column of texts."""

    def __init__(
        self,
        field: str,
        value: Any,
        scale: Scale,
        own: tuple[float, float] | None,
        known: Known,
    ) -> None:
        self.field = field
        self.value = value
        self.scale = scale
        self.own = own
        self.known = known

    def level(self) -> Level:
        """The column as expressions."""
        import narwhals as nw

        score = self._helper("score")
        half = self._helper("half")
        low, high = self._ends()
        middle = self.scale.middle
        upper = (half == 1) | ((score >= middle) & (score <= high))
        lower = (half == 0) | ((score < middle) & (score >= low))
        beyond = (score < low) | (score > high)
        steps = (
            {self._name("raw"): trim_text(self.value)},
            {self._name("key"): fold_text(self._helper("raw")), **self._numbers()},
            {
                self._name("half"): self._half(),
                self._name("score"): self._score(),
                self._name("missing"): self._missing(),
            },
            {
                self._name("upper"): _surely(upper),
                self._name("lower"): _surely(lower),
                self._name("beyond"): _surely(beyond),
            },
        )
        misread = ~(
            self._helper("missing")
            | self._helper("upper")
            | self._helper("lower")
            | self._helper("beyond")
        )
        is_on_scale = ~self._helper("beyond")
        return Level(
            steps=steps,
            missing=self._helper("missing"),
            upper=self._helper("upper"),
            lower=self._helper("lower"),
            beyond=self._helper("beyond"),
            score=nw.when(is_on_scale).then(score),
            misread=misread,
        )

    def _ends(self) -> tuple[float, float]:
        return self.scale.low, self.scale.high

    def _name(self, what: str) -> str:
        return f"{HELPER}{self.field}_{what}"

    def _helper(self, what: str) -> Any:
        import narwhals as nw

        return nw.col(self._name(what))

    def _missing(self) -> Any:
        import narwhals as nw

        key = self._helper("key")
        said = self._any_of_usual()
        unknown = key.is_in([*self._keys(UNKNOWN), ""])
        is_unknown = nw.when(said).then(nw.lit(False)).otherwise(unknown)
        return self._helper("raw").is_null() | is_unknown

    def _any_of_usual(self) -> Any:
        halves = (_UPPER[self.field], _LOWER[self.field])
        spelled = [key for half in halves for key in usual(self._keys(half))]
        return self._helper("key").is_in(spelled)

    def _keys(self, meaning: object) -> tuple[str, ...]:
        return self.known.get(meaning, ())

    def _half(self) -> Any:
        import narwhals as nw

        key = self._helper("key")
        upper = self._keys(_UPPER[self.field])
        lower = self._keys(_LOWER[self.field])
        said: Any = nw.when(key.is_in(list(lower))).then(nw.lit(0))
        said = nw.when(key.is_in(list(upper))).then(nw.lit(1)).otherwise(said)
        said = nw.when(key.is_in(usual(lower))).then(nw.lit(0)).otherwise(said)
        return nw.when(key.is_in(usual(upper))).then(nw.lit(1)).otherwise(said)

    def _numbers(self) -> Mapping[str, Any]:
        """The texts of plain numbers, shares of a hundred, and scores with the highest."""
        raw = self._helper("raw")
        points = _any_of(point_words())
        percent = _any_of(percent_words())
        of = _any_of(of_words())
        plain = f"^[+-]?{_NUMBER}{points}?$"
        share = f"^[+-]?{_NUMBER}{percent}$"
        out_of = f"^{_NUMBER}{points}?{of}{_NUMBER}{points}?$"
        return {
            self._name("plain"): _where(raw, plain, _cut(raw, f"{points}$")),
            self._name("share"): _where(raw, share, _cut(raw, f"{percent}$")),
            self._name("part"): _where(
                raw, out_of, _cut(raw, f"{points}?{of}{_NUMBER}{points}?$")
            ),
            self._name("whole"): _where(
                raw, out_of, _cut(_cut(raw, f"^{_NUMBER}{points}?{of}"), f"{points}$")
            ),
        }

    def _score(self) -> Any:
        import narwhals as nw

        plain = _number(self._helper("plain"))
        if self.own is not None and self.own != self._ends():
            plain = _rescaled(plain, self.own, self.scale)
        share = _placed(_number(self._helper("share")) / 100, self.scale)
        part = _number(self._helper("part"))
        whole = _number(self._helper("whole"))
        # A score out of the highest of the scale stands as it is.
        as_it_is = nw.when(whole == self.scale.high).then(part)
        placed = as_it_is.otherwise(_placed(part / whole, self.scale))
        scored = nw.when((whole > 0) & (part <= whole)).then(placed)
        middle = nw.when(
            self._helper("key").is_in(list(self.known.get(MIDDLE, ())))
        ).then(nw.lit(float(self.scale.middle)))
        return nw.coalesce(*self._said_scores(), middle, plain, share, scored)

    def _said_scores(self) -> list[Any]:
        """The scores of texts that the caller says what they mean."""
        import narwhals as nw

        key = self._helper("key")
        said = []
        for meaning, keys in self.known.items():
            if isinstance(meaning, int | float) and not isinstance(meaning, bool):
                score = nw.lit(float(meaning))
                said.append(nw.when(key.is_in(list(keys))).then(score))
        return said


def _surely(condition: Any) -> Any:
    """A condition that is false where it is null."""
    import narwhals as nw

    return nw.when(condition).then(nw.lit(True)).otherwise(nw.lit(False))


def _any_of(words: tuple[str, ...]) -> str:
    """A pattern for one of some words, with the spaces around it."""
    return f"(?:{_GAP}(?:{'|'.join(map(_escape, words))}){_GAP})"


def _escape(word: str) -> str:
    """A word in a pattern; a space needs no mark, which some engines refuse."""
    return re.escape(word).replace("\\ ", " ")


def _cut(text: Any, pattern: str) -> Any:
    return text.str.replace_all(pattern, "")


def _where(text: Any, pattern: str, cut: Any) -> Any:
    """What is cut out of the texts that a pattern describes."""
    import narwhals as nw

    return nw.when(text.str.contains(pattern)).then(cut)


def _number(text: Any) -> Any:
    """Texts as numbers; only numbers come here, so that no engine refuses one."""
    import narwhals as nw

    return text.str.replace_all(",", ".", literal=True).cast(nw.Float64)
