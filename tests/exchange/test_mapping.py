"""Exports of a CRM, in the shape in which each writes them, become buying centers, and go back as they came."""

import csv
import io
import warnings
from collections import Counter
from itertools import product

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from typer.testing import CliRunner

import powermap as pm
from powermap.cli import app
from powermap.errors import FormatError, PowermapWarning, TableError
from powermap.exchange import from_frame, read, write
from powermap.exchange.crm.custom_cells import text_of_custom
from powermap.exchange.crm.mapping import SHIPPED, mapping_of, parse_mapping
from powermap.exchange.intake.values.unknown import is_unknown
from powermap.model import BuyingCenter, Stakeholder, Tie

from .test_round_trip import NASTY, centers, chars

SALESFORCE = """\
ContactId,Contact.Name,Contact.Title,Contact.ReportsToId,Contact.ReportsTo.Name,Role,IsPrimary,OpportunityId,\
Opportunity.Name
"0035g00000AaAaAAAV","Ana Ruiz","CFO","","","Economic Buyer","false","0065g00000ErpAAA","Northwind ERP"
"0035g00000BbBbAAAV",Ben Ode,CIO,"0035g00000AaAaAAAV",Ana Ruiz,Evaluator,"true","0065g00000ErpAAA",Northwind ERP
"0035g00000CcCcAAAV","Cleo Marsh","Buyer","","","Business User","false","0065g00000ErpAAA","Northwind ERP"
"""
REPORT = """\
"First Name","Last Name","Title","Account Name","Reports To","Contact Role","Primary"
"Ana","Ruiz","CFO","Northwind Steel","","Decision Maker","0"
"Ben","Ode","CIO","Northwind Steel","Ana Ruiz","Influencer","1"

"Contact roles of Northwind"
"Confidential Information - Do Not Distribute"
"""
HUBSPOT = """\
"Record ID","First Name","Last Name","Job Title","Company name","Contact owner","Buying Role","Email"
"101","Ana","Ruiz","CFO","Northwind Steel","Kim Berg","BUDGET_HOLDER;DECISION_MAKER","ana@example.com"
"102","Ben","Ode","CIO","Northwind Steel","","CHAMPION;INFLUENCER","ben@example.com"
"103","Cleo","Marsh","Counsel","Northwind Steel","Kim Berg","Legal & Compliance;BLOCKER","cleo@example.com"
"104","Dan","Ito","","Northwind Steel","","",""
"""
LIST = """\
姓名,职务,部门,上级,角色,立场,电话
张伟,财务总监,财务部,,决策人,中立,138 0000 0001
李娜,采购经理,采购部,张伟,把关者,反对者,
王芳,工程师,生产部,李娜,使用者、内线,,138 0000 0003
"""


def saved(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def cells(path):
    """The rows of a CSV as the library reads them: by header, without the guard before a formula."""
    rows = csv.DictReader(
        io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")
    )
    return [
        {
            key: value[1:]
            if value[:1] == "'" and value[1:2] in {*"=+-@\t\r'"}
            else value
            for key, value in row.items()
        }
        for row in rows
    ]


def notes_of(record):
    return "\n".join(str(each.message) for each in record)


def problems(path, **how):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PowermapWarning)
        with pytest.raises(TableError) as caught:
            read(path, **how)
    return {
        (each.row, each.column): str(each.message) for each in caught.value.problems
    }


# Known answers --------------------------------------------------------------------------------------------------------


def test_contact_roles_of_salesforce(tmp_path):
    center = read(
        saved(tmp_path / "roles.csv", SALESFORCE), mapping="salesforce"
    ).center
    ana, ben, cleo = center
    assert (center.name, ana.id, ana.title) == (
        "Northwind ERP",
        "0035g00000AaAaAAAV",
        "CFO",
    )
    assert [each.power for each in center] == ["decider", "influencer", None]
    assert (ana.custom["Role"], cleo.custom["Role"]) == (
        "Economic Buyer",
        "Business User",
    )
    assert ben.custom == {
        "Role": "Evaluator",
        "IsPrimary": True,
        "OpportunityId": "0065g00000ErpAAA",
    }
    assert (ana.note, ana.evidence) == (None, None)
    assert center.ties == (Tie(ben.id, ana.id, "reports_to"),)


