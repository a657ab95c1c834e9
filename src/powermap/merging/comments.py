"""Comments that stand in one YAML text, taken over into another."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["carry_comments"]


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
