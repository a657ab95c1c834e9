"""What several tests of the network share."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from powermap.model import BuyingCenter, Stakeholder, Tie

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def power_benchmark():
    """``benchmarks/power.py`` as a module: published sets, simulations, measures."""
    path = ROOT / "benchmarks" / "power.py"
    spec = importlib.util.spec_from_file_location("benchmark_power", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def make_center():
    """People by id, ties as 'a listens_to b'."""

    def make(people, *ties):
        named = []
        for each in people:
            is_person = isinstance(each, Stakeholder)
            named.append(each if is_person else Stakeholder(each.upper(), id=each))
        joined = []
        for each in ties:
            source, kind, target = each.split()
            joined.append(Tie(source, target, kind))
        return BuyingCenter("net", named, joined)

    return make


@pytest.fixture(scope="session")
def make_star(make_center):
    """A hub to whom everybody else listens."""

    def make(leaves, **hub):
        ids = [f"p{number}" for number in range(leaves)]
        people = [Stakeholder("Hub", id="hub", **hub), *ids]
        return make_center(people, *(f"{id} listens_to hub" for id in ids))

    return make
