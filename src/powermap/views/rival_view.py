"""A picture of both camps: whose stance is beside ours, and how the legend says so."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.errors import ModelError
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model import AccountPlan, Stakeholder, Stance
from powermap.model.by_rival import NO_DECISION, is_no_decision
from powermap.model.vocabulary import fold
from powermap.scene.text import elide
from powermap.views.frame import LEGEND, Key, stance_name

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.scene.marks import Mark

__all__ = ["keys_of_both", "rival_named", "rival_text", "stance_toward"]

WIDEST = 150.0
"""Most width of a rival's name in the legend."""


def rival_named(plan: AccountPlan, name: str | None) -> str | None:
    """The rival whose stances are drawn, however the name is spelled.

    Raises
    ------
    ModelError
        When the plan has no such rival.
    """
    if name is None:
        return None
    if isinstance(name, str) and is_no_decision(name):
        return NO_DECISION
    for rival in plan.rivals:
        if isinstance(name, str) and fold(rival) == fold(name):
            return rival
    none_yet = Reason("message.plan.no_rivals_yet")
    raise ModelError(
        Reason(
            "message.plan.no_rival",
            rival=Quoted(name),
            allowed=Listed(plan.rivals) if plan.rivals else none_yet,
            hint=Nearest(name, plan.rivals),
        )
    )


def rival_text(rival: str, language: Language) -> str:
    """What a rival is called in a picture."""
    return language.say("common.no_decision") if rival == NO_DECISION else rival


def stance_toward(person: Stakeholder, rival: str) -> Stance | None:
    """The stance of a person toward a rival."""
    return person.rival_stances.get(rival)


def keys_of_both(
    people: Iterable[Stakeholder], rival: str, language: Language
) -> list[Key]:
    """The legend: whose half is whose, and the stances that occur on either."""
    occurring: set[Stance | None] = set()
    for person in people:
        occurring |= {person.stance, stance_toward(person, rival)}
    name = elide(rival_text(rival, language), WIDEST, LEGEND)
    keys = [Key(_draw_halves, language.say("quadrant.halves", rival=name))]
    for stance in (*Stance, None):
        if stance in occurring:
            text = stance_name(stance, language)
            keys.append(Key(partial(_draw_stance, stance), text))
    return keys


def _draw_halves(x: float, y: float) -> tuple[Mark, ...]:
    return style.empty_halves(x, y, 9)


def _draw_stance(stance: Stance | None, x: float, y: float) -> tuple[Mark, ...]:
    return style.stance_disc(stance, x, y, 9)
