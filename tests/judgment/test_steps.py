"""The twelve steps: what each asks for, and how far a plan is along."""

from __future__ import annotations

import pytest

from powermap.errors import ModelError
from powermap.judgment.judge import judge
from powermap.judgment.step_checks import CHECKS
from powermap.judgment.steps import steps
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
from powermap.model.playbook import CHECK_NAMES, Playbook, StepRule

ANA = {
    "title": "CFO",
    "power": 8,
    "stance": "supporter",
    "contact": "several",
    "covered_by": "Kim",
    "organization_needs": "finance",
}
BEN = {"department": "IT", "power": 2, "stance": "enemy"}
TIES = [Tie("ben", "ana", "reports_to"), Tie("ben", "ana", "influences")]
RULES = Playbook().step_rules


def people(ana=ANA, ben=BEN, ties=TIES):
    members = [Stakeholder("Ana", **ana), Stakeholder("Ben", **ben)]
    return BuyingCenter("ERP", members, ties)


def full(**changes):
    """A plan that has reached all twelve steps, with some changes."""
    assessments = [Assessment(each, "+") for each in Criterion]
    assessments.append(Assessment("risk", "-", rival="Contoso"))
    visit = Action("Visit", who="Kim", with_people="ana", due="2026-12-01")
    values = {
        "account": "Northwind",
        "opportunity": "ERP renewal",
        "center": people(),
        "team": [Member("Kim")],
        "rivals": ["Contoso"],
        "assessments": assessments,
        "objective": "Renew the ERP",
        "solution": "Our suite",
        "strategy": Strategy.FRONTAL,
        "goals": [Goal("Short list")],
        "actions": [visit],
        "pipeline": [Prospect("Northwind: ERP renewal", "won")],
    }
    return AccountPlan(**{**values, **changes})


def answer(*criteria):
    return [Assessment(each, "+") for each in criteria]


def without(values, *keys):
    return {key: value for key, value in values.items() if key not in keys}


NO_PLACES = people(without(ANA, "title"), without(BEN, "department"))
UNKNOWN_INFORMAL = [
    *answer("formal_criteria"),
    Assessment("informal_criteria", "?"),
]
DROPPED_ACTION = Action("Visit", who="Kim", due="2026-12-01", state="dropped")
OPEN_DEALS = [
    Prospect("Northwind: ERP renewal", "closing"),
    Prospect("Northwind: desks", "won"),
]
LACKS = [
    ("people", {"center": BuyingCenter("ERP"), "actions": []}, "organization"),
    ("places", {"center": NO_PLACES}, "organization"),
    ("lines", {"center": people(ties=TIES[1:])}, "organization"),
    ("decider", {"center": people({**ANA, "power": 3})}, "top"),
    ("top_contact", {"center": people({**ANA, "contact": "brief"})}, "top"),
    (
        "question_opportunity",
        {"assessments": answer("business", "funding")},
        "opportunity",
    ),
    (
        "question_compete",
        {"assessments": answer("solution_fit", "resources")},
        "opportunity",
    ),
    ("question_win", {"assessments": answer("insider")}, "opportunity"),
    ("question_worth", {"assessments": answer("risk", "margin")}, "opportunity"),
    ("objective", {"objective": None}, "objective"),
    ("powers", {"center": people(ben=without(BEN, "power"))}, "deciding"),
    ("stances", {"center": people(without(ANA, "stance"))}, "deciding"),
    ("sways", {"center": people(ties=TIES[:1])}, "deciding"),
    ("team", {"team": []}, "team"),
    ("covered", {"center": people(without(ANA, "covered_by"))}, "team"),
    ("formal_criteria", {"assessments": answer("informal_criteria")}, "influences"),
    ("informal_criteria", {"assessments": UNKNOWN_INFORMAL}, "influences"),
    ("needs", {"center": people(without(ANA, "organization_needs"))}, "influences"),
    ("rivals", {"rivals": [], "assessments": []}, "rivals"),
    ("rivals_assessed", {"rivals": ["Contoso", "Fabrikam"]}, "rivals"),
    ("enemy", {"center": people(ben={**BEN, "stance": "neutral"})}, "rivals"),
    ("strategy", {"strategy": None}, "strategy"),
    ("solution", {"solution": None}, "solution"),
    ("goals", {"goals": [Goal("Short list", state="dropped")]}, "actions"),
    ("actions", {"actions": [DROPPED_ACTION]}, "actions"),
    ("actions", {"actions": [Action("Visit", who="Kim")]}, "actions"),
    ("actions", {"actions": [Action("Visit", due="2026-12-01")]}, "actions"),
    ("won", {"pipeline": OPEN_DEALS}, "close"),
]
DATED_AND_DROPPED = [
    Action("Visit", who="Kim", due="2026-12-01"),
    Action("Call", state="dropped"),
]
ENOUGH = [
    ("places", {"center": people(ben=without(BEN, "department"))}),  # half of them
    ("question_opportunity", {"assessments": answer("business", "funding", "urgency")}),
    ("question_win", {"assessments": answer("insider", "culture")}),
    ("formal_criteria", {"assessments": [Assessment("formal_criteria", "-")]}),
    ("actions", {"actions": DATED_AND_DROPPED}),
    ("lines", {"center": BuyingCenter("ERP", [Stakeholder("Ana")])}),  # needs no lines
    ("won", {"pipeline": [Prospect("NORTHWIND", "won")]}),
]


