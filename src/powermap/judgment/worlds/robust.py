"""How sure each conclusion is: in how many plausible worlds it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.judgment.judge import Subject, judge
from powermap.judgment.worlds.conclusions import NOBODY, Conclusions, draw_conclusions
from powermap.judgment.worlds.drawing import draw_worlds
from powermap.judgment.worlds.shares import Share, ShareWords
from powermap.language import Quoted, Reason, sentences
from powermap.language.results import ResultList, Row, Tabular
from powermap.model import Answer, Question, Strategy

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.model.playbook import Playbook

__all__ = ["Robustness", "Share", "conclusions_of", "robust", "robustness_of"]

K = TypeVar("K", bound=Hashable)
COUNT = 500
"""Worlds, when not said: a share is then off by at most 4 points in 19 of 20 cases."""
MOST_EFFORT = 6_000_000
"""Worlds × people², for a judgment's own worlds: some seconds for large centers."""
FEWEST = 50
"""Worlds of the largest centers: a share is then off by at most 14 points."""
MOST_WORLDS = 100_000
"""So many take a minute, and a share is then exact to half a point."""


@dataclass(frozen=True, slots=True)
class Robustness(Tabular):
    """How sure each conclusion is.

    Parameters
    ----------
    worlds, seed : int
        How many worlds were drawn, and by what seed.
    unknown : int
        How many values the plan leaves open.
    strategies : mapping of Strategy or None to float
        In which share of the worlds each strategy comes first, most first; empty where
        only people are judged.
    verdicts : mapping of Question to mapping of Answer to float
        The share of each of our verdicts; empty likewise.
    win_first : mapping of id to (float, float, float)
        In which share of the worlds the person is to be won first, among the first
        two, and among the first three.
    next : mapping of id to float
        In which share of the worlds the person is to be seen next.
    shares : ResultList of Share
        All of them as rows.
    of_strategy : tuple of Reason
        How sure the recommended strategy is, and which one comes next.
    because : tuple of Reason
        The main shares as sentences, the strategy first.
    """

    worlds: int
    seed: int
    unknown: int
    strategies: Mapping[Strategy | None, float]
    verdicts: Mapping[Question, Mapping[Answer, float]]
    win_first: Mapping[str, tuple[float, float, float]]
    next: Mapping[str, float]
    shares: ResultList[Share]
    of_strategy: tuple[Reason, ...]
    because: tuple[Reason, ...]

    @property
    def drawn(self) -> Reason:
        """What the worlds fill in, as a sentence."""
        if not self.unknown:
            return Reason("robust.drawn_all_known")
        return Reason("robust.drawn", count=self.unknown)

    def row(self) -> Row:
        """The main shares in one cell."""
        return {"because": sentences(self.because)}

    def __repr__(self) -> str:
        return f"<Robustness: {self.worlds} worlds, {self.unknown} unknown values>"

    def _rows(self) -> list[Row]:
        return [share.row() for share in self.shares]


def robust(
    subject: Subject,
    *,
    n: int | None = None,
    seed: int = 0,
    playbook: Playbook | None = None,
) -> Robustness:
    """How sure each conclusion is: the share of plausible worlds in which it holds.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        The plan.
    n : int, optional
        How many worlds to draw, up to 100,000. By default 500, fewer with more than 100
        people, and 50 at least.
    seed : int, default 0
        Other seeds draw other worlds; the same seed always the same.
    playbook : Playbook, optional
        A company's own tables; powermap's when not given.

    Returns
    -------
    Robustness

    Raises
    ------
    ModelError
        When `n` or `seed` is not a whole number in its range.

    Examples
    --------
    >>> import powermap as pm
    >>> answer = robust(pm.northwind_plan())
    >>> answer.worlds, next(iter(answer.win_first))
    (500, 'marcus-reed')
    >>> print(answer.because[0])
    Flanking is the strategy in 100% of 500 plausible worlds.

    Notes
    -----
    A world completes the plan. Unknown stances, vetoes and answers, ours and each
    rival's, come by base rate: how often each value is known in this plan, blended
    with a prior that counts as a few more cases. Whether we are in place follows
    our present relationship, where the plan does not say. A score of power may be off by
    `Thresholds.near_cut`; a word is anywhere in its half; unknown power is anywhere in
    the interval that the ties give, else in a half by base rate. What each kind of tie
    carries is multiplied by 1/1.5 to 1.5, even in logarithms. Contact, involvement and
    needs stay as they are, known or unknown.

    In each world everything is judged again by the rules of `recommend`, `assess`,
    `win_first` and `who_next`. A share of 500 worlds may be off by 4 points, of 50 by 14;
    `margin` says by how much. The time grows with worlds times people and ties: 10,000
    people and 50 worlds take half a minute.
    """
    judgment = judge(subject, playbook=playbook)
    if n is None:
        n = usual_count(judgment)
    _check("count", n, 1, MOST_WORLDS)
    _check("seed", seed, 0, 2**63)
    if (n, seed) == (usual_count(judgment), 0):
        return judgment.robust
    return robustness_of(conclusions_of(judgment, n, seed))


