"""The gallery is the snapshot suite: its scripts draw what they drew when last reviewed."""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
from pathlib import Path

import pytest

import powermap as pm
from powermap.charts import Scene

DOCS = Path(__file__).parent.parent / "docs"


def load_pictures():
    spec = importlib.util.spec_from_file_location("pictures", DOCS / "_ext/pictures.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pictures = load_pictures()
SCRIPTS = pictures.scripts()
OWN_AXES = "own-axes"
"""A PNG of matplotlib, whose bytes depend on the machine."""


@pytest.fixture(scope="module")
def drawn():
    """Every picture of the gallery, by script: its name, its bytes, and its scene."""
    scenes = []
    save = pm.Chart.save

    def save_and_keep(chart, path):
        scenes.append(chart.scene)
        return save(chart, path)

    results = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pm.Chart, "save", save_and_keep)
        for script in SCRIPTS:
            results[script] = pictures.picture(script)
    return results, scenes


def read_digests():
    digests = {}
    for line in (DOCS / "gallery/digests.txt").read_text().splitlines():
        digest, name = line.split("  ")
        digests[name] = digest
    return digests


def test_scripts_are_short():
    long = []
    for script in SCRIPTS:
        if len(script.read_text(encoding="utf-8").splitlines()) > pictures.LINES:
            long.append(script.name)
    assert long == []


def test_every_kind_of_chart_is_shown():
    text = "".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    charts = []
    for name in pm.charts.__all__:
        function = getattr(pm.charts, name)
        is_function = inspect.isfunction(function)
        if is_function and inspect.signature(function).return_annotation == "Chart":
            charts.append(name)
    assert len(charts) >= 10
    assert [name for name in charts if f".{name}(" not in text] == []


def test_pictures_are_as_when_last_reviewed(drawn):
    digests = read_digests()
    changed = []
    for name, payload in drawn[0].values():
        if name.endswith(".svg"):
            if digests.get(name) != hashlib.sha256(payload).hexdigest():
                changed.append(name)
        else:
            assert payload.startswith(b"\x89PNG")
            assert name not in digests
    assert changed == [], "review them (just docs), then: just pictures"


def test_no_digest_is_left_over():
    anchors = [pictures.anchor(script) for script in SCRIPTS]
    expected = [f"{anchor}.svg" for anchor in anchors if anchor != OWN_AXES]
    assert list(read_digests()) == expected


def test_nothing_in_a_picture_overlaps(drawn):
    scenes: list[Scene] = drawn[1]
    assert len(scenes) == len(SCRIPTS) - 1
    for scene in scenes:
        assert pm.charts.faults(scene) == [], scene.title
