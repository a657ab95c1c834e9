"""Which sheets of a workbook hold the people and the ties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from powermap.errors import FormatError, Note
from powermap.exchange.intake.layout.drawn_grid import read_drawn_grid
from powermap.exchange.intake.layout.finder import find_tables
from powermap.exchange.intake.layout.header import REQUIRED
from powermap.exchange.intake.layout.matrices import read_matrix
from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.intake.layout.titles import Weight
from powermap.exchange.intake.layout.word_kinds import KindsOf, word_kinds
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Listed, Quoted, Reason
from powermap.model.fields import sheet_of
from powermap.model.vocabulary import fold

__all__ = ["ChosenTables", "choose_tables"]

_MOST = 5
"""Tables that a note names; the rest is counted."""
_MORE = "message.layout.more"


@dataclass(frozen=True, slots=True)
class ChosenTables:
    """The tables of a workbook by what they hold.

    Attributes
    ----------
    tables : dict of str to SheetTable
        By kind: ``people``, ``ties`` and whatever else has a sheet of its own title.
    others : tuple of SheetTable
        Tables that were not chosen.
    notes : tuple of Note
        How it was chosen, where that is not plain from the titles of the sheets.
    """

    tables: dict[str, SheetTable] = field(default_factory=dict)
    others: tuple[SheetTable, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A table that may hold people or ties, and what its sheet is called."""

    table: SheetTable
    kind: str | None
    weights_of: Mapping[str, Weight]

    def score(self, kind: str) -> int:
        """Weight of its headers for a kind."""
        weight = self.weights_of.get(kind)
        titles = set(self.table.titles)
        return sum(weight(title) for title in titles if title) if weight else 0

    def required(self, kind: str) -> int:
        """How many of its headers are required for a kind."""
        weight = self.weights_of.get(kind)
        if weight is None:
            return 0
        titles = {title for title in self.table.titles if title}
        return sum(1 for title in titles if weight(title) >= REQUIRED)

    def rank(self, kind: str) -> tuple[bool, int, int]:
        """The better, the more it holds of a kind."""
        return (self.required(kind) > 0, self.score(kind), len(self.table.rows))

    @property
    def is_ties(self) -> bool:
        """Whether its header names both ends of a tie rather than a person."""
        if self.required("ties") < 2:
            return False
        return self.score("ties") > self.score("people")


def choose_tables(
    sheets: Sequence[Sheet],
    weights_of: Mapping[str, Weight],
    wanted_sheet: str | None = None,
    *,
    source: str = "",
    kinds_of: KindsOf = word_kinds,
) -> ChosenTables:
    """The tables of a workbook by what they hold.

    A sheet of powermap's own title holds what its title says. Where none is called
    People, the table with the best header in any visible sheet holds them; the one
    with both ends of a tie in its header holds the ties.

    Parameters
    ----------
    sheets : sequence of Sheet
        All sheets; those with own titles that `weights_of` lacks are left alone.
    weights_of : mapping of kind to callable
        For each kind of table how much a text is worth as a header.
    wanted_sheet : str, optional
        Title or number of the sheet of the people, as the user says.
    source : str
        What the file is called in an error.
    kinds_of : callable
        What kinds of word a text is, by which matrices are known.

    Raises
    ------
    FormatError
        When there is no such sheet.

    Examples
    --------
    >>> rows = [["Name"], ["Ana Ruiz"]]
    >>> weights = {"people": lambda text: 3 * (text == "Name")}
    >>> chosen = choose_tables([Sheet("Notes", []), Sheet("Sheet1", rows)], weights)
    >>> chosen.tables["people"].sheet
    'Sheet1'
    """
    wanted = _wanted(sheets, wanted_sheet, source)
    readable = [sheet for sheet in sheets if sheet is wanted or _is_open(sheet)]
    known: list[Sheet] = []
    for sheet in readable:
        own = sheet_of(sheet.title)
        if own is None or own in weights_of or sheet is wanted:
            known.append(sheet)
    candidates = _candidates(known, weights_of, kinds_of)
    chosen = _choose(candidates, wanted)
    used = {id(each.table) for each in chosen.values()}
    others = []
    for candidate in candidates:
        if id(candidate.table) not in used and candidate.table.rows:
            others.append(candidate.table)
    notes = _notes(chosen, others, [sheet for sheet in sheets if sheet not in readable])
    tables = {kind: candidate.table for kind, candidate in chosen.items()}
    return ChosenTables(tables, tuple(others), tuple(notes))


def _is_open(sheet: Sheet) -> bool:
    """Whether the user sees a sheet, or it has a title of powermap's own."""
    return not sheet.hidden or sheet_of(sheet.title) is not None


