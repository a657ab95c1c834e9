"""The buying center: its people, their ties, and the contradictions that it refuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo, field_validator, model_validator

from powermap.errors import SHOWN, ModelError, nearest, shown
from powermap.model.contradictions import contradictions
from powermap.model.record import Record, a_list, of_kind
from powermap.model.stakeholder import Day, Name, Scale, Stakeholder, Tie
from powermap.model.vocabulary import Role, parse


def _roles(value: object) -> tuple[Role, ...]:
    return tuple(
        dict.fromkeys(
            parse(Role, each)
            for each in ([value] if isinstance(value, str) else a_list(value))
        )
    )


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
    wanted_roles: Annotated[tuple[Role, ...], BeforeValidator(_roles)] = ()

    def __init__(
        self,
        name: str,
        stakeholders: Iterable[Stakeholder] = (),
        ties: Iterable[Tie] = (),
        scale: Scale | None = None,
        as_of: date | str | None = None,
        wanted_roles: Iterable[Role | str] = (),
    ) -> None:
        given = {
            "as_of": as_of,
            "scale": Scale() if scale is None else scale,
            "wanted_roles": wanted_roles,
        }
        super().__init__(name=name, stakeholders=stakeholders, ties=ties, **given)

    @field_validator("stakeholders", "ties", "scale", mode="before")
    @classmethod
    def _of_its_kind(cls, value: object, info: ValidationInfo) -> object:
        kind = {"stakeholders": Stakeholder, "ties": Tie}.get(str(info.field_name))
        return of_kind(value, Scale) if kind is None else a_list(value, kind)

    @model_validator(mode="after")
    def _consistent(self) -> BuyingCenter:
        faults = list(contradictions(self.stakeholders, self.ties, self.scale))
        if faults:
            more = (
                f"; … and {len(faults) - SHOWN:,} more" if len(faults) > SHOWN else ""
            )
            raise ModelError("; ".join(faults[:SHOWN]) + more)
        return self

    def __iter__(self) -> Iterator[Stakeholder]:  # type: ignore[override]
        return iter(self.stakeholders)

    def __len__(self) -> int:
        return len(self.stakeholders)

    def __contains__(self, id: object) -> bool:
        return any(person.id == id for person in self.stakeholders)

    def __getitem__(self, id: str) -> Stakeholder:
        for person in self.stakeholders:
            if person.id == id:
                return person
        hint = nearest(str(id), [person.id for person in self.stakeholders])
        raise KeyError(f"nobody in {self.name!r} has the id {shown(id)}{hint}")

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
        KeyError
            When nobody has this id.
        ModelError
            When a field does not exist, a value is not allowed, or the result would contradict itself.

        Examples
        --------
        >>> center = BuyingCenter("Northwind ERP", [Stakeholder("Ana Ruiz")])
        >>> center.replace("ana-ruiz", power="decider")["ana-ruiz"].power
        <Power.DECIDER: 'decider'>
        """
        old = self[id]
        new = old.revised(**changes)
        ties = tuple(
            tie.revised(
                **{
                    end: new.id
                    for end in ("source", "target")
                    if getattr(tie, end) == id
                }
            )
            for tie in self.ties
        )
        people = tuple(new if person is old else person for person in self.stakeholders)
        return self.revised(
            stakeholders=people, ties=ties if new.id != id else self.ties
        )

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
        KeyError
            When nobody has one of these ids.

        Examples
        --------
        >>> center = BuyingCenter("Northwind ERP", [Stakeholder("Ana Ruiz"), Stakeholder("Ben Ode")])
        >>> [person.id for person in center.without("ana-ruiz")]
        ['ben-ode']
        """
        known = {person.id for person in self.stakeholders}
        gone = {id if id in known else self[id].id for id in ids}
        people = tuple(person for person in self.stakeholders if person.id not in gone)
        ties = tuple(tie for tie in self.ties if not {tie.source, tie.target} & gone)
        return self.revised(stakeholders=people, ties=ties)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a buying center as YAML and JSON files hold it.

    Returns
    -------
    dict
        Ready for ``json.dumps``.

    Examples
    --------
    >>> json_schema()["required"]
    ['name']
    """
    schema = BuyingCenter.model_json_schema(mode="validation")
    person = schema["$defs"]["Stakeholder"]
    person["required"] = ["name"]  # an id follows from the name
    for each in (schema, *schema["$defs"].values()):
        each["description"] = each.get("description", "").partition("\n")[0]
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "powermap buying center"
    return schema
