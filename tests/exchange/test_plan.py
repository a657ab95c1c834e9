"""What a file of a plan may hold, and what is told when something in it is wrong."""

import io
import json
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from powermap.errors import ModelError, PowermapWarning, TableError
from powermap.exchange import read, write
from powermap.model import (
    QUESTIONS,
    AccountPlan,
    Action,
    BuyingCenter,
    Criterion,
    Member,
    Stakeholder,
)
from powermap.model.schema import plan_schema

PLAN = """
account: Northwind
opportunity: ERP
rivals: [Contoso, Fabrikam]
team: [Kim, {name: Lee, title: Engineer}]
stakeholders: [{name: Ana Ruiz}, {name: Ben Ode, id: b}]
"""


def told(text, format="yaml"):
    with pytest.raises(TableError) as caught:
        read(io.StringIO(text), format=format)
    return caught.value.problems


def plan_of(text, format="yaml"):
    return read(io.StringIO(text), format=format)


def fault(text):
    """The one problem of a text."""
    problems = told(PLAN + text)
    assert len(problems) == 1, problems
    return problems[0]


def book(path, **sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        page = made.create_sheet(title.replace("_", " "))
        for row in rows:
            page.append(row)
    made.save(path)
    return path


# What is a plan ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["deal.yaml", "deal.json", "deal.xlsx", "deal.csv"])
def test_a_file_that_holds_only_people_is_a_plan_of_its_name(tmp_path, rich, name):
    plan = read(write(rich, tmp_path / name))
    assert plan == AccountPlan(rich.name, center=rich, as_of=rich.as_of)


def test_people_without_a_name_are_a_plan_called_as_the_file(tmp_path):
    (tmp_path / "northwind.csv").write_text("name\nAna\n")
    plan = read(tmp_path / "northwind.csv")
    assert (plan.account, plan.center.name, len(plan.center)) == (
        "northwind",
        "northwind",
        1,
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("account: A", ("A", None, "A")),
        ("{account: A, opportunity: B}", ("A", "B", "B")),
        ("{account: A, opportunity: B, name: C}", ("A", "B", "C")),
        ("name: C", ("C", None, "C")),
        ("{name: C, opportunity: B}", ("C", "B", "C")),
    ],
)
def test_what_a_plan_and_its_people_are_called(text, names):
    plan = plan_of(text)
    assert (plan.account, plan.opportunity, plan.center.name) == names
    assert read(io.StringIO(text), format="yaml").center == plan.center


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("{account: A, as_of: 2026-11-20}", (date(2026, 11, 20), date(2026, 11, 20))),
        (
            "{account: A, as_of: 2026-11-20, plan_as_of: 2026-11-21}",
            (date(2026, 11, 21), date(2026, 11, 20)),
        ),
        ("{account: A, plan_as_of: 2026-11-21}", (date(2026, 11, 21), None)),
        (
            "{account: A, as_of: 2026-11-20, plan_as_of: unknown}",
            (None, date(2026, 11, 20)),
        ),
        (
            "{account: A, as_of: 2026-11-20, plan_as_of: 未知}",
            (None, date(2026, 11, 20)),
        ),
        (
            "{account: A, as_of: 2026-11-20, plan_as_of: }",
            (date(2026, 11, 20), date(2026, 11, 20)),
        ),
        ("{account: A}", (None, None)),
    ],
)
def test_the_day_of_the_people_is_the_day_of_the_plan_unless_it_says_another(
    text, days
):
    plan = plan_of(text)
    assert (plan.as_of, plan.center.as_of) == days


def test_a_plan_is_read_whole_or_not_at_all(tmp_path, full):
    broken = "{name: ERP, stakeholders: [{name: Ana}], actions: [{name: x, due: never}], goals: 3}"
    with pytest.raises(TableError) as caught:
        read(io.StringIO(broken), format="yaml")
    assert {each.sheet for each in caught.value.problems} == {"actions", "goals"}


