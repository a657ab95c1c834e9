"""Every file that 0.1.0 wrote is read as it was meant.

The files in ``tests/files_of_0_1_0`` were written by that release, and
``expected.json`` holds what its model had in them, without what is not known.
"""

import json
from pathlib import Path

import pytest

from powermap.errors import PowermapWarning
from powermap.exchange import read

FOLDER = Path(__file__).parents[1] / "files_of_0_1_0"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def known(value):
    """A value as JSON without what is not known."""
    if isinstance(value, dict):
        parts = {key: known(each) for key, each in value.items()}
        return {key: part for key, part in parts.items() if part not in (None, [], {})}
    if isinstance(value, list):
        return [known(each) for each in value]
    return value


@pytest.mark.parametrize("files, values", [each.values() for each in EXPECTED])
@pytest.mark.filterwarnings("ignore::powermap.errors.PowermapWarning")
def test_a_file_of_0_1_0_is_read_equal(files, values):
    for name in files:
        plan = read(FOLDER / name)
        assert known(plan.model_dump(mode="json")) == values, name


def test_every_file_of_the_folder_is_looked_at():
    tested = {name for each in EXPECTED for name in each["files"]}
    tested |= {f"roles-{lang}.csv" for lang in ("en", "zh")}
    beside = ("-ties.csv", "-about.csv", "expected.json")
    there = {path.name for path in FOLDER.iterdir()}
    assert tested == {name for name in there if not name.endswith(beside)}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_list_of_roles_is_read_as_people(lang):
    with pytest.warns(PowermapWarning, match="because"):
        people = read(FOLDER / f"roles-{lang}.csv").center
    [plan] = [each["values"] for each in EXPECTED if "plan.yaml" in each["files"]]
    names = [person["name"] for person in plan["center"]["stakeholders"]]
    assert [person.name for person in people] == names
