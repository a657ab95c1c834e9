"""From rows and blocks to an account plan, with every problem in its place; and a plan's parts as rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from powermap.errors import ModelError, Problem, TableError, nearest, shown
from powermap.exchange.center_reader import (
    HINTED,
    HINTS,
    Reading,
    Record,
    Records,
    listed,
    loose,
    text_in,
    warn,
)
from powermap.exchange.tables.cells import empty
from powermap.model import (
    AccountPlan,
    Action,
    Assessment,
    BuyingCenter,
    Criterion,
    ExtraCriterion,
    Goal,
    Member,
    Prospect,
    Rating,
    words_of,
)
from powermap.model.fields import (
    LISTS,
    Table,
    fields_by_name,
    fields_of,
    required_fields,
    unknown_words,
)
from powermap.model.vocabulary import fold

FIELDS: Mapping[Table, str] = MappingProxyType(
    {each: "extra_criteria" if each == "criteria" else each for each in LISTS}
)
"""The field of a plan, and the key of YAML and JSON, that a table fills."""
_MAKE: Mapping[Table, Callable[..., Any]] = {
    "team": Member,
    "rivals": lambda name: Member(name).name,
    "criteria": ExtraCriterion,
    "assessments": Assessment,
    "goals": Goal,
    "actions": Action,
    "pipeline": Prospect,
    "appraisal": Rating,
}
_LEAST: Mapping[
    Table, Mapping[str, str]
] = {  # values that are right, beside which one field is tried
    "criteria": {"name": "x", "question": "win"},
    "assessments": {"criterion": "risk", "answer": "?"},
    "pipeline": {"name": "x", "stage": "potential"},
    "appraisal": {"source": "targets", "name": "x"},
}
_NAMED: tuple[Table, ...] = ("team", "rivals", "criteria")
_PAST: Mapping[Table, tuple[str, ...]] = {
    "assessments": ("as_of",),
    "pipeline": ("potential_on", "prospect_on", "closing_on", "closed_on"),
}

Entry = tuple[Any, Record]


# Reading ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanRecords:
    """All that a file says of a plan: its people, its facts and its lists, with the problems of the last two."""

    people: Records
    facts: Record = field(default_factory=lambda: Record({}))
    parts: Mapping[Table, Sequence[Record]] = field(default_factory=dict)
    problems: Sequence[Problem] = ()

    def center(self, name: str) -> BuyingCenter:
        """The buying center; `name` is what it is called when the file says neither that nor the account."""
        return self.people.center(self._name(name))

    def plan(self, name: str) -> AccountPlan:
        """The plan.

        Raises
        ------
        TableError
            With every problem of the file.
        """
        return _PlanReading(self).plan(self._name(name))

    def _name(self, name: str) -> str:
        return (
            _sound(text_in(self.facts, "opportunity"))
            or _sound(text_in(self.facts, "account"))
            or name
        )


def _sound(name: str | None) -> str | None:
    """A name that a buying center can have; what is wrong with another is told where the plan is read."""
    try:
        return BuyingCenter(name).name if name else None
    except ModelError:
        return None


class _Roster:
    """Names that the file gives, found again however they are spelled."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = dict.fromkeys(names)
        self._alike: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            self._alike[loose(name)].append(name)

    def find(self, written: str) -> str | None:
        """The one name that is meant."""
        key = written.strip()
        alike = self._alike.get(loose(key), [])
        return key if key in self.names else alike[0] if len(alike) == 1 else None


