"""The inspector of the protocol as a client that is not ours, where it is installed.

``npm install @modelcontextprotocol/inspector`` and POWERMAP_INSPECTOR with the path of
``mcp-inspector``.
"""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from powermap.mcp.tools import TOOLS

from .conftest import command

INSPECTOR = os.environ.get("POWERMAP_INSPECTOR")
pytestmark = pytest.mark.skipif(not INSPECTOR, reason="POWERMAP_INSPECTOR is not set")


def inspect(folder, *arguments):
    environment = []
    # It hands on nothing of its own environment.
    if path := os.environ.get("PYTHONPATH"):
        environment = ["-e", f"PYTHONPATH={path}"]
    done = subprocess.run(
        [INSPECTOR, "--cli", *environment, *command(folder), *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_inspector_lists_calls_and_reads(folder):
    listed = inspect(folder, "--method", "tools/list")["tools"]
    assert [tool["name"] for tool in listed] == [*TOOLS]
    call = ["--method", "tools/call", "--tool-arg", "plan=deal.yaml"]
    answer = inspect(folder, *call, "--tool-name", "roles")
    assert len(answer["structuredContent"]["people"]) == 14
    answer = inspect(folder, *call, "most=2", "--tool-name", "who_next")
    assert len(answer["structuredContent"]["visits"]) == 2
    answer = inspect(folder, *call, "--tool-name", "draw")
    assert [part["type"] for part in answer["content"]] == [
        "text",
        "image",
        "resource_link",
    ]
    uri = answer["content"][2]["uri"]
    [content] = inspect(folder, "--method", "resources/read", "--uri", uri)["contents"]
    assert content["text"].startswith("<svg")
    prompt = ["--prompt-name", "review_plan", "--prompt-args", "plan=deal.yaml"]
    [message] = inspect(folder, "--method", "prompts/get", *prompt)["messages"]
    assert "deal.yaml" in message["content"]["text"]
