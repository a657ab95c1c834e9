"""A report as JSON: what the page says, and the answers behind it, as described."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import powermap as pm
from powermap.reporting.data import ANSWERS
from powermap.reporting.sections import SECTIONS
from powermap.reporting.sections.questions import QUESTIONS

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/report-schema.json").read_text("utf-8"))
PLANS = ("en", "zh", "empty", "no people", "hostile", "customer", "partner")


@pytest.mark.parametrize("plan", PLANS)
def test_it_is_as_the_schema_says_and_holds_every_text(plan, samples):
    made = samples(plan).report
    data = json.loads(made.json())
    jsonschema.validate(data, SCHEMA)
    assert [each["key"] for each in data["sections"]] == [
        section.key for section in made.sections
    ]
    for entry, section in zip(data["sections"], made.sections, strict=True):
        assert entry["sentences"] == list(section.sentences)
        lists = [*entry["lists"], *entry["lists_below"]]
        points = [point for each in lists for point in each["points"]]
        bullets = (*section.bullets, *section.points_below)
        assert points == [point for each in bullets for point in each.points]
        assert len(entry["pictures"]) == len(section.charts)
        rows = [] if section.table is None else section.table.rows
        assert (entry["table"] or {"rows": []})["rows"] == [list(row) for row in rows]


def test_the_answers_are_the_same_in_both_languages_but_for_their_texts():
    found = {}
    for lang in ("en", "zh"):
        made = pm.report(pm.northwind_plan(), lang=lang, sections="all")
        found[lang] = [each["answers"] for each in json.loads(made.json())["sections"]]
    english, chinese = without_texts(found["en"]), without_texts(found["zh"])
    assert english == chinese
    # Every answer that has reasons says them in the language of the report.
    assert "decides" in json.dumps(found["en"]) or "Decides" in json.dumps(found["en"])
    assert "决策" in json.dumps(found["zh"], ensure_ascii=False)


def without_texts(value):
    if isinstance(value, dict):
        kept = {key: without_texts(each) for key, each in value.items()}
        # Without a key a value is a text or a name of the plan.
        return {key: each for key, each in kept.items() if key not in WORDED}
    if isinstance(value, list):
        return [without_texts(each) for each in value]
    return value


WORDED = {"text", "lacks", "values", "party", "subject"}
"""Fields that hold words of a language."""


def test_every_answer_names_its_people_by_id():
    plan = pm.northwind_plan()
    data = json.loads(pm.report(plan, sections=["findings"]).json())
    [section] = data["sections"]
    ids = {id for row in section["answers"]["findings"] for id in row["people"]}
    assert ids
    assert ids <= {person.id for person in plan.center}


def test_nothing_of_a_redacted_plan_is_judged(samples):
    for plan in ("customer", "partner"):
        data = json.loads(samples(plan).report.json())
        assert not any(each["answers"] for each in data["sections"])


def test_every_section_with_answers_exists():
    assert set(ANSWERS) <= {*SECTIONS, *QUESTIONS}


def test_the_page_of_six_questions_has_the_answers_behind_each():
    made = pm.report(pm.northwind_plan(), today="2026-11-20", one_page=True)
    data = json.loads(made.json())
    jsonschema.validate(data, SCHEMA)
    for section in data["sections"]:
        assert section["answers"], section["key"]
        assert all(section["answers"].values()), section["key"]
    [visits] = [each["answers"]["visits"] for each in data["sections"][-1:]]
    names = [visit["name"] for visit in visits]
    said = [point for each in data["sections"][-1]["lists"] for point in each["points"]]
    assert all(any(point.startswith(name) for point in said) for name in names)
