"""A function on many accounts: order, errors, isolation, processes, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

import pytest
from hypothesis import given, settings, strategies as st
from jobs import end_process, number_of_people

import powermap as pm
from powermap.accounts.running import run_in_order
from powermap.accounts.workers import Workers, run_alone
from powermap.exchange.kept_readers import _idle, reusing_readers

TODAY = "2026-11-20"


def refuse_northwind(plan):
    if "Northwind" in plan.account:
        raise ZeroDivisionError(plan.account)
    return plan.account


@pytest.fixture
def folder(tmp_path):
    pm.write(pm.northwind_plan(), tmp_path / "a.yaml")
    (tmp_path / "b.yaml").write_text("stakeholders: [", encoding="utf-8")
    pm.write(pm.northwind(), tmp_path / "c.csv")
    return tmp_path


def test_results_are_in_order_and_errors_are_results(folder):
    context = get_context("spawn")
    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2, context) as processes:
        for executor in (None, threads, processes):
            for chunk in (1, 8):
                results = [
                    *pm.batch(folder, number_of_people, executor=executor, chunk=chunk)
                ]
                assert [each.source for each in results] == [
                    "a.yaml",
                    "b.yaml",
                    "c.csv",
                ]
                assert [each.value for each in results] == [14, None, 14]
                assert isinstance(results[1].error, pm.FormatError)
                assert "b.yaml" in results[1].error.say()
                with pytest.raises(pm.PowermapError):
                    results[1].get()


def test_an_error_of_the_job_is_told_with_its_account():
    accounts = [pm.northwind_plan(), pm.AccountPlan("Contoso")]
    first, second = pm.batch(accounts, refuse_northwind)
    assert first.error.say().startswith("the job failed: ZeroDivisionError: Northwind")
    assert "in refuse_northwind" in first.error.__notes__[0]
    assert second.get() == "Contoso"


def test_accounts_of_a_frame_go_through_a_batch():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(
        {"account": ["A", "A", "B"], "name": ["Ana", "Ben", "Cleo"], "power": [9, 2, 5]}
    )
    results = pm.batch(pm.from_frame(frame, by="account"), number_of_people)
    assert {each.source: each.get() for each in results} == {"A": 2, "B": 1}


def test_the_same_as_one_by_one(folder):
    [result] = pm.batch(folder / "a.yaml", partial(pm.check, today=TODAY))
    assert result.get() == pm.check(pm.read(folder / "a.yaml"), today=TODAY)
    assert _idle == []


@settings(max_examples=20)
@given(st.lists(st.integers()), st.integers(1, 5), st.integers(1, 5))
def test_any_chunks_give_the_results_of_map(things, chunk, ahead):
    with ThreadPoolExecutor(2) as pool:
        results = run_in_order(things, str, pool, chunk=chunk, ahead=ahead)
        assert list(results) == [str(each) for each in things]


def test_sources_are_taken_when_there_is_room():
    taken = []

    def sources():
        for number in range(1_000):
            taken.append(number)
            yield str(number), pm.AccountPlan("A")

    with ThreadPoolExecutor(2) as pool:
        results = pm.batch(sources(), number_of_people, executor=pool, chunk=1)
        next(results)
        assert len(taken) < 100
        results.close()


def test_a_process_that_ends_takes_no_other_result_with_it():
    def rescue(number):
        try:
            return run_alone(end_process, number)
        except BrokenExecutor:
            return "ended"

    with Workers(2) as workers:
        results = [
            *run_in_order(range(6), end_process, workers, chunk=2, rescue=rescue)
        ]
    assert results == [0, 1, 2, "ended", 4, 5]


def test_a_kept_reader_reads_what_a_new_one_reads(folder, monkeypatch):
    expected = pm.read(folder / "a.yaml")
    with reusing_readers():
        for _ in range(3):
            assert pm.read(folder / "a.yaml", isolate=True) == expected
        [reader] = _idle
        # It ended meanwhile, and nobody notices.
        reader.process.kill()
        reader.process.wait()
        assert pm.read(folder / "a.yaml", isolate=True) == expected
        with pytest.raises(pm.FormatError, match="more than 0"):
            pm.read(folder / "a.yaml", isolate=pm.tables.Limits(seconds=0.0))
        # Paths are those of the folder in which they are asked for.
        monkeypatch.chdir(folder)
        assert pm.read("a.yaml", isolate=True) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to processes")
def test_ctrl_c_leaves_whole_files_only(tmp_path):
    plans = tmp_path / "plans"
    plans.mkdir()
    text = pm.write(pm.northwind_plan(), plans / "0.yaml").read_bytes()
    for number in range(1, 200):
        (plans / f"{number}.yaml").write_bytes(text)
    pages = tmp_path / "pages"
    command = [sys.executable, "-m", "powermap", "draw", "plans", "-o", "pages"]
    process = subprocess.Popen(
        [*command, "--jobs", "2"],
        cwd=tmp_path,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    while not list(pages.glob("*.svg")):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(60) != 0
    written = list(pages.iterdir())
    assert 0 < len(written) < 200
    assert {path.suffix for path in written} == {".svg"}
    assert all(path.read_text("utf-8").endswith("</svg>\n") for path in written)


def test_an_export_of_several_deals_is_several_accounts(tmp_path):
    export = tmp_path / "export.csv"
    export.write_text("Name,Power,Deal\nAna Ruiz,8,ERP\nBen Ode,3,MES\nCy Park,2,MES\n")
    found = {each.source: each.get() for each in pm.batch(export, number_of_people)}
    assert found == {"export.csv · ERP": 1, "export.csv · MES": 2}
    names = [row.source for row in pm.portfolio(export)]
    assert names == [*found]
