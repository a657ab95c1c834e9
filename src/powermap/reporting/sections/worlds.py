"""How sure the conclusions are, and what to ask next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.reporting.context import table_of
from powermap.reporting.section import Bullets, Section

if TYPE_CHECKING:
    from powermap.reporting.context import Context

__all__ = ["build_ask", "build_robust", "has_shares"]

LEAST_SHARE = 0.05
"""What holds in fewer worlds is left out of the table, but not of the command's."""


def has_shares(context: Context) -> bool:
    """Whether anything can be concluded in any world."""
    return len(context.judgment.robust.shares) > 0


def build_robust(context: Context) -> Section:
    """In which share of plausible worlds each conclusion holds."""
    answer = context.judgment.robust
    rows = []
    for share in answer.shares:
        if share.share >= LEAST_SHARE:
            texts = {}
            for key, value in share.row().items():
                texts[key] = context.language.text(value)
            rows.append(texts)
    sentences = context.texts((*answer.because, answer.drawn))
    headers = context.columns("topic", "answer", "share", "margin")
    return Section(
        "robust",
        context.title("robust"),
        sentences,
        table=table_of(headers, rows),
    )


def build_ask(context: Context) -> Section:
    """The questions whose answers would change the most, and whom to ask."""
    questions = context.judgment.ask
    title = context.title("ask")
    if not questions:
        sentence = context.language.say("ask.nothing")
        return Section("ask", title, (sentence,), is_empty=True)
    points = context.texts(question.because for question in questions)
    return Section("ask", title, bullets=(Bullets(points),))
