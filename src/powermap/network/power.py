"""Power estimated from who listens to whom: a score, how sure it is, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from powermap.errors import ModelError, nearest, shown
from powermap.language import say
from powermap.model import BuyingCenter, Scale, Stakeholder, TieKind
from powermap.model.axes import power_score
from powermap.model.subject import center_of

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    from powermap.network.influence_arrays import Colours, Hearing, Hears

    Floats = NDArray[float64]

RESAMPLES = (100, 2000)
"""Fewest and most resamples."""
WORK = 1_000_000
"""People and pairs over all resamples, from the fewest to the most of these."""
COVERS = 0.8
"""The share of scores that the intervals are made to hold."""
PULL = 4.0
"""Answers that stand against those given: Agresti and Coull add as many to a proportion."""
PRIOR = (2.0, 20.0)
"""Fewest and most answers that what is usual here counts for."""
SEED = 20260101
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Estimate:
    """The power of one person as the ties have it.

    Parameters
    ----------
    score : float
        On the buying center's scale; its middle is a person who is listened to as much as is usual here.
    low, high : float
        In at least four of five cases the score that asking everybody would give lies between them; both ends of the
        scale where nothing is known.
    rank : int
        1 is the most powerful; equal scores share a rank.
    because : str
        The reason in a sentence.
    """

    score: float
    low: float
    high: float
    rank: int
    because: str


def estimate_power(
    center: BuyingCenter,
    *,
    reports: bool = False,
    asked: Iterable[str] | None = None,
    lang: str = "en",
) -> Mapping[str, Estimate]:
    """Estimate everybody's power from the ties, with an interval, a rank and the reason.

    Parameters
    ----------
    center : BuyingCenter
        People and ties; what is given as their power is not looked at.
    reports : bool, default False
        Whether reporting lines count too, half as much as listening.
    asked : iterable of str, optional
        Ids of those who were asked, also when they named nobody. Who has an answer among the ties was asked in any
        case: the sources of ``listens_to``, ``talks_to`` and ``friend_of``, the targets of ``influences``.
    lang : {"en", "zh"}
        Language of the reasons.

    Returns
    -------
    mapping of id to Estimate
        In the order of the buying center.

    Raises
    ------
    ModelError
        When `asked` names nobody's id or the language is unknown.

    Examples
    --------
    >>> from powermap.model import Tie
    >>> people = [Stakeholder("Ana"), Stakeholder("Ben", title="CIO"), Stakeholder("Cem")]
    >>> ties = [Tie("ben", "ana", "listens_to"), Tie("cem", "ana", "listens_to"), Tie("cem", "ben", "talks_to")]
    >>> found = estimate_power(BuyingCenter("ERP", people, ties))
    >>> [(id, each.rank) for id, each in found.items()]
    [('ana', 1), ('ben', 2), ('cem', 3)]
    >>> found["ana"].because
    '2 of 2 asked listen to them, among them Ben (CIO).'

    Notes
    -----
    Ties are turned so that they say who hears whom: ``listens_to`` and ``influences`` fully, ``talks_to`` a quarter
    (an eighth the other way) whatever the volume, ``friend_of`` an eighth, conflict nothing; between two people the
    firmest counts. A tie stronger than the median of its kind counts as one, a weaker one in proportion. The score is
    the mean of three readings, each as x / (x + mean of x):

    - how many hear a person: in-degree, the sufficient statistic when everybody is asked about everybody and people
      differ in how many they name [1]_;
    - how near everybody is over others who listen: 1 at one step, 2/3 at two, 1/3 at three, nothing beyond. That
      orders as closeness [2]_ does where all are near, but a listener more never lowers it, and people out of reach
      need no convention [3]_;
    - whose attention it is: PageRank [4]_ with its usual damping of 0.85, each listener's attention being divided;
      the attention of people who named nobody goes to all alike.

    They err in different ways, so their mean, with equal weights, should err less than one of them. The form was chosen
    by argument with three published sets at hand (``benchmarks/power.py``); no number in it is fitted to them. It is
    pulled to the middle as if four more answers [5]_ had said what is usual.

    The interval runs from the 10th to the 90th percentile of 100 to 2,000 Bayesian bootstraps [6]_, the more the
    smaller the network, with a fixed seed. Whole respondents are resampled, not single ties, as one person's answers
    hang together: who names many, names many. Who gets which draws is decided by the ties, never by ids [7]_, and
    people who are listened to alike share the mean of their intervals. To each person answers are added that say what
    is usual here, between 2 and 20 according to how much people differ (moments of the beta-binomial), so that "none
    of 3" is not taken for nobody.

    What is covered is the score that asking everybody would give, at 80% by design. Those asked count as a sample even
    when all were, since their answers might have come out otherwise; so the intervals cover more when many were asked.
    ``benchmarks/power.py`` measures it on three published and on simulated networks, with people asked at random: at
    a quarter, a half and three quarters asked about 89 to 99%, with 0.33 to 0.16 of the scale. Not covered is an
    unlucky choice of whom to ask: who asks only one department learns what that department says.

    References
    ----------
    .. [1] Holland, P. W., Leinhardt, S. (1981). An exponential family of probability distributions for directed
       graphs. Journal of the American Statistical Association 76, 33–50.
    .. [2] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social Networks 1, 215–239.
    .. [3] Boldi, P., Vigna, S. (2014). Axioms for centrality. Internet Mathematics 10, 222–262.
    .. [4] Brin, S., Page, L. (1998). The anatomy of a large-scale hypertextual web search engine. Computer Networks
       and ISDN Systems 30, 107–117.
    .. [5] Agresti, A., Coull, B. A. (1998). Approximate is better than "exact" for interval estimation of binomial
       proportions. The American Statistician 52, 119–126.
    .. [6] Rubin, D. B. (1981). The Bayesian bootstrap. The Annals of Statistics 9, 130–134.
    .. [7] McKay, B. D., Piperno, A. (2014). Practical graph isomorphism, II. Journal of Symbolic Computation 60,
       94–112.
    """
    center = center_of(center)
    from powermap.network.influence_arrays import by_structure, hearing, table

    hears = table(reports=reports)
    found, evidence = by_structure(
        hearing(center, hears=hears, asked=_known(center, asked))
    )
    shares = dict(
        zip(found.ids, zip(*_shares(found, evidence), strict=True), strict=True)
    )
    ranks = _ranks({id: share for id, (share, _, _) in shares.items()})
    reasons = _reasons(center, found, hears, ranks, lang)
    return MappingProxyType(
        {
            person.id: _estimate(
                shares[person.id], center.scale, ranks[person.id], reasons[person.id]
            )
            for person in center
        }
    )


def _known(center: BuyingCenter, asked: Iterable[str] | None) -> tuple[str, ...]:
    """The ids given, each somebody's."""
    given = (asked,) if isinstance(asked, str) else tuple(asked or ())
    ids = {person.id for person in center}
    for id in given:
        if id not in ids:
            raise ModelError(
                f"asked names {shown(id)}, nobody's id{nearest(str(id), ids)}"
            )
    return given


