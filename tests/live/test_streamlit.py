"""The board in an app of Streamlit: its Python half, in Streamlit's own test of apps."""

from __future__ import annotations

import json
import pickle
import sys
from threading import Thread
from time import sleep

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

import powermap as pm
from powermap.errors import MissingDependencyError
from powermap.live import streamlit_board
from powermap.live.session import BoardSession

STANCE = {"do": "set", "id": "dana-whitfield", "field": "stance", "value": "champion"}
RENAME = {"do": "set", "id": "dana-whitfield", "field": "name", "value": "Dana W."}


@pytest.fixture(autouse=True)
def main_module(monkeypatch):
    """Streamlit puts the script in its place, and processes of later tests would run it."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


def app():
    """The script of the app; it runs apart from this module."""
    import streamlit as st

    import powermap as pm
    from powermap.live import streamlit_board

    state = st.session_state
    if state.get("in_form"):
        with st.form("form"):
            streamlit_board(pm.northwind_plan(), key="deal")
    plan = state.get("plan") or pm.northwind_plan()
    back = streamlit_board(plan, key="deal", lang=state.get("lang", "en"))
    if state.get("feeds_back"):
        state["plan"] = back
    state["back"] = back
    if state.get("two"):
        center = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")])
        state["small"] = streamlit_board(center, key="other")


class App:
    """An app, and what the pages of its boards ask."""

    def __init__(self, **state):
        self.test = AppTest.from_function(app, default_timeout=60)
        self.run(**state)

    def run(self, **state):
        for name, value in state.items():
            self.test.session_state[name] = value
        self.test.run()
        assert not self.test.exception

    def __getitem__(self, name):
        return self.test.session_state[name]

    def page(self, at=0):
        proto = self.test.get("bidi_component")[at].proto
        return proto.id, json.loads(proto.json)

    def ask(self, *wishes, at=0, board=None):
        """What a page does: wishes with numbers after the last answer."""
        id, data = self.page(at)
        first = data["answer"]["n"] + 1
        requests = [{"n": n, **wish} for n, wish in enumerate(wishes, first)]
        self.send(id, {"board": board or data["board"], "requests": requests})
        return self.page(at)[1]["answer"]

    def send(self, id, asked):
        states = WidgetStates()
        states.widgets.add(id=id, json_value=json.dumps({"asked": asked}))
        self.test._run(states)
        assert not self.test.exception


def stance(plan):
    return plan.center["dana-whitfield"].stance.value


def test_an_edit_comes_back_as_the_plan_and_stays():
    it = App()
    assert it["back"] == pm.northwind_plan()
    assert it.ask(STANCE) == {"n": 1, "refused": ""}
    assert stance(it["back"]) == "champion"
    assert it.page()[1]["picture"]["undo"]
    it.run()
    assert stance(it["back"]) == "champion"
    assert it.ask({"do": "undo"})["n"] == 2
    assert it["back"] == pm.northwind_plan()


def test_what_is_refused_is_said_and_leaves_the_plan():
    it = App()
    refused = it.ask({**STANCE, "value": "angry"})["refused"]
    assert "angry" in refused
    assert it["back"] == pm.northwind_plan()
    id, data = it.page()
    for nonsense in (
        "x",
        {"board": data["board"]},
        {"board": 3, "requests": [{"n": 9}]},
    ):
        it.send(id, nonsense)
        assert it["back"] == pm.northwind_plan()


def test_only_another_plan_replaces_the_board():
    it = App()
    before = it.page()[1]["board"]
    it.ask(STANCE)
    it.run(plan=pm.northwind_plan())
    assert (it.page()[1]["board"], stance(it["back"])) == (before, "champion")
    other = pm.northwind_plan().model_copy(update={"account": "Contoso"})
    it.run(plan=other)
    assert it["back"] == other
    assert it.page()[1]["board"] != before
    assert "your 1 change to" in it.page()[1]["answer"]["refused"]
    # What was asked of the plan before has no place in this one.
    it.ask(STANCE, board=before)
    assert it["back"] == other


def test_a_plan_that_is_given_back_keeps_every_edit():
    it = App(feeds_back=True)
    before = it.page()[1]["board"]
    for wish in (STANCE, RENAME, {"do": "undo"}, {"do": "redo"}, {"do": "undo"}):
        it.ask(wish)
        assert it.page()[1]["board"] == before
    assert it["plan"] == it["back"]
    assert stance(it["plan"]) == "champion"
    it.ask({"do": "undo"})
    assert it["plan"] == pm.northwind_plan()


def test_another_language_keeps_edits_and_undo():
    it = App()
    english = it.page()[1]
    it.ask(STANCE)
    it.run(lang="zh")
    chinese = it.page()[1]
    assert (english["words"]["lang"], chinese["words"]["lang"]) == ("en", "zh")
    assert (chinese["board"], chinese["answer"]["n"]) == (english["board"], 1)
    assert stance(it["back"]) == "champion"
    it.ask({"do": "undo"})
    assert it["back"] == pm.northwind_plan()


def small_plan():
    ana = pm.Stakeholder("Ana Ruiz", power=7, involvement=4)
    center = pm.BuyingCenter("ERP", [ana])
    visit = pm.plan.Action("Visit Ana", with_people=["ana-ruiz"])
    return pm.AccountPlan("Northwind", center=center, actions=[visit])


def test_undo_in_another_language_brings_back_all_of_somebody():
    """Also where the script gives back a plan without them."""
    it = App(feeds_back=True, plan=small_plan())
    it.ask({"do": "remove", "id": "ana-ruiz"})
    it.run(lang="zh")
    it.ask({"do": "undo"})
    assert it["back"] == small_plan()


def test_another_language_leaves_discs_discs():
    it = App(plan=small_plan())
    assert it.page()[1]["picture"]["axes"]
    it.ask({"do": "add", "name": "Ben Ode"})
    it.run(lang="zh")
    assert it.page()[1]["picture"]["axes"]


def test_runs_that_overlap_lose_no_edit(monkeypatch):
    """Streamlit begins the next run while the one before it still draws."""
    it, handle = App(), BoardSession._handle

    def handle_slowly(session, request):
        sleep(0.05)
        handle(session, request)

    monkeypatch.setattr(BoardSession, "_handle", handle_slowly)
    kept, board = it["deal"], it.page()[1]["board"]
    wishes = [{"n": n, "do": "add", "name": f"Person {n}"} for n in range(1, 5)]
    runs = []
    for most in range(1, 5):
        asked = {"board": board, "requests": wishes[:most]}
        runs.append(Thread(target=kept.ask, args=[asked]))
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert len(kept.session.python) == 4


def test_two_boards_on_a_page_are_two():
    it = App(two=True)
    it.ask({"do": "add", "name": "Ben Ode"}, at=1)
    assert [each.name for each in it["small"].center] == ["Ana Ruiz", "Ben Ode"]
    assert it["back"] == pm.northwind_plan()


def test_the_state_is_deleted_or_kept_elsewhere_as_any_other():
    it = App()
    it.ask(STANCE)
    copy = pickle.loads(pickle.dumps(it["deal"]))
    assert copy.session.plan == it["back"]
    del it.test.session_state["deal"]
    it.run()
    assert it["back"] == pm.northwind_plan()


def test_a_key_that_is_taken_is_refused():
    test = AppTest.from_function(app, default_timeout=60)
    test.session_state["deal"] = "a text"
    test.run()
    assert "under the key 'deal'" in test.exception[0].message


def test_a_form_which_would_hold_edits_back_is_refused():
    test = AppTest.from_function(app, default_timeout=60)
    test.session_state["in_form"] = True
    test.run()
    assert "inside st.form" in test.exception[0].message


def test_without_streamlit_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "streamlit", None)
    monkeypatch.delitem(sys.modules, "powermap.live.in_streamlit", raising=False)
    with pytest.raises(MissingDependencyError, match=r"buying-powermap\[streamlit\]"):
        streamlit_board(pm.northwind_plan(), key="deal")
