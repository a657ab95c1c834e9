"""What somebody wrote differently: people, ties, answers, lists and facts of a plan.

What is compared comes from the table of fields, so a new field is compared too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from powermap.compare.changes import (
    Changed,
    FieldTitle,
    Moved,
    for_us,
    in_both,
    is_improved,
    make_changed,
    make_moved,
)
from powermap.compare.contrast import Contrast, Short
from powermap.judgment.answers import latest_answers, signed_answer
from powermap.language import Listed, Reason
from powermap.language.values import Value
from powermap.model import (
    AccountPlan,
    Action,
    Answer,
    Assessment,
    BuyingCenter,
    Tie,
)
from powermap.model.fields import Field, Table, fields_of

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
"""What a summary says of each person; the rest is counted."""
LISTS: Mapping[str, tuple[Table, str, tuple[str, ...]]] = {
    "goals": ("goals", "goals", ("name",)),
    "actions": ("actions", "actions", ("name",)),
    "prospects": ("pipeline", "pipeline", ("name",)),
    "team": ("team", "team", ("name",)),
    "criteria": ("criteria", "extra_criteria", ("name",)),
    "ratings": ("appraisal", "appraisal", ("source", "name")),
}
"""The lists of a plan: table, attribute, and what makes two entries the same."""


def compared_fields(table: Table, but: Iterable[str] = ()) -> list[Field]:
    """The fields of a table that are compared."""
    excluded = set(but)
    fields = []
    for field in fields_of(table):
        if "diff" in field.shown and field.name not in excluded:
            fields.append(field)
    return fields


def person_fields() -> list[Field]:
    """The fields of people that are compared, the weightiest first."""
    by_name = {field.name: field for field in compared_fields("people")}
    first = [by_name[name] for name in FIRST]
    rest = [field for name, field in by_name.items() if name not in FIRST]
    return first + rest


def differing_fields(
    table: Table, before: Any, after: Any, fields: Sequence[Field]
) -> list[Field]:
    """The fields in which two records are not equal, custom ones last."""
    differing = []
    for field in fields:
        if field.value_in(before) != field.value_in(after):
            differing.append(field)
    old = getattr(before, "custom", {})
    new = getattr(after, "custom", {})
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            differing.append(_custom_field(table, name))
    return differing


def _custom_field(table: Table, name: str) -> Field:
    """A company's own field, which a playbook need not declare."""
    return Field(
        table=table,
        name=name,
        attribute="custom",
        kind="custom",
        title={},
        shown=frozenset({"diff"}),
        custom=True,
    )


# People and ties ----------------------------------------------------------------


def compare_people(before: BuyingCenter, after: BuyingCenter) -> Iterator[Moved]:
    """What was written differently about people who are in both versions."""
    fields = person_fields()
    for old, person in in_both(before, after):
        for field in differing_fields("people", old, person, fields):
            yield make_moved(
                person,
                field.name,
                FieldTitle(field),
                field.value_in(old),
                field.value_in(person),
            )


def compare_ties(
    before: Iterable[Tie], after: Iterable[Tie]
) -> tuple[tuple[Tie, ...], tuple[Tie, ...], tuple[tuple[Tie, Tie], ...]]:
    """Ties that were added, ties that were removed, and ties that changed."""
    fields = compared_fields("ties")
    old = _by_key(before, _ends)
    new = _by_key(after, _ends)
    added = [tie for key, tie in new.items() if key not in old]
    removed = [tie for key, tie in old.items() if key not in new]
    changed = []
    for key, tie in new.items():
        if key in old and differing_fields("ties", old[key], tie, fields):
            changed.append((old[key], tie))
    return tuple(added), tuple(removed), tuple(changed)


