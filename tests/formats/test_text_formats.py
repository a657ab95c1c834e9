"""Markdown, HTML, vCard, and lists of people in JSON and YAML become tables."""

from __future__ import annotations

import contextlib
import io

import pytest

import powermap as pm
from powermap.errors import FormatError
from powermap.exchange.formats.reading import read_bytes
from powermap.exchange.tables.sheets import Area

TABLE = [["Name", "Title"], ["Ana Ruiz", "CFO"], ["Ben Ode", None]]


def content_of(text, name="standard input"):
    return read_bytes(text.encode() if isinstance(text, str) else text, name)


def rows_of(text, name="standard input", place=0):
    return [list(row) for row in content_of(text, name).sheets[place].rows]


def test_markdown_tables_are_sheets_under_their_headings():
    text = (
        "Notes of May\n\n## Buyers\n\n| Name | Title |\n|:--|--:|\n"
        "| **Ana Ruiz** | [CFO](http://x) |\n| Ben Ode | |\n\n"
        "# Ties\n\nFrom | To\n---|---\nAna \\| Ruiz | `Ben`<br>Ode\n"
    )
    for name in ("notes.md", "notes.txt", "standard input"):
        content = content_of(text, name)
        assert content.kind == "markdown"
        assert [sheet.title for sheet in content.sheets] == ["Buyers", "Ties"]
        assert rows_of(text, name) == TABLE
        assert rows_of(text, name, 1)[1] == ["Ana | Ruiz", "Ben\nOde"]
    with pytest.raises(FormatError, match="no table"):
        content_of("# Notes\n\nNothing here.\n", "a.md")


def test_html_tables_are_sheets_with_their_merged_cells():
    text = (
        "<html><head><style>td{}</style><title>x</title></head><body><h2>Buyers</h2>"
        "<table><tr><th>Name</th><th>Title</th></tr>"
        "<tr><td>Ana&nbsp;Ruiz<td><b>CFO</b><tr><td>Ben\n Ode<td> </table>"
        "<table><caption>Ties</caption><tr><td rowspan=2>Finance<td>Ana<td>1"
        "<tr><td colspan=2>Ben<tr><td>IT<td>Cy<br>Lo<td>3</table></body></html>"
    )
    for name in ("a.html", "export.xls", "standard input"):
        content = content_of(text, name)
        assert [sheet.title for sheet in content.sheets] == ["Buyers", "Ties"]
        assert rows_of(text, name) == TABLE
        ties = content.sheets[1]
        assert [list(row) for row in ties.rows] == [
            ["Finance", "Ana", "1"],
            [None, "Ben", None],
            ["IT", "Cy\nLo", "3"],
        ]
        assert set(ties.merged) == {Area(1, 1, 2, 1), Area(2, 2, 2, 3)}
        assert bool(content.notes) == name.endswith(".xls")


def test_a_page_is_read_in_the_encoding_that_it_states():
    text = "<meta charset=windows-1251><table><tr><td>Name<tr><td>Пётр</table>"
    assert rows_of(text.encode("cp1251"), "a.html") == [["Name"], ["Пётр"]]
    text = text.replace("windows-1251", "utf-8")
    content = content_of(text.encode("cp1251"), "a.html")
    assert content.sheets[0].rows[1] == ["Пётр"]
    assert content.notes


def test_a_page_of_huge_merged_cells_is_refused():
    text = "<table><tr>" + "<td colspan=1000>x" * 2_500 + "</table>"
    with pytest.raises(FormatError, match="cells"):
        content_of(text, "a.html")


CARDS = """BEGIN:VCARD
VERSION:3.0
N:Ruiz;Ana;;Dr.;
FN:Dr. Ana Ruiz
ORG:Northwind\\, Inc.;Finance
item1.EMAIL;TYPE=work:ana@example.org
TEL;TYPE="cell,voice":+49 1
TEL:+49 2
NOTE:Likes\\nshort
  notes
RELATED;TYPE=x-manager;VALUE=text:Ben Ode
PHOTO;ENCODING=b:AAAA
 AAAA
END:VCARD

BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg
TITLE;ENCODING=QUOTED-PRINTABLE:Head =
of IT
END:VCARD
"""


