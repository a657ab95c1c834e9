"""What notes say, as the evidence that a record keeps: the words, whose, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from powermap.proposals.verbatim import tidy

if TYPE_CHECKING:
    from powermap.model import Tie
    from powermap.proposals.proposal import Change

__all__ = ["add_line", "evidence_line", "tie_evidence"]


def evidence_line(change: Change) -> str:
    """A quote as one line: who said it, when, and what.

    Examples
    --------
    >>> from powermap.proposals import Change
    >>> change = Change("ana", quote="We will sign", source="Kim", day="2026-11-28")
    >>> print(evidence_line(change))
    Kim, 2026-11-28: We will sign
    """
    day = change.day.isoformat() if change.day else None
    origin = ", ".join(each for each in (change.source, day) if each)
    quote = tidy(change.quote or "")
    # Without quotation marks, as tables and pictures put their own around it.
    return f"{origin}: {quote}" if origin else quote


def add_line(text: str | None, line: str) -> str:
    """A text with a further line; as it is when it has the line already."""
    lines = text.split("\n") if text else []
    return "\n".join(lines if line in lines else [*lines, line])


def tie_evidence(tie: Tie | None, change: Change) -> dict[str, Any]:
    """Who said so, and in which words, in the fields of a tie."""
    note = tie.note if tie else None
    said_by = tie.said_by if tie else None
    return {
        "said_by": change.source or said_by,
        "note": add_line(note, evidence_line(change)),
    }
