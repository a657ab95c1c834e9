"""A member of the buying center."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import field_validator, model_validator

from powermap.model.by_rival import ByRival, rival_in_header
from powermap.model.claim import Claim, latest_claims
from powermap.model.custom import Custom, CustomOfPerson, CustomValue
from powermap.model.entry import (
    Day,
    Id,
    InvolvementLevel,
    Level,
    Line,
    Name,
    Names,
    Number,
    PowerLevel,
    Prose,
    Truth,
    number,
    parse_word,
    parse_words,
)
from powermap.model.photo_file import Photo
from powermap.model.record import Record, list_names, refuse_unknown, to_tuple
from powermap.model.scale import Scale
from powermap.model.slug import slug
from powermap.model.tie import Tie
from powermap.model.vocabulary import (
    Contact,
    Involvement,
    OrganizationNeed,
    PersonalNeed,
    Power,
    Role,
    Stance,
)

__all__ = [
    "Level",
    "Number",
    "Scale",
    "Stakeholder",
    "Tie",
    "fields_of",
    "known_values",
    "number",
]


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
    rival_stances, rival_contacts : mapping of str to Stance or Contact, optional
        The same toward each rival, by name: ``{"Contoso": "champion"}``. An enemy of
        ours works for a rival; which one is said here.
    loses_by_change : bool, optional
        Whether the person loses something if the customer buys, whoever is chosen.
    can_veto : bool, optional
        Whether the person can stop the purchase.
    declared_role : Role or str, optional
        The role that somebody gave the person, kept beside the computed one.
    covered_by : str or sequence of str
        Who of our team covers the person.
    organization_needs : sequence of {"finance", "performance", "image"}
        What the organization wants through this person.
    personal_needs : sequence of {"power", "achievement", "recognition", "acceptance", "order", "security"}
        What the person wants.
    meets_organization_needs, meets_personal_needs : bool, optional
        Whether we meet them.
    note, evidence : str, optional
        Free text; where the judgment comes from.
    photo : str, optional
        Path of a picture file; in a plan relative to the folder of the plan. Charts
        draw it with ``show=["photo"]``.
    as_of : date or ISO str, optional
        Day of the judgment.
    claims : sequence of Claim
        Who says what about which field, and when. A field that is not given follows
        from its latest claim; one that is given stands.
    custom : mapping of str to str, number, bool or date
        Fields beside powermap's own.

    Raises
    ------
    ModelError
        When a value is not allowed; the message says what is.

    Examples
    --------
    >>> ana = Stakeholder("Ana Ruiz", title="CFO", power="decider", involvement="低")
    >>> ana.id, ana.involvement
    ('ana-ruiz', <Involvement.LOW: 'low'>)
    >>> said = Claim("stance", "supporter", said_by="Kim", day="2026-10-28")
    >>> Stakeholder("Ben Ode", claims=[said]).stance
    <Stance.SUPPORTER: 'supporter'>
    """

    name: Name
    id: Id
    title: Line = None
    department: Line = None
    organization: Line = None
    power: PowerLevel = None
    involvement: InvolvementLevel = None
    stance: Annotated[Stance | None, parse_word(Stance)] = None
    contact: Annotated[Contact | None, parse_word(Contact)] = None
    rival_stances: ByRival[Stance] = ByRival()
    rival_contacts: ByRival[Contact] = ByRival()
    loses_by_change: Truth = None
    can_veto: Truth = None
    declared_role: Annotated[Role | None, parse_word(Role)] = None
    covered_by: Names = ()
    organization_needs: Annotated[
        tuple[OrganizationNeed, ...], parse_words(OrganizationNeed)
    ] = ()
    personal_needs: Annotated[tuple[PersonalNeed, ...], parse_words(PersonalNeed)] = ()
    meets_organization_needs: Truth = None
    meets_personal_needs: Truth = None
    note: Prose = None
    evidence: Prose = None
    photo: Photo = None
    as_of: Day = None
    claims: tuple[Claim, ...] = ()
    custom: CustomOfPerson = Custom()

    if TYPE_CHECKING:

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
            rival_stances: Mapping[str, Stance | str | None] | None = None,
            rival_contacts: Mapping[str, Contact | str | None] | None = None,
            loses_by_change: bool | None = None,
            can_veto: bool | None = None,
            declared_role: Role | str | None = None,
            covered_by: str | Iterable[str] = (),
            organization_needs: str | Iterable[OrganizationNeed | str] = (),
            personal_needs: str | Iterable[PersonalNeed | str] = (),
            meets_organization_needs: bool | None = None,
            meets_personal_needs: bool | None = None,
            note: str | None = None,
            evidence: str | None = None,
            photo: str | None = None,
            as_of: date | str | None = None,
            claims: Iterable[Claim] = (),
            custom: Mapping[str, CustomValue] | None = None,
        ) -> None: ...

    else:
        # Fields are named once, above, so that a new one is one attribute.
        def __init__(self, name: str, **values: Any) -> None:
            refuse_unknown(Stakeholder, values)
            if values.get("id") is None:
                # A name of another type is refused a moment later, with a better
                # message than slug() would give.
                values["id"] = slug(name) if isinstance(name, str) else "person"
            super().__init__(name=name, **values)

    @field_validator("claims", mode="before")
    @classmethod
    def _check_claims(cls, value: object) -> tuple[Any, ...]:
        return to_tuple(value, Claim)

    @model_validator(mode="after")
    def _follow_claims(self) -> Stakeholder:
        for field, claim in latest_claims(self.claims).items():
            if getattr(self, field) in (None, ()):
                # Past the frozen fields, and not as one that was given: files hold
                # such a value once, as a claim.
                self.__dict__[field] = claim.value
                self.__pydantic_fields_set__.discard(field)
        return self

    @property
    def following(self) -> frozenset[str]:
        """The fields that were not given and follow from the latest claim.

        Examples
        --------
        >>> said = Claim("stance", "supporter", said_by="Kim")
        >>> Stakeholder("Ben Ode", title="CFO", claims=[said]).following
        frozenset({'stance'})
        """
        claimed = {claim.field for claim in self.claims}
        return frozenset(claimed - self.model_fields_set)

    def revised(self, /, **changes: Any) -> Self:
        """The same person with some fields changed, checked again.

        What follows from claims goes on to follow from them, unless it is changed
        here; None makes it unknown in spite of them.

        Raises
        ------
        ModelError
            When a field does not exist or a value is not allowed.
        """
        followed = dict.fromkeys(self.following - changes.keys())
        new = super().revised(**{**followed, **changes})
        # What was unknown in spite of a claim stays so.
        claimed = {claim.field for claim in self.claims}
        fixed = changes.keys() | (claimed - self.following)
        unknown = {}
        for field in new.following & fixed:
            unknown[field] = type(self).model_fields[field].get_default()
        return new.model_copy(update=unknown) if unknown else new


Stakeholder.__signature__ = list_names(Stakeholder, "name")


def fields_of(kind: type[Record]) -> tuple[str, ...]:
    """Names of a record's own fields in the order in which files hold them."""
    # Custom fields are written beside the others, under their own names; claims are a
    # table of their own.
    apart = {"custom", "claims"}
    return tuple(name for name in kind.model_fields if name not in apart)


def known_values(record: Record) -> dict[str, Any]:
    """What is known in a record, by field; toward rivals by field and rival."""
    known = {}
    for name in fields_of(type(record)):
        value = getattr(record, name)
        if isinstance(value, ByRival):
            for rival, word in value.items():
                known[f"{name}: {rival_in_header(rival)}"] = word
        elif value is not None and value != ():
            known[name] = value
    return known
