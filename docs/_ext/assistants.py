"""The tools that assistants get, quoted from the table of the server."""

from __future__ import annotations

from quotes import table

from powermap.mcp.prompts import PROMPTS
from powermap.mcp.tools import TOOLS


def tool_table() -> str:
    """Every tool and prompt, with what it does and whether it writes."""
    rows = []
    for tool in TOOLS.values():
        writes = "writes" if tool.writes else "reads"
        rows.append([f"`{tool.name}`", tool.description("en"), writes])
    for prompt in PROMPTS.values():
        rows.append([prompt.title("en"), prompt.description("en"), "prompt"])
    return table(["tool", "what it does", ""], rows)
