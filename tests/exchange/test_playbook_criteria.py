"""Answers to criteria that only a playbook names."""

import io

import openpyxl
import pytest

from powermap.errors import ModelError, TableError
from powermap.exchange import read, template, write
from powermap.model import AccountPlan, Assessment, ExtraCriterion
from powermap.model.playbook import Playbook
from powermap.model.sheet_titles import sheet_title

TESTED = ExtraCriterion("Champion tested", "win")
PAPER = ExtraCriterion("Paper process", "compete")
ACME = Playbook("Acme", criteria=[TESTED, PAPER])
TEXT = "{account: N, stakeholders: [{name: Ana}], assessments: [{criterion: champion tested, answer: +}]}"


def test_the_plan_takes_in_the_criteria_that_it_answers(tmp_path):
    plan = read(io.StringIO(TEXT), format="yaml", playbook=ACME)
    [answer] = plan.assessments
    assert answer.criterion == "Champion tested"
    assert plan.extra_criteria == (TESTED,)
    for name in ("a.yaml", "a.json", "a.xlsx"):
        path = write(plan, tmp_path / name, playbook=ACME)
        assert read(path) == plan, name
        assert read(path, playbook=ACME) == plan, name


def test_a_criterion_that_the_plan_has_itself_stays_its_own():
    own = TEXT.replace(
        "{account: N",
        "{account: N, extra_criteria: [{name: Champion tested, question: worth}]",
    )
    [criterion] = read(io.StringIO(own), format="yaml", playbook=ACME).extra_criteria
    assert criterion.question == "worth"


def test_without_the_playbook_the_error_says_what_to_do():
    with pytest.raises(TableError, match="add it to extra_criteria, or read the file"):
        read(io.StringIO(TEXT), format="yaml")
    with pytest.raises(ModelError, match="add a custom criterion to extra_criteria"):
        AccountPlan("N", assessments=[Assessment("Champion tested", "+")])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_template_offers_the_criteria_and_is_read_without_the_playbook(
    tmp_path, lang
):
    path = template(
        tmp_path / "t.xlsx", sheets=["assessments"], lang=lang, playbook=ACME
    )
    book = openpyxl.load_workbook(path)
    lists = book[sheet_title("lists", lang)]
    assert [row[0].value for row in lists.rows][-2:] == [TESTED.name, PAPER.name]
    answers = book[sheet_title("assessments", lang)]
    ranges = [rule.formula1 for rule in answers.data_validations.dataValidation]
    assert any(str(each).endswith("$A$22") for each in ranges)
    people = book.worksheets[0]
    people.cell(2, 1, "Ana")
    answers.cell(2, 1, "Paper process")
    answers.cell(2, 2, "+")
    book.save(path)
    plan = read(path)
    assert plan.extra_criteria == (TESTED, PAPER)
    assert plan.assessments == (Assessment("Paper process", "+"),)
