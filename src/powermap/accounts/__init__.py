"""Many accounts side by side: rows, what they have in common, and where to go next."""

from __future__ import annotations

from powermap.accounts.batching import BatchResult, batch
from powermap.accounts.building import portfolio
from powermap.accounts.portfolio import Portfolio
from powermap.accounts.rows import AccountError, AccountRow

__all__ = [
    "AccountError",
    "AccountRow",
    "BatchResult",
    "Portfolio",
    "batch",
    "portfolio",
]