def test_names_are_found_however_they_are_spelled():
    plan = plan_of(
        PLAN
        + """
assessments: [{criterion: 内应, answer: 有利, rival: contoso}, {criterion: Political Fit, answer: '?'}]
extra_criteria: [{name: political fit, question: 赢}]
actions: [{name: Call, who: kim, with_people: [ANA  ruiz, b]}, {name: Ask, with_people: Ben Ode; ana-ruiz}]
strategy: 侧面进攻
"""
    )
    assert [(each.criterion, each.answer, each.rival) for each in plan.assessments] == [
        ("insider", "+", "Contoso"),
        ("political fit", "?", None),
    ]
    assert [(each.who, each.with_people) for each in plan.actions] == [
        ("Kim", ("ana-ruiz", "b")),
        (None, ("b", "ana-ruiz")),
    ]
    assert plan.strategy == "flanking"


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-20",
        "20261120",
        "2026-W47-5",
        "2026W475",
        "2026-11-20T09:30",
        "2026-11-20 09:30:00+08:00",
        "2026-11-20T23:59:59.5Z",
    ],
)
def test_dates_in_any_iso_form(tmp_path, written):
    assert plan_of(PLAN + f"goals: [{{name: Pilot, due: '{written}'}}]").goals[
        0
    ].due == date(2026, 11, 20)
    path = book(
        tmp_path / "plan.xlsx",
        People=[["Name"], ["Ana"]],
        Goals=[["Goal", "Due"], ["Pilot", written]],
    )
    assert read(path).goals[0].due == date(2026, 11, 20)


def test_a_date_that_a_spreadsheet_took_for_a_number(tmp_path):
    path = book(
        tmp_path / "plan.xlsx",
        People=[["Name"], ["Ana"]],
        Goals=[["Goal", "Due"], ["Pilot", 20261120]],
    )
    assert read(path).goals[0].due == date(2026, 11, 20)
    assert (
        plan_of('{"account": "A", "goals": [{"name": "x", "due": 20261120}]}', "json")
        .goals[0]
        .due.day
        == 20
    )


@pytest.mark.parametrize(
    "written",
    [
        "2026-13-01",
        "20-11-2026",
        "soon",
        "46000",
        "2026-11-31",
        "2026-11-20T25:00",
        "２０２６-11-20",
    ],
)
def test_what_is_no_date(written):
    problem = fault(f"goals: [{{name: Pilot, due: '{written}'}}]")
    assert (problem.sheet, problem.row, problem.column, problem.value) == (
        "goals",
        1,
        "due",
        written,
    )
    assert str(problem.message) == f"{written!r} is not a date; write it as 2026-11-20"


