from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st

from powermap.errors import ModelError
from powermap.judgment.appraisal import appraise
from powermap.judgment.assessment import assess, changes, outweighs, signed, standing
from powermap.judgment.levers import levers
from powermap.judgment.pipeline import pipeline
from powermap.judgment.strategy.facts import facts
from powermap.judgment.strategy.recommendation import recommend
from powermap.language import LANGS, meaning
from powermap.model import (
    QUESTIONS,
    AccountPlan,
    Answer,
    Assessment,
    BuyingCenter,
    Criterion,
    ExtraCriterion,
    Question,
)

OCTOBER, NOVEMBER = "2026-10-01", "2026-11-01"


def plan(*answers, **more):
    return AccountPlan(
        "Northwind",
        assessments=[Assessment(*each[:2], **dict(each[2:])) for each in answers],
        **more,
    )


def verdict(question, *answers, lang="en", **more):
    return assess(plan(*answers, **more), lang=lang)[question]


VERDICTS = [
    ("++", "+", (0.5, 0, 0.5)), ("+", "?", (0.25, 0, 0.75)), ("--", "-", (0, 0.5, 0.5)), ("+-", "?", (0.25, 0.25, 0.5)),
    ("++-", "+", (0.5, 0.25, 0.25)), ("+--?", "-", (0.25, 0.5, 0.25)), ("????", "?", (0, 0, 1)),
    ("", "?", (0, 0, 1)), ("++--", "?", (0.5, 0.5, 0)), ("-", "?", (0, 0.25, 0.75)),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "answer", "shares"), VERDICTS)
def test_the_verdict_rule(answers, answer, shares):
    found = verdict(Question.WIN, *zip(QUESTIONS[Question.WIN], answers, strict=False))
    assert (found.answer, (found.plus, found.minus, found.unknown)) == (answer, shares)


def test_weights_decide():
    heavy = ("insider", "+", ("weight", 5))
    light = [("top_recognition", "-"), ("culture", "-")]
    found = verdict(Question.WIN, heavy, *light)
    assert (found.answer, found.plus, found.criteria[0].weight) == ("+", 0.625, 5)
    assert verdict(Question.WIN, ("insider", "+"), *light).answer == "-"


def test_the_latest_answer_stands_and_one_without_a_day_is_the_oldest():
    found = verdict(
        Question.WIN, ("insider", "-", ("as_of", NOVEMBER)), ("insider", "+")
    )
    assert (
        found.criteria[0].answer,
        found.criteria[0].before,
        found.criteria[0].changed,
    ) == ("-", "+", True)


def test_what_was_not_answered_anew_still_stands_and_did_not_change():
    old, new = (
        ("insider", "+", ("as_of", OCTOBER)),
        ("culture", "+", ("as_of", NOVEMBER)),
    )
    insider, top, culture, _ = verdict(Question.WIN, old, new).criteria
    assert (insider.answer, insider.before, insider.changed) == ("+", "+", False)
    assert (culture.answer, culture.before, culture.changed) == ("+", "?", True)
    assert (top.answer, top.before, top.changed) == ("?", "?", False)


def test_one_review_has_no_before():
    found = verdict(Question.WIN, ("insider", "+"))
    assert found.before is None
    assert {one.before for one in found.criteria} == {None}


def test_criteria_of_the_house_count():
    extra = [ExtraCriterion("Political alignment", Question.WIN)]
    found = verdict(Question.WIN, ("Political alignment", "+"), extra_criteria=extra)
    assert (len(found.criteria), found.criteria[-1].name, found.plus) == (
        5,
        "Political alignment",
        0.2,
    )


def test_evidence_and_day_come_along():
    found = verdict(
        Question.WIN,
        ("insider", "+", ("evidence", "Shared the plan"), ("as_of", NOVEMBER)),
    )
    assert (found.criteria[0].evidence, str(found.criteria[0].as_of)) == (
        "Shared the plan",
        NOVEMBER,
    )


def test_a_rival_beside_us():
    ours, theirs = ("insider", "+"), ("insider", "-", ("rival", "Contoso"))
    found = standing(plan(ours, theirs, rivals=["Contoso", "Fabrikam"]))
    answers = {
        who: each[Question.WIN].criteria[0].answer for who, each in found.items()
    }
    assert answers == {None: "+", "Contoso": "-", "Fabrikam": "?"}
    assert found["Contoso"][Question.WIN].criteria[0].rival == "Contoso"


def test_a_rival_that_there_is_not():
    with pytest.raises(
        ModelError,
        match=r"'Contosa' is no rival of the plan; rivals: Contoso.*did you mean 'Contoso'",
    ):
        assess(plan(rivals=["Contoso"]), rival="Contosa")
    with pytest.raises(ModelError, match="5 is no rival of the plan"):
        assess(plan(rivals=["Contoso"]), rival=5)


def test_nothing_known_is_no_minus():
    for found in assess(AccountPlan("Northwind")).values():
        assert (found.answer, found.unknown) == (Answer.UNKNOWN, 1)
        assert (
            found.because
            == f"Not known: none of the {len(found.criteria)} criteria is answered."
        )


