"""The app over HTTP: who is let in, edits, saves, conflicts, what is shown."""

from __future__ import annotations

import asyncio
import json
import re
from base64 import b64decode
from datetime import date
from html import unescape
from urllib.parse import quote, urljoin

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.testclient import TestClient

import powermap as pm
from powermap.web import app
from powermap.workspace import Workspace

TODAY = date(2026, 11, 20)
TOKEN = "test-token-0123456789"
HOME = f"http://127.0.0.1:8000/{TOKEN}"


def today():
    return TODAY


@pytest.fixture
def folder(tmp_path):
    plans = tmp_path / "plans"
    plans.mkdir()
    pm.write(pm.northwind_plan(), plans / "deal.yaml")
    return plans


def visit(site, base="http://127.0.0.1:8000"):
    return TestClient(site, base_url=base, headers={"Origin": base})


@pytest.fixture
def client(folder):
    return visit(app(folder, today=today, token=TOKEN))


class Window:
    """A window of a browser, as the page speaks for it."""

    def __init__(self, client, plan="deal.yaml", home=HOME):
        self.client = client
        self.home = home
        self.count = 0
        opened = client.post(f"{home}/do/open", json={"plan": plan})
        assert opened.status_code == 200, opened.text
        self.state = opened.json()

    @property
    def window(self):
        return {"window": self.state["window"]}

    def do(self, act, **body):
        body = {**self.window, **body}
        answer = self.client.post(f"{self.home}/do/{act}", json=body)
        if answer.status_code == 200:
            self.state |= answer.json()
        return answer

    def ask(self, **request):
        self.count = self.state["answer"]["n"] + 1
        return self.do("ask", requests=[{"n": self.count, **request}])


def links(page):
    """Where the links of a page lead, as a browser finds it."""
    assert page.status_code == 200
    return {
        urljoin(str(page.url), link)
        for link in re.findall(r'<a href="([^"]+)"', page.text)
    }


def people(folder):
    return pm.read(folder / "deal.yaml").center


def test_nobody_without_the_token_is_let_in(client, folder):
    for path in ("/", "/plan/deal.yaml", "/wrong-token-0123456789/", f"/{TOKEN}x/"):
        assert client.get(f"http://127.0.0.1:8000{path}").status_code == 404
    for address in (HOME, f"{HOME}/"):
        assert links(client.get(address)) == {f"{HOME}/plan/deal.yaml"}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", ""])
def test_no_other_name_of_this_computer_is_served(client, host):
    assert client.get(f"{HOME}/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://["},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Content-Type": "text/plain"},
    ],
)
def test_no_other_page_changes_anything(client, headers):
    content = b'{"plan": "deal.yaml"}'
    usual = {"Content-Type": "application/json"}
    refused = client.post(f"{HOME}/do/open", content=content, headers=usual | headers)
    assert refused.status_code == 403


def test_every_answer_has_a_strict_policy(client):
    window = Window(client)
    id = window.state["window"]
    for path in ("/", "/plan/deal.yaml", "/static/app.js", "/static/none"):
        policy = client.get(HOME + path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
    for path in ("chart/influence", "report"):
        shown = client.get(f"{HOME}/show/{path}?window={id}")
        assert shown.headers["content-security-policy"].startswith("sandbox ")
        assert shown.headers["referrer-policy"] == "no-referrer"
        assert TOKEN not in shown.text


@pytest.mark.parametrize(
    "name",
    ["../secret.yaml", "%2e%2e/secret.yaml", "/etc/passwd", ".powermap/x", "no.yaml"],
)
def test_nothing_outside_the_folder_is_opened(client, folder, name):
    (folder.parent / "secret.yaml").write_text("name: Secret\n", encoding="utf-8")
    answer = client.post(f"{HOME}/do/open", json={"plan": name})
    assert answer.status_code == 422
    assert "Secret" not in answer.text
    assert str(folder) not in answer.text


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"plan": 5}', b"[" * 100_000])
def test_a_body_that_is_none_of_ours_is_refused(client, body):
    headers = {"Content-Type": "application/json"}
    answer = client.post(f"{HOME}/do/open", content=body, headers=headers)
    assert answer.status_code in {400, 422}


