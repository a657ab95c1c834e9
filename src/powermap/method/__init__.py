"""The selling method: pure rules over the model, each answer with its reason."""

from typing import TYPE_CHECKING

from powermap.rooms import furnish

if TYPE_CHECKING:
    from .appraisal import WEIGHTS, Appraisal, Attained, SourceAppraisal, appraise
    from .assessment import Judged, Reassessed, Verdict, assess, changes, standing
    from .compare import Changed, Difference, Moved, diff
    from .coverage import WANTED, WANTED_OF_VETO, Count, Coverage, Gap, Need, Needs, coverage, needs
    from .facts import Fact, facts
    from .findings import Finding, FindingKind, Kinds, Severity, check, finding_kinds
    from .levers import LEVERS, Lever, WhatIf, levers
    from .pipeline import GATES, Conversion, Funnel, FunnelStep, Pace, pipeline
    from .redact import LEVELS, Pseudonym, pseudonyms, redact
    from .relationship import RELATIONSHIPS, AccountStanding, Shares, Standing, account_relationship, relationships
    from .roles import GRID, Assignment, Grid, classify
    from .steps import STEPS, Progress, Step, StepRule, steps
    from .strategy import RULES as STRATEGY_RULES
    from .strategy import TACTICS, Advice, LedBy, StrategyRule, Tactics, recommend, weigh
    from .turns import SingleChange, Turn, single_changes

furnish(
    __name__,
    {
        "appraisal": ["WEIGHTS", "Appraisal", "Attained", "SourceAppraisal", "appraise"],
        "assessment": ["Judged", "Reassessed", "Verdict", "assess", "changes", "standing"],
        "compare": ["Changed", "Difference", "Moved", "diff"],
        "coverage": ["WANTED", "WANTED_OF_VETO", "Count", "Coverage", "Gap", "Need", "Needs", "coverage", "needs"],
        "facts": ["Fact", "facts"],
        "findings": ["Finding", "FindingKind", "Kinds", "Severity", "check", "finding_kinds"],
        "levers": ["LEVERS", "Lever", "WhatIf", "levers"],
        "pipeline": ["GATES", "Conversion", "Funnel", "FunnelStep", "Pace", "pipeline"],
        "redact": ["LEVELS", "Pseudonym", "pseudonyms", "redact"],
        "relationship": [
            "RELATIONSHIPS",
            "AccountStanding",
            "Shares",
            "Standing",
            "account_relationship",
            "relationships",
        ],
        "roles": ["GRID", "Assignment", "Grid", "classify"],
        "steps": ["STEPS", "Progress", "Step", "StepRule", "steps"],
        "strategy": [
            "STRATEGY_RULES=RULES",
            "TACTICS",
            "Advice",
            "LedBy",
            "StrategyRule",
            "Tactics",
            "recommend",
            "weigh",
        ],
        "turns": ["SingleChange", "Turn", "single_changes"],
    },
)

__all__ = [
    "GATES",
    "GRID",
    "LEVELS",
    "LEVERS",
    "RELATIONSHIPS",
    "STEPS",
    "STRATEGY_RULES",
    "TACTICS",
    "WANTED",
    "WANTED_OF_VETO",
    "WEIGHTS",
    "AccountStanding",
    "Advice",
    "Appraisal",
    "Assignment",
    "Attained",
    "Changed",
    "Conversion",
    "Count",
    "Coverage",
    "Difference",
    "Fact",
    "Finding",
    "FindingKind",
    "Funnel",
    "FunnelStep",
    "Gap",
    "Grid",
    "Judged",
    "Kinds",
    "LedBy",
    "Lever",
    "Moved",
    "Need",
    "Needs",
    "Pace",
    "Progress",
    "Pseudonym",
    "Reassessed",
    "Severity",
    "Shares",
    "SingleChange",
    "SourceAppraisal",
    "Standing",
    "Step",
    "StepRule",
    "StrategyRule",
    "Tactics",
    "Turn",
    "Verdict",
    "WhatIf",
    "account_relationship",
    "appraise",
    "assess",
    "changes",
    "check",
    "classify",
    "coverage",
    "diff",
    "facts",
    "finding_kinds",
    "levers",
    "needs",
    "pipeline",
    "pseudonyms",
    "recommend",
    "redact",
    "relationships",
    "single_changes",
    "standing",
    "steps",
    "weigh",
]
