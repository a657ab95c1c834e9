"""A proposal applied: what is accepted, what follows, and how it is taken back."""

import pytest
from hypothesis import example, given, settings, strategies as st

import powermap as pm
from powermap.exchange.documents.plan_document import document_of
from powermap.proposals import Change, Proposal, changes_between, parse_proposal
from proposals import LINES, NOTES, changes, whole_plan

PLAN = whole_plan()
MANY = settings(max_examples=100)


def written(plan):
    """What a file would say, in which a given value differs from one that follows."""
    return document_of(plan, people_only=False)


@MANY
@given(st.lists(changes(PLAN, quoted=True), max_size=6))
def test_apply_then_undo_is_equality(several):
    applied = pm.apply(PLAN, Proposal(several), source_text=NOTES)
    undo = parse_proposal(applied.undo.to_json())
    back = pm.apply(applied.plan, undo)
    assert not back.refused
    assert back.plan == PLAN
    assert written(back.plan) == written(PLAN)


@MANY
@given(st.lists(changes(PLAN, quoted=False), max_size=6))
@example([Change(path="stakeholders: ben-ode", kind="remove")])
def test_changes_of_ones_own_are_taken_back_too(several):
    applied = pm.apply(PLAN, Proposal(several))
    back = pm.apply(applied.plan, applied.undo)
    assert not back.refused
    assert back.plan == PLAN
    assert written(back.plan) == written(PLAN)
    again = pm.apply(PLAN, changes_between(PLAN, applied.plan))
    assert again.plan == applied.plan


@MANY
@given(st.data())
def test_the_order_of_changes_does_not_matter(data):
    several = data.draw(st.lists(changes(PLAN, quoted=True), max_size=5))
    other = data.draw(st.permutations(several))
    one = pm.apply(PLAN, Proposal(several), source_text=NOTES)
    two = pm.apply(PLAN, Proposal(other), source_text=NOTES)
    assert one.plan == two.plan


@MANY
@given(st.lists(changes(PLAN, quoted=True), max_size=5))
def test_each_change_is_accepted_or_refused_with_a_reason_in_both_languages(several):
    applied = pm.apply(PLAN, Proposal(several), source_text=NOTES)
    assert len(applied.accepted) + len(applied.refused) == len(several)
    for outcome in (*applied.accepted, *applied.refused):
        for lang in ("en", "zh"):
            text = outcome.because.say(lang)
            assert text
            assert "{" not in text.replace("{Contoso", "")
    if not applied.accepted:
        assert applied.plan == PLAN


def said(person, field, value, quote=LINES[0], day="2026-11-28", **more):
    return Change(person, field, value, quote=quote, day=day, **more)


def apply(*several, plan=PLAN, text=NOTES):
    return pm.apply(plan, Proposal(several), source_text=text)


def test_what_is_said_of_a_person_is_a_claim_with_its_day_and_source():
    applied = apply(
        said(
            "Ana Ruiz",
            "立场",
            "内线",
            source="Call with Ben",
            confidence="高",
            kind="set",
        )
    )
    ana = applied.plan.center["ana-ruiz"]
    assert ana.stance is pm.Stance.CHAMPION
    assert "stance" in ana.following
    [claim] = ana.claims
    assert claim == pm.plan.Claim(
        "stance",
        "champion",
        said_by="Call with Ben",
        evidence="Ana Ruiz is on our side now.",
        day="2026-11-28",
        confidence="high",
    )
    assert "Neutral → Champion" in str(applied.accepted[0].because)
    assert str(applied.difference.moved[0].because).startswith("Ana Ruiz: stance")


