"""How a file was understood, before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from powermap.errors import Note, Problem, TableError
from powermap.exchange.intake.values.cells import WordMeaning
from powermap.language import Reason
from powermap.model import AccountPlan, BuyingCenter, Scale
from powermap.model.fields import Table

__all__ = ["ColumnUnderstanding", "TableUnderstanding", "Understanding"]

Use = Literal["field", "custom", "ignored"]


@dataclass(frozen=True, slots=True)
class ColumnUnderstanding:
    """What a column was taken for.

    Attributes
    ----------
    title : str
        Its header.
    place : int
        From 1.
    use : {"field", "custom", "ignored"}
        Whether it fills fields, is kept as a custom field, or is left out.
    fields : tuple of str
        The fields that it fills; several when each cell says several things.
    certainty : {"title", "alias", "header", "perhaps", "mapping"} or None
        How the header is known.
    filled : int
        Cells that are not empty.
    words : tuple of WordMeaning
        Each distinct value and what it means.
    why : Reason or None
        Why it does not mean what its header suggests.
    """

    title: str
    place: int
    use: Use
    fields: tuple[str, ...] = ()
    certainty: str | None = None
    filled: int = 0
    words: tuple[WordMeaning, ...] = ()
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class TableUnderstanding:
    """A table of the file, and what it holds.

    Attributes
    ----------
    kind : str
        ``people``, ``ties`` or another table of a plan.
    sheet : str
        Sheet, or the file itself.
    header_rows : tuple of int
        Rows of the header; none when the table has no header.
    rows : int
        Rows below it.
    columns : tuple of ColumnUnderstanding
        From left to right.
    """

    kind: Table
    sheet: str
    header_rows: tuple[int, ...]
    rows: int
    columns: tuple[ColumnUnderstanding, ...]


@dataclass(frozen=True)
class Understanding:
    """How a file was understood: `print` it, or see it in a notebook.

    Attributes
    ----------
    source : str
        The file.
    format : str
        What kind of file it is.
    tables : tuple of TableUnderstanding
        The tables that were read.
    scale : Scale
        Of the scores.
    scale_from : str
        ``option``, ``about``, ``mapping``, ``header``, ``legend``, ``cells`` or
        ``default``.
    mapping : str or None
        The mapping of a CRM that was used.
    notes : tuple of Note
        What was assumed, converted, skipped or left out.
    problems : tuple of Problem
        What has to be corrected; `plan` is then None.
    plan : AccountPlan or None
        What the file says.
    deals : tuple of str
        The deals of an export, when it has several.
    """

    source: str
    format: str
    tables: tuple[TableUnderstanding, ...] = ()
    scale: Scale = field(default_factory=Scale)
    scale_from: str = "default"
    mapping: str | None = None
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    plan: AccountPlan | None = field(default=None, repr=False)
    deals: tuple[str, ...] = ()

    @property
    def center(self) -> BuyingCenter | None:
        """The people that the file holds."""
        return self.plan.center if self.plan else None

    def checked_plan(self) -> AccountPlan:
        """The plan.

        Raises
        ------
        TableError
            With every problem of the file.
        """
        if self.plan is None or self.problems:
            raise TableError(self.source, self.problems)
        return self.plan

    @property
    def unplaced(self) -> Mapping[str, Reason]:
        """Who cannot be placed on the map, and why, by id."""
        why: dict[str, Reason] = {}
        for person in self.center or ():
            if person.power is None:
                why[person.id] = Reason("message.inspect.power_unknown")
        return why