# What is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "value", "message"),
    [
        (
            "assessments: [{criterion: maargin, answer: +}]",
            ("assessments", 1, "criterion"),
            "maargin",
            "'maargin' is not a criterion (did you mean 'margin'?); allowed: requirements, ",
        ),
        (
            "assessments: [{criterion: 利润, answer: +}]",
            ("assessments", 1, "criterion"),
            "利润",
            "'利润' is not a criterion (did you mean '利润率'?)",
        ),
        (
            "extra_criteria: [{name: Politics, question: win}]\nassessments: [{criterion: Politic, answer: +}]",
            ("assessments", 1, "criterion"),
            "Politic",
            "'Politic' is not a criterion (did you mean 'Politics'?)",
        ),
        (
            "assessments: [{criterion: risk, answer: fits}]",
            ("assessments", 1, "answer"),
            "fits",
            "'fits' is not an answer to 'risk'; allowed: + (low), - (high), ? (unknown)",
        ),
        (
            "assessments: [{criterion: risk}]",
            ("assessments", 1, "answer"),
            None,
            "the answer is missing; allowed: +, -, ?",
        ),
        (
            "assessments: [{criterion: risk, answer: ''}]",
            ("assessments", 1, "answer"),
            "",
            "the answer is missing",
        ),
        (
            "assessments: [{answer: +}]",
            ("assessments", 1, "criterion"),
            None,
            "the criterion is missing; allowed: ",
        ),
        (
            "assessments: [{criterion: risk, answer: +, rival: Contosso}]",
            ("assessments", 1, "rival"),
            "Contosso",
            "'Contosso' is not a rival of the plan (did you mean 'Contoso'?); add it to the rivals",
        ),
        (
            "assessments: [{criterion: risk, answer: +, weight: 0}]",
            ("assessments", 1, "weight"),
            "0",
            "a weight of 0 has no effect; allowed: above 0",
        ),
        (
            "assessments: [{criterion: risk, answer: +}, {criterion: Risk, answer: '-'}]",
            ("assessments", 2, "criterion"),
            "Risk",
            "row 1 already answers 'Risk' for us as of no date",
        ),
        (
            "actions: [{name: Call, with_people: [b, Anna Ruiz]}]",
            ("actions", 1, "with_people"),
            ["b", "Anna Ruiz"],
            "no one has the id or name 'Anna Ruiz' (did you mean 'Ana Ruiz'?); add the person or correct the action",
        ),
        (
            "actions: [{name: Call, who: Kin}]",
            ("actions", 1, "who"),
            "Kin",
            "'Kin' is not on the team (did you mean 'Kim'?); add them or correct the action",
        ),
        ("actions: [{who: Kim}]", ("actions", 1, "name"), None, "the name is missing"),
        (
            "actions: [{name: Call, state: finished}]",
            ("actions", 1, "state"),
            "finished",
            "'finished' is not a state",
        ),
        (
            "goals: [{name: 'a\\nb'}]".replace("'", '"'),
            ("goals", 1, "name"),
            "a\nb",
            "'a\\nb' has U+000A",
        ),
        (
            "pipeline: [{name: x, stage: won, amount: -5}]",
            ("pipeline", 1, "amount"),
            "-5",
            "-5 is below 0; allowed: 0 or more",
        ),
        (
            "pipeline: [{name: x, stage: won, amount: big}]",
            ("pipeline", 1, "amount"),
            "big",
            "'big' is not a number",
        ),
        (
            "pipeline: [{name: x, stage: winn}]",
            ("pipeline", 1, "stage"),
            "winn",
            "'winn' is not a stage",
        ),
        (
            "pipeline: [{name: x, stage: won, key_account: maybe}]",
            ("pipeline", 1, "key_account"),
            "maybe",
            "'maybe' is neither yes nor no",
        ),
        (
            "pipeline: [{name: x, stage: won, potential_on: 2026-02-01, closed_on: 2026-01-01}]",
            ("pipeline", 1, None),
            None,
            "the stages of 'x' go back in time: 2026-02-01, 2026-01-01",
        ),
        (
            "appraisal: [{source: boss, name: x}]",
            ("appraisal", 1, "source"),
            "boss",
            "'boss' is not a source",
        ),
        (
            "appraisal: [{source: targets, name: x, actual: -1}]",
            ("appraisal", 1, "actual"),
            "-1",
            "-1 is below",
        ),
        (
            "extra_criteria: [{name: x, question: why}]",
            ("extra_criteria", 1, "question"),
            "why",
            "'why' is not a question; allowed: opportunity, compete, win, worth",
        ),
        (
            "strategy: frontl",
            (None, None, "strategy"),
            "frontl",
            "'frontl' is not a strategy",
        ),
        (
            "plan_as_of: soon",
            (None, None, "plan_as_of"),
            "soon",
            "'soon' is not a date",
        ),
        ("goals: Pilot", ("goals", None, None), None, "'Pilot' is not a list"),
        (
            "goals: [Pilot]",
            ("goals", 1, None),
            None,
            "'Pilot' is not a block of fields",
        ),
        (
            "goals: [{name: x, by: 2026-11-20}]",
            ("goals", 1, "by"),
            "by",
            "'by' is not a key here",
        ),
        (
            "customer: N",
            (None, None, "customer"),
            None,
            "'customer' says again what another key says; keep one",
        ),
        (
            "gaols: []",
            (None, None, "gaols"),
            "gaols",
            "'gaols' is not a key here (did you mean 'goals'?)",
        ),
    ],
)
def test_a_problem_names_its_place_and_what_is_allowed(text, place, value, message):
    problem = fault(text)
    assert (problem.sheet, problem.row, problem.column) == place
    assert message in str(problem.message)
    assert value is None or problem.value == value


@pytest.mark.parametrize("what", ["rivals: [A, B, A]", "team: [A, B, {name: A}]"])
def test_nobody_is_named_twice(what):
    (problem,) = told("account: N\n" + what)
    assert (problem.sheet, problem.row, str(problem.message)) == (
        what.partition(":")[0],
        3,
        "row 1 already has 'A'; list each name once",
    )


def test_a_namesake_is_told_by_id():
    people = "stakeholders: [{name: Ana, id: a}, {name: Ana, id: b}]\nactions: [{name: x, with_people: Ana}]"
    (problem,) = told("account: N\n" + people)
    assert "2 people are called 'Ana'; use an id: 'a', 'b'" in str(problem.message)


