"""Custom fields: what a company adds to a person, a tie or a plan."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from powermap.errors import ModelError
from powermap.language import Listed, Quoted, Reason
from powermap.model.entry import number
from powermap.model.field_names import FieldName
from powermap.model.fields import Table, find_own
from powermap.model.sheet_titles import table_of_key
from powermap.model.text import clean_text, is_visible

__all__ = ["Custom", "CustomOfPerson", "CustomOfPlan", "CustomOfTie", "CustomValue"]

CustomValue = str | int | float | bool | date
# Characters; a header in a spreadsheet, not a paragraph pasted into one.
_LONGEST_KEY = 200
# Of one record. A table with more columns is another table by mistake, and each column
# costs in every reader and writer.
MOST_CUSTOM = 500
# As for all numbers of the model: above it floats skip whole numbers.
_LARGEST = 1e15
_RESERVED = frozenset({"custom", "$schema"})
"""Keys that mean something else in YAML and JSON."""
_LONGEST_YES = len("false")
_BEGINNINGS = frozenset("-.0123456789")
"""How numbers and dates begin."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?[0-9.]+(e[-+]?[0-9]+)?")


class Custom(Mapping[str, CustomValue]):
    """The custom fields of a person, a tie or a plan: values by name, frozen.

    A text that spells a number, a day or true or false is one, so that a field
    has the same value whatever kind of file holds it. What is empty is left out.

    Parameters
    ----------
    values : mapping of str to str, number, bool or date
        By name.

    Raises
    ------
    ModelError
        When a name or a value is not allowed.

    Examples
    --------
    >>> Custom({"Region": "South", "Headcount": "120", "Notes": ""})
    Custom({'Region': 'South', 'Headcount': 120})
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, object] | None = None) -> None:
        if isinstance(values, Custom):
            self._values: dict[str, CustomValue] = dict(values)
            return
        checked: dict[str, CustomValue] = {}
        for key, value in _items(values):
            name = _check_name(key)
            simple = simple_value(value, name)
            if simple is not None:
                checked[name] = simple
        self._values = checked

    def __getitem__(self, name: str) -> CustomValue:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return self._typed() == Custom(other)._typed()

    def __hash__(self) -> int:
        # Without order, because equality ignores it too; as a FrozenMapping has it,
        # which may be equal.
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        return f"Custom({self._values!r})"

    def __reduce__(self) -> tuple[type[Custom], tuple[dict[str, CustomValue]]]:
        return Custom, (self._values,)

    def _typed(self) -> dict[str, tuple[bool, CustomValue]]:
        """The values with whether each is yes or no, since True equals 1 in Python."""
        values = self._values
        return {name: (isinstance(values[name], bool), values[name]) for name in values}

    # pydantic would check a Mapping by copying it into a dict, which loses the type and
    # its checks.
    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            Custom,
            serialization=core_schema.plain_serializer_function_ser_schema(
                dict, return_schema=core_schema.dict_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "object",
            "additionalProperties": {"type": ["string", "number", "boolean"]},
        }


def _items(values: object) -> list[tuple[Any, object]]:
    if values is None:
        return []
    if not isinstance(values, Mapping):
        raise ModelError(
            Reason(
                "message.model.needs_custom_mapping",
                value=Quoted(values),
                type=type(values).__name__,
                example="{'Region': 'South'}",
            )
        )
    if len(values) > MOST_CUSTOM:
        raise ModelError(
            Reason(
                "message.model.too_many_custom_fields",
                # As a float, since whole numbers are written without a comma.
                count=float(len(values)),
                limit=MOST_CUSTOM,
            )
        )
    return list(values.items())


def _check_name(name: object) -> str:
    # Each row of a table has the same names.
    return _checked_name(name) if isinstance(name, str) else clean_text(name)


@lru_cache(maxsize=1_024)
def _checked_name(name: str) -> str:
    text = clean_text(name)
    if not is_visible(text) or len(text) > _LONGEST_KEY or text.lower() in _RESERVED:
        raise ModelError(
            Reason(
                "message.model.custom_name",
                name=Quoted(name),
                limit=_LONGEST_KEY,
                reserved=Listed(sorted(_RESERVED)),
            )
        )
    return text


def simple_value(value: object, name: str) -> CustomValue | None:
    """A value that a custom field can have, None when it is empty.

    Raises
    ------
    ModelError
        When it is neither a text, a number, yes or no, nor a date.
    """
    # Before numbers, since bool is a subclass of int.
    if value is None or isinstance(value, bool):
        return value
    # Before date: a datetime is a date too.
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        # CSV and YAML without types give texts only; reading what they spell makes all
        # formats give the same values.
        return _spelled(clean_text(value, lines=True))
    # Numbers of numpy and Decimal are neither int nor float.
    if hasattr(value, "__float__"):
        return _whole_if_possible(number(value))
    raise ModelError(
        Reason("message.model.custom_value", name=Quoted(name), value=Quoted(value))
    )


def _spelled(text: str) -> CustomValue | None:
    """What a text spells: exactly as it would be written, so that 007 stays a text."""
    if not text:
        return None
    # Only these two words. A "yes" or "no" of a free field may well be a text.
    if len(text) <= _LONGEST_YES and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    if text[0] not in _BEGINNINGS:
        return text
    # 2026-02-30 looks like a date and is none; it stays a text.
    with suppress(ValueError):
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
        if _NUMBER.fullmatch(text):
            return _number_spelled(text)
    return text


def _number_spelled(text: str) -> int | float | str:
    value = float(text)
    if not math.isfinite(value) or abs(value) > _LARGEST:
        return text
    plain = _whole_if_possible(value)
    # Phone numbers, 007 and 1.10 have to come out as they went in.
    return plain if repr(plain) == text else text


def _whole_if_possible(value: float) -> int | float:
    # Excel knows floats only: 3 comes back as 3.0.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


class _RefuseFieldNames:
    """A check that no custom field has the key or title of one of a table's fields."""

    def __init__(self, *tables: Table) -> None:
        self.tables = tables

    def __call__(self, values: Custom) -> Custom:
        for name in values:
            for table in self.tables:
                field = find_own(table, name)
                if field is not None:
                    raise ModelError(
                        Reason(
                            "message.model.custom_is_field",
                            name=Quoted(name),
                            field=FieldName(table, field.name),
                        )
                    )
        return values


def _refuse_top_keys(values: Custom) -> Custom:
    """Custom fields of a plan stand at the top of a file, beside its lists."""
    for name in values:
        if table_of_key(name) is not None or name == "scale":
            raise ModelError(Reason("message.model.custom_is_key", name=Quoted(name)))
    return values


CustomOfPerson = Annotated[Custom, AfterValidator(_RefuseFieldNames("people"))]
CustomOfTie = Annotated[Custom, AfterValidator(_RefuseFieldNames("ties"))]
CustomOfPlan = Annotated[
    Custom,
    AfterValidator(_RefuseFieldNames("about", "plan")),
    AfterValidator(_refuse_top_keys),
]
