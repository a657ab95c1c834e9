"""What is done with one of many files, in this process or in another."""

from __future__ import annotations

import importlib
import io
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from powermap.cli.output import Output
from powermap.cli.printing import deliver
from powermap.cli.reader import Reader
from powermap.cli.redaction import sharing_key
from powermap.errors import PowermapError, PowermapWarning
from powermap.exchange.kept_readers import reusing_readers

if TYPE_CHECKING:
    from powermap.accounts.cache import Cache
    from powermap.cli.many.keys import KeyMaker

__all__ = ["FileTask", "Outcome", "Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """One of the files.

    Parameters
    ----------
    name : str
        By what the account is known: its path within the folder that was asked for.
    path : Path
        Where it is.
    target : Path or None
        The file that is written for it.
    """

    name: str
    path: Path
    target: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Parameters
    ----------
    source : Source
        The file.
    output : Output or None
        What the command says about it; None where it failed.
    fault : str
        Why it failed, in the language of the reader.
    notes : str
        What was noted on the way.
    """

    source: Source
    output: Output | None = None
    fault: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class FileTask:
    """A command with its options, to be run on one file after another.

    Parameters
    ----------
    place : tuple of str
        Module and name of the command.
    given : mapping of str to object
        Its options.
    lang : str
        The language of the reader.
    writes : bool
        Whether the command itself writes a file for each.
    shared_key : str
        The key of pseudonyms that all files share.
    cache : Cache or None
        Where results are kept.
    keys : KeyMaker or None
        Under which keys.
    """

    place: tuple[str, str]
    given: Mapping[str, Any]
    lang: str
    writes: bool = False
    shared_key: str = ""
    cache: Cache | None = None
    keys: KeyMaker | None = None

    def __call__(self, source: Source) -> Outcome:
        """What becomes of one file; an error of one file does not stop the others."""
        try:
            return self._from_cache(source)
        except PowermapError as error:
            return Outcome(source, fault=_fault(error, source, self.lang))
        except Exception as error:  # noqa: BLE001 - told with the file that caused it
            return Outcome(source, fault=f"{type(error).__name__}: {error}")

    def _from_cache(self, source: Source) -> Outcome:
        """What is kept of an earlier run, else what this one finds."""
        if self.cache is None or self.keys is None:
            return self._run(source)
        from powermap.cli.many.entries import entry_of, outcome_of

        key = self.keys.key_of(source.path)
        entry = self.cache.find(key)
        if entry is not None:
            return self._deliver(outcome_of(entry, source))
        outcome = self._run(source)
        self.cache.keep(key, entry_of(outcome, writes=self.writes))
        return outcome

    def _run(self, source: Source) -> Outcome:
        given = dict(self.given)
        if self.writes:
            given["out"] = source.target
        reader = Reader(self.lang)
        with (
            _captured(reader) as notes,
            sharing_key(self.shared_key),
            reusing_readers(),
        ):
            output = self._command(file=str(source.path), **given)
        return self._deliver(Outcome(source, output, notes=notes.getvalue()))

    @property
    def _command(self) -> Callable[..., Output]:
        module, name = self.place
        command = getattr(importlib.import_module(module), name)
        return cast("Callable[..., Output]", command.of_one_file)

    def _deliver(self, outcome: Outcome) -> Outcome:
        """Write the text of a command that only prints to the file of the account."""
        output, target = outcome.output, outcome.source.target
        if self.writes or target is None or output is None:
            return outcome
        with redirect_stdout(io.StringIO()):
            deliver(output.page, target, self.lang)
        return outcome


@contextmanager
def _captured(reader: Reader) -> Iterator[io.StringIO]:
    """Gather what is noted while a command runs, notes of the library too."""

    def show(message: Warning | str, *_: object) -> None:
        # Warnings of libraries are meant for programmers.
        if isinstance(message, PowermapWarning):
            reader.note(message)

    notes = io.StringIO()
    with warnings.catch_warnings(), redirect_stderr(notes):
        warnings.simplefilter("always", PowermapWarning)
        warnings.showwarning = show  # type: ignore[assignment]
        yield notes


def _fault(error: PowermapError, source: Source, lang: str) -> str:
    """What is wrong with a file, which is named before it."""
    from powermap.language.faults import fault_of
    from powermap.language.messages import say_message

    return say_message(fault_of(error, str(source.path)), lang)
