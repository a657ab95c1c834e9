"""What the command line does with a plan: it never loses a part of one silently."""

import json

import pytest

import powermap as pm
from powermap.exchange import read, write
from powermap.model import json_schema
from powermap.model.schema import plan_schema


@pytest.mark.filterwarnings(
    "ignore:.*after the day of the plan:powermap.PowermapWarning"
)
def test_convert_carries_a_plan_whole(powermap, tmp_path, full):
    way = [write(full, tmp_path / "plan.yaml")]
    for name in ("plan.json", "plan.xlsx", "again.yaml"):
        done = powermap("convert", way[-1], tmp_path / name)
        assert (done.returncode, done.stdout) == (0, f"wrote {tmp_path / name}\n"), (
            done.stderr
        )
        way.append(tmp_path / name)
        assert read(way[-1]) == full
    assert way[-1].read_bytes() == way[0].read_bytes()


@pytest.mark.parametrize("name", ["people.csv", "people.graphml"])
def test_convert_says_what_has_no_place(powermap, tmp_path, full, name):
    done = powermap("convert", write(full, tmp_path / "plan.yaml"), tmp_path / name)
    assert done.returncode == 0
    assert (
        f"note: {tmp_path / name}: this format has only people and ties; not written: Account"
        in done.stderr
    )


@pytest.mark.parametrize("name", ["b.yaml", "b.json", "b.xlsx"])
def test_convert_leaves_a_file_of_people_one_of_people(powermap, tmp_path, rich, name):
    done = powermap("convert", write(rich, tmp_path / "a.xlsx"), tmp_path / name)
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / "wanted").mkdir()
    assert (tmp_path / name).read_bytes() == write(
        rich, tmp_path / "wanted" / name
    ).read_bytes()


def test_convert_reads_a_plan_from_standard_input(powermap, tmp_path):
    for text in ("{account: A, rivals: [B]}", '{"account": "A", "rivals": ["B"]}'):
        done = powermap("convert", "-", tmp_path / "plan.json", stdin=text)
        assert done.returncode == 0, done.stderr
        assert read(tmp_path / "plan.json").rivals == ("B",)
    assert read(tmp_path / "plan.json").center.name == "A"


def test_convert_tells_the_problems_of_the_plan(powermap, tmp_path):
    (tmp_path / "plan.yaml").write_text(
        "account: A\npipeline: [{name: x, stage: won, amount: -5}]\n"
    )
    done = powermap("convert", tmp_path / "plan.yaml", tmp_path / "plan.json")
    assert done.returncode == 2
    assert "pipeline, row 1, amount: -5 is below 0" in done.stderr
    assert not (tmp_path / "plan.json").exists()


def test_schema_prints_either(powermap, tmp_path):
    assert json.loads(powermap("schema").stdout) == json_schema()
    assert json.loads(powermap("schema", "--plan").stdout) == plan_schema()
    powermap("schema", "--plan", "-o", tmp_path / "plan-schema.json")
    assert (
        json.loads((tmp_path / "plan-schema.json").read_text(encoding="utf-8"))
        == plan_schema()
    )


def test_a_written_file_names_its_schema_once(tmp_path):
    for suffix in ("yaml", "json"):
        for plan, schema in (
            (pm.northwind_plan(), "/plan-schema.json"),
            (pm.northwind(), "/schema.json"),
        ):
            file = tmp_path / f"deal.{suffix}"
            file.unlink(missing_ok=True)
            pm.write(plan, file)
            plain = pm.read(file)
            for _ in range(2):
                pm.write(plan, file, schema=True)
                assert file.read_text("utf-8").count("/docs/") == 1
                assert pm.read(file) == plain
            pm.write(plan, file)
            assert schema in file.read_text("utf-8")
    with pytest.raises(pm.FormatError, match=r"\.yaml"):
        pm.write(pm.northwind(), tmp_path / "deal.xlsx", schema=True)
