"""Single changes that somebody could see in a plan, and which of them turn the choice of a strategy.

Each change makes a plan of its own, and the choice is made anew from that plan: facts share answers and people, so that
none of them can be flipped apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from powermap.judgment.assessment import assess, latest, named, signed
from powermap.judgment.strategy.facts import OF_ANSWERS, Known, truths
from powermap.language import label, say
from powermap.model import (
    AccountPlan,
    Answer,
    Assessment,
    BuyingCenter,
    Criterion,
    Power,
    Stakeholder,
    Stance,
    Strategy,
)
from powermap.model.axes import power_of
from powermap.model.record import Record
from powermap.model.subject import plan_of

__all__ = ["SingleChange", "Turn", "single_changes", "turns"]

Kind = Literal[
    "answer",
    "rival",
    "stance",
    "organization_needs",
    "personal_needs",
    "power",
    "person",
]
Value = Answer | Stance | Power | bool | None
Valid = TypeVar("Valid", bound=Record)
Choose = Callable[[Mapping[str, bool | None]], Strategy | None]
NAMED = 6
"""As many names as a sentence holds before it counts the others."""
NEEDS: Mapping[Kind, str] = {
    "organization_needs": "meets_organization_needs",
    "personal_needs": "meets_personal_needs",
}


@dataclass(frozen=True, slots=True)
class SingleChange:
    """One thing that is otherwise in a plan, all else as it was.

    Parameters
    ----------
    kind : {"answer", "rival", "stance", "organization_needs", "personal_needs", "power", "person"}
        What changes: the answer to a criterion; a rival comes or goes; somebody's stance, needs that we meet, or power;
        somebody comes or goes.
    about : Criterion or str
        The criterion, the rival, or the person's id.
    before, value : Answer, Stance, Power, bool or None
        What it was and what it is then. A rival who is there is True; a person who comes has a stance, one who goes
        None.
    plan : AccountPlan
        The plan with the change.
    rival : str or None
        Whose answer it is; None for ours.
    """

    kind: Kind
    about: Criterion | str
    before: Value
    value: Value
    plan: AccountPlan
    rival: str | None = None

    @property
    def size(self) -> int:
        """How much has to happen: 1 where something unknown becomes known, 2 where the known turns.

        Of a known stance it is the number of steps between champion and enemy.
        """
        if self.before is None or self.before is Answer.UNKNOWN:
            return 1
        if self.kind == "stance":
            order = list(Stance)
            return abs(
                order.index(Stance(str(self.before)))
                - order.index(Stance(str(self.value)))
            )
        return 2


@dataclass(frozen=True, slots=True)
class Turn:
    """A single change that leads to another strategy.

    Parameters
    ----------
    change : SingleChange
        What changes, with the changed plan.
    strategy : Strategy or None
        What is recommended for that plan.
    because : str
        In a sentence.
    """

    change: SingleChange
    strategy: Strategy | None
    because: str


def single_changes(
    plan: AccountPlan | BuyingCenter, *, lang: str = "en"
) -> Iterator[SingleChange]:
    """Everything that could be otherwise in a plan, of what facts are read from, one thing at a time.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        The plan.
    lang : {"en", "zh"}
        Language in which a rival or a person who comes is called.

    Yields
    ------
    SingleChange
        Each answer as + and as -, ours and each rival's; a rival more and each rival less; each stance of each person,
        needs met and not met, deciding and not; each person less, and a champion or an enemy more.

    Examples
    --------
    >>> changes = list(single_changes(AccountPlan("Northwind")))
    >>> len(changes), changes[0].about.value, changes[0].value
    (41, 'requirements', <Answer.PLUS: '+'>)
    """
    plan = plan_of(plan)
    yield from _answers(plan)
    yield from _rivals(plan, lang)
    for person in plan.center:
        yield from _of_person(plan, person)
    yield from _newcomers(plan, lang)


def _answers(plan: AccountPlan) -> Iterator[SingleChange]:
    given = latest(plan.assessments)
    asked = [
        criterion for criteria in plan.questions().values() for criterion in criteria
    ]
    for rival in (None, *plan.rivals):
        for criterion in asked:
            old = given.get((criterion, rival))
            before = old.answer if old else Answer.UNKNOWN
            for value in (Answer.PLUS, Answer.MINUS):
                if value is not before:
                    new = _answered(plan, old, criterion, value, rival)
                    yield SingleChange("answer", criterion, before, value, new, rival)


def _answered(
    plan: AccountPlan,
    old: Assessment | None,
    criterion: str,
    value: Answer,
    rival: str | None,
) -> AccountPlan:
    """The plan with another answer in force; what the old one rested on does not speak for the new one."""
    if old is None:
        several = (
            *plan.assessments,
            Assessment(criterion, value, rival=rival, as_of=plan.as_of),
        )
    else:
        new = _with(old, answer=value, evidence=None)
        several = tuple(new if each is old else each for each in plan.assessments)
    return _with(plan, assessments=several)


def _rivals(plan: AccountPlan, lang: str) -> Iterator[SingleChange]:
    more = _unused(say(lang, "strategy.turn.further_rival"), plan.rivals)
    yield SingleChange(
        "rival", more, None, True, _with(plan, rivals=(*plan.rivals, more))
    )
    for rival in plan.rivals:
        left = tuple(each for each in plan.rivals if each != rival)
        theirs = tuple(each for each in plan.assessments if each.rival != rival)
        yield SingleChange(
            "rival", rival, True, False, _with(plan, rivals=left, assessments=theirs)
        )


def _of_person(plan: AccountPlan, person: Stakeholder) -> Iterator[SingleChange]:
    for stance in Stance:
        if stance is not person.stance:
            new = _with_person(plan, person, stance=stance)
            yield SingleChange("stance", person.id, person.stance, stance, new)
    for kind, field in NEEDS.items():
        before = getattr(person, field)
        for met in (True, False):
            if met is not before:
                yield SingleChange(
                    kind,
                    person.id,
                    before,
                    met,
                    _with_person(plan, person, **{field: met}),
                )
    half = power_of(person, plan.center.scale)
    for power in Power:
        if power is not half:
            yield SingleChange(
                "power", person.id, half, power, _with_person(plan, person, power=power)
            )
    yield SingleChange("person", person.id, True, None, _without(plan, person))


def _newcomers(plan: AccountPlan, lang: str) -> Iterator[SingleChange]:
    name = say(lang, "strategy.turn.newcomer")
    id = _unused(Stakeholder(name).id, [person.id for person in plan.center])
    for stance in (Stance.CHAMPION, Stance.ENEMY):
        people = (*plan.center.stakeholders, Stakeholder(name, id=id, stance=stance))
        yield SingleChange(
            "person",
            id,
            None,
            stance,
            _with(plan, center=_with(plan.center, stakeholders=people)),
        )


def _without(plan: AccountPlan, person: Stakeholder) -> AccountPlan:
    actions = tuple(
        _with(each, with_people=tuple(id for id in each.with_people if id != person.id))
        for each in plan.actions
    )
    people = tuple(each for each in plan.center if each is not person)
    ties = tuple(
        tie for tie in plan.center.ties if person.id not in {tie.source, tie.target}
    )
    return _with(
        plan, center=_with(plan.center, stakeholders=people, ties=ties), actions=actions
    )


def _with_person(
    plan: AccountPlan, person: Stakeholder, **changes: Value
) -> AccountPlan:
    new = _with(person, **changes)
    people = tuple(new if each is person else each for each in plan.center)
    return _with(plan, center=_with(plan.center, stakeholders=people))


def _with(record: Valid, /, **changes: object) -> Valid:
    """A record with values that are known to be valid, so that a thousand plans are not checked anew."""
    return record.model_copy(update=changes)


def _unused(name: str, taken: Sequence[str]) -> str:
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each not in taken)


def turns(plan: AccountPlan, choose: Choose, *, lang: str = "en") -> tuple[Turn, ...]:
    """The single changes after which another strategy is chosen, the smallest first.

    Parameters
    ----------
    plan : AccountPlan
        The plan.
    choose : function of facts to Strategy or None
        How a strategy is chosen.
    lang : {"en", "zh"}
        Language of the sentences.

    Returns
    -------
    tuple of Turn
    """
    known = Known(plan, lang)
    before = truths(known)
    now, found = choose(before), []
    for change in single_changes(plan, lang=lang):
        then = choose(_truths_after(change, known, before))
        if then is not now:
            found.append(Turn(change, then, _sentence([[change]], plan, then, lang)))
    return tuple(sorted(found, key=lambda turn: turn.change.size))


def _truths_after(
    change: SingleChange, known: Known, before: Mapping[str, bool | None]
) -> dict[str, bool | None]:
    """The facts of a changed plan; what cannot have changed is taken over."""
    if change.kind == "rival":
        return truths(Known(change.plan, known.lang))
    if change.kind == "answer":
        theirs = assess(change.plan, rival=change.rival, lang=known.lang)
        return truths(
            Known(
                change.plan,
                known.lang,
                verdicts={**known.standing, change.rival: theirs},
            )
        )
    kept = {name: before[name] for name in OF_ANSWERS}
    return truths(Known(change.plan, known.lang, verdicts=known.standing), kept=kept)


def sentences(found: Iterable[Turn], plan: AccountPlan, lang: str) -> tuple[str, ...]:
    """Turns in words, those alike in one sentence: of one thing all values, then all things with the same values."""
    things: dict[tuple[str, str, str | None, Strategy | None], list[SingleChange]] = {}
    for turn in found:
        change = turn.change
        things.setdefault(
            (_frame(change), change.about, change.rival, turn.strategy), []
        ).append(change)
    alike: dict[
        tuple[str, tuple[Stance, ...], Strategy | None], list[list[SingleChange]]
    ] = {}
    for (frame, _, _, strategy), several in things.items():
        alike.setdefault((frame, _stances(several), strategy), []).append(several)
    return tuple(
        _sentence(each, plan, strategy, lang)
        for (_, _, strategy), each in alike.items()
    )


def _frame(change: SingleChange) -> str:
    """Under which key the sentence stands."""
    if change.kind in {"rival", "person"}:
        return f"{change.kind}_{'more' if change.before is None else 'less'}"
    if change.kind in NEEDS:
        return f"{change.kind}_{'met' if change.value else 'unmet'}"
    return f"power_{change.value}" if change.kind == "power" else change.kind


def _stances(changes: Iterable[SingleChange]) -> tuple[Stance, ...]:
    found = {each.value for each in changes}
    return tuple(stance for stance in Stance if stance in found)


def _sentence(
    things: Sequence[Sequence[SingleChange]],
    plan: AccountPlan,
    strategy: Strategy | None,
    lang: str,
) -> str:
    """What single changes with the same outcome are about, and where they lead."""
    first = things[0]
    people = {person.id: person.name for person in plan.center}
    listed = [_thing(each, people, lang) for each in things]
    if len(listed) > NAMED:
        listed = [
            *listed[:NAMED],
            say(lang, "strategy.turn.others", count=len(listed) - NAMED),
        ]
    stances = _either([label(each, lang) for each in _stances(first)], lang)
    then = label(strategy, lang) if strategy else say(lang, "strategy.none")
    frame = f"strategy.turn.{_frame(first[0])}"
    return say(
        lang,
        frame,
        what=_either(listed, lang),
        stances=stances,
        strategy=then,
        count=len(plan.rivals) + 1,
    )


def _thing(
    changes: Sequence[SingleChange], people: Mapping[str, str], lang: str
) -> str:
    """What changes of one thing are about; of an answer with what it then is."""
    change = changes[0]
    if change.kind != "answer":
        return people.get(change.about, change.about)
    criterion = change.about
    answers = [signed(criterion, Answer(str(each.value)), lang) for each in changes]
    key, name = "theirs" if change.rival else "ours", named(criterion, lang)
    return say(
        lang,
        f"strategy.turn.{key}",
        name=name,
        rival=change.rival,
        answer=_either(answers, lang),
    )


def _either(words: Sequence[str], lang: str) -> str:
    """Words in a list whose last two are joined by or."""
    *most, last = words or [""]
    return say(lang, "strategy.turn.or").join(
        [say(lang, "list.comma").join(most), last] if most else [last]
    )
