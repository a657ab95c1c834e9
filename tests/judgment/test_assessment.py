from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st

from powermap.errors import ModelError
from powermap.judgment.answers import signed_answer
from powermap.judgment.appraisal import appraise
from powermap.judgment.assessment import assess, outweighs
from powermap.judgment.judge import judge
from powermap.judgment.levers import levers
from powermap.judgment.pipeline import pipeline
from powermap.judgment.strategy.recommendation import recommend
from powermap.language import LANGS, as_language, meaning
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
from powermap.model.playbook import Playbook, Thresholds

OCTOBER = "2026-10-01"
NOVEMBER = "2026-11-01"


def plan(*answers, **more):
    return AccountPlan(
        "Northwind",
        assessments=[Assessment(*each[:2], **dict(each[2:])) for each in answers],
        **more,
    )


def verdict(question, *answers, **more):
    return assess(plan(*answers, **more))[question]


def changes(account):
    return judge(account).reassessed


VERDICTS = [
    ("++", "+", (0.5, 0, 0.5)),
    ("+", "?", (0.25, 0, 0.75)),
    ("--", "-", (0, 0.5, 0.5)),
    ("+-", "?", (0.25, 0.25, 0.5)),
    ("++-", "+", (0.5, 0.25, 0.25)),
    ("+--?", "-", (0.25, 0.5, 0.25)),
    ("????", "?", (0, 0, 1)),
    ("", "?", (0, 0, 1)),
    ("++--", "?", (0.5, 0.5, 0)),
    ("-", "?", (0, 0.25, 0.75)),
]


def test_the_verdict_rule():
    for answers, answer, shares in VERDICTS:
        criteria = QUESTIONS[Question.WIN]
        found = verdict(Question.WIN, *zip(criteria, answers, strict=False))
        assert found.answer == answer, answers
        assert (found.plus, found.minus, found.unknown) == shares, answers


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
    assert (culture.answer, culture.before, culture.changed) == ("+", "?", False)
    assert (top.answer, top.before, top.changed) == ("?", "?", False)


def test_one_review_has_no_before():
    found = verdict(Question.WIN, ("insider", "+"))
    assert found.before is None
    assert {one.before for one in found.criteria} == {None}


def test_criteria_of_the_house_count():
    extra = [ExtraCriterion("Political alignment", Question.WIN)]
    found = verdict(Question.WIN, ("Political alignment", "+"), extra_criteria=extra)
    assert len(found.criteria) == 5
    assert found.criteria[-1].criterion == "Political alignment"
    assert found.plus == 0.2


def test_criteria_of_a_playbook_count_like_those_of_the_plan():
    politics = ExtraCriterion("Politics", Question.WIN)
    budget = ExtraCriterion("Budget owner", "worth")
    playbook = Playbook(criteria=[politics, budget])
    account = plan(("Politics", "+"), extra_criteria=[politics])
    found = assess(account, playbook=playbook)
    assert found == assess(judge(account, playbook=playbook))
    win = found[Question.WIN]
    assert [one.criterion for one in win.criteria].count("Politics") == 1
    assert win.plus == 0.2
    worth = found[Question.WORTH]
    assert (worth.criteria[-1].criterion, worth.criteria[-1].answer) == (
        "Budget owner",
        "?",
    )
    assert len(worth.criteria) == len(QUESTIONS[Question.WORTH]) + 1
    assert str(worth.because).startswith("Unknown: none of the 6 criteria")


def test_a_playbook_says_how_much_has_to_be_known():
    strict = Playbook(thresholds=Thresholds(enough_known=0.8))
    account = plan(("insider", "+"), ("culture", "+"))
    assert assess(account)[Question.WIN].answer == "+"
    found = assess(account, playbook=strict)[Question.WIN]
    assert found.answer == "?"
    assert str(found.because).startswith("Not known yet: 50% in favor")


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
    found = judge(plan(ours, theirs, rivals=["Contoso", "Fabrikam"])).verdicts
    answers = {
        who: each[Question.WIN].criteria[0].answer for who, each in found.items()
    }
    assert answers == {None: "+", "Contoso": "-", "Fabrikam": "?"}
    assert found["Contoso"][Question.WIN].criteria[0].rival == "Contoso"


def test_a_rival_that_there_is_not():
    with pytest.raises(
        ModelError,
        match=r"'Contosa' is not a rival of the plan; rivals: Contoso.*did you mean 'Contoso'",
    ):
        assess(plan(rivals=["Contoso"]), rival="Contosa")
    with pytest.raises(ModelError, match="5 is not a rival of the plan"):
        assess(plan(rivals=["Contoso"]), rival=5)


def test_nothing_known_is_no_minus():
    for found in assess(AccountPlan("Northwind")).values():
        assert (found.answer, found.unknown) == (Answer.UNKNOWN, 1)
        assert (
            str(found.because)
            == f"Unknown: none of the {len(found.criteria)} criteria has an answer yet."
        )


