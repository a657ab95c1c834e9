from __future__ import annotations

import pytest

from powermap.scene.marks import Box, Disc, Group, Path, Scene, Text
from powermap.scene.text import measure


def line(x, y, content, size=14.0, **more):
    """A Text as a view would make it, its width measured."""
    width = measure(
        content, size, more.get("weight", "regular"), more.get("spacing", 0.0)
    )
    return Text(x, y, content, size, more.pop("ink", "#1F2933"), width, **more)


def card(key, x, y, name, *, title="Chief Officer"):
    """Shadow, card, disc with a glyph, two lines: what a person looks like."""
    plus = (
        ("M", x + 17, y + 25),
        ("L", x + 27, y + 25),
        ("M", x + 22, y + 20),
        ("L", x + 22, y + 30),
    )
    return Group(
        (
            Box(x, y + 1, 200, 50, fill="#1F2933", radius=8, opacity=0.08),
            Box(x, y, 200, 50, fill="#FFFFFF", stroke="#D5DBE3", radius=8, solid=True),
            Disc(x + 22, y + 25, 11, fill="#2F8F68"),
            Path(plus, stroke="#FFFFFF", stroke_width=2),
            line(x + 42, y + 22, name, weight="semibold"),
            line(x + 42, y + 39, title, 11, ink="#5F6B7A"),
        ),
        key=key,
        title=f"{name}, {title}",
        classes=("stakeholder", "owner"),
    )


def page(*marks, width=480, height=240, **more):
    facts = {"title": "A picture", "description": "What it shows.", **more}
    return Scene(width, height, marks=marks, **facts)


def crowd(count=30):
    """As many marks as a quadrant of `count` people."""
    cards = [
        card(f"person-{n}", 20 + n % 6 * 210, 80 + n // 6 * 60, f"Person Number {n}")
        for n in range(count)
    ]
    cells = [
        Box(x, y, 620, 310, fill="#E9F0FA", radius=12)
        for x in (15, 645)
        for y in (70, 390)
    ]
    return page(*cells, *cards, width=1280, height=720)


@pytest.fixture
def mixed():
    arrow = (("M", 20.0, 200.0), ("C", 80.0, 150.0, 160.0, 230.0, 220.0, 190.0))
    return page(
        Box(10, 10, 220, 100, fill="#E9F0FA", radius=12),
        Box(
            250, 10, 210, 100, fill="#ECEFF5", stroke="#8A94A3", dash=(4, 3), radius=12
        ),
        card("ana-ruiz", 20, 40, "Ana Ruiz"),
        Disc(300, 60, 20, fill="#C0392B"),
        Disc(
            360, 60, 20, fill="#FFFFFF", stroke="#7A8594", stroke_width=1.5, dash=(3, 2)
        ),
        Path(arrow, stroke="#2458A6", stroke_width=3),
        Path(
            (("M", 420, 40), ("L", 450, 90), ("L", 390, 90), ("Z",)),
            fill="#96631A",
            opacity=0.5,
        ),
        line(240, 140, "Middle anchored", 18, anchor="middle", weight="semibold"),
        line(460, 170, "End anchored", 16, anchor="end"),
        line(300, 200, "INVOLVEMENT", 12, spacing=1.5, weight="semibold"),
        line(460, 230, "turned", 14, rotate=-90),
    )
