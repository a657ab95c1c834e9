"""A word that is wider than its line breaks there, and stays one word for a search."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

import powermap as pm
from powermap.reporting.paper import MARGIN, WIDTH
from powermap.scene.text import ZERO_WIDTH_SPACE, break_words, measure

LONG = "Wolfeschlegelsteinhausenbergerdorff" * 8


@pytest.mark.parametrize("one_page", [False, True])
def test_no_text_of_a_pdf_leaves_the_page(one_page):
    person = pm.Stakeholder(LONG, id="a", title=LONG, power="decider", stance="enemy")
    plan = pm.AccountPlan(
        LONG,
        opportunity=LONG,
        center=pm.BuyingCenter("ERP", [person]),
        objective=LONG,
        actions=[pm.plan.Action(LONG, due="2026-12-01", with_people=["a"])],
    )
    sections = None if one_page else ["summary", "roles", "goals"]
    made = pm.report(plan, one_page=one_page, sections=sections)
    reader = PdfReader(io.BytesIO(made.pdf()))
    ends = []

    def visit(text, _, matrix, font, size):
        if text.strip():
            width = measure(text.strip(), size * matrix[0])
            ends.append(matrix[4] + width)

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    assert ends
    assert max(ends) <= WIDTH - MARGIN + 6
    assert not one_page or len(reader.pages) == 1
    said = "".join(page.extract_text() for page in reader.pages)
    said = said.replace(ZERO_WIDTH_SPACE, "")
    assert LONG in "".join(said.split())


def test_only_what_does_not_fit_is_broken():
    for text in ("A short text", "张伟同意这个决定，但要求服务合同", "محمد عبد الرحمن"):
        assert break_words(text, 200, 10) == text
    parts = break_words(LONG, 100, 10).split(ZERO_WIDTH_SPACE)
    assert "".join(parts) == LONG
    assert all(measure(part, 10) <= 100 for part in parts)
