"""The page as text: what it holds, what it lets through, and that it needs nothing else. tests/browser opens it."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

import powermap as pm
from powermap.render import html
from powermap.render.dark_colors import dark_color
from powermap.scene.marks import Detail, Group, Scene
from powermap.style import MUTED, PAPER, ROLES, TEXT

# The demo has one Chinese name.
pytestmark = pytest.mark.filterwarnings(
    "ignore:no installed font:powermap.PowermapWarning"
)
HOSTILE = [
    "</script><script>document.title = 1</script>",
    "<img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "' autofocus onfocus='alert(1)",
    "]]></style><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7 * 7 }} {% raw %} ${7}",
    "&amp; &lt;b&gt; &#60;i>",
]
WORDS = {word: f"<{word}>" for word in html.WORDS}


class Page(HTMLParser):
    """Elements with their attributes, and the texts between them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.texts, self.inside, self.raw = (
            [],
            [],
            None,
            {"script": "", "style": ""},
        )
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.inside = tag

    def handle_data(self, data):
        if self.inside in self.raw:
            self.raw[self.inside] += data
        else:
            self.texts.append(data)

    def handle_endtag(self, tag):
        self.inside = None

    def values(self, name):
        return [
            attributes[name] for _, attributes in self.elements if name in attributes
        ]


@pytest.fixture(scope="module")
def influence():
    center = pm.northwind()
    return center, pm.influence(center), Page(pm.influence(center).html(page=True))


def hostile():
    people = [
        pm.Stakeholder(text, id=f"p{n}", title=text, note=text, power=8)
        for n, text in enumerate(HOSTILE)
    ]
    ties = [pm.Tie("p0", f"p{n}", note=text) for n, text in enumerate(HOSTILE) if n]
    center = pm.BuyingCenter(HOSTILE[0], people, ties)
    return pm.influence(center, title=HOSTILE[1], with_notes=True)


def test_the_policy_allows_the_script_and_the_style_by_their_hashes_and_nothing_else(
    influence,
):
    _, _, page = influence
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in page.values("content")[0].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["trusted-types"] == "'none'"
    for kind in ("script", "style"):
        digest = base64.b64encode(
            hashlib.sha256(page.raw[kind].encode()).digest()
        ).decode()
        assert policy[f"{kind}-src"] == f"'sha256-{digest}'"
        assert sum(tag == kind for tag, _ in page.elements) == 1


@pytest.mark.parametrize("whole", [True, False])
def test_nothing_is_loaded_and_nothing_runs_from_an_attribute(whole):
    text = pm.influence(pm.northwind()).html(page=whole)
    names = {name for _, attributes in Page(text).elements for name in attributes}
    assert not [
        name
        for name in names
        if name.startswith("on") or name in {"style", "src", "action", "srcset"}
    ]
    assert set(Page(text).values("href")) <= {"data:,"}
    assert text.count("url(") == text.count("url(data:font/woff;base64,") > 0
    assert set(re.findall(r"https?://[^\"']*", text)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("whole", [True, False])
def test_hostile_words_are_text(whole):
    chart = hostile()
    page, tame = (
        Page(chart.html(page=whole)),
        Page(pm.influence(pm.northwind()).html(page=whole)),
    )
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in tame.elements}
    assert page.raw["script"] == tame.raw["script"]
    for text in HOSTILE:
        assert (
            page.texts.count(text) >= 3
        )  # the name and the title in the table, the note
    assert (
        HOSTILE[1] in page.texts if whole else HOSTILE[1] in page.values("aria-label")
    )


def test_every_person_and_tie_has_a_row_that_names_its_group(influence):
    center, chart, page = influence
    rows = page.values("data-for")
    assert len(rows) == len(center) + len(center.ties)
    assert set(rows) <= set(page.values("id"))
    details = [
        detail.value
        for group in chart.scene.groups().values()
        for detail in group.details
        if detail.value
    ]
    assert set(details) <= set(page.texts)
    assert page.texts.count("Owner") > 1


def test_one_may_choose_by_role_stance_and_kind_in_the_order_of_the_vocabularies(
    influence,
):
    _, _, page = influence
    spans = [tag for tag, _ in page.elements].count("span")
    boxes = [
        attributes["value"]
        for tag, attributes in page.elements
        if attributes.get("type") == "checkbox"
    ]
    assert spans == len(boxes) + 1  # and the label of the search
    start = page.texts.index("Role")
    told = [text.strip() for text in page.texts[start:] if text.strip()]
    assert told[:7] == [
        "Role",
        "Owner",
        "Approver",
        "Decider",
        "Advocate",
        "Gatekeeper",
        "Influencer",
    ]
    assert told[7:14] == [
        "Stance",
        "Champion",
        "Supporter",
        "Neutral",
        "Opponent",
        "Enemy",
        "Unknown",
    ]
    assert told[14:18] == ["Kind of tie", "Reports to", "Influences", "Conflicts with"]
    used = {key for keys in page.values("data-filter-keys") for key in keys.split()}
    assert used == set(boxes)


def test_what_all_share_is_no_choice_and_unknown_columns_are_left_out():
    details = [
        (Detail("Name", name), Detail("Role", "Owner", 0), Detail("Note", ""))
        for name in ("Ana", "Bo")
    ]
    groups = tuple(
        Group((), key=f"p{n}", details=each) for n, each in enumerate(details)
    )
    page = Page(html.page(Scene(9, 9, "T", "", groups), WORDS))
    assert not [
        1 for _, attributes in page.elements if attributes.get("type") == "checkbox"
    ]
    assert [text for text in page.texts if text in {"Name", "Role", "Note"}] == [
        "Name",
        "Role",
    ]
    assert page.values("data-filter-keys") == ["", ""]


