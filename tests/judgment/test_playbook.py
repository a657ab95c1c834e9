"""Every table of a playbook reaches every answer, and nothing loses it on the way."""

import inspect
import json

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import powermap as pm
from powermap.cli import app
from powermap.exchange.playbooks import write_playbook
from powermap.model import ExtraCriterion
from powermap.model.playbook import (
    CustomField,
    Improvement,
    Playbook,
    StepRule,
    StrategyRule,
    Tactics,
    Thresholds,
)
from powermap.redaction import redact

OWN = Playbook()
LOW = (pm.Power.INFLUENCER, pm.Involvement.LOW)
DEFEND = pm.plan.Strategy.DEFEND
BECAUSE = {"en": "our rule asks for it", "zh": "公司规则要求"}
TABLES = {
    "wording": {"en": {"Role.approver": "Economic buyer"}},
    "role_grid": {**OWN.role_grid, LOW: pm.Role.INFLUENCER},
    "relationship_grid": dict.fromkeys(
        OWN.relationship_grid, pm.plan.Relationship.FRIEND
    ),
    "tie_weights": dict.fromkeys(OWN.tie_weights, (0.9, 0.9)),
    "wanted_contact": dict.fromkeys(OWN.wanted_contact, pm.Contact.DEEP),
    "wanted_contact_of_veto": pm.Contact.DEEP,
    "criteria": [ExtraCriterion("Champion tested", "win")],
    "strategy_rules": [StrategyRule("defend", {"rival_inside": True}, 20, BECAUSE)],
    "tactics": {
        **OWN.tactics,
        pm.plan.Strategy.FLANKING: Tactics({"en": ("Call each week",)}, {}),
    },
    "finding_kinds": {"PM201": OWN.finding_kinds["PM201"]},
    "step_rules": [StepRule("paper", ("solution",), {"en": "Paper process"})],
    "improvements": [
        Improvement("Win more", "success", "rate", 0.05, "BEST", ("prospect",))
    ],
    "appraisal_weights": {**OWN.appraisal_weights, pm.plan.Source.TARGETS: 40.0},
    "half_lives": {**OWN.half_lives, "stance": 1},
    "thresholds": Thresholds(enough_known=0.99, clear_lead=30),
    "custom_fields": [CustomField("people", "Region", {"en": "Sales region"})],
    "style": {"owner": "#1F5FA8", "owner_tint": "#EAF1FA"},
}
"""For each table one that says something else about the demo plan."""
OF_FILES = {
    "criterion_questions": {"Champion tested": {"en": "Who tested them?"}},
    "aliases": {"field.power": ["Zone"]},
    "levels": {"auditor": {"people": ["title"]}},
}
"""Tables that change what is read, asked or given away, and no report."""


def a_plan():
    plan = pm.northwind_plan()
    first = plan.center.stakeholders[0]
    return plan.revised(
        center=plan.center.replace(first.id, custom={"Region": "South"})
    )


def test_every_table_is_tried():
    assert set(TABLES) == set(Playbook(**TABLES).changes)
    assert set(TABLES) | set(OF_FILES) == set(_all_tables())


def _all_tables():
    names = inspect.signature(Playbook).parameters
    return [name for name in names if name != "name"]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_changes_the_report(table):
    plan = a_plan()
    book = Playbook(**{table: TABLES[table]})
    changed = pm.report(plan, playbook=book, sections="all")
    assert changed.html() != pm.report(plan, sections="all").html()


def test_tables_of_files_reach_the_reader_the_template_and_the_redaction(tmp_path):
    book = Playbook("Acme", **TABLES, **OF_FILES)
    (tmp_path / "people.csv").write_text("Name,Zone\nAna Ruiz,9\n", "utf-8")
    [ana] = pm.read(tmp_path / "people.csv", playbook=book).center
    assert ana.power == 9

    made = pm.template(tmp_path / "t.xlsx", playbook=book, sheets="all")
    words = [cell.value for row in load_workbook(made)["Lists"] for cell in row]
    assert "Who tested them?" in words

    [first, *_] = redact(
        a_plan(), "auditor", playbook=book, key="a key for the tests"
    ).center
    assert first.title
    assert first.power is None


def test_classify_report_diff_and_charts_agree():
    plan = a_plan()
    book = Playbook(**TABLES)
    carl = plan.center["Carl Munro"]
    role = pm.classify(plan, playbook=book)[carl.id].role
    assert role is pm.Role.INFLUENCER
    [roles] = [
        each for each in pm.report(plan, playbook=book).sections if each.key == "roles"
    ]
    [row] = [row for row in roles.table.rows if row[0] == carl.name]
    assert row[1] == "Influencer"
    before = plan.revised(center=plan.center.replace(carl.id, power=9))
    judged = pm.diff(before, plan, playbook=book).judged
    [after] = [each.after for each in judged if each.field == "role"]
    assert after is role
    assert "Economic buyer" in pm.quadrant(plan, playbook=book).svg()


def test_diff_follows_rules_and_kinds():
    plan = a_plan()
    after = plan.revised(center=plan.center.replace("robert-falk", contact="several"))
    [resolved] = pm.diff(plan, after).gone
    assert resolved.what == "PM202"
    assert pm.diff(plan, after, playbook=Playbook(**TABLES)).gone == ()


def test_the_command_line_takes_every_table(tmp_path):
    plan = pm.write(a_plan(), tmp_path / "deal.yaml")
    book = write_playbook(Playbook("Acme", **TABLES), tmp_path / "acme.toml")

    def rows(command):
        arguments = [command, str(plan), "--format", "json", "--playbook", str(book)]
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code in {0, 1}, done.output
        return json.loads(done.stdout)

    roles = {row["id"]: row["role"] for row in rows("roles")}
    assert roles["carl-munro"] == "influencer"
    assert {row["code"] for row in rows("check")} == {"PM201"}
    assert {row["wanted"] for row in rows("coverage")} == {"deep"}
    assert [row["step"] for row in rows("steps")] == ["Paper process"]
    assert [row["lever"] for row in rows("levers")] == ["Win more"]
    assert any("Champion tested" in row["because"] for row in rows("assess"))
    [best] = [row for row in rows("strategy") if row["recommended"]]
    assert best["strategy"] == "defend"
