"""Every file that 0.1.0 wrote is read as it was meant.

The files in ``tests/files_of_0_1_0`` were written by that release, and
``expected.json`` holds what its model had in them, without what is not known.
"""

import json
from pathlib import Path

import pytest

from powermap.errors import PowermapWarning, TableError
from powermap.exchange import read
from powermap.exchange.intake.values.unknown import is_unknown

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
        if name in {"hostile.xlsx", "hostile.csv"}:
            continue
        plan = read(FOLDER / name)
        assert known(plan.model_dump(mode="json")) == values, name


def as_tables_say(person):
    """A person without the texts that a table of today has for "not known"."""
    plain = {"name": person["name"]}
    for key, value in person.items():
        texts = value if isinstance(value, list) else [value]
        # A hyphen before an entry makes a list.
        kept = [text.removeprefix("- ") for text in texts if not is_mark(text)]
        if kept and key != "name":
            plain[key] = kept if isinstance(value, list) else value
    return plain


def is_mark(text):
    return is_unknown(text, in_text=True)


@pytest.mark.parametrize("name", ["hostile.xlsx", "hostile.csv"])
@pytest.mark.filterwarnings("ignore::powermap.errors.PowermapWarning")
def test_a_table_of_0_1_0_with_marks_of_unknown_keeps_everything_else(name):
    """0.1.0 did not put "NULL" or "?" in quotation marks when they were texts."""
    with pytest.raises(TableError) as caught:
        read(FOLDER / name)
    assert {problem.value for problem in caught.value.problems} == {"#REF!"}
    [values] = [each["values"] for each in EXPECTED if name in each["files"]]
    plan = known(read(FOLDER / name, skip_bad_rows=True).model_dump(mode="json"))
    everybody = values["center"]["stakeholders"]
    expected = [as_tables_say(each) for each in everybody if each["name"] != "#REF!"]
    center = {**values["center"], "stakeholders": expected}
    assert plan == {**values, "center": center}


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
