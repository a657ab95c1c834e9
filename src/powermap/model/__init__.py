"""Who and what is known: the buying center, its people and their ties. Frozen, checked, blind to output."""

from powermap.model.center import BuyingCenter
from powermap.model.claim import Claim
from powermap.model.entry import Level
from powermap.model.plan import AccountPlan
from powermap.model.plan_parts import (
    Action,
    Assessment,
    ExtraCriterion,
    Goal,
    Member,
    Prospect,
    Rating,
)
from powermap.model.scale import Scale
from powermap.model.schema import json_schema, plan_schema
from powermap.model.slug import slug
from powermap.model.stakeholder import Stakeholder
from powermap.model.tie import Tie
from powermap.model.vocabulary import (
    QUESTIONS,
    VOCABULARIES,
    Answer,
    Confidence,
    Contact,
    Criterion,
    Involvement,
    OrganizationNeed,
    PersonalNeed,
    Power,
    Question,
    Relationship,
    Role,
    Source,
    Stage,
    Stance,
    State,
    Strategy,
    TieKind,
    parse,
    words_of,
)

__all__ = [
    "QUESTIONS",
    "VOCABULARIES",
    "AccountPlan",
    "Action",
    "Answer",
    "Assessment",
    "BuyingCenter",
    "Claim",
    "Confidence",
    "Contact",
    "Criterion",
    "ExtraCriterion",
    "Goal",
    "Involvement",
    "Level",
    "Member",
    "OrganizationNeed",
    "PersonalNeed",
    "Power",
    "Prospect",
    "Question",
    "Rating",
    "Relationship",
    "Role",
    "Scale",
    "Source",
    "Stage",
    "Stakeholder",
    "Stance",
    "State",
    "Strategy",
    "Tie",
    "TieKind",
    "json_schema",
    "parse",
    "plan_schema",
    "slug",
    "words_of",
]
