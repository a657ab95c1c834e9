"""What each library that powermap needs is for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
PURPOSES = {
    "anyascii": "plain letters for ids, so that *Müller* and *张伟* can be typed",
    "charset-normalizer": "recognizes the encoding of a text file",
    "font-source-sans-pro": "the typeface of the pictures, so that they look alike everywhere",
    "fonttools": "makes small font files for pages and SVG",
    "graphviz": "quotes texts for the `.dot` format; needs no program of Graphviz",
    "jinja2": "fills the template of a page",
    "lazy_loader": "loads a part of powermap when it is first used",
    "markdown-it-py": "reads tables in Markdown",
    "matplotlib": "PNG and PDF, charts in Axes of your own, and the measuring of text",
    "narwhals": "reads pandas, Polars and PyArrow alike",
    "networkx": "paths, brokers and other answers from the ties",
    "numpy": "estimates of power, and hundreds of plausible worlds at once",
    "olefile": "recognizes old Office files",
    "pillow": "writes the bytes of a PNG, and reads colors",
    "pydantic": "checks values with clear messages",
    "pyyaml": "reads YAML fast",
    "rich": "tables on the terminal",
    "ruamel.yaml": "changes YAML and keeps your comments",
    "typer": "the command line",
    "xlsxwriter": "writes workbooks with drop-down lists",
}
"""Each library of the core, and what would be missing without it."""


def needed() -> list[str]:
    """The libraries that are installed whatever extras are asked for."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    names = []
    for requirement in project["dependencies"]:
        names.append(re.split(r"[<>=\[; ]", requirement)[0])
    return names


def library_table() -> str:
    """Each library with its purpose."""
    lines = ["| library | what it is for |", "|---|---|"]
    for name in needed():
        lines.append(f"| {name} | {PURPOSES[name]} |")
    return "\n".join(lines)
