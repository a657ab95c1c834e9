"""Rows of one person, joined to one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import islice

from powermap.errors import Note
from powermap.exchange.intake.names import first_name_first
from powermap.exchange.intake.row_lists import list_names, list_rows
from powermap.exchange.people_register import fold_name
from powermap.exchange.raw_file import RawRecord
from powermap.exchange.tables.cells import is_empty
from powermap.language import Reason
from powermap.language.values import Listed, Quoted, Value
from powermap.model.fields import fields_by_name
from powermap.model.rival_fields import rival_of_column

__all__ = ["JoinedPeople", "join_namesakes", "join_same_ids"]

_MOST = 10
"""People in a message; the rest is counted."""
_PROSE = frozenset({"note", "evidence"})
_WHO = frozenset({"id", "name"})
_NAMESAKES = 50
"""People of one name with whom a further row is compared."""


@dataclass(slots=True)
class JoinedPeople:
    """Each person once.

    Attributes
    ----------
    records : list of RawRecord
        In the order of their first rows.
    rows : list of tuple of int
        The rows of each record.
    notes : list of Note
        Who was joined, and in what their rows differ.
    """

    records: list[RawRecord] = field(default_factory=list)
    rows: list[tuple[int, ...]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def join_same_ids(
    records: Sequence[RawRecord], *, source: str | None = None
) -> JoinedPeople:
    """People of whom several rows have one id, as a CRM has a row for each role.

    Texts and lists of all rows are kept. Judgments that differ are left unknown, with
    a note; what each row says goes to the evidence. Rows with one id and different
    names stay, and are refused when people are read.

    Parameters
    ----------
    records : sequence of RawRecord
        One for each row, with values as they were read.
    source : str, optional
        The file, for notes.

    Examples
    --------
    >>> roles = [
    ...     RawRecord({"id": "3A", "name": "Ana", "evidence": "Role: Economic Buyer"}, row=2),
    ...     RawRecord({"id": "3A", "name": "Ana", "evidence": "Role: Sponsor"}, row=3),
    ... ]
    >>> [ana] = join_same_ids(roles).records
    >>> ana.values["evidence"].splitlines()
    ['Role: Economic Buyer', 'Role: Sponsor']
    """
    groups: dict[object, list[RawRecord]] = {}
    key_of_id: dict[str, object] = {}
    for place, record in enumerate(records):
        id = _text(record.values.get("id"))
        name = _name(record)
        key: object = (id, name) if id else place
        if id:
            first = key_of_id.setdefault(id, key)
            # A row without a name is of the person with its id.
            key = key if name else first
        groups.setdefault(key, []).append(record)
    return _join(groups, source)


def join_namesakes(
    records: Sequence[RawRecord], *, source: str | None = None
) -> JoinedPeople:
    """People without an id whose rows have the same name and contradict in nothing.

    Two rows are one person when they share something beside the name, or say nothing
    else, and all that both know is equal. Else they stay two people.

    Examples
    --------
    >>> twice = [RawRecord({"name": "Ana", "title": "CFO"}, row=row) for row in (2, 5)]
    >>> joined = join_namesakes(twice)
    >>> joined.rows
    [(2, 5)]
    >>> print(joined.notes[0])
    1 person is in several rows, which were joined: 'Ana' (rows 2, 5)
    """
    groups: dict[object, list[RawRecord]] = {}
    by_name: dict[str, dict[int, _Facts]] = {}
    for place, record in enumerate(records):
        key = place
        name = _name(record)
        if name and not _text(record.values.get("id")):
            facts = _Facts.of(record)
            namesakes = by_name.setdefault(name, {})
            for other, theirs in islice(namesakes.items(), _NAMESAKES):
                if theirs.agree(facts):
                    key = other
                    theirs.add(facts)
                    break
            else:
                namesakes[place] = facts
        groups.setdefault(key, []).append(record)
    return _join(groups, source)


@dataclass(slots=True)
class _Facts:
    """What the rows of one person say beside the name; they contradict in nothing.

    Attributes
    ----------
    values : dict of field to object
        What any of the rows says, folded.
    known : dict of frozenset of str
        The fields of each kind of row: many rows have the same few.
    """

    values: dict[str, object]
    known: dict[frozenset[str], None]

    @classmethod
    def of(cls, record: RawRecord) -> _Facts:
        """The facts of one row."""
        values = {}
        for name, value in {**record.custom, **record.values}.items():
            if name not in _WHO and not is_empty(value):
                values[name] = _folded(value)
        return cls(values, {frozenset(values): None})

    def agree(self, row: _Facts) -> bool:
        """Whether a row shares something with each of these, and all is equal."""
        own = frozenset(row.values)
        for fields in self.known:
            if (own or fields) and own.isdisjoint(fields):
                return False
        for name in own & self.values.keys():
            if self.values[name] != row.values[name]:
                return False
        return True

    def add(self, row: _Facts) -> None:
        """Take a row for one of these."""
        self.values.update(row.values)
        self.known.update(row.known)


def _join(
    groups: Mapping[object, Sequence[RawRecord]], source: str | None
) -> JoinedPeople:
    result = JoinedPeople()
    joined: dict[str, list[int]] = {}
    differing: dict[str, list[Reason]] = {}
    for several in groups.values():
        rows = tuple(record.row for record in several if record.row is not None)
        result.rows.append(rows)
        if len(several) == 1:
            result.records.append(several[0])
            continue
        record, differences = _joined(several)
        result.records.append(record)
        name = str(record.values.get("name", ""))
        joined.setdefault(name, []).extend(rows)
        for title, values in differences.items():
            shown = Listed([_shown(value) for value in values], "comma", most=_MOST)
            part = Reason(
                "message.people.difference",
                name=Quoted(name),
                rows=list_rows(rows),
                values=shown,
            )
            differing.setdefault(title, []).append(part)
    if joined:
        sheet = result.records[0].sheet
        message = Reason(
            "message.people.joined", count=len(joined), names=list_names(joined)
        )
        result.notes.append(Note(message, source, sheet))
        for title, parts in differing.items():
            listed = Listed(parts, "semicolon", most=_MOST)
            message = Reason("message.people.differ", count=len(parts), names=listed)
            result.notes.append(Note(message, source, sheet, None, title))
    return result


def _joined(
    several: Sequence[RawRecord],
) -> tuple[RawRecord, dict[str, list[object]]]:
    """One record of several, and the values that differ, by header."""
    kinds = fields_by_name("people")
    values: dict[str, object] = {}
    differences: dict[str, list[object]] = {}
    for name in dict.fromkeys(name for each in several for name in each.values):
        distinct = _distinct([each.values.get(name) for each in several])
        if not distinct:
            continue
        if len(distinct) == 1 or name in _WHO:
            values[name] = distinct[0]
            continue
        kind = kinds[name].kind if name in kinds else "text"
        if rival_of_column("people", name) is not None:
            kind = "word"
        merged = _merge(name, kind, distinct)
        if merged is None:
            title = several[0].headers.get(name, name)
            differences[title] = distinct
        else:
            values[name] = merged
    evidence = _with_lines(_text(values.get("evidence")), differences)
    if evidence:
        values["evidence"] = evidence
    custom = _joined_custom(several)
    return replace(several[0], values=values, custom=custom), differences


def _with_lines(evidence: str, differences: Mapping[str, Sequence[object]]) -> str:
    lines = [evidence] if evidence else []
    for title, values in differences.items():
        lines.append(f"{title}: {_in_one_line(values)}")
    return "\n".join(lines)


def _joined_custom(several: Sequence[RawRecord]) -> dict[str, object]:
    custom = {}
    for name in dict.fromkeys(name for each in several for name in each.custom):
        distinct = _distinct([each.custom.get(name) for each in several])
        if distinct:
            custom[name] = distinct[0] if len(distinct) == 1 else _in_one_line(distinct)
    return custom


def _shown(value: object) -> Value:
    """A value for a message: a word of powermap in the reader's language."""
    if isinstance(value, StrEnum | bool):
        return value
    return Quoted(str(value))


