"""What a command works on: the plan of a file, the playbook, the language, the day."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from powermap.cli.reader import print_note, print_notes, quote_argument
from powermap.cli.redaction import RedactionOptions
from powermap.errors import FormatError, TableError
from powermap.exchange.options import ReadOptions
from powermap.files.presence import is_file
from powermap.language import Language, Reason
from powermap.model.playbook import Playbook, as_playbook

if TYPE_CHECKING:
    from powermap.exchange.intake.understanding import Understanding
    from powermap.judgment.judge import Judgment
    from powermap.model import AccountPlan
    from powermap.model.fields import Table

PLAYBOOK_NAME = "powermap.toml"
"""The playbook that is taken when it lies beside the plan."""


@dataclass(frozen=True)
class Account:
    """A file that was opened by a command.

    Parameters
    ----------
    plan : AccountPlan
        As it was read, with everybody's name.
    playbook : Playbook
        The company's tables.
    language : Language
        In which the command answers.
    today : date
        The day for what is overdue, stale or in the future.
    redaction : RedactionOptions
        Who outside the company will see the answer.
    """

    plan: AccountPlan
    playbook: Playbook
    language: Language
    today: date
    redaction: RedactionOptions

    @cached_property
    def visible_plan(self) -> AccountPlan:
        """The plan as its audience may see it."""
        return self.redaction.apply(self.plan, playbook=self.playbook)

    @cached_property
    def judgment(self) -> Judgment:
        """The judgment of what its audience may see."""
        return self.judge(self.visible_plan)

    def note_if_nobody_is_placed(self, file: str) -> None:
        """Say so where a map would show nobody, and how to find out why."""
        people = list(self.plan.center)
        if people and all(person.power is None for person in people):
            note = Reason(
                "message.inspect.nobody_placed",
                count=len(people),
                file=quote_argument(file),
            )
            print_note(note, self.language.code)

    def judge(self, plan: AccountPlan) -> Judgment:
        """Judge a plan by the playbook and the day of the command."""
        return judge_plan(plan, self.playbook, self.today)


def judge_plan(plan: AccountPlan, playbook: Playbook, today: date | None) -> Judgment:
    """Judge a plan; of a file that holds only people, its people."""
    from powermap.judgment.file_judgment import judge_file

    return judge_file(plan, playbook, today)


def open_account(
    file: str,
    reading: ReadOptions,
    *,
    lang: str,
    playbook: Path | None = None,
    today: str | None = None,
    redaction: RedactionOptions | None = None,
    requires: tuple[Table, str, str] | None = None,
) -> Account:
    """Read a file and everything that the command's options say about it.

    `reading` is how the file is to be read.
    `requires` names the table and field without which the command would only say
    that nothing is known, and the command. It is checked before the file is read.

    Raises
    ------
    PowermapError
        When a file or an option cannot be used.
    """
    tables = load_playbook(playbook, beside=file, lang=lang)
    if redaction is not None and requires is not None:
        redaction.require(*requires, tables)
    return Account(
        plan=read_plan_file(file, tables, reading, lang),
        playbook=tables,
        language=tables.language(lang),
        today=parse_day(today),
        redaction=redaction or RedactionOptions(lang=lang),
    )


def parse_day(today: str | None) -> date:
    """The day that was asked for, else the current one: only the command line knows it.

    Raises
    ------
    ModelError
        When it is not a date.
    """
    from powermap.model.text import parse_date

    # The only clock of the program: every answer below gets its day as an argument.
    return parse_date(today) or date.today()


def load_playbook(path: Path | None, *, beside: str, lang: str = "en") -> Playbook:
    """The playbook that was asked for, else the one beside the file, else powermap's."""
    # Standard input lies in no folder.
    if path is None and beside != "-":
        candidate = Path(beside).parent / PLAYBOOK_NAME
        if is_file(candidate):
            # Said, because a file that nobody named on the command line changes the
            # answer.
            print_note(Reason("message.cli.playbook", file=str(candidate)), lang)
            path = candidate
    if path is None:
        return as_playbook(None)
    from powermap.exchange.playbooks import read_playbook

    return read_playbook(path)


def read_plan_file(
    file: str, playbook: Playbook, reading: ReadOptions, lang: str
) -> AccountPlan:
    """The plan of a file, or of standard input for ``-``, with notes on its reading."""
    understanding = understand_file(file, playbook, reading, lang)
    try:
        plan = understanding.checked_plan()
    except TableError as error:
        # Of a plan in YAML or JSON `inspect` shows only the same problems.
        if understanding.tables:
            hint = Reason("message.cli.see_inspect", file=quote_argument(file))
            error.add_note(hint.say(lang))
        raise
    # Only for files that are read: beside errors notes would distract.
    print_notes(understanding.notes, file, lang)
    return plan


def read_plans_of_deals(
    file: str, playbook: Playbook, reading: ReadOptions, lang: str, target: Path
) -> dict[Path, AccountPlan]:
    """The plan of each deal of an export, by the file to write beside a target."""
    from powermap.exchange.deal_plans import (
        notes_of_deals,
        paths_of_deals,
        understand_deals,
    )
    from powermap.exchange.glossary import glossary_of

    source: str | IO[bytes] = file
    if file == "-":
        source = open_standard_input(lang)
    deals = understand_deals(source, reading, glossary_of(playbook))
    plans = {name: each.checked_plan() for name, each in deals.items()}
    print_notes(notes_of_deals(deals.values()), file, lang)
    paths = paths_of_deals(target, plans)
    return {paths[name]: plan for name, plan in plans.items()}


def understand_file(
    file: str, playbook: Playbook, reading: ReadOptions, lang: str
) -> Understanding:
    """How a file, or standard input for ``-``, is understood."""
    from powermap.exchange.glossary import glossary_of
    from powermap.exchange.reading import understand

    source: str | IO[bytes] = file
    if file == "-":
        source = open_standard_input(lang)
    return understand(source, reading, glossary_of(playbook))


@dataclass(frozen=True, slots=True)
class StandardInput:
    """Standard input under the name that messages call it by."""

    stream: IO[bytes]
    name: str

    def read(self, size: int = -1) -> bytes:
        """Bytes and not text: what is piped in has not the encoding of the terminal."""
        return self.stream.read(size)


def open_standard_input(lang: str) -> IO[bytes]:
    """Standard input, called so in the language of the reader."""
    name = Reason("message.cli.standard_input")
    # So it is under pythonw on Windows and when a service starts us with a closed
    # stream.
    if sys.stdin is None:
        raise FormatError(
            Reason(
                "message.cli.stream_closed",
                source=name,
                example="powermap roles - < deal.yaml",
            )
        )
    return cast("IO[bytes]", StandardInput(sys.stdin.buffer, name.say(lang)))
