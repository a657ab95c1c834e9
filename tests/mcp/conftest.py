"""A folder of plans, and clients of its server."""

from __future__ import annotations

import sys
from datetime import date

import anyio
import pytest

import powermap as pm
from mcp import Client
from powermap.mcp.door import Door
from powermap.mcp.server import make_server
from powermap.workspace import Workspace

DAY = date(2026, 11, 30)


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "plans"
    root.mkdir()
    pm.write(pm.northwind_plan(), root / "deal.yaml")
    return root


def make_door(folder, lang="en", **options):
    return Door(Workspace(folder, lang=lang, **options), lambda: DAY, lang)


def talk(server, conversation):
    """What a conversation with a server gives; `server` is whatever a client takes."""

    async def connect():
        async with Client(server) as client:
            return await conversation(client)

    return anyio.run(connect)


def call(door, name, **arguments):
    """The result of one tool, over the client of the SDK."""

    async def conversation(client):
        return await client.call_tool(name, arguments)

    return talk(make_server(door), conversation)


def command(folder, *options):
    """How a client starts the server."""
    return [sys.executable, "-m", "powermap", "mcp", str(folder), *options]
