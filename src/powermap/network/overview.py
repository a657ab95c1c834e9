"""All answers that the ties give without further options, computed when first read.

The module of each is loaded then too: `check` needs two of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from powermap.language.results import ResultList, Tabular
from powermap.model.subject import plan_of_people
from powermap.network.disagreement import (
    Disagreement,
    find_disagreements,
    may_disagree,
    without_mere_contact,
)
from powermap.network.links import Link, directed_links, influencers_by_person
from powermap.network.power import (
    Estimate,
    estimate_from,
    estimate_power,
    listening_to,
)

if TYPE_CHECKING:
    from powermap.language.results import ResultMap, Row
    from powermap.model import AccountPlan, BuyingCenter
    from powermap.model.playbook import Playbook
    from powermap.network.broker import Broker
    from powermap.network.damage import Damages
    from powermap.network.outlook import Outlook
    from powermap.network.reach import Reach
    from powermap.network.resilience import Loss
    from powermap.network.visits import Visit
    from powermap.network.win_first import Win

__all__ = ["Network"]


class Network(Tabular):
    """What the ties of a buying center say.

    Parameters
    ----------
    center : BuyingCenter
        The people and their ties.
    playbook : Playbook
        A company's own tables.
    plan : AccountPlan, optional
        The plan, which knows our team.

    Examples
    --------
    >>> import powermap as pm
    >>> network = pm.judge(pm.northwind()).network
    >>> network.brokers[0].person, network.brokers is network.brokers
    ('robert-falk', True)
    """

    def __init__(
        self,
        center: BuyingCenter,
        playbook: Playbook,
        plan: AccountPlan | None = None,
    ) -> None:
        self.center = center
        self.playbook = playbook
        self.plan = plan or plan_of_people(center)

    def __repr__(self) -> str:
        people = len(self.center)
        ties = len(self.center.ties)
        return f"<Network of {people} people, {ties} ties>"

    def _rows(self) -> list[Row]:
        """Everybody's power."""
        rows: list[Row] = []
        for id, estimate in self.power.items():
            rows.append({"name": self.center[id].name, **estimate.row()})
        return rows

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every direction in which somebody influences somebody."""
        return directed_links(self.center, self.playbook.tie_weights)

    @cached_property
    def influencers(self) -> Mapping[str, Sequence[str]]:
        """Who influences each person directly, as far as a tie says so."""
        return influencers_by_person(self.links)

    @cached_property
    def power(self) -> ResultMap[str, Estimate]:
        """Everybody's power as the ties show it."""
        return estimate_power(self.center)

    @cached_property
    def disagreements(self) -> ResultList[Disagreement]:
        """People whose ties contradict the power that was entered for them."""
        trusted = without_mere_contact(self.center)
        listening = listening_to(trusted)
        if not may_disagree(self.center, listening):
            return ResultList([])
        if trusted is self.center:
            return find_disagreements(self.center, self.power)
        estimates = estimate_from(trusted, listening)
        return find_disagreements(self.center, estimates)

    @cached_property
    def brokers(self) -> ResultList[Broker]:
        """Who stands between others."""
        from powermap.network.broker import brokers

        return brokers(self.center, playbook=self.playbook)

    @cached_property
    def visits(self) -> ResultList[Visit]:
        """Everybody worth a visit, the most rewarding first."""
        from powermap.network.visits import who_next

        # All of them: a chart or report takes as many as it has space for.
        most = max(1, len(self.center))
        return who_next(self.center, most=most, playbook=self.playbook)

    @cached_property
    def reach(self) -> Reach:
        """The fewest people whose support reaches the deciders."""
        from powermap.network.reach import reach

        return reach(self.center, playbook=self.playbook)

    @cached_property
    def damages(self) -> Damages:
        """Who cuts us off from decision makers, without what support does."""
        from powermap.network.damage import damages_of

        return damages_of(self.plan, self.links)

    @cached_property
    def resilience(self) -> ResultList[Loss]:
        """What is lost if somebody leaves, the loss that hurts most first."""
        from powermap.network.resilience import resilience

        return resilience(self.plan, playbook=self.playbook)

    @cached_property
    def outlook(self) -> Outlook:
        """What stances to expect."""
        from powermap.network.sway import sway

        return sway(self.center, playbook=self.playbook)

    @cached_property
    def win_first(self) -> ResultList[Win]:
        """Everybody who can be won, the most support for the effort first."""
        from powermap.network.win_first import win_first

        most = max(1, len(self.center))
        return win_first(self.center, most=most, playbook=self.playbook)
