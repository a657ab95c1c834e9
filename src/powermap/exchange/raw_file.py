"""What a file says before it is understood, and where each value stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from powermap.errors import Issue, Message, ModelError, Note, Problem
from powermap.exchange.glossary import PLAIN, Glossary
from powermap.exchange.problem_list import MOST_PROBLEMS
from powermap.exchange.tables.unreadable import Unreadable
from powermap.language import Reason
from powermap.language.lists import some_of
from powermap.model.fields import Table
from powermap.notes import collecting_notes, warn

__all__ = ["RawFile", "RawRecord", "collecting_notes", "note_lost_plan", "warn"]


@dataclass(frozen=True, slots=True)
class RawRecord:
    """What a row or a block says, by field, and where it stands.

    Attributes
    ----------
    values : mapping of field to object
        As they stand in the file.
    sheet, row
        Where the record stands.
    headers, rows : mapping of field
        Under which header, and in which row, a field stands.
    missing : frozenset of str
        Fields whose column the sheet lacks: one problem of the sheet, not of each row.
    custom : mapping of name to object
        Custom fields as they stand in the file.
    lang : str or None
        Language of the words to choose from; None where a file has keys instead.
    owner : int or None
        Of a claim that stands in the block of a person: the place of this person.
    """

    values: Mapping[str, object]
    sheet: str | None = None
    row: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    custom: Mapping[str, object] = field(default_factory=dict)
    lang: str | None = None
    owner: int | None = None

    def problem(
        self, message: Message | ModelError, name: str | None = None
    ) -> Problem:
        """A problem of this record, or of one of its fields."""
        if isinstance(message, ModelError):
            message = message.args[0]
        if name is None:
            return Problem(message, self.sheet, self.row)
        value = self.values.get(name, self.custom.get(name))
        if isinstance(value, Unreadable):
            value = str(value)
        return Problem(
            message,
            self.sheet,
            self.rows.get(name, self.row),
            self.headers.get(name, name),
            value,
        )

    def problems_of(
        self, error: ModelError, names: Mapping[str, str] | None = None
    ) -> list[Problem]:
        """The issues of an error, each at the field that it is about.

        `names` are the fields whose attribute in the model is called otherwise.
        """
        problems = []
        for issue in error.issues or (Issue(error.args[0]),):
            name = issue.field
            if names and name:
                name = names.get(name, name)
            # An issue about a field that the file does not have belongs to the whole
            # record.
            known = name in self.values or name in self.headers
            problems.append(self.problem(issue.reason, name if known else None))
        return problems


@dataclass(frozen=True, slots=True)
class RawFile:
    """All that a file says, with the problems met so far.

    Attributes
    ----------
    source : str
        What the file is called in messages.
    people, ties, about, claims
        What it says of the buying center.
    problems : sequence of Problem
        What was wrong with its form.
    plan, lists
        What it says of the plan beside the buying center.
    glossary : Glossary
        What it calls things.
    most_problems : int
        Problems at which reading it ends.
    """

    source: str
    people: Sequence[RawRecord]
    ties: Sequence[RawRecord]
    about: RawRecord
    problems: Sequence[Problem] = ()
    plan: RawRecord = field(default_factory=lambda: RawRecord({}))
    lists: Mapping[Table, Sequence[RawRecord]] = field(default_factory=dict)
    glossary: Glossary = PLAIN
    claims: Sequence[RawRecord] = ()
    most_problems: int = MOST_PROBLEMS


def note_lost_plan(parts: Iterable[str], path: object) -> None:
    """A note of what a file said of a plan, when only people are written over it."""
    names = list(parts)
    if names:
        reason = Reason("message.documents.lost_plan", keys=some_of(names))
        warn(Note(reason, str(path)))
