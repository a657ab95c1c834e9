"""The scale and the deal among the facts of the sheet About."""

from __future__ import annotations

from dataclasses import replace

from powermap.errors import ModelError
from powermap.exchange.intake.deals import Deal
from powermap.exchange.intake.scale import ScaleDecision
from powermap.exchange.intake.values.numbers import parse_number
from powermap.exchange.raw_file import RawRecord
from powermap.exchange.tables.cells import is_empty
from powermap.model import Scale

__all__ = ["scale_stated_in", "with_scale_and_deal"]

_SCALE = ("scale_low", "scale_high", "scale_cut")
_ANY_SCORE = 1e15


def scale_stated_in(about: RawRecord) -> Scale | None:
    """The scale that the sheet About states; None when it does not."""
    limits = {}
    for name in _SCALE:
        value = about.values.get(name)
        number = parse_number(value) if not is_empty(value) else None
        if number is not None:
            limits[name.removeprefix("scale_")] = number.value
    if not limits:
        return None
    try:
        return Scale(**limits)
    # What is wrong with it is told where the facts are read.
    except ModelError:
        return None


def with_scale_and_deal(
    about: RawRecord, decision: ScaleDecision, deal: Deal | None
) -> RawRecord:
    """The facts with the scale in force and the deal, unless they say it themselves."""
    values = dict(about.values)
    if deal is not None and is_empty(values.get("name")):
        values["name"] = deal.name
    if decision.question is not None:
        # The question is the problem, not each score that the answer will place.
        values["scale_low"], values["scale_high"] = -_ANY_SCORE, _ANY_SCORE
        return replace(about, values=values)
    if decision.stated_by in {"about", "default"}:
        return replace(about, values=values)
    for name in _SCALE:
        values.pop(name, None)
    values["scale_low"] = decision.scale.low
    values["scale_high"] = decision.scale.high
    if decision.scale.cut is not None:
        values["scale_cut"] = decision.scale.cut
    return replace(about, values=values)
