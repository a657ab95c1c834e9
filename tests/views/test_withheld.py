"""Notes, evidence and quotes stand behind no mark unless they are asked for."""

from __future__ import annotations

import io
import zipfile

import pytest

import powermap as pm
from powermap.language import Language
from powermap.views.withheld import note_fields, withheld_notes

CHARTS = (
    pm.quadrant,
    pm.influence,
    pm.charts.matrix,
    pm.charts.scorecard,
    pm.charts.relationship,
    pm.charts.needs,
    pm.charts.coverage,
    pm.charts.funnel,
    pm.charts.tornado,
    pm.charts.appraisal,
)
SECRET = "secret"
"""In every text that somebody noted, with the name of the field behind it."""
FORMATS = ("svg", "html", "pptx", "json", "dot")


def noted(record, table, **values):
    """A record with a text in each of its fields for notes."""
    for field in note_fields(table):
        values[field.name] = f"{SECRET} {field.name}"
    return record.revised(**values)


def plan(evidence=f"{SECRET} answer"):
    said = pm.plan.Claim(
        "contact", "brief", said_by=f"{SECRET} speaker", evidence=f"{SECRET} quote"
    )
    ana = noted(
        pm.Stakeholder("Ana Ruiz", power=8, involvement=3),
        "people",
        contact="brief",
        claims=[said],
    )
    ben = pm.Stakeholder("Ben Ode", power=3, involvement=7, stance="champion")
    tie = noted(pm.Tie("ben-ode", "ana-ruiz"), "ties")
    test = pm.plan.Action(f"{SECRET} test", test_of="ben-ode", passed=False)
    answers = [
        pm.plan.Assessment("urgency", "+", evidence=evidence),
        pm.plan.Assessment("urgency", "-", rival="Contoso", evidence=evidence),
    ]
    return pm.AccountPlan(
        "Northwind",
        center=pm.BuyingCenter("ERP", [ana, ben], [tie]),
        rivals=["Contoso"],
        assessments=answers,
        actions=[test],
    )


def contents(chart, suffix):
    """Everything that a file of a format holds, as text."""
    content = getattr(chart, suffix)()
    if suffix != "pptx":
        return content
    package = zipfile.ZipFile(io.BytesIO(content))
    parts = [package.read(name) for name in package.namelist()]
    return b"".join(parts).decode("utf-8", "ignore")


def behind(chart):
    """The texts behind the marks of a chart."""
    texts = [chart.description]
    for group in chart.scene.groups().values():
        texts.append(group.title or "")
        texts += [detail.value for detail in group.details]
    return "\n".join(texts)


@pytest.mark.parametrize("draw", CHARTS)
def test_notes_are_in_no_file_unless_they_are_asked_for(draw):
    # The scorecard writes our evidence itself, where its sender sees it.
    chart = draw(plan(evidence=None))
    for suffix in FORMATS:
        assert SECRET not in contents(chart, suffix), suffix
    assert SECRET not in behind(draw(plan()))


def test_each_note_is_there_when_it_is_asked_for():
    expected = {
        pm.influence: ["note", "evidence", "said_by", "speaker", "quote", "test"],
        pm.quadrant: ["note", "evidence", "speaker", "quote", "test"],
        pm.charts.scorecard: ["answer"],
    }
    for draw, names in expected.items():
        chart = draw(plan(), with_notes=True)
        for suffix in FORMATS:
            text = contents(chart, suffix)
            for name in names:
                assert f"{SECRET} {name}" in text, (suffix, name)


def test_a_picture_of_what_changed_says_notes_only_when_asked():
    before = plan(None).center
    after = before.revised(
        stakeholders=[person.revised(note="other secret") for person in before]
    )
    for with_notes in (False, True):
        chart = pm.charts.difference(before, after, with_notes=with_notes)
        assert (SECRET in behind(chart)) == with_notes


def test_a_report_keeps_notes_out_of_its_pictures_and_not_out_of_its_texts():
    for with_notes in (False, True):
        report = pm.report(plan(None), sections="all", with_notes=with_notes)
        assert f"{SECRET} quote" in report.markdown()
        for section in report.sections:
            for chart in section.charts:
                is_there = SECRET in behind(chart)
                assert is_there <= with_notes
                if section.key == "board":
                    assert is_there == with_notes


def test_what_was_left_out_is_counted_for_what_is_drawn():
    said = {
        pm.quadrant: "2 people",
        pm.influence: "2 people and 1 tie",
        pm.charts.scorecard: "2 answers",
        pm.charts.funnel: None,
    }
    judgment = pm.judge(plan())
    for draw, expected in said.items():
        what = withheld_notes([draw(judgment).scene], judgment)
        assert (what and Language("en").text(what)) == expected
    alone = pm.quadrant(judgment, only="ana-ruiz")
    what = withheld_notes([alone.scene], judgment)
    assert Language("en").text(what) == "1 person"


def test_the_command_line_says_that_notes_stayed_out(powermap, tmp_path):
    file = pm.write(plan(), tmp_path / "deal.yaml")
    out = tmp_path / "a.svg"
    done = powermap("draw", file, "-o", out)
    assert done.stderr == (
        "note: left out of tooltips and slide notes: notes and evidence on 2 people; "
        "--with-notes includes them\n"
    )
    done = powermap("draw", file, "-o", out, "--with-notes")
    assert (done.stderr, SECRET in out.read_text("utf-8")) == ("", True)
    # A picture has nothing behind its marks, and what is redacted has no notes.
    assert powermap("draw", file, "-o", tmp_path / "a.png").stderr == ""
    redacted = powermap("draw", file, "-o", out, "--redact", "partner")
    assert "--with-notes" not in redacted.stderr
    refused = powermap("draw", file, "-o", out, "--redact", "partner", "--with-notes")
    assert refused.returncode == 2
    assert "--redact partner hides" in refused.stderr
