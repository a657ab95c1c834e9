"""Plans of all sorts, each reported once per session."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pytest

import powermap as pm
from powermap.redaction import redact

HOSTILE = [
    "<script>alert(1)</script>",
    "a & b &lt c",
    "\"double\" 'single'",
    "$x$ $$y$$",
    "pipe | pipe",
    "`code` ```fence```",
    "x ]]> y",
    "x --> y <!-- z",
    "[link](https://example.com) ![i](x)",
    "%%{init: {}}%% click n0 href",
    "# heading",
    "1. one",
    "- item",
    "{{ 7 * 7 }} {% raw %}",
    "*em* _em_ ~~x~~",
    "</svg></figure><img src=x onerror=alert(1)>",
]
LINES = "first line\n# second line\n\n| third | line |\n```\n<b>fourth</b>"
LONG = "A sentence that goes on and on. " * 200


def hostile_plan():
    people = []
    for number, text in enumerate(HOSTILE):
        person = pm.Stakeholder(
            text,
            id=f"p{number}",
            title=text[::-1],
            department=text,
            power="decider",
            stance="champion",
            evidence=LINES,
            note=text,
            covered_by=[text],
            custom={"<i>own</i>": text},
        )
        people.append(person)
    ties = [pm.Tie("p0", f"p{n}", note=HOSTILE[n]) for n in range(1, 6)]
    assessments = [
        pm.plan.Assessment("insider", "+", evidence=LINES, as_of="2026-01-01"),
        pm.plan.Assessment(HOSTILE[4], "+", evidence=HOSTILE[4]),
    ]
    for rival in HOSTILE[:3]:
        assessments.append(
            pm.plan.Assessment("margin", "-", rival=rival, evidence=rival)
        )
    actions = []
    for number, text in enumerate(HOSTILE):
        actions.append(pm.plan.Action(text, who=text, with_people=[f"p{number}"]))
    appraisal = []
    for text in HOSTILE:
        appraisal.append(pm.plan.Rating("targets", text, comment=LINES, by=text))
    return pm.AccountPlan(
        HOSTILE[0],
        opportunity=HOSTILE[1],
        center=pm.BuyingCenter(HOSTILE[8], people, ties),
        objective=LINES,
        solution=HOSTILE[-1],
        team=[pm.plan.Member(text, text) for text in HOSTILE],
        rivals=HOSTILE[:3],
        assessments=assessments,
        extra_criteria=[pm.plan.ExtraCriterion(HOSTILE[4], "win")],
        goals=[pm.plan.Goal(text) for text in HOSTILE],
        actions=actions,
        pipeline=[pm.plan.Prospect(text, "prospect", amount=5) for text in HOSTILE],
        seller=HOSTILE[0],
        appraisal=appraisal,
    )


def huge_plan():
    actions = []
    for number in range(60):
        name = f"Action {number} <{number}>"
        actions.append(pm.plan.Action(name, with_people=["helen-cho"]))
    actions.append(pm.plan.Action(LONG[:990].strip()))
    return pm.AccountPlan(
        "Northwind",
        center=pm.northwind(),
        objective=LONG,
        actions=actions,
        goals=[pm.plan.Goal(f"Goal {number}") for number in range(80)],
    )


PLANS = {
    "en": (pm.northwind_plan, "en"),
    "zh": (lambda: pm.northwind_plan("zh"), "zh"),
    "empty": (lambda: pm.AccountPlan("Northwind"), "en"),
    "empty zh": (lambda: pm.AccountPlan("北风"), "zh"),
    "people only": (lambda: pm.AccountPlan("ERP", center=pm.northwind()), "en"),
    "no people": (
        lambda: pm.northwind_plan().revised(center=pm.BuyingCenter("ERP"), actions=()),
        "en",
    ),
    "hostile": (hostile_plan, "en"),
    "hostile zh": (hostile_plan, "zh"),
    "huge": (huge_plan, "en"),
    "customer": (
        lambda: redact(pm.northwind_plan(), "customer", key="a key for the tests"),
        "en",
    ),
    "partner": (
        lambda: redact(
            pm.northwind_plan("zh"), "partner", lang="zh", key="a key for the tests"
        ),
        "zh",
    ),
}


@dataclass
class Sample:
    """A plan with its report, each document of which is written once."""

    plan: pm.AccountPlan
    lang: str

    @cached_property
    def report(self):
        return pm.report(self.plan, lang=self.lang, today="2026-11-20", sections="all")

    @cached_property
    def html(self):
        return self.report.html()

    @cached_property
    def pdf(self):
        return self.report.pdf()

    @cached_property
    def docx(self):
        return self.report.docx()

    @cached_property
    def pptx(self):
        return self.report.pptx()

    def section(self, key):
        return next(each for each in self.report.sections if each.key == key)


@pytest.fixture(scope="session")
def samples():
    cache = {}

    def get(name):
        if name not in cache:
            build, lang = PLANS[name]
            cache[name] = Sample(build(), lang)
        return cache[name]

    return get


@pytest.fixture(scope="session")
def hostile_texts():
    return HOSTILE


@pytest.fixture(scope="session")
def hostile_lines():
    return LINES
