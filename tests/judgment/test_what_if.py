"""What would change a recommendation: computed here by brute force over plans made with the public model."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings, strategies as st

from powermap.judgment.assessment import verdicts_of_all
from powermap.judgment.judge import judge
from powermap.judgment.strategy.evidence import Evidence
from powermap.judgment.strategy.facts import fact_values
from powermap.judgment.strategy.recommendation import recommend
from powermap.judgment.strategy.scoring import weigh
from powermap.judgment.strategy.single_changes import single_changes
from powermap.judgment.strategy.what_if import _values_after as values_after
from powermap.language import LANGS
from powermap.model import (
    AccountPlan,
    Action,
    Answer,
    Assessment,
    BuyingCenter,
    Contact,
    Criterion,
    ExtraCriterion,
    Power,
    Question,
    Stakeholder,
    Stance,
    Strategy,
    Tie,
)
from powermap.model.axes import power_of
from powermap.model.playbook import Playbook, StrategyRule

TRUTH = st.sampled_from([None, True, False])
ANSWERS = st.sampled_from("+-?")
OWN = ExtraCriterion("Politics", Question.WIN)
DAYS = st.sampled_from([None, "2026-01-05", "2026-06-30", "2031-01-01"])


@st.composite
def people(draw):
    given_ = [
        Stakeholder(
            f"P{number}",
            power=draw(st.sampled_from([None, "decider", "influencer", 0, 5, 9.5])),
            stance=draw(st.sampled_from([None, *Stance])),
            meets_organization_needs=draw(TRUTH),
            meets_personal_needs=draw(TRUTH),
            contact=draw(st.sampled_from([None, *Contact])),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    ties = [Tie("p0", "p1", kind="influences")] if len(given_) > 1 else []
    return BuyingCenter("ERP", given_, ties)


@st.composite
def plans(draw):
    rivals = ["Contoso", "Fabrikam"][: draw(st.integers(0, 2))]
    asked = st.lists(
        st.tuples(
            st.sampled_from([*Criterion, OWN.name]),
            st.sampled_from([None, *rivals]),
            DAYS,
        ),
        max_size=40,
        unique=True,
    )
    weights = st.sampled_from([None, 1, 0.5, 3])
    answers = [
        Assessment(
            criterion,
            draw(ANSWERS),
            rival=rival,
            as_of=day,
            weight=draw(weights),
            evidence="Said so",
        )
        for criterion, rival, day in draw(asked)
    ]
    center = draw(people())
    actions = (
        [Action("Visit", with_people=[person.id for person in center][:1])]
        if len(center)
        else []
    )
    return AccountPlan(
        "Northwind",
        center=center,
        rivals=rivals,
        supplier_in_place=draw(TRUTH),
        assessments=answers,
        extra_criteria=[OWN],
        actions=actions,
        as_of=draw(DAYS),
    )


def chosen(plan):
    """The strategy of a plan, from its facts alone."""
    values = {name: fact.value for name, fact in judge(plan).facts.items()}
    scores = weigh(values, Playbook().strategy_rules)
    best = max(Strategy, key=lambda each: scores[each])
    return best if scores[best] else None


def in_force(plan, criterion, rival):
    given_ = [
        each
        for each in plan.assessments
        if (each.criterion, each.rival) == (criterion, rival)
    ]
    return max(given_, key=lambda each: str(each.as_of or ""), default=None)


def answered(plan, criterion, rival, value):
    old = in_force(plan, criterion, rival)
    others = [each for each in plan.assessments if each is not old]
    weight, day = (old.weight, old.as_of) if old else (None, None)
    new = Assessment(criterion, value, rival=rival, weight=weight, as_of=day)
    return plan.revised(assessments=(*others, new))


def by_hand(plan):
    """Every single change and the plan it makes, by the public functions of the model."""
    center = plan.center
    for rival in (None, *plan.rivals):
        for criterion in [
            each for several in plan.questions().values() for each in several
        ]:
            old = in_force(plan, criterion, rival)
            for value in {Answer.PLUS, Answer.MINUS} - {old.answer if old else None}:
                yield (
                    ("answer", criterion, rival, value),
                    answered(plan, criterion, rival, value),
                )
    for value in {True, False} - {plan.supplier_in_place}:
        about = ("supplier_in_place", "supplier_in_place", None, value)
        yield about, plan.revised(supplier_in_place=value)
    yield (
        ("rival", "Another rival", None, True),
        plan.revised(rivals=(*plan.rivals, "Tailspin")),
    )
    for gone in plan.rivals:
        left = tuple(each for each in plan.rivals if each != gone)
        ours = tuple(each for each in plan.assessments if each.rival != gone)
        yield ("rival", gone, None, False), plan.revised(rivals=left, assessments=ours)
    for person in center:
        yield from of_person_by_hand(plan, person)
    for stance in (Stance.CHAMPION, Stance.ENEMY):
        new = Stakeholder("Ada", stance=stance)
        yield (
            ("person", "someone-new", None, stance),
            plan.revised(center=center.add(new)),
        )


def of_person_by_hand(plan, person):
    center = plan.center
    for stance in set(Stance) - {person.stance}:
        yield (
            ("stance", person.id, None, stance),
            with_person(plan, person, stance=stance),
        )
    for kind in ("organization_needs", "personal_needs"):
        for met in {True, False} - {getattr(person, f"meets_{kind}")}:
            yield (
                (kind, person.id, None, met),
                with_person(plan, person, **{f"meets_{kind}": met}),
            )
    for power in set(Power) - {power_of(person, center.scale)}:
        yield ("power", person.id, None, power), with_person(plan, person, power=power)
    free = plan.revised(actions=())
    yield (
        ("person", person.id, None, None),
        free.revised(center=center.without(person.id)),
    )


def with_person(plan, person, **changes):
    return plan.revised(center=plan.center.replace(person.id, **changes))


@settings(max_examples=30, deadline=None)
@given(plans())
def test_what_turns_the_choice_is_all_that_does(plan):
    now = chosen(plan)
    wanted = {
        change: then
        for change, changed in by_hand(plan)
        if (then := chosen(changed)) is not now
    }
    judgment = judge(plan)
    assert judgment.strategy.strategy is now
    found = judgment.what_if
    assert {key(each.change): each.strategy for each in found.changes} == wanted
    sizes = [each.change.size for each in found.changes]
    assert sizes == sorted(sizes)
    assert bool(found.changes) == ("No single" not in str(found.because[0]))


def key(change):
    return change.kind, change.about, change.rival, change.value


@settings(max_examples=15, deadline=None)
@given(plans())
def test_a_changed_plan_is_valid_and_leads_where_it_says(plan):
    for change in single_changes(plan):
        assert change.plan.revised() == change.plan
        assert change.plan.center.revised() == change.plan.center
    now = chosen(plan)
    for found in judge(plan).what_if.changes[:5]:
        then = recommend(found.change.plan).strategy
        assert then is found.strategy
        assert then is not now
        for lang in LANGS:
            text = found.because.say(lang)
            assert text.endswith((".", "。"))
            assert "{" not in text


@settings(max_examples=15, deadline=None)
@given(plans())
def test_facts_that_are_taken_over_are_those_of_the_changed_plan(plan):
    judgment = judge(plan)
    playbook = judgment.playbook
    evidence = Evidence(plan, judgment.verdicts, playbook)
    before = fact_values(evidence)
    for change in single_changes(plan, playbook.criteria):
        changed = change.plan
        verdicts = verdicts_of_all(changed, playbook)
        wanted = fact_values(Evidence(changed, verdicts, playbook))
        assert values_after(change, evidence, before) == wanted, change


def reasons(judgment):
    """Every sentence that a judgment of these parts holds."""
    yield from (each.because for each in judgment.roles.values())
    yield from (each.because for each in judgment.relationships.values())
    yield judgment.account_relationship.because
    for verdicts in judgment.verdicts.values():
        yield from (verdict.because for verdict in verdicts.values())
    yield from (each.because for each in judgment.reassessed)
    yield from judgment.strategy.because
    yield from judgment.strategy.ask
    yield from judgment.what_if.because


@settings(max_examples=15, deadline=None)
@given(plans())
def test_every_reason_is_a_sentence_in_both_languages(plan):
    for reason in set(reasons(judge(plan))):
        english = reason.say("en")
        assert english[0].isupper() or english[0] == "“", english
        assert english.endswith((".", "?")), english
        assert reason.say("zh").endswith(("。", "？")), reason.say("zh")
        for lang in LANGS:
            text = reason.say(lang)
            assert text == text.strip(), text
            assert not re.search(r"  |[{}]|None|[.。]{2}", text), text


PLAN = AccountPlan(
    "Northwind",
    rivals=["Contoso"],
    assessments=[Assessment("present_relationship", "+")],
    center=BuyingCenter(
        "ERP",
        [
            Stakeholder("Ana", power=9, stance="neutral"),
            Stakeholder("Ben", power=8, stance="supporter"),
            Stakeholder("Eve", power=1),
        ],
    ),
)


def only(strategy, fact, value):
    """A playbook in which one fact leads away from developing."""
    return with_rules(
        StrategyRule("develop", {"inside": True}, 1, {"en": "we are in"}),
        StrategyRule(strategy, {fact: value}, 2, {"en": "a fact"}),
    )


def with_rules(*rules):
    return Playbook(strategy_rules=rules)


def sentences(plan, playbook, lang="en"):
    return [each.say(lang) for each in judge(plan, playbook=playbook).what_if.because]


SENTENCES = {
    ("insider", True): [
        "If “An inside supporter” is + strong: Frontal.",
        "If the stance of Ben, Eve or Ana is Champion: Frontal.",
        "If we find someone new whose stance is Champion: Frontal.",
    ],
    ("enemy", False): [
        "If the stance of Eve is Champion, Supporter, Neutral or Opponent: Frontal.",
        "If Eve leaves: Frontal.",
    ],
    ("rival_inside", True): [
        "If “Present relationship” for Contoso is + strong: Frontal.",
    ],
    ("deciders_for_us", True): [
        "If the stance of Ana is Opponent or Enemy: Develop.",
        "If the stance of Ben is Neutral, Opponent or Enemy: Develop.",
        "If Ben does not decide: Develop.",
        "If Ben leaves: Develop.",
    ],
    ("rival", True): ["If Contoso drops out: Develop."],
}
CHINESE = {
    ("insider", True): [
        "若“内线（内部支持者）”为 + 强：正面进攻。",
        "若Ben、Eve或Ana的立场是内线：正面进攻。",
        "若发现一位新人，其立场是内线：正面进攻。",
    ],
    ("rival_inside", True): ["若Contoso的“与客户关系的现状”为 + 强：正面进攻。"],
}


def test_the_sentences():
    for (fact, value), expected in SENTENCES.items():
        found = sentences(PLAN, only("frontal", fact, value))
        assert [each for each in found if "no strategy" not in each] == expected


def test_the_sentences_in_chinese():
    for (fact, value), expected in CHINESE.items():
        found = sentences(PLAN, only("frontal", fact, value), "zh")
        assert [each for each in found if "暂无策略" not in each] == expected


def test_a_first_rival_and_another_one():
    rules = with_rules(StrategyRule("defend", {"rival": True}, 1, {"en": "a rival"}))
    assert sentences(AccountPlan("Northwind"), rules)[0] == (
        "If a rival appears: Defend."
    )
    clear = StrategyRule("frontal", {"advantage": True}, 1, {"en": "ahead"})
    answers = []
    for criterion in ("formal_criteria", "culture", "informal_criteria"):
        answers.append(Assessment(criterion, "+"))
        answers.append(Assessment(criterion, "-", rival="Contoso"))
    plan = AccountPlan("Northwind", rivals=["Contoso"], assessments=answers)
    found = sentences(plan, with_rules(clear))
    assert "If another rival appears: no strategy." in found


def test_the_same_stances_share_a_sentence_wherever_somebody_stands_now():
    people = [Stakeholder("Ana", stance="enemy"), Stakeholder("Ben", stance="enemy")]
    center = BuyingCenter("ERP", people)
    one = center.replace("ben", stance=None).replace("ana", stance="champion")
    rules = with_rules(StrategyRule("defend", {"enemy": True}, 1, {"en": "an enemy"}))
    found = sentences(AccountPlan("Northwind", center=one), rules)
    assert found[0] == "If the stance of Ben or Ana is Enemy: Defend."
    without = AccountPlan("Northwind", center=center.without("ben"))
    assert sentences(without, rules)[0] == (
        "If the stance of Ana is Champion, Supporter, Neutral or Opponent: no strategy."
    )


def test_many_names_are_counted():
    rules = with_rules(
        StrategyRule("defend", {"insider": True}, 1, {"en": "an insider"})
    )
    names = {
        1: "P0",
        2: "P0 or P1",
        6: "P0, P1, P2, P3, P4 or P5",
        7: "P0, P1, P2, P3, P4, P5 or 1 other",
        20: "P0, P1, P2, P3, P4, P5 or one of 14 others",
    }
    for count, words in names.items():
        people = [Stakeholder(f"P{at}", stance="neutral") for at in range(count)]
        plan = AccountPlan("Northwind", center=BuyingCenter("ERP", people))
        found = judge(plan, playbook=rules).what_if
        sentence = f"If the stance of {words} is Champion: Defend."
        assert sentence in [str(each) for each in found.because]
        changes = [each.change.kind for each in found.changes]
        assert changes.count("stance") == count


def test_names_that_are_taken():
    center = BuyingCenter("ERP", [Stakeholder("Someone new")])
    plan = AccountPlan(
        "Northwind", center=center, rivals=["Another rival", "Another rival-2"]
    )
    changes = list(single_changes(plan))
    assert (
        next(each.about for each in changes if each.kind == "rival")
        == "Another rival-3"
    )
    assert changes[-1].about == "someone-new-2"
    assert len(changes[-1].plan.center) == 2


def test_an_answer_takes_the_place_of_the_one_in_force():
    old = [
        Assessment("risk", "?", as_of="2026-01-01"),
        Assessment("risk", "-", as_of="2026-02-01", weight=3, evidence="A penalty"),
    ]
    changes = single_changes(AccountPlan("Northwind", assessments=old))
    [turned] = [
        each for each in changes if each.about == "risk" and each.kind == "answer"
    ]
    kept, new = turned.plan.assessments
    assert (kept, new) == (
        old[0],
        Assessment("risk", "+", as_of="2026-02-01", weight=3),
    )
    assert (turned.before, turned.value, turned.size) == ("-", "+", 2)


@pytest.mark.parametrize(
    ("before", "value", "size"),
    [("champion", "enemy", 4), ("neutral", "supporter", 1), (None, "enemy", 1)],
)
def test_a_stance_turns_step_by_step(before, value, size):
    plan = AccountPlan(
        "Northwind", center=BuyingCenter("ERP", [Stakeholder("Ana", stance=before)])
    )
    [found] = [
        each
        for each in single_changes(plan)
        if each.kind == "stance" and each.value == value
    ]
    assert (found.before, found.size) == (before, size)
