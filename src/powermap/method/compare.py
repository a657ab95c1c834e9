"""What changed between two versions of a buying center or an account plan, and what it means for us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from powermap.model import (
    AccountPlan,
    Answer,
    Assessment,
    BuyingCenter,
    Contact,
    Criterion,
    Stakeholder,
    Stance,
    Tie,
)
from powermap.model.given import center_of
from powermap.words import label, say

from .findings import Finding, check
from .roles import GRID, Grid, classify

Pair = tuple[str | None, str | None]
FIELDS: tuple[str, ...] = (
    "role", "stance", "contact", "power", "involvement", "can_veto", "covered_by", "declared_role",
    "meets_organization_needs", "meets_personal_needs", "name", "title", "department", "organization",
)  # fmt: skip
"""What is compared of a person, the weightiest first; ``role`` is the one that the method gives."""
WEIGHTY = FIELDS[:3]
"""What is told of each person in the paragraph; the rest is counted."""
ORDERED: Mapping[str, tuple[StrEnum, ...]] = {
    "stance": tuple(Stance)[::-1],
    "contact": tuple(Contact),
}
"""Fields whose words have an order, from worst to best for us."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that changed about one person who is in both versions.

    Parameters
    ----------
    person : str
        Id.
    field : str
        One of `FIELDS`.
    before, after : object
        The values; None where not known.
    because : str
        In a sentence.
    better : bool or None
        Whether it is better for us, where the field has an order and both values are known.
    """

    person: str
    field: str
    before: object
    after: object
    because: str
    better: bool | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing of the plan that came, went or changed.

    Parameters
    ----------
    what : str
        What it is about, in words: a criterion and whose, an action, a goal, a prospect, a fact, a finding.
    before, after : str or None
        In words; None where it was not there.
    because : str
        In a sentence.
    better : bool or None
        Whether it is better for us, where that can be told.
    """

    what: str
    before: str | None
    after: str | None
    because: str
    better: bool | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed.

    Parameters
    ----------
    came, left : tuple of str
        Ids, in the order of the new and the old version.
    moved : tuple of Moved
        In the order of the new version, per person by `FIELDS`.
    ties_added, ties_removed : tuple of Tie
        By source, target and kind.
    ties_changed : tuple of (Tie, Tie)
        Ties whose strength differs, old and new.
    answers : tuple of Changed
        Criteria whose latest answer differs, ours and each rival's.
    goals, actions, prospects : tuple of Changed
        By name.
    facts : tuple of Changed
        Strategy, objective, solution, rivals and so on.
    appeared, gone : tuple of Changed or None
        Findings; None between a buying center and an account plan, which are not checked alike.
    because : str
        The whole in a paragraph.
    """

    came: tuple[str, ...]
    left: tuple[str, ...]
    moved: tuple[Moved, ...]
    ties_added: tuple[Tie, ...]
    ties_removed: tuple[Tie, ...]
    ties_changed: tuple[tuple[Tie, Tie], ...]
    answers: tuple[Changed, ...]
    goals: tuple[Changed, ...]
    actions: tuple[Changed, ...]
    prospects: tuple[Changed, ...]
    facts: tuple[Changed, ...]
    appeared: tuple[Changed, ...] | None
    gone: tuple[Changed, ...] | None
    because: str

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any(getattr(self, each.name) for each in fields(self) if each.name != "because")

    def of(self, person: str) -> tuple[Moved, ...]:
        """What changed about one person."""
        return tuple(each for each in self.moved if each.person == person)


def diff(
    old: BuyingCenter | AccountPlan, new: BuyingCenter | AccountPlan, *, lang: str = "en", grid: Grid = GRID
) -> Difference:
    """Compare two versions: who came, left or moved, and which answers, goals, actions and findings changed.

    People are the same when their ids are, ties when they join the same two in the same way, goals, actions and
    prospects when they are called the same. Of a criterion the latest answer counts. A buying center beside an account
    plan is compared by its people and ties alone.

    Parameters
    ----------
    old, new : BuyingCenter or AccountPlan
        The two versions.
    lang : {"en", "zh"}
        Language of the reasons.
    grid : mapping of (Power, Involvement or None) to Role
        The table of roles, as for `classify`.

    Returns
    -------
    Difference
        False when nothing changed.

    Raises
    ------
    ModelError
        When one of them is neither, or the language is unknown.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> before = BuyingCenter("ERP", [Stakeholder("Ana Ruiz", power="decider", stance="neutral")])
    >>> after = before.replace("ana-ruiz", stance="supporter").add(Stakeholder("Ben Ode"))
    >>> found = diff(before, after)
    >>> found.came, found.moved[0].because
    (('ben-ode',), 'Ana Ruiz: stance from Neutral to Supporter.')
    """
    a, b = center_of(old), center_of(new)
    plans = (old, new) if isinstance(old, AccountPlan) and isinstance(new, AccountPlan) else None
    there, before = {each.id for each in b}, {each.id for each in a}
    came = tuple(each.id for each in b if each.id not in before)
    left = tuple(each.id for each in a if each.id not in there)
    moved = _moved(a, b, grid, lang)
    ties = _ties(a.ties, b.ties)
    answers, goals, actions, prospects, facts = (make(*plans, lang) if plans else () for make in PARTS.values())
    appeared, gone = _findings(old, new, grid, lang) if type(old) is type(new) else (None, None)
    told = {
        "ties": sum(ties, ()), "answers": answers, "goals": goals, "actions": actions, "prospects": prospects,
        "facts": facts, "appeared": appeared or (), "gone": gone or (),
    }  # fmt: skip
    because = _because((a, b), came, left, moved, told, lang)
    return Difference(
        came, left, moved, *ties, answers, goals, actions, prospects, facts, appeared, gone, because
    )  # fmt: skip


def _moved(a: BuyingCenter, b: BuyingCenter, grid: Grid, lang: str) -> tuple[Moved, ...]:
    old = {each.id: each for each in a}
    roles = classify(a, grid=grid, lang=lang), classify(b, grid=grid, lang=lang)
    found = []
    for person in b:
        if person.id in old:
            for field in FIELDS:
                pair = [
                    roles[at][person.id].role if field == "role" else getattr(each, field)
                    for at, each in enumerate((old[person.id], person))
                ]
                if pair[0] != pair[1]:
                    found.append(_move(person, field, pair[0], pair[1], lang))
    return tuple(found)


def _move(person: Stakeholder, field: str, before: object, after: object, lang: str) -> Moved:
    because = say(
        lang, "difference.moved", name=person.name, field=say(lang, f"difference.field.{field}"),
        before=in_words(before, lang), after=in_words(after, lang),
    )  # fmt: skip
    return Moved(person.id, field, before, after, because, _better(ORDERED.get(field, ()), before, after))


def _better(order: Sequence[object], before: object, after: object) -> bool | None:
    return order.index(after) > order.index(before) if before in order and after in order else None


def in_words(value: object, lang: str) -> str:
    """A value as it stands in a sentence; unknown is said."""
    if value is None or value == ():
        return say(lang, "difference.unknown")
    if isinstance(value, bool):
        return say(lang, "board.yes" if value else "board.no")
    if isinstance(value, StrEnum):
        return label(value, lang)
    if isinstance(value, tuple):
        return say(lang, "board.separator").join(in_words(each, lang) for each in value)
    return f"{value:.10g}" if isinstance(value, int | float) else str(value)


def _ties(
    old: Iterable[Tie], new: Iterable[Tie]
) -> tuple[tuple[Tie, ...], tuple[Tie, ...], tuple[tuple[Tie, Tie], ...]]:
    before, after = _numbered(old, _ends), _numbered(new, _ends)
    return (
        tuple(tie for key, tie in after.items() if key not in before),
        tuple(tie for key, tie in before.items() if key not in after),
        tuple(
            (before[key], tie) for key, tie in after.items() if key in before and before[key].strength != tie.strength
        ),
    )


def _ends(tie: Tie) -> object:
    ends = (tie.source, tie.target)
    return (tuple(sorted(ends)) if tie.kind.mutual else ends, tie.kind)


def _numbered(values: Iterable[Any], key: Callable[[Any], object]) -> dict[object, Any]:
    """Values by key, the second of a key apart from the first."""
    seen: Counter[object] = Counter()
    found: dict[object, Any] = {}
    for value in values:
        name = key(value)
        seen[name] += 1
        found[name, seen[name]] = value
    return found


def latest(assessments: Iterable[Assessment]) -> dict[tuple[str, str | None], Assessment]:
    """The answer in force to each criterion, for us (None) and each rival: the one of the last date."""
    found: dict[tuple[str, str | None], Assessment] = {}
    for each in assessments:
        key = (str(each.criterion), each.rival)
        if key not in found or (each.as_of or date.min) >= (found[key].as_of or date.min):
            found[key] = each
    return found


def _answers(old: AccountPlan, new: AccountPlan, lang: str) -> tuple[Changed, ...]:
    before, after = latest(old.assessments), latest(new.assessments)
    found = []
    for key in dict.fromkeys([*before, *after]):
        pair = [each[key].answer if key in each else None for each in (before, after)]
        if pair[0] is pair[1]:
            continue
        criterion = (after.get(key) or before[key]).criterion
        name = label(criterion, lang) if isinstance(criterion, Criterion) else str(criterion)
        what = say(lang, "difference.of_rival", what=name, rival=key[1]) if key[1] else name
        better = _better((Answer.MINUS, Answer.PLUS), pair[0], pair[1])
        ours = better if key[1] is None or better is None else not better
        words = [None if each is None else label(each, lang) for each in pair]
        found.append(_changed(what, (words[0], words[1]), lang, better=ours))
    return tuple(found)


def _changed(what: str, pair: Pair, lang: str, *, better: bool | None = None) -> Changed:
    before, after = pair
    key = "appeared" if before is None else "gone" if after is None else "changed"
    because = say(lang, f"difference.{key}", what=what, before=before, after=after)
    return Changed(what, before, after, because, better)


def _named(part: str, names: Sequence[str]) -> Callable[[AccountPlan, AccountPlan, str], tuple[Changed, ...]]:
    """A comparison of what stands in a list of a plan under names."""

    def compared(old: AccountPlan, new: AccountPlan, lang: str) -> tuple[Changed, ...]:
        before, after = (_numbered(getattr(each, part), lambda one: one.name) for each in (old, new))
        found = []
        for key in dict.fromkeys([*before, *after]):
            a: Any = before.get(key)
            b: Any = after.get(key)
            differing = _differing(a, b, names)
            pair = _facts(a, differing, lang), _facts(b, differing, lang)
            if pair[0] != pair[1]:
                found.append(_changed((a if b is None else b).name, pair, lang))
        return tuple(found)

    return compared


def _differing(a: object, b: object, names: Sequence[str]) -> Sequence[str]:
    return names[:1] if a is None or b is None else [each for each in names if getattr(a, each) != getattr(b, each)]


def _facts(record: object | None, names: Sequence[str], lang: str) -> str | None:
    if record is None:
        return None
    said = [f"{say(lang, f'difference.field.{each}')} {in_words(getattr(record, each), lang)}" for each in names]
    return say(lang, "board.separator").join(said)


FACTS = ("account", "opportunity", "strategy", "objective", "solution", "rivals", "seller")
"""What is compared of the plan itself."""


def _of_plan(old: AccountPlan, new: AccountPlan, lang: str) -> tuple[Changed, ...]:
    found = []
    for each in FACTS:
        before, after = getattr(old, each), getattr(new, each)
        if before != after:
            pair = in_words(before, lang), in_words(after, lang)
            found.append(_changed(say(lang, f"difference.field.{each}"), pair, lang))
    return tuple(found)


PARTS: Mapping[str, Callable[[AccountPlan, AccountPlan, str], tuple[Changed, ...]]] = {
    "answers": _answers,
    "goals": _named("goals", ("state", "due")),
    "actions": _named("actions", ("state", "due", "who", "with_people")),
    "prospects": _named("pipeline", ("stage", "amount")),
    "facts": _of_plan,
}
"""What is compared beside the people."""


def _findings(
    old: BuyingCenter | AccountPlan, new: BuyingCenter | AccountPlan, grid: Grid, lang: str
) -> tuple[tuple[Changed, ...], tuple[Changed, ...]]:
    """Findings that appeared and those that are gone; the same ones have one code and people in common."""
    before, after = check(old, lang=lang, grid=grid), check(new, lang=lang, grid=grid)
    appeared = []
    for finding in after:
        same = next((each for each in before if _same(each, finding)), None)
        if same is None:
            appeared.append(_finding(finding, lang, appeared=True))
        else:
            before.remove(same)
    return tuple(appeared), tuple(_finding(each, lang, appeared=False) for each in before)


def _same(one: Finding, other: Finding) -> bool:
    """Whether two findings are about the same: one code, and people in common or nobody in either."""
    people, others = set(one.people), set(other.people)
    return bool(one.code == other.code and (people & others or people == others))


def _finding(finding: Finding, lang: str, *, appeared: bool) -> Changed:
    said = f"{finding.code} {finding.message}"
    key = "finding_appeared" if appeared else "finding_gone"
    because = say(lang, f"difference.{key}", finding=said)
    return Changed(
        finding.code, None if appeared else said, said if appeared else None, because, better=not appeared
    )  # fmt: skip


def _because(
    centers: tuple[BuyingCenter, BuyingCenter],
    came: Sequence[str],
    left: Sequence[str],
    moved: Sequence[Moved],
    told: Mapping[str, Sequence[object]],
    lang: str,
) -> str:
    old, new = centers
    said = []
    for key, ids, center in (("came", came, new), ("left", left, old)):
        if ids:
            people = say(lang, "board.separator").join(center[id].name for id in ids)
            said.append(say(lang, f"difference.{key}", people=people))
    weighty = [each for each in moved if each.field in WEIGHTY]
    said += [each.because for each in weighty]
    others = len({each.person for each in moved} - {each.person for each in weighty})
    counts = {"others": others, **{name: len(parts) for name, parts in told.items()}}
    said += [say(lang, f"difference.count_{name}", count=count) for name, count in counts.items() if count]
    return say(lang, "difference.and").join(said) if said else say(lang, "difference.same")
