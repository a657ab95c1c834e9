"""A company's own fields of people, ties and plans, as a report shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from powermap.language import Listed
from powermap.model.declared_fields import field_of_custom
from powermap.model.fields import Field, Table
from powermap.model.playbook import CustomField
from powermap.reporting.section import Bullets

if TYPE_CHECKING:
    from powermap.model import Stakeholder
    from powermap.model.custom import Custom
    from powermap.reporting.context import Context

__all__ = [
    "MOST_COLUMNS",
    "bullets",
    "bullets_of_ties",
    "fields_in_use",
    "headers",
    "row",
    "sentences",
]

MOST_COLUMNS = 5
"""As many fields as fit into a table of people on a slide beside its own columns."""


class HasCustomFields(Protocol):
    """A person, a tie or a plan, as far as its custom fields go."""

    @property
    def custom(self) -> Custom:
        """Values by name."""


def fields_in_use(
    table: Table, records: Iterable[HasCustomFields], context: Context
) -> list[Field]:
    """The custom fields that at least one record has and a report shows.

    Those that the playbook declares come first, in its order.
    """
    used: dict[str, None] = {}
    for record in records:
        used |= dict.fromkeys(record.custom)
    declared = {
        each.name: each
        for each in context.judgment.playbook.custom_fields
        if each.table == table
    }
    in_order = [name for name in declared if name in used]
    in_order += [name for name in used if name not in declared]
    fields = []
    for name in in_order:
        field = field_of_custom(declared.get(name) or CustomField(table, name))
        if "report" in field.shown:
            fields.append(field)
    return fields


def headers(fields: Iterable[Field], context: Context) -> dict[str, str]:
    """The titles of fields by a key that no other column has."""
    titles = {}
    for field in fields:
        titles[_key(field)] = field.title_in(context.language)
    return titles


def row(
    fields: Iterable[Field], person: Stakeholder, context: Context
) -> dict[str, str]:
    """The values of a person's custom fields in words."""
    texts = {}
    for field in fields:
        texts[_key(field)] = context.language.text(field.value_in(person))
    return texts


def _key(field: Field) -> str:
    # A custom field may be called as a column is, such as "reports_to".
    return f"custom.{field.name}"


def bullets(
    fields: Sequence[Field], people: Iterable[Stakeholder], context: Context
) -> tuple[Bullets, ...]:
    """The custom fields of each person as a point each."""
    points = []
    for person in people:
        facts = sentences(fields, person, context)
        if facts:
            points.append(_point(person.name, facts, context))
    return (Bullets(tuple(points)),)


def bullets_of_ties(context: Context) -> tuple[Bullets, ...]:
    """The ties that have custom fields as a point each."""
    ties = context.center.ties
    fields = fields_in_use("ties", ties, context)
    points = []
    for tie in ties:
        facts = sentences(fields, tie, context)
        if facts:
            between = context.say(
                "tie",
                source=context.center[tie.source].name,
                kind=tie.kind,
                target=context.center[tie.target].name,
            )
            points.append(_point(between, facts, context))
    if not points:
        return ()
    return (Bullets(tuple(points)),)


def sentences(
    fields: Iterable[Field], record: HasCustomFields, context: Context
) -> tuple[str, ...]:
    """The custom fields that a record has, as title and value."""
    return tuple(_facts(fields, record, context))


def _facts(
    fields: Iterable[Field], record: HasCustomFields, context: Context
) -> Iterator[str]:
    for field in fields:
        value = field.value_in(record)
        if value is not None:
            title = field.title_in(context.language)
            yield context.language.listed([title, value], "colon")


def _point(subject: str, facts: Sequence[str], context: Context) -> str:
    listed = Listed(facts, "semicolon")
    return context.say("facts", subject=subject, facts=listed)