def test_a_large_body_is_refused(client):
    headers = {"Content-Type": "application/json"}
    large = b'{"plan": "' + b"x" * 1_100_000 + b'"}'
    for content in (large, iter([large])):
        answer = client.post(f"{HOME}/do/open", content=content, headers=headers)
        assert answer.status_code == 413


def test_edits_are_saved_and_comments_stay(client, folder):
    file = folder / "deal.yaml"
    text = "# Ours alone.\n" + file.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    window = Window(client)
    assert not window.state["changed"]
    window.ask(do="set", id="grace-tan", field="stance", value="supporter")
    window.ask(do="set", id="grace-tan", field="note", value="Met her.\nTwice.")
    window.ask(do="connect", source="grace-tan", target="helen-cho", kind="influences")
    assert window.state["changed"]
    assert people(folder)["grace-tan"].stance is None
    assert window.do("save").json()["notes"] == []
    assert not window.state["changed"]
    saved = people(folder)
    assert saved["grace-tan"].stance is pm.Stance.SUPPORTER
    assert saved["grace-tan"].note == "Met her.\nTwice."
    assert file.read_text(encoding="utf-8").startswith("# Ours alone.\n")
    # What was done before a save can still be taken back.
    for _ in range(3):
        window.ask(do="undo")
    window.do("save")
    assert people(folder) == pm.northwind_plan().center


def test_the_check_follows_the_board(client):
    window = Window(client)
    before = {row["code"] for row in window.state["findings"]}
    assert "PM201" in before
    for id in ("grace-tan", "robert-falk", "alan-price"):
        window.ask(do="remove", id=id)
    texts = " ".join(row["message"] for row in window.state["findings"])
    assert "Grace Tan" not in texts


def test_a_refused_edit_leaves_the_board(client):
    window = Window(client)
    before = window.state["picture"]
    answer = window.ask(do="set", id="grace-tan", field="stance", value="angry").json()
    assert "angry" in answer["answer"]["refused"]
    assert window.state["picture"]["svg"] == before["svg"]


def test_two_windows_do_not_overwrite_each_other(client, folder):
    first, second = Window(client), Window(client)
    first.ask(do="set", id="grace-tan", field="stance", value="supporter")
    second.ask(do="set", id="nils-berger", field="stance", value="enemy")
    second.ask(do="set", id="helen-cho", field="stance", value="neutral")
    first.ask(do="set", id="helen-cho", field="stance", value="champion")
    assert first.do("save").status_code == 200
    assert second.do("look").json() == {"file": "stale"}
    refused = second.do("save")
    assert refused.status_code == 409
    assert "deal.yaml" in refused.json()["error"]
    assert people(folder)["nils-berger"].stance is None
    merged = second.do("merge").json()
    assert len(merged["conflicts"]) == 1
    assert "Helen Cho" in merged["conflicts"][0]["because"]
    assert second.do("save").status_code == 200
    saved = people(folder)
    assert saved["grace-tan"].stance is pm.Stance.SUPPORTER
    assert saved["nils-berger"].stance is pm.Stance.ENEMY
    assert saved["helen-cho"].stance is pm.Stance.NEUTRAL


def test_a_file_that_changed_underneath_can_be_loaded_again(client, folder):
    window = Window(client)
    window.ask(do="add", name="New Person")
    pm.write(
        pm.northwind_plan().with_center(people(folder).without("grace-tan")),
        folder / "deal.yaml",
    )
    assert window.do("look").json() == {"file": "stale"}
    window.do("reload")
    assert not window.state["changed"]
    ids = {person["id"] for person in window.state["picture"]["people"]}
    assert "grace-tan" not in ids
    assert "new-person" not in ids


def test_a_file_that_is_gone_or_broken_is_said(client, folder):
    window = Window(client)
    window.ask(do="add", name="New Person")
    (folder / "deal.yaml").write_text("stakeholders: [", encoding="utf-8")
    assert window.do("save").status_code == 409
    assert window.do("merge").status_code == 422
    (folder / "deal.yaml").unlink()
    assert window.do("save").status_code in {409, 422}
    assert not (folder / "deal.yaml").exists()


def test_every_chart_and_the_report_show_what_is_not_saved_yet(client):
    from powermap.charts.kinds import CHARTS

    window = Window(client)
    window.ask(do="set", id="grace-tan", field="name", value="Renamed Here")
    id = window.state["window"]
    for kind in CHARTS:
        page = client.get(f"{HOME}/show/chart/{kind}?window={id}")
        assert page.status_code == 200
        assert page.text.startswith("<!DOCTYPE html>")
    page = client.get(f"{HOME}/show/report?window={id}").text
    assert "Renamed Here" in page
    assert client.get(f"{HOME}/show/chart/none?window={id}").status_code == 422