def _merge(name: str, kind: str, distinct: Sequence[object]) -> object:
    """Several values as one; None where only one of them can be true."""
    if name in _PROSE:
        lines = [line for value in distinct for line in str(value).split("\n")]
        return "\n".join(dict.fromkeys(lines))
    if kind in {"texts", "words"}:
        entries: list[object] = []
        for value in distinct:
            entries += list(value) if isinstance(value, list | tuple) else [value]
        return tuple(dict.fromkeys(entries))
    if kind == "date":
        days = [value for value in distinct if isinstance(value, date)]
        return max(days) if len(days) == len(distinct) else distinct[0]
    if kind == "text":
        return _in_one_line(distinct)
    return None


def _in_one_line(distinct: Sequence[object]) -> str:
    return "; ".join(str(value) for value in distinct)


def _distinct(values: Sequence[object]) -> list[object]:
    """Each value once, without empty ones, in the spelling that comes first."""
    found: dict[object, object] = {}
    for value in values:
        if not is_empty(value):
            found.setdefault(_folded(value), value)
    return list(found.values())


def _folded(value: object) -> object:
    if isinstance(value, str):
        return fold_name(value)
    if isinstance(value, list | tuple):
        return tuple(_folded(each) for each in value)
    # TRUE and 1 are equal in Python.
    return (type(value), value)


def _name(record: RawRecord) -> str:
    return fold_name(first_name_first(_text(record.values.get("name"))))


def _text(value: object) -> str:
    return "" if is_empty(value) else str(value).strip()