def _wanted(sheets: Sequence[Sheet], wanted: str | None, source: str) -> Sheet | None:
    if wanted is None:
        return None
    for sheet in sheets:
        if fold(sheet.title) == fold(wanted):
            return sheet
    # A number counts the sheets from 1, where no sheet has it as its title.
    if wanted.isdecimal() and 1 <= int(wanted) <= len(sheets):
        return sheets[int(wanted) - 1]
    titles = Listed([Quoted(sheet.title) for sheet in sheets], "comma", most=10)
    raise FormatError(
        Reason(
            "message.layout.no_such_sheet",
            source=source,
            title=Quoted(wanted),
            titles=titles,
        )
    )


def _candidates(
    sheets: Iterable[Sheet], weights_of: Mapping[str, Weight], kinds_of: KindsOf
) -> list[_Candidate]:
    """Every table of the sheets, a matrix as the table of people that it stands for."""

    def weight(title: str) -> int:
        return max((each(title) for each in weights_of.values()), default=0)

    candidates = []
    for sheet in sheets:
        own = sheet_of(sheet.title)
        here = []
        for table in find_tables(sheet, weight):
            shaped = read_matrix(table, kinds_of)
            here.append(_Candidate(shaped, own, weights_of))
        grid = None
        if not any(each.required(kind) for each in here for kind in weights_of):
            grid = read_drawn_grid(sheet, kinds_of)
        if grid is not None:
            here = [_Candidate(grid, own, weights_of)]
        candidates += here
    return candidates


def _choose(
    candidates: Sequence[_Candidate], wanted: Sheet | None
) -> dict[str, _Candidate]:
    """The best table of each kind."""
    chosen: dict[str, _Candidate] = {}
    if wanted is not None:
        here = [each for each in candidates if each.table.sheet == wanted.title]
        _choose_people(chosen, here)
    for candidate in candidates:
        kind = candidate.kind
        if kind is None or (kind == "people" and wanted is not None):
            continue
        best = chosen.get(kind)
        if kind in candidate.weights_of and _is_better(candidate, best, kind):
            chosen[kind] = candidate
    used = {id(each) for each in chosen.values()}
    free = [each for each in candidates if id(each) not in used]
    if "ties" not in chosen:
        ties = [each for each in free if each.is_ties]
        if ties:
            chosen["ties"] = max(ties, key=lambda each: each.rank("ties"))
    if wanted is None:
        _choose_unnamed(chosen, [each for each in free if each.kind is None])
    return chosen


def _choose_unnamed(
    chosen: dict[str, _Candidate], unnamed: Sequence[_Candidate]
) -> None:
    """The people of a sheet with another title, where People is missing or empty."""
    own = chosen.get("people")
    if own is not None and own.table.rows:
        return
    filled = [each for each in unnamed if own is None or each.required("people")]
    _choose_people(chosen, [each for each in filled if each.table.rows] or filled)


def _is_better(candidate: _Candidate, best: _Candidate | None, kind: str) -> bool:
    return best is None or candidate.rank(kind) > best.rank(kind)


def _choose_people(
    chosen: dict[str, _Candidate], candidates: Sequence[_Candidate]
) -> None:
    """The table with the best header; where no header is known, the longest table."""
    people = [each for each in candidates if not each.is_ties]
    best = max(people, key=lambda each: each.rank("people"), default=None)
    if best is None:
        return
    # A list of ties alone makes its people; a table of something else does not.
    if best.required("people") or "ties" not in chosen:
        chosen["people"] = best


def _notes(
    chosen: Mapping[str, _Candidate],
    others: Sequence[SheetTable],
    hidden: Sequence[Sheet],
) -> list[Note]:
    notes = []
    for kind in ("people", "ties"):
        candidate = chosen.get(kind)
        if candidate is not None and candidate.kind != kind and others:
            title = Quoted(candidate.table.sheet)
            notes.append(Note(Reason(f"message.layout.{kind}_from", title=title)))
    if others:
        names = Listed(map(_place_of, others), "comma", most=_MOST, more=_MORE)
        reason = Reason("message.layout.not_read", count=len(others), tables=names)
        notes.append(Note(reason))
    if hidden:
        titles = [Quoted(sheet.title) for sheet in hidden]
        names = Listed(titles, "comma", most=_MOST, more=_MORE)
        reason = Reason("message.layout.hidden_sheets", count=len(hidden), titles=names)
        notes.append(Note(reason))
    return notes


def _place_of(table: SheetTable) -> Reason:
    """Where a table is, and how long."""
    first = table.header_rows[0] if table.header_rows else table.rows[0].number
    return Reason(
        "message.layout.table_at",
        title=Quoted(table.sheet),
        row=first,
        count=len(table.rows),
    )
