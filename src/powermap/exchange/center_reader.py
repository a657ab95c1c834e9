"""From rows and blocks to a buying center: every problem is found, named with its place, and all are raised at once."""

from __future__ import annotations

import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from powermap.errors import (
    ModelError,
    PowermapWarning,
    Problem,
    TableError,
    nearest,
    shown,
)
from powermap.exchange.tables.cells import Unreadable, empty, plain, value_of
from powermap.model import BuyingCenter, Scale, Stakeholder, Tie, slug
from powermap.model.contradictions import crossed_lines, off_scale
from powermap.model.fields import Table, fields_by_name

_FEW = 10
HINTS = 50  # nearest names looked for in one file, each costs a look at everybody
HINTED = 500  # beyond so many people a nearest name is not looked for
_ANY_SCORE = Scale(
    -1e15, 1e15
)  # in place of a scale that could not be read: every score stands on it

Known = tuple[Stakeholder, "Record"]
Joined = tuple[Tie, "Record"]


@dataclass(frozen=True, slots=True)
class Record:
    """What a row or a block says, by field, and where it stands: ``rows`` and ``headers`` place a field.

    ``missing`` are the fields whose column the sheet lacks, which is one problem of the sheet and none of its rows.
    """

    raw: Mapping[str, object]
    sheet: str | None = None
    row: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()

    def problem(self, message: object, about: str | None = None) -> Problem:
        """A problem of this record, or of one of its fields."""
        if about is None:
            return Problem(str(message), self.sheet, self.row)
        row, column, value = (
            self.rows.get(about, self.row),
            self.headers.get(about, about),
            self.raw.get(about),
        )
        return Problem(
            str(message),
            self.sheet,
            row,
            column,
            str(value) if isinstance(value, Unreadable) else value,
        )


@dataclass(frozen=True, slots=True)
class Records:
    """All that a file says, before it is understood, with the problems met so far."""

    source: str
    people: Sequence[Record]
    ties: Sequence[Record]
    about: Record
    problems: Sequence[Problem] = ()

    def center(self, name: str) -> BuyingCenter:
        """The buying center; `name` is what it is called when the file does not say.

        Raises
        ------
        TableError
            With every problem of the file.
        """
        reading = Reading(self, list(self.problems))
        center = reading.center(name)
        if reading.problems or center is None:
            raise TableError(self.source, reading.problems)
        return center


class Register:
    """Who is called what: finds the one person that a tie names, if need be by a name that is only spelled alike."""

    def __init__(self, ids: Sequence[str], names: Sequence[str | None]) -> None:
        self.ids = ids
        self.names = names
        self.places: dict[str, list[int]] = defaultdict(list)
        self._alike: dict[str, list[int]] = defaultdict(list)
        for place, (id, name) in enumerate(zip(ids, names, strict=True)):
            if name:
                self.places[name].append(place)
            for word in {loose(id), loose(name or id)}:
                self._alike[word].append(place)
        self._known = {id: place for place, id in enumerate(ids)}
        self._hints = 0

    def find(self, written: str, told_in: str = "tie") -> str:
        """The id of the one person who is meant."""
        key = written.strip()
        places = self.called(key)
        if len(places) == 1:
            return self.ids[places[0]]
        raise ModelError(
            self._ambiguous(key, places) if places else self._nobody(key, told_in)
        )

    def called(self, written: str) -> Sequence[int]:
        """The places of all who may be meant: the one with this id, else those of this name."""
        key = written.strip()
        if key in self._known:
            return [self._known[key]]
        return self.places.get(key) or self._alike.get(loose(key)) or []

    def _ambiguous(self, key: str, places: Sequence[int]) -> str:
        same = ", ".join(shown(self.ids[place]) for place in places[:_FEW])
        return f"{len(places)} people are called {shown(key)}; name one by id: {same}"

    def _nobody(self, key: str, told_in: str) -> str:
        self._hints += 1
        known = (
            [*self.places, *self.ids]
            if len(self.ids) <= HINTED and self._hints <= HINTS
            else []
        )
        return f"nobody has the id or name {shown(key)}{nearest(key, known)}; add the person or correct the {told_in}"


