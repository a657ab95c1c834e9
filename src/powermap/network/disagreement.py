"""Where the power that was entered and the power that the ties show contradict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.language import Reason, sentences
from powermap.language.results import ResultList, Row
from powermap.model import BuyingCenter, Power, Scale, Stakeholder
from powermap.model.axes import power_of
from powermap.model.subject import Subject, center_of
from powermap.network.power import (
    Estimate,
    estimate_from,
    listening_to,
    plain_scores,
)
from powermap.network.power_reasons import MERE_CONTACT

if TYPE_CHECKING:
    from powermap.network.listening import Listening

__all__ = [
    "Disagreement",
    "disagreements",
    "find_disagreements",
    "may_disagree",
    "without_mere_contact",
]

_ROUNDING = 0.001
"""Of the scale: scores are rounded to so much."""


@dataclass(frozen=True, slots=True, repr=False)
class Disagreement:
    """One person whose entered power and whose ties say different things.

    Parameters
    ----------
    person : str
        Id of whom it is about.
    name : str
        What the person is called.
    entered : Power
        The half of the scale that the entered word or number stands for.
    estimate : Estimate
        What the ties say.
    margin : float
        From the cut to the nearer end of the interval, in units of the scale: how
        plainly they contradict it.
    because : Reason
        Both reasons.
    """

    person: str
    name: str
    entered: Power
    estimate: Estimate
    margin: float
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {
            "name": self.name,
            "power": self.entered,
            "score": self.estimate.score,
            "because": self.because,
        }

    def __repr__(self) -> str:
        return (
            f"<Disagreement {self.person}: "
            f"{self.entered.value}, but "
            f"{self.estimate.score:.3g}>"
        )


def disagreements(
    subject: Subject,
    *,
    reports: bool = False,
    asked: Iterable[str] | None = None,
) -> ResultList[Disagreement]:
    """People whose ties contradict the power that was entered for them.

    Only where the whole interval of `estimate_power` lies on the other side of the
    cut; a score that may be either is no contradiction. Talk and friendship do not
    count here: they show who meets, not who is listened to. That no one listens to
    somebody who decides contradicts it only where half of the others were asked.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        People and ties.
    reports : bool, default False
        Whether reporting lines count.
    asked : iterable of str, optional
        Ids or unique names of those who were asked, as for `estimate_power`.

    Returns
    -------
    ResultList of Disagreement
        The most telling first: the wider the gap between cut and interval.

    Raises
    ------
    UnknownPersonError
        When `asked` names nobody's id or name.

    Examples
    --------
    >>> from powermap.model import Tie
    >>> people = [Stakeholder(f"P{number}") for number in range(8)]
    >>> ties = [Tie(person.id, "ana", "listens_to") for person in people]
    >>> people.append(Stakeholder("Ana", power="influencer"))
    >>> [found] = disagreements(BuyingCenter("ERP", people, ties))
    >>> found.person, found.entered.value, found.estimate.low > 5
    ('ana', 'influencer', True)
    """
    center = center_of(subject)
    trusted = without_mere_contact(center)
    listening = listening_to(trusted, reports=reports, asked=asked)
    if not may_disagree(center, listening):
        return ResultList([])
    estimates = estimate_from(trusted, listening, reports=reports)
    return find_disagreements(center, estimates)


def may_disagree(center: BuyingCenter, listening: Listening) -> bool:
    """Whether anybody's score is on the other side of the cut.

    An interval holds its score, so without such a score no interval need be estimated.
    """
    scale = center.scale
    cut = (scale.middle - scale.low) / (scale.high - scale.low)
    people = {person.id: person for person in center}
    for id, share, others_asked in plain_scores(listening):
        entered = power_of(people[id], scale)
        if entered is Power.INFLUENCER and share > cut - _ROUNDING:
            return True
        is_below = entered is Power.DECIDER and share < cut + _ROUNDING
        if is_below and 2 * others_asked >= len(center) - 1:
            return True
    return False


def without_mere_contact(center: BuyingCenter) -> BuyingCenter:
    """The same center without ties that show contact alone; itself if it has none."""
    trusted = [tie for tie in center.ties if tie.kind not in MERE_CONTACT]
    if len(trusted) == len(center.ties):
        return center
    # Not checked again: without some of its ties nothing contradicts itself.
    return center.model_copy(update={"ties": tuple(trusted)})


def find_disagreements(
    center: BuyingCenter, estimates: Mapping[str, Estimate]
) -> ResultList[Disagreement]:
    """People whose entered power these estimates contradict."""
    contradicted = []
    for person in center:
        estimate = estimates[person.id]
        # That nobody among a few listens is no evidence; that several do is.
        if power_of(person, center.scale) is Power.DECIDER:
            others = len(center) - 1
            if 2 * estimate.asked < others:
                continue
        answer = _disagreement(person, estimate, center.scale)
        if answer is not None:
            contradicted.append(answer)
    # The sort is stable: equal margins stay in the order of the people.
    contradicted.sort(key=lambda answer: -answer.margin)
    return ResultList(contradicted)


def _disagreement(
    person: Stakeholder, estimate: Estimate, scale: Scale
) -> Disagreement | None:
    entered = power_of(person, scale)
    if entered is None:
        return None
    # The end of the interval that is nearer to the cut, not the score: an estimate that
    # could be on either side contradicts nothing.
    margin = scale.middle - estimate.high
    if entered is Power.INFLUENCER:
        margin = estimate.low - scale.middle
    if margin <= 0:
        return None
    because = _reason(person, entered, estimate, scale)
    return Disagreement(person.id, person.name, entered, estimate, margin, because)


def _reason(
    person: Stakeholder, entered: Power, estimate: Estimate, scale: Scale
) -> Reason:
    key = "disagreement.above" if entered is Power.INFLUENCER else "disagreement.below"
    contradiction = Reason(
        key,
        entered=_entered_power(person),
        score=_round_score(estimate.score),
        low=_round_score(estimate.low),
        high=_round_score(estimate.high),
        cut=scale.middle,
    )
    return sentences([contradiction, estimate.because])


def _entered_power(person: Stakeholder) -> Reason:
    if isinstance(person.power, Power):
        return Reason("disagreement.word", power=person.power)
    return Reason("disagreement.score", power=person.power)


def _round_score(score: float) -> float:
    """To three digits: more would be false precision."""
    return float(f"{score:.3g}")