def describe_ties(
    added: Iterable[Tie],
    removed: Iterable[Tie],
    changed: Iterable[tuple[Tie, Tie]],
    names: Mapping[str, str],
) -> Iterator[Changed]:
    """Ties that changed, each in a sentence."""
    for tie in added:
        text = _tie_text(tie, names)
        because = Reason("difference.tie_added", tie=text)
        yield Changed(text, None, text, because)
    for tie in removed:
        text = _tie_text(tie, names)
        because = Reason("difference.tie_removed", tie=text)
        yield Changed(text, text, None, because)
    for old, new in changed:
        text = _tie_text(new, names, with_strength=False)
        fields = differing_fields("ties", old, new, compared_fields("ties"))
        changes = _list_changes(old, new, fields)
        because = Reason("difference.tie_changed", tie=text, changes=changes)
        yield Changed(text, text, text, because)


def _tie_text(
    tie: Tie, names: Mapping[str, str], *, with_strength: bool = True
) -> Reason:
    text = Reason(
        f"tie.{tie.kind.value}", source=names[tie.source], target=names[tie.target]
    )
    if tie.strength is None or not with_strength:
        return text
    return Reason("tie.strength", tie=text, strength=Short(tie.strength))


def _ends(tie: Tie) -> object:
    """What makes two ties the same: whom they join, and how."""
    ends = (tie.source, tie.target)
    if tie.kind.mutual:
        ends = (min(ends), max(ends))
    return (ends, tie.kind)


def _by_key(
    values: Iterable[Any], key: Callable[[Any], object]
) -> dict[tuple[object, int], Any]:
    """Values by key; several with one key are numbered."""
    counts: Counter[object] = Counter()
    found: dict[tuple[object, int], Any] = {}
    for value in values:
        name = key(value)
        counts[name] += 1
        found[name, counts[name]] = value
    return found


# Answers ------------------------------------------------------------------------


def compare_answers(before: AccountPlan, after: AccountPlan) -> Iterator[Changed]:
    """Criteria whose latest answer differs, then answers of earlier days."""
    old = latest_answers(before.assessments)
    new = latest_answers(after.assessments)
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            yield _answer(old.get(key), new.get(key))
    current = {_asked(each) for each in [*old.values(), *new.values()]}
    old_earlier = _earlier_answers(before, current)
    new_earlier = _earlier_answers(after, current)
    for asked in dict.fromkeys([*old_earlier, *new_earlier]):
        was = old_earlier.get(asked)
        now = new_earlier.get(asked)
        if was != now:
            yield _answer(was, now, is_earlier=True)
    orders = [[_asked(each) for each in plan.assessments] for plan in (before, after)]
    yield from compare_order(orders[0], orders[1], "answers")


Asked = tuple[str, str | None, date | None]


def _asked(each: Assessment) -> Asked:
    return (str(each.criterion), each.rival, each.as_of)


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
    fields = compared_fields("assessments", but=("criterion", "rival"))
    return _compare_record(
        "assessments", what, was, now, fields, better=for_us(better, known.rival)
    )


# Lists of a plan ----------------------------------------------------------------


def compare_list(
    name: str, before: AccountPlan, after: AccountPlan
) -> Iterator[Changed]:
    """What differs in a list of a plan."""
    table, attribute, keys = LISTS[name]
    fields = compared_fields(table, but=keys)

    def key(entry: Any) -> object:
        return tuple(getattr(entry, each) for each in keys)

    old = _by_key(getattr(before, attribute), key)
    new = _by_key(getattr(after, attribute), key)
    for each in dict.fromkeys([*old, *new]):
        was = old.get(each)
        now = new.get(each)
        if was == now:
            continue
        entry = now or was
        what = Listed([getattr(entry, each) for each in keys], "colon")
        if isinstance(entry, Action):
            was, now = _with_names(was, now, before, after)
        yield _compare_record(table, Reason("list.plain", text=what), was, now, fields)
    yield from compare_order(list(old), list(new), name)


def _with_names(
    was: Any, now: Any, before: AccountPlan, after: AccountPlan
) -> tuple[Any, Any]:
    """Actions with people's names instead of ids, where that tells them apart."""
    named_was = _name_people(was, before)
    named_now = _name_people(now, after)
    if named_was == named_now:
        return was, now
    return named_was, named_now


def _name_people(action: Any, plan: AccountPlan) -> Any:
    if action is None:
        return None
    names = [plan.center[id].name for id in action.with_people]
    return action.revised(with_people=names)


