"""Who leaves, and what is lost then."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

from powermap.language.results import ResultList
from powermap.model.playbook import Playbook
from powermap.model.subject import Subject, plan_of, playbook_of
from powermap.network.access import Leavers
from powermap.network.damage import Damages, damages_of
from powermap.network.links import directed_links
from powermap.network.loss import Loss
from powermap.network.loss_reasons import loss_reason
from powermap.network.reach import STEPS, check_steps
from powermap.network.support_without import SupportWithout

__all__ = ["Loss", "resilience"]

MOST_COMBINED = 100
"""Of so many people, those whose loss hurts most, all pairs are compared."""
MOST_PAIRS = 200
"""So many pairs are returned, since for each the change in support is computed."""
DECIMALS = 9
"""Numbers that differ by less are equal, whatever order they were computed in."""


def resilience(
    subject: Subject,
    *,
    pairs: bool = False,
    steps: int | None = STEPS,
    playbook: Playbook | None = None,
) -> ResultList[Loss]:
    """Who leaves, and what is lost then: the loss that hurts most first.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties; a plan brings our team and its actions.
    pairs : bool, default False
        Whether two leave at the same time, instead of one.
    steps : int or None, default 2
        Over how many links support carries, as for `reach`; None for any number.
    playbook : Playbook, optional
        A company's own tables; its `tie_weights` say which ties carry influence.

    Returns
    -------
    ResultList of Loss
        One for everybody at the customer and on our team; with `pairs` for each two of
        them, up to the 200 that hurt most.

    Raises
    ------
    ModelError
        When `steps` is not allowed.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder, Tie
    >>> ana = Stakeholder("Ana", stance="champion", contact="deep", covered_by="Kim")
    >>> cleo = Stakeholder("Cleo", power="decider")
    >>> center = BuyingCenter("ERP", [ana, cleo], [Tie("ana", "cleo")])
    >>> for loss in resilience(center):
    ...     print(loss.person, loss.deciders_lost, loss.threads_lost)
    ana ('cleo',) ('ana',)
    Kim ('cleo',) ('ana',)
    cleo () ()

    Notes
    -----
    A decision maker is reached when somebody who speaks for us gets to them: champions,
    supporters, and those with whom contact is several or deep and who are not against
    us. As in `reach`, support carries over at most two links, chains that let less
    than 5% through do not count, and people against us pass nothing on. Ties keep
    what they carry, whoever leaves.

    When somebody of our team leaves, those whom only they cover stay where they are
    and pass on what they hear, but nobody speaks with them any longer. Whom nobody is
    named as covering, nobody's leaving takes away. Support does not change.

    What hurts most: the power of the decision makers who are lost; then no champion;
    then nobody whom we know well; then the number of threads; then support; then people
    whom nobody covers, and actions without owner.

    Pairs are made of the 100 people whose loss hurts most, and of all two who together
    cut us off from a decision maker.
    """
    check_steps(steps)
    weights = playbook_of(subject, playbook).tie_weights
    most = 2 if pairs else 1
    plan = plan_of(subject)
    links = directed_links(plan.center, weights)
    damages = damages_of(plan, links, steps=steps, most=most)
    losses = _Losses(damages)
    if pairs:
        return ResultList(losses.pairs())
    return ResultList(losses.singles())


class _Losses:
    """What is known about everybody's leaving, from which single losses are made."""

    def __init__(self, damages: Damages) -> None:
        access = damages.access
        self.graph = access.graph
        self.damages = damages
        self.ids = [*self.graph.nodes, *access.ours]
        self.names = [person.name for person in self.graph.people]
        self.names += access.ours
        stances = [person.stance for person in self.graph.people]
        known = sum(stance is not None for stance in stances)
        self.has_levels = 2 * known >= len(stances)
        self.support = SupportWithout(self.graph)
        self.support_changes: dict[Leavers, float | None] = {}

    def singles(self) -> list[Loss]:
        """Everybody, whose loss hurts most first."""
        return [self._loss(leavers) for leavers in self._order_of_singles()]

    def pairs(self) -> list[Loss]:
        """The pairs whose loss hurts most."""
        singles = self._order_of_singles()[:MOST_COMBINED]
        candidates = {one | two for one, two in combinations(singles, 2)}
        candidates |= {group for group in self.damages.cut_offs if len(group) == 2}
        # What both do to support together is computed only for those that are worst by
        # all else and by the sum of what each does alone.
        rough = {pair: self._severity(pair, self._rough(pair)) for pair in candidates}
        chosen = sorted(rough, key=rough.__getitem__)[:MOST_PAIRS]
        chosen.sort(key=lambda pair: self._severity(pair, self._support_change(pair)))
        return [self._loss(pair) for pair in chosen]

    def _order_of_singles(self) -> list[Leavers]:
        singles = [frozenset({one}) for one in range(len(self.names))]
        singles.sort(key=lambda single: self._severity(single, self._rough(single)))
        return singles

    def _rough(self, leavers: Leavers) -> float:
        alone = [self._support_change(frozenset({one})) for one in leavers]
        return math.fsum(change or 0.0 for change in alone)

    def _support_change(self, leavers: Leavers) -> float | None:
        if leavers not in self.support_changes:
            people = len(self.graph.people)
            gone = {one for one in leavers if one < people}
            self.support_changes[leavers] = self.support.change(gone)
        return self.support_changes[leavers]

    def _severity(self, leavers: Leavers, support: float | None) -> tuple[object, ...]:
        """How much a loss hurts, as a key that sorts the worst first."""
        damage = self.damages.of(leavers)
        return (
            -round(damage.power, DECIMALS),
            not damage.champion,
            not damage.places,
            -len(damage.threads),
            round(support or 0.0, DECIMALS),
            -len(damage.uncovered),
            -len(damage.actions),
            sorted(leavers),
        )

    def _loss(self, leavers: Leavers) -> Loss:
        damage = self.damages.of(leavers)
        support = self._support_change(leavers)
        first, *others = sorted(leavers)
        people = len(self.graph.people)
        loss = Loss(
            person=self.ids[first],
            name=self.names[first],
            is_ours=first >= people,
            deciders_lost=self.graph.ids(damage.deciders),
            reach_lost=damage.share,
            threads_lost=self.graph.ids(damage.threads),
            sole_champion=damage.champion,
            no_contact_at=damage.places,
            uncovered=self.graph.ids(damage.uncovered),
            actions_lost=damage.actions,
            support_change=support,
            because=loss_reason(
                damage,
                support,
                self.graph,
                several_places=self.damages.several_places,
                has_levels=self.has_levels,
            ),
        )
        for second in others:
            loss = replace(
                loss,
                together_with=self.ids[second],
                together_with_name=self.names[second],
                together_with_ours=second >= people,
            )
        return loss
