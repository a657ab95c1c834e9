"""A report says something in every section, whatever a plan holds, in any playbook."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from itertools import product

import pytest

import powermap as pm
from powermap.judgment import judge as judge_module
from powermap.language import say
from powermap.model import Involvement, Power, Role
from powermap.model.playbook import (
    CustomField,
    FindingKind,
    Playbook,
    StrategyRule,
    Tactics,
    Thresholds,
)
from powermap.redaction import redact
from powermap.reporting import report
from powermap.reporting.sections import DEFAULT_SECTIONS

# The demo has one Chinese name.
pytestmark = pytest.mark.filterwarnings(
    "ignore:no installed font:powermap.PowermapWarning"
)
KEYS = [
    "summary",
    "board",
    "influence",
    "roles",
    "findings",
    "assessment",
    "strategy",
    "other_strategies",
    "robust",
    "ask",
    "relationship",
    "coverage",
    "resilience",
    "goals",
    "steps",
    "unknown",
    "pipeline",
    "appraisal",
]
ABOUT_PLAN = {"assessment", "goals", "pipeline", "appraisal"}
ABOUT_PEOPLE = {
    "board",
    "influence",
    "roles",
    "claims",
    "relationship",
    "coverage",
    "resilience",
    "unknown",
}
MISSING = {
    "empty": ABOUT_PLAN | ABOUT_PEOPLE | {"tests"},
    "empty zh": ABOUT_PLAN | ABOUT_PEOPLE | {"tests"},
    "people only": ABOUT_PLAN | {"tests"},
    "no people": ABOUT_PEOPLE | {"tests"},
}


def texts(section):
    yield section.title
    yield from section.sentences
    for bullets in (*section.bullets, *section.points_below):
        yield bullets.heading or ""
        yield from bullets.points
    for table in filter(None, (section.table, section.chart_table)):
        yield from table.headers
        for row in table.rows:
            yield from row


def content(section):
    return [
        *section.sentences,
        *(point for bullets in section.bullets for point in bullets.points),
        *(point for bullets in section.points_below for point in bullets.points),
        *section.charts,
        *filter(None, (section.table, section.chart_table)),
    ]


def by_key(made):
    return {section.key: section for section in made.sections}


def summary(subject, **options):
    [section] = report(subject, sections="summary", **options).sections
    return " ".join(section.sentences)


def people(*powers):
    made = []
    for number, power in enumerate(powers):
        made.append(pm.Stakeholder(f"Person {number}", power=power))
    return pm.BuyingCenter("ERP", made)


def _insert(keys, key, before):
    at = keys.index(before)
    return [*keys[:at], key, *keys[at:]]


def test_every_section_has_something_to_say(samples):
    for name in ("en", "zh", "empty", "empty zh", "people only", "no people"):
        found = samples(name).report.sections
        # The people of the demo have claims, its actions are tests of champions.
        keys = _insert(_insert(KEYS, "claims", "findings"), "tests", "steps")
        if name in MISSING:
            keys = [key for key in keys if key not in MISSING[name]]
            # What is missing is said in the summary.
            said = [point for each in found[0].points_below for point in each.points]
            for key in MISSING[name] & ABOUT_PLAN:
                sentence = say(samples(name).lang, f"report.no_{key}")
                assert sentence in said
        assert [section.key for section in found] == keys, name
        for section in found:
            assert content(section), (name, section.key)
            assert section.title
            for text in section.sentences:
                assert "None" not in text
                assert "  " not in text
    hostile = [section.key for section in samples("hostile").report.sections]
    # Custom fields of people have a section of their own.
    assert hostile == [*KEYS[:2], "people", *KEYS[2:]]


def test_percent_and_days_are_written_in_one_way(samples):
    for name in ("en", "zh", "people only", "no people", "partner"):
        sample = samples(name)
        everything = [text for each in sample.report.sections for text in texts(each)]
        for document in (*everything, sample.report.markdown()):
            assert not re.search(r"\d\s%", document), document
            assert not re.search(r"\{\w*\}|Organisation", document), document
        assert not re.search(r"\d\s%", re.sub(r"<style.*?</style>", "", sample.html))


def test_the_demo_reads_as_one_would_say_it(samples):
    paragraphs = samples("en").section("summary").sentences
    assert len(paragraphs) == 4
    assert paragraphs[0].startswith("Value: 900,000. Expected close: 31 Mar 2027.")
    assert paragraphs[1].startswith(
        "14 people take part in this decision at Northwind Steel, including 6 decision makers."
    )
    assert "The first 4 of 12 steps are done; next is step 5:" in paragraphs[2]
    chinese = samples("zh").section("summary").sentences
    assert chinese[1].startswith("北风钢铁有 14 人参与这次决策，其中决策者 6 人。")
    assert not any("。 " in paragraph for paragraph in chinese)


@pytest.mark.parametrize(
    ("center", "en", "zh"),
    [
        (people(), "No one at ERP is listed yet.", "ERP还没有列出任何人员。"),
        (
            people(None),
            "1 person takes part in this decision at ERP.",
            "ERP有 1 人参与这次决策。",
        ),
        (
            people("decider"),
            "1 person takes part in this decision at ERP, as the decision maker.",
            "ERP有 1 人参与这次决策，此人是决策者。",
        ),
        (
            people("influencer"),
            "1 person takes part in this decision at ERP, but no decision maker is known yet.",
            "ERP有 1 人参与这次决策，决策者未知。",
        ),
        (
            people("decider", None),
            "2 people take part in this decision at ERP, including 1 decision maker.",
            "ERP有 2 人参与这次决策，其中决策者 1 人。",
        ),
        (
            people("decider", "decider", "influencer"),
            "3 people take part in this decision at ERP, including 2 decision makers.",
            "ERP有 3 人参与这次决策，其中决策者 2 人。",
        ),
    ],
)
def test_the_summary_counts_people(center, en, zh):
    assert summary(center).startswith(en)
    assert summary(center, lang="zh").startswith(zh)


def test_the_summary_counts_steps():
    plan = pm.northwind_plan()
    rules = Playbook().step_rules
    expected = {
        0: ("", ""),
        1: ("The method has 1 step, and it is done.", "全部 1 步均已完成。"),
        2: ("All 2 steps of the method are done.", "全部 2 步均已完成。"),
        5: (
            "The first 4 of 5 steps are done; next is step 5: ",
            "5 步中前 4 步已完成；下一步是第 5 步：",
        ),
    }
    for count, sentences in expected.items():
        playbook = Playbook(step_rules=rules[:count])
        for lang, sentence in zip(("en", "zh"), sentences, strict=True):
            found = summary(plan, lang=lang, playbook=playbook)
            assert sentence in found
            if count == 0:
                assert "step" not in found
                assert "步均" not in found
    assert "Next is step 1 of 12: " in summary(people())


def test_strategy_has_guidelines_ways_and_what_would_change_it(samples):
    strategy = samples("en").section("strategy")
    assert [bullets.heading for bullets in strategy.points_below] == [
        "Guidelines for Flanking:",
        "Ways to carry out Flanking:",
        "What the recommendation is based on:",
        "What would change the recommendation:",
    ]
    assert all(bullets.points for bullets in strategy.points_below)
    [listed] = samples("en").section("other_strategies").bullets
    others = [point.partition(":")[0] for point in listed.points]
    assert others == ["Frontal", "Partial", "Defend", "Develop"]
    led = strategy.points_below[2].points
    assert "Present relationship: − weak" in led
    assert "Present relationship, Contoso: + strong" in led
    assert led[-1] == "People: Ines Duarte, Priya Raman"


@pytest.mark.parametrize(
    ("chosen", "lang", "first"),
    [
        (
            "frontal",
            "en",
            "The plan has chosen Frontal, but what is known favors Defend.",
        ),
        ("frontal", "zh", "计划选定的策略是正面进攻，但已知情况更支持防御。"),
        ("defend", "en", "Chosen strategy: Defend."),
        (None, "en", "Defend: protect our place with the customer against a threat"),
    ],
)
def test_a_strategy_that_is_not_the_one_recommended(chosen, lang, first):
    plan = pm.AccountPlan(
        "Northwind", rivals=["Contoso"], strategy=chosen, supplier_in_place=True
    )
    strategy = by_key(report(plan, lang=lang))["strategy"]
    assert strategy.sentences[0].startswith(first)
    definitions = {"frontal": 2, "defend": 1, None: 1}
    others = 2 if chosen else 1
    others += len(pm.robust(plan).of_strategy)
    assert len(strategy.sentences) == definitions[chosen] + others


def test_a_playbook_is_followed_in_every_section():
    answers = [pm.plan.Assessment("present_relationship", "+")]
    plan = pm.AccountPlan(
        "Northwind", rivals=["Contoso"], strategy="defend", assessments=answers
    )
    kinds = Playbook().finding_kinds
    playbook = Playbook(
        finding_kinds={code: kinds[code] for code in ("PM101", "PM506")},
        strategy_rules=[
            StrategyRule("frontal", {"inside": True}, 3, {"en": "we are in"})
        ],
        tactics={pm.plan.Strategy.DEFEND: Tactics({"en": ("write each month",)}, {})},
        step_rules=Playbook().step_rules[:2],
    )
    found = by_key(report(plan, playbook=playbook))
    assert [row[-1] for row in found["findings"].table.rows] == ["PM101", "PM506"]
    assert (
        found["strategy"].sentences[0]
        == "The plan has chosen Defend, but what is known favors Frontal."
    )
    assert found["strategy"].points_below[0].points == ("write each month",)
    assert len(found["steps"].table.rows) == 2
    [way_to_win] = [text for text in found["summary"].sentences if "Frontal" in text]
    assert way_to_win.startswith(
        "Recommended strategy: Frontal. Frontal is the strategy in 100% of 500 "
        "plausible worlds. Next is step 1 of 2"
    )


def test_classify_and_report_agree_under_the_grid_of_a_playbook():
    grid = dict(Playbook().role_grid)
    grid[Power.INFLUENCER, Involvement.LOW] = Role.INFLUENCER
    playbook = Playbook(
        role_grid=grid, wording={"en": {"Role.influencer": "Influence carrier"}}
    )
    plan = pm.northwind_plan()
    roles = pm.classify(plan, playbook=playbook)
    made = report(plan, playbook=playbook, today="2026-11-20")
    shown = {row[0]: row[1] for row in by_key(made)["roles"].table.rows}
    language = playbook.language("en")
    for id, assignment in roles.items():
        assert shown[plan.center[id].name] == language.label(assignment.role)
    assert "Gatekeeper" not in shown.values()
    assert "Influence carrier" in shown.values()
    everything = made.html() + made.markdown()
    assert "Gatekeeper" not in everything
    assert "Influence carrier" in everything


def test_no_table_of_a_playbook_is_lost_in_a_report():
    plan = pm.northwind_plan()
    plain = report(plan, today="2026-11-20", sections="all")
    own = Playbook().replace(
        relationship_grid=dict.fromkeys(
            product((False, True), repeat=2), pm.plan.Relationship.PARTNER
        ),
        tie_weights=dict.fromkeys(pm.TieKind, (0.0, 0.0)),
        wanted_contact=dict.fromkeys((*Role, None), pm.Contact.DEEP),
        wanted_contact_of_veto=pm.Contact.DEEP,
        criteria=[pm.plan.ExtraCriterion("Data residency", "win")],
        improvements=(),
        appraisal_weights={},
        thresholds=Thresholds(enough_known=1.0),
        wording={"en": {"report.title.board": "Who decides", "field.stance": "View"}},
        style={"text": "#112233"},
    )
    made = report(plan, today="2026-11-20", playbook=own, sections="all")
    found, before = by_key(made), by_key(plain)
    relationships = {row[1] for row in found["relationship"].table.rows}
    assert relationships <= {"Partner", "Unknown"}
    assert {row[3] for row in found["coverage"].table.rows} == {"Deep"}
    assert {row[3] for row in before["coverage"].table.rows} != {"Deep"}
    assert found["assessment"].bullets != before["assessment"].bullets
    criteria = [row[0] for row in found["assessment"].chart_table.rows]
    assert criteria.count("Data residency") == 1
    assert len(found["pipeline"].charts) == 1
    assert found["appraisal"].sentences != before["appraisal"].sentences
    assert found["board"].title == "Who decides"
    assert "View: Robert Falk, Grace Tan, Nils Berger" in texts(found["unknown"])
    assert found["summary"].sentences != before["summary"].sentences
    assert "light-dark(#112233," in made.html()
    assert "#112233" not in plain.html()


def test_a_finding_of_a_company_is_reported():
    kind = FindingKind(
        "ACME1",
        "serious",
        {"en": "Not in the steering group"},
        {"en": "{people} should join the steering group."},
        {"en": "They sign."},
        {"en": "Invite them."},
        rule=lambda judgment: [("helen-cho",)],
    )
    playbook = Playbook(finding_kinds={"ACME1": kind})
    found = by_key(report(pm.northwind_plan(), playbook=playbook))
    [row] = found["findings"].table.rows
    assert row == (
        "serious",
        "Helen Cho should join the steering group.",
        "They sign.",
        "Invite them.",
        "ACME1",
    )
    assert "1 finding, and it is serious." in found["summary"].sentences[-1]
    risks = found["summary"].points_below[0]
    assert risks.points == ("Helen Cho should join the steering group.",)


def test_a_severity_that_there_is_not_is_refused():
    texts = [{"en": "x"}] * 4
    with pytest.raises(pm.ModelError, match="allowed: info, warning, serious"):
        FindingKind("ACME1", "grave", *texts)


def custom_plan():
    center = pm.BuyingCenter(
        "ERP",
        [
            pm.Stakeholder("Ana", power="decider", custom={"Region": "South", "x": 7}),
            pm.Stakeholder("Ben", title="CIO", custom={"Signed": "true"}),
        ],
        ties=[pm.Tie("ana", "ben", custom={"Since": "2024-05-01"})],
    )
    return pm.AccountPlan("Acme", center=center, custom={"Territory": "EMEA"})


def test_custom_fields_are_reported_under_their_titles():
    playbook = Playbook(
        custom_fields=[
            CustomField("people", "Signed", {"en": "Has signed"}, "yes"),
            CustomField("people", "Region", {"zh": "地区"}),
            CustomField("people", "Unused"),
            CustomField("plan", "Territory", {"en": "Sales territory"}),
        ]
    )
    found = by_key(report(custom_plan(), playbook=playbook))
    table = found["people"].table
    assert table.headers == ("Name", "Title", "Has signed", "Region", "x")
    assert table.rows == (("Ana", "", "", "South", "7"), ("Ben", "CIO", "yes", "", ""))
    assert found["goals"].sentences == ("Sales territory: EMEA",)
    [bullets] = found["influence"].bullets
    assert bullets.points == ("Ana → Ben, Influences (Since: 1 May 2024)",)
    chinese = by_key(report(custom_plan(), playbook=playbook, lang="zh"))
    assert chinese["people"].table.headers[3] == "地区"
    # Without a playbook the names of the fields are their titles.
    plain = by_key(report(custom_plan()))
    assert plain["people"].table.headers == ("Name", "Title", "Region", "x", "Signed")
    assert plain["goals"].sentences == ("Territory: EMEA",)


def test_many_custom_fields_are_listed_person_by_person():
    custom = {f"Field {number}": f"v{number}" for number in range(6)}
    people = [pm.Stakeholder("Ana", custom=custom), pm.Stakeholder("Ben")]
    found = by_key(report(pm.BuyingCenter("ERP", people)))["people"]
    assert found.table.headers == ("Name",)
    [bullets] = found.bullets
    [point] = bullets.points
    assert point.startswith("Ana (Field 0: v0; Field 1: v1; ")


@pytest.mark.parametrize("level", ["partner", "customer"])
def test_custom_fields_reach_only_those_who_may_see_them(level):
    playbook = Playbook(
        custom_fields=[
            CustomField("people", "Region", audience=(level,)),
            CustomField("people", "Signed", kind="yes"),
        ]
    )
    hidden = redact(custom_plan(), level, playbook=playbook, key="a key for the tests")
    made = report(hidden, playbook=playbook)
    assert by_key(made)["people"].table.headers[-1] == "Region"
    everything = made.html() + made.markdown()
    for secret in ("Signed", "Since", "Territory", "EMEA"):
        assert secret not in everything


def test_a_report_judges_once(monkeypatch):
    created = Counter()
    original = judge_module.Judgment.__init__

    def count(self, *args, **options):
        created["judgments"] += 1
        original(self, *args, **options)

    monkeypatch.setattr(judge_module.Judgment, "__init__", count)
    made = report(pm.northwind_plan(), today="2026-11-20")
    made.html()
    made.markdown()
    assert created["judgments"] == 1
    judgment = pm.judge(pm.northwind_plan(), today="2026-11-20")
    again = report(judgment)
    assert created["judgments"] == 2
    assert again.markdown() == made.markdown()


def test_a_report_of_a_judgment_takes_no_other_day_or_playbook():
    judgment = pm.judge(pm.northwind_plan(), today="2026-11-20")
    for options in ({"today": "2026-11-21"}, {"playbook": Playbook("Acme")}):
        with pytest.raises(pm.ModelError, match="already has another"):
            report(judgment, **options)


def test_the_report_says_the_day_of_its_check(samples):
    plan = samples("en").plan
    made = report(plan, today="2027-01-05")
    findings = by_key(made)["findings"]
    assert findings.sentences == ("Checked as of 5 Jan 2027.",)
    for document in (made.html(), made.markdown()):
        assert "Checked as of 5 Jan 2027." in document
    chinese = samples("zh").section("findings")
    assert chinese.sentences == ("检查日期：2026年11月20日。",)
    own_day = by_key(report(plan))["findings"].sentences
    assert own_day == (f"Checked as of {say('en', 'list.plain', text=plan.as_of)}.",)
    undated = by_key(report(pm.AccountPlan("Acme")))["findings"].sentences
    assert undated[-1].startswith("Checked without a date")


@pytest.mark.parametrize(
    ("select", "en", "zh"),
    [
        (
            "PM102",
            "The check has 1 finding, and it is serious.",
            "检查发现 1 个严重问题。",
        ),
        (
            ["PM102", "PM301"],
            "The check has 2 findings, all of them serious.",
            "检查发现 2 个问题，全部严重。",
        ),
        (
            ["PM102", "PM501"],
            "The check has 2 findings. 1 of them is serious.",
            "检查发现 2 个问题。其中 1 个严重。",
        ),
        (
            ["PM102", "PM301", "PM501"],
            "The check has 3 findings. 2 of them are serious.",
            "检查发现 3 个问题。其中 2 个严重。",
        ),
        ("PM501", "The check has 1 finding.", "检查发现 1 个问题。"),
        ("PM201", "No findings.", "没有发现问题。"),
    ],
)
def test_the_summary_counts_what_is_found_and_what_is_serious(select, en, zh):
    center = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana", power="influencer")])
    late = pm.plan.Action("Call", due="2026-01-01")
    plan = pm.AccountPlan(
        "Northwind", center=center, actions=[late], as_of="2026-01-02", select=select
    )
    assert en in summary(plan)
    assert zh in summary(plan, lang="zh")


def test_pipeline_shows_the_funnel_and_the_levers(samples):
    pipeline = samples("en").section("pipeline")
    assert len(pipeline.charts) == 2
    assert ("Prospect", "2", "1,020,000", "67%", "680,000") in pipeline.table.rows


def test_days_are_written_for_reading_in_sentences_and_for_sorting_in_tables(samples):
    goals = samples("en").section("goals")
    assert goals.bullets[0].points[0].endswith("(12 Dec 2026, Open)")
    assert "2026-12-05" in [row[3] for row in goals.table.rows]
    chinese = samples("zh").section("goals")
    assert chinese.bullets[0].points[0].endswith("（2026年12月12日，未开始）")


def test_the_customer_sees_no_section_that_judges(samples):
    keys = {}
    for level in ("customer", "partner"):
        sections = samples(level).report.sections
        keys[level] = [each.key for each in sections]
    assert keys["customer"] == ["summary", "people"]
    hidden = redact(
        pm.northwind_plan(),
        "customer",
        keep=["goals", "solution"],
        key="a key for the tests",
    )
    with_goals = [each.key for each in report(hidden).sections]
    assert with_goals == ["summary", "people", "goals"]
    assert keys["partner"] == [
        "summary",
        "board",
        "influence",
        "roles",
        "strategy",
        "relationship",
        "coverage",
        "goals",
        "unknown",
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_customer_reads(lang):
    plan = pm.northwind_plan(lang)
    made = report(
        redact(plan, "customer", lang=lang, key="a key for the tests"), lang=lang
    )
    listed = by_key(made)["people"].table
    assert listed.headers[-1] == say(lang, "report.column.reports_to")
    assert len({row[-1] for row in listed.rows}) == 6
    assert not any(section.charts for section in made.sections)
    sentence = say(lang, "report.summary.people", count=14, account=plan.account)
    assert made.sections[0].sentences == (sentence,)


def test_a_day_that_is_none():
    for today in ("yesterday", "2026-13-01", 20261120):
        with pytest.raises(pm.ModelError, match="today"):
            report(pm.AccountPlan("Acme"), today=today)


def test_a_notebook_shows_the_summary(samples):
    made = samples("en").report
    assert repr(made) == (
        "<Report 'Northwind Steel: account plan', 20 sections, today 2026-11-20>"
    )
    shown = made._repr_html_()
    assert "14 people take part" in shown
    assert "<li>Findings</li>" in shown
    hostile = samples("hostile").report._repr_html_()
    assert "<script" not in hostile
    assert "&lt;script&gt;" in hostile


def test_the_same_plan_gives_the_same_bytes_in_every_process(samples):
    code = (
        "import hashlib, powermap as pm\n"
        "text = ''\n"
        "for lang in ('en', 'zh'):\n"
        "    plan = pm.northwind_plan(lang)\n"
        "    made = pm.report(plan, lang=lang, today='2026-11-20', sections='all')\n"
        "    text += made.html() + made.markdown()\n"
        "print(text, end='')"
    )
    processes = []
    for seed in ("0", "42"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        processes.append(
            subprocess.Popen(
                [sys.executable, "-c", code],
                env=environment,
                stdout=subprocess.PIPE,
                encoding="utf-8",
            )
        )
    here = ""
    for lang in ("en", "zh"):
        here += samples(lang).html + samples(lang).report.markdown()
    for process in processes:
        output, _ = process.communicate(timeout=300)
        assert process.returncode == 0
        assert output == here


def test_losses_are_for_our_own_eyes():
    plan = pm.northwind_plan()
    [section] = report(plan, sections="resilience").sections
    assert [row[0] for row in section.table.rows][:2] == [
        "Kim Example (our team)",
        "Robert Falk",
    ]
    redacted = report(
        redact(plan, "partner", key="a key for the tests"), sections="all"
    )
    assert "resilience" not in {each.key for each in redacted.sections}
    center = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana")])
    alone = report(center, sections=["resilience"])
    assert "As far as we know, nothing depends on one person alone." in alone.markdown()


def test_sections_are_those_asked_for_in_their_order():
    plan = pm.northwind_plan()
    chosen = report(plan, sections=["ask", "summary", "ask"]).sections
    assert [section.key for section in chosen] == ["ask", "summary"]
    default = [section.key for section in report(plan).sections]
    assert default == [key for key in DEFAULT_SECTIONS if key != "people"]
    assert set(default) < {
        section.key for section in report(plan, sections="all").sections
    }
    with pytest.raises(pm.FormatError, match="did you mean 'roles'"):
        report(plan, sections=["summary", "rolls"])
    hidden = redact(plan, "customer", key="a key for the tests")
    with pytest.warns(pm.PowermapWarning, match="not in the report.*Findings"):
        [section] = report(hidden, sections=["people", "findings"]).sections
    assert section.key == "people"


def test_the_summary_is_one_page_for_a_manager(samples):
    section = samples("en").section("summary")
    names = [row[0] for row in section.table.rows]
    assert names[0] == "Robert Falk"
    assert len(names) == 6
    headings = [bullets.heading for bullets in section.points_below]
    assert headings == ["Main risks", "Next visits", "Ask next"]
    assert all(len(bullets.points) == 3 for bullets in section.points_below)
    many = [pm.Stakeholder(f"Person {n}", power=9, contact="brief") for n in range(20)]
    table = report(pm.BuyingCenter("ERP", many)).sections[0].table
    assert len(table.rows) == 9
    assert table.rows[-1][0] == "and 12 more"


def test_the_value_is_that_of_the_plan_else_of_its_only_prospect():
    deals = [
        pm.plan.Prospect("Acme: ERP", "prospect", amount=500),
        pm.plan.Prospect("Acme: CRM", "prospect", amount=70),
        pm.plan.Prospect("Acme: ERP pilot", "lost", amount=9),
    ]
    plan = pm.AccountPlan("Acme", opportunity="ERP", pipeline=deals)
    assert "Value: 500. Expected close: not entered." in summary(plan)
    assert "Value: 600." in summary(plan.revised(value=600))
    assert "Value: not entered." in summary(plan.revised(opportunity=None))
    closed = plan.revised(close_on="2027-03-31")
    assert "Expected close: 31 Mar 2027." in summary(closed)
