"""Many accounts side by side, and what is made of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, overload

from powermap.accounts.findings import KindCount, count_findings
from powermap.accounts.hours import MOST
from powermap.accounts.people import SharedPerson, shared_people
from powermap.accounts.rows import AccountError, AccountRow
from powermap.errors import FormatError, ModelError
from powermap.files.reading import to_path
from powermap.files.writing import replace_file
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.language.results import ResultList, Tabular
from powermap.model import Role
from powermap.model.playbook import Playbook, as_playbook

if TYPE_CHECKING:
    from powermap.language.results import Row

__all__ = ["Portfolio"]


@dataclass(frozen=True, slots=True, repr=False)
class Portfolio(Tabular, Sequence[AccountRow]):
    """Many accounts side by side, made by `powermap.portfolio`.

    Parameters
    ----------
    accounts : tuple of AccountRow
        A row for each, in the order in which they were given.
    errors : tuple of AccountError
        Those that could not be read.
    today : date or None
        The day for what is overdue or old.
    playbook : Playbook
        Whose words and tables hold.

    Examples
    --------
    >>> import powermap as pm
    >>> accounts = pm.portfolio(pm.northwind_plan(), today="2026-11-20")
    >>> accounts["Northwind Steel"].strategy
    <Strategy.FLANKING: 'flanking'>
    >>> accounts.rows()[0]["deciders_with_us"]
    '2'
    """

    accounts: tuple[AccountRow, ...]
    errors: tuple[AccountError, ...] = ()
    today: date | None = None
    playbook: Playbook = field(default_factory=lambda: as_playbook(None))

    def __post_init__(self) -> None:
        """Refuse two accounts of one source, and tell those of one name apart."""
        names: set[str] = set()
        for row in self.accounts:
            if row.source in names:
                raise ModelError(
                    Reason("message.portfolio.twice", source=Quoted(row.source))
                )
            names.add(row.source)
        object.__setattr__(self, "accounts", tuple(_told_apart(self.accounts)))

    @overload
    def __getitem__(self, place: int | str) -> AccountRow: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[AccountRow, ...]: ...
    def __getitem__(
        self, place: int | str | slice
    ) -> AccountRow | tuple[AccountRow, ...]:
        """The account at a place, or the one that is known by a name."""
        if not isinstance(place, str):
            return self.accounts[place]
        for row in self.accounts:
            if row.source == place:
                return row
        known = tuple(row.source for row in self.accounts)
        raise ModelError(
            Reason(
                "message.portfolio.no_account",
                source=Quoted(place),
                hint=Nearest(place, known),
            )
        )

    def __len__(self) -> int:
        return len(self.accounts)

    def __iter__(self) -> Iterator[AccountRow]:
        return iter(self.accounts)

    def __repr__(self) -> str:
        failed = f", {len(self.errors)} not read" if self.errors else ""
        return f"<Portfolio of {len(self)} accounts{failed}, today {self.today}>"

    def _rows(self) -> list[Row]:
        return [row.row() for row in self.accounts]

    @property
    def is_redacted(self) -> bool:
        """Whether all accounts are for people outside the company."""
        audiences = [row.audience for row in self.accounts]
        return bool(audiences) and None not in audiences

    @property
    def value(self) -> float | None:
        """What all opportunities are worth; None where none has a value."""
        values = [row.value for row in self.accounts if row.value is not None]
        return sum(values) if values else None

    @property
    def best_hours(self) -> ResultList[AccountRow]:
        """The accounts where an hour is worth most, at most five; see `next_hour`.

        Accounts without a value come after those with one, by what a visit can do.
        """
        rows = [row for row in self.accounts if row.hour is not None]
        rows = [row for row in rows if row.hour and row.hour.weight > 0]
        rows.sort(key=_hour_order)
        return ResultList(rows[:MOST])

    @property
    def shared_people(self) -> ResultList[SharedPerson]:
        """People who appear in several accounts, and how sure that is."""
        return shared_people(self.accounts)

    @property
    def findings(self) -> ResultList[KindCount]:
        """The findings of all accounts by kind, the most serious and frequent first."""
        return count_findings(self.accounts, self.playbook)

    @property
    def coverage(self) -> Mapping[str, Mapping[Role | None, tuple[int, int]]]:
        """By account and role how many people somebody covers, and how many there are."""
        return {row.source: row.coverage for row in self.accounts}

    def html(self, lang: str = "en", *, beside: str | os.PathLike[str] = ".") -> str:
        """The portfolio as one page that loads nothing from elsewhere.

        Parameters
        ----------
        lang : {"en", "zh"}
            Language of its words.
        beside : path
            The folder in which the page will lie, from which it leads to the accounts'
            own pages.

        Returns
        -------
        str
        """
        from powermap.accounts.page import render_portfolio

        return render_portfolio(self, self.playbook.language(lang), Path(beside))

    def json(self, lang: str = "en") -> str:
        """The portfolio for a program, with sentences in a language."""
        from powermap.accounts.json_text import portfolio_json

        return portfolio_json(self, self.playbook.language(lang))

    def xlsx(self, lang: str = "en") -> bytes:
        """The portfolio as a workbook: accounts, findings, people, and what failed."""
        from powermap.accounts.workbook import portfolio_workbook

        return portfolio_workbook(self, self.playbook.language(lang))

    def pptx(
        self, lang: str = "en", *, template: str | os.PathLike[str] | None = None
    ) -> bytes:
        """The portfolio as slides: a summary, tables of accounts, a heat map."""
        from powermap.accounts.slides import portfolio_slides

        return portfolio_slides(self, self.playbook.language(lang), template)

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        lang: str = "en",
        template: str | os.PathLike[str] | None = None,
    ) -> Path:
        """Write the portfolio in the format of the suffix, whole or not at all.

        Parameters
        ----------
        path : path
            Ends in .html, .pptx, .xlsx or .json.
        lang : {"en", "zh"}
            Language of its words.
        template : path, optional
            For a .pptx: a deck whose master, fonts and colors are used.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        FormatError
            When the suffix is unknown, or the file cannot be written.

        Examples
        --------
        >>> import tempfile
        >>> import powermap as pm
        >>> target = Path(tempfile.mkdtemp()) / "portfolio.html"
        >>> pm.portfolio(pm.northwind_plan()).save(target).stat().st_size > 10_000
        True
        """
        target = to_path(path)
        check_target(target, template=template)
        suffix = target.suffix.lower()
        if suffix == ".pptx":
            content = self.pptx(lang, template=template)
        elif suffix == ".xlsx":
            content = self.xlsx(lang)
        elif suffix == ".json":
            content = self.json(lang).encode()
        else:
            content = self.html(lang, beside=target.parent).encode()
        return replace_file(target, content)


FORMATS = (".html", ".pptx", ".xlsx", ".json")
"""Suffixes of the files that a portfolio is written to."""


def check_target(
    target: Path, *, template: str | os.PathLike[str] | None = None
) -> None:
    """Refuse a file to which a portfolio cannot be written.

    Raises
    ------
    FormatError
        When the suffix is unknown, or a template is given for another format.
    """
    suffix = target.suffix.lower()
    file = Quoted(target.name)
    if suffix not in FORMATS:
        raise FormatError(
            Reason(
                "message.portfolio.cannot_save",
                file=file,
                allowed=Listed(FORMATS),
                hint=Nearest(target.suffix, FORMATS),
            )
        )
    if template is not None and suffix != ".pptx":
        raise FormatError(
            Reason("message.charts.template_of_slides_only", suffix=".pptx", file=file)
        )


def _told_apart(rows: Sequence[AccountRow]) -> Iterator[AccountRow]:
    """The rows, those of one name marked."""
    plain = [replace(row, has_namesake=False) for row in rows]
    number = Counter(row.name for row in plain)
    for row in plain:
        is_alone = number[row.name] == 1
        yield row if is_alone else replace(row, has_namesake=True)


def _hour_order(row: AccountRow) -> tuple[bool, float]:
    hour = row.hour
    if hour is None:
        return True, 0.0
    # False sorts before True: what has a value comes first.
    return hour.worth is None, -hour.weight
