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
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["FORMAT", "read_markdown"]

_RULE = re.compile(r"\|?:?-+:?(?:\|:?-+:?)*\|?")
"""The line of dashes below the header of a table."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARK = re.compile(r"[\\`*_\[\]<&!\n]")
"""What may have a meaning within a text."""
_ROWS = 20_000
"""Lines with bars: twice as many as a buying center may have people."""
_COLUMNS = 1_000
_CELLS = 60_000
"""Bars: six for each person that a buying center may have."""
_MARKS = 50_000
"""Marks within the texts of a file; they cost much more than other characters."""


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
    _check_size(text, name)
    parser = MarkdownIt("commonmark").enable("table")
    # The marks within a text are read where it is needed: in cells and headings.
    parser.core.ruler.enableOnly(["normalize", "block"])
    tokens = parser.parse(text)
    sheets = _tables(tokens, PurePath(name).name, _Inline(parser, name))
    if not sheets:
        raise refuse(name, "message.formats.no_table")
    return Content(sheets, kind="markdown", notes=notes)


def _check_size(text: str, name: str) -> None:
    """Refuse no table at all, and more rows or columns than are read in a second.

    Raises
    ------
    FormatError
        Before they are parsed, which costs more than to understand them.
    """
    rows = 0
    cells = 0
    for line in text.splitlines():
        bars = line.count("|")
        rows += bars > 0
        cells += bars
        if bars > _COLUMNS and _is_rule(line):
            raise refuse(name, "message.formats.too_many_columns", limit=_COLUMNS)
    if not rows:
        raise refuse(name, "message.formats.no_table")
    if rows > _ROWS:
        raise refuse(name, "message.formats.too_many_rows", limit=_ROWS)
    if cells > _CELLS:
        raise refuse(name, "message.formats.too_many_cells", limit=_CELLS)


class _Inline:
    """Reads the marks within texts, as far as there are not too many.

    Parameters
    ----------
    parser : MarkdownIt
        Whose rules hold.
    source : str
        The file, for messages.
    """

    def __init__(self, parser: MarkdownIt, source: str) -> None:
        self.parser = parser
        self.source = source
        self.marks = 0

    def plain(self, text: str) -> str:
        """A text without emphasis, links and pictures."""
        marks = len(_MARK.findall(text))
        if not marks:
            return text.strip()
        self.marks += marks
        if self.marks > _MARKS:
            raise refuse(self.source, "message.formats.too_many_marks", limit=_MARKS)
        tokens: list[Token] = []
        self.parser.inline.parse(text, self.parser, {}, tokens)
        return _plain(tokens)


def _tables(tokens: Sequence[Token], title: str, inline: _Inline) -> list[Sheet]:
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
            cells.append(inline.plain(token.content) or None)
        elif token.type == "inline" and previous == "heading_open":
            title = inline.plain(token.content) or title
        previous = token.type
    return sheets


def _plain(tokens: Iterable[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in {"text", "text_special", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"} or _BREAK.match(token.content):
            parts.append("\n")
    return "".join(parts).strip()


def _has_table(head: str) -> bool:
    """Whether a text has a line of dashes below one with as many columns."""
    above = ""
    for line in head.split("\n"):
        if "|" in line and "|" in above and _is_rule(line):
            return True
        above = line or above
    return False


def _is_rule(line: str) -> bool:
    # Without its spaces, which may stand anywhere between the dashes and bars.
    bare = line.replace(" ", "").replace("\t", "")
    return _RULE.fullmatch(bare) is not None


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