def test_groups_without_facts_become_parts_with_what_the_groups_within_add():
    inner = Group((), key="cell", title="Risk\nContoso: against")
    page = Page(
        html.page(
            Scene(9, 9, "T", "", (Group((inner,), key="row", title="Risk\nUs: for"),)),
            WORDS,
        )
    )
    assert page.values("data-for") == ["row"]
    cells = [text for text in page.texts if text.strip()]
    assert cells[-3:] == ["Risk", "Us: for", "Contoso: against"]
    assert "search" not in page.values("type")


@pytest.mark.usefixtures("without_font_files")
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "chart",
    [
        "scorecard",
        "relationship",
        "needs",
        "coverage",
        "funnel",
        "tornado",
        "appraisal",
    ],
)
def test_every_chart_of_a_plan_becomes_a_page(chart, lang):
    page = Page(
        getattr(pm.charts, chart)(pm.northwind_plan(lang), lang=lang).html(page=True)
    )
    people = chart in {"relationship", "needs", "coverage"}
    assert ("search" in page.values("type")) is people
    assert set(page.values("data-for")) <= set(page.values("id"))
    assert len(page.values("data-for")) >= 7
    assert page.values("lang") == [lang] * 3


def test_a_change_has_a_row_for_everybody_who_is_or_was_there():
    old = pm.northwind()
    new = old.replace("carl-munro", power=8).without("nils-berger")
    rows = Page(pm.charts.difference(old, new).html(page=True)).values("data-for")
    assert sorted(rows) == sorted(
        ["carl-munro-before", "nils-berger-before", *(person.id for person in new)]
    )


@pytest.mark.parametrize("chart", [pm.quadrant, pm.influence])
def test_nobody_leaves_a_page_that_can_be_zoomed(chart):
    page = Page(chart(pm.BuyingCenter("Empty")).html(page=True))
    assert page.values("data-action") == [
        "zoom-out",
        "zoom-in",
        "fit",
        "toggle-dark",
    ]
    assert "table" not in [tag for tag, _ in page.elements]


@pytest.mark.parametrize("level", ["partner", "customer"])
def test_a_page_for_other_eyes_names_nobody(level):
    plan = pm.northwind_plan()
    text = pm.influence(pm.redact(plan, level, key="a key for the tests").center).html(
        page=True
    )
    assert [person.name for person in plan.center if person.name in text] == []


def test_sections_of_several_charts_share_a_page():
    center = pm.northwind()
    page = Page(
        "".join(chart.html() for chart in (pm.quadrant(center), pm.influence(center)))
    )
    assert len(page.values("id")) == len(set(page.values("id"))) > 50
    twice = Page(
        "".join(pm.quadrant(center).html(prefix=prefix) for prefix in ("a-", "b-"))
    )
    assert len(twice.values("id")) == len(set(twice.values("id")))
    with pytest.raises(pm.FormatError, match="prefix is 'a-'"):
        pm.quadrant(center).html(page=True, prefix="a-")


def test_a_prefix_begins_ids_and_nothing_else():
    chart = pm.quadrant(pm.northwind())
    for prefix in ('"', '" onload="alert(1)" x="', "a b", "<b>", "3-", "#", 3):
        for write in (chart.svg, chart.html):
            with pytest.raises(pm.FormatError, match=r"prefix is .*; allowed: letters"):
                write(prefix=prefix)


def test_the_same_chart_gives_the_same_bytes_whatever_the_seed():
    """Here hashes have another seed, which Python draws when it starts."""
    code = (
        "import hashlib, powermap as pm\n"
        "page = pm.influence(pm.northwind()).html(page=True)\n"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "1"},
    )
    page = pm.influence(pm.northwind()).html(page=True)
    assert done.stdout.strip() == hashlib.sha256(page.encode()).hexdigest()


def test_a_page_of_thirty_people_is_light():
    people = [
        pm.Stakeholder(
            f"Person Number {n}",
            title="Head of Process Excellence",
            department="Operations",
            power=n % 11,
            involvement=n % 7,
            stance=list(pm.Stance)[n % 5],
            contact="brief",
            note="Asked for the payback twice",
        )
        for n in range(30)
    ]
    ties = [
        pm.Tie(people[n].id, people[n // 3].id, kind="reports_to") for n in range(1, 30)
    ]
    center = pm.BuyingCenter("Thirty", people, ties)
    assert (
        max(
            len(make(center, with_notes=True).html(page=True).encode())
            for make in (pm.quadrant, pm.influence)
        )
        <= 150_000
    )


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_dark_inks_can_be_read():
    assert contrast("#FFFFFF", "#777777") == pytest.approx(4.48, abs=0.01)
    pairs = [(TEXT, PAPER), (MUTED, PAPER)]
    for tone in ROLES.values():
        pairs += [(tone.ink, tone.tint), (MUTED, tone.tint)]
    for ink, background in pairs:
        assert contrast(dark_color(ink), dark_color(background)) >= 4.5


def test_every_color_of_the_picture_has_its_dark_one(influence):
    _, chart, page = influence
    drawn = set(re.findall(r'(?:fill|stroke)="#[0-9A-F]{6}"', chart.svg()))
    assert len(drawn) > 15
    assert all(f"[{paint}]{{" in page.raw["style"] for paint in drawn)
