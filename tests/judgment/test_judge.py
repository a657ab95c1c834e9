from __future__ import annotations

import copy
import importlib
import pickle
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

import powermap as pm
from powermap.judgment.judge import Judgment
from powermap.judgment.part import part
from powermap.language import Reason
from powermap.model.playbook import Playbook, StrategyRule

RULES = {
    "roles": ("powermap.judgment.roles", "assign_roles"),
    "relationships": ("powermap.judgment.relationship", "relationships_by_person"),
    "account": ("powermap.judgment.relationship", "account_relationship_of"),
    "needs": ("powermap.judgment.needs", "judge_needs"),
    "coverage": ("powermap.judgment.coverage", "judge_coverage"),
    "verdicts": ("powermap.judgment.assessment", "verdicts_of_all"),
    "facts": ("powermap.judgment.strategy.facts", "facts_of"),
    "strategy": ("powermap.judgment.strategy.recommendation", "advise"),
    "what_if": ("powermap.judgment.strategy.what_if", "what_if"),
    "findings": ("powermap.judgment.findings", "find_all"),
    "steps": ("powermap.judgment.steps", "judge_steps"),
    "pipeline": ("powermap.judgment.pipeline", "judge_pipeline"),
    "levers": ("powermap.judgment.levers", "judge_levers"),
    "appraisal": ("powermap.judgment.appraisal", "judge_appraisal"),
    "power": ("powermap.network.overview", "estimate_power"),
}
"""The rule behind each part, by module and function."""
PARTS = [name for name, value in vars(Judgment).items() if isinstance(value, part)]


@pytest.fixture
def calls(monkeypatch):
    """How often each rule is called."""
    counts = Counter()

    def counted(name, rule):
        def call(*arguments, **options):
            counts[name] += 1
            return rule(*arguments, **options)

        return call

    # All before the first is replaced, so that no module keeps a replaced one.
    rules = {}
    for name, (module, function) in RULES.items():
        rules[name] = getattr(importlib.import_module(module), function)
    for name, (module, function) in RULES.items():
        monkeypatch.setattr(f"{module}.{function}", counted(name, rules[name]))
    return counts


@pytest.fixture(scope="module")
def plan():
    return pm.northwind_plan()


@pytest.fixture(scope="module")
def later(plan):
    first = plan.center.stakeholders[0].id
    return plan.revised(center=plan.center.replace(first, note="Met twice"))


def test_each_part_is_computed_when_it_is_read_and_once(plan, calls):
    judgment = pm.judge(plan)
    assert not calls
    for _ in range(2):
        for name in PARTS:
            assert getattr(judgment, name) is getattr(judgment, name)
    assert calls == dict.fromkeys(RULES, 1)


def test_the_strategy_computes_no_what_if(plan, calls):
    assert pm.recommend(plan).strategy is pm.plan.Strategy.FLANKING
    assert calls == {"verdicts": 1, "facts": 1, "strategy": 1}


def test_a_comparison_judges_each_version_once_and_no_what_if(plan, later, calls):
    assert pm.diff(plan, later)
    assert max(calls.values()) == 2
    assert "what_if" not in calls
    before = pm.judge(plan)
    after = pm.judge(later)
    calls.clear()
    pm.diff(before, after)
    pm.charts.difference(before, after)
    pm.check(after)
    assert max(calls.values()) == 2
    assert calls["roles"] == calls["findings"] == 2


def test_a_report_judges_each_part_once(plan, calls):
    pm.report(plan, today="2026-11-20").markdown()
    assert set(calls.values()) == {1}, calls


def test_charts_of_one_judgment_judge_each_part_once(plan, calls):
    judgment = pm.judge(plan)
    for chart in (
        pm.quadrant,
        pm.influence,
        pm.charts.relationship,
        pm.charts.coverage,
        pm.charts.needs,
    ):
        chart(judgment)
    for chart in (
        pm.charts.scorecard,
        pm.charts.funnel,
        pm.charts.tornado,
        pm.charts.appraisal,
    ):
        chart(judgment)
    pm.report(judgment)
    assert set(calls.values()) == {1}, calls


def test_any_thread_may_read_any_part(plan, calls):
    judgment = pm.judge(plan)
    threads = 8
    start = Barrier(threads)

    def read(number):
        start.wait()
        order = PARTS[number:] + PARTS[:number]
        return {name: id(getattr(judgment, name)) for name in order}

    with ThreadPoolExecutor(threads) as pool:
        first, *others = pool.map(read, range(threads))
    assert all(other == first for other in others)
    assert set(calls.values()) == {1}, calls


