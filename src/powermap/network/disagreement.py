"""Where the power that somebody was given and the power that the ties show contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from powermap.language import label, say
from powermap.model import BuyingCenter, Power, Scale, Stakeholder
from powermap.model.axes import power_of, power_score
from powermap.model.subject import center_of
from powermap.network.power import Estimate, estimate_power


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One person whose given power and whose ties say different things.

    Parameters
    ----------
    person : str
        Id of whom it is about.
    given : Power
        The half of the scale that the given word or number stands for.
    estimate : Estimate
        What the ties say.
    margin : float
        From the cut to the nearer end of the interval, in units of the scale: how plainly they contradict it.
    because : str
        Both reasons in a sentence.
    """

    person: str
    given: Power
    estimate: Estimate
    margin: float
    because: str


def disagreements(
    center: BuyingCenter,
    *,
    reports: bool = False,
    asked: Iterable[str] | None = None,
    lang: str = "en",
) -> tuple[Disagreement, ...]:
    """People who are given power that their ties contradict, or denied power that their ties show.

    Only where the whole interval of `estimate_power` lies on the other side of the cut; a score that may be either is
    no contradiction.

    Parameters
    ----------
    center : BuyingCenter
        People and ties.
    reports : bool, default False
        Whether reporting lines count.
    asked : iterable of str, optional
        Ids of those who were asked, as for `estimate_power`.
    lang : {"en", "zh"}
        Language of the reasons.

    Returns
    -------
    tuple of Disagreement
        The most telling first: the wider the gap between cut and interval.

    Raises
    ------
    ModelError
        When `asked` names nobody's id or the language is unknown.

    Examples
    --------
    >>> from powermap.model import Tie
    >>> people = [Stakeholder("Ana", power="influencer")] + [Stakeholder(f"P{n}") for n in range(8)]
    >>> center = BuyingCenter("ERP", people, [Tie(f"p{n}", "ana", "listens_to") for n in range(8)])
    >>> [found] = disagreements(center)
    >>> found.person, found.because.partition(":")[0]
    ('ana', 'Marked Influencer, yet 8 of 8 asked listen to them, among them P0')
    """
    center = center_of(center)
    estimates = estimate_power(center, reports=reports, asked=asked, lang=lang)
    found = [
        each
        for person in center
        for each in _of(person, estimates[person.id], center.scale, lang)
    ]
    return tuple(sorted(found, key=lambda each: -each.margin))


def _of(
    person: Stakeholder, estimate: Estimate, scale: Scale, lang: str
) -> Iterator[Disagreement]:
    given, cut = power_of(person, scale), scale.middle
    gap = estimate.low - cut if given is Power.INFLUENCER else cut - estimate.high
    if given is not None and gap > 0:
        yield Disagreement(
            person.id,
            given,
            estimate,
            gap,
            _reason(person, given, estimate, scale, lang),
        )


def _reason(
    person: Stakeholder, given: Power, estimate: Estimate, scale: Scale, lang: str
) -> str:
    worded = isinstance(person.power, Power)
    return say(
        lang,
        f"disagreement.{'above' if given is Power.INFLUENCER else 'below'}",
        given=say(
            lang,
            "disagreement.word" if worded else "disagreement.score",
            word=label(given, lang),
            score=f"{power_score(person, scale):.4g}",
        ),
        because=_inside(estimate.because, lang),
        score=f"{estimate.score:.3g}",
        low=f"{estimate.low:.3g}",
        high=f"{estimate.high:.3g}",
        cut=f"{scale.middle:.10g}",
    )


def _inside(sentence: str, lang: str) -> str:
    """A sentence as part of another; all sentences of an estimate begin with a number or a common word."""
    return sentence[:1].lower() + sentence[1:].removesuffix(say(lang, "estimate.stop"))
