"""The buying center: its people, their ties, and the contradictions that it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, field_validator, model_validator

from powermap.errors import ModelError
from powermap.model.additions import are_few_beside, may_be_added, people_fit
from powermap.model.contradictions import contradictions, first_faults
from powermap.model.entry import Day, Line, Name
from powermap.model.record import Record, check_type, to_tuple
from powermap.model.scale import Scale
from powermap.model.shared_index import SharedIndex
from powermap.model.stakeholder import Stakeholder
from powermap.model.tie import Tie
from powermap.model.unknown_person import unknown_person
from powermap.model.vocabulary import Role, parse

Item = TypeVar("Item")


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
    audience : str, optional
        Who outside the company gets this version; `redact` says so. Tables of it have
        only what they may see.
    people_file : str, optional
        A file of people that several plans of the account share, in the folder of this
        one or below it; what it says is not written into this plan again.

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
    audience: Line = None
    people_file: Line = None

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
        audience: str | None = None,
        people_file: str | None = None,
    ) -> None:
        super().__init__(
            name=name,
            stakeholders=stakeholders,
            ties=ties,
            scale=Scale() if scale is None else scale,
            as_of=as_of,
            wanted_roles=wanted_roles,
            audience=audience,
            people_file=people_file,
        )

    # Instead of pydantic's own check, which would accept dicts (reading them is left to
    # `exchange`, whose errors have a row and a column) and look at everybody once more.
    @field_validator("stakeholders", mode="wrap")
    @classmethod
    def _check_people(cls, value: object, _: object) -> object:
        return to_tuple(value, Stakeholder)

    @field_validator("ties", mode="wrap")
    @classmethod
    def _check_ties(cls, value: object, _: object) -> object:
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
        raise unknown_person(who, matches, self.name, self.stakeholders)

    def _matches(self, who: object) -> Sequence[Stakeholder]:
        """The person with this id, else everybody with this name."""
        index = self._index_of_people
        key = who if isinstance(who, str) else ""
        # An id wins over a name, because ties and actions hold ids; the prefixes keep
        # the two apart in one index.
        places = index.places(f"id {key}")
        if not places:
            places = index.places(f"name {key.strip().casefold()}")
        return [self.stakeholders[place] for place in places]

    @property
    def _index_of_people(self) -> SharedIndex[Stakeholder]:
        return self._index("_people", self.stakeholders, _labels_of_person)

    @property
    def _index_of_ties(self) -> SharedIndex[Tie]:
        return self._index("_tied", self.ties, _labels_of_tie)

    def _index(
        self,
        name: str,
        items: tuple[Item, ...],
        labels_of: Callable[[Item], Iterable[str]],
    ) -> SharedIndex[Item]:
        """The index of people or ties, made at the first look and then kept."""
        index: SharedIndex[Item] | None = self.__dict__.get(name)
        # A copy with other people has the index of the original beside them.
        if index is None or index.items is not items:
            index = SharedIndex(items, labels_of)
            self.__dict__[name] = index
        return index

    def __getstate__(self) -> dict[Any, Any]:
        # Indexes are made again where they are needed, so that a pickle stays small.
        state = dict(super().__getstate__())
        fields = type(self).model_fields
        values = state["__dict__"]
        state["__dict__"] = {name: values[name] for name in fields if name in values}
        return state

    def _edited(
        self, people: SharedIndex[Stakeholder], ties: SharedIndex[Tie] | None = None
    ) -> BuyingCenter:
        """The same center with people and ties that were checked; None for its ties."""
        changes: dict[str, Any] = {"stakeholders": people.items}
        if ties is not None:
            changes["ties"] = ties.items
        # Without the constructor, which looks at everybody.
        center = self.model_copy(update=changes)
        center.__dict__["_people"] = people
        if ties is not None:
            center.__dict__["_tied"] = ties
        return center

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
        new_ties = tuple(ties)
        already_there = len(self) + len(self.ties)
        if are_few_beside(already_there, stakeholders, new_ties):
            people = self._index_of_people.with_added(stakeholders)
            tied = self._index_of_ties.with_added(new_ties)
            if may_be_added(stakeholders, new_ties, people, tied, self.scale):
                return self._edited(people, tied)
        # Looks at everybody and names everything that is wrong.
        return self.revised(
            stakeholders=self.stakeholders + stakeholders, ties=self.ties + new_ties
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
        return self._with(old, old.revised(**changes))

    def _with(self, old: Stakeholder, new: Stakeholder) -> BuyingCenter:
        """A buying center with another version of a person."""
        [place] = self._index_of_people.places(f"id {old.id}")
        people = self._index_of_people.with_replaced({place: new})
        ties = None
        if new.id != old.id:
            ties = self._ties_renamed(old.id, new.id)
        if people_fit([new], people, self.scale):
            return self._edited(people, ties)
        # Looks at everybody and names everything that is wrong.
        new_ties = self.ties if ties is None else ties.items
        return self.revised(stakeholders=people.items, ties=new_ties)

    def _ties_renamed(self, old: str, new: str) -> SharedIndex[Tie]:
        """The ties, of which those of a person follow them to another id."""
        renamed = {}
        for place in self._index_of_ties.places(old):
            renamed[place] = _rename_end(self.ties[place], old, new)
        return self._index_of_ties.with_replaced(renamed)

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
        # All at once, since a chart of a page of people leaves out thousands.
        known = frozenset(person.id for person in self) if len(ids) > 1 else ()
        gone = {id if id in known else self.find(id).id for id in ids}
        places = self._index_of_people.places_of_any([f"id {id}" for id in gone])
        places_of_ties = self._index_of_ties.places_of_any(gone)
        # Nothing can contradict itself for want of a person.
        return self._edited(
            self._index_of_people.without(places),
            self._index_of_ties.without(places_of_ties),
        )


def _labels_of_person(person: Stakeholder) -> tuple[str, str]:
    return f"id {person.id}", f"name {person.name.casefold()}"


def _labels_of_tie(tie: Tie) -> tuple[str, str]:
    return tie.source, tie.target


def _rename_end(tie: Tie, old: str, new: str) -> Tie:
    """A tie that follows a person to a new id."""
    source = new if tie.source == old else tie.source
    target = new if tie.target == old else tie.target
    return tie.revised(source=source, target=target)
