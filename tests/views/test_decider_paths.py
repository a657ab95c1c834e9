"""Paths that a page shows with a person: where the strongest chains lead."""

from __future__ import annotations

import pytest

import powermap as pm
from powermap.views.decider_paths import MOST, decider_paths


def paths(people, ties):
    center = pm.BuyingCenter("P", people, ties)
    return dict(decider_paths(pm.judge(center)))


def person(name, stance=None, power=3):
    return pm.Stakeholder(name, stance=stance, power=power)


def test_a_path_leads_over_others_to_each_decider_and_is_shown_once():
    people = [person("Ana"), person("Ben"), person("Cleo", power=9)]
    people.append(person("Dora", power=9))
    ties = [pm.Tie("ana", "ben"), pm.Tie("ben", "cleo"), pm.Tie("cleo", "dora")]
    assert paths(people, ties) == {
        "ana": (("ben", "cleo", "dora"),),
        "ben": (("cleo", "dora"),),
        "cleo": (("dora",),),
    }


@pytest.mark.parametrize("stance", ["opponent", "enemy"])
def test_no_path_runs_through_somebody_who_is_against_us(stance):
    people = [person("Ana"), person("Ben", stance), person("Cleo", power=9)]
    ties = [pm.Tie("ana", "ben"), pm.Tie("ben", "cleo")]
    assert paths(people, ties) == {"ben": (("cleo",),)}


def test_the_strongest_few_are_shown():
    deciders = [person(f"D{n}", power=9) for n in range(6)]
    ties = [pm.Tie("ana", f"d{n}", strength=n + 1) for n in range(6)]
    found = paths([person("Ana"), *deciders], ties)["ana"]
    assert len(found) == MOST
