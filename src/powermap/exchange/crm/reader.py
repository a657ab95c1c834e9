"""An export of a CRM as a buying center: rows are understood by a mapping, and what it does not know is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from powermap.errors import FormatError, ModelError, Problem, nearest, shown
from powermap.exchange.crm.cells import (
    PROSE,
    boss_cells,
    found,
    joined,
    keeps,
    kept_in,
    name_cells,
    neat,
    normal,
    own_id,
    settled,
    turned,
)
from powermap.exchange.crm.kept_lines import lines_of
from powermap.exchange.crm.mapping import (
    BOSSES,
    NAMES,
    PARTS,
    TAKEN,
    CrmMapping,
    Heading,
)
from powermap.exchange.people_register import (
    HINTED,
    HINTS,
    Register,
    loose,
    number_ids,
)
from powermap.exchange.plan_reader import read_center
from powermap.exchange.raw_file import RawFile, RawRecord, listed, warn
from powermap.exchange.tables.cells import Unreadable, empty, plain
from powermap.exchange.tables.csv_text import read_sheet
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.exchange.tables.workbook_reader import read_sheets
from powermap.model import BuyingCenter, TieKind
from powermap.model.vocabulary import fold

_ABOVE = 20  # rows that a report may have above its header


def read_export(
    path: Path, mapping: CrmMapping, deal: str | None = None
) -> BuyingCenter:
    """The buying center of an export, a CSV file or a workbook."""
    sheet = (
        _fitting(path, mapping)
        if path.suffix.lower() == ".xlsx"
        else _csv(path, mapping)
    )
    raw = records_by(mapping, sheet, str(path), deal=deal)
    return read_center(raw, path.stem)


def records_by(
    mapping: CrmMapping, sheet: Sheet, source: str, *, deal: str | None = None
) -> RawFile:
    """What the rows of an export say; of what the mapping does not know, a note tells."""
    export = Export(mapping, sheet, source, deal)
    records = export.records()
    for message in export.told:
        warn(message)
    return records


def _csv(path: Path, mapping: CrmMapping) -> Sheet:
    return read_sheet(
        path,
        lambda title: mapping.find(title) is not None,
        mapping.encoding,
        top=_ABOVE,
    )


def _fitting(path: Path, mapping: CrmMapping) -> Sheet:
    """The sheet of a workbook that has most columns of the mapping."""
    sheets = [sheet for sheet in read_sheets(path) if sheet.rows]
    if not sheets:
        raise FormatError(f"{path}: the workbook is empty")
    best = max(
        sheets,
        key=lambda sheet: max(_known(mapping, row) for row in sheet.rows[:_ABOVE]),
    )
    unread = [shown(sheet.title) for sheet in sheets if sheet is not best]
    if unread:
        warn(f"{path}: sheets that were not read: {listed(unread)}")
    return best


def _known(mapping: CrmMapping, row: Row) -> int:
    return sum(mapping.find(neat(cell)) is not None for cell in row if not empty(cell))


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of an export: what stands in it, by header."""

    at: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class Export:
    """An export being read: the problems met so far, and what whoever reads it should be told."""

    mapping: CrmMapping
    sheet: Sheet
    source: str
    deal: str | None = None
    problems: list[Problem] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    titles: dict[str, Heading | None] = field(default_factory=dict)
    strange: dict[str, dict[str, int]] = field(default_factory=dict)
    absent: dict[str, int] = field(default_factory=dict)

    def records(self) -> RawFile:
        """People, a tie from each to the boss, and the deal as the name of it all."""
        lines = self._once(self._of_one_deal(self._lines()))
        names = [self._name(line) for line in lines]
        register = Register(
            number_ids([self._in(line, "id") or None for line in lines], names), names
        )
        people, ties = [], []
        for line, id, name in zip(lines, register.ids, names, strict=True):
            title, boss = self._boss(line, register)
            people.append(
                self._person(line, name, boss_cells(self.mapping, register, boss))
            )
            if boss is not None:
                tie = {
                    "source": id,
                    "kind": TieKind.REPORTS_TO,
                    "target": register.ids[boss],
                }
                ties.append(
                    RawRecord(tie, self.sheet.title, line.at, dict.fromkeys(tie, title))
                )
        self._tell(lines, names)
        deal = next((text for line in lines if (text := self._in(line, "deal"))), None)
        return RawFile(
            self.source, people, ties, RawRecord({"name": deal}), self.problems
        )

    # Rows and columns ---------------------------------------------------------------------------------------------

    def _lines(self) -> list[_Line]:
        rows = self.sheet.rows
        top = max(
            range(min(len(rows), _ABOVE)),
            key=lambda at: (_known(self.mapping, rows[at]), -at),
            default=0,
        )
        end = self._end()
        self._tell_outside([*range(top), *range(end, len(rows))])
        header = self._header(
            rows[top] if rows else [], top + 1, max(map(len, rows[top:end]), default=0)
        )
        lines = [
            self._line(header, row, at)
            for at, row in enumerate(rows[top + 1 : end], start=top + 2)
        ]
        return [line for line in lines if line.cells]

    def _end(self) -> int:
        """Where the contacts end: a report goes on, below an empty row, with lines about itself."""
        rows = self.sheet.rows
        filled = [at for at, row in enumerate(rows) if not all(map(empty, row))]
        gaps = [at for before, at in pairwise(filled) if at - before > 1]
        last = gaps[-1] if gaps else len(rows)
        about = all(all(map(empty, row[1:])) for row in rows[last:])
        return last if self.mapping.footer and about else len(rows)

    def _tell_outside(self, places: Iterable[int]) -> None:
        first = [
            (at, next((cell for cell in self.sheet.rows[at] if not empty(cell)), None))
            for at in places
        ]
        outside = [
            f"row {at + 1} ({shown(str(cell), 40)})"
            for at, cell in first
            if cell is not None
        ]
        if outside:
            self._say(
                f"not read, for it stands above or below the contacts: {listed(outside)}"
            )

    def _header(self, row: Row, at: int, width: int) -> list[str]:
        written = ["" if empty(cell) else neat(cell) for cell in row] + [""] * (
            width - len(row)
        )
        header = [
            title or f"column {place}" for place, title in enumerate(written, start=1)
        ]
        for title in header:
            heading = self.mapping.find(title)
            if title in self.titles or (
                heading is not None and heading in self.titles.values()
            ):
                what = f"mean {heading.header['en']}" if heading else "have this header"
                self._wrong(f"two columns {what}; keep one of them", at, title, title)
            self.titles.setdefault(title, heading)
        if not any(map(self._title_of, ("name", "last_name"))):
            self._need_names(at, [shown(title, 30) for title in written if title])
        return header

    def _need_names(self, at: int, header: Sequence[str]) -> None:
        named = [
            heading.header["en"]
            for name in ("name", "last_name")
            if (heading := self.mapping.of(name))
        ]
        has = listed(header) or "nothing"
        self._wrong(
            f"the column {' or '.join(named)} is missing; the header in row {at} has {has}; is this an export "
            f"for the mapping {self.mapping.label}?",
            at,
            named[0],
            None,
        )

    def _line(self, header: Sequence[str], row: Row, at: int) -> _Line:
        cells: dict[str, str] = {}
        for title, cell in zip(header, row, strict=False):
            try:
                text = "" if empty(cell) else plain(cell).strip()
            except ModelError as error:
                self._wrong(
                    str(error),
                    at,
                    title,
                    str(cell) if isinstance(cell, Unreadable) else cell,
                )
                continue
            if text:
                cells.setdefault(title, text)
        return _Line(at, cells)

    def _title_of(self, field: str) -> str | None:
        return next(
            (
                title
                for title, heading in self.titles.items()
                if heading and heading.field == field
            ),
            None,
        )

    def _in(self, line: _Line, field: str) -> str:
        return line.cells.get(self._title_of(field) or "", "")

    # Which rows -----------------------------------------------------------------------------------------------------

    def _of_one_deal(self, lines: list[_Line]) -> list[_Line]:
        """The rows of the deal that is asked for, or all where there is only one."""
        title = self._title_of("deal_id") or self._title_of("deal")
        if title is None:
            if self.deal is not None:
                self._wrong(
                    f"there is no column of deals, so {shown(self.deal)} cannot be chosen",
                    None,
                    None,
                    None,
                )
            return lines
        first: dict[str, _Line] = {}
        for line in lines:
            first.setdefault(line.cells.get(title, ""), line)
        first.pop("", None)
        chosen = self._chosen(
            {key: self._in(line, "deal") or key for key, line in first.items()}, title
        )
        if chosen is None:
            self._refuse_several(first, title)
            return lines
        rows = [line for line in lines if line.cells.get(title) == chosen]
        if len(rows) < len(lines):
            self._say(
                f"{len(lines) - len(rows)} of {len(lines)} rows are not of the deal that was chosen; left out"
            )
        return rows

    def _refuse_several(self, first: Mapping[str, _Line], title: str) -> None:
        if self.deal is None and len(first) > 1:
            names = listed(
                shown(self._in(line, "deal") or key) for key, line in first.items()
            )
            line = list(first.values())[1]
            self._wrong(
                f"{len(first)} deals in one export, and a buying center is of one: {names}; choose one: --deal "
                "NAME, in Python deal=NAME",
                line.at,
                title,
                line.cells[title],
            )

    def _chosen(self, deals: Mapping[str, str], title: str) -> str | None:
        """The key of the deal that is asked for."""
        if self.deal is None:
            return None
        same = [
            key
            for key, name in deals.items()
            if loose(self.deal) in {loose(key), loose(name)}
        ]
        if len(same) == 1:
            return same[0]
        if same:
            message = f"{len(same)} deals are called {shown(self.deal)}; name one by id: {listed(map(shown, same))}"
        else:
            allowed = listed(map(shown, deals.values())) or "no deal"
            close = nearest(self.deal, deals.values())
            message = (
                f"no deal is called {shown(self.deal)}; the export has {allowed}{close}"
            )
        self._wrong(message, None, title, self.deal)
        return None

    def _once(self, lines: Sequence[_Line]) -> list[_Line]:
        """Each contact once. A second row of one in the same deal is a problem."""
        first: dict[str, _Line] = {}
        deal = self._title_of("deal_id") or self._title_of("deal") or ""
        for line in lines:
            key = self._in(line, "id") or f"row {line.at}"
            if first.setdefault(key, line) is not line and first[key].cells.get(
                deal
            ) == line.cells.get(deal):
                message = f"row {first[key].at} has the same contact; keep one row for each contact of a deal"
                self._wrong(message, line.at, self._title_of("id"), key)
        return list(first.values())

    # What a row says ------------------------------------------------------------------------------------------------

    def _person(self, line: _Line, name: str, boss: Mapping[str, str]) -> RawRecord:
        direct = {
            each: text
            for each in TAKEN
            if each != "name" and (text := self._in(line, each))
        }
        raw: dict[str, object] = {"name": name, **direct, **self._said(line, name)}
        would = {**name_cells(name), **boss, "id": own_id(direct.get("id", ""), name)}
        raw |= self._prose(line, direct, would)
        missing = (
            frozenset() if any(map(self._title_of, NAMES)) else frozenset({"name"})
        )
        return RawRecord(
            raw, self.sheet.title, line.at, self._headers(), missing=missing
        )

    def _headers(self) -> dict[str, str]:
        """Under which header a field of a person is told to be wrong."""
        known = [(title, heading) for title, heading in self.titles.items() if heading]
        said = {
            about: title
            for title, heading in known
            for word in heading.words
            for about in word.says
        }
        filled = {heading.field: title for title, heading in known if heading.field}
        return (
            said
            | filled
            | {"name": next((filled[name] for name in NAMES if name in filled), "name")}
        )

    def _name(self, line: _Line) -> str:
        """The name, from the column that would be written if there are two ways."""
        whole = turned(self._in(line, "name"))
        parts = joined(self._in(line, "first_name"), self._in(line, "last_name"))
        heading = self.mapping.of("name")
        return (
            (whole or parts)
            if heading is not None and heading.written
            else (parts or whole)
        )

    def _boss(self, line: _Line, register: Register) -> tuple[str, int | None]:
        """Under which header a row names a boss, and the boss's place; somebody who is not here is noted down."""
        named = {
            title: self._in(line, each)
            for each in BOSSES
            if (title := self._title_of(each)) and self._in(line, each)
        }
        places = {title: found(register, text) for title, text in named.items()}
        sure = {title: at[0] for title, at in places.items() if len(at) == 1}
        by_id = self._title_of("reports_to")
        if (
            by_id in named and not places[by_id] and self._title_of("id")
        ):  # a namesake is not the boss
            self.absent.setdefault(list(named.values())[-1], line.at)
            return "", None
        if len(set(sure.values())) > 1:
            one, other = sure
            self._wrong(
                f"{shown(named[other])} is another than {one} names; correct one of the two",
                line.at,
                other,
                named[other],
            )
        if not sure:
            self._nobody(line, named, places, register)
        return next(iter(sure.items()), ("", None))

    def _nobody(
        self,
        line: _Line,
        named: Mapping[str, str],
        places: Mapping[str, list[int]],
        register: Register,
    ) -> None:
        several = next((title for title, at in places.items() if at), None)
        if several is not None:
            same = listed(shown(register.ids[at]) for at in places[several])
            message = f"{len(places[several])} people are called {shown(named[several])}; name one by id: {same}"
            self._wrong(message, line.at, several, named[several])
        elif named:
            self.absent.setdefault(list(named.values())[-1], line.at)

    def _said(self, line: _Line, name: str) -> dict[str, object]:
        """What the words of a row say; where they contradict one another, nothing."""
        said: dict[str, set[Any]] = {}
        for title, heading in self.titles.items():
            for part, word in (
                heading.parts(line.cells.get(title, ""))
                if heading and heading.words
                else ()
            ):
                for about, value in (word.says if word else {}).items():
                    said.setdefault(about, set()).add(value)
                if word is None:
                    self.strange.setdefault(title, {}).setdefault(part, line.at)
        crossed = sorted(about for about, values in said.items() if len(values) > 1)
        if crossed:
            self._say(
                f"row {line.at}: more than one {' and '.join(crossed)} is said of {shown(name)}; left unknown"
            )
        return {
            about: next(iter(values))
            for about, values in said.items()
            if len(values) == 1
        }

    def _prose(
        self, line: _Line, direct: Mapping[str, str], would: Mapping[str, str]
    ) -> dict[str, object]:
        """Note and evidence, with a line for every cell that writing would not put back."""
        kept: dict[str, dict[str, str]] = {prose: {} for prose in PROSE}
        for title, text in line.cells.items():
            heading = self.titles[title]
            if keeps(heading):
                kept["evidence" if heading and heading.words else "note"][title] = text
            elif heading and self._would_change(heading, text, line, would):
                kept["note"][title] = text
        return {
            prose: text
            for prose in PROSE
            if (text := self._with_lines(prose, direct.get(prose, ""), kept[prose]))
        }

    def _would_change(
        self, heading: Heading, text: str, line: _Line, would: Mapping[str, str]
    ) -> bool:
        field = heading.field or ""
        for pair in (PARTS, BOSSES):
            if field in pair:  # one is not kept without the other
                return any(self._in(line, each) != would.get(each, "") for each in pair)
        if field in {"deal", *PROSE}:
            return False
        return text != (would[field] if field in would else normal(field, text))

    def _with_lines(self, prose: str, own: str, kept: Mapping[str, str]) -> str:
        """A text with lines below it; a text that would be taken for such lines is kept in one itself."""
        lines, own = lines_of(self.mapping.label, kept), settled(own)
        whole = "\n".join(part for part in (own, lines) if part)
        if own and kept_in(self.mapping, prose, whole)[0] != own:
            return lines_of(
                self.mapping.label, {self._title_of(prose) or prose: own, **kept}
            )
        return whole

    # What is told ---------------------------------------------------------------------------------------------------

    def _tell(self, lines: Sequence[_Line], names: Sequence[str]) -> None:
        if not lines and not self.problems:
            self._say("no contacts in this export")
        unknown = [title for title, heading in self.titles.items() if heading is None]
        filled = [
            shown(title)
            for title in unknown
            if any(title in line.cells for line in lines)
        ]
        if filled:
            self._say(
                f"not in the mapping {self.mapping.label}, so kept in the notes: {listed(filled)}"
            )
        for title, parts in self.strange.items():
            self._say(
                f"{title}: not in the mapping, so kept as evidence from which nothing follows: "
                f"{listed(self._spelled(title, parts))}"
            )
        if self.absent:
            known = names if len(names) <= HINTED and len(self.absent) <= HINTS else ()
            told = [
                f"{shown(text)} in row {at}{nearest(text, known)}"
                for text, at in self.absent.items()
            ]
            self._say(
                f"bosses who are not in this export, so kept in the notes and tied to nobody: {listed(told)}"
            )
        turned_names = [
            shown(text)
            for line in lines
            if (text := self._in(line, "name")) and turned(text) != text
        ]
        if turned_names:
            self._say(
                f"names that were turned to first and last: {listed(turned_names)}"
            )

    def _spelled(self, title: str, parts: Mapping[str, int]) -> list[str]:
        heading = self.titles[title]
        known = (
            [spelling for word in heading.words for spelling in word.spellings]
            if heading
            else []
        )
        return [
            f"{shown(part)} in row {at}{nearest(part, known, fold=fold)}"
            for part, at in parts.items()
        ]

    def _say(self, message: str) -> None:
        place = (
            "" if self.source.endswith(self.sheet.title) else f", {self.sheet.title}"
        )
        self.told.append(f"{self.source}{place}: {message}")

    def _wrong(
        self, message: str, row: int | None, title: str | None, value: object
    ) -> None:
        self.problems.append(Problem(message, self.sheet.title, row, title, value))
