"""A function of one account, called for each of many."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from powermap.accounts.plans_of_file import plans_of_file
from powermap.accounts.running import CHUNK, run_in_order
from powermap.errors import ModelError, PowermapError
from powermap.exchange.glossary import Glossary, glossary_of
from powermap.exchange.kept_readers import close_readers
from powermap.exchange.options import Limits, ReadOptions, as_limits
from powermap.exchange.sources import find_named_sources
from powermap.judgment.judge import Judgment
from powermap.language import Quoted, Reason
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.subject import plan_of

if TYPE_CHECKING:
    from powermap.errors import Note
    from powermap.language.results import Row
    from powermap.model.playbook import Playbook

__all__ = ["BatchResult", "batch"]

R = TypeVar("R")
Subject = AccountPlan | BuyingCenter | Judgment
Source = str | os.PathLike[str] | Subject | tuple[str, Any]
"""A file, folder or pattern, an account, or a name with an account."""
_AHEAD = 32
"""Chunks under way at once."""


@dataclass(frozen=True, slots=True, repr=False)
class BatchResult(Generic[R]):
    """What became of one account.

    Parameters
    ----------
    source : str
        By what the account is known: its path within the folder that was asked for, its
        name in a mapping, or what it is called.
    value : object
        What the job says; None where it failed.
    error : PowermapError or None
        Why it failed.
    notes : tuple of Note
        What was assumed, converted, skipped or left out in reading its file.
    """

    source: str
    value: R | None = None
    error: PowermapError | None = None
    notes: tuple[Note, ...] = ()

    def row(self) -> Row:
        """Which account, and why it failed."""
        because = None if self.error is None else self.error.say()
        return {"source": self.source, "because": because}

    def get(self) -> R:
        """The value.

        Raises
        ------
        PowermapError
            When the account failed.
        """
        if self.error is not None:
            raise self.error
        return self.value  # type: ignore[return-value]

    def __repr__(self) -> str:
        state = "failed" if self.error is not None else type(self.value).__name__
        return f"<BatchResult {self.source}: {state}>"


def batch(
    sources: Source | Iterable[Source] | Mapping[str, Any],
    job: Callable[[AccountPlan], R],
    *,
    executor: Executor | None = None,
    isolate: bool | Limits = True,
    playbook: Playbook | None = None,
    chunk: int = CHUNK,
) -> Iterator[BatchResult[R]]:
    """Call a function with the plan of each account, here or on an executor.

    Nothing of one account stops the others: what cannot be read, and every error of the
    job, is a result with an error. Memory stays the same for any number of accounts.

    Parameters
    ----------
    sources : path, AccountPlan, BuyingCenter, Judgment, or many of them
        Files, folders and patterns as ``"accounts/*.yaml"``; a mapping by name; pairs
        of name and account, such as `from_frame` with `by` gives. An export of several
        deals is several accounts.
    job : callable
        Takes a plan. For processes it must pickle, as a function of a module does, and
        `functools.partial` of one.
    executor : concurrent.futures.Executor, optional
        Processes, threads, or that of Dask, as ``Client.get_executor()``. Without one
        the accounts are done in this process, one after another.
    isolate : bool or Limits, default True
        Whether files are read in processes of their own, which are kept for the next
        file; with limits of your own.
    playbook : Playbook, optional
        Whose words files may use.
    chunk : int
        Accounts that go to a worker at once.

    Yields
    ------
    BatchResult
        In the order of the sources, as soon as it is known.

    Raises
    ------
    PowermapError
        When a folder holds no file that powermap reads, or a source is no account.

    Examples
    --------
    >>> import powermap as pm
    >>> accounts = {"n.yaml": pm.northwind_plan(), "people": pm.northwind()}
    >>> for result in pm.batch(accounts, pm.check):
    ...     print(result.source, len(result.get()))
    n.yaml 19
    people 20
    """
    if chunk < 1:
        raise ModelError(Reason("message.batch.chunk", value=Quoted(chunk)))
    options = ReadOptions(isolate=bool(isolate), limits=as_limits(isolate))
    task = PlanTask(job, options, glossary_of(playbook))
    return _results(_named(sources), task, executor, chunk)


def _results(
    accounts: Iterable[tuple[str, Any]],
    task: PlanTask[R],
    executor: Executor | None,
    chunk: int,
) -> Iterator[BatchResult[R]]:
    try:
        for results in run_in_order(
            accounts, task, executor, chunk=chunk, ahead=_AHEAD
        ):
            yield from results
    finally:
        close_readers()


@dataclass(frozen=True, slots=True)
class PlanTask(Generic[R]):
    """What is done with one account, in this process or in another."""

    job: Callable[[AccountPlan], R]
    options: ReadOptions
    glossary: Glossary

    def __call__(self, account: tuple[str, Any]) -> tuple[BatchResult[R], ...]:
        """What became of it; of an export of several deals, what of each."""
        name, source = account
        try:
            plans = list(self._plans(name, source))
        except PowermapError as error:
            return (BatchResult(name, error=error),)
        except Exception as error:  # noqa: BLE001 - told with the account that caused it
            return (BatchResult(name, error=_failure(error)),)
        return tuple(self._result(*each) for each in plans)

    def _result(
        self, name: str, plan: AccountPlan, notes: tuple[Note, ...]
    ) -> BatchResult[R]:
        try:
            return BatchResult(name, self.job(plan), notes=notes)
        except PowermapError as error:
            return BatchResult(name, error=error, notes=notes)
        except Exception as error:  # noqa: BLE001 - told with the account that caused it
            return BatchResult(name, error=_failure(error), notes=notes)

    def _plans(
        self, name: str, source: Any
    ) -> Iterable[tuple[str, AccountPlan, tuple[Note, ...]]]:
        if isinstance(source, PowermapError):
            raise source
        if isinstance(source, str | os.PathLike):
            return plans_of_file(name, Path(source), self.options, self.glossary)
        return [(name, plan_of(source), ())]


def _failure(error: Exception) -> PowermapError:
    """An error of the job itself, which may not pickle, as one of ours that does."""
    kind = type(error).__name__
    failure = ModelError(Reason("message.batch.job", type=kind, text=str(error)))
    failure.add_note("".join(traceback.format_exception(error)))
    return failure


def _named(
    sources: Source | Iterable[Source] | Mapping[str, Any],
) -> Iterator[tuple[str, Any]]:
    """Each account by the name by which it is known, one after another."""
    if isinstance(sources, Mapping):
        yield from sources.items()
        return
    if isinstance(sources, str | os.PathLike | Subject):
        sources = [sources]
    for source in sources:
        if isinstance(source, tuple):
            yield str(source[0]), source[1]
        elif isinstance(source, str | os.PathLike):
            yield from find_named_sources(source).items()
        else:
            yield plan_of(source).account, source
