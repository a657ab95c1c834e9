"""What a file says in claims about the people of a buying center."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from powermap.errors import ModelError
from powermap.exchange.raw_file import RawRecord
from powermap.exchange.tables.cells import is_empty, value_of
from powermap.language import Listed, Quoted, Reason
from powermap.language.lists import some_of
from powermap.model import Claim, Stakeholder
from powermap.model.claim import claimable_fields, differing_claims
from powermap.model.contradictions import off_scale
from powermap.model.field_names import FieldName
from powermap.model.fields import fields_of

if TYPE_CHECKING:
    from powermap.exchange.people_reader import PeopleReader
    from powermap.language.values import Value

__all__ = ["ClaimReader", "claim_notes"]


class ClaimReader:
    """Reads the claims of a file, whose problems and people a reader of people has."""

    def __init__(self, people: PeopleReader) -> None:
        self.people = people
        self.raw = people.raw

    def read(self, ids: Sequence[str]) -> dict[str, list[Claim]]:
        """The claims about everybody, by id, in the order of the file."""
        claims: dict[str, list[Claim]] = {}
        for record in self.raw.claims:
            id = self._find_person(record, ids)
            claim = self._read_claim(record)
            if id is not None and claim is not None:
                claims.setdefault(id, []).append(claim)
        return claims

    def _find_person(self, record: RawRecord, ids: Sequence[str]) -> str | None:
        if record.owner is not None:
            # A list with entries that are no people is refused as a whole.
            return ids[record.owner] if record.owner < len(ids) else None
        values = self.people.values("claims", record)
        name = values.get("person")
        if name is None or self.people.lacks_names():
            return None
        try:
            return self.people.register.find(name, "claim")
        except ModelError as error:
            self.people.problems.append(record.problem(error, "person"))
            return None

    def _read_claim(self, record: RawRecord) -> Claim | None:
        problems = self.people.problems
        before = len(problems)
        self._refuse_missing(record)
        values = self.people.values("claims", record)
        values.pop("person", None)
        about = claimable_fields().get(values.get("field", ""))
        if about is not None and "value" in values:
            try:
                values["value"] = value_of(
                    about, values["value"], self.raw.glossary, record.lang
                )
            except ModelError as error:
                problems.append(record.problem(error, "value"))
            fault = off_scale(about.name, values["value"], self.people.scale)
            if fault is not None:
                problems.append(record.problem(fault, "value"))
        if len(problems) > before:
            return None
        return self.people.build(Claim, record, values, _placeholders(values))

    def _refuse_missing(self, record: RawRecord) -> None:
        for field in fields_of("claims"):
            name = field.name
            is_said = not is_empty(record.values.get(name)) or name in record.missing
            if name == "person" and record.owner is not None:
                is_said = True
            if field.required and not is_said:
                place = FieldName("claims", name)
                message = Reason("message.plan.field_missing", field=place)
                self.people.problems.append(record.problem(message, name))


def _placeholders(values: dict[str, Any]) -> dict[str, Any]:
    """Values that are right, for what is missing with its whole column."""
    return (
        {} if {"field", "value"} <= values.keys() else {"field": "title", "value": "x"}
    )


def claim_notes(people: Iterable[Stakeholder]) -> Iterator[Reason]:
    """What follows from claims, and what stands although the latest claim differs."""
    following: list[Value] = []
    differing: list[Value] = []
    for person in people:
        followed = [FieldName("people", name) for name in _in_order(person.following)]
        if followed:
            following.append(_of_person(person, Listed(followed)))
        differing += [_difference(person, claim) for claim in differing_claims(person)]
    if following:
        yield Reason("message.claims.following", people=some_of(following))
    if differing:
        count = len(differing)
        yield Reason("message.claims.differing", count=count, claims=some_of(differing))


def _in_order(names: Iterable[str]) -> list[str]:
    wanted = set(names)
    return [name for name in claimable_fields() if name in wanted]


def _of_person(person: Stakeholder, what: Value) -> Reason:
    return Reason("message.claims.of_person", person=Quoted(person.name), what=what)


def _difference(person: Stakeholder, claim: Claim) -> Reason:
    return Reason(
        "message.claims.difference",
        person=Quoted(person.name),
        field=FieldName("people", claim.field),
        value=_in_words(getattr(person, claim.field)),
        claimed=_in_words(claim.value),
    )


def _in_words(value: Any) -> Value:
    return Listed(value) if isinstance(value, tuple) else value