def test_the_reason_in_two_languages():
    answers = [
        ("insider", "+", ("as_of", NOVEMBER)),
        ("insider", "-", ("as_of", OCTOBER)),
        ("culture", "-"),
    ]
    assert str(verdict(Question.WIN, *answers).because) == (
        "Not known yet: 25% in favor, 25% against, 50% unknown. In favor: An inside "
        "supporter (strong). Against: Cultural fit (low). Still open: Recognition by "
        "top management, Informal decision criteria. Changed at the last review: An "
        "inside supporter (− weak → + strong)."
    )
    assert verdict(Question.WIN, *answers[:1]).because.say("zh") == (
        "尚不能下结论：有利 25%，不利 0%，未知 75%。有利：内线（内部支持者）（强）。"
        "有待回答：客户高层的认可、企业文化的兼容性、非正式的决策标准。"
    )
    yes = verdict(Question.WIN, ("insider", "+"), ("culture", "+")).because
    assert yes.say("zh").startswith("是：有利 50%")
    no = verdict(Question.WIN, ("insider", "-"), ("culture", "-")).because
    assert str(no).startswith("No: 0% in favor, 50% against")


def test_one_criterion_or_many_without_an_answer():
    english = as_language("en")
    assert english.say("assessment.nothing", count=1) == (
        "Unknown: the 1 criterion has no answer yet."
    )
    for count in (0, 2, 5):
        assert english.say("assessment.nothing", count=count) == (
            f"Unknown: none of the {count} criteria has an answer yet."
        )
        chinese = as_language("zh").say("assessment.nothing", count=count)
        assert chinese == f"未知：{count} 条标准均无答案。"


def test_changes_of_us_and_of_rivals():
    before = [
        ("insider", "+", ("as_of", OCTOBER)),
        ("culture", "+", ("as_of", OCTOBER)),
    ]
    now = [("insider", "-", ("as_of", NOVEMBER)), ("risk", "+", ("rival", "Contoso"))]
    again = ("risk", "-", ("rival", "Contoso"), ("as_of", NOVEMBER))
    found = changes(plan(*before, *now, again, rivals="Contoso"))
    assert [
        (each.rival, each.question, each.criterion, each.before + each.answer)
        for each in found
    ] == [
        (None, "win", None, "+?"),
        (None, "win", "insider", "+-"),
        ("Contoso", "worth", "risk", "+-"),
    ]
    assert [str(each.because) for each in found] == [
        "“Can we win?”: + → ? (1 Nov 2026).",
        "An inside supporter: + strong → − weak (1 Nov 2026).",
        "Contoso, Risk: + low → − high (1 Nov 2026).",
    ]
    assert found[2].because.say("zh") == (
        "Contoso，风险度：+ 低 → − 高（2026年11月1日）。"
    )


def test_an_answer_given_again_is_no_change():
    same = [("insider", "+", ("as_of", OCTOBER)), ("insider", "+", ("as_of", NOVEMBER))]
    assert changes(plan(*same)) == changes(AccountPlan("Northwind")) == ()


def test_plus_and_minus_mean_something_for_each_of_the_nineteen():
    for criterion in Criterion:
        plus = answer_of(criterion, Answer.PLUS)
        minus = answer_of(criterion, Answer.MINUS)
        assert answer_of(criterion, Answer.UNKNOWN).meaning is None
        for lang in LANGS:
            language = as_language(lang)
            assert plus.meaning.say(lang) != minus.meaning.say(lang)
            for one in (plus, minus):
                words = one.meaning.say(lang)
                assert words == meaning(criterion, one.answer, lang)
                signed = language.text(signed_answer(criterion, one.answer))
                assert signed[2:] == words


def answer_of(criterion, answer):
    account = AccountPlan("Northwind", assessments=[Assessment(criterion, answer)])
    for found in assess(account).values():
        for one in found.criteria:
            if one.criterion == criterion:
                assert one.meaning is None or str(one.meaning) in str(found.because)
                return one
    raise AssertionError(criterion)


def test_a_risk_that_is_plus_is_low_and_a_criterion_of_the_house_means_itself():
    assert (
        meaning("risk", "+", "en"),
        meaning("resources", "-", "zh"),
        meaning("Politics", "+", "en"),
    ) == ("low", "高", "")


@pytest.mark.parametrize("ask", [assess, recommend, pipeline, levers, appraise])
def test_people_are_a_plan_and_what_is_neither_is_refused(ask):
    people = BuyingCenter("ERP")
    assert ask(people) == ask(AccountPlan("ERP", center=people))
    with pytest.raises(
        ModelError,
        match=r"None is of type NoneType; allowed: a BuyingCenter, an AccountPlan or a Judgment$",
    ):
        ask(None)


@pytest.mark.parametrize("name", ["risk", "Risk", "风险度", "An inside supporter"])
def test_a_criterion_of_the_house_is_none_of_the_nineteen(name):
    with pytest.raises(ModelError, match="is one of the nineteen criteria"):
        ExtraCriterion(name, "win")


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
