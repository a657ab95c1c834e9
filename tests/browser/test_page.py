"""What a reader meets: hostile names, keyboard, pointer, touch, search, filters, zoom, widths, dark, print, fonts."""

from __future__ import annotations

import re

import pytest

import powermap as pm

CHARTS = {
    "cells": lambda lang: pm.quadrant(pm.northwind(lang), placement="cells", lang=lang),
    "scores": lambda lang: pm.quadrant(
        pm.northwind(lang), placement="scores", lang=lang
    ),
    "influence": lambda lang: pm.influence(pm.northwind(lang), lang=lang),
    **{
        name: lambda lang, name=name: getattr(pm.charts, name)(
            pm.northwind_plan(lang), lang=lang
        )
        for name in (
            "scorecard",
            "relationship",
            "needs",
            "coverage",
            "funnel",
            "tornado",
            "appraisal",
        )
    },
    "empty": lambda lang: pm.quadrant(pm.BuyingCenter("Empty"), lang=lang),
}
WIDTHS = [390, 820, 1440]
STATE = "document.activeElement.id"


@pytest.fixture
def influence(open_page):
    return open_page(CHARTS["influence"]("en"))


def person(page, id):
    return page.locator(f'[id="{id}"]')


def middle(page, id):
    box = person(page, id).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def shown(page):
    name = page.locator(".pm-name")
    return name.inner_text() if name.count() else None


def lit(page):
    return set(
        page.evaluate(
            "[...document.querySelectorAll('.pm-highlighted')].map(each => each.id)"
        )
    )


def out(page):
    return set(
        page.evaluate(
            "[...document.querySelectorAll('.pm-filtered-out')].map(each => each.id)"
        )
    )


def until(page, condition):
    """Wait, frame by frame, for what the browser does in its own time."""
    turns = "for (let frame = 0; frame < 300; frame++)"
    step = "await new Promise(requestAnimationFrame);"
    asked = f"(async () => {{ {turns} {{ if ({condition}) return true; {step} }} }})()"
    assert page.evaluate(asked), condition


def unfold(page):
    page.evaluate(
        "document.querySelectorAll('details').forEach(each => (each.open = true))"
    )


HOSTILE = [
    "</script><script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    "<svg onload='window.hit = 1'>",
    '" onload="window.hit = 1" autofocus onfocus="window.hit = 1',
    "]]></style><script>window.hit = 1</script>",
    "javascript:window.hit=1",
    "${window.hit = 1} {{ 7 * 7 }} {count}",
    "<iframe src=https://example.org/a></iframe>",
    "<style>@import url(https://example.org/b)</style>",
    "url(https://example.org/c)",
]


