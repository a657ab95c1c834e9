"""How much stands on the cards of a chart of changes, and how close they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["ROOMY", "TIGHTER", "Density"]


MOST_NOTES = 3
"""Of each kind at the foot."""


@dataclass(frozen=True, slots=True)
class Density:
    """What the cells of a chart of changes show.

    Parameters
    ----------
    head, foot : float
        Above and below the cards of a cell.
    between : float
        From a card to the next below.
    hints : bool
        Whether cells say what their role means.
    low_outlines : bool
        Whether an outline has one line: the name, and the new role where it fits.
    chips : bool
        Whether those of whom nothing changed are a disc and a name, without a card.
    roles : bool
        Whether a card says the change of role that its outline shows already.
    titles : bool
        Whether cards of those who are new or changed have their titles.
    notes : int
        The most of each kind of notes at the foot, beside their counts.
    """

    head: float = 60.0
    foot: float = 18.0
    between: float = 16.0
    hints: bool = True
    low_outlines: bool = False
    chips: bool = False
    roles: bool = True
    titles: bool = True
    notes: int = MOST_NOTES


ROOMY = Density()
_TIGHT = replace(ROOMY, head=42.0, foot=14.0, between=11.0, hints=False)
_LOW = replace(_TIGHT, low_outlines=True)
_WITH_CHIPS = replace(_LOW, chips=True)
_WITHOUT_ROLES = replace(_WITH_CHIPS, roles=False)
_WITH_FEW_NOTES = replace(_WITHOUT_ROLES, notes=1)
_WITH_COUNTS = replace(_WITHOUT_ROLES, notes=0)
_WITHOUT_TITLES = replace(_WITH_COUNTS, titles=False)
TIGHTER = (
    _TIGHT,
    _LOW,
    _WITH_CHIPS,
    _WITHOUT_ROLES,
    _WITH_FEW_NOTES,
    _WITH_COUNTS,
    _WITHOUT_TITLES,
)
"""For a page that may not grow, in this order: what is missed least goes first."""
