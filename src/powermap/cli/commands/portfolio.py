"""``powermap portfolio``: many accounts side by side."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from powermap.cli.account import PLAYBOOK_NAME, load_playbook, parse_day
from powermap.cli.options import (
    Deck,
    Hide,
    Keep,
    Key,
    Lang,
    Language,
    Level,
    PlaybookFile,
    TextsOption,
    Today,
)
from powermap.cli.reader import print_note, print_written, quote_argument
from powermap.cli.reading_options import reads_file
from powermap.cli.redaction import RedactionOptions
from powermap.errors import FormatError, PowermapError
from powermap.exchange.options import ReadOptions
from powermap.files.failures import system_reason
from powermap.files.presence import is_file, is_folder
from powermap.language import Listed, Quoted, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from powermap.accounts import Portfolio
    from powermap.accounts.account_job import AccountJob, Results
    from powermap.model import AccountPlan
    from powermap.model.playbook import Playbook


@reads_file
def portfolio(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES...",
            help="Account plans: files, folders, or patterns such as 'accounts/*.yaml'.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "-o", "--out", help="File to write; ends in .html, .pptx, .xlsx or .json."
        ),
    ],
    *,
    pages: Annotated[
        Path | None,
        typer.Option(help="Folder for a report of each account, to which rows lead."),
    ] = None,
    history: Annotated[
        bool,
        typer.Option(
            "--history",
            help="Draw how support went, by the commits that git knows of each file.",
        ),
    ] = False,
    template: Deck = None,
    today: Today = None,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    reading: ReadOptions,
    jobs: Annotated[
        int,
        typer.Option(help="Number of processes; 0 for one per processor.", min=0),
    ] = 1,
    cache: Annotated[
        Path | None,
        typer.Option(
            help="A folder that keeps results, so that files that did not change are "
            "not judged again; you may delete it at any time. Default: none; with "
            "--redact nothing is kept.",
        ),
    ] = None,
    redact: Level = None,
    key: Key = None,
    keep: Keep = None,
    texts: TextsOption = None,
    hide: Hide = None,
) -> None:
    """Write many accounts side by side: where each stands, and where to go next.

    Exits with code 2 if a file could not be read; the others are written anyway.
    """
    from powermap.accounts.account_job import AccountJob
    from powermap.accounts.building import collect_rows
    from powermap.accounts.portfolio import check_target
    from powermap.exchange.sources import find_named_sources

    check_target(out, template=template)
    redaction = RedactionOptions(redact, key, hide or (), lang.value, keep or (), texts)
    # What an earlier run wrote among the accounts is no account.
    written = [out] if pages is None else [out, pages]
    sources = find_named_sources(files, without=written)
    tables = _playbook_for(files, sources, playbook, lang.value)

    job = AccountJob(
        today=parse_day(today),
        playbook=tables,
        pages=pages,
        lang=lang.value,
        options=reading,
        prepare=_Redacted(redaction, tables) if redaction.audience else None,
    )
    # What redaction asks to be read stands on the screen of this process only, and what
    # an earlier version said of people was not redacted.
    if redaction.audience is not None:
        jobs = 1
        history = False
    if cache is not None:
        job = job.with_cache(cache)
    if pages is not None:
        _make_folder(pages)
    series = _histories(sources, tables, lang.value) if history else {}
    made = collect_rows(_run(job, sources, jobs), job, series)
    _print_notes(made, sources, lang.value)
    if not len(made):
        _print_errors(made, lang.value)
        raise typer.Exit(2)
    print_written(made.save(out, lang=lang.value, template=template), lang.value)
    if pages is not None and len(made):
        written_pages = Reason(
            "message.portfolio.wrote_pages", count=len(made), folder=str(pages)
        )
        typer.echo(written_pages.say(lang.value))
    if made.errors:
        _print_errors(made, lang.value)
        raise typer.Exit(2)


def _make_folder(pages: Path) -> None:
    try:
        pages.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = system_reason(error)
        raise FormatError(
            Reason("message.portfolio.no_pages", folder=str(pages), reason=reason)
        ) from error


def _histories(
    sources: Mapping[str, Path], playbook: Playbook, lang: str
) -> dict[str, Sequence[tuple[date, float]]]:
    """Support over time by account, where git has versions of its file."""
    from powermap.versions.history import history as history_of

    series: dict[str, Sequence[tuple[date, float]]] = {}
    for name, path in sources.items():
        try:
            series[name] = history_of(path, playbook=playbook).support
        except PowermapError:
            # Whether the file itself can be read is told with its row.
            continue
    missing = len(sources) - len(series)
    if missing:
        print_note(Reason("message.portfolio.no_history", count=missing), lang)
    return series


def _run(job: AccountJob, sources: Mapping[str, Path], jobs: int) -> Iterator[Results]:
    """What becomes of each file, with a bar where somebody watches."""
    from powermap.cli.many.progress import progress

    named = list(sources.items())
    with progress(len(named), job.lang, is_shown=True) as advance:
        for results in _results(job, named, jobs):
            advance()
            yield results


def _results(
    job: AccountJob, named: Sequence[tuple[str, Path]], jobs: int
) -> Iterator[Results]:
    from powermap.accounts.building import CHUNK
    from powermap.accounts.running import run_in_order

    if jobs == 1 or len(named) == 1:
        yield from run_in_order(named, job)
        return
    from powermap.accounts.workers import Workers

    workers = Workers(jobs)
    ahead = 2 * workers.number
    rescue = _Rescue(job)
    try:
        yield from run_in_order(
            named, job, workers, chunk=CHUNK, ahead=ahead, rescue=rescue
        )
    finally:
        # Also after Ctrl-C: pages that are being written are finished, no others begun.
        workers.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Rescue:
    """Answers for a file whose process ended: alone it shows whether it was that."""

    job: AccountJob

    def __call__(self, named: tuple[str, Path]) -> Results:
        from powermap.accounts import AccountError
        from powermap.accounts.workers import run_alone

        try:
            return run_alone(self.job, named)
        except BrokenExecutor:
            return (AccountError(named[0], Reason("message.batch.ended")),)


@dataclass(frozen=True, slots=True)
class _Redacted:
    """Makes of a plan what its audience may see; a value, so that processes take it."""

    redaction: RedactionOptions
    playbook: Playbook

    def __call__(self, plan: AccountPlan) -> AccountPlan:
        return self.redaction.apply(plan, playbook=self.playbook)


def _playbook_for(
    files: Sequence[str],
    sources: Mapping[str, Path],
    asked: Path | None,
    lang: str,
) -> Playbook:
    """The playbook that was asked for, else the only one beside the accounts."""
    if asked is not None:
        return load_playbook(asked, beside="-", lang=lang)
    folders = {path.parent for path in sources.values()}
    folders |= {Path(file) for file in files if is_folder(Path(file))}
    found = sorted(folder for folder in folders if is_file(folder / PLAYBOOK_NAME))
    if len(found) > 1:
        named = Listed([Quoted(str(folder)) for folder in found], most=5)
        raise FormatError(Reason("message.portfolio.several_playbooks", folders=named))
    beside = str(found[0] / "any") if found else "-"
    return load_playbook(None, beside=beside, lang=lang)


def _print_notes(made: Portfolio, sources: Mapping[str, Path], lang: str) -> None:
    """How many notes there are on reading; the page has all of them."""
    count = sum(len(row.notes) for row in made)
    if count:
        first = next(row.source for row in made if row.notes)
        file = quote_argument(str(sources[first]))
        print_note(Reason("message.portfolio.notes", count=count, file=file), lang)


def _print_errors(made: Portfolio, lang: str) -> None:
    failed = Reason("message.portfolio.failed", count=len(made.errors))
    typer.echo(failed.say(lang), err=True)
    for error in made.errors:
        line = Reason(
            "message.portfolio.failed_one", source=error.source, reason=error.reason
        )
        typer.echo(f"  {line.say(lang)}", err=True)
