"""Titles too long for a line of a card: in two lines where the page has the height."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, strategies as st

import powermap as pm
from powermap.charts import faults
from powermap.scene import Box, Text

TITLES = (
    "CFO",
    "Plant Manager",
    "Director, Business Systems and Data",
    "Head of Process Excellence",
    "Vice President of Global Procurement, Logistics and Supplier Quality",
    None,
)
STEP = 15.0
"""Height that a second line of a title takes, on the page before it is scaled."""
FOOT = 14.0
"""Height below the last card of a cell."""


def crowd(count, seed, *, aside=0):
    rng = random.Random(seed)
    people = []
    for number in range(count + aside):
        is_placed = number < count
        person = pm.Stakeholder(
            f"Ana Abel {number}",
            id=f"p{number}",
            title=rng.choice(TITLES),
            power=rng.choice(("decider", "influencer")) if is_placed else None,
            involvement=rng.choice(("low", "high", "high", None)),
        )
        people.append(person)
    return pm.BuyingCenter("ERP", people)


def is_inside(card, ground):
    return (
        ground.x - 0.5 <= card.x
        and card.x + card.width <= ground.x + ground.width + 0.5
        and ground.y - 0.5 <= card.y
        and card.y + card.height <= ground.y + ground.height + 0.5
    )


def cards_of(scene, center):
    groups = scene.groups()
    cards = []
    for each in center:
        marks = groups[each.id].marks
        box = next(m for m in marks if isinstance(m, Box) and m.solid)
        regular = [m for m in marks if isinstance(m, Text) and m.weight != "semibold"]
        title = [m.content for m in regular]
        cards.append((box, title, each.title))
    return cards


def is_cut(title):
    return any(text.endswith("…") for text in title)


@pytest.mark.parametrize("size", [None, "slide", "page"])
@given(st.integers(1, 34), st.integers(0, 99))
def test_a_title_is_cut_only_where_no_second_line_fits(size, count, seed):
    center = crowd(count, seed)
    chart = pm.quadrant(center, placement="cells", size=size)
    scene = chart.scene
    assert faults(scene) == []
    if len(chart.pages) > 1:
        return
    cards = cards_of(scene, center)
    head = scene.groups()["cell decider high"]
    role = next(mark for mark in head.marks if isinstance(mark, Text))
    scale = role.size / 16
    spare, in_cell = {}, {}
    for key, group in scene.groups().items():
        if not key.startswith("cell "):
            continue
        ground = group.marks[0]
        here = [card for card in cards if is_inside(card[0], ground)]
        in_cell[key] = here
        low = max((box.y + box.height for box, _, _ in here), default=ground.y)
        head = 0 if here else 62 * scale
        spare[key] = ground.y + ground.height - FOOT * scale - low - head
    # Every card stands in a cell with all of its lines.
    assert sum(map(len, in_cell.values())) == len(cards)
    for key, here in in_cell.items():
        is_wrapped = any(len(title) > 1 for _, title, _ in here)
        rows = {round(box.y, 1) for box, title, _ in here if is_cut(title)}
        if is_wrapped or not rows:
            continue
        row = key.split()[1]
        other = min(height for name, height in spare.items() if name.split()[1] != row)
        assert len(rows) * STEP * scale > spare[key] + other - 0.1


def test_the_whole_title_stands_on_the_slide_of_the_demo():
    for lang in ("en", "zh"):
        plan = pm.northwind_plan(lang)
        for size in (None, "slide", "page", "poster"):
            scene = pm.quadrant(plan, placement="cells", size=size, lang=lang).scene
            for _, shown, title in cards_of(scene, plan.center):
                wanted = "".join((title or "").split())
                assert "".join("".join(shown).split()).startswith(wanted)


def test_titles_in_the_tray_take_a_second_line_too():
    center = crowd(4, 1, aside=6)
    scene = pm.quadrant(center, placement="cells").scene
    assert scene.height == 720
    in_tray = cards_of(scene, center)[4:]
    assert any(len(title) == 2 for _, title, _ in in_tray)
    assert faults(scene) == []
