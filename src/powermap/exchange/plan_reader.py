"""From what a file says to an account plan, with every problem in its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from powermap.errors import ModelError, Note, TableError, nearest_word
from powermap.exchange import plan_faults
from powermap.exchange.people_reader import PeopleReader, text_in
from powermap.exchange.people_register import HINTED, HINTS, Names
from powermap.exchange.raw_file import RawFile, RawRecord
from powermap.exchange.tables.cells import is_empty
from powermap.frozen import FrozenMapping
from powermap.language import Quoted, Reason
from powermap.language.lists import some_of
from powermap.language.values import Value
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
from powermap.model.field_words import unknown_words
from powermap.model.fields import (
    LISTS,
    Table,
    fields_by_name,
    fields_of,
    required_fields,
)
from powermap.model.sheet_titles import keys_of
from powermap.model.vocabulary import fold

__all__ = ["read_center", "read_plan"]

Entry = tuple[Any, RawRecord]
"""A record of the model, and where it stands in the file."""


def _rival(name: str) -> str:
    """A rival is a name, checked as that of a member of the team."""
    return Member(name).name


_MAKE: Mapping[Table, Callable[..., Any]] = FrozenMapping(
    {
        "team": Member,
        "rivals": _rival,
        "criteria": ExtraCriterion,
        "assessments": Assessment,
        "goals": Goal,
        "actions": Action,
        "pipeline": Prospect,
        "appraisal": Rating,
    }
)
_PLACEHOLDERS: Mapping[str, str] = FrozenMapping(
    {
        "name": "x",
        "question": "win",
        "criterion": "risk",
        "answer": "?",
        "stage": "potential",
        "source": "targets",
    }
)
"""Values that are right, for what is required and missing."""
_NAMED: tuple[Table, ...] = ("team", "rivals", "criteria")
"""Lists that name each only once, and that other lists refer to by name."""
_PAST_DAYS: Mapping[Table, tuple[str, ...]] = FrozenMapping(
    {
        "assessments": ("as_of",),
        "actions": ("done_on",),
        "pipeline": ("potential_on", "prospect_on", "closing_on", "closed_on"),
    }
)
"""Days of what has happened, which a plan of an earlier day cannot know."""


def read_plan(raw: RawFile, name: str, notes: list[Note] | None = None) -> AccountPlan:
    """The plan that a file holds; `name` is what it is called when it says nothing.

    What its reader should know is added to `notes`.

    Raises
    ------
    TableError
        With every problem of the file.
    """
    reader = _PlanReader(raw)
    plan = reader.read(_default_name(raw.plan) or name)
    if notes is not None:
        notes += reader.notes
    return plan


def read_center(raw: RawFile, name: str) -> BuyingCenter:
    """The buying center that a file holds.

    Raises
    ------
    TableError
        With every problem of the file.
    """
    return read_plan(raw, name).center


def _default_name(facts: RawRecord) -> str | None:
    """What a buying center without a name is called: opportunity, else account."""
    for fact in ("opportunity", "account"):
        name = text_in(facts, fact)
        if name and _is_name(name):
            return name
    return None


def _is_name(text: str) -> bool:
    try:
        BuyingCenter(text)
    except ModelError:
        # What is wrong with it is reported where the plan is read.
        return False
    return True


class _PlanReader:
    """One pass over a file, gathering problems of the plan beside those of its people."""

    def __init__(self, raw: RawFile) -> None:
        self.raw = raw
        self.people = PeopleReader(raw)
        self.problems = self.people.problems
        self.notes = self.people.notes
        self.hints = 0
        self.names = {table: Names(self._names_in(table)) for table in _NAMED}
        # Named beside the people when the file lists none.
        self.names["rivals"] = self.people.rivals
        own = self.names["criteria"].names
        playbook = [each.name for each in raw.glossary.criteria]
        self.names["criteria"] = Names([*own, *playbook])

    def read(self, name: str) -> AccountPlan:
        # People first: actions name them.
        center = self.people.read(name)
        facts = self._read_facts()
        entries = {table: self._read_list(table) for table in LISTS}
        for table in _NAMED:
            self._refuse_twice_named(table)
        self._refuse_twice_answered(entries["assessments"])
        plan = None
        # A plan built in spite of problems would only add errors that follow from them.
        if center is not None and not self.problems:
            plan = self._build_plan(center, facts, entries)
        if plan is None:
            raise TableError(self.raw.source, self.problems)
        self.people.note_skipped_cells()
        self._note_later_days(plan.as_of, entries)
        return plan

    def _build_plan(
        self,
        center: BuyingCenter,
        facts: Mapping[str, Any],
        entries: Mapping[Table, Sequence[Entry]],
    ) -> AccountPlan | None:
        values: dict[str, Any] = {
            "account": center.name,
            "center": center,
            "as_of": center.as_of,
            # Facts of the file win over what follows from the center.
            **facts,
        }
        for table, listed_entries in entries.items():
            values[keys_of(table)[0]] = tuple(entry for entry, _ in listed_entries)
        values["extra_criteria"] += self._criteria_of_playbook(values)
        try:
            return AccountPlan(**values)
        except ModelError as error:
            self.problems += self.raw.plan.problems_of(error, {"as_of": "plan_as_of"})
            return None

    def _criteria_of_playbook(
        self, values: Mapping[str, Any]
    ) -> tuple[ExtraCriterion, ...]:
        """The playbook's criteria that the plan answers and does not list itself.

        The plan takes them in, so that its file is read without the playbook too.
        """
        own = {each.name for each in values["extra_criteria"]}
        answered = {each.criterion for each in values["assessments"]}
        missing = answered - own
        criteria = self.raw.glossary.criteria
        return tuple(each for each in criteria if each.name in missing)

    def _read_facts(self) -> dict[str, Any]:
        """The facts of the plan by attribute, each checked by itself."""
        record = self.raw.plan
        # An empty cell means "as the people are dated", so a plan without any day has
        # to say so in words.
        undated = _is_unknown(text_in(record, "plan_as_of"))
        if undated:
            values = dict(record.values)
            del values["plan_as_of"]
            record = RawRecord(
                values, record.sheet, record.row, record.headers, record.rows
            )
        facts: dict[str, Any] = {}
        for name, value in self.people.values("plan", record).items():
            facts[fields_by_name("plan")[name].attribute] = value
        facts["custom"] = self.people.custom_values("plan", self.raw.plan)
        # The plan is built once for its own facts, so that their errors have a place of
        # their own.
        placeholders = {"account": "x", "center": BuyingCenter("x")}
        self.people.build(
            AccountPlan, record, facts, placeholders, {"as_of": "plan_as_of"}
        )
        if undated:
            facts["as_of"] = None
        return facts

    def _names_in(self, table: Table) -> list[str]:
        names = []
        for record in self.raw.lists.get(table, ()):
            name = text_in(record, "name")
            if name:
                names.append(name)
        return names

    def _read_list(self, table: Table) -> list[Entry]:
        entries = []
        for record in self.raw.lists.get(table, ()):
            entry = self._read_entry(table, record)
            if entry is not None:
                entries.append((entry, record))
        return entries

    def _read_entry(self, table: Table, record: RawRecord) -> Any:
        before = len(self.problems)
        values = self.people.values(table, record)
        self._refuse_missing(table, record)
        # Names are looked up before the record is made, since the model compares them
        # letter by letter.
        if table == "assessments":
            self._resolve_assessment(record, values)
        elif table == "actions":
            self._resolve_action(record, values)
        needed = required_fields(table)
        placeholders = {name: _PLACEHOLDERS[name] for name in needed}
        entry = self.people.build(_MAKE[table], record, values, placeholders)
        return entry if len(self.problems) == before else None

    def _refuse_missing(self, table: Table, record: RawRecord) -> None:
        """What a row must say and does not; a missing column is one problem of the sheet."""
        for field in fields_of(table):
            name = field.name
            is_blank = is_empty(record.values.get(name))
            if field.required and is_blank and name not in record.missing:
                message = plan_faults.missing(field, record.lang)
                self.problems.append(record.problem(message, name))

    def _resolve_assessment(self, record: RawRecord, values: dict[str, Any]) -> None:
        """Put the names as the plan has them for those that are only spelled alike."""
        criterion = values.get("criterion")
        if criterion is not None and not isinstance(criterion, Criterion):
            known = self.names["criteria"].find(criterion)
            if known is None:
                message = self._describe_unknown_criterion(criterion, record.lang)
                self.problems.append(record.problem(message, "criterion"))
                # Reported here with its place; the model would refuse it again without
                # one.
                del values["criterion"]
            else:
                values["criterion"] = known
        rival = values.get("rival")
        if rival is not None:
            rivals = self.names["rivals"]
            values["rival"] = rivals.find(rival)
            if values["rival"] is None:
                message = Reason(
                    "message.plan.unknown_rival",
                    name=Quoted(rival),
                    hint=self._hint(rival, rivals.names),
                )
                self.problems.append(record.problem(message, "rival"))

    def _describe_unknown_criterion(self, written: str, lang: str | None) -> Reason:
        known: list[str] = []
        for criterion in Criterion:
            known += words_of(criterion)
        hint = self._hint(written, [*known, *self.names["criteria"].names])
        return plan_faults.unknown_criterion(written, hint, lang)

    def _hint(self, written: str, known: Collection[str]) -> Value:
        """The nearest that is known, as long as looking for it costs little."""
        self.hints += 1
        if self.hints > HINTS or len(known) > HINTED:
            return None
        near = nearest_word(written, known, fold=fold)
        return Reason("message.nearest", word=Quoted(near)) if near else None

    def _resolve_action(self, record: RawRecord, values: dict[str, Any]) -> None:
        """Put the names and ids as the plan has them."""
        team = self.names["team"]
        who = values.get("who")
        # Without a list of the team any owner is accepted.
        if who is not None and team.names:
            values["who"] = team.find(who)
            if values["who"] is None:
                message = Reason(
                    "message.plan.not_on_team",
                    person=Quoted(who),
                    hint=self._hint(who, team.names),
                )
                self.problems.append(record.problem(message, "who"))
        if self.people.lacks_names():
            return
        if "with_people" in values:
            written = values["with_people"]
            values["with_people"] = self._find_people(record, written, "with_people")
        if "test_of" in values:
            tested = self._find_people(record, [values["test_of"]], "test_of")
            if tested:
                values["test_of"] = tested[0]
            else:
                # Both are reported already: without the person nothing is tested.
                del values["test_of"]
                values.pop("passed", None)

    def _find_people(
        self, record: RawRecord, written: Sequence[str], field: str
    ) -> list[str]:
        ids = []
        for name in written:
            try:
                ids.append(self.people.register.find(name, "action"))
            except ModelError as error:
                self.problems.append(record.problem(error, field))
        return ids

    def _refuse_twice_named(self, table: Table) -> None:
        first: dict[str, RawRecord] = {}
        for record in self.raw.lists.get(table, ()):
            name = text_in(record, "name")
            if name and name in first:
                message = Reason(
                    "message.plan.named_twice",
                    row=Reason("message.row", row=first[name].row),
                    name=Quoted(name),
                )
                self.problems.append(record.problem(message, "name"))
            elif name:
                first[name] = record

    def _refuse_twice_answered(self, entries: Sequence[Entry]) -> None:
        first: dict[tuple[str, str | None, date | None], RawRecord] = {}
        for entry, record in entries:
            key = (entry.criterion, entry.rival, entry.as_of)
            if key in first:
                message = plan_faults.answered_twice(entry, record, first[key])
                self.problems.append(record.problem(message, "criterion"))
            first.setdefault(key, record)

    def _note_later_days(
        self, day: date | None, entries: Mapping[Table, Sequence[Entry]]
    ) -> None:
        """A note of what is said to have happened after the day of the plan."""
        if day is None:
            return
        later = []
        for table, names in _PAST_DAYS.items():
            for entry, record in entries[table]:
                for name in names:
                    when = getattr(entry, name)
                    # A note and no error: plans are often dated late. Rules treat such
                    # days as intentions.
                    if when and when > day:
                        later.append(plan_faults.day_in_row(when, record))
        if later:
            reason = Reason(
                "message.plan.later_days", day=day.isoformat(), days=some_of(later)
            )
            self.notes.append(Note(reason, self.raw.source))


def _is_unknown(written: str | None) -> bool:
    """Whether a day is said not to be known, where an empty cell means another day."""
    if written is None:
        return False
    return fold(written) in map(fold, unknown_words())
