"""Workbooks and CSV files as people fill them in: any order, two languages, every problem with its place."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from powermap.errors import FormatError, PowermapWarning, TableError
from powermap.exchange import from_frame, read, template, write
from powermap.language import Language, label, say
from powermap.model import BuyingCenter, Role, Stakeholder
from powermap.model.fields import PEOPLE, fields_of, find
from powermap.model.rival_fields import with_rivals
from powermap.model.vocabulary import fold


def book(path, people, ties=None, about=None, title="People"):
    made = openpyxl.Workbook()
    made.active.title = title
    for row in people:
        made.active.append(row)
    for name, rows in (("Ties", ties), ("About", about)):
        if rows:
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
    made.save(path)
    return path


def sheet_csv(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def problems(path):
    with pytest.raises(TableError) as caught:
        read(path)
    assert caught.value.source == str(path)
    return {
        (each.sheet, each.row, each.column): str(each.message)
        for each in caught.value.problems
    }


def test_no_header_means_two_columns_of_one_table():
    for table in PEOPLE:
        words = [
            (fold(header), column.name)
            for column in fields_of(table)
            for header in column.headers
        ]
        assert len(dict(words)) == len(set(words))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_column_is_explained_in_both_languages(lang):
    for table in PEOPLE:
        assert all(
            column.title[lang] and column.help[lang] for column in fields_of(table)
        )
        assert all(
            find(table, column.title[lang]) is column for column in fields_of(table)
        )


def test_columns_stand_in_any_order_and_language(tmp_path):
    path = book(
        tmp_path / "deal.xlsx",
        [["STANCE", "权力", "declared_role", " name "], ["支持", 8, "Owner", "Ana"]],
    )
    person = read(path).center.stakeholders[0]
    assert (person.name, person.stance, person.power, person.declared_role) == (
        "Ana",
        "supporter",
        8,
        "owner",
    )
    assert read(path).center.name == "deal"


def test_cells_of_numbers_and_truth_are_names_as_excel_shows_them(tmp_path):
    rows = [
        ["Name", "Id", "Title"],
        ["NA", 12, 1.5],
        [True, None, date(2024, 1, 2)],
        [None, None, None],
        ["None", None, None],
    ]
    center = read(book(tmp_path / "deal.xlsx", rows)).center
    assert [(each.name, each.id, each.title) for each in center] == [
        ("NA", "12", "1.5"),
        ("TRUE", "true", "2024-01-02"),
        ("None", "none", None),
    ]


def test_extra_columns_and_sheets_are_reported(tmp_path):
    path = book(tmp_path / "deal.xlsx", [["Name", "Shoe size", None], ["Ana", 38, "x"]])
    with pytest.warns(PowermapWarning, match=r"People: .* custom field 'column 3'"):
        ana = read(path).center["ana"]
    assert (ana.name, ana.custom) == ("Ana", {"Shoe size": 38, "column 3": "x"})
    made = openpyxl.load_workbook(book(path, [["Name"], ["Ana"]]))
    made.create_sheet("Budget").append(["x"])
    made.save(path)
    with pytest.warns(PowermapWarning, match="'Budget'"):
        read(path)


def test_namesakes_are_numbered_in_file_order_and_reported(tmp_path):
    path = sheet_csv(
        tmp_path / "deal.csv",
        "name,id,title\nAna,,CFO\nAna,,CIO\nAna,ana-2,\nAna,,CEO\n",
    )
    with pytest.warns(PowermapWarning, match="'Ana' is 'ana-3', 'Ana' is 'ana-4'"):
        assert [each.id for each in read(path).center] == [
            "ana",
            "ana-3",
            "ana-2",
            "ana-4",
        ]


def test_ties_name_people_by_id_or_by_a_name_of_one(tmp_path):
    rows = [["Name", "Id"], ["Ana", "a1"], ["Ana", "a2"], ["Ben", None]]
    ties = [
        ["To", "From", "Kind"],
        ["a1", "Ben", "汇报给"],
        ["Ana", "ben", None],
        ["Zed", "a1", "friend"],
        [None, "a1", None],
    ]
    found = problems(book(tmp_path / "deal.xlsx", rows, ties))
    assert "2 people are called 'Ana'" in found["Ties", 3, "To"]
    assert "'a1', 'a2'" in found["Ties", 3, "To"]
    assert "no one has the id or name 'Zed'" in found["Ties", 4, "To"]
    assert "needs a person" in found["Ties", 5, "To"]
    assert len(found) == 3


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_every_bad_cell_is_named(tmp_path, suffix):
    rows = [
        ["Name", "Power", "Involvement", "Stance", "As of", "Can veto", "Covered by"],
        ["Ana", "11", "-3", "suporter", "3/4/2025", "maybe", "Kim"],
        ["Ben", "七", "5,5,5", "", "2025-02-30", "是", ""],
        ["", "5", "", "", "", "", ""],
        ["Cid", "decider", "high", "", "", "", ""],
    ]
    path = tmp_path / f"deal.{suffix}"
    if suffix == "csv":
        sheet_csv(path, "\n".join("\t".join(row) for row in rows))
    else:
        book(path, [[cell or None for cell in row] for row in rows])
    found = {
        (row, column): message for (_, row, column), message in problems(path).items()
    }
    assert "did you mean Supporter" in found[2, "Stance"]
    assert "power of 'Ana' is 11; allowed: 0 to 10" in found[2, "Power"]
    assert "involvement of 'Ana' is -3; allowed: 0 to 10" in found[2, "Involvement"]
    assert "--dates dmy" in found[2, "As of"]
    assert "write yes or no" in found[2, "Can veto"]
    assert "'七' is not understood" in found[3, "Power"]
    assert "'5,5,5' is not understood" in found[3, "Involvement"]
    assert "'2025-02-30' is not a date" in found[3, "As of"]
    assert "the name is missing in 1 row" in found[None, "Name"]
    assert "row 4" in found[None, "Name"]
    assert len(found) == 9


def test_a_row_with_a_value_and_no_name_is_a_problem_and_no_section(tmp_path):
    people = [["Name", "Power", "Stance"], ["Ana", 5, "neutral"], ["Ben", 6, None]]
    for lone in ([None, 5, None], [None, "Decider", None], [None, None, "Neutral"]):
        path = book(tmp_path / "deal.xlsx", [*people, lone, ["Cem", 8, "enemy"]])
        [message] = problems(path).values()
        assert "the name is missing in 1 row" in message
        assert "row 4" in message


@pytest.mark.parametrize("score", ["11", "-3", 11, -0.5])
def test_a_score_off_the_scale_is_named_with_its_cell(tmp_path, score):
    found = problems(
        book(
            tmp_path / "deal.xlsx",
            [["Name", "Power", "Involvement"], ["Ana", 5, 5], ["Ben", 5, score]],
        )
    )
    assert list(found) == [("People", 3, "Involvement")]
    assert "allowed: 0 to 10" in found["People", 3, "Involvement"]


def test_contradictions_between_ties_are_named_with_their_rows(tmp_path):
    people = "name\nA\nB\nC\nD\n"
    ties = "from,kind,to\n"
    ties += "A,reports to,B\nB,reports to,C\nC,reports to,A\nD,reports to,A\nD,reports to,B\nD,influences,D\n"
    sheet_csv(tmp_path / "deal-ties.csv", ties)
    found = problems(sheet_csv(tmp_path / "deal.csv", people))
    assert {place[1] for place in found} == {4, 6, 7}
    assert "circle" in found["deal-ties.csv", 4, None]
    assert "reports to 2 people" in found["deal-ties.csv", 6, None]
    assert "themselves" in found["deal-ties.csv", 7, None]


def test_two_rows_of_one_id_are_one_problem(tmp_path):
    found = problems(sheet_csv(tmp_path / "deal.csv", "id,name\na,Ana\nb,Ben\na,Abe\n"))
    assert list(found) == [("deal.csv", 4, "id")]
    assert "row 2" in found["deal.csv", 4, "id"]


def test_a_missing_column_says_which_headers_there_are(tmp_path):
    found = problems(sheet_csv(tmp_path / "deal.csv", "Nmae,Power\nAna,5\n"))
    assert list(found) == [("deal.csv", 1, "Nmae")]
    assert "nearly 'Name'" in found["deal.csv", 1, "Nmae"]
    found = problems(sheet_csv(tmp_path / "deal.csv", "Power,Stance\n5,neutral\n"))
    assert list(found) == [("deal.csv", 1, None)]
    assert "'Power', 'Stance'" in found["deal.csv", 1, None]
    assert (
        "'power' and '权力' both mean Power"
        in problems(sheet_csv(tmp_path / "x.csv", "name,power,权力\nAna,5,5\n"))[
            "x.csv", 1, "权力"
        ]
    )


def test_an_unknown_fact_is_a_problem(tmp_path):
    found = problems(
        book(
            tmp_path / "deal.xlsx",
            [["Name"], ["Ana"]],
            about=[["Fact", "Value"], ["Colour", "red"], ["Cut", "x"]],
        )
    )
    assert "not a fact" in found["About", 2, "Colour"]
    assert "not a number" in found["About", 3, "Cut"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_in_the_header(tmp_path, delimiter):
    path = sheet_csv(
        tmp_path / "deal.csv", f'name{delimiter}title\n"a,b;c"{delimiter}CFO\n'
    )
    assert [(each.name, each.title) for each in read(path).center] == [("a,b;c", "CFO")]


def test_a_chinese_excel_export_is_read_and_said_so(tmp_path):
    path = sheet_csv(tmp_path / "deal.csv", "姓名,态度\n张伟,内线\n", "gb18030")
    with pytest.warns(PowermapWarning, match="GB18030"):
        assert read(path).center["张伟"].stance == "champion"


def test_cells_that_would_run_are_guarded(tmp_path):
    center = BuyingCenter(
        "=x",
        [
            Stakeholder("=1+1", note="@x", title="'y", evidence="-1"),
            Stakeholder("'quoted"),
        ],
    )
    write(center, tmp_path / "deal.csv")
    text = (tmp_path / "deal.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith("'=1+1,")
    assert all(part in text for part in ("'@x", "''y", "'-1", "''quoted"))
    sheet = openpyxl.load_workbook(write(center, tmp_path / "deal.xlsx"))["People"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    with zipfile.ZipFile(tmp_path / "deal.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_a_handwritten_apostrophe_stays(tmp_path):
    assert (
        read(sheet_csv(tmp_path / "deal.csv", "name\n'tHooft\n"))
        .center.stakeholders[0]
        .name
        == "'tHooft"
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_template_is_empty_and_readable_once_filled(tmp_path, lang):
    path = template(tmp_path / "deal.xlsx", lang=lang, sheets="people, ties, about")
    with pytest.warns(PowermapWarning, match="no people"):
        assert len(read(path).center) == 0
    filled = openpyxl.load_workbook(path)
    titles = (
        ["People", "Example", "Ties", "About"]
        if lang == "en"
        else ["人员", "示例", "关系", "说明"]
    )
    assert filled.sheetnames == titles
    people, _, ties, about = (filled[title] for title in titles)
    header = [cell.value for cell in people[1]]
    rival = {"en": "Contoso", "zh": "竞争公司"}[lang]
    columns = with_rivals(fields_of("people"), [rival])
    assert header == [column.title_in(Language(lang)) for column in columns]
    assert all(cell.comment for cell in people[1])
    assert people.freeze_panes == "B2"
    lists = {
        next(iter(rule.sqref.ranges)).coord[0]: rule.formula1
        for rule in people.data_validations.dataValidation
        if rule.type == "list"
    }
    assert len(lists) == 13
    (
        people["A2"],
        people.cell(2, 1 + header.index({"en": "Stance", "zh": "立场"}[lang])).value,
    ) = "Ana", "内线"
    people["A3"] = "Ben"
    ties["A2"], ties["C2"] = "Ana", "Ben"
    about["B2"] = "Northwind"
    filled.save(path)
    center = read(path).center
    assert (center.name, [each.name for each in center], center["ana"].stance) == (
        "Northwind",
        ["Ana", "Ben"],
        "champion",
    )
    assert [(each.source, each.kind, each.target) for each in center.ties] == [
        ("ana", "influences", "ben")
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_choice_of_a_template_is_understood(tmp_path, lang):
    people = openpyxl.load_workbook(
        template(tmp_path / "deal.xlsx", lang=lang)
    ).worksheets[0]
    for rule in people.data_validations.dataValidation:
        if rule.type == "list":
            place = next(iter(rule.sqref.ranges)).min_col
            for word in rule.formula1.strip('"').split(","):
                path = book(
                    tmp_path / "one.xlsx",
                    [["name", people.cell(1, place).value], ["Ana", word]],
                )
                assert getattr(
                    read(path).center["ana"], fields_of("people")[place - 1].name
                ) not in {None, ()}


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_zip_bomb_is_refused(tmp_path, rich):
    parts = parts_of(write(rich, tmp_path / "deal.xlsx"))
    (tmp_path / "bomb.xlsx").write_bytes(
        zipped({**parts, "xl/bomb.xml": b" " * 300_000_000})
    )
    with pytest.raises(FormatError) as caught:
        read(tmp_path / "bomb.xlsx")
    told = (
        "the workbook unpacks to more than 200 MB, or to more than 100 times its size; "
        "make it smaller"
    )
    assert str(caught.value) == f"{tmp_path / 'bomb.xlsx'}: {told}"


def test_two_cells_at_far_corners_are_refused(tmp_path, rich):
    parts = parts_of(write(rich, tmp_path / "deal.xlsx"))
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", far
    )
    (tmp_path / "far.xlsx").write_bytes(zipped(parts))
    with pytest.raises(FormatError, match="1,048,576 rows"):
        read(tmp_path / "far.xlsx")


def test_a_bomb_of_entities_is_refused(tmp_path, rich):
    parts = parts_of(write(rich, tmp_path / "deal.xlsx"))
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>'
    (tmp_path / "bomb.xlsx").write_bytes(
        zipped({**parts, "xl/worksheets/sheet1.xml": bomb})
    )
    with pytest.raises(FormatError) as caught:
        read(tmp_path / "bomb.xlsx")
    told = "the workbook contains a document type, which no spreadsheet program writes"
    assert str(caught.value) == f"{tmp_path / 'bomb.xlsx'}: {told}"


def with_errors(path, sheet, *places):
    """The same workbook with the cells that hold 5 ending in an error."""
    parts = parts_of(path)
    for place in places:
        sound = f'<c r="{place}" t="n"><v>5</v></c>'.encode()
        assert sound in parts[sheet]
        parts[sheet] = parts[sheet].replace(
            sound, f'<c r="{place}" t="e"><f>1/0</f><v>#DIV/0!</v></c>'.encode()
        )
    path.write_bytes(zipped(parts))
    return path


def test_a_formula_that_ends_in_an_error_is_a_problem_of_its_cell(tmp_path):
    rows = [["Name", "Power", "Stance"], ["Ana", 5, "foe?!"], [5, 3, None]]
    path = book(tmp_path / "deal.xlsx", rows, about=[["Cut", 5]])
    with pytest.raises(TableError) as caught:
        read(
            with_errors(
                with_errors(path, "xl/worksheets/sheet1.xml", "B2", "A3"),
                "xl/worksheets/sheet2.xml",
                "B1",
            )
        )
    found = {
        (each.sheet, each.row, each.column): each for each in caught.value.problems
    }
    assert found.keys() == {
        ("People", 2, "Power"),
        ("People", 2, "Stance"),
        ("People", 3, "Name"),
        ("About", 1, "Cut"),
    }
    problem = found["People", 2, "Power"]
    assert (problem.value, str(problem.message)) == (
        "#DIV/0!",
        "'#DIV/0!' is an error in place of a value; correct the formula, or clear the cell",
    )


def test_an_error_in_a_sheet_or_column_that_is_not_read_refuses_nothing(tmp_path):
    path = book(tmp_path / "deal.xlsx", [["Name", "Sum"], ["Ana", 5]])
    made = openpyxl.load_workbook(path)
    made.create_sheet("Budget & more").append([5])
    made.save(path)
    with_errors(
        with_errors(path, "xl/worksheets/sheet2.xml", "A1"),
        "xl/worksheets/sheet1.xml",
        "B2",
    )
    with pytest.warns(PowermapWarning) as warned:
        assert [each.name for each in read(path).center] == ["Ana"]
    assert ["'Budget & more'" in str(each.message) for each in warned] == [True, False]


def test_a_formula_that_was_never_worked_out_is_a_problem_of_its_cell(tmp_path):
    people = [["Name", "Power", "Title"], ["Ana", "=2+3", None], ["=A2", None, None]]
    found = problems(
        book(
            tmp_path / "deal.xlsx",
            people,
            [["From", "To"], ["Ana", "=A1"]],
            [["As of", "=TODAY()"]],
        )
    )
    told = " is a formula without a saved value; open and save the file in a "
    told += "spreadsheet program, or write the value"
    assert found == {
        ("People", 2, "Power"): "'=2+3'" + told,
        ("People", 3, "Name"): "'=A2'" + told,
        ("Ties", 2, "To"): "'=A1'" + told,
        ("About", 1, "As of"): "'=TODAY()'" + told,
    }


def test_formulas_with_values_are_read_and_those_beside_the_table_are_not(tmp_path):
    path = book(
        tmp_path / "deal.xlsx",
        [["Name", "Power", "Title", "Sum"], ["Ana", 5, "x", "=B2"]],
    )
    parts = parts_of(path)
    sheet = parts["xl/worksheets/sheet1.xml"]
    sheet = sheet.replace(
        b'<c r="B2" t="n"><v>5</v></c>', b'<c r="B2"><f>2+3</f><v>5</v></c>'
    )
    title = b'<c r="C2" t="inlineStr"><is><t>x</t></is></c>'
    assert title in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        title, b'<c r="C2" t="str"><f>""</f><v></v></c>'
    )
    path.write_bytes(zipped(parts))
    with pytest.warns(PowermapWarning, match="Sum: 1 cell holds an error or a formula"):
        person = read(path).center["ana"]
    assert (person.power, person.title) == (5, None)


def test_facts_are_read_in_every_spelling_that_cells_have(tmp_path):
    about = [
        ["Fact", "Value"],
        ["Name", '"TBD"'],
        ["As of", "20.11.2026"],
        ["Highest score", "10,0"],
        ["Cut", "n/a"],
    ]
    path = book(tmp_path / "deal.xlsx", [["Name"], ["Ana"]], about=about)
    with pytest.warns(PowermapWarning, match="About, Cut: 1 cell says 'n/a'"):
        center = read(path).center
    assert (center.name, center.as_of) == ("TBD", date(2026, 11, 20))
    assert (center.scale.high, center.scale.cut) == (10, None)
    path = book(path, [["Name"], ["Ana"]], about=[["As of", "03/04/2026"]])
    assert "--dates dmy" in problems(path)["About", 1, "As of"]
    assert read(path, dates="dmy").center.as_of == date(2026, 4, 3)


def test_what_stands_beside_the_facts_is_reported(tmp_path):
    about = [
        ["Fact", "Value", "What to write", "Owner"],
        ["Cut", 5, None, "Kim"],
        [None, "lost"],
        ["As of", None, "mine"],
    ]
    path = book(tmp_path / "deal.xlsx", [["Name"], ["Ana"]], about=about)
    with pytest.warns(PowermapWarning) as warned:
        assert read(path).center.scale.cut == 5
    told = f"{path}, About: ignored, because only the first two columns are read: "
    told += "'lost' in row 3, 'mine' in column 3, 'Owner' in column 4"
    assert [str(each.message) for each in warned] == [told]


def test_a_missing_column_is_one_problem_and_none_of_the_rows(tmp_path):
    sheet_csv(
        tmp_path / "deal-ties.csv",
        "from,kind\n" + "Ana,fan of\n" * 2 + "Ana,\n" * 1_000,
    )
    found = problems(
        sheet_csv(
            tmp_path / "deal.csv", "Nmae,Power\nAna,5\nBo,12\n" + "Cy,1\n" * 1_000
        )
    )
    assert set(found) == {
        ("deal.csv", 1, "Nmae"),
        ("deal.csv", 3, "Power"),
        ("deal-ties.csv", 1, None),
        ("deal-ties.csv", 2, "kind"),
    }
    assert "there is no column To" in found["deal-ties.csv", 1, None]


def test_a_tie_finds_the_one_person_who_is_spelled_alike(tmp_path):
    people = "name,id\nJos\u00e9 Ruiz,\nAna Li,\nANA LI,a2\nBen Ode,\nBEN ODE,b2\n"
    ties = (
        "from,to,kind\nJOSE\u0301  ruiz,Ana Li,friend of\n"
        "Ben Ode,ANA LI,friend of\nA2,JOSE-ruiz,friend of\n"
    )
    sheet_csv(tmp_path / "deal-ties.csv", ties)
    center = read(sheet_csv(tmp_path / "deal.csv", people)).center
    assert [(tie.source, tie.target) for tie in center.ties] == [
        ("jose-ruiz", "ana-li"),
        ("ben-ode", "a2"),
        ("a2", "jose-ruiz"),
    ]
    sheet_csv(tmp_path / "deal-ties.csv", "from,to\nben  ode,a2\n")
    found = problems(tmp_path / "deal.csv")
    assert (
        "2 people are called 'ben  ode'; use an id: 'ben-ode', 'b2'"
        in found["deal-ties.csv", 2, "from"]
    )


def test_byte_order_marks_are_no_part_of_a_csv(tmp_path):
    path = sheet_csv(
        tmp_path / "deal.csv",
        "\ufeff\ufeffName,Power,Stance\n\ufeffAna,\ufeff8,\ufeffNeutral\nBo,\ufeff,\n",
    )
    sheet_csv(
        tmp_path / "deal-ties.csv", "\ufeffFrom,To,Kind\n\ufeffBo,Ana,\ufefffriend of\n"
    )
    center = read(path).center
    assert [(each.name, each.id, each.power, each.stance) for each in center] == [
        ("Ana", "ana", 8, "neutral"),
        ("Bo", "bo", None, None),
    ]
    assert (center.ties[0].source, center.ties[0].target) == ("bo", "ana")


@pytest.mark.parametrize(
    "first", ["sep=;\n", "\ufeffsep=;\r\n", '"sep=;"\n', "SEP=;;;\r"]
)
def test_a_line_that_tells_the_separator_is_understood(tmp_path, first):
    end = first.lstrip("\ufeff").lstrip('SEPsep=;"')
    path = sheet_csv(
        tmp_path / "deal.csv",
        first + f"name;power,;title{end}Ana;5;CFO, acting{end}Bo;;x;{end}",
    )
    people = [(each.name, each.power, each.title) for each in read(path).center]
    assert people == [("Ana", 5, "CFO, acting"), ("Bo", None, "x")]
    # The row counts from the first line of the file.
    found = problems(sheet_csv(path, f"{first}name;power{end}Ana;11{end}"))
    assert list(found) == [("deal.csv", 2, "power")]


def test_two_thousand_people_in_one_circle_are_refused(tmp_path):
    sheet_csv(
        tmp_path / "deal-ties.csv",
        "from,kind,to\n"
        + "".join(f"P{n},reports to,P{(n + 1) % 2_000}\n" for n in range(2_000)),
    )
    path = sheet_csv(
        tmp_path / "deal.csv", "name\n" + "".join(f"P{n}\n" for n in range(2_000))
    )
    found = problems(path)
    assert list(found) == [("deal-ties.csv", 2_001, None)]
    assert found["deal-ties.csv", 2_001, None].endswith("→ … (2,000 people)")


def test_two_thousand_second_bosses_are_each_a_problem(tmp_path):
    people = "name\n" + "".join(f"P{n}\n" for n in range(2_000))
    sheet_csv(
        tmp_path / "deal-ties.csv",
        "from,kind,to\n" + "".join(f"P0,reports to,P{n}\n" for n in range(1, 2_000)),
    )
    assert len(problems(sheet_csv(tmp_path / "deal.csv", people))) == 1_998


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_example_uses_the_words_of_the_lists(tmp_path, lang):
    made = openpyxl.load_workbook(template(tmp_path / "deal.xlsx", lang=lang))
    people, example = made.worksheets[0], made["Example" if lang == "en" else "示例"]
    for rule in people.data_validations.dataValidation:
        if rule.type == "list":
            column = next(iter(rule.sqref.ranges)).min_col
            words = rule.formula1.strip('"').split(",")
            for row in range(6, 9):
                written = example.cell(row, column).value or ""
                assert {word.strip() for word in written.split(";") if word} <= set(
                    words
                )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_roles_that_are_wanted_are_chosen_from_a_list(tmp_path, lang):
    made = openpyxl.load_workbook(
        template(tmp_path / "deal.xlsx", lang=lang, sheets=["about"])
    )
    about = made.worksheets[2]
    lists = [
        rule for rule in about.data_validations.dataValidation if rule.type == "list"
    ]
    assert [rule.formula1.strip('"').split(",") for rule in lists] == [
        [label(role, lang) for role in Role]
    ]
    assert not lists[0].showErrorMessage  # several are written with ;
    place = next(iter(lists[0].sqref.ranges)).coord
    made.worksheets[0]["A2"], about[place] = (
        "Ana",
        f"{label(Role.OWNER, lang)}; {label(Role.APPROVER, lang)}",
    )
    made.save(tmp_path / "deal.xlsx")
    assert read(tmp_path / "deal.xlsx").center.wanted_roles == ("owner", "approver")


def test_old_chinese_headers_are_still_understood(tmp_path):
    person = read(
        sheet_csv(
            tmp_path / "deal.csv", "姓名,参与度,态度,申报角色\n张伟,高,内线,拥有者\n"
        )
    ).center["张伟"]
    assert (person.involvement, person.stance, person.declared_role) == (
        "high",
        "champion",
        "owner",
    )
    assert [
        find("people", word).title["zh"]
        for word in ("involvement", "stance", "declared_role")
    ] == [
        say("zh", "field.involvement"),
        say("zh", "field.stance"),
        say("zh", "field.declared_role"),
    ]


def test_a_text_named_xlsx_is_read_with_a_note_and_another_zip_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_text("name\nAna\n")
    (tmp_path / "b.xlsx").write_bytes(zipped({"readme.txt": b"x"}))
    with pytest.warns(PowermapWarning, match="the suffix is '.xlsx', but the content"):
        assert [each.name for each in read(tmp_path / "a.xlsx").center] == ["Ana"]
    with pytest.raises(FormatError, match="zip file; unpack it"):
        read(tmp_path / "b.xlsx")


def test_a_cell_too_long_for_excel_is_refused_and_the_old_file_stays(tmp_path, rich):
    path = write(rich, tmp_path / "deal.xlsx")
    with pytest.raises(FormatError, match="32,767"):
        write(rich.replace("12", note="😀" * 20_000), path)
    assert read(path).center == rich


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_two_thousand_people_are_read(tmp_path, suffix):
    everyone = [
        Stakeholder(f"Person {n}", power=n % 11, stance="neutral") for n in range(2_000)
    ]
    path = write(BuyingCenter("Big", everyone), tmp_path / f"deal.{suffix}")
    assert len(read(path).center) == 2_000


def test_a_faulty_file_of_two_thousand_rows_is_refused(tmp_path):
    path = sheet_csv(
        tmp_path / "deal.csv",
        "name,power\n" + "".join(f"P{n},{n % 13}\n" for n in range(2_000)),
    )
    with pytest.raises(TableError) as caught:
        read(path)
    assert len(caught.value.problems) == 306
    assert "and 296 more" in str(caught.value)


def test_scores_on_another_scale_are_one_question(tmp_path):
    text = "name,power\n" + "".join(f"P{n},{n}\n" for n in range(2_000))
    path = sheet_csv(tmp_path / "deal.csv", text)
    [message] = problems(path).values()
    assert "from 0 to 1999" in message
    assert "--scale 0..1999" in message
    assert len(read(path, scale="0..1999").center) == 2_000
    found = problems(sheet_csv(path, "name,power\nAna,50\n"))
    [message] = found.values()
    assert message.startswith("every score is 50, but the scale is 0")


def test_frames_take_chinese_headers_and_missing_values():
    import pandas as pd

    frame = pd.DataFrame(
        {
            "姓名": ["张伟", "NA"],
            "权力": [8, float("nan")],
            "日期": [pd.NaT, pd.Timestamp("2025-01-02")],
        }
    )
    center = from_frame(frame, name="x")
    assert [(each.name, each.power, each.as_of) for each in center] == [
        ("张伟", 8, None),
        ("NA", None, date(2025, 1, 2)),
    ]
    with pytest.raises(FormatError, match="list is not a data frame"):
        from_frame([1], name="x")


@pytest.mark.parametrize("library", ["pandas", "pyarrow"])
def test_two_columns_of_one_name_in_a_frame_are_a_problem(library):
    import pandas as pd
    import pyarrow as pa

    def twins(name):
        made = [
            pd.DataFrame([["a", "b"]], columns=[name, name]),
            pa.table([["a"], ["b"]], names=[name, name]),
        ]
        return made[library == "pyarrow"]

    with pytest.raises(TableError) as caught:
        from_frame(twins("Name"), twins("From"), name="x")
    assert [
        (each.sheet, each.row, each.column, str(each.message))
        for each in caught.value.problems
    ] == [
        ("people", 1, "Name", "2 columns are called 'Name'; keep one of them"),
        ("ties", 1, "From", "2 columns are called 'From'; keep one of them"),
    ]


def test_what_a_list_says_is_as_long_as_excel_counts_it(tmp_path):
    ana = Stakeholder("Ana Ruiz", rival_contacts={"𐅹" * 20: "deep"})
    written = write(BuyingCenter("ERP", [ana]), tmp_path / "deal.xlsx")
    rules = openpyxl.load_workbook(written).worksheets[0].data_validations
    titles = [rule.promptTitle for rule in rules.dataValidation if rule.promptTitle]
    lengths = [len(title.encode("utf-16-le")) // 2 for title in titles]
    # "Rival contact: " and a quote, then eight letters of two units each.
    assert max(lengths) == 32
    assert any("𐅹" in title for title in titles)
