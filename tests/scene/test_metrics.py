"""The metrics of a drawing with lines are a mapping that counts only what somebody asks for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import SimpleNamespace

import pytest

from powermap.scene.crossings import DrawnLine
from powermap.scene.marks import Scene
from powermap.scene.metrics import LineMetrics

CROSS = (
    (DrawnLine(((0, 0), (9, 9)), 1), (0, 1)),
    (DrawnLine(((0, 9), (9, 0)), 2), (2, 3)),
)
FACTS = {"engine": "dot", "people": 4}


def test_it_is_a_mapping_of_facts_and_counts():
    metrics = LineMetrics(FACTS, CROSS)
    assert isinstance(metrics, Mapping)
    assert list(metrics) == [*FACTS, "crossings", "through"]
    assert len(metrics) == 4
    assert dict(metrics) == {"engine": "dot", "people": 4, "crossings": 1, "through": 0}
    assert list(metrics.values()) == ["dot", 4, 1, 0]
    assert ("crossings", 1) in metrics.items()
    assert "people" in metrics
    assert metrics.get("people") == 4
    assert metrics.get("moved", 7) == 7
    assert "moved" not in metrics


def test_what_it_does_not_know_is_a_key_error():
    with pytest.raises(KeyError, match="moved"):
        LineMetrics(FACTS)["moved"]


def test_nobody_writes_into_it():
    with pytest.raises(TypeError):
        LineMetrics(FACTS)["people"] = 5


def test_without_lines_nothing_crosses():
    assert dict(LineMetrics({})) == {"crossings": 0, "through": 0}


def test_a_line_runs_through_all_boxes_but_those_that_it_joins():
    boxes = ((0, 0, 10, 10), (20, 0, 30, 10), (40, 0, 50, 10), (60, 20, 70, 30))
    across = DrawnLine(((5, 5), (45, 5)), 1)
    assert LineMetrics({}, ((across, (0, 2)),), boxes)["through"] == 1
    assert LineMetrics({}, ((across, ()),), boxes)["through"] == 3
    assert LineMetrics({}, ((across, (0, 1, 2)),), boxes)["through"] == 0
    assert LineMetrics({}, ((across, (0, 2)), (across, (0, 2))), boxes)["through"] == 2


def test_a_curve_runs_where_it_bends():
    arch = DrawnLine(((0, 0), (0, 80), (80, 80), (80, 0)), 1, curved=True)
    boxes = ((30, 50, 50, 70), (30, 70, 50, 90), (-5, 60, 5, 70))
    assert LineMetrics({}, ((arch, ()),), boxes)["through"] == 1


class Counted:
    """Stands for a line and notes how often somebody looked at it."""

    def __init__(self):
        self.looks = 0

    def line(self, *points, family):
        def corners():
            self.looks += 1
            return points

        return SimpleNamespace(
            points=points, family=family, curved=False, corners=corners
        )


def test_nothing_is_counted_before_somebody_asks():
    counted = Counted()
    lines = (
        (counted.line((0, 0), (9, 9), family=1), ()),
        (counted.line((0, 9), (9, 0), family=2), ()),
    )
    metrics = LineMetrics(FACTS, lines, ((20, 20, 30, 30),))
    scene = Scene(9, 9, "A", "B", (), metrics=metrics)
    assert (
        metrics["engine"],
        scene.metrics["people"],
        len(metrics),
        next(iter(metrics)),
    ) == ("dot", 4, 4, "engine")
    assert counted.looks == 0
    assert metrics["crossings"] == 1
    assert counted.looks == 2
    assert metrics["through"] == 0
    assert counted.looks == 4


def test_a_scene_with_it_is_ready_for_json():
    plain = Scene(9, 9, "A", "B", (), metrics=LineMetrics(FACTS, CROSS)).as_dict()
    assert json.loads(json.dumps(plain))["metrics"] == {
        "engine": "dot",
        "people": 4,
        "crossings": 1,
        "through": 0,
    }
