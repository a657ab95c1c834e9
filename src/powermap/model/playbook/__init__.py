"""A company's own words, tables and rules as one frozen value."""

from powermap.model.playbook.brand import BRAND_COLORS, BrandColor
from powermap.model.playbook.custom_field import CustomField
from powermap.model.playbook.defaults import (
    RelationshipGrid,
    RoleGrid,
    TieWeights,
    WantedContact,
)
from powermap.model.playbook.improvement import Improvement
from powermap.model.playbook.playbook import Playbook, as_playbook
from powermap.model.playbook.rules import (
    CHECK_NAMES,
    FACT_NAMES,
    FindingKind,
    Severity,
    StepRule,
    StrategyRule,
    Tactics,
    Thresholds,
    choose_text,
)

__all__ = [
    "BRAND_COLORS",
    "CHECK_NAMES",
    "FACT_NAMES",
    "BrandColor",
    "CustomField",
    "FindingKind",
    "Improvement",
    "Playbook",
    "RelationshipGrid",
    "RoleGrid",
    "Severity",
    "StepRule",
    "StrategyRule",
    "Tactics",
    "Thresholds",
    "TieWeights",
    "WantedContact",
    "as_playbook",
    "choose_text",
]
