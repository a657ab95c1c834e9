"""``powermap serve``: the plans of a folder in any browser of this computer."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

import typer

from powermap.cli.account import parse_day
from powermap.cli.options import Key, Lang, Language, Level, PlaybookFile
from powermap.cli.redaction import RedactionOptions
from powermap.files.presence import is_file
from powermap.language import Reason
from powermap.language.messages import say_message

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook


def serve(
    place: Annotated[
        Path,
        typer.Argument(
            help="One plan to serve alone, or a folder of plans.",
            metavar="FILE",
        ),
    ] = Path(),
    *,
    port: Annotated[
        int,
        typer.Option(
            help="The port on 127.0.0.1; 0 is any free port.", min=0, max=65_535
        ),
    ] = 0,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Refuse every change of a plan.")
    ] = False,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open it in the browser.")
    ] = True,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    redact: Level = None,
    key: Key = None,
) -> None:
    """Show and edit plans in a browser: the board, all charts, the check, the report."""
    from powermap.serving import HOST, bind, new_token, run
    from powermap.web import app
    from powermap.workspace import Workspace

    redaction = RedactionOptions(redact, key, lang=lang.value)
    only = None
    if is_file(place):
        # A link that is named here is what it leads to.
        place = place.resolve()
        only = place.name
    workspace = Workspace(
        place if only is None else place.parent,
        read_only=read_only,
        level=redact,
        key=redaction.key,
        playbook=_read(playbook),
        lang=lang.value,
        only=only,
    )
    if only is not None:
        # Refused here, and not in the browser, where it may not be served.
        workspace.digest(only)
    token = new_token()
    served = app(workspace, today=_today, token=token, lang=lang.value)
    _check_uvicorn()
    bound = bind(port)
    address = f"http://{HOST}:{bound.getsockname()[1]}/{token}/"
    if only is not None:
        address += f"plan/{quote(only)}"
    typer.echo(say_message(Reason("message.web.serving", url=address), lang.value))
    if open_browser:
        webbrowser.open(address)
    run(served, bound)


def _today() -> Any:
    return parse_day(None)


def _read(playbook: Path | None) -> Playbook | None:
    if playbook is None:
        return None
    from powermap.exchange.playbooks import read_playbook

    return read_playbook(playbook)


def _check_uvicorn() -> None:
    from powermap.files.installing import extra_needed

    with extra_needed("web", "uvicorn", "message.web.no_uvicorn"):
        import uvicorn  # noqa: F401
