"""Changes over the client of the SDK: tried, written, refused, taken back."""

from __future__ import annotations

import json

import powermap as pm
from powermap.demo import northwind_changes, northwind_notes
from powermap.mcp.server import make_server

from .conftest import call, make_door, talk

PLAN = {"plan": "deal.yaml"}
PROPOSED = {
    **PLAN,
    "proposal": json.loads(northwind_changes()),
    "notes": northwind_notes(),
}


def digest_of(door):
    return call(door, "read_plan", **PLAN).structured_content["digest"]


def test_a_dry_run_says_what_would_change_and_writes_nothing(folder):
    before = (folder / "deal.yaml").read_bytes()
    door = make_door(folder)
    found = call(door, "propose_changes", **PROPOSED).structured_content
    expected = pm.apply(
        pm.read(folder / "deal.yaml"),
        pm.proposals.parse_proposal(northwind_changes()),
        source_text=northwind_notes(),
    )
    for key in ("accepted", "refused"):
        outcomes = getattr(expected, key)
        assert [row["because"] for row in found[key]] == [
            str(outcome.because) for outcome in outcomes
        ]
    assert found["accepted"]
    assert found["difference"]["changes"]
    kinds = [
        part.type
        for part in call(door, "propose_changes", picture=True, **PROPOSED).content
    ]
    assert kinds == ["text", "image"]
    assert (folder / "deal.yaml").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["deal.yaml"]


def test_changes_are_written_logged_and_taken_back(folder):
    before = (folder / "deal.yaml").read_bytes()
    door = make_door(folder)
    digest = digest_of(door)
    found = call(
        door, "apply_changes", digest=digest, what="After the call", **PROPOSED
    )
    answer = found.structured_content
    assert (answer["version"], answer["previous_version"]) == (2, 1)
    assert digest_of(door) == answer["digest"] != digest
    expected = pm.apply(
        pm.northwind_plan(),
        pm.proposals.parse_proposal(northwind_changes()),
        source_text=northwind_notes(),
    )
    assert door.workspace.read("deal.yaml").plan == expected.plan
    told = call(door, "history", **PLAN).structured_content
    assert [row["what"] for row in told["writes"]] == ["", "After the call"]
    assert told["writes"][1]["by"].startswith("mcp")
    (version,) = (folder / ".powermap/deal.yaml.versions").glob("*-0002-*")
    kept = version.read_bytes()
    version.write_text("broken: [")
    told = call(door, "history", **PLAN).structured_content
    assert "0002-deal.yaml: this version was left out" in told["notes"][0]
    version.write_bytes(kept)
    changed = call(door, "diff", old="deal.yaml", old_version=1).structured_content
    assert changed["changes"] == answer["difference"]["changes"]
    back = call(
        door, "restore_version", version=1, digest=answer["digest"], **PLAN
    ).structured_content
    assert (folder / "deal.yaml").read_bytes() == before
    assert back["digest"] == digest
    assert back["previous_version"] == 2


def test_a_file_that_changed_since_it_was_read_is_not_written(folder):
    door = make_door(folder)
    digest = digest_of(door)
    text = (folder / "deal.yaml").read_text() + "# changed elsewhere\n"
    (folder / "deal.yaml").write_text(text)
    for name, more in (
        ("apply_changes", PROPOSED),
        ("apply_changes", {**PROPOSED, "proposal": []}),
        ("restore_version", {**PLAN, "version": 1}),
    ):
        result = call(door, name, digest=digest, **more)
        assert result.is_error
        assert "changed after it was read" in result.content[0].text
    assert (folder / "deal.yaml").read_text() == text


def test_nothing_is_written_without_a_quote_from_the_notes(folder):
    before = (folder / "deal.yaml").read_bytes()
    door = make_door(folder)
    digest = digest_of(door)
    change = {"person": "robert-falk", "field": "stance", "value": "champion"}
    for extra in ({}, {"quote": "Robert Falk is our champion"}):
        answer = call(
            door,
            "apply_changes",
            digest=digest,
            **{**PROPOSED, "proposal": [{**change, **extra}]},
        ).structured_content
        assert answer["accepted"] == []
        assert answer["version"] is None
    assert (folder / "deal.yaml").read_bytes() == before
    for wrong in ({"changes": 7}, {"x": []}, [{"person": 7}], [{"evil": "x"}]):
        result = call(door, "propose_changes", **{**PROPOSED, "proposal": wrong})
        assert result.is_error


def test_a_read_only_folder_offers_no_tool_that_writes(folder):
    async def conversation(client):
        return [tool.name for tool in (await client.list_tools()).tools]

    whole = talk(make_server(make_door(folder)), conversation)
    readable = talk(make_server(make_door(folder, read_only=True)), conversation)
    assert {*whole} - {*readable} == {"apply_changes", "restore_version"}
    redacted = talk(make_server(make_door(folder, level="partner")), conversation)
    assert "propose_changes" not in redacted
