"""The page of a portfolio: sort, filter, search, reasons, keyboard, widths, dark, print, axe."""

from __future__ import annotations

import pytest

import powermap as pm
from powermap.accounts import Portfolio
from powermap.demo.many import many_accounts

TODAY = "2026-11-20"


@pytest.fixture(scope="module")
def portfolio():
    plans = dict(many_accounts(60))
    plans["hostile"] = pm.AccountPlan(
        "</script><img src=x onerror=alert(1)>",
        opportunity='{{ 7 * 7 }} "&amp;',
        center=pm.BuyingCenter("X", [pm.Stakeholder("<b>Ána</b>", power=9)]),
        value=1,
    )
    plans["zh"] = pm.northwind_plan("zh")
    return pm.portfolio(plans, today=TODAY, history={"zh": [(None, -0.5), (None, 0.1)]})


def names(page):
    rows = page.locator(".accounts tbody tr:not(.why):visible th .label > span")
    return [text.strip() for text in rows.all_inner_texts()]


def test_every_reader_gets_what_is_there(portfolio, open_page):
    opened = open_page(portfolio.html())
    page = opened.page
    everybody = names(page)
    assert len(everybody) == len(portfolio) == 62
    assert page.locator(".count").inner_text() == "62 of 62 match"
    page.get_by_role("button", name="Value", exact=True).click()
    values = page.locator(".accounts td.money:nth-of-type(2)").all_inner_texts()
    numbers = [int(text.replace(",", "")) for text in values if text]
    assert numbers == sorted(numbers, reverse=True)
    assert all(values[: len(numbers)])
    head = page.locator("th[aria-sort]")
    assert head.count() == 1
    assert head.get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    # The heat map follows.
    coverage = page.locator(".coverage tbody th").all_inner_texts()
    assert coverage == names(page)
    page.get_by_role("button", name="Show all").click()
    assert names(page) == everybody
    assert opened.asked_outside() == []
    assert opened.complaints == []


def test_search_finds_without_accents_and_in_latin_letters(portfolio, open_page):
    page = open_page(portfolio.html()).page
    search = page.get_by_role("searchbox")
    for text, found in (
        ("BEIFENGGANGTIE", 1),
        ("北风", 1),
        ("robótics", None),
        ("xyzzy", 0),
    ):
        search.fill(text)
        count = len(names(page))
        assert count == found if found is not None else 0 < count < 62
    assert page.locator(".count").inner_text() == "0 of 62 match"


def test_filters_narrow_together(portfolio, open_page):
    page = open_page(portfolio.html()).page
    page.get_by_role("combobox", name="Stage", exact=True).select_option("Won")
    won = sum(row.stage == "won" for row in portfolio)
    assert len(names(page)) == won > 0
    page.get_by_role("combobox", name="Stage", exact=True).select_option("All")
    page.get_by_role("combobox", name="Finding", exact=True).select_option("PM301")
    having = [row for row in portfolio if "PM301" in {f.code for f in row.findings}]
    assert len(names(page)) == len(having)
    page.get_by_role("combobox", name="Strategy", exact=True).select_option("Develop")
    both = [row for row in having if row.strategy == "develop"]
    assert len(names(page)) == len(both)


def test_reasons_open_by_keyboard_and_stay_with_their_account(portfolio, open_page):
    page = open_page(portfolio.html()).page
    button = page.get_by_role("button", name="Reasons: 北风")
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    reasons = page.locator(".why")
    assert "Support went from −0.50 to +0.10." in reasons.inner_text()
    page.get_by_role("button", name="Account", exact=True).click()
    before = "this.previousElementSibling.textContent"
    row = reasons.evaluate("each => each.previousElementSibling.textContent")
    assert "北风" in row, before
    button.press("Enter")
    assert reasons.count() == 0


@pytest.mark.parametrize("width", [390, 820, 1440])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_fits_every_width(portfolio, open_page, width, lang):
    page = open_page(portfolio.html(lang), width=width).page
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    if width == 390:
        page.locator("[data-sort]").first.wait_for()
        page.locator("select[data-sort]").select_option(index=3)
        assert page.locator("th[aria-sort]").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_axe_finds_nothing(portfolio, open_page, axe, scheme, lang):
    # Axe runs as an extension would, which no policy of a page concerns.
    page = open_page(portfolio.html(lang), color_scheme=scheme, bypass_csp=True).page
    page.locator(".toggle").first.click()
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    told = [
        (each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]
    ]
    assert told == []


def test_the_reader_may_turn_it_dark(portfolio, open_page):
    page = open_page(portfolio.html()).page
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate(ground) != light


def test_it_prints_all_rows(portfolio, open_page):
    page = open_page(portfolio.html()).page
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden()
    scroll = page.locator(".scroll.tall").first
    height = "each => each.scrollHeight - each.clientHeight"
    assert scroll.evaluate(height) <= 1
    assert page.pdf()[:4] == b"%PDF"


def test_it_reads_without_a_script(portfolio, open_page):
    page = open_page(portfolio.html(), java_script_enabled=False).page
    assert page.locator(".accounts tbody tr").count() == 62
    assert page.locator(".bar").is_hidden()


def test_a_thousand_accounts_stay_usable(portfolio, open_page):
    rows = []
    for number in range(17):
        for row in portfolio:
            values = {each: getattr(row, each) for each in row.__slots__}
            rows.append(type(row)(**{**values, "source": f"{number}-{row.source}"}))
    large = Portfolio(tuple(rows[:1000]), today=portfolio.today)
    text = large.html()
    assert len(text) < 8_000_000
    page = open_page(text).page
    # What a browser lays out is bounded, whatever is sorted or searched for.
    page.get_by_role("button", name="Value", exact=True).click()
    assert len(names(page)) == 200
    page.get_by_role("searchbox").fill("steel")
    assert 0 < len(names(page)) <= 200
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("button", name="Show 800 more").click()
    assert len(names(page)) == 1000