def test_without_a_team_anybody_may_act():
    assert plan_of("{account: A, actions: [{name: x, who: Kim}]}").actions == (
        Action("x", who="Kim"),
    )


def test_a_faulty_account_is_told_once():
    (problem,) = told('account: "a\\x01"\nopportunity: ERP')
    assert (problem.column, str(problem.message)) == (
        "account",
        "'a\\x01' has U+0001 at character 2; delete it: only printable characters are allowed",
    )


def test_the_problems_of_people_and_plan_are_told_together(tmp_path):
    path = book(
        tmp_path / "plan.xlsx",
        People=[
            ["Name", "Power", "Stance"],
            ["Ana", 11, None],
            ["Ben", None, "fann?!"],
        ],
        Ties=[["From", "To"], ["Ana", "Cem"]],
        Plan=[["Strategy", "frontl"], ["Solutoin", "red"]],
        Rivals=[["Name"], ["Contoso"]],
        Assessments=[
            ["标准", "评价", "竞争对手", "日期"],
            ["Risk", "+", "Contosso", "soon"],
            [None, "+"],
        ],
        Actions=[["With", "Action"], ["Anna", "Call"]],
        Pipeline=[["Amount", "Prospect"], [-5, "ERP"]],
        Appraisal=[["What", "Source", "What"]],
    )
    problems = told_of(path)
    assert {(each.sheet, each.row, each.column) for each in problems} == {
        ("People", 2, "Power"),
        ("People", 3, "Stance"),
        ("Ties", 2, "To"),
        ("Plan", 1, "Strategy"),
        ("Plan", 2, "Solutoin"),
        ("Assessments", 2, "竞争对手"),
        ("Assessments", 2, "日期"),
        ("Assessments", 3, "标准"),
        ("Actions", 2, "With"),
        ("Pipeline", 1, None),
        ("Pipeline", 2, "Amount"),
        ("Appraisal", 1, "What"),
    }
    assert len(problems) == 12
    lone = next(each for each in problems if each.sheet == "Pipeline" and each.row == 1)
    assert str(lone.message).startswith("there is no column Stage; the header has")


def told_of(path):
    with pytest.raises(TableError) as caught:
        read(path)
    return caught.value.problems


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sheets_and_columns_in_any_order(tmp_path, full, lang):
    path = write(full, tmp_path / "plan.xlsx", lang=lang)
    made = openpyxl.load_workbook(path)
    turned = openpyxl.Workbook()
    turned.remove(turned.active)
    facts = {made.worksheets[2].title, made.worksheets[3].title}
    for page in reversed(made.worksheets):
        rows = [[cell.value for cell in row] for row in page]
        new = turned.create_sheet(page.title)
        for row in rows:
            new.append(row if page.title in facts else row[::-1])
    for page in turned.worksheets:
        for cell in (cell for row in page for cell in row if cell.data_type == "f"):
            cell.data_type = "s"
    turned.save(path)
    with pytest.warns(PowermapWarning, match="after the day of the plan") as notes:
        assert read(path) == full
    assert len(notes) == 1


def test_columns_of_a_plan_that_are_not_known_are_told(tmp_path):
    path = book(
        tmp_path / "plan.xlsx",
        People=[["Name"], ["Ana"]],
        Goals=[["Goal", "Solutoin"], ["Pilot", "red"]],
    )
    with pytest.warns(
        PowermapWarning,
        match="Goals: 1 column was not read, .* no such column: 'Solutoin'",
    ):
        assert len(read(path).goals) == 1


@pytest.mark.parametrize("title", ["Team", "Plan", "Goals", "人"])
def test_a_workbook_of_one_sheet_has_its_people_there_whatever_it_is_called(
    tmp_path, title
):
    path = book(
        tmp_path / "deal.xlsx", **{title: [["Name"], ["Ana"]], "Ties": [["From", "To"]]}
    )
    assert [person.id for person in read(path).center] == ["ana"]
    assert read(path).center == read(path).center


def test_an_error_in_a_cell_of_a_plan_is_its_problem(tmp_path):
    goals = [["Goal", "Due"], ["=1/0", None]]
    (problem,) = told_of(
        book(tmp_path / "plan.xlsx", People=[["Name"], ["Ana"]], Goals=goals)
    )
    assert (problem.sheet, problem.row, problem.column) == ("Goals", 2, "Goal")


