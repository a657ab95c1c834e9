"""What findings may say: nothing of an insider who does not exist, and what is at stake."""

import io
import random
import re
import tomllib
import warnings
from importlib.resources import files
from itertools import pairwise

import pytest
from yaml_text import dump_yaml, load_yaml

import powermap as pm
from powermap.demo import northwind_plan
from powermap.model.axes import power_score

EXAMPLES = tomllib.loads(
    files("powermap.judgment.findings")
    .joinpath("examples.toml")
    .read_text(encoding="utf-8")
)
NAMED = re.compile(r"insider|champion|内线|内应", re.IGNORECASE)
SAYS_NONE = {"PM301"}
"""Codes that say that there is no insider."""


def _without_insider(plan):
    people = []
    for person in plan.center:
        stance = person.stance
        if stance == "champion":
            stance = random.Random(person.id).choice(STANCES)
        # A claim may name one, who is then claimed to exist.
        people.append(person.revised(stance=stance, claims=()))
    return plan.with_center(plan.center.revised(stakeholders=people))


STANCES = ("supporter", "neutral", "opponent", None)


def _plans():
    plans = [northwind_plan("en"), northwind_plan("zh")]
    for examples in EXAMPLES.values():
        for text in (examples["fires"], examples["passes"]):
            document = load_yaml(text)
            document.setdefault("account", document.get("name"))
            plans.append(_read(document))
    return plans


def _read(document):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = dump_yaml(document)
        return pm.read(io.StringIO(text), format="yaml")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_is_said_of_an_insider_who_does_not_exist(lang):
    codes = set()
    for plan in map(_without_insider, _plans()):
        for found in pm.check(plan, today="2026-12-01"):
            codes.add(found.code)
            if found.code in SAYS_NONE:
                continue
            said = (found.message, found.because, found.next_step)
            for sentence in said:
                assert not NAMED.search(sentence.say(lang)), found
    # Nearly all of the kinds were looked at.
    assert len(codes) >= 30


def test_findings_are_in_the_order_of_what_they_put_at_stake():
    plan = northwind_plan("en")
    findings = pm.check(plan, today="2026-12-01")
    for first, second in pairwise(findings):
        assert first.severity >= second.severity
    scale = plan.center.scale
    deciding = [f for f in findings if f.code in {"PM202", "PM201"}]
    powers = [power_score(plan.center[f.people[0]], scale) for f in deciding]
    assert powers == sorted(powers, reverse=True)


def people(*members, ties=()):
    return pm.BuyingCenter("ERP", members, ties)


def codes(center):
    return {found.code: found for found in pm.check(center)}


def test_a_title_that_decides_asks_for_the_power():
    for title, expected in (
        ("CFO", True),
        ("财务总监", True),
        ("Deputy CFO", True),
        ("Assistant to the CEO", False),
        ("Manager", False),
        (None, False),
    ):
        found = codes(people(pm.Stakeholder("Ana", title=title)))
        assert ("PM413" in found) is expected, title
        known = codes(people(pm.Stakeholder("Ana", title=title, power="influencer")))
        assert "PM413" not in known
    message = str(codes(people(pm.Stakeholder("Ana", title="CFO")))["PM413"].message)
    assert message.endswith("power is unknown: Ana (CFO).")


def test_no_contact_with_any_decider_is_serious():
    met = pm.Stakeholder("Ana", power="decider", contact="brief")
    unmet = pm.Stakeholder("Ben", power="decider", contact="none")
    assert codes(people(unmet))["PM202"].severity == "serious"
    assert codes(people(unmet, met))["PM202"].severity == "warning"


@pytest.mark.parametrize(
    ("known", "unknown", "severity"),
    [(5, 20, "serious"), (4, 20, "warning"), (2, 2, "serious"), (1, 2, "warning")],
)
def test_no_opponent_is_serious_once_enough_stances_are_known(known, unknown, severity):
    members = [pm.Stakeholder(f"K{n}", stance="neutral") for n in range(known)]
    members += [pm.Stakeholder(f"U{n}") for n in range(unknown)]
    assert codes(people(*members))["PM302"].severity == severity


@pytest.mark.parametrize("own", ["champion", "neutral", None])
@pytest.mark.parametrize("heard", ["opponent", None])
def test_a_decider_hears_only_people_against_us_or_unknown(own, heard):
    ana = pm.Stakeholder("Ana", power="decider", stance=own)
    ben = pm.Stakeholder("Ben", stance=heard)
    cem = pm.Stakeholder("Cem", stance="neutral")
    ties = [pm.Tie("ana", "ben", "listens_to")]
    assert "PM308" in codes(people(ana, ben, ties=ties))
    ties.append(pm.Tie("cem", "ana", "influences"))
    assert "PM308" not in codes(people(ana, ben, cem, ties=ties))


def test_the_owner_in_conflict_with_whoever_can_stop_the_deal():
    owner = pm.Stakeholder("Ana", power="decider", involvement="high")
    tie = pm.Tie("ben", "ana", "conflicts_with")
    for facts, expected in (
        ({"power": "decider"}, True),
        ({"can_veto": True}, True),
        ({"power": "influencer", "involvement": "low"}, True),
        ({"power": "influencer", "involvement": "high"}, False),
        ({}, False),
    ):
        found = codes(people(owner, pm.Stakeholder("Ben", **facts), ties=[tie]))
        assert ("PM310" in found) is expected, facts
