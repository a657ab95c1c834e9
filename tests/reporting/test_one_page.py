"""The plan on one page: six questions, on one A4 or one slide, whatever the plan holds."""

from __future__ import annotations

import io
import json
import re
import sys
from functools import partial
from pathlib import Path

import jsonschema
import pytest
from docx import Document
from hypothesis import given, strategies as st
from pptx import Presentation
from pypdf import PdfReader

import powermap as pm
from powermap.judgment.worlds.drawing import draw_worlds
from powermap.language import Language
from powermap.reporting import one_page
from powermap.reporting.context import Context
from powermap.reporting.one_page import (
    BODY,
    HEADING,
    INDENT,
    LINE,
    LONGEST,
    SIZES,
    SPACE,
    SPACE_OF_QUESTION,
    WIDER,
    fit_one_page,
)
from powermap.reporting.paper import GUTTER, one_line
from powermap.reporting.section import Bullets, Section
from powermap.reporting.sections import questions
from powermap.reporting.sections.questions import QUESTIONS
from powermap.scene.text import wrap

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/report-schema.json").read_text("utf-8"))
pytestmark = pytest.mark.filterwarnings(
    "ignore:no installed font:powermap.PowermapWarning"
)


def sixty():
    people = []
    for number in range(60):
        person = pm.Stakeholder(
            f"Alexandra Lindqvist-{number}",
            id=f"p{number}",
            title="Senior Vice President of Process Excellence",
            power="decider" if number % 2 else "influencer",
            involvement="high" if number % 3 else "low",
            stance=("supporter", "opponent", None)[number % 3],
            personal_needs=["power", "security"] if number % 4 else (),
        )
        people.append(person)
    actions = []
    for number in range(40):
        name = f"Meet person {number} about the pilot in the second plant"
        day = f"2026-12-{number % 28 + 1:02}"
        actions.append(pm.plan.Action(name, who="Kim Example", due=day))
    center = pm.BuyingCenter("ERP", people)
    return pm.northwind_plan().revised(center=center, actions=actions)


PLANS = {
    "demo": (pm.northwind_plan, "en"),
    "demo zh": (lambda: pm.northwind_plan("zh"), "zh"),
    "empty": (lambda: pm.AccountPlan("Northwind"), "en"),
    "people only": (pm.northwind, "en"),
    "sixty": (sixty, "en"),
    "hostile": (None, "en"),
    "huge": (None, "zh"),
}


@pytest.fixture(scope="module", params=PLANS)
def made(request, samples):
    make, lang = PLANS[request.param]
    plan = samples(request.param).plan if make is None else make()
    return pm.report(plan, lang=lang, today="2026-11-20", one_page=True)


def test_it_has_the_six_questions_of_the_method(made):
    assert tuple(section.key for section in made.sections) == QUESTIONS
    assert len({section.title for section in made.sections}) == len(QUESTIONS)
    for section in made.sections:
        assert section.sentences or section.bullets, section.key


def test_it_is_one_page_of_pdf_and_one_slide(made):
    assert len(PdfReader(io.BytesIO(made.pdf())).pages) == 1
    [slide] = Presentation(io.BytesIO(made.pptx())).slides
    assert slide.shapes.title.text == made.title
    for shape in slide.shapes:
        for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
            for run in paragraph.runs:
                assert run.font.size is None or run.font.size.pt >= min(SIZES)


def test_every_format_says_the_same(made):
    page = made._page()
    texts = []
    for section in page.sections:
        points = [point for each in section.bullets for point in each.points]
        texts += [section.title, *section.sentences, *points]
    document = Document(io.BytesIO(made.docx()))
    said = [paragraph.text.strip() for paragraph in document.paragraphs]
    for text in texts:
        assert text in said
    headings = [each for each in document.paragraphs if each.style.name == "Heading 1"]
    assert [each.text for each in headings] == [each.title for each in page.sections]
    assert len(headings) == len(QUESTIONS)
    html = made.html()
    assert len(re.findall("<h2>", html)) == len(QUESTIONS)
    assert html.count("<li>") == sum(
        len(each.points) for section in page.sections for each in section.bullets
    )
    assert made.markdown().count("\n## ") == len(QUESTIONS)
    data = json.loads(made.json())
    jsonschema.validate(data, SCHEMA)
    assert [each["key"] for each in data["sections"]] == list(QUESTIONS)


def test_what_does_not_fit_is_counted():
    plan = sixty()
    whole = pm.report(plan, one_page=True)
    page = whole._page()
    everything = sum(count_texts(section) for section in whole.sections)
    # A line in each question says how many of its points are not there.
    shown = sum(count_texts(section) for section in page.sections)
    rests = []
    for section in page.sections:
        last = section.bullets[-1].points[-1] if section.bullets else ""
        rests += [int(number) for number in re.findall(r"^and (\d+) more$", last)]
    assert rests
    assert shown - len(rests) + sum(rests) == everything
    assert f"{sum(rests)} points do not fit" in page.left_out
    assert page.left_out in re.sub(r"<[^>]+>", "", whole.html())
    assert page.size == min(SIZES)


def count_texts(section):
    points = [point for each in section.bullets for point in each.points]
    return len(section.sentences) + len(points)


