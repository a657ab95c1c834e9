"""Findings by kind over accounts: what is missing or risky everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.language import Reason, Texts
from powermap.language.results import ResultList
from powermap.model.playbook import Severity

if TYPE_CHECKING:
    from powermap.accounts.rows import AccountRow
    from powermap.language.results import Row
    from powermap.model.playbook import Playbook

__all__ = ["KindCount", "count_findings"]


@dataclass(frozen=True, slots=True)
class KindCount:
    """One kind of finding over all accounts.

    Parameters
    ----------
    code : str
        The code.
    title : Texts
        What it is called.
    severity : Severity
        The highest that occurs.
    findings : int
        How many findings there are.
    accounts : tuple of str
        The sources of the accounts that have it.
    """

    code: str
    title: Texts
    severity: Severity
    findings: int
    accounts: tuple[str, ...]

    def row(self) -> Row:
        """The kind by column."""
        return {
            "code": self.code,
            "severity": Reason(f"finding.{self.severity.value}"),
            "finding": self.title,
            "accounts": len(self.accounts),
            "findings": self.findings,
        }

    def __repr__(self) -> str:
        return f"<KindCount {self.code}: {len(self.accounts)} accounts>"


def count_findings(
    rows: Iterable[AccountRow], playbook: Playbook
) -> ResultList[KindCount]:
    """How many accounts have each kind, the most serious and frequent first.

    Examples
    --------
    >>> import powermap as pm
    >>> [first, *_] = pm.portfolio([pm.northwind(), pm.northwind_plan()]).findings
    >>> first.code, len(first.accounts)
    ('PM311', 2)
    """
    counts: dict[str, int] = {}
    accounts: dict[str, dict[str, None]] = {}
    severities: dict[str, Severity] = {}
    for row in rows:
        for finding in row.findings:
            code = finding.code
            counts[code] = counts.get(code, 0) + 1
            accounts.setdefault(code, {})[row.source] = None
            severity = severities.get(code, finding.severity)
            severities[code] = max(severity, finding.severity)
    kinds = []
    for code, count in counts.items():
        title = Texts(playbook.finding_kinds[code].title)
        sources = tuple(accounts[code])
        kinds.append(KindCount(code, title, severities[code], count, sources))
    order = list(Severity)

    def precedence(kind: KindCount) -> tuple[int, int, str]:
        return -order.index(kind.severity), -len(kind.accounts), kind.code

    return ResultList(sorted(kinds, key=precedence))
