"""The answers of many files on their way to the reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from powermap.cli.many.gathering import gather, section
from powermap.cli.many.telling import print_faults, print_notes_of_files
from powermap.cli.printing import deliver
from powermap.cli.takes_files import has_name
from powermap.language import Language, Reason

if TYPE_CHECKING:
    from powermap.cli.many.tasks import Outcome
    from powermap.cli.output import Output
    from powermap.cli.takes_files import Total

__all__ = ["Delivery"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where the answers go, and in which form.

    Parameters
    ----------
    format : str
        ``table``, ``json``, ``csv``, ``github`` or ``sarif``.
    lang : str
        The language of the reader.
    out : Path or None
        The file, folder or pattern to write; None to print.
    total : callable or None
        Says the sum.
    is_for_each : bool
        Whether each account has got a file of its own.
    """

    format: str
    lang: str
    out: Path | None
    total: Total | None
    is_for_each: bool

    def deliver(self, outcomes: Iterable[Outcome]) -> int:
        """Print or write everything, and return the exit code."""
        done: list[Outcome] = []
        is_section = False
        for outcome in outcomes:
            done.append(outcome)
            # As soon as it is there: the last of many files is far away.
            if self._is_streamed:
                is_section |= self._print_section(outcome, is_first=not is_section)
        outputs = [each.output for each in done if each.output is not None]
        if self.is_for_each:
            self._say_written(len(outputs))
        elif not self._is_streamed:
            deliver(self._text(done), self.out, self.lang)
        self._print_footers(outputs)
        print_notes_of_files(done, self.lang)
        self._print_total(outputs)
        faults = [each for each in done if each.output is None]
        if faults:
            print_faults(faults, self.lang)
            return 2
        return max((output.code for output in outputs), default=0)

    @property
    def _is_streamed(self) -> bool:
        is_text = self.format in ("table", "github")
        return is_text and self.out is None

    def _print_section(self, outcome: Outcome, *, is_first: bool) -> bool:
        text = self._section(outcome)
        if text:
            typer.echo(text if is_first or self._is_annotation else f"\n{text}")
        return bool(text)

    @property
    def _is_annotation(self) -> bool:
        return self.format == "github"

    def _section(self, outcome: Outcome) -> str:
        return section(outcome, is_annotation=self._is_annotation)

    def _text(self, done: Sequence[Outcome]) -> str:
        if self.format in ("json", "csv", "sarif"):
            return gather(self.format, done, Language(self.lang))
        texts = [self._section(outcome) for outcome in done]
        gap = "\n" if self._is_annotation else "\n\n"
        return gap.join(text for text in texts if text)

    def _say_written(self, number: int) -> None:
        out = self.out or Path()
        folder = str(out.parent if has_name(out) else out)
        wrote = Reason("message.batch.wrote", count=number, folder=folder)
        typer.echo(wrote.say(self.lang))

    def _print_footers(self, outputs: Sequence[Output]) -> None:
        """Print once what several files say."""
        if not (self._is_annotation and self._is_streamed):
            return
        for footer in dict.fromkeys(output.footer for output in outputs):
            if footer:
                typer.echo(footer)

    def _print_total(self, outputs: Sequence[Output]) -> None:
        if self.total is None or not outputs:
            return
        total = self.total([output.counts for output in outputs], self.lang)
        # Sentences would break JSON and CSV for programs.
        is_apart = self.format != "table"
        lead = "\n" if self._is_streamed and not is_apart else ""
        typer.echo(f"{lead}{total}", err=is_apart)
