"""A member of the buying center, the scale of scores, and a tie between two people."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from powermap.errors import ModelError, shown
from powermap.model.record import Record, a_date, a_line, a_text, printable, visible
from powermap.model.slug import slug
from powermap.model.vocabulary import (
    Contact,
    Involvement,
    OrganizationNeed,
    PersonalNeed,
    Power,
    Role,
    Stance,
    TieKind,
    Word,
    parse,
)

Axis = TypeVar("Axis", Power, Involvement)
Number = Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True)]


def number(value: object) -> int | float:
    """A finite number as its writer wrote it; a text that is plainly a number counts.

    Examples
    --------
    >>> number("8"), number("7.5"), number(3)
    (8, 7.5, 3)
    """
    if isinstance(value, str):
        value = _spelled(value)
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        raise ModelError(f"{shown(value)} is not a number; write it as 7 or 7.5")
    plain = value if isinstance(value, int | float) else float(value)
    plain = (
        int(plain) if isinstance(plain, int) else float(plain)
    )  # numpy's float64 is a float, but prints otherwise
    if (isinstance(plain, float) and not math.isfinite(plain)) or abs(plain) > 1e15:
        raise ModelError(
            f"{shown(value)} is not a finite number up to 1e15; write it as 7 or 7.5"
        )
    return plain


def _spelled(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text) if "_" not in text and len(text) < 40 else text
        except ValueError:
            continue
    return text


def _level(vocabulary: type[Axis], value: object) -> Axis | int | float | None:
    """A word of the axis or a score."""
    if value is None or isinstance(value, vocabulary):
        return value
    if isinstance(value, str):
        spelled = _spelled(value.strip())
        if isinstance(spelled, str):
            if any(char.isdigit() for char in spelled) or _is_numeral(spelled):
                raise ModelError(
                    f"{shown(value)} is neither a number as 7 or 7.5 nor one of {', '.join(vocabulary)}"
                )
            return parse(vocabulary, spelled)
        value = spelled
    return number(value)


def _is_numeral(text: str) -> bool:
    return bool(text) and all(char.isnumeric() for char in text)


def _word(vocabulary: type[Word]) -> BeforeValidator:
    return BeforeValidator(
        lambda value: None if value is None else parse(vocabulary, value)
    )


def _words(vocabulary: type[Word]) -> BeforeValidator:
    return BeforeValidator(
        lambda value: tuple(
            dict.fromkeys(parse(vocabulary, each) for each in _several(value))
        )
    )


def _several(value: object) -> list[object]:
    if value is None:
        return []
    return (
        [value]
        if isinstance(value, str) or not isinstance(value, Iterable)
        else list(value)
    )


def _people(value: object) -> tuple[str, ...]:
    names = [_name(each) for each in _several(value)]
    wrong = next((name for name in names if ";" in name or "；" in name), None)
    if wrong is not None:
        raise ModelError(
            f"{shown(wrong)} is not a name; give a list of names without ';' in them"
        )
    return tuple(dict.fromkeys(names))


def _ident(value: object) -> str:
    text = printable(value)
    if not text or len(text) > 200 or any(char.isspace() for char in text):
        raise ModelError(
            f"{shown(value)} is not an id; allowed: 1 to 200 characters without spaces"
        )
    return text


def _name(value: object) -> str:
    text = printable(value)
    if not visible(text):
        raise ModelError(
            f"{shown(value)} is not a name; a name has at least one visible character"
        )
    return text


def _truth(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise ModelError(f"{shown(value)} is not yes or no; allowed: True, False, None")


Id = Annotated[str, BeforeValidator(_ident)]
Name = Annotated[str, BeforeValidator(_name)]
Line = Annotated[str | None, BeforeValidator(a_line)]
Prose = Annotated[str | None, BeforeValidator(a_text)]
Truth = Annotated[bool | None, BeforeValidator(_truth)]
Day = Annotated[date | None, BeforeValidator(a_date)]
Level = Power | Involvement | int | float | None
"""A place on an axis: a word, a score, or not known."""


class Scale(Record):
    """The range of scores of both axes and where it is cut.

    Parameters
    ----------
    low, high : float, default 0 and 10
        Ends of the scale, `low` below `high`.
    cut : float, optional
        Where the upper half begins; the cut itself belongs to it. The middle when not given.

    Raises
    ------
    ModelError
        When the ends are not in order or the cut is not between them.

    Examples
    --------
    >>> Scale().is_high(5), Scale(1, 5).middle
    (True, 3.0)
    """

    low: Number = 0
    high: Number = 10
    cut: Number | None = None

    def __init__(
        self, low: float = 0, high: float = 10, cut: float | None = None
    ) -> None:
        super().__init__(
            low=number(low), high=number(high), cut=None if cut is None else number(cut)
        )

    @model_validator(mode="after")
    def _ordered(self) -> Scale:
        if not self.low < self.high:
            raise ModelError(
                f"low is {self.low!r} and high {self.high!r}; low must be below high"
            )
        if self.cut is not None and not self.low < self.cut <= self.high:
            raise ModelError(
                f"cut is {self.cut!r}; allowed: above {self.low!r}, up to {self.high!r}"
            )
        return self

    @property
    def middle(self) -> float:
        """The cut in force."""
        return self.cut if self.cut is not None else (self.low + self.high) / 2

    def is_high(self, score: float) -> bool:
        """Whether a score belongs to the upper half."""
        return score >= self.middle

    def holds(self, score: float) -> bool:
        """Whether a score lies on the scale."""
        return self.low <= score <= self.high

    def share(self, score: float) -> float:
        """Where a score stands between the ends, 0 to 1."""
        return (score - self.low) / (self.high - self.low)


class Stakeholder(Record):
    """A member of the buying center. Everything but the name may be unknown (None).

    Parameters
    ----------
    name : str
        Printable, up to 1,000 characters.
    id : str, optional
        Key of the person, without spaces; a slug of the name when not given.
    title, department, organization : str, optional
        Job title, department, employer.
    power : {"decider", "influencer"} or number, optional
        A word of any accepted language, or a score on the buying center's scale.
    involvement : {"high", "low"} or number, optional
        Likewise.
    stance : {"champion", "supporter", "neutral", "opponent", "enemy"}, optional
        How the person stands to us.
    contact : {"none", "brief", "several", "deep"}, optional
        How well we know the person.
    can_veto : bool, optional
        Whether the person can stop the purchase.
    declared_role : Role or str, optional
        The role that somebody gave the person, kept beside the computed one.
    covered_by : str or sequence of str
        Who of our team covers the person.
    organization_needs : sequence of {"finance", "performance", "image"}
        What the organisation wants through this person.
    personal_needs : sequence of {"power", "achievement", "recognition", "acceptance", "order", "security"}
        What the person wants.
    meets_organization_needs, meets_personal_needs : bool, optional
        Whether we meet them.
    note, evidence : str, optional
        Free text; where the judgement comes from.
    as_of : date or ISO str, optional
        Day of the judgement.

    Raises
    ------
    ModelError
        When a value is not allowed; the message says what is.

    Examples
    --------
    >>> ana = Stakeholder("Ana Ruiz", title="CFO", power="decider", involvement="低")
    >>> ana.id, ana.involvement
    ('ana-ruiz', <Involvement.LOW: 'low'>)
    """

    name: Name
    id: Id
    title: Line = None
    department: Line = None
    organization: Line = None
    power: Annotated[
        Power | Number | None, BeforeValidator(lambda v: _level(Power, v))
    ] = None
    involvement: Annotated[
        Involvement | Number | None, BeforeValidator(lambda v: _level(Involvement, v))
    ] = None
    stance: Annotated[Stance | None, _word(Stance)] = None
    contact: Annotated[Contact | None, _word(Contact)] = None
    can_veto: Truth = None
    declared_role: Annotated[Role | None, _word(Role)] = None
    covered_by: Annotated[tuple[str, ...], BeforeValidator(_people)] = ()
    organization_needs: Annotated[
        tuple[OrganizationNeed, ...], _words(OrganizationNeed)
    ] = ()
    personal_needs: Annotated[tuple[PersonalNeed, ...], _words(PersonalNeed)] = ()
    meets_organization_needs: Truth = None
    meets_personal_needs: Truth = None
    note: Prose = None
    evidence: Prose = None
    as_of: Day = None

    def __init__(
        self,
        name: str,
        *,
        id: str | None = None,
        title: str | None = None,
        department: str | None = None,
        organization: str | None = None,
        power: Power | str | float | None = None,
        involvement: Involvement | str | float | None = None,
        stance: Stance | str | None = None,
        contact: Contact | str | None = None,
        can_veto: bool | None = None,
        declared_role: Role | str | None = None,
        covered_by: str | Iterable[str] = (),
        organization_needs: str | Iterable[OrganizationNeed | str] = (),
        personal_needs: str | Iterable[PersonalNeed | str] = (),
        meets_organization_needs: bool | None = None,
        meets_personal_needs: bool | None = None,
        note: str | None = None,
        evidence: str | None = None,
        as_of: date | str | None = None,
    ) -> None:
        given = {
            key: value
            for key, value in locals().items()
            if key not in {"self", "__class__"}
        }
        if id is None:
            given["id"] = slug(name) if isinstance(name, str) else "person"
        super().__init__(**given)


class Tie(Record):
    """What joins two people, named by their ids.

    Parameters
    ----------
    source, target : str
        Ids of the two people. ``influences``: the source sways the target; ``listens_to``: the source listens to the
        target; ``reports_to``: the target is the source's boss.
    kind : TieKind or str, default "influences"
        reports_to, dotted_to, influences, listens_to, talks_to, conflicts_with, friend_of; the last two go both ways.
    strength : float, optional
        Above 0; how strong, or for ``talks_to`` how much.
    note : str, optional
        Free text.

    Raises
    ------
    ModelError
        When a tie joins somebody with themselves or a value is not allowed.

    Examples
    --------
    >>> Tie("ben-ode", "ana-ruiz", kind="影响", strength=3).kind
    <TieKind.INFLUENCES: 'influences'>
    """

    source: Id
    target: Id
    kind: Annotated[TieKind, _word(TieKind)] = TieKind.INFLUENCES
    strength: Annotated[
        Number | None, BeforeValidator(lambda v: None if v is None else number(v))
    ] = None
    note: Prose = None

    def __init__(
        self,
        source: str,
        target: str,
        kind: TieKind | str = "influences",
        strength: float | None = None,
        note: str | None = None,
    ) -> None:
        super().__init__(
            source=source, target=target, kind=kind, strength=strength, note=note
        )

    @model_validator(mode="after")
    def _joins_two(self) -> Tie:
        if self.source == self.target:
            raise ModelError(
                f"{shown(self.source)} is tied to themselves; a tie joins two people"
            )
        if self.strength is not None and self.strength <= 0:
            raise ModelError(
                f"strength is {self.strength!r}; allowed: a number above 0"
            )
        return self


def fields_of(kind: type[Record]) -> tuple[str, ...]:
    """Names of a record's fields in the order in which files hold them."""
    return tuple(kind.model_fields)


def as_given(record: Record) -> dict[str, Any]:
    """What is known in a record, by field."""
    known = {name: getattr(record, name) for name in fields_of(type(record))}
    return {
        name: value
        for name, value in known.items()
        if value is not None and value != ()
    }