def test_a_long_text_is_shortened_and_counted():
    long = Section("who", "Who?", ("word " * 400,))
    page = fit_one_page([long], Language("en"))
    [section] = page.sections
    assert len(section.sentences[0]) <= LONGEST
    assert section.sentences[0].endswith("…")
    assert page.left_out == "1 text is shortened."


def test_the_type_is_as_large_as_fits():
    few = [Section(key, key, ("A sentence.",)) for key in QUESTIONS]
    assert fit_one_page(few, Language("en")).size == max(SIZES)
    many = [
        Section(key, key, bullets=(Bullets(("A point of a few words.",) * 14),))
        for key in QUESTIONS
    ]
    page = fit_one_page(many, Language("en"))
    assert min(SIZES) < page.size < max(SIZES)
    assert page.left_out == ""
    width, height = BODY
    small = fit_one_page(many, Language("en"), (width, height / 3))
    assert small.left_out


def test_a_long_list_takes_no_more_trials_than_the_page_has_lines(monkeypatch):
    fill = one_page._fill
    filled = []

    def counted(blocks, height):
        blocks = list(blocks)
        filled.append(len(blocks))
        return fill(blocks, height)

    monkeypatch.setattr(one_page, "_fill", counted)
    work = []
    for count in (400, 4000):
        filled.clear()
        points = Bullets(tuple(f"Person {n}" for n in range(count)))
        page = fit_one_page([Section("who", "Who?", (), (points,))], Language("en"))
        shown = len(page.sections[0].bullets[0].points) - 1
        assert page.left_out.startswith(f"{count - shown:,}".replace(",", ""))
        work.append(sum(filled))
    assert work[0] == work[1]


def test_twice_the_people_of_whom_nothing_is_known_take_twice_the_work():
    calls = []
    for count in (400, 800):
        people = [pm.Stakeholder(f"Person {n}") for n in range(count)]
        judgment = pm.judge(pm.BuyingCenter("ERP", people))
        answers = questions._who(Context(judgment, Language("en")))
        named = count_calls(partial(list, answers[1]))
        calls.append(named + count_calls(partial(draw_worlds, judgment, 10, seed=0)))
    assert calls[1] < 2.2 * calls[0]


def count_calls(work):
    """Calls of functions, which are the same on every machine."""
    number = 0

    def count(frame, event, _):
        nonlocal number
        number += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return number


def test_no_column_is_free_while_something_is_left_out():
    numbers = st.lists(st.integers(0, 60), min_size=1, max_size=6)

    @given(numbers, st.integers(1, 40))
    def check(counts, words):
        asked = []
        for number, count in enumerate(counts):
            points = tuple(f"{n} " + "word " * words for n in range(count))
            bullets = (Bullets(points),) if points else ()
            asked.append(Section(f"q{number}", "Question?", ("Yes.",), bullets))
        page = fit_one_page(asked, Language("en"))
        assert len(page.columns) <= 3
        shown = [text for each in page.sections for text in texts_in(each)]
        wanted = [text for each in asked for text in texts_in(each)]
        left_out = [text for text in wanted if one_line(text) not in shown]
        assert bool(left_out) == bool(page.left_out)
        assert [each.key for each in page.sections] == [each.key for each in asked]
        gaps = GUTTER * (len(page.columns) - 1)
        width = (BODY[0] - gaps) / len(page.columns)
        taken = [height_of(column, page.size, width) for column in page.columns]
        assert max(taken) <= BODY[1] + 0.001
        if left_out:
            # Less is free than a heading, two points and how many there are not.
            line = page.size * LINE
            most = max(height_of_text(text, page.size, width) for text in wanted)
            assert all(BODY[1] - each < 2 * most + 4 * line for each in taken)

    check()


def texts_in(section):
    points = [point for each in section.bullets for point in each.points]
    return [*section.sentences, *points]


def height_of(column, size, width):
    height = 0.0
    for section in column:
        if section.title:
            height += size * HEADING * LINE + SPACE_OF_QUESTION
        height += sum(height_of_text(text, size, width) for text in texts_in(section))
    return height


def height_of_text(text, size, width):
    indent = 0.0 if text == "Yes." else INDENT
    room = (width - indent) / WIDER
    return len(wrap(one_line(text), room, size)) * size * LINE + SPACE


def test_the_customer_reads_nothing_that_is_ours(samples):
    for name, keys in (("customer", ["who"]), ("partner", ["who", "next"])):
        plan = samples(name).plan
        made = pm.report(plan, one_page=True)
        assert [section.key for section in made.sections] == keys
        # Nothing is claimed about what was removed.
        assert "No open actions" not in made.html()


def test_the_customer_reads_who_takes_part(samples):
    plan = samples("customer").plan
    made = pm.report(plan, one_page=True)
    assert len(made.sections[0].bullets[0].points) == len(plan.center)


def test_a_person_of_whom_only_the_name_is_known_is_a_name():
    people = [pm.Stakeholder("Ana Ruiz"), pm.Stakeholder("Ben Ode", title="CFO")]
    made = pm.report(pm.BuyingCenter("ERP", people), one_page=True)
    assert made.sections[0].bullets[0].points == ("Ana Ruiz", "Ben Ode (CFO)")


def test_it_has_questions_of_its_own():
    with pytest.raises(pm.FormatError, match="six questions of its own"):
        pm.report(pm.northwind_plan(), one_page=True, sections="roles")
