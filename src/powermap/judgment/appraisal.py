"""How a seller is judged: five sources, each rating as what was reached of what was asked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from powermap.errors import ModelError, shown
from powermap.judgment.pipeline import percent
from powermap.language import label, say
from powermap.model import AccountPlan, BuyingCenter, Rating, Source, parse
from powermap.model.playbook.defaults import APPRAISAL_WEIGHTS
from powermap.model.record import a_table
from powermap.model.subject import plan_of

WEIGHTS: Mapping[Source, float] = APPRAISAL_WEIGHTS


@dataclass(frozen=True, slots=True)
class Attained:
    """One rating with what was reached of it.

    Parameters
    ----------
    rating : Rating
        As it was entered.
    attainment : float or None
        Actual divided by target, above 1 when more was reached than asked; None without both, or for a target of 0.
    because : str
        In a sentence.
    """

    rating: Rating
    attainment: float | None
    because: str


@dataclass(frozen=True, slots=True)
class SourceAppraisal:
    """One source.

    Parameters
    ----------
    source : Source
        Which.
    ratings : tuple of Attained
        In the order of the plan; those without numbers too.
    attainment : float or None
        Mean of the known attainments; None when none is known.
    because : str
        In a sentence.
    """

    source: Source
    ratings: tuple[Attained, ...]
    attainment: float | None
    because: str


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A seller over the five sources.

    Parameters
    ----------
    sources : mapping of Source to SourceAppraisal
        All five, the empty ones too.
    attainment : float or None
        Mean over the sources whose attainment is known, by their weights; None when none is.
    because : str
        In a sentence.
    missing : tuple of str
        What is not known, a sentence each.
    """

    sources: Mapping[Source, SourceAppraisal]
    attainment: float | None
    because: str
    missing: tuple[str, ...]


def appraise(
    plan: AccountPlan | BuyingCenter,
    *,
    weights: Mapping[Source, float] = WEIGHTS,
    lang: str = "en",
) -> Appraisal:
    """How far a seller reached what was asked, by source.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        Its ``appraisal`` is looked at.
    weights : mapping of Source to float
        What each source counts in the whole; a source that is left out counts nothing.
    lang : {"en", "zh"}
        Language of the reasons.

    Returns
    -------
    Appraisal

    Raises
    ------
    ModelError
        When a weight is negative, no number or that of no source, or the language is unknown.

    Examples
    --------
    >>> from powermap.model import AccountPlan, Rating
    >>> found = appraise(AccountPlan("Northwind", appraisal=[
    ...     Rating("targets", "Revenue", target=200, actual=150), Rating("customers", "Survey")]))
    >>> found.attainment, found.sources[Source.CUSTOMERS].attainment
    (0.75, None)
    >>> found.sources[Source.TARGETS].ratings[0].because
    'Revenue: 150 reached, target 200: 75 %.'
    """
    plan, counts = plan_of(plan), _checked(weights)
    sources = {source: _judged(source, plan.appraisal, lang) for source in Source}
    known = {
        source: each.attainment
        for source, each in sources.items()
        if each.attainment is not None
    }
    heavy = {source: counts.get(source, 0.0) for source in known}
    weight = math.fsum(heavy.values())
    whole = (
        math.fsum(known[source] * heavy[source] for source in known) / weight
        if weight
        else None
    )
    if whole is None:
        because = say(lang, "appraisal.weightless" if known else "appraisal.none")
    else:
        counted = sum(each > 0 for each in heavy.values())
        because = say(
            lang, "appraisal.whole", share=percent(whole, lang), count=counted
        )
    missing = [each.because for each in sources.values() if each.attainment is None]
    missing += [
        each.because
        for judged in sources.values()
        for each in judged.ratings
        if each.attainment is None and judged.attainment is not None
    ]
    return Appraisal(MappingProxyType(sources), whole, because, tuple(missing))


def _checked(weights: Mapping[Source, float]) -> dict[Source, float]:
    """The weights by source, whatever word names it."""
    for each in a_table(weights, "weights").values():
        if isinstance(each, bool) or not (
            isinstance(each, int | float) and 0 <= each < math.inf
        ):
            raise ModelError(f"a source weighs {shown(each)}; allowed: 0 or more")
    return {parse(Source, source): weight for source, weight in weights.items()}


def _judged(source: Source, ratings: Sequence[Rating], lang: str) -> SourceAppraisal:
    found = tuple(_attained(each, lang) for each in ratings if each.source is source)
    known = [each.attainment for each in found if each.attainment is not None]
    mean = math.fsum(known) / len(known) if known else None
    name = label(source, lang)
    if mean is None:
        key = "unmeasured" if found else "empty"
        return SourceAppraisal(
            source,
            found,
            None,
            say(lang, f"appraisal.{key}", source=name, count=len(found)),
        )
    because = say(
        lang,
        "appraisal.source",
        source=name,
        share=percent(mean, lang),
        known=len(known),
        count=len(found),
    )
    return SourceAppraisal(source, found, mean, because)


def _attained(rating: Rating, lang: str) -> Attained:
    target, actual = rating.target, rating.actual
    if target is None or actual is None:
        key = {
            (True, True): "neither",
            (True, False): "no_target",
            (False, True): "no_actual",
        }
        missing = key[target is None, actual is None]
        given = plain(target if actual is None else actual)
        return Attained(
            rating,
            None,
            say(lang, f"appraisal.{missing}", name=rating.name, given=given),
        )
    if target == 0:
        return Attained(
            rating,
            None,
            say(lang, "appraisal.zero", name=rating.name, actual=plain(actual)),
        )
    share = actual / target
    because = say(
        lang,
        "appraisal.rating",
        name=rating.name,
        actual=plain(actual),
        target=plain(target),
        share=percent(share, lang),
    )
    return Attained(rating, share if math.isfinite(share) else None, because)


def plain(number: float | None) -> str:
    """A number as it was entered, with thousands apart.

    Examples
    --------
    >>> plain(1250000), plain(4.2)
    ('1,250,000', '4.2')
    """
    return "" if number is None else f"{number:,.10g}"