def _check(name: str, value: object, lowest: int, highest: int) -> None:
    # A bool is an int to Python, but no number of worlds.
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if is_whole and lowest <= value <= highest:  # type: ignore[operator]
        return
    raise ModelError(Reason(f"message.worlds.{name}", value=Quoted(value)))


def usual_count(judgment: Judgment) -> int:
    """How many worlds a judgment draws by itself: 500, fewer with many people."""
    people = max(1, len(judgment.center))
    affordable = MOST_EFFORT // people**2
    return min(COUNT, max(FEWEST, affordable))


def conclusions_of(
    judgment: Judgment, count: int | None = None, seed: int = 0
) -> Conclusions:
    """Draw the worlds of a judgment and judge each of them."""
    if count is None:
        count = usual_count(judgment)
    return draw_conclusions(draw_worlds(judgment, count, seed))


def robustness_of(conclusions: Conclusions) -> Robustness:
    """The shares of some conclusions."""
    worlds = conclusions.worlds
    strategies = _shares(conclusions.strategies)
    verdicts = {}
    for question, answers in conclusions.verdicts.items():
        verdicts[question] = _shares(answers)
    win_first = _win_shares(conclusions)
    ids = [person.id for person in worlds.judgment.center]
    visits = []
    if ids:
        visits = conclusions.visits[:, 0].tolist()
    seen = _shares(ids[place] for place in visits if place != NOBODY)
    following = {id: share * _part(visits) for id, share in seen.items()}
    words = ShareWords(worlds.judgment, worlds.count)
    shares = [
        *words.strategy_rows(strategies),
        *words.verdict_rows(verdicts),
        *words.win_rows(win_first),
        *words.next_rows(following),
    ]
    of_strategy = tuple(words.of_strategy(strategies))
    because = [
        *of_strategy,
        *words.of_win(win_first),
        *words.of_next(following),
        *words.of_verdicts(verdicts),
    ]
    return Robustness(
        worlds=worlds.count,
        seed=worlds.seed,
        unknown=len(worlds.unknowns),
        strategies=strategies,
        verdicts=FrozenMapping(verdicts),
        win_first=win_first,
        next=FrozenMapping(following),
        shares=ResultList(shares),
        of_strategy=of_strategy,
        because=tuple(because),
    )


def _shares(values: Iterable[K]) -> FrozenMapping[K, float]:
    """How often each value comes up, the most frequent first."""
    counted = Counter(values)
    total = counted.total()
    shares = {}
    for value, count in counted.most_common():
        shares[value] = count / total
    return FrozenMapping(shares)


def _part(places: list[int]) -> float:
    """In which share of the worlds there is somebody."""
    if not places:
        return 0.0
    return 1 - places.count(NOBODY) / len(places)


def _win_shares(
    conclusions: Conclusions,
) -> FrozenMapping[str, tuple[float, float, float]]:
    """How often each person is the first, among the first two, and the first three."""
    center = conclusions.worlds.judgment.center
    count = conclusions.worlds.count
    shares = {}
    for node, person in enumerate(center):
        is_there = conclusions.win == node
        if is_there.any():
            within = [
                float(is_there[:, :most].any(axis=1).sum()) / count
                for most in (1, 2, 3)
            ]
            shares[person.id] = (within[0], within[1], within[2])
    ordered = sorted(shares.items(), key=lambda item: [-each for each in item[1]])
    return FrozenMapping(ordered)
