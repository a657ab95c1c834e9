"""Whom to see next, and who can introduce us."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping
from powermap.language import Capitalized, Listed, Percent, Reason, sentences
from powermap.language.results import ResultList, Row
from powermap.model import Contact, Involvement, Power, Stance
from powermap.model.axes import involvement_of, power_of
from powermap.model.playbook import Playbook
from powermap.model.subject import Subject
from powermap.network.influence_graph import (
    KNOWN_WELL,
    InfluenceGraph,
    check_most,
    graph_of,
)
from powermap.network.links import Link
from powermap.network.paths import arrow_of
from powermap.network.stance_words import contact_reason, stance_reason
from powermap.network.strongest_paths import strength_of, strongest_paths

if TYPE_CHECKING:
    from powermap.language.values import Value

__all__ = ["Visit", "who_next"]

# The tables are judgments, not measurements; only their order is argued for.
STANCE_NEED: Mapping[Stance | None, float] = FrozenMapping(
    {
        None: 1.0,  # may be anything: nothing is worth more to know
        Stance.NEUTRAL: 0.9,  # can still be won, and by others too
        Stance.OPPONENT: 0.7,  # worth winning, but it takes more than one visit
        Stance.SUPPORTER: 0.4,  # with us; can be made a champion
        Stance.ENEMY: 0.2,  # works for a rival: a visit seldom changes that
        Stance.CHAMPION: 0.1,  # with us already
    }
)
"""How much there is to win by seeing somebody of a stance."""
CONTACT_NEED: Mapping[Contact | None, float] = FrozenMapping(
    {
        None: 1.0,
        Contact.NONE: 1.0,
        Contact.BRIEF: 0.8,
        Contact.SEVERAL: 0.4,
        Contact.DEEP: 0.2,
    }
)
"""How much is missing in what we know: a fifth visit brings less than the first."""
INVOLVEMENT_NEED: Mapping[Involvement | None, float] = FrozenMapping(
    {
        Involvement.HIGH: 1.0,  # acts on it now
        None: 0.8,
        Involvement.LOW: 0.6,  # acts on it later or not at all
    }
)
"""How much a visit does now."""
OWN_ACCESS: Mapping[Contact | None, float] = FrozenMapping(
    {
        Contact.DEEP: 1.0,
        Contact.SEVERAL: 0.8,
        Contact.BRIEF: 0.5,
        Contact.NONE: 0.3,  # a cold call
        None: 0.3,
    }
)
"""How likely we get in by our own contact; a chain counts by its strength."""
VETO_WORTH = 0.75
"""Of somebody who can veto: that of a decider in the middle of the upper half."""
UNKNOWN_POWER_WORTH = 0.25
"""Of somebody of unknown power: may decide, but comes after all who are known to."""


DECIMALS = 9
"""Scores that differ by less are equal, whatever order they were computed in."""


@dataclass(frozen=True, slots=True, repr=False)
class Visit:
    """Somebody to see next.

    Parameters
    ----------
    person : str
        Id.
    name : str
        What the person is called.
    through : tuple of str
        Ids of those who lead there, from one on our side to the last before the
        person; empty when we go ourselves.
    score : float
        0 to 1: worth × need × access, as `who_next` explains.
    because : Reason
        The reason.
    """

    person: str
    name: str
    through: tuple[str, ...]
    score: float
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {
            "name": self.name,
            "score": Percent(self.score),
            "because": self.because,
        }

    def __repr__(self) -> str:
        score = f"{self.score:.0%}"
        return f"<Visit {self.person}: {score}>"


def who_next(
    subject: Subject, *, most: int = 5, playbook: Playbook | None = None
) -> ResultList[Visit]:
    """Whom to see next, why, and through whom, the most rewarding first.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    most : int, default 5
        How many people at most.
    playbook : Playbook, optional
        A company's own tables; its `tie_weights` say what each kind of tie carries.

    Returns
    -------
    ResultList of Visit
        Champions of deep contact are never among them, nor people who, as far as is
        known, influence no decider.

    Raises
    ------
    ModelError
        When `most` is not a whole number from 1.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder, Tie
    >>> ana = Stakeholder("Ana", stance="champion", contact="deep")
    >>> cleo = Stakeholder("Cleo", power=9)
    >>> [visit] = who_next(BuyingCenter("ERP", [ana, cleo], [Tie("ana", "cleo")]))
    >>> visit.person, visit.through, round(visit.score, 3)
    ('cleo', ('ana',), 0.576)
    >>> print(visit.because)
    Decides; stance unknown, contact unknown. Ana can introduce us (80%).

    Notes
    -----
    The score is a product, and its tables are data of this module:

    - worth: for a decider the power, measured from the low end of the scale (0 to 1;
      for a word the center of its half); for others the most of a decider's power
      that they influence over the strongest chain; at least `VETO_WORTH` for somebody
      who can stop the purchase and `UNKNOWN_POWER_WORTH` where power is unknown;
    - need: `STANCE_NEED` × `CONTACT_NEED` × `INVOLVEMENT_NEED`;
    - access: the larger of `OWN_ACCESS`, by our own contact, and the strength of the
      strongest chain from people on our side (those of `paths_to`) around opponents
      and enemies. Whom we know well we see ourselves; to others a chain leads where
      there is one. A decider to whom no one leads stays in the list, as a cold call,
      and the reason says so.
    """
    check_most(most)
    graph = graph_of(subject, playbook)

    answers = _Visits(graph)
    chosen = answers.in_order()[:most]
    return ResultList(answers.visit(node) for node in chosen)


class _Visits:
    """Everything that `who_next` weighs, for one buying center."""

    def __init__(self, graph: InfluenceGraph) -> None:
        self.graph = graph
        self.ours = frozenset(graph.on_our_side)
        # A decider of less than full power starts with a cost, so that the strength
        # of a chain to them is the part of a decider's power that it influences.
        deciders = {}
        for node in graph.deciders:
            power = graph.power(node) or 1.0
            deciders[node] = -math.log(power)

        ours = dict.fromkeys(sorted(self.ours), 0.0)
        against = graph.against_us
        self.to_deciders = strongest_paths(graph.incoming, deciders, against)
        self.from_ours = strongest_paths(graph.outgoing, ours, against)
        # Only to tell "no path" from "only through opponents" in the reason; never used
        # to suggest a way.
        self.from_ours_anyhow = strongest_paths(graph.outgoing, ours, ())
        self.scores = [self._score(node) for node in range(len(graph.people))]

    def in_order(self) -> list[int]:
        """Nodes of those worth a visit, the most rewarding first."""
        nodes = [node for node, score in enumerate(self.scores) if score > 0]
        # The sort is stable, so equal scores stay in the order of the people.
        nodes.sort(key=lambda node: -round(self.scores[node], DECIMALS))
        return nodes

    def visit(self, node: int) -> Visit:
        person = self.graph.people[node]
        return Visit(
            person=person.id,
            name=person.name,
            through=tuple(link.source for link in self._chain(node)),
            score=self.scores[node],
            because=self._reason(node),
        )

    def _score(self, node: int) -> float:
        person = self.graph.people[node]
        # Nothing left to win or to learn.
        if person.stance is Stance.CHAMPION and person.contact is Contact.DEEP:
            return 0.0
        involvement = involvement_of(person, self.graph.scale)
        return (
            self._worth(node)
            * STANCE_NEED[person.stance]
            * CONTACT_NEED[person.contact]
            * INVOLVEMENT_NEED[involvement]
            * self._access(node)
        )

    def _worth(self, node: int) -> float:
        person = self.graph.people[node]
        worth = self.to_deciders.strength(node)
        if person.can_veto:
            worth = max(worth, VETO_WORTH)
        if person.power is None:
            worth = max(worth, UNKNOWN_POWER_WORTH)
        return worth

    def _access(self, node: int) -> float:
        contact = self.graph.people[node].contact
        # The better of the two, not both together: we go there once.
        return max(
            OWN_ACCESS[contact],
            self._introduction(node),
        )

    def _introduction(self, node: int) -> float:
        """Strength of the chain that leads to somebody, 0 when none does."""
        if self._can_be_introduced(node):
            return self.from_ours.strength(node)
        return 0.0

    def _can_be_introduced(self, node: int) -> bool:
        if node not in self.from_ours:
            return False
        return not self._goes_directly(node)

    def _goes_directly(self, node: int) -> bool:
        """Whether we need nobody who leads there."""
        if node in self.ours:
            return True
        contact = self.graph.people[node].contact
        return contact in KNOWN_WELL

    def _chain(self, node: int) -> tuple[Link, ...]:
        """The chain to use, if any.

        For somebody briefly known only when it gives more access than we have.
        """
        if not self._can_be_introduced(node):
            return ()
        contact = self.graph.people[node].contact
        if contact is Contact.BRIEF:
            own = OWN_ACCESS[contact]
            if self._introduction(node) <= own:
                return ()
        return self.from_ours.chain_to(node, self.graph.nodes)

    def _reason(self, node: int) -> Reason:
        """What somebody is worth, what is missing, and who leads there."""
        person = self.graph.people[node]
        summary = Reason(
            "visit.because",
            worth=Capitalized(Listed(self._worth_reasons(node))),
            stance=stance_reason(person),
            contact=contact_reason(person),
        )
        return sentences([summary, self._access_reason(node)])

    def _worth_reasons(self, node: int) -> list[Value]:
        person = self.graph.people[node]
        reasons: list[Value] = []
        if power_of(person, self.graph.scale) is Power.DECIDER:
            reasons.append(Reason("visit.decides"))
        elif node in self.to_deciders:
            chain = self.to_deciders.chain_from(node, self.graph.nodes)
            [decider] = self.graph.people_of([chain[-1].target])
            reasons.append(
                Reason(
                    "visit.influences",
                    name=decider.name,
                    strength=Percent(strength_of(chain)),
                )
            )
        if person.can_veto:
            reasons.append(Reason("visit.veto"))
        if person.power is None:
            reasons.append(Reason("visit.power_unknown"))
        return reasons

    def _access_reason(self, node: int) -> Reason:
        chain = self._chain(node)
        if chain:
            people = self.graph.people_of(link.source for link in chain)
            return Reason(
                "visit.introduced" if len(chain) == 1 else "visit.introduced_in_turn",
                people=arrow_of(people),
                strength=Percent(self._introduction(node)),
            )

        contact = self.graph.people[node].contact
        if node in self.ours and contact in {None, Contact.NONE}:
            return Reason("visit.on_our_side")
        if self._goes_directly(node) or contact is Contact.BRIEF:
            return Reason("visit.own_contact")
        if node in self.from_ours_anyhow:
            return Reason("visit.only_against")
        return Reason("visit.no_path")