def test_what_was_after_the_day_of_the_plan_is_noted():
    text = "plan_as_of: 2026-11-20\npipeline: [{name: x, stage: won, potential_on: 2026-11-20, closed_on: 2026-11-21}]"
    with pytest.warns(PowermapWarning) as notes:
        plan_of(
            PLAN
            + text
            + "\nassessments: [{criterion: risk, answer: +, as_of: 2027-01-01}]"
        )
    later = "2027-01-01 (assessments, row 1), 2026-11-21 (pipeline, row 1)"
    told = f"stream: after the day of the plan, which is 2026-11-20: {later}"
    assert [str(note.message) for note in notes] == [told]


# The model, as files need it --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"rivals": ["a\nb"]},
        {"rivals": [" "]},
        {"ignore": ["a;b"]},
        {"select": ["\x00"]},
    ],
)
def test_names_and_codes_that_no_file_could_hold_are_refused(fields):
    with pytest.raises(ModelError):
        AccountPlan("x", **fields)


def test_thousands_of_faulty_rows_are_each_a_problem():
    rows = [
        {"criterion": f"criterion {n}", "answer": "+", "rival": f"Rival {n}"}
        for n in range(3_000)
    ]
    rivals = [f"Competitor {n}" for n in range(400)]
    problems = told(
        json.dumps({"account": "A", "rivals": rivals, "assessments": rows}), "json"
    )
    assert len(problems) == 6_000


def test_the_plan_of_the_docs_is_one(tmp_path):
    text = (Path(__file__).parents[2] / "docs/reference/files.md").read_text(
        encoding="utf-8"
    )
    blocks = re.findall(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    plan = plan_of(blocks[-1])
    assert plan.account == "Northwind"
    assert all(
        getattr(plan, part)
        for part in ("rivals", "team", "assessments", "goals", "actions", "pipeline")
    )


# Other formats ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plan.csv", "plan.graphml", "plan.gexf"])
def test_where_a_plan_has_no_place_its_people_are_written_and_the_rest_is_told(
    tmp_path, full, name
):
    with pytest.warns(
        PowermapWarning,
        match="not written: Account, Opportunity, Value, Expected close, Team, Rivals",
    ) as notes:
        path = write(full, tmp_path / name)
    assert len(notes) == 1
    alone = write(full.center, tmp_path / f"alone{path.suffix}")
    assert path.read_bytes() == alone.read_bytes()


def test_a_plan_of_people_only_loses_nothing_in_csv(tmp_path, rich):
    plan = AccountPlan(rich.name, center=rich, as_of=rich.as_of)
    assert read(write(plan, tmp_path / "deal.csv")) == plan


# The schema -------------------------------------------------------------------------------------------------------


def test_the_published_schema_is_the_plans():
    published = json.loads(
        files("powermap").joinpath("model/plan-schema.json").read_text(encoding="utf-8")
    )
    assert published == plan_schema()
    jsonschema.Draft202012Validator.check_schema(published)


def test_the_schema_takes_what_is_written_and_refuses_another(tmp_path, full):
    check = jsonschema.Draft202012Validator(plan_schema())
    document = json.loads(
        write(full, tmp_path / "plan.json").read_text(encoding="utf-8")
    )
    check.validate(document)
    people = write(full.center, tmp_path / "deal.json").read_text(encoding="utf-8")
    check.validate(json.loads(people))
    assert not check.is_valid({})
    assert not check.is_valid(document | {"strategy": "frontl"})
    assert not check.is_valid(document | {"center": {}})
    assert not check.is_valid(document | {"goals": [{"due": "2026-11-20"}]})
    assert set(document) <= set(plan_schema()["properties"])


def test_a_plan_without_parts_is_short(tmp_path):
    plan = AccountPlan(
        "Northwind",
        center=BuyingCenter("ERP", [Stakeholder("Ana")]),
        team=[Member("Kim")],
    )
    assert write(plan, tmp_path / "plan.yaml").read_text(
        encoding="utf-8"
    ).splitlines() == [
        "account: Northwind",
        "name: ERP",
        "scale:",
        "  low: 0",
        "  high: 10",
        "stakeholders:",
        "- name: Ana",
        "  id: ana",
        "team:",
        "- name: Kim",
    ]


def test_nineteen_criteria():
    assert sum(map(len, QUESTIONS.values())) == len(Criterion) == 19
