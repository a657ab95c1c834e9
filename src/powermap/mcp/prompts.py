"""Prompts that people pick: prepare a visit, update after a meeting, review a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from powermap.errors import FormatError
from powermap.frozen import FrozenMapping
from powermap.language import Lang, Quoted, Reason
from powermap.mcp.texts import text_of
from powermap.workspace.names import name_parts

__all__ = ["PROMPTS", "Prompt"]

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with the arguments that it needs."""

    name: str
    arguments: tuple[str, ...]

    def title(self, lang: Lang) -> str:
        """What people call it."""
        return text_of(f"prompts.{self.name}.title", lang)

    def description(self, lang: Lang) -> str:
        """What it is good for."""
        return text_of(f"prompts.{self.name}", lang)

    def text(self, given: Mapping[str, str], lang: Lang) -> str:
        """The prompt for some arguments.

        Raises
        ------
        FormatError
            When one is missing or no name.
        """
        values = {}
        for argument in self.arguments:
            value = given.get(argument, "")
            values[argument] = _checked(argument, value)
        text = text_of(f"prompts.{self.name}.text", lang)
        for argument, value in values.items():
            text = text.replace(f"{{{argument}}}", value)
        return text


def _checked(argument: str, value: str) -> str:
    if argument == "plan":
        name_parts(value)
    # One line without marks, so that a name can be no part of the prompt around it.
    is_name = value.strip() and value.isprintable() and len(value) <= _LONGEST
    if not is_name or "<" in value or ">" in value:
        reason = Reason(
            "message.mcp.not_a_name", argument=Quoted(argument), value=Quoted(value)
        )
        raise FormatError(reason)
    return value


def _table(*prompts: Prompt) -> Mapping[str, Prompt]:
    return FrozenMapping({prompt.name: prompt for prompt in prompts})


PROMPTS = _table(
    Prompt("prepare_visit", ("plan", "person")),
    Prompt("update_after_meeting", ("plan",)),
    Prompt("review_plan", ("plan",)),
)
"""By name, in the order in which they are offered."""
