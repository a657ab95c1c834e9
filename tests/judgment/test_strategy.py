from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, strategies as st

from powermap.errors import ModelError
from powermap.judgment.judge import judge
from powermap.judgment.strategy.facts import FACTS, OF_ANSWERS
from powermap.judgment.strategy.recommendation import recommend
from powermap.judgment.strategy.scoring import choose, rank, weigh
from powermap.language import LANGS, Reason, label
from powermap.model import (
    AccountPlan,
    Assessment,
    BuyingCenter,
    Question,
    Stakeholder,
    Strategy,
)
from powermap.model.playbook import (
    FACT_NAMES,
    Playbook,
    StrategyRule,
    Tactics,
    Thresholds,
)

STRATEGY_RULES = Playbook().strategy_rules
TACTICS = Playbook().tactics
VALUES = st.fixed_dictionaries(
    {name: st.sampled_from([True, False, None]) for name in FACTS}
)
HOW = {
    ("opportunity", True): "requirements+ business+ finances+",
    ("opportunity", False): "business- funding- urgency-",
    ("competitive", True): "formal_criteria+ resources+ present_relationship+",
    ("competitive", False): "formal_criteria- resources- present_relationship-",
    ("winnable", True): "culture+ informal_criteria+",
    ("winnable", False): "culture- informal_criteria-",
    ("worth", True): "short_return+ margin+ risk+",
    ("worth", False): "short_return- margin- risk-",
    ("fits", True): "solution_fit+",
    ("fits", False): "solution_fit-",
    ("part_fits", True): "Ana:met Ben:unmet",
    ("part_fits", False): "solution_fit- unique_value-",
    ("unique_value", True): "unique_value+",
    ("resources", False): "resources-",
    ("top_recognition", True): "top_recognition+",
    ("advantage", True): "Contoso formal_criteria+/- culture+/- informal_criteria+/-",
    (
        "advantage",
        False,
    ): "Contoso formal_criteria+/+ culture+/+ informal_criteria+/- resources+/+ top_recognition-/-",
    ("supplier_in_place", True): "in-place",
    ("inside", True): "present_relationship+",
    ("inside", False): "present_relationship-",
    ("rival", True): "Contoso",
    ("rival_inside", True): "Contoso present_relationship?/+",
    ("rival_inside", False): "Contoso present_relationship?/-",
    ("insider", True): "Cleo:champion",
    ("insider", False): "insider-",
    ("enemy", True): "Eve:enemy",
    ("deciders_for_us", True): "Dan:decides",
}
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
        if word == "in-place":
            continue
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
        supplier_in_place=True if "in-place" in text else None,
    )


def facts(account, playbook=None):
    return judge(account, playbook=playbook).facts


def values(text):
    return {name: fact.value for name, fact in facts(plan(text)).items()}


def with_rules(*rules):
    return Playbook(strategy_rules=rules)


def text_of(rule):
    return " ".join(HOW[each] for each in rule.when.items())


def test_a_plan_says_a_fact():
    for (fact, value), text in HOW.items():
        assert values(text)[fact] is value, (fact, value)


def test_every_rule_of_the_table_has_a_plan_in_which_it_counts():
    for rule in STRATEGY_RULES:
        assert rule.holds(values(text_of(rule)))
        advice = recommend(plan(text_of(rule)))
        assert advice.scores[rule.strategy] >= rule.points
        if advice.strategy is rule.strategy:
            assert rule in advice.led_by.rules
            sentences = [str(each) for each in advice.because[1:]]
            assert any(rule.says["en"][1:] in sentence for sentence in sentences)


def test_a_rule_counts_when_all_its_facts_are_known_and_so():
    for rule in STRATEGY_RULES:
        assert weigh(rule.when, [rule])[rule.strategy] == rule.points
        for name, value in rule.when.items():
            for other in (None, not value):
                scores = weigh({**rule.when, name: other}, [rule])
                assert set(scores.values()) == {0}


def test_a_rule_has_its_sentence_in_both_languages():
    for rule in STRATEGY_RULES:
        assert set(rule.says) == set(LANGS)
        advice = recommend(plan(text_of(rule)), playbook=with_rules(rule))
        assert (advice.strategy, advice.runner_up) == (rule.strategy, None)
        for lang in LANGS:
            choice, because = advice.because
            assert rule.says[lang][1:] in because.say(lang)
            assert label(rule.strategy, lang) in choice.say(lang)


