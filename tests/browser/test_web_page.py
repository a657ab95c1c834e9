"""Plans in a browser: edits, saves, two windows, a file that changes underneath, a kill."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

import powermap as pm

expect = pytest.importorskip("playwright.sync_api").expect
# A machine under load is slow, and no reason to fail.
expect.set_options(timeout=60_000)

# Serves a folder, and ends in the middle of the first save where it is told to.
SERVER = """
import os, sys
from datetime import date
from powermap.files import writing
from powermap.serving import bind, run
from powermap.web import app

folder, lang, fate = sys.argv[1:]
if fate == "killed":
    def end(*_, **__):
        os._exit(9)
    writing._take_names = end
token = "token-for-the-tests-only"
site = app(folder, today=lambda: date(2026, 11, 20), token=token, lang=lang)
bound = bind(0)
print(f"http://127.0.0.1:{bound.getsockname()[1]}/{token}/", flush=True)
run(site, bound)
"""


@pytest.fixture
def folder(tmp_path):
    plans = tmp_path / "plans"
    plans.mkdir()
    pm.write(pm.northwind_plan(), plans / "deal.yaml")
    return plans


@pytest.fixture
def serve(folder):
    """Starts a server of the folder; its address."""
    running = []

    def start(lang="en", fate=""):
        command = [sys.executable, "-c", SERVER, str(folder), lang, fate]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        running.append(process)
        return process.stdout.readline().strip()

    yield start
    for process in running:
        process.send_signal(signal.SIGTERM)
        process.communicate()


@pytest.fixture
def visit(chromium):
    """Opens an address in a window of its own, and hears what it complains of."""
    contexts = []

    def opened(url, *, width=1440, height=900, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()


def card(page, id):
    return page.locator(f'.pm-stage [data-person="{id}"]').first


def set_stance(page, id, stance):
    card(page, id).click()
    page.locator(".pm-menu").get_by_role("button", name=stance, exact=True).click()
    page.keyboard.press("Escape")


def save(page):
    page.get_by_role("button", name="Save").click()


def stance(folder, id):
    return pm.read(folder / "deal.yaml").center[id].stance


def test_a_plan_is_edited_and_saved(serve, visit, folder, axe):
    page = visit(serve())
    page.get_by_role("link", name="deal.yaml").click()
    set_stance(page, "grace-tan", "Supporter")
    expect(page.locator(".state")).to_have_text("Not saved yet")
    card(page, "grace-tan").click()
    page.locator(".pm-menu textarea").fill("Met her on Monday.")
    page.keyboard.press("Control+s")
    expect(page.locator(".state")).to_have_text("Saved.")
    assert stance(folder, "grace-tan") is pm.Stance.SUPPORTER
    assert pm.read(folder / "deal.yaml").center["grace-tan"].note == (
        "Met her on Monday."
    )
    expect(page.locator(".findings")).not_to_contain_text("won over: Grace Tan")
    page.keyboard.press("Escape")
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    assert [each["id"] for each in found["violations"]] == []
    assert page.complaints == []


def test_charts_and_the_report_show_what_is_not_saved(serve, visit):
    page = visit(serve() + "plan/deal.yaml")
    card(page, "grace-tan").click()
    page.locator(".pm-menu input").first.fill("Grace Renamed")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    for name in ("Influence", "Report"):
        page.get_by_role("button", name=name, exact=True).click()
        shown = page.frame_locator("iframe.shown")
        expect(shown.locator("body")).to_contain_text("Grace Renamed")
    page.get_by_role("button", name="Board").click()
    expect(card(page, "grace-tan")).to_be_visible()
    assert page.complaints == []


def test_two_windows_merge_what_they_changed(serve, visit, folder):
    address = serve() + "plan/deal.yaml"
    first, second = visit(address), visit(address)
    set_stance(first, "grace-tan", "Supporter")
    set_stance(second, "nils-berger", "Enemy")
    save(first)
    expect(first.locator(".state")).to_have_text("Saved.")
    save(second)
    expect(second.locator(".notice")).to_contain_text("changed after you opened it")
    second.get_by_role("button", name="Merge with my changes").click()
    expect(second.locator(".notice")).to_contain_text("Merged")
    save(second)
    expect(second.locator(".state")).to_have_text("Saved.")
    assert stance(folder, "grace-tan") is pm.Stance.SUPPORTER
    assert stance(folder, "nils-berger") is pm.Stance.ENEMY


def test_a_file_that_changes_underneath_is_noticed(serve, visit, folder):
    page = visit(serve() + "plan/deal.yaml")
    expect(card(page, "grace-tan")).to_be_visible()
    center = pm.northwind().without("grace-tan")
    pm.write(pm.northwind_plan().with_center(center), folder / "deal.yaml")
    page.get_by_role("button", name="Load the file again").click(timeout=20_000)
    expect(card(page, "grace-tan")).to_have_count(0)
    expect(page.locator(".notice")).to_be_hidden()


def test_a_plan_that_cannot_be_read_says_why(serve, visit, folder):
    wrong = "stakeholders:\n- {name: <b>Ana</b>, power: <img src=x>}\n"
    (folder / "deal.yaml").write_text(wrong, encoding="utf-8")
    page = visit(serve() + "plan/deal.yaml")
    expect(page.locator(".notice")).to_contain_text("<img src=x>")
    expect(page.locator("nav")).to_be_hidden()
    assert page.locator("img").count() == 0


def test_an_edit_whose_answer_is_lost_is_done_once(serve, visit, folder):
    page = visit(serve() + "plan/deal.yaml")
    expect(card(page, "grace-tan")).to_be_visible()
    lost = []

    def lose(route):
        route.fetch()
        lost.append(route.request.post_data_json["requests"])
        route.abort()

    page.route("**/do/ask", lose, times=1)
    page.get_by_role("button", name="Add a person").click()
    page.keyboard.type("Zoe Quist")
    page.keyboard.press("Enter")
    expect(card(page, "zoe-quist")).to_be_visible()
    assert len(lost) == 1
    expect(page.locator(".notice")).to_be_hidden()
    save(page)
    expect(page.locator(".state")).to_have_text("Saved.")
    names = [person.name for person in pm.read(folder / "deal.yaml").center]
    assert names.count("Zoe Quist") == 1


def test_a_kill_in_the_middle_of_a_save_leaves_the_file(serve, visit, folder):
    before = (folder / "deal.yaml").read_bytes()
    page = visit(serve(fate="killed") + "plan/deal.yaml")
    set_stance(page, "grace-tan", "Supporter")
    save(page)
    expect(page.locator(".notice")).to_contain_text("does not answer")
    assert (folder / "deal.yaml").read_bytes() == before
    again = visit(serve() + "plan/deal.yaml")
    set_stance(again, "grace-tan", "Supporter")
    save(again)
    expect(again.locator(".state")).to_have_text("Saved.")
    assert stance(folder, "grace-tan") is pm.Stance.SUPPORTER


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_on_a_phone_and_in_the_dark(serve, visit, axe, scheme):
    page = visit(serve("zh") + "plan/deal.yaml", width=390, color_scheme=scheme)
    expect(card(page, "grace-tan")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    expect(page.get_by_role("button", name="保存")).to_be_disabled()
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    assert [each["id"] for each in found["violations"]] == []
