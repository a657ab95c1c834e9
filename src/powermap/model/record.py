"""What every value of the model has in common: frozen, and checked on entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from powermap.errors import Issue, ModelError, PowermapError, nearest, shown
from powermap.language import Listed, Quoted, Reason
from powermap.language.values import Value
from powermap.model.field_names import FieldName, RecordName, table_of_record
from powermap.model.text import (
    NAME_LIMIT,
    TEXT_LIMIT,
    clean_text,
    is_visible,
    parse_date,
    parse_line,
    parse_text,
)

if TYPE_CHECKING:
    from powermap.errors import Message

__all__ = [
    "NAME_LIMIT",
    "TEXT_LIMIT",
    "Record",
    "check_items",
    "check_mapping",
    "check_text",
    "check_type",
    "clean_text",
    "is_visible",
    "parse_date",
    "parse_line",
    "parse_text",
    "to_tuple",
]


_Item = TypeVar("_Item")


class Record(BaseModel):
    """A frozen value whose constructor raises ModelError."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=False
    )

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            issues = _issues(error)
            message = _describe(type(self).__name__, values, issues.values())
            # pydantic's own error quotes its documentation and whole inputs, and
            # callers would have to know pydantic to catch it.
            raise ModelError(message, issues=issues.values()) from None

    def __repr_args__(self) -> Iterator[tuple[str, Any]]:
        """What is known: most fields of a person are empty for weeks."""
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if value != field.get_default(call_default_factory=True):
                yield name, value

    def revised(self, /, **changes: Any) -> Self:
        """The same value with some fields changed, checked again.

        Raises
        ------
        ModelError
            When a field does not exist or a value is not allowed.
        """
        fields = type(self).model_fields
        unknown = sorted(set(changes) - set(fields))
        if unknown:
            raise ModelError(
                Reason(
                    "message.model.no_field",
                    kind=type(self).__name__,
                    name=Quoted(unknown[0]),
                    allowed=Listed(fields),
                )
            )
        values = {name: getattr(self, name) for name in fields}
        # Through the constructor and not model_copy, which would skip every check.
        return type(self)(**{**values, **changes})


def _issues(error: ValidationError) -> dict[str, Issue]:
    """What is wrong, once each, by place and reason as the message has them."""
    issues: dict[str, Issue] = {}
    for detail in error.errors(include_url=False):
        place = ".".join(str(part) for part in detail["loc"])
        field = str(detail["loc"][0]) if detail["loc"] else None
        value = detail["input"] if field else None
        # A field with several types reports one mistake once for each type.
        text = f"{place}: {detail['msg']}"
        issues.setdefault(text, Issue(_reason(detail), field, value))
    return issues


def _reason(detail: Mapping[str, Any]) -> Message:
    """Our own reason where a check of ours failed, else what pydantic says."""
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, PowermapError) and cause.args:
        reason: Message = cause.args[0]
        return reason
    # pydantic puts this prefix before the message of every ValueError.
    return str(detail["msg"]).removeprefix("Value error, ")


def _describe(kind: str, values: dict[str, Any], issues: Iterable[Issue]) -> Reason:
    """Everything that is wrong with a value, in one line."""
    name = values.get("name")
    subject: Value = RecordName(kind)
    if isinstance(name, str) and name:
        subject = Reason("message.model.named", kind=subject, name=Quoted(name))
    faults = [_at_field(kind, issue) for issue in issues]
    return Reason(
        "message.model.invalid", subject=subject, faults=Listed(faults, "semicolon")
    )


def _at_field(kind: str, issue: Issue) -> Value:
    reason = cast("Value", issue.reason)
    if issue.field is None:
        return reason
    field = FieldName(table_of_record(kind), issue.field)
    return Reason("message.at_place", place=field, text=reason)


def list_names(kind: type[Record], first: str) -> Signature:
    """The signature of a record by its names, short enough to read in a notebook."""
    # The signature that Python derives has the annotated types of every field and fills
    # a screen in Jupyter.
    parameters = [Parameter(first, Parameter.POSITIONAL_OR_KEYWORD)]
    for name, field in kind.model_fields.items():
        if name != first:
            empty = field.is_required() or isinstance(field.default, Mapping)
            default = None if empty else field.default
            parameter = Parameter(name, Parameter.KEYWORD_ONLY, default=default)
            parameters.append(parameter)
    return Signature(parameters)


def refuse_unknown(kind: type[Record], values: Mapping[str, object]) -> None:
    """Refuse a keyword that names no field, as Python does."""
    for name in values:
        if name not in kind.model_fields:
            hint = nearest(name, kind.model_fields)
            raise TypeError(f"{kind.__name__} has no field {shown(name)}{hint}")


def to_tuple(value: object, kind: type | None = None) -> tuple[Any, ...]:
    """A list as a tuple, checked to hold one type of value; empty for None.

    Raises
    ------
    ModelError
        When it is a single value, or one of its values has another type.

    Examples
    --------
    >>> to_tuple(["Contoso"]), to_tuple(None)
    (('Contoso',), ())
    """
    if value is None:
        return ()
    # All of these can be iterated over, but a caller who passes one forgot the
    # brackets: a text would become a list of its letters.
    single = isinstance(value, str | bytes | type) or (
        isinstance(value, Record) and not hasattr(value, "__len__")
    )
    if single or not isinstance(value, Iterable):
        raise _needs_list(value, kind)
    if kind is None:
        return tuple(value)
    return tuple(check_type(each, kind) for each in value)


def _needs_list(value: object, kind: type | None) -> ModelError:
    given = type(value).__name__
    if kind is None:
        return ModelError(
            Reason("message.model.needs_list", value=Quoted(value), type=given)
        )
    return ModelError(
        Reason(
            "message.model.needs_list_of",
            value=Quoted(value),
            type=given,
            kind=kind.__name__,
        )
    )


def check_text(value: object) -> str:
    """The same text.

    Raises
    ------
    ModelError
        When it is none.
    """
    if isinstance(value, str):
        return value
    raise ModelError(_needs("text", value))


def check_items(value: Iterable[_Item]) -> list[_Item]:
    """What a list, or something else that can be gone through, holds.

    Raises
    ------
    ModelError
        When it is a text, or cannot be gone through.
    """
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise ModelError(_needs("list", value))
    return list(value)


def check_mapping(name: str, value: Mapping[str, _Item]) -> Mapping[str, _Item]:
    """The same mapping of texts to something.

    Raises
    ------
    ModelError
        When it is none, or a key of it is no text.
    """
    if not isinstance(value, Mapping):
        raise ModelError(_needs("mapping", value, name=name))
    for key in value:
        check_text(key)
    return value


def _needs(what: str, value: object, **more: str) -> Reason:
    kind = type(value).__name__
    return Reason(f"message.model.needs_{what}", value=Quoted(value), type=kind, **more)


def check_type(value: object, kind: type) -> object:
    """The same value, refused when it has another type.

    Raises
    ------
    ModelError
        When it has.
    """
    if not isinstance(value, kind):
        raise ModelError(
            Reason(
                "message.model.wrong_type",
                value=Quoted(value),
                type=type(value).__name__,
                kind=kind.__name__,
            )
        )
    return value
