"""Texts that look like something else come back as they were written."""

from __future__ import annotations

import pytest

from powermap import BuyingCenter, Stakeholder, Tie, from_frame, read, to_frame, write
from powermap.tables import ties_to_frame

LOOK_LIKE_SOMETHING = [
    *("?", "-", "n/a", "TBD", "unknown", "Vacant", "未知", "~", "…", "|"),
    *("#REF!", "#N/A", "80%", "=1", "1.0", "2024-01-01", "Total", "custom: x"),
    *('"', '"-"', '"x"', '""', "Ruiz, Ana", "a, b", "High (x)", "R&D", "&amp", "<br>"),
    *("NA", "None", "yes", "No", "x\u00a0y", "1/2", "无"),
]


def _center(text: str) -> BuyingCenter:
    ana = Stakeholder(
        text,
        id="p1",
        title=text,
        department=text,
        organization=text,
        covered_by=['C"', text, "<r>", "Kim"],
        note=text,
        evidence=text,
        power=9,
        custom={"Region": text},
    )
    ties = [Tie("p1", "ben", "influences", note=text)]
    return BuyingCenter("Northwind", [ana, Stakeholder("Ben", power=2)], ties)


def _by_frame(center: BuyingCenter) -> BuyingCenter:
    frame = to_frame(center, backend="polars")
    ties = ties_to_frame(center, backend="polars")
    return from_frame(frame, ties, name=center.name, scale=(0, 10))


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
@pytest.mark.parametrize("kind", ["deal.xlsx", "deal.csv", "frame"])
def test_texts_that_look_like_something_else_come_back(tmp_path, kind):
    for text in LOOK_LIKE_SOMETHING:
        center = _center(text)
        again = _by_frame(center)
        if kind != "frame":
            again = read(write(center, tmp_path / kind)).center
        assert again == center, text
