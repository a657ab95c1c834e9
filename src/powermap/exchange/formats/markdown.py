"""Tables in a Markdown text, each as a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.formats.encoding import decode
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.sheets import Row, Sheet

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["FORMAT", "read_markdown"]

_RULE = re.compile(r"\|?:?-+:?(?:\|:?-+:?)*\|?")
"""The line of dashes below the header of a table."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_markdown(payload: bytes, name: str, options: ReadOptions) -> Content:
    r"""The tables of a Markdown text; a heading above one is its title.

    Examples
    --------
    >>> payload = b"# Team\n| Name | Title |\n|---|---|\n| **Ana** | CFO |\n"
    >>> sheet = read_markdown(payload, "a.md", ReadOptions()).sheets[0]
    >>> sheet.title, sheet.rows
    ('Team', [['Name', 'Title'], ['Ana', 'CFO']])
    """
    from markdown_it import MarkdownIt

    text, notes = decode(payload, name, options.encoding)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    sheets = _tables(tokens, PurePath(name).name)
    if not sheets:
        raise refuse(name, "message.formats.no_table")
    return Content(sheets, kind="markdown", notes=notes)


def _tables(tokens: Sequence[Token], title: str) -> list[Sheet]:
    sheets: list[Sheet] = []
    rows: list[Row] = []
    cells: list[object] = []
    in_table = False
    previous = ""
    for token in tokens:
        if token.type == "table_open":
            in_table, rows = True, []
        elif token.type == "table_close":
            in_table = False
            sheets.append(Sheet(title, rows))
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            rows.append(cells)
        elif token.type == "inline" and in_table:
            cells.append(_plain(token.children or ()) or None)
        elif token.type == "inline" and previous == "heading_open":
            title = _plain(token.children or ()) or title
        previous = token.type
    return sheets


def _plain(tokens: Iterable[Token]) -> str:
    """The text of a cell without emphasis, links and pictures."""
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"} or _BREAK.match(token.content):
            parts.append("\n")
    return "".join(parts).strip()


def _has_table(head: str) -> bool:
    """Whether a text has a line of dashes below one with as many columns."""
    above = ""
    for line in head.split("\n"):
        # Without its spaces, which may stand anywhere between the dashes and bars.
        bare = line.replace(" ", "").replace("\t", "")
        if "|" in bare and "|" in above and _RULE.fullmatch(bare):
            return True
        above = line or above
    return False


FORMAT = Format(
    name="markdown",
    suffixes=(".md", ".markdown"),
    title={"en": "Markdown", "zh": "Markdown"},
    holds={
        "en": "Every table in the text; the heading above is its title.",
        "zh": "文本中的所有表格；上方的标题即表格名称。",
    },
    read=read_markdown,
    recognizes=_has_table,
)
