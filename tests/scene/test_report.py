"""The report of a drawing with lines is a mapping that counts only what somebody asks for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import SimpleNamespace

import pytest

from powermap.scene.curves import Line
from powermap.scene.marks import Scene
from powermap.scene.metrics import LineReport

CROSS = (Line(((0, 0), (9, 9)), 1), (0, 1)), (Line(((0, 9), (9, 0)), 2), (2, 3))
FACTS = {"engine": "dot", "people": 4}


def test_it_is_a_mapping_of_facts_and_counts():
    report = LineReport(FACTS, CROSS)
    assert isinstance(report, Mapping)
    assert list(report) == [*FACTS, "crossings", "through"]
    assert len(report) == 4
    assert dict(report) == {"engine": "dot", "people": 4, "crossings": 1, "through": 0}
    assert list(report.values()) == ["dot", 4, 1, 0]
    assert ("crossings", 1) in report.items()
    assert "people" in report
    assert report.get("people") == 4
    assert report.get("moved", 7) == 7
    assert "moved" not in report


def test_what_it_does_not_know_is_a_key_error():
    with pytest.raises(KeyError, match="moved"):
        LineReport(FACTS)["moved"]


def test_nobody_writes_into_it():
    with pytest.raises(TypeError):
        LineReport(FACTS)["people"] = 5


def test_without_lines_nothing_crosses():
    assert dict(LineReport({})) == {"crossings": 0, "through": 0}


def test_a_line_runs_through_all_boxes_but_those_that_it_joins():
    boxes = ((0, 0, 10, 10), (20, 0, 30, 10), (40, 0, 50, 10), (60, 20, 70, 30))
    across = Line(((5, 5), (45, 5)), 1)
    assert LineReport({}, ((across, (0, 2)),), boxes)["through"] == 1
    assert LineReport({}, ((across, ()),), boxes)["through"] == 3
    assert LineReport({}, ((across, (0, 1, 2)),), boxes)["through"] == 0
    assert LineReport({}, ((across, (0, 2)), (across, (0, 2))), boxes)["through"] == 2


def test_a_curve_runs_where_it_bends():
    arch = Line(((0, 0), (0, 80), (80, 80), (80, 0)), 1, curved=True)
    boxes = ((30, 50, 50, 70), (30, 70, 50, 90), (-5, 60, 5, 70))
    assert LineReport({}, ((arch, ()),), boxes)["through"] == 1


class Counted:
    """Stands for a line and notes how often somebody looked at it."""

    def __init__(self):
        self.looks = 0

    def line(self, *points, family):
        def pieces():
            self.looks += 1
            return points

        return SimpleNamespace(
            points=points, family=family, curved=False, pieces=pieces
        )


def test_nothing_is_counted_before_somebody_asks():
    counted = Counted()
    lines = (
        (counted.line((0, 0), (9, 9), family=1), ()),
        (counted.line((0, 9), (9, 0), family=2), ()),
    )
    report = LineReport(FACTS, lines, ((20, 20, 30, 30),))
    scene = Scene(9, 9, "A", "B", (), report=report)
    assert (
        report["engine"],
        scene.report["people"],
        len(report),
        next(iter(report)),
    ) == ("dot", 4, 4, "engine")
    assert counted.looks == 0
    assert report["crossings"] == 1
    assert counted.looks == 2
    assert report["through"] == 0
    assert counted.looks == 4


def test_a_scene_with_it_is_ready_for_json():
    plain = Scene(9, 9, "A", "B", (), report=LineReport(FACTS, CROSS)).as_dict()
    assert json.loads(json.dumps(plain))["report"] == {
        "engine": "dot",
        "people": 4,
        "crossings": 1,
        "through": 0,
    }
