"""A board without a page: what it shows, what is asked of it, and what comes of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

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

__all__ = ["BoardSession"]


class BoardSession:
    """One board that somebody edits, in whatever page it is shown.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people to begin with; everything else of a plan stays as it is.
    placement, title, lang, playbook, show, with_notes
        As of `powermap.board`.

    Examples
    --------
    >>> session = BoardSession(BuyingCenter("ERP"))
    >>> session.ask([{"n": 1, "do": "add", "name": "Ana Ruiz"}])
    True
    >>> session.python, session.answer
    (('center = center.add(pm.Stakeholder("Ana Ruiz"))',), {'n': 1, 'refused': ''})
    """

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
        self._memory = Memory()
        scene = look.draw(judgment.center, self._memory)
        # The placement is chosen once, so that the board does not jump.
        self._look = look.with_placement(str(scene.metrics["placement"]))
        self._plan = judgment.plan
        self._history = History(judgment.center)
        self._scene = scene
        self._last_number = 0
        self.words = page_words(language, judgment.playbook.style)
        """What the page says by itself."""
        self.picture = self._draw_picture(self._history, scene)
        """What the page shows."""
        self.answer: dict[str, Any] = {"n": 0, "refused": ""}
        """The number of the last request, and why it was refused, if it was."""

    @property
    def center(self) -> BuyingCenter:
        """The people as they are now."""
        return self._history.center

    @property
    def plan(self) -> AccountPlan:
        """The plan with the people as they are now.

        People who were removed are taken out of its actions too.
        """
        return self._plan.with_center(self.center)

    @property
    def python(self) -> tuple[str, ...]:
        """What was done and not undone, as lines of Python."""
        return self._history.python

    @property
    def chart(self) -> Chart:
        """The picture as it is now."""
        return Chart(self._scene, self._look.playbook.style)

    def undo(self) -> None:
        """Take back the last change, if there is one."""
        self._show(self._history.undo())

    def redo(self) -> None:
        """Do again what was taken back last, if there is anything."""
        self._show(self._history.redo())

    def tell(self, reason: Reason) -> None:
        """Say something on the board."""
        self._answer(self._look.language.text(reason))

    def in_other_words(self, options: Mapping[str, Any]) -> BoardSession:
        """The same board by other options: edits, undo and redo go on.

        It begins with the plan that this one began with: what undo brings back needs
        its actions and its photo.
        """
        placement = options.get("placement")
        if placement in (None, "auto"):
            placement = self._look.placement
        other = BoardSession(self._plan, **{**options, "placement": placement})
        other._last_number = self._last_number
        other._show(self._history)
        other.answer = self.answer
        return other

    def ask(self, requests: object) -> bool:
        """Handle, in their order, the requests since the last answer.

        Returns
        -------
        bool
            Whether there is another picture.
        """
        if not isinstance(requests, Sequence) or isinstance(requests, str):
            requests = [requests]
        before = self.picture
        for request in requests:
            number = request.get("n") if isinstance(request, dict) else None
            if not isinstance(number, int):
                reason = Reason(
                    "message.charts.request_without_number", value=Quoted(request)
                )
                self.tell(reason)
            # The page repeats what is not answered, so older numbers are done already.
            elif number > self._last_number:
                self._last_number = number
                self._handle(request)
        return self.picture is not before

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
            self._answer(error.say(self._look.language))
        else:
            self._show(history, scene)

    def _show(self, history: History, scene: Scene | None = None) -> None:
        if scene is None:
            scene = self._look.draw(history.center, self._memory)
        self.picture = self._draw_picture(history, scene)
        self._history = history
        self._scene = scene
        self._answer()

    def _answer(self, refused: str = "") -> None:
        self.answer = {"n": self._last_number, "refused": refused}

    def _draw_picture(self, history: History, scene: Scene) -> dict[str, Any]:
        return draw_picture(history, self._look, scene, self._memory)
