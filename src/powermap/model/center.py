"""The buying center: its people, their ties, and the contradictions that it refuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, field_validator, model_validator

from powermap.errors import SHOWN, ModelError, UnknownPersonError
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model.contradictions import contradictions, first_faults
from powermap.model.entry import Day, Name
from powermap.model.record import Record, check_type, to_tuple
from powermap.model.scale import Scale
from powermap.model.stakeholder import Stakeholder
from powermap.model.tie import Tie
from powermap.model.vocabulary import Role, parse

_HINTED = 500
"""People whose names are compared for a hint: each comparison costs time."""


def _parse_roles(value: object) -> tuple[Role, ...]:
    several = [value] if isinstance(value, str) else to_tuple(value)
    roles = [parse(Role, each) for each in several]
    # A dict and not a set, so that the order of the file stays and the same input
    # writes the same bytes.
    return tuple(dict.fromkeys(roles))


class BuyingCenter(Record):
    """The people at a customer who have a part in one purchase, and what joins them.

    Parameters
    ----------
    name : str
        What is bought by whom, as it stands over the picture.
    stakeholders : iterable of Stakeholder
        In file order; their ids differ.
    ties : iterable of Tie
        Between these people.
    scale : Scale
        Of all scores; 0 to 10 by default.
    as_of : date or ISO str, optional
        Day for which all this holds.
    wanted_roles : iterable of Role or str
        Roles that the deal needs somebody for.

    Raises
    ------
    ModelError
        On two people with one id, a tie to nobody, a cycle of reporting lines, two solid bosses, or a score off the
        scale, naming the people.

    Examples
    --------
    >>> center = BuyingCenter("Northwind ERP", [Stakeholder("Ana Ruiz", power=8)])
    >>> len(center), center["ana-ruiz"].power
    (1, 8)
    >>> len(center.add(Stakeholder("Ben Ode")))
    2
    """

    name: Name
    stakeholders: tuple[Stakeholder, ...] = ()
    ties: tuple[Tie, ...] = ()
    scale: Scale = Scale()
    as_of: Day = None
    wanted_roles: Annotated[tuple[Role, ...], BeforeValidator(_parse_roles)] = ()

    # Positional parameters for the first ones, so that BuyingCenter("ERP", people)
    # reads well; pydantic's own constructor takes keywords only.
    def __init__(
        self,
        name: str,
        stakeholders: Iterable[Stakeholder] = (),
        ties: Iterable[Tie] = (),
        scale: Scale | None = None,
        as_of: date | str | None = None,
        wanted_roles: Iterable[Role | str] = (),
    ) -> None:
        super().__init__(
            name=name,
            stakeholders=stakeholders,
            ties=ties,
            scale=Scale() if scale is None else scale,
            as_of=as_of,
            wanted_roles=wanted_roles,
        )

    @field_validator("stakeholders", mode="before")
    # Before pydantic's own check, which would accept dicts; reading them is left to
    # `exchange`, whose errors have a row and a column.
    @classmethod
    def _check_people(cls, value: object) -> object:
        return to_tuple(value, Stakeholder)

    @field_validator("ties", mode="before")
    @classmethod
    def _check_ties(cls, value: object) -> object:
        return to_tuple(value, Tie)

    @field_validator("scale", mode="before")
    @classmethod
    def _check_scale(cls, value: object) -> object:
        return check_type(value, Scale)

    @model_validator(mode="after")
    def _check_consistency(self) -> BuyingCenter:
        # All at once and not the first only: whoever repairs a file wants to repair it
        # in one go.
        faults = list(contradictions(self.stakeholders, self.ties, self.scale))
        if faults:
            raise ModelError(first_faults(faults))
        return self

    # pydantic iterates over (field, value) pairs; a buying center is a collection of
    # people.
    def __iter__(self) -> Iterator[Stakeholder]:  # type: ignore[override]
        return iter(self.stakeholders)

    def __repr__(self) -> str:
        return (
            f"<BuyingCenter {self.name!r}, {len(self)} people, {len(self.ties)} ties>"
        )

    # pydantic's __str__ would print every field of every person.
    __str__ = __repr__

    def __len__(self) -> int:
        return len(self.stakeholders)

    def __contains__(self, who: object) -> bool:
        # The same rule as find(), so that `who in center` promises that center[who]
        # works; a shared name finds nobody.
        return isinstance(who, str) and len(self._matches(who)) == 1

    def __getitem__(self, who: str) -> Stakeholder:
        return self.find(who)

    def find(self, who: str) -> Stakeholder:
        """The person with an id, or with a name that nobody else has.

        Parameters
        ----------
        who : str
            An id, or a name in any case.

        Returns
        -------
        Stakeholder

        Raises
        ------
        UnknownPersonError
            When nobody has this id or name, or several people share the name.
            It is a KeyError too.

        Examples
        --------
        >>> center = BuyingCenter("Northwind ERP", [Stakeholder("Ana Ruiz")])
        >>> center.find("Ana Ruiz").id, center["ana-ruiz"].name
        ('ana-ruiz', 'Ana Ruiz')
        """
        matches = self._matches(who)
        if len(matches) == 1:
            return matches[0]
        if matches:
            ids = [Quoted(person.id) for person in matches[:SHOWN]]
            raise UnknownPersonError(
                Reason(
                    "message.model.several_people",
                    number=len(matches),
                    name=Quoted(who),
                    ids=Listed(ids),
                )
            )
        known = []
        for person in self.stakeholders[:_HINTED]:
            known += [person.id, person.name]
        raise UnknownPersonError(
            Reason(
                "message.model.nobody",
                center=Quoted(self.name),
                person=Quoted(who),
                hint=Nearest(str(who), tuple(known)),
            )
        )

    def _matches(self, who: object) -> Sequence[Stakeholder]:
        """The person with this id, else everybody with this name."""
        people = self._people_by_key
        key = who if isinstance(who, str) else ""
        # An id wins over a name, because ties and actions hold ids; the prefixes keep
        # the two apart in one index.
        return people.get(f"id {key}") or people.get(
            f"name {key.strip().casefold()}", ()
        )

    @cached_property
    def _people_by_key(self) -> Mapping[str, Sequence[Stakeholder]]:
        """Everybody by id and by folded name, indexed once."""
        # Cached, as the center is frozen; without it every lookup searches all people.
        people: dict[str, list[Stakeholder]] = {}
        for person in self.stakeholders:
            people.setdefault(f"id {person.id}", []).append(person)
            people.setdefault(f"name {person.name.casefold()}", []).append(person)
        return people

    def add(self, *stakeholders: Stakeholder, ties: Iterable[Tie] = ()) -> BuyingCenter:
        """A buying center with further people and ties.

        Parameters
        ----------
        *stakeholders : Stakeholder
            People to come after those who are there.
        ties : iterable of Tie
            Ties to come after those that are there; they may join the new people.

        Returns
        -------
        BuyingCenter

        Raises
        ------
        ModelError
            When the result would contradict itself.

        Examples
        --------
        >>> center = BuyingCenter("Northwind ERP", [Stakeholder("Ana Ruiz")])
        >>> later = center.add(Stakeholder("Ben Ode"), ties=[Tie("ben-ode", "ana-ruiz", "reports_to")])
        >>> [person.id for person in later]
        ['ana-ruiz', 'ben-ode']
        """
        return self.revised(
            stakeholders=self.stakeholders + stakeholders, ties=self.ties + tuple(ties)
        )

    def replace(self, id: str, /, **changes: Any) -> BuyingCenter:
        """A buying center in which one person's fields are changed; a new id is followed by the ties.

        Parameters
        ----------
        id : str
            Of the person.
        **changes : object
            Fields of `Stakeholder` with their new values; None for what is not known.

        Returns
        -------
        BuyingCenter

        Raises
        ------
        UnknownPersonError
            When nobody has this id or name.
        ModelError
            When a field does not exist, a value is not allowed, or the result would contradict itself.

        Examples
        --------
        >>> center = BuyingCenter("Northwind ERP", [Stakeholder("Ana Ruiz")])
        >>> center.replace("ana-ruiz", power="decider")["ana-ruiz"].power
        <Power.DECIDER: 'decider'>
        """
        old = self.find(id)
        id = old.id
        new = old.revised(**changes)
        # By identity, not equality: comparing two records compares all of their fields.
        people = [new if person is old else person for person in self.stakeholders]
        if new.id == id:
            return self.revised(stakeholders=people)
        ties = [_rename_end(tie, id, new.id) for tie in self.ties]
        return self.revised(stakeholders=people, ties=ties)

    def without(self, *ids: str) -> BuyingCenter:
        """A buying center without some people and their ties.

        Parameters
        ----------
        *ids : str
            Of those who go.

        Returns
        -------
        BuyingCenter

        Raises
        ------
        UnknownPersonError
            When nobody has one of these ids or names.

        Examples
        --------
        >>> center = BuyingCenter("Northwind ERP", [Stakeholder("Ana Ruiz"), Stakeholder("Ben Ode")])
        >>> [person.id for person in center.without("ana-ruiz")]
        ['ben-ode']
        """
        gone = {self.find(id).id for id in ids}
        people = [person for person in self.stakeholders if person.id not in gone]
        ties = []
        for tie in self.ties:
            if tie.source not in gone and tie.target not in gone:
                ties.append(tie)
        return self.revised(stakeholders=people, ties=ties)


def _rename_end(tie: Tie, old: str, new: str) -> Tie:
    """A tie that follows a person to a new id."""
    if old not in {tie.source, tie.target}:
        return tie
    source = new if tie.source == old else tie.source
    target = new if tie.target == old else tie.target
    return tie.revised(source=source, target=target)
