"""Every word of the selling method is read, through every door, and shown."""

import io
import json
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner
from yaml_text import dump_yaml

import powermap as pm
from powermap.cli.app import app
from powermap.exchange.playbooks.reader import parse_playbook
from powermap.language import Language
from powermap.language.catalog import meaning
from powermap.model.fields import fields_by_name, find
from powermap.model.sheet_titles import keys_of, sheet_of, sheet_title

WORDS = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
RECORDS = ("people", "ties", "criteria", "assessments", "pipeline", "appraisal")
# What a row needs besides the word, by table.
NEEDED = {
    "people": {"name": "Person {n}"},
    "ties": {"source": "Person {n}", "target": "Person {m}"},
    "criteria": {"name": "Added {n}"},
    "assessments": {"answer": "+", "as_of": "{day}"},
    "pipeline": {"name": "Prospect {n}"},
    "appraisal": {"name": "Rating {n}"},
}
Row = dict[str, Any]


def _words(by_lang: dict[str, list[str]]) -> list[str]:
    return [word for words in by_lang.values() for word in words if word != "*"]


def _rows(table: str) -> list[tuple[Row, str, object]]:
    """Rows of a table, each with the field that it tests and what it means."""
    rows = []
    for field, values in WORDS.get(table, {}).items():
        for value, by_lang in values.items():
            meant = {"true": True, "false": False}.get(value, value)
            rows += [({field: word}, field, meant) for word in _words(by_lang)]
    if table == "assessments":
        for criterion, signs in WORDS["answer"].items():
            for sign, by_lang in signs.items():
                for word in _words(by_lang):
                    row = {"criterion": criterion, "answer": word}
                    rows.append((row, "answer", sign))
    filled = []
    for n, (row, field, meant) in enumerate(rows):
        day = f"20{n // 28:02}-01-{n % 28 + 1:02}"
        needed = {
            key: text.format(n=n, m=n + 1, day=day)
            for key, text in NEEDED[table].items()
        }
        filled.append(({**needed, **row}, field, meant))
    return filled


def _tables() -> dict[str, list[Row]]:
    return {table: [row for row, _, _ in _rows(table)] for table in RECORDS}


def _check(plan: pm.AccountPlan) -> None:
    for table in RECORDS:
        owner = plan.center if table in {"people", "ties"} else plan
        records = getattr(owner, keys_of(table)[0])
        wanted = _rows(table)
        for record, (row, name, meant) in zip(records, wanted, strict=False):
            value = getattr(record, fields_by_name(table)[name].attribute)
            value = value[0] if isinstance(value, tuple) else value
            assert value == meant, (table, row)
        assert len(records) >= len(wanted)


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_words_are_read_from_documents(format):
    document = {keys_of(table)[0]: rows for table, rows in _tables().items()}
    document["account"] = "Northwind"
    text = json.dumps(document, default=str)
    if format == "yaml":
        text = dump_yaml(document)
    _check(pm.read(io.StringIO(text), format=format))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_words_are_read_from_workbooks(lang, tmp_path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table, rows in _tables().items():
        sheet = book.create_sheet(sheet_title(table, lang))
        names = list(dict.fromkeys(name for row in rows for name in row))
        sheet.append([fields_by_name(table)[name].title[lang] for name in names])
        for row in rows:
            sheet.append([row.get(name) for name in names])
    book.save(tmp_path / "words.xlsx")
    _check(pm.read(tmp_path / "words.xlsx"))


@pytest.mark.parametrize("name", WORDS["plan"])
def test_words_of_the_plan_are_read(name, tmp_path):
    for value, by_lang in WORDS["plan"][name].items():
        meant = {"true": True, "false": False}.get(value, value)
        for word in _words(by_lang):
            text = dump_yaml({"account": "N", name: word})
            plan = pm.read(io.StringIO(text), format="yaml")
            assert getattr(plan, name) == meant, word


def test_headers_and_sheets_are_read():
    for place, headers in WORDS["headers"].items():
        table, _, name = place.partition(".")
        for header in headers:
            field = find(table, header)
            assert field is not None, header
            assert field.name == name, header
    for table, titles in WORDS["sheets"].items():
        for title in titles:
            assert sheet_of(title) == table, title


def test_levers_are_read_from_playbooks():
    for group, words in WORDS["levers"].items():
        for word in words:
            rows = f"[[improvements]]\nname = 'X'\ngroup = '{word}'\n"
            rows += "kind = 'amount'\nby = 0.1\n"
            [improvement] = parse_playbook(rows).improvements
            assert improvement.group == group, word


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_words_are_shown(lang):
    language = Language(lang)
    for table in (*RECORDS, "plan"):
        for name, values in WORDS.get(table, {}).items():
            vocabulary = fields_by_name(table)[name].vocabulary
            for value, by_lang in values.items():
                if vocabulary is not None and by_lang[lang][0] != "*":
                    label = language.label(vocabulary(value))
                    assert label == by_lang[lang][0]
    for criterion, signs in WORDS["answer"].items():
        for sign, by_lang in signs.items():
            assert meaning(criterion, sign, lang) == by_lang[lang][0]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("command", WORDS["shown"])
def test_commands_show_the_words(command, lang, tmp_path):
    # Somebody in each cell of the grid of relationships.
    met = [(True, True), (True, False), (False, True), (False, False)]
    people = [
        pm.Stakeholder(
            f"Person {n}",
            power="decider",
            meets_organization_needs=organization,
            meets_personal_needs=personal,
        )
        for n, (organization, personal) in enumerate(met)
    ]
    sources = [pm.plan.Rating(source, "Rating") for source in pm.plan.Source]
    plan = pm.AccountPlan(
        "Northwind",
        center=pm.BuyingCenter("ERP", people),
        assessments=[pm.plan.Assessment("urgency", "+")],
        pipeline=[pm.plan.Prospect("N", "prospect", amount=10)],
        appraisal=sources,
    )
    pm.write(plan, tmp_path / "plan.yaml")
    args = [command, str(tmp_path / "plan.yaml"), "--lang", lang]
    result = CliRunner(env={"COLUMNS": "400"}).invoke(app, args)
    assert result.exit_code == 0, result.output
    for word in WORDS["shown"][command][lang]:
        assert word in result.output, word


def test_words_for_unknown_leave_the_answer_open(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Assessments"
    book.active.append(["Criterion", "Answer"])
    words = {"risk": "待确认", "margin": "TBD", "funding": "unclear", "urgency": "n/a"}
    for row in words.items():
        book.active.append(row)
    book.create_sheet("People").append(["Name"])
    book["People"].append(["Ana"])
    book.save(tmp_path / "open.xlsx")
    plan = pm.read(tmp_path / "open.xlsx")
    assert [each.answer for each in plan.assessments] == ["?"] * 4
    for criterion, word in words.items():
        assert pm.plan.Assessment(criterion, word).answer == "?"


def test_what_answers_nothing_is_refused_with_the_words():
    with pytest.raises(pm.ModelError) as caught:
        pm.plan.Assessment("risk", "fits")
    assert "+ (low), - (high), ? (unknown)" in str(caught.value)
    assert "+（低）、-（高）、?（未知）" in caught.value.say("zh")
    # What "high" means for a criterion that the company added is not known.
    with pytest.raises(pm.ModelError):
        pm.plan.Assessment("Political alignment", "high")
