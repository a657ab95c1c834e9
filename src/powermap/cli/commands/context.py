"""``powermap context``: what an assistant needs to know of a plan."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from powermap.cli.account import open_account
from powermap.cli.options import (
    File,
    Hide,
    Key,
    Lang,
    Language,
    Level,
    Out,
    PlaybookFile,
    Today,
)
from powermap.cli.printing import deliver
from powermap.cli.reading_options import reads_file
from powermap.cli.redaction import RedactionOptions
from powermap.exchange.options import ReadOptions


class Task(StrEnum):
    """What the text is for."""

    propose = "propose"
    brief = "brief"
    ask = "ask"


@reads_file
def context(
    file: File,
    *,
    purpose: Annotated[
        Task, typer.Option("--for", help="What the assistant is to do.")
    ] = Task.propose,
    today: Today = None,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    out: Out = None,
    reading: ReadOptions,
    redact: Level = None,
    key: Key = None,
    hide: Hide = None,
) -> None:
    """Print what an assistant needs to propose changes, to brief, or to ask."""
    from powermap.proposals import context as context_of

    redaction = RedactionOptions(redact, key, hide or (), lang.value)
    account = open_account(
        file,
        reading,
        lang=lang.value,
        playbook=playbook,
        today=today,
        redaction=redaction,
        requires=("people", "stance", "context"),
    )
    text = context_of(account.judgment, purpose.value, lang=lang.value)
    deliver(text.rstrip("\n"), out, lang.value)
