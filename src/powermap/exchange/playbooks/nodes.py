"""A value of a TOML file that knows its key, so that every error names it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from powermap.errors import Message, ModelError
from powermap.language import LANGS, Listed, Nearest, Quoted, Reason
from powermap.model.vocabulary import Word, parse

__all__ = ["KeyPathError", "Node", "needed"]

Made = TypeVar("Made")


class KeyPathError(Exception):
    """What is wrong at a key of a file."""

    def __init__(self, path: str, message: Message, value: object = None) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message
        self.value = value


class Node:
    """A value of the file and its key."""

    def __init__(self, value: Any, path: str) -> None:
        self.value = value
        self.path = path

    def refuse(self, message: Message) -> KeyPathError:
        """An error at this key."""
        return KeyPathError(self.path, message, self.value)

    def refuse_value(self, fault: str) -> KeyPathError:
        """An error at this key that names its value; `fault` is the key of words."""
        return self.refuse(
            Reason(f"message.playbook.{fault}", value=Quoted(self.value))
        )

    def table(self, allowed: Iterable[str] | None = None) -> dict[str, Node]:
        """The entries of a table by key, which has to be one of those allowed."""
        if not isinstance(self.value, dict):
            raise self.refuse_value("not_a_table")
        known = None if allowed is None else tuple(allowed)
        entries = {}
        for key, value in self.value.items():
            node = Node(value, f"{self.path}.{key}")
            # A misspelled key in TOML would change nothing in silence.
            if known is not None and key not in known:
                raise node.refuse(
                    Reason(
                        "message.playbook.unknown_key",
                        key=Quoted(key),
                        hint=Nearest(key, known),
                        allowed=Listed(known),
                    )
                )
            entries[key] = node
        return entries

    def rows(self) -> Iterator[Node]:
        """The entries of a list."""
        if not isinstance(self.value, list):
            raise self.refuse_value("not_a_list")
        for number, value in enumerate(self.value, start=1):
            path = f"{self.path}[{number}]"
            yield Node(value, path)

    def text(self) -> str:
        """A text that is not empty."""
        value = self.value
        if not isinstance(value, str) or not value.strip():
            raise self.refuse_value("not_a_text")
        return value

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        texts = [node.text() for node in self.rows()]
        return tuple(texts)

    def texts_by_language(self) -> dict[str, str]:
        """A text, or a text for each language."""
        # Most companies use one language and do not want to write a table for it.
        if isinstance(self.value, str):
            return {"en": self.text()}
        texts = {}
        for code, node in self.table(LANGS).items():
            texts[code] = node.text()
        return texts

    def lists_by_language(self) -> dict[str, tuple[str, ...]]:
        """A list of texts for each language."""
        lists = {}
        for code, node in self.table(LANGS).items():
            lists[code] = node.texts()
        return lists

    def number(self) -> float:
        """A number."""
        value = self.value
        # True is an int in Python, but no number to a user.
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse_value("not_a_number")
        return value

    def whole(self) -> int:
        """A whole number of at least 0."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.refuse_value("not_whole")
        if self.value < 0:
            raise self.refuse_value("below_0")
        return self.value

    def truth(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.refuse_value("not_true_or_false")
        return self.value

    def word(self, vocabulary: type[Word]) -> Word:
        """A member of a vocabulary."""
        try:
            return parse(vocabulary, self.text())
        except ModelError as error:
            raise self.refuse(error.args[0]) from error

    def choice(self, allowed: Iterable[str]) -> str:
        """One of several texts."""
        options = tuple(allowed)
        if self.value not in options:
            raise self.refuse(
                Reason(
                    "message.playbook.not_allowed",
                    value=Quoted(self.value),
                    allowed=Listed(options),
                    hint=Nearest(str(self.value), options),
                )
            )
        return str(self.value)

    def make(self, build: Callable[..., Made], *values: Any, **named: Any) -> Made:
        """What is built of values, with its error at this key."""
        try:
            return build(*values, **named)
        except ModelError as error:
            raise self.refuse(error.args[0]) from error
        # A dataclass raises it for a value of the wrong kind.
        except TypeError as error:
            raise self.refuse_value("does_not_fit") from error


def needed(entries: Mapping[str, Node], node: Node, *keys: str) -> None:
    """Refuse a table without a key that it needs."""
    for key in keys:
        if key not in entries:
            raise node.refuse(Reason("message.playbook.key_missing", key=key))
