"""How long a prospect stayed in a stage, from its dates."""

from __future__ import annotations

from datetime import date

from powermap.judgment.funnel import DATED, WAY
from powermap.judgment.incidence import Exit, Spell
from powermap.model import Prospect, Stage

__all__ = ["measure_spell"]


def measure_spell(prospect: Prospect, stage: Stage, today: date | None) -> Spell | None:
    """The stay of a prospect in a stage; None when its dates do not tell it.

    Examples
    --------
    >>> closing = Prospect("A", "closing", prospect_on="2026-05-01")
    >>> measure_spell(closing, Stage.PROSPECT, date(2026, 6, 1)) is None
    True
    """
    start = _past(getattr(prospect, DATED[stage]), today)
    if start is None:
        return None
    later = _later_stages(stage)
    reached = {each: _past(getattr(prospect, DATED[each]), today) for each in later}
    if later and reached[later[0]] is not None:
        return _spell(start, reached[later[0]], Exit.PASSED)
    # It went on, but the day is not known.
    if any(reached.values()) or prospect.stage in later:
        return None
    closed = _past(prospect.closed_on, today)
    if prospect.stage is Stage.WON:
        return None if later else _spell(start, closed, Exit.PASSED)
    if prospect.stage is Stage.LOST:
        return _spell(start, closed, Exit.LOST)
    return _spell(start, today, Exit.OPEN)


def _later_stages(stage: Stage) -> tuple[Stage, ...]:
    stages = WAY[WAY.index(stage) + 1 :]
    return tuple(each for each in stages if each in DATED)


def _past(day: date | None, today: date | None) -> date | None:
    # A date in the plan's future is an intention, not a pace.
    if day is None or (today is not None and day > today):
        return None
    return day


def _spell(start: date, end: date | None, exit: Exit) -> Spell | None:
    return None if end is None else Spell((end - start).days, exit)