def test_a_report_of_salesforce_with_its_last_lines(tmp_path):
    path = saved(tmp_path / "report.csv", REPORT.replace("Ruiz", "Muñoz"), "cp1252")
    with pytest.warns(PowermapWarning) as record:
        center = read(path, mapping="salesforce").center
    assert [each.name for each in center] == ["Ana Muñoz", "Ben Ode"]
    assert center.ties == (Tie("ben-ode", "ana-munoz", "reports_to"),)
    assert center["ana-munoz"].organization == "Northwind Steel"
    assert "read as cp1252" in notes_of(record)
    assert "'Contact roles of Northwind'" in notes_of(record)


def test_buying_roles_of_hubspot(tmp_path):
    for encoding, between in product(("utf-8", "utf-8-sig", "utf-16"), ",;\t"):
        out = io.StringIO()
        rows = csv.reader(io.StringIO(HUBSPOT))
        csv.writer(out, delimiter=between).writerows(rows)
        path = saved(tmp_path / "hubspot.csv", out.getvalue(), encoding)
        check_hubspot(read(path, mapping="hubspot").center)


def check_hubspot(center):
    assert [each.name for each in center] == [
        "Ana Ruiz",
        "Ben Ode",
        "Cleo Marsh",
        "Dan Ito",
    ]
    assert [each.power for each in center] == ["decider", "influencer", None, None]
    assert [each.stance for each in center] == [None, "champion", "opponent", None]
    assert center["101"].covered_by == ("Kim Berg",)
    assert center["103"].custom["Buying Role"] == "Legal & Compliance;BLOCKER"
    assert center["104"].custom == {}


def test_a_plain_list_in_chinese(tmp_path):
    center = read(saved(tmp_path / "list.csv", LIST), mapping="crm").center
    zhang, li, wang = center
    assert [each.power for each in center] == ["decider", "influencer", None]
    assert (li.declared_role, wang.stance, li.stance) == (
        "gatekeeper",
        "champion",
        "opponent",
    )
    assert zhang.custom == {"角色": "决策人", "电话": "138 0000 0001"}
    assert wang.custom["角色"] == "使用者、内线"
    assert center.ties == (
        Tie("李娜", "张伟", "reports_to"),
        Tie("王芳", "李娜", "reports_to"),
    )