def test_the_facts_that_rules_may_name():
    assert tuple(FACTS) == FACT_NAMES
    assert set(FACTS) > OF_ANSWERS


def test_no_two_rules_say_the_same():
    assert len(
        {(rule.strategy, tuple(sorted(rule.when.items()))) for rule in STRATEGY_RULES}
    ) == len(STRATEGY_RULES)
    assert {rule.strategy for rule in STRATEGY_RULES} == set(Strategy)
    assert {name for rule in STRATEGY_RULES for name in rule.when} == set(FACTS)


@given(VALUES)
def test_without_an_opportunity_it_is_always_to_develop(known):
    scores = weigh({**known, "opportunity": False}, STRATEGY_RULES)
    assert max(scores, key=lambda each: scores[each]) is Strategy.DEVELOP
    assert sorted(scores.values())[-2] < scores[Strategy.DEVELOP]


@given(VALUES, st.sampled_from(list(FACTS)))
def test_to_forget_a_fact_never_adds_points(known, name):
    before = weigh(known, STRATEGY_RULES)
    after = weigh({**known, name: None}, STRATEGY_RULES)
    assert all(after[each] <= before[each] for each in Strategy)


STORIES = [
    (
        "Contoso formal_criteria+/- culture+/- informal_criteria+/- solution_fit+ unique_value+",
        "frontal",
        None,
    ),
    (
        "Contoso present_relationship-/+ formal_criteria+/+ culture+/+ informal_criteria+/- resources+/+ Cleo:champion",
        "flanking",
        None,
    ),
    ("solution_fit- unique_value+", "partial", None),
    ("in-place", "defend", None),
    ("Contoso in-place Dan:decides", "defend", None),
    ("business- funding- urgency- solution_fit+ unique_value+", "develop", "frontal"),
    ("culture- informal_criteria-", "develop", None),
]


def test_what_the_course_says_of_each_strategy():
    for story, strategy, runner_up in STORIES:
        advice = recommend(plan(story))
        assert (advice.strategy, advice.runner_up) == (strategy, runner_up)
        tactics = TACTICS[advice.strategy]
        for lang in LANGS:
            lines = [each.choose(lang) for each in advice.guidelines]
            assert tuple(lines) == tactics.guidelines[lang]
            lines = [each.choose(lang) for each in advice.ways]
            assert tuple(lines) == tactics.ways[lang]


@given(VALUES)
def test_the_choice_is_the_first_of_those_with_most_points(known):
    scores = weigh(known, STRATEGY_RULES)
    best = max(Strategy, key=lambda each: scores[each])
    expected = best if scores[best] else None
    assert choose(known, STRATEGY_RULES) is expected
    assert rank(scores)[:1] == ((expected,) if expected else ())


def test_nothing_known():
    advice = recommend(AccountPlan("Northwind"))
    assert (advice.strategy, advice.runner_up) == (None, None)
    assert (advice.leads, advice.known) == (False, 0)
    assert (advice.guidelines, advice.ways, advice.led_by.facts) == ((), (), ())
    assert set(advice.scores.values()) == {0}
    assert len(advice.ask) == len(FACTS)
    for lang in LANGS:
        questions = [each.say(lang) for each in advice.ask]
        text = advice.because[0].say(lang)
        assert all(question in text for question in questions[:3])
        assert not any(question in text for question in questions[3:])


def test_nothing_known_asks_about_the_opportunity_first():
    judgment = judge(AccountPlan("Northwind"))
    [because] = judgment.strategy.because
    assert str(because) == (
        "All the facts the rules need are unknown, so there is no recommendation "
        "yet. Ask first: Is there an opportunity? Can we win? Is it worth winning?"
    )
    assert because.say("zh") == (
        "规则所需的事实全部未知，暂不推荐策略。先要弄清：我们有机会吗？"
        "我们能赢吗？值得赢吗？"
    )
    # It takes three answers.
    assert "opportunity" not in " ".join(map(str, judgment.what_if.because))


