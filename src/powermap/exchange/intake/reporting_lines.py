"""Reporting lines from columns such as "Reports to" in a table of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from powermap.errors import Note, Problem
from powermap.exchange.intake.manager_cells import (
    ManagerColumn,
    NamedManager,
    cell_text,
    managers_in,
    number_column_of,
    only_places,
)
from powermap.exchange.intake.row_lists import list_names, list_rows
from powermap.exchange.people_register import Register
from powermap.exchange.raw_file import RawRecord
from powermap.language import Reason
from powermap.language.values import Listed, Quoted
from powermap.model import TieKind

__all__ = ["ManagerColumn", "ReportingLines", "read_reporting_lines"]

_MOST = 10
"""Names in a message; the rest is counted."""
_IDS = frozenset({"reports_to_id"})
_NAMES = frozenset({"reports_to", "reports_to_name"})
_DOTTED = frozenset({"dotted_to"})


@dataclass(slots=True)
class ReportingLines:
    """Ties from the columns of managers, and what could not become one.

    Attributes
    ----------
    ties : list of RawRecord
        One for each person and manager, with ids at both ends.
    kept : dict of title to dict of row to str
        Cells that name nobody of the file; each is kept as a custom field.
    notes, problems
        What was assumed, and what has to be corrected.
    """

    ties: list[RawRecord] = field(default_factory=list)
    kept: dict[str, dict[int, str]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    """One person's manager, and the cell that says so."""

    person: int
    manager: int
    kind: TieKind
    row: int
    title: str


def read_reporting_lines(
    columns: Sequence[ManagerColumn],
    register: Register,
    places: Mapping[int, int],
    *,
    number_titles: Sequence[str] = (),
    source: str | None = None,
    sheet: str | None = None,
    says_nothing: Callable[[object], bool] | None = None,
    skip_bad_rows: bool = False,
) -> ReportingLines:
    """The reporting lines that columns of managers state.

    Managers are found by id, number, name, "Last, First" or e-mail. Who is their own
    manager stands at the top. The first manager is the solid line, further ones are
    dotted. A column of ids and a column of names are one statement: the name counts
    where the id is no one's.

    Parameters
    ----------
    columns : sequence of ManagerColumn
        In the order of the file.
    register : Register
        The people of the file.
    places : mapping of row to int
        The place in the register of the person in each row.
    number_titles : sequence of str, optional
        Headers of the columns of numbers in the register.
    source, sheet : str, optional
        Where the table stands, for messages.
    says_nothing : callable, optional
        Whether a cell only says that the manager is unknown.
    skip_bad_rows : bool
        Whether lines that cannot be read are left out with a note.

    Returns
    -------
    ReportingLines

    Examples
    --------
    >>> people = Register(["1", "2"], ["Ana Ruiz", "Ben Ode"])
    >>> column = ManagerColumn("reports_to_id", "ReportsTo", {2: None, 3: 1.0})
    >>> [tie] = read_reporting_lines([column], people, {2: 0, 3: 1}).ties
    >>> tie.values["source"], tie.values["target"]
    ('2', '1')
    """
    reader = _LineReader(register, places, source, sheet, says_nothing)
    for column in columns:
        number_column = number_column_of(column, register, number_titles)
        reader.number_columns[column.title] = number_column
    for row in places:
        reader.read_row(row, columns)
    return reader.finish(skip_bad_rows=skip_bad_rows)


