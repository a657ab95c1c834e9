"""The board as an anywidget: the page sends requests, Python answers with pictures."""

from __future__ import annotations

from collections.abc import Container, Sequence
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from powermap.charts import Chart
from powermap.judgment.judge import Subject
from powermap.live.session import BoardSession
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.playbook import Playbook


def _read_source(name: str) -> str:
    source = files("powermap.live").joinpath(name)
    return source.read_text(encoding="utf-8")


class Board(anywidget.AnyWidget):
    """A live quadrant; made by `powermap.board`.

    A board belongs to its page and changes with it. So it is not a value: it cannot be
    pickled or copied. Keep ``board.plan``, which can.

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
        self._session = BoardSession(
            subject,
            placement=placement,
            title=title,
            lang=lang,
            playbook=playbook,
            show=show,
            with_notes=with_notes,
        )
        super().__init__(
            _words=self._session.words,
            _picture=self._session.picture,
            _answer=self._session.answer,
        )
        # set_trait is the only way to set a read-only trait, and it needs the widget to
        # exist.
        self.set_trait("center", self._session.center)
        self.observe(self._on_requests, "_requests")

    def __repr__(self) -> str:
        count = len(self.python)
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
        return self._session.plan

    @property
    def python(self) -> tuple[str, ...]:
        """What was done and not undone, as lines of Python.

        They work on a ``center``, with powermap imported as ``pm``.
        """
        return self._session.python

    @property
    def chart(self) -> Chart:
        """The picture as it is now, to save or to draw."""
        return self._session.chart

    def undo(self) -> None:
        """Take back the last change, if there is one."""
        self._session.undo()
        self._show()

    def redo(self) -> None:
        """Do again what was taken back last, if there is anything."""
        self._session.redo()
        self._show()

    def _on_requests(self, change: dict[str, Any]) -> None:
        self._session.ask(change["new"])
        self._show()

    def _show(self) -> None:
        """Show a state with the answer that led to it, then tell observers."""
        # One update with both, or the page would show an answer beside the old picture.
        with self.hold_sync():
            self._picture = self._session.picture
            self._answer = self._session.answer
        self.set_trait("center", self._session.center)

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
