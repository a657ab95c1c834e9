"""A command on many files: what each says, what could not be read, and the sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer

from powermap.accounts.cache import Cache
from powermap.accounts.running import run_in_order
from powermap.accounts.workers import Workers, run_alone
from powermap.cli.account import parse_day
from powermap.cli.many.delivery import Delivery
from powermap.cli.many.keys import KeyMaker, may_keep
from powermap.cli.many.progress import progress
from powermap.cli.many.targets import is_for_each, make_folders, targets_of
from powermap.cli.many.tasks import FileTask, Outcome, Source
from powermap.cli.takes_files import ManyFiles, has_name
from powermap.errors import FormatError
from powermap.exchange.sources import find_named_sources
from powermap.language import Reason

__all__ = ["run_many", "run_tasks"]

_CHUNK = 4
"""Files that a process gets at once: few, as Ctrl-C waits until they are done."""
_SUFFIXES = {
    "table": ".txt",
    "json": ".json",
    "csv": ".csv",
    "github": ".txt",
    "sarif": ".sarif",
}


def run_many(
    place: tuple[str, str],
    many: ManyFiles,
    files: Sequence[str],
    given: dict[str, Any],
    *,
    jobs: int,
    cache: Path | None,
) -> None:
    """Run a command on every file that is meant, and print what it says.

    Raises
    ------
    PowermapError
        When an option cannot be used, or no file is meant.
    """
    lang = given["lang"].value
    _refuse(files, given, many)
    out: Path | None = given.get("out")
    format = given["format"].value if "format" in given else "table"
    suffix = many.suffix or _SUFFIXES[format]
    for_each = is_for_each(out, must_be=bool(many.suffix))
    sources = _sources(files, out if for_each else None, suffix, out)
    if "out" in given:
        given["out"] = None
    # Whoever has many files has not looked into each of them.
    if given.get("isolate") is None:
        given["isolate"] = True
    task = FileTask(
        place, given, lang, writes=bool(many.suffix), shared_key=_shared_key(given)
    )
    if cache is not None and may_keep(given):
        Cache(cache).prepare()
        day = parse_day(given.get("today")).isoformat()
        keys = KeyMaker(place, given, day, _written_suffix(sources))
        task = replace(task, cache=Cache(cache), keys=keys)
    outcomes = run_tasks(task, sources, jobs=jobs, is_shown=for_each)
    delivery = Delivery(format, lang, out, many.total, is_for_each=for_each)
    code = delivery.deliver(outcomes)
    if code:
        raise typer.Exit(code)


def _refuse(files: Sequence[str], given: Mapping[str, Any], many: ManyFiles) -> None:
    """Refuse what makes sense for one file only."""
    if len(files) > 1 and "-" in files:
        raise FormatError(Reason("message.batch.standard_input"))
    for name in many.one_only:
        if given.get(name):
            option = f"--{name.replace('_', '-')}"
            raise FormatError(Reason("message.batch.one_only", option=option))


def _sources(
    files: Sequence[str], folder: Path | None, suffix: str, out: Path | None
) -> list[Source]:
    # What an earlier run wrote among the accounts is no account.
    without = [] if out is None or has_name(out) else [out]
    found = find_named_sources(files, without=without)
    if folder is None:
        return [Source(name, path) for name, path in found.items()]
    targets = targets_of(found, folder, suffix)
    make_folders(targets)
    return [Source(name, *pair) for name, pair in targets.items()]


def _written_suffix(sources: Sequence[Source]) -> str:
    for source in sources:
        if source.target is not None:
            return source.target.suffix.lower()
    return ""


def _shared_key(given: Mapping[str, Any]) -> str:
    """One random key for all files, by which a person has one pseudonym in them."""
    from powermap.redaction.key import random_key

    return random_key() if given.get("redact") is not None else ""


def run_tasks(
    task: FileTask, sources: Sequence[Source], *, jobs: int, is_shown: bool
) -> Iterator[Outcome]:
    """What becomes of each file, in their order."""
    with progress(len(sources), task.lang, is_shown=is_shown) as advance:
        for outcome in _run(task, sources, jobs):
            advance()
            yield outcome


def _run(task: FileTask, sources: Sequence[Source], jobs: int) -> Iterator[Outcome]:
    if jobs == 1 or len(sources) == 1:
        yield from run_in_order(sources, task)
        return

    def rescue(source: Source) -> Outcome:
        # A process ended, over one of its files; alone each shows whether it was that.
        try:
            return run_alone(task, source)
        except BrokenExecutor:
            fault = Reason("message.batch.ended").say(task.lang)
            return Outcome(source, fault=fault)

    with _workers(jobs) as workers:
        ahead = 2 * workers.number
        yield from run_in_order(
            sources, task, workers, chunk=_CHUNK, ahead=ahead, rescue=rescue
        )


@contextmanager
def _workers(jobs: int) -> Iterator[Workers]:
    workers = Workers(jobs)
    try:
        yield workers
    finally:
        # Also after Ctrl-C: files that are being written are finished, no others begun.
        workers.shutdown(cancel_futures=True)
