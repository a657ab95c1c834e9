"""Ties as links along which one person sways another, with the share of an opinion that gets across.

What a kind of tie carries is a table, and a house may replace it: ``influences`` and ``listens_to`` say it outright,
a boss sways a report more than the other way round, talk and friendship carry a little both ways, conflict nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from powermap.model import BuyingCenter, Tie, TieKind
from powermap.model.playbook.defaults import TIE_WEIGHTS, TieWeights
from powermap.model.subject import center_of

Carries = TieWeights
CARRIES: Carries = TIE_WEIGHTS


@dataclass(frozen=True, slots=True)
class Link:
    """One direction of a tie: the source sways the target.

    Parameters
    ----------
    source, target : str
        Ids; the source is who sways.
    share : float
        Above 0 and below 1, how much gets across.
    tie : Tie
        Where it comes from.
    """

    source: str
    target: str
    share: float
    tie: Tie


def links(center: BuyingCenter, *, carries: Carries = CARRIES) -> tuple[Link, ...]:
    """Every direction in which somebody sways somebody, in the order of the ties.

    The strongest tie of a kind carries what the table says, others in proportion to their strength; a tie of unknown
    strength counts as the median of its kind.

    Parameters
    ----------
    center : BuyingCenter
        The people and their ties.
    carries : mapping of TieKind to (forwards, backwards)
        The table.

    Returns
    -------
    tuple of Link

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> people = [Stakeholder("Ana"), Stakeholder("Ben")]
    >>> [link] = links(BuyingCenter("ERP", people, [Tie("ana", "ben", "listens_to")]))
    >>> link.source, link.target, link.share
    ('ben', 'ana', 0.8)
    """
    center = center_of(center)
    known: defaultdict[TieKind, list[float]] = defaultdict(list)
    for tie in center.ties:
        if tie.strength is not None:
            known[tie.kind].append(tie.strength)
    most = {kind: max(strengths) for kind, strengths in known.items()}
    usual = {kind: median(strengths) / most[kind] for kind, strengths in known.items()}
    found: list[Link] = []
    for tie in center.ties:
        part = (
            tie.strength / most[tie.kind]
            if tie.strength is not None
            else usual.get(tie.kind, 1.0)
        )
        forwards, backwards = carries[tie.kind]
        if forwards > 0:
            found.append(Link(tie.source, tie.target, forwards * part, tie))
        if backwards > 0:
            found.append(Link(tie.target, tie.source, backwards * part, tie))
    return tuple(found)
