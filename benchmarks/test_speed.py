"""pytest-benchmark's view of the same jobs: ``pytest benchmarks --benchmark-only``."""

from __future__ import annotations

import people
import pytest

import powermap as pm


@pytest.mark.parametrize("shape", people.SHAPES)
@pytest.mark.parametrize("count", [30, 150])
def test_svg(benchmark, shape, count):
    center = people.center(count, shape)
    assert benchmark(lambda: pm.quadrant(center).svg()).startswith("<svg")


@pytest.mark.parametrize("shape", people.SHAPES)
def test_png(benchmark, shape):
    chart = pm.quadrant(people.center(30, shape))
    assert benchmark(chart.png).startswith(b"\x89PNG")
