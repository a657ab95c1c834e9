"""A plug-in that fails is named and left out."""

from __future__ import annotations

import json
import pickle
import warnings

import pytest
from typer.testing import CliRunner

import powermap as pm
from powermap import plugins
from powermap.charts.plugged import chart_names, draw_chart, options_taken
from powermap.cli import app
from powermap.errors import PluginError, PowermapWarning

CENTER = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz", stance="champion")])
KIND = """
from powermap.model.playbook import FindingKind, Severity
def kind(code, rule):
    texts = {"en": "word", "zh": "词"}
    return FindingKind(code, Severity.INFO, texts, {"en": "{people}", "zh": "{people}"},
                       texts, texts, (texts,), rule=rule)
"""
BROKEN_FINDINGS = {
    "import nowhere": "ModuleNotFoundError",
    "1 / 0": "ZeroDivisionError",
    "FINDINGS = 7": "int",
    "FINDINGS = ['ACME1']": "str",
    "def FINDINGS(): raise OSError('no network')": "no network",
    "FINDINGS = kind('PM101', lambda judgment: [])": "PM101",
    "FINDINGS = kind('ACME1', None)": "ACME1",
    "FINDINGS = kind('ACME1', lambda judgment: 1 / 0)": "ZeroDivisionError",
    "FINDINGS = kind('ACME1', lambda judgment: [['nobody']])": "nobody",
    "FINDINGS = kind('ACME1', lambda judgment: 5)": "TypeError",
    "def late(j):\n  yield []\n  raise KeyError('late')\nFINDINGS = kind('A1', late)": (
        "late"
    ),
}


@pytest.mark.parametrize(("code", "named"), BROKEN_FINDINGS.items())
def test_a_check_goes_on_without_findings_that_fail(install, code, named):
    own = [finding.code for finding in pm.check(CENTER)]
    install("acme_broken", f"{KIND}\n{code}", findings={"acme": "FINDINGS"})
    with pytest.warns(PowermapWarning, match=r"acme_broken 1\.0.*does not") as caught:
        found = pm.check(CENTER)
    assert [finding.code for finding in found] == own
    assert named in str(caught[0].message)
    assert "插件" in caught[0].message.say("zh")


def test_findings_of_two_packages_stand_beside_each_other(install):
    rule = "lambda judgment: [[p.id] for p in judgment.center]"
    code = f"{KIND}\nF = [kind('ACME1', {rule}), kind('ACME2', {rule})]"
    install("acme_one", code, findings={"acme": "F"})
    install("acme_two", f"{KIND}\nF = kind('ACME1', None)", findings={"acme": "F"})
    with pytest.warns(PowermapWarning, match="acme_two"):
        found = pm.check(CENTER, select="ACME")
    assert [finding.code for finding in found] == ["ACME1", "ACME2"]


def test_a_code_belongs_to_the_package_that_comes_first(install):
    for name in ("acme_a", "acme_b"):
        text = f"{KIND}\ndef rule(j): return [['ana-ruiz']]\nF = kind('ACME1', rule)"
        install(name, text, findings={"acme": "F"})
    with pytest.warns(PowermapWarning, match=r"acme_b.*another plug-in"):
        kinds = pm.Playbook().finding_kinds
    copy = pickle.loads(pickle.dumps(kinds["ACME1"]))
    assert copy == kinds["ACME1"]


def test_a_playbook_in_toml_changes_findings_of_plugins(install, tmp_path):
    text = f"{KIND}\ndef rule(j): return [['ana-ruiz']]\nF = kind('ACME1', rule)"
    install("acme_kinds", text, findings={"acme": "F"})
    file = tmp_path / "powermap.toml"
    file.write_text("[findings.ACME1]\nseverity = 'serious'\n", encoding="utf-8")
    playbook = pm.read_playbook(file)
    [finding] = pm.check(CENTER, playbook=playbook, select="ACME1")
    assert finding.severity is pm.plan.Severity.SERIOUS


def test_plugins_can_be_left_out(install, monkeypatch):
    install("acme_off", "1 / 0", findings={"acme": "F"})
    monkeypatch.setenv("POWERMAP_PLUGINS", "off")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pm.check(CENTER)
    assert chart_names() == ()


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("def F(subject): return 'picture'", "Chart"),
        ("def F(subject): return 1 / 0", "ZeroDivisionError"),
        ("F = 5", "function"),
    ],
)
def test_a_chart_that_fails_is_named(install, code, named):
    install("acme_chart", code, charts={"map": "F"})
    with pytest.raises(PluginError, match=f"(?s)acme_chart 1.0.*{named}"):
        draw_chart("map", CENTER, {})


@pytest.mark.parametrize(
    ("code", "named"), [("F = 5", "Playbook"), ("def F(): 1 / 0", "ZeroDivisionError")]
)
def test_a_playbook_that_fails_is_named(install, code, named):
    install("acme_book", code, playbooks={"acme": "F"})
    with pytest.raises(PluginError, match=f"acme_book 1.0.*{named}"):
        pm.read_playbook("acme")


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("def F(payload, name, options): return []", "Content"),
        ("def F(payload, name, options): 1 / 0", "ZeroDivisionError"),
        ("import nowhere", "ModuleNotFoundError"),
    ],
)
def test_a_format_that_fails_is_named(install, tmp_path, code, named):
    install("acme_format", code, readers={"deal": "F"}, writers={"deal": "F"})
    file = tmp_path / "a.deal"
    file.write_text("Ana", encoding="utf-8")
    with pytest.raises(PluginError, match=f"acme_format 1.0.*{named}"):
        pm.read(file)
    with pytest.raises(PluginError, match=r"acme_format 1\.0"):
        pm.write(CENTER, file)
    assert file.read_text(encoding="utf-8") == "Ana"


