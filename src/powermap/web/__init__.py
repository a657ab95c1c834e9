"""The plans of a folder in any browser: the live board, all charts and the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from powermap.files.installing import extra_needed
from powermap.language import Lang

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from powermap.workspace import Workspace

__all__ = ["app"]


def app(
    folder: str | Workspace,
    *,
    today: Callable[[], date],
    token: str | None = None,
    lang: Lang = "en",
) -> Starlette:
    """An ASGI app that shows and edits the plans of a folder.

    Needs Starlette, which the extra ``buying-powermap[web]`` installs.

    Parameters
    ----------
    folder : path or Workspace
        Nothing outside it is read or written. A `Workspace` may be read-only, or
        redacted for an audience.
    today : callable
        The current day: ``date.today`` where no other is wanted.
    token : str, optional
        Every address begins with it, so that nobody else on the computer opens the
        plans. None where the program around the app checks who the user is.
    lang : {"en", "zh"}
        Language of the pages.

    Returns
    -------
    object
        A Starlette app, to be served, or mounted in another app.

    Raises
    ------
    MissingDependencyError
        When Starlette is not installed.
    FormatError
        When there is no such folder, or the token can be guessed.

    Examples
    --------
    >>> import tempfile
    >>> from datetime import date
    >>> from starlette.testclient import TestClient
    >>> plans = app(tempfile.mkdtemp(), today=lambda: date(2026, 11, 20))
    >>> TestClient(plans, base_url="http://127.0.0.1").get("/").status_code
    200
    """
    with extra_needed("web", "starlette", "message.web.no_starlette"):
        from powermap.web.application import make_app
    return make_app(folder, today=today, token=token, lang=lang)
