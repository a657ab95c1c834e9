"""From rows and blocks to a buying center: every problem is found, named with its place, and all are raised at once."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from powermap.errors import ModelError, PowermapWarning, Problem, TableError, nearest, shown
from powermap.model import BuyingCenter, Scale, Stakeholder, Tie, slug

from .cells import empty, plain, value_of
from .columns import Table, by_field

_FAULTY_TIES = 25  # each costs a search through all ties; a file with more of them has trouble enough to show
_FEW = 10
_HINTS = 50  # nearest names looked for in one file, each costs a look at everybody
_HINTED = 500  # beyond so many people a nearest name is not looked for

Known = tuple[Stakeholder, "Record"]
Joined = tuple[Tie, "Record"]


@dataclass(frozen=True, slots=True)
class Record:
    """What a row or a block says, by field, and where it stands: ``rows`` and ``headers`` place a field."""

    raw: Mapping[str, object]
    sheet: str | None = None
    row: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)

    def problem(self, message: object, about: str | None = None) -> Problem:
        """A problem of this record, or of one of its fields."""
        if about is None:
            return Problem(str(message), self.sheet, self.row)
        row, column = self.rows.get(about, self.row), self.headers.get(about, about)
        return Problem(str(message), self.sheet, row, column, self.raw.get(about))


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
        return _Reading(self, list(self.problems)).center(name)


class _Register:
    """Who is called what: finds the one person that a tie names."""

    def __init__(self, ids: Sequence[str], names: Sequence[str | None]) -> None:
        self.ids = ids
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(names):
            if name:
                self.places[name].append(place)
        self._known = set(ids)
        self._hints = 0

    def find(self, written: str) -> str:
        key = written.strip()
        if key in self._known:
            return key
        places = self.places.get(key, ())
        if len(places) == 1:
            return self.ids[places[0]]
        raise ModelError(self._ambiguous(key, places) if places else self._nobody(key))

    def _ambiguous(self, key: str, places: Sequence[int]) -> str:
        same = ", ".join(shown(self.ids[place]) for place in places[:_FEW])
        return f"{len(places)} people are called {shown(key)}; name one by id: {same}"

    def _nobody(self, key: str) -> str:
        self._hints += 1
        known = [*self.places, *self.ids] if len(self.ids) <= _HINTED and self._hints <= _HINTS else []
        return f"nobody has the id or name {shown(key)}{nearest(key, known)}; add the person or correct the tie"


class _Reading:
    """One pass over the records, gathering problems."""

    def __init__(self, records: Records, problems: list[Problem]) -> None:
        self.records = records
        self.problems = problems

    def center(self, default_name: str) -> BuyingCenter:
        facts = self._values("about", self.records.about)
        facts["scale"] = scale = self._scale(facts)
        facts.setdefault("name", default_name)
        ids, names = self._ids()
        people = self._on_scale([self._person(*each) for each in zip(self.records.people, ids, strict=True)], scale)
        register = _Register(ids, names)
        joined = [self._tie(record, register) for record in self.records.ties]
        center = self._consistent(facts, people, [each for each in joined if each is not None])
        if self.problems or center is None:
            raise TableError(self.records.source, self.problems)
        return center

    def _values(self, table: Table, record: Record) -> dict[str, Any]:
        columns, values = by_field(table), {}
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
        limits = {name: facts.pop(f"scale_{name}") for name in ("low", "high", "cut") if f"scale_{name}" in facts}
        try:
            return Scale(**limits)
        except ModelError as error:
            self.problems.append(self.records.about.problem(error, f"scale_{next(iter(limits))}"))
            return Scale()

    def _ids(self) -> tuple[list[str], list[str | None]]:
        """Ids and names of all records: ids as written, else from the name, namesakes numbered in file order."""
        people = self.records.people
        written = [_text_in(record, "id") for record in people]
        names = [_text_in(record, "name") for record in people]
        self._refuse_twins(written)
        taken, ids = {key for key in written if key}, []
        last: dict[str, int] = {}
        for key, name in zip(written, names, strict=True):
            ids.append(key or _free(slug(name or ""), taken, last))
            taken.add(ids[-1])
        pairs = [(name, key) for own, name, key in zip(written, names, ids, strict=True) if name and not own]
        self._tell_renamed([f"{shown(name)} is {shown(key)}" for name, key in pairs if key != slug(name)])
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
        values = self._values("people", record) | {"id": key}
        if empty(record.raw.get("name")):
            self.problems.append(record.problem("the name is missing; every person needs one", "name"))
        if len(self.problems) > before:
            self._blame(record, {name: value for name, value in values.items() if name != "name"}, None)
            return None
        try:
            return Stakeholder(**values), record
        except ModelError as error:
            self._blame(record, values, error)
            return None

    def _blame(self, record: Record, values: Mapping[str, Any], error: ModelError | None) -> None:
        """Ask the model about one field at a time, so that each faulty one is named with its column."""
        found = len(self.problems)
        for name, value in values.items():
            try:
                Stakeholder(**{"name": "x", "id": "x", name: value})
            except ModelError as fault:
                self.problems.append(record.problem(str(fault).partition(f": {name}: ")[2] or fault, name))
        if error and len(self.problems) == found:
            self.problems.append(record.problem(error))

    def _on_scale(self, people: Sequence[Known | None], scale: Scale) -> list[Known]:
        """The people whose scores stand on the scale; the others become problems."""
        known = [each for each in people if each is not None]
        if _fault([person for person, _ in known], (), scale) is None:
            return known
        return [(person, record) for person, record in known if self._fits(person, record, scale)]

    def _fits(self, person: Stakeholder, record: Record, scale: Scale) -> bool:
        fault = _fault([person], (), scale)
        if fault is None:
            return True
        before = len(self.problems)
        for name in ("power", "involvement"):
            alone = Stakeholder(person.name, **{"id": person.id, name: getattr(person, name)})
            score_fault = _fault([alone], (), scale)
            if score_fault:
                self.problems.append(record.problem(score_fault, name))
        if len(self.problems) == before:
            self.problems.append(record.problem(fault))
        return False

    def _tie(self, record: Record, register: _Register) -> Joined | None:
        before = len(self.problems)
        values = self._values("ties", record)
        for end in ("source", "target"):
            self._meet(record, register, values, end)
        if len(self.problems) > before:
            return None
        try:
            return Tie(**values), record
        except ModelError as error:
            self.problems.append(record.problem(error))
            return None

    def _meet(self, record: Record, register: _Register, values: dict[str, Any], end: str) -> None:
        if empty(record.raw.get(end)):
            self.problems.append(record.problem("a tie needs a person at this end; write a name or an id", end))
        elif end in values:
            try:
                values[end] = register.find(values[end])
            except ModelError as error:
                self.problems.append(record.problem(error, end))

    def _consistent(self, facts: Mapping[str, Any], people: list[Known], ties: list[Joined]) -> BuyingCenter | None:
        """The center; while ties contradict one another, the first that does becomes a problem and is left out."""
        known = {person.id: person for person, _ in people}  # of twins, which are a problem already, one
        persons = list(known.values())
        ties = [(tie, record) for tie, record in ties if {tie.source, tie.target} <= known.keys()]
        for _ in range(_FAULTY_TIES):
            try:
                return BuyingCenter(stakeholders=persons, ties=[tie for tie, _ in ties], **facts)
            except ModelError as error:
                culprit = self._first_faulty(persons, [tie for tie, _ in ties], facts["scale"])
                if culprit is None:
                    self.problems.append(self.records.about.problem(error))
                    return None
                self.problems.append(ties.pop(culprit[0])[1].problem(culprit[1]))
        return None

    def _first_faulty(
        self, persons: Sequence[Stakeholder], ties: Sequence[Tie], scale: Scale
    ) -> tuple[int, ModelError] | None:
        """The place of the first tie that contradicts those before it: halving finds it in few looks."""
        if _fault(persons, ties, scale) is None or _fault(persons, (), scale) is not None:
            return None
        sound, faulty = 0, len(ties)
        while faulty - sound > 1:
            middle = (sound + faulty) // 2
            if _fault(persons, ties[:middle], scale) is None:
                sound = middle
            else:
                faulty = middle
        fault = _fault(persons, ties[:faulty], scale)
        return (faulty - 1, fault) if fault else None


def _fault(people: Sequence[Stakeholder], ties: Sequence[Tie], scale: Scale) -> ModelError | None:
    try:
        BuyingCenter("x", stakeholders=people, ties=ties, scale=scale)
    except ModelError as error:
        return ModelError(str(error).removeprefix("BuyingCenter 'x': "))
    return None


def _text_in(record: Record, name: str) -> str | None:
    raw = record.raw.get(name)
    try:
        return None if empty(raw) else plain(raw).strip()
    except ModelError:  # said again, with its place, when the record is read
        return None


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
