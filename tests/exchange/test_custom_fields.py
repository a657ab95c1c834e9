"""Custom fields, in every format: what is found in a file comes back out of it."""

import io
import warnings
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from powermap.errors import ModelError, PowermapWarning, TableError
from powermap.exchange import (
    from_frame,
    read,
    template,
    ties_to_frame,
    to_frame,
    write,
)
from powermap.language import Language
from powermap.model import AccountPlan, BuyingCenter, Role, Stakeholder, Stance, Tie
from powermap.model.custom import Custom
from powermap.model.fields import fields_of, parts_of
from powermap.model.playbook import CustomField, Playbook

PEOPLE = [
    Stakeholder(
        "Ana Ruiz",
        custom={
            "Region": "South",
            "Headcount": 120,
            "Board": True,
            "Joined": "2019-04-01",
            "Quote": "first\nsecond",
            "=1+1": "=2+2",
        },
    ),
    Stakeholder("Ben Ode", custom={"Region": "North", "Share": 0.25}),
    Stakeholder("Cem"),
]
TIES = [Tie("ben-ode", "ana-ruiz", custom={"Since": 2019, "Stenght": "a lot"})]
PLAN = AccountPlan(
    "Northwind",
    center=BuyingCenter("ERP", PEOPLE, TIES),
    rivals=["Contoso"],
    custom={"Currency": "EUR", "Budget approved": False, "stratgy": "x"},
)


@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a.xlsx"])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.filterwarnings("ignore::powermap.errors.PowermapWarning")
def test_custom_fields_come_back(tmp_path, name, lang):
    path = write(PLAN, tmp_path / name, lang=lang)
    assert read(path) == PLAN
    assert read(write(read(path), path, lang=lang)) == PLAN


@pytest.mark.filterwarnings("ignore::powermap.errors.PowermapWarning")
def test_custom_fields_of_people_and_ties_come_back_from_tables(tmp_path):
    center = PLAN.center
    assert read(write(center, tmp_path / "a.csv")).center == center
    for backend in ("pandas", "polars", "pyarrow"):
        people = to_frame(center, backend=backend)
        ties = ties_to_frame(center, backend=backend)
        assert from_frame(people, ties, name="ERP") == center


