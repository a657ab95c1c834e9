"""``powermap propose``: from notes to a reviewed change set."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from powermap.cli.account import judge_plan, load_playbook, parse_day, read_plan_file
from powermap.cli.commands.diff import format_tables
from powermap.cli.left_out import print_left_out
from powermap.cli.options import (
    Lang,
    Language,
    PlaybookFile,
    ReportFormat,
    Today,
    WithNotes,
)
from powermap.cli.plain import to_json_value
from powermap.cli.printing import dump_json, format_table
from powermap.cli.reader import print_written
from powermap.errors import FormatError, ModelError
from powermap.exchange.options import ReadOptions
from powermap.files.presence import exists
from powermap.files.writing import replace_file
from powermap.language import Language as Speaker, Reason

if TYPE_CHECKING:
    from powermap.language.results import ResultList
    from powermap.model import AccountPlan
    from powermap.model.playbook import Playbook
    from powermap.proposals import Applied, Outcome, Proposal

app = typer.Typer(
    name="propose",
    help="Check, show and apply changes that somebody read in notes.",
    no_args_is_help=True,
    add_completion=False,
)
Notes = Annotated[
    Path, typer.Argument(help="The text that every change has to quote: UTF-8.")
]
Changes = Annotated[
    Path,
    typer.Argument(help="The proposal: JSON as `powermap schema --proposal` says."),
]
Plan = Annotated[
    str, typer.Argument(help="The plan, in any format that powermap reads.")
]
OutputFormat = Annotated[ReportFormat, typer.Option("--format", help="Output format.")]
UndoFile = Annotated[
    Path | None,
    typer.Option("--undo", help="Write what takes the changes back to this file."),
]
OutFile = Annotated[
    Path | None,
    typer.Option(
        "-o", "--out", help="Write to this file. Default: the file of the plan."
    ),
]


@app.command()
def check(
    notes: Notes,
    changes: Changes,
    plan: Plan,
    *,
    format: OutputFormat = ReportFormat.table,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
) -> None:
    """Print which changes are accepted, and why others are not; write nothing.

    Exits with code 1 if a change is refused.
    """
    tables = load_playbook(playbook, beside=plan, lang=lang.value)
    applied = _apply(notes, changes, plan, tables, lang.value, None)
    language = tables.language(lang.value)
    if format is ReportFormat.json:
        typer.echo(dump_json(_outcomes(applied, language)))
    else:
        typer.echo(_format_outcomes(applied, language))
    _exit_if_refused(applied)


@app.command()
def show(
    notes: Notes,
    changes: Changes,
    plan: Plan,
    *,
    format: OutputFormat = ReportFormat.table,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", help="Also draw: .svg, .html, .png, .pdf, .pptx or .json."
        ),
    ] = None,
    today: Today = None,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    with_notes: WithNotes = False,
) -> None:
    """Print what the accepted changes would make different, as diff does.

    Exits with code 1 if a change is refused.
    """
    tables = load_playbook(playbook, beside=plan, lang=lang.value)
    day = parse_day(today)
    applied = _apply(notes, changes, plan, tables, lang.value, day)
    language = tables.language(lang.value)
    if format is ReportFormat.json:
        difference = to_json_value(applied.difference, language)
        judged = {"day": day.isoformat()}
        typer.echo(dump_json({**_outcomes(applied, language), **difference, **judged}))
    else:
        typer.echo(_format_outcomes(applied, language))
        typer.echo()
        typer.echo(format_tables(applied.difference, language))
        typer.echo(f"\n{language.say('finding.day', day=day)}")
    if out is not None:
        from powermap.charts import difference as draw

        before = judge_plan(applied.before, tables, day)
        after = judge_plan(applied.plan, tables, day)
        picture = draw(before, after, lang=lang.value, with_notes=with_notes)
        print_written(picture.save(out), lang.value, err=True)
        if not with_notes:
            print_left_out(out, [picture], after, lang.value)
    _exit_if_refused(applied)


@app.command()
def apply(
    notes: Notes,
    changes: Changes,
    plan: Plan,
    *,
    out: OutFile = None,
    undo: UndoFile = None,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
) -> None:
    """Write the plan with the accepted changes; comments of a YAML file stay.

    Exits with code 1 if a change is refused; the others are written all the same.
    """
    tables = load_playbook(playbook, beside=plan, lang=lang.value)
    _refuse_used(undo, notes, changes, Path(plan), out)
    applied = _apply(notes, changes, plan, tables, lang.value, None)
    typer.echo(_format_outcomes(applied, tables.language(lang.value)))
    _write(applied, plan, out, undo, tables, lang.value)
    _exit_if_refused(applied)


@app.command("undo")
def take_back(
    changes: Annotated[
        Path, typer.Argument(help="What `powermap propose apply --undo` wrote.")
    ],
    plan: Plan,
    *,
    out: OutFile = None,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
) -> None:
    """Take changes back that were applied; without notes, as it quotes none.

    Exits with code 1 if a change is refused.
    """
    tables = load_playbook(playbook, beside=plan, lang=lang.value)
    applied = _apply(None, changes, plan, tables, lang.value, None)
    typer.echo(_format_outcomes(applied, tables.language(lang.value)))
    _write(applied, plan, out, None, tables, lang.value)
    _exit_if_refused(applied)


def _refuse_used(undo: Path | None, *used: Path | None) -> None:
    """Refuse to write the undo over a file that is needed."""
    if undo is None:
        return
    taken = {each.resolve() for each in used if each is not None}
    if undo.resolve() in taken:
        raise ModelError(Reason("message.proposals.undo_is_used", file=str(undo)))
    # An earlier undo could not be had again.
    if exists(undo):
        raise FormatError(Reason("message.proposals.undo_exists", file=str(undo)))


def _apply(
    notes: Path | None,
    changes: Path,
    plan: str,
    playbook: Playbook,
    lang: str,
    today: date | None,
) -> Applied:
    from powermap.proposals import apply as apply_changes, read_notes, read_proposal

    proposal: Proposal = read_proposal(changes)
    text = None if notes is None else read_notes(notes)
    before: AccountPlan = read_plan_file(plan, playbook, ReadOptions(), lang)
    return apply_changes(
        before, proposal, source_text=text, playbook=playbook, today=today
    )


def _write(
    applied: Applied,
    plan: str,
    out: Path | None,
    undo: Path | None,
    playbook: Playbook,
    lang: str,
) -> None:
    from powermap.exchange.read_write import write_like

    # The undo first: without it the old plan could not be had again.
    if undo is not None:
        text = applied.undo.to_json() + "\n"
        print_written(replace_file(undo, text.encode()), lang)
    if not applied.accepted and out is None:
        return
    target = out or Path(plan)
    written = write_like(
        applied.plan,
        target,
        plan,
        lang="zh" if lang == "zh" else "en",
        playbook=playbook,
    )
    print_written(written, lang)


def _format_outcomes(applied: Applied, language: Speaker) -> str:
    counts = Reason(
        "message.proposals.counts",
        accepted=len(applied.accepted),
        refused=len(applied.refused),
    )
    parts = []
    for key in ("accepted", "refused"):
        outcomes: ResultList[Outcome] = getattr(applied, key)
        if outcomes:
            title = language.text(Reason(f"message.proposals.{key}"))
            reason = language.say("column.because")
            rows = [_cells(each, language) for each in outcomes]
            table = format_table((title, reason), rows, widths=(3, None))
            parts.append(table)
    return "\n\n".join([*parts, language.text(counts)])


def _cells(outcome: Outcome, language: Speaker) -> tuple[str, str]:
    row = outcome.row()
    return language.text(row["what"]), language.text(row["because"])


def _outcomes(applied: Applied, language: Speaker) -> dict[str, Any]:
    outcomes = {}
    for key in ("accepted", "refused"):
        several: ResultList[Outcome] = getattr(applied, key)
        blocks = []
        for each in several:
            change = each.change.model_dump(mode="json", exclude_defaults=True)
            blocks.append({**change, "because": language.text(each.because)})
        outcomes[key] = blocks
    return outcomes


def _exit_if_refused(applied: Applied) -> None:
    if applied.refused:
        raise typer.Exit(1)
