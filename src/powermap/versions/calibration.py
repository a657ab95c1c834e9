"""How good the forecasts were: each review's chance against what came of the deal."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.judgment.assessment import assess
from powermap.judgment.opportunity import prospects_of
from powermap.language import Percent, Quoted, Reason
from powermap.language.results import ResultList, Row, Tabular
from powermap.model import AccountPlan, Question, Stage
from powermap.model.playbook import Playbook, as_playbook
from powermap.model.record import check_items
from powermap.versions.history import History, history_of
from powermap.versions.sources import find_deals

__all__ = ["Bin", "Calibration", "Forecast", "Score", "calibrate"]

LEAST = 10
"""Deals of a team below which a score would say more about luck than about the team."""
_BINS = 5
_CLOSED: Mapping[Stage, bool] = FrozenMapping({Stage.WON: True, Stage.LOST: False})


@dataclass(frozen=True, slots=True)
class Forecast:
    """The chance of a deal at one review, and what came of it.

    Parameters
    ----------
    deal, team : str
        The deal, and the seller whose it is; empty where nobody is named.
    day : date
        Of the review.
    chance : float
        To win, 0 to 1: the share of the criteria of "Can we win?" that is for us, and
        half of what is unknown.
    won : bool
        What came of the deal.
    """

    deal: str
    team: str
    day: date
    chance: float
    won: bool

    def row(self) -> Row:
        """Its values by column."""
        outcome = Stage.WON if self.won else Stage.LOST
        return {
            "deal": self.deal,
            "team": self.team,
            "day": self.day,
            "chance": Percent(self.chance),
            "outcome": outcome,
        }


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about the same chance, and how many of them came true.

    Parameters
    ----------
    low, high : float
        Of the chances.
    count : int
        Forecasts.
    forecast, won : float
        Their mean chance, and the share that was won.
    """

    low: float
    high: float
    count: int
    forecast: float
    won: float

    def row(self) -> Row:
        """Its values by column."""
        return {
            "chance": Reason(
                "calibration.range", low=Percent(self.low), high=Percent(self.high)
            ),
            "count": self.count,
            "forecast": Percent(self.forecast),
            "won": Percent(self.won),
        }


