"""The page of the board in Chromium, Python behind it, no notebook between: pointer, keyboard, menus, refusals."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import powermap as pm

BARE = (Path(__file__).parent / "bare.html").as_uri()
TRAITS = ("_esm", "_css", "_words", "_picture", "_answer", "_requests")


class Page:
    """A mounted board and what somebody does on it."""

    def __init__(self, page, board):
        self.page, self.board = page, board
        self.errors = []
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.errors.append(error))  # noqa: PLW0108, playwright marks what it gets
        page.on(
            "dialog",
            lambda dialog: self.errors.append(dialog.message) or dialog.dismiss(),
        )
        page.expose_function("toPython", self.answered)
        page.goto(BARE)
        page.evaluate(
            "state => mount(state)", {name: getattr(board, name) for name in TRAITS}
        )

    def answered(self, changed):
        self.board._requests = changed["_requests"]
        return {name: getattr(self.board, name) for name in ("_picture", "_answer")}

    def person(self, id):
        return self.page.locator(f'.pm-stage > svg:not(.pm-ghost) [data-person="{id}"]')

    def spot(self, id):
        """Where to press somebody: the middle of the card, or of the disc."""
        sign = self.person(id).locator("circle, rect:nth-of-type(3)")
        box = (
            sign.last if self.person(id).locator("rect").count() else sign.first
        ).bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag(self, start, end):
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(start[0] + 7, start[1] + 5)
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up()

    def until_answered(self, number):
        self.page.wait_for_function("n => model.get('_answer').n >= n", arg=number)

    def notice(self):
        return self.page.locator(".pm-notice").inner_text()


@pytest.fixture
def center():
    people = [
        pm.Stakeholder("Ana Ruiz", power=8, involvement=3, stance="neutral"),
        pm.Stakeholder("Ben Ode", power="decider", involvement="high"),
        pm.Stakeholder("Cem Öz", power="influencer", involvement=7),
        pm.Stakeholder("Dee Li"),
    ]
    return pm.BuyingCenter("ERP", people, [pm.Tie("cem-oz", "ana-ruiz", strength=2)])


@pytest.fixture
def mount(chromium):
    pages = []

    def mounted(center, **options):
        pages.append(
            Page(
                chromium.new_page(viewport={"width": 1320, "height": 1000}),
                pm.board(center, **options),
            )
        )
        return pages[-1]

    yield mounted
    for each in pages:
        assert each.errors == []
        each.page.close()


def center_of(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_card_dragged_to_another_cell_takes_its_words(mount, center):
    it = mount(center, placement="cells")
    it.drag(it.spot("dee-li"), center_of(it.page.locator("g.cell.advocate")))
    it.until_answered(1)
    it.drag(it.spot("ana-ruiz"), center_of(it.page.locator("g.cell.owner")))
    it.until_answered(2)
    assert it.board.python == (
        'center = center.replace("dee-li", power="influencer", involvement="high")',
        'center = center.replace("ana-ruiz", involvement="high")  # involvement was 3',
    )
    assert it.page.locator(".pm-python").inner_text() == "\n".join(it.board.python)
    assert it.page.locator(".pm-ghost").count() == 0


def test_a_disc_dragged_takes_the_score_that_is_shown(mount, center):
    it = mount(center, placement="scores")
    x, y = it.spot("ana-ruiz")
    knots = it.board._picture["axes"]["involvement"]
    a_point = (knots[1][0] - knots[0][0]) / (knots[1][1] - knots[0][1])
    across = (
        it.page.evaluate(
            "document.querySelector('.pm-stage > svg').getBoundingClientRect().width"
        )
        / 1280
    )
    it.page.mouse.move(x, y)
    it.page.mouse.down()
    it.page.mouse.move(x - a_point * across, y, steps=4)
    label = it.page.locator(".pm-target")
    label.filter(has_text="Power 8 · Involvement 2").wait_for()
    it.page.mouse.up()
    it.until_answered(1)
    assert (
        it.board.center["ana-ruiz"].power,
        it.board.center["ana-ruiz"].involvement,
    ) == (8, 2)


def test_a_drop_outside_changes_nothing(mount, center):
    it = mount(center, placement="scores")
    it.drag(it.spot("ana-ruiz"), (660, 30))
    assert it.page.locator(".pm-ghost, .pm-lifted").count() == 0
    it.page.mouse.move(*it.spot("ana-ruiz"))
    it.page.mouse.down()
    it.page.mouse.move(600, 400, steps=3)
    it.page.keyboard.press("Escape")
    it.page.mouse.up()
    assert it.page.locator(".pm-ghost, .pm-lifted").count() == 0
    assert it.board.center == center


def test_stance_name_and_tie_in_the_menu_of_a_person(mount, center):
    it = mount(center, placement="cells")
    it.page.mouse.click(*it.spot("ana-ruiz"))
    it.page.get_by_role("button", name="Champion", exact=True).click()
    it.until_answered(1)
    assert (
        it.page.get_by_role("button", name="Champion", exact=True).get_attribute(
            "aria-pressed"
        )
        == "true"
    )
    it.page.get_by_label("Name", exact=True).fill("Anna Ruiz")
    it.page.keyboard.press("Enter")
    it.until_answered(2)
    it.page.get_by_role(
        "button", name="Remove this tie: Cem Öz influences Anna Ruiz (strength 2)"
    ).click()
    it.until_answered(3)
    it.page.get_by_label("Cell", exact=True).select_option("Gatekeeper")
    it.until_answered(4)
    ana = it.board.center["ana-ruiz"]
    assert (ana.name, ana.stance, ana.power, ana.involvement) == (
        "Anna Ruiz",
        "champion",
        "influencer",
        3,
    )
    assert it.board.center.ties == ()
    it.page.get_by_role("button", name="Remove", exact=True).click()
    it.until_answered(5)
    assert "ana-ruiz" not in it.board.center
    assert it.page.locator(".pm-menu").is_hidden()


def test_two_people_are_joined_by_the_handle(mount, center):
    it = mount(center, placement="cells")
    it.page.mouse.move(*it.spot("ben-ode"))
    it.drag(center_of(it.page.locator(".pm-handle")), it.spot("cem-oz"))
    it.page.get_by_role("button", name="Ben Ode listens to Cem Öz").click()
    it.until_answered(1)
    assert it.board.center.ties[-1] == pm.Tie("ben-ode", "cem-oz", "listens_to")


def test_two_people_are_joined_by_the_keyboard(mount, center):
    it = mount(center, placement="scores")
    it.person("ana-ruiz").focus()
    it.page.keyboard.press("Enter")
    it.page.get_by_role("button", name="Connect with …").press("Enter")
    said = "Who should be connected with Ana Ruiz? Choose a person, or press Escape to cancel."
    assert it.notice() == said
    it.person("ben-ode").focus()
    it.page.keyboard.press("Enter")
    it.page.get_by_role("button", name="Reverse direction").press("Enter")
    it.page.get_by_role("button", name="Ben Ode reports to Ana Ruiz").press("Enter")
    it.until_answered(1)
    assert it.board.python == (
        'center = center.add(ties=[pm.Tie("ben-ode", "ana-ruiz", "reports_to")])',
    )
    assert it.notice() == ""


def test_arrows_move_to_the_next_cell_and_keep_the_focus(mount, center):
    it = mount(center, placement="cells")
    it.person("dee-li").focus()
    for number, key in enumerate(["ArrowUp", "ArrowUp", "ArrowRight", "ArrowLeft"], 1):
        it.page.keyboard.press(key)
        it.until_answered(number)
    assert it.page.evaluate("document.activeElement.dataset.person") == "dee-li"
    assert it.board.center["dee-li"].power is pm.Power.DECIDER
    assert it.board.center["dee-li"].involvement is pm.Involvement.LOW
    it.page.keyboard.press("ArrowLeft")
    it.page.keyboard.press("Delete")
    it.until_answered(5)
    assert "dee-li" not in it.board.center


def test_arrows_move_by_a_step_of_the_score(mount, center):
    it = mount(center, placement="scores")
    it.person("ana-ruiz").focus()
    for number, key in enumerate(
        ["ArrowUp", "Shift+ArrowUp", "ArrowLeft", "ArrowLeft"], 1
    ):
        it.page.keyboard.press(key)
        it.until_answered(number)
    assert (
        it.board.center["ana-ruiz"].power,
        it.board.center["ana-ruiz"].involvement,
    ) == (8.6, 2)
    it.person("ben-ode").focus()
    it.page.keyboard.press("ArrowDown")
    it.until_answered(5)
    assert (
        it.board.center["ben-ode"].power,
        it.board.center["ben-ode"].involvement,
    ) == (7, "high")


def test_undo_and_redo_by_buttons_and_keys(mount, center):
    it = mount(center, placement="cells")
    undo, redo = (it.page.get_by_role("button", name=name) for name in ("Undo", "Redo"))
    assert [button.is_enabled() for button in (undo, redo)] == [False, False]
    it.person("dee-li").focus()
    it.page.keyboard.press("Delete")
    it.until_answered(1)
    undo.click()
    it.until_answered(2)
    assert it.board.center == center
    it.person("dee-li").focus()
    for number, (key, left) in enumerate(
        [("Control+Shift+z", 3), ("Control+z", 4), ("Control+y", 3)], 3
    ):
        it.page.keyboard.press(key)
        it.until_answered(number)
        assert len(it.board.center) == left
        it.person("ana-ruiz").focus()


def test_somebody_is_added_gets_the_focus_and_a_name_is_text(mount, center):
    it = mount(center, placement="cells")
    it.page.get_by_role("button", name="Add a person").click()
    it.page.keyboard.type("<img src=x onerror=alert(1)>")
    it.page.keyboard.press("Enter")
    it.until_answered(1)
    assert (
        it.page.evaluate("document.activeElement.dataset.person")
        == "img-src-x-onerror-alert-1"
    )
    it.page.keyboard.press("Enter")
    assert (
        it.page.get_by_label("Name", exact=True).input_value()
        == "<img src=x onerror=alert(1)>"
    )
    assert it.page.locator("img").count() == 0
    it.page.keyboard.press("Escape")
    assert (
        it.page.evaluate("document.activeElement.dataset.person")
        == "img-src-x-onerror-alert-1"
    )


def test_what_is_refused_is_told_and_nothing_moves(mount, center):
    it = mount(center, placement="scores")
    it.page.mouse.click(*it.spot("ana-ruiz"))
    it.page.get_by_label("Power", exact=True).fill("99")
    it.page.keyboard.press("Enter")
    it.until_answered(1)
    assert (
        it.notice() == "BuyingCenter 'ERP': power of 'Ana Ruiz' is 99; allowed: 0 to 10"
    )
    assert it.board.center == center
    assert it.page.get_by_label("Power", exact=True).input_value() == "8"
    it.page.get_by_label("Power", exact=True).fill("")
    it.page.keyboard.press("Enter")
    it.until_answered(2)
    assert it.notice() == ""
    assert it.board.python == (
        'center = center.replace("ana-ruiz", power=None)  # power was 8',
    )


def test_requests_made_while_python_is_busy_are_granted_one_after_another(
    mount, center
):
    it = mount(center, placement="cells")
    it.person("dee-li").focus()
    for key in ("ArrowUp", "Delete"):
        it.page.keyboard.press(key)
    it.page.evaluate("window.toPython = undefined")
    it.until_answered(2)
    it.page.get_by_role("button", name="Undo").click()
    it.person("ana-ruiz").focus()
    it.page.keyboard.press("Delete")
    wishes = it.page.evaluate("model.get('_requests')")
    assert [(request["n"], request["do"]) for request in wishes] == [
        (3, "undo"),
        (4, "remove"),
    ]
    it.answered({"_requests": wishes})
    assert [person.id for person in it.board.center] == ["ben-ode", "cem-oz", "dee-li"]


def test_the_lines_are_copied_or_selected(mount, center):
    it = mount(center, placement="cells")
    it.person("dee-li").focus()
    it.page.keyboard.press("Delete")
    it.until_answered(1)
    it.page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    )
    it.page.get_by_role("button", name="Copy").click()
    it.page.get_by_text("Press Ctrl+C to copy").wait_for()
    assert it.page.evaluate("getSelection().toString()").strip() == it.board.python[0]


def test_every_person_can_be_reached_and_is_named_for_a_screen_reader(mount, center):
    it = mount(center, placement="cells", lang="zh")
    people = it.page.locator("[data-person]")
    assert people.count() == 4
    assert {people.nth(n).get_attribute("tabindex") for n in range(4)} == {"0"}
    assert it.person("ana-ruiz").get_attribute("aria-label") == "Ana Ruiz, 中立, 审批者"
    assert it.page.locator(".powermap-board").get_attribute("lang") == "zh"
    words = it.page.locator(".pm-bar").inner_text()
    assert re.fullmatch(r"[\u3000-\u9fff\uff00-\uffef\sA-Za-z+]+", words)


def test_unmounting_leaves_nothing_behind(mount, center):
    it = mount(center)
    it.page.evaluate("unmount()")
    assert it.page.locator(".powermap-board").count() == 0
    assert it.page.evaluate("model.listeners.length") == 0


FOCUSED = "document.activeElement.dataset.key ?? document.activeElement.className"


def test_the_keyboard_stays_on_the_board_after_every_edit(mount, center):
    it = mount(center)
    it.person("ana-ruiz").click()
    it.page.get_by_role("button", name="Champion").click()
    it.until_answered(1)
    assert it.page.evaluate(FOCUSED) == "stance champion"
    it.page.get_by_label("Name", exact=True).fill("Ana R.")
    it.page.keyboard.press("Enter")
    it.until_answered(2)
    assert it.page.evaluate(FOCUSED) == "name"
    it.page.keyboard.press("Escape")
    assert it.page.evaluate("document.activeElement.dataset.person") == "ana-ruiz"
    it.page.keyboard.press("Delete")
    it.until_answered(3)
    assert "ana-ruiz" not in [person.id for person in it.board.center]
    for number in (4, 5, 6):
        it.page.keyboard.press(
            "Control+z"
        )  # the last one disables what undoes, where the keyboard is not
        it.until_answered(number)
    assert it.board.center == center
    it.page.keyboard.press("Control+y")
    it.until_answered(7)
    it.page.locator("button.pm-undo").click()
    it.until_answered(8)
    it.page.keyboard.press("Control+y")
    it.until_answered(9)
    assert it.board.center["ana-ruiz"].stance == "champion"


def test_a_photo_on_the_board_is_cut_round(mount, tmp_path):
    Image.new("RGB", (40, 40), (220, 30, 30)).save(tmp_path / "ana.png")
    ana = pm.Stakeholder("Ana Ruiz", power=8, involvement=3, photo="ana.png")
    pm.write(pm.BuyingCenter("ERP", [ana]), tmp_path / "deal.yaml")
    center = pm.read(tmp_path / "deal.yaml").center
    board = mount(center, placement="cells", show=["photo"])
    shot = board.person("ana-ruiz").locator("image").screenshot()
    picture = Image.open(BytesIO(shot)).convert("RGB")
    width, height = picture.size
    assert picture.getpixel((width // 2, height // 2))[1] < 60
    # The corner shows what is behind the photo.
    assert picture.getpixel((0, 0))[1] > 60
