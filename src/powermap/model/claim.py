"""What somebody says about one field of a person, and which claim is the latest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, model_validator

from powermap.errors import ModelError
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model.entry import Day, Line, Prose, parse_word
from powermap.model.field_names import FieldName
from powermap.model.fields import Field, fields_of, find
from powermap.model.record import Record
from powermap.model.vocabulary import Confidence

if TYPE_CHECKING:
    from powermap.model.stakeholder import Stakeholder

__all__ = ["Claim", "claimable_fields", "differing_claims", "latest_claims"]

_NOT_CLAIMED = frozenset({"photo", "name", "id", "note", "evidence", "as_of"})
"""Who a person is, and what says where all the other values come from."""
_CLAIMED_KINDS = frozenset({"text", "texts", "level", "word", "words", "yes"})
_RANKS: Mapping[Confidence | None, int] = {
    Confidence.LOW: 0,
    # What is not said is neither doubted nor vouched for.
    None: 1,
    Confidence.MEDIUM: 1,
    Confidence.HIGH: 2,
}


@cache
def claimable_fields() -> Mapping[str, Field]:
    """The fields of a person that somebody can make a claim about, by name.

    Examples
    --------
    >>> "stance" in claimable_fields(), "name" in claimable_fields()
    (True, False)
    """
    fields = {}
    for field in fields_of("people"):
        is_claimed = field.kind in _CLAIMED_KINDS and field.name not in _NOT_CLAIMED
        # What is known toward each rival is several values in one field.
        if is_claimed and not field.by_rival:
            fields[field.name] = field
    return fields


def _parse_field(value: object) -> str:
    """The name of a field, by its key or title."""
    field = find("people", value) if isinstance(value, str) else None
    fields = claimable_fields()
    if field is None or field.name not in fields:
        names = [FieldName("people", name) for name in fields]
        hint = Nearest(value, tuple(fields)) if isinstance(value, str) else None
        raise ModelError(
            Reason(
                "message.model.not_claimable",
                value=Quoted(value),
                allowed=Listed(names),
                hint=hint,
            )
        )
    return field.name


class Claim(Record):
    """What somebody says about one field of a person.

    Parameters
    ----------
    field : str
        The field of the person: title, power, stance, …, by its key or title.
    value : object
        What the field is said to be, as the field itself takes it.
    said_by : str, optional
        Who says so.
    evidence : str, optional
        Where it comes from: a quote, a meeting, a document.
    day : date or ISO str, optional
        When it was said.
    confidence : Confidence or str, optional
        high, medium or low; medium is assumed when it is not known.

    Raises
    ------
    ModelError
        When the field does not exist or does not take the value.

    Examples
    --------
    >>> claim = Claim("stance", "内线", said_by="Kim", day="2026-10-28")
    >>> claim.value
    <Stance.CHAMPION: 'champion'>
    """

    field: Annotated[str, BeforeValidator(_parse_field)]
    value: Any
    said_by: Line = None
    evidence: Prose = None
    day: Day = None
    confidence: Annotated[Confidence | None, parse_word(Confidence)] = None

    def __init__(
        self,
        field: str,
        value: Any,
        *,
        said_by: str | None = None,
        evidence: str | None = None,
        day: date | str | None = None,
        confidence: Confidence | str | None = None,
    ) -> None:
        super().__init__(
            field=field,
            value=value,
            said_by=said_by,
            evidence=evidence,
            day=day,
            confidence=confidence,
        )

    @model_validator(mode="after")
    def _parse_value(self) -> Claim:
        # Past the frozen fields: what the field makes of the value is known only when
        # both are there.
        self.__dict__["value"] = _value_of(self.field, self.value)
        return self


def _value_of(field: str, value: object) -> Any:
    """A value as the field of a person takes it."""
    # A person holds claims, so their module rests on this one.
    from powermap.model.stakeholder import Stakeholder

    try:
        person = Stakeholder("x", **{field: value})  # type: ignore[arg-type]
    except ModelError as error:
        # Without the made-up person of the whole message.
        issues = error.issues
        raise ModelError(issues[0].reason if issues else error.args[0]) from None
    parsed = getattr(person, field)
    if parsed is None or parsed == ():
        name = FieldName("people", field)
        raise ModelError(Reason("message.model.claim_of_nothing", field=name))
    return parsed


def latest_claims(claims: Iterable[Claim]) -> dict[str, Claim]:
    """The latest claim about each field.

    The later day wins, then the greater confidence, then the claim that is listed
    later. A claim without a day is older than any with one.

    Examples
    --------
    >>> kim = Claim("stance", "neutral", said_by="Kim", day="2026-10-01")
    >>> lee = Claim("stance", "supporter", said_by="Lee", day="2026-10-28")
    >>> latest_claims([lee, kim])["stance"].said_by
    'Lee'
    """
    latest: dict[str, Claim] = {}
    for claim in claims:
        known = latest.get(claim.field)
        if known is None or _rank(claim) >= _rank(known):
            latest[claim.field] = claim
    return latest


def _rank(claim: Claim) -> tuple[date, int]:
    return claim.day or date.min, _RANKS[claim.confidence]


def differing_claims(person: Stakeholder) -> Iterator[Claim]:
    """The latest claims from which a field of the person was given another value."""
    for field, claim in latest_claims(person.claims).items():
        if not is_same_value(getattr(person, field), claim.value):
            yield claim


def is_same_value(value: object, other: object) -> bool:
    """Whether two values of a field are the same; the order of several is not said."""
    if isinstance(value, tuple) and isinstance(other, tuple):
        return set(value) == set(other)
    return value == other
