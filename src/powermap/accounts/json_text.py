"""A portfolio as JSON: everything, for a program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from powermap.accounts.table import reason_of, shown_columns, support_ranks
from powermap.exchange.source_parts import ANSWER
from powermap.model import Role

if TYPE_CHECKING:
    from powermap.accounts.portfolio import Portfolio
    from powermap.accounts.rows import AccountRow
    from powermap.judgment.findings import Finding
    from powermap.language import Language

__all__ = ["portfolio_json"]


def portfolio_json(portfolio: Portfolio, language: Language) -> str:
    """The text; the same portfolio gives the same."""
    columns = shown_columns(portfolio)
    ranks = support_ranks(portfolio)
    accounts = []
    for row in portfolio:
        reasons = {}
        for column in columns:
            text = language.text(reason_of(row, column, ranks))
            if text:
                reasons[column.key] = text
        accounts.append({**_account(row, language), "reasons": reasons})
    document = {
        "written_by": ANSWER,
        "today": _day(portfolio.today),
        "accounts": accounts,
        "best_hours": [row.source for row in portfolio.best_hours],
        "shared_people": _shared(portfolio, language),
        "findings": _kinds(portfolio, language),
        "errors": [
            {"source": error.source, "reason": language.text(error.reason)}
            for error in portfolio.errors
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _account(row: AccountRow, language: Language) -> dict[str, object]:
    verdicts = {}
    for question, verdict in row.verdicts.items():
        verdicts[question.value] = verdict.answer.value
    return {
        "source": row.source,
        "account": row.account,
        "opportunity": row.opportunity,
        "seller": row.seller,
        "value": row.value,
        "stage": row.stage.value if row.stage else None,
        "close_on": _day(row.close_on),
        "verdicts": verdicts,
        "support": row.support,
        "deciders": {
            "count": row.deciders,
            "covered": row.deciders_covered,
            "known": row.deciders_known,
            "with_us": row.deciders_with_us,
        },
        "coverage": _coverage(row),
        "single_threads": [language.text(each.message) for each in row.single_threads],
        "findings": [_finding(each, language) for each in row.findings],
        "last_evidence": _day(row.last_evidence),
        "days_since_evidence": row.days,
        "strategy": row.strategy.value if row.strategy else None,
        "strategy_share": row.strategy_share,
        "next_visit": _visit(row),
        "hour": _hour(row),
        "history": [[_day(day), support] for day, support in row.history],
        "notes": [note.say(language) for note in row.notes],
        "audience": row.audience,
    }


def _coverage(row: AccountRow) -> dict[str, dict[str, int]]:
    counts = {}
    for role, (covered, number) in row.coverage.items():
        name = role.value if isinstance(role, Role) else "none"
        counts[name] = {"covered": covered, "count": number}
    return counts


def _finding(finding: Finding, language: Language) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "people": list(finding.people),
        "message": language.text(finding.message),
        "because": language.text(finding.because),
        "next_step": language.text(finding.next_step),
    }


def _visit(row: AccountRow) -> dict[str, object] | None:
    if row.visit is None:
        return None
    return {"id": row.visit.person, "name": row.visit.name, "score": row.visit.score}


def _hour(row: AccountRow) -> dict[str, object] | None:
    if row.hour is None:
        return None
    return {"worth": row.hour.worth, "open": row.hour.open, "step": row.hour.step}


def _shared(portfolio: Portfolio, language: Language) -> list[dict[str, object]]:
    people: list[dict[str, object]] = []
    for shared in portfolio.shared_people:
        places = []
        for source, person in shared.places:
            stance = person.stance.value if person.stance else None
            places.append({"source": source, "id": person.id, "stance": stance})
        people.append(
            {
                "name": shared.name,
                "likeness": shared.likeness.value,
                "accounts": places,
                "because": language.text(shared.because),
            }
        )
    return people


def _kinds(portfolio: Portfolio, language: Language) -> list[dict[str, object]]:
    kinds: list[dict[str, object]] = []
    for kind in portfolio.findings:
        kinds.append(
            {
                "code": kind.code,
                "title": language.text(kind.title),
                "severity": kind.severity.value,
                "findings": kind.findings,
                "accounts": list(kind.accounts),
            }
        )
    return kinds