def test_a_read_only_folder_is_only_shown(folder):
    workspace = Workspace(folder, read_only=True)
    window = Window(visit(app(workspace, today=today, token=TOKEN)))
    assert not window.state["writable"]
    refused = window.ask(do="add", name="New Person")
    assert refused.status_code == 422
    assert window.do("save").status_code == 422


def test_an_audience_sees_pseudonyms_and_no_notes(folder):
    workspace = Workspace(folder, level="customer")
    client = visit(app(workspace, today=today, token=TOKEN))
    window = Window(client)
    text = str(window.state)
    for person in pm.northwind():
        assert person.name not in text
    assert all("note" not in person for person in window.state["picture"]["people"])
    id = window.state["window"]
    refused = client.get(f"{HOME}/show/chart/influence?window={id}")
    assert refused.status_code == 422


def test_pages_and_errors_are_in_chinese(folder):
    client = visit(app(folder, today=today, token=TOKEN, lang="zh"))
    assert 'lang="zh-CN"' in client.get(f"{HOME}/").text
    window = Window(client)
    assert window.state["words"]["undo"] == "撤销"
    forgotten = client.post(f"{HOME}/do/save", json={"window": "x"})
    assert "重新载入" in forgotten.json()["error"]


def test_another_program_mounts_it_behind_its_own_door(folder):
    site = app(folder, today=today)
    outer = Starlette(routes=[Mount("/maps", app=site)])
    base = "https://crm.example"
    client = visit(outer, base)
    assert links(client.get("/maps/")) == {f"{base}/maps/plan/deal.yaml"}
    window = Window(client, home=f"{base}/maps")
    window.ask(do="add", name="New Person")
    assert window.do("save").status_code == 200
    assert "new-person" in people(folder)


def test_the_oldest_window_with_nothing_to_save_is_forgotten_first(client, monkeypatch):
    monkeypatch.setattr("powermap.web.editing._MOST", 2)
    monkeypatch.setattr("powermap.web.editing._MOST_CHANGED", 3)
    first = Window(client)
    first.ask(do="add", name="New Person")
    windows = [first, *(Window(client) for _ in range(3))]
    assert [window.do("look").status_code for window in windows] == [
        200,
        410,
        410,
        200,
    ]
    # Where all have something to save there is a limit too.
    for _ in range(3):
        Window(client).ask(do="add", name="New Person")
    assert first.do("look").status_code == 410


