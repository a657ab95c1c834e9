"""Power estimated from who listens to whom: a score, how sure it is, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.language import Reason, sentences
from powermap.language.results import ResultMap, Row
from powermap.model import BuyingCenter, Power, Scale
from powermap.model.subject import Subject, center_of
from powermap.network.power_reasons import power_reasons
from powermap.network.seniority import share_by_title

if TYPE_CHECKING:
    from powermap.network.listening import Listening

__all__ = [
    "Estimate",
    "estimate_from",
    "estimate_power",
    "listening_to",
    "plain_scores",
]

SHARE_DECIMALS = 3
"""Scores are rounded to a thousandth of the scale: more would be false precision."""
RANK_DECIMALS = 9
"""Shares that differ by less share a rank, since sums of floats may differ."""


@dataclass(frozen=True, slots=True, repr=False)
class Estimate:
    """The power of one person as the ties show it.

    Parameters
    ----------
    score : float
        On the buying center's scale; its middle is a person to whom as many listen as
        is usual here.
    low, high : float
        In at least four of five cases the score that asking everybody would give lies
        between them; both ends of the scale where nothing is known.
    rank : int
        1 is the most powerful; equal scores share a rank.
    entered : Power, float or None
        The power that was entered, to compare; no part of the score.
    by_title : float or None
        The score that the title alone would give; None when titles were not asked
        for, or when this one says nothing.
    asked : int
        How many others were asked, or are known to have answered.
    because : Reason
        The reason.
    """

    score: float
    low: float
    high: float
    rank: int
    entered: Power | float | None
    by_title: float | None
    asked: int
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {
            "rank": self.rank,
            "power": self.entered,
            "score": self.score,
            "low": self.low,
            "high": self.high,
            "because": self.because,
        }

    def __repr__(self) -> str:
        return (
            f"<Estimate {self.score:.3g} "
            f"({self.low:.3g} to "
            f"{self.high:.3g}), "
            f"rank {self.rank}>"
        )


def estimate_power(
    subject: Subject,
    *,
    reports: bool = False,
    asked: Iterable[str] | None = None,
    titles: bool = False,
) -> ResultMap[str, Estimate]:
    """Estimate everybody's power from the ties, with an interval, a rank and the reason.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        People and ties; what is entered as their power plays no part in the scores.
    reports : bool, default False
        Whether reporting lines count too, half as much as listening.
    asked : iterable of str, optional
        Ids or unique names of those who were asked, also when they named no one. Who
        has an answer among the ties was asked in any case: the sources of
        ``listens_to``, ``talks_to`` and ``friend_of``, the targets of ``influences``.

    titles : bool, default False
        Whether a title that says something of power stands in for the middle to which
        scores are pulled: it decides where few were asked, and ties pull away from
        it. The reason says "By title".

    Returns
    -------
    ResultMap of id to Estimate
        In the order of the buying center.

    Raises
    ------
    UnknownPersonError
        When `asked` names nobody's id or name.

    Examples
    --------
    >>> from powermap.model import Stakeholder, Tie
    >>> people = [Stakeholder(name) for name in ("Ana", "Ben", "Cem")]
    >>> ties = [
    ...     Tie("ben", "ana", "listens_to"),
    ...     Tie("cem", "ana", "listens_to"),
    ...     Tie("cem", "ben", "talks_to"),
    ... ]
    >>> estimates = estimate_power(BuyingCenter("ERP", people, ties))
    >>> [(id, each.rank) for id, each in estimates.items()]
    [('ana', 1), ('ben', 2), ('cem', 3)]
    >>> print(estimates["ana"].because)
    2 of 2 other people asked listen to them, among them Ben.

    Notes
    -----
    Ties are turned so that they say who listens to whom: ``listens_to`` and
    ``influences`` fully, ``talks_to`` a quarter (an eighth the other way),
    ``friend_of`` an eighth for who is named, conflict nothing; between two
    people the firmest counts. Strength enters by its rank among ties of the kind: half,
    and half by percentile. What is known only from whoever is said to be listened to
    (`Tie.said_by`) counts half. The score is the mean of three readings, each as x / (x + mean of x):

    - how many listen to a person: in-degree, the sufficient statistic when everybody
      is asked about everybody and people differ in how many they name [1]_;
    - how near everybody is through others who listen: 1 at one step, 2/3 at two, 1/3
      at three, nothing beyond. That orders as closeness [2]_ does where all are near,
      but a listener more never lowers it, and people out of reach need no convention
      [3]_;
    - whose attention it is: PageRank [4]_ with its usual damping of 0.85, each
      listener's attention being divided; the attention of people who named no one
      goes to all alike.

    They err in different ways, so their mean, with equal weights, should err less than
    one of them. The form was chosen by argument with three published sets at hand
    (``benchmarks/power.py``); no number in it is fitted to them. It is pulled to the
    middle as if four more answers [5]_ had said what is usual.

    The interval runs from the 10th to the 90th percentile of 400 Bayesian
    bootstraps [6]_, of a large network fewer down to 100, with a fixed seed. Whole
    respondents are resampled, not single ties, as one person's answers hang together:
    who names many, names many. Who gets which draws is decided by the ties, never by
    ids [7]_, and people whom others listen to alike share the mean of their intervals.
    To each person answers are added that say what is usual here, between 2 and 20
    according to how much people differ (moments of the beta-binomial), so that "none
    of 3" is not taken for no one. They decide how wide the interval is. Its middle is
    that of the bootstrap without them, or people at the top and at the bottom would
    lie outside; with few asked it is wider, as Student's t.

    What is covered is the score that asking everybody would give, at 80% by design.
    Those asked count as a sample even when all were, since their answers might have
    come out otherwise; so the intervals cover more when many were asked.
    ``benchmarks/power.py`` measures it on three published and on simulated networks,
    with people asked at random: at a quarter, a half and three quarters asked about
    85% to 100%, with 0.41 to 0.17 of the scale; with 3 to 24 asked at least 83% in
    each of the top, the middle and the bottom third. Not covered is an unlucky choice
    of whom to ask: who asks only one department learns what that department says.

    References
    ----------
    .. [1] Holland, P. W., Leinhardt, S. (1981). An exponential family of probability
       distributions for directed graphs. Journal of the American Statistical
       Association 76, 33–50.
    .. [2] Freeman, L. C. (1979). Centrality in social networks: conceptual
       clarification. Social Networks 1, 215–239.
    .. [3] Boldi, P., Vigna, S. (2014). Axioms for centrality. Internet Mathematics 10,
       222–262.
    .. [4] Brin, S., Page, L. (1998). The anatomy of a large-scale hypertextual web
       search engine. Computer Networks and ISDN Systems 30, 107–117.
    .. [5] Agresti, A., Coull, B. A. (1998). Approximate is better than "exact" for
       interval estimation of binomial proportions. The American Statistician 52,
       119–126.
    .. [6] Rubin, D. B. (1981). The Bayesian bootstrap. The Annals of Statistics 9,
       130–134.
    .. [7] McKay, B. D., Piperno, A. (2014). Practical graph isomorphism, II. Journal
       of Symbolic Computation 60, 94–112.
    """
    center = center_of(subject)
    known = listening_to(center, reports=reports, asked=asked)
    return estimate_from(center, known, reports=reports, titles=titles)


def listening_to(
    center: BuyingCenter,
    *,
    reports: bool = False,
    asked: Iterable[str] | None = None,
) -> Listening:
    """Who listens to whom, as `estimate_power` understands the ties."""
    # It imports numpy, which no other answer about power needs.
    from powermap.network.listening import listening_of, listening_weights

    weights = listening_weights(reports=reports)
    return listening_of(center, weights=weights, asked=_ids_of(center, asked))


def estimate_from(
    center: BuyingCenter,
    known: Listening,
    *,
    reports: bool = False,
    titles: bool = False,
) -> ResultMap[str, Estimate]:
    """Everybody's power by who listens to whom."""
    from powermap.network.listening import listening_weights
    from powermap.network.resampling import shares_of_power, with_priors
    from powermap.network.structure_order import by_structure

    weights = listening_weights(reports=reports)
    # Before anything random is drawn: draws are dealt out by position, and positions by
    # id would let a renamed person change everybody's interval.
    listening, evidence = by_structure(known)

    shares = shares_of_power(listening, evidence)
    by_title = {}
    if titles:
        by_title = _shares_by_title(center)
        shares = with_priors(shares, [by_title.get(id) for id in listening.ids])
    position = {id: number for number, id in enumerate(listening.ids)}
    ranks = _ranks(listening.ids, shares.score.tolist())
    asked_ids = listening.asked_ids()
    reasons = power_reasons(center, weights, asked_ids, ranks)

    estimates = {}
    names = {}
    for person in center:
        names[person.id] = person.name
        number = position[person.id]
        because = reasons[person.id]
        title_score = None
        if person.id in by_title:
            title_score = _on_scale(by_title[person.id], center.scale)
            because = _with_title(because, person.title, title_score)
        estimates[person.id] = Estimate(
            score=_on_scale(shares.score[number], center.scale),
            low=_on_scale(shares.low[number], center.scale),
            high=_on_scale(shares.high[number], center.scale),
            rank=ranks[person.id],
            entered=person.power,
            by_title=title_score,
            # People do not answer about themselves.
            asked=len(asked_ids) - (person.id in asked_ids),
            because=because,
        )
    return ResultMap(estimates, names)


