"""No text of a user becomes markup in a page or in Markdown; files are whole or not."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, strategies as st
from markdown_it import MarkdownIt

import powermap as pm
from powermap.reporting import report
from powermap.reporting.markdown import escape_line

# The demo has one Chinese name.
pytestmark = pytest.mark.filterwarnings(
    "ignore:no installed font:powermap.PowermapWarning"
)
PLANS = (
    "en",
    "zh",
    "empty",
    "empty zh",
    "people only",
    "no people",
    "hostile",
    "hostile zh",
    "customer",
    "partner",
)
FORBIDDEN = {"script", "img", "iframe", "object", "link", "b", "i", "foreignObject"}
ATTRIBUTES = re.compile(
    "lang|xml:lang|charset|name|content|http-equiv|aria-label|aria-labelledby|href|id|"
    "class|scope|role|data-head|data-source|data-target|xmlns|xml:space|direction|"
    "unicode-bidi|width|height|viewbox|x|y|r|rx|cx|cy|d|fill|fill-opacity|stroke|"
    "stroke-width|stroke-opacity|stroke-dasharray|stroke-linejoin|font-size|"
    "font-weight|font-family|letter-spacing|text-anchor|transform"
)


class Page(HTMLParser):
    """The elements, attributes and texts of a page."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.texts = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag in {"td", "th", "p", "li", "h1", "h2", "title"}:
            self.texts.append("")

    def handle_data(self, data):
        if self.texts:
            self.texts[-1] += data

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def values(self, *names):
        return [value for _, name, value in self.attributes if name in names]


def headers_of(made):
    headers = set()
    for section in made.sections:
        if section.table:
            headers.update(section.table.headers)
    return headers


@pytest.fixture(scope="module")
def pages(samples):
    return {name: Page(samples(name).html) for name in PLANS}


def test_the_page_is_well_formed_and_holds_no_markup_of_a_user(samples, pages):
    for plan, page in pages.items():
        assert not FORBIDDEN & set(page.elements), plan
        names = {name for _, name, _ in page.attributes}
        assert not [name for name in names if not ATTRIBUTES.fullmatch(name)]
        headers = headers_of(samples(plan).report)
        for _, name, value in page.attributes:
            if name == "data-head":
                # A custom field or a rival may be called anything.
                assert value in headers
            elif name != "content":
                assert not re.search(r"[<>]|alert", value), (plan, value)
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        known = set(ids)
        assert set(page.values("lang", "xml:lang")) == {samples(plan).lang}
        for target in page.values("href"):
            assert target[0] == "#"
            assert target[1:] in known
        for labels in page.values("aria-labelledby"):
            assert set(labels.split()) <= known


def test_the_page_names_no_address_outside_itself(samples, pages):
    for plan, page in pages.items():
        text = samples(plan).html
        assert text.count("url(") == text.count("url(data:font/woff;base64,")
        assert "@import" not in text
        for _, name, value in page.attributes:
            if name != "xmlns":
                assert not re.search("https?:|^//|javascript:", value), (plan, value)


@pytest.mark.parametrize("plan", ["hostile", "hostile zh"])
def test_every_text_of_a_user_is_shown_as_it_is(
    pages, hostile_texts, hostile_lines, plan
):
    texts = pages[plan].texts
    for text in hostile_texts:
        assert text in texts  # a name, an action
        assert any(text in each for each in texts if each != text)  # in a sentence
    assert any(hostile_lines in each for each in texts)


def cells(row):
    return re.split(r"(?<!\\)(?:\\\\)*\|", row)


@pytest.mark.parametrize("name", PLANS)
def test_markdown_keeps_its_tables_headings_and_fences(samples, name):
    found = samples(name).report
    is_fenced = False
    plain = []
    for line in found.markdown().splitlines():
        if line.startswith("```"):
            is_fenced = not is_fenced
        elif not is_fenced:
            plain.append(line)
    assert not is_fenced
    headings = [line for line in plain if line.startswith("#")]
    assert headings[1:] == [f"## {section.title}" for section in found.sections]
    assert headings[0].startswith("# ")
    for line in plain:
        assert not re.search(r"(?<!\\)[<>`\[]", line), line
    for section in found.sections:
        for table in filter(None, (section.table, section.chart_table)):
            assert all(len(row) == len(table.headers) for row in table.rows)
    width = 0
    for line in plain:
        width = (width or len(cells(line))) if line.startswith("|") else 0
        assert not width or len(cells(line)) == width, line


def test_markdown_has_no_picture_without_a_table_beside_it(samples):
    for section in samples("en").report.sections:
        if section.charts and section.key != "influence":
            assert section.table or section.chart_table


