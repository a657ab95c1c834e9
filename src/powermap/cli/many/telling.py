"""What is told apart from the answers: notes on files, and files that failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from powermap.cli.reader import quote_argument
from powermap.language import Listed, Reason

if TYPE_CHECKING:
    from powermap.cli.many.tasks import Outcome

__all__ = ["print_faults", "print_notes_of_files"]

_MOST = 12
"""Notes that are printed; each different one once."""
_MOST_NAMES = 10
"""Files that are named for one fault; the others are counted."""


def print_notes_of_files(outcomes: Sequence[Outcome], lang: str) -> None:
    """Print the notes, each once, and how many more there are."""
    files: dict[str, Outcome] = {}
    for outcome in outcomes:
        if outcome.notes:
            files.setdefault(outcome.notes, outcome)
    for notes in list(files)[:_MOST]:
        typer.echo(notes.rstrip("\n"), err=True)
    rest = list(files.values())[_MOST:]
    if rest:
        file = quote_argument(str(rest[0].source.path))
        more = Reason("message.batch.more_notes", count=len(rest), file=file)
        typer.echo(more.say(lang), err=True)


def print_faults(outcomes: Sequence[Outcome], lang: str) -> None:
    """Print which files failed and why, files with the same fault together."""
    names: dict[str, list[str]] = defaultdict(list)
    for outcome in outcomes:
        names[outcome.fault].append(outcome.source.name)
    failed = Reason("message.batch.failed", count=len(outcomes))
    typer.echo(failed.say(lang), err=True)
    for fault, sources in names.items():
        line = Reason(
            "message.portfolio.failed_one",
            source=Listed(sources, most=_MOST_NAMES),
            reason=fault,
        )
        typer.echo(f"  {line.say(lang)}", err=True)
