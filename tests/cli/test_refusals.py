"""What the command line refuses: one message and exit code 2, and no file."""

from __future__ import annotations

import pytest

import powermap as pm

PLAN = (
    "name: ERP\nstakeholders:\n- name: Ana Ruiz\n  power: decider\n  involvement: 2\n"
)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("draw", "missing.yaml", "-o", "x.svg"),
            "missing.yaml: there is no such file",
        ),
        (
            ("draw", "plan.docx", "-o", "x.svg"),
            "plan.docx: the suffix is '.docx'; allowed: .xlsx",
        ),
        (
            ("draw", "folder.yaml", "-o", "x"),
            "folder.yaml' holds no file that powermap",
        ),
        (
            ("draw", "-", "-o", "x.bmp"),
            "allowed: .svg, .html, .png, .pdf, .pptx, .json",
        ),
        (("draw", "-", "-o", "folder.svg"), "folder.svg: this is a folder"),
        (("draw", "-", "-o", "nowhere/x.svg"), "nowhere does not exist"),
        (("convert", "-", "x.txt"), "the suffix is '.txt'"),
        (("convert", "-", "folder.yaml"), "folder.yaml: this is a folder"),
        (("template", "x.csv"), "ends in .xlsx"),
        (("template", "x.xlsx", "--sheets", "people,plann"), "did you mean 'plan'"),
        (("schema", "-o", "folder.svg"), "this is a folder"),
        (("roles", "-", "-o", "nowhere/x.csv"), "does not exist"),
        (("demo", "-o", "file"), "cannot make the folder 'file'"),
        (("demo", "-o", "file/below"), "cannot make the folder"),
        (("roles", "-", "--lang", "fr"), "fr"),
        (("roles",), "file"),
        (("draw", "-"), "--out"),
        (("dance",), "dance"),
    ],
)
def test_errors_are_one_message_and_exit_code_2(powermap, tmp_path, arguments, said):
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "folder.svg").mkdir()
    (tmp_path / "file").touch()
    done = powermap(*arguments, stdin=PLAN, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "file",
        "folder.svg",
        "folder.yaml",
    ]


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        (b"", "standard input: the file is empty"),
        (b"\xff\xfe\x00", "standard input: this is not text in UTF-16"),
        (b"name: \x00", "standard input"),
        (b"{", "this is not the YAML"),
        (b"[1]", "this is not a buying center"),
        (b"[" * 100_000, "nested too deep"),
        (b"a: [", "this is not the YAML"),
        (b"a: &a [x]\nb: *a", "aliases"),
        (
            b"name: x\nstakeholders: [{name: Ana, stance: suporter}]",
            "did you mean 'supporter'?",
        ),
        (b"name: x\nstakeholders: [{name: Ana, power: 11}]", "11"),
        (
            b'{"name": "x", "stakeholders": [{"name": "A\\u0000"}]}',
            "stakeholders, row 1",
        ),
    ],
)
def test_bad_standard_input_is_refused_in_words(powermap, stdin, said):
    done = powermap("roles", "-", stdin=stdin)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("powermap: standard input: ")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_problem_in_braces_is_told_once(powermap):
    done = powermap(
        "roles",
        "-",
        stdin=b"{name: ERP, stakeholders: [{name: Ana, stance: suporter}]}",
    )
    assert "stakeholders, row 1, stance" in done.stderr
    assert "JSON" not in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--to", "nobody"], "nobody"),
        (["--what-if", "grace-tan"], "write it as PERSON=STANCE"),
        (["--what-if", "grace-tan=suporter"], "did you mean"),
        (["--share", "2"], "allowed: above 0 and up to 1"),
    ],
)
def test_what_the_network_cannot_answer(powermap, tmp_path, options, said):
    refused = powermap(
        "network", pm.write(pm.northwind(), tmp_path / "northwind.yaml"), *options
    )
    assert refused.returncode == 2
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ["-o", "plan.doc"],
            "cannot save a report as 'plan.doc'; allowed: .html, .pdf",
        ),
        (["-o", "plan.htm"], "did you mean '.html'?"),
        (["-o", "nowhere/plan.html"], "nowhere"),
        (["-o", "plan.html", "--redact", "nobody"], "nobody"),
        (["-o", "plan.html", "--today", "yesterday"], "yesterday"),
    ],
)
def test_a_report_that_cannot_be_made_is_told(powermap, tmp_path, options, said):
    done = powermap("report", "-", *options, stdin=PLAN, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("draw", "-", "-o", "map.svg", "--template", "x.pptx"),
            "--template works only with .pptx, not with map.svg",
        ),
        (
            ("draw", "-", "-o", "map.pptx", "--template", "x.pptx"),
            "there is no such file",
        ),
        (
            ("report", "-", "-o", "plan.md", "--template", "x.pptx"),
            "a template works only with .docx and .pptx",
        ),
        (("convert", "-", "plan.json", "--chart"), "a chart works only with .xlsx"),
    ],
)
def test_templates_and_charts_where_there_are_none(powermap, tmp_path, arguments, told):
    done = powermap(*arguments, stdin=PLAN, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_chart_of_a_workbook_is_not_for_a_customer(powermap, tmp_path):
    done = powermap(
        "convert",
        "-",
        "plan.xlsx",
        "--chart",
        "--redact",
        "customer",
        stdin=PLAN,
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert "--chart shows power" in done.stderr
    assert list(tmp_path.iterdir()) == []
