"""Ties as directed links, with the share of an opinion that gets through.

What a kind of tie carries is a table of the playbook: ``influences`` and
``listens_to`` say it outright, a boss influences a report more than the other way
round, talk and friendship carry a little both ways, conflict nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping
from powermap.language import Percent
from powermap.language.results import ResultList, Row
from powermap.model import BuyingCenter, Tie, TieKind
from powermap.model.playbook import Playbook
from powermap.model.subject import Subject, center_of, playbook_of

if TYPE_CHECKING:
    from powermap.model.playbook.defaults import TieWeights

__all__ = ["INFLUENCE", "Link", "directed_links", "influencers_by_person", "links"]

INFLUENCE = frozenset({TieKind.INFLUENCES, TieKind.LISTENS_TO})
"""Ties that say outright who influences whom."""


@dataclass(frozen=True, slots=True, repr=False)
class Link:
    """One direction of a tie: the source influences the target.

    Parameters
    ----------
    source, target : str
        Ids; the source is who influences.
    share : float
        Above 0 and below 1: how much of an opinion gets through.
    tie : Tie
        Where it comes from.
    """

    source: str
    target: str
    share: float
    tie: Tie

    def row(self) -> Row:
        """Its values by column."""
        return {
            "from": self.source,
            "to": self.target,
            "share": Percent(self.share),
            "kind": self.tie.kind,
        }

    def __repr__(self) -> str:
        return f"<Link {self.source} → {self.target}: {self.share:.0%}>"


def links(subject: Subject, *, playbook: Playbook | None = None) -> ResultList[Link]:
    """Every direction in which somebody influences somebody, in the order of the ties.

    The strongest tie of a kind carries what the playbook's `tie_weights` say, others
    in proportion to their strength. A tie of unknown strength counts as the median of
    its kind.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    playbook : Playbook, optional
        A company's own tables; powermap's when not given.

    Returns
    -------
    ResultList of Link

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> people = [Stakeholder("Ana"), Stakeholder("Ben")]
    >>> [link] = links(BuyingCenter("ERP", people, [Tie("ana", "ben", "listens_to")]))
    >>> link.source, link.target, link.share
    ('ben', 'ana', 0.8)
    """
    center = center_of(subject)
    weights = playbook_of(subject, playbook).tie_weights
    return ResultList(directed_links(center, weights))


def directed_links(center: BuyingCenter, weights: TieWeights) -> tuple[Link, ...]:
    """The links of a buying center under a table of tie weights."""
    relative = _RelativeStrength(center)
    directed: list[Link] = []
    for tie in center.ties:
        strength = relative.of(tie)
        forward, backward = weights[tie.kind]

        # A link of no share would be an edge for searches that count steps, and −log of
        # it is infinite.
        if forward > 0:
            share = forward * strength
            directed.append(Link(tie.source, tie.target, share, tie))
        if backward > 0:
            share = backward * strength
            directed.append(Link(tie.target, tie.source, share, tie))
    return tuple(directed)


def influencers_by_person(links: Iterable[Link]) -> Mapping[str, Sequence[str]]:
    """Who influences each person directly, as far as a tie says so outright."""
    influencers: dict[str, list[str]] = {}
    for link in links:
        kind = link.tie.kind
        # A boss influences a report; a friend or a contact need not.
        from_boss = kind is TieKind.REPORTS_TO and link.source == link.tie.target
        if kind in INFLUENCE or from_boss:
            influencers.setdefault(link.target, []).append(link.source)
    return FrozenMapping({id: tuple(ids) for id, ids in influencers.items()})


class _RelativeStrength:
    """Strengths as a share of the strongest tie of the same kind.

    Kinds are compared only with themselves, since their strengths may have
    different units: calls a week for one, a score for another.
    """

    def __init__(self, center: BuyingCenter) -> None:
        known: defaultdict[TieKind, list[float]] = defaultdict(list)
        for tie in center.ties:
            if tie.strength is not None:
                known[tie.kind].append(tie.strength)

        self._strongest: dict[TieKind, float] = {}
        self._usual: dict[TieKind, float] = {}
        for kind, strengths in known.items():
            strongest = max(strengths)
            self._strongest[kind] = strongest
            # The median rather than the mean: one very strong tie must not decide what
            # an unknown one is worth.
            self._usual[kind] = _median(strengths) / strongest

    def of(self, tie: Tie) -> float:
        if tie.strength is None:
            # Where no strength of the kind is known nothing tells the ties apart, so
            # all count in full.
            return self._usual.get(tie.kind, 1.0)
        strongest = self._strongest[tie.kind]
        return tie.strength / strongest


# The module of the standard library takes longer to load than all of a graph to make.
def _median(values: Sequence[float]) -> float:
    ascending = sorted(values)
    middle = len(ascending) // 2
    if len(ascending) % 2:
        return ascending[middle]
    return (ascending[middle - 1] + ascending[middle]) / 2
