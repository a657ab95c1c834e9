"""On which scale the scores of a file stand: as it is stated, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from powermap.exchange.intake.scale_ends import is_turned, numbers_of_levels
from powermap.exchange.intake.values.numbers import Number
from powermap.exchange.intake.words import MIDDLE
from powermap.language import Reason
from powermap.model import Scale

__all__ = [
    "ScaleDecision",
    "Scores",
    "decide_scale",
    "scale_in_legend",
    "stated_scale",
]

_ASKED_TOPS = frozenset({1, 4, 5, 6, 7, 100})
"""Ends of usual scales. Scores that stop there may stand on another scale than 0 to 10."""
_SMALL_TOP = 3
_ENOUGH = 4
"""As many scores up to 3 are more likely on a scale that ends there."""
_WIDE = 20
"""Scales that are this long begin at 0."""
_MANY = 0.2
"""The share of scores beyond the scale that is no slip."""
_FEW = 3
"""With fewer scores another scale can only be suspected."""

_NUMBER = r"(-?\d{1,3}(?:[.,]\d+)?)"
_RANGE = re.compile(
    rf"{_NUMBER}\s*(?:-|–|—|\.{{2,3}}|…|~|∼|\bto\b|\bbis\b|à|\ba\b|至|到|から|/)\s*{_NUMBER}"
)
_NO_NUMBER = r"(?<![\d./])(?<!\d,)"
"""Before a number that is not the rest of another one; "1=low,5=high" has two."""
_ENDS = re.compile(rf"{_NO_NUMBER}{_NUMBER}\s*[=:(]")
"""A number with what it means, such as "1 = low … 5 = high"."""
_OUT_OF = re.compile(
    rf"(?:\bout of|\bof max\.?|\bmax\.?|\bvon|\bsur|\bde|(?<!\d)\s*/|满分)\s*{_NUMBER}(?![\d/.-])"
)
_SCALE_WORD = re.compile(
    r"\b(?:scale|scores?|scored|rate|rating|ratings|rated|skala|bewertung|échelle|note|notation"
    r"|escala|puntuación)\b|量表|评分|分值|打分|スケール|評価"
)
_EXPLAINED = re.compile(rf"{_NO_NUMBER}{_NUMBER}\s*[=:：]\s*[^\W\d]")
"""A number that a legend explains: "1 = low"."""
_WORDED = re.compile(
    rf"{_NUMBER}\s+[^\W\d]+\s*(?:-|–|\bto\b|,|;)\s*{_NUMBER}\s+[^\W\d]"
)
"""Numbers with their words: "1 low - 5 high"."""
_LONGEST = 1_000
"""Characters in which a text states its scale: each of its numbers is looked for."""
_MEANT = re.compile(r"\s*\([^()\d]*\)")
"""What a number of a scale means, in brackets."""
_TOPS = frozenset({3, 4, 5, 6, 7, 9, 10, 12, 20, 100})
"""Upper ends that scales of scores have."""
_BOTTOMS = frozenset({-10, -5, -3, -2, -1, 0, 1})


def stated_scale(text: str) -> tuple[float, float] | None:
    """The ends of a scale that a header or a legend states, the weak one first.

    Examples
    --------
    >>> stated_scale("Priority (1 = high, 3 = low)")
    (3, 1)
    >>> stated_scale("Power (1-5)"), stated_scale("权力（1～10分）")
    ((1, 5), (1, 10))
    >>> stated_scale("1 = low, 2 = some, 3 = high"), stated_scale("Influence / 10")
    ((1, 3), (0, 10))
    >>> stated_scale("Power 2026") is None
    True
    """
    plain = _plain(text)
    return _in_order(_plain_scale(plain), plain)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text[:_LONGEST])
    # One space for many: patterns with several optional ones try each way to share them.
    return " ".join(text.casefold().split())


def _plain_scale(plain: str) -> tuple[float, float] | None:
    for low, high in _RANGE.findall(plain):
        scale = _as_scale(low, high)
        if scale is not None:
            return scale
    numbers = _ENDS.findall(plain)
    if len(numbers) > 1:
        values = sorted(map(_value, numbers))
        scale = _as_scale(values[0], values[-1])
        if scale is not None:
            return scale
    match = _OUT_OF.search(plain)
    if match:
        return _as_scale(0, match[1])
    worded = _WORDED.search(plain)
    if worded:
        return _as_scale(worded[1], worded[2])
    # "1高 3低": the numbers that stand beside a level.
    levels = numbers_of_levels(plain)
    return _as_scale(levels[0], levels[-1]) if len(levels) > 1 else None


def scale_in_legend(text: str) -> tuple[float, float] | None:
    """The ends of a scale that a text beside the table states.

    Other texts hold dates and numbers too: a range counts only behind a word such as
    "scale", or where numbers are explained.

    Examples
    --------
    >>> scale_in_legend("Scale: 1 to 5"), scale_in_legend("1 = low, 3 = high")
    ((1, 5), (1, 3))
    >>> scale_in_legend("1 = high, 2 = medium, 3 = low")
    (3, 1)
    >>> scale_in_legend("Rate it from 1 (low) to 5 (high)")
    (1, 5)
    >>> scale_in_legend("Date: 12/03/2025"), scale_in_legend("Page 1 - 5")
    (None, None)
    """
    plain = _plain(text)
    behind = _SCALE_WORD.split(plain, maxsplit=1)
    if len(behind) > 1:
        # "Rate from 1 (low) to 5 (high)" has words between its numbers.
        bare = _MEANT.sub("", behind[-1])
        if _RANGE.search(bare):
            return _in_order(_plain_scale(bare), plain)
    numbers = _EXPLAINED.findall(plain)
    if len(numbers) > 1:
        values = sorted(map(_value, numbers))
        return _in_order(_as_scale(values[0], values[-1]), plain)
    return None


def _in_order(
    ends: tuple[float, float] | None, text: str
) -> tuple[float, float] | None:
    """The ends of a scale, the weak one first."""
    if ends is not None and is_turned(text, *ends):
        return ends[1], ends[0]
    return ends


def _as_scale(low: str | float, high: str | float) -> tuple[float, float] | None:
    bottom = _value(low)
    top = _value(high)
    if bottom > top:
        bottom, top = top, bottom
    if top in _TOPS and bottom in _BOTTOMS:
        return bottom, top
    return None


def _value(text: str | float) -> float:
    number = float(str(text).replace(",", "."))
    return int(number) if number.is_integer() else number


@dataclass(slots=True)
class Scores:
    """The levels of one column, before they stand on the scale of the file.

    Attributes
    ----------
    title : str
        Header of the column.
    values : mapping of row to object
        A `Number`, a member, or MIDDLE.
    scale : tuple of float or None
        The scale that the header states, the weak end first.
    """

    title: str
    values: Mapping[int, object]
    scale: tuple[float, float] | None = None

    def plain(self) -> list[float]:
        """The numbers that state no scale themselves."""
        numbers = []
        for value in self.values.values():
            if isinstance(value, Number) and value.form == "plain":
                numbers.append(value.value)
        return numbers


@dataclass(slots=True)
class ScaleDecision:
    """The scale of a file, who says so, and what has to be asked or told.

    Attributes
    ----------
    scale : Scale
        On which all scores of the file are put.
    stated_by : str
        ``option``, ``about``, ``mapping``, ``header``, ``legend``, ``cells`` or
        ``default``.
    question : Reason or None
        What to ask, when the scores are probably on another scale.
    suspicion : Reason or None
        What to tell, when they may be.
    turned : tuple of float or None
        The ends that a legend states, when its lowest number is the strong one.
    """

    scale: Scale
    stated_by: str
    question: Reason | None = None
    suspicion: Reason | None = None
    turned: tuple[float, float] | None = None
    converted: list[str] = field(default_factory=list)

    def place(self, scores: Scores) -> dict[int, object]:
        """The levels of a column on the scale of the file; words stay as they are."""
        placed: dict[int, object] = {}
        own = scores.scale
        is_other = own is not None and own != (self.scale.low, self.scale.high)
        for row, value in scores.values.items():
            if value == MIDDLE:
                placed[row] = _whole(self.scale.middle)
            elif not isinstance(value, Number):
                placed[row] = value
            elif value.form == "share":
                placed[row] = self._at(value.value)
            elif value.form == "of" and value.out_of != self.scale.high:
                placed[row] = self._at(value.value / (value.out_of or 1))
            elif own is not None and is_other and value.form == "plain":
                low, high = own
                placed[row] = self._at((value.value - low) / (high - low))
            else:
                placed[row] = _whole(value.value)
        if is_other and scores.plain():
            self.converted.append(scores.title)
        return placed

    def _at(self, share: float) -> float:
        length = self.scale.high - self.scale.low
        # Ten digits hide the noise of floating point.
        return _whole(round(self.scale.low + share * length, 10))


def decide_scale(
    columns: Sequence[Scores],
    *,
    option: Scale | None = None,
    about: Scale | None = None,
    mapping: Scale | None = None,
    legends: Iterable[str] = (),
) -> ScaleDecision:
    """The scale of a file: the first that is stated, else 0 to 10 where that can be.

    Examples
    --------
    >>> power = Scores("Power", {2: Number(4), 3: Number(5), 4: Number(2)})
    >>> print(decide_scale([power]).question is not None)
    True
    >>> decide_scale([power], option=Scale(1, 5)).scale.high
    5
    """
    stated = (("option", option), ("about", about), ("mapping", mapping))
    for name, scale in stated:
        if scale is not None:
            return ScaleDecision(scale, name)
    for scores in columns:
        if scores.scale is not None:
            return ScaleDecision(_scale(*scores.scale), "header")
    for text in legends:
        ends = scale_in_legend(text)
        if ends is not None:
            turned = ends if ends[0] > ends[1] else None
            return ScaleDecision(_scale(*ends), "legend", turned=turned)
    out_of = _stated_in_cells(columns)
    if out_of is not None:
        return ScaleDecision(_scale(0, out_of), "cells")
    decision = ScaleDecision(Scale(), "default")
    _doubt(decision, columns)
    return decision


def _doubt(decision: ScaleDecision, columns: Sequence[Scores]) -> None:
    """Ask or tell when the scores hardly stand on the scale 0 to 10."""
    numbers: list[float] = []
    for scores in columns:
        numbers += scores.plain()
    if not numbers:
        return
    top = max(numbers)
    bottom = min(numbers)
    likely = _likely_end(top)
    low = 0 if likely >= _WIDE else _likely_start(bottom)
    values = {"top": _whole(top), "low": low, "high": likely}
    if _are_beyond(numbers, decision.scale):
        name = "beyond" if bottom < top else "beyond_one"
        decision.question = Reason(
            f"message.scale.{name}", values, bottom=_whole(bottom)
        )
        return
    # A slip beyond the scale is told with its cell, and says nothing of the others.
    if not all(map(decision.scale.holds, numbers)):
        return
    is_small = top <= _SMALL_TOP and len(numbers) >= _ENOUGH
    if top in _ASKED_TOPS or is_small:
        if len(numbers) >= _FEW:
            decision.question = Reason("message.scale.ask", values)
        elif len(numbers) > 1:
            decision.suspicion = Reason("message.scale.suspect", values)
        return
    for scores in columns:
        own = scores.plain()
        # One column up to 10 and another up to 5 may be two scales.
        if len(own) >= _FEW and max(own) in _ASKED_TOPS:
            decision.suspicion = Reason(
                "message.scale.suspect_column", values, column=scores.title
            )


def _are_beyond(numbers: Sequence[float], scale: Scale) -> bool:
    """Whether the scores stand on a longer scale, and are not a slip or two."""
    beyond = [number for number in numbers if not scale.holds(number)]
    is_far = any(number >= _WIDE for number in beyond)
    return is_far and len(beyond) >= len(numbers) * _MANY


def _likely_end(top: float) -> float:
    for end in (1, 3, 4, 5, 6, 7, 10, 100):
        if top <= end:
            return end
    return _whole(top)


def _likely_start(bottom: float) -> float:
    if bottom < 0:
        return _whole(bottom)
    return 0 if bottom < 1 else 1


def _stated_in_cells(columns: Sequence[Scores]) -> float | None:
    """The end that all cells such as 8/10 name."""
    ends: set[float | None] = set()
    for scores in columns:
        for value in scores.values.values():
            if isinstance(value, Number) and value.form == "of":
                ends.add(value.out_of)
            elif isinstance(value, Number) and value.form == "plain":
                return None
    return ends.pop() if len(ends) == 1 else None


def _scale(low: float, high: float) -> Scale:
    low, high = sorted((low, high))
    return Scale(_whole(low), _whole(high))


def _whole(number: float) -> float:
    is_whole = float(number).is_integer()
    return int(number) if is_whole else number
