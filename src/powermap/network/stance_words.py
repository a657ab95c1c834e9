"""Stance and contact of somebody as parts of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.language import Reason

if TYPE_CHECKING:
    from powermap.model import Stakeholder

__all__ = ["contact_reason", "stance_reason"]


def stance_reason(person: Stakeholder) -> Reason:
    """The stance of somebody, as a part of a sentence."""
    stance = person.stance.value if person.stance else "unknown"
    return Reason(f"visit.stance_{stance}")


def contact_reason(person: Stakeholder) -> Reason:
    """How well we know somebody, as a part of a sentence."""
    contact = person.contact.value if person.contact else "unknown"
    return Reason(f"visit.contact_{contact}")
