"""Coverage by role and account: where our team is thin, at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.language import Percent
from powermap.model import Role

if TYPE_CHECKING:
    from powermap.accounts.portfolio import Portfolio
    from powermap.language import Language

__all__ = ["CoverageCell", "CoverageLine", "CoverageMap", "coverage_map", "level_of"]

_ROLES: tuple[Role | None, ...] = (
    Role.OWNER,
    Role.APPROVER,
    Role.DECIDER,
    Role.ADVOCATE,
    Role.GATEKEEPER,
    Role.INFLUENCER,
    None,
)
"""Roles in the order of what they can do to a deal; then people without a role yet."""


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """How many people of a role somebody covers.

    `level` is none, some, most or whole, and empty without any people.
    """

    text: str
    level: str


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """An account, or all of them."""

    number: int
    name: str
    cells: tuple[CoverageCell, ...]


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """Headers, accounts, and all accounts together."""

    headers: tuple[str, ...]
    rows: tuple[CoverageLine, ...]
    total: CoverageLine


def level_of(covered: int, number: int) -> str:
    """The shade of a cell.

    Examples
    --------
    >>> [level_of(*each) for each in ((0, 0), (0, 3), (1, 3), (2, 3), (3, 3))]
    ['', 'none', 'some', 'most', 'whole']
    """
    if number == 0:
        return ""
    if covered == 0:
        return "none"
    if covered == number:
        return "whole"
    return "most" if 2 * covered >= number else "some"


def coverage_map(portfolio: Portfolio, language: Language) -> CoverageMap:
    """The map of the roles that occur."""
    roles = [role for role in _ROLES if any(role in row.coverage for row in portfolio)]
    headers = [language.say("column.account")]
    for role in roles:
        name = language.label(role) if role else language.say("portfolio.no_role")
        headers.append(name)
    rows = []
    totals = dict.fromkeys(roles, (0, 0))
    for place, row in enumerate(portfolio):
        counts = []
        for role in roles:
            covered, number = row.coverage.get(role, (0, 0))
            counts.append((covered, number))
            before = totals[role]
            totals[role] = (before[0] + covered, before[1] + number)
        cells = [_cell(covered, number, language) for covered, number in counts]
        rows.append(CoverageLine(place, row.name, tuple(cells)))
    total = CoverageLine(
        -1,
        language.say("portfolio.all_accounts"),
        tuple(_total_cell(*totals[role], language) for role in roles),
    )
    return CoverageMap(tuple(headers), tuple(rows), total)


def _cell(covered: int, number: int, language: Language) -> CoverageCell:
    if number == 0:
        return CoverageCell("", "")
    text = language.say("portfolio.share", number=covered, count=number)
    return CoverageCell(text, level_of(covered, number))


def _total_cell(covered: int, number: int, language: Language) -> CoverageCell:
    if number == 0:
        return CoverageCell("", "")
    return CoverageCell(
        language.text(Percent(covered / number)), level_of(covered, number)
    )
