"""One account as one row: values, and the reason of each that has one; no sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from powermap.accounts.evidence import last_evidence
from powermap.accounts.hours import Hour, next_hour
from powermap.accounts.people import PersonInAccount, people_of
from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.judgment.findings.queries import AGAINST, FOR, deciders
from powermap.judgment.opportunity import prospects_of, value_of
from powermap.language import Days, Listed, Money, Percent, Reason, Signed, sentences
from powermap.model import Question, Stage, Strategy
from powermap.model.playbook import Severity
from powermap.network.influence_graph import KNOWN_WELL

if TYPE_CHECKING:
    from powermap.errors import Note
    from powermap.judgment.assessment import Verdict
    from powermap.judgment.findings import Finding
    from powermap.judgment.judge import Judgment
    from powermap.language.results import Row
    from powermap.language.values import Value
    from powermap.model import AccountPlan, Role, Stakeholder
    from powermap.network.visits import Visit

__all__ = ["AccountError", "AccountRow", "History", "account_row"]

SINGLE_THREADS = frozenset({"PM203", "PM205"})
"""Codes that say that an account depends on one person."""

_FIELDS = {"covered": "covered_by", "known": "contact", "with_us": "stance"}
"""Of which field a count of decision makers is."""

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


def account_row(
    source: str, judgment: Judgment, *, notes: tuple[Note, ...] = ()
) -> AccountRow:
    """The row of one account.

    Examples
    --------
    >>> import powermap as pm
    >>> row = account_row("n.yaml", pm.judge(pm.northwind_plan(), today="2026-11-20"))
    >>> row, row.deciders, row.deciders_covered, row.deciders_with_us, row.days
    (<AccountRow n.yaml: Northwind Steel · ERP renewal>, 6, 4, 2, 0)
    >>> print(row.reasons["deciders_covered"])
    Covered: 4 of 6 decision makers. Not yet: Robert Falk, Grace Tan.
    """
    plan = judgment.plan
    row = AccountRow(
        source=source,
        account=plan.account,
        opportunity=plan.opportunity,
        seller=plan.seller,
        value=value_of(plan),
        stage=stage_of(plan),
        close_on=plan.close_on,
        coverage=_coverage(judgment),
        people=people_of(judgment),
        notes=notes,
        audience=plan.center.audience,
    )
    row = _with_support(_with_deciders(row, judgment), judgment)
    # A redacted plan has no findings, and its gaps are those of redaction.
    if row.audience is not None:
        return row
    row = _with_findings(_with_evidence(row, judgment), judgment)
    if not judgment.only_people:
        row = _with_answers(row, judgment)
    return _with_next_step(row, judgment)


def stage_of(plan: AccountPlan) -> Stage | None:
    """Where the opportunity stands: by its prospects, if they all say the same.

    Of open and closed prospects the open ones count.
    """
    stages = {prospect.stage for prospect in prospects_of(plan)}
    still_open = stages - {Stage.WON, Stage.LOST}
    stages = still_open or stages
    if len(stages) != 1:
        return None
    return stages.pop()


def _because(row: AccountRow, **reasons: Reason) -> Mapping[str, Reason]:
    return FrozenMapping({**row.reasons, **reasons})


def _with_deciders(row: AccountRow, judgment: Judgment) -> AccountRow:
    people = deciders(judgment)
    groups = {
        "covered": [person for person in people if person.covered_by],
        "known": [person for person in people if person.contact in KNOWN_WELL],
        "with_us": [person for person in people if person.stance in FOR],
    }
    reasons = {}
    counts: dict[str, int | None] = dict.fromkeys(groups)
    for name, group in groups.items():
        if is_visible(judgment, _FIELDS[name]):
            missing = [person for person in people if person not in group]
            reasons[f"deciders_{name}"] = _deciders_reason(name, people, missing)
            counts[name] = len(group)
    return replace(
        row,
        deciders=len(people),
        deciders_covered=counts["covered"],
        deciders_known=counts["known"],
        deciders_with_us=counts["with_us"],
        reasons=_because(row, **reasons),
    )


def is_visible(judgment: Judgment, field: str) -> bool:
    """Whether a field of people is there: redaction may have taken it out.

    What was taken out is not counted, since 0 of 5 would be said of what is hidden.
    """
    from powermap.redaction import may_see

    audience = judgment.center.audience
    if audience is None:
        return True
    try:
        return may_see(audience, "people", field, judgment.playbook)
    except ModelError:
        # A level of another playbook.
        return False


def _deciders_reason(
    name: str, people: tuple[Stakeholder, ...], missing: list[Stakeholder]
) -> Reason:
    if not people:
        return Reason("portfolio.no_decider")
    count = len(people) - len(missing)
    first = Reason(f"portfolio.{name}", number=count, count=len(people))
    if not missing:
        return first
    parts: list[Value] = []
    for person in missing:
        # Against us is more than not yet for us.
        is_against = name == "with_us" and person.stance in AGAINST
        if is_against:
            parts.append(Reason("portfolio.against", name=person.name))
        else:
            parts.append(person.name)
    return sentences([first, Reason("portfolio.not_yet", people=Listed(parts, most=8))])


def _with_support(row: AccountRow, judgment: Judgment) -> AccountRow:
    if not len(judgment.center):
        return row
    outlook = judgment.network.outlook
    # Fewer than half of the stances known: a number would say more than is known.
    support = outlook.support if outlook.has_levels else None
    return replace(row, support=support, reasons=_because(row, support=outlook.because))


def _coverage(judgment: Judgment) -> Mapping[Role | None, tuple[int, int]]:
    counts: dict[Role | None, tuple[int, int]] = {}
    if not is_visible(judgment, "covered_by"):
        return FrozenMapping()
    for person in judgment.center:
        role = judgment.roles[person.id].role
        covered, number = counts.get(role, (0, 0))
        counts[role] = (covered + bool(person.covered_by), number + 1)
    return FrozenMapping(counts)


def _with_findings(row: AccountRow, judgment: Judgment) -> AccountRow:
    row = replace(row, findings=tuple(judgment.findings))
    reasons = {}
    for name, found in (
        ("serious", row.serious),
        ("single_threads", row.single_threads),
    ):
        if found:
            messages = [finding.message for finding in found]
            reasons[name] = sentences(messages)
    return replace(row, reasons=_because(row, **reasons))


def _with_evidence(row: AccountRow, judgment: Judgment) -> AccountRow:
    latest = last_evidence(judgment)
    if latest is None:
        return row
    days = None
    if judgment.today is not None:
        days = (judgment.today - latest.day).days
    reasons = _because(row, evidence_days=latest.because)
    return replace(row, last_evidence=latest.day, days=days, reasons=reasons)


def _with_answers(row: AccountRow, judgment: Judgment) -> AccountRow:
    verdicts = dict(judgment.verdicts[None])
    reasons = {}
    for question, verdict in verdicts.items():
        reasons[question.value] = verdict.because
    advice = judgment.strategy
    share = None
    if advice.strategy is not None:
        robust = judgment.robust
        share = robust.strategies.get(advice.strategy, 0.0)
        reasons["strategy"] = sentences(advice.because)
        reasons["robust"] = sentences(robust.of_strategy)
    return replace(
        row,
        verdicts=FrozenMapping(verdicts),
        strategy=advice.strategy,
        strategy_share=share,
        reasons=_because(row, **reasons),
    )


def _with_next_step(row: AccountRow, judgment: Judgment) -> AccountRow:
    visits = judgment.network.visits if len(judgment.center) else ()
    if not visits:
        return row
    visit = visits[0]
    row = replace(row, visit=visit, reasons=_because(row, next_visit=visit.because))
    hour = next_hour(judgment, visit, row.value, row.stage)
    if hour is None:
        return row
    return replace(row, hour=hour, reasons=_because(row, hour=hour.because))
