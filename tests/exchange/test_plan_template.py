"""The empty workbook of a plan: what it offers, and that all it offers is understood."""

import re

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

import powermap as pm
from powermap.errors import FormatError, PowermapWarning
from powermap.exchange import read, template, write
from powermap.exchange.tables.choices import guidance
from powermap.language import Language, label, meaning, say
from powermap.model import Criterion, ExtraCriterion, Question, parse
from powermap.model.fields import (
    FACTS,
    LISTS,
    PEOPLE,
    TABLES,
    fields_by_name,
    fields_of,
    find,
)
from powermap.model.playbook import CustomField
from powermap.model.rival_fields import with_rivals
from powermap.model.sheet_titles import sheet_of, sheet_title
from powermap.model.vocabulary import fold

LANGS = ["en", "zh"]
EXAMPLE_RIVAL = {"en": "Contoso", "zh": "竞争公司"}
AREA = re.compile(r"'([^']+)'!(\$A\$2:\$A\$\d+)")
SHEETS = ("people", "example", *PEOPLE[1:], "claims", "plan", *LISTS, "lists")


@pytest.fixture(params=LANGS)
def lang(request):
    return request.param


@pytest.fixture
def path(tmp_path, lang):
    return template(tmp_path / "plan.xlsx", lang=lang, sheets="all")


@pytest.fixture
def made(path):
    return openpyxl.load_workbook(path)


def page(made, table, lang):
    return made[sheet_title(table, lang)]


