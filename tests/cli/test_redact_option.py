"""`--redact` on every command that shows people: no name is in what it prints or writes."""

from __future__ import annotations

import re
import warnings
import zipfile

import pytest
from typer.testing import CliRunner

import powermap as pm
from powermap.charts.kinds import CHARTS
from powermap.cli import app
from powermap.errors import FormatError, PowermapWarning
from powermap.redaction import pseudonyms

SECRET = "a key for the tests"


@pytest.fixture(autouse=True)
def key(monkeypatch):
    """The key of the company, as its commands find it."""
    monkeypatch.setenv("POWERMAP_KEY", SECRET)


@pytest.fixture(scope="module", params=["en", "zh"])
def case(request, tmp_path_factory):
    """A plan, its file and its language."""
    plan, folder = pm.northwind_plan(request.param), tmp_path_factory.mktemp("plans")
    return plan, pm.write(plan, folder / "plan.json"), request.param


def redact(*arguments, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PowermapWarning)
        return pm.redact(*arguments, **options)


def run(*arguments, code=0):
    done = CliRunner().invoke(app, [*map(str, arguments)])
    assert done.exit_code == code, (done.output, done.exception)
    return done.output


def refused(*arguments):
    done = CliRunner().invoke(app, [*map(str, arguments)])
    assert isinstance(done.exception, FormatError), done.output
    return str(done.exception)


def written(folder):
    for path in folder.iterdir():
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield from (
                    book.read(name).decode("utf-8", "replace")
                    for name in book.namelist()
                )
        else:
            yield path.read_bytes().decode("utf-8", "replace")


def held(plan, text):
    """The names and ids of a plan's people, and their parts, that a text holds."""
    parts = {
        part
        for person in plan.center
        for part in (person.name, person.id, *re.split(r"[\s-]", person.name))
    }
    spelled = {part: rf"(?<![A-Za-z]){re.escape(part)}(?![A-Za-z])" for part in parts}
    return sorted(
        part
        for part, pattern in spelled.items()
        if re.search(pattern, text, re.IGNORECASE)
    )


def commands(file, out):
    """Every command that shows people, with a file to write."""
    for chart in ("quadrant", "influence", "relationship", "coverage"):
        yield ["draw", file, "-o", out / f"{chart}.svg", "--chart", chart]
    for suffix in ("json", "dot", "mmd"):
        yield ["draw", file, "-o", out / f"graph.{suffix}", "--chart", "influence"]
    for suffix in ("html", "md"):
        yield ["report", file, "-o", out / f"report.{suffix}", "--today", "2027-01-01"]
    for suffix in (
        "yaml",
        "json",
        "xlsx",
        "csv",
        "graphml",
        "gexf",
        "cyjs",
        "kumu.json",
        "mmd",
    ):
        yield ["convert", file, out / f"other.{suffix}"]
    for form in ("table", "json", "csv"):
        yield ["roles", file, "--format", form]
    for form in ("table", "json"):
        yield ["network", file, "--format", form]
        yield ["diff", file, file, "--format", form]
    yield ["diff", file, file, "-o", out / "diff.svg"]
    for form in ("table", "json", "github"):
        yield [
            "check",
            file,
            "--format",
            form,
        ]


@pytest.mark.parametrize("level", ["partner", "customer"])
def test_no_name_is_in_what_a_command_prints_or_writes(case, level, tmp_path):
    plan, file, lang = case
    said = []
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", PowermapWarning
        )  # CSV and graph files say what they cannot hold
        for arguments in commands(file, tmp_path):
            told = [*map(str, arguments), "--redact", level, "--lang", lang]
            done = CliRunner().invoke(app, told)
            assert done.exit_code in {0, 1}, told
            if isinstance(done.exception, FormatError):
                assert "hides" in str(done.exception)
            else:
                said.append(done.output)
    paths = [str(tmp_path), str(file.parent)]
    text = "\n".join([*said, *written(tmp_path)])
    for path in paths:
        text = text.replace(path, "")
    # Three letters turn up in an embedded font by chance.
    text = re.sub("base64,[A-Za-z0-9+/=]+", "", text)
    assert held(plan, text) == []
    assert "person-" in text


