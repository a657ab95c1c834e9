"""What tools work on: the folder, the language, the day, and plans that are judged."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from powermap.errors import FormatError
from powermap.judgment.file_judgment import judge_file
from powermap.language import Lang, Language, Reason
from powermap.model.fields import Table

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.mcp.inputs import Input
    from powermap.workspace import OpenPlan, Workspace

__all__ = ["Door", "Judged"]

_REMEMBERED = 8
"""Judgments that are kept while their files stay the same."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan that a tool asked for.

    Parameters
    ----------
    found : OpenPlan
        As it was read.
    judgment : Judgment
        For the day that was asked for.
    language : Language
        Of the answer, in the words of the plan's playbook.
    """

    found: OpenPlan
    judgment: Judgment
    language: Language


@dataclass(frozen=True)
class Door:
    """The one way from tools to plans.

    Parameters
    ----------
    workspace : Workspace
        The folder, and what may be done in it.
    today : callable
        The current day: only the command line knows a clock.
    lang : {"en", "zh"}
        Of answers that name none.
    """

    workspace: Workspace
    today: Callable[[], date]
    lang: Lang = "en"
    _judgments: OrderedDict[str, Judgment] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def language_of(self, asked: Input) -> Lang:
        """The language of an answer."""
        return asked.lang or self.lang

    def day_of(self, asked: date | None) -> date:
        """The day to judge for."""
        return asked or self.today()

    def open(self, name: str, asked: Input, today: date | None = None) -> Judged:
        """A plan, judged for a day."""
        found = self.workspace.read(name)
        language = found.playbook.language(self.language_of(asked))
        judgment = self._judge(found, self.day_of(today))
        return Judged(found, judgment, language)

    def require(self, table: Table, name: str, what: str) -> None:
        """Refuse what would say only that nothing is known.

        Raises
        ------
        FormatError
            When the audience of a redacted folder may not see the field.
        """
        from powermap.model.field_names import FieldName

        level = self.workspace.level
        if level is None or self.workspace.shows(table, name):
            return
        raise FormatError(
            Reason(
                "message.cli.hidden_field",
                what=what,
                field=FieldName(table, name),
                audience=level,
            )
        )

    def _judge(self, found: OpenPlan, day: date) -> Judgment:
        key = f"{found.name} {found.digest} {hash(found.playbook)} {day}"
        with self._lock:
            judgment = self._judgments.pop(key, None)
            if judgment is None:
                # Lazy: making it costs nothing, and threads share its parts.
                judgment = judge_file(found.plan, found.playbook, day)
            self._judgments[key] = judgment
            while len(self._judgments) > _REMEMBERED:
                self._judgments.popitem(last=False)
        return judgment
