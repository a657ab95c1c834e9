"""What every section is made from: one judgment and one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from powermap.charts.options import DRAWN_LATER
from powermap.judgment.findings.queries import AGAINST, FOR, deciders
from powermap.language import Listed, Reason
from powermap.model import Stance
from powermap.model.fields import fields_by_name
from powermap.reporting.section import TextTable
from powermap.views.people import PeopleMemory

if TYPE_CHECKING:
    from datetime import date

    from powermap.charts import Chart
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.language.values import Value
    from powermap.model import AccountPlan, BuyingCenter, Role
    from powermap.model.fields import Table

__all__ = ["Context", "table_day", "table_of"]

ALL_FINDINGS = frozenset({"P", "PM"})
"""Beginnings of codes that stand for every finding of powermap."""


@dataclass(frozen=True, slots=True)
class Context:
    """One judgment and the language in which a report says it.

    Parameters
    ----------
    judgment : Judgment
        Every answer about the account.
    language : Language
        Every word of the report, as the playbook has it.
    with_notes : bool
        Whether texts behind its pictures hold notes, evidence and quotes.
    memory : PeopleMemory
        What its pictures write of people, which is the same on all of them.
    """

    judgment: Judgment
    language: Language
    with_notes: bool = False
    memory: PeopleMemory = field(
        default_factory=PeopleMemory, compare=False, repr=False
    )

    @property
    def plan(self) -> AccountPlan:
        """The plan that is reported."""
        return self.judgment.plan

    @property
    def lang(self) -> str:
        """The code of the language, for charts."""
        return self.language.code

    @property
    def center(self) -> BuyingCenter:
        """Its people."""
        return self.judgment.center

    @property
    def is_redacted(self) -> bool:
        """Whether the plan is for readers outside the company.

        Redaction turns all findings off, since they would judge what was removed.
        """
        if self.plan.select:
            return False
        ignored = {code.strip().upper() for code in self.plan.ignore}
        return not ALL_FINDINGS.isdisjoint(ignored)

    def chart(self, draw: Callable[..., Chart], **options: Any) -> Chart:
        """A picture of the account in the language of the report, drawn when needed."""
        options[DRAWN_LATER] = self.memory
        return draw(
            self.judgment, lang=self.lang, with_notes=self.with_notes, **options
        )

    def is_any_known(self, *fields: str) -> bool:
        """Whether at least one of these fields is known of at least one person."""
        for person in self.center:
            for name in fields:
                if getattr(person, name) not in (None, (), {}):
                    return True
        return False

    def say(self, key: str, **values: Value) -> str:
        """A sentence of the report."""
        return self.language.say(f"report.{key}", **values)

    def title(self, section: str) -> str:
        """The title of a section."""
        return self.say(f"title.{section}")

    def texts(self, values: Iterable[Value]) -> tuple[str, ...]:
        """Several values in words."""
        say = self.language.text
        return tuple(map(say, values))

    def names(self, ids: Iterable[str]) -> str:
        """The names of several people."""
        names = []
        for id in ids:
            names.append(self.center[id].name)
        return self.language.listed(names)

    def stances_of_deciders(self) -> str:
        """How many decision makers are for us, neutral, against us and unknown."""
        stances = [person.stance for person in deciders(self.judgment)]
        if not stances or not self.is_any_known("stance"):
            return ""
        groups = {
            "with_us": FOR,
            "neutral": {Stance.NEUTRAL},
            "against": AGAINST,
            "unknown": {None},
        }
        counts = []
        for name, group in groups.items():
            count = sum(stance in group for stance in stances)
            if count:
                counts.append(Reason(f"report.summary.{name}", count=count))
        return self.say("summary.stances", counts=Listed(counts))

    def role_name(self, role: Role | None) -> str:
        """A role, or why there is none."""
        if role is None:
            return self.language.say("common.no_role")
        return self.language.label(role)

    def known_or_unknown(self, value: Value) -> str:
        """A value in words, or that it is unknown."""
        if value is None:
            return self.language.say("common.unknown")
        return self.language.text(value)

    def columns(self, *keys: str) -> dict[str, str]:
        """Headers of columns that hold answers of the method, by key."""
        headers = {}
        for key in keys:
            headers[key] = self.language.say(f"column.{key}")
        return headers

    def fields(self, table: Table, *names: str) -> dict[str, str]:
        """Headers of columns that hold fields of the plan, by name."""
        fields = fields_by_name(table)
        headers = {}
        for name in names:
            headers[name] = fields[name].title_in(self.language)
        return headers


def table_of(
    headers: Mapping[str, str], rows: Iterable[Mapping[str, str]]
) -> TextTable | None:
    """A table of some columns of rows; None without any row.

    Examples
    --------
    >>> table_of({"name": "Name"}, [{"name": "Ana", "role": "Owner"}])
    TextTable(headers=('Name',), rows=(('Ana',),))
    """
    lines = []
    for row in rows:
        lines.append(tuple(row[key] for key in headers))
    if not lines:
        return None
    return TextTable(tuple(headers.values()), tuple(lines))


def table_day(day: date | None) -> str:
    """A day as tables show it, so that a column of days can be compared.

    Examples
    --------
    >>> from datetime import date
    >>> table_day(date(2026, 10, 28)), table_day(None)
    ('2026-10-28', '')
    """
    if day is None:
        return ""
    return day.isoformat()
