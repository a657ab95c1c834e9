"""``powermap mcp``: the plans of a folder for assistants."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from powermap import __version__
from powermap.cli.account import parse_day
from powermap.cli.options import Key, Lang, Language, Level, PlaybookFile
from powermap.cli.printing import deliver
from powermap.cli.reader import print_note, print_written
from powermap.cli.redaction import RedactionOptions
from powermap.errors import FormatError
from powermap.files.reading import read_file
from powermap.language import Reason
from powermap.language.messages import say_message

if TYPE_CHECKING:
    from powermap.mcp.door import Door
    from powermap.model.playbook import Playbook

TOKEN_VARIABLE = "POWERMAP_TOKEN"  # noqa: S105, its name
"""The environment variable that holds the token, where no file does."""
_LARGEST_TOKEN = 1_000


def mcp(
    folder: Annotated[
        str, typer.Argument(help="The folder of the plans; nothing outside is read.")
    ] = ".",
    *,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Refuse every change of a plan.")
    ] = False,
    http: Annotated[
        int | None,
        typer.Option(
            "--http",
            metavar="PORT",
            min=0,
            max=65_535,
            help="Serve over HTTP on 127.0.0.1 instead; 0 is any free port.",
        ),
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option(
            "--token-file",
            help="With --http: a file with the token that clients send; "
            f"or set {TOKEN_VARIABLE}. Default: a random token, printed once.",
        ),
    ] = None,
    skill: Annotated[
        Path | None,
        typer.Option(
            "--skill",
            metavar="FOLDER",
            help="Instead write a skill folder for assistants that run commands.",
        ),
    ] = None,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    redact: Level = None,
    key: Key = None,
) -> None:
    """Serve the plans of a folder to an assistant, over standard input and output."""
    if skill is not None:
        from powermap.mcp.skill import write_skill

        for path in write_skill(skill, lang.value):
            print_written(path, lang.value)
        return
    from powermap.mcp.door import Door
    from powermap.workspace import Workspace

    if token_file is not None and http is None:
        raise FormatError(
            Reason("message.cli.needs_option", option="--token-file", needed="--http")
        )
    redaction = RedactionOptions(redact, key, lang=lang.value)
    workspace = Workspace(
        folder,
        read_only=read_only,
        level=redact,
        key=redaction.key,
        playbook=_read(playbook),
        lang=lang.value,
    )
    door = Door(workspace, lambda: parse_day(None), lang.value)
    if http is not None:
        _serve_http(door, http, token_file)
        return
    from powermap.mcp.server import serve_stdio

    serve_stdio(door, __version__)


def _read(playbook: Path | None) -> Playbook | None:
    if playbook is None:
        return None
    from powermap.exchange.playbooks import read_playbook

    return read_playbook(playbook)


def _serve_http(door: Door, port: int, token_file: Path | None) -> None:
    from powermap.mcp.http import PATH, http_app
    from powermap.serving import HOST, bind, run

    token = _token(token_file)
    app = http_app(door, token or _random_token(door.lang), __version__)
    bound = bind(port)
    address = f"http://{HOST}:{bound.getsockname()[1]}{PATH}"
    deliver(say_message(Reason("message.mcp.serving", url=address), door.lang), None)
    run(app, bound)


def _token(token_file: Path | None) -> str | None:
    if token_file is not None:
        content = read_file(token_file, _LARGEST_TOKEN)
        return content.decode("utf-8-sig", "replace").strip()
    return os.environ.get(TOKEN_VARIABLE)


def _random_token(lang: str) -> str:
    from powermap.serving import new_token

    token = new_token()
    # To standard error: what is piped elsewhere must not hold it.
    print_note(Reason("message.mcp.random_token", token=token), lang)
    return token
