"""The columns of a portfolio: what page, slides, workbook and JSON show of each row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from powermap.language import Money, Percent, Reason, Signed, sentences
from powermap.model import Answer, Question, Stage, Strategy

if TYPE_CHECKING:
    from powermap.accounts.portfolio import Portfolio
    from powermap.accounts.rows import AccountRow
    from powermap.language import Language
    from powermap.language.values import Value

__all__ = [
    "COLUMNS",
    "VERDICTS",
    "Column",
    "Kind",
    "reason_of",
    "shown_columns",
    "support_ranks",
]

Kind = Literal["text", "word", "number", "money", "date", "verdict", "signed", "part"]
Sortable = str | float | None
VERDICTS: Mapping[Answer, str] = {
    Answer.PLUS: "plus",
    Answer.MINUS: "minus",
    Answer.UNKNOWN: "unknown",
}
"""Names of the answers in the words and in the style of the page."""
_ORDER: Mapping[Answer, float] = {Answer.PLUS: 2, Answer.UNKNOWN: 1, Answer.MINUS: 0}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Parameters
    ----------
    key : str
        Its name in the words (``column``), in JSON and in the reasons of a row.
    kind : str
        How its cells look and are compared.
    value : callable
        What it shows of a row.
    sort : callable
        What orders it: a number or a text; None for rows that have nothing there.
    is_short : bool
        Whether its title is under ``portfolio.short``.
    """

    key: str
    kind: Kind
    value: Callable[[AccountRow], Value]
    sort: Callable[[AccountRow], Sortable]
    is_short: bool = False

    def title(self, language: Language) -> str:
        """Its header."""
        if self.is_short:
            return language.say(f"portfolio.short.{self.key}")
        return language.say(f"column.{self.key}")

    def text(self, row: AccountRow, language: Language) -> str:
        """A cell in words."""
        return language.text(self.value(row))


def _money(row: AccountRow) -> Value:
    return None if row.value is None else Money(row.value)


def _stage_order(row: AccountRow) -> float | None:
    return None if row.stage is None else float(list(Stage).index(row.stage))


def _ordinal(day: date | None) -> float | None:
    return None if day is None else float(day.toordinal())


def _close(row: AccountRow) -> str | None:
    # As tables show days, so that a column of them can be compared.
    return None if row.close_on is None else row.close_on.isoformat()


def _support(row: AccountRow) -> Value:
    return None if row.support is None else Signed(row.support)


def _verdict(question: Question) -> Column:
    def value(row: AccountRow) -> Value:
        verdict = row.verdicts.get(question)
        if verdict is None:
            return None
        return Reason(f"portfolio.{VERDICTS[verdict.answer]}")

    def sort(row: AccountRow) -> float | None:
        verdict = row.verdicts.get(question)
        return None if verdict is None else _ORDER[verdict.answer]

    return Column(question.value, "verdict", value, sort, is_short=True)


def _part_of_deciders(name: str) -> Column:
    def value(row: AccountRow) -> Value:
        number = getattr(row, name)
        if not row.deciders or number is None:
            return None
        return Reason("portfolio.share", number=number, count=row.deciders)

    def sort(row: AccountRow) -> float | None:
        number: int | None = getattr(row, name)
        if not row.deciders or number is None:
            return None
        return number / row.deciders

    return Column(name, "part", value, sort)


def _threads(row: AccountRow) -> int | None:
    return None if row.audience else len(row.single_threads)


def _serious(row: AccountRow) -> int | None:
    return None if row.audience else len(row.serious)


def _strategy_order(row: AccountRow) -> str | None:
    if row.strategy is None:
        return None
    return str(list(Strategy).index(row.strategy))


def _share(row: AccountRow) -> Value:
    return None if row.strategy_share is None else Percent(row.strategy_share)


def _worth(row: AccountRow) -> float | None:
    return row.hour.worth if row.hour else None


def _hour(row: AccountRow) -> Value:
    worth = _worth(row)
    return None if worth is None else Money(worth)


def _visit(row: AccountRow) -> str | None:
    return row.visit.name if row.visit else None


COLUMNS: tuple[Column, ...] = (
    Column("account", "text", lambda row: row.name, lambda row: row.name),
    Column("seller", "word", lambda row: row.seller, lambda row: row.seller),
    Column("value", "money", _money, lambda row: row.value, is_short=True),
    Column("stage", "word", lambda row: row.stage, _stage_order),
    Column("close_on", "date", _close, lambda row: _ordinal(row.close_on)),
    *(_verdict(question) for question in Question),
    Column("support", "signed", _support, lambda row: row.support),
    _part_of_deciders("deciders_covered"),
    _part_of_deciders("deciders_known"),
    _part_of_deciders("deciders_with_us"),
    Column("single_threads", "number", _threads, _threads),
    Column("serious", "number", _serious, _serious),
    Column("evidence_days", "number", lambda row: row.days, lambda row: row.days),
    Column("strategy", "word", lambda row: row.strategy, _strategy_order),
    Column("robust", "number", _share, lambda row: row.strategy_share),
    Column("next_visit", "text", _visit, _visit),
    Column("hour", "money", _hour, _worth),
)
"""The columns in their order."""
_ALWAYS = frozenset({"account", "value"})


def shown_columns(portfolio: Portfolio) -> tuple[Column, ...]:
    """The columns in which at least one account has something."""
    shown = []
    for column in COLUMNS:
        is_filled = any(column.value(row) is not None for row in portfolio)
        is_always = column.key in _ALWAYS and not portfolio.is_redacted
        if is_filled or is_always:
            shown.append(column)
    return tuple(shown)


def support_ranks(portfolio: Portfolio) -> dict[str, tuple[int, int]]:
    """The place of each account by support, among those whose support is known.

    Equal accounts share a place.

    Examples
    --------
    >>> import powermap as pm
    >>> support_ranks(pm.portfolio([pm.northwind_plan()]))
    {'Northwind Steel': (1, 1)}
    """
    known = sorted(row.support for row in portfolio if row.support is not None)
    ranks = {}
    for row in portfolio:
        if row.support is not None:
            better = len(known) - bisect_right(known, row.support)
            ranks[row.source] = (better + 1, len(known))
    return ranks


def reason_of(
    row: AccountRow, column: Column, ranks: Mapping[str, tuple[int, int]]
) -> Value:
    """Why a cell says what it says; None where there is nothing to add."""
    reason: Value = row.reasons.get(column.key)
    if column.key == "support":
        return sentences(_of_support(row, ranks))
    return reason


def _of_support(
    row: AccountRow, ranks: Mapping[str, tuple[int, int]]
) -> Iterator[Value]:
    yield row.reasons.get("support")
    rank = ranks.get(row.source)
    if rank is not None and rank[1] > 1:
        yield Reason("portfolio.rank", place=rank[0], count=rank[1])
    yield trend_of(row)


def trend_of(row: AccountRow) -> Value:
    """How support went, as a sentence; None without a history."""
    points: Sequence[tuple[date | None, float]] = row.history
    if len(points) < 2:
        return None
    start, first = points[0]
    end, last = points[-1]
    if start is None or end is None:
        return Reason("portfolio.trend", first=Signed(first), last=Signed(last))
    return Reason(
        "portfolio.trend_dated",
        first=Signed(first),
        last=Signed(last),
        start=start,
        end=end,
    )