def test_a_name_that_looks_like_a_typo_stands_in_a_block_of_its_own(tmp_path):
    text = write(PLAN, tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert "\nCurrency: EUR\n" in text
    assert "\ncustom:\n  stratgy: x\n" in text
    assert "  custom:\n    Stenght: a lot\n" in text


def test_a_key_that_is_nearly_known_is_a_typo():
    text = "name: ERP\nstakeholders:\n- {name: Ana, stanse: neutral, region: South}"
    with pytest.raises(TableError) as caught:
        read(io.StringIO(text), format="yaml")
    [problem] = caught.value.problems
    assert (problem.column, problem.row) == ("stanse", 1)
    assert "did you mean 'stance'" in str(problem.message)
    plan = read(io.StringIO(text.replace("stanse", "stance")), format="yaml")
    assert plan.center["ana"].custom == {"region": "South"}


@pytest.mark.parametrize("value", ["[a, b]", "{a: b}"])
def test_a_custom_field_has_one_value(value):
    with pytest.raises(TableError) as caught:
        read(
            io.StringIO(f"stakeholders: [{{name: Ana, tags: {value}}}]"), format="yaml"
        )
    [problem] = caught.value.problems
    assert (problem.sheet, problem.row, problem.column) == ("stakeholders", 1, "tags")
    assert "allowed: a text, a number, yes or no, a date" in str(problem.message)


def test_a_schema_key_is_accepted():
    for format, text in {
        "yaml": "$schema: plan-schema.json\nname: ERP",
        "json": '{"$schema": "plan-schema.json", "name": "ERP"}',
    }.items():
        plan = read(io.StringIO(text), format=format)
        assert (plan.account, plan.custom) == ("ERP", {})


DECLARED = Playbook(
    "Acme",
    custom_fields=[
        CustomField("people", "region", {"en": "Region", "zh": "区域"}),
        CustomField("people", "tier", kind="choice", choices=("Gold", "Silver")),
        CustomField("people", "on_board", {"en": "On the board"}, kind="yes"),
        CustomField("people", "since", kind="date"),
        CustomField("plan", "budget", {"en": "Budget"}, kind="number"),
    ],
)


def test_declared_fields_are_read_by_their_titles_and_checked():
    text = (
        "{stakeholders: [{name: Ana, 区域: South, tier: gold, since: soon}], Budget: x}"
    )
    with pytest.raises(TableError) as caught:
        read(io.StringIO(text), format="yaml", playbook=DECLARED)
    found = {each.column: str(each.message) for each in caught.value.problems}
    assert set(found) == {"since", "budget"}
    text = text.replace("soon", "2026-01-02").replace("Budget: x", "Budget: 5")
    plan = read(io.StringIO(text), format="yaml", playbook=DECLARED)
    assert plan.custom == {"budget": 5}
    assert plan.center["ana"].custom == {
        "region": "South",
        "tier": "Gold",
        "since": date(2026, 1, 2),
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("with_playbook", [True, False])
def test_a_workbook_with_declared_fields_is_read(tmp_path, lang, with_playbook):
    ana = Stakeholder(
        "Ana", custom={"region": "South", "tier": "Gold", "since": "2026-01-02"}
    )
    plan = AccountPlan("N", center=BuyingCenter("ERP", [ana]), custom={"budget": 5})
    path = write(plan, tmp_path / "a.xlsx", lang=lang, playbook=DECLARED)
    header = [cell.value for cell in openpyxl.load_workbook(path).worksheets[0][1]]
    assert ("区域" if lang == "zh" else "Region") in header
    assert "on_board" in header or "On the board" in header
    assert read(path, playbook=DECLARED if with_playbook else None) == plan


RENAMED = Playbook(
    "Acme",
    wording={
        "en": {
            "Stance.champion": "Coach",
            "Role.owner": "Economic buyer",
            "field.power": "Authority",
        },
        "zh": {"Stance.champion": "教练"},
    },
)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_a_playbook_renames_is_read_under_its_new_name(tmp_path, lang):
    ana = Stakeholder("Ana", stance="champion", declared_role="owner", power=8)
    center = BuyingCenter("ERP", [ana], wanted_roles=["owner"])
    path = write(center, tmp_path / "a.xlsx", lang=lang, playbook=RENAMED)
    rows = list(openpyxl.load_workbook(path).worksheets[0].values)
    assert ("Coach" if lang == "en" else "教练") in rows[1]
    assert ("Authority" in rows[0]) is (lang == "en")
    assert read(path).center == center
    assert read(path, playbook=RENAMED).center == center
    text = "stakeholders: [{name: Ana, stance: coach, Authority: 8}]"
    found = read(io.StringIO(text), format="yaml", playbook=RENAMED).center["ana"]
    assert (found.stance, found.power) == (Stance.CHAMPION, 8)


def test_a_csv_says_that_it_needs_the_playbook(tmp_path):
    center = BuyingCenter("ERP", [Stakeholder("Ana", stance="champion")])
    with pytest.warns(PowermapWarning, match="read the file with the same playbook"):
        path = write(center, tmp_path / "a.csv", playbook=RENAMED)
    assert read(path, playbook=RENAMED).center == center
    # Without words of its own a playbook changes nothing in the file.
    write(center, tmp_path / "b.csv", playbook=Playbook("Acme"))


def test_words_that_a_workbook_carries_are_checked(tmp_path):
    ana = Stakeholder("Ana", stance="champion")
    center = BuyingCenter("ERP", [ana])
    path = write(center, tmp_path / "a.xlsx", playbook=RENAMED)
    book = openpyxl.load_workbook(path)
    hidden = book["powermap words"]
    assert hidden.sheet_state == "hidden"
    hidden.append(["Stance.boss", "Boss"])
    hidden.append(["no.such.key", "x" * 5_000])
    hidden.append([5, None])
    hidden.append(["custom.people", "x"])
    book.save(path)
    assert read(path).center == center


def test_the_help_of_a_declared_field_is_no_stray_cell(tmp_path):
    field = CustomField("plan", "joint", {"en": "Joint"}, help={"en": "What we share."})
    path = template(
        tmp_path / "t.xlsx", sheets="plan", playbook=Playbook(custom_fields=[field])
    )
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(2, 1, "Ana")
    book.save(path)
    # A note would be an error here.
    assert [person.name for person in read(path).center] == ["Ana"]


def test_one_word_for_two_members_is_refused():
    twice = Playbook(wording={"en": {"Stance.champion": "X", "Stance.enemy": "X"}})
    with pytest.raises(ModelError, match="champion and enemy"):
        read(io.StringIO("name: ERP"), format="yaml", playbook=twice)


def test_unknown_words_are_refused_with_the_words_of_the_sheet(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["姓名", "立场"])
    book.active.append(["Ana", "支待者"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(TableError) as caught:
        read(tmp_path / "a.xlsx")
    [problem] = caught.value.problems
    assert "allowed: 内线 (Champion)" in str(problem.message)
    assert "did you mean 支持者 (Supporter)?" in str(problem.message)
    assert Language("zh").text(problem.message).endswith("是不是支持者？")


def test_sheets_that_are_not_known_survive_a_write(tmp_path):
    path = write(BuyingCenter("ERP", PEOPLE), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    budget = book.create_sheet("Budget")
    budget.append(["Item", "Cost", "When"])
    budget.append(["=License", 1200.5, date(2026, 5, 1)])
    book.save(path)
    with pytest.warns(PowermapWarning, match="'Budget'"):
        plan = read(path)
    with pytest.warns(PowermapWarning, match="other sheets keep.*'Budget'"):
        write(plan, path)
    rows = list(openpyxl.load_workbook(path)["Budget"].values)
    assert rows[0] == ("Item", "Cost", "When")
    assert rows[1][1] == 1200.5


def test_sheets_of_a_workbook_that_somebody_else_laid_out_survive_a_write(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Register"
    for row in (["Stakeholder", "Power"], ["Ana Ruiz", 8]):
        book.active.append(row)
    book.create_sheet("Budget").append(["License", 1200.5])
    book.save(tmp_path / "a.xlsx")
    with pytest.warns(PowermapWarning, match="'Budget'"):
        plan = read(tmp_path / "a.xlsx")
    with pytest.warns(PowermapWarning, match="other sheets keep.*'Register', 'Budget'"):
        path = write(plan, tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(path)["Budget"]["B1"].value == 1200.5
    with pytest.warns(PowermapWarning, match="'Register'"):
        assert read(path) == plan


def test_a_list_of_roles_is_not_read_as_declared(tmp_path):
    path = tmp_path / "roles.csv"
    path.write_text(
        "id,name,role,because,declared,agrees,margin\n"
        "ana,Ana,owner,Decides,gatekeeper,False,1.5\n"
        "ben,Ben,approver,Decides,,,2\n",
        encoding="utf-8",
    )
    with pytest.warns(
        PowermapWarning, match="computes them: 'role', 'because', 'agrees', 'margin'"
    ):
        ana, ben = read(path).center
    assert (ana.declared_role, ben.declared_role) == (Role.GATEKEEPER, None)
    assert ana.custom == {}


MEANINGFUL = [
    *(word for each in fields_of("people") for word in each.aliases),
    *(word for each in fields_of("people") for word in each.more_headers),
    *(word for each in fields_of("people") for word in each.perhaps),
    *(word for each in parts_of("people") for word in each.more_headers),
    *(part.title["en"] for part in parts_of("people")),
    "custom: Role",
    "Influence (1-5)",
    "Power/Interest",
    # Marks below such a header would say how people stand.
    "champion",
    "Opponent?",
    "反对者",
    "decider",
]
names = st.sampled_from(MEANINGFUL) | st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"]
    ),
    min_size=1,
    max_size=12,
)
values = st.one_of(
    st.integers(-(10**15), 10**15),
    st.floats(-1e15, 1e15, allow_nan=False),
    st.booleans(),
    st.dates(date(1, 1, 1)),
    st.sampled_from(
        [
            "007",
            "1e5",
            "=1+1",
            "NA",
            "yes",
            "TRUE",
            "2026-01-02",
            "~",
            "null",
            "'x",
            "#",
        ]
    ),
    names,
)


@st.composite
def people_with_custom_fields(draw):
    people = []
    for number in range(draw(st.integers(0, 3))):
        try:
            custom = draw(st.dictionaries(names, values, max_size=4))
            people.append(Stakeholder(f"P{number}", custom=custom))
        except ModelError:
            people.append(Stakeholder(f"P{number}"))
    return BuyingCenter("ERP", people)


@given(center=people_with_custom_fields())
@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a.csv", "a.xlsx"])
def test_any_custom_field_comes_back(tmp_path, name, center):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PowermapWarning)
        path = write(center, tmp_path / name)
        assert read(path).center == center
        path.unlink()


@given(center=people_with_custom_fields())
@settings(deadline=None, max_examples=30)
def test_any_custom_field_comes_back_from_a_frame(center):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PowermapWarning)
        frame = to_frame(center)
        again = from_frame(frame, name="ERP")
    assert [each.custom for each in again] == [each.custom for each in center]


def test_a_custom_field_called_like_an_alias_is_marked_where_it_must_be(tmp_path):
    ana = Stakeholder("Ana", custom={"Role": "Owner", "Region": "South"})
    center = BuyingCenter("ERP", [ana])
    path = write(center, tmp_path / "a.csv")
    header = path.read_text("utf-8-sig").splitlines()[0]
    assert header.endswith(",custom: Role,Region")
    again = read(path).center
    assert again == center
    assert again["ana"].declared_role is None


def test_custom_values_are_equal_whatever_type_they_were():
    assert Custom({"a": "5", "b": 7.0}) == Custom({"a": 5, "b": "7"})


def test_a_column_that_cannot_be_kept_refuses_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("name,Custom,Scale,Sum,Sum,Bad\nAna,a,b,1,2,x\x07y\n", "utf-8")
    with pytest.warns(PowermapWarning) as notes:
        ana = read(path).center["ana"]
    assert ana.custom == {"Scale": "b", "Sum": 1, "Sum (2)": 2}
    told = " ".join(str(note.message) for note in notes)
    assert "another column is called 'Sum', so this one is kept as 'Sum (2)'" in told
    assert "cells that are not kept: a.csv, row 2, Custom: " in told
    assert "a.csv, row 2, Bad: " in told
