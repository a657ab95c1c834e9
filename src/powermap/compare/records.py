"""What somebody wrote otherwise: people, ties, answers, the lists of a plan and its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from powermap.compare.changes import (
    Changed,
    Moved,
    both,
    changed,
    for_us,
    improved,
    move,
)
from powermap.compare.contrast import Words, both_in_words, in_short, in_words
from powermap.judgment.answers import latest_answers, signed_answer
from powermap.language import as_language, say
from powermap.model import (
    AccountPlan,
    Action,
    Answer,
    Assessment,
    BuyingCenter,
    Stakeholder,
    Tie,
)
from powermap.model.record import Record
from powermap.model.stakeholder import fields_of

Compare = Callable[[AccountPlan, AccountPlan, str], tuple[Changed, ...]]
FIRST = (
    "stance",
    "contact",
    "power",
    "involvement",
    "can_veto",
    "covered_by",
    "declared_role",
)
WEIGHTY = FIRST[:2]
"""What a paragraph tells of each person; the rest is counted."""
FIELDS: tuple[str, ...] = (
    *FIRST,
    *(each for each in fields_of(Stakeholder) if each not in {"id", *FIRST}),
)
"""What is compared of a person, the weightiest first; by their id people are the same."""


def moved(a: BuyingCenter, b: BuyingCenter, lang: str) -> Iterator[Moved]:
    """What was written otherwise of people who are in both versions."""
    for was, person in both(a, b):
        for field in FIELDS:
            if getattr(was, field) != getattr(person, field):
                yield move(
                    person, field, (getattr(was, field), getattr(person, field)), lang
                )


def ties(
    old: Iterable[Tie], new: Iterable[Tie]
) -> tuple[tuple[Tie, ...], tuple[Tie, ...], tuple[tuple[Tie, Tie], ...]]:
    """Ties that came, ties that went, and ties between the same two that are others."""
    before, after = _numbered(old, _ends), _numbered(new, _ends)
    kept = [(before[key], tie) for key, tie in after.items() if key in before]
    return (
        tuple(tie for key, tie in after.items() if key not in before),
        tuple(tie for key, tie in before.items() if key not in after),
        tuple((was, tie) for was, tie in kept if differing(was, tie, TIE)),
    )


TIE = tuple(each for each in fields_of(Tie) if each not in {"source", "target", "kind"})
"""What is compared of a tie between the same two."""


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


def differing(was: Record, now: Record, names: Iterable[str]) -> tuple[str, ...]:
    """The fields in which two records are not equal."""
    return tuple(each for each in names if getattr(was, each) != getattr(now, each))


def _answers(old: AccountPlan, new: AccountPlan, lang: str) -> tuple[Changed, ...]:
    before, after = latest_answers(old.assessments), latest_answers(new.assessments)
    found = [
        _answer(before.get(key), after.get(key), lang)
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    ]
    told = {_asked(each) for each in chain(before.values(), after.values())}
    olds, news = (
        {_asked(each): each for each in plan.assessments if _asked(each) not in told}
        for plan in (old, new)
    )
    found += [
        _answer(olds.get(key), news.get(key), lang, earlier=True)
        for key in dict.fromkeys([*olds, *news])
        if olds.get(key) != news.get(key)
    ]
    keys = [[_asked(each) for each in plan.assessments] for plan in (old, new)]
    return (*found, *_order(keys[0], keys[1], "answers", lang))


def _asked(each: Assessment) -> tuple[str, str | None, date | None]:
    return (str(each.criterion), each.rival, each.as_of)


def _answer(
    was: Assessment | None, now: Assessment | None, lang: str, *, earlier: bool = False
) -> Changed:
    one = next(each for each in (now, was) if each)
    what = as_language(lang).text(one.criterion)
    if one.rival:
        what = say(lang, "difference.of_rival", what=what, rival=one.rival)
    if earlier:
        what = say(lang, "difference.earlier", what=what, day=in_words(one.as_of, lang))
    better = (
        improved((Answer.MINUS, Answer.PLUS), was.answer, now.answer)
        if was and now
        else None
    )
    names = [
        each for each in fields_of(Assessment) if each not in {"criterion", "rival"}
    ]
    return _record(what, (was, now), names, lang, better=for_us(better, one.rival))


def _listed(part: str, keys: Sequence[str], name: str) -> Compare:
    """A comparison of what stands in a list of a plan under names."""

    def compared(old: AccountPlan, new: AccountPlan, lang: str) -> tuple[Changed, ...]:
        before, after = (
            _numbered(getattr(plan, part), lambda one: _key(one, keys))
            for plan in (old, new)
        )
        found = []
        for key in dict.fromkeys([*before, *after]):
            pair = before.get(key), after.get(key)
            if pair[0] != pair[1]:
                one: Record = next(each for each in (pair[1], pair[0]) if each)
                what = say(lang, "list.colon").join(
                    in_words(each, lang) for each in _key(one, keys)
                )
                names = [each for each in fields_of(type(one)) if each not in keys]
                found.append(_record(what, _with_names(pair, old, new), names, lang))
        return (*found, *_order([*before], [*after], name, lang))

    return compared


def _key(one: Record, keys: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(one, each) for each in keys)


def _with_names(
    pair: tuple[Any, Any], old: AccountPlan, new: AccountPlan
) -> tuple[Any, Any]:
    """Actions with the names of people instead of their ids, where that tells them apart."""
    if not isinstance(pair[1] or pair[0], Action):
        return pair
    named = tuple(
        one
        and one.revised(with_people=[plan.center[id].name for id in one.with_people])
        for one, plan in zip(pair, (old, new), strict=True)
    )
    return (named[0], named[1]) if named[0] != named[1] else pair


def _record(
    what: str,
    pair: tuple[Any, Any],
    names: Sequence[str],
    lang: str,
    *,
    better: bool | None = None,
) -> Changed:
    """A record that came, went, or differs in some fields."""
    was, now = pair
    if was and now:
        values = contrasted(was, now, names, lang)
        changes = say(
            lang,
            "difference.changed_fields",
            what=what,
            changes=changes_in_words(values, lang),
        )
        before, after = (
            _fields({each: both[at] for each, both in values.items()}, lang)
            for at in (0, 1)
        )
        return Changed(what, before, after, changes, better)
    one = was or now
    known = {
        each: in_short(_value(one, each, lang), lang)
        for each in names
        if getattr(one, each) not in (None, ())
    }
    text = _fields(known, lang)
    return changed(
        what, (text if was else None, text if now else None), lang, better=better
    )


def contrasted(
    was: Record, now: Record, names: Iterable[str], lang: str
) -> dict[str, tuple[str, str]]:
    """The fields in which two records are not equal: as they were and as they are, in words."""
    return {
        each: both_in_words(_value(was, each, lang), _value(now, each, lang), lang)
        for each in differing(was, now, names)
    }


def _value(one: Record, field: str, lang: str) -> object:
    """What stands in a field; of an answer what it means for its criterion."""
    if (
        isinstance(one, Assessment)
        and field == "answer"
        and one.answer is not Answer.UNKNOWN
    ):
        return Words(as_language(lang).text(signed_answer(one.criterion, one.answer)))
    return getattr(one, field)


def changes_in_words(values: Mapping[str, tuple[str, str]], lang: str) -> str:
    """Field by field what it was and what it is."""
    return say(lang, "list.comma").join(
        say(
            lang,
            "difference.changed_field",
            field=say(lang, f"difference.field.{name}"),
            before=before,
            after=after,
        )
        for name, (before, after) in values.items()
    )


def _fields(values: Mapping[str, str], lang: str) -> str:
    gap = " " if lang == "en" else ""
    named = (
        f"{say(lang, f'difference.field.{name}')}{gap}{value}"
        for name, value in values.items()
    )
    return say(lang, "list.comma").join(named)


def _order(
    before: Sequence[object], after: Sequence[object], name: str, lang: str
) -> Iterator[Changed]:
    """That what is in both stands in another order."""
    old, new = set(before), set(after)
    if [each for each in before if each in new] != [
        each for each in after if each in old
    ]:
        what = say(lang, f"difference.{name}")
        yield Changed(what, None, None, say(lang, "difference.order", what=what))


def of_center(a: BuyingCenter, b: BuyingCenter, lang: str) -> Iterator[Changed]:
    """Facts of the buying center, and the order of its people and ties."""
    yield from _facts(a, b, "center", CENTER, lang)
    yield from _order([each.id for each in a], [each.id for each in b], "people", lang)
    before, after = _numbered(a.ties, _ends), _numbered(b.ties, _ends)
    starts = [
        [
            (key, tie.source)
            for key, tie in each.items()
            if key in before and key in after
        ]
        for each in (before, after)
    ]
    if (
        starts[0] != starts[1]
    ):  # or one that goes both ways is written from its other end
        what = say(lang, "difference.ties")
        yield Changed(what, None, None, say(lang, "difference.order", what=what))


def _of_plan(old: AccountPlan, new: AccountPlan, lang: str) -> tuple[Changed, ...]:
    return (*_facts(old, new, "plan", FACTS, lang),)


def _facts(
    was: Record, now: Record, owner: str, names: Iterable[str], lang: str
) -> Iterator[Changed]:
    for each in differing(was, now, names):
        pair = both_in_words(getattr(was, each), getattr(now, each), lang)
        yield changed(say(lang, f"difference.{owner}.{each}"), pair, lang)


LISTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "goals": ("goals", ("name",)),
    "actions": ("actions", ("name",)),
    "prospects": ("pipeline", ("name",)),
    "team": ("team", ("name",)),
    "criteria": ("extra_criteria", ("name",)),
    "ratings": ("appraisal", ("source", "name")),
}
"""The lists of a plan, each with its field and by what two of its entries are the same."""
CENTER = tuple(
    each for each in fields_of(BuyingCenter) if each not in {"stakeholders", "ties"}
)
FACTS = tuple(
    each
    for each in fields_of(AccountPlan)
    if each not in {"center", "assessments", *(field for field, _ in LISTS.values())}
)
"""What is compared of the buying center itself, and of the plan."""
PARTS: Mapping[str, Compare] = {
    "answers": _answers,
    **{name: _listed(field, keys, name) for name, (field, keys) in LISTS.items()},
    "facts": _of_plan,
}
"""What is compared beside the people."""