def test_claims_that_contradict_each_other_stay_side_by_side():
    applied = apply(
        said("ben-ode", "stance", "champion", source="Lee", day="2026-11-27"),
        said("ben-ode", "stance", "enemy", source="Max", day="2026-11-26"),
        said("ben-ode", "stance", "supporter", source="Eva", day="2026-09-01"),
    )
    assert not applied.refused
    ben = applied.plan.center["ben-ode"]
    assert [claim.said_by for claim in ben.claims[:2]] == ["Kim", None]
    assert len(ben.claims) == 6
    assert ben.stance is pm.Stance.CHAMPION
    late = str(applied.accepted[2].because)
    assert "the claim was kept beside it" in late or "kept beside" in late


def test_what_was_given_for_a_later_day_stands():
    applied = apply(said("张伟", "title", "CFO", source="Kim", day="2026-11-28"))
    person = applied.plan.center["张伟"]
    assert person.title == "CIO"
    assert person.claims[0].value == "CFO"
    assert "stays “CIO”" in str(applied.accepted[0].because)
    assert "29 Nov 2026" in str(applied.accepted[0].because)
    later = apply(said("张伟", "title", "CFO", source="Kim", day="2026-11-30"))
    assert later.plan.center["张伟"].title == "CFO"


def test_the_same_notes_twice_say_nothing_new():
    change = said("ana-ruiz", "contact", "deep", source="Kim")
    line = said("ana-ruiz", "note", "Likes trains", kind="add")
    once = apply(change, line).plan
    again = apply(change, line, plan=once)
    assert again.plan == once
    assert not again.undo.changes


REFUSED = [
    (Change("ana-ruiz", "stance", "champion"), "has no quote"),
    (said("ana-ruiz", "stance", "x", quote="Ana is against us"), "do not say"),
    (said("ana-ruis", "stance", "champion"), "did you mean 'ana-ruiz'"),
    (said("ana-ruiz", "stanse", "champion"), "did you mean 'stance'"),
    (said("ana-ruiz", "stance", "suporter"), "did you mean 'supporter'"),
    (said("ana-ruiz", "power", 11), "11; allowed: 0 to 10"),
    (said("ana-ruiz", "stance", "champion", day=None), "write when it was said"),
    (said("ana-ruiz", None, "champion"), "does not say which field"),
    (said("ana-ruiz", "rival_stances: Contosso", "champion"), "did you mean 'Contoso'"),
    (said("ana-ruiz", "stance", None), "stance"),
    (said(None, "ignore", ["PM3"]), "no note can say"),
    (said(None, "value", "much", path="acounts: x"), "begin with a table"),
    (said(None, "due", "soon", path="actions: Visit Ana"), "soon"),
    (said(None, "due", "2026-12-01", path="actions: Visit Anna"), "mean 'Visit Ana'"),
    (said(None, "who", "Kom", path="actions: Visit Ana"), "did you mean 'Kim'"),
    (said(None, "due", "2026-12-01", path="goals: Pilot"), "may mean 2 records"),
    (said(None, None, None, path="rivals: Contoso", kind="remove"), "Contoso"),
    (said(None, None, {"who": "Kim"}, path="ties: Ana Ruiz", kind="add"), "two people"),
    (said(None, None, None, path="stakeholders: Ana Ruiz", kind="add"), "already"),
    (said("ana-ruiz", "title", "CFO", kind="add"), "one value"),
    (said("ana-ruiz", "covered_by", "Kim", kind="remove"), "is empty"),
    (said("ana-ruiz", "name", None), "name is missing"),
    (
        said(None, "value", "CFO", path="claims: ben-ode, title"),
        "stays as it was said",
    ),
    (
        said(None, None, None, path="claims: ben-ode, stance", kind="remove"),
        "stays as it was said",
    ),
    (said(None, "account", None), "account is missing"),
]


@pytest.mark.parametrize(("change", "why"), REFUSED)
def test_what_is_refused_says_what_is_wrong_and_what_is_allowed(change, why):
    applied = apply(change)
    assert applied.plan == PLAN
    [outcome] = applied.refused
    assert why in str(outcome.because)
    assert outcome.because.say("zh") != str(outcome.because)