@pytest.mark.parametrize(
    "name", ["deal.yaml", "north/deal 2.yaml", "a/项目/do/plan/x#?.json"]
)
@pytest.mark.parametrize("prefix", ["", "/maps", "/teams/a b"])
def test_addresses_in_pages_begin_where_the_page_is(folder, name, prefix):
    """A proxy may have cut off a beginning that the app never hears of."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    pm.write(pm.northwind_plan(), file)
    site = app(folder, today=today)
    if prefix:
        site = Starlette(routes=[Mount(prefix, app=site)])
    client = visit(site)
    home = f"http://127.0.0.1:8000{quote(prefix)}/"
    plan = f"{home}plan/{quote(name)}"
    assert plan in links(client.get(home))
    for address in (plan, f"{home}plan/{quote(name, safe='')}"):
        page = client.get(address)
        assert links(page) == {home}
        data = json.loads(unescape(re.search(r'data-page="([^"]+)"', page.text)[1]))
        assert data["plan"] == name
        assert urljoin(address, data["root"] + "/do/open") == f"{home}do/open"
        assert f'src="{data["root"]}/static/app.js"' in page.text


@pytest.mark.parametrize(
    ("said", "status"), [("same-origin", 200), ("cross-site", 403), ("none", 403)]
)
def test_a_proxy_may_reach_it_by_another_name(folder, said, status):
    client = visit(app(folder, today=today), "http://backend:8000")
    headers = {"Origin": "https://crm.example", "Sec-Fetch-Site": said}
    opened = client.post("/do/open", json={"plan": "deal.yaml"}, headers=headers)
    assert opened.status_code == status


def test_an_app_of_fastapi_lets_in_whom_it_knows(folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    pm.write(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")]), other / "deal.yaml")
    site = FastAPI()
    site.mount("/ours", app(folder, today=today))
    site.mount("/theirs", app(other, today=today, lang="zh"))

    @site.middleware("http")
    async def ask_who(request, go_on):
        if request.headers.get("x-user") != "ana":
            return PlainTextResponse("", 401)
        return await go_on(request)

    client = visit(site)
    assert client.get("/ours/").status_code == 401
    client.headers["x-user"] = "ana"
    ours = Window(client, home="/ours")
    theirs = Window(client, home="/theirs")
    assert theirs.state["words"]["undo"] == "撤销"
    theirs.ask(do="add", name="New Person")
    assert theirs.do("save").status_code == 200
    assert [person.name for person in people(other)] == ["Ana Ruiz", "New Person"]
    assert people(folder) == pm.northwind()
    assert ours.do("look").json() == {"file": "same"}
    # A window of one folder is none of the other.
    assert client.post("/theirs/do/save", json=ours.window).status_code == 410


@pytest.mark.parametrize("change", ["edited", "as it was"])
def test_a_file_that_was_removed_is_saved_again(client, folder, change):
    file = folder / "deal.yaml"
    text = "# Ours alone.\n" + file.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    window = Window(client)
    if change == "edited":
        window.ask(do="add", name="New Person")
    before = window.state["changed"]
    file.unlink()
    assert window.do("look").json() == {"file": "gone"}
    assert window.do("save").status_code == 409
    mine = b64decode(window.do("download").json()["content"])
    assert mine.startswith(b"# Ours alone.\n")
    assert window.state["changed"] == before
    assert window.do("save", again=True).status_code == 200
    assert not window.state["changed"]
    assert file.read_bytes() == mine
    assert ("new-person" in people(folder)) == (change == "edited")
    assert window.do("look").json() == {"file": "same"}
    # Whatever is there by now is not written over.
    assert window.do("save", again=True).status_code == 409
    window.ask(do="undo")
    assert window.do("save").status_code == 200


def test_one_plan_is_served_alone(folder):
    whole = (folder / "deal.yaml").read_text(encoding="utf-8")
    _, people_of_account = whole.split("stakeholders:")
    (folder / "people.yaml").write_text(f"stakeholders:{people_of_account}")
    (folder / "deal.yaml").write_text("name: ERP\npeople: people.yaml\n")
    pm.write(pm.northwind_plan(), folder / "other.yaml")
    client = visit(app(Workspace(folder, only="deal.yaml"), today=today))
    home = "http://127.0.0.1:8000"
    assert links(client.get("/")) == {f"{home}/plan/deal.yaml"}
    assert len(Window(client, home=home).state["picture"]["people"]) == 14
    for name in ("other.yaml", "people.yaml", "none.yaml"):
        answer = client.post("/do/open", json={"plan": name})
        assert answer.status_code == 422
        assert f"there is no plan '{name}'" in answer.json()["error"]
        assert client.get(f"/plan/{name}").status_code == 422


@pytest.mark.parametrize("token", ["short", "with space 0123456789", "a/b" * 9])
def test_a_token_that_can_be_guessed_is_refused(folder, token):
    with pytest.raises(pm.FormatError, match="16"):
        app(folder, today=today, token=token)


def test_a_look_at_the_file_does_not_draw_the_plan(client):
    assert Window(client).do("look").json() == {"file": "same"}


@pytest.mark.parametrize("name", [None, 5, ["deal.yaml"], {}])
def test_what_is_no_name_is_no_plan(client, name):
    answer = client.post(f"{HOME}/do/open", json={"plan": name})
    assert answer.status_code == 422
    assert "is not the name of a plan" in answer.json()["error"]


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        *((path, "0", 404) for path in ("*", "", "x", "//", f"//{TOKEN}/")),
        *((f"/{TOKEN}/", length, 413) for length in ("9" * 5_000, "-1", "²", "")),
    ],
)
def test_no_odd_path_or_length_is_an_error_of_the_server(folder, path, length, status):
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request"}

    headers = [(b"host", b"127.0.0.1:8000"), (b"content-length", length.encode())]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    asyncio.run(app(folder, today=today, token=TOKEN)(scope, receive, send))
    assert sent[0]["status"] == status
