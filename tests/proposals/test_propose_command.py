"""``powermap propose``: files in, a reviewed file out."""

import json

import jsonschema
import pytest

import powermap as pm
from powermap.demo import northwind_changes, northwind_notes

PLAN = """# The plan of Kim
name: ERP
stakeholders:
  - name: Ana Ruiz  # met in May
    stance: neutral
    power: 8
  # the CIO
  - {name: Ben Ode, title: CIO}
goals:
  - {name: Pilot}  # in Gary
"""
NOTES = "Ana told us that she supports the pilot. Ben is still unknown."
CHANGES = [
    {
        "person": "Ana Ruiz",
        "field": "stance",
        "value": "supporter",
        "quote": "she supports the pilot",
        "source": "Ana",
        "day": "2026-11-28",
    },
    {
        "path": "goals: Pilot",
        "field": "state",
        "value": "under way",
        "quote": "she supports the pilot",
    },
]
WRONG = {**CHANGES[0], "quote": "Ben supports us too"}


pytestmark = pytest.mark.filterwarnings(
    "ignore:.*take the value of the latest claim:powermap.PowermapWarning"
)


@pytest.fixture
def files(tmp_path):
    """A plan, notes, and what writes a proposal."""

    def make(*changes):
        (tmp_path / "deal.yaml").write_text(PLAN, encoding="utf-8")
        (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
        text = json.dumps({"changes": list(changes)}, ensure_ascii=False)
        (tmp_path / "changes.json").write_text(text, encoding="utf-8")
        return [tmp_path / name for name in ("notes.md", "changes.json", "deal.yaml")]

    return make


def test_apply_keeps_comments_and_undo_brings_the_file_back(powermap, files, tmp_path):
    notes, changes, plan = files(*CHANGES)
    undo = tmp_path / "undo.json"
    done = powermap("propose", "apply", notes, changes, plan, "--undo", undo)
    assert done.returncode == 0, done.stderr
    assert "2 accepted, 0 refused" in done.stdout
    text = plan.read_text(encoding="utf-8")
    for comment in ("# The plan of Kim", "# met in May", "# the CIO", "# in Gary"):
        assert comment in text
    assert pm.read(plan).center["Ana Ruiz"].stance is pm.Stance.SUPPORTER
    back = powermap("propose", "undo", undo, plan)
    assert back.returncode == 0, back.stdout
    (tmp_path / "old.yaml").write_text(PLAN, encoding="utf-8")
    assert pm.read(plan) == pm.read(tmp_path / "old.yaml").revised(account="ERP")
    assert "# met in May" in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".xlsx", ".csv"])
def test_undo_brings_every_format_back(powermap, files, tmp_path, suffix):
    # CSV holds people and ties only.
    notes, changes, plan = files(*CHANGES[: 1 if suffix == ".csv" else None])
    kept = pm.read(plan).center if suffix == ".csv" else pm.read(plan)
    file = pm.write(kept, tmp_path / f"copy{suffix}")
    before = pm.read(file)
    undo = tmp_path / "undo.json"
    done = powermap("propose", "apply", notes, changes, file, "--undo", undo)
    assert done.returncode == 0, done.stdout
    assert pm.read(file) != before
    # An earlier undo is not written over.
    again = powermap("propose", "apply", notes, changes, file, "--undo", undo)
    assert again.returncode == 2
    assert "choose another name for the undo" in again.stderr
    back = powermap("propose", "undo", undo, file)
    assert back.returncode == 0, back.stdout
    assert pm.read(file) == before


def test_a_comment_of_a_field_that_follows_from_a_claim_is_named(
    powermap, files, tmp_path
):
    notes, changes, plan = files(CHANGES[0])
    text = PLAN.replace("stance: neutral", "stance: neutral  # since 'May'")
    plan.write_text(text, encoding="utf-8")
    done = powermap("propose", "apply", notes, changes, plan)
    assert "comments that are gone: '# since" in done.stderr
    assert "# met in May" not in done.stderr