def test_two_changes_that_disagree_are_both_refused():
    applied = apply(
        said(None, "objective", "Sign in May"),
        said(None, "销售目标", "Sign in June"),
        said(None, "due", "2026-12-01", path="actions: Visit Ana"),
        said(None, None, None, path="行动：Visit Ana", kind="remove"),
        said(None, "solution", "Cloud"),
        said(
            None, "with_people", "cleo-park", path="actions: Introduce us", kind="add"
        ),
        said(
            None,
            "with_people",
            ["Cleo Park"],
            path="actions: Introduce us",
            kind="remove",
        ),
    )
    assert len(applied.refused) == 6
    assert applied.plan == PLAN.revised(solution="Cloud")


def test_changes_that_rest_on_each_other_are_found_in_any_order():
    several = [
        said(
            None, None, None, path="ties: Dev Shah → Ana Ruiz, reports_to", kind="add"
        ),
        said(None, None, {"answer": "+"}, path="assessments: risk, Acme", kind="add"),
        said("dev-shah", "stance", "supporter", source="Kim"),
        said(None, None, None, path="rivals: Acme", kind="add"),
        said(None, None, {"power": 3}, path="人员: Dev Shah", kind="add", source="Kim"),
    ]
    applied = apply(*several)
    assert not applied.refused
    assert applied.plan == apply(*reversed(several)).plan
    dev = applied.plan.center["dev-shah"]
    assert (dev.stance, dev.power) == (pm.Stance.SUPPORTER, 3)
    [tie] = [tie for tie in applied.plan.center.ties if tie.source == "dev-shah"]
    assert "Ana Ruiz is on our side now." in tie.note
    answer = applied.plan.assessments[-1]
    assert (answer.rival, answer.as_of.isoformat()) == ("Acme", "2026-11-28")
    assert answer.evidence == "2026-11-28: Ana Ruiz is on our side now."


def test_an_answer_is_one_more_of_its_day():
    applied = apply(
        said(None, "answer", "not available", path="评估：项目资金情况", source="Ben")
    )
    answers = [each for each in applied.plan.assessments if each.criterion == "funding"]
    assert [each.answer.value for each in answers] == ["?", "+", "-"]
    assert answers[-1].as_of.isoformat() == "2026-11-28"


def test_a_redacted_plan_and_what_is_no_proposal_are_refused():
    secret = pm.redact(PLAN, "partner", key="a key for the tests")
    with pytest.raises(pm.ModelError, match="redacted for partner"):
        pm.apply(secret, Proposal())
    with pytest.raises(pm.ModelError, match="give Proposal objects"):
        pm.apply(PLAN, [Change("ana-ruiz", "stance", "champion")])
    with pytest.raises(pm.ModelError, match="leave one of them out"):
        Change("ana-ruiz", "stance", path="goals: Pilot")
    with pytest.raises(pm.ModelError, match="did you mean 'remove'"):
        Change("ana-ruiz", kind="removed")


def test_a_quote_without_notes_is_refused():
    applied = pm.apply(PLAN, Proposal([said("ana-ruiz", "stance", "champion")]))
    assert "no notes were given" in str(applied.refused[0].because)


def test_the_words_of_a_playbook_are_understood():
    playbook = pm.Playbook(wording={"en": {"Stance.champion": "Coach"}})
    change = said("ana-ruiz", "stance", "coach", source="Kim")
    applied = pm.apply(PLAN, Proposal([change]), source_text=NOTES, playbook=playbook)
    assert applied.plan.center["ana-ruiz"].stance is pm.Stance.CHAMPION
    assert "Coach" in applied.accepted[0].because.say(playbook.language("en"))


def test_the_outcome_is_a_table():
    applied = apply(
        said("ana-ruiz", "contact", "deep"), said("ana-ruiz", "contact", "x")
    )
    rows = applied.rows("zh")
    assert [row["outcome"] for row in rows] == ["已接受", "已拒绝"]
    assert rows[0]["evidence"] == LINES[0]
    assert "<table" in applied._repr_html_()
    assert repr(applied) == "<Applied: 1 accepted, 1 refused>"


