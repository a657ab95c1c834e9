"""Who and what is known: the buying center, its people and their ties. Frozen, checked, blind to output."""

from .center import BuyingCenter, json_schema
from .slug import slug
from .stakeholder import Level, Scale, Stakeholder, Tie
from .vocabulary import (
    VOCABULARIES,
    Contact,
    Involvement,
    OrganizationNeed,
    PersonalNeed,
    Power,
    Role,
    Stance,
    TieKind,
    parse,
    words_of,
)

__all__ = [
    "VOCABULARIES",
    "BuyingCenter",
    "Contact",
    "Involvement",
    "Level",
    "OrganizationNeed",
    "PersonalNeed",
    "Power",
    "Role",
    "Scale",
    "Stakeholder",
    "Stance",
    "Tie",
    "TieKind",
    "json_schema",
    "parse",
    "slug",
    "words_of",
]