def lacks_of(check, plan):
    return tuple(CHECKS[check](judge(plan)))


def step_of(plan, key):
    place = [rule.key for rule in RULES].index(key)
    return steps(plan).steps[place]


def test_a_plan_that_holds_everything_has_reached_all_steps():
    found = steps(full())
    assert (found.along, found.next, found.ahead) == (12, None, ())
    assert [step.number for step in found.steps] == list(range(1, 13))
    assert str(found.steps[-1].because) == (
        "Close the deal: done. The plan has everything that this step needs."
    )
    assert repr(found) == "<Progress: 12 of 12 steps>"
    assert found.rows()[0]["reached"] == "yes"


def test_every_check_fails_just_where_something_is_missing():
    for check, changes, key in LACKS:
        plan = full(**changes)
        assert lacks_of(check, full()) == ()
        lacks = lacks_of(check, plan)
        step = step_of(plan, key)
        assert not step.reached
        assert lacks, check
        assert set(lacks) <= set(step.lacks)
        for lang in LANGS:
            because = step.because.say(lang)
            assert all(lack.say(lang) in because for lack in step.lacks)


def test_what_is_just_enough():
    for check, changes in ENOUGH:
        assert lacks_of(check, full(**changes)) == (), check


def test_every_check_has_been_tried_and_is_used():
    used = set()
    for rule in RULES:
        used.update(rule.checks)
    tried = {check for check, *_ in LACKS}
    assert used == set(CHECKS) == set(CHECK_NAMES) == tried


def test_an_empty_plan_is_at_the_beginning():
    found = steps(AccountPlan("Northwind"))
    assert (found.along, found.next.number, found.ahead) == (0, 1, ())
    assert str(found.next.because) == (
        "Know the customer's organization: not done yet; "
        "no one is in the buying center yet."
    )
    assert not any(step.reached for step in found.steps)


def test_a_gap_holds_up_and_steps_beyond_it_are_ahead():
    found = steps(full(objective=None))
    assert found.along == 3
    assert str(found.next.name) == "Set the sales objective"
    assert [str(lack) for lack in found.next.lacks] == ["no sales objective is set"]
    assert len(found.ahead) == 8


def test_the_steps_in_chinese():
    found = steps(full(strategy=None, actions=[Action("拜访")]))
    assert found.next.because.say("zh") == "制定销售策略：尚未完成；没有选定策略。"
    lacks = [lack.say("zh") for lack in found.steps[10].lacks]
    assert lacks == ["1 项行动缺少负责人或截止日期：拜访"]
    assert found.steps[0].name.say("zh") == "掌握大客户的组织结构"


def test_lacks_name_one_person_and_several():
    ana = without(ANA, "stance", "covered_by", "organization_needs")
    one = people(ana)
    two = people(ana, {**ana, "power": 9})
    cases = [
        ("stances", "stance is unknown for the decision maker"),
        ("covered", "no one on our team covers the decision maker"),
        ("needs", "needs are unknown for the decision maker"),
    ]
    for check, clause in cases:
        [lack] = lacks_of(check, full(center=one))
        assert str(lack) == f"{clause} Ana"
        [lack] = lacks_of(check, full(center=two))
        assert str(lack) == f"{clause}s Ana, Ben"
    [lack] = lacks_of("rivals_assessed", full(rivals=["A", "B"], assessments=[]))
    assert str(lack) == "the rivals A, B are not assessed yet"
    vague = [Action("Visit"), Action("Call")]
    [lack] = lacks_of("actions", full(actions=vague))
    assert str(lack) == "2 actions lack an owner or a due date: Visit, Call"


def test_steps_of_a_company():
    names = {"en": "Give references", "zh": "提供案例"}
    mine = [StepRule("references", ("solution",), names)]
    found = steps(full(solution=None), playbook=Playbook(step_rules=mine))
    assert (found.along, len(found.steps)) == (0, 1)
    assert found.next.name.say("zh") == "提供案例"
    assert steps(full(), playbook=Playbook(step_rules=[])).along == 0


def test_rules_that_cannot_be():
    cases = [
        (("solutoin",), "is not a check of a step.*did you mean 'solution'"),
        ((), "has no checks"),
    ]
    for checks, message in cases:
        with pytest.raises(ModelError, match=message):
            StepRule("mine", checks)
    for rules in (5, ["top"], [None]):
        with pytest.raises(ModelError, match="is of type"):
            Playbook(step_rules=rules)


def test_only_a_deal_of_this_account_closes_it():
    cases = [
        ("Northwind Steel · ERP renewal", "won", True),
        ("Northwind Steel", "won", True),
        ("ERP renewal", "won", True),
        ("Other Co · ERP renewal", "won", False),
        ("Northwind Steelworks · ERP renewal", "won", False),
        ("Northwind Steel · ERP renewal", "closing", False),
    ]
    for name, stage, closed in cases:
        plan = AccountPlan(
            "Northwind Steel",
            opportunity="ERP renewal",
            pipeline=[Prospect(name, stage)],
        )
        assert steps(plan).steps[-1].reached is closed, name
