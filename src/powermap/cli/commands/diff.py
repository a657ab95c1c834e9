"""``powermap diff``: what changed between two versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from powermap.cli.account import (
    judge_plan,
    load_playbook,
    parse_day,
    read_plan_file,
)
from powermap.cli.left_out import print_left_out
from powermap.cli.options import (
    File,
    Hide,
    Keep,
    Key,
    Lang,
    Language,
    Level,
    PlaybookFile,
    ReportFormat,
    TextsOption,
    Today,
    WithNotes,
)
from powermap.cli.plain import to_json_value
from powermap.cli.printing import dump_json, format_table
from powermap.cli.reader import print_written
from powermap.cli.reading_options import reads_file
from powermap.cli.redaction import RedactionOptions
from powermap.errors import FormatError
from powermap.exchange.options import ReadOptions
from powermap.frozen import FrozenMapping
from powermap.language import Reason

if TYPE_CHECKING:
    from powermap.compare import Difference
    from powermap.language import Language as Speaker

_SIGNS = {True: "+", False: "−", None: ""}
"""Whether a change is good for us."""


@reads_file
def diff(
    old: File,
    new: Annotated[
        str, typer.Argument(help="The newer version; one of the two files may be -.")
    ],
    *,
    format: Annotated[
        ReportFormat, typer.Option("--format", help="Output format.")
    ] = ReportFormat.table,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            help="Also draw: .svg, .html, .png, .pdf, .pptx, .drawio or .json.",
        ),
    ] = None,
    today: Today = None,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    reading: ReadOptions,
    redact: Level = None,
    key: Key = None,
    keep: Keep = None,
    texts: TextsOption = None,
    hide: Hide = None,
    with_notes: WithNotes = False,
) -> None:
    """Print what changed: people, ties, answers, goals, actions, findings."""
    from powermap.charts import difference
    from powermap.compare import diff as compare

    # Standard input can be read once.
    if old == new == "-":
        raise FormatError(Reason("message.cli.standard_input_twice"))
    redaction = RedactionOptions(redact, key, hide or (), lang.value, keep or (), texts)
    # Both versions by one playbook, or its changes would look like changes of the
    # account.
    tables = load_playbook(playbook, beside=new, lang=lang.value)
    if out is not None:
        what = Reason("message.cli.picture", file=out.name)
        redaction.require("people", "stance", what, tables)
    if with_notes:
        redaction.require("people", "note", "--with-notes", tables)
    # Without --today each version keeps its own day: what became overdue in between is
    # a change too.
    day = parse_day(today) if today else None
    before = read_plan_file(old, tables, reading, lang.value)
    after = read_plan_file(new, tables, reading, lang.value)
    visible = [
        # Each beside the other, so that a person has one pseudonym in both.
        redaction.apply(before, playbook=tables, other=after),
        redaction.apply(after, playbook=tables, other=before),
    ]
    versions = [judge_plan(plan, tables, day) for plan in visible]
    changes = compare(versions[0], versions[1])
    language = tables.language(lang.value)
    if format is ReportFormat.json:
        days = {"old": versions[0].today, "new": versions[1].today}
        typer.echo(format_json(changes, language, days))
    else:
        judged_on = _describe_days(versions[0].today, versions[1].today)
        table = format_tables(changes, language)
        typer.echo(f"{table}\n\n{language.text(judged_on)}")
    if out is not None:
        picture = difference(
            versions[0], versions[1], lang=lang.value, with_notes=with_notes
        )
        # To standard error, as standard output may be JSON for a program.
        print_written(picture.save(out), lang.value, err=True)
        if not with_notes:
            print_left_out(out, [picture], versions[1], lang.value)


def format_tables(changes: Difference, language: Speaker) -> str:
    """What somebody wrote, then what follows from it, a table for each kind."""
    if not changes:
        return language.text(changes.because)
    parts = []
    for key, rows in changes.sections():
        if not rows:
            continue
        cells = []
        for change in rows:
            cells.append((_SIGNS[change.better], language.text(change.because)))
        headers = ("", language.say(f"difference.{key}"))
        parts.append(format_table(headers, cells, widths=(12, None)))
    return "\n\n".join(parts)


def _describe_days(old: date | None, new: date | None) -> Reason:
    """The day for which each version was judged."""
    if old == new:
        return Reason("finding.day", day=new) if new else Reason("finding.no_day")
    unknown = Reason("common.unknown")
    return Reason("difference.days", old=old or unknown, new=new or unknown)


def format_json(
    changes: Difference,
    language: Speaker,
    days: Mapping[str, date | None] = FrozenMapping({}),
) -> str:
    """All changes for a program, with the day for which each version was judged."""
    judged = {name: day and day.isoformat() for name, day in days.items()}
    value = to_json_value(changes, language)
    return dump_json({**value, "days": judged} if judged else value)
