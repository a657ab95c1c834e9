"""The options of a command that answers about one plan, and the plan that they open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from powermap.cli.account import Account, open_account
from powermap.cli.option_groups import replace_parameter
from powermap.cli.options import Hide, Key, Lang, Language, Level, PlaybookFile
from powermap.cli.reading_options import reads_file
from powermap.cli.redaction import RedactionOptions
from powermap.exchange.options import ReadOptions
from powermap.model.fields import Table

__all__ = ["PlanOptions", "reads_plan"]

R = TypeVar("R")
_IN_PANELS = ("reading", "redact", "key", "hide")
"""Options with panels of their own, which stand below what a command is about."""


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """In which language and words a plan is answered about, how it is read, for whom."""

    lang: str
    playbook: Path | None
    reading: ReadOptions
    redaction: RedactionOptions

    def open(
        self,
        file: str,
        *,
        requires: tuple[Table, str, str] | None,
        today: str | None = None,
    ) -> Account:
        """Open a file, as `open_account` does."""
        return open_account(
            file,
            self.reading,
            lang=self.lang,
            playbook=self.playbook,
            today=today,
            redaction=self.redaction,
            requires=requires,
        )


# A function whose parameters are the options: typer understands nothing else.
def _pack(
    *,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    reading: ReadOptions,
    redact: Level = None,
    key: Key = None,
    hide: Hide = None,
) -> PlanOptions:
    redaction = RedactionOptions(redact, key, hide or (), lang.value)
    return PlanOptions(lang.value, playbook, reading, redaction)


def reads_plan(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options of a plan, in place of its parameter `plan`."""
    return reads_file(replace_parameter(command, "plan", _pack, last=_IN_PANELS))
