"""The row of an account from its judgment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from powermap.accounts.evidence import last_evidence
from powermap.accounts.hours import next_hour
from powermap.accounts.people import people_of
from powermap.accounts.rows import AccountRow
from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.judgment.findings.queries import AGAINST, FOR, deciders
from powermap.judgment.opportunity import prospects_of, value_of
from powermap.language import Listed, Reason, sentences
from powermap.model import Stage
from powermap.network.influence_graph import KNOWN_WELL

if TYPE_CHECKING:
    from powermap.errors import Note
    from powermap.judgment.judge import Judgment
    from powermap.language.values import Value
    from powermap.model import AccountPlan, Role, Stakeholder

__all__ = ["account_row", "is_visible", "stage_of"]

_FIELDS = {"covered": "covered_by", "known": "contact", "with_us": "stance"}
"""Of which field a count of decision makers is."""


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
            # By id, since to compare people field by field takes long.
            ids = {person.id for person in group}
            missing = [person for person in people if person.id not in ids]
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
