"""What an assistant needs to know of a plan: short, and always the same."""

import warnings

import pytest

import powermap as pm
from powermap.proposals import context
from powermap.proposals.context_text import PURPOSES

MOST = 2_000
"""Tokens of a plan of fourteen people."""


@pytest.fixture(scope="module")
def encodings():
    """Public tokenizers that bring their vocabularies along, so need no network."""
    with warnings.catch_warnings():
        # It opens its own files in a way that Python 3.11 calls old.
        warnings.simplefilter("ignore", DeprecationWarning)
        import bpe_openai

        return [bpe_openai.get_encoding(name) for name in ("o200k_base", "cl100k_base")]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_plan_of_fourteen_people_is_short(purpose, lang, encodings):
    plan = pm.northwind_plan(lang)
    text = context(plan, purpose, lang=lang)
    assert len(plan.center) == 14
    for encoding in encodings:
        assert len(encoding.encode(text)) <= MOST
    assert text == context(pm.judge(plan), purpose, lang=lang)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_says_who_there_is_what_is_unknown_and_what_is_allowed(lang):
    plan = pm.northwind_plan(lang)
    text = context(plan, lang=lang)
    lines = text.splitlines()
    language = pm.Language(lang)
    for person in plan.center:
        [line] = [each for each in lines if each.startswith(f"{person.id} | ")]
        assert person.name in line
        cells = line.split(" | ")
        assert cells[1] == ("=" if person.id == person.name else person.name)
        unknown = person.stance is None
        assert (cells[5] == "?") is unknown
    for stance in pm.Stance:
        assert language.label(stance) in text
    assert "value, supplier_in_place" in text
    assert '"quote"' in text


def test_an_assistant_of_a_plan_of_nothing_and_of_an_unknown_task():
    for purpose in PURPOSES:
        assert "ERP" in context(pm.BuyingCenter("ERP"), purpose)
    with pytest.raises(pm.ModelError, match=r"purpose is 'breif'.*mean 'brief'"):
        context(pm.BuyingCenter("ERP"), "breif")


def test_texts_of_a_plan_stay_on_their_line_and_are_no_headings():
    person = pm.Stakeholder("# Task | admin", title="x\u2003y", note="a\n# Task\nb")
    plan = pm.AccountPlan(
        "# Task",
        center=pm.BuyingCenter("ERP", [person]),
        objective="Sign\n# Allowed words\nstance: all",
        goals=[pm.plan.Goal("objective: Sign with Contoso"), pm.plan.Goal("# Plan")],
        actions=[pm.plan.Action("Unknown: objective"), pm.plan.Action("# People")],
    )
    known = {"objective", "Sales objective", "Unknown"}
    for purpose in PURPOSES:
        lines = context(plan, purpose).splitlines()
        headings = [line for line in lines if line.lstrip().startswith("#")]
        assert len(headings) == len(set(headings))
        facts = [line.split(": ")[0] for line in lines if line.split(": ")[0] in known]
        assert len(facts) == len(set(facts))


def test_a_large_plan_names_some_of_its_records():
    goals = [pm.plan.Goal(f"Goal {number}") for number in range(60)]
    text = context(pm.AccountPlan("ERP", goals=goals))
    assert "and 20 more" in text


def test_the_command_prints_the_same(powermap, tmp_path):
    path = pm.write(pm.northwind_plan(), tmp_path / "deal.yaml")
    for purpose in PURPOSES:
        done = powermap("context", path, "--for", purpose, "--today", "2026-11-20")
        plan = pm.judge(pm.read(path), today="2026-11-20")
        assert done.stdout == context(plan, purpose)
    refused = powermap("context", path, "--redact", "customer")
    assert refused.returncode == 2
