"""Is it worth it: the answers to the criteria, for us and each rival, and a verdict per question."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from powermap.errors import ModelError, nearest, shown
from powermap.language import label, meaning, say
from powermap.language.lists import percent
from powermap.model import (
    AccountPlan,
    Answer,
    Assessment,
    BuyingCenter,
    Criterion,
    Question,
)
from powermap.model.subject import plan_of

__all__ = [
    "Judged",
    "Reassessed",
    "Verdict",
    "assess",
    "changes",
    "latest",
    "outweighs",
    "signed",
    "standing",
]

ENOUGH = 0.5
"""From this share of the weight on, what is known decides."""
SLIP = 1e-9
"""Shares that differ by less are equal."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion as it stands.

    Parameters
    ----------
    criterion : Criterion or str
        One of the nineteen, or the name of a criterion of the house.
    name : str
        The criterion in the chosen language.
    answer : Answer
        The latest; ? when nobody answered.
    evidence : str or None
        What it rests on.
    as_of : date or None
        When it was judged.
    weight : float
        1 when the latest answer gives none.
    before : Answer or None
        What held at the review before the last one, ? when it was not answered then; None when there was no such
        review.
    rival : str or None
        Whom it is about; None for us.
    meaning : str
        What the answer means for this criterion, in the chosen language: a risk that is + is low. Empty for ? and for
        a criterion of the house.
    """

    criterion: Criterion | str
    name: str
    answer: Answer
    evidence: str | None = None
    as_of: date | None = None
    weight: float = 1
    before: Answer | None = None
    rival: str | None = None
    meaning: str = ""

    @property
    def changed(self) -> bool:
        """Whether the last review changed the answer.

        Examples
        --------
        >>> Judged("urgency", "Urgency", Answer.PLUS, before=Answer.UNKNOWN).changed
        True
        """
        return self.before is not None and self.before is not self.answer


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one question.

    Parameters
    ----------
    question : Question
        The question.
    answer : Answer
        What the criteria say together, see `assess`.
    plus, minus, unknown : float
        Shares of the weight, 0 to 1; together 1.
    criteria : tuple of Judged
        In the order of the method, the house's own at the end.
    because : str
        The reason in words.
    before : Answer or None
        The verdict as of the review before the last one; None when there was no such review.
    """

    question: Question
    answer: Answer
    plus: float
    minus: float
    unknown: float
    criteria: tuple[Judged, ...]
    because: str
    before: Answer | None = None


@dataclass(frozen=True, slots=True)
class Reassessed:
    """What the last review changed.

    Parameters
    ----------
    rival : str or None
        Whom it is about; None for us.
    question : Question
        The question concerned.
    criterion : Criterion, str or None
        The criterion; None when it is the verdict on the question.
    before, answer : Answer
        What held before and what holds now.
    as_of : date or None
        Day of the review.
    because : str
        The change in a sentence.
    """

    rival: str | None
    question: Question
    criterion: Criterion | str | None
    before: Answer
    answer: Answer
    as_of: date | None
    because: str


def outweighs(plus: float, minus: float, unknown: float) -> bool | None:
    """Whether what speaks for something outweighs what speaks against it; None while that cannot be said.

    Examples
    --------
    >>> outweighs(2, 1, 1), outweighs(1, 2, 3), outweighs(1, 0, 3), outweighs(1, 1, 0)
    (True, False, None, None)

    Notes
    -----
    It can be said when at least half (`ENOUGH`) of the weight is known and the two sides differ. What is not known is
    on neither side.
    """
    total = math.fsum((plus, minus, unknown))
    if (
        total <= 0
        or plus + minus < total * (ENOUGH - SLIP)
        or abs(plus - minus) <= total * SLIP
    ):
        return None
    return plus > minus


