"""Evidence and unknowns: the rules of the fourth hundred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from powermap.judgment.findings.case import Case, Hit, listed, together
from powermap.language import say
from powermap.model import Assessment, Stakeholder
from powermap.model.axes import involvement_of
from powermap.model.playbook import FindingKind


def power_unknown(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Whose power is not known."""
    return together(one for one in case.people if one.power is None)


def involvement_unknown(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Key people whose involvement is not known."""
    return together(
        one for one in case.key if involvement_of(one, case.center.scale) is None
    )


def stance_unknown(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Key people whose stance is not known."""
    return together(one for one in case.key if one.stance is None)


def contact_unknown(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Key people of whom it is not known how well we know them."""
    return together(one for one in case.key if one.contact is None)


def no_evidence(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Who was judged without any evidence."""
    return together(one for one in case.people if _judged(one) and not one.evidence)


def stale(case: Case, kind: FindingKind) -> Iterator[Hit]:
    """Who was judged too long ago."""
    return together(
        one for one in case.people if _judged(one) and _old(case, kind, one.as_of)
    )


def answer_without_evidence(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Answers without any evidence."""
    return _of_criteria(case, [each for each in case.answers() if not each.evidence])


def stale_answer(case: Case, kind: FindingKind) -> Iterator[Hit]:
    """Answers given too long ago."""
    return _of_criteria(
        case, [each for each in case.answers() if _old(case, kind, each.as_of)]
    )


def from_the_future(case: Case, _: FindingKind) -> Iterator[Hit]:
    """What is said to have been judged after today, the plan itself too."""
    plan = case.plan
    people = tuple(one for one in case.people if _later(case, one.as_of))
    answers = [
        each for each in (plan.assessments if plan else ()) if _later(case, each.as_of)
    ]
    whole = [
        day
        for day in (plan and plan.as_of, case.center.as_of)
        if day and _later(case, day)
    ]
    parts = [listed([one.name for one in people], case.lang), case.criteria(answers)]
    parts += [say(case.lang, "finding.whole", day=day) for day in whole[:1]]
    if people or answers or whole:
        what = say(case.lang, "list.comma").join(filter(None, parts))
        yield Hit(people, {"what": what, "today": case.today})


def stage_from_the_future(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Prospects that are said to have come to a stage after today."""
    names = [
        each.name
        for each in (case.plan.pipeline if case.plan else ())
        if any(
            _later(case, day)
            for day in (
                each.potential_on,
                each.prospect_on,
                each.closing_on,
                each.closed_on,
            )
        )
    ]
    if names:
        yield Hit(
            said={
                "what": listed(names, case.lang, more="finding.more"),
                "today": case.today,
            }
        )


def _of_criteria(case: Case, answers: Sequence[Assessment]) -> Iterator[Hit]:
    if answers:
        yield Hit(said={"criteria": case.criteria(answers)})


def _judged(one: Stakeholder) -> bool:
    return any(
        value is not None
        for value in (one.power, one.involvement, one.stance, one.can_veto)
    )


def _old(case: Case, kind: FindingKind, day: date | None) -> bool:
    """Whether a judgement, of its own day or that of the file, is older than the table allows."""
    since = day or case.as_of
    return bool(
        case.today
        and since
        and kind.days is not None
        and (case.today - since).days > kind.days
    )


def _later(case: Case, day: date | None) -> bool:
    return bool(case.today and day and day > case.today)
