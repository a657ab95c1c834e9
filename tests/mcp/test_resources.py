"""Resources by their addresses, prompts, and pages of a long list."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from mcp.shared.exceptions import MCPError

import powermap as pm
from powermap.mcp import server
from powermap.mcp.resources import METHOD, SCHEMAS
from powermap.mcp.server import PER_PAGE, make_server

from .conftest import DAY, make_door, talk


def read_all(door, *uris):
    async def conversation(client):
        texts = []
        for uri in uris:
            [content] = (await client.read_resource(uri)).contents
            assert content.uri == uri
            texts.append(content.text)
        return texts

    return talk(make_server(door), conversation)


def test_every_listed_resource_can_be_read(folder):
    (folder / "北方").mkdir()
    pm.write(pm.northwind(), folder / "北方/deal 100%.yaml")

    async def conversation(client):
        listed = (await client.list_resources()).resources
        names = [each.name for each in listed]
        assert names[-2:] == ["deal.yaml", "北方/deal 100%.yaml"]
        for each in listed:
            [content] = (await client.read_resource(each.uri)).contents
            assert content.mime_type == each.mime_type
            assert content.text
        return [each.uri for each in listed]

    uris = talk(make_server(make_door(folder)), conversation)
    assert [uri for uri in uris if uri.endswith("deal%20100%25.yaml")]
    assert [METHOD, *[f"powermap://schemas/{name}" for name in SCHEMAS]] == uris[:-2]


def test_the_templates_lead_to_charts_and_reports(folder):
    svg, page, plan, schema = read_all(
        make_door(folder),
        "powermap://charts/matrix/deal.yaml",
        "powermap://reports/deal.yaml",
        "powermap://plans/deal.yaml",
        "powermap://schemas/plan",
    )
    assert ET.fromstring(svg).tag.endswith("svg")
    assert page.startswith("<!DOCTYPE html>")
    jsonschema.validate(json.loads(plan), json.loads(schema))


def test_a_link_leads_to_what_was_answered(folder):
    """A chart or report of another day, language or person is not the usual one."""
    door = make_door(folder)
    calls = {
        "draw": {"chart": "influence", "around": "Robert Falk", "lang": "zh"},
        "report": {"today": "2026-12-24", "sections": ["findings", "people", "claims"]},
    }

    async def conversation(client):
        texts = []
        for name, arguments in calls.items():
            answer = await client.call_tool(name, {"plan": "deal.yaml", **arguments})
            assert not answer.is_error, answer.content
            uri = answer.structured_content["uri"]
            [content] = (await client.read_resource(uri)).contents
            texts.append((answer.structured_content, content.text))
        return texts

    (chart, svg), (report, page) = talk(make_server(door), conversation)
    judgment = pm.judge(pm.read(folder / "deal.yaml"), today=DAY)
    drawn = pm.charts.influence(judgment, around="Robert Falk", lang="zh")
    assert svg == drawn.svg()
    assert chart["title"] in svg
    judgment = pm.judge(pm.read(folder / "deal.yaml"), today="2026-12-24")
    with pytest.warns(pm.PowermapWarning, match="not in the report") as told:
        expected = pm.report(judgment, sections=["findings", "people", "claims"])
    assert report["notes"] == [str(told[0].message)]
    assert page == expected.html()
    assert report["markdown"] == expected.markdown()


def test_addresses_that_lead_elsewhere_are_refused(folder):
    (folder.parent / "secret.yaml").write_text("name: Secret\nstakeholders: []\n")
    uris = [
        "powermap://plans/../secret.yaml",
        "powermap://plans/%2e%2e%2fsecret.yaml",
        "powermap://plans//etc/passwd",
        "powermap://plans/%ff",
        "powermap://plans/" + "x" * 3_000,
        "powermap://charts/pie/deal.yaml",
        "powermap://charts/quadrant/../secret.yaml",
        "powermap://reports/.env",
        "powermap://schemas/../method",
        "powermap://charts/matrix/deal.yaml?evil=1",
        "powermap://charts/matrix/deal.yaml?today=tomorrow",
        "powermap://charts/matrix/deal.yaml?plan=../secret.yaml&",
        "powermap://charts/matrix/x.yaml?chart=pie",
        "powermap://plans/deal.yaml?today=2026-11-30",
        "powermap://reports/deal.yaml?" + "sections=people&" * 70,
        "powermap://reports/deal.yaml?today=%ff",
        "powermap://reports/deal.yaml?today",
        "file:///etc/passwd",
        "https://example.com",
        "powermap://",
    ]

    async def conversation(client):
        for uri in uris:
            with pytest.raises(MCPError) as refused:
                await client.read_resource(uri)
            assert str(folder.parent) not in str(refused.value)
            assert len(str(refused.value)) < 500
            assert "report it" not in str(refused.value)

    talk(make_server(make_door(folder)), conversation)


def test_a_resource_that_is_too_large_is_refused(folder, monkeypatch):
    monkeypatch.setattr(server, "LARGEST_RESOURCE", 1_000)

    async def conversation(client):
        with pytest.raises(MCPError, match="too large"):
            await client.read_resource("powermap://plans/deal.yaml")

    talk(make_server(make_door(folder)), conversation)


def test_a_long_list_comes_in_pages(folder):
    for number in range(PER_PAGE):
        (folder / f"deal-{number:03}.yaml").write_text("name: ERP\nstakeholders: []\n")

    async def conversation(client):
        first = await client.list_resources()
        second = await client.list_resources(cursor=first.next_cursor)
        assert second.next_cursor is None
        # A cursor that is not ours begins at the first page.
        for odd in ("9" * 5_000, "٣", "-1", "x"):
            assert (
                await client.list_resources(cursor=odd)
            ).resources == first.resources
        return [each.uri for page in (first, second) for each in page.resources]

    uris = talk(make_server(make_door(folder)), conversation)
    assert len(uris) == len({*uris}) == PER_PAGE + 1 + 1 + len(SCHEMAS)


def test_prompts_speak_the_language_of_the_server(folder):
    async def conversation(client):
        listed = (await client.list_prompts()).prompts
        texts = []
        for prompt in listed:
            values = {each.name: "deal.yaml" for each in prompt.arguments}
            got = await client.get_prompt(prompt.name, values)
            [message] = got.messages
            assert message.role == "user"
            texts.append(message.content.text)
        with pytest.raises(MCPError, match=r"prompt|提示"):
            await client.get_prompt("rob_the_bank", {})
        return texts

    for lang, word in (("en", "Call"), ("zh", "调用")):
        texts = talk(make_server(make_door(folder, lang)), conversation)
        assert len(texts) == 3
        assert all(word.lower() in text.lower() for text in texts)
