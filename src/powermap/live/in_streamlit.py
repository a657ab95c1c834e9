"""The board in an app of Streamlit: each edit runs the script again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from threading import RLock
from typing import Any
from uuid import uuid4

import streamlit as st
from streamlit.components.v2 import component
from streamlit.elements.lib.form_utils import is_in_form

from powermap.errors import ModelError
from powermap.judgment.judge import Subject, judge
from powermap.language import Quoted, Reason
from powermap.live.session import BoardSession
from powermap.model import AccountPlan
from powermap.model.playbook import Playbook


def _read_source(name: str) -> str:
    source = files("powermap.live").joinpath(name)
    return source.read_text(encoding="utf-8")


def _read_module() -> str:
    """The board's page and what mounts it, as one module: nothing is imported."""
    board = _read_source("board.js")
    board = board.replace("export default {", "const board = {")
    return board + "\n" + _read_source("streamlit.js")


_MODULE = _read_module()
_STYLE = _read_source("board.css")


@dataclass
class KeptBoard:
    """What the session of an app keeps under the key of a board."""

    id: str
    session: BoardSession
    options: dict[str, Any]
    given: AccountPlan
    returned: AccountPlan
    # Streamlit begins the next run of a script while the one before it still ends, in
    # a thread of its own: without a lock quick edits would be lost.
    lock: RLock = field(default_factory=RLock, repr=False, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, lock=RLock())

    def knows(self, plan: AccountPlan) -> bool:
        """Whether a plan is the one given before, or one that came from here."""
        return plan in (self.given, self.returned, self.session.plan)

    def lost_with(self) -> Reason | None:
        """The message when another plan replaces this one and edits are lost."""
        with self.lock:
            session = self.session
            count = len(session.python)
            if not count or session.plan == self.given:
                return None
            return Reason(
                "message.charts.board_replaced",
                count=count,
                name=Quoted(session.center.name),
            )

    def take(self, plan: AccountPlan, options: dict[str, Any]) -> bool:
        """Go on with what a run of the script gives; not where it is another plan."""
        with self.lock:
            if not self.knows(plan):
                return False
            if self.options != options:
                self.session = self.session.in_other_words(options)
                self.options = options
            self.given = plan
            return True

    def ask(self, asked: object) -> None:
        """Handle what a page asks of this board, and nothing asked of another."""
        if not isinstance(asked, dict) or asked.get("board") != self.id:
            return
        with self.lock:
            self.session.ask(asked.get("requests"))

    def show(self) -> tuple[dict[str, Any], AccountPlan]:
        """What the page gets, and the plan that the script gets with it."""
        with self.lock:
            session = self.session
            data = {
                "board": self.id,
                "words": session.words,
                "picture": session.picture,
                "answer": session.answer,
            }
            self.returned = session.plan
            return data, self.returned


def show_board(
    subject: Subject,
    *,
    key: str,
    placement: str | None,
    title: str | None,
    lang: str,
    playbook: Playbook | None,
    show: str | Sequence[str],
    with_notes: bool,
) -> AccountPlan:
    """See `powermap.live.streamlit_board`."""
    if is_in_form(st._main):  # noqa: SLF001 - Streamlit says it nowhere else
        raise ModelError(Reason("message.charts.board_in_form"))
    judgment = judge(subject, playbook=playbook)
    options = {
        "placement": placement,
        "title": title,
        "lang": lang,
        "playbook": judgment.playbook,
        "show": show if isinstance(show, str) else tuple(show),
        "with_notes": with_notes,
    }
    kept = _keep(judgment.plan, options, key)
    # Streamlit stores a component once for each process, and says nothing when it is
    # the same; here rather than once, since every test of an app has a store of its own.
    mount = component("powermap_board", js=_MODULE, css=_STYLE)
    data, plan = kept.show()
    mount(key=_page_key(key), data=data, on_asked_change=_handler(key))
    return plan


def _page_key(key: str) -> str:
    return f"{key}.page"


def _keep(plan: AccountPlan, options: dict[str, Any], key: str) -> KeptBoard:
    """The board under a key, made where there is none of this plan."""
    kept = st.session_state.get(key)
    if kept is not None and not isinstance(kept, KeptBoard):
        reason = Reason("message.charts.streamlit_key", key=Quoted(key))
        raise ModelError(reason)
    if kept is not None and kept.take(plan, options):
        return kept
    # Requests name their board, so that one on the way never reaches the next plan.
    session = BoardSession(plan, **options)
    lost = kept.lost_with() if kept is not None else None
    if lost is not None:
        session.tell(lost)
    kept = KeptBoard(uuid4().hex, session, options, plan, plan)
    st.session_state[key] = kept
    return kept


def _handler(key: str) -> Callable[[], None]:
    """What Streamlit calls before the script runs again."""

    def handle() -> None:
        kept = st.session_state.get(key)
        asked = st.session_state[_page_key(key)].get("asked")
        if isinstance(kept, KeptBoard):
            kept.ask(asked)

    return handle