def assess(
    plan: AccountPlan | BuyingCenter, *, rival: str | None = None, lang: str = "en"
) -> Mapping[Question, Verdict]:
    """Answer the four questions for us, or for one rival, from the latest answer to each criterion.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        The plan with its assessments.
    rival : str, optional
        Whom to assess; us when not given.
    lang : {"en", "zh"}
        Language of names and reasons.

    Returns
    -------
    mapping of Question to Verdict
        All four, in their order.

    Raises
    ------
    ModelError
        When the plan has no such rival or the language is unknown.

    Examples
    --------
    >>> plan = AccountPlan("Northwind", assessments=[Assessment("内应", "+"), Assessment("culture", "+")])
    >>> verdict = assess(plan)[Question.WIN]
    >>> verdict.answer, verdict.unknown
    (<Answer.PLUS: '+'>, 0.5)
    >>> verdict.because
    'Yes: 50% in favour, 0% against, 50% not known. In favour: An inside supporter (strong), Cultural fit (high). \
To be answered: Recognition by top management, Informal decision criteria.'

    Notes
    -----
    Four questions and nineteen criteria of a key-account sales course (评估销售机会). The verdict is + when the plus
    outweighs the minus by weight, − when it is the other way round, and ? when they are equal or less than half of the
    weight is known. Three things speak for this rule. A criterion that nobody answered, or that was answered with ?,
    is on neither side: to count it as a minus would punish those who say what they do not know. Half must be known,
    since otherwise the answers that are missing have more weight than those given, and could all point the other way.
    And nothing is a veto by itself: a house for which one criterion decides gives it a weight above that of the others
    together.

    A review is a day on which one party, we or that rival, was judged; answers without a day are the oldest review. An
    answer stands until it is given anew. `before` is what held until the last review. The weight is that of the latest
    answer.
    """
    plan = plan_of(plan)
    if rival is not None and rival not in plan.rivals:
        allowed = ", ".join(plan.rivals) or "none yet"
        raise ModelError(
            f"{shown(rival)} is no rival of the plan; rivals: {allowed}{nearest(str(rival), plan.rivals)}"
        )
    given = [each for each in plan.assessments if each.rival == rival]
    last = max((_day(each) for each in given), default=date.min)
    earlier = [each for each in given if _day(each) < last]
    now, before = latest(given), latest(earlier) if earlier else None
    return MappingProxyType(
        {
            question: _verdict(
                question,
                [_judged(each, now, before, rival, lang) for each in criteria],
                lang,
            )
            for question, criteria in plan.questions().items()
        }
    )


def _day(assessment: Assessment) -> date:
    return assessment.as_of or date.min


Latest = Mapping[tuple[str, str | None], Assessment]


def latest(
    assessments: Iterable[Assessment],
) -> dict[tuple[str, str | None], Assessment]:
    """The answer in force to each criterion, for us (None) and each rival: the one of the last date."""
    found: dict[tuple[str, str | None], Assessment] = {}
    for each in assessments:
        key = (each.criterion, each.rival)
        if key not in found or _day(each) >= _day(found[key]):
            found[key] = each
    return found


def named(criterion: Criterion | str, lang: str) -> str:
    """A criterion in words; one of the house is called as it is called."""
    return label(criterion, lang) if isinstance(criterion, Criterion) else criterion


def signed(criterion: Criterion | str, answer: Answer, lang: str) -> str:
    """An answer with its sign and what it means.

    Examples
    --------
    >>> signed(Criterion.RISK, Answer.MINUS, "en"), signed("Own", Answer.PLUS, "en")
    ('− high', '+')
    """
    return (
        f"{answer.value.replace('-', '−')} {meaning(criterion, answer, lang)}".rstrip()
    )


def _judged(
    criterion: str, now: Latest, earlier: Latest | None, rival: str | None, lang: str
) -> Judged:
    found, name, before = now.get((criterion, rival)), named(criterion, lang), None
    if earlier is not None:
        before = (
            earlier[criterion, rival].answer
            if (criterion, rival) in earlier
            else Answer.UNKNOWN
        )
    if found is None:
        return Judged(criterion, name, Answer.UNKNOWN, before=before, rival=rival)
    meant = meaning(criterion, found.answer, lang)
    return Judged(
        criterion,
        name,
        found.answer,
        found.evidence,
        found.as_of,
        found.weight or 1,
        before,
        rival,
        meant,
    )


def _weights(
    criteria: Sequence[Judged], *, before: bool = False
) -> tuple[float, float, float]:
    """How much is plus, minus and unknown."""
    answers = [
        (each.before if before else each.answer, each.weight) for each in criteria
    ]
    plus, minus, unknown = (
        math.fsum(weight for answer, weight in answers if answer is each)
        for each in Answer
    )
    return plus, minus, unknown


def _answer(for_it: bool | None) -> Answer:
    return Answer.UNKNOWN if for_it is None else Answer.PLUS if for_it else Answer.MINUS


def _verdict(question: Question, criteria: Sequence[Judged], lang: str) -> Verdict:
    weights = _weights(criteria)
    total = math.fsum(weights)
    plus, minus, unknown = (weight / total for weight in weights)
    answer = _answer(outweighs(*weights))
    reviewed = any(each.before is not None for each in criteria)
    before = _answer(outweighs(*_weights(criteria, before=True))) if reviewed else None
    because = _because(answer, plus, minus, unknown, criteria, lang)
    return Verdict(
        question, answer, plus, minus, unknown, tuple(criteria), because, before
    )


