"""How a seller is appraised: five sources, each rating as its result by its target."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.judgment.funnel import as_percent
from powermap.judgment.judge import Subject, judge
from powermap.language import Listed, Percent, Quoted, Reason
from powermap.language.results import Tabular
from powermap.model import AccountPlan, Rating, Source, parse
from powermap.model.field_words import words_for

if TYPE_CHECKING:
    from powermap.language.results import Row
    from powermap.model.playbook import Playbook

MOST_LOW = 2.0
"""Attainment where lower is better, at most: none at all would be without end."""
MOST_NAMED = 5
"""Names that a sentence lists before it counts the rest."""

__all__ = ["Appraisal", "Attained", "SourceAppraisal", "appraise"]


@dataclass(frozen=True, slots=True)
class Attained:
    """One rating with its attainment.

    Parameters
    ----------
    rating : Rating
        As it was entered.
    attainment : float or None
        Result divided by target, above 1 when the target was exceeded; None without
        both, or for a target of 0. Where lower is better, target divided by result, at
        most 2; of a target of 0 it is 1 when it was kept, else 0.
    because : Reason
        The same as a sentence.
    """

    rating: Rating
    attainment: float | None
    because: Reason

    def __repr__(self) -> str:
        return f"<Attained {self.because}>"


@dataclass(frozen=True, slots=True)
class SourceAppraisal:
    """One source.

    Parameters
    ----------
    source : Source
        The source.
    ratings : tuple of Attained
        In the order of the plan, with those that have no numbers.
    attainment : float or None
        Mean of the known attainments; None when none is known.
    because : Reason
        The same as a sentence.
    """

    source: Source
    ratings: tuple[Attained, ...]
    attainment: float | None
    because: Reason

    def __repr__(self) -> str:
        return f"<SourceAppraisal {self.because}>"

    def row(self) -> Row:
        """The source by column."""
        return {
            "source": self.source,
            "attainment": as_percent(self.attainment),
            "because": self.because,
        }


@dataclass(frozen=True, slots=True)
class Appraisal(Tabular):
    """A seller over the five sources.

    Parameters
    ----------
    sources : mapping of Source to SourceAppraisal
        All five, the empty ones too.
    attainment : float or None
        Mean over the sources with a known attainment, by their weights; None when
        there is none.
    because : Reason
        The same as a sentence.
    missing : tuple of Reason
        What is not known, one sentence each.
    readiness : tuple of Reason
        The two questions with which the course closes, with their answers: the skills
        for key accounts, and a solution for the customer.
    """

    sources: Mapping[Source, SourceAppraisal]
    attainment: float | None
    because: Reason
    missing: tuple[Reason, ...]
    readiness: tuple[Reason, ...]

    def __repr__(self) -> str:
        return f"<Appraisal: {self.because}>"

    def _rows(self) -> list[Row]:
        return [each.row() for each in self.sources.values()]


def appraise(subject: Subject, *, playbook: Playbook | None = None) -> Appraisal:
    """How far a seller reached the targets, by source.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        The plan with its ``appraisal``.
    playbook : Playbook, optional
        A company's own tables: ``appraisal_weights``; a source that is left out does
        not count.

    Returns
    -------
    Appraisal

    Raises
    ------
    ModelError
        When a weight is negative, not a number, or that of no source.

    Examples
    --------
    >>> from powermap.model import AccountPlan
    >>> revenue = Rating("targets", "Revenue", target=200, actual=150)
    >>> survey = Rating("customers", "Survey")
    >>> result = appraise(AccountPlan("Northwind", appraisal=[revenue, survey]))
    >>> result.attainment, result.sources[Source.CUSTOMERS].attainment
    (0.75, None)
    >>> complaints = Rating("customers", "Complaints", target=2, actual=6,
    ...                     lower_is_better=True)
    >>> low = appraise(AccountPlan("Northwind", appraisal=[complaints]))
    >>> print(low.sources[Source.CUSTOMERS].ratings[0].because)
    Complaints: 6, at most 2 wanted (33%).
    >>> print(result.sources[Source.TARGETS].ratings[0].because)
    Revenue: 150 of 200 (75%).
    """
    return judge(subject, playbook=playbook).appraisal


def judge_appraisal(plan: AccountPlan, weights: Mapping[Source, float]) -> Appraisal:
    """The ratings of a plan by the weights of a playbook."""
    ratings = plan.appraisal
    checked = _check_weights(weights)
    # All five, also those without ratings, so that what is missing shows.
    sources = {source: _judge_source(source, ratings) for source in Source}
    attainment, because = _weigh_sources(sources, checked)
    # Whole sources before single ratings: one sentence in place of one per rating.
    missing = [each.because for each in sources.values() if each.attainment is None]
    unclear = [each.name for each in ratings if _may_be_lower(each)]
    if unclear:
        names = Listed(unclear, "comma", most=MOST_NAMED)
        missing.append(Reason("appraisal.lower", names=names, count=len(unclear)))
    for judged in sources.values():
        if judged.attainment is None:
            continue
        for rating in judged.ratings:
            if rating.attainment is None:
                missing.append(rating.because)
    return Appraisal(
        FrozenMapping(sources), attainment, because, tuple(missing), _readiness(plan)
    )


def _readiness(plan: AccountPlan) -> tuple[Reason, ...]:
    answers = {
        "skills": plan.seller_has_skills,
        "solution": plan.seller_has_solution,
    }
    questions = []
    for name, answer in answers.items():
        words = Reason("common.unknown")
        if answer is not None:
            words = Reason("common.yes" if answer else "common.no")
        question = Reason(f"appraisal.ready_{name}")
        questions.append(Reason("appraisal.ready", question=question, answer=words))
    return tuple(questions)


def _weigh_sources(
    sources: Mapping[Source, SourceAppraisal], weights: Mapping[Source, float]
) -> tuple[float | None, Reason]:
    """The weighted mean of the known attainments, with the reason."""
    parts = []
    counted = []
    any_known = False
    for source, judged in sources.items():
        if judged.attainment is None:
            continue
        any_known = True
        weight = weights.get(source, 0.0)
        # A weight of 0 leaves a source out; "2 of 3 sources" must not count it.
        if weight > 0:
            counted.append(weight)
            parts.append(judged.attainment * weight)
    if not any_known:
        return None, Reason("appraisal.none")
    if not counted:
        return None, Reason("appraisal.weightless")
    # Divided by the weights of the sources with results only: a source without results
    # is unknown, not 0%.
    whole = math.fsum(parts) / math.fsum(counted)
    because = Reason("appraisal.whole", share=Percent(whole), count=len(counted))
    return whole, because


def _check_weights(weights: Mapping[Source, float]) -> dict[Source, float]:
    """The weights by source, whatever word names the source."""
    checked = {}
    for source, weight in weights.items():
        is_number = isinstance(weight, int | float) and not isinstance(weight, bool)
        if not is_number or not 0 <= weight < math.inf:
            raise ModelError(
                Reason(
                    "message.playbook.appraisal_weight",
                    weight=Quoted(weight),
                    source=Quoted(str(source)),
                )
            )
        checked[parse(Source, source)] = weight
    return checked


def _judge_source(source: Source, ratings: Sequence[Rating]) -> SourceAppraisal:
    judged = tuple(_judge_rating(each) for each in ratings if each.source is source)
    known = [each.attainment for each in judged if each.attainment is not None]
    if not known:
        key = "unmeasured" if judged else "empty"
        because = Reason(f"appraisal.{key}", source=source, count=len(judged))
        return SourceAppraisal(source, judged, None, because)
    # A plain mean: the course gives no order of the ratings within a source.
    mean = math.fsum(known) / len(known)
    because = Reason(
        "appraisal.source",
        source=source,
        share=Percent(mean),
        known=len(known),
        count=len(judged),
    )
    return SourceAppraisal(source, judged, mean, because)


def _judge_rating(rating: Rating) -> Attained:
    if rating.target is None and rating.actual is None:
        because = Reason("appraisal.neither", name=rating.name)
        return Attained(rating, None, because)
    if rating.target is None:
        actual = float(rating.actual or 0)
        because = Reason("appraisal.no_target", name=rating.name, actual=actual)
        return Attained(rating, None, because)
    if rating.actual is None:
        target = float(rating.target)
        because = Reason("appraisal.no_actual", name=rating.name, target=target)
        return Attained(rating, None, because)
    return _attain(rating, float(rating.actual), float(rating.target))


def _attain(rating: Rating, actual: float, target: float) -> Attained:
    if rating.lower_is_better:
        return _attain_low(rating, actual, target)
    # Above a target of 0 there is no share, and 0 of 0 is not 100%.
    if target == 0:
        because = Reason("appraisal.zero", name=rating.name, actual=actual)
        return Attained(rating, None, because)
    share = actual / target
    because = Reason(
        "appraisal.rating",
        name=rating.name,
        actual=actual,
        target=target,
        share=Percent(share),
    )
    # A tiny target may make the share overflow.
    attainment = share if math.isfinite(share) else None
    return Attained(rating, attainment, because)


def _attain_low(rating: Rating, actual: float, target: float) -> Attained:
    """Attainment where lower is better: the less of it the higher, and never endless."""
    if target == 0:
        share = 1.0 if actual == 0 else 0.0
    elif actual * MOST_LOW <= target:
        share = MOST_LOW
    else:
        share = target / actual
    because = Reason(
        "appraisal.rating_low",
        name=rating.name,
        actual=actual,
        target=target,
        share=Percent(share),
    )
    return Attained(rating, share, because)


def _may_be_lower(rating: Rating) -> bool:
    """Whether the file should say if lower is better: asked and never guessed."""
    if rating.lower_is_better is not None or rating.target is None:
        return False
    name = rating.name.casefold()
    for word in words_for("lower_is_better"):
        # Chinese has no spaces; in English "cost" is no part of "Costa".
        if word.isascii():
            if re.search(rf"\b{re.escape(word)}\b", name):
                return True
        elif word in name:
            return True
    return False