def test_two_judgments_read_each_other_without_waiting_for_ever(plan, later):
    before = pm.judge(plan)
    after = pm.judge(later)

    def compare(pair):
        return str(pm.diff(*pair).because)

    pairs = [(before, after), (after, before)] * 3
    with ThreadPoolExecutor(len(pairs)) as pool:
        texts = list(pool.map(compare, pairs, timeout=60))
    assert len(set(texts)) <= 2


def test_it_cannot_be_changed(plan):
    judgment = pm.judge(plan)
    with pytest.raises(AttributeError, match="a Judgment cannot be changed: roles"):
        judgment.roles = {}
    with pytest.raises(AttributeError):
        judgment.today = None


def test_it_is_copied_and_pickled(plan):
    rule = StrategyRule("defend", {"insider": True}, 1, {"en": "an insider"})
    playbook = Playbook("Acme", strategy_rules=[rule])
    judgment = pm.judge(plan, playbook=playbook, today="2026-11-20")
    assert copy.copy(judgment) is copy.deepcopy(judgment) is judgment
    for _ in range(2):
        again = pickle.loads(pickle.dumps(judgment))
        assert (again.plan, again.playbook) == (plan, playbook)
        assert again.today == date(2026, 11, 20)
        assert again.strategy.strategy is judgment.strategy.strategy
        assert again.findings == judgment.findings
    people = pm.judge(plan.center)
    assert pickle.loads(pickle.dumps(people)).only_people


def test_every_answer_is_pickled_and_copied(plan):
    judgment = pm.judge(plan)
    for name in PARTS:
        if name in {"network", "_evidence", "worlds"}:
            continue
        answer = getattr(judgment, name)
        again = pickle.loads(pickle.dumps(answer))
        assert again == copy.deepcopy(answer), name
        assert repr(again) == repr(answer), name


def test_every_answer_is_short_to_print(plan):
    judgment = pm.judge(plan)
    for name in PARTS:
        assert len(repr(getattr(judgment, name))) < 300, name
    assert repr(judgment) == (
        "<Judgment of 'Northwind Foods', 14 people, 2026-11-20>"
    ) or repr(judgment).startswith("<Judgment of ")


def test_the_day_is_an_argument_then_the_plans(plan):
    assert pm.judge(plan, today="2026-12-01").today == date(2026, 12, 1)
    assert pm.judge(plan).today == (plan.as_of or plan.center.as_of)
    assert pm.judge(pm.BuyingCenter("ERP")).today is None


def test_a_judgment_is_judged_by_itself(plan):
    playbook = Playbook("Acme", strategy_rules=[])
    judgment = pm.judge(plan, playbook=playbook, today="2026-12-01")
    assert pm.judge(judgment) is judgment
    assert pm.judge(judgment, playbook=playbook, today="2026-12-01") is judgment
    for options in ({"playbook": Playbook()}, {"today": "2026-12-02"}):
        with pytest.raises(pm.ModelError, match="already has another playbook"):
            pm.judge(judgment, **options)


def test_a_notebook_shows_the_main_answers(plan):
    judgment = pm.judge(plan)
    html = judgment._repr_html_()
    assert html.count("<tr>") == len(judgment.overview) + 1
    rows = {row["topic"]: row["answer"] for row in judgment.overview.rows()}
    assert rows[plan.account] == "14 people"
    assert rows["Recommended strategy"].startswith("Flanking: turn the buying")
    assert "what_if" not in vars(judgment)
    for lang in ("en", "zh"):
        for row in judgment.overview.rows(lang):
            assert row["topic"]
            assert row["answer"]


def test_people_alone_have_no_strategy_in_the_overview():
    for count in (0, 1, 2, 5):
        people = [pm.Stakeholder(f"P{number}") for number in range(count)]
        judgment = pm.judge(pm.BuyingCenter("ERP", people))
        [first, *rest] = judgment.overview.rows()
        noun = "person" if count == 1 else "people"
        assert first == {"topic": "ERP", "answer": f"{count} {noun}"}
        assert "Recommended strategy" not in {row["topic"] for row in rest}


def test_findings_are_counted_by_severity():
    counts = {1: "1 warning", 2: "2 warnings", 5: "5 warnings", 0: "0 warnings"}
    for count, text in counts.items():
        assert str(Reason("overview.warning", count=count)) == text
