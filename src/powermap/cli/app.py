"""The command line: one readable message and exit code 2 for whatever a user can fix.

Only the command that is asked for is loaded, so that none waits for another's parts.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import warnings
from typing import Annotated

import typer

from powermap import __version__
from powermap.cli.command_group import CommandGroup
from powermap.cli.reader import Reader
from powermap.errors import PowermapError, PowermapWarning

_OBJECTS = 100_000
"""New objects after which Python looks for garbage; by itself it does after 700."""

# typer's own tracebacks print local variables, by which a log could show a customer's
# people.
app = typer.Typer(
    name="powermap",
    cls=CommandGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line in a process of its own, which ends with it."""
    # What a command leaves behind is freed with its process; looking through it for
    # garbage, on the way and at the end, would take a fifth of the time.
    gc.set_threshold(_OBJECTS)
    # numpy starts a thread for each processor, though matrices are multiplied in parts
    # that stay on one (`network.products`); threads cost 20 ms and more.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        run()
    finally:
        gc.freeze()


def run() -> None:
    """Run the command line; what a user can fix is one message and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        # On Windows the console's code page cannot write Chinese; tests and notebooks
        # put other streams there.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # pydantic looks for plug-ins in every package that is installed; they serve programs
    # of their own, and cost this one 15 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    reader = Reader()

    def show(message: Warning | str, *_: object) -> None:
        # Warnings of libraries are meant for programmers.
        if isinstance(message, PowermapWarning):
            reader.note(message)

    try:
        with warnings.catch_warnings():
            warnings.showwarning = show  # type: ignore[assignment]
            # Python shows a warning once for each place in the code; ours differ by
            # file.
            warnings.simplefilter("always", PowermapWarning)
            app(prog_name="powermap", obj=reader)
    # Everything else is a mistake of ours and keeps its traceback.
    except (PowermapError, OSError) as error:
        reader.refuse(error)
        # As other Unix tools: 1 is an answer (check found something), 2 a wrong call.
        sys.exit(2)


def _print_version(requested: bool) -> None:
    if requested:
        typer.echo(f"powermap {__version__}")
        raise typer.Exit


@app.callback()
def about(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="Print the version.",
        ),
    ] = False,
) -> None:
    """See who decides at a large customer: model, judge and draw buying centers."""
