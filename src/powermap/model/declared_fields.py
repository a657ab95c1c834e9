"""Custom fields that a playbook declares, as rows of the table of fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from powermap.frozen import FrozenMapping
from powermap.model.fields import Field, Kind, Table

if TYPE_CHECKING:
    from powermap.model.playbook import CustomField

__all__ = ["field_of_custom"]

_KIND_OF_CUSTOM: Mapping[str, Kind] = FrozenMapping(
    {
        "text": "text",
        "number": "number",
        "date": "date",
        "yes": "yes",
        "choice": "choice",
    }
)


def field_of_custom(declared: CustomField) -> Field:
    """A custom field that a playbook declares, as a row of the table."""
    return Field(
        table=cast("Table", declared.table),
        name=declared.name,
        attribute="custom",
        kind=_KIND_OF_CUSTOM[declared.kind],
        choices=declared.choices,
        title=FrozenMapping(dict(declared.titles)),
        help=FrozenMapping(dict(declared.help)),
        ask=FrozenMapping(dict(declared.ask)),
        audience=frozenset(declared.audience),
        # A company that declares a field wants to see it; who must not see it is said
        # by `audience`.
        shown=frozenset({"diff", "tooltip", "report"}),
        custom=True,
    )
