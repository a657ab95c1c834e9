from __future__ import annotations

import pytest

import powermap as pm
from powermap.errors import ModelError
from powermap.judgment.steps import CHECKS, STEPS, StepRule, steps
from powermap.language import LANGS
from powermap.model import (
    AccountPlan,
    Action,
    Assessment,
    BuyingCenter,
    Criterion,
    Goal,
    Member,
    Prospect,
    Stakeholder,
    Strategy,
    Tie,
)

ANA = {"title": "CFO", "power": 8, "stance": "supporter", "contact": "several", "covered_by": "Kim",
       "organization_needs": "finance"}  # fmt: skip
BEN = {"department": "IT", "power": 2, "stance": "enemy"}
TIES = [Tie("ben", "ana", "reports_to"), Tie("ben", "ana", "influences")]


def people(ana=ANA, ben=BEN, ties=TIES):
    return BuyingCenter(
        "ERP", [Stakeholder("Ana", **ana), Stakeholder("Ben", **ben)], ties
    )


def full(**changes):
    """A plan that has reached all twelve steps, and what is changed in it."""
    return AccountPlan(
        **{
            "account": "Northwind",
            "opportunity": "ERP renewal",
            "center": people(),
            "team": [Member("Kim")],
            "rivals": ["Contoso"],
            "assessments": [
                *(Assessment(each, "+") for each in Criterion), Assessment("risk", "-", rival="Contoso"),
            ],
            "objective": "Renew the ERP",
            "solution": "Our suite",
            "strategy": Strategy.FRONTAL,
            "goals": [Goal("Short list")],
            "actions": [Action("Visit", who="Kim", with_people="ana", due="2026-12-01")],
            "pipeline": [Prospect("Northwind: ERP renewal", "won")],
        }
        | changes
    )  # fmt: skip


def only(*criteria):
    return [Assessment(each, "+") for each in criteria]


def without(given, *keys):
    return {key: value for key, value in given.items() if key not in keys}


LACKS = [
    ("people", {"center": BuyingCenter("ERP"), "actions": []}, "organization"),
    ("places", {"center": people(without(ANA, "title"), without(BEN, "department"))}, "organization"),
    ("lines", {"center": people(ties=TIES[1:])}, "organization"),
    ("decider", {"center": people({**ANA, "power": 3})}, "top"),
    ("top_contact", {"center": people({**ANA, "contact": "brief"})}, "top"),
    ("question_opportunity", {"assessments": only("business", "funding")}, "opportunity"),
    ("question_compete", {"assessments": only("solution_fit", "resources")}, "opportunity"),
    ("question_win", {"assessments": only("insider")}, "opportunity"),
    ("question_worth", {"assessments": only("risk", "margin")}, "opportunity"),
    ("objective", {"objective": None}, "objective"),
    ("powers", {"center": people(ben=without(BEN, "power"))}, "deciding"),
    ("stances", {"center": people(without(ANA, "stance"))}, "deciding"),
    ("sways", {"center": people(ties=TIES[:1])}, "deciding"),
    ("team", {"team": []}, "team"),
    ("covered", {"center": people(without(ANA, "covered_by"))}, "team"),
    ("formal_criteria", {"assessments": only("informal_criteria")}, "influences"),
    ("informal_criteria", {"assessments": [*only("formal_criteria"), Assessment("informal_criteria", "?")]},
     "influences"),
    ("needs", {"center": people(without(ANA, "organization_needs"))}, "influences"),
    ("rivals", {"rivals": [], "assessments": []}, "rivals"),
    ("rivals_assessed", {"rivals": ["Contoso", "Fabrikam"]}, "rivals"),
    ("enemy", {"center": people(ben={**BEN, "stance": "neutral"})}, "rivals"),
    ("strategy", {"strategy": None}, "strategy"),
    ("solution", {"solution": None}, "solution"),
    ("goals", {"goals": [Goal("Short list", state="dropped")]}, "actions"),
    ("actions", {"actions": [Action("Visit", who="Kim", due="2026-12-01", state="dropped")]}, "actions"),
    ("actions", {"actions": [Action("Visit", who="Kim")]}, "actions"),
    ("actions", {"actions": [Action("Visit", due="2026-12-01")]}, "actions"),
    ("won", {"pipeline": [Prospect("Northwind: ERP renewal", "closing"), Prospect("Northwind: desks", "won")]},
     "close"),
]  # fmt: skip
ENOUGH = [
    ("places", {"center": people(ben=without(BEN, "department"))}),  # half of them
    ("question_opportunity", {"assessments": only("business", "funding", "urgency")}),
    ("question_win", {"assessments": only("insider", "culture")}),
    ("formal_criteria", {"assessments": [Assessment("formal_criteria", "-")]}),
    (
        "actions",
        {
            "actions": [
                Action("Visit", who="Kim", due="2026-12-01"),
                Action("Call", state="dropped"),
            ]
        },
    ),
    (
        "lines",
        {"center": BuyingCenter("ERP", [Stakeholder("Ana")])},
    ),  # one person has no lines
    ("won", {"pipeline": [Prospect("NORTHWIND", "won")]}),
]


