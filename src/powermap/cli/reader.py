"""Who reads what a command says beside its answer: errors and notes in their language."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from powermap.cli.output import Output
from powermap.errors import Note, PowermapError, PowermapWarning
from powermap.files.failures import system_reason
from powermap.language import Reason
from powermap.language.messages import say_message
from powermap.language.values import Value

__all__ = [
    "Reader",
    "print_note",
    "print_notes",
    "print_written",
    "quote_argument",
    "say_written",
]

_MOST = 12
"""Notes on one file that are printed; `inspect` shows all of them."""


@dataclass
class Reader:
    """The reader of one run, who reads English until ``--lang`` is known."""

    language: str = "en"

    def note(self, warning: PowermapWarning) -> None:
        """Print a note of the library."""
        print_note(warning.say(self.language), self.language)

    def refuse(self, error: PowermapError | OSError) -> None:
        """Print why a command cannot be done."""
        message = Reason("message.cli.error", text=_fault(error, self.language))
        typer.echo(say_message(message, self.language), err=True)
        for hint in getattr(error, "__notes__", ()):
            typer.echo(hint, err=True)


def _fault(error: PowermapError | OSError, language: str) -> Value:
    if isinstance(error, PowermapError):
        return error.say(language)
    reason = system_reason(error)
    if error.filename is None:
        return reason
    return Reason("message.at_place", place=str(error.filename), text=reason)


def print_written(path: Path, language: str = "en", *, err: bool = False) -> None:
    """Say which file was written."""
    typer.echo(say_written(path, language).text, err=err)


def say_written(path: Path, language: str = "en") -> Output:
    """The same as what a command says about one file."""
    written = Reason("message.cli.wrote", file=str(path))
    return Output(say_message(written, language), written=[path])


def print_note(message: Value, language: str) -> None:
    """Print a note to standard error, apart from the answer."""
    note = Reason("message.cli.note", text=message)
    typer.echo(say_message(note, language), err=True)


def print_notes(notes: Sequence[Note], file: str, language: str) -> None:
    """Print the notes on one file, which is named once above them."""
    if len(notes) < 2:
        for note in notes:
            print_note(note, language)
        return
    source = notes[0].source or file
    print_note(Reason("message.cli.how_read", file=source), language)
    for note in notes[:_MOST]:
        own = replace(note, source=None) if note.source == source else note
        typer.echo(f"  {say_message(own, language)}", err=True)
    rest = len(notes) - _MOST
    if rest > 0:
        more = Reason("message.cli.more_notes", count=rest, file=quote_argument(file))
        typer.echo(f"  {say_message(more, language)}", err=True)


def quote_argument(file: str) -> str:
    """A file as it is typed in a command."""
    return shlex.quote(file)