def offered(made, table, lang):
    """The words that each column's list offers, by field."""
    sheet, found = page(made, table, lang), {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            cell = next(iter(rule.sqref.ranges))
            if table in FACTS:
                name = fields_of(table)[cell.min_row - 2].name
            else:
                title = sheet.cell(1, cell.min_col).value
                name = find(table, re.split("[:：]", title)[0]).name
            found[name] = rule
    return found


def words_of(made, rule):
    if "!" not in rule.formula1:
        return rule.formula1.strip('"').split(",")
    # The cells that a drop-down looks at, filled or not.
    title, area = AREA.search(rule.formula1).groups()
    return [cell.value for (cell,) in made[title][area.replace("$", "")]]


def test_headers_of_a_plan_are_each_one_columns():
    for table in ("plan", *LISTS):
        words = [
            (fold(header), column.name)
            for column in fields_of(table)
            for header in column.headers
        ]
        assert len({word for word, _ in words}) == len(set(words)), table
    at_top = [
        (fold(header), column.name)
        for table in FACTS
        for column in fields_of(table)
        for header in column.headers
    ]
    assert len({word for word, _ in at_top}) == len(set(at_top))


def test_titles_of_sheets_are_each_one_sheets(lang):
    for table in SHEETS:
        assert sheet_of(sheet_title(table, lang)) == table
    assert len({sheet_title(table, lang) for table in SHEETS}) == len(SHEETS)


def test_the_sheets_stand_in_order(made, lang):
    assert made.sheetnames == [sheet_title(table, lang) for table in SHEETS]


@pytest.mark.parametrize("table", LISTS)
def test_every_column_has_its_header_and_help(made, lang, table):
    sheet = page(made, table, lang)
    assert [cell.value for cell in sheet[1]] == [
        column.title[lang] for column in fields_of(table)
    ]
    assert [cell.comment.text for cell in sheet[1]] == [
        guidance(column, Language(lang)) for column in fields_of(table)
    ]
    assert sheet.freeze_panes == "A2"
    helped = {
        next(iter(rule.sqref.ranges)).min_col
        for rule in sheet.data_validations.dataValidation
        if rule.prompt
    }
    assert helped == set(range(1, len(fields_of(table)) + 1))
    assert all(
        find(table, column.title[lang]) is column and column.help[lang]
        for column in fields_of(table)
    )


def test_every_fact_has_its_help(made, lang):
    sheet = page(made, "plan", lang)
    assert [row[0].value for row in sheet][1:] == [
        column.title[lang] for column in fields_of("plan")
    ]
    assert [row[2].value for row in sheet][1:] == [
        column.help[lang] for column in fields_of("plan")
    ]
    assert [row[1].value for row in sheet][1:] == [None] * len(fields_of("plan"))


@pytest.mark.parametrize("table", ["plan", *LISTS])
def test_every_vocabulary_has_a_list_whose_words_are_understood(made, lang, table):
    lists = offered(made, table, lang)
    wanted = {
        column.name
        for column in fields_of(table)
        if column.vocabulary or column.kind == "yes" or column.offers
    }
    assert lists.keys() == wanted
    for column in fields_of(table):
        if column.vocabulary:
            words = words_of(made, lists[column.name])
            assert [parse(column.vocabulary, word) for word in words] == list(
                column.vocabulary
            )
            # A list refuses other words, but for a criterion of the house's own.
            assert bool(lists[column.name].showErrorMessage) == (column.kind == "word")


def test_answers_are_offered_as_signs(made, lang):
    assert words_of(made, offered(made, "assessments", lang)["answer"]) == [
        "+",
        "-",
        "?",
    ]


def test_lists_offer_what_other_sheets_name(path, made, lang):
    page(made, "people", lang)["A2"] = "Ana"
    page(made, "team", lang)["A2"] = "Kim"
    page(made, "rivals", lang)["A2"] = "Contoso"
    actions, assessments = (
        offered(made, "actions", lang),
        offered(made, "assessments", lang),
    )
    assert words_of(made, actions["with_people"])[0] == "Ana"
    assert words_of(made, actions["who"])[0] == "Kim"
    assert words_of(made, assessments["rival"])[0] == "Contoso"
    assert not any(
        rule.showErrorMessage
        for rule in (actions["with_people"], actions["who"], assessments["rival"])
    )


def test_the_nineteen_criteria_stand_by_their_questions(made, lang):
    rows = [[cell.value for cell in row] for row in page(made, "lists", lang)][1:]
    assert [parse(Criterion, row[0]) for row in rows] == list(Criterion)
    assert [parse(Question, row[1]) for row in rows] == (
        [Question.OPPORTUNITY] * 5
        + [Question.COMPETE] * 5
        + [Question.WIN] * 4
        + [Question.WORTH] * 5
    )
    assert [tuple(row[2:4]) for row in rows] == [
        (meaning(each, "+", lang), meaning(each, "-", lang)) for each in Criterion
    ]


def test_the_examples_can_be_read(tmp_path, path, made, lang):
    """The rows of the sheet of examples, put where they belong, make a plan."""
    example = [[cell.value for cell in row] for row in page(made, "example", lang)]
    for table in ("people", "ties", *LISTS):
        columns = with_rivals(fields_of(table), [EXAMPLE_RIVAL[lang]])
        width = len(columns)
        titles = [row[0] for row in example]
        top = titles.index(sheet_title(table, lang))
        header, questions, *rows = example[top + 1 :]
        language = Language(lang)
        assert header[:width] == [column.title_in(language) for column in columns]
        assert all(questions[:width])
        for row in rows:
            if not any(row):
                break
            page(made, table, lang).append(row)
    for row, column in enumerate(fields_of("plan"), start=2):
        page(made, "plan", lang).cell(row, 2).value = column.example[lang]
    made.save(path)
    plan = read(path)
    assert len(plan.center) == len(plan.center.ties) == 3
    assert [tie.strength for tie in plan.center.ties] == [0.8, None, 0.3]
    assert all(
        getattr(plan, "extra_criteria" if table == "criteria" else table)
        for table in LISTS
    )
    assert plan.actions[0].with_people == (plan.center.stakeholders[0].id,)
    assert (plan.strategy, str(plan.as_of)) == ("flanking", "2026-11-20")
    assert read(write(plan, tmp_path / "again.yaml")) == plan


def test_an_empty_template_is_an_empty_plan(path):
    with pytest.warns(PowermapWarning, match="no people") as notes:
        plan = read(path)
    assert len(notes) == 1
    assert (plan.account, len(plan.center), plan.assessments, plan.actions) == (
        "plan",
        0,
        (),
        (),
    )


def test_a_written_plan_has_the_same_lists(tmp_path, full, lang):
    made = openpyxl.load_workbook(write(full, tmp_path / "plan.xlsx", lang=lang))
    # Without claims there is no sheet of them.
    left_out = {"example", "claims"}
    assert made.sheetnames == [
        sheet_title(table, lang) for table in SHEETS if table not in left_out
    ]
    assert words_of(made, offered(made, "assessments", lang)["rival"])[:2] == [
        "Contoso; Inc",
        "Fabrikam",
    ]
    cell = page(made, "assessments", lang)["A2"]
    assert cell.value == label(Criterion.INSIDER, lang)


def test_a_buying_center_has_three_sheets_as_before(tmp_path, rich, lang):
    made = openpyxl.load_workbook(write(rich, tmp_path / "deal.xlsx", lang=lang))
    assert made.sheetnames == [sheet_title(table, lang) for table in PEOPLE]


@pytest.mark.parametrize(
    ("field", "key"),
    [("organization_needs", "organization"), ("personal_needs", "personal")],
)
def test_needs_are_called_as_in_the_charts(field, key):
    header = fields_by_name("people")[field].title["zh"]
    assert header == say("zh", f"matrix.{key}")
    assert fields_by_name("people")[f"meets_{field}"].title["zh"] == f"满足{header}"


def test_a_workbook_with_the_former_headers_of_needs_is_read(tmp_path):
    made = openpyxl.Workbook()
    made.active.title = "人员"
    made.active.append(["姓名", "机构需要", "个人需要", "满足机构需要", "满足个人需要"])
    made.active.append(["安娜", "财务", "成就", "是", "否"])
    made.save(tmp_path / "plan.xlsx")
    [anna] = read(tmp_path / "plan.xlsx").center
    assert (anna.organization_needs, anna.personal_needs) == (
        ("finance",),
        ("achievement",),
    )
    assert (anna.meets_organization_needs, anna.meets_personal_needs) == (True, False)


def test_people_and_ties_are_the_sheets_when_none_are_asked_for(tmp_path, lang):
    """Filled in by hand and by drop-down, they are read as what they say."""
    path = template(tmp_path / "deal.xlsx", lang=lang)
    made = openpyxl.load_workbook(path)
    titles = ("people", "example", "ties")
    assert made.sheetnames == [sheet_title(title, lang) for title in titles]
    people, ties = page(made, "people", lang), page(made, "ties", lang)
    columns = {field.name: place for place, field in enumerate(fields_of("people"), 1)}
    for row, name in enumerate(["Ana Ruiz", "Ben Ode"], start=2):
        people.cell(row, columns["name"], name)
        people.cell(row, columns["covered_by"], "Kim; Lee")
    chosen = {}
    for field, rule in offered(made, "people", lang).items():
        chosen[field] = words_of(made, rule)[0]
        people.cell(2, columns[field], chosen[field])
    kinds = words_of(made, offered(made, "ties", lang)["kind"])
    for row, kind in enumerate(kinds, start=2):
        cells = ["Ana Ruiz", kind, "Ben Ode", 0.3]
        for column, value in enumerate(cells, start=1):
            ties.cell(row, column, value)
    made.save(path)
    center = read(path).center
    ana, ben = center
    assert (center.name, ana.name, ben.covered_by) == (
        "deal",
        "Ana Ruiz",
        ("Kim", "Lee"),
    )
    for field in chosen:
        assert getattr(ana, field) not in {None, ()}, field
    assert [label(tie.kind, lang) for tie in center.ties] == kinds
    assert read(write(center, tmp_path / "again.xlsx", lang=lang)).center == center


def test_ties_are_drawn_between_people_of_the_sheet(tmp_path, made, full, lang):
    """The list grows with the names; an id may be written too, after a warning."""
    written = openpyxl.load_workbook(write(full, tmp_path / "f.xlsx", lang=lang))
    for book in (made, written):
        lists = offered(book, "ties", lang)
        for end in ("source", "target"):
            rule = lists[end]
            assert AREA.search(rule.formula1)[1] == sheet_title("people", lang)
            assert (rule.errorStyle, rule.showErrorMessage) == ("warning", True)
        covered = offered(book, "people", lang)["covered_by"]
        assert AREA.search(covered.formula1)[1] == sheet_title("team", lang)
        assert not covered.showErrorMessage
    # Without a sheet of the team, whoever covers a person is simply typed.
    alone = openpyxl.load_workbook(template(tmp_path / "t.xlsx", lang=lang))
    assert "covered_by" not in offered(alone, "people", lang)


def test_every_column_and_criterion_asks_a_question(tmp_path, lang):
    language = Language(lang)
    questions = [
        field.question_in(language) for table in TABLES for field in fields_of(table)
    ]
    for criterion in Criterion:
        questions.append(language.say(f"question.Criterion.{criterion.value}"))
    assert len(set(questions)) == len(questions)
    for question in questions:
        assert question.endswith("?" if lang == "en" else "？")
        # It must fit beside the help into the message of a cell.
        assert len(question) <= 75
    made = openpyxl.load_workbook(
        template(tmp_path / "t.xlsx", lang=lang, sheets="all")
    )
    for table in ("people", "ties", *LISTS):
        header = page(made, table, lang)[1]
        for cell, field in zip(header, fields_of(table), strict=True):
            question = field.question_in(language)
            # Shown in the header, but no part of what is read from it.
            assert question in cell.number_format
            assert question not in cell.value
            assert question in cell.comment.text


def test_a_playbook_asks_its_own_questions(tmp_path, lang):
    mine = 'Who has "the pen"?'
    keys = ["question.people.power", "question.ties.kind", "question.Criterion.risk"]
    acme = pm.Playbook("Acme", wording={lang: dict.fromkeys(keys, mine)})
    path = template(tmp_path / "t.xlsx", lang=lang, playbook=acme, sheets="all")
    made = openpyxl.load_workbook(path)
    power = page(made, "people", lang)["F1"]
    assert power.comment.text.startswith(mine)
    assert "the pen" in power.number_format
    assert [row[4].value for row in page(made, "lists", lang)].count(mine) == 1
    page(made, "people", lang)["A2"] = "Ana"
    made.save(path)
    assert [person.name for person in read(path).center] == ["Ana"]
    with pytest.raises(pm.ModelError, match=r"question\.people\.power"):
        pm.Playbook("Acme", wording={lang: {"question.people.powr": mine}})


def test_what_a_playbook_adds_brings_its_question(tmp_path, lang):
    mine = "Whose pen?"
    acme = pm.Playbook(
        "Acme",
        criteria=[ExtraCriterion("Paper process", "compete")],
        criterion_questions={"Paper process": {lang: mine}},
        custom_fields=[CustomField("people", "pen", ask={lang: mine})],
    )
    path = template(tmp_path / "t.xlsx", lang=lang, playbook=acme, sheets="all")
    made = openpyxl.load_workbook(path)
    assert [row[4].value for row in page(made, "lists", lang)].count(mine) == 1
    pen = next(cell for cell in page(made, "people", lang)[1] if cell.value == "pen")
    assert pen.comment.text.startswith(mine)
    assert mine in pen.number_format
    with pytest.raises(pm.ModelError, match=r"'Papr process'.*'Paper process'"):
        acme.replace(criterion_questions={"Papr process": {lang: mine}})


def test_sheets_are_asked_for_by_title_or_key(tmp_path):
    def titles(sheets, lang="en"):
        path = template(tmp_path / "t.xlsx", sheets=sheets, lang=lang)
        return openpyxl.load_workbook(path).sheetnames

    assert titles("people,ties,about") == ["People", "Example", "Ties", "About"]
    for same in (
        "Actions, TEAM",
        ["团队", "行动"],
        "team，action plan",
        ("actions", "team"),
    ):
        assert titles(same) == ["People", "Example", "Team", "Actions"], same
    # The criteria to choose from come with the assessments.
    assert titles("评估", "zh") == ["人员", "示例", "评估", "列表"]
    assert titles("") == titles([]) == titles("example") == ["People", "Example"]
    with pytest.raises(FormatError, match="no sheet 'actoins'; did you mean 'actions'"):
        titles("people,actoins")
    with pytest.raises(FormatError, match=r"no sheet 'xyz'\. Allowed: people, ties"):
        titles(["xyz"])
    for wrong in (5, [5], None):
        with pytest.raises(FormatError, match="sheet"):
            titles(wrong)


def test_a_written_plan_names_people_where_its_lists_offer_names(tmp_path, lang):
    """Ids stand only where a name could be taken for somebody or something else."""
    people = [
        pm.Stakeholder("Ana Ruiz"),
        pm.Stakeholder("张伟"),
        pm.Stakeholder("Kim Lee", id="k1"),
        pm.Stakeholder("Kim lee", id="k2"),
        pm.Stakeholder("Ode; Ben", id="ben"),
        pm.Stakeholder("ana-ruiz", id="other"),
        pm.Stakeholder("unknown", id="u"),
    ]
    ids = [person.id for person in people]
    ties = [pm.Tie(id, "ana-ruiz") for id in ids[1:]]
    actions = [pm.plan.Action("Call", with_people=ids)]
    center = pm.BuyingCenter("ERP", people, ties)
    plan = pm.AccountPlan("Northwind", center=center, actions=actions)
    path = write(plan, tmp_path / "plan.xlsx", lang=lang)
    made = openpyxl.load_workbook(path)
    rows = list(page(made, "ties", lang).iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == ["张伟", "k1", "k2", "ben", "other", "u"]
    assert {row[2] for row in rows} == {"Ana Ruiz"}
    assert read(path) == plan


def test_templates_and_plans_are_valid_workbooks(tmp_path, path, full, lang):
    mine = {"question.people.power": 'Who has "the pen"; <whose>?'}
    acme = pm.Playbook("Acme", wording={lang: mine})
    paths = [
        path,
        template(tmp_path / "two.xlsx", lang=lang, playbook=acme),
        write(full, tmp_path / "full.xlsx", lang=lang),
    ]
    for each in paths:
        assert [str(error) for error in OpenXmlValidator().validate(each).errors] == []
