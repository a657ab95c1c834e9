"""Everything of an account plan: its records, and what the method says of it.

>>> import powermap as pm
>>> plan = pm.AccountPlan("Northwind", goals=[pm.plan.Goal("A pilot")])
>>> pm.plan.pipeline(plan).expected is None
True
"""

from powermap.accounts.deals import AccountDeals, compare_deals
from powermap.compare import Difference
from powermap.judgment.appraisal import appraise
from powermap.judgment.findings import Finding
from powermap.judgment.levers import levers
from powermap.judgment.pipeline import pipeline
from powermap.judgment.relationship import account_relationship, relationships
from powermap.judgment.roles import Assignment
from powermap.merging import Combined, Conflict, Merged, combine
from powermap.model import (
    QUESTIONS,
    Action,
    Answer,
    Assessment,
    Claim,
    Confidence,
    Criterion,
    ExtraCriterion,
    Goal,
    Member,
    OrganizationNeed,
    PersonalNeed,
    Prospect,
    Question,
    Rating,
    Relationship,
    Source,
    Stage,
    State,
    Strategy,
)
from powermap.model.playbook import Severity
from powermap.reporting.history_page import save_history
from powermap.versions import Calibration, History, Version, calibrate, history

__all__ = [
    "QUESTIONS",
    "AccountDeals",
    "Action",
    "Answer",
    "Assessment",
    "Assignment",
    "Calibration",
    "Claim",
    "Combined",
    "Confidence",
    "Conflict",
    "Criterion",
    "Difference",
    "ExtraCriterion",
    "Finding",
    "Goal",
    "History",
    "Member",
    "Merged",
    "OrganizationNeed",
    "PersonalNeed",
    "Prospect",
    "Question",
    "Rating",
    "Relationship",
    "Severity",
    "Source",
    "Stage",
    "State",
    "Strategy",
    "Version",
    "account_relationship",
    "appraise",
    "calibrate",
    "combine",
    "compare_deals",
    "history",
    "levers",
    "pipeline",
    "relationships",
    "save_history",
]


def __dir__() -> list[str]:
    return __all__