def step_of(plan, key, **more):
    return next(
        step
        for step, rule in zip(steps(plan, **more).steps, STEPS, strict=True)
        if rule.key == key
    )


def test_a_plan_that_holds_everything_has_come_all_the_way():
    found = steps(full())
    assert (found.along, found.next, found.ahead) == (12, None, ())
    assert [step.number for step in found.steps] == list(range(1, 13))
    assert (
        found.steps[-1].because
        == "Close: reached, the plan holds all that is asked for."
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("check", "changes", "key"), LACKS)
def test_every_check_fails_just_where_something_is_missing(check, changes, key, lang):
    assert CHECKS[check](full(), lang) == ()
    lacks = CHECKS[check](full(**changes), lang)
    step = step_of(full(**changes), key, lang=lang)
    assert not step.reached
    assert lacks
    assert set(lacks) <= set(step.lacks)
    assert all(lack in step.because for lack in step.lacks)


@pytest.mark.parametrize(("check", "changes"), ENOUGH)
def test_what_is_just_enough(check, changes):
    assert CHECKS[check](full(**changes), "en") == ()


def test_every_check_has_been_tried_and_is_used():
    used = {check for rule in STEPS for check in rule.checks}
    assert used == set(CHECKS) == {check for check, *_ in LACKS}


def test_an_empty_plan_stands_at_the_beginning():
    found = steps(AccountPlan("Northwind"))
    assert (found.along, found.next.number, found.ahead) == (0, 1, ())
    assert (
        found.next.because
        == "Know the customer's organisation: not reached; nobody is in the buying center."
    )
    assert not any(step.reached for step in found.steps)


def test_a_gap_holds_up_and_what_is_beyond_it_is_told():
    found = steps(full(objective=None))
    assert (found.along, found.next.name, found.next.lacks) == (
        3, "Set the sales objective", ("no sales objective is set",),
    )  # fmt: skip
    assert len(found.ahead) == 8


def test_in_chinese():
    found = steps(full(strategy=None, actions=[Action("拜访")]), lang="zh")
    assert found.next.because == "制定销售策略：尚未达到；没有选定策略。"
    assert found.steps[10].lacks == ("1 项行动没有负责人或日期：拜访",)
    assert found.steps[0].name == "掌握大客户的组织结构"


def test_people_are_named():
    assert steps(full(center=people(without(ANA, "stance")))).next.lacks == (
        "stance is not known of those who decide: Ana",
    )


def test_steps_of_the_house():
    mine = [
        StepRule(
            "references", ("solution",), {"en": "Give references", "zh": "提供案例"}
        )
    ]
    found = steps(full(solution=None), rules=mine, lang="zh")
    assert (found.next.name, found.along, len(found.steps)) == ("提供案例", 0, 1)
    assert steps(full(), rules=[]).along == 0


@pytest.mark.parametrize(
    ("checks", "message"),
    [
        (("solutoin",), "is no check of a step.*did you mean 'solution'"),
        ((), "checks nothing"),
    ],
)
def test_a_rule_that_cannot_be(checks, message):
    with pytest.raises(ModelError, match=message):
        StepRule("mine", checks)


def test_language_unknown():
    with pytest.raises(ModelError, match="allowed: en, zh"):
        steps(full(), lang="de")


@pytest.mark.parametrize(
    ("name", "stage", "closed"),
    [
        ("Northwind Steel · ERP renewal", "won", True),
        ("Northwind Steel", "won", True),
        ("ERP renewal", "won", True),
        ("Other Co · ERP renewal", "won", False),
        ("Northwind Steelworks · ERP renewal", "won", False),
        ("Northwind Steel · ERP renewal", "closing", False),
    ],
)
def test_only_a_deal_of_this_account_closes_it(name, stage, closed):
    plan = pm.AccountPlan(
        "Northwind Steel",
        opportunity="ERP renewal",
        pipeline=[pm.Prospect(name, stage)],
    )
    assert pm.steps(plan).steps[-1].reached is closed


@pytest.mark.parametrize("rules", [5, ["top"], [None]])
def test_what_is_no_rule_of_a_step(rules):
    with pytest.raises(pm.ModelError, match="is of type"):
        pm.steps(pm.AccountPlan("Northwind"), rules=rules)
