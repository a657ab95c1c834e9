"""What authors of published sales concluded, powermap says too, or the page says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

import powermap as pm

from .case_page import RESULTS, page
from .case_table import PAGE, Outcome, Result, all_cases, table_lines

CASES = all_cases()


def test_no_case_contradicts_its_author_and_most_agree():
    assert len(CASES) >= 13
    results = [case.result for case in CASES]
    assert not {Result.CONTRADICTS, Result.MISSES} & set(results)
    assert results.count(Result.AGREES) * 13 >= 10 * len(CASES), table_lines(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.plan)
def test_a_case_says_what_is_half(case):
    """Every difference is explained on the page."""
    differs = any(each.outcome is not Outcome.SAYS for each in case.checks)
    assert case.note or not differs
    assert case.before == case.result or case.note


def test_the_page_has_a_column_for_every_result():
    assert tuple(each.value for each in Result) == RESULTS


def test_the_page_is_what_the_program_says():
    """Write it again with `just cases --page`."""
    assert PAGE.read_text(encoding="utf-8") == page(CASES)


def test_every_plan_has_a_case():
    folder = Path(__file__).parent / "plans"
    assert {path.stem for path in folder.iterdir()} == {case.plan for case in CASES}


def test_without_the_tie_the_engineer_is_not_named():
    [case] = [each for each in CASES if each.plan == "trusted-engineer"]
    plan = case.answers.plan
    ties = [tie for tie in plan.center.ties if tie.kind.value != "listens_to"]
    found = pm.check(plan.with_center(plan.center.revised(ties=ties)))
    codes = {each.code for each in found}
    assert "PM318" not in codes
    assert "PM302" in codes
