"""Who reads what a command says beside its answer: errors and notes in their language."""

from __future__ import annotations

from dataclasses import dataclass

import typer

from powermap.errors import PowermapError, PowermapWarning
from powermap.language import Reason
from powermap.language.messages import say_message
from powermap.language.values import Value

__all__ = ["Reader", "print_note"]


@dataclass
class Reader:
    """The reader of one run, who reads English until ``--lang`` is known."""

    language: str = "en"

    def note(self, warning: PowermapWarning) -> None:
        """Print a note of the library."""
        print_note(warning.say(self.language), self.language)

    def refuse(self, error: PowermapError | OSError) -> None:
        """Print why a command cannot be done."""
        text = str(error)
        if isinstance(error, PowermapError):
            text = error.say(self.language)
        message = Reason("message.cli.error", text=text)
        typer.echo(say_message(message, self.language), err=True)


def print_note(message: Value, language: str) -> None:
    """Print a note to standard error, apart from the answer."""
    note = Reason("message.cli.note", text=message)
    typer.echo(say_message(note, language), err=True)
