"""The board as an anywidget: the page sends requests, Python answers with pictures."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from powermap.charts import Chart
from powermap.charts.options import ChartOptions, page_of, shown_fields
from powermap.charts.photos import load_photos, shows_photos
from powermap.errors import PowermapError
from powermap.judgment.judge import Subject, judge
from powermap.language import Quoted, Reason
from powermap.live.history import History
from powermap.live.memory import Memory
from powermap.live.picture import Look, draw_picture, page_words
from powermap.live.requests import apply_request
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.playbook import Playbook
from powermap.scene import Scene


def _read_source(name: str) -> str:
    source = files("powermap.live").joinpath(name)
    return source.read_text(encoding="utf-8")


class Board(anywidget.AnyWidget):
    """A live quadrant; made by `powermap.board`.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people to begin with; everything else of a plan stays as it is.
    placement, title, lang, playbook, show, with_notes
        As of `powermap.board`.

    Examples
    --------
    >>> import powermap as pm
    >>> live = pm.board(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")]))
    >>> live.observe(lambda change: print(len(change["new"])), "center")
    >>> live.undo()  # nothing to undo
    >>> live.plan.account
    'ERP'
    """

    _esm = _read_source("board.js")
    _css = _read_source("board.css")

    center = traitlets.Instance(
        BuyingCenter, read_only=True, help="The buying center as it is now."
    )
    _words = traitlets.Dict().tag(sync=True)
    _picture = traitlets.Dict().tag(sync=True)
    _answer = traitlets.Dict().tag(sync=True)
    # A list that is synchronized and not messages: hosts merge updates while the kernel
    # is busy, and a list of what is not answered yet loses nothing
    # (docs/decisions/0012). Any, so that what is no list can be refused with a message
    # instead of an exception in the widget machinery.
    _requests = traitlets.Any(()).tag(sync=True)

    def __init__(
        self,
        subject: Subject,
        *,
        placement: str | None = None,
        title: str | None = None,
        lang: str = "en",
        playbook: Playbook | None = None,
        show: str | Sequence[str] = (),
        with_notes: bool = False,
    ) -> None:
        judgment = judge(subject, playbook=playbook)
        language = judgment.playbook.language(lang)
        options: ChartOptions = {"show": show, "with_notes": with_notes}
        page = page_of(options, title)
        if shows_photos(shown_fields(options)):
            # Once: who is added later has none, and whoever is back has theirs again.
            page = replace(page, photos=load_photos(judgment.center))
        look = Look(placement, page, language, judgment.playbook)
        memory = Memory()
        scene = look.draw(judgment.center, memory)
        # The placement is chosen once, so that the board does not jump.
        self._look = look.with_placement(str(scene.metrics["placement"]))
        self._plan = judgment.plan
        self._history = History(judgment.center)
        self._scene = scene
        self._last_number = 0
        self._memory = memory
        super().__init__(
            _words=page_words(language, judgment.playbook.style),
            _picture=draw_picture(self._history, self._look, scene, memory),
            _answer={"n": 0, "refused": ""},
        )
        # set_trait is the only way to set a read-only trait, and it needs the widget to
        # exist.
        self.set_trait("center", judgment.center)
        self.observe(self._on_requests, "_requests")

    def __repr__(self) -> str:
        count = len(self._history.done)
        changes = f"{count} changes"
        if count == 1:
            changes = "1 change"
        people = len(self.center)
        return f"<Board {self.center.name!r}, {people} people, {changes}>"

    @property
    def plan(self) -> AccountPlan:
        """The plan with the people as they are now: save this one.

        People who were removed are taken out of its actions too.
        """
        return self._plan.with_center(self.center)

    @property
    def python(self) -> tuple[str, ...]:
        """What was done and not undone, as lines of Python.

        They work on a ``center``, with powermap imported as ``pm``.
        """
        return self._history.python

    @property
    def chart(self) -> Chart:
        """The picture as it is now, to save or to draw."""
        colors = self._look.playbook.style
        return Chart(self._scene, colors)

    def undo(self) -> None:
        """Take back the last change, if there is one."""
        history = self._history.undo()
        self._show(history)

    def redo(self) -> None:
        """Do again what was taken back last, if there is anything."""
        history = self._history.redo()
        self._show(history)

    def _show(self, history: History, scene: Scene | None = None) -> None:
        """Show a state, answer the request that led to it, then tell observers."""
        if scene is None:
            scene = self._look.draw(history.center, self._memory)
        picture = draw_picture(history, self._look, scene, self._memory)
        self._history = history
        self._scene = scene
        # One update with both, or the page would show an answer beside the old picture.
        with self.hold_sync():
            self._picture = picture
            self._answer_request()
        self.set_trait("center", history.center)

    def _answer_request(self, refused: str = "") -> None:
        self._answer = {"n": self._last_number, "refused": refused}

    def _on_requests(self, change: dict[str, Any]) -> None:
        """Handle, in their order, the requests since the last answer."""
        requests = change["new"]
        if not isinstance(requests, Sequence) or isinstance(requests, str):
            requests = [requests]
        for request in requests:
            number = request.get("n") if isinstance(request, dict) else None
            if not isinstance(number, int):
                reason = Reason(
                    "message.charts.request_without_number", value=Quoted(request)
                )
                self._answer_request(self._look.language.text(reason))
            # The page repeats what is not answered, so older numbers are done already.
            elif number > self._last_number:
                self._last_number = number
                self._handle(request)

    def _handle(self, request: object) -> None:
        """Do what is asked.

        It is drawn first: what is refused, or cannot be drawn, leaves the board as
        it was.
        """
        try:
            history = apply_request(self._history, request)
            # Refused now, and not when the plan is read later: an action may need its
            # people.
            self._plan.with_center(history.center)
            scene = self._look.draw(history.center, self._memory)
        # Only our own errors are told on the board; any other is a defect and has to be
        # seen.
        except PowermapError as error:
            self._answer_request(error.say(self._look.language))
        else:
            self._show(history, scene)

    def _repr_mimebundle_(
        self,
        include: Container[str] | None = None,
        exclude: Container[str] | None = None,
        **_: object,
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The widget, and the picture for front ends that run no widgets."""
        bundle = super()._repr_mimebundle_()
        if bundle is None:
            return None
        data, metadata = bundle
        # Front ends take the richest form that they know; GitHub and exports know the
        # picture only.
        return {**self.chart._repr_mimebundle_(include, exclude), **data}, metadata
