"""Mermaid: a quadrant chart of power by involvement, or a flowchart of people."""

from __future__ import annotations

import re

from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.formats.encoding import decode
from powermap.exchange.formats.mermaid_flowchart import read_flowchart
from powermap.exchange.formats.mermaid_quadrant import read_quadrant
from powermap.exchange.mermaid import flowchart
from powermap.exchange.options import ReadOptions
from powermap.language import Language
from powermap.model import BuyingCenter

__all__ = ["FORMAT", "read_mermaid"]

_FENCE = re.compile(r"^\s*+(?:```|~~~)\s*+\w*+\s*+$")
_FRONT = re.compile(r"\A\s*---\s*\n(.*?)\n\s*---\s*\n", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:[^\S\n]*+(.+)$", re.MULTILINE)
_DIRECTIVE = ("%%{", "}%%")
_WIDE = re.compile(r"[^\S\n]{3,}")
"""Spaces that show as one, as in any web page."""
_TYPE = re.compile(
    r"\A(?:\s|%%[^\n]*\n|(?:```|~~~)\w*[^\S\n]*\n)*(quadrantChart|flowchart|graph)\b"
)


def read_mermaid(payload: bytes, source: str, options: ReadOptions) -> Content:
    r"""A quadrant chart as people with scores, a flowchart as people and ties.

    Examples
    --------
    >>> text = b"quadrantChart\n  Ana Ruiz: [0.3, 0.8]"
    >>> read_mermaid(text, "x.mmd", ReadOptions()).sheets[0].rows[1]
    ['Ana Ruiz', 0.8, 0.3]
    """
    text, notes = decode(payload, source, options.encoding)
    body, title = _body_of(text)
    found = _TYPE.match(body)
    if found is None:
        raise refuse(source, "message.graphs.no_mermaid")
    lines = body[found.end(1) :].splitlines()
    read = read_quadrant if found[1] == "quadrantChart" else read_flowchart
    content = read(lines, source, title)
    content.kind = "mermaid"
    content.notes[:0] = notes
    return content


def _body_of(text: str) -> tuple[str, str | None]:
    """The text without front matter, fences and directives, and its title."""
    text = text.replace("\r\n", "\n")
    title = None
    front = _FRONT.match(text)
    if front is not None:
        text = text[front.end() :]
        found = _FRONT_TITLE.search(front[1])
        title = found[1].strip().strip("\"'") if found else None
    text = _WIDE.sub("  ", _without_directives(text))
    lines = [line for line in text.split("\n") if not _FENCE.match(line)]
    return "\n".join(lines), title


def _without_directives(text: str) -> str:
    """A text without its directives; one that does not end is none."""
    opening, closing = _DIRECTIVE
    kept = []
    place = 0
    start = text.find(opening)
    end = text.find(closing, start) if start >= 0 else -1
    while end >= 0:
        kept.append(text[place:start])
        place = end + len(closing)
        start = text.find(opening, place)
        end = text.find(closing, start) if start >= 0 else -1
    return "".join([*kept, text[place:]])


def _recognizes(text: str) -> bool:
    return _TYPE.match(_body_of(text)[0]) is not None


def _write(center: BuyingCenter, language: Language) -> bytes:
    return flowchart(center, language).encode()


FORMAT = Format(
    "mermaid",
    (".mmd", ".mermaid"),
    {"en": "Mermaid", "zh": "Mermaid"},
    {
        "en": "A quadrantChart: names, power and involvement. "
        "A flowchart: names, titles, stances and kinds of ties.",
        "zh": "quadrantChart：姓名、权力和参与程度。flowchart：姓名、职位、立场和关系类型。",
    },
    read=read_mermaid,
    write=_write,
    recognizes=_recognizes,
)
