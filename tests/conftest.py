"""What the tests of several packages share."""

from __future__ import annotations

import functools
import io
import os
import subprocess
import sys

import pytest
import typer.main
import typer.testing
from hypothesis import settings

from powermap.cli.app import run

# A deadline for each example fails on a busy machine. The same code gives the same
# examples; `just search` looks for new ones.
settings.register_profile("powermap", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("POWERMAP_EXAMPLES", "powermap"))

# Typer builds all commands anew for each call, which takes longer than most of them;
# the command line that it builds is always the same.
typer.main.get_command = functools.cache(typer.main.get_command)
typer.testing._get_command = typer.main.get_command


def standard_stream(content=b""):
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", write_through=True)


def written_to(stream):
    return stream.buffer.getvalue().decode("utf-8")


def run_main(*arguments, stdin="", cwd=None, columns=None, **variables):
    """What the command line prints and answers, without a process of its own.

    Starting a process takes longer than most commands. An error that the command
    line does not expect fails the test.
    """
    content = stdin if isinstance(stdin, bytes) else stdin.encode()
    out = standard_stream()
    err = standard_stream()
    code = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["powermap", *map(str, arguments)])
        patch.setattr(sys, "stdin", standard_stream(content))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        # The terminal that runs the tests has no say in the width of a table.
        patch.setattr(sys, "__stdout__", out)
        patch.delenv("COLUMNS", raising=False)
        if columns:
            patch.setenv("COLUMNS", str(columns))
        for name, value in variables.items():
            patch.setenv(name, value)
        if cwd:
            patch.chdir(cwd)
        try:
            run()
        except SystemExit as ending:
            code = ending.code or 0
    return subprocess.CompletedProcess(
        arguments, code, written_to(out), written_to(err)
    )


@pytest.fixture(scope="session")
def powermap():
    """The command line as a function: ``powermap("draw", plan, "-o", target)``."""
    return run_main


@pytest.fixture
def without_font_files(monkeypatch):
    """Leave the files of fonts out of HTML: they hold shapes of letters, no texts.

    Making one for a Chinese report takes longer than all else that is made of a plan.
    """
    monkeypatch.setattr("powermap.render.font_embedding.subset_of", lambda *_: b"")
