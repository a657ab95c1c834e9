"""The command as clients start it: over standard input and output, and over HTTP."""

from __future__ import annotations

import os
import subprocess
import threading

import anyio
import httpx2 as httpx
import pytest
from mcp.client.streamable_http import streamable_http_client

from mcp import Client, StdioServerParameters
from powermap.errors import FormatError
from powermap.mcp import http
from powermap.mcp.tools import TOOLS
from powermap.serving import bind, check_token

from .conftest import command, talk

TOKEN = "a-token-of-enough-characters"
PLAN = {"plan": "deal.yaml"}


async def conversation(client):
    tools = [tool.name for tool in (await client.list_tools()).tools]
    result = await client.call_tool("roles", PLAN)
    return tools, result.structured_content


def test_over_standard_input_and_output(folder):
    program, *arguments = command(folder, "--read-only", "--lang", "zh")
    server = StdioServerParameters(
        command=program, args=arguments, env=dict(os.environ)
    )
    tools, answer = talk(server, conversation)
    assert tools == [tool.name for tool in TOOLS.values() if not tool.writes]
    assert "决策" in answer["people"][0]["because"]


@pytest.fixture
def serving(folder):
    """The address of a server over HTTP."""
    process = subprocess.Popen(
        command(folder, "--http", "0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "POWERMAP_TOKEN": TOKEN},
        text=True,
    )
    # A server that does not start ends the test and not the patience of its reader.
    timer = threading.Timer(60, process.kill)
    timer.start()
    line = process.stdout.readline()
    timer.cancel()
    assert line.startswith("Serving on http://127.0.0.1:")
    yield line.split()[-1]
    process.terminate()
    process.communicate()


def test_over_http_with_the_token(serving):
    headers = {"Authorization": f"Bearer {TOKEN}"}

    async def connect():
        async with httpx.AsyncClient(headers=headers) as sender:
            transport = streamable_http_client(serving, http_client=sender)
            async with Client(transport) as client:
                return await conversation(client)

    tools, answer = anyio.run(connect)
    assert tools == [*TOOLS]
    assert len(answer["people"]) == 14


def test_over_http_nobody_else_gets_in(serving):
    request = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"Accept": "application/json, text/event-stream"}
    good = {**accept, "Authorization": f"Bearer {TOKEN}"}
    cases = [
        ({}, 401),
        ({"Authorization": "Bearer wrong-token-of-enough-characters"}, 401),
        ({"Authorization": f"bearer {TOKEN}"}, 401),
        ({**good, "Host": "evil.example"}, 421),
        ({**good, "Host": "127.0.0.1.evil.example:80"}, 421),
        ({**good, "Origin": "https://evil.example"}, 403),
        ({**good, "Origin": "null"}, 403),
        ({**good, "Host": "127.0.0.1:80@evil.example"}, 403),
        ({**good, "Host": "localhost:evil.example"}, 403),
        ({**good, "Origin": "http://127.0.0.1:1@evil.example"}, 403),
        ({**good, "Origin": "http://localhost:80.evil.example"}, 403),
        ({**good, "Origin": "http://localhost:3000"}, 200),
        ({**good, "Content-Type": "text/plain"}, 400),
        (good, 200),
    ]
    with httpx.Client() as client:
        for headers, status in cases:
            found = client.post(serving, json=request, headers={**accept, **headers})
            assert found.status_code == status, headers
            assert found.headers.get("access-control-allow-origin") is None
        large = {**request, "params": {"x": "x" * http.LARGEST_REQUEST}}
        assert client.post(serving, json=large, headers=good).status_code == 413
        assert client.get(serving.replace("/mcp", "/")).status_code == 401


def test_a_token_that_can_be_guessed_is_refused():
    for token in ("", "short", "spaces in it are not allowed", "ümläute-in-tokens"):
        with pytest.raises(FormatError, match="at least 16"):
            check_token(token)
    assert check_token(TOKEN) == TOKEN


def test_a_port_that_is_taken_is_told():
    bound = bind(0)
    try:
        with pytest.raises(FormatError, match="cannot be used"):
            bind(bound.getsockname()[1])
    finally:
        bound.close()


def test_what_the_command_refuses(folder):
    for options, text in [
        (["--token-file", "x"], "works only with --http"),
        (["--http", "0", "--token-file", "missing"], "no such file"),
        (["--redact", "boss"], "boss"),
    ]:
        done = subprocess.run(
            command(folder, *options), capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert text in done.stderr
        assert "Traceback" not in done.stderr
