"""Commands that take one file or many: files, folders and patterns.

A command is a function of one file, which answers with an `Output`. With one file it is
run here and its text printed; with several, `powermap.cli.many` runs it on each.
"""

from __future__ import annotations

import glob
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from powermap.cli.output import Output
from powermap.cli.printing import deliver
from powermap.files.presence import exists, is_folder

__all__ = ["ManyFiles", "has_name", "means_many", "takes_files"]

_PANEL = "Several files"
NAME = "{name}"
"""What stands for the name of each file in where it is written."""

Files = Annotated[
    list[str],
    typer.Argument(
        help="Files with the people, in any format that powermap reads; folders, or "
        "patterns such as 'plans/*.yaml'; or - for standard input.",
    ),
]
_JOBS = inspect.Parameter(
    "jobs",
    inspect.Parameter.KEYWORD_ONLY,
    default=1,
    annotation=Annotated[
        int,
        typer.Option(
            "--jobs",
            help="Number of processes; 0 for one per processor.",
            min=0,
            rich_help_panel=_PANEL,
        ),
    ],
)
_CACHE = inspect.Parameter(
    "cache",
    inspect.Parameter.KEYWORD_ONLY,
    default=None,
    annotation=Annotated[
        Path | None,
        typer.Option(
            "--cache",
            help="A folder that keeps results, so that files that did not change are "
            "not done again; you may delete it at any time. Default: none.",
            rich_help_panel=_PANEL,
        ),
    ],
)
Total = Callable[[Sequence[Mapping[str, int]], str], str]
"""Says the sum of what was counted in each file, in a language."""


@dataclass(frozen=True, slots=True)
class ManyFiles:
    """How a command does several files.

    Parameters
    ----------
    suffix : str
        Of the file that the command writes for each; empty where it prints.
    total : callable, optional
        Says the sum.
    one_only : tuple of str
        Options that make sense for one file only.
    """

    suffix: str = ""
    total: Total | None = None
    one_only: tuple[str, ...] = ()


_USUAL = ManyFiles()


def takes_files(
    many: ManyFiles = _USUAL,
) -> Callable[[Callable[..., Output]], Callable[..., None]]:
    """Give a command of one file several, in place of its parameter `file`."""

    def decorate(command: Callable[..., Output]) -> Callable[..., None]:
        @wraps(command)
        def run(files: list[str], **given: Any) -> None:
            jobs = given.pop("jobs")
            cache = given.pop("cache")
            if not means_many(files) and not has_name(given.get("out")):
                print_output(command(file=files[0], **given), given["lang"].value)
                return
            from powermap.cli.many.run import run_many

            place = (run.__module__, run.__name__)
            run_many(place, many, files, given, jobs=jobs, cache=cache)

        signature = inspect.signature(command)
        parameters = [_take_files(each) for each in signature.parameters.values()]
        parameters += [_JOBS, _CACHE]
        # typer reads the signature to find the options.
        run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        run.of_one_file = command  # type: ignore[attr-defined]
        return run

    return decorate


def _take_files(parameter: inspect.Parameter) -> inspect.Parameter:
    if parameter.name != "file":
        return parameter
    return parameter.replace(name="files", annotation=Files)


def print_output(output: Output, lang: str) -> None:
    """Print what was said about one file, and end with its exit code."""
    # A check in GitHub's format without findings says nothing, not even an empty line.
    if output.page:
        deliver(output.page, output.out, lang)
    if output.code:
        raise typer.Exit(output.code)


def means_many(files: Sequence[str]) -> bool:
    """Whether somebody means several files, a folder or a pattern."""
    if len(files) > 1:
        return True
    [file] = files
    if glob.has_magic(file) and not exists(Path(file)):
        return True
    return is_folder(Path(file))


def has_name(out: Path | None) -> bool:
    """Whether a file to write has a place for the name of the one that was read."""
    return out is not None and NAME in str(out)