def _compare_record(
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
        changes = _list_changes(was, now, differing)
        because = Reason("difference.changed_fields", what=what, changes=changes)
        old = [
            (field, Contrast(_value(field, was), _value(field, now)))
            for field in differing
        ]
        new = [
            (field, Contrast(_value(field, now), _value(field, was)))
            for field in differing
        ]
        return Changed(what, _list_values(old), _list_values(new), because, better)
    entry = now if was is None else was
    known = []
    for field in fields:
        if field.value_in(entry) not in (None, ()):
            known.append((field, Short(_value(field, entry))))
    values = _list_values(known)
    if was is None:
        return make_changed(what, None, values, better=better)
    return make_changed(what, values, None, better=better)


def _value(field: Field, record: Any) -> Any:
    """The value of a field; of an answer what it means for its criterion."""
    value = field.value_in(record)
    is_answer = isinstance(record, Assessment) and field.name == "answer"
    if is_answer and value is not Answer.UNKNOWN:
        return signed_answer(record.criterion, value)
    return value


def _list_changes(before: Any, after: Any, fields: Iterable[Field]) -> Listed:
    """Field by field what it was and what it is."""
    changes = []
    for field in fields:
        old = _value(field, before)
        new = _value(field, after)
        change = Reason(
            "difference.changed_field",
            field=FieldTitle(field),
            before=Contrast(old, new),
            after=Contrast(new, old),
        )
        changes.append(change)
    return Listed(changes)


def _list_values(values: Iterable[tuple[Field, Value]]) -> Value:
    """Field by field what it is; nothing when there is no field."""
    parts = []
    for field, value in values:
        part = Reason("difference.field_value", field=FieldTitle(field), value=value)
        parts.append(part)
    return Reason("list.plain", text=Listed(parts)) if parts else ""


def compare_order(
    before: Sequence[object], after: Sequence[object], name: str
) -> Iterator[Changed]:
    """Whether what is in both stands in another order."""
    old = set(before)
    new = set(after)
    kept_before = [each for each in before if each in new]
    kept_after = [each for each in after if each in old]
    if kept_before != kept_after:
        what = Reason(f"difference.{name}")
        because = Reason("difference.order", what=what)
        yield Changed(what, None, None, because)


# Facts --------------------------------------------------------------------------


def compare_center(before: BuyingCenter, after: BuyingCenter) -> Iterator[Changed]:
    """Facts of the buying center, and the order of its people and ties."""
    for name in ("name", "scale", "as_of", "wanted_roles"):
        old = getattr(before, name)
        new = getattr(after, name)
        if old != new:
            what = Reason(f"difference.center.{name}")
            yield make_changed(what, Contrast(old, new), Contrast(new, old))
    ids = [[person.id for person in center] for center in (before, after)]
    yield from compare_order(ids[0], ids[1], "people")
    old_ties = _by_key(before.ties, _ends)
    new_ties = _by_key(after.ties, _ends)
    starts = []
    for ties in (old_ties, new_ties):
        shared = [key for key in ties if key in old_ties and key in new_ties]
        # A tie that goes both ways may be written from its other end.
        starts.append([(key, ties[key].source) for key in shared])
    if starts[0] != starts[1]:
        what = Reason("difference.ties")
        because = Reason("difference.order", what=what)
        yield Changed(what, None, None, because)


def compare_facts(before: AccountPlan, after: AccountPlan) -> Iterator[Changed]:
    """Facts of the plan itself."""
    fields = compared_fields("plan")
    for field in differing_fields("plan", before, after, fields):
        old = field.value_in(before)
        new = field.value_in(after)
        title = PlanTitle(field)
        yield make_changed(title, Contrast(old, new), Contrast(new, old))
    if before.rivals != after.rivals:
        what = Reason("difference.rivals")
        old = Contrast(before.rivals, after.rivals)
        new = Contrast(after.rivals, before.rivals)
        yield make_changed(what, old, new)


class PlanTitle(FieldTitle):
    """What a fact of the plan is called at the start of a sentence."""

    __slots__ = ()

    def in_words(self, language: Any) -> str:
        """Its title as a heading has it."""
        return self.field.title_in(language)