def test_the_roles_of_the_crms_are_all_there():
    words = {
        name: [
            word.written["en"]
            for each in mapping_of(name).columns
            for word in each.words
        ]
        for name in SHIPPED
    }
    assert Counter(words["salesforce"]) == Counter(
        [
            "Business User",
            "Decision Maker",
            "Economic Buyer",
            "Economic Decision Maker",
            "Evaluator",
            "Executive Sponsor",
            "Influencer",
            "Technical Buyer",
            "Other",
        ]
    )
    assert Counter(words["hubspot"]) == Counter(
        [
            "BLOCKER",
            "BUDGET_HOLDER",
            "CHAMPION",
            "DECISION_MAKER",
            "END_USER",
            "EXECUTIVE_SPONSOR",
            "INFLUENCER",
            "LEGAL_AND_COMPLIANCE",
            "OTHER",
        ]
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", SHIPPED)
def test_every_word_of_a_mapping_says_what_writing_makes_of_it(tmp_path, name, lang):
    for heading in mapping_of(name).columns:
        for word in (each for each in heading.words if each.says):
            center = BuyingCenter("x", [Stakeholder("Ana", **word.says)])
            path = write(center, tmp_path / "x.csv", mapping=name, lang=lang)
            again = read(path, mapping=name).center.stakeholders[0]
            assert {about: getattr(again, about) for about in word.says} == word.says


# What is told ---------------------------------------------------------------------------------------------------------


def test_what_the_mapping_does_not_know_is_told_and_kept(tmp_path):
    text = 'Name,Role,Reports To,Region\nAna Ruiz,Desision Maker,Robert Falk,"a\nb"\nBen Ode,decision maker,ana ruiz,\n'
    path = saved(tmp_path / "odd.csv", text)
    with pytest.warns(PowermapWarning) as record:
        center = read(path, mapping="salesforce").center
    notes = notes_of(record)
    assert "1 word is not recognized and kept as it is: 'Desision Maker'" in notes
    assert "'Robert Falk'" in notes
    ana, ben = center
    assert ana.power is None
    assert ana.custom == {
        "Role": "Desision Maker",
        "Region": "a\nb",
        "Reports To": "Robert Falk",
    }
    assert (ben.power, center.ties) == (
        "decider",
        (Tie("ben-ode", "ana-ruiz", "reports_to"),),
    )


def test_words_that_contradict_each_other_leave_it_unknown(tmp_path):
    path = saved(
        tmp_path / "h.csv",
        "First Name,Last Name,Buying Role\nAna,Ruiz,CHAMPION;BLOCKER;DECISION_MAKER\n",
    )
    with pytest.warns(PowermapWarning, match="row 2 says more than one Stance"):
        ana = read(path, mapping="hubspot").center["ana-ruiz"]
    assert (ana.stance, ana.power) == (None, "decider")


def test_several_deals_are_refused_until_one_is_chosen(tmp_path):
    extra = '"0035g00000AaAaAAAV","Ana Ruiz","CFO","","","Influencer","false","0065g00000CrmAAA","Northwind CRM"\n'
    path = saved(tmp_path / "two.csv", SALESFORCE + extra)
    found = problems(path, mapping="salesforce")
    assert list(found) == [(5, "Opportunity.Name")]
    assert "2 deals" in found[5, "Opportunity.Name"]
    assert "'Northwind ERP', 'Northwind CRM'" in found[5, "Opportunity.Name"]
    for deal in ("northwind crm", "0065g00000CrmAAA"):
        with pytest.warns(PowermapWarning, match="3 of 4"):
            center = read(path, mapping="salesforce", deal=deal).center
        assert (center.name, [each.power for each in center]) == (
            "Northwind CRM",
            ["influencer"],
        )
    assert "did you mean 'Northwind CRM'" in str(
        problems(path, mapping="salesforce", deal="Northwind CMR").values()
    )


def test_headers_that_cannot_be_read(tmp_path):
    path = saved(tmp_path / "x.csv", "Role,Title\nOther,CFO\n")
    assert "there is no column Name" in str(problems(path, mapping="salesforce"))
    path = saved(tmp_path / "x.csv", "Name,Contact Name\nAna,Ana\n")
    assert "Contact Name" in str(problems(path, mapping="salesforce"))


def test_names_in_the_order_of_a_directory_are_turned_and_told(tmp_path):
    path = saved(
        tmp_path / "x.csv",
        'Name,Reports To\n"Ruiz, Ana",\n"Ode, Ben","Ruiz, Ana"\n"Cleo Ito, PhD",Ana Ruiz\n',
    )
    with pytest.warns(PowermapWarning, match="Ruiz, Ana"):
        center = read(path, mapping="salesforce").center
    assert [each.name for each in center] == ["Ana Ruiz", "Ben Ode", "Cleo Ito, PhD"]
    assert len(center.ties) == 2


def test_parts_of_a_name_go_back_as_they_came(tmp_path):
    text = "First Name,Last Name\nAna,de la Cruz\nBen,Ode\n伟,张\n"
    center = read(saved(tmp_path / "x.csv", text), mapping="hubspot").center
    assert [each.name for each in center] == ["Ana de la Cruz", "Ben Ode", "张伟"]
    back = cells(write(center, tmp_path / "x.csv", mapping="hubspot"))
    names = [(row["First Name"], row["Last Name"]) for row in back]
    assert names == [("Ana", "de la Cruz"), ("Ben", "Ode"), ("伟", "张")]


# Back -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [("salesforce", SALESFORCE), ("hubspot", HUBSPOT), ("crm", LIST)],
    ids=["salesforce", "hubspot", "crm"],
)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_export_goes_back_as_it_came(tmp_path, name, text, suffix):
    center = read(saved(tmp_path / "in.csv", text), mapping=name).center
    lang = "zh" if name == "crm" else "en"
    back = tmp_path / f"in{suffix}"
    write(center, back, mapping=name, lang=lang)
    assert read(back, mapping=name).center == center
    rows = cells(
        write(
            read(back, mapping=name).center,
            tmp_path / "in.csv",
            mapping=name,
            lang=lang,
        )
    )
    mapping = mapping_of(name)
    for before, after in zip(csv.DictReader(io.StringIO(text)), rows, strict=True):
        titled = {
            mapping.find(title).header["en"]: value for title, value in after.items()
        }
        assert {
            title: titled.get(mapping.find(title).header["en"], "")
            for title in before
            if before[title]
        } == {title: text for title, text in before.items() if text}


