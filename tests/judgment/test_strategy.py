from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, strategies as st

from powermap.errors import ModelError
from powermap.judgment.strategy.facts import FACTS, facts
from powermap.judgment.strategy.recommendation import (
    RULES as STRATEGY_RULES,
    TACTICS,
    StrategyRule,
    Tactics,
    recommend,
    weigh,
)
from powermap.language import LANGS, label
from powermap.model import (
    AccountPlan,
    Assessment,
    BuyingCenter,
    Question,
    Stakeholder,
    Strategy,
)

VALUES = st.fixed_dictionaries(
    {name: st.sampled_from([True, False, None]) for name in FACTS}
)
HOW = {
    ("opportunity", True): "requirements+ business+ finances+", ("opportunity", False): "business- funding- urgency-",
    ("competitive", True): "formal_criteria+ resources+ present_relationship+",
    ("competitive", False): "formal_criteria- resources- present_relationship-",
    ("winnable", True): "culture+ informal_criteria+", ("winnable", False): "culture- informal_criteria-",
    ("worth", True): "short_return+ margin+ risk+", ("worth", False): "short_return- margin- risk-",
    ("fits", True): "solution_fit+", ("fits", False): "solution_fit-",
    ("part_fits", True): "Ana:met Ben:unmet", ("part_fits", False): "solution_fit- unique_value-",
    ("unique_value", True): "unique_value+", ("resources", False): "resources-",
    ("top_recognition", True): "top_recognition+",
    ("advantage", True): "Contoso formal_criteria+/- culture+/- informal_criteria+/-",
    ("advantage", False): "Contoso formal_criteria+/+ culture+/+ informal_criteria+/- resources+/+ top_recognition-/-",
    ("inside", True): "present_relationship+", ("inside", False): "present_relationship-",
    ("rival", True): "Contoso", ("rival_inside", True): "Contoso present_relationship?/+",
    ("insider", True): "Cleo:champion", ("insider", False): "insider-", ("enemy", True): "Eve:enemy",
    ("deciders_for_us", True): "Dan:decides",
}  # fmt: skip
"""The least that a plan holds so that a fact is so: a rival, our answer (and the rival's), a person."""
PEOPLE = {
    "met": {"meets_organization_needs": True},
    "unmet": {"meets_organization_needs": False},
    "champion": {"stance": "champion"},
    "enemy": {"stance": "enemy"},
    "decides": {"power": 8, "stance": "supporter"},
}


def plan(text):
    """An account plan from the words of `HOW`."""
    answers, people, rivals = defaultdict(lambda: "?"), [], []
    for word in dict.fromkeys(text.split()):
        if word == "Contoso":
            rivals.append(word)
        elif ":" in word:
            name, _, what = word.partition(":")
            people.append(Stakeholder(name, **PEOPLE[what]))
        else:
            ours, _, theirs = word.partition("/")
            answers[ours[:-1], None] = (
                ours[-1] if ours[-1] != "?" else answers[ours[:-1], None]
            )
            if theirs:
                answers[ours[:-1], "Contoso"] = theirs
    given_ = [
        Assessment(criterion, answer, rival=rival)
        for (criterion, rival), answer in answers.items()
    ]
    return AccountPlan(
        "Northwind",
        center=BuyingCenter("ERP", people),
        rivals=rivals,
        assessments=given_,
    )


def values(text):
    return {name: fact.value for name, fact in facts(plan(text)).items()}


def text_of(rule):
    return " ".join(HOW[each] for each in rule.when.items())


def named(rule):
    return f"{rule.strategy.value}-{'-'.join(rule.when)}"


@pytest.mark.parametrize(("fact", "value"), HOW)
def test_a_plan_says_a_fact(fact, value):
    assert values(HOW[fact, value])[fact] is value


@pytest.mark.parametrize("rule", STRATEGY_RULES, ids=named)
def test_every_rule_of_the_table_has_a_plan_in_which_it_counts(rule):
    assert rule.holds(values(text_of(rule)))
    advice = recommend(plan(text_of(rule)))
    assert advice.scores[rule.strategy] >= rule.points
    if advice.strategy is rule.strategy:
        assert rule in advice.led_by.rules
        assert any(rule.says["en"][1:] in sentence for sentence in advice.because[1:])


