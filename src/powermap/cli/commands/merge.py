"""``powermap merge`` and ``powermap merge-driver``: two authors, one plan."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from powermap.cli.account import load_playbook, parse_day, read_plan_file
from powermap.cli.options import Lang, Language, PlaybookFile, ReportFormat, Today
from powermap.cli.printing import dump_json, format_table
from powermap.cli.reader import print_note, print_written
from powermap.errors import FormatError
from powermap.exchange.options import ReadOptions
from powermap.language import Reason
from powermap.language.messages import say_message
from powermap.language.results import ResultList, title_of_column

if TYPE_CHECKING:
    from powermap.accounts.deals import AccountDeals
    from powermap.exchange.documents.conflict_marks import Side
    from powermap.language import Language as Speaker
    from powermap.merging import Merged
    from powermap.model import AccountPlan

ReportFormatOption = Annotated[
    ReportFormat, typer.Option("--format", help="Output format.")
]
_VERSIONS = 3
"""The common version, ours and theirs."""
app = typer.Typer(
    name="merge-driver",
    help="Merge and show plans in git.",
    no_args_is_help=True,
    add_completion=False,
)


class TakenSide(StrEnum):
    """The side of conflicts that nobody decided."""

    ours = "ours"
    theirs = "theirs"


def merge(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="BASE OURS THEIRS",
            help="The version that both come from, and the two that were made of it. "
            "With --continue: the one file to decide.",
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="The file to write: .yaml, .json, .xlsx …"),
    ] = None,
    go_on: Annotated[
        bool,
        typer.Option(
            "--continue", help="Write a file again in which conflicts were decided."
        ),
    ] = False,
    take: Annotated[
        TakenSide | None,
        typer.Option(help="With --continue: the side of what nobody decided."),
    ] = None,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
) -> None:
    """Merge two versions of a plan by person and field, and mark what is to be decided.

    Exits with code 1 if there are conflicts. They stand in the file where the value
    would be: write ours or theirs after "conflict", or the value in place of the block.
    """
    _check_call(files, out, take, go_on=go_on)
    if go_on:
        _continue(files[0], take, lang.value, playbook)
        return
    from powermap.merging import merge as merge_plans

    tables = load_playbook(playbook, beside=files[1], lang=lang.value)
    called = Path(out or files[1]).stem
    plans = []
    for each in files:
        plan = read_plan_file(each, tables, ReadOptions(), lang.value)
        plans.append(_without_file_name(plan, Path(each).stem, called))
    merged = merge_plans(plans[0], plans[1], plans[2])
    if out is not None:
        base, ours, theirs = (Path(each) for each in files)
        written = merged.save(out, comments_of=(ours, theirs, base), playbook=tables)
        print_written(written, lang.value, err=True)
    _print_merged(merged, tables.language(lang.value))
    if merged.conflicts:
        raise typer.Exit(1)


def _without_file_name(plan: AccountPlan, stem: str, called: str) -> AccountPlan:
    """A plan that has no name of its own, called like the file of all versions.

    It is called like its file, which is another for each version.
    """
    changes: dict[str, Any] = {}
    if plan.center.name == stem:
        changes["center"] = plan.center.revised(name=called)
    if plan.account == stem:
        changes["account"] = called
    return plan.revised(**changes) if changes else plan


def _check_call(
    files: list[str], out: Path | None, take: TakenSide | None, *, go_on: bool
) -> None:
    """Refuse options and numbers of files that do not belong together."""
    expected = 1 if go_on else _VERSIONS
    if len(files) != expected:
        key = "one_file" if go_on else "three_files"
        raise FormatError(Reason(f"message.merging.{key}", count=len(files)))
    if take is not None and not go_on:
        raise FormatError(Reason("message.merging.take_without_continue"))
    if out is not None and go_on:
        raise FormatError(Reason("message.merging.out_with_continue"))


def _continue(
    file: str, take: TakenSide | None, lang: str, playbook: Path | None
) -> None:
    from powermap.exchange.glossary import glossary_of
    from powermap.merging.files import continue_merge

    tables = load_playbook(playbook, beside=file, lang=lang)
    side: Side | None = None
    if take is not None:
        side = "ours" if take is TakenSide.ours else "theirs"
    path, _ = continue_merge(file, take_side=side, glossary=glossary_of(tables))
    print_written(path, lang)


def _print_merged(merged: Merged, language: Speaker, *, err: bool = False) -> None:
    for note in merged.notes:
        print_note(note, language.code)
    count = len(merged.conflicts)
    summary = Reason("message.merging.summary", count=count)
    typer.echo(say_message(summary, language.code), err=err)
    if count:
        rows = [(language.text(each.because),) for each in merged.conflicts]
        header = language.text(Reason("message.merging.conflicts"))
        typer.echo(format_table([header], rows, widths=[None]), err=err)


def combine(
    files: Annotated[
        list[str],
        typer.Argument(help="The plans of one account; each is a source of claims."),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", help="Also write the account as one plan: .yaml, .xlsx …"
        ),
    ] = None,
    today: Today = None,
    format: ReportFormatOption = ReportFormat.table,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
) -> None:
    """Print how you stand at one account over all its deals, and combine their plans.

    In the combined plan everybody stands once. Where the plans differ about a person,
    each one's value becomes a claim, and the latest claim holds.
    """
    from powermap.accounts.deals import compare_deals
    from powermap.exchange import write

    tables = load_playbook(playbook, beside=files[0], lang=lang.value)
    plans = [read_plan_file(each, tables, ReadOptions(), lang.value) for each in files]
    day = parse_day(today)
    deals = compare_deals(plans, today=day, playbook=tables)
    for note in deals.combined.notes:
        print_note(note, lang.value)
    _print_deals(deals, format, tables.language(lang.value), day)
    if out is not None:
        written = write(deals.combined.plan, out, playbook=tables)
        # To standard error, as standard output may be JSON for a program.
        print_written(written, lang.value, err=True)


_OF_DEAL = ("deal", "deal_value", "stage", "close_on", "deciders_with_us", "serious")
"""Columns of the printed table of deals; JSON has all."""


def _print_deals(
    deals: AccountDeals, format: ReportFormat, language: Speaker, day: date
) -> None:
    if format is ReportFormat.json:
        parts = {
            "account": deals.combined.plan.account,
            "value": deals.value,
            "deals": ResultList(deals.deals).records(language),
            "people": deals.records(language),
            "findings": deals.findings.records(language),
            "day": day.isoformat(),
        }
        typer.echo(dump_json(parts))
        return
    typer.echo(language.text(deals.because))
    rows = []
    for row in ResultList(deals.deals).rows(language):
        known = {**row, "deal": row["source"]}
        rows.append({key: known[key] for key in _OF_DEAL})
    for table in (rows, deals.rows(language), deals.findings.rows(language)):
        if not table:
            continue
        headers = [title_of_column(key, language) for key in table[0]]
        cells = [list(row.values()) for row in table]
        typer.echo("")
        typer.echo(format_table(headers, cells, widths=[None] * len(headers)))
    typer.echo("")
    typer.echo(language.say("finding.day", day=day))


@app.command()
def install(
    patterns: Annotated[
        list[str] | None,
        typer.Argument(help="Which files are plans. Default: *.yaml and *.yml."),
    ] = None,
    *,
    lang: Language = Lang.en,
) -> None:
    """Let git merge plans by person and field, and show their changes in words.

    Writes .gitattributes, which belongs in the repository, and two settings of this
    clone, so everybody runs it once.
    """
    from powermap.merging.drivers import PATTERNS, install_drivers

    chosen = tuple(patterns) if patterns else PATTERNS
    print_written(install_drivers(Path.cwd(), _program(), chosen), lang.value)


def _program() -> str:
    """How this program is called by others."""
    # Where the command is not on the path, git would not find it either.
    if shutil.which("powermap"):
        return "powermap"
    return f"{shlex.quote(sys.executable)} -m powermap"


@app.command()
def run(
    base: Annotated[Path, typer.Argument(help="The common version, %O.")],
    ours: Annotated[Path, typer.Argument(help="Our version, %A; the result too.")],
    theirs: Annotated[Path, typer.Argument(help="Their version, %B.")],
    name: Annotated[str, typer.Argument(help="The file in the repository, %P.")],
    *,
    lang: Language = Lang.en,
) -> None:
    """Merge one file for git, which calls this by itself.

    Exits with code 1 if there are conflicts.
    """
    from powermap.merging.drivers import merge_files

    tables = load_playbook(None, beside=name, lang=lang.value)
    driven = merge_files(base, ours, theirs, name, tables)
    if driven.merged is not None:
        merged = driven.merged
        if merged.conflicts:
            # Git prints what follows above its own list of conflicts.
            typer.echo(name, err=True)
            _print_merged(merged, tables.language(lang.value), err=True)
    if not driven.clean:
        raise typer.Exit(1)


@app.command()
def text(
    file: Annotated[str, typer.Argument(help="A plan in any format.")],
    *,
    lang: Language = Lang.en,
) -> None:
    """Print a plan in words, one fact in a line, for `git diff` and `git log -p`."""
    from powermap.errors import PowermapError
    from powermap.merging.drivers import lines_of_plan, read_for_git

    tables = load_playbook(None, beside=os.devnull, lang=lang.value)

    def read(path: str) -> AccountPlan:
        return read_plan_file(path, tables, ReadOptions(), lang.value)

    try:
        plan = read_for_git(file, read, Path.cwd())
    except PowermapError:
        # What is no plan, or has conflicts, is shown as it is.
        typer.echo(Path(file).read_text("utf-8", "replace"), nl=False)
        return
    for line in lines_of_plan(plan, tables.language(lang.value)):
        typer.echo(line)
