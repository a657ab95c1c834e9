"""A report says something in every section, whatever a plan holds, and no text of a user becomes markup."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

import powermap as pm
from powermap.language import say
from powermap.model.playbook import Playbook, StrategyRule, Tactics
from powermap.redaction import redact
from powermap.reporting import report
from powermap.reporting.content import joined

# The demo has one Chinese name.
pytestmark = pytest.mark.filterwarnings(
    "ignore:no installed font:powermap.PowermapWarning"
)
KEYS = ["summary", "board", "influence", "roles", "findings", "assessment", "strategy", "relationship", "coverage",
        "goals", "steps", "unknown", "pipeline", "appraisal"]  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>", "a & b &lt c", "\"double\" 'single'", "$x$ $$y$$", "pipe | pipe", "`code` ```fence```",
    "x ]]> y", "x --> y <!-- z", "[link](https://example.com) ![i](x)", "%%{init: {}}%% click n0 href", "# heading",
    "1. one", "- item", "{{ 7 * 7 }} {% raw %}", "*em* _em_ ~~x~~", "</svg></figure><img src=x onerror=alert(1)>",
]  # fmt: skip
LINES = "first line\n# second line\n\n| third | line |\n```\n<b>fourth</b>"
ATTRIBUTES = re.compile(
    "lang|xml:lang|charset|name|content|http-equiv|aria-label|aria-labelledby|href|id|class|scope|role|data-head|"
    "data-source|data-target|xmlns|xml:space|direction|unicode-bidi|width|height|viewbox|x|y|r|rx|cx|cy|d|fill|"
    "fill-opacity|stroke|stroke-width|stroke-opacity|stroke-dasharray|stroke-linejoin|font-size|font-weight|"
    "font-family|letter-spacing|text-anchor|transform"
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


def hostile():
    people = [
        pm.Stakeholder(text, id=f"p{n}", title=text[::-1], department=text, power="decider", stance="champion",
                       evidence=LINES, note=text, covered_by=[text])
        for n, text in enumerate(HOSTILE)
    ]  # fmt: skip
    ties = [pm.Tie("p0", f"p{n}", note=HOSTILE[n]) for n in range(1, 6)]
    return pm.AccountPlan(
        HOSTILE[0], opportunity=HOSTILE[1], center=pm.BuyingCenter(HOSTILE[8], people, ties), objective=LINES,
        solution=HOSTILE[-1], team=[pm.plan.Member(text, text) for text in HOSTILE], rivals=HOSTILE[:3],
        assessments=[
            pm.plan.Assessment("insider", "+", evidence=LINES, as_of="2026-01-01"),
            *(pm.plan.Assessment("margin", "-", rival=rival, evidence=rival) for rival in HOSTILE[:3]),
            pm.plan.Assessment(HOSTILE[4], "+", evidence=HOSTILE[4]),
        ],
        extra_criteria=[pm.plan.ExtraCriterion(HOSTILE[4], "win")],
        goals=[pm.plan.Goal(text) for text in HOSTILE],
        actions=[pm.plan.Action(text, who=text, with_people=[f"p{n}"]) for n, text in enumerate(HOSTILE)],
        pipeline=[pm.plan.Prospect(text, "prospect", amount=5) for text in HOSTILE],
        seller=HOSTILE[0], appraisal=[pm.plan.Rating("targets", text, comment=LINES, by=text) for text in HOSTILE],
    )  # fmt: skip


PLANS = {
    "en": (pm.northwind_plan("en"), "en"),
    "zh": (pm.northwind_plan("zh"), "zh"),
    "empty": (pm.AccountPlan("Northwind"), "en"),
    "empty zh": (pm.AccountPlan("北风"), "zh"),
    "people only": (pm.AccountPlan("ERP", center=pm.northwind()), "en"),
    "no people": (
        pm.northwind_plan().revised(center=pm.BuyingCenter("ERP"), actions=()),
        "en",
    ),
    "hostile": (hostile(), "en"),
    "hostile zh": (hostile(), "zh"),
    "customer": (redact(pm.northwind_plan(), "customer"), "en"),
    "partner": (redact(pm.northwind_plan("zh"), "partner", lang="zh"), "zh"),
}


@pytest.fixture(scope="module", params=PLANS)
def made(request):
    plan, lang = PLANS[request.param]
    return report(plan, lang=lang, today="2026-11-20"), lang


def content(section):
    return [*section.sentences, *(point for group in section.groups for point in group.points), *section.pictures,
            *filter(None, (section.table, section.instead))]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["en", "zh", "empty", "empty zh", "people only", "no people", "hostile"]
)
def test_every_section_has_something_to_say(name):
    plan, lang = PLANS[name]
    found = report(plan, lang=lang).sections
    assert [section.key for section in found] == KEYS
    for section in found:
        assert content(section), section.key
        assert section.title
        assert not any("None" in text or "  " in text for text in section.sentences)


def test_the_demo_reads_as_one_would_say_it():
    first = report(pm.northwind_plan(), today="2026-11-20").sections[0].sentences[0]
    assert first.startswith(
        "14 people have a part in this decision at Northwind Steel; 6 of them decide."
    )
    assert "The first 4 of 12 steps are reached; next is step 5:" in first
    assert "0 of them" not in first
    chinese = (
        report(pm.northwind_plan("zh"), lang="zh", today="2026-11-20")
        .sections[0]
        .sentences[0]
    )
    assert chinese.startswith("北风钢铁有 14 人参与这次决策，其中 6 人可以决策。")
    assert "。 " not in chinese


def test_an_empty_plan_and_one_person():
    assert (
        report(pm.AccountPlan("Acme"))
        .sections[0]
        .sentences[0]
        .startswith("Nobody at Acme is named yet.")
    )
    one = (
        report(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana", power="decider")]))
        .sections[0]
        .sentences[0]
    )
    assert one.startswith("1 person has a part in this decision at ERP; deciders: 1.")


def test_strategy_has_guidelines_ways_and_what_would_change_it():
    strategy = next(
        each for each in report(pm.northwind_plan()).sections if each.key == "strategy"
    )
    assert [group.heading for group in strategy.groups] == [
        "Guidelines of Flanking:", "Ways of Flanking:", "What the recommendation rests on:",
        "What would change the recommendation:",
    ]  # fmt: skip
    assert all(group.points for group in strategy.groups)
    led = strategy.groups[2].points
    assert "Present relationship: − weak" in led
    assert "Present relationship, Contoso: + strong" in led
    assert led[-1] == "People: Ines Duarte, Priya Raman"


@pytest.mark.parametrize(
    ("chosen", "lang", "first"),
    [
        (
            "frontal",
            "en",
            "The plan has chosen Frontal, while what it holds speaks for Defend.",
        ),
        ("frontal", "zh", "计划选定的策略是正面进攻，而计划中的情况更支持防御。"),
        ("defend", "en", "The plan has chosen: Defend."),
        (None, "en", "Defend (4 points): confidence"),
    ],
)
def test_a_strategy_that_is_not_the_one_recommended(chosen, lang, first):
    answers = [pm.plan.Assessment("present_relationship", "+")]
    plan = pm.AccountPlan(
        "Northwind", rivals=["Contoso"], strategy=chosen, assessments=answers
    )
    [strategy] = [
        each for each in report(plan, lang=lang).sections if each.key == "strategy"
    ]
    assert strategy.sentences[0].startswith(first)
    assert len(strategy.sentences) == (2 if chosen else 1)


def test_a_playbook_is_followed_in_every_section():
    answers = [pm.plan.Assessment("present_relationship", "+")]
    plan = pm.AccountPlan(
        "Northwind", rivals=["Contoso"], strategy="defend", assessments=answers
    )
    kinds = Playbook().finding_kinds
    playbook = Playbook(
        finding_kinds={code: kinds[code] for code in ("PM101", "PM506")},
        strategy_rules=[
            StrategyRule("frontal", {"inside": True}, 3, {"en": "we are in"})
        ],
        tactics={pm.plan.Strategy.DEFEND: Tactics({"en": ("write each month",)}, {})},
        step_rules=Playbook().step_rules[:2],
    )
    made = report(plan, playbook=playbook)
    found = {section.key: section for section in made.sections}
    assert [row[0] for row in found["findings"].table.rows] == ["PM101", "PM506"]
    assert (
        found["strategy"].sentences[0]
        == "The plan has chosen Defend, while what it holds speaks for Frontal."
    )
    assert found["strategy"].groups[0].points == ("write each month",)
    assert len(found["steps"].table.rows) == 2
    assert (
        "speaks for this strategy: Frontal. Next is step 1 of 2"
        in found["summary"].sentences[0]
    )


def test_the_report_says_the_day_of_its_check():
    plan = pm.northwind_plan()
    found = {
        section.key: section for section in report(plan, today="2027-01-05").sections
    }
    assert found["findings"].sentences[-1] == "Checked as of 5 Jan 2027."


@pytest.mark.parametrize(
    ("select", "lang", "said"),
    [
        ("PM102", "en", "The check of the plan has 1 finding, a serious one. First"),
        ("PM102", "zh", "检查客户计划发现 1 个严重问题。首先"),
        (
            ["PM102", "PM301"],
            "en",
            "The check of the plan has 2 findings, all of them serious. First",
        ),
        (["PM102", "PM301"], "zh", "检查客户计划发现 2 个问题，全部严重。首先"),
        (
            ["PM102", "PM501"],
            "en",
            "The check of the plan has 2 findings. Of these, 1 is serious. First",
        ),
        (["PM102", "PM501"], "zh", "检查客户计划发现 2 个问题。其中 1 个严重。首先"),
        (
            ["PM102", "PM301", "PM501"],
            "en",
            "The check of the plan has 3 findings. Of these, 2 are serious. First",
        ),
        ("PM501", "en", "The check of the plan has 1 finding. First"),
        ("PM201", "en", "No finding. "),
        ("PM201", "zh", "没有发现问题。"),
    ],
)
def test_the_summary_counts_what_is_found_and_what_is_serious(select, lang, said):
    center = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana", power="influencer")])
    late = pm.plan.Action("Call", due="2026-01-01")
    plan = pm.AccountPlan(
        "Northwind", center=center, actions=[late], as_of="2026-01-02", select=select
    )
    assert said in report(plan, lang=lang).sections[0].sentences[0]


def test_pipeline_shows_the_funnel_and_the_levers():
    pipeline = next(
        each for each in report(pm.northwind_plan()).sections if each.key == "pipeline"
    )
    assert len(pipeline.pictures) == 2
    assert ("Prospect", "2", "1,020,000", "20%", "204,000") in pipeline.table.rows


def test_the_page_is_well_formed_and_holds_no_markup_of_a_user(made):
    found, lang = made
    text = found.html()
    page = Page(text)
    assert not {
        "script",
        "img",
        "iframe",
        "object",
        "link",
        "b",
        "foreignObject",
    } & set(page.elements)
    assert all(ATTRIBUTES.fullmatch(name) for _, name, _ in page.attributes)
    assert not [
        value
        for _, name, value in page.attributes
        if name != "content" and re.search(r"[<>]|alert", value)
    ]
    ids = [value for _, name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {
        value for _, name, value in page.attributes if name in {"lang", "xml:lang"}
    } == {lang}
    targets = [value for _, name, value in page.attributes if name == "href"]
    assert all(value[0] == "#" and value[1:] in ids for value in targets)
    labels = [
        each
        for _, name, value in page.attributes
        if name == "aria-labelledby"
        for each in value.split()
    ]
    assert set(labels) <= set(ids)


def test_the_page_names_no_address_outside_itself(made):
    found, _ = made
    text = found.html()
    assert text.count("url(") == text.count("url(data:font/woff;base64,")
    assert "@import" not in text
    values = [value for _, name, value in Page(text).attributes if name != "xmlns"]
    assert not [
        value for value in values if re.search("https?:|^//|javascript:", value)
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_text_of_a_user_is_shown_as_it_is(lang):
    texts = Page(report(hostile(), lang=lang).html()).texts
    for text in HOSTILE:
        assert text in texts  # a name, an action
        assert any(text in each for each in texts if each != text)  # in a sentence
    assert any(LINES in each for each in texts)


def cells(row):
    return re.split(r"(?<!\\)(?:\\\\)*\|", row)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "name", ["en", "empty", "people only", "no people", "hostile", "customer"]
)
def test_markdown_keeps_its_tables_headings_and_fences(name, lang):
    plan, _ = PLANS[name]
    found = report(plan, lang=lang)
    fenced, plain = False, []
    for line in found.markdown().splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            plain.append(line)
    assert not fenced
    headings = [line for line in plain if line.startswith("#")]
    assert headings[1:] == [f"## {section.title}" for section in found.sections]
    assert headings[0].startswith("# ")
    assert not [line for line in plain if re.search(r"(?<!\\)[<>]", line)]
    assert not [line for line in plain if re.search(r"(?<!\\)`", line)]
    assert not [line for line in plain if re.search(r"(?<!\\)\[", line)]
    for table in [
        t for section in found.sections for t in (section.table, section.instead) if t
    ]:
        assert all(len(row) == len(table.headers) for row in table.rows)
    width = 0
    for line in plain:
        width = (width or len(cells(line))) if line.startswith("|") else 0
        assert not width or len(cells(line)) == width, line


def test_markdown_has_no_picture_without_a_table_beside_it():
    for section in report(pm.northwind_plan()).sections:
        assert (
            not section.pictures
            or section.table
            or section.instead
            or section.key in {"board", "influence"}
        )


@pytest.mark.parametrize(
    ("text", "written"),
    [("1. x", r"1\. x"), ("12) x", r"12\) x"), ("1.5 M", "1.5 M"), ("- x", r"\- x"), ("", ""),
     ("a & b", "a &amp; b"), ("see https://x.org", r"see https\://x.org"), ("two\nlines", "two lines")],
)  # fmt: skip
def test_a_line_of_markdown(text, written):
    from powermap.reporting import _line

    assert _line(text) == written


def test_the_same_plan_gives_the_same_bytes_in_every_process():
    code = (
        "import hashlib, powermap as pm\n"
        "from powermap.reporting import report\n"
        "made = [report(pm.northwind_plan(l), lang=l, today='2026-11-20') for l in ('en', 'zh')]\n"
        "print(hashlib.sha256(''.join(m.html() + m.markdown() for m in made).encode()).hexdigest())"
    )
    said = {
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
                       capture_output=True, text=True).stdout
        for seed in ("0", "1", "42")
    }  # fmt: skip
    assert len(said) == 1


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_saved_whole_or_not_at_all(tmp_path, suffix, monkeypatch):
    made = report(pm.northwind_plan(), today="2026-11-20")
    target = tmp_path / f"plan.{suffix}"
    target.write_text("mine", encoding="utf-8")
    broken = report(pm.northwind_plan(), today="2026-11-20")
    monkeypatch.setattr(broken, "_values", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        broken.save(target)
    assert target.read_text(encoding="utf-8") == "mine"
    assert made.save(str(target)) == target
    wanted = made.html() if suffix == "html" else made.markdown()
    assert target.read_bytes() == wanted.encode()
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_wrong_suffix_or_place_is_told(tmp_path):
    made = report(pm.AccountPlan("Acme"))
    with pytest.raises(
        pm.FormatError,
        match=r"cannot save a report as 'plan.htm'; allowed: .html, .md, .pptx \(did you mean",
    ):
        made.save(tmp_path / "plan.htm")
    with pytest.raises(pm.FormatError, match="nowhere"):
        made.save(tmp_path / "nowhere" / "plan.html")
    assert list(tmp_path.iterdir()) == []


def test_the_customer_sees_no_section_that_judges():
    keys = {level: [each.key for each in report(redact(pm.northwind_plan(), level)).sections] for level in
            ("customer", "partner")}  # fmt: skip
    assert keys["customer"] == ["summary", "people"]
    kept = report(
        redact(pm.northwind_plan(), "customer", keep=["goals", "solution"])
    ).sections
    assert [each.key for each in kept] == ["summary", "people", "goals"]
    assert keys["partner"] == ["summary", "board", "influence", "roles", "strategy", "relationship", "coverage",
                               "goals", "unknown"]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_customer_reads(lang):
    made = report(redact(pm.northwind_plan(lang), "customer", lang=lang), lang=lang)
    people = next(each for each in made.sections if each.key == "people").table
    assert people.headers[-1] == say(lang, "report.column.reports_to")
    assert len({row[-1] for row in people.rows}) == 6
    assert not any(section.pictures for section in made.sections)
    assert made.sections[0].sentences == (
        say(
            lang,
            "report.summary.people",
            count=14,
            account=pm.northwind_plan(lang).account,
        ),
    )


def test_paragraphs():
    assert joined(["One.", "Two."]) == "One. Two."
    assert joined([]) == ""


@pytest.mark.parametrize("today", ["yesterday", "2026-13-01", 20261120])
def test_a_day_that_is_none(today):
    with pytest.raises(pm.ModelError, match="today"):
        report(pm.AccountPlan("Acme"), today=today)
