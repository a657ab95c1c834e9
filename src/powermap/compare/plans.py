"""What somebody wrote differently in a plan: answers, lists and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from powermap.compare.changes import (
    Changed,
    FieldTitle,
    for_us,
    is_improved,
    make_changed,
)
from powermap.compare.contrast import Contrast, Short
from powermap.compare.values import (
    compare_order,
    compared_fields,
    differing_fields,
    index_by_key,
    list_changes,
    list_values,
    value_in_words,
)
from powermap.judgment.answers import latest_answers
from powermap.language import Language, Listed, Reason
from powermap.language.values import Value
from powermap.model import AccountPlan, Action, Answer, Assessment
from powermap.model.fields import Field, Table
from powermap.model.playbook import CustomField

# Pipeline and criteria have other names in the words of the summary than in the model,
# so both are listed.
LISTS: Mapping[str, tuple[Table, str, tuple[str, ...]]] = {
    "goals": ("goals", "goals", ("name",)),
    "actions": ("actions", "actions", ("name",)),
    "prospects": ("pipeline", "pipeline", ("name",)),
    "team": ("team", "team", ("name",)),
    "criteria": ("criteria", "extra_criteria", ("name",)),
    "ratings": ("appraisal", "appraisal", ("source", "name")),
}
"""The lists of a plan: table, attribute, and what makes two entries the same."""


def compare_answers(before: AccountPlan, after: AccountPlan) -> Iterator[Changed]:
    """Criteria whose latest answer differs, then answers of earlier days."""
    old = latest_answers(before.assessments)
    new = latest_answers(after.assessments)
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            yield _answer(old.get(key), new.get(key))
    # Answers in force in either version are compared above; what remains is history.
    current = {_asked(each) for each in [*old.values(), *new.values()]}
    old_earlier = _earlier_answers(before, current)
    new_earlier = _earlier_answers(after, current)
    for asked in dict.fromkeys([*old_earlier, *new_earlier]):
        was = old_earlier.get(asked)
        now = new_earlier.get(asked)
        if was != now:
            yield _answer(was, now, is_earlier=True)
    old_order = [_asked(each) for each in before.assessments]
    new_order = [_asked(each) for each in after.assessments]
    yield from compare_order(old_order, new_order, "answers")


Asked = tuple[str, str | None, date | None]
"""Criterion, rival (None for us) and day of an answer."""


def _asked(each: Assessment) -> Asked:
    criterion = str(each.criterion)
    return (criterion, each.rival, each.as_of)


def _earlier_answers(plan: AccountPlan, current: set[Asked]) -> dict[Asked, Assessment]:
    earlier = {}
    for each in plan.assessments:
        if _asked(each) not in current:
            earlier[_asked(each)] = each
    return earlier


def _answer(
    was: Assessment | None, now: Assessment | None, *, is_earlier: bool = False
) -> Changed:
    known = now or was
    assert known is not None  # noqa: S101, one of the two is there
    what: Value = known.criterion
    if known.rival:
        what = Reason("difference.of_rival", what=what, rival=known.rival)
    if is_earlier:
        what = Reason("difference.earlier", what=what, day=Short(known.as_of))
    better = None
    if was and now:
        better = is_improved((Answer.MINUS, Answer.PLUS), was.answer, now.answer)
    # These two are already named in what the change is about.
    fields = compared_fields("assessments", but=("criterion", "rival"))
    return compare_record(
        "assessments", what, was, now, fields, better=for_us(better, known.rival)
    )


def compare_list(
    name: str, before: AccountPlan, after: AccountPlan
) -> Iterator[Changed]:
    """What differs in a list of a plan."""
    table, attribute, keys = LISTS[name]
    fields = compared_fields(table, but=keys)

    def key(entry: Any) -> object:
        parts = [getattr(entry, each) for each in keys]
        return tuple(parts)

    old = index_by_key(getattr(before, attribute), key)
    new = index_by_key(getattr(after, attribute), key)
    for each in dict.fromkeys([*old, *new]):
        was = old.get(each)
        now = new.get(each)
        if was == now:
            continue
        entry = now or was
        what = Listed([getattr(entry, each) for each in keys], "colon")
        if isinstance(entry, Action):
            was, now = _with_names(was, now, before, after)
        yield compare_record(table, Reason("list.plain", text=what), was, now, fields)
    yield from compare_order(list(old), list(new), name)


def _with_names(
    was: Any, now: Any, before: AccountPlan, after: AccountPlan
) -> tuple[Any, Any]:
    """Actions with people's names instead of ids, where that tells them apart."""
    named_was = _name_people(was, before)
    named_now = _name_people(now, after)
    # Two people of one name, or a person under a new id: only the ids show the change.
    if named_was == named_now:
        return was, now
    return named_was, named_now


def _name_people(action: Any, plan: AccountPlan) -> Any:
    if action is None:
        return None
    names = [plan.center[id].name for id in action.with_people]
    tested = plan.center[action.test_of].name if action.test_of else None
    return action.revised(with_people=names, test_of=tested)


def compare_record(
    table: Table,
    what: Value,
    was: Any,
    now: Any,
    fields: Sequence[Field],
    *,
    better: bool | None = None,
) -> Changed:
    """A record that was added, removed, or differs in some fields."""
    if was is not None and now is not None:
        differing = differing_fields(table, was, now, fields)
        changes = list_changes(was, now, differing)
        because = Reason("difference.changed_fields", what=what, changes=changes)
        old = [
            (field, Contrast(value_in_words(field, was), value_in_words(field, now)))
            for field in differing
        ]
        new = [
            (field, Contrast(value_in_words(field, now), value_in_words(field, was)))
            for field in differing
        ]
        return Changed(what, list_values(old), list_values(new), because, better)
    entry = now if was is None else was
    known = []
    for field in fields:
        # Of a new record only what is known: a list of its empty fields says nothing.
        if field.value_in(entry) not in (None, ()):
            known.append((field, Short(value_in_words(field, entry))))
    values = list_values(known)
    if was is None:
        return make_changed(what, None, values, better=better)
    return make_changed(what, values, None, better=better)


def compare_facts(
    before: AccountPlan,
    after: AccountPlan,
    custom_fields: Iterable[CustomField] = (),
) -> Iterator[Changed]:
    """Facts of the plan itself."""
    fields = compared_fields("plan", custom_fields=custom_fields)
    for field in differing_fields("plan", before, after, fields):
        old = field.value_in(before)
        new = field.value_in(after)
        title = PlanTitle(field)
        yield make_changed(title, Contrast(old, new), Contrast(new, old))
    # Rivals are a list of names in the model and no fact of the table.
    if before.rivals != after.rivals:
        what = Reason("difference.rivals")
        old = Contrast(before.rivals, after.rivals)
        new = Contrast(after.rivals, before.rivals)
        yield make_changed(what, old, new)


class PlanTitle(FieldTitle):
    """What a fact of the plan is called at the start of a sentence."""

    __slots__ = ()

    def in_words(self, language: Language) -> str:
        """Its title as a heading has it."""
        return self.field.title_in(language)
