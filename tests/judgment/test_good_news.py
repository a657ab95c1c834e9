"""Good news never hurts: verdicts and strategy after each single change for the better."""

from __future__ import annotations

import random

from powermap.judgment.assessment import assess
from powermap.judgment.judge import judge
from powermap.model import (
    AccountPlan,
    Answer,
    Assessment,
    BuyingCenter,
    Contact,
    Criterion,
    Question,
    Stakeholder,
    Stance,
    Strategy,
)
from powermap.model.playbook import Playbook

PLANS = 300
WORST_FIRST = (Answer.MINUS, Answer.UNKNOWN, Answer.PLUS)
STANCES_WORST_FIRST = tuple(reversed(Stance))


def random_plan(chance):
    rivals = chance.sample(["Contoso", "Fabrikam"], chance.randrange(3))
    # Few unknown answers in some plans and many in others.
    known = chance.random()
    assessments = []
    for rival in (None, *rivals):
        for criterion in Criterion:
            if chance.random() < known:
                answer = chance.choice(list(Answer))
                assessments.append(Assessment(criterion, answer, rival=rival))
    people = []
    for number in range(chance.randrange(5)):
        person = Stakeholder(
            f"P{number}",
            power=chance.choice(["decider", "influencer", None]),
            stance=chance.choice([None, *Stance]),
            contact=chance.choice([None, *Contact]),
            meets_organization_needs=chance.choice([None, True, False]),
        )
        people.append(person)
    center = BuyingCenter("ERP", people)
    return AccountPlan(
        "Northwind",
        center=center,
        rivals=rivals,
        assessments=assessments,
        supplier_in_place=chance.choice([None, True, False]),
    )


def better_plans(plan):
    """The plan after each single change for the better, with what changed."""
    answers = {(each.criterion, each.rival): each for each in plan.assessments}
    for rival in (None, *plan.rivals):
        # A rival who is worse off is good news for us.
        ranks = WORST_FIRST if rival is None else WORST_FIRST[::-1]
        for criterion in Criterion:
            old = answers.get((criterion, rival))
            now = ranks.index(old.answer if old else Answer.UNKNOWN)
            for answer in ranks[now + 1 :]:
                new = Assessment(criterion, answer, rival=rival)
                others = [each for each in plan.assessments if each is not old]
                better = plan.revised(assessments=[*others, new])
                yield (criterion, rival, answer), better
    if plan.supplier_in_place is not True:
        yield "in place", plan.revised(supplier_in_place=True)
    for person in plan.center:
        for changes in improvements(person):
            yield (
                (person.id, changes),
                plan.with_center(plan.center.replace(person.id, **changes)),
            )


def improvements(person):
    known = person.stance is not None
    now = STANCES_WORST_FIRST.index(person.stance or Stance.NEUTRAL)
    for stance in STANCES_WORST_FIRST[now + 1 :]:
        yield {"stance": stance}
    if not known:
        yield {"stance": "supporter"}
    depth = -1 if person.contact is None else list(Contact).index(person.contact)
    for contact in list(Contact)[depth + 1 :]:
        yield {"contact": contact}
    if person.meets_organization_needs is not True:
        yield {"meets_organization_needs": True}


def test_no_change_for_the_better_lowers_a_verdict_or_turns_to_develop():
    chance = random.Random(13)
    for _ in range(PLANS):
        plan = random_plan(chance)
        judgment = judge(plan)
        verdicts = judgment.verdicts[None]
        strategy = judgment.strategy.strategy
        for what, better in better_plans(plan):
            judgment = judge(better)
            after = judgment.verdicts[None]
            for question in Question:
                before = WORST_FIRST.index(verdicts[question].answer)
                assert WORST_FIRST.index(after[question].answer) >= before, what
            turned = judgment.strategy.strategy is Strategy.DEVELOP
            assert not turned or strategy is Strategy.DEVELOP, (what, plan)


def test_one_more_plus_does_not_turn_not_known_into_no():
    poor = [Assessment("funding", "-"), Assessment("urgency", "-")]
    before = assess(AccountPlan("Northwind", assessments=poor))
    clear = Assessment("requirements", "+")
    after = assess(AccountPlan("Northwind", assessments=[*poor, clear]))
    for verdicts in (before, after):
        verdict = verdicts[Question.OPPORTUNITY]
        assert verdict.answer is Answer.UNKNOWN
        assert str(verdict.because).startswith("Not known yet: ")
        assert verdict.because.say("zh").startswith("尚不能下结论：")


def test_a_reason_to_develop_outweighs_all_that_another_strategy_can_collect():
    points = dict.fromkeys(Strategy, 0.0)
    rules = Playbook().strategy_rules
    for rule in rules:
        points[rule.strategy] += rule.points
    most = max(points[each] for each in Strategy if each is not Strategy.DEVELOP)
    alone = [rule for rule in rules if rule.strategy is Strategy.DEVELOP][:-1]
    assert all(rule.points > most for rule in alone)
