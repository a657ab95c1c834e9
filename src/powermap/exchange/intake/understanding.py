"""How a file was understood, before anything is drawn."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from powermap.errors import Note, Problem, TableError
from powermap.exchange.options import ReadOptions
from powermap.frozen import FrozenMapping
from powermap.language import Reason
from powermap.model import AccountPlan, BuyingCenter, Scale
from powermap.model.fields import Table

if TYPE_CHECKING:
    from powermap.exchange.intake.values.cells import WordMeaning

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
    distinct : int
        Different values.
    examples : tuple of str
        The first of them.
    scale : tuple of float or None
        The ends of the scale that its header states.
    """

    title: str
    place: int
    use: Use
    fields: tuple[str, ...] = ()
    certainty: str | None = None
    filled: int = 0
    words: tuple[WordMeaning, ...] = ()
    why: Reason | None = None
    distinct: int = 0
    examples: tuple[str, ...] = ()
    scale: tuple[float, float] | None = None


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
    r"""How a file was understood: `print` it, or see it in a notebook.

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
    deal_keys : tuple of str
        The id of each, or its name where the file has no ids.
    rows_without_deal : int
        Rows that name no deal, where others do.
    unplaced : mapping of id to Reason
        Who cannot be placed on the map, and why.
    options : ReadOptions
        What was said beside the file.

    Examples
    --------
    >>> import io
    >>> from powermap.exchange import inspect
    >>> shown = inspect(io.StringIO("Stakeholder;Influence\nAna Ruiz;High\n"))
    >>> print(shown.say().splitlines()[2])
    People: header in row 1, 1 row
    >>> shown.to_dict()["people"]["roles"]
    {'decider': 1}
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
    deal_keys: tuple[str, ...] = field(default=(), kw_only=True, repr=False)
    rows_without_deal: int = field(default=0, kw_only=True, repr=False)
    unplaced: Mapping[str, Reason] = field(default_factory=dict)
    options: ReadOptions = field(default_factory=ReadOptions, repr=False)

    def __post_init__(self) -> None:
        # As every other part of it, so that it has a hash.
        object.__setattr__(self, "unplaced", FrozenMapping(self.unplaced))

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

    def say(self, language: object = "en", *, file: str | None = None) -> str:
        """How the file was understood, in a language.

        Parameters
        ----------
        language : {"en", "zh"} or Language
            Of the text.
        file : str, optional
            How the file is named in a command.

        Returns
        -------
        str
            One line for each column, cause and question.
        """
        from powermap.exchange.intake.section_layout import lay_out_text

        return lay_out_text(self, language, file)

    def to_dict(
        self, language: object = "en", *, file: str | None = None
    ) -> dict[str, object]:
        """The same for a program: keys that stay, sentences in a language."""
        from powermap.exchange.intake.plain_understanding import plain_understanding

        return plain_understanding(self, language, file)

    def mapping_text(self, language: object = "en") -> str:
        r"""The understanding as a mapping file, to edit and to read the file with.

        Examples
        --------
        >>> import io
        >>> from powermap.exchange import inspect
        >>> shown = inspect(io.StringIO("Stakeholder;Influence\nAna Ruiz;High\n"))
        >>> print(shown.mapping_text().splitlines()[-1])
        "High" = "decider"  # 1
        """
        from powermap.exchange.intake.mapping_file import mapping_text

        return mapping_text(self, language)

    def write_mapping(
        self, path: str | os.PathLike[str], language: object = "en"
    ) -> Path:
        """Write it as a mapping, to edit and to read the file with.

        Parameters
        ----------
        path : path
            A ``.toml`` file, for ``mapping=`` and ``--mapping``.
        language : {"en", "zh"} or Language
            Of the comments in it.

        Returns
        -------
        Path
            The file written.
        """
        from powermap.exchange.intake.mapping_file import write_mapping

        return write_mapping(self, path, language)

    def __str__(self) -> str:
        """In English."""
        return self.say()

    def _repr_html_(self) -> str:
        """As tables, for a notebook."""
        from powermap.exchange.intake.section_layout import lay_out_html

        return lay_out_html(self)