class _PlanReading:
    """One pass over the records of a plan, gathering problems beside those of its people."""

    def __init__(self, records: PlanRecords) -> None:
        self.records = records
        self.people = Reading(
            records.people, [*records.people.problems, *records.problems]
        )
        self.problems = self.people.problems
        self.hints = 0
        self.rosters = {table: _Roster(self._names(table)) for table in _NAMED}
        self.linked: Mapping[Table, Callable[[Record, dict[str, Any]], None]] = {
            "assessments": self._assessed,
            "actions": self._acting,
        }

    def plan(self, name: str) -> AccountPlan:
        center = self.people.center(name)
        facts = self._facts()
        parts = {table: [*self._entries(table)] for table in LISTS}
        for table in _NAMED:
            self._name_once(table)
        self._answer_once(parts["assessments"])
        plan = (
            self._whole(center, facts, parts)
            if center is not None and not self.problems
            else None
        )
        if plan is None:
            raise TableError(self.records.people.source, self.problems)
        self._tell_later(plan.as_of, parts)
        return plan

    def _whole(
        self,
        center: BuyingCenter,
        facts: Mapping[str, Any],
        parts: Mapping[Table, Sequence[Entry]],
    ) -> AccountPlan | None:
        lists = {
            FIELDS[table]: tuple(entry for entry, _ in found)
            for table, found in parts.items()
        }
        try:
            return AccountPlan(
                **{
                    "account": center.name,
                    "center": center,
                    "as_of": center.as_of,
                    **facts,
                    **lists,
                }
            )
        except ModelError as error:
            self.problems.append(self.records.facts.problem(error))
            return None

    def _facts(self) -> dict[str, Any]:
        record = self.records.facts
        written = text_in(record, "plan_as_of")
        undated = written is not None and fold(written) in map(fold, unknown_words())
        if undated:
            raw = {
                key: value for key, value in record.raw.items() if key != "plan_as_of"
            }
            record = Record(raw, record.sheet, record.row, record.headers, record.rows)
        values = self.people.values("plan", record)
        least = {"account": "x", "center": BuyingCenter("x")}
        for name, value in values.items():
            self._try(record, name, AccountPlan, {**least, _fact(name): value})
        return {_fact(name): value for name, value in values.items()} | (
            {"as_of": None} if undated else {}
        )

    def _try(
        self,
        record: Record,
        name: str,
        make: Callable[..., object],
        given: Mapping[str, Any],
    ) -> None:
        """Ask the model about one field, so that a faulty one is named with its place."""
        try:
            make(**given)
        except ModelError as error:
            told = re.split(rf": {_fact(name)}(?:\.\d+)?: ", str(error), maxsplit=1)[-1]
            self.problems.append(record.problem(told, name))

    def _names(self, table: Table) -> list[str]:
        found = (
            text_in(record, "name") for record in self.records.parts.get(table, ())
        )
        return [name for name in found if name]

    def _entries(self, table: Table) -> Iterator[Entry]:
        for record in self.records.parts.get(table, ()):
            entry = self._entry(table, record)
            if entry is not None:
                yield entry, record

    def _entry(self, table: Table, record: Record) -> Any:
        before = len(self.problems)
        values = self.people.values(table, record)
        self._miss(table, record)
        for name, value in values.items():
            self._try(
                record,
                name,
                _MAKE[table],
                {**_LEAST.get(table, {"name": "x"}), name: value},
            )
        if table in self.linked:
            self.linked[table](record, values)
        if len(self.problems) > before or not required_fields(table) <= values.keys():
            return None
        try:
            return _MAKE[table](**values)
        except ModelError as error:
            self.problems.append(record.problem(error))
            return None

    def _miss(self, table: Table, record: Record) -> None:
        """What a row must say and does not; a column that the sheet lacks is one problem of the sheet."""
        for column in fields_of(table):
            name = column.name
            if (
                name in required_fields(table)
                and name not in record.missing
                and empty(record.raw.get(name))
            ):
                words = [member.value for member in column.vocabulary or ()]
                hint = (
                    f"; allowed: {', '.join(words)}"
                    if words
                    else "; write it, or clear the row"
                )
                self.problems.append(
                    record.problem(f"the {name} is missing{hint}", name)
                )

    def _assessed(self, record: Record, values: dict[str, Any]) -> None:
        """Put the names as the plan has them in place of those that are only spelled alike."""
        criterion, rival = values.get("criterion"), values.get("rival")
        own, rivals = self.rosters["criteria"], self.rosters["rivals"]
        if criterion is not None and not isinstance(criterion, Criterion):
            values["criterion"] = own.find(criterion)
            if values["criterion"] is None:
                self.problems.append(
                    record.problem(self._no_criterion(criterion), "criterion")
                )
        if rival is not None:
            values["rival"] = rivals.find(rival)
            if values["rival"] is None:
                near = self._near(rival, rivals.names)
                message = f"{shown(rival)} is no rival of the plan{near}; name each among them"
                self.problems.append(record.problem(message, "rival"))

    def _no_criterion(self, written: str) -> str:
        known = [word for each in Criterion for word in words_of(each)]
        hint = self._near(written, [*known, *self.rosters["criteria"].names])
        return f"{shown(written)} is no criterion{hint}; allowed: {', '.join(Criterion)}, or one of your own"

    def _near(self, written: str, known: Collection[str]) -> str:
        """A hint, as long as it is cheap: each costs a look at all that is known."""
        self.hints += 1
        return (
            nearest(written, known, fold=fold)
            if self.hints <= HINTS and len(known) <= HINTED
            else ""
        )

    def _acting(self, record: Record, values: dict[str, Any]) -> None:
        team, who = self.rosters["team"], values.get("who")
        if who is not None and team.names:
            values["who"] = team.find(who)
            if values["who"] is None:
                near = self._near(who, team.names)
                message = f"{shown(who)} is nobody of the team{near}; add them or correct the action"
                self.problems.append(record.problem(message, "who"))
        nameless = any(
            "name" in each.missing for each in self.records.people.people[:1]
        )
        if not nameless and "with_people" in values:
            values["with_people"] = [
                id
                for each in values["with_people"]
                for id in self._person(record, each)
            ]

    def _person(self, record: Record, written: str) -> list[str]:
        try:
            return [self.people.register.find(written, "action")]
        except ModelError as error:
            self.problems.append(record.problem(error, "with_people"))
            return []

    def _name_once(self, table: Table) -> None:
        first: dict[str, Record] = {}
        for record in self.records.parts.get(table, ()):
            name = text_in(record, "name")
            if name and name in first:
                message = (
                    f"row {first[name].row} already names {shown(name)}; name each once"
                )
                self.problems.append(record.problem(message, "name"))
            elif name:
                first[name] = record

    def _answer_once(self, found: Sequence[Entry]) -> None:
        first: dict[tuple[str, str | None, date | None], Record] = {}
        for entry, record in found:
            key = (entry.criterion, entry.rival, entry.as_of)
            if key in first:
                message = (
                    f"row {first[key].row} already answers {entry.criterion} for {entry.rival or 'us'} "
                    f"as of {entry.as_of or 'no day'}; keep one answer, or give each its own day"
                )
                self.problems.append(record.problem(message, "criterion"))
            first.setdefault(key, record)

    def _tell_later(
        self, day: date | None, parts: Mapping[Table, Sequence[Entry]]
    ) -> None:
        """A note of what is said to have been after the day of the plan."""
        later = [
            f"{getattr(entry, name)} ({record.sheet}, row {record.row})"
            for table, names in _PAST.items()
            for entry, record in parts[table]
            for name in names
            if day and getattr(entry, name) and getattr(entry, name) > day
        ]
        if later:
            warn(
                f"{self.records.people.source}: after the day of the plan, which is {day}: {listed(later)}"
            )


def _fact(name: str) -> str:
    return "as_of" if name == "plan_as_of" else name


# Writing ----------------------------------------------------------------------------------------------------------


def entries(plan: AccountPlan, table: Table) -> list[dict[str, Any]]:
    """A list of a plan as rows, by field.

    Examples
    --------
    >>> entries(AccountPlan("Northwind", rivals=["Contoso"]), "rivals")
    [{'name': 'Contoso'}]
    """
    found: Sequence[Any] = getattr(plan, FIELDS[table])
    names = fields_by_name(table)
    return [
        {"name": each}
        if isinstance(each, str)
        else {name: getattr(each, name) for name in names}
        for each in found
    ]


def facts_in_words(plan: AccountPlan, unknown: str) -> dict[str, Any]:
    """The facts of a plan by field. Its day is told only where it is not that of the buying center."""
    facts = {name: getattr(plan, _fact(name)) for name in fields_by_name("plan")}
    same = plan.as_of == plan.center.as_of
    return {**facts, "plan_as_of": None if same else plan.as_of or unknown}
