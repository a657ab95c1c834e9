"""Actions as a calendar that other programs read: RFC 5545, stable, in both languages."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest
from hypothesis import given, strategies as st

import powermap as pm
from powermap.exchange.calendar_file import render_calendar
from powermap.language import Language

TEXTS = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" "),
    min_size=1,
    max_size=120,
).map("a{}".format)


def events_of(text):
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar["VERSION"] == "2.0"
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_dated_action_of_the_demo_is_a_whole_day(lang):
    plan = pm.northwind_plan(lang)
    text = render_calendar(plan, Language(lang))
    events = events_of(text)
    dated = [action for action in plan.actions if action.due is not None]
    assert [str(event["SUMMARY"]) for event in events] == [each.name for each in dated]
    for event, action in zip(events, dated, strict=True):
        assert event["DTSTART"].dt == action.due
        assert type(event["DTSTART"].dt) is date
        assert str(event["CONTACT"]) == action.who
        assert action.who in event["DESCRIPTION"]
        for id in action.with_people:
            assert plan.center[id].name in event["DESCRIPTION"]
        assert not event.errors
    assert ("负责人" in text) == (lang == "zh")
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert lines[-1] == b""
    assert b"\n" not in text.encode().replace(b"\r\n", b"")


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_comes_back_as_it_was(name, who, account):
    action = pm.plan.Action(name, who=who, due="2026-12-01")
    plan = pm.AccountPlan(account, actions=[action])
    text = render_calendar(plan, Language("en"))
    [event] = events_of(text)
    assert str(event["SUMMARY"]) == plan.actions[0].name
    assert str(event["CONTACT"]) == plan.actions[0].who
    for line in text.encode().split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_an_action_keeps_its_id_when_its_day_its_owner_or_its_state_changes():
    def ids(*actions):
        plan = pm.AccountPlan("Northwind", actions=actions)
        events = events_of(render_calendar(plan, Language("en")))
        return [str(event["UID"]) for event in events]

    call = pm.plan.Action("Call", who="Kim", due="2026-12-01")
    moved = pm.plan.Action("Call", who="Lee", due="2026-12-08", state="under_way")
    other = pm.plan.Action("Write", due="2026-12-02")
    assert ids(call) == ids(moved) == ids(other, call)[1:]
    assert len(set(ids(call, moved, other))) == 3


def test_what_is_dropped_is_cancelled():
    action = pm.plan.Action("Call", due="2026-12-01", state="dropped")
    plan = pm.AccountPlan("Northwind", actions=[action])
    [event] = events_of(render_calendar(plan, Language("en")))
    assert event["STATUS"] == "CANCELLED"


def test_written_as_any_other_format(tmp_path):
    actions = [pm.plan.Action("Call", due="2026-12-01"), pm.plan.Action("Think")]
    plan = pm.AccountPlan("Northwind", actions=actions)
    with pytest.warns(pm.PowermapWarning, match="no due date: 1 action"):
        path = pm.write(plan, tmp_path / "actions.ics")
    assert len(events_of(path.read_bytes())) == 1
    with pytest.raises(pm.FormatError, match="no action with a due date"):
        pm.write(pm.northwind(), tmp_path / "none.ics")
    assert [each.name for each in tmp_path.iterdir()] == ["actions.ics"]


def test_a_plan_whose_actions_an_audience_does_not_see_says_so(tmp_path):
    plan = pm.AccountPlan("Acme", center=pm.BuyingCenter("ERP"))
    hidden = pm.redact(pm.northwind_plan(), "customer", key="a key for the tests")
    for subject, said in ((plan, "; add one"), (hidden, "prepared for the customer")):
        with pytest.raises(pm.FormatError, match=said):
            pm.write(subject, tmp_path / "actions.ics")
