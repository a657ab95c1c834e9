"""The prospects that were lost, beside the funnel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.model import Stage
from powermap.scene.marks import Box, Group, Mark
from powermap.style import flow
from powermap.views.figures import fitted
from powermap.views.frame import line
from powermap.views.funnel_gates import CORNER, Measures

if TYPE_CHECKING:
    from powermap.judgment.pipeline import Funnel, FunnelStep
    from powermap.language import Language


def draw_lost(
    funnel: Funnel, y: float, measures: Measures, language: Language
) -> Group:
    """All who were lost, at the foot of the funnel."""
    step = funnel.steps[Stage.LOST]
    tone = flow.STAGES[Stage.LOST]
    text = line(
        _lost_text(funnel, language),
        measures.middle,
        y + 19,
        13,
        tone.ink,
        "semibold",
        "middle",
        solid=True,
    )
    width = text.width + 36
    left = measures.middle - width / 2
    marks: list[Mark] = [
        Box(
            left,
            y,
            width,
            28,
            tone.tint,
            radius=CORNER,
            solid=True,
        ),
        text,
    ]
    if step.amount is not None:
        amount = language.money(step.amount)
        marks.append(
            fitted(
                amount,
                measures.edges[1],
                y + 19,
                measures.room,
                13,
                tone.ink,
                "regular",
                "end",
            )
        )
    tooltip = stage_tooltip(funnel, step, language)
    return Group(tuple(marks), "stage lost", tooltip, ("stage", "lost"))


def _lost_text(funnel: Funnel, language: Language) -> str:
    count = len(funnel.steps[Stage.LOST].prospects)
    text = f"{language.say('pipeline.lost_band')} {count:,}"
    if funnel.unplaced:
        unplaced = len(funnel.unplaced)
        text += " · " + language.say("pipeline.lost_unplaced", count=unplaced)
    return text


def stage_tooltip(funnel: Funnel, step: FunnelStep, language: Language) -> str:
    """What a stage says in words, with its prospects."""
    lines = [language.text(step.because)]
    if step.stage in funnel.velocity:
        lines.append(language.text(funnel.velocity[step.stage].because))
    for prospect in step.prospects:
        name = prospect.name
        if prospect.amount is not None:
            name += f" · {language.money(prospect.amount)}"
        lines.append(name)
    return "\n".join(lines)
