"""Reporting lines from columns such as "Reports to" in a table of people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from powermap.errors import Note, Problem
from powermap.exchange.intake.chart_lines import (
    ManagerLine,
    find_circles,
    one_solid_line,
)
from powermap.exchange.intake.manager_cells import (
    ManagerColumn,
    NamedManager,
    cell_text,
    managers_in,
    number_column_of,
    only_places,
)
from powermap.exchange.intake.reporting_findings import ReportingFindings
from powermap.exchange.people_register import Register
from powermap.exchange.raw_file import RawRecord
from powermap.model import TieKind

__all__ = ["ManagerColumn", "ReportingLines", "read_reporting_lines"]

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

    Managers are found by id, number, name, "Last, First" or e-mail, else by a job title
    that one person has. Who is their own manager stands at the top. The first manager is the solid line, further ones are
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
    findings = ReportingFindings(register, source, sheet)
    reader = _LineReader(register, places, findings, says_nothing)
    for column in columns:
        number_column = number_column_of(column, register, number_titles)
        reader.number_columns[column.title] = number_column
    for row in places:
        reader.read_row(row, columns)
    return reader.finish(skip_bad_rows=skip_bad_rows)


class _LineReader:
    """One pass over the rows, gathering lines and what is to be told."""

    def __init__(
        self,
        register: Register,
        places: Mapping[int, int],
        findings: ReportingFindings,
        says_nothing: Callable[[object], bool] | None,
    ) -> None:
        self.register = register
        self.places = places
        self.findings = findings
        self.says_nothing = says_nothing
        self.number_columns: dict[str, int | None] = {}
        self.lines: list[ManagerLine] = []
        self.kept: dict[str, dict[int, str]] = {}

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
        if by_id is not None and by_name is not None and ids and names:
            self._read_both(row, by_id, by_name, ids, names)
        elif by_id is not None and ids:
            self._add_lines(row, by_id, ids, TieKind.REPORTS_TO)
        elif by_name is not None:
            self._add_lines(row, by_name, names, TieKind.REPORTS_TO)

    def _read_both(
        self,
        row: int,
        by_id: ManagerColumn,
        by_name: ManagerColumn,
        ids: Sequence[NamedManager],
        names: Sequence[NamedManager],
    ) -> None:
        """Add the lines of a row that has both an id and a name."""
        known_ids = only_places(ids)
        if known_ids:
            other = _first_of_others(known_ids, names)
            if other is None:
                self._add_lines(row, by_id, ids, TieKind.REPORTS_TO)
                return
            self.findings.refuse_difference(
                row, other.written, by_name.title, ids[0].written, by_id.title
            )
            self._keep(row, by_id)
            self._keep(row, by_name)
            return
        if any(name.places for name in names):
            titles = (by_id.title, by_name.title)
            rows_by_id = self.findings.by_name.setdefault(titles, {})
            for each in ids:
                rows_by_id.setdefault(each.written, []).append(row)
        # Where both are of no one, a name says more than an id.
        self._keep(row, by_id)
        self._add_lines(row, by_name, names, TieKind.REPORTS_TO)

    def _add_lines(
        self,
        row: int,
        column: ManagerColumn,
        managers: Sequence[NamedManager],
        kind: TieKind,
    ) -> None:
        findings = self.findings
        person = self.places[row]
        for manager in managers:
            place = manager.place
            if not manager.places:
                place = self._holder(row, column, manager.written)
            if place == person:
                _remember(findings.own, column.title, findings.name(person), row)
            elif place is not None:
                written = cell_text(column.cells.get(row))
                line = ManagerLine(person, place, kind, row, column.title, written)
                self.lines.append(line)
            else:
                found = findings.several if manager.places else findings.absent
                _remember(found, column.title, manager.written, row)
                self._keep(row, column)

    def _holder(self, row: int, column: ManagerColumn, title: str) -> int | None:
        """The place of the only person who has a job title."""
        holders = self.register.holding(title)
        if len(holders) != 1:
            return None
        pair = f"{title} → {self.findings.name(holders[0])}"
        _remember(self.findings.by_title, column.title, pair, row)
        return holders[0]

    def _keep(self, row: int, column: ManagerColumn) -> None:
        cells = self.kept.setdefault(column.title, {})
        cells[row] = cell_text(column.cells.get(row))

    def finish(self, *, skip_bad_rows: bool) -> ReportingLines:
        """The ties and everything that is to be told."""
        findings = self.findings
        lines, findings.divided = one_solid_line(self.lines)
        lines = self._without_circles(lines)
        findings.refuse_several()
        result = ReportingLines(kept=self.kept, notes=findings.notes())
        result.ties = [self._tie(line) for line in lines]
        if skip_bad_rows:
            result.notes += findings.left_out()
        else:
            result.problems = findings.problems
        return result

    def _tie(self, line: ManagerLine) -> RawRecord:
        values = {
            "source": self.register.ids[line.person],
            "target": self.register.ids[line.manager],
            "kind": line.kind.value,
        }
        headers = dict.fromkeys(values, line.title)
        return RawRecord(values, self.findings.sheet, line.row, headers)

    def _without_circles(self, lines: Sequence[ManagerLine]) -> list[ManagerLine]:
        """The lines but those of circles, each of which is a problem."""
        solid = {}
        for line in lines:
            if line.kind is TieKind.REPORTS_TO:
                solid[line.person] = line
        in_circle: set[int] = set()
        for circle in find_circles(
            {person: line.manager for person, line in solid.items()}
        ):
            in_circle.update(circle)
            self.findings.refuse_circle(circle, solid)
        sound = []
        for line in lines:
            is_solid = line.kind is TieKind.REPORTS_TO
            if is_solid and line.person in in_circle:
                cells = self.kept.setdefault(line.title, {})
                cells[line.row] = line.written
            else:
                sound.append(line)
        return sound


def _first_of_others(
    places: Sequence[int], names: Sequence[NamedManager]
) -> NamedManager | None:
    """The first name that is of other people than those at the places."""
    for name in names:
        if name.places and set(places).isdisjoint(name.places):
            return name
    return None


def _remember(
    found: dict[str, dict[str, list[int]]], title: str, name: str, row: int
) -> None:
    rows_by_name = found.setdefault(title, {})
    rows_by_name.setdefault(name, []).append(row)
