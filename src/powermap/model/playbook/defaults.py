"""powermap's own tables: what a playbook says when a company says nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from powermap.frozen import FrozenMapping
from powermap.model.playbook.improvement import Improvement
from powermap.model.playbook.rules import (
    FindingKind,
    Severity,
    StepRule,
    StrategyRule,
    Tactics,
)
from powermap.model.vocabulary import (
    Contact,
    Involvement,
    Power,
    Relationship,
    Role,
    Source,
    Stage,
    Strategy,
    TieKind,
)
from powermap.packaged import load_table

LANGUAGES = ("en", "zh")
"""Those in which powermap's own tables are written."""
RoleGrid = Mapping[tuple[Power, Involvement | None], Role]
"""Roles by power and involvement, None where involvement is not known."""
RelationshipGrid = Mapping[tuple[bool, bool], Relationship]
"""Relationships by (organization needs met, personal needs met)."""
TieWeights = Mapping[TieKind, tuple[float, float]]
"""For each kind, what the strongest tie carries from source to target, and back."""
WantedContact = Mapping[Role | None, Contact]
"""How well we want to know somebody by role; None for people without a role."""

# The course's grid of power by involvement.
ROLE_GRID: RoleGrid = FrozenMapping(
    {
        (Power.DECIDER, Involvement.LOW): Role.APPROVER,
        (Power.DECIDER, None): Role.DECIDER,
        (Power.DECIDER, Involvement.HIGH): Role.OWNER,
        (Power.INFLUENCER, Involvement.LOW): Role.GATEKEEPER,
        (Power.INFLUENCER, None): Role.INFLUENCER,
        (Power.INFLUENCER, Involvement.HIGH): Role.ADVOCATE,
    }
)
# The course's grid of organization needs by personal needs.
RELATIONSHIP_GRID: RelationshipGrid = FrozenMapping(
    {
        (False, False): Relationship.OUTSIDER,
        (False, True): Relationship.FRIEND,
        (True, False): Relationship.SUPPLIER,
        (True, True): Relationship.PARTNER,
    }
)
# Judgments, not measurements. No tie carries everything, so a chain weakens with
# each step; a boss influences a report more than the other way round.
TIE_WEIGHTS: TieWeights = FrozenMapping(
    {
        TieKind.INFLUENCES: (0.8, 0.0),
        TieKind.LISTENS_TO: (0.0, 0.8),
        TieKind.REPORTS_TO: (0.2, 0.5),
        TieKind.DOTTED_TO: (0.1, 0.25),
        TieKind.TALKS_TO: (0.2, 0.2),
        TieKind.FRIEND_OF: (0.25, 0.25),
        TieKind.CONFLICTS_WITH: (0.0, 0.0),
    }
)
# Judgments; the course only asks that deciders are met and known.
WANTED_CONTACT: WantedContact = FrozenMapping(
    {
        Role.OWNER: Contact.DEEP,  # most of the deal happens with owners
        Role.APPROVER: Contact.SEVERAL,  # signs from afar: more than a handshake
        Role.DECIDER: Contact.SEVERAL,
        Role.ADVOCATE: Contact.DEEP,  # pushes a choice from inside, ours or another
        Role.GATEKEEPER: Contact.BRIEF,
        Role.INFLUENCER: Contact.BRIEF,
        None: Contact.BRIEF,  # enough to learn what they decide
    }
)
# Someone who can stop the deal alone deserves as much as an approver.
WANTED_CONTACT_OF_VETO = Contact.SEVERAL
# The course gives no order of the sources, so all count alike.
APPRAISAL_WEIGHTS: Mapping[Source, float] = FrozenMapping(dict.fromkeys(Source, 1.0))
HALF_LIVES: Mapping[str, int] = FrozenMapping(
    {
        # Days. Where somebody works keeps for years; an attitude changes within weeks.
        "title": 1095,
        "department": 1095,
        "organization": 1095,
        "power": 365,
        "involvement": 90,
        "stance": 42,
        "contact": 60,
        "loses_by_change": 180,
        "can_veto": 365,
        "declared_role": 180,
        "covered_by": 180,
        "organization_needs": 180,
        "personal_needs": 365,
        "meets_organization_needs": 90,
        "meets_personal_needs": 90,
    }
)
# The course's four levers; 10% or 10 points each, so that the bars can be compared, not
# because all are equally likely.
IMPROVEMENTS: tuple[Improvement, ...] = (
    Improvement("closing", "success", "rate", 0.10, gate="BEST"),
    Improvement("presentation", "success", "rate", 0.10, gate="IN"),
    Improvement("screening", "success", "rate", 0.10, gate="TOP"),
    Improvement("key_account", "order", "key_account", 1, stages=(Stage.PROSPECT,)),
    Improvement("repeat", "order", "repeat", 1, stages=(Stage.PROSPECT,)),
    Improvement("order", "order", "amount", 0.10),
    Improvement("cycle", "efficiency", "cycle", 0.10),
    Improvement(
        "prospects",
        "prospects",
        "prospects",
        0.10,
        stages=(Stage.POTENTIAL, Stage.PROSPECT),
    ),
)
# The course's twelve steps in its order; the checks that show that one is reached are
# ours.
STEP_RULES: tuple[StepRule, ...] = (
    StepRule("organization", ("people", "places", "lines")),
    StepRule("top", ("decider", "top_contact")),
    StepRule(
        "opportunity",
        (
            "question_opportunity",
            "question_compete",
            "question_win",
            "question_worth",
        ),
    ),
    StepRule("objective", ("objective",)),
    StepRule("deciding", ("decider", "powers", "stances", "sways")),
    StepRule("team", ("team", "covered")),
    StepRule(
        "influences", ("decider", "formal_criteria", "informal_criteria", "needs")
    ),
    StepRule("rivals", ("rivals", "rivals_assessed", "enemy")),
    StepRule("strategy", ("strategy",)),
    StepRule("solution", ("solution",)),
    StepRule("actions", ("goals", "actions")),
    StepRule("close", ("won",)),
)


