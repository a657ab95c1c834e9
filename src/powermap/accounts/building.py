"""Plans, files and folders as a portfolio."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from powermap.accounts.faults import fault_of
from powermap.accounts.portfolio import Portfolio
from powermap.accounts.rows import AccountError, AccountRow, History, account_row
from powermap.accounts.running import run_in_order
from powermap.errors import Note, PowermapError, PowermapWarning
from powermap.exchange.deal_plans import understand_deals
from powermap.exchange.glossary import glossary_of
from powermap.exchange.kept_readers import reusing_readers
from powermap.exchange.options import ReadOptions
from powermap.exchange.reading import understand
from powermap.exchange.sources import Given, find_named_sources
from powermap.files.reading import to_path
from powermap.frozen import FrozenMapping
from powermap.judgment.judge import Judgment, judge
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.playbook import Playbook, as_playbook
from powermap.model.record import parse_date
from powermap.model.subject import plan_of, plan_of_people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

__all__ = ["Account", "AccountJob", "build_portfolio", "collect_rows", "portfolio"]

Account = str | os.PathLike[str] | BuyingCenter | AccountPlan | Judgment
"""One account, or a folder or pattern of them."""
_Series = Mapping[str, "Sequence[tuple[date | str | None, float]]"]
_NO_HISTORY: _Series = FrozenMapping()
_USUAL = ReadOptions()
CHUNK = 4
"""Accounts that a process gets at once."""
Results = tuple[AccountRow | AccountError, ...]
"""What became of one file: a row for each of its deals."""


def portfolio(
    plans: Account | Iterable[Account] | Mapping[str, Account],
    *,
    today: date | str | None = None,
    playbook: Playbook | None = None,
    history: _Series | None = None,
    pages: Given | None = None,
    lang: str = "en",
    executor: Executor | None = None,
) -> Portfolio:
    """Many accounts side by side: a row for each, and what they have in common.

    Parameters
    ----------
    plans : path, AccountPlan, BuyingCenter, Judgment, or many of them
        Files, folders and patterns as ``"accounts/*.yaml"`` are read; a mapping says by
        which names the accounts are known. What cannot be read is told as an error of
        the portfolio, and does not stop the others.
    today : date or ISO str, optional
        Day for what is overdue, stale or in the future, and for the days since the last
        evidence; the day of each plan when not given.
    playbook : Playbook, optional
        A company's own words, tables and rules, the same for all accounts.
    history : mapping of str to sequence of (date, float), optional
        Support of an account over time, by the name by which it is known, for the
        sparklines.
    pages : path, optional
        A folder for a report of each account as a page, to which the rows lead.
    lang : {"en", "zh"}
        Language of these reports.
    executor : concurrent.futures.Executor, optional
        What reads and judges the accounts: a pool of processes, or that of Dask, Ray
        or joblib. One after another in this process when not given.

    Returns
    -------
    Portfolio
        With ``save`` for a page, slides, a workbook or JSON.

    Raises
    ------
    FormatError
        When a folder holds no file that powermap reads, or a pattern matches none.
    ModelError
        When `today` is not a date, or the same account is given twice.

    Examples
    --------
    >>> import powermap as pm
    >>> accounts = pm.portfolio([pm.northwind_plan(), pm.northwind()], today="2026-11-20")
    >>> accounts
    <Portfolio of 2 accounts, today 2026-11-20>
    >>> [row.deciders_covered for row in accounts]
    [4, 4]
    """
    job = AccountJob(
        today=parse_date(today),
        playbook=as_playbook(playbook),
        pages=None if pages is None else to_path(pages),
        lang=lang,
    )
    return build_portfolio(dict(_accounts(plans)), job, history or {}, executor)


def build_portfolio(
    accounts: Mapping[str, Account],
    job: AccountJob,
    history: _Series = _NO_HISTORY,
    executor: Executor | None = None,
) -> Portfolio:
    """The portfolio of accounts by name, computed here or by an executor."""
    made = run_in_order(accounts.items(), job, executor, chunk=CHUNK)
    return collect_rows(made, job, history)


def collect_rows(
    made: Iterable[Results], job: AccountJob, history: _Series = _NO_HISTORY
) -> Portfolio:
    """What became of each account as a portfolio, wherever it was computed."""
    rows: list[AccountRow] = []
    errors: list[AccountError] = []
    for results in made:
        for each in results:
            if isinstance(each, AccountRow):
                rows.append(each)
            else:
                errors.append(each)
    return Portfolio(
        tuple(_with_history(rows, history)),
        tuple(errors),
        today=job.today,
        playbook=job.playbook,
    )


@dataclass(frozen=True, slots=True)
class AccountJob:
    """What is done with each account, in this process or in another.

    Parameters
    ----------
    today : date or None
        The day.
    playbook : Playbook
        The company's tables.
    pages : Path or None
        Where the accounts' own pages are written.
    lang : str
        Language of these pages.
    options : ReadOptions
        How files are read.
    prepare : callable, optional
        What becomes of a plan before it is judged, as redaction.
    """

    today: date | None
    playbook: Playbook
    pages: Path | None = None
    lang: str = "en"
    options: ReadOptions = _USUAL
    prepare: Callable[[AccountPlan], AccountPlan] | None = None

    def __call__(self, named: tuple[str, Account]) -> Results:
        """The row of one account, or why there is none; of an export one per deal."""
        name, account = named
        try:
            judged = list(self._judge(name, account))
        except PowermapError as error:
            return (AccountError(name, fault_of(error, account)),)
        return tuple(self._row(*each) for each in judged)

    def _row(
        self, name: str, judgment: Judgment, notes: tuple[Note, ...]
    ) -> AccountRow | AccountError:
        try:
            row = account_row(name, judgment, notes=notes)
            if self.pages is None:
                return row
            return replace(row, page=str(self._write_page(name, judgment)))
        except PowermapError as error:
            return AccountError(name, fault_of(error))

    def _judge(
        self, name: str, account: Account
    ) -> Iterator[tuple[str, Judgment, tuple[Note, ...]]]:
        if isinstance(account, str | os.PathLike):
            yield from self._judge_file(name, to_path(account))
        elif isinstance(account, Judgment):
            yield name, account, ()
        else:
            judged = judge(account, playbook=self.playbook, today=self.today)
            yield name, judged, ()

    def _judge_file(
        self, name: str, path: Path
    ) -> Iterator[tuple[str, Judgment, tuple[Note, ...]]]:
        glossary = glossary_of(self.playbook)
        with reusing_readers():
            if self.options.deal is not None:
                understood = {"": understand(path, self.options, glossary)}
            else:
                understood = understand_deals(path, self.options, glossary)
        for deal, understanding in understood.items():
            plan = understanding.checked_plan()
            # An export of several deals is several accounts.
            own = name if len(understood) == 1 else f"{name} · {deal}"
            yield own, self._judge_plan(plan), tuple(understanding.notes)

    def _judge_plan(self, plan: AccountPlan) -> Judgment:
        only_people = plan == plan_of_people(plan.center)
        if self.prepare is not None:
            plan = self.prepare(plan)
        # A file of people only has no answers and actions, and must not be blamed for
        # them.
        subject = plan.center if only_people else plan
        return judge(subject, playbook=self.playbook, today=self.today)

    def _write_page(self, name: str, judgment: Judgment) -> Path:
        from powermap.reporting import report

        target = self._page_path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        with warnings.catch_warnings():
            # Fonts that are missing would be told for every page.
            warnings.simplefilter("ignore", PowermapWarning)
            return report(judgment, lang=self.lang).save(target)

    def _page_path(self, name: str) -> Path:
        """The page of an account: its name with .html, within the folder."""
        parts = [part for part in Path(name).parts if part not in ("..", "/", "\\")]
        parts = [part.replace(":", "") for part in parts]
        return Path(self.pages or ".", *parts[:-1], f"{parts[-1]}.html")


def _accounts(
    plans: Account | Iterable[Account] | Mapping[str, Account],
) -> Iterator[tuple[str, Account]]:
    """Each account by the name by which it is known."""
    if isinstance(plans, Mapping):
        for name, account in plans.items():
            if not isinstance(account, str | os.PathLike):
                _name_of(account)
            yield name, account
        return
    is_one = isinstance(
        plans, str | os.PathLike | BuyingCenter | AccountPlan | Judgment
    )
    many: Any = plans
    if is_one or not isinstance(plans, Iterable):
        many = [plans]
    names: set[str] = set()
    paths: list[Given] = []
    subjects: list[BuyingCenter | AccountPlan | Judgment] = []
    for each in many:
        if isinstance(each, str | os.PathLike):
            paths.append(each)
        else:
            subjects.append(each)
    if paths:
        for name, path in find_named_sources(paths).items():
            names.add(name)
            yield name, path
    for subject in subjects:
        name = _free_name(_name_of(subject), names)
        names.add(name)
        yield name, subject


def _name_of(subject: BuyingCenter | AccountPlan | Judgment) -> str:
    """The account; whatever is no account is a mistake of the caller and refused."""
    return plan_of(subject).account


def _free_name(name: str, taken: set[str]) -> str:
    free = name
    number = 1
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _with_history(rows: Iterable[AccountRow], history: _Series) -> Iterator[AccountRow]:
    for row in rows:
        series = history.get(row.source)
        if series is None:
            yield row
        else:
            yield replace(row, history=_as_history(series))


def _as_history(series: Sequence[tuple[date | str | None, float]]) -> History:
    points = []
    for day, support in series:
        points.append((parse_date(day), float(support)))
    return tuple(points)
