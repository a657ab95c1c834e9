"""An export of several deals becomes several plans, each in a file of its own."""

import io
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from typer.testing import CliRunner

import powermap as pm
from powermap.cli import app
from powermap.errors import FormatError, PowermapWarning
from powermap.exchange.deal_plans import paths_of_deals

EXPORT = """\
ContactId,Contact Name,Contact Role,OpportunityId,Opportunity Name
1,Ana Ruiz,Decision Maker,006A,Northwind ERP
2,Ben Ode,Evaluator,006A,Northwind ERP
1,Ana Ruiz,Influencer,006B,Renewal
3,Cleo Ito,Decision Maker,006C,Renewal
"""


@pytest.mark.filterwarnings("ignore::powermap.errors.PowermapWarning")
def test_every_deal_is_a_plan():
    plans = pm.tables.read_deals(io.StringIO(EXPORT), mapping="salesforce")
    people = {name: [each.name for each in plan.center] for name, plan in plans.items()}
    assert people == {
        "Northwind ERP": ["Ana Ruiz", "Ben Ode"],
        "Renewal (006B)": ["Ana Ruiz"],
        "Renewal (006C)": ["Cleo Ito"],
    }
    assert plans["Renewal (006B)"].center.name == "Renewal"
    assert plans["Renewal (006B)"].center["1"].power == "influencer"


def test_rows_of_no_deal_are_told():
    text = "Name,Deal\nAna Ruiz,ERP\nBen Ode,CRM\nCleo Ito,\n"
    with pytest.warns(PowermapWarning, match="1 row names no deal") as record:
        plans = pm.tables.read_deals(io.StringIO(text))
    assert len(record) == 1
    assert list(plans) == ["ERP", "CRM"]


def test_a_file_of_one_deal_or_none_is_one_plan():
    assert list(pm.tables.read_deals(io.StringIO("Name,Deal\nAna Ruiz,ERP\n"))) == [
        "ERP"
    ]
    assert len(pm.tables.read_deals(io.StringIO("Name\nAna Ruiz\n"))) == 1


@given(st.lists(st.text(max_size=100), unique=True, max_size=8))
def test_no_file_of_a_deal_is_that_of_another(names):
    paths = paths_of_deals(Path("plans/deal.csv"), names)
    assert list(paths) == names
    files = []
    for path in paths.values():
        assert path.parent == Path("plans")
        assert path.suffix == ".csv"
        assert not set(path.name) & set('/\\:*?"<>|\n')
        assert len(path.name) < 100
        files += [path.stem, f"{path.stem}-ties", f"{path.stem}-about"]
    assert len({each.casefold() for each in files}) == len(files)


def test_names_that_collide_with_the_files_of_others():
    names = ["ERP", "erp", "ERP ties", "CON", "../../x", ""]
    stems = [path.stem for path in paths_of_deals(Path("d.csv"), names).values()]
    assert stems[:2] == ["erp", "erp-2"]
    assert "erp-ties" not in stems
    assert stems[3:] == ["con-deal", "x", "deal"]


def test_convert_splits_an_export(tmp_path):
    source = tmp_path / "roles.csv"
    source.write_text(EXPORT, "utf-8")
    target = tmp_path / "plans" / "deal.yaml"
    arguments = ["convert", str(source), str(target), "--split"]
    done = CliRunner().invoke(app, [*arguments, "--mapping", "salesforce"])
    assert done.exit_code == 0, done.output
    written = sorted(path.name for path in target.parent.iterdir())
    assert written == ["northwind-erp.yaml", "renewal-006b.yaml", "renewal-006c.yaml"]
    assert all(name in done.output for name in written)
    assert len(pm.read(target.parent / "northwind-erp.yaml").center) == 2
    wrong = CliRunner().invoke(app, [*arguments, "--deal", "Renewal"])
    assert isinstance(wrong.exception, FormatError)
