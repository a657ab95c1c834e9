"""What stands in the page, the slides, the workbook and the JSON of a portfolio."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from openpyxl import load_workbook
from pptx import Presentation

import powermap as pm
from powermap.accounts.coverage_slides import coverage_scenes
from powermap.accounts.table import COLUMNS, support_ranks
from powermap.demo.many import many_accounts

TODAY = "2026-11-20"


@pytest.fixture(scope="module")
def portfolio():
    return pm.portfolio(many_accounts(16), today=TODAY)


class Tables(HTMLParser):
    """The cells of every table, and where links lead."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.links, self.cell = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.cell = ""
        elif tag == "a":
            self.links.append(dict(attributes)["href"])

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data.strip()

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self.tables[-1][-1].append(self.cell)
            self.cell = None


SNAPSHOT = Path(__file__).with_name("portfolio.txt")


def test_the_table_of_the_page_as_text():
    made = pm.portfolio([pm.northwind_plan(), pm.northwind_plan("zh")], today=TODAY)
    [accounts, *_] = Tables(made.html()).tables
    lines = [" | ".join(row) + "\n" for row in accounts]
    assert "".join(lines) == SNAPSHOT.read_text("utf-8")


def test_page_workbook_and_json_say_the_same(portfolio):
    for lang in ("en", "zh"):
        language = pm.Language(lang)
        [accounts, *_] = Tables(portfolio.html(lang)).tables
        book = load_workbook(io.BytesIO(portfolio.xlsx(lang)))
        sheet = list(book.worksheets[0].values)
        content = json.loads(portfolio.json(lang))["accounts"]
        assert list(sheet[0][: len(accounts[0])]) == accounts[0]
        for row, shown, cells, record in zip(
            portfolio, accounts[1:], sheet[1:], content, strict=True
        ):
            assert shown[0] == cells[0] == row.name
            assert cells[2] == row.value == record["value"]
            assert len(row.findings) == len(record["findings"])
            assert language.text(row.strategy) in shown
        assert len(list(book.worksheets[1].values)) - 1 == sum(
            len(row.findings) for row in portfolio
        )


def test_cells_that_look_like_formulas_stay_texts():
    people = [pm.Stakeholder("=HYPERLINK(1)", power=9)]
    plan = pm.AccountPlan("=1+1", center=pm.BuyingCenter("ERP", people))
    book = load_workbook(io.BytesIO(pm.portfolio(plan, today=TODAY).xlsx()))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert book.worksheets[0]["A2"].value == "=1+1"


def test_slides_show_a_dozen_accounts_each(portfolio):
    for lang in ("en", "zh"):
        deck = Presentation(io.BytesIO(portfolio.pptx(lang)))
        tables = []
        for slide in deck.slides:
            for shape in slide.shapes:
                bottom = shape.top + shape.height
                assert bottom <= deck.slide_height
                if shape.has_table:
                    tables.append(shape.table)
        rows = [len(table.rows) - 1 for table in tables[:2]]
        assert rows == [12, 4]
        assert 5 <= len(deck.slides) <= 12


def test_the_heat_map_counts_everybody(portfolio):
    [scene] = coverage_scenes(portfolio, pm.Language("en"))
    assert not pm.charts.faults(scene)
    covered = sum(
        bool(number) for number in re.findall(r"(\d+)/\d+", scene.description)
    )
    assert covered
    people = [n for _, n in re.findall(r"(\d+)/(\d+)", scene.description)]
    assert sum(map(int, people)) == sum(len(row.people) for row in portfolio)


def test_rows_lead_to_the_accounts_own_pages(tmp_path):
    folder = tmp_path / "accounts" / "north & west"
    folder.mkdir(parents=True)
    pm.write(pm.northwind_plan(), folder / "a deal#1.yaml")
    pages = tmp_path / "out" / "pages"
    made = pm.portfolio(tmp_path / "accounts", today=TODAY, pages=pages)
    target = made.save(tmp_path / "out" / "portfolio.html")
    links = Tables(target.read_text("utf-8")).links
    lead = {link for link in links if not link.startswith("#")}
    assert lead == {"pages/north%20%26%20west/a%20deal%231.yaml.html"}
    page = pages / "north & west" / "a deal#1.yaml.html"
    assert "Northwind Steel: account plan" in page.read_text("utf-8")


def test_names_of_accounts_never_lead_out_of_the_folder_of_pages(tmp_path):
    plan = pm.northwind()
    accounts = {"../../x": plan, "/y": plan, "a:b": plan}
    pages = tmp_path / "deep" / "pages"
    made = pm.portfolio(accounts, pages=pages)
    assert len(made) == 3
    assert {path.name for path in tmp_path.iterdir()} == {"deep"}
    assert len(list(pages.iterdir())) == 3


def test_every_column_orders_and_says_what_it_shows(portfolio):
    for column in COLUMNS:
        for lang in ("en", "zh"):
            assert column.title(pm.Language(lang))
        for row in portfolio:
            is_empty = column.value(row) is None
            assert is_empty == (column.sort(row) is None), column.key


def test_a_made_up_account_is_the_same_every_time():
    few, many = many_accounts(4), many_accounts(12)
    for name, plan in few.items():
        assert plan == many[name]
    assert many_accounts(4, seed=7) != few
    first = few["account-0001"]
    assert first.account == "Amberfield Foods"
    assert len(many_accounts(200)) == 200


SCORE = st.one_of(st.none(), st.integers(0, 10))
STANCES = st.one_of(st.none(), st.sampled_from(list(pm.Stance)))
PEOPLE = st.lists(
    st.builds(
        lambda power, involvement, stance, contact, covered: {
            "power": power,
            "involvement": involvement,
            "stance": stance,
            "contact": contact,
            "covered_by": ["Kim"] if covered else [],
        },
        SCORE,
        SCORE,
        STANCES,
        st.one_of(st.none(), st.sampled_from(list(pm.Contact))),
        st.booleans(),
    ),
    max_size=5,
)
PLANS = st.lists(
    st.tuples(PEOPLE, st.one_of(st.none(), st.integers(0, 10**9))), max_size=3
)


@given(PLANS)
@settings(max_examples=25)
def test_any_accounts_make_a_portfolio_that_holds_together(given_plans):
    plans = []
    for number, (people, value) in enumerate(given_plans):
        center = pm.BuyingCenter(
            "ERP", [pm.Stakeholder(f"P{n}", **each) for n, each in enumerate(people)]
        )
        plans.append(pm.AccountPlan(f"A{number}", center=center, value=value))
    made = pm.portfolio(plans, today=TODAY)
    for plan, row in zip(plans, made, strict=True):
        counted = (row.deciders_covered, row.deciders_known, row.deciders_with_us)
        assert all(0 <= each <= row.deciders for each in counted)
        assert sum(number for _, number in row.coverage.values()) == len(plan.center)
        assert row.findings == tuple(pm.check(plan, today=TODAY))
        if row.hour is not None:
            assert row.hour.weight >= 0
    worths = [row.hour.worth for row in made.best_hours if row.hour.worth is not None]
    assert worths == sorted(worths, reverse=True)
    ranks = support_ranks(made)
    assert sorted(place for place, _ in ranks.values())[:1] in ([], [1])
    for lang in ("en", "zh"):
        assert made.html(lang)
        assert json.loads(made.json(lang))