def test_what_was_learned_since_goes_into_the_words_of_the_crm(tmp_path):
    center = read(saved(tmp_path / "in.csv", HUBSPOT), mapping="hubspot").center
    center = (
        center.replace("101", power="influencer")
        .replace("102", stance="enemy")
        .replace("104", power=9)
    )
    with pytest.warns(PowermapWarning) as record:
        rows = cells(write(center, tmp_path / "in.csv", mapping="hubspot"))
    assert [row["Buying Role"] for row in rows] == [
        "INFLUENCER",
        "INFLUENCER",
        "Legal & Compliance;BLOCKER",
        "DECISION_MAKER",
    ]
    assert (
        "Buying Role of 'Ana Ruiz' is now 'INFLUENCER'; it was 'BUDGET_HOLDER;DECISION_MAKER'"
        in notes_of(record)
    )
    assert (
        "Buying Role of 'Ben Ode' is now 'INFLUENCER'; it was 'CHAMPION;INFLUENCER'"
        in notes_of(record)
    )
    assert "no place for: stance (1), power as a number (1);" in notes_of(record)


def test_what_has_no_place_is_listed(tmp_path, rich, full):
    with pytest.warns(PowermapWarning) as record:
        write(rich, tmp_path / "out.csv", mapping="salesforce")
    notes = notes_of(record)
    for lost in (
        "contact (1)",
        "can_veto (1)",
        "organization_needs (1)",
        "stance (2)",
        "as_of (2)",
        "involvement (2)",
        "ties of the kind Friend of (1)",
        "the scale of",
        "the as_of of",
        "the wanted_roles of",
    ):
        assert lost in notes
    assert "title" not in notes
    with pytest.warns(PowermapWarning) as record:
        write(full, tmp_path / "out.csv", mapping="salesforce")
    assert "not written: Account, Opportunity" in notes_of(record)


def test_nothing_is_told_where_everything_has_its_place(tmp_path):
    people = [
        Stakeholder("Ana Ruiz", title="CFO", power="decider"),
        Stakeholder("Ben Ode", note="Likes\ntea"),
    ]
    center = BuyingCenter(
        "Northwind ERP", people, [Tie("ben-ode", "ana-ruiz", "reports_to")]
    )
    assert [
        each.note
        for each in read(
            write(center, tmp_path / "x.csv", mapping="salesforce"),
            mapping="salesforce",
        ).center
    ] == [
        None,
        "Likes\ntea",
    ]


def test_what_a_spreadsheet_would_run_is_guarded(tmp_path):
    center = BuyingCenter(
        "=1+1",
        [
            Stakeholder(
                "@Ana",
                id="-1",
                title="=cmd|' /C calc'!A0",
                custom={"Phone": "+49 30 1"},
            )
        ],
    )
    path = write(center, tmp_path / "x.csv", mapping="crm")
    for cell in next(
        csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig").splitlines()[1]))
    ):
        assert not cell.startswith(("=", "+", "-", "@"))
    assert read(path, mapping="crm").center["-1"].title == center["-1"].title
    assert cells(path)[0]["Phone"] == "+49 30 1"


def _is_no_text(text):
    return text == "\ufeffx" or text.startswith("#") or is_unknown(text)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("name", ["salesforce", "crm"])
def test_every_nasty_text_survives(tmp_path, name, suffix):
    # An error of a spreadsheet, and what says that it is not known, are no titles.
    texts = [text for text in NASTY if not _is_no_text(text)]
    everyone = [
        Stakeholder(text, id=f"p{at}", title=text, department=text, note=f"a\n{text}")
        for at, text in enumerate(texts)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PowermapWarning)
        again = read(
            write(
                BuyingCenter("deal", everyone), tmp_path / f"deal{suffix}", mapping=name
            ),
            mapping=name,
        ).center
    assert [person.title for person in again] == [person.title for person in everyone]
    assert [person.name for person in again] == [person.name for person in everyone]


