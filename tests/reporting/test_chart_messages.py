"""Each picture of a report says under its title what it says, and no more than is known."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import powermap as pm
from powermap.judgment.judge import judge
from powermap.language import Language
from powermap.redaction import redact
from powermap.reporting.chart_messages import (
    message_of_board,
    message_of_coverage,
    message_of_relationship,
)
from powermap.reporting.context import Context
from powermap.scene import Text

PICTURES = (
    "board",
    "influence",
    "assessment",
    "relationship",
    "coverage",
    "pipeline",
    "appraisal",
)
MESSAGES = {
    "en": {
        "No contact yet: Robert Falk, Grace Tan.",
        "Every path from people on our side to Dana Whitfield, Grace Tan runs through",
        "Verdict: Is there an opportunity? Yes.",
        "Relationships: Partner 2, Supplier 1, Unknown 11.",
        "12 of 14 people need more contact or someone on our team.",
        "The open prospects have an expected value of 1,090,000.",
        "Largest gain: Key accounts: 1 more (+152,000).",
        "Furthest from its targets: Attainment of targets (63%).",
    },
    "zh": {
        "尚未接触：方志远、谭国华。",
        "每条路径都经过方志远。",
        "结论：我们有机会吗？是。",
        "关系分布：伙伴 2 人、供货商 1 人、未知 11 人。",
        "14 人中，12 人还需要更多接触，或需要安排我方人员负责。",
        "进行中商机的预期金额为 1,090,000。",
        "增益最大：大客户增加 1 个（+152,000）。",
        "离目标最远：目标达成情况（63%）。",
    },
}


def texts_of(scene):
    return " ".join(mark.content for mark in scene.walk() if isinstance(mark, Text))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_picture_of_the_demo_has_its_message_on_pages_and_slides(lang):
    report = pm.report(pm.northwind_plan(lang), lang=lang, sections=PICTURES)
    for size in (None, "slide"):
        texts = []
        for section in report.sections:
            for chart in section.charts:
                drawn = chart if size is None else chart.sized(size)
                texts += map(texts_of, drawn.pages)
        together = " ".join(texts)
        missing = {each for each in MESSAGES[lang] if each not in together}
        assert not missing


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "power": st.sampled_from(["decider", "influencer", None]),
            "stance": st.sampled_from([*pm.Stance, None]),
            "contact": st.sampled_from([*pm.Contact, None]),
            "meets_organization_needs": st.sampled_from([True, False, None]),
            "meets_personal_needs": st.sampled_from([True, False, None]),
        }
    ),
    max_size=6,
)


@given(PEOPLE)
def test_a_message_names_only_what_is_known(people):
    named = []
    for number, fields in enumerate(people):
        named.append(pm.Stakeholder(f"Ana {number}", id=f"p{number}", **fields))
    judgment = judge(pm.BuyingCenter("ERP", named))
    context = Context(judgment, Language("en"))
    board = message_of_board(context)
    for person in named:
        is_decider = person.power == pm.Power.DECIDER
        is_unmet = is_decider and person.contact == pm.Contact.NONE
        if not is_unmet:
            assert person.name not in board
    if not named:
        assert board == message_of_coverage(context) == ""
        assert message_of_relationship(context) == ""


def test_a_redacted_report_passes_no_judgment_in_its_pictures():
    judged = ("need more contact", "Largest gain", "Every path", "Verdict")
    for audience in ("partner", "customer"):
        report = pm.report(redact(pm.northwind_plan(), audience))
        charts = [chart for section in report.sections for chart in section.charts]
        for chart in charts:
            text = texts_of(chart.scene)
            assert not any(each in text for each in judged)
