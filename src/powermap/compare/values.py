"""Two records field by field: which fields differ, and what the change is in words.

What is compared comes from the table of fields, so a new field is compared too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from powermap.compare.changes import Changed, FieldTitle
from powermap.compare.contrast import Contrast
from powermap.judgment.answers import signed_answer
from powermap.language import Listed, Reason
from powermap.language.values import Value
from powermap.model import Answer, Assessment
from powermap.model.declared_fields import field_of_custom
from powermap.model.fields import Field, Table, fields_of
from powermap.model.playbook import CustomField

FIRST = (
    "stance",
    "contact",
    "power",
    "involvement",
    "can_veto",
    "covered_by",
    "declared_role",
)
"""Fields of people that matter most, in the order in which they are listed."""


def compared_fields(
    table: Table,
    but: Iterable[str] = (),
    custom_fields: Iterable[CustomField] = (),
) -> list[Field]:
    """The fields of a table that are compared, those of a playbook last."""
    excluded = set(but)
    fields = []
    for field in fields_of(table):
        if "diff" in field.shown and field.name not in excluded:
            fields.append(field)
    for declared in custom_fields:
        if declared.table == table:
            fields.append(field_of_custom(declared))
    return fields


def person_fields(custom_fields: Iterable[CustomField] = ()) -> list[Field]:
    """The fields of people that are compared, the weightiest first."""
    fields = compared_fields("people", custom_fields=custom_fields)
    order = {name: place for place, name in enumerate(FIRST)}
    # The sort is stable: all others keep the order of the table.
    return sorted(fields, key=lambda field: order.get(field.name, len(order)))


def differing_fields(
    table: Table, before: Any, after: Any, fields: Sequence[Field]
) -> list[Field]:
    """The fields in which two records are not equal, custom ones last.

    Custom fields are compared whether a playbook declares them or not.
    """
    declared = {field.name for field in fields if field.custom}
    differing = []
    for field in fields:
        if field.value_in(before) != field.value_in(after):
            differing.append(field)
    old = getattr(before, "custom", {})
    new = getattr(after, "custom", {})
    for name in dict.fromkeys([*old, *new]):
        if name not in declared and old.get(name) != new.get(name):
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


def index_by_key(
    values: Iterable[Any], key: Callable[[Any], object]
) -> dict[tuple[object, int], Any]:
    """Values by key; several with one key are numbered."""
    counts: Counter[object] = Counter()
    indexed: dict[tuple[object, int], Any] = {}
    for value in values:
        name = key(value)
        counts[name] += 1
        # By number of appearance: two goals of one name are compared first with first
        # and second with second.
        indexed[name, counts[name]] = value
    return indexed


def compare_order(
    before: Sequence[object], after: Sequence[object], name: str
) -> Iterator[Changed]:
    """Whether what is in both stands in another order."""
    old = set(before)
    new = set(after)
    # Only what is in both: an added entry moves all that follow, which is no change of
    # order.
    kept_before = [each for each in before if each in new]
    kept_after = [each for each in after if each in old]
    if kept_before != kept_after:
        what = Reason(f"difference.{name}")
        because = Reason("difference.order", what=what)
        yield Changed(what, None, None, because)


def value_in_words(field: Field, record: Any) -> Any:
    """The value of a field; of an answer what it means for its criterion."""
    value = field.value_in(record)
    is_answer = isinstance(record, Assessment) and field.name == "answer"
    # "+" alone says nothing: for a risk it means a low one.
    if is_answer and value is not Answer.UNKNOWN:
        return signed_answer(record.criterion, value)
    return value


def list_changes(before: Any, after: Any, fields: Iterable[Field]) -> Listed:
    """Field by field what it was and what it is."""
    changes = []
    for field in fields:
        old = value_in_words(field, before)
        new = value_in_words(field, after)
        change = Reason(
            "difference.changed_field",
            field=FieldTitle(field),
            before=Contrast(old, new),
            after=Contrast(new, old),
        )
        changes.append(change)
    return Listed(changes)


def list_values(values: Iterable[tuple[Field, Value]]) -> Value:
    """Field by field what it is; nothing when there is no field."""
    parts = []
    for field, value in values:
        part = Reason("difference.field_value", field=FieldTitle(field), value=value)
        parts.append(part)
    return Reason("list.plain", text=Listed(parts)) if parts else ""