def test_the_reason_in_two_languages():
    answers = [
        ("insider", "+", ("as_of", NOVEMBER)),
        ("insider", "?", ("as_of", OCTOBER)),
        ("culture", "-"),
    ]
    assert verdict(Question.WIN, *answers).because == (
        "Not known: 25% in favour and 25% against, neither outweighs; 50% not known. In favour: An inside supporter "
        "(strong). Against: Cultural fit (low). To be answered: Recognition by top management, Informal decision "
        "criteria. Changed at the last review: An inside supporter (? → + strong)."
    )
    assert verdict(Question.WIN, *answers[:1], lang="zh").because == (
        "尚不清楚：有利 25%，不利 0%，但未知占 75%，不足以判断。有利：内应(内部支持者)（强）。"
        "有待回答：客户高层的认可、企业文化的兼容性、非正式的决策标准。"
    )
    assert verdict(
        Question.WIN, ("insider", "+"), ("culture", "+"), lang="zh"
    ).because.startswith("是：有利 50%")
    assert verdict(Question.WIN, ("insider", "-"), ("culture", "-")).because.startswith(
        "No: 0% in favour, 50% against"
    )


def test_changes_of_us_and_of_rivals():
    before = [
        ("insider", "+", ("as_of", OCTOBER)),
        ("culture", "+", ("as_of", OCTOBER)),
    ]
    now = [("insider", "-", ("as_of", NOVEMBER)), ("risk", "+", ("rival", "Contoso"))]
    again = ("risk", "-", ("rival", "Contoso"), ("as_of", NOVEMBER))
    found = changes(plan(*before, *now, again, rivals="Contoso"))
    assert [(each.rival, each.question, each.criterion, each.before + each.answer) for each in found] == [
        (None, "win", None, "+?"), (None, "win", "insider", "+-"), ("Contoso", "worth", "risk", "+-"),
    ]  # fmt: skip
    assert found[1].because == "An inside supporter: + strong → − weak (2026-11-01)."
    assert found[2].because == "Contoso, Risk: + low → − high (2026-11-01)."
    assert changes(plan(*before, *now, again, rivals="Contoso"), lang="zh")[
        2
    ].because == ("Contoso，风险度：+ 低 → − 高（2026-11-01）。")


def test_an_answer_given_again_is_no_change():
    same = [("insider", "+", ("as_of", OCTOBER)), ("insider", "+", ("as_of", NOVEMBER))]
    assert changes(plan(*same)) == changes(AccountPlan("Northwind")) == ()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("criterion", Criterion)
def test_plus_and_minus_mean_something_for_each_of_the_nineteen(criterion, lang):
    plus, minus, unknown = (meaning(criterion, answer, lang) for answer in Answer)
    assert plus != minus
    assert all((plus, minus))
    assert unknown == ""
    for answer, meant in ((Answer.PLUS, plus), (Answer.MINUS, minus)):
        found = assess(
            AccountPlan("Northwind", assessments=[Assessment(criterion, answer)]),
            lang=lang,
        )
        [one] = [
            one
            for each in found.values()
            for one in each.criteria
            if one.criterion == criterion
        ]
        assert (one.meaning, signed(criterion, answer, lang)[2:]) == (meant, meant)
        assert any(meant in each.because for each in found.values())


def test_a_risk_that_is_plus_is_low_and_a_criterion_of_the_house_means_itself():
    assert (meaning("risk", "+", "en"), meaning("resources", "-", "zh"), meaning("Politics", "+", "en")) == (
        "low", "高", ""
    )  # fmt: skip


@pytest.mark.parametrize(
    "judge", [assess, standing, changes, recommend, facts, pipeline, levers, appraise]
)
def test_people_are_a_plan_and_what_is_neither_is_told_so(judge):
    assert judge(BuyingCenter("ERP")) == judge(
        AccountPlan("ERP", center=BuyingCenter("ERP"))
    )
    with pytest.raises(
        ModelError,
        match=r"None is of type NoneType; allowed: an AccountPlan or a BuyingCenter$",
    ):
        judge(None)


@pytest.mark.parametrize("name", ["risk", "Risk", "风险度", "An inside supporter"])
def test_a_criterion_of_the_house_is_none_of_the_nineteen(name):
    with pytest.raises(ModelError, match="is one of the nineteen criteria"):
        ExtraCriterion(name, "win")


def test_language_unknown():
    with pytest.raises(ModelError, match="allowed: en, zh"):
        assess(AccountPlan("Northwind"), lang="de")


@given(
    st.dictionaries(
        st.sampled_from(Criterion),
        st.tuples(st.sampled_from(Answer), st.none() | st.floats(1e-6, 1e6)),
        max_size=19,
    )
)
def test_shares_add_up_and_an_unknown_answer_is_like_none(answers):
    given_ = [
        (name, answer, ("weight", weight)) for name, (answer, weight) in answers.items()
    ]
    for found in assess(plan(*given_)).values():
        assert math.isclose(found.plus + found.minus + found.unknown, 1)
        assert found.answer != "+" or found.plus > found.minus
        assert found.answer != "-" or found.minus > found.plus
    unweighted = [(name, answer) for name, answer, _ in given_]
    less = [
        (name, answer) for name, answer in unweighted if answer is not Answer.UNKNOWN
    ]
    with_, without = assess(plan(*unweighted)), assess(plan(*less))
    assert [each.answer for each in with_.values()] == [
        each.answer for each in without.values()
    ]


@given(*[st.floats(0, 1e9)] * 3)
def test_what_outweighs_what_is_symmetric(plus, minus, unknown):
    mirrored = outweighs(minus, plus, unknown)
    assert outweighs(plus, minus, unknown) is (
        None if mirrored is None else not mirrored
    )