def _because(
    answer: Answer,
    plus: float,
    minus: float,
    unknown: float,
    criteria: Sequence[Judged],
    lang: str,
) -> str:
    shares = {
        "plus": percent(plus),
        "minus": percent(minus),
        "unknown": percent(unknown),
    }
    if plus + minus == 0:
        return say(lang, "assessment.nothing", count=len(criteria))
    parts = [say(lang, f"assessment.{_key(answer, unknown)}", **shares)]
    for each, key in zip(Answer, ("for", "against", "open"), strict=True):
        found = [_meant(one, lang) for one in criteria if one.answer is each]
        if found:
            parts.append(say(lang, f"assessment.{key}", names=_listed(found, lang)))
    changed = [
        _change(
            one.name, one.criterion, one.before, one.answer, lang, key="changed_one"
        )
        for one in criteria
        if one.before is not None and one.changed
    ]
    if changed:
        parts.append(say(lang, "assessment.changed", names=_listed(changed, lang)))
    return "".join(parts)


def _key(answer: Answer, unknown: float) -> str:
    if answer is Answer.UNKNOWN:
        return "little" if unknown > ENOUGH + SLIP else "even"
    return "plus" if answer is Answer.PLUS else "minus"


def _listed(names: Sequence[str], lang: str) -> str:
    return say(lang, "list.comma").join(names)


def _meant(one: Judged, lang: str) -> str:
    return (
        say(lang, "assessment.meant", name=one.name, meaning=one.meaning)
        if one.meaning
        else one.name
    )


def _change(
    name: str,
    criterion: Criterion | str,
    before: Answer,
    answer: Answer,
    lang: str,
    *,
    key: str = "change",
) -> str:
    signs = {
        "before": signed(criterion, before, lang),
        "after": signed(criterion, answer, lang),
    }
    return say(lang, f"assessment.{key}", name=name, **signs)


def standing(
    plan: AccountPlan | BuyingCenter, *, lang: str = "en"
) -> Mapping[str | None, Mapping[Question, Verdict]]:
    """Our verdicts beside those of each rival.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        The plan with its assessments.
    lang : {"en", "zh"}
        Language of names and reasons.

    Returns
    -------
    mapping of rival to verdicts
        None for us, who come first; then the rivals in their order.

    Examples
    --------
    >>> plan = AccountPlan("Northwind", rivals=["Contoso"], assessments=[Assessment("risk", "-", rival="Contoso")])
    >>> {who: verdicts[Question.WORTH].minus for who, verdicts in standing(plan).items()}
    {None: 0.0, 'Contoso': 0.2}
    """
    plan = plan_of(plan)
    return MappingProxyType(
        {rival: assess(plan, rival=rival, lang=lang) for rival in (None, *plan.rivals)}
    )


def changes(
    plan: AccountPlan | BuyingCenter, *, lang: str = "en"
) -> tuple[Reassessed, ...]:
    """What changed at the last review, of us and of each rival: verdicts, each before the criteria that moved it.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        The plan with its assessments.
    lang : {"en", "zh"}
        Language of the sentences.

    Returns
    -------
    tuple of Reassessed
        Empty when nothing changed, or when there was only one review.

    Examples
    --------
    >>> answers = [Assessment("insider", "?", as_of="2026-10-01"), Assessment("insider", "+", as_of="2026-11-01")]
    >>> [change] = changes(AccountPlan("Northwind", assessments=answers))
    >>> change.because
    'An inside supporter: ? → + strong (2026-11-01).'

    See Also
    --------
    assess : What counts as a review.
    """
    return tuple(
        change
        for who, verdicts in standing(plan, lang=lang).items()
        for change in _moved(who, verdicts, lang)
    )


def _moved(
    rival: str | None, verdicts: Mapping[Question, Verdict], lang: str
) -> Iterator[Reassessed]:
    days = [
        one.as_of
        for verdict in verdicts.values()
        for one in verdict.criteria
        if one.as_of
    ]
    day = max(days, default=None)
    for question, verdict in verdicts.items():
        if verdict.before is not None and verdict.before is not verdict.answer:
            change = _change(
                label(question, lang), question, verdict.before, verdict.answer, lang
            )
            said = _told(rival, change, day, lang)
            yield Reassessed(
                rival, question, None, verdict.before, verdict.answer, day, said
            )
        for one in verdict.criteria:
            if one.before is not None and one.changed:
                said = _told(
                    rival,
                    _change(one.name, one.criterion, one.before, one.answer, lang),
                    day,
                    lang,
                )
                yield Reassessed(
                    rival, question, one.criterion, one.before, one.answer, day, said
                )


def _told(rival: str | None, change: str, day: date | None, lang: str) -> str:
    if rival is None:
        return say(lang, "assessment.ours", change=change, date=day)
    return say(lang, "assessment.theirs", rival=rival, change=change, date=day)
