"""One account as one row: values, and the reason of each that has one; no sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from powermap.accounts.hours import Hour
from powermap.accounts.people import PersonInAccount
from powermap.frozen import FrozenMapping
from powermap.language import Days, Money, Percent, Reason, Signed
from powermap.model import Question, Stage, Strategy
from powermap.model.playbook import Severity

if TYPE_CHECKING:
    from powermap.errors import Note
    from powermap.judgment.assessment import Verdict
    from powermap.judgment.findings import Finding
    from powermap.language.results import Row
    from powermap.language.values import Value
    from powermap.model import Role
    from powermap.network.visits import Visit

__all__ = ["AccountError", "AccountRow", "History"]

SINGLE_THREADS = frozenset({"PM203", "PM205"})
"""Codes that say that an account depends on one person."""
History = tuple[tuple[date | None, float], ...]
"""Support of an account over time, the oldest first."""


@dataclass(frozen=True, slots=True, repr=False)
class AccountRow:
    """What a portfolio shows of one account.

    Parameters
    ----------
    source : str
        By what the account is known: the path it was read from, within its folder.
    account : str
        The customer.
    opportunity, seller : str or None
        What they may buy, and whose account it is.
    value : float or None
        What that is worth.
    stage : Stage or None
        Where the opportunity stands in the pipeline.
    close_on : date or None
        By when the customer is expected to sign.
    verdicts : mapping of Question to Verdict
        Ours on the four questions; empty where only people are judged.
    support : float or None
        Expected support, weighted by power, −1 to 1. None where fewer than half of the
        stances are known.
    deciders : int
        How many decide.
    deciders_covered, deciders_known, deciders_with_us : int or None
        How many of them somebody of ours covers, how many we know well (several or deep
        contacts), and how many are for us; None where the audience may not see it.
    coverage : mapping of Role or None to (int, int)
        By role how many people somebody of ours covers, and how many there are.
    findings : tuple of Finding
        What is missing or risky, the serious ones first.
    last_evidence : date or None
        Day of the latest judgment, answer, claim or finished action.
    days : int or None
        Days from then to the day of the portfolio.
    strategy : Strategy or None
        The recommended one.
    strategy_share : float or None
        In which share of the plausible worlds it is the recommended one.
    visit : Visit or None
        Whom to see next.
    hour : Hour or None
        What an hour spent on the account is worth; None where there is nobody to see,
        or nothing left to win.
    reasons : mapping of str to Reason
        Why, by name of the value.
    people : tuple of PersonInAccount
        Who is there, for the people who appear in several accounts.
    notes : tuple of Note
        What was understood, converted or skipped while reading.
    history : tuple of (date or None, float)
        Support over time.
    audience : str or None
        For whom the plan was redacted. Then nothing that judges our own work is told.
    page : str or None
        Path of the account's own page.
    has_namesake : bool
        Whether another row of the portfolio has the same name.
    """

    source: str
    account: str
    opportunity: str | None = None
    seller: str | None = None
    value: float | None = None
    stage: Stage | None = None
    close_on: date | None = None
    verdicts: Mapping[Question, Verdict] = FrozenMapping()
    support: float | None = None
    deciders: int = 0
    deciders_covered: int | None = 0
    deciders_known: int | None = 0
    deciders_with_us: int | None = 0
    coverage: Mapping[Role | None, tuple[int, int]] = FrozenMapping()
    findings: tuple[Finding, ...] = ()
    last_evidence: date | None = None
    days: int | None = None
    strategy: Strategy | None = None
    strategy_share: float | None = None
    visit: Visit | None = None
    hour: Hour | None = None
    reasons: Mapping[str, Reason] = FrozenMapping()
    people: tuple[PersonInAccount, ...] = ()
    notes: tuple[Note, ...] = ()
    history: History = ()
    audience: str | None = None
    page: str | None = None
    has_namesake: bool = False

    @property
    def name(self) -> str:
        """The account with its opportunity, as lists call it.

        Where another row has the same name, the source tells them apart.
        """
        name = self.account
        if self.opportunity and self.opportunity != self.account:
            name = f"{self.account} · {self.opportunity}"
        return f"{name} · {self.source}" if self.has_namesake else name

    @property
    def serious(self) -> tuple[Finding, ...]:
        """The serious findings."""
        return self._with_severity(Severity.SERIOUS)

    @property
    def single_threads(self) -> tuple[Finding, ...]:
        """The findings that say that the account depends on one person."""
        return tuple(each for each in self.findings if each.code in SINGLE_THREADS)

    def _with_severity(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity is severity)

    def row(self) -> Row:
        """The account by column."""
        answers: dict[str, Value] = {}
        for question in Question:
            verdict = self.verdicts.get(question)
            answers[question.value] = verdict.answer if verdict else None
        is_ours = self.audience is None
        return {
            "source": self.source,
            "account": self.name,
            "deal_value": None if self.value is None else Money(self.value),
            "stage": self.stage,
            "close_on": self.close_on,
            **answers,
            "support": None if self.support is None else Signed(self.support),
            "deciders": self.deciders,
            "deciders_covered": self.deciders_covered,
            "deciders_known": self.deciders_known,
            "deciders_with_us": self.deciders_with_us,
            "single_threads": len(self.single_threads) if is_ours else None,
            "serious": len(self.serious) if is_ours else None,
            "evidence_days": None if self.days is None else Days(self.days),
            "strategy": self.strategy,
            "robust": _percent(self.strategy_share),
            "next_visit": self.visit.name if self.visit else None,
        }

    def __repr__(self) -> str:
        return f"<AccountRow {self.source}: {self.name}>"


@dataclass(frozen=True, slots=True)
class AccountError:
    """An account that could not be read, which is told and not left out.

    Parameters
    ----------
    source : str
        By what the account is known.
    reason : Reason
        What is wrong.
    """

    source: str
    reason: Value

    def row(self) -> Row:
        """Which one, and what is wrong."""
        return {"source": self.source, "because": self.reason}

    def __repr__(self) -> str:
        return f"<AccountError {self.source}>"


def _percent(share: float | None) -> Percent | None:
    return None if share is None else Percent(share)
