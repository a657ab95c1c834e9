"""The board in marimo, without a page: what a page sends comes back as the plan of the widget."""

from __future__ import annotations

import marimo

import powermap as pm

app = marimo.App()


@app.cell
def _():
    import marimo as mo

    import powermap as pm

    board = mo.ui.anywidget(pm.board(pm.northwind_plan(), placement="cells"))
    return (board,)


@app.cell
def _(board):
    plan = board.widget.plan
    return (plan,)


def test_the_plan_of_the_widget_is_the_edited_one():
    _, names = app.run()
    assert names["plan"] == pm.northwind_plan()
    stance = {"do": "set", "id": "dana-whitfield", "field": "stance"}
    request = {"n": 1, **stance, "value": "champion"}
    board = names["board"]
    board.widget.set_state({"_requests": [request]})
    assert board.widget.plan.center["dana-whitfield"].stance is pm.Stance.CHAMPION
    # The wrapper has a `center` of its own, so that pages ask the widget.
    assert board.center != board.widget.center
