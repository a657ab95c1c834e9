"""The fields that a company adds, as rows of a playbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping, freeze_attributes
from powermap.language import Listed, Nearest, Quoted, Reason

__all__ = ["CustomField"]

Audience = Literal["partner", "customer"]


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field that a company adds to people, ties or plans.

    Parameters
    ----------
    table : {"people", "ties", "plan"}
        What it describes.
    name : str
        Key in files, and header of its column.
    titles : mapping of language to str
        Header by language; the name when a language is not there.
    kind : {"text", "number", "date", "yes", "choice"}
        What values it takes.
    choices : tuple of str
        The allowed values of a choice.
    audience : tuple of {"partner", "customer"}
        Who outside the company may see it; nobody unless listed.
    help : mapping of language to str
        What to write.
    ask : mapping of language to str
        The question that the template shows for it.
    """

    table: str
    name: str
    titles: Mapping[str, str] = field(default_factory=FrozenMapping)
    kind: str = "text"
    choices: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    help: Mapping[str, str] = field(default_factory=FrozenMapping)
    ask: Mapping[str, str] = field(default_factory=FrozenMapping)

    def __post_init__(self) -> None:
        freeze_attributes(self, "titles", "help", "ask")
        allowed = {
            "table": ("people", "ties", "plan"),
            "kind": ("text", "number", "date", "yes", "choice"),
        }
        for name, options in allowed.items():
            value = getattr(self, name)
            if value not in options:
                raise ModelError(
                    Reason(
                        "message.playbook.custom_field",
                        name=Quoted(self.name),
                        property=name,
                        value=Quoted(value),
                        allowed=Listed(options),
                        hint=Nearest(str(value), options),
                    )
                )
        for level in self.audience:
            if level not in {"partner", "customer"}:
                raise ModelError(
                    Reason(
                        "message.playbook.custom_field_audience",
                        name=Quoted(self.name),
                        value=Quoted(level),
                        allowed=Listed(("partner", "customer")),
                    )
                )
        if self.kind == "choice" and not self.choices:
            raise ModelError(
                Reason(
                    "message.playbook.choice_without_choices", name=Quoted(self.name)
                )
            )