def test_ids_in_options_are_those_of_the_plan(case, tmp_path):
    plan, file, lang = case
    ids = [person.id for person in plan.center]
    names = pseudonyms(plan.center, "partner", key=SECRET, lang=lang)
    redacted = ["--redact", "partner", "--lang", lang]
    influence = ["draw", file, "-o", tmp_path / "a.svg", "--chart", "influence"]
    run(*influence, *redacted, "--around", ids[0], "--emphasis", ids[1])
    hidden = redact(plan, "partner", key=SECRET, lang=lang).center
    chart = pm.influence(
        hidden, around=names[ids[0]].id, emphasis=[names[ids[1]].id], lang=lang
    )
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == chart.svg()
    tie = next(tie for tie in plan.center.ties if tie.kind.value == "influences")
    run(*influence, *redacted, "--path", f"{tie.source},{tie.target}")
    told = run(
        "network", file, *redacted, "--to", ids[0], "--what-if", f"{ids[3]}=enemy"
    )
    assert names[ids[0]].name in told
    assert held(plan, told) == []


def test_a_heading_is_clean(case, tmp_path):
    plan, file, lang = case
    name = plan.center.stakeholders[0].name
    run(
        "draw",
        file,
        "-o",
        tmp_path / "a.svg",
        "--title",
        f"{name}: 1",
        "--redact",
        "partner",
        "--lang",
        lang,
    )
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert held(plan, text) == []
    assert (
        f"{pseudonyms(plan.center, 'partner', key=SECRET, lang=lang)[plan.center.stakeholders[0].id].name}: 1"
        in text
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["check", "--redact", "customer"],
            "check shows power, which --redact customer hides",
        ),
        (
            ["roles", "--redact", "customer"],
            "roles shows power, which --redact customer hides",
        ),
        (
            ["network", "--redact", "customer"],
            "network shows power, which --redact customer hides",
        ),
        (
            ["draw", "-o", "x.svg", "--rival", "No decision", "--redact", "partner"],
            "--rival shows rival_stances, which --redact partner hides",
        ),
        (
            ["roles", "--key-file", "key.txt"],
            "--key-file works only with --redact partner or customer",
        ),
        (
            ["check", "--hide", "x"],
            "--hide works only with --redact partner or customer",
        ),
        (
            ["report", "-o", "x.md", "--keep", "goals"],
            "--keep works only with --redact partner or customer",
        ),
        (
            ["report", "-o", "x.md", "--texts", "drop"],
            "--texts works only with --redact partner or customer",
        ),
        (
            ["report", "-o", "x.md", "--redact", "partner", "--keep", "goals"],
            "a partner sees these texts anyway",
        ),
    ],
)
def test_what_would_show_nothing_is_refused(case, arguments, said):
    _, file, _ = case
    assert said in refused(arguments[0], file, *arguments[1:])


@pytest.mark.parametrize("level", ["partner", "customer"])
def test_a_chart_of_what_is_left_out_is_refused(case, level, tmp_path):
    _, file, _ = case
    for chart, kind in CHARTS.items():
        field = kind.field
        arguments = [
            "draw",
            file,
            "-o",
            tmp_path / "a.svg",
            "--chart",
            chart,
            "--redact",
            level,
        ]
        if level == "partner" and field in {
            "power",
            "stance",
            "meets_personal_needs",
            "contact",
        }:
            run(*arguments)
        else:
            assert f"--chart {chart} shows {field}" in refused(*arguments)


def test_findings_for_a_partner_are_those_of_the_whole_plan(case):
    plan, file, lang = case
    found = run(
        "check",
        file,
        "--redact",
        "partner",
        "--lang",
        lang,
        "--today",
        "2027-01-01",
        code=1,
    )
    codes = set(re.findall(r"PM\d{3}", found))
    whole = {each.code for each in pm.check(plan, today="2027-01-01")}
    assert codes
    assert codes < whole
    # What was left out is not said to be missing: needs, evidence, assessments.
    hidden = redact(plan, "partner", lang=lang).revised(ignore=())
    assert (
        not codes & {each.code for each in pm.check(hidden, today="2027-01-01")} - whole
    )