def test_the_undo_is_not_written_over_a_file_that_is_needed(powermap, files):
    several = files(*CHANGES)
    before = [each.read_bytes() for each in several]
    for file in several:
        done = powermap("propose", "apply", *several, "--undo", file)
        assert done.returncode == 2
        assert "give --undo another file" in done.stderr
    assert [each.read_bytes() for each in several] == before


def test_check_and_show_write_nothing_and_exit_with_1_when_one_is_refused(
    powermap, files, tmp_path
):
    notes, changes, plan = files(*CHANGES, WRONG)
    for command in ("check", "show"):
        done = powermap("propose", command, notes, changes, plan)
        assert done.returncode == 1
        assert "2 accepted, 1 refused" in done.stdout
        assert "do not say" in done.stdout
        assert plan.read_text(encoding="utf-8") == PLAN
    assert "Ana Ruiz: stance Neutral → Supporter." in done.stdout
    done = powermap("propose", "check", notes, changes, plan, "--lang", "zh")
    assert "接受 2 项，拒绝 1 项" in done.stdout
    picture = tmp_path / "changes.svg"
    powermap("propose", "show", notes, changes, plan, "-o", picture)
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_another_file_has_the_comments_too(powermap, files, tmp_path):
    notes, changes, plan = files(*CHANGES, WRONG)
    other = tmp_path / "other.yaml"
    done = powermap("propose", "apply", notes, changes, plan, "-o", other)
    assert done.returncode == 1
    assert plan.read_text(encoding="utf-8") == PLAN
    assert "# met in May" in other.read_text(encoding="utf-8")
    assert pm.read(other).goals[0].state.value == "under_way"
    book = tmp_path / "other.xlsx"
    powermap("propose", "apply", notes, changes, plan, "-o", book)
    assert pm.read(book).goals[0].state.value == "under_way"


def test_as_json_for_a_program(powermap, files):
    notes, changes, plan = files(*CHANGES, WRONG)
    done = powermap("propose", "check", notes, changes, plan, "--format", "json")
    answer = json.loads(done.stdout)
    assert [len(answer[key]) for key in ("accepted", "refused")] == [2, 1]
    assert answer["refused"][0]["quote"] == WRONG["quote"]
    assert "do not say" in answer["refused"][0]["because"]
    done = powermap("propose", "show", notes, changes, plan, "--format", "json")
    assert json.loads(done.stdout)["moved"][0]["person"] == "ana-ruiz"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "this is not JSON"),
        ('"set"', "is not a proposal"),
        ('{"change": []}', "is not a proposal"),
        ('[{"persom": "Ana"}]', "did you mean 'person'"),
        ('["champion"]', "is not a change"),
        ('[{"person": "Ana", "day": "soon"}]', "soon"),
        ('[{"person": "Ana", "confidence": "perhaps"}]', "confidence"),
        (
            '[{"person": "Ana", "value": {"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}}]',
            "more than 5",
        ),
    ],
)
def test_what_is_no_proposal_is_an_error(powermap, files, text, why):
    notes, changes, plan = files()
    changes.write_text(text, encoding="utf-8")
    for lang in ("en", "zh"):
        done = powermap("propose", "check", notes, changes, plan, "--lang", lang)
        assert done.returncode == 2
        if lang == "en":
            assert why in done.stderr
    missing = powermap("propose", "check", "missing.md", changes, plan)
    assert missing.returncode == 2


def test_the_schema_describes_what_is_read(powermap):
    schema = json.loads(powermap("schema", "--proposal").stdout)
    assert schema == json.loads(json.dumps(pm.proposals.proposal_schema()))
    for lang in ("en", "zh"):
        proposal = json.loads(northwind_changes(lang))
        jsonschema.validate(proposal, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"changes": [{"persom": "Ana"}]}, schema)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_demo_is_accepted_whole(lang):
    proposal = pm.proposals.parse_proposal(northwind_changes(lang))
    plan = pm.northwind_plan(lang)
    applied = pm.apply(plan, proposal, source_text=northwind_notes(lang))
    assert not applied.refused
    assert pm.apply(applied.plan, applied.undo).plan == plan
