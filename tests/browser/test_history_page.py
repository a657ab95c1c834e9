"""The page of a history: slider by mouse and keyboard, play, widths, dark, print, axe."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import powermap as pm
from powermap.demo.versions import northwind_versions

WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MIDDLES = """() => Object.fromEntries(
  [...document.querySelectorAll("article:not([hidden]) svg g.stakeholder")].map(each => {
    const box = each.querySelector("rect").getBoundingClientRect();
    const name = each.querySelector("text").textContent;
    return [name, [Math.round(box.x), Math.round(box.y + window.scrollY)]];
  }))"""


def many_reviews(count=60, people=150):
    """Reviews of a large account, in each of which somebody thinks or decides otherwise."""
    facts = [{"name": f"Person {at}", "power": at % 11} for at in range(people)]
    ties = [
        pm.Tie(f"p{at}", f"p{(at - 1) // 4}", "reports_to") for at in range(1, people)
    ]
    stances = list(pm.Stance)
    versions = {}
    for week in range(count):
        facts[week % people]["stance"] = stances[week % len(stances)]
        facts[week * 7 % people]["power"] = week % 11
        team = [pm.Stakeholder(id=f"p{at}", **each) for at, each in enumerate(facts)]
        day = date(2026, 1, 5) + timedelta(weeks=week)
        versions[day.isoformat()] = pm.BuyingCenter("Grand account", team, ties)
    return versions


@pytest.fixture(scope="module")
def page_of(tmp_path_factory):
    """The text of a page."""

    def text(versions, lang="en", **options):
        target = tmp_path_factory.mktemp("history") / "history.html"
        history = pm.plan.history(versions)
        pm.plan.save_history(history, target, lang=lang, **options)
        return target.read_text(encoding="utf-8")

    return text


@pytest.fixture(scope="module")
def demo(page_of):
    return {lang: page_of(northwind_versions(lang), lang) for lang in ("en", "zh")}


def test_the_slider_moves_by_every_hand(demo, open_page):
    opened = open_page(demo["en"])
    page = opened.page
    day = page.locator("article:not([hidden])")
    slider = page.get_by_role("slider", name="Version")
    assert day.count() == 1
    assert day.get_attribute("data-day") == "20 Nov 2026"
    assert page.locator(".now").inner_text() == "20 Nov 2026 · 5/5"
    slider.focus()
    for key, shown in (
        ("ArrowLeft", "19 Oct 2026"),
        ("Home", "3 Aug 2026"),
        ("ArrowLeft", "3 Aug 2026"),
        ("ArrowRight", "31 Aug 2026"),
        ("End", "20 Nov 2026"),
    ):
        page.keyboard.press(key)
        assert day.get_attribute("data-day") == shown
        assert slider.get_attribute("aria-valuetext") == shown
    page.get_by_role("button", name="Earlier").click()
    assert day.get_attribute("data-day") == "19 Oct 2026"
    page.get_by_role("button", name="Later").click()
    page.get_by_role("button", name="Later").click()
    assert day.get_attribute("data-day") == "20 Nov 2026"
    box = slider.bounding_box()
    page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
    assert day.get_attribute("data-day") == "3 Aug 2026"
    assert opened.asked_outside() == []
    assert opened.complaints == []


def test_it_plays_from_the_first_and_stops(demo, open_page):
    page = open_page(demo["en"]).page
    page.clock.install()
    page.reload()
    day = page.locator("article:not([hidden])")
    page.get_by_role("button", name="Play").click()
    assert day.get_attribute("data-day") == "3 Aug 2026"
    page.clock.run_for(1300)
    assert day.get_attribute("data-day") == "31 Aug 2026"
    page.get_by_role("button", name="Stop").click()
    page.clock.run_for(5000)
    assert day.get_attribute("data-day") == "31 Aug 2026"
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(20_000)
    assert day.get_attribute("data-day") == "20 Nov 2026"
    assert page.get_by_role("button", name="Play").is_visible()


def test_whoever_has_the_focus_is_seen(demo, open_page):
    page = open_page(demo["en"]).page
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.tagName")
        if name == "BODY":
            break
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert width == "3px", name
        seen.add(name)
    assert {"INPUT", "BUTTON", "FIGURE", "DIV"} <= seen


def test_everybody_keeps_their_place(demo, open_page):
    page = open_page(demo["en"]).page
    slider = page.get_by_role("slider", name="Version")
    slider.focus()
    last = page.evaluate(MIDDLES)
    assert len(last) == 14
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
        assert page.evaluate(MIDDLES) == last


def test_sixty_reviews_of_150_people(page_of, open_page):
    text = page_of(many_reviews())
    assert len(text) < 8_000_000
    page = open_page(text).page
    assert page.locator(".now").inner_text() == "22 Feb 2027 · 60/60"
    # Long lists do not push the maps away.
    top = page.get_by_role("heading", name="The maps").bounding_box()["y"]
    assert top < 1200
    page.get_by_role("slider", name="Version").focus()
    last = page.evaluate(MIDDLES)
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    assert page.evaluate(MIDDLES) == last
    assert page.evaluate(WIDE) == 0


@pytest.mark.parametrize("width", [390, 820, 1440])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_fits_every_width(demo, open_page, width, lang):
    page = open_page(demo[lang], width=width).page
    assert page.evaluate(WIDE) == 0
    # What is too wide for a phone scrolls within its frame.
    right = page.locator(".bar .now").evaluate(
        "each => each.getBoundingClientRect().right"
    )
    assert right <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(demo, open_page, axe, scheme, lang, width):
    # Axe runs as an extension would, which no policy of a page concerns.
    opened = open_page(demo[lang], width=width, color_scheme=scheme, bypass_csp=True)
    opened.page.evaluate(axe)
    found = opened.page.evaluate("axe.run()")
    told = [
        (each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]
    ]
    assert told == []


def test_it_prints_what_is_shown(demo, open_page):
    page = open_page(demo["en"], width=794).page
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden()
    assert page.locator("article:not([hidden])").count() == 1
    assert page.evaluate(WIDE) == 0
    assert page.pdf()[:4] == b"%PDF"


def test_it_reads_without_a_script(demo, open_page):
    page = open_page(demo["en"], java_script_enabled=False).page
    assert page.locator("article").count() == 5
    assert page.locator(".bar").is_hidden()
    assert page.locator("article:visible").count() == 5


@pytest.mark.parametrize("map", ["influence", "quadrant"])
def test_hostile_names_stay_text(page_of, open_page, map):
    hostile = "</script><img src=x onerror=alert(1)>{{ 7 * 7 }}"
    ana = pm.Stakeholder(hostile, id="ana", stance="neutral", power=9)
    ben = pm.Stakeholder("Ben", power=5)
    tie = pm.Tie("ben", "ana")
    before = pm.BuyingCenter(hostile, [ana, ben], [tie])
    now = before.replace("ana", stance="enemy")
    opened = open_page(page_of({"2026-10-01": before, "2026-11-01": now}, map=map))
    assert opened.page.locator("h1").inner_text() == hostile
    assert opened.asked_outside() == []
    assert opened.complaints == []
