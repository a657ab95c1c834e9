"""The board as an anywidget. The page holds wishes; Python grants or refuses them and sends the new picture."""

from __future__ import annotations

from collections.abc import Container
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from powermap.charts import Chart
from powermap.errors import PowermapError, shown
from powermap.judgment.roles import GRID, Grid
from powermap.live.edits import History
from powermap.live.picture import Look, picture, words
from powermap.live.requests import granted
from powermap.model import BuyingCenter
from powermap.scene import Scene


def _source(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


class Board(anywidget.AnyWidget):
    """A live quadrant; made by `powermap.board`.

    Parameters
    ----------
    center : BuyingCenter
        The people to begin with.
    placement, title, lang, grid
        As of `powermap.board`.

    Examples
    --------
    >>> import powermap as pm
    >>> live = pm.board(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")]))
    >>> live.observe(lambda change: print(len(change["old"]), "to", len(change["new"])), "center")
    >>> live.undo()  # nothing to undo
    """

    _esm = _source("board.js")
    _css = _source("board.css")

    center = traitlets.Instance(
        BuyingCenter, read_only=True, help="The buying center as it is now."
    )
    _words = traitlets.Dict().tag(sync=True)
    _picture = traitlets.Dict().tag(sync=True)
    _answer = traitlets.Dict().tag(sync=True)
    _wishes = traitlets.Any(()).tag(sync=True)

    def __init__(
        self,
        center: BuyingCenter,
        *,
        placement: str = "auto",
        title: str | None = None,
        lang: str = "en",
        grid: Grid = GRID,
    ) -> None:
        first = Look(placement, title, lang, grid).scene(center)
        self._look = Look(str(first.metrics["placement"]), title, lang, grid)
        self._history, self._scene, self._last = History(center), first, 0
        shown_first = picture(self._history, self._look, first)
        super().__init__(
            _words=words(self._look),
            _picture=shown_first,
            _answer={"n": 0, "refused": ""},
        )
        self.set_trait("center", center)
        self.observe(self._on_wishes, "_wishes")

    def __repr__(self) -> str:
        done = len(self._history.done)
        return f"<Board {self.center.name!r}, {len(self.center)} people, {done} change{'' if done == 1 else 's'}>"

    @property
    def python(self) -> tuple[str, ...]:
        """What was done and not undone, as lines of Python for a `center` and powermap as `pm`."""
        return self._history.python

    @property
    def chart(self) -> Chart:
        """The picture as it is now, to save or to draw."""
        return Chart(self._scene)

    def undo(self) -> None:
        """Take the last change back, if there is one."""
        self._take(self._history.undo())

    def redo(self) -> None:
        """Do again what was taken back last, if there is anything."""
        self._take(self._history.redo())

    def _take(self, history: History, scene: Scene | None = None) -> None:
        """Show a state, with the answer to the wish that asked for it, and then tell everybody who observes."""
        scene = scene or self._look.scene(history.center)
        drawn = picture(history, self._look, scene)
        self._history, self._scene = history, scene
        with self.hold_sync():
            self._picture = drawn
            self._reply()
        self.set_trait("center", history.center)

    def _reply(self, refused: str = "") -> None:
        self._answer = {"n": self._last, "refused": refused}

    def _on_wishes(self, change: dict[str, Any]) -> None:
        """Grant, in their order, the wishes that came since the last answer."""
        new = change["new"]
        for wish in new if isinstance(new, list | tuple) else [new]:
            number = wish.get("n") if isinstance(wish, dict) else None
            if not isinstance(number, int):
                self._reply(f"{shown(wish)} is no wish with a number 'n'")
            elif number > self._last:
                self._last = number
                self._grant(wish)

    def _grant(self, wish: object) -> None:
        """Do what is wished for. It is drawn first: what is refused, or cannot be drawn, leaves the board as it was."""
        try:
            history = granted(self._history, wish)
            scene = self._look.scene(history.center)
        except PowermapError as error:
            self._reply(str(error))
        else:
            self._take(history, scene)

    def _repr_mimebundle_(
        self,
        include: Container[str] | None = None,
        exclude: Container[str] | None = None,
        **_: object,
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The widget, and the picture as it is now for front ends that run no widgets."""
        made = super()._repr_mimebundle_()
        if made is None:
            return None
        data, metadata = made
        return self.chart._repr_mimebundle_(include, exclude) | data, metadata
