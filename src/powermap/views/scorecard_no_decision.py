"""The last block of the scorecard: whether the customer decides at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Box, Group, Mark
from powermap.scene.text import elide, wrap
from powermap.views import frame
from powermap.views.frame import line
from powermap.views.scorecard_blocks import (
    FIRST,
    GAP,
    HEAD,
    NAME,
    PAD,
    RIGHT,
    ROW,
    SIGN,
    US,
    VERDICT,
)
from powermap.views.scorecard_text import ANSWERS

if TYPE_CHECKING:
    from powermap.judgment.no_decision import DecisionAnswer, NoDecision
    from powermap.language import Language

__all__ = ["draw_no_decision"]

MIDDLE = FIRST + US / 2
"""Where the signs stand: in our column, since it is about the customer."""
WORDS = FIRST + US + 14
"""Where the facts begin."""


def draw_no_decision(
    judged: NoDecision, language: Language, top: float
) -> tuple[list[Mark], float]:
    """The question with its answer, and a row for each criterion."""
    low = top + HEAD + ROW * len(judged) + 6
    width = frame.RIGHT - frame.MARGIN
    ground = style.GROUND.tint
    marks: list[Mark] = [
        Box(frame.MARGIN, top, width, low - top, ground, radius=12),
        Box(FIRST, top + 6, US, low - top - 12, style.PAPER, radius=8),
        _draw_head(judged, language, top),
    ]
    y = top + HEAD
    for answered in judged:
        marks.append(_draw_row(answered, language, y))
        y += ROW
    return marks, low + GAP


def _draw_head(judged: NoDecision, language: Language, top: float) -> Group:
    question = language.say("no_decision.question")
    because = language.text(judged.because)
    marks: list[Mark] = []
    y = top + 30
    for text in wrap(question, NAME, 15, "semibold"):
        left = frame.MARGIN + PAD
        marks.append(line(text, left, y, 15, style.TEXT, "semibold", solid=True))
        y += 18
    y = top + 21
    for text in wrap(because, RIGHT - WORDS, 12.0):
        marks.append(line(text, WORDS, y, 12.0, style.TEXT, solid=True))
        y += 15
    marks += style.answer_disc(judged.answer, MIDDLE, top + 21, VERDICT, solid=True)
    classes = ("question", "no-decision", ANSWERS[judged.answer])
    return Group(tuple(marks), "no decision", f"{question}\n{because}", classes)


def _draw_row(answered: DecisionAnswer, language: Language, y: float) -> Group:
    name = language.text(answered.name)
    because = language.text(answered.because)
    left = frame.MARGIN + PAD
    fact = elide(because, RIGHT - WORDS, 12.0)
    marks: list[Mark] = [
        Box(left, y, RIGHT - left, 1, style.RULE, opacity=0.7),
        line(name, left, y + 18, 12.5, style.TEXT, solid=True),
        line(fact, WORDS, y + 18, 12.0, style.MUTED, solid=True),
    ]
    middle = y + 0.5 + ROW / 2
    marks += style.answer_disc(answered.answer, MIDDLE, middle, SIGN, solid=True)
    key = f"no decision {answered.criterion.value}"
    classes = ("criterion", ANSWERS[answered.answer])
    return Group(tuple(marks), key, f"{name}\n{because}", classes)
