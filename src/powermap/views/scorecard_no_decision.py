"""The last block of the scorecard: whether the customer decides at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Box, Group, Mark
from powermap.scene.text import elide, wrap
from powermap.views import frame
from powermap.views.frame import line
from powermap.views.scorecard_blocks import (
    PAD,
    SIGN,
    VERDICT,
    Measures,
    cut_lines,
)
from powermap.views.scorecard_text import ANSWERS

if TYPE_CHECKING:
    from powermap.judgment.no_decision import DecisionAnswer, NoDecision
    from powermap.language import Language

__all__ = ["draw_no_decision"]

TO_WORDS = 14.0
"""From our column, in which the signs stand, to the facts."""


def draw_no_decision(
    judged: NoDecision, language: Language, top: float, measures: Measures
) -> tuple[list[Mark], float]:
    """The question with its answer, and a row for each criterion."""
    low = top + measures.head + measures.row * len(judged) + 6
    width = measures.edge - frame.MARGIN
    us = Box(
        measures.first, top + 6, measures.us, low - top - 12, style.PAPER, radius=8
    )
    marks: list[Mark] = [
        Box(frame.MARGIN, top, width, low - top, style.GROUND.tint, radius=12),
        us,
        _draw_head(judged, language, top, measures),
    ]
    y = top + measures.head
    for answered in judged:
        marks.append(_draw_row(answered, language, y, measures))
        y += measures.row
    return marks, low + measures.gap


def _words(measures: Measures) -> float:
    """Where the facts begin."""
    return measures.first + measures.us + TO_WORDS


def _middle(measures: Measures) -> float:
    """Where the signs stand: in our column, since it is about the customer."""
    return measures.first + measures.us / 2


def _draw_head(
    judged: NoDecision, language: Language, top: float, measures: Measures
) -> Group:
    question = language.say("no_decision.question")
    because = language.text(judged.because)
    marks: list[Mark] = []
    y = top + 30
    for text in wrap(question, measures.name, 15, "semibold"):
        left = frame.MARGIN + PAD
        marks.append(line(text, left, y, 15, style.TEXT, "semibold", solid=True))
        y += 18
    x = _words(measures)
    for row, text in enumerate(cut_lines(because, measures.right - x, 3, 12.0)):
        y = top + 21 + 15 * row
        marks.append(line(text, x, y, 12.0, style.TEXT, solid=True))
    middle = _middle(measures)
    marks += style.answer_disc(judged.answer, middle, top + 21, VERDICT, solid=True)
    classes = ("question", "no-decision", ANSWERS[judged.answer])
    return Group(tuple(marks), "no decision", f"{question}\n{because}", classes)


def _draw_row(
    answered: DecisionAnswer, language: Language, y: float, measures: Measures
) -> Group:
    name = language.text(answered.name)
    because = language.text(answered.because)
    left = frame.MARGIN + PAD
    right = measures.right
    baseline = y + measures.row / 2 + 4.5
    x = _words(measures)
    fact = elide(because, right - x, 12.0)
    label = elide(name, measures.name, 12.5)
    marks: list[Mark] = [
        Box(left, y, right - left, 1, style.RULE, opacity=0.7),
        line(label, left, baseline, 12.5, style.TEXT, solid=True),
        line(fact, x, baseline, 12.0, style.MUTED, solid=True),
    ]
    middle = _middle(measures)
    y += 0.5 + measures.row / 2
    marks += style.answer_disc(answered.answer, middle, y, SIGN, solid=True)
    key = f"no decision {answered.criterion.value}"
    classes = ("criterion", ANSWERS[answered.answer])
    return Group(tuple(marks), key, f"{name}\n{because}", classes)