KEPT_LIKE = [
    "Champion; Blocker",
    "Decider",
    "a\r\nb",
    "CRM Role: x",
    "CRM Odd: y\nCRM Odd: z",
    "CRM Notes: x",
    'CRM Odd: "',
]
cell = st.sampled_from([*NASTY, *KEPT_LIKE, ""]) | st.text(chars, max_size=12)
line = cell.map(lambda text: " ".join(text.split()))
who = st.sampled_from(
    ["Ana Ruiz", "Ruiz, Ana", "ANA RUIZ", "Ben", "张 伟", "a1", "ben", "Zed"]
)
row = st.fixed_dictionaries(
    {"Name": who.filter(str.strip)},
    optional={
        **dict.fromkeys(
            ["Role", "Stance", "Notes", "Phone", "Odd", 'a: "b"', "x\\y", "CRM Role"],
            cell,
        ),
        **dict.fromkeys(["Company", "First name", "Last name"], line),
        **dict.fromkeys(["Reports to", "Manager id"], who),
        "Owner": st.sampled_from(["Kim", "Kim ;Lee", "Lee; "]),
        "Deal": st.sampled_from(["ERP", ""]),
    },
)


@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    rows=st.lists(row, min_size=1, max_size=4),
    ids=st.permutations(["", "a1", "ben", "b2"]),
)
def test_any_export_goes_back_as_it_came_or_is_refused(tmp_path_factory, rows, ids):
    """What is read from an export is in the file that is written for the CRM."""
    folder = tmp_path_factory.mktemp("crm")
    titles = list(dict.fromkeys(["Title", *(key for row in rows for key in row), "Id"]))
    want = [
        {title: row.get(title, "") for title in titles}
        | {"Title": f"t{at}", "Id": ids[at]}
        for at, row in enumerate(rows)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PowermapWarning)
        try:
            frame = pd.DataFrame(want, dtype=object)
            center = from_frame(frame, name="x", mapping="crm")
        except TableError:
            # Errors of a spreadsheet, managers that cannot be: others test these.
            return
        written = cells(write(center, folder / "a.csv", mapping="crm"))
    mapping = mapping_of("crm")
    first = {row["Title"]: row for row in written}
    for person in center:
        row = first[person.title]
        assert row["Name"] == person.name
        for name, value in person.custom.items():
            column = mapping.find(name)
            key = column.header["en"] if column else name
            # A manager who is known goes before one who is not in the file.
            if key in {"Reports to", "Manager id"}:
                continue
            assert row[key] == text_of_custom(value)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    center=centers(),
    name=st.sampled_from(SHIPPED),
    suffix=st.sampled_from([".csv", ".xlsx"]),
)
def test_any_center_is_written_and_what_is_lost_is_told(
    tmp_path_factory, center, name, suffix
):
    path = tmp_path_factory.mktemp("crm") / f"deal{suffix}"
    with warnings.catch_warnings(record=True) as record:
        warnings.simplefilter("always", PowermapWarning)
        write(center, path, mapping=name)
    notes = notes_of(record)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PowermapWarning)
        try:
            again = read(path, mapping=name).center
        except TableError:
            assert "cannot be read back" in notes
            return
    assert len(again) == len(center)
    twins = {person.id: person for person in again}
    for person in center:
        for field in (
            "name",
            "title",
            "department",
            "organization",
            "power",
            "stance",
            "contact",
            "can_veto",
            "covered_by",
        ):
            twin = twins.get(person.id)
            if getattr(twin, field, None) != getattr(person, field):
                if "cannot be read back" in notes:
                    continue
                assert f"{field} (" in notes or f"{field} as a number (" in notes
    if again.scale != center.scale:
        assert "the scale of the buying center" in notes


# Frames, files, command line ------------------------------------------------------------------------------------------


def test_a_frame_of_a_crm_with_ties_of_our_own():
    frame = pd.read_csv(io.StringIO(SALESFORCE), dtype=str, keep_default_na=False)
    ties = pd.DataFrame(
        {"From": ["Ben Ode"], "Kind": ["influences"], "To": ["Cleo Marsh"]}
    )
    center = from_frame(frame, ties, name="Mine", mapping="salesforce")
    assert (center.name, len(center.ties), center.stakeholders[0].power) == (
        "Mine",
        2,
        "decider",
    )


