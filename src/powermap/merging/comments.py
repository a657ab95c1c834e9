"""Comments that stand in one YAML text, taken over into another."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from powermap.errors import FormatError
from powermap.exchange.documents.yaml_text import compose_yaml

__all__ = ["carry_comments", "comments_in"]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text: what it says, and the comment in it."""

    content: str
    comment: str


def carry_comments(text: str, source: str, known: Container[str] = ()) -> str:
    r"""A text with the comments of another, each where it stood.

    Parameters
    ----------
    text : str
        YAML that says everything but these comments.
    source : str
        YAML whose comments are missing.
    known : container of str
        Comments that are not missed: they were taken out on purpose.

    Returns
    -------
    str
        Comments whose line is nowhere stand at the end; one behind a value that is
        another now stands above it.

    Examples
    --------
    >>> carry_comments("a: 1\nb: 3\n", "a: 1  # May\n# since\nb: 2\nc: 1 # June\n")
    'a: 1  # May\n# since\nb: 3\n# June\n'
    """
    had = comments_in(text)
    lines = text.splitlines()
    waiting: list[str] = []
    for line in _lines_in(source):
        is_missing = line.comment not in had and line.comment not in known
        if not line.content:
            if line.comment and is_missing:
                waiting.append(line.comment)
            continue
        # Without its line a comment goes to the next that is there.
        if waiting and _insert_above(lines, line.content, waiting):
            waiting = []
        if line.comment and is_missing and not _append(lines, line):
            waiting.append(line.comment)
    lines += waiting
    return "\n".join(lines) + "\n"


def comments_in(text: str) -> set[str]:
    r"""The comments of a YAML text.

    Examples
    --------
    >>> sorted(comments_in('# A\na: "1 # no"  # B\n'))
    ['# A', '# B']
    """
    return {line.comment for line in _lines_in(text) if line.comment}


def _lines_in(text: str) -> list[_Line]:
    try:
        root = compose_yaml(text, "the file")
    except FormatError:
        return []
    inside = [False] * len(text)
    for start, end in _spans(root):
        inside[start:end] = [True] * (end - start)
    lines = []
    start = 0
    for line in text.splitlines(keepends=True):
        at = _comment_at(line, inside[start : start + len(line)])
        lines.append(_Line(line[:at].strip(), line[at:].strip()))
        start += len(line)
    return lines


def _comment_at(line: str, inside: list[bool]) -> int:
    """Where the comment of a line begins; its end where it has none."""
    for at, letter in enumerate(line):
        if letter == "#" and not inside[at] and (at == 0 or line[at - 1].isspace()):
            return at
    return len(line)


def _spans(node: Any) -> Iterator[tuple[int, int]]:
    """Where texts and words stand, in which "#" is a letter like any other."""
    if node is None:
        return
    if node.id == "scalar":
        yield node.start_mark.index, node.end_mark.index
        return
    for part in node.value:
        parts = part if isinstance(part, tuple) else (part,)
        for each in parts:
            yield from _spans(each)


def _append(lines: list[str], line: _Line) -> bool:
    """Put a comment behind the value that it stood behind, else above its key."""
    place = _place_of(lines, line.content)
    if place is None:
        return False
    if lines[place].strip() == line.content:
        lines[place] += f"  {line.comment}"
        return True
    return _insert_above(lines, line.content, [line.comment])


def _insert_above(lines: list[str], content: str, comments: list[str]) -> bool:
    """Put comments above the only line of this content, or of its key."""
    place = _place_of(lines, content)
    if place is None:
        return False
    line = lines[place]
    indent = line[: len(line) - len(line.lstrip())]
    lines[place:place] = [indent + comment for comment in comments]
    return True


def _place_of(lines: list[str], content: str) -> int | None:
    """The only line that says this, else the only one with the same key."""
    contents = [_content(line) for line in lines]
    places = [at for at, each in enumerate(contents) if each == content]
    key, colon, _ = content.partition(":")
    if not places and colon:
        places = [at for at, each in enumerate(contents) if each.startswith(key + ":")]
    return places[0] if len(places) == 1 else None


def _content(line: str) -> str:
    """A line without a comment behind its value, as far as the line alone tells."""
    return line.partition(" #")[0].strip()