def test_cards_are_rows():
    content = content_of(CARDS.replace("\n", "\r\n"), "people.vcf")
    header, ana, joerg = content.sheets[0].rows
    ana = dict(zip(header, ana, strict=True))
    joerg = dict(zip(header, joerg, strict=True))
    assert ana == {
        "Name": "Dr. Ana Ruiz",
        "First name": None,
        "Last name": None,
        "Organization": "Northwind, Inc.",
        "Department": "Finance",
        "Email": "ana@example.org",
        "Phone": "+49 1; +49 2",
        "Note": "Likes\nshort notes",
        "Reports to": "Ben Ode",
        "Title": None,
    }
    assert (joerg["First name"], joerg["Last name"]) == ("Jörg", "Müller")
    assert joerg["Title"] == "Head of IT"
    assert "'PHOTO'" in str(content.notes[0])
    assert content_of(CARDS).kind == "vcard"


def test_lists_of_people_of_other_programs_are_tables():
    people = '[{"Full name": "Ana", "skills": ["a", "b"], "org": {"name": "NW"}}]'
    wanted = [["Full name", "skills", "org.name"], ["Ana", "a; b", "NW"]]
    for text in (
        people,
        f'{{"people": {people}}}',
        f'{{"data": {{"records": {people}}}}}',
    ):
        assert rows_of(text, "a.json") == wanted
    assert rows_of("- Full name: Ana\n  skills: [a, b]\n  org: {name: NW}\n") == wanted
    content = content_of(f'{{"exported": "May", "name": "ERP", "rows": {people}}}')
    assert [each.title for each in content.sheets] == ["rows", "About"]
    assert content.sheets[1].rows[1:] == [["name", "ERP"]]
    assert "'exported'" in str(content.notes[0])


def test_an_org_chart_as_a_tree_has_reporting_lines():
    text = """{"name": "Ana", "title": "CEO", "children": [
      {"name": "Ben", "children": [{"name": "Cy"}]}, {"name": "Di", "children": []}]}"""
    assert rows_of(text, "org.json") == [
        ["name", "title", "Reports to"],
        ["Ana", "CEO", None],
        ["Ben", None, "Ana"],
        ["Cy", None, "Ben"],
        ["Di", None, "Ana"],
    ]


def test_documents_of_powermap_stay_documents():
    for text in (
        "name: ERP\nstakeholders: [{name: Ana, power: 3}]",
        "people: [{name: Ana, region: EMEA}]",
        "account: Northwind",
        '{"name": "ERP", "goals": [{"name": "Pilot"}]}',
    ):
        content = content_of(text)
        assert content.sheets == []
        assert content.document is not None


def test_escaped_signs_of_markdown_are_read():
    text = r"| Name | Title |%s|---|---|%s| Ana \| Ben | a \*b\* &amp; \<i> `c*` |%s"
    payload = (text % ("\n", "\n", "\n")).encode()
    rows = read_bytes(payload, "a.md").sheets[0].rows
    assert rows[1] == ["Ana | Ben", "a *b* & <i> c*"]


KEYS = ["null", "1", "2.5", "true", "2026-01-02", "~", "[a]", "{a: 1}", "? x"]


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_a_key_of_yaml_that_is_no_text_is_read_or_refused():
    forms = [
        "- name: Ana\n  {key}: x\n",
        "{key}: x\npersons:\n- name: Ana\n",
        "{key}:\n- name: Ana\n  {key}: 1\n",
        "name: Ana\n{key}: x\nchildren:\n- name: Ben\n  {key}: 2\n",
        "stakeholders:\n- name: Ana\n  {key}: 1\n  job title: CFO\n{key}: 2\n",
        "x: {{y: {{{key}: [{{name: Ana}}]}}}}\n",
    ]
    for form in forms:
        for key in KEYS:
            stream = io.BytesIO(form.format(key=key).encode())
            stream.name = "a.yaml"
            with contextlib.suppress(pm.PowermapError):
                str(pm.tables.inspect(stream))


def test_more_cells_of_markdown_than_any_buying_center_has_are_refused():
    row = "| Ana |" + " x |" * 99 + "\n"
    text = row + "|" + "---|" * 100 + "\n" + row * 999
    with pytest.raises(FormatError, match="60000 cells"):
        read_bytes(text.encode(), "a.md")
