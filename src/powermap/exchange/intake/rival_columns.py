"""Columns of a table that hold a stance or contact toward a rival."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from powermap.errors import Problem
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.column import Column
from powermap.exchange.intake.fitting import fit
from powermap.exchange.intake.headers import Certainty
from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.intake.rival_headers import rival_in_title
from powermap.exchange.intake.rival_titles import (
    fields_of_known,
    is_our_stance,
    name_in_title,
)
from powermap.exchange.people_register import Names
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model.by_rival import NO_DECISION, is_no_decision
from powermap.model.fields import Field, fields_by_name
from powermap.model.rival_fields import field_of_rival

__all__ = ["take_rival_columns"]

_FITS = 0.5
"""The share of distinct values that must fit a header that may mean something else."""


@dataclass(slots=True)
class _Rivals:
    """The rivals that a file names, in a list of its own or in its headers."""

    listed: Names
    glossary: Glossary
    in_titles: dict[str, None] = field(default_factory=dict)

    def find(self, written: str) -> str | None:
        """The one that is meant; None for a name that a list does not have."""
        if is_no_decision(self.glossary.rival(written)):
            return NO_DECISION
        names = self.listed
        if not names.names:
            names = Names(self.in_titles)
        found = names.find(written)
        if found is None and not self.listed.names:
            self.in_titles[written] = None
            return written
        return found

    @property
    def known(self) -> tuple[str, ...]:
        """All that are named so far."""
        return (*self.listed.names, *self.in_titles, NO_DECISION)


def take_rival_columns(
    columns: Sequence[Column],
    table: SheetTable,
    glossary: Glossary,
    rivals: Sequence[str],
    claimed: dict[str, Column],
) -> list[Problem]:
    """Give columns of rivals their field; `rivals` are those that the file lists."""
    known = _Rivals(Names(rivals), glossary)
    problems: list[Problem] = []
    open_columns = [column for column in columns if _is_open(column, table)]
    for column in open_columns:
        sure = rival_in_title(column.title, glossary)
        if sure is not None:
            problems += _take_sure(column, *sure, known, table, claimed)
    for column in open_columns:
        if column.fields or column.is_ignored:
            continue
        found = _of_known_rival(column, known, glossary)
        found = found or _of_new_rival(column, open_columns, known, glossary)
        # A second column is kept: its title is less sure than that of the first.
        if found is not None and found.name not in claimed:
            problems += _take(column, found, Certainty.HEADER, table, claimed)
    return problems


def _is_open(column: Column, table: SheetTable) -> bool:
    is_settled = column.is_custom or column.is_ignored or column.rule is not None
    return not is_settled and bool(table.titles[column.place])


def _take_sure(
    column: Column,
    base: Field,
    written: str,
    known: _Rivals,
    table: SheetTable,
    claimed: dict[str, Column],
) -> list[Problem]:
    """A column whose title says that it is about a rival."""
    only = tuple(known.listed.names)
    rival = known.find(written) if written else None
    if not written and len(only) == 1:
        rival = only[0]
    if rival is not None:
        found = field_of_rival(base, rival)
        return _take(column, found, Certainty.TITLE, table, claimed)
    column.is_ignored = True
    # An empty column of a template says nothing of anybody.
    if not column.cells:
        return []
    if not written:
        message = Reason(
            "message.columns.which_rival",
            title=Quoted(column.title),
            example=Quoted(f"{column.title}: {next(iter(only), 'Contoso')}"),
        )
    else:
        message = Reason(
            "message.columns.unknown_rival",
            title=Quoted(column.title),
            rival=Quoted(written),
            hint=Nearest(written, only),
            allowed=Listed([Quoted(name) for name in only], most=10),
        )
    return [_problem(message, column, table)]


def _of_known_rival(column: Column, known: _Rivals, glossary: Glossary) -> Field | None:
    """The field of a title such as "Contoso's stance", where Contoso is known."""
    for found in fields_of_known(column.title, known.known):
        if fit(column.cells, (found,), glossary) >= _FITS:
            return found
    return None


def _of_new_rival(
    column: Column, columns: Sequence[Column], known: _Rivals, glossary: Glossary
) -> Field | None:
    """The field of "Stance: Contoso" in a file that does not list its rivals.

    "Contoso stance" is one only beside a stance of ours.
    """
    written = name_in_title(column.title, glossary)
    if written is None or known.listed.names or not column.cells:
        return None
    base = fields_by_name("people")["rival_stances"]
    others = [each for each in columns if each is not column]
    is_beside_ours = any(is_our_stance(each.title, glossary) for each in others)
    is_fitting = fit(column.cells, (base,), glossary) >= _FITS
    if not is_fitting:
        return None
    is_behind_colon = ":" in column.title or "：" in column.title
    if not is_beside_ours and not is_behind_colon:
        # "Northwind stance" may also be that of the customer.
        title = f"{base.title['en']}: {written}"
        column.why_kept = Reason(
            "message.columns.maybe_rival", rival=Quoted(written), title=Quoted(title)
        )
        return None
    rival = known.find(written)
    return None if rival is None else field_of_rival(base, rival)


def _take(
    column: Column,
    field: Field,
    certainty: Certainty,
    table: SheetTable,
    claimed: dict[str, Column],
) -> list[Problem]:
    first = claimed.get(field.name)
    column.fields = (field,)
    column.certainty = certainty
    if first is None:
        claimed[field.name] = column
        return []
    column.is_ignored = True
    message = Reason(
        "message.columns.two_mean_one",
        field=field,
        first=Quoted(first.title),
        second=Quoted(column.title),
    )
    return [_problem(message, column, table)]


def _problem(message: Reason, column: Column, table: SheetTable) -> Problem:
    row = table.header_rows[-1] if table.header_rows else None
    return Problem(message, table.sheet, row, column.title, column.title)
