"""Plans in a browser: edits, saves, two windows, a file that changes underneath, a kill."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

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

folder, lang, fate, port = sys.argv[1:]
if fate == "killed":
    def end(*_, **__):
        os._exit(9)
    writing._take_names = end
token = "token-for-the-tests-only"
site = app(folder, today=lambda: date(2026, 11, 20), token=token, lang=lang)
bound = bind(int(port))
print(f"http://127.0.0.1:{bound.getsockname()[1]}/{token}/", flush=True)
run(site, bound)
"""


# Stands before the app as at a company: its own prefix and sign-in, and another name behind it.
PROXY = """
import socket, sys
from datetime import date
from pathlib import Path

import httpx, uvicorn
from starlette.applications import Starlette
from starlette.responses import RedirectResponse, HTMLResponse, Response
from starlette.routing import Route

from powermap.web import app

folder, signed_in = map(Path, sys.argv[1:])
behind = httpx.AsyncClient(
    transport=httpx.ASGITransport(app(folder, today=lambda: date(2026, 11, 20))),
    base_url="http://backend.internal",
)

async def forward(request):
    if not signed_in.exists():
        return RedirectResponse("/login", 302)
    path = "/" + request.path_params["path"]
    kept = {k: v for k, v in request.headers.items() if k not in ("host", "content-length")}
    url = httpx.URL(path=path, query=request.url.query.encode())
    body = await request.body()
    answer = await behind.request(request.method, url, headers=kept, content=body)
    headers = {k: v for k, v in answer.headers.items() if k != "content-length"}
    return Response(answer.content, answer.status_code, headers)

async def login(_):
    return HTMLResponse("<h1>Sign in</h1>")

methods = ["GET", "POST"]
site = Starlette(routes=[Route("/login", login), Route("/portal/{path:path}", forward, methods=methods)])
bound = socket.create_server(("127.0.0.1", 0))
print(f"http://127.0.0.1:{bound.getsockname()[1]}/portal/", flush=True)
uvicorn.Server(uvicorn.Config(site, log_level="error")).run(sockets=[bound])
"""


@pytest.fixture
def folder(tmp_path):
    plans = tmp_path / "plans"
    plans.mkdir()
    pm.write(pm.northwind_plan(), plans / "deal.yaml")
    return plans


@pytest.fixture
def serve(folder):
    """Starts a server of the folder; its address. `start.end()` ends the last one."""
    running = []

    def start(lang="en", fate="", port=0, script=SERVER, more=None):
        given = [lang, fate, str(port)] if more is None else more
        command = [sys.executable, "-c", script, str(folder), *given]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        running.append(process)
        return process.stdout.readline().strip()

    def end():
        process = running.pop()
        process.send_signal(signal.SIGTERM)
        process.communicate()

    start.end = end
    yield start
    while running:
        end()


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


def test_a_file_that_was_removed_is_saved_again(serve, visit, folder):
    file = folder / "deal.yaml"
    file.write_text("# Ours alone.\n" + file.read_text(encoding="utf-8"))
    page = visit(serve() + "plan/deal.yaml")
    set_stance(page, "grace-tan", "Supporter")
    expect(page.locator(".state")).to_have_text("Not saved yet")
    file.unlink()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my version").click()
    assert download.value.suggested_filename == "deal.yaml"
    mine = Path(download.value.path()).read_bytes()
    assert mine.startswith(b"# Ours alone.")
    page.get_by_role("button", name="Save it again").click()
    expect(page.locator(".state")).to_have_text("Saved.")
    expect(page.locator(".notice")).to_be_hidden()
    assert file.read_bytes() == mine
    assert stance(folder, "grace-tan") is pm.Stance.SUPPORTER


def test_a_file_that_is_broken_underneath_leaves_every_way_out(serve, visit, folder):
    page = visit(serve() + "plan/deal.yaml")
    file = folder / "deal.yaml"
    before = file.read_text(encoding="utf-8")
    set_stance(page, "grace-tan", "Supporter")
    file.write_text("stakeholders: [", encoding="utf-8")
    page.get_by_role("button", name="Merge with my changes").click()
    expect(page.locator(".notice")).to_contain_text("deal.yaml")
    for name in ("Merge with my changes", "Discard my changes", "Download my version"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    file.write_text(before, encoding="utf-8")
    expect(page.locator(".notice")).to_be_hidden()
    save(page)
    expect(page.locator(".state")).to_have_text("Saved.")


@pytest.mark.parametrize("change", ["same", "changed"])
def test_a_server_that_is_started_again_loses_nothing(serve, visit, folder, change):
    address = serve()
    page = visit(address + "plan/deal.yaml")
    set_stance(page, "grace-tan", "Supporter")
    save(page)
    expect(page.locator(".state")).to_have_text("Saved.")
    set_stance(page, "nils-berger", "Enemy")
    page.get_by_role("button", name="Add a person").click()
    page.keyboard.type("Zoe Quist")
    page.keyboard.press("Enter")
    expect(card(page, "zoe-quist")).to_be_visible()
    serve.end()
    set_stance(page, "helen-cho", "Neutral")
    expect(page.locator(".notice")).to_contain_text("not responding")
    if change == "changed":
        pm.write(pm.northwind_plan(), folder / "deal.yaml")
    serve(port=urlsplit(address).port)
    if change == "changed":
        expect(page.locator(".notice")).to_contain_text("copy your changes")
        expect(page.locator(".pm-python")).to_contain_text("Zoe Quist")
        return
    expect(page.locator(".notice")).to_be_hidden()
    save(page)
    expect(page.locator(".state")).to_have_text("Saved.")
    assert stance(folder, "nils-berger") is pm.Stance.ENEMY
    assert stance(folder, "helen-cho") is pm.Stance.NEUTRAL
    names = [person.name for person in pm.read(folder / "deal.yaml").center]
    assert names.count("Zoe Quist") == 1


def test_behind_a_proxy_and_a_sign_in(serve, visit, folder, tmp_path):
    signed_in = tmp_path / "signed-in"
    signed_in.touch()
    page = visit(serve(script=PROXY, more=[str(signed_in)]))
    page.get_by_role("link", name="deal.yaml").click()
    set_stance(page, "grace-tan", "Supporter")
    expect(page.locator(".state")).to_have_text("Not saved yet")
    page.get_by_role("button", name="Influence", exact=True).click()
    shown = page.frame_locator("iframe.shown")
    expect(shown.locator("body")).to_contain_text("Grace Tan")
    page.get_by_role("button", name="Board").click()
    signed_in.unlink()
    set_stance(page, "nils-berger", "Enemy")
    expect(page.locator(".notice")).to_contain_text("sign in again")
    signed_in.touch()
    expect(page.locator(".notice")).to_be_hidden()
    save(page)
    expect(page.locator(".state")).to_have_text("Saved.")
    assert stance(folder, "grace-tan") is pm.Stance.SUPPORTER
    assert stance(folder, "nils-berger") is pm.Stance.ENEMY
    page.get_by_role("link", name="Plans").click()
    expect(page.get_by_role("link", name="deal.yaml")).to_be_visible()


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
    expect(page.locator(".notice")).to_contain_text("not responding")
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
