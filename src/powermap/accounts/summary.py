"""What a manager has to know about all accounts, in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from powermap.language import Money, Reason

if TYPE_CHECKING:
    from powermap.accounts.portfolio import Portfolio
    from powermap.language import Language

__all__ = ["summarize_portfolio", "summary_texts"]


def summary_texts(portfolio: Portfolio, language: Language) -> list[str]:
    """The sentences in a language."""
    return [language.text(reason) for reason in summarize_portfolio(portfolio)]


def summarize_portfolio(portfolio: Portfolio) -> Iterator[Reason]:
    """Value, serious findings, decision makers without cover, and what failed.

    Examples
    --------
    >>> import powermap as pm
    >>> for reason in summarize_portfolio(pm.portfolio(pm.northwind_plan())):
    ...     print(reason)
    Total value: 900,000.
    1 of 1 account has serious findings.
    2 of 6 decision makers have no one on our team who covers them.
    """
    if len(portfolio):
        if portfolio.value is not None or not portfolio.is_redacted:
            yield _value(portfolio)
        if not portfolio.is_redacted:
            serious = sum(bool(row.serious) for row in portfolio)
            yield Reason("portfolio.with_serious", number=serious, count=len(portfolio))
        yield from _deciders(portfolio)
    if portfolio.errors:
        yield Reason("portfolio.failed", count=len(portfolio.errors))


def _value(portfolio: Portfolio) -> Reason:
    total = portfolio.value
    if total is None:
        return Reason("portfolio.no_values")
    missing = sum(row.value is None for row in portfolio)
    if missing:
        return Reason("portfolio.total_of", value=Money(total), count=missing)
    return Reason("portfolio.total", value=Money(total))


def _deciders(portfolio: Portfolio) -> Iterator[Reason]:
    # Redaction may have taken out who covers whom.
    rows = [row for row in portfolio if row.deciders_covered is not None]
    count = sum(row.deciders for row in rows)
    covered = sum(row.deciders_covered or 0 for row in rows)
    if count == 0 and portfolio.is_redacted:
        return
    if count == 0:
        yield Reason("portfolio.no_decider")
    elif covered == count:
        yield Reason("portfolio.all_covered", count=count)
    else:
        yield Reason("portfolio.uncovered", number=count - covered, count=count)
