"""Which findings are looked for, in which order, and a company's own kinds."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace

import pytest

from powermap.demo import northwind_plan
from powermap.errors import ModelError
from powermap.judgment.findings import FindingKind, Severity, check
from powermap.judgment.judge import judge
from powermap.model import AccountPlan, BuyingCenter, Stakeholder
from powermap.model.playbook import Playbook
from powermap.model.playbook.defaults import finding_kinds
from powermap.reporting import report

KINDS = finding_kinds()
MIXED = BuyingCenter(
    "ERP",
    [
        Stakeholder("Zoe", power="decider", contact="none"),
        Stakeholder("Ana", power="decider", contact="none"),
    ],
)


def codes(subject, **options):
    """The codes found, each once."""
    found = [each.code for each in check(subject, **options)]
    return list(dict.fromkeys(found))


def test_what_puts_most_at_stake_comes_first():
    found = check(MIXED)
    ranks = [each.severity.rank for each in found]
    assert ranks == sorted(ranks, reverse=True)
    assert [each.code for each in found[:2]] == ["PM301", "PM202"]
    # What is not known comes after what is, within a severity.
    for severity in Severity:
        of_severity = [each for each in found if each.severity is severity]
        unknown = [each.code.startswith("PM4") for each in of_severity]
        assert unknown == sorted(unknown)


def test_of_two_people_the_more_powerful_one_comes_first():
    members = [
        Stakeholder("Ana", power=6, contact="brief"),
        Stakeholder("Ben", power=9, contact="brief"),
    ]
    found = check(BuyingCenter("ERP", members), select="PM201")
    assert [each.people for each in found] == [("ben",), ("ana",)]


def test_a_judgment_is_checked_once():
    judgment = judge(MIXED)
    assert check(judgment) is judgment.findings
    assert check(judgment, select="PM2") == check(MIXED, select="PM2")


def test_findings_are_a_table():
    found = check(MIXED, select="PM301")
    [row] = found.rows()
    assert list(row) == ["code", "severity", "finding", "because", "next_step"]
    assert (row["code"], row["severity"]) == ("PM301", "serious")
    assert found.rows("zh")[0]["severity"] == "严重"
    assert "<th>Next step</th>" in found._repr_html_()
    assert len(repr(found)) < 80
    assert repr(found[0]).startswith("<Finding PM301 (serious): We know of no insider")


def test_every_part_can_be_pickled_and_copied_and_is_short_to_print():
    judgment = judge(northwind_plan())
    parts = (
        judgment.needs,
        judgment.coverage,
        judgment.steps,
        judgment.pipeline,
        judgment.levers,
        judgment.appraisal,
        judgment.findings,
    )
    for part in parts:
        assert pickle.loads(pickle.dumps(part)) == part
        assert copy.deepcopy(part) == part
        assert len(repr(part)) < 100
        assert part._repr_html_().startswith("<table>")
        assert part.rows("zh")
    singles = [
        *judgment.steps.steps,
        *judgment.levers,
        *judgment.findings,
        *judgment.coverage.gaps,
        *judgment.pipeline.gates.values(),
        *judgment.pipeline.steps.values(),
        *judgment.appraisal.sources.values(),
    ]
    for single in singles:
        assert len(repr(single)) < 320, repr(single)


def test_the_longer_beginning_wins():
    cases = [
        ({"select": "PM2"}, ["PM202", "PM201"]),
        ({"select": "pm202"}, ["PM202"]),
        ({"select": ["PM202", "PM301"]}, ["PM301", "PM202"]),
        ({"select": "PM202, PM301"}, ["PM301", "PM202"]),
        ({"select": "PM2", "ignore": "PM202"}, ["PM201"]),
        ({"select": "PM202", "ignore": "PM2"}, ["PM202"]),
        ({"select": "PM202", "ignore": "PM202"}, []),
        ({"select": []}, []),
        ({"ignore": "PM"}, []),
    ]
    for options, wanted in cases:
        assert codes(MIXED, **options) == wanted, options


def hundreds(subject, **options):
    return {code[:3] for code in codes(subject, **options)}


def test_a_plan_ignores_for_itself():
    plan = AccountPlan("Northwind", center=MIXED, ignore=["PM3", "PM4"])
    assert hundreds(plan) == {"PM1", "PM2", "PM5"}
    assert hundreds(plan, ignore="PM1") == {"PM2", "PM5"}
    assert codes(plan, select="PM301") == ["PM301"]


def test_a_plan_selects_for_itself_until_the_call_does():
    selected = ["PM2", "pm301"]
    plan = AccountPlan("Northwind", center=MIXED, select=selected, ignore="PM202")
    assert codes(plan) == ["PM301", "PM201"]
    assert codes(plan, ignore="PM201") == ["PM301"]
    assert codes(plan, ignore="PM3") == codes(plan)
    assert hundreds(plan, select="PM4") == {"PM4"}
    assert codes(plan, select=[]) == []
    without = AccountPlan("x", center=MIXED, ignore="PM202")
    assert codes(plan.revised(select=()), select=None) == codes(without)


def test_a_code_that_does_not_exist():
    cases = [
        ("PM350", "did you mean"),
        ("PN301", "did you mean 'PM301'"),
        ("PM9", "PM1, PM2"),
        ("", "''"),
    ]
    for word, hint in cases:
        for options in ({"select": word}, {"ignore": [word]}):
            with pytest.raises(ModelError, match="is not a finding code") as caught:
                check(MIXED, **options)
            assert hint in str(caught.value)
    for word, hint in cases[:3]:
        for field in ("select", "ignore"):
            plan = AccountPlan("Northwind", **{field: word})
            for call in ({}, {"select": "PM1"}):
                where = f"^{field} of the plan: .*is not a finding code"
                with pytest.raises(ModelError, match=where) as caught:
                    check(plan, **call)
                assert hint in str(caught.value)


def test_what_is_no_code_at_all():
    wrong = [{"select": 5}, {"ignore": 5}, {"select": [None]}, {"ignore": ["PM1", 2]}]
    for options in wrong:
        with pytest.raises(ModelError, match="is of type"):
            check(MIXED, **options)


def test_only_buying_centers_plans_and_judgments():
    with pytest.raises(ModelError, match="of type str"):
        check("deal.yaml")


# A company's own kinds ---------------------------------------------------------------


def own_kind(rule, code="ACME1"):
    message = {"en": "{people} wait.", "zh": "{people} 在等。"}
    why = {"en": "Why."}
    next_step = {"en": "Call."}
    return FindingKind(
        code, Severity.WARNING, message, message, why, next_step, rule=rule
    )


def playbook_with(*kinds, own=KINDS):
    return Playbook(finding_kinds={**own, **{kind.code: kind for kind in kinds}})


WAITING = BuyingCenter(
    "ERP", [Stakeholder("Ana", stance="champion"), Stakeholder("Ben")]
)


def test_a_company_changes_a_limit_and_a_severity():
    stale = replace(KINDS["PM406"], days=10, severity=Severity.SERIOUS)
    ana = Stakeholder("Ana", stance="champion", as_of="2026-01-01")
    center = BuyingCenter("ERP", [ana], as_of="2026-01-12")
    [found] = check(center, playbook=playbook_with(stale, own={}))
    assert found.severity is Severity.SERIOUS
    assert str(found.message) == "Judged more than 10 days ago: Ana."


def test_a_rule_of_a_company_is_found_beside_the_others():
    own = own_kind(lambda judgment: [[person.id] for person in judgment.center])
    playbook = playbook_with(own)
    found = check(WAITING, playbook=playbook, select=["ACME", "PM301"])
    assert [(each.code, each.people, str(each.message)) for each in found] == [
        ("ACME1", ("ana",), "Ana wait."),
        ("ACME1", ("ben",), "Ben wait."),
    ]
    assert len(check(WAITING, playbook=playbook)) == len(check(WAITING)) + 2
    assert check(WAITING, playbook=playbook, select="ACME1", ignore="ACME") != []
    assert check(WAITING, playbook=playbook, select="ACME", ignore="ACME1") == []


def test_a_company_writes_the_languages_that_it_has():
    own = own_kind(lambda _: [["ben", "ana"]])
    [found] = check(WAITING, playbook=playbook_with(own, own={}))
    assert found.people == ("ana", "ben")
    assert found.message.say("zh") == "Ana、Ben 在等。"
    assert found.because.say("zh") == "Why."


def test_a_rule_of_a_company_gets_the_judgment_of_the_plan():
    seen = []
    first = own_kind(lambda judgment: seen.append(judgment.plan) or [])
    second = own_kind(seen.append, "ACME2")
    plan = AccountPlan("Contoso", center=WAITING, ignore=["ACME2"])
    check(plan, playbook=playbook_with(first, second, own={}))
    assert seen == [plan]


def test_kinds_that_a_company_cannot_have():
    cases = [
        (replace(KINDS["PM301"], rule=lambda _: []), "'PM301' is one of powermap's"),
        (own_kind(lambda _: [["anna"]]), r"rule of ACME1 returned 'anna'.*'ana'"),
        (own_kind(None), "no rule"),
        (
            replace(KINDS["PM202"], message={"en": "{who} is missing."}),
            r"message of PM202 has '\{who\}'; allowed: \{people\}",
        ),
    ]
    for kind, message in cases:
        with pytest.raises(ModelError, match=message):
            check(WAITING, playbook=playbook_with(kind, own={}))
    for wrong in ([KINDS["PM406"]], {"PM406": "stale"}, "PM406", 5):
        with pytest.raises(ModelError, match=r"is of type \w+; give"):
            Playbook(finding_kinds=wrong)


def test_a_report_has_the_findings_of_a_company():
    playbook = playbook_with(own_kind(lambda _: [["ana"]]), own={})
    assert "Ana wait." in report(WAITING, playbook=playbook).html()
    assert "Ana wait." not in report(WAITING).html()
