"""What to ask next: against all completions of a plan, and who is nearest."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from math import prod

import pytest

import powermap as pm
from powermap.judgment.worlds.ask import open_questions
from powermap.judgment.worlds.robust import conclusions_of
from powermap.judgment.worlds.unknowns import unknowns_of
from powermap.model import Answer, Assessment, Criterion, Stance

CLOSE = 0.06
"""Leads below it are left to chance by the draw."""


def plan_of(story, *, in_place=False):
    """A plan by 'criterion+', with all other answers a plus; "dee?" is a person."""
    said = {word[:-1]: word[-1] for word in story.split()}
    answers = []
    for party in (None, "Contoso"):
        for criterion in Criterion:
            key = criterion.value if party is None else f"their_{criterion.value}"
            answers.append(
                Assessment(criterion, said.get(key, "+"), rival=party),
            )
    people = [
        pm.Stakeholder("Dee", power=9, stance=None, can_veto=False, contact="brief"),
        pm.Stakeholder("Eli", power=8, stance="neutral", can_veto=False),
    ]
    return pm.AccountPlan(
        "Northwind",
        center=pm.BuyingCenter("ERP", people),
        rivals=["Contoso"],
        assessments=answers,
        supplier_in_place=in_place,
    )


def completed(plan, unknowns, values):
    """The plan with every unknown known, by public means only."""
    center = plan.center
    answers = list(plan.assessments)
    for unknown, value in zip(unknowns, values, strict=True):
        if unknown.kind == "stance":
            center = center.replace(unknown.about, stance=value)
        else:
            for place, each in enumerate(answers):
                if (each.criterion, each.rival) == (unknown.about, unknown.rival):
                    answers[place] = each.revised(answer=value)
    return plan.revised(center=center, assessments=answers)


def exact_changes(plan):
    """For each unknown and aspect how likely the answer changes it, and how clearly."""
    unknowns = unknowns_of(pm.judge(plan))
    shares = defaultdict(Counter)
    parts = defaultdict(Counter)
    for places in product(*(range(len(each.values)) for each in unknowns)):
        pairs = list(zip(unknowns, places, strict=True))
        weight = prod(each.rates[place] for each, place in pairs)
        values = [each.values[place] for each, place in pairs]
        judged = pm.judge(completed(plan, unknowns, values))
        found = {"strategy": judged.strategy.strategy}
        for question, verdict in judged.verdicts[None].items():
            found[question.value] = verdict.answer
        for aspect, answer in found.items():
            shares[aspect][answer] += weight
            for each, place in pairs:
                parts[each, aspect, place][answer] += weight
    chances = {}
    for unknown in unknowns:
        for aspect, counted in shares.items():
            usual = counted.most_common(1)[0][0]
            chance = 0.0
            is_close = False
            for place, rate in enumerate(unknown.rates):
                part = parts[unknown, aspect, place]
                now, weight = part.most_common(1)[0]
                lead = (weight - part[usual]) / rate
                is_close |= 0 < lead < CLOSE
                if now != usual:
                    chance += rate
            leads = [weight for _, weight in counted.most_common(2)]
            is_close |= len(leads) == 2 and leads[0] - leads[1] < CLOSE
            chances[unknown, aspect] = None if is_close else chance
    return chances


@pytest.mark.parametrize(
    "story",
    [
        "insider? culture? their_unique_value? solution_fit?",
        "insider- culture- informal_criteria? top_recognition? funding?",
        "their_solution_fit- their_insider- their_formal_criteria? unique_value?",
        "short_return- margin- risk? strategic_value- resources?",
    ],
)
def test_the_chance_of_a_change_is_that_of_all_completions(story):
    plan = plan_of(story)
    asked = open_questions(conclusions_of(pm.judge(plan), 4000, 0), most=99)
    found = {each.unknown: each.changes for each in asked}
    compared = 0
    for (unknown, aspect), chance in exact_changes(plan).items():
        if chance is not None:
            assert found.get(unknown, {}).get(aspect, 0) == pytest.approx(chance)
            compared += 1
    assert compared >= 10


def test_who_is_nearest():
    dee = pm.Stakeholder("Dee", power=9)
    ann = pm.Stakeholder("Ann", stance="champion", contact="deep", covered_by="Kim")
    tie = pm.Tie("ann", "dee")
    cases = [
        ({"covered_by": "Lee"}, ("Lee", None)),
        ({"contact": "several"}, (None, "dee")),
        ({}, ("Kim", "ann")),
    ]
    for known, nearest in cases:
        center = pm.BuyingCenter("ERP", [dee.revised(**known), ann], [tie])
        [question] = [
            each
            for each in pm.ask(center, most=9)
            if (each.unknown.kind, each.unknown.about) == ("stance", "dee")
        ]
        informant = question.informant
        assert (informant.member, informant.person) == nearest


def test_nobody_is_asked_about_power_and_what_is_known_is_not_asked():
    plan = pm.northwind_plan()
    kinds = {each.kind for each in unknowns_of(pm.judge(plan))}
    assert kinds == {"stance", "veto", "answer", "supplier_in_place"}
    for each in unknowns_of(pm.judge(plan)):
        if each.kind == "stance":
            assert plan.center[each.about].stance is None
    assert len(pm.ask(plan)) <= 5
    assert {type(value) for each in pm.ask(plan) for value in each.unknown.values} <= {
        Stance,
        Answer,
        bool,
    }
