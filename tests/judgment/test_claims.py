"""Tests of champions, and claims that are stale, contradict or count as evidence."""

import datetime as dt
from dataclasses import replace

import powermap as pm
from powermap.judgment.claims import contradicting_claims
from powermap.model import Action, Claim, Scale, Stakeholder
from powermap.model.playbook import Playbook, Severity

TODAY = dt.date(2026, 11, 20)
HALF_LIVES = Playbook().half_lives


def find(code, subject, today=TODAY, **options):
    return list(pm.check(subject, select=[code], today=today, **options))


def before(days):
    return TODAY - dt.timedelta(days)


def plan_with(*tests):
    center = pm.BuyingCenter("ERP", [Stakeholder("Ana", stance="champion")])
    return pm.AccountPlan("Northwind", center=center, actions=tests)


def asked(passed=None, days=None, **values):
    done = None if days is None else before(days)
    return Action("Get us in", test_of="ana", passed=passed, done_on=done, **values)


def test_a_champion_needs_a_test_passed_in_the_last_days():
    for tests, is_found in (
        ([], True),
        ([asked(True, 60)], False),
        ([asked(True, 61)], True),
        ([asked(False, 5)], True),
        ([asked(False, 5), asked(True, 30)], False),
        ([asked()], True),
        ([asked(True)], True),  # without a day it is not known to be recent
        ([asked(True, -1)], True),  # what lies ahead has not happened
    ):
        found = find("PM507", plan_with(*tests))
        assert bool(found) is is_found, tests
        assert all(each.severity is Severity.INFO for each in found)
    # Without a day nothing is recent, and without a plan nobody is asked for anything.
    assert find("PM507", plan_with(), today=None) == []
    assert find("PM507", plan_with().center) == []
    supporter = plan_with().center.replace("ana", stance="supporter")
    assert find("PM507", plan_with().with_center(supporter)) == []


def test_the_days_of_a_test_are_those_of_the_playbook():
    kind = replace(Playbook().finding_kinds["PM507"], days=7)
    strict = Playbook(finding_kinds={"PM507": kind})
    plan = plan_with(asked(True, 8))
    [found] = find("PM507", plan, playbook=strict)
    assert str(found.message) == "No passed test in the last 7 days: Ana."
    assert "Tests so far: Ana: Get us in (passed, 12 Nov 2026)." in str(found.because)


def test_the_log_of_tests_stands_in_details_and_report():
    plan = plan_with(asked(True, 30), asked(False, 5))
    log = "Tests: Get us in (failed, 15 Nov 2026); Get us in (passed, 21 Oct 2026)"
    assert log in pm.quadrant(plan, with_notes=True).svg()
    assert "Get us in" not in pm.quadrant(plan).svg()
    made = pm.report(plan, today=TODAY, sections="tests")
    [section] = [each for each in made.sections if each.key == "tests"]
    assert section.table.rows == (
        ("Ana", "Get us in", "failed", "2026-11-15"),
        ("Ana", "Get us in", "passed", "2026-10-21"),
    )
    for level in ("partner", "customer"):
        hidden = pm.redact(plan, level, keep=["actions"], key="a key for the tests")
        assert [action.passed for action in hidden.actions] == [None, None]
        assert [action.done_on for action in hidden.actions] == [None, None]
        assert "Tests" not in pm.quadrant(hidden).svg()


def test_a_test_goes_with_the_person():
    without = plan_with(asked(True, 5)).center.without("ana")
    [action] = plan_with(asked(True, 5)).with_center(without).actions
    assert (action.test_of, action.passed, action.done_on) == (None, None, before(5))


def person(*claims, **values):
    return Stakeholder("Ana", claims=claims, **values)


def center(*claims, **values):
    return pm.BuyingCenter("ERP", [person(*claims, **values)])


def said(field, value, by=None, days=None, evidence=None):
    day = None if days is None else before(days)
    return Claim(field, value, said_by=by, day=day, evidence=evidence)


def test_a_claim_is_stale_after_its_field_keeps():
    for field, value in (("stance", "neutral"), ("title", "CFO"), ("power", 8)):
        keeps = HALF_LIVES[field]
        for days, severity in (
            (keeps, None),
            (keeps + 1, Severity.INFO),
            (2 * keeps, Severity.INFO),
            (2 * keeps + 1, Severity.WARNING),
        ):
            found = find("PM411", center(said(field, value, days=days)))
            assert [each.severity for each in found] == [severity] * bool(severity)
    # Only the latest claim counts, and one without a day has that of the person.
    fresh = [said("stance", "neutral", days=5), said("stance", "enemy", days=500)]
    assert find("PM411", center(*fresh)) == []
    undated = center(said("stance", "neutral"), as_of=before(50))
    [found] = find("PM411", undated)
    assert "Ana, Stance (50 days old; valid for 42 days)" in str(found.message)
    always = Playbook(half_lives={})
    assert find("PM411", undated, playbook=always) == []