def _estimate(
    shares: tuple[float, float, float], scale: Scale, rank: int, because: str
) -> Estimate:
    score, low, high = (_on(scale, share) for share in shares)
    return Estimate(score, low, high, rank, because)


def _on(scale: Scale, share: float) -> float:
    """A share from 0 to 1 as a score, to a thousandth of the scale."""
    score = scale.low + (scale.high - scale.low) * round(float(share), DIGITS)
    return float(f"{score:.12g}")


def _ranks(shares: Mapping[str, float]) -> dict[str, int]:
    rounded = {id: round(float(share), 9) for id, share in shares.items()}
    first: dict[float, int] = {}
    for place, share in enumerate(sorted(rounded.values(), reverse=True), start=1):
        first.setdefault(share, place)
    return {id: first[share] for id, share in rounded.items()}


def _shares(found: Hearing, evidence: Colours) -> tuple[Floats, Floats, Floats]:
    """Score and interval of everybody, from 0 to 1; people of equal evidence and score share one interval."""
    import numpy as np

    people = len(found.ids)
    low, high, score = np.zeros(people), np.ones(people), np.full(people, 0.5)
    if not found.listener.size:
        return score, low, high
    asked = int(found.asked.sum())
    plain, *drawn = _mixed(found, *_drawn(found, asked))
    score = 0.5 + (plain - 0.5) * asked / (asked + PULL / found.firmness)
    ends = np.quantile(drawn, [(1 - COVERS) / 2, (1 + COVERS) / 2], axis=0)
    below, above = _shared(
        ends, np.stack([evidence, np.rint(score * 1e9).astype(np.uint64)])
    )
    told = asked > found.asked
    return (
        score,
        np.where(told, np.minimum(below, score), low),
        np.where(told, np.maximum(above, score), high),
    )


def _shared(ends: Floats, alike: Colours) -> Floats:
    """Both ends, of people who are alike the mean, since which of them got which draws means nothing."""
    import numpy as np

    _, kind, sizes = np.unique(alike, axis=1, return_inverse=True, return_counts=True)
    kind = kind.reshape(-1)  # some versions of numpy keep the axis
    return np.stack([(np.bincount(kind, end) / sizes)[kind] for end in ends])


