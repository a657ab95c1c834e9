"""A write keeps the comments, the order and the words of a YAML file."""

import difflib
import io
import json

import pytest

from powermap.errors import PowermapWarning
from powermap.exchange import read, write
from powermap.model import AccountPlan, BuyingCenter, Goal, Stakeholder, Tie

OLD = """\
# Northwind, kept by Kim
# updated every Friday
account: Northwind   # the customer
name: ERP

# Who decides
stakeholders:
  # the finance side
  - name: Ana Ruiz   # met in March
    power: 决策者     # said so herself
    involvement: low
    note: |
      first line
      second line
  # leaves in May
  - name: Ben Ode
    stance: neutral
    # not sure about this
    contact: brief
    region: South   # ours
  - {name: Cem, power: 5}   # the new one

# Who influences whom
ties:
  - {source: Ben Ode, target: Ana Ruiz, kind: reports_to}
  - source: cem   # by phone
    target: ana-ruiz
rivals: [Contoso]   # for now
goals:
- name: Pilot   # first
  due: 2026-12-18
# the end
"""


def old(tmp_path, text=OLD):
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def changed_lines(path, before=OLD):
    after = path.read_text(encoding="utf-8")
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


def rewritten(path, change):
    plan = change(read(path))
    write(plan, path)
    assert read(path) == plan
    return changed_lines(path)


def with_person(plan, who, **changes):
    return plan.revised(center=plan.center.replace(who, **changes))


def test_what_did_not_change_stays_as_it_is(tmp_path):
    assert rewritten(old(tmp_path), lambda plan: plan) == []


@pytest.mark.parametrize(
    "change, lines",
    [
        (
            lambda plan: with_person(plan, "ana-ruiz", power=8),
            [
                "-     power: 决策者     # said so herself",
                "+     power: 8     # said so herself",
            ],
        ),
        (
            lambda plan: with_person(plan, "ben-ode", stance="champion", title="CIO"),
            [
                "+     title: CIO",
                "-     stance: neutral",
                "+     stance: champion",
            ],
        ),
        (
            lambda plan: with_person(plan, "ben-ode", contact=None),
            ["-     contact: brief"],
        ),
        (
            lambda plan: with_person(plan, "cem", power="decider"),
            [
                "-   - {name: Cem, power: 5}   # the new one",
                "+   - {name: Cem, power: decider}   # the new one",
            ],
        ),
        (
            lambda plan: plan.revised(rivals=["Contoso", "Fabrikam"]),
            [
                "- rivals: [Contoso]   # for now",
                "+ rivals: [Contoso, Fabrikam]   # for now",
            ],
        ),
        (
            lambda plan: plan.revised(goals=[*plan.goals, Goal("Contract")]),
            ["+ - name: Contract", "+   state: open"],
        ),
        (
            lambda plan: plan.revised(objective="Sign"),
            ["+ objective: Sign"],
        ),
        (
            lambda plan: plan.revised(account="Northwind Steel"),
            [
                "- account: Northwind   # the customer",
                "+ account: Northwind Steel   # the customer",
            ],
        ),
        (
            lambda plan: plan.revised(
                center=plan.center.add(Stakeholder("Dee"), ties=[Tie("dee", "cem")])
            ),
            [
                "+   - name: Dee",
                "+     id: dee",
                "+   - source: dee",
                "+     kind: influences",
                "+     target: cem",
            ],
        ),
    ],
)
def test_a_change_changes_only_its_lines(tmp_path, change, lines):
    found = rewritten(old(tmp_path), change)
    assert sorted(line.rstrip() for line in found) == sorted(lines)


def test_a_person_who_is_removed_leaves_the_comments_around(tmp_path):
    path = old(tmp_path)
    with pytest.warns(PowermapWarning, match="that are gone: '# not sure about this'"):
        found = rewritten(
            path, lambda plan: plan.revised(center=plan.center.without("ben-ode"))
        )
    assert all(line.startswith("-") for line in found)
    text = path.read_text(encoding="utf-8")
    for comment in (
        "# Northwind, kept by Kim",
        "# the customer",
        "# the finance side",
        "# said so herself",
        "# leaves in May",
        "# the new one",
        "# Who influences whom",
        "# by phone",
        "# the end",
    ):
        assert comment in text


