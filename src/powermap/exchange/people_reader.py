"""From rows and blocks to a buying center, with every problem in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from powermap.errors import ModelError, Note, Problem
from powermap.exchange.claim_reader import ClaimReader, claim_notes
from powermap.exchange.most_people import check_people, check_ties
from powermap.exchange.people_register import Names, Register, number_ids
from powermap.exchange.problem_list import ProblemList
from powermap.exchange.raw_file import RawFile, RawRecord
from powermap.exchange.rival_values import join_by_rival, rivals_in
from powermap.exchange.tables.cells import is_empty, plain_text, value_of
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.language.lists import some_of
from powermap.language.values import Value
from powermap.model import BuyingCenter, Claim, Scale, Stakeholder, Tie, slug
from powermap.model.contradictions import crossed_lines, off_scale
from powermap.model.custom import Custom
from powermap.model.fields import Table
from powermap.model.photo_file import PhotoFile
from powermap.model.rival_fields import field_named

__all__ = ["PeopleReader", "text_in"]

Made = TypeVar("Made")
_ANY_SCORE = Scale(-1e15, 1e15)
"""In place of a scale that cannot be read: every score stands on it."""
_LIMITS = ("low", "high", "cut")
_MOST_WORDS = 1_000
"""Words of a file that are remembered with what they mean."""
_NO_CUSTOM = Custom({})
_NO_NAME = Reason("message.plan.no_name")
_NO_END = Reason("message.plan.no_end")


class PeopleReader:
    """One pass over the records of people and ties, gathering problems and notes."""

    def __init__(self, raw: RawFile) -> None:
        self.raw = raw
        self.problems = ProblemList(raw.source, raw.problems, raw.most_problems)
        self.notes: list[Note] = []
        self.scale = Scale()
        self.register = Register((), ())
        self.rivals = Names(self._rival_names())
        self.skipped_cells: list[Problem] = []
        self._words: dict[tuple[Table, str, str, str | None], object] = {}

    def _rival_names(self) -> list[str]:
        """The rivals that the file lists, else those that its people name."""
        listed = []
        for record in self.raw.lists.get("rivals", ()):
            name = text_in(record, "name")
            if name:
                listed.append(name)
        return listed or list(rivals_in(self.raw.people))

    def note_skipped_cells(self) -> None:
        """A note of cells in other columns that cannot be kept."""
        if self.skipped_cells:
            places = some_of(self.skipped_cells)
            reason = Reason("message.plan.cells_not_kept", places=places)
            self.notes.append(Note(reason, self.raw.source))

    def read(self, default_name: str) -> BuyingCenter | None:
        """The buying center, whole only when there are no problems."""
        check_people(len(self.raw.people), self.raw.source)
        check_ties(len(self.raw.ties), self.raw.source)
        # The scale first: scores of people are checked against it.
        facts = self.values("about", self.raw.about)
        self.scale = self._read_scale(facts)
        facts["scale"] = self.scale
        facts.setdefault("name", default_name)
        ids, names = self._read_ids()
        # All ids before any tie or claim, since it may name somebody who comes later
        # in the file.
        self.register = Register(ids, names)
        claims = ClaimReader(self).read(ids)
        people: list[Stakeholder] = []
        for record, id in zip(self.raw.people, ids, strict=True):
            person = self._read_person(record, id, claims.get(id, ()))
            if person is not None:
                people.append(person)
        self._note_claims(people)
        ties: list[tuple[Tie, RawRecord]] = []
        for record in self.raw.ties:
            tie = self._read_tie(record)
            if tie is not None:
                ties.append((tie, record))
        return self._build_center(facts, people, ties)

    def values(self, table: Table, record: RawRecord) -> dict[str, Any]:
        """What a record says, by field; what cannot be understood becomes a problem."""
        values = {}
        for name, raw in record.values.items():
            try:
                value = self._value(table, name, raw, record.lang)
            except ModelError as error:
                # Collected and not raised: one message lists all that is wrong with a
                # file.
                self.problems.append(record.problem(error, name))
                continue
            if value is not None:
                values[name] = value
        return values

    def _value(self, table: Table, name: str, raw: object, lang: str | None) -> object:
        """What a cell says; a word that stands in many rows is looked up once."""
        field = field_named(table, name)
        if type(raw) is not str or field.vocabulary is None:
            return value_of(field, raw, self.raw.glossary, lang)
        key = (table, name, raw, lang)
        if key in self._words:
            return self._words[key]
        value = value_of(field, raw, self.raw.glossary, lang)
        if len(self._words) < _MOST_WORDS:
            self._words[key] = value
        return value

    def custom_values(self, table: Table, record: RawRecord) -> Custom:
        """The custom fields of a record."""
        if not record.custom:
            return _NO_CUSTOM
        declared = {}
        for field in self.raw.glossary.custom_fields(table):
            declared[field.name] = field
        if not declared.keys() & record.custom.keys():
            with suppress(ModelError):
                # As most are; else each is looked at for what is wrong with it.
                return _plain_custom(record)
        values = {}
        for name, raw in record.custom.items():
            try:
                if name in declared:
                    values[name] = value_of(
                        declared[name], raw, self.raw.glossary, record.lang
                    )
                elif not is_empty(raw):
                    values[name] = Custom({name: raw}).get(name)
            except ModelError as error:
                problem = record.problem(error, name)
                # Only sheets have a language. A declared field is checked strictly, as
                # is YAML, which somebody wrote by hand.
                if name in declared or record.lang is None:
                    self.problems.append(problem)
                else:
                    # A column that nobody asked for must not refuse the file.
                    self.skipped_cells.append(problem)
        try:
            return Custom(values)
        except ModelError as error:
            # More of them than a record may have.
            self.problems.append(record.problem(error))
            return Custom({})

    def build(
        self,
        make: Callable[..., Made],
        record: RawRecord,
        values: Mapping[str, Any],
        placeholders: Mapping[str, Any],
        names: Mapping[str, str] | None = None,
    ) -> Made | None:
        """A value of the model; what it refuses becomes problems at the fields.

        Placeholders stand for what is required and missing, which is a problem
        already, so that the other fields are checked all the same.
        """
        try:
            # Placeholders stand for what is required and missing, so that the rest of
            # the record is still checked.
            made = make(**{**placeholders, **values})
        except ModelError as error:
            self.problems += record.problems_of(error, names)
            return None
        # With a placeholder in it, the value was only built for its problems.
        return made if placeholders.keys() <= values.keys() else None

    def _read_scale(self, facts: dict[str, Any]) -> Scale:
        about = self.raw.about
        limits = {}
        written = 0
        for limit in _LIMITS:
            name = f"scale_{limit}"
            if name in facts:
                limits[limit] = facts.pop(name)
            if not is_empty(about.values.get(name)):
                written += 1
        if written > len(limits):
            # A limit could not be read, which is a problem already.
            return _ANY_SCORE
        try:
            return Scale(**limits)
        except ModelError as error:
            first = next(iter(limits))
            self.problems.append(about.problem(_reasons(error), f"scale_{first}"))
            return _ANY_SCORE

    def _read_ids(self) -> tuple[list[str], list[str | None]]:
        """Ids and names: ids as written, else from the name in the order of the file."""
        written = [text_in(record, "id") for record in self.raw.people]
        names = [text_in(record, "name") for record in self.raw.people]
        self._refuse_duplicate_ids(written)
        ids = number_ids(written, names)
        renamed: list[Value] = []
        for own, name, id in zip(written, names, ids, strict=True):
            # Numbers depend on the order of the file: sorting it would make other
            # people of the ids. Counted ones end with a digit, which is quicker seen.
            if name and not own and id[-1:].isdigit() and id != slug(name):
                renamed.append(
                    Reason("message.plan.named_id", name=Quoted(name), id=Quoted(id))
                )
        if renamed:
            reason = Reason("message.plan.counted_ids", people=some_of(renamed))
            self.notes.append(Note(reason, self.raw.source))
        return ids, names

    def _refuse_duplicate_ids(self, written: Sequence[str | None]) -> None:
        first: dict[str, RawRecord] = {}
        for id, record in zip(written, self.raw.people, strict=True):
            if id and id in first:
                message = Reason(
                    "message.plan.same_id",
                    row=Reason("message.row", row=first[id].row),
                    id=Quoted(id),
                )
                self.problems.append(record.problem(message, "id"))
            elif id:
                first[id] = record

    def _note_claims(self, people: Sequence[Stakeholder]) -> None:
        """Notes of fields that follow from claims, and of those that differ."""
        for message in claim_notes(people):
            self.notes.append(Note(message, self.raw.source))

    def _read_person(
        self, record: RawRecord, id: str, claims: Sequence[Claim]
    ) -> Stakeholder | None:
        before = len(self.problems)
        values = {**self.values("people", record), "id": id}
        # A missing column is one problem of the sheet, not one in each row.
        if is_empty(record.values.get("name")) and "name" not in record.missing:
            self.problems.append(record.problem(_NO_NAME, "name"))
        self._check_scores(record, values)
        values = self._join_rivals(record, values)
        values["custom"] = self.custom_values("people", record)
        values["claims"] = claims
        if "photo" in values:
            # Where the file lies: the path is relative to it, and may not lead out of
            # its folder.
            folder = str(Path(self.raw.source).parent)
            values["photo"] = PhotoFile(values["photo"], folder)
        person = self.build(Stakeholder, record, values, {"name": "x"})
        return person if len(self.problems) == before else None

    def _join_rivals(
        self, record: RawRecord, values: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The values with one mapping for the columns of all rivals."""
        joined, unknown = join_by_rival(values, self.rivals)
        for name, rival in unknown.items():
            message = Reason(
                "message.plan.unknown_rival",
                name=Quoted(rival),
                hint=Nearest(rival, tuple(self.rivals.names)),
            )
            self.problems.append(record.problem(message, name))
        return joined

    def _check_scores(self, record: RawRecord, values: Mapping[str, Any]) -> None:
        name = values.get("name")
        for axis in ("power", "involvement"):
            fault = off_scale(axis, values.get(axis), self.scale, name=name)
            if fault:
                self.problems.append(record.problem(fault, axis))

    def _read_tie(self, record: RawRecord) -> Tie | None:
        before = len(self.problems)
        values = self.values("ties", record)
        for end in ("source", "target"):
            self._find_person(record, values, end)
        values["custom"] = self.custom_values("ties", record)
        if len(self.problems) > before or not {"source", "target"} <= values.keys():
            return None
        return self.build(Tie, record, values, {})

    def _find_person(self, record: RawRecord, values: dict[str, Any], end: str) -> None:
        """Put the id of the person at one end of a tie."""
        if is_empty(record.values.get(end)):
            if end not in record.missing:
                self.problems.append(record.problem(_NO_END, end))
        # Without a column of names nobody can be found, and the missing column is
        # already reported.
        elif end in values and not self.lacks_names():
            try:
                values[end] = self.register.find(values[end])
            except ModelError as error:
                self.problems.append(record.problem(error, end))

    def lacks_names(self) -> bool:
        """Whether the sheet of people has no column of names to look people up in."""
        if not self.raw.people:
            return False
        first = self.raw.people[0]
        return "name" in first.missing

    def _build_center(
        self,
        facts: Mapping[str, Any],
        people: Sequence[Stakeholder],
        ties: Sequence[tuple[Tie, RawRecord]],
    ) -> BuyingCenter | None:
        """The center without ties that contradict those before them."""
        # Of two people with one id, which is a problem already, the last counts.
        by_id = {person.id: person for person in people}
        known = list(by_id.values())
        joined = []
        for tie, record in ties:
            if tie.source in by_id and tie.target in by_id:
                joined.append((tie, record))
        # The model would refuse the whole center; here each bad line gets its row.
        crossed = dict(crossed_lines(known, [tie for tie, _ in joined]))
        for place, fault in crossed.items():
            self.problems.append(joined[place][1].problem(fault))
        sound = []
        for place, (tie, _) in enumerate(joined):
            if place not in crossed:
                sound.append(tie)
        try:
            return BuyingCenter(stakeholders=known, ties=sound, **facts)
        except ModelError as error:
            self.problems += self.raw.about.problems_of(error)
            return None


def _plain_custom(record: RawRecord) -> Custom:
    """The custom fields of a record, none of which a playbook declares."""
    custom = record.custom
    return Custom({name: custom[name] for name in custom if not is_empty(custom[name])})


def _reasons(error: ModelError) -> Reason:
    """Everything that is wrong, without the name of the record."""
    reasons = [cast("Value", issue.reason) for issue in error.issues]
    return Reason("list.plain", text=Listed(reasons, "semicolon"))


# Before the fields are read: ids and names have to be known to read anything that
# refers to them.
def text_in(record: RawRecord, name: str) -> str | None:
    """The text of a field where it is one."""
    raw = record.values.get(name)
    if is_empty(raw):
        return None
    try:
        return plain_text(raw).strip()
    except ModelError:
        # Reported with its place when the record is read.
        return None