@pytest.mark.parametrize("rule", STRATEGY_RULES, ids=named)
def test_a_rule_counts_when_all_its_facts_are_known_and_so(rule):
    alone = [rule]
    assert weigh(rule.when, rules=alone)[rule.strategy] == rule.points
    for name, value in rule.when.items():
        for other in (None, not value):
            assert set(weigh({**rule.when, name: other}, rules=alone).values()) == {0}


@pytest.mark.parametrize("rule", STRATEGY_RULES, ids=named)
def test_a_rule_has_its_sentence_in_both_languages(rule):
    assert set(rule.says) == set(LANGS)
    for lang in LANGS:
        advice = recommend(plan(text_of(rule)), lang=lang, rules=[rule])
        assert (advice.strategy, advice.runner_up) == (rule.strategy, None)
        assert rule.says[lang][1:] in advice.because[1]
        assert label(rule.strategy, lang) in advice.because[0]


def test_no_two_rules_say_the_same():
    assert len(
        {(rule.strategy, tuple(sorted(rule.when.items()))) for rule in STRATEGY_RULES}
    ) == len(STRATEGY_RULES)
    assert {rule.strategy for rule in STRATEGY_RULES} == set(Strategy)
    assert {name for rule in STRATEGY_RULES for name in rule.when} == set(FACTS)


@given(VALUES)
def test_without_an_opportunity_it_is_always_to_develop(known):
    scores = weigh({**known, "opportunity": False})
    assert max(scores, key=lambda each: scores[each]) is Strategy.DEVELOP
    assert sorted(scores.values())[-2] < scores[Strategy.DEVELOP]


@given(VALUES, st.sampled_from(list(FACTS)))
def test_to_forget_a_fact_never_adds_points(known, name):
    before, after = weigh(known), weigh({**known, name: None})
    assert all(after[each] <= before[each] for each in Strategy)


STORIES = [
    ("Contoso formal_criteria+/- culture+/- informal_criteria+/- solution_fit+ unique_value+", "frontal", None),
    ("Contoso present_relationship-/+ formal_criteria+/+ culture+/+ informal_criteria+/- resources+/+ Cleo:champion",
     "flanking", "frontal"),
    ("solution_fit- unique_value+", "partial", None),
    ("Contoso present_relationship+ Dan:decides", "defend", "develop"),
    ("business- funding- urgency- solution_fit+ unique_value+", "develop", "frontal"),
    ("culture- informal_criteria-", "develop", None),
]  # fmt: skip


@pytest.mark.parametrize(("story", "strategy", "runner_up"), STORIES)
def test_what_the_course_says_of_each_strategy(story, strategy, runner_up):
    advice = recommend(plan(story))
    assert (advice.strategy, advice.runner_up) == (strategy, runner_up)
    assert (advice.guidelines, advice.ways) == (
        TACTICS[advice.strategy].guidelines["en"],
        TACTICS[advice.strategy].ways["en"],
    )


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_known(lang):
    advice = recommend(AccountPlan("Northwind"), lang=lang)
    assert (advice.strategy, advice.runner_up, advice.clarity, advice.known) == (
        None,
        None,
        0,
        0,
    )
    assert (advice.guidelines, advice.ways, advice.led_by.facts) == ((), (), ())
    assert set(advice.scores.values()) == {0}
    assert len(advice.ask) == len(FACTS)
    assert all(question in advice.because[0] for question in advice.ask[:3])
    assert not any(question in advice.because[0] for question in advice.ask[3:])


def test_nothing_known_asks_about_the_opportunity_first():
    advice = recommend(AccountPlan("Northwind"))
    assert advice.because == (
        (
            "Nothing that the rules ask about is known, so no strategy is recommended. Ask first: Is there an "
            "opportunity? How do we compare with each rival, criterion by criterion? Is there a part that we fit well?"
        ),
    )
    assert not any(
        "opportunity" in sentence for sentence in advice.would_change
    )  # it takes three answers


def test_what_is_known_may_speak_for_nothing():
    advice = recommend(plan("solution_fit+"))
    assert (advice.strategy, advice.clarity) == (None, 0)
    assert advice.because[0].startswith(
        "Nothing that is known speaks for one of the strategies."
    )