def test_markdown_draws_with_the_words_and_the_grid_of_a_playbook():
    ana = pm.Stakeholder("Ana", power="influencer", involvement="low")
    center = pm.BuyingCenter("ERP", [ana])
    grid = dict(pm.Playbook().role_grid)
    grid[pm.Power.INFLUENCER, pm.Involvement.LOW] = pm.Role.INFLUENCER
    wording = {"en": {"Role.influencer": "Carrier"}}
    playbook = pm.Playbook("Acme", role_grid=grid, wording=wording)
    text = report(center, playbook=playbook).markdown()
    assert "| Carrier | Ana |" in text
    assert "Gatekeeper" not in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. x", r"1\. x"),
        ("12) x", r"12\) x"),
        ("1.5 M", "1.5 M"),
        ("- x", r"\- x"),
        ("", ""),
        ("a & b", "a &amp; b"),
        ("see https://x.org", r"see https\://x.org"),
        ("two\nlines", "two lines"),
        ("ask @ana and a.ruiz@x.org", "ask @&#8203;ana and a.ruiz@&#8203;x.org"),
        ("#12, !3, &4, gh-5", r"\#&#8203;12, !&#8203;3, &amp;&#8203;4, gh-&#8203;5"),
        ("at 5 @ 10:00, No. # and C#", r"at 5 @ 10:00, No. \# and C\#"),
        ("fixed in a5c3785e", "fixed in a5c378&#8203;5e"),
        ("acme/erp@A5C3785", "acme/erp@&#8203;A5C378&#8203;5"),
        (
            "call +49 30 12345678, 1200000 a year",
            "call +49 30 12345678, 1200000 a year",
        ),
    ],
)
def test_a_line_of_markdown(text, written):
    assert escape_line(text) == written


# What GitHub looks for in the text that is left when all signs of Markdown are read.
LINKED = re.compile(
    r"@\w|[#!]\d|\bGH-\d|[a-z]+://|\bwww\.|\b(?!\d{1,15}\b)[0-9a-f]{7,40}\b",
    re.IGNORECASE | re.ASCII,
)
REFERENCES = (
    "@ana",
    "#12",
    "GH-12",
    "a5c3785",
    "https://x.org",
    "www.x.org",
    "acme/erp",
)
REFERENCES += ("a.ruiz@x.org", 40 * "9", "d6cd1e2bd19e03a81132a23b2025920577f84e37")
PIECES = st.sampled_from((*REFERENCES, " ", "-", "_", "*", "&", "(", "中", "x", "7"))


@given(st.lists(PIECES | st.characters(codec="utf-8"), max_size=6).map("".join))
def test_a_line_of_markdown_says_the_text_and_links_nothing(text):
    shown = ""
    for token in MarkdownIt().parseInline(escape_line(text))[0].children:
        # No emphasis, code or link: the same text, with spaces that nobody sees.
        assert token.type == "text" or token.type == "text_special", token
        shown += token.content
    spaces = shown.count("\u200b") - text.count("\u200b")
    assert spaces >= 0
    assert shown.replace("\u200b", "") == " ".join(text.split()).replace("\u200b", "")
    # Addresses are escaped in the source; who reads only the text does not link them.
    unlinked = re.sub(r"[a-z]+://|www\.", "", shown, flags=re.IGNORECASE)
    assert not LINKED.search(unlinked), shown


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_saved_whole_or_not_at_all(samples, tmp_path, suffix, monkeypatch):
    made = samples("en").report
    target = tmp_path / f"plan.{suffix}"
    target.write_text("mine", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(made, "_values", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            made.save(target)
    assert target.read_text(encoding="utf-8") == "mine"
    assert made.save(str(target)) == target
    wanted = samples("en").html if suffix == "html" else made.markdown()
    assert target.read_bytes() == wanted.encode()
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_wrong_suffix_or_place_is_an_error(samples, tmp_path):
    made = samples("empty").report
    message = "cannot save a report as 'plan.htm'; allowed: .html, .pdf, .docx, .md, .json, .pptx (did you mean"
    with pytest.raises(pm.FormatError, match=re.escape(message)):
        made.save(tmp_path / "plan.htm")
    with pytest.raises(pm.FormatError, match="nowhere"):
        made.save(tmp_path / "nowhere" / "plan.html")
    assert list(tmp_path.iterdir()) == []


def test_the_page_has_a_dark_form_and_prints_in_light(samples):
    text = samples("en").html
    assert "color-scheme: light dark" in text
    assert 'figure svg [fill="#FFFFFF"]{fill:light-dark(#FFFFFF,#171717)}' in text
    printed = text.partition("@media print {")[2]
    assert printed.lstrip().startswith(":root { color-scheme: light;")
    assert "h2, .heading, thead { break-after: avoid; }" in printed


def test_markdown_lists_people_by_cell_and_colors_their_stances(samples):
    text = samples("en").report.markdown()
    assert "quadrantChart" not in text
    assert "| Approver | Robert Falk, Dana Whitfield (Neutral) |" in text
    for stance in ("champion", "neutral", "enemy"):
        assert f"classDef {stance} fill:" in text