def test_what_is_known_may_favor_nothing():
    advice = recommend(plan("solution_fit+"))
    assert (advice.strategy, advice.leads) == (None, False)
    assert str(advice.because[0]).startswith(
        "Nothing known so far favors any strategy. Ask first: "
    )


def test_one_point_or_several():
    cases = (
        (1, "1 point)"),
        (2, "2 points)"),
        (0.5, "0.5 points)"),
    )
    for points, words in cases:
        rule = StrategyRule("defend", {"insider": True}, points, {"en": "we know them"})
        advice = recommend(plan("insider+"), playbook=with_rules(rule))
        assert str(advice.because[0]) == (
            f"Defend ({words}; 100% of the facts the rules need are "
            "known. Nothing known so far favors another strategy."
        )
        assert str(advice.because[1]) == f"We know them ({points:g})."


def test_answers_of_question_marks_are_as_good_as_none():
    asked = " ".join(
        f"{criterion}?"
        for criterion in ("solution_fit", "insider", "funding", "risk", "culture")
    )
    assert values(asked) == values("")


def test_the_reasons_in_two_languages():
    story = "Contoso in-place Dan:decides"
    because = recommend(plan(story)).because
    assert str(because[0]) == (
        "Defend (6 points); 24% of the facts the rules need are known. "
        "Nothing known so far favors another strategy. Ask first: Is there an "
        "opportunity? Can we win? Is it worth winning?"
    )
    assert [str(each) for each in because[1:]] == [
        "We are the supplier in place, and rivals will want in, whether or not we know them yet (4).",
        "A rival wants our place (1).",
        "More deciders are for us than against us; they are allies to protect (1).",
    ]
    assert [each.say("zh") for each in because[1:]] == [
        "我方是现有供应商，无论是否已知，总会有竞争对手想进入（4 分）。",
        "有竞争对手想取代我方（1 分）。",
        "支持我方的决策者多于反对的，需要维护这些盟友（1 分）。",
    ]