def test_answers_of_question_marks_are_as_good_as_none():
    asked = " ".join(
        f"{criterion}?"
        for criterion in ("solution_fit", "insider", "funding", "risk", "culture")
    )
    assert values(asked) == values("")


def test_the_reasons_in_two_languages():
    story = "Contoso present_relationship+ Dan:decides"
    assert recommend(plan(story)).because == (
        (
            "Defend (5 points), clarity 25%, with 31% of what the rules ask about known. Runner-up: Develop (1). "
            "Ask first: Is there an opportunity? How do we compare with each rival, criterion by criterion? "
            "Is there a part that we fit well?"
        ),
        "We are in and a rival wants in (4).",
        "Those who decide are for us: allies to protect (1).",
    )
    assert recommend(plan(story), lang="zh").because[1:] == (
        "我方已在客户内部，竞争对手想要进来（4 分）。",
        "拍板的人支持我方，需要保护这些盟友（1 分）。",
    )


def test_what_led_to_it():
    led = recommend(plan("Contoso present_relationship+ Dan:decides Eve:enemy")).led_by
    assert [fact.name for fact in led.facts] == [
        "inside",
        "rival",
        "deciders_for_us",
        "enemy",
    ]
    assert [(one.criterion, one.rival) for one in led.criteria] == [
        ("present_relationship", None)
    ]
    assert led.people == ("eve", "dan")


def test_a_rivals_answers_are_told_from_ours():
    led = recommend(
        plan("Contoso formal_criteria+/- culture+/- informal_criteria+/-")
    ).led_by
    assert {(one.rival, one.answer.value) for one in led.criteria} == {
        (None, "+"),
        ("Contoso", "-"),
    }
    assert len(led.criteria) == 6


def test_what_would_change_it_does():
    story = plan("Contoso present_relationship+ solution_fit- unique_value+")
    advice = recommend(story)
    assert (advice.strategy, advice.runner_up) == (Strategy.PARTIAL, Strategy.DEFEND)
    assert (
        advice.scores[Strategy.PARTIAL],
        advice.scores[Strategy.DEFEND],
        advice.clarity,
    ) == (4, 4, 0)
    assert "Defend has as many points (4): the choice is open." in advice.because[0]
    assert advice.would_change == (
        "If somebody new is found whose stance is Enemy: Defend.",
        "If “A fitting solution” is + fits or “Unique business value” is − weak: Defend.",
    )


def test_when_nothing_alone_would_change_it():
    rules = [StrategyRule("develop", {"fits": False}, 2, {"en": "a"}),
             StrategyRule("develop", {"insider": False}, 2, {"en": "b"})]  # fmt: skip
    advice = recommend(plan("solution_fit- insider-"), rules=rules)
    assert (advice.clarity, advice.would_change) == (
        1,
        ("No single change to the plan would lead to another strategy.",),
    )
    assert advice.ask == ()


def test_a_table_of_the_house():
    mine = [StrategyRule("正面进攻", {"insider": True}, 2.5, {"zh": "有内线"})]
    advice = recommend(plan("Cleo:champion"), rules=mine)
    assert (advice.strategy, advice.because[1]) == (Strategy.FRONTAL, "有内线 (2.5).")
    empty = recommend(plan("Cleo:champion"), rules=[])
    assert (empty.strategy, empty.known, empty.ask) == (None, 0, ())


def test_guidelines_and_ways_of_the_house():
    mine = {Strategy.DEVELOP: Tactics({"en": ("write each month",)}, {})}
    for lang in LANGS:
        advice = recommend(plan("insider-"), tactics=mine, lang=lang)
        assert (advice.strategy, advice.guidelines, advice.ways) == (
            Strategy.DEVELOP,
            ("write each month",),
            (),
        )
    assert recommend(plan("insider-"), tactics={}).guidelines == ()
    with pytest.raises(ModelError, match="tactics: 5 is of type int; give a mapping"):
        recommend(plan("insider-"), tactics=5)


