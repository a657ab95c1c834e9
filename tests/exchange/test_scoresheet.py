"""The sheet with the chart shows what the others say, and is not read back."""

from __future__ import annotations

import warnings
import zipfile

import openpyxl
import pytest

import powermap as pm
from powermap.language import label
from powermap.model.subject import plan_of

PEOPLE = [
    pm.Stakeholder("Ana", power="decider", involvement="low"),
    pm.Stakeholder("=1+1", power=8, involvement=7.5),
    pm.Stakeholder("Ben <&>", power=3),
    pm.Stakeholder("张伟", power=2, involvement=4),
]
CENTER = pm.BuyingCenter("ERP", PEOPLE, scale=pm.Scale(0, 10, cut=6))


def sheet(path, lang="en"):
    return openpyxl.load_workbook(path)["Chart" if lang == "en" else "图表"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "whole", [CENTER, pm.northwind_plan(), pm.BuyingCenter("Nobody")]
)
def test_what_is_read_is_what_was_written(tmp_path, lang, whole):
    path = pm.write(whole, tmp_path / "deal.xlsx", lang=lang, chart=True)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore" if not len(getattr(whole, "center", whole)) else "error",
            pm.PowermapWarning,
        )
        assert pm.read(path) == plan_of(whole)
    assert (
        pm.write(whole, tmp_path / "again.xlsx", lang=lang, chart=True).read_bytes()
        == path.read_bytes()
    )
    without = pm.write(whole, tmp_path / "without.xlsx", lang=lang)
    added = set(openpyxl.load_workbook(path).sheetnames) - set(
        openpyxl.load_workbook(without).sheetnames
    )
    assert added == {"Chart" if lang == "en" else "图表"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_roles_reasons_and_scores(tmp_path, lang):
    rows = list(
        sheet(
            pm.write(CENTER, tmp_path / "deal.xlsx", lang=lang, chart=True), lang
        ).values
    )[1:]
    assert [row[0] for row in rows] == [
        "Ana",
        "=1+1",
        "张伟",
        "Ben <&>",
    ]  # those with both scores first
    assert [row[3:5] for row in rows] == [(8, 3), (8, 7.5), (2, 4), (3, None)]
    found = pm.classify(CENTER)
    for row, person in zip(
        rows, (PEOPLE[0], PEOPLE[1], PEOPLE[3], PEOPLE[2]), strict=True
    ):
        assert row[1:3] == (
            label(found[person.id].role, lang),
            found[person.id].because.say(lang),
        )
    assert [bool(row[5]) for row in rows] == [True, False, False, False]


def test_the_chart_is_native_and_names_its_points(tmp_path):
    path = pm.write(CENTER, tmp_path / "deal.xlsx", chart=True)
    xml = zipfile.ZipFile(path).read("xl/charts/chart1.xml").decode()
    assert "<c:scatterChart>" in xml
    assert "<c:f>Chart!$E$2:$E$4</c:f>" in xml
    assert "<c:f>Chart!$D$2:$D$4</c:f>" in xml
    assert "<a:t>Ana</a:t>" in xml
    assert (
        "<c:f>'Chart'!$A$3</c:f>" in xml or "<c:f>Chart!$A$3</c:f>" in xml
    )  # a name that looks like a formula
    assert '<c:crossesAt val="6"/>' in xml
    assert xml.count('<c:max val="10"/>') == 2


def test_nobody_with_both_scores_has_a_table_only(tmp_path):
    path = pm.write(
        pm.BuyingCenter("ERP", [pm.Stakeholder("Ana")]),
        tmp_path / "deal.xlsx",
        chart=True,
    )
    assert not [name for name in zipfile.ZipFile(path).namelist() if "chart" in name]
    assert [row[0] for row in sheet(path).values] == ["Name", "Ana"]


@pytest.mark.parametrize("name", ["deal.yaml", "deal.csv", "deal.graphml"])
def test_other_formats_have_no_chart(tmp_path, name):
    with pytest.raises(pm.FormatError, match=r"a chart works only with \.xlsx"):
        pm.write(CENTER, tmp_path / name, chart=True)
    assert list(tmp_path.iterdir()) == []