def test_what_is_kept_is_said_and_what_is_hidden_is_gone(case, tmp_path):
    plan, file, lang = case
    arguments = [
        "report",
        file,
        "-o",
        tmp_path / "a.md",
        "--redact",
        "customer",
        "--lang",
        lang,
    ]
    printed = run(*arguments)
    assert "note:" not in printed
    assert "提示" not in printed
    assert plan.solution not in (tmp_path / "a.md").read_text(encoding="utf-8")
    word = "Gary" if lang == "en" else "炼钢厂"
    told = run(*arguments, "--keep", "solution", "--keep", "goals", "--hide", word)
    said = {
        "en": "note: texts for customer: solution, Goals. Names in them are replaced as "
        "far as a program can find them. Read them before you send, or leave them out "
        "with --texts drop.",
        "zh": "提示：提供给 customer 的文字：解决方案、目标。其中的姓名已尽程序所能替换。",
    }
    assert said[lang] in told
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert word not in text
    assert ("Cloud suite" if lang == "en" else "云套件") in text


def test_the_same_key_calls_people_the_same_in_every_command(case, tmp_path):
    plan, file, lang = case
    later = plan.center.replace(plan.center.stakeholders[1].id, stance="enemy").without(
        plan.center.stakeholders[-1].id
    )
    new = pm.write(
        plan.revised(center=later, actions=()), tmp_path / "new.yaml", lang=lang
    )
    names = pseudonyms(plan.center, "partner", key=SECRET, lang=lang)
    told = run("diff", file, new, "--redact", "partner", "--lang", lang)
    assert names[plan.center.stakeholders[1].id].name in told
    assert names[plan.center.stakeholders[-1].id].name in told
    assert names[plan.center.stakeholders[1].id].name in run(
        "roles", new, "--redact", "partner", "--lang", lang
    )
    (tmp_path / "key.txt").write_text("another key than that\n", encoding="utf-8")
    arguments = ["roles", new, "--redact", "partner", "--lang", lang]
    other = run(*arguments, "--key-file", tmp_path / "key.txt")
    assert names[plan.center.stakeholders[1].id].name not in other


def test_without_a_key_pseudonyms_are_random_and_the_same_in_one_run(
    case, tmp_path, monkeypatch
):
    plan, file, lang = case
    monkeypatch.delenv("POWERMAP_KEY")
    arguments = ["--redact", "partner", "--lang", lang]
    said = {"en": "no key was given", "zh": "未提供密钥"}[lang]
    runs = []
    for _ in range(2):
        told = run("diff", file, file, *arguments, "-o", tmp_path / "a.svg")
        assert told.count(said) == 1
        # Both versions name everybody alike, so nothing changed.
        assert f"Person {''}" not in told
        printed = run("roles", file, *arguments)
        assert held(plan, printed) == []
        runs.append(set(re.findall(r"person-\w+", printed)))
        assert len(runs[-1]) == len(plan.center)
    assert not runs[0] & runs[1]


BAD_KEYS = [
    (b"short", "the key has 5 characters and can be guessed"),
    (b"a" * 40, "the key has 40 characters and can be guessed"),
    (b"\xff" * 40, "a key is a line of text"),
    (b"", "empty"),
]


def test_a_key_that_can_be_guessed_is_refused(case, tmp_path, monkeypatch):
    _, file, _ = case
    for content, said in BAD_KEYS:
        path = tmp_path / "key.txt"
        path.write_bytes(content)
        done = CliRunner().invoke(
            app, ["roles", str(file), "--redact", "partner", "--key-file", str(path)]
        )
        assert isinstance(done.exception, pm.PowermapError), content
        assert said in str(done.exception)
    monkeypatch.setenv("POWERMAP_KEY", "too short")
    done = CliRunner().invoke(app, ["roles", str(file), "--redact", "partner"])
    assert "the key has 9 characters" in str(done.exception)


def test_texts_of_a_partner_can_be_left_out_or_kept(case, tmp_path):
    plan, file, lang = case
    texts = {}
    for way in ("drop", "mask", "keep"):
        out = tmp_path / f"{way}.yaml"
        arguments = ["convert", file, out, "--redact", "partner", "--lang", lang]
        told = run(*arguments, "--texts", way)
        assert ("--texts drop" in told) is (way != "drop")
        texts[way] = out.read_text(encoding="utf-8")
    assert plan.objective not in texts["drop"]
    assert "goals" not in texts["drop"]
    assert held(plan, texts["drop"] + texts["mask"]) == []
    kept = pm.read(tmp_path / "keep.yaml")
    assert kept.objective == plan.objective
    assert [goal.name for goal in kept.goals] == [goal.name for goal in plan.goals]
    # Who they are stays hidden all the same.
    assert not {person.name for person in kept.center} & {
        person.name for person in plan.center
    }
