"""The skill folder: the tools as commands, for assistants without a server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from powermap.files.writing import replace_files
from powermap.language import Lang
from powermap.mcp.texts import text_of, texts
from powermap.mcp.tools import TOOLS, Tool

__all__ = ["EXAMPLES", "skill_files", "write_skill"]

EXAMPLES: Mapping[str, str] = {
    "plan": "deal.yaml",
    "purpose": "propose",
    "old": "old.yaml",
    "person": "robert-falk",
    "stance": "supporter",
    "chart": "quadrant",
    "picture": "map.svg",
    "report": "account.md",
    "notes": "notes.md",
    "changes": "changes.json",
    "undo": "undo-1.json",
    "folder": "accounts",
    "accounts": "accounts.json",
}
"""What stands for each argument in the examples."""
_SCRIPT = '''\
"""Run powermap as the skill describes: python scripts/ask.py TOOL name=value ...

Prints what the command prints, and ends with its exit code. Made by powermap mcp --skill.
"""

import shutil
import subprocess
import sys

COMMANDS = {commands}


def main():
    tool, *given = sys.argv[1:] or [""]
    if tool not in COMMANDS:
        sys.exit("tools: " + ", ".join(COMMANDS))
    values = dict(each.partition("=")[::2] for each in given)
    try:
        arguments = [part.format(**values) for part in COMMANDS[tool]]
    except KeyError as missing:
        sys.exit(f"add {missing.args[0]}=...")
    program = shutil.which("powermap")
    start = [program] if program else [sys.executable, "-m", "powermap"]
    # A list and no shell: what stands in a value is never run.
    sys.exit(subprocess.run([*start, *arguments]).returncode)


main()
'''


def write_skill(folder: Path, lang: Lang) -> list[Path]:
    """Write the skill into a folder, and say which files.

    Raises
    ------
    FormatError
        When a file cannot be written.
    """
    files = {}
    for name, text in skill_files(lang).items():
        path = folder.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        files[path] = text.encode()
    replace_files(files)
    return list(files)


def skill_files(lang: Lang) -> dict[str, str]:
    """The files of the skill by name.

    Examples
    --------
    >>> sorted(skill_files("en"))
    ['SKILL.md', 'scripts/ask.py']
    """
    commands = {}
    rows = []
    for tool in TOOLS.values():
        if not tool.command:
            continue
        arguments = tool.command.split()
        commands[tool.name] = arguments
        names = [name for name in EXAMPLES if f"{{{name}}}" in tool.command]
        example = " ".join(f"{name}={EXAMPLES[name]}" for name in names)
        call = f"`python scripts/ask.py {tool.name} {example}`"
        rows.append(f"| {call} | {_meaning(tool, lang)} |")
    text = text_of("skill.text", lang).replace("{tools}", "\n".join(rows))
    description = text_of("skill", lang)
    quoted = json.dumps(description, ensure_ascii=False)
    head = f"---\nname: powermap\ndescription: {quoted}\n---\n\n"
    table = json.dumps(commands, indent=4)
    return {
        "SKILL.md": f"{head}{text}\n",
        "scripts/ask.py": _SCRIPT.replace("{commands}", table),
    }


def _meaning(tool: Tool, lang: Lang) -> str:
    """What a tool does as a command, where this differs from the server."""
    if tool.name in texts()["skill"]["tools"]:
        return text_of(f"skill.tools.{tool.name}", lang)
    return tool.description(lang)