class _LineReader:
    """One pass over the rows, gathering what goes into one message each."""

    def __init__(
        self,
        register: Register,
        places: Mapping[int, int],
        source: str | None,
        sheet: str | None,
        says_nothing: Callable[[object], bool] | None,
    ) -> None:
        self.register = register
        self.places = places
        self.source = source
        self.sheet = sheet
        self.says_nothing = says_nothing
        self.number_columns: dict[str, int | None] = {}
        self.lines: list[_Line] = []
        self.own: dict[str, dict[str, list[int]]] = {}
        self.absent: dict[str, dict[str, list[int]]] = {}
        self.several: dict[str, dict[str, list[int]]] = {}
        self.by_name: dict[tuple[str, str], dict[str, list[int]]] = {}
        self.kept: dict[str, dict[int, str]] = {}
        self.problems: list[Problem] = []

    def read_row(self, row: int, columns: Sequence[ManagerColumn]) -> None:
        """Add the lines of one person."""
        ids = [column for column in columns if column.field in _IDS]
        names = [column for column in columns if column.field in _NAMES]
        for by_id, by_name in zip_longest(ids, names):
            self._read_pair(row, by_id, by_name)
        for column in columns:
            if column.field in _DOTTED:
                managers = self._managers(row, column)
                self._add_lines(row, column, managers, TieKind.DOTTED_TO)

    def _managers(self, row: int, column: ManagerColumn | None) -> list[NamedManager]:
        if column is None:
            return []
        raw = column.cells.get(row)
        if self.says_nothing is not None and self.says_nothing(raw):
            return []
        number_column = self.number_columns.get(column.title)
        return managers_in(cell_text(raw), self.register, number_column)

    def _read_pair(
        self, row: int, by_id: ManagerColumn | None, by_name: ManagerColumn | None
    ) -> None:
        """Add the lines of a column of ids and the column of names beside it."""
        ids = self._managers(row, by_id)
        names = self._managers(row, by_name)
        if by_id is None or not ids:
            if by_name is not None:
                self._add_lines(row, by_name, names, TieKind.REPORTS_TO)
            return
        if by_name is None or not names:
            self._add_lines(row, by_id, ids, TieKind.REPORTS_TO)
            return
        known_ids = only_places(ids)
        if not known_ids and any(name.places for name in names):
            for each in ids:
                noted = self.by_name.setdefault((by_id.title, by_name.title), {})
                noted.setdefault(each.written, []).append(row)
            self._keep(row, by_id)
            self._add_lines(row, by_name, names, TieKind.REPORTS_TO)
        elif not known_ids:
            # A name says more than an id.
            self._add_lines(row, by_name, names, TieKind.REPORTS_TO)
            self._keep(row, by_id)
        else:
            self._add_lines(row, by_id, ids, TieKind.REPORTS_TO)
            self._compare(row, by_id, by_name, ids, names)

    def _compare(
        self,
        row: int,
        by_id: ManagerColumn,
        by_name: ManagerColumn,
        ids: Sequence[NamedManager],
        names: Sequence[NamedManager],
    ) -> None:
        """A problem where the names are of other people than the ids."""
        known_ids = set(only_places(ids))
        for name in names:
            if name.places and known_ids.isdisjoint(name.places):
                message = Reason(
                    "message.reporting.differ",
                    name=Quoted(name.written),
                    id=Quoted(ids[0].written),
                    column=by_id.title,
                )
                problem = Problem(
                    message, self.sheet, row, by_name.title, name.written, (row,)
                )
                self.problems.append(problem)

    def _add_lines(
        self,
        row: int,
        column: ManagerColumn,
        managers: Sequence[NamedManager],
        kind: TieKind,
    ) -> None:
        person = self.places[row]
        for manager in managers:
            if manager.place == person:
                name = self._name(person)
                _remember(self.own, column.title, name, row)
            elif manager.place is not None:
                line = _Line(person, manager.place, kind, row, column.title)
                self.lines.append(line)
            else:
                found = self.several if manager.places else self.absent
                _remember(found, column.title, manager.written, row)
                self._keep(row, column)

    def _keep(self, row: int, column: ManagerColumn) -> None:
        cells = self.kept.setdefault(column.title, {})
        cells[row] = cell_text(column.cells.get(row))

    def _name(self, place: int) -> str:
        return self.register.names[place] or self.register.ids[place]

    def finish(self, *, skip_bad_rows: bool) -> ReportingLines:
        """The ties and everything that is to be told."""
        lines, divided = _one_solid_line(self.lines)
        lines = self._without_circles(lines)
        result = ReportingLines(kept=self.kept)
        result.ties = [self._tie(line) for line in lines]
        self._note_own(result.notes)
        self._note_two_managers(divided, result.notes)
        self._note_by_name(result.notes)
        self._note_absent(result.notes)
        self._refuse_several()
        if skip_bad_rows:
            result.notes += [self._left_out(problem) for problem in self.problems]
        else:
            result.problems = self.problems
        return result

    def _tie(self, line: _Line) -> RawRecord:
        values = {
            "source": self.register.ids[line.person],
            "target": self.register.ids[line.manager],
            "kind": line.kind.value,
        }
        headers = dict.fromkeys(values, line.title)
        return RawRecord(values, self.sheet, line.row, headers)

    def _without_circles(self, lines: Sequence[_Line]) -> list[_Line]:
        """The lines but those of circles, each of which is a problem."""
        solid = {}
        for line in lines:
            if line.kind is TieKind.REPORTS_TO:
                solid[line.person] = line
        in_circle: set[int] = set()
        for circle in _circles({person: solid[person].manager for person in solid}):
            in_circle.update(circle)
            self._refuse_circle(circle, solid)
        sound = []
        for line in lines:
            is_solid = line.kind is TieKind.REPORTS_TO
            if not (is_solid and line.person in in_circle):
                sound.append(line)
        return sound

    def _refuse_circle(self, circle: Sequence[int], solid: Mapping[int, _Line]) -> None:
        names = [self._name(place) for place in (*circle, circle[0])]
        rows = tuple(solid[place].row for place in circle)
        first = solid[circle[0]]
        message = Reason(
            "message.reporting.circle",
            people=Listed([Quoted(name) for name in names], "arrow", most=_MOST),
            rows=list_rows(rows),
        )
        self.problems.append(
            Problem(message, self.sheet, None, first.title, None, rows)
        )

    def _refuse_several(self) -> None:
        for title, rows_by_name in self.several.items():
            for written, rows in rows_by_name.items():
                ids = []
                for place in self.register.called(written):
                    ids.append(Quoted(self.register.ids[place]))
                message = Reason(
                    "message.people.several",
                    count=len(ids),
                    name=Quoted(written),
                    rows=list_rows(rows),
                    ids=Listed(ids, "comma", most=_MOST),
                )
                problem = Problem(
                    message, self.sheet, None, title, written, tuple(rows)
                )
                self.problems.append(problem)

    def _left_out(self, problem: Problem) -> Note:
        message = Reason("message.people.left_out", problem=problem.message)  # type: ignore[arg-type]
        return self._note(message, problem.column, problem.row)

    def _note(
        self, message: Reason, title: str | None = None, row: int | None = None
    ) -> Note:
        return Note(message, self.source, self.sheet, row, title)

    def _note_own(self, notes: list[Note]) -> None:
        for title, rows_by_name in self.own.items():
            message = Reason(
                "message.reporting.own",
                count=len(rows_by_name),
                names=list_names(rows_by_name),
            )
            notes.append(self._note(message, title))

    def _note_two_managers(
        self, divided: Mapping[int, Sequence[_Line]], notes: list[Note]
    ) -> None:
        if not divided:
            return
        parts = []
        for person, lines in divided.items():
            managers = [Quoted(self._name(line.manager)) for line in lines]
            part = Reason(
                "message.reporting.bosses",
                name=Quoted(self._name(person)),
                managers=Listed(managers, "comma", most=_MOST),
                rows=list_rows(line.row for line in lines),
            )
            parts.append(part)
        message = Reason(
            "message.reporting.two_bosses",
            count=len(parts),
            names=Listed(parts, "semicolon", most=_MOST),
        )
        notes.append(self._note(message))

    def _note_by_name(self, notes: list[Note]) -> None:
        for (by_id, by_name), rows_by_id in self.by_name.items():
            message = Reason(
                "message.reporting.by_name",
                count=len(rows_by_id),
                column=by_name,
                names=list_names(rows_by_id),
            )
            notes.append(self._note(message, by_id))

    def _note_absent(self, notes: list[Note]) -> None:
        for title, rows_by_name in self.absent.items():
            near = {}
            for written in rows_by_name:
                name = self.register.nearest_name(written)
                if name is not None:
                    near[written] = name
            message = Reason(
                "message.reporting.absent",
                count=len(rows_by_name),
                names=list_names(rows_by_name, near),
            )
            notes.append(self._note(message, title))


