"""Evidence and unknowns: rules PM401 to PM499."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from powermap.judgment.findings.claims import (
    OPINIONS,
    has_evidence,
    is_claimed_after,
    is_dated_by_claims,
)
from powermap.judgment.findings.hits import (
    NAMED,
    Hit,
    hit_together,
    list_answers,
    list_people,
    list_things,
)
from powermap.judgment.findings.queries import key_people, known_answers, own_day
from powermap.language import Listed, Reason
from powermap.model import Assessment, Prospect, Stakeholder
from powermap.model.axes import involvement_of
from powermap.model.playbook import FindingKind
from powermap.network.seniority import share_by_title

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language.values import Value


def find_power_unknown(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """People whose power is unknown."""
    people = judgment.center.stakeholders
    unknown = [person for person in people if person.power is None]
    return hit_together(unknown)


def find_involvement_unknown(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Key people whose involvement is unknown."""
    scale = judgment.center.scale
    unknown = []
    for person in key_people(judgment):
        if involvement_of(person, scale) is None:
            unknown.append(person)
    return hit_together(unknown)


def find_stance_unknown(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Key people whose stance is unknown."""
    people = key_people(judgment)
    unknown = [person for person in people if person.stance is None]
    return hit_together(unknown)


def find_contact_unknown(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Key people of whom it is unknown how well we know them."""
    people = key_people(judgment)
    unknown = [person for person in people if person.contact is None]
    return hit_together(unknown)


def find_no_evidence(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """People who were judged without evidence."""
    without = []
    for person in judgment.center:
        if _is_judged(person) and not has_evidence(person):
            without.append(person)
    return hit_together(without)


def find_stale(judgment: Judgment, kind: FindingKind) -> Iterator[Hit]:
    """People who were judged too long ago."""
    stale = []
    for person in judgment.center:
        # What claims date is told claim by claim (PM411).
        if is_dated_by_claims(person) or not _is_judged(person):
            continue
        if _is_old(judgment, kind, person.as_of):
            stale.append(person)
    return hit_together(stale)


def find_answer_without_evidence(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Answers to criteria without evidence."""
    answers = known_answers(judgment)
    without = [each for each in answers if not each.evidence]
    return _hit_answers(without)


def find_stale_answer(judgment: Judgment, kind: FindingKind) -> Iterator[Hit]:
    """Answers to criteria that are too old."""
    answers = known_answers(judgment)
    stale = [each for each in answers if _is_old(judgment, kind, each.as_of)]
    return _hit_answers(stale)


def find_future_date(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Judgments dated after today, the plan's own date too."""
    plan = judgment.plan
    people = []
    for person in judgment.center:
        is_claimed = is_claimed_after(person, judgment.today)
        if is_claimed or _is_later(judgment, person.as_of):
            people.append(person)
    # All answers and not the latest only: a date in the future makes a wrong answer the
    # latest one.
    answers = [each for each in plan.assessments if _is_later(judgment, each.as_of)]
    parts: list[Value] = []
    if people:
        parts.append(list_people(people))
    if answers:
        parts.append(list_answers(answers))
    # What is to be done has its date in the future; what is done has not.
    done = [act.name for act in plan.actions if _is_later(judgment, act.done_on)]
    if done:
        parts.append(list_things(done))
    for day in (plan.as_of, judgment.center.as_of):
        if _is_later(judgment, day):
            parts.append(Reason("finding.whole", day=day))
            break  # one wrong date of the file is enough to say
    if parts:
        values = {"what": Listed(parts), "today": judgment.today}
        yield Hit(tuple(people), values)


def find_future_stage(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Prospects with a date after today."""
    names = []
    for prospect in judgment.plan.pipeline:
        days = _list_days(prospect)
        if any(_is_later(judgment, day) for day in days):
            names.append(prospect.name)
    if names:
        yield Hit(values={"what": list_things(names), "today": judgment.today})


def find_deciding_title(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """People whose title says that they decide and whose power is unknown."""
    scale = judgment.center.scale
    people = []
    for person in judgment.center:
        if person.power is not None:
            continue
        share = share_by_title(person.title)
        # A title in the middle, as "manager", says neither.
        if share is not None and share > scale.share(scale.middle):
            people.append(person)
    if people:
        titled = [_titled(person) for person in people]
        yield Hit(
            tuple(people), {"people": Listed(titled, most=NAMED, more="list.more")}
        )


def _titled(person: Stakeholder) -> Reason:
    return Reason("estimate.titled", name=person.name, title=person.title)


def _list_days(prospect: Prospect) -> tuple[date | None, ...]:
    return (
        prospect.potential_on,
        prospect.prospect_on,
        prospect.closing_on,
        prospect.closed_on,
    )


def _hit_answers(answers: Sequence[Assessment]) -> Iterator[Hit]:
    if answers:
        yield Hit(values={"criteria": list_answers(answers)})


# Title and department are facts anybody can look up; opinions need evidence.
def _is_judged(person: Stakeholder) -> bool:
    return any(getattr(person, name) is not None for name in OPINIONS)


def _is_old(judgment: Judgment, kind: FindingKind, day: date | None) -> bool:
    """Whether a judgment is older than the table allows.

    A judgment without a day of its own has that of its file.
    """
    since = day or own_day(judgment)
    today = judgment.today
    if today is None or since is None or kind.days is None:
        return False
    age = today - since
    # The limit itself is still fresh: 90 days means from the 91st on.
    return age.days > kind.days


def _is_later(judgment: Judgment, day: date | None) -> bool:
    if judgment.today is None or day is None:
        return False
    return day > judgment.today