class Reading:
    """One pass over the records, gathering problems."""

    def __init__(self, records: Records, problems: list[Problem]) -> None:
        self.records = records
        self.problems = problems
        self.scale = Scale()
        self.register = Register((), ())

    def center(self, default_name: str) -> BuyingCenter | None:
        """The buying center, whole only when there are no problems."""
        facts = self.values("about", self.records.about)
        facts["scale"] = self.scale = self._scale(facts)
        facts.setdefault("name", default_name)
        ids, names = self._ids()
        found = [
            self._person(*each) for each in zip(self.records.people, ids, strict=True)
        ]
        people = [each for each in found if each is not None]
        self.register = register = Register(ids, names)
        joined = [self._tie(record, register) for record in self.records.ties]
        return self._consistent(
            facts, people, [each for each in joined if each is not None]
        )

    def values(self, table: Table, record: Record) -> dict[str, Any]:
        """What the cells of a record say, by field; what cannot be understood becomes a problem."""
        columns, values = fields_by_name(table), {}
        for name, raw in record.raw.items():
            try:
                value = value_of(columns[name], raw)
            except ModelError as error:
                self.problems.append(record.problem(error, name))
                continue
            if value is not None:
                values[name] = value
        return values

    def _scale(self, facts: dict[str, Any]) -> Scale:
        limits = {
            name: facts.pop(f"scale_{name}")
            for name in ("low", "high", "cut")
            if f"scale_{name}" in facts
        }
        given = [
            name
            for name, raw in self.records.about.raw.items()
            if name.startswith("scale_") and not empty(raw)
        ]
        if len(given) > len(
            limits
        ):  # a limit could not be read, which is a problem already
            return _ANY_SCORE
        try:
            return Scale(**limits)
        except ModelError as error:
            self.problems.append(
                self.records.about.problem(error, f"scale_{next(iter(limits))}")
            )
            return _ANY_SCORE

    def _ids(self) -> tuple[list[str], list[str | None]]:
        """Ids and names of all records: ids as written, else from the name, namesakes numbered in file order."""
        people = self.records.people
        written = [text_in(record, "id") for record in people]
        names = [text_in(record, "name") for record in people]
        self._refuse_twins(written)
        ids = numbered(written, names)
        pairs = [
            (name, key)
            for own, name, key in zip(written, names, ids, strict=True)
            if name and not own
        ]
        self._tell_renamed(
            [
                f"{shown(name)} is {shown(key)}"
                for name, key in pairs
                if key != slug(name)
            ]
        )
        return ids, names

    def _refuse_twins(self, written: Sequence[str | None]) -> None:
        first: dict[str, Record] = {}
        for key, record in zip(written, self.records.people, strict=True):
            if key and key in first:
                where = f"row {first[key].row}"
                message = f"{where} already has the id {shown(key)}; give each person an id of their own"
                self.problems.append(record.problem(message, "id"))
            elif key:
                first[key] = record

    def _tell_renamed(self, renamed: Sequence[str]) -> None:
        if renamed:
            warn(
                f"{self.records.source}: people without an id share a name and are told apart in the order of the "
                f"file: {listed(renamed)}; give them ids to settle who is who"
            )

    def _person(self, record: Record, key: str) -> Known | None:
        before = len(self.problems)
        values = self.values("people", record) | {"id": key}
        nameless = empty(record.raw.get("name"))
        if nameless and "name" not in record.missing:
            self.problems.append(
                record.problem("the name is missing; every person needs one", "name")
            )
        self._measure(record, values)
        if nameless or len(self.problems) > before:
            self._blame(
                record,
                {name: value for name, value in values.items() if name != "name"},
                None,
            )
            return None
        try:
            return Stakeholder(**values), record
        except ModelError as error:
            self._blame(record, values, error)
            return None

    def _blame(
        self, record: Record, values: Mapping[str, Any], error: ModelError | None
    ) -> None:
        """Ask the model about one field at a time, so that each faulty one is named with its column."""
        found = len(self.problems)
        for name, value in values.items():
            try:
                Stakeholder(**{"name": "x", "id": "x", name: value})
            except ModelError as fault:
                self.problems.append(
                    record.problem(
                        str(fault).partition(f": {name}: ")[2] or fault, name
                    )
                )
        if error and len(self.problems) == found:
            self.problems.append(record.problem(error))

    def _measure(self, record: Record, values: Mapping[str, Any]) -> None:
        """Scores that do not stand on the scale become problems."""
        name = values.get("name")
        faults = {
            axis: off_scale(axis, values.get(axis), self.scale, name=name)
            for axis in ("power", "involvement")
        }
        self.problems += [
            record.problem(fault, axis) for axis, fault in faults.items() if fault
        ]

    def _tie(self, record: Record, register: Register) -> Joined | None:
        before = len(self.problems)
        values = self.values("ties", record)
        for end in ("source", "target"):
            self._meet(record, register, values, end)
        if len(self.problems) > before or not {"source", "target"} <= values.keys():
            return None
        try:
            return Tie(**values), record
        except ModelError as error:
            self.problems.append(record.problem(error))
            return None

    def _meet(
        self, record: Record, register: Register, values: dict[str, Any], end: str
    ) -> None:
        """Put the id of the person at one end of a tie; without a column of names, ties cannot be followed."""
        if empty(record.raw.get(end)):
            if end not in record.missing:
                self.problems.append(
                    record.problem(
                        "a tie needs a person at this end; write a name or an id", end
                    )
                )
        elif end in values and not any(
            "name" in each.missing for each in self.records.people[:1]
        ):
            try:
                values[end] = register.find(values[end])
            except ModelError as error:
                self.problems.append(record.problem(error, end))

    def _consistent(
        self, facts: Mapping[str, Any], people: list[Known], ties: list[Joined]
    ) -> BuyingCenter | None:
        """The center. Ties that contradict those before them become problems and are left out."""
        known = {
            person.id: person for person, _ in people
        }  # of twins, which are a problem already, one
        persons = list(known.values())
        ties = [
            (tie, record)
            for tie, record in ties
            if {tie.source, tie.target} <= known.keys()
        ]
        crossed = dict(crossed_lines(persons, [tie for tie, _ in ties]))
        self.problems += [
            ties[place][1].problem(fault) for place, fault in crossed.items()
        ]
        sound = [tie for place, (tie, _) in enumerate(ties) if place not in crossed]
        try:
            return BuyingCenter(stakeholders=persons, ties=sound, **facts)
        except ModelError as error:
            self.problems.append(self.records.about.problem(error))
            return None


