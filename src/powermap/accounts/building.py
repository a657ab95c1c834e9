"""Plans, files and folders as a portfolio."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from powermap.accounts.account_job import Account, AccountJob, Results
from powermap.accounts.portfolio import Portfolio
from powermap.accounts.rows import AccountError, AccountRow, History
from powermap.accounts.running import run_in_order
from powermap.exchange.sources import Given, find_named_sources
from powermap.files.reading import to_path
from powermap.frozen import FrozenMapping
from powermap.judgment.judge import Judgment
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.playbook import Playbook, as_playbook
from powermap.model.record import parse_date
from powermap.model.subject import plan_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

__all__ = ["build_portfolio", "collect_rows", "portfolio"]

_Series = Mapping[str, "Sequence[tuple[date | str | None, float]]"]
_NO_HISTORY: _Series = FrozenMapping()
CHUNK = 4
"""Accounts that a process gets at once."""


def portfolio(
    plans: Account | Iterable[Account] | Mapping[str, Account],
    *,
    today: date | str | None = None,
    playbook: Playbook | None = None,
    history: _Series | None = None,
    pages: Given | None = None,
    lang: str = "en",
    executor: Executor | None = None,
    cache: str | os.PathLike[str] | None = None,
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
    cache : path, optional
        A folder that keeps the rows of files, so that those that did not change are
        not judged again; it may be deleted at any time.

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
    if cache is not None:
        job = job.with_cache(to_path(cache))
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