@pytest.mark.parametrize(
    ("when", "points", "message"),
    [
        ({"insidr": True}, 1, "allowed: True or False for opportunity.*did you mean 'insider'"),
        ({"insider": None}, 1, "'insider' = None"), ({}, 1, "turns on no fact"),
        ({"insider": True}, 0, "has 0 points"), ({"insider": True}, float("nan"), "has nan points"),
        ({"insider": True}, True, "has True points"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be(when, points, message):
    with pytest.raises(ModelError, match=message):
        StrategyRule("defend", when, points, {})


def test_language_unknown():
    with pytest.raises(ModelError, match="allowed: en, zh"):
        recommend(AccountPlan("Northwind"), lang="de")


@pytest.mark.parametrize("strategy", Strategy)
def test_every_strategy_has_guidelines_and_ways_in_both_languages(strategy):
    for each in (TACTICS[strategy].guidelines, TACTICS[strategy].ways):
        assert set(each) == set(LANGS)
        assert len(each["en"]) == len(each["zh"]) >= 2


def test_an_insider_is_a_champion_whatever_the_criterion_says():
    assert values("Cleo:champion insider-")["insider"] is True
    assert values("insider+")["insider"] is True
    assert values("Eve:enemy")["insider"] is False  # everybody's stance is known
    assert values("Eve:enemy Ana:met")["insider"] is None


def test_nobody_found_is_not_nobody_there():
    assert values("Cleo:champion")["rival"] is None
    assert values("Eve:enemy")["rival"] is True
    assert values("Cleo:champion")["enemy"] is False
    assert values("")["enemy"] is None


def test_we_are_in_by_the_needs_that_we_meet():
    people = [
        Stakeholder(
            "Ana", power=8, meets_organization_needs=True, meets_personal_needs=False
        )
    ]
    account = AccountPlan("Northwind", center=BuyingCenter("ERP", people))
    assert facts(account)["inside"].value is True
    weak = account.revised(assessments=(Assessment("present_relationship", "-"),))
    assert facts(weak)["inside"].value is False


@pytest.mark.parametrize(
    ("stances", "value"),
    [
        (["supporter", "opponent"], False), (["champion", "supporter", "enemy"], True), (["neutral"], False),
        (["champion", None], True), (["champion", None, None], None), ([], None),
    ],
)  # fmt: skip
def test_those_who_decide(stances, value):
    people = [
        Stakeholder(f"P{at}", power=8, stance=stance)
        for at, stance in enumerate(stances)
    ]
    account = AccountPlan(
        "Northwind",
        center=BuyingCenter(
            "ERP", [*people, Stakeholder("I", power=1, stance="enemy")]
        ),
    )
    assert facts(account)["deciders_for_us"].value is value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("formal_criteria+/- culture+/-", None),  # two are not three
        ("formal_criteria+/- culture+/- informal_criteria+/-", True),
        (
            "formal_criteria+/- culture+/- informal_criteria+/- resources-/+",
            True,
        ),  # three to one
        (
            "formal_criteria+/- culture+/- informal_criteria+/- resources-/+ insider-/+",
            False,
        ),  # three to two
        (
            "formal_criteria+/+ culture-/- informal_criteria+/+ resources-/-",
            None,
        ),  # four of nine
        ("formal_criteria-/+", None),
    ],
)
def test_three_to_one(words, value):
    assert values(f"Contoso {words}")["advantage"] is value


def test_an_advantage_is_over_every_rival():
    won = plan("Contoso formal_criteria+/- culture+/- informal_criteria+/-")
    assert facts(won.revised(rivals=("Contoso", "Fabrikam")))["advantage"].value is None
    assert facts(won)["advantage"].value is True


def test_rivals_inside():
    assert values("Contoso present_relationship?/-")["rival_inside"] is False
    known = plan("Contoso present_relationship?/-").revised(
        rivals=("Contoso", "Fabrikam")
    )
    assert facts(known)["rival_inside"].value is None


@pytest.mark.parametrize("question", Question)
def test_questions_are_facts(question):
    name = {"compete": "competitive", "win": "winnable"}.get(
        question.value, question.value
    )
    fact = facts(plan(HOW[name, True]))[name]
    assert fact.value is True
    assert {one.answer.value for one in fact.criteria} == {"+"}


@pytest.mark.parametrize("rules", [5, ["frontal"], [None]])
def test_what_is_no_rule_at_all(rules):
    with pytest.raises(ModelError, match="is of type"):
        recommend(AccountPlan("Northwind"), rules=rules)
