"""No error, problem or note of powermap is a text: each is words in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import powermap
from powermap import errors

SOURCE = Path(powermap.__file__).parent
EXEMPT: tuple[str, ...] = ()
"""Modules whose messages are texts still."""
ERRORS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.PowermapError)
}
SPEAKING = {*ERRORS, "Issue", "Note", "Problem", "PowermapWarning", "problem", "refuse"}
# `warn` of exchange, but not Python's own; a TableError has no message of its own.
SPEAKING = SPEAKING - {"TableError"} | {"warn"}
"""What says something to a user, first of all its message."""


def spoken_texts(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each error, problem or note whose message is a text."""
    for node in ast.walk(ast.parse(source)):
        message = _message_in(node)
        if message is not None and _is_text(message):
            yield message.lineno, ast.unparse(message)


def _message_in(node: ast.AST) -> ast.expr | None:
    """What a call or an assignment says to a user."""
    if isinstance(node, ast.Call) and node.args:
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        return node.args[0] if name in SPEAKING else None
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.value if node.targets[0].id == "message" else None
    return None


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.BinOp):
        return _is_text(node.left) or _is_text(node.right)
    # The English message of another error, instead of its data.
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "str":
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _faults() -> list[str]:
    faults = []
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).as_posix()
        if place == "errors.py" or place.startswith(EXEMPT):
            continue
        for line, text in spoken_texts(path.read_text("utf-8")):
            faults.append(f"{place}:{line}: {text}")
    return faults


def test_every_message_is_data():
    assert _faults() == []


@pytest.mark.parametrize(
    "code",
    [
        'raise FormatError(f"{path}: gone")',
        'raise ModelError("wrong")',
        'warn("something" + other)',
        "problems.append(Problem(str(error), sheet))",
        'self.record.problem("wrong", name)',
        'message = f"{value} is wrong"',
    ],
)
def test_a_text_is_found(code):
    assert len([*spoken_texts(code)]) == 1