def _remember(
    found: dict[str, dict[str, list[int]]], title: str, name: str, row: int
) -> None:
    rows_by_name = found.setdefault(title, {})
    rows_by_name.setdefault(name, []).append(row)


def _one_solid_line(
    lines: Sequence[_Line],
) -> tuple[list[_Line], dict[int, list[_Line]]]:
    """Lines with one solid one a person and each pair once; who had several solid."""
    solid: dict[int, list[_Line]] = defaultdict(list)
    dotted: list[_Line] = []
    for line in lines:
        if line.kind is not TieKind.REPORTS_TO:
            dotted.append(line)
        elif line.manager not in {each.manager for each in solid[line.person]}:
            solid[line.person].append(line)
    result = []
    divided = {}
    for person, several in solid.items():
        result.append(several[0])
        if len(several) > 1:
            divided[person] = several
        for line in several[1:]:
            further = _Line(
                person, line.manager, TieKind.DOTTED_TO, line.row, line.title
            )
            result.append(further)
    pairs = {(line.person, line.manager) for line in result}
    for line in dotted:
        pair = (line.person, line.manager)
        if pair not in pairs:
            pairs.add(pair)
            result.append(line)
    # In the order of the file, which is the order of siblings in a chart.
    result.sort(key=lambda line: line.row)
    return result, divided


def _circles(managers: Mapping[int, int]) -> list[list[int]]:
    """Everybody who is their own manager in the end, circle by circle."""
    circles = []
    finished: set[int] = set()
    for start in managers:
        path: dict[int, None] = {}
        person: int | None = start
        while person is not None and person not in path and person not in finished:
            path[person] = None
            person = managers.get(person)
        if person is not None and person in path:
            chain = list(path)
            circles.append(chain[chain.index(person) :])
        finished.update(path)
    return circles