def test_what_a_reader_refuses_itself_is_said_as_it_is(install, tmp_path):
    code = (
        "from powermap.errors import FormatError\ndef F(*_): raise FormatError('sad')"
    )
    install("acme_refusing", code, readers={"deal": "F"})
    file = tmp_path / "a.deal"
    file.write_text("Ana", encoding="utf-8")
    with pytest.raises(pm.FormatError, match="sad") as caught:
        pm.read(file)
    assert not isinstance(caught.value, PluginError)


ENDING = "import sys\nprint('hello')\nsys.exit(0)"


@pytest.mark.parametrize(
    "code",
    [
        ENDING,
        f"{KIND}\nFINDINGS = kind('ACME1', lambda j: exit(0))",
        "def FINDINGS(): raise SystemExit(0)",
    ],
)
def test_no_plugin_ends_the_program(install, code):
    own = [finding.code for finding in pm.check(CENTER)]
    install("acme_ending", code, findings={"acme": "FINDINGS"})
    with pytest.warns(PowermapWarning, match="SystemExit"):
        found = pm.check(CENTER)
    assert [finding.code for finding in found] == own


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("F = kind('', lambda j: []), kind('', lambda j: [])", "twice"),
        ("F = kind('ACME1', lambda j: [[[1]]])", r"\[1\]"),
        ("F = kind('ACME1', lambda j: pm.read('no.yaml'))", r"no\.yaml"),
        ("pm.BuyingCenter('ERP', 5)", "ERP|5"),
    ],
)
def test_errors_of_ours_within_a_plugin_are_its_errors(install, code, named):
    text = f"import powermap as pm\n{KIND}\n{code}"
    install("acme_sad", text, findings={"acme": "F"})
    with pytest.warns(PowermapWarning, match=rf"(?s)acme_sad 1\.0.*({named})"):
        pm.check(CENTER)


def test_what_a_plugin_prints_is_no_part_of_the_answer(install, capsys):
    rule = "lambda j: print('from the rule') or []"
    code = f"{KIND}\nprint('from the module')\nF = kind('ACME1', {rule})"
    install("acme_loud", code, findings={"acme": "F"})
    pm.check(CENTER)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "from the module" in printed.err
    assert "from the rule" in printed.err


def test_a_damaged_list_of_another_package_stops_nothing(install, tmp_path):
    rule = "lambda j: [['ana-ruiz']]"
    install("acme_fine", f"{KIND}\nF = kind('ACME1', {rule})", findings={"a": "F"})
    damaged = tmp_path / "installed" / "acme_damaged-1.0.dist-info"
    damaged.mkdir()
    (damaged / "entry_points.txt").write_bytes(b"[powermap.findings]\na = \xff")
    [finding] = pm.check(CENTER, select="ACME1")
    assert finding.code == "ACME1"


def test_a_package_without_metadata_is_known_by_its_place(install, tmp_path):
    rule = "lambda j: [['ana-ruiz']]"
    install("acme_bare", f"{KIND}\nF = kind('ACME1', {rule})", findings={"a": "F"})
    (tmp_path / "installed/acme_bare-1.0.dist-info/METADATA").unlink()
    plugins._installed.cache_clear()
    [plugin] = plugins.plugins("findings")
    assert plugin.package == plugin.place == "acme_bare:F"
    [finding] = pm.check(CENTER, select="ACME1")
    assert finding.code == "ACME1"


def test_of_a_package_that_is_on_the_path_twice_the_first_counts(
    install, tmp_path, monkeypatch
):
    rule = "lambda j: [['ana-ruiz']]"
    install("acme_twice", f"{KIND}\nF = kind('ACME1', {rule})", findings={"a": "F"})
    newer = tmp_path / "newer" / "acme_twice-2.0.dist-info"
    newer.mkdir(parents=True)
    (newer / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: acme_twice\nVersion: 2.0\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(newer.parent))
    assert plugins.plugins("findings") == ()


@pytest.mark.parametrize(
    ("parameters", "taken"),
    [
        ("subject, title=None", {"title"}),
        ("subject, *, lang", {"lang"}),
        ("subject, **options", {"title", "lang"}),
        ("subject, title=None, /", set()),
    ],
)
def test_a_chart_is_given_the_options_that_it_takes(install, parameters, taken):
    code = (
        "import powermap as pm\n"
        f"def F({parameters}): return pm.quadrant(subject)\n"
        "def G(subject): return pm.Chart(pm.scene.Scene(9, 9, 't', 'd', (None,)))"
    )
    install("acme_options", code, charts={"map": "F", "odd": "G", "type": "type"})
    options = {"title": "T", "lang": "en"}
    assert options_taken("map", options) == taken
    assert draw_chart("map", CENTER, options)
    for name in ("odd", "type"):
        with pytest.raises(PluginError, match="acme_options"):
            draw_chart(name, CENTER, options)


def test_a_name_that_is_taken_is_listed_as_unused(install):
    code = "def F(*_): return 5"
    install("acme_a", code, readers={"yaml": "F", "deal": "F"}, charts={"map": "F"})
    install("acme_b", code, readers={".Deal": "F"}, charts={"quadrant": "F"})
    result = CliRunner().invoke(app, ["plugins", "--format", "json"])
    assert result.exit_code == 1
    rows = json.loads(result.stdout)
    unused = {(row["name"], row["package"]) for row in rows if row["fault"]}
    assert unused == {
        ("yaml", "acme_a 1.0"),
        (".Deal", "acme_b 1.0"),
        ("quadrant", "acme_b 1.0"),
    }
