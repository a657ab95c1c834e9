"""The gallery is the snapshot suite: what its scripts draw is what they drew when somebody last looked at it."""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
from pathlib import Path

import pytest

import powermap as pm
import powermap.charts
from powermap.scene import Scene

DOCS = Path(__file__).parent.parent / "docs"


def loaded():
    spec = importlib.util.spec_from_file_location("pictures", DOCS / "_ext/pictures.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pictures = loaded()
SCRIPTS = pictures.scripts()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_has_at_most_ten_lines(script):
    assert len(script.read_text(encoding="utf-8").splitlines()) <= pictures.LINES


def test_every_kind_of_chart_is_shown():
    text = "".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    charts = [
        each
        for each in powermap.charts.__all__
        if inspect.signature(getattr(pm, each)).return_annotation == "Chart"
    ]
    assert len(charts) >= 10
    assert [each for each in charts if f"pm.{each}(" not in text] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_pictures_are_as_when_somebody_last_looked(script):
    known = dict(
        line.split("  ")[::-1]
        for line in (DOCS / "gallery/digests.txt").read_text().splitlines()
    )
    name, payload = pictures.picture(script)
    if name.endswith(".svg"):
        assert known[name] == hashlib.sha256(payload).hexdigest(), (
            f"look at {name} (just docs), then: just pictures"
        )
    else:
        assert payload.startswith(b"\x89PNG")
        assert name not in known


def test_no_digest_is_left_over():
    known = [
        line.split("  ")[1]
        for line in (DOCS / "gallery/digests.txt").read_text().splitlines()
    ]
    assert known == [
        f"{pictures.anchor(script)}.svg"
        for script in SCRIPTS
        if pictures.anchor(script) != "own-axes"
    ]


def test_nothing_in_a_picture_overlaps(monkeypatch, tmp_path):
    scenes: list[Scene] = []
    monkeypatch.setattr(
        pm.Chart,
        "save",
        lambda chart, path: (scenes.append(chart.scene), Path(path).touch()),
    )
    for script in SCRIPTS:
        pictures.picture(script)
    assert len(scenes) == len(SCRIPTS) - 1
    assert [
        (scene.title, pm.charts.faults(scene))
        for scene in scenes
        if pm.charts.faults(scene)
    ] == []
