"""``powermap demo``: the fictional plan with its pictures and documents."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from powermap.cli.account import Account
from powermap.cli.commands.roles import print_roles
from powermap.cli.options import Lang, Language
from powermap.cli.reader import print_note, print_written
from powermap.cli.redaction import RedactionOptions
from powermap.errors import FormatError, MissingDependencyError
from powermap.files.failures import system_reason
from powermap.files.writing import replace_file
from powermap.language import Quoted, Reason
from powermap.language.messages import say_message

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment

_ACCOUNTS = 12
"""Accounts of the portfolio."""


def demo(
    out: Annotated[
        Path, typer.Option("-o", "--out", help="Folder to write to.")
    ] = Path("powermap-demo"),
    lang: Language = Lang.en,
) -> None:
    """Write the demo plan with its charts, report and slides, and print its roles.

    register.csv is a list of the same people as a project keeps it: a file to try
    powermap inspect with. notes.md and changes.json are for powermap propose.
    """
    from powermap.demo import northwind_plan
    from powermap.exchange import write
    from powermap.judgment.judge import judge

    _make_folder(out)
    plan = northwind_plan(lang.value)
    judgment = judge(plan)
    paths = []
    for suffix in ("xlsx", "yaml"):
        paths.append(write(plan, out / f"northwind.{suffix}", lang=lang.value))
    register = _write_register(out, lang.value)
    paths.append(register)
    paths += _write_pictures(judgment, out, lang.value)
    paths += _write_reports(judgment, out, lang.value)
    paths += _write_over_time(out, lang.value)
    applied = _write_notes(judgment, out, lang.value)
    paths += applied.files
    paths.append(_write_portfolio(out, lang.value))
    account = Account(
        plan=plan,
        playbook=judgment.playbook,
        language=judgment.playbook.language(lang.value),
        # The demo plan has a day, so its output does not change from one day to the
        # next.
        today=judgment.today or date.today(),
        redaction=RedactionOptions(lang=lang.value),
    )
    typer.echo(print_roles(account))
    typer.echo()
    for path in paths:
        print_written(path, lang.value)
    typer.echo()
    told = Reason("message.cli.notes_applied", changes=applied.because)
    typer.echo(say_message(told, lang.value))
    command = f"powermap inspect {shlex.quote(str(register))}"
    if lang is not Lang.en:
        command += f" --lang {lang.value}"
    hint = Reason("message.cli.try_inspect", command=command)
    typer.echo(say_message(hint, lang.value))


@dataclass(frozen=True)
class _AppliedNotes:
    """What a proposal from notes made of the plan, and the files that show it."""

    files: list[Path]
    because: Reason


def _write_notes(judgment: Judgment, out: Path, lang: str) -> _AppliedNotes:
    """Notes of a call, what somebody read in them, and a picture of what it changes."""
    from powermap.charts import difference
    from powermap.demo import northwind_changes, northwind_notes
    from powermap.proposals import apply, parse_proposal

    notes = northwind_notes(lang)
    changes = northwind_changes(lang)
    applied = apply(judgment, parse_proposal(changes), source_text=notes)
    picture = difference(applied.before, applied.plan, lang=lang)
    paths = [
        replace_file(out / "notes.md", notes.encode()),
        replace_file(out / "changes.json", changes.encode()),
        picture.save(out / "northwind-changes.svg"),
    ]
    return _AppliedNotes(paths, applied.difference.because)


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FormatError(
            Reason(
                "message.cli.no_folder",
                folder=Quoted(str(out)),
                reason=system_reason(error),
            )
        ) from None


def _write_register(out: Path, lang: str) -> Path:
    from powermap.demo import northwind_register

    path = out / "register.csv"
    # With its mark, Excel shows Chinese as it is.
    return replace_file(path, northwind_register(lang).encode("utf-8-sig"))


def _write_pictures(judgment: Judgment, out: Path, lang: str) -> list[Path]:
    from powermap.charts import influence, quadrant

    paths = []
    for placement in ("cells", "scores"):
        chart = quadrant(judgment, placement=placement, lang=lang)
        for suffix in ("svg", "png"):
            paths.append(chart.save(out / f"northwind-{placement}.{suffix}"))
    graph = influence(judgment, lang=lang)
    for suffix in ("svg", "png", "html", "drawio"):
        paths.append(graph.save(out / f"northwind-influence.{suffix}"))
    return paths


def _write_over_time(out: Path, lang: str) -> list[Path]:
    """Earlier reviews of the plan, and how the account developed."""
    from powermap.demo import northwind_versions
    from powermap.exchange import write
    from powermap.reporting.history_page import save_history
    from powermap.versions import history

    folder = out / "reviews"
    _make_folder(folder)
    versions = northwind_versions(lang)
    paths = []
    for day, plan in versions.items():
        paths.append(write(plan, folder / f"northwind-{day}.yaml"))
    page = save_history(history(versions), out / "northwind-history.html", lang=lang)
    return [*paths, page]


def _write_portfolio(out: Path, lang: str) -> Path:
    """A dozen made-up accounts side by side."""
    from powermap.accounts import portfolio
    from powermap.demo.many import TODAY, many_accounts

    accounts = portfolio(many_accounts(_ACCOUNTS), today=TODAY)
    return accounts.save(out / "many-accounts.html", lang=lang)


def _write_reports(judgment: Judgment, out: Path, lang: str) -> list[Path]:
    from powermap.reporting import report

    document = report(judgment, lang=lang)
    paths = [document.save(out / "northwind.html")]
    try:
        paths.append(document.save(out / "northwind.pptx"))
    # Slides need an extra; the demo should work without it.
    except MissingDependencyError as error:
        note = Reason("message.cli.no_slides", reason=error.say(lang))
        print_note(note, lang)
    page = report(judgment, lang=lang, one_page=True)
    try:
        paths.append(page.save(out / "northwind-one-page.pdf"))
    except MissingDependencyError as error:
        note = Reason("message.cli.no_documents", reason=error.say(lang))
        print_note(note, lang)
    return paths