def loose(name: str) -> str:
    """A name without what makes no difference to who is meant: case, runs of spaces, how accents are encoded."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", " ".join(folded.split()))


def text_in(record: Record, name: str) -> str | None:
    """The text of a field where it is one."""
    raw = record.raw.get(name)
    try:
        return None if empty(raw) else plain(raw).strip()
    except ModelError:  # said again, with its place, when the record is read
        return None


def numbered(written: Sequence[str | None], names: Sequence[str | None]) -> list[str]:
    """Everybody's id: the one that is written, else a slug of the name that is still free."""
    taken, ids = {key for key in written if key}, []
    last: dict[str, int] = {}
    for key, name in zip(written, names, strict=True):
        ids.append(key or _free(slug(name or ""), taken, last))
        taken.add(ids[-1])
    return ids


def _free(wanted: str, taken: set[str], last: dict[str, int]) -> str:
    """The id itself, or with the next free number; `last` remembers how far each has counted."""
    if wanted not in taken:
        return wanted
    number = last.get(wanted, 1) + 1
    while f"{wanted}-{number}" in taken:
        number += 1
    last[wanted] = number
    return f"{wanted}-{number}"


def listed(words: Iterable[str]) -> str:
    """Some of many, for a message."""
    every = list(words)
    more = f" and {len(every) - _FEW} more" if len(every) > _FEW else ""
    return ", ".join(every[:_FEW]) + more


def warn(message: str) -> None:
    """Tell the caller that something was understood in a way they should know."""
    warnings.warn(message, PowermapWarning, stacklevel=2)