@pytest.mark.parametrize("whole", [True, False])
def test_hostile_words_run_nothing_ask_for_nothing_and_can_be_read(open_page, whole):
    people = [
        pm.Stakeholder(
            text, id=f"p{n}", title=text, department=text, note=text, power=8
        )
        for n, text in enumerate(HOSTILE)
    ]
    ties = [pm.Tie("p0", f"p{n}", note=text) for n, text in enumerate(HOSTILE) if n]
    center = pm.BuyingCenter(HOSTILE[0], people, ties)
    chart = pm.influence(center, title=HOSTILE[1], with_notes=True)
    opened = open_page(
        chart if whole else f"<!DOCTYPE html><title>host</title>{chart.html()}"
    )
    page = opened.page
    for n, text in enumerate(HOSTILE):
        person(
            page,
            f"p{n}"
            if whole
            else page.locator("g.stakeholder").nth(n).get_attribute("id"),
        ).focus()
        assert shown(page) in HOSTILE
        assert (
            text in page.locator(".pm-tables").inner_text()
            or text in page.locator(".pm-tables").text_content()
        )
    page.fill("input[type=search]", HOSTILE[1])
    page.keyboard.press("Enter")
    assert shown(page) == HOSTILE[1]
    assert page.evaluate("window.hit") is None
    assert (
        page.evaluate(
            "document.querySelectorAll('img, iframe, svg svg, svg style').length"
        )
        == 0
    )
    assert (opened.complaints, opened.asked_outside()) == ([], [])


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("zh", "dark")])
@pytest.mark.parametrize("chart", CHARTS)
def test_axe_finds_nothing_and_no_request_leaves(open_page, axe, chart, lang, scheme):
    opened = open_page(
        CHARTS[chart](lang),
        bypass_csp=True,
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = opened.page
    stops = page.locator("[role=button]")
    if stops.count():
        stops.first.focus()
    unfold(page)
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run().then(found => found.violations.map(each => "
        "[each.id, each.nodes.slice(0, 3).map(node => node.html.slice(0, 200))]))"
    )
    assert found == []
    assert (opened.complaints, opened.asked_outside()) == ([], [])


def test_the_policy_stops_what_is_not_ours(influence):
    page = influence.page
    stopped = page.evaluate("""async () => {
      const seen = [];
      document.addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
      const script = document.createElement("script");
      try { script.text = "window.hit = 1"; document.body.append(script); } catch { seen.push("trusted types"); }
      try { document.body.innerHTML = "<b>x</b>"; } catch { seen.push("trusted types"); }
      await fetch("https://example.org").catch(() => seen.push("fetch"));
      // The event comes some frames later on a busy machine.
      for (let wait = 0; wait < 100 && !seen.includes("connect-src"); wait++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return seen;
    }""")
    assert page.evaluate("window.hit") is None
    assert stopped.count("trusted types") >= 1
    assert "fetch" in stopped
    assert "connect-src" in stopped


@pytest.mark.parametrize(
    "chart", ["cells", "scores", "influence", "relationship", "needs", "coverage"]
)
def test_the_keyboard_reaches_everybody(open_page, chart):
    page = open_page(CHARTS[chart]("en")).page
    stops = page.locator("[role=button]")
    page.locator("[data-action=toggle-dark]").focus()
    page.keyboard.press("Tab")
    seen = []
    for _ in range(stops.count()):
        seen.append(page.evaluate(STATE))
        assert (
            page.evaluate(
                "document.querySelector('.pm-focus-ring').getAttribute('visibility')"
            )
            == "visible"
        )
        page.keyboard.press("ArrowRight")
    assert {person.id for person in pm.northwind()} <= set(seen)
    assert len(seen) == len(set(seen))
    assert page.evaluate(STATE) == seen[-1]
    page.keyboard.press("Home")
    assert page.evaluate(STATE) == seen[0]
    page.keyboard.press("End")
    assert page.evaluate(STATE) == seen[-1]
    page.keyboard.press(
        "Tab"
    )  # one stop for all of them: the next one is outside of the picture
    assert page.evaluate("document.activeElement.closest('svg')") is None


def test_arrows_go_up_and_down_where_the_picture_does(influence):
    page = influence.page
    person(page, "helen-cho").focus()
    page.keyboard.press("ArrowDown")
    below = page.evaluate(STATE)
    assert middle(page, below)[1] > middle(page, "helen-cho")[1]
    # Two rows lower, but on the same vertical line.
    assert below == "tom-becker"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(STATE) == "helen-cho"


def test_focus_and_hover_show_details_and_light_up_ties(influence):
    page = influence.page
    assert shown(page) is None
    person(page, "tom-becker").focus()
    assert shown(page) == "Tom Becker"
    ties = {"tom-becker-reports_to-helen-cho", "tom-becker-influences-ines-duarte"}
    # And where these lead: to those who decide, by way of others.
    path = {
        "robert-falk",
        "ines-duarte-reports_to-helen-cho",
        "ines-duarte-influences-helen-cho",
        "helen-cho-reports_to-robert-falk",
    }
    assert lit(page) == {"tom-becker", "helen-cho", "ines-duarte", *ties, *path}
    faded = page.locator(".pm-highlighting .pm-fadable:not(.pm-highlighted)")
    assert faded.count() > 20
    assert float(faded.first.evaluate("each => getComputedStyle(each).opacity")) < 1
    details = page.locator(".pm-details").inner_text()
    assert all(
        word in details
        for word in (
            "Plant Manager, Gary",
            "Advocate",
            "Supporter",
            "Tom Becker reports to",
            "Paths to decision makers",
            "Tom Becker → Ines Duarte → Helen Cho → Robert Falk",
        )
    )
    page.mouse.move(*middle(page, "robert-falk"))
    assert shown(page) == "Robert Falk"
    page.mouse.move(5, 5)
    assert shown(page) == "Tom Becker"  # who still has the focus
    assert page.locator(".pm-details").get_attribute("aria-live") == "polite"


def test_a_click_holds_somebody_until_escape_and_ties_lead_on(influence):
    page = influence.page
    page.mouse.click(*middle(page, "tom-becker"))
    page.mouse.move(*middle(page, "robert-falk"))
    page.mouse.move(5, 5)
    assert shown(page) == "Tom Becker"
    assert person(page, "tom-becker").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Tom Becker influences Ines Duarte").click()
    assert (shown(page), page.evaluate(STATE)) == ("Ines Duarte", "ines-duarte")
    page.keyboard.press("Escape")
    assert (shown(page), lit(page)) == (None, set())
    assert page.locator("svg [aria-pressed=true]").count() == 0
    page.keyboard.press("Enter")
    assert person(page, "ines-duarte").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Close").click()
    assert (shown(page), page.evaluate(STATE)) == (None, "ines-duarte")


def test_search_and_filters_say_how_many_are_left(influence):
    page = influence.page
    said = page.locator(".pm-count")
    assert said.get_attribute("role") == "status"
    assert said.inner_text() == "14 of 14 shown"
    page.get_by_label("Search people").fill("OKÁFOR")
    assert said.inner_text() == "1 of 14 shown"
    assert "judith-okafor" not in out(page)
    assert {"carl-munro", "carl-munro-reports_to-dana-whitfield"} <= out(page)
    page.keyboard.press("Enter")
    assert shown(page) == "Judith Okafor"
    page.get_by_role("button", name="Show all").click()
    assert (said.inner_text(), out(page)) == ("14 of 14 shown", set())
    page.get_by_role("checkbox", name="Champion").check()
    assert said.inner_text() == "2 of 14 shown"
    page.get_by_role("checkbox", name="Supporter").check()
    assert said.inner_text() == "5 of 14 shown"
    page.get_by_role("checkbox", name="Owner").check()
    assert said.inner_text() == "2 of 14 shown"
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("checkbox", name="Conflicts with").check()
    assert said.inner_text() == "14 of 14 shown"
    ties = {tie.get_attribute("id") for tie in page.locator("g.tie").all()}
    assert out(page) == ties - {tie for tie in ties if "conflicts" in tie}


FOUND_BY = {
    "Boris Vian": ["vian boris", "BORIS V", "ｂｏｒｉｓ", "  vian  ", "vian cfo"],
    "Ann O’Brien": ["o'brien", "o’brien", "oʼbrien", "obrien", "brien, ann", "O´Brien"],
    "Jean-Paul Müller": [
        "jean paul",
        "jeanpaul",
        "muller",
        "Mu\u0308ller",
        "jean‐paul",
    ],
    "Søren Łódzki": ["soren lodzki", "SØREN", "łódzki"],
    "张伟": ["张伟", "张 伟", "zhang wei", "zhangwei", "wei zhang"],
}


def test_a_person_is_found_however_the_name_is_typed(open_page):
    people = [pm.Stakeholder(name, title="CFO") for name in FOUND_BY]
    page = open_page(pm.quadrant(pm.BuyingCenter("Search", people))).page
    for name, searches in FOUND_BY.items():
        for typed in searches:
            page.get_by_label("Search people").fill(typed)
            said = page.locator(".pm-count").inner_text()
            assert said == "1 of 5 shown", (name, typed, said)
            page.keyboard.press("Enter")
            assert shown(page) == name, typed
    page.get_by_label("Search people").fill("vian müller")
    assert page.locator(".pm-count").inner_text() == "0 of 5 shown"


def scale(page):
    return page.evaluate(
        "(svg => svg.clientWidth / svg.viewBox.baseVal.width)(document.querySelector('.pm-stage svg'))"
    )


def test_zoom_by_buttons_wheel_and_keys_keeps_the_point_under_the_pointer(influence):
    page = influence.page
    before = scale(page)
    page.get_by_role("button", name="Zoom in").click()
    assert scale(page) == pytest.approx(before * 1.25, rel=0.01)
    page.get_by_role("button", name="Fit to window").click()
    x, y = middle(page, "dana-whitfield")
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    until(
        page,
        f"document.querySelector('.pm-stage svg').clientWidth > {before * 1280 * 1.5}",
    )
    assert middle(page, "dana-whitfield") == pytest.approx((x, y), abs=6)
    wide = scale(page)
    person(page, "dana-whitfield").focus()
    page.keyboard.press("-")
    assert scale(page) == pytest.approx(wide * 0.8, rel=0.01)
    page.mouse.wheel(0, 50)  # a wheel alone leaves the scale
    assert scale(page) == pytest.approx(wide * 0.8, rel=0.01)


def test_dragging_moves_the_picture_and_chooses_nobody(influence):
    page = influence.page
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").click()
    # The larger picture may hold them outside of the window.
    person(page, "dana-whitfield").scroll_into_view_if_needed()
    x, y = middle(page, "dana-whitfield")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 40, steps=6)
    page.mouse.up()
    assert middle(page, "dana-whitfield") == pytest.approx((x - 60, y - 40), abs=2)
    assert page.locator("svg [aria-pressed=true]").count() == 0
    page.mouse.click(x - 60, y - 40)
    assert shown(page) == "Dana Whitfield"
    assert person(page, "dana-whitfield").get_attribute("aria-pressed") == "true"


def test_touch_taps_and_pinches(open_page):
    page = open_page(
        CHARTS["influence"]("en"), width=390, height=844, has_touch=True, is_mobile=True
    ).page
    page.get_by_role("button", name="Picture").tap()
    person(page, "robert-falk").scroll_into_view_if_needed()
    page.touchscreen.tap(*middle(page, "robert-falk"))
    assert shown(page) == "Robert Falk"
    stage = page.locator(".pm-stage").bounding_box()
    y = stage["y"] + stage["height"] / 2
    before, session = scale(page), page.context.new_cdp_session(page)
    for kind, apart in (
        ("touchStart", 40),
        ("touchMove", 60),
        ("touchMove", 80),
        ("touchEnd", None),
    ):
        points = (
            [
                {"x": 195 - apart, "y": y, "id": 0},
                {"x": 195 + apart, "y": y, "id": 1},
            ]
            if apart
            else []
        )
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert scale(page) == pytest.approx(before * 2, rel=0.05)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("chart", ["influence", "needs", "scorecard"])
def test_it_fits_every_width(open_page, chart, width, lang, tmp_path):
    page = open_page(CHARTS[chart](lang), width=width).page
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    controls = page.locator("button, input[type=search], .pm-filters label, summary")
    boxes = [box for control in controls.all() if (box := in_sight(page, control))]
    assert len(boxes) >= 5
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    for place, one in enumerate(boxes):
        assert not [other for other in boxes[place + 1 :] if overlap(one, other)]
    stage = page.locator(".pm-stage").bounding_box()
    assert stage["width"] >= width * 0.6
    people = page.locator(".pm-people li")
    if width == WIDTHS[0] and people.count():
        assert people.first.is_visible()
        assert page.locator("g.stakeholder").first.is_hidden()
    elif width == WIDTHS[0]:
        assert scale(page) >= 0.55  # names can be read
    else:
        assert page.evaluate(WHOLE)
    page.screenshot(path=tmp_path / "shot.png", full_page=True)


# Whether all of the picture is in its frame, and the frame in the window.
WHOLE = """(stage => stage.scrollWidth <= stage.clientWidth
  && stage.scrollHeight <= stage.clientHeight
  && scrollY === 0 && stage.getBoundingClientRect().bottom <= innerHeight)
  (document.querySelector(".pm-stage"))"""


def entry_of(page, name):
    return page.locator(f".pm-people li:has(.pm-person b:text-is('{name}'))")


def test_a_phone_lists_the_people_before_the_picture(open_page, axe):
    phone = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
    opened = open_page(CHARTS["influence"]("en"), bypass_csp=True, **phone)
    page = opened.page
    entries = page.locator(".pm-people li")
    assert entries.count() == 14
    assert "Neutral" in entries.nth(2).inner_text()
    entry = entry_of(page, "Tom Becker")
    entry.get_by_role("button").tap()
    assert entry.locator(".pm-name").inner_text() == "Tom Becker"
    assert entry.locator(".pm-person").get_attribute("aria-expanded") == "true"

    # Ties and paths lead from one entry to the next, and a search leaves out entries.
    entry.get_by_role("button", name="influences Ines Duarte").tap()
    assert entry.locator(".pm-name").count() == 0
    entry = entry_of(page, "Ines Duarte")
    assert entry.locator(".pm-name").inner_text() == "Ines Duarte"
    page.evaluate(axe)
    found = page.evaluate("axe.run().then(run => run.violations.map(each => each.id))")
    assert found == []
    page.get_by_label("Search people").fill("falk")
    assert [each.is_visible() for each in entries.all()].count(True) == 1
    page.keyboard.press("Enter")
    assert entries.locator(".pm-name").inner_text() == "Robert Falk"

    # And to the picture, which is whole, and back.
    page.get_by_role("button", name="Show in the picture").tap()
    assert page.evaluate(STATE) == "robert-falk"
    assert person(page, "robert-falk").is_visible()
    assert not entries.first.is_visible()
    page.get_by_role("button", name="List").tap()
    assert page.locator(".pm-people .pm-name").inner_text() == "Robert Falk"
    assert opened.complaints == []


def test_the_legend_stays_in_sight(influence):
    page = influence.page
    strip = page.locator(".pm-legend")
    assert not strip.is_visible()
    for _ in range(5):
        page.get_by_role("button", name="Zoom in").click()
    until(page, "!document.querySelector('.pm-legend').hidden")
    assert "Champion" in strip.inner_text()
    assert "conflict" in strip.inner_text()
    page.get_by_role("button", name="Fit to window").click()
    until(page, "document.querySelector('.pm-legend').hidden")


def told(labels):
    return [" ".join(text.split()) for text in labels.all_inner_texts()]


def test_filters_show_counts_and_the_signs_of_the_legend(open_page):
    dana = pm.Stakeholder(
        "Dana",
        power=8,
        organization="Helios",
        covered_by=("Kim", "Lee"),
        contact="deep",
    )
    ben = pm.Stakeholder(
        "Ben",
        power=7,
        department="IT",
        can_veto=True,
        stance="enemy",
        contact="none",
    )
    tie = pm.Tie("dana", "ben", strength=3)
    weak = pm.Tie("ben", "dana", strength=1)
    center = pm.BuyingCenter("Two", [dana, ben], [tie, weak])
    page = open_page(pm.influence(center)).page
    unfold(page)
    asked = {
        "Organization": ["Helios 1", "Unknown 1"],
        "Department": ["IT 1", "Unknown 1"],
        "Can veto": ["yes 1", "Unknown 1"],
        "Covered by": ["Kim 1", "Lee 1", "No one 1"],
        "Stance": ["Enemy 1", "Unknown 1"],
        "Strength": ["Strong 1", "Weak 1"],
    }
    for label, options in asked.items():
        group = page.get_by_role("group", name=label)
        assert told(group.locator("label")) == options
    stances = page.get_by_role("group", name="Stance")
    assert stances.locator("svg").count() == 2
    # Contact stands in the legend as one entry, but each option has its own dots.
    contacts = page.get_by_role("group", name="Contact")
    assert contacts.locator("svg").count() == 2
    assert page.get_by_role("group", name="Can veto").locator("svg").count() == 1
    stances.get_by_label("Enemy").check()
    assert out(page) >= {"dana", "dana-influences-ben"}
    # What each option would show beside what is chosen in the other filters
    covers = page.get_by_role("group", name="Covered by").locator("label")
    assert told(covers) == ["Kim 0", "Lee 0", "No one 1"]
    assert told(stances.locator("label")) == ["Enemy 1", "Unknown 1"]
    stances.get_by_label("Enemy").uncheck()
    page.get_by_role("group", name="Strength").get_by_label("Weak").check()
    assert out(page) == {"dana-influences-ben"}


def in_sight(page, control):
    """Where a control is, unless the filters scroll to it."""
    box = control.bounding_box()
    if box is None or not control.evaluate("each => !!each.closest('.pm-filters')"):
        return box
    panel = page.locator(".pm-filters").bounding_box()
    is_out = box["y"] + box["height"] > panel["y"] + panel["height"]
    return None if is_out else box


def overlap(one, other):
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(
        one["x"], other["x"]
    )
    along = min(one["y"] + one["height"], other["y"] + other["height"]) - max(
        one["y"], other["y"]
    )
    return across > 0.5 and along > 0.5


FILL = "getComputedStyle(document.querySelector('.pm-stage svg > rect')).fill"


def test_dark_follows_the_system_and_the_button(open_page):
    page = open_page(CHARTS["cells"]("en"), color_scheme="dark").page
    assert page.evaluate(FILL) == "rgb(23, 23, 23)"
    button = page.get_by_role("button", name="Dark")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert page.evaluate(FILL) == "rgb(255, 255, 255)"
    assert button.get_attribute("aria-pressed") == "false"
    page.emulate_media(media="print")
    button = open_page(CHARTS["cells"]("en"), color_scheme="light").page.get_by_role(
        "button", name="Dark"
    )
    button.click()
    assert button.get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("people", [14, 150])
def test_it_prints_on_one_sheet_in_light_without_controls(open_page, paper, people):
    crowd = pm.BuyingCenter(
        "Crowd", [pm.Stakeholder(f"Person {n}", power="decider") for n in range(people)]
    )
    page = open_page(pm.quadrant(crowd), color_scheme="dark").page
    page.emulate_media(media="print")
    assert page.evaluate(FILL) == "rgb(255, 255, 255)"
    assert not [
        part
        for part in page.locator(".pm-bar, .pm-side, .pm-tables").all()
        if part.is_visible()
    ]
    printed = page.pdf(format=paper, landscape=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_without_script_the_picture_and_the_tables_remain(open_page):
    page = open_page(CHARTS["influence"]("en"), java_script_enabled=False).page
    assert page.locator(".pm-stage svg").get_attribute("role") == "img"
    assert not page.locator(".pm-bar").is_visible()
    page.locator("summary", has_text="Tables").click()
    assert page.get_by_role("row", name="Ines Duarte VP Supply Chain").is_visible()


def test_sections_in_one_page_keep_to_themselves(open_page):
    center = pm.northwind()
    sections = [
        pm.influence(center).html(),
        pm.quadrant(center).html(),
        pm.influence(center).html(prefix="again-"),
    ]
    opened = open_page(
        f"<!DOCTYPE html><html lang=en><title>host</title><h1>Host</h1>{''.join(sections)}</html>"
    )
    page, roots = opened.page, opened.page.locator("section.powermap")
    assert roots.count() == 3
    roots.nth(2).locator('[id="again-tom-becker"]').focus()
    assert [roots.nth(n).locator(".pm-name").count() for n in range(3)] == [0, 0, 1]
    roots.nth(0).get_by_label("Search people").fill("Falk")
    assert [roots.nth(n).locator(".pm-count").inner_text() for n in range(3)] == [
        "1 of 14 shown",
        "14 of 14 shown",
        "14 of 14 shown",
    ]
    assert (
        page.evaluate("Object.keys(window).filter(key => /powermap|pm/i.test(key))")
        == []
    )
    assert opened.complaints == []


def test_the_same_section_twice_in_one_page_has_ids_of_its_own(open_page):
    section = pm.influence(pm.northwind()).html()
    opened = open_page(
        f"<!DOCTYPE html><html lang=en><title>host</title><h1>Host</h1>{section * 3}</html>"
    )
    page, roots = opened.page, opened.page.locator("section.powermap")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids) == len(set(ids)) > 50
    names = "svg => svg.getAttribute('aria-labelledby').split(' ').map(id => svg.contains(document.getElementById(id)))"
    for number in range(3):
        assert roots.nth(number).locator(".pm-stage svg").evaluate(names) == [True]
    roots.nth(1).locator('g[id$="-tom-becker-2"][tabindex]').first.focus()
    assert [roots.nth(n).locator(".pm-name").count() for n in range(3)] == [0, 1, 0]
    assert opened.complaints == []


def test_a_host_that_lets_no_script_run_still_shows_the_picture(open_page):
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'
    page = open_page(
        f"<!DOCTYPE html><title>host</title>{policy}{CHARTS['cells']('en').html()}"
    ).page
    assert person(page, "x").count() == 0
    assert page.locator("svg[role=img]").is_visible()
    assert not page.locator(".pm-bar").is_visible()


MEASURED = "[...document.querySelectorAll('.pm-stage svg text')].map(text => text.getComputedTextLength())"
# A face is loaded once a letter of it is seen; the demo has one Chinese name, and it is semibold in the picture.
LOADED = (
    "(all => all.filter(face => face.status === 'loaded').length >= 3"
    " && !all.some(face => face.status === 'error'))([...document.fonts])"
)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_letters_are_as_wide_as_the_layout_measured_them(open_page, lang):
    from powermap.scene.marks import Text

    chart = CHARTS["influence"](lang)
    page = open_page(chart).page
    unfold(page)
    until(page, LOADED)
    texts = [mark for mark in chart.scene.walk() if isinstance(mark, Text)]
    drawn = dict(
        zip([text.content for text in texts], page.evaluate(MEASURED), strict=True)
    )
    wide = {text.content: text.width for text in texts}
    off = {
        text: (drawn[text], wide[text])
        for text in wide
        if abs(drawn[text] - wide[text]) > 0.025 * wide[text] + 0.5
    }
    assert off == {}


def test_the_letters_of_svg_and_report_are_their_own(open_page):
    svg = pm.quadrant(pm.northwind()).svg(fonts=True)
    for text in (
        f"<!DOCTYPE html><title>x</title>{svg}",
        pm.report(pm.northwind_plan()).html(),
    ):
        page = open_page(text).page
        until(page, LOADED)


@pytest.mark.parametrize("width", [390, 1280])
def test_somebody_who_is_only_counted_is_found_and_reached_by_the_boss(
    open_page, width
):
    bosses = [pm.Stakeholder(f"Boss {n}", power=9) for n in range(12)]
    others = [pm.Stakeholder(f"Zoë O’Neil {n}", power=2) for n in range(48)]
    ties = [
        pm.Tie(f"{other.id}", bosses[n // 4].id, "reports_to")
        for n, other in enumerate(others)
    ]
    chart = pm.influence(pm.BuyingCenter("N", [*bosses, *others], ties))
    hidden = next(each for each in others if each.id not in chart.scene.groups())
    boss = next(tie.target for tie in ties if tie.source == hidden.id)
    phone = {"has_touch": True, "is_mobile": True} if width < 600 else {}
    page = open_page(chart, width=width, height=844, **phone).page
    page.locator("main input[type=search]").fill(f"oneil zoe {hidden.name.split()[-1]}")
    assert boss not in out(page)
    page.keyboard.press("Enter")
    panel = page.locator("main .pm-details")
    assert (
        panel.locator(".pm-name").inner_text()
        == chart.scene.groups()[boss].details[0].value
    )
    assert hidden.name in panel.inner_text()
    if width < 600:
        entries = page.locator("main .pm-people li")
        assert [each.is_visible() for each in entries.all()].count(True) >= 1
        assert panel.evaluate("each => !!each.closest('.pm-people')")
    # From there to the team, where the person has a card or an entry of the list
    page.locator("main .pm-open").press("Enter")
    section = page.locator("section:not([hidden])")
    shown = section.locator(
        f"[id$='{hidden.id}'], .pm-people b:text-is('{hidden.name}')"
    )
    assert [each.is_visible() for each in shown.all()].count(True) == 1


def test_a_click_on_a_count_shows_the_team_until_the_reader_goes_back(open_page):
    people = [pm.Stakeholder(f"P{n}", power=9 - n // 8) for n in range(60)]
    ties = [pm.Tie(f"p{n}", f"p{n // 4}", "reports_to") for n in range(1, 60)]
    center = pm.BuyingCenter("N", people, [*ties, pm.Tie("p59", "p20")])
    chart = pm.influence(center)
    page = open_page(chart).page
    part = chart.parts[0]
    people_here = {person.id for person in center} & set(part.scene.groups())
    hidden = min(people_here - set(chart.scene.groups()))
    assert not page.locator(f'[id="part-0-{hidden}"]').is_visible()

    # By the sign on the card, and back to the card
    page.locator(f'[id="{part.key}"] .team-sign').click()
    assert page.locator(f'[id="part-0-{hidden}"]').is_visible()
    assert not page.locator("main").is_visible()
    page.locator("section:not([hidden]) [data-action=back]").click()
    assert page.locator("main").is_visible()
    assert page.evaluate(STATE) == part.key

    # By keyboard, from the details of the card
    page.keyboard.press("Enter")
    page.locator("main .pm-open").press("Enter")
    assert page.locator(f'[id="part-0-{hidden}"]').is_visible()
