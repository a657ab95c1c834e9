"""Comments that stand in one YAML text, taken over into another."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["carry_comments", "carry_inline_comments"]

_INLINE = re.compile(r"^(?P<content>\s*[^\s#].*?)\s+(?P<comment>#.*)$")


def carry_comments(text: str, source: str, known: Iterable[str] = ()) -> str:
    r"""A text with the comments of another, each above the line it stood above.

    Parameters
    ----------
    text : str
        YAML that says everything but these comments.
    source : str
        YAML whose comments are missing.
    known : iterable of str
        Texts whose comments are not missed: what is in them and not in the text was
        taken out on purpose.

    Returns
    -------
    str
        Comments whose line is nowhere stand at the end.

    Examples
    --------
    >>> print(carry_comments("a: 1\nb: 2\n", "a: 1\n# since May\nb: 2\n"), end="")
    a: 1
    # since May
    b: 2
    """
    had = set(_comments(text))
    for other in known:
        had |= set(_comments(other))
    lines = text.splitlines()
    waiting: list[str] = []
    for line in source.splitlines():
        stripped = line.strip()
        if stripped.startswith("#"):
            if stripped not in had:
                waiting.append(stripped)
        # Without its line a comment goes to the next that is there.
        elif stripped and waiting and _insert_above(lines, stripped, waiting):
            waiting = []
    lines += waiting
    return "\n".join(lines) + "\n"


def _comments(text: str) -> list[str]:
    stripped = [line.strip() for line in text.splitlines()]
    return [line for line in stripped if line.startswith("#")]


def _insert_above(lines: list[str], content: str, comments: list[str]) -> bool:
    """Put comments above the only line of this content."""
    places = [place for place, line in enumerate(lines) if line.strip() == content]
    if len(places) != 1:
        return False
    line = lines[places[0]]
    indent = line[: len(line) - len(line.lstrip())]
    lines[places[0] : places[0]] = [indent + comment for comment in comments]
    return True


def carry_inline_comments(text: str, source: str, known: str = "") -> str:
    r"""A text with the comments that stand behind a value in another.

    Each stands behind the same value, or above the line of the same key where the
    value is another; at the end where there is neither.

    Examples
    --------
    >>> carry_inline_comments("a: 1\nb: 3\n", "a: 1  # May\nb: 2  # June\n")
    'a: 1  # May\n# June\nb: 3\n'
    """
    lines = text.splitlines()
    had = set(known.splitlines())
    for line in source.splitlines():
        found = _INLINE.match(line)
        if found is None or line in had:
            continue
        comment = found["comment"].strip()
        content = found["content"].strip()
        # Whoever moved a line did not write its comment anew.
        if comment in known or any(comment in each for each in lines):
            continue
        places = [place for place, each in enumerate(lines) if each.strip() == content]
        if len(places) == 1:
            lines[places[0]] += f"  {comment}"
        elif not _insert_above_key(lines, content, comment):
            lines.append(comment)
    return "\n".join(lines) + "\n"


def _insert_above_key(lines: list[str], content: str, comment: str) -> bool:
    """Put a comment above the only line that begins with the key of a line."""
    key, colon, _ = content.partition(":")
    if not colon:
        return False
    begins = f"{key}:"
    places = [at for at, each in enumerate(lines) if each.strip().startswith(begins)]
    if len(places) != 1:
        return False
    line = lines[places[0]]
    indent = line[: len(line) - len(line.lstrip())]
    lines.insert(places[0], indent + comment)
    return True