def test_people_in_another_order_take_their_comments_along(tmp_path):
    path = old(tmp_path)
    plan = read(path)
    center = plan.center.revised(stakeholders=plan.center.stakeholders[::-1])
    write(plan.revised(center=center), path)
    text = path.read_text(encoding="utf-8")
    assert [person.id for person in read(path).center] == ["cem", "ben-ode", "ana-ruiz"]
    assert text.index("# leaves in May") < text.index("# the finance side")
    assert read(path).center == center


def test_a_file_of_people_keeps_its_comments_too(tmp_path):
    text = "# mine\nname: ERP\n$schema: schema.json\nstakeholders:\n- name: Ana # x\n"
    path = old(tmp_path, text)
    plan = read(path)
    write(plan.center.replace("ana", power=8), path)
    assert path.read_text(encoding="utf-8") == text + "  power: 8\n"


@pytest.mark.parametrize(
    "text",
    [
        "{name: ERP, stakeholders: [{name: Ana}]}",
        "name: ERP\nstakeholders: [{name: Ana}]\n",
        "not: [a plan",
        "",
        "\ufeffname: ERP\r\nstakeholders:\r\n- name: Ana\r\n",
        "name: ERP\nstakeholders:\n-\n  name: Ana\n",
        "name: ERP\nstakeholders:\n- title: CFO\n  name: Ana\n",
        "stakeholders:\n- name: Ana\nstakeholders_: 5\n",
        "---\nname: ERP\nstakeholders:\n- name: >\n    Ana\n...\n",
        "? [a, b]\n: x\nname: ERP\n",
        "name: ERP\nstakeholders:\n- name: Ana\n  ? {a: b}\n  : x\n",
        "? name\n: ERP\n? stakeholders\n: - name: Ana\n",
    ],
)
def test_whatever_was_there_the_new_plan_is_written(tmp_path, text):
    path = old(tmp_path, text)
    center = BuyingCenter("ERP", [Stakeholder("Ana", stance="enemy"), Stakeholder("B")])
    write(center, path)
    assert read(path).center == center
    write(BuyingCenter("ERP"), path)
    assert read(path).center == BuyingCenter("ERP")


@pytest.mark.filterwarnings("ignore::powermap.errors.PowermapWarning")
def test_full_plans_over_each_other(tmp_path, full, rich):
    path = tmp_path / "plan.yaml"
    plans = [
        full,
        full.revised(center=rich.replace("12", note="other")),
        AccountPlan("Other", center=rich),
        full.revised(assessments=full.assessments[::-1], actions=()),
        full.revised(as_of=None),
    ]
    for plan in [*plans, *plans[::-1]]:
        write(plan, path)
        assert read(path) == plan


def test_people_over_a_plan_of_their_name_lose_nothing(tmp_path):
    path = old(tmp_path, "account: ERP\nstakeholders:\n- name: Ana\n")
    plan = read(path)
    write(plan.center, path)
    assert read(path) == plan


def test_json_keeps_the_order_of_its_keys(tmp_path):
    path = tmp_path / "plan.json"
    before = {
        "$schema": "plan-schema.json",
        "ties": [],
        "stakeholders": [{"power": 5, "name": "Ana", "id": "ana"}],
        "name": "ERP",
    }
    path.write_text(json.dumps(before), encoding="utf-8")
    plan = read(path)
    write(plan.center.replace("ana", power=6, title="CFO"), path)
    after = json.loads(path.read_text(encoding="utf-8"))
    assert list(after)[:3] == ["$schema", "stakeholders", "name"]
    assert list(after["stakeholders"][0]) == ["power", "name", "id", "title"]
    assert read(io.StringIO(json.dumps(after)), format="json").center["ana"].power == 6


def test_comments_that_cannot_be_kept_are_named(tmp_path):
    path = old(tmp_path, "# mine\n{name: ERP}\n")
    with pytest.warns(PowermapWarning, match="comments that are gone: '# mine'"):
        write(BuyingCenter("ERP"), path)


@pytest.mark.parametrize("name", ["plan.yaml", "plan.json", "plan.xlsx"])
@pytest.mark.filterwarnings("ignore:.*after the day")
def test_people_written_over_a_plan_are_no_silent_loss(tmp_path, full, name):
    path = write(full, tmp_path / name)
    with pytest.warns(PowermapWarning, match="held a plan.*ssessments.*ipeline"):
        write(full.center, path)
    assert read(path).center == full.center