def _mixed(found: Hearing, weights: Floats, added: Floats, usual: Floats) -> Floats:
    """The mean of the three readings under each row of weights.

    `added` is the number of answers put to each person's, `usual` what they say as a multiple of what is usual.
    """
    import numpy as np

    from powermap.network.influence_arrays import readings

    people = len(found.ids)
    prior = usual / usual.sum(axis=1, keepdims=True)
    about = weights.sum(axis=1, keepdims=True)
    numbers, near, ranks = readings(found, weights, prior)
    counted = []
    for reading in (numbers, near):
        rate = reading / about
        counted.append(
            (reading + added * usual * rate.mean(axis=1, keepdims=True))
            / (about + added)
        )
    held = added / (about + added)
    counted.append(ranks * (1 - held) + held * usual / people)
    ratios = [each / each.mean(axis=1, keepdims=True) for each in counted]
    return sum((ratio / (1 + ratio) for ratio in ratios), np.zeros_like(weights)) / len(
        ratios
    )


def _drawn(found: Hearing, asked: int) -> tuple[Floats, Floats, Floats]:
    """What `_mixed` needs: first the answers as they are, then respondents reweighted and usual answers added."""
    import numpy as np

    from powermap.network.influence_arrays import count

    dice = np.random.default_rng(SEED)
    size = (resamples(len(found.ids) + found.listener.size), len(found.ids))
    plain = found.asked[None].astype(float)
    rate = count(found, plain)[0] / asked
    answers = _usual_answers(rate, asked)
    expected = max(
        answers * float(rate.mean()), 0.01
    )  # below that gamma variates underflow
    weights = np.vstack([plain, dice.standard_exponential(size) * found.asked])
    usual = np.vstack(
        [np.ones_like(plain), dice.standard_gamma(expected, size) / expected]
    )
    added = np.full(weights.shape, answers / found.firmness)
    added[0] = 0
    return weights, added, usual


def resamples(size: int) -> int:
    """How many resamples are made of so many people and pairs.

    Examples
    --------
    >>> resamples(40), resamples(1_000), resamples(55_000)
    (2000, 1000, 100)
    """
    return min(max(WORK // max(size, 1), RESAMPLES[0]), RESAMPLES[1])


def _usual_answers(rate: Floats, asked: int) -> float:
    """Answers that what is usual counts for: the fewer, the more people differ beyond chance."""
    if asked < 3:
        return PRIOR[0]
    mean = float(rate.mean())
    apart = float(rate.var(ddof=1) - (rate * (1 - rate)).mean() / (asked - 1))
    return (
        min(max(mean * (1 - mean) / apart - 1, PRIOR[0]), PRIOR[1])
        if apart > 0
        else PRIOR[1]
    )


def _reasons(
    center: BuyingCenter,
    found: Hearing,
    hears: Hears,
    ranks: Mapping[str, int],
    lang: str,
) -> dict[str, str]:
    """For each person how many of those asked listen, and the foremost of them."""
    asked = {id for id, known in zip(found.ids, found.asked, strict=True) if known}
    listeners, contacts = _said(center, hears, asked)
    few = (
        say(lang, "estimate.few", count=len(asked), people=len(center))
        if 2 * len(asked) < len(center)
        else ""
    )
    order = sorted(
        center,
        key=lambda person: (
            *_standing(person, center.scale),
            ranks[person.id],
            person.id,
        ),
    )
    place = {person.id: number for number, person in enumerate(order)}
    stop, reasons = say(lang, "estimate.stop"), {}
    reports = any(hears[TieKind.REPORTS_TO])
    for id in place:
        others = len(asked) - (id in asked)
        heard, met = listeners.get(id, set()), contacts.get(id, set())
        kind = (
            "heard" if heard else "met" if met else "unheard" if others else "unasked"
        )
        kind += "_by_reports" if heard and reports else ""
        first = min((place[each] for each in heard or met), default=None)
        count = len(heard or met)
        who = "" if first is None else _called(order[first], lang, bracketed=count == 1)
        text = say(lang, f"estimate.{kind}", count=count, asked=others, who=who)
        reasons[id] = text + (few if others else "") + stop
    return reasons


def _standing(person: Stakeholder, scale: Scale) -> tuple[float, bool]:
    """Before others: the more powerful, then those with a title; unknown power stands at the cut."""
    power = power_score(person, scale)
    return -(scale.middle if power is None else power), person.title is None


def _called(person: Stakeholder, lang: str, *, bracketed: bool) -> str:
    """Somebody's name and title, in a sentence or within its brackets."""
    key = "estimate.titled_within" if bracketed else "estimate.titled"
    return (
        say(lang, key, name=person.name, title=person.title)
        if person.title
        else person.name
    )


def _said(
    center: BuyingCenter, hears: Hears, asked: set[str]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Who listens to each person, and who is merely in contact."""
    listeners: dict[str, set[str]] = {}
    contacts: dict[str, set[str]] = {}
    for tie in center.ties:
        book = (
            contacts if tie.kind in {TieKind.TALKS_TO, TieKind.FRIEND_OF} else listeners
        )
        for listener, heard, worth in zip(
            (tie.source, tie.target),
            (tie.target, tie.source),
            hears[tie.kind],
            strict=True,
        ):
            if worth and listener in asked:
                book.setdefault(heard, set()).add(listener)
    return listeners, contacts