def test_claims_contradict_within_the_half_life_of_their_field():
    kim = said("stance", "champion", "Kim", 10)
    for other, is_found in (
        (said("stance", "neutral", "Lee", 20), True),
        (said("stance", "neutral", "Lee", 52), True),
        (said("stance", "neutral", "Lee", 53), False),  # they may have moved since
        (said("stance", "neutral", "Kim", 20), False),  # Kim knows better now
        (said("stance", "champion", "Lee", 20), False),
        (said("stance", "neutral", None, 20), True),
        (said("stance", "neutral", "Lee"), True),
        (said("contact", "none", "Lee", 20), False),
    ):
        assert bool(find("PM412", center(kim, other))) is is_found, other
    # Several needs add up, and scores on one side of the cut agree.
    needs = [said("personal_needs", [each], each) for each in ("power", "order")]
    scores = [said("power", 6, "Kim"), said("power", "decider", "Lee")]
    assert find("PM412", center(*needs, *scores)) == []
    apart = [said("power", 4, "Kim"), said("power", "decider", "Lee")]
    assert len(list(contradicting_claims(person(*apart), Scale(), HALF_LIVES))) == 1


def test_a_field_that_differs_from_its_latest_claim_is_found():
    [found] = find("PM412", center(said("stance", "champion", "Kim"), stance="enemy"))
    assert str(found.message) == (
        "Claims about Ana do not agree:"
        " Stance is entered as Enemy, but claimed to be Champion (Kim)."
    )
    assert "Ana" in found.message.say("zh")


def test_a_claim_with_a_source_is_evidence_and_its_day_dates_the_judgment():
    bare = center(said("stance", "neutral", days=100))
    assert find("PM405", bare)
    assert find("PM405", center(said("title", "CFO", evidence="Card"), stance="enemy"))
    assert not find("PM405", center(said("stance", "neutral", evidence="Call")))
    # The claim is dated, so its own finding says how old it is.
    assert find("PM406", center(stance="neutral", as_of=before(100)))
    assert not find("PM406", bare)
    half = center(said("stance", "neutral", days=9), power=8, as_of=before(100))
    assert find("PM406", half)
    assert find("PM409", center(said("stance", "neutral", days=-1)))
    assert not find("PM403", center(said("stance", "neutral"), power="decider"))


def test_claims_stand_in_details_and_report_and_reach_nobody_outside():
    subject = center(said("stance", "champion", "Kim Doe", 23, "“I will help”"))
    line = "Stance: Champion (Kim Doe, “I will help”, 28 Oct 2026)"
    assert line in pm.quadrant(subject, with_notes=True).svg()
    assert "I will help" not in pm.quadrant(subject).svg()
    [section] = pm.report(subject, sections="claims").sections
    row = ("Ana", "Stance", "Champion", "Kim Doe", "“I will help”", "2026-10-28", "")
    assert section.table.rows == (row,)
    for level in ("partner", "customer"):
        hidden = pm.redact(subject, level, key="a key for the tests")
        assert [each.claims for each in hidden] == [()]
        assert "I will help" not in pm.quadrant(hidden).html()
    # A level of the company may see claims, yet only about fields that it sees.
    own = Playbook(
        levels={"auditor": {"people": ["title"], "claims": ["field", "value"]}}
    )
    both = center(said("stance", "champion", "Kim"), said("title", "CFO", "Kim"))
    [hidden] = pm.redact(both, "auditor", playbook=own, key="a key for the tests")
    assert hidden.claims == (Claim("title", "CFO"),)


def test_a_test_that_is_dated_after_today_is_found():
    test = Action("Get us in", test_of="ana", passed=True, done_on="2027-01-01")
    center = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana")])
    plan = pm.AccountPlan("Northwind", center=center, actions=[test])
    [found] = pm.check(plan, today="2026-11-20", select="PM409")
    assert "Get us in" in str(found.message)


def test_who_says_something_is_named_to_nobody_outside():
    said = Claim("title", "CFO", said_by="Lena Vogel")
    people = [pm.Stakeholder("Ana", claims=[said]), pm.Stakeholder("Ben Ode")]
    tie = pm.Tie("ana", "ben-ode", "influences", said_by="Otto Quell")
    own = Claim("title", "CIO", said_by="Kim Example")
    people[1] = people[1].revised(claims=[own])
    plan = pm.AccountPlan(
        "Northwind",
        center=pm.BuyingCenter("ERP", people, [tie]),
        team=[pm.plan.Member("Kim Example")],
        actions=[
            Action("Kim Example calls Lena Vogel and Otto Quell", who="Kim Example")
        ],
    )
    [action] = pm.redact(plan, "partner", key="a key for the tests").actions
    assert action.name == "Kim Example calls someone and someone"
    # A partner sees our team, and the plan says who belongs to it.
    assert action.who == "Kim Example"
