"""What columns of managers leave to be told: one note or problem for each cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from powermap.errors import Note, Problem
from powermap.exchange.intake.chart_lines import ManagerLine
from powermap.exchange.intake.row_lists import list_names, list_rows
from powermap.exchange.people_register import Register
from powermap.language import Reason
from powermap.language.values import Listed, Quoted

__all__ = ["ReportingFindings"]

_MOST = 10
"""Names in a message; the rest is counted."""
RowsByName = dict[str, list[int]]


@dataclass(slots=True)
class ReportingFindings:
    """Gathers what is met in the rows.

    Attributes
    ----------
    register : Register
        The people of the file.
    source, sheet : str or None
        Where the table stands.
    own, absent, several, by_title : dict of header to dict of name to rows
        Who is entered as their own manager, is not in the file, may be several people,
        or is entered by job title.
    by_name : dict of (header of ids, header of names) to dict of id to rows
        Ids of no one, in whose place the name was used.
    divided : dict of person to lines
        Who has several managers.
    problems : list of Problem
        What has to be corrected.
    """

    register: Register
    source: str | None
    sheet: str | None
    own: dict[str, RowsByName] = field(default_factory=dict)
    absent: dict[str, RowsByName] = field(default_factory=dict)
    several: dict[str, RowsByName] = field(default_factory=dict)
    by_title: dict[str, RowsByName] = field(default_factory=dict)
    by_name: dict[tuple[str, str], RowsByName] = field(default_factory=dict)
    divided: Mapping[int, Sequence[ManagerLine]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def name(self, place: int) -> str:
        """What a person is called in messages."""
        return self.register.names[place] or self.register.ids[place]

    def notes(self) -> list[Note]:
        """One note for each cause and column."""
        notes = self._list_named("own", self.own)
        notes += self._note_divided()
        for (by_id, by_name), rows_by_id in self.by_name.items():
            message = Reason(
                "message.reporting.by_name",
                count=len(rows_by_id),
                column=by_name,
                names=list_names(rows_by_id),
            )
            notes.append(self._note(message, by_id))
        notes += self._list_named("by_title", self.by_title)
        notes += self._note_absent()
        return notes

    def left_out(self) -> list[Note]:
        """The problems as notes, for lines that were to be left out."""
        notes = []
        for problem in self.problems:
            message = Reason("message.people.left_out", problem=problem.message)  # type: ignore[arg-type]
            notes.append(self._note(message, problem.column, problem.row))
        return notes

    def _list_named(self, cause: str, found: Mapping[str, RowsByName]) -> list[Note]:
        notes = []
        for title, rows_by_name in found.items():
            message = Reason(
                f"message.reporting.{cause}",
                count=len(rows_by_name),
                names=list_names(rows_by_name),
            )
            notes.append(self._note(message, title))
        return notes

    def _note_divided(self) -> list[Note]:
        if not self.divided:
            return []
        parts = []
        for person, lines in self.divided.items():
            managers = [Quoted(self.name(line.manager)) for line in lines]
            part = Reason(
                "message.reporting.bosses",
                name=Quoted(self.name(person)),
                managers=Listed(managers, "comma", most=_MOST, more="list.more"),
                rows=list_rows(line.row for line in lines),
            )
            parts.append(part)
        message = Reason(
            "message.reporting.two_bosses",
            count=len(parts),
            names=Listed(parts, "semicolon", most=_MOST),
        )
        return [self._note(message)]

    def _note_absent(self) -> list[Note]:
        notes = []
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
        return notes

    def _note(
        self, message: Reason, title: str | None = None, row: int | None = None
    ) -> Note:
        return Note(message, self.source, self.sheet, row, title)

    def refuse_several(self) -> None:
        """Add a problem for each name of several people."""
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

    def refuse_circle(
        self, circle: Sequence[int], solid: Mapping[int, ManagerLine]
    ) -> None:
        """Add a problem for people who report to each other."""
        names = [self.name(place) for place in (*circle, circle[0])]
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

    def refuse_difference(
        self, row: int, name: str, title: str, id: str, title_of_ids: str
    ) -> None:
        """Add a problem for a name of somebody else than the id."""
        message = Reason(
            "message.reporting.differ",
            name=Quoted(name),
            id=Quoted(id),
            column=title_of_ids,
        )
        self.problems.append(Problem(message, self.sheet, row, title, name, (row,)))
