"""The ties of several plans as one list without two managers or circles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from powermap.language import Quoted, Reason
from powermap.model import BuyingCenter, Tie, TieKind

__all__ = ["combine_ties"]


def combine_ties(
    centers: Sequence[BuyingCenter],
    labels: Sequence[str],
    ids: Sequence[Mapping[str, str]],
    notes: list[Reason],
) -> list[Tie]:
    """Every tie once, as the latest plan has it; who reports to whom from one plan."""
    ties: dict[tuple[str, str, TieKind], Tie] = {}
    managers: dict[str, str] = {}
    # The latest plan first: its reporting lines stand, and others must fit to them.
    for center, label, new_ids in reversed(
        list(zip(centers, labels, ids, strict=True))
    ):
        for tie in center.ties:
            moved = tie.revised(source=new_ids[tie.source], target=new_ids[tie.target])
            key = (moved.source, moved.target, moved.kind)
            if key in ties:
                ties[key] = _filled(ties[key], moved)
                if _differ(ties[key], moved):
                    notes.append(_other_tie(center, tie))
            elif moved.kind is not TieKind.REPORTS_TO:
                ties[key] = moved
            elif moved.source in managers or _is_above(moved, managers):
                notes.append(_left_out(center, tie, label))
            else:
                managers[moved.source] = moved.target
                ties[key] = moved
    return list(ties.values())


def _filled(tie: Tie, older: Tie) -> Tie:
    """A tie with what only the older plan knows of it."""
    known: dict[str, Any] = {}
    for field in ("strength", "said_by", "note"):
        if getattr(tie, field) is None:
            known[field] = getattr(older, field)
    return tie.revised(**known)


def _differ(tie: Tie, older: Tie) -> bool:
    """Whether an older plan knows a tie otherwise; who said it is not compared."""
    for field in ("strength", "note"):
        known = getattr(older, field)
        if known is not None and known != getattr(tie, field):
            return True
    return False


def _other_tie(center: BuyingCenter, tie: Tie) -> Reason:
    return Reason(
        "message.combining.tie",
        person=Quoted(center[tie.source].name),
        other=Quoted(center[tie.target].name),
    )


def _is_above(tie: Tie, managers: Mapping[str, str]) -> bool:
    """Whether the person stands above the manager that the tie would give them."""
    person = tie.target
    while person in managers:
        person = managers[person]
        if person == tie.source:
            return True
    return person == tie.source


def _left_out(center: BuyingCenter, tie: Tie, label: str) -> Reason:
    return Reason(
        "message.combining.line",
        person=Quoted(center[tie.source].name),
        manager=Quoted(center[tie.target].name),
        source=Quoted(label),
    )