@dataclass(frozen=True, slots=True)
class Score:
    """How good the forecasts of a team were.

    Parameters
    ----------
    team : str
        The seller; empty for all together.
    deals, forecasts : int
        How many.
    brier : float or None
        Mean squared distance of chance and outcome, 0 the best; always saying one half
        gives 0.25. None where there are too few deals.
    reliability, resolution, uncertainty : float or None
        Its parts: how far chances are from what came of them, how far they tell deals
        apart, and how open the deals were. Brier is the first less the second plus the
        third.
    because : Reason
        In a sentence.
    """

    team: str
    deals: int
    forecasts: int
    brier: float | None
    reliability: float | None
    resolution: float | None
    uncertainty: float | None
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {
            "team": self.team or Reason("calibration.all"),
            "deals": self.deals,
            "forecasts": self.forecasts,
            "brier": _rounded(self.brier),
            "reliability": _rounded(self.reliability),
            "resolution": _rounded(self.resolution),
            "because": self.because,
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


@dataclass(frozen=True, slots=True, repr=False)
class Calibration(Tabular):
    """How good forecasts were, over all and for each team.

    Parameters
    ----------
    scores : ResultList of Score
        All together first, then the teams.
    bins : ResultList of Bin
        Over all: whether of ten deals with a chance of 70 % seven were won.
    forecasts : ResultList of Forecast
        What they rest on.
    still_open : int
        Deals that are neither won nor lost, which count nowhere.
    """

    scores: ResultList[Score]
    bins: ResultList[Bin]
    forecasts: ResultList[Forecast]
    still_open: int

    def _rows(self) -> list[Row]:
        return [score.row() for score in self.scores]

    def __repr__(self) -> str:
        deals = self.scores[0].deals
        return f"<Calibration of {deals} deals, {len(self.forecasts)} forecasts>"


def calibrate(
    source: str | os.PathLike[str] | Iterable[History],
    *,
    least: int = LEAST,
    playbook: Playbook | None = None,
) -> Calibration:
    """Compare the chance of each review with what came of the deal.

    Parameters
    ----------
    source : path of a folder, or iterable of History
        In a folder the files of one deal are called alike but for the day, as
        ``northwind-2026-10-01.yaml``; a file without a day has the versions that git
        knows.
    least : int, default 10
        Deals of a team below which it gets no score.
    playbook : Playbook, optional
        A company's own tables.

    Returns
    -------
    Calibration
        Reviews after a deal was won or lost are no forecasts.

    Raises
    ------
    ModelError
        When `least` is not a whole number above 0.
    FormatError
        When there is no such folder, or nothing in it.

    Notes
    -----
    The score is Brier's (1950, "Verification of forecasts expressed in terms of
    probability"), its parts are Murphy's (1973, "A new vector partition of the
    probability score"), with five bins.

    Examples
    --------
    >>> from powermap.model import AccountPlan, Prospect
    >>> from powermap.versions.history import history
    >>> def deal(stage):
    ...     return AccountPlan("Northwind", pipeline=[Prospect("Northwind", stage)])
    >>> told = history({"2026-10-01": deal("prospect"), "2026-11-01": deal("won")})
    >>> result = calibrate([told], least=1)
    >>> result.scores[0].brier, result.forecasts[0].won
    (0.25, True)
    """
    if isinstance(least, bool) or not isinstance(least, int) or least < 1:
        raise ModelError(Reason("message.versions.least", value=Quoted(least)))
    tables = as_playbook(playbook)
    histories = _histories(source, tables)
    forecasts: list[Forecast] = []
    still_open = 0
    names: Counter[str] = Counter()
    for each in histories:
        outcome = _outcome(each.versions[-1].plan)
        if outcome is None:
            still_open += 1
        else:
            name = _deal_name(each.versions[-1].plan)
            names[name] += 1
            # Two deals may be called alike, and count as two.
            if names[name] > 1:
                name = f"{name} ({names[name]})"
            forecasts += _forecasts(each, name, tables, won=outcome)
    by_team: dict[str, list[Forecast]] = defaultdict(list)
    for forecast in forecasts:
        by_team[forecast.team].append(forecast)
    scores = [_score("", forecasts, least)]
    for team in sorted(by_team):
        if team:
            scores.append(_score(team, by_team[team], least))
    return Calibration(
        ResultList(scores),
        ResultList(_bins(forecasts)),
        ResultList(forecasts),
        still_open,
    )


def _histories(
    source: str | os.PathLike[str] | Iterable[History], playbook: Playbook
) -> list[History]:
    if isinstance(source, str | os.PathLike):
        deals = find_deals(source, playbook)
        return [history_of(found, playbook) for found in deals]
    histories = check_items(source)
    for each in histories:
        if not isinstance(each, History):
            raise ModelError(
                Reason("message.versions.not_a_history", type=type(each).__name__)
            )
    return histories


def _outcome(plan: AccountPlan) -> bool | None:
    """Whether a deal was won; None while it is open, or nobody says."""
    stages = {prospect.stage for prospect in prospects_of(plan)}
    closed = {_CLOSED[stage] for stage in stages if stage in _CLOSED}
    if len(closed) != 1 or stages - set(_CLOSED):
        return None
    return closed.pop()


def _deal_name(plan: AccountPlan) -> str:
    if plan.opportunity:
        return f"{plan.account} · {plan.opportunity}"
    return plan.account


def _forecasts(
    history: History, name: str, playbook: Playbook, *, won: bool
) -> list[Forecast]:
    """One for each review before the deal was closed."""
    last = history.versions[-1].plan
    found = []
    for version in history.versions:
        if _outcome(version.plan) is not None:
            continue
        verdict = assess(version.plan, playbook=playbook)[Question.WIN]
        chance = verdict.plus + verdict.unknown / 2
        found.append(Forecast(name, last.seller or "", version.day, chance, won))
    return found


def _score(team: str, forecasts: Sequence[Forecast], least: int) -> Score:
    deals = len({forecast.deal for forecast in forecasts})
    if deals < least or not forecasts:
        because = Reason("calibration.too_few", count=deals, least=least)
        return Score(team, deals, len(forecasts), None, None, None, None, because)
    errors = [(each.chance - each.won) ** 2 for each in forecasts]
    brier = sum(errors) / len(errors)
    rate = sum(each.won for each in forecasts) / len(forecasts)
    bins = _bins(forecasts)
    reliability = _mean_square(bins, [each.forecast - each.won for each in bins])
    resolution = _mean_square(bins, [each.won - rate for each in bins])
    key = "good" if brier < rate * (1 - rate) else "poor"
    because = Reason(
        f"calibration.{key}",
        brier=round(brier, 3),
        base=round(rate * (1 - rate), 3),
        share=Percent(rate),
    )
    return Score(
        team,
        deals,
        len(forecasts),
        brier,
        reliability,
        resolution,
        rate * (1 - rate),
        because,
    )


def _mean_square(bins: Sequence[Bin], distances: Sequence[float]) -> float:
    """The mean of squared distances, each as often as its bin has forecasts."""
    total = sum(each.count for each in bins)
    squares = zip(bins, distances, strict=True)
    return sum(each.count * distance**2 for each, distance in squares) / total


def _bins(forecasts: Sequence[Forecast]) -> list[Bin]:
    """Forecasts by fifths of the chance; fifths without any are left out."""
    sorted_in: dict[int, list[Forecast]] = defaultdict(list)
    for forecast in forecasts:
        # A chance of 1 belongs to the last fifth.
        sorted_in[min(int(forecast.chance * _BINS), _BINS - 1)].append(forecast)
    bins = []
    for place, each in sorted(sorted_in.items()):
        count = len(each)
        bins.append(
            Bin(
                place / _BINS,
                (place + 1) / _BINS,
                count,
                sum(forecast.chance for forecast in each) / count,
                sum(forecast.won for forecast in each) / count,
            )
        )
    return bins
