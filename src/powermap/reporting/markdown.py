"""A report as Markdown, with its pictures as Mermaid."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from powermap.reporting.templates import load_template

__all__ = ["escape_line", "render_markdown"]

_ESCAPED = {sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~$"}
_ESCAPES = str.maketrans(_ESCAPED | {"&": "&amp;"})
# A line that begins like this would become a list, a heading or a definition.
_OPENING = re.compile(r"[-+=:]|\d{1,9}(?=[.)](?:\s|$))")
# GitHub makes a link of these even where nobody marked one.
_ADDRESS = re.compile(r"(?<=[a-z])(?=://)|(?<=www)(?=\.)", re.IGNORECASE)
# GitHub and GitLab look for people, mail addresses, issues, merge requests and epics in
# the text that is left when all signs are read, so a backslash does not help.
_REFERENCE = re.compile(r"(?<=@)(?=\w)|(?:(?<=[#!])|(?<=&amp;)|(?<=\bGH-))(?=\d)", re.I)
# Numbers of commits, short or whole, and so "name@abc1234" and "owner/name@abc1234".
# Digits alone stay, up to the length of a telephone number: people copy them.
_COMMIT = re.compile(
    r"(?<![0-9a-z])(?!\d{1,15}(?![0-9a-z]))[0-9a-f]{7,}(?![0-9a-z])", re.IGNORECASE
)
_SHORTER_THAN_COMMIT = re.compile("[0-9a-f]{6}(?=.)", re.IGNORECASE)
_NO_WIDTH = "&#8203;"
"""A space without width, which nobody sees and which no such reference may hold."""


def render_markdown(values: Mapping[str, Any], diagrams: Mapping[str, str]) -> str:
    """The document; diagrams by the key of their section."""
    template = load_template("report.md.j2")
    return template.render(
        **values, drawn=diagrams, cell=_escape_cell, line=escape_line
    )


def escape_line(text: str) -> str:
    r"""A text as one line of Markdown that shows it as it is.

    Examples
    --------
    >>> print(escape_line("1. a*b"), escape_line("a & b"), escape_line("see #12"))
    1\. a\*b a &amp; b see \#&#8203;12
    """
    one_line = " ".join(text.split())
    escaped = _ADDRESS.sub(r"\\", one_line.translate(_ESCAPES))
    escaped = _REFERENCE.sub(_NO_WIDTH, escaped)
    escaped = _COMMIT.sub(_break_commit, escaped)
    opening = _OPENING.match(escaped)
    if opening is None:
        return escaped
    # The dot after a number is escaped, since a number cannot be.
    place = opening.end() if opening.group().isdigit() else 0
    return f"{escaped[:place]}\\{escaped[place:]}"


def _break_commit(match: re.Match[str]) -> str:
    """A number of a commit in pieces that are too short to be one."""
    return _SHORTER_THAN_COMMIT.sub(rf"\g<0>{_NO_WIDTH}", match[0])


def _escape_cell(text: str) -> str:
    return escape_line(text) or " "
