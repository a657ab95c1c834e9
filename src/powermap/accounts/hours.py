"""What an hour spent on an account is worth, so that accounts can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.language import Money, Percent, Reason
from powermap.model import Answer, Question, Stage

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language.results import Row
    from powermap.network.visits import Visit

__all__ = ["MOST", "Hour", "next_hour"]

MOST = 5
"""Accounts where an hour is worth most: as many as somebody can go after in a week."""
_DECISIVE = (Question.WIN, Question.WORTH)
"""Questions whose No ends the work on an opportunity."""


@dataclass(frozen=True, slots=True, repr=False)
class Hour:
    """What the next step of an account is worth.

    Parameters
    ----------
    worth : float or None
        Value × open × step, in the currency of the value; None when the opportunity has
        no value.
    value : float or None
        What the opportunity is worth.
    open : float
        Share of the plausible worlds in which the deal can still be won and is worth
        winning: neither question is answered with No.
    step : float
        What the next visit can do, 0 to 1: the score of `who_next`.
    because : Reason
        The three with their product, and whom to see.
    """

    worth: float | None
    value: float | None
    open: float
    step: float
    because: Reason

    @property
    def weight(self) -> float:
        """The worth, or without a value what remains of it: open × step."""
        return self.open * self.step if self.worth is None else self.worth

    def row(self) -> Row:
        """Its values by column."""
        return {
            "hour": None if self.worth is None else Money(self.worth),
            "because": self.because,
        }

    def __repr__(self) -> str:
        return f"<Hour {self.because}>"


def next_hour(
    judgment: Judgment, visit: Visit, value: float | None, stage: Stage | None
) -> Hour | None:
    """What the next visit to an account is worth; None where the deal is closed.

    Parameters
    ----------
    judgment : Judgment
        The account.
    visit : Visit
        Whom to see next.
    value : float or None
        What the opportunity is worth.
    stage : Stage or None
        Where it stands.

    Notes
    -----
    ``worth = value × open × step``: what is at stake, times how likely it is still
    there to be won, times how much the best next visit can do. The first two are the
    weighted pipeline that every sales team knows, with the share of plausible worlds
    (`robust`) for the chance; the third is the score of `who_next` (how much the person
    decides × how much there is to win with them × how likely we get in), so that an
    account where everybody who matters is with us takes no further hour. It orders
    accounts, and is no forecast of money: an hour does not bring the product.

    Examples
    --------
    >>> import powermap as pm
    >>> judgment = pm.judge(pm.northwind_plan(), today="2026-11-20")
    >>> visit = judgment.network.visits[0]
    >>> hour = next_hour(judgment, visit, 1_000_000, None)
    >>> hour.open, round(hour.step, 3), round(hour.worth)
    (1.0, 0.259, 259200)
    >>> next_hour(judgment, visit, 1_000_000, Stage.WON) is None
    True
    """
    if stage in (Stage.WON, Stage.LOST):
        return None
    still_open = _share_open(judgment)
    worth = None if value is None else value * still_open * visit.score
    key = "portfolio.hour" if value is not None else "portfolio.hour_without_value"
    values = {"open": Percent(still_open), "step": Percent(visit.score)}
    because = Reason(key, values, name=visit.name, because=visit.because)
    if value is not None:
        because = Reason(
            key, values, name=visit.name, because=visit.because, value=Money(value)
        )
    return Hour(worth, value, still_open, visit.score, because)


def _share_open(judgment: Judgment) -> float:
    """In which share of the worlds no decisive question is answered with No."""
    verdicts = [judgment.worlds.verdicts.get(each, ()) for each in _DECISIVE]
    # Only people are judged: nothing says that the deal is lost.
    if not all(verdicts):
        return 1.0
    answers = list(zip(*verdicts, strict=True))
    still_open = [Answer.MINUS not in each for each in answers]
    return sum(still_open) / len(answers)