@cache
def strategy_rules() -> tuple[StrategyRule, ...]:
    """The rows of ``strategy.toml``, in their order."""
    rules = []
    for row in load_table(__file__, "strategy.toml")["rules"]:
        rule = StrategyRule(
            strategy=row["strategy"],
            when=row["when"],
            points=row["points"],
            says={code: row[code] for code in LANGUAGES},
        )
        rules.append(rule)
    return tuple(rules)


@cache
def tactics() -> Mapping[Strategy, Tactics]:
    """Guidelines and ways of each strategy."""
    table = load_table(__file__, "strategy.toml")["strategies"]
    made = {}
    for strategy in Strategy:
        made[strategy] = make_tactics(table[strategy.value])
    return FrozenMapping(made)


def make_tactics(row: Mapping[str, Any]) -> Tactics:
    """Tactics from a table with texts by language."""
    guidelines = _freeze_texts(row["guidelines"])
    ways = _freeze_texts(row["ways"])
    return Tactics(guidelines, ways, FrozenMapping(row["definition"]))


def _freeze_texts(
    by_language: Mapping[str, list[str]],
) -> Mapping[str, tuple[str, ...]]:
    frozen = {}
    for code, texts in by_language.items():
        frozen[code] = tuple(texts)
    return FrozenMapping(frozen)


@cache
def finding_kinds() -> Mapping[str, FindingKind]:
    """The rows of ``findings.toml``, by code."""
    table = load_table(__file__, "findings.toml")
    sources = table.pop("sources")
    kinds = {}
    for code, row in table.items():
        cited = tuple(FrozenMapping(sources[name]) for name in row["sources"])
        kinds[code] = FindingKind(
            code=code,
            severity=Severity(row["severity"]),
            title=_by_language(row, "title"),
            message=_by_language(row, "message"),
            why=_by_language(row, "why"),
            next_step=_by_language(row, "next_step"),
            sources=cited,
            days=row.get("days"),
        )
    return FrozenMapping(kinds)


def _by_language(row: Mapping[str, Any], key: str) -> Mapping[str, str]:
    texts = {}
    for code in LANGUAGES:
        texts[code] = row[code][key]
    return FrozenMapping(texts)