def _with_title(because: Reason, title: str | None, score: float) -> Reason:
    by_title = Reason("estimate.by_title", title=title, score=score)
    return sentences([because, by_title])


def plain_scores(listening: Listening) -> list[tuple[str, float, int]]:
    """Everybody's id, share from 0 to 1, and how many others were asked."""
    from powermap.network.resampling import scores_without_intervals

    number = int(listening.asked.sum())
    scores = []
    shares = scores_without_intervals(listening).tolist()
    for id, share, is_asked in zip(
        listening.ids, shares, listening.asked.tolist(), strict=True
    ):
        # People do not answer about themselves.
        scores.append((id, share, number - is_asked))
    return scores


def _shares_by_title(center: BuyingCenter) -> dict[str, float]:
    """Power by title as a share, of those whose title says something."""
    shares = {}
    for person in center:
        share = share_by_title(person.title)
        if share is not None:
            shares[person.id] = share
    return shares


def _ids_of(center: BuyingCenter, asked: Iterable[str] | None) -> list[str]:
    """The ids of those who were asked."""
    if asked is None:
        return []
    names = [asked] if isinstance(asked, str) else asked
    # Finding somebody by name looks at everybody, so ids are tried first.
    known = {person.id for person in center}
    ids = []
    for name in names:
        id = name
        if name not in known:
            id = center.find(name).id
        ids.append(id)
    return ids


def _on_scale(share: float, scale: Scale) -> float:
    """A share from 0 to 1 as a score, to a thousandth of the scale."""
    share = round(float(share), SHARE_DECIMALS)
    span = scale.high - scale.low
    score = scale.low + span * share

    # Without the tail that binary fractions leave.
    return float(f"{score:.12g}")


def _ranks(ids: Iterable[str], shares: Iterable[float]) -> dict[str, int]:
    """Ranks by share; equal shares share the best rank."""
    rounded = [round(share, RANK_DECIMALS) for share in shares]

    best: dict[float, int] = {}
    descending = sorted(rounded, reverse=True)
    for rank, share in enumerate(descending, start=1):
        best.setdefault(share, rank)

    ranks = {}
    for id, share in zip(ids, rounded, strict=True):
        ranks[id] = best[share]
    return ranks
