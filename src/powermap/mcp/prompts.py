"""Prompts that people pick: prepare a visit, update after a meeting, review a plan."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from powermap.errors import FormatError
from powermap.frozen import FrozenMapping
from powermap.language import Lang, Quoted, Reason
from powermap.mcp.texts import text_of
from powermap.mcp.tools import TOOLS
from powermap.workspace.names import name_parts

__all__ = ["PROMPTS", "Prompt", "offered_prompts"]

_LONGEST = 200
_ARGUMENT = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"\w+")


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
        # In one pass, so that a value with another argument in braces stays as it is.
        return _ARGUMENT.sub(lambda found: values[found[1]], text)

    @property
    def tools(self) -> list[str]:
        """The tools that it tells an assistant to call."""
        words = set(_WORD.findall(text_of(f"prompts.{self.name}.text", "en")))
        return [name for name in TOOLS if name in words]


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


def offered_prompts(tools: Container[str]) -> dict[str, Prompt]:
    """The prompts whose tools are all offered."""
    offered = {}
    for prompt in PROMPTS.values():
        if all(tool in tools for tool in prompt.tools):
            offered[prompt.name] = prompt
    return offered