def test_an_undo_applied_again_adds_nothing_a_second_time():
    several = [
        Change(path=path, kind="remove")
        for path in (
            "ties: ben-ode → ana-ruiz, reports_to",
            "actions: Visit Ana",
            "stakeholders: 张伟",
            "goals: Pilot #2",
            "claims: ben-ode, stance, Kim, 2026-10-01 #2",
        )
    ]
    applied = pm.apply(PLAN, Proposal(several))
    assert not applied.refused, [str(each.because) for each in applied.refused]
    back = pm.apply(applied.plan, applied.undo)
    assert back.plan == PLAN
    again = pm.apply(back.plan, applied.undo)
    assert again.plan == PLAN
    assert len(again.refused) >= len(several)


def test_the_name_of_a_new_record_may_end_in_a_number():
    applied = apply(said(None, None, None, path="goals: Phase #2", kind="add"))
    assert applied.plan.goals[-1].name == "Phase #2"
    assert pm.apply(applied.plan, applied.undo).plan == PLAN


def test_an_undo_may_have_more_changes_than_a_proposal_that_is_reviewed():
    hub = pm.Stakeholder("Hub")
    others = [pm.Stakeholder(f"Person {number}") for number in range(1_001)]
    ties = [pm.Tie("hub", each.id, "influences") for each in others]
    plan = pm.AccountPlan("ERP", center=pm.BuyingCenter("ERP", [hub, *others], ties))
    change = said(None, None, None, path="stakeholders: Hub", kind="remove")
    applied = apply(change, plan=plan)
    assert pm.apply(applied.plan, parse_proposal(applied.undo.to_json())).plan == plan
    with pytest.raises(pm.ModelError, match="1,001 changes are too many"):
        Proposal([change] * 1_001)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("-inf")]])
def test_a_number_without_end_is_no_value(value):
    with pytest.raises(pm.ModelError, match="the value is"):
        Change("ana-ruiz", "power", value)


ALIKE = [
    Change(path="goals: Pilot #1", field="state", value="done"),
    Change(path="goals: Pilot #1", kind="remove"),
    Change(path="ties: ben-ode → ana-ruiz, influences #1", field="note", value="Met"),
    Change(path="ties: ben-ode → ana-ruiz, influences #1", kind="remove"),
    Change(path="claims: ben-ode, stance, Kim, 2026-10-01 #1", kind="remove"),
    Change(path="claims: ben-ode, stance, Kim, 2026-10-01 #2", kind="remove"),
]


@pytest.mark.parametrize("change", ALIKE, ids=lambda each: f"{each.path} {each.kind}")
def test_what_is_done_to_one_of_two_that_are_called_alike_is_taken_back(change):
    applied = pm.apply(PLAN, Proposal([change]))
    assert not applied.refused
    back = pm.apply(applied.plan, applied.undo)
    assert not back.refused
    assert written(back.plan) == written(PLAN)


def test_two_that_are_called_alike_are_told_apart_in_a_message():
    applied = pm.apply(PLAN, Proposal([Change(path="goals: Pilot", kind="remove")]))
    [refused] = applied.refused
    assert "'goals: Pilot #1', 'goals: Pilot #2'" in str(refused.because)


def test_stances_toward_several_rivals_are_said_in_words():
    value = {"Contoso": "champion", "Fabrikam": "中立"}
    applied = apply(said("ana-ruiz", "rival_stances", value))
    text = "Contoso: Champion, Fabrikam: Neutral"
    assert text in str(applied.accepted[0].because)
    assert "Contoso：内线" in applied.accepted[0].because.say("zh")
    assert pm.apply(applied.plan, applied.undo).plan == PLAN
