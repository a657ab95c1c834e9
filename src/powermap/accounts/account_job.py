"""What becomes of one account of a portfolio: its row, and a page of its own."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from powermap.accounts.judged_row import account_row
from powermap.accounts.plans_of_file import plans_of_file
from powermap.accounts.row_cache import RowCache
from powermap.accounts.rows import AccountError, AccountRow
from powermap.errors import Note, PowermapError, PowermapWarning
from powermap.exchange.glossary import glossary_of
from powermap.exchange.options import ReadOptions
from powermap.files.reading import to_path
from powermap.judgment.judge import Judgment, judge
from powermap.language.faults import fault_of
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.playbook import Playbook
from powermap.model.subject import plan_of_people

__all__ = ["Account", "AccountJob", "Results"]

Account = str | os.PathLike[str] | BuyingCenter | AccountPlan | Judgment
"""One account, or a folder or pattern of them."""
_USUAL = ReadOptions()
Results = tuple[AccountRow | AccountError, ...]
"""What became of one file: a row for each of its deals."""


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
    cache : RowCache, optional
        What is known of files that did not change.
    """

    today: date | None
    playbook: Playbook
    pages: Path | None = None
    lang: str = "en"
    options: ReadOptions = _USUAL
    prepare: Callable[[AccountPlan], AccountPlan] | None = None
    cache: RowCache | None = None

    def with_cache(self, folder: Path) -> AccountJob:
        """The same with results of unchanged files kept in a folder.

        Raises
        ------
        FormatError
            When the folder cannot be made.
        """
        # A random key gives other pseudonyms in each run; and what a rule of the
        # company's own does is known to nobody.
        rules = [kind.rule for kind in self.playbook.finding_kinds.values()]
        if self.prepare is not None or any(rules):
            return self
        about = (self.today, self.lang, self.pages, self.options)
        return replace(self, cache=RowCache.open(folder, about, self.playbook))

    def __call__(self, named: tuple[str, Account]) -> Results:
        """The row of one account, or why there is none; of an export one per deal."""
        name, account = named
        if self.cache is None or not isinstance(account, str | os.PathLike):
            return self._results(name, account)
        key = self.cache.key_of(name, to_path(account))
        rows = self.cache.find(key)
        if rows is not None:
            return rows
        results = self._results(name, account)
        self.cache.keep(key, results)
        return results

    def _results(self, name: str, account: Account) -> Results:
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
            glossary = glossary_of(self.playbook)
            path = to_path(account)
            for own, plan, notes in plans_of_file(name, path, self.options, glossary):
                yield own, self._judge_plan(plan), notes
        elif isinstance(account, Judgment):
            yield name, account, ()
        else:
            judged = judge(account, playbook=self.playbook, today=self.today)
            yield name, judged, ()

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
        parts = [part for part in Path(name).parts if part not in ("/", "\\")]
        # No name leads out of the folder, or to the page of another account.
        parts = [part.replace("..", "_").replace(":", "") for part in parts]
        return Path(self.pages or ".", *parts[:-1], f"{parts[-1]}.html")
