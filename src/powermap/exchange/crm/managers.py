"""Who reports to whom in a CRM, which names managers by id, by name or by both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from powermap.errors import shown
from powermap.exchange.crm.columns import MANAGERS, CrmMapping
from powermap.exchange.crm.export_rows import ExportRow, ExportRows
from powermap.exchange.crm.names import crm_id, first_name_first
from powermap.exchange.people_register import Register
from powermap.exchange.raw_file import list_some

__all__ = ["ManagerFinder", "manager_cells", "people_meant"]


def people_meant(register: Register, written: str) -> list[int]:
    """The places of all people whom a cell may mean."""
    places = register.called(written)
    if not places:
        # Directories write managers as "Ruiz, Ana" although contacts are written as
        # "Ana Ruiz".
        reordered = first_name_first(written)
        places = register.called(reordered)
    return list(places)


def manager_cells(
    mapping: CrmMapping, register: Register, manager: int | None
) -> dict[str, str]:
    """A manager as the columns have them.

    By id if the CRM has one, and by name where only one person has it.
    """
    # Cells are compared with what writing would make, so no key may be missing.
    if manager is None:
        return dict.fromkeys(MANAGERS, "")
    id = register.ids[manager]
    name = register.names[manager] or ""
    # A name of several people would be read back as nobody's; the id says who is meant.
    if people_meant(register, name) != [manager]:
        name = ""
    if mapping.column_of("reports_to") is None:
        return {"reports_to_name": name or id}
    has_name = bool(name) and mapping.column_of("reports_to_name") is not None
    # An id that only follows from the name is none that the CRM knows.
    if has_name and not crm_id(id, name):
        id = ""
    return {"reports_to": id, "reports_to_name": name}


class ManagerFinder:
    """Finds the managers of an export, and remembers those who are not in it.

    Attributes
    ----------
    absent : dict of str to int
        Managers who are not in the export, with the first row that names them.
    """

    def __init__(self, rows: ExportRows, register: Register) -> None:
        self.rows = rows
        self.register = register
        self.absent: dict[str, int] = {}

    def find(self, row: ExportRow) -> tuple[str, int | None]:
        """The header under which a row names a manager, and the manager's place."""
        written = self._written(row)
        if not written:
            return "", None
        places = {}
        certain = {}
        for title, text in written.items():
            places[title] = people_meant(self.register, text)
            if len(places[title]) == 1:
                certain[title] = places[title][0]
        by_id = self.rows.title_of("reports_to") or ""
        has_ids = self.rows.title_of("id") is not None
        if by_id in written and not places[by_id] and has_ids:
            # The id is of somebody else, so a person of this name is a namesake.
            self._remember_absent(row, written)
            return "", None
        if len(set(certain.values())) > 1:
            self._refuse_two(row, written, list(certain))
        if not certain:
            self._refuse_several(row, written, places)
            return "", None
        return next(iter(certain.items()))

    def _written(self, row: ExportRow) -> dict[str, str]:
        """What the columns of managers hold, by header."""
        written = {}
        for field in MANAGERS:
            title = self.rows.title_of(field)
            text = self.rows.text(row, field)
            if title and text:
                written[title] = text
        return written

    def _remember_absent(self, row: ExportRow, written: Mapping[str, str]) -> None:
        # The column of names comes last; a name says more than an id.
        names = list(written.values())
        name = names[-1]
        self.absent.setdefault(name, row.number)

    def _refuse_two(
        self, row: ExportRow, written: Mapping[str, str], titles: Sequence[str]
    ) -> None:
        by_id, by_name = titles
        text = written[by_name]
        self.rows.log.problem(
            f"{shown(text)} is not the person in {by_id}; correct one of the two",
            row.number,
            by_name,
            text,
        )

    def _refuse_several(
        self,
        row: ExportRow,
        written: Mapping[str, str],
        places: Mapping[str, Sequence[int]],
    ) -> None:
        """A problem where a name is of several people; nobody's name is noted."""
        for title, meant in places.items():
            if meant:
                ids = list_some(shown(self.register.ids[place]) for place in meant)
                text = written[title]
                message = (
                    f"{len(meant)} people are called {shown(text)}; use an id: {ids}"
                )
                self.rows.log.problem(message, row.number, title, text)
                return
        self._remember_absent(row, written)
