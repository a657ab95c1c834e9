"""The addresses of the app, and what each answers."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from powermap.errors import FileChangedError, PowermapError
from powermap.language import Lang
from powermap.serving import check_token
from powermap.web import answers
from powermap.web.editing import Editing, Editings, ForgottenError
from powermap.web.page import list_page, plan_page
from powermap.web.security import LARGEST, SHOWN_POLICY, Guard
from powermap.workspace import Workspace

if TYPE_CHECKING:
    from starlette.types import ExceptionHandler

__all__ = ["make_app"]

_STATIC = {
    "board.js": ("powermap.live", "board.js", "text/javascript"),
    "board.css": ("powermap.live", "board.css", "text/css"),
    "app.js": ("powermap.web", "pages/app.js", "text/javascript"),
    "app.css": ("powermap.web", "pages/app.css", "text/css"),
}
_STATUS: dict[type[Exception], int] = {FileChangedError: 409, ForgottenError: 410}
"""Status of refusals that the page can handle; others have 422."""
Act = Callable[["Site", Editing, dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Site:
    """What every answer needs.

    Parameters
    ----------
    workspace : Workspace
        The folder of the plans.
    editings : Editings
        The windows that are open.
    today : callable
        The current day.
    lang : {"en", "zh"}
        Language of the pages.
    """

    workspace: Workspace
    editings: Editings
    today: Callable[[], date]
    lang: Lang


def make_app(
    folder: str | Workspace,
    *,
    today: Callable[[], date],
    token: str | None,
    lang: Lang,
) -> Starlette:
    """The app of `powermap.web.app`."""
    workspace = (
        folder if isinstance(folder, Workspace) else Workspace(folder, lang=lang)
    )
    if token is not None:
        check_token(token)
    site = Site(workspace, Editings(workspace, lang), today, lang)
    routes = [
        Route("/", _list),
        Route("/static/{name}", _static),
        Route("/plan/{name:path}", _plan),
        Route("/show/chart/{kind}", _chart),
        Route("/show/report", _report),
        Route("/do/open", _open, methods=["POST"]),
    ]
    for name, act in _ACTS.items():
        routes.append(Route(f"/do/{name}", _doing(act), methods=["POST"]))
    fault: ExceptionHandler = _refuse
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, token=token)],
        exception_handlers={PowermapError: fault},
    )
    app.state.site = site
    return app


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _refuse(request: Request, error: Exception) -> Response:
    """What a user can mend, as a sentence, with a status that says what it is."""
    lang = _site(request).lang
    said = error.say(lang) if isinstance(error, PowermapError) else ""
    status = _STATUS.get(type(error), 422)
    if "json" in request.headers.get("content-type", ""):
        return JSONResponse({"error": said}, status)
    return Response(said, status, media_type="text/plain")


async def _list(request: Request) -> Response:
    site = _site(request)
    plans = await run_in_threadpool(site.workspace.list)
    return HTMLResponse(list_page(plans, site.lang, root="."))


async def _plan(request: Request) -> Response:
    site = _site(request)
    name = request.path_params["name"]
    # Refused here, before a page says that it opens it.
    await run_in_threadpool(site.workspace.digest, name)
    return HTMLResponse(plan_page(name, site.lang, root=_way_up(request)))


def _way_up(request: Request) -> str:
    """The relative address of the list from the page of a plan.

    A proxy in front may have cut off the beginning of the full address.
    """
    depth = 1 + request.path_params["name"].count("/")
    # A slash that is escaped in the address is none to the browser.
    raw = request.scope.get("raw_path") or b""
    depth -= raw.lower().count(b"%2f")
    return "/".join([".."] * depth)


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404)
    package, file, kind = _STATIC[name]
    content = files(package).joinpath(file).read_text(encoding="utf-8")
    return Response(content, media_type=kind)


def _chart(request: Request) -> Response:
    site = _site(request)
    editing = site.editings.find(request.query_params.get("window"))
    with editing.lock:
        page = answers.chart_page(
            site.workspace, editing, request.path_params["kind"], site.today()
        )
    return HTMLResponse(page, headers={"content-security-policy": SHOWN_POLICY})


def _report(request: Request) -> Response:
    site = _site(request)
    editing = site.editings.find(request.query_params.get("window"))
    with editing.lock:
        page = answers.report_page(site.workspace, editing, site.today())
    return HTMLResponse(page, headers={"content-security-policy": SHOWN_POLICY})


async def _open(request: Request) -> Response:
    site = _site(request)
    given = await _body(request)
    editing = await run_in_threadpool(site.editings.open, given.get("plan"))
    answer = {"window": editing.id, "words": editing.board.words}
    return JSONResponse(answer | await run_in_threadpool(_state, site, editing))


def _doing(act: Act) -> Callable[[Request], Any]:
    """The answer to an act in a window: the board as it is then, and what came of it."""

    async def answer(request: Request) -> Response:
        site = _site(request)
        given = await _body(request)
        editing = site.editings.find(given.get("window"))
        return JSONResponse(await run_in_threadpool(_do, act, site, editing, given))

    return answer


def _do(
    act: Act, site: Site, editing: Editing, given: dict[str, Any]
) -> dict[str, Any]:
    # A window may ask twice before it is answered; one plan is edited at a time.
    with editing.lock:
        done = act(site, editing, given)
        # These change nothing, and a look is asked for every few seconds.
        return done if act in (_look, _download) else done | _state(site, editing)


def _state(site: Site, editing: Editing) -> dict[str, Any]:
    return answers.state(editing, site.today())


async def _body(request: Request) -> dict[str, Any]:
    content = b""
    async for part in request.stream():
        content += part
        # It may be longer than it said.
        if len(content) > LARGEST:
            raise HTTPException(413)
    try:
        given = json.loads(content)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise HTTPException(400)
    return given


def _ask(_: Site, editing: Editing, given: dict[str, Any]) -> dict[str, Any]:
    editing.ask(given.get("requests"))
    return {}


def _save(site: Site, editing: Editing, given: dict[str, Any]) -> dict[str, Any]:
    is_again = given.get("again") is True
    return {"notes": editing.save(site.today(), is_again=is_again)}


def _download(_: Site, editing: Editing, __: dict[str, Any]) -> dict[str, Any]:
    content, notes = editing.download()
    return {"content": b64encode(content).decode(), "notes": notes}


def _reload(_: Site, editing: Editing, __: dict[str, Any]) -> dict[str, Any]:
    editing.reload()
    return {"fresh": True}


def _merge(_: Site, editing: Editing, __: dict[str, Any]) -> dict[str, Any]:
    return {"fresh": True, "conflicts": editing.merge()}


def _look(_: Site, editing: Editing, __: dict[str, Any]) -> dict[str, Any]:
    return {"file": editing.look()}


_ACTS: dict[str, Act] = {
    "ask": _ask,
    "save": _save,
    "download": _download,
    "reload": _reload,
    "merge": _merge,
    "look": _look,
}
