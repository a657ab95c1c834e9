from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

import powermap as pm
from powermap.live import edits
from powermap.live.history import History
from powermap.live.requests import CELLS, apply_request
from powermap.model import Involvement, Power

CENTER = pm.BuyingCenter(
    "ERP",
    [
        pm.Stakeholder("Ana Ruiz", power=8, involvement=3, stance="neutral"),
        pm.Stakeholder("Ben Ode", power="decider", involvement="high"),
        pm.Stakeholder("Cem Öz", power="influencer"),
        pm.Stakeholder('Dee "D\'" Li', id="dee"),
    ],
    [
        pm.Tie("ben-ode", "ana-ruiz", "influences", 3),
        pm.Tie("cem-oz", "ben-ode", "reports_to"),
    ],
)


def carried_out(lines, center=CENTER):
    """What somebody gets who pastes the lines after `center`."""
    names = {"pm": pm, "center": center}
    for line in lines:
        exec(line, names)
    return names["center"]


ids = st.sampled_from([person.id for person in CENTER] + ["new", "nobody"])
texts = st.text(max_size=12) | st.sampled_from(
    ["New", "Ana Ruiz", '"', "a'b\"c", "\\", "# power was 3"]
)
levels = (
    st.none()
    | st.floats()
    | st.integers(-1, 11)
    | st.sampled_from(["decider", "low", "高", "x"])
)
kinds = st.sampled_from([*pm.TieKind, "loves"])
wishes = st.one_of(
    st.builds(dict, do=st.just("cell"), id=ids, cell=st.sampled_from([*CELLS, "cell"])),
    st.builds(dict, do=st.just("point"), id=ids, power=levels, involvement=levels),
    st.builds(
        dict,
        do=st.just("set"),
        id=ids,
        field=st.sampled_from(["power", "involvement"]),
        value=levels,
    ),
    st.builds(
        dict,
        do=st.just("set"),
        id=ids,
        field=st.just("stance"),
        value=st.sampled_from([*pm.Stance, None, "x"]),
    ),
    st.builds(dict, do=st.just("set"), id=ids, field=st.just("name"), value=texts),
    st.builds(dict, do=st.just("add"), name=texts),
    st.builds(dict, do=st.just("remove"), id=ids),
    st.builds(
        dict,
        do=st.sampled_from(["connect", "disconnect"]),
        source=ids,
        target=ids,
        kind=kinds,
    ),
    st.builds(dict, do=st.sampled_from(["undo", "redo"])),
)


@given(st.lists(wishes, max_size=12))
def test_the_lines_of_python_lead_to_the_center(asked):
    history = History(CENTER)
    for request in asked:
        with suppress(pm.ModelError):
            history = apply_request(history, request)
    assert carried_out(history.python) == history.center
    assert all(len(line.splitlines()) == 1 for line in history.python)


@given(st.lists(wishes, max_size=8))
def test_undo_and_redo_go_the_same_way(asked):
    history = History(CENTER)
    for request in asked:
        with suppress(pm.ModelError):
            history = apply_request(history, request)
    steps = [center for _, center in history.done]
    back = history
    for before in reversed([CENTER, *steps[:-1]] if steps else []):
        back = back.undo()
        assert back.center == before
    assert back.center == CENTER
    assert back.undo() == back
    for after in steps:
        back = back.redo()
        assert back.center == after


def test_what_changes_nothing_is_no_step_and_what_changes_something_ends_the_redo():
    history = History(CENTER).after(edits.change(CENTER, "ana-ruiz", power=8.0))
    assert history == History(CENTER)
    undone = history.after(edits.remove(CENTER, "dee")).undo()
    assert undone.after(edits.change(CENTER, "ana-ruiz", power=8)) == undone
    assert undone.after(edits.change(CENTER, "ana-ruiz", power=7)).undone == ()


@pytest.mark.parametrize(
    ("id", "cell", "line"),
    [
        ("ana-ruiz", (Power.DECIDER, Involvement.LOW), None),
        (
            "ana-ruiz",
            (Power.DECIDER, Involvement.HIGH),
            'involvement="high")  # involvement was 3',
        ),
        (
            "ana-ruiz",
            (Power.INFLUENCER, Involvement.LOW),
            'power="influencer")  # power was 8',
        ),
        ("ana-ruiz", (Power.DECIDER, None), "involvement=None)  # involvement was 3"),
        ("ana-ruiz", (None, None), "power=None)  # power was 8"),
        (
            "ben-ode",
            (Power.INFLUENCER, Involvement.LOW),
            'power="influencer", involvement="low")',
        ),
        (
            "ben-ode",
            (Power.DECIDER, None),
            'involvement=None)  # involvement was "high"',
        ),
        (
            "cem-oz",
            (Power.DECIDER, Involvement.HIGH),
            'power="decider", involvement="high")',
        ),
        ("dee", (Power.DECIDER, None), 'power="decider")'),
        ("dee", (None, None), None),
    ],
)
def test_a_cell_takes_the_word_of_a_half_only_where_somebody_comes_from_the_other(
    id, cell, line
):
    edit = edits.move_to_cell(CENTER, id, *cell)
    if line is None:
        assert edit.fields == ()
    else:
        assert edit.python == f'center = center.replace("{id}", {line}'


@pytest.mark.parametrize(
    ("id", "power", "involvement", "fields"),
    [
        ("ana-ruiz", 8.1, 3, {"power": 8.1, "involvement": 3}),
        ("ben-ode", 7.5, 7.5, {}),
        ("ben-ode", 8.0, 7.0, {}),
        ("ben-ode", 8.1, 7.5, {"power": 8.1}),
        ("ben-ode", 2.5, 7.9, {"power": 2.5}),
        ("dee", 2.5, 7.9, {"power": 2.5, "involvement": 7.9}),
    ],
)
def test_a_word_stays_while_the_point_is_near_where_it_is_drawn(
    id, power, involvement, fields
):
    assert dict(edits.move_to_scores(CENTER, id, power, involvement).fields) == fields


def test_the_lines():
    def said(request):
        return apply_request(History(CENTER), request).python

    assert said({"do": "add", "name": "Ana Ruiz"}) == (
        'center = center.add(pm.Stakeholder("Ana Ruiz", id="ana-ruiz-2"))',
    )
    assert said({"do": "set", "id": "dee", "field": "name", "value": "Dee Li"}) == (
        'center = center.replace("dee", name="Dee Li")',
    )
    assert said(
        {"do": "connect", "source": "dee", "target": "ana-ruiz", "kind": "听取"}
    ) == ('center = center.add(ties=[pm.Tie("dee", "ana-ruiz", "listens_to")])',)
    assert said(
        {
            "do": "disconnect",
            "source": "ben-ode",
            "target": "ana-ruiz",
            "kind": "influences",
        }
    ) == (
        (
            "center = center.revised(ties=[tie for tie in center.ties if "
            '(tie.source, tie.target, tie.kind) != ("ben-ode", "ana-ruiz", "influences")])'
        ),
    )


def test_renaming_keeps_the_id_and_the_ties():
    after = apply_request(
        History(CENTER),
        {"do": "set", "id": "ben-ode", "field": "name", "value": "Benjamin Ode"},
    ).center
    assert after["ben-ode"].name == "Benjamin Ode"
    assert after.ties == CENTER.ties


def test_removing_takes_the_ties_and_undo_brings_them_back():
    history = apply_request(History(CENTER), {"do": "remove", "id": "ben-ode"})
    assert history.center.ties == ()
    assert history.undo().center == CENTER