def test_what_led_to_it():
    led = recommend(
        plan("Contoso in-place Contoso present_relationship?/- Dan:decides Eve:enemy")
    ).led_by
    assert [fact.name for fact in led.facts] == [
        "supplier_in_place",
        "rival",
        "rival_inside",
        "deciders_for_us",
        "enemy",
    ]
    assert [(one.criterion, one.rival) for one in led.criteria] == [
        ("present_relationship", "Contoso")
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
    judgment = judge(plan("in-place solution_fit- unique_value+"))
    advice = judgment.strategy
    assert (advice.strategy, advice.runner_up) == (Strategy.PARTIAL, Strategy.DEFEND)
    assert advice.scores[Strategy.PARTIAL] == advice.scores[Strategy.DEFEND] == 4
    assert not advice.leads
    tie = "Defend has the same number of points (4), so the choice is open."
    assert tie in str(advice.because[0])
    assert [str(each) for each in judgment.what_if.because] == [
        "If a rival appears: Defend.",
        "If we find someone new whose stance is Enemy: Defend.",
        "If “A fitting solution” is + fits: Defend.",
        "If “Unique business value” is − weak: Develop.",
    ]


def test_when_nothing_alone_would_change_it():
    rules = [
        StrategyRule("develop", {"fits": False}, 2, {"en": "a"}),
        StrategyRule("develop", {"insider": False}, 2, {"en": "b"}),
    ]
    judgment = judge(plan("solution_fit- insider-"), playbook=with_rules(*rules))
    assert judgment.strategy.leads
    assert judgment.strategy.ask == ()
    assert judgment.what_if.because == (Reason("strategy.steady"),)
    assert len(judgment.what_if.changes) == 0


def test_rules_of_a_playbook():
    own = StrategyRule("正面进攻", {"insider": True}, 2.5, {"zh": "有内线"})
    advice = recommend(plan("Cleo:champion"), playbook=with_rules(own))
    assert advice.strategy is Strategy.FRONTAL
    assert str(advice.because[1]) == "有内线 (2.5)."
    empty = recommend(plan("Cleo:champion"), playbook=with_rules())
    assert (empty.strategy, empty.known, empty.ask) == (None, 0, ())


def test_guidelines_and_ways_of_a_playbook():
    tactics = {Strategy.DEVELOP: Tactics({"en": ("write each month",)}, {})}
    advice = recommend(
        plan("culture- informal_criteria-"), playbook=Playbook(tactics=tactics)
    )
    assert (advice.strategy, advice.ways) == (Strategy.DEVELOP, ())
    for lang in LANGS:
        assert [each.choose(lang) for each in advice.guidelines] == ["write each month"]
    none = recommend(plan("culture- informal_criteria-"), playbook=Playbook(tactics={}))
    assert none.guidelines == ()
    with pytest.raises(ModelError, match="tactics: 5 is of type int; give a mapping"):
        Playbook(tactics=5)


def test_a_playbook_says_what_a_clear_lead_is():
    story = plan(
        "Contoso formal_criteria+/- culture+/- informal_criteria+/- resources-/+"
    )
    assert facts(story)["advantage"].value is True
    four = Playbook(thresholds=Thresholds(clear_lead=4))
    assert facts(story, four)["advantage"].value is None


@pytest.mark.parametrize(
    ("when", "points", "message"),
    [
        (
            {"insidr": True},
            1,
            "allowed: True or False for opportunity.*did you mean 'insider'",
        ),
        ({"insider": None}, 1, "'insider' = None"),
        ({}, 1, "has no facts"),
        ({"insider": True}, 0, "has 0 points"),
        ({"insider": True}, float("nan"), "has nan points"),
        ({"insider": True}, True, "has True points"),
    ],
)
def test_a_rule_that_cannot_be(when, points, message):
    with pytest.raises(ModelError, match=message):
        StrategyRule("defend", when, points, {})


def test_every_strategy_has_guidelines_and_ways_in_both_languages():
    for strategy in Strategy:
        for each in (TACTICS[strategy].guidelines, TACTICS[strategy].ways):
            assert set(each) == set(LANGS)
            assert len(each["en"]) == len(each["zh"]) >= 2


def test_every_fact_has_a_clause_for_yes_and_no_and_a_question():
    for name in FACTS:
        for lang, mark in (("en", "?"), ("zh", "？")):
            yes, no, ask = (
                Reason(f"strategy.fact.{name}.{form}").say(lang)
                for form in ("yes", "no", "ask")
            )
            assert ask.endswith(mark)
            assert len({yes, no, ask}) == 3
            assert yes[0] == yes[0].lower()
            assert not yes.endswith((".", "。", mark))


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
        (["supporter", "opponent"], False),
        (["champion", "supporter", "enemy"], True),
        (["neutral"], False),
        (["champion", None], True),
        (["champion", None, None], None),
        ([], None),
    ],
)
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
        ("formal_criteria+/-", None),  # one alone is no clear lead
        ("formal_criteria+/- culture+/-", True),  # two to none
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


def test_what_is_not_a_rule_at_all():
    for rules in (5, ["frontal"], [None]):
        with pytest.raises(ModelError, match="is of type"):
            Playbook(strategy_rules=rules)


def test_an_incumbent_defends_with_and_without_a_named_rival():
    alone = recommend(plan("in-place"))
    with_rival = recommend(plan("Contoso in-place"))
    assert alone.strategy is with_rival.strategy is Strategy.DEFEND
    assert alone.scores[Strategy.DEFEND] < with_rival.scores[Strategy.DEFEND]
    # To be liked is not to be in place.
    liked = recommend(plan("Contoso present_relationship+"))
    assert liked.scores[Strategy.DEFEND] == 0


def test_a_rivals_good_relationship_counts_against_defend():
    leads = []
    for theirs in "-?+":
        words = f"Contoso in-place present_relationship?/{theirs}"
        scores = recommend(plan(words)).scores
        leads.append(scores[Strategy.DEFEND] - scores[Strategy.FLANKING])
    assert leads == sorted(leads, reverse=True)
    assert len(set(leads)) == 3


def test_every_strategy_has_a_definition_in_both_languages():
    for strategy in Strategy:
        for lang in LANGS:
            said = TACTICS[strategy].define(strategy).say(lang)
            assert said.startswith(label(strategy, lang))
            assert TACTICS[strategy].definition[lang] in said
    own = Tactics({"en": ("Wait",)}, {})
    assert own.define(Strategy.DEVELOP) is None
