"""A proposal: what somebody read in notes, as changes that a person can review."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model import Confidence
from powermap.model.entry import Day, Line, Prose, parse_word
from powermap.model.record import Record, to_tuple

__all__ = ["KINDS", "MOST", "Change", "Kind", "Proposal"]

Kind = Literal["set", "add", "remove"]
KINDS: tuple[Kind, ...] = ("set", "add", "remove")
MOST = 1_000
"""Changes of one proposal that quote notes; nobody reviews more.

Those without a quote are the caller's own, such as an undo, which may need several
for each that it takes back.
"""
_DEEPEST = 5
"""Levels of a value: a person, their claims, one claim, a list in it."""
_VALUE = {
    "anyOf": [
        {"type": ["string", "number", "boolean", "null"]},
        {"type": "array"},
        {"type": "object"},
    ]
}


def _parse_kind(value: object) -> Kind:
    word = value.strip().lower() if isinstance(value, str) else value
    if word not in KINDS:
        hint = Nearest(value, KINDS)
        raise ModelError(
            Reason(
                "message.proposals.kind",
                value=Quoted(value),
                allowed=Listed(KINDS, "or"),
                hint=hint,
            )
        )
    return word


def _freeze(value: Any, depth: int = 0) -> Any:
    """A value of JSON that nobody can change; everything else is refused."""
    if depth > _DEEPEST:
        raise ModelError(Reason("message.proposals.too_deep", most=_DEEPEST))
    if isinstance(value, float) and not math.isfinite(value):
        raise ModelError(Reason("message.proposals.not_json", value=Quoted(value)))
    if value is None or isinstance(value, str | bool | int | float):
        # The plain value of a word of the model, as files have it.
        return str(value) if isinstance(value, str) else value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        block = {str(key): _freeze(each, depth + 1) for key, each in value.items()}
        return FrozenMapping(block)
    if isinstance(value, list | tuple):
        return tuple(_freeze(each, depth + 1) for each in value)
    raise ModelError(Reason("message.proposals.not_json", value=Quoted(value)))


class Change(Record):
    """One change of a plan, and the words in the notes that speak for it.

    Parameters
    ----------
    person : str, optional
        Id of a person, or a name that nobody else has.
    path : str, optional
        Anything else of a plan: ``actions: Visit Ana``, ``ties: Ben Ode → Ana Ruiz``,
        ``assessments: funding, Contoso``; without person and path the plan itself.
    field : str, optional
        The field, by its key or title; the whole record when not given.
    value : object, optional
        What it is, in any word that files may have; of a record its fields by name.
    kind : {"set", "add", "remove"}, default "set"
        Set a field; add a record, or a member or line to a field; remove either.
    quote : str, optional
        What the notes say, word for word.
    source : str, optional
        Who said so, or in which meeting or document.
    day : date or ISO str, optional
        When it was said.
    confidence : Confidence or str, optional
        high, medium or low.
    place : int, optional
        Of a record that is added its place in its list, from 1; the end when not given.

    Raises
    ------
    ModelError
        When a value is not allowed, or there is both a person and a path.

    Examples
    --------
    >>> change = Change(person="ana-ruiz", field="stance", value="supporter",
    ...     quote="Ana is for us", source="Call with Ben", day="2026-11-28")
    >>> change.kind, change.day.isoformat()
    ('set', '2026-11-28')
    """

    person: Annotated[
        Line, Field(description="Id of a person, or a name that nobody else has.")
    ] = None
    path: Annotated[
        Line,
        Field(
            description="Anything else of a plan: 'actions: NAME', 'goals: NAME', "
            "'ties: SOURCE → TARGET, KIND', 'assessments: CRITERION, RIVAL', "
            "'stakeholders: NAME' for a new person. Leave out person and path for a "
            "fact of the plan itself."
        ),
    ] = None
    field: Annotated[
        Line,
        Field(description="The field, by its key. Leave it out for a whole record."),
    ] = None
    value: Annotated[
        Any,
        BeforeValidator(_freeze),
        WithJsonSchema(_VALUE),
        Field(description="The new value; of a whole record its fields by name."),
    ] = None
    kind: Annotated[
        Kind,
        BeforeValidator(_parse_kind),
        Field(
            description="set a field; add a record, or a member or line to a field; "
            "remove either."
        ),
    ] = "set"
    quote: Annotated[
        Prose,
        Field(description="What the notes say, copied word for word, in one piece."),
    ] = None
    source: Annotated[
        Line, Field(description="Who said so, or in which meeting or document.")
    ] = None
    day: Annotated[Day, Field(description="When it was said, as 2026-11-28.")] = None
    confidence: Annotated[
        Confidence | None,
        parse_word(Confidence),
        Field(description="How sure it is."),
    ] = None
    place: Annotated[
        int | None,
        Field(
            ge=1,
            description="Of a record that is added its place in its list, from 1.",
        ),
    ] = None

    def __init__(
        self,
        person: str | None = None,
        field: str | None = None,
        value: object = None,
        *,
        path: str | None = None,
        kind: Kind = "set",
        quote: str | None = None,
        source: str | None = None,
        day: date | str | None = None,
        confidence: Confidence | str | None = None,
        place: int | None = None,
    ) -> None:
        super().__init__(
            person=person,
            path=path,
            field=field,
            value=value,
            kind=kind,
            quote=quote,
            source=source,
            day=day,
            confidence=confidence,
            place=place,
        )

    @model_validator(mode="after")
    def _check_place(self) -> Self:
        if self.person is not None and self.path is not None:
            raise ModelError(
                Reason(
                    "message.proposals.two_places",
                    person=Quoted(self.person),
                    path=Quoted(self.path),
                )
            )
        return self


class Proposal(Record):
    """Changes of a plan that somebody proposes and a person reviews.

    Parameters
    ----------
    changes : iterable of Change
        In any order.

    Raises
    ------
    ModelError
        When they are not changes, or too many to review.

    Examples
    --------
    >>> Proposal([Change("ana-ruiz", "contact", "brief")])
    <Proposal of 1 change>
    """

    changes: Annotated[
        tuple[Change, ...],
        Field(description=f"The changes, in any order; at most {MOST:,} with a quote."),
    ] = ()

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        several = to_tuple(changes, Change)
        count = sum(change.quote is not None for change in several)
        if count > MOST:
            raise ModelError(
                Reason(
                    "message.proposals.too_many", count=float(count), most=float(MOST)
                )
            )
        super().__init__(changes=several)

    def __repr__(self) -> str:
        count = len(self.changes)
        return f"<Proposal of {count} change{'' if count == 1 else 's'}>"

    __str__ = __repr__

    def __len__(self) -> int:
        return len(self.changes)

    def to_json(self) -> str:
        """The proposal as JSON, only with what is given.

        Examples
        --------
        >>> print(Proposal([Change("ana-ruiz", "contact", "brief")]).to_json())
        {
          "changes": [
            {
              "person": "ana-ruiz",
              "field": "contact",
              "value": "brief"
            }
          ]
        }
        """
        from powermap.exchange.documents.json_text import dump_json

        blocks = []
        for change in self.changes:
            block = change.model_dump(mode="json", exclude_defaults=True)
            # "Not known" is a value of its own.
            if change.kind == "set" and change.field:
                block.setdefault("value", None)
            blocks.append(block)
        return dump_json({"changes": blocks}).rstrip("\n")
