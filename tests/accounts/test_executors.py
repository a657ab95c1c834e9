"""Batches on the executors that people already have: Dask and Ray, where installed.

`.ci/run` installs both; elsewhere these tests are skipped.
"""

from __future__ import annotations

from concurrent.futures import Executor
from functools import partial

import pytest

import powermap as pm

JOB = partial(pm.check, today="2026-11-20")


@pytest.fixture
def folder(tmp_path):
    for number in range(4):
        pm.write(pm.northwind_plan(), tmp_path / f"{number}.yaml")
    (tmp_path / "bad.yaml").write_text("stakeholders: [", encoding="utf-8")
    return tmp_path


def same_as_alone(folder, executor):
    alone = [*pm.batch(folder, JOB)]
    results = [*pm.batch(folder, JOB, executor=executor, chunk=2)]
    assert [each.source for each in results] == [each.source for each in alone]
    assert [each.value for each in results] == [each.value for each in alone]
    [failed] = [each for each in results if each.error is not None]
    assert failed.source == "bad.yaml"


@pytest.mark.filterwarnings("ignore")
def test_dask(folder):
    distributed = pytest.importorskip("distributed")
    with distributed.Client(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as client:
        same_as_alone(folder, client.get_executor())


class RayExecutor(Executor):
    """Ray as an executor: its references make futures of the standard library."""

    def __init__(self, ray):
        self.ray = ray

    def submit(self, function, /, *arguments, **options):
        task = self.ray.remote(lambda: function(*arguments, **options))
        return task.remote().future()


@pytest.mark.filterwarnings("ignore")
def test_ray(folder):
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        same_as_alone(folder, RayExecutor(ray))
    finally:
        ray.shutdown()