def test_a_report_in_a_workbook_below_its_title(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    page = book.create_sheet("Report")
    for row in (
        ["Contact roles"],
        [],
        ["Name", "Role", "Score"],
        ["Ana Ruiz", "Other", 12.0],
        [],
        ["Total", None],
    ):
        page.append(row)
    book.save(tmp_path / "r.xlsx")
    with pytest.warns(PowermapWarning) as record:
        center = read(tmp_path / "r.xlsx", mapping="salesforce").center
    assert [(each.name, each.custom["Score"]) for each in center] == [("Ana Ruiz", 12)]
    assert "'Contact roles'" in notes_of(record)


def test_the_separator_is_seen_below_the_title_of_a_report(tmp_path):
    for between in ",;\t":
        rows = [
            "Contact roles, by deal",
            "",
            between.join(["Name", "Role"]),
            between.join(["Ana Ruiz", "Evaluator"]),
        ]
        path = saved(tmp_path / "r.csv", "\n".join(rows))
        with pytest.warns(PowermapWarning, match="the header is row 3"):
            [ana] = read(path, mapping="salesforce").center
        assert (ana.name, ana.power) == ("Ana Ruiz", "influencer")


@pytest.mark.parametrize(
    ("how", "message"),
    [
        (
            {"mapping": "salesforec"},
            r"mapping is 'salesforec'; allowed: salesforce, hubspot, crm.*did you mean 'salesforce'",
        ),
        ({"mapping": "none.toml"}, "there is no such file"),
    ],
)
def test_what_cannot_be_a_mapping(tmp_path, how, message):
    with pytest.raises(FormatError, match=message):
        read(saved(tmp_path / "x.csv", SALESFORCE), **how)
    with pytest.raises(
        FormatError,
        match=r"a mapping works only with \.csv or \.xlsx, not with '\.yaml'",
    ):
        write(BuyingCenter("x"), tmp_path / "x.yaml", mapping="crm")
    assert len(read(io.StringIO(SALESFORCE), mapping="salesforce").center) == 3


def run(*arguments):
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_convert_there_and_back(tmp_path):
    path = saved(tmp_path / "roles.csv", SALESFORCE)
    assert (
        run("convert", path, tmp_path / "c.yaml", "--mapping", "salesforce").exit_code
        == 0
    )
    assert (
        run("convert", path, tmp_path / "c.xlsx", "--mapping", "salesforce").exit_code
        == 0
    )
    assert (
        read(tmp_path / "c.yaml").center
        == read(tmp_path / "c.xlsx").center
        == read(path, mapping="salesforce").center
    )
    for source in ("c.yaml", "c.xlsx"):
        done = run(
            "convert",
            tmp_path / source,
            tmp_path / "out.csv",
            "--to-mapping",
            "salesforce",
        )
        assert done.output == f"wrote {tmp_path / 'out.csv'}\n"
        assert (
            read(tmp_path / "out.csv", mapping="salesforce").center
            == read(path, mapping="salesforce").center
        )
    # It says how the first file is read, which is no table here.
    wrong = ("c.yaml", "--mapping", "salesforce")
    done = run("convert", tmp_path / wrong[0], tmp_path / "d.csv", *wrong[1:])
    assert isinstance(done.exception, FormatError)
    assert "--to-mapping" in str(done.exception)


def test_convert_redacts_what_goes_back(tmp_path):
    write(
        read(saved(tmp_path / "roles.csv", SALESFORCE), mapping="salesforce").center,
        tmp_path / "c.yaml",
    )
    done = run(
        "convert",
        tmp_path / "c.yaml",
        tmp_path / "out.csv",
        "--to-mapping",
        "salesforce",
        "--redact",
        "partner",
    )
    assert done.exit_code == 0, done.output
    written = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert [
        name for name in ("Ana", "Ode", "Cleo", "0035g", "Evaluator") if name in written
    ] == []


# Mappings of one's own ------------------------------------------------------------------------------------------------

OWN_MAPPING = """\
label = "House"
[[columns]]
header = "Who"
field = "name"
[[columns]]
header = "Weight"
separators = ["/"]
values = [
  { is = "Big", says = { power = "决策者", can_veto = true } },
  { is = "Small", says = { involvement = "low" } },
]
"""


def test_a_mapping_of_ones_own(tmp_path):
    own = saved(tmp_path / "house.toml", OWN_MAPPING)
    center = read(
        saved(tmp_path / "x.csv", "Who,Weight\nAna,Big/small\n"), mapping=own
    ).center
    ana = center["ana"]
    assert (ana.power, ana.can_veto, ana.involvement) == ("decider", True, "low")
    assert ana.custom == {"Weight": "Big/small"}
    assert cells(write(center, tmp_path / "x.csv", mapping=str(own))) == [
        {"Who": "Ana", "Weight": "Big/small"}
    ]
    fresh = center.replace("ana", custom={})
    assert cells(write(fresh, tmp_path / "x.csv", mapping=own)) == [
        {"Who": "Ana", "Weight": "Big/ Small"}
    ]


WRONG_MAPPINGS = [
    (
        "label =",
        "lable =",
        "'lable' is not allowed here; allowed: label, sheet, header, scale, cut",
    ),
    ('"House"', '"House: x"', "is not a label"),
    ('"House"', "5", "5 is not a text in quotes"),
    (
        'label = "House"',
        'label = "House"\nencoding = "latim"',
        "'latim' is not allowed here",
    ),
    (
        'field = "name"',
        'field = "nmae"',
        "columns, row 1, Who field: 'nmae' is not allowed here",
    ),
    (
        'field = "name"',
        'field = "name"\nwritten = "no"',
        "'no' is not true or false",
    ),
    ('header = "Weight"', 'header = "who"', "'who' is a header of two columns"),
    ('header = "Weight"', "", "header is missing"),
    (
        'header = "Weight"',
        'header = "Weight"\nfield = "title"',
        "a column has either a field or values; keep one",
    ),
    (
        'header = "Weight"',
        'header = "Weight"\nwritten = false',
        "written = false is only for the fields name, first_name",
    ),
    ('["/"]', "[1]", "is not a list of texts"),
    ("power =", "powr =", "Weight Big: 'powr' is not allowed here"),
    ('"决策者"', '"boss"', "power: 'boss' is not allowed here; allowed: decider"),
    ('is = "Small"', 'is = "BIG"', "'BIG' stands for two values"),
    (
        '{ is = "Small", says = { involvement = "low" } }',
        "3",
        "3 is not an entry of values",
    ),
]


def test_everything_wrong_in_a_mapping_is_a_problem():
    for wrong, right, message in WRONG_MAPPINGS:
        assert wrong in OWN_MAPPING
        with pytest.raises(TableError) as caught:
            parse_mapping(OWN_MAPPING.replace(wrong, right, 1), "house.toml")
        assert message in str(caught.value)


def test_a_mapping_of_ones_own_may_use_the_words_of_a_playbook(tmp_path):
    text = OWN_MAPPING.replace("决策者", "Signs")
    own = saved(tmp_path / "own.toml", text)
    path = saved(tmp_path / "x.csv", "Who,Weight\nAna,Big\n")
    playbook = pm.Playbook(wording={"en": {"Power.decider": "Signs"}})
    center = read(path, mapping=own, playbook=playbook).center
    assert center["ana"].power == "decider"
    # A buying center without a deal is called like its file.
    again = write(center, path, mapping=own, playbook=playbook)
    assert cells(again) == [{"Who": "Ana", "Weight": "Big"}]
    with pytest.raises(TableError, match="power: 'Signs' is not allowed here"):
        read(path, mapping=own)


def test_a_field_may_be_filled_by_one_column_only():
    twice = (
        OWN_MAPPING
        + '[[columns]]\nheader = "A"\nfield = "title"\n[[columns]]\nheader = "B"\nfield = "title"\n'
    )
    with pytest.raises(
        TableError, match="columns, row 4, B field: two columns fill title"
    ):
        parse_mapping(twice, "house.toml")
    with pytest.raises(FormatError, match=r"house\.toml: this is not TOML"):
        parse_mapping("label = ", "house.toml")


def test_a_mapping_is_reached_from_the_top(tmp_path):
    assert len(pm.read(saved(tmp_path / "x.csv", LIST), mapping="crm").center) == 3
