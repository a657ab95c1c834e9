"""How many people have what facts are read from: enough for the value of a fact.

What-ifs and worlds ask for the facts of thousands of plans that differ in a few people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from powermap.judgment.need_sums import NeedSums, weigh_needs
from powermap.model import Power, Scale, Stakeholder, Stance
from powermap.model.axes import power_of

__all__ = ["Tally", "tally_of"]


# Not counters, which take several times as long to copy.
def _no_stances() -> dict[Stance | None, int]:
    return dict.fromkeys((*Stance, None), 0)


def _no_needs() -> dict[bool | None, int]:
    return {True: 0, False: 0, None: 0}


@dataclass(slots=True)
class Tally:
    """Counts of people.

    Parameters
    ----------
    people : int
        Everybody.
    stances, deciders : dict of Stance or None to int
        Everybody, and those who decide, by stance.
    organization_needs : dict of bool or None to int
        Whether we meet what the organization wants through them.
    needs : NeedSums
        How much power has its needs met.
    """

    people: int = 0
    stances: dict[Stance | None, int] = field(default_factory=_no_stances)
    deciders: dict[Stance | None, int] = field(default_factory=_no_stances)
    organization_needs: dict[bool | None, int] = field(default_factory=_no_needs)
    needs: NeedSums = field(default_factory=NeedSums)

    def has(self, stances: Iterable[Stance]) -> bool:
        """Whether anybody has one of some stances."""
        return any(self.stances[stance] for stance in stances)

    def count(self, person: Stakeholder, scale: Scale, times: int = 1) -> None:
        """Count a person in, or out when `times` is −1."""
        self.people += times
        self.stances[person.stance] += times
        if power_of(person, scale) is Power.DECIDER:
            self.deciders[person.stance] += times
        self.organization_needs[person.meets_organization_needs] += times
        weigh_needs(person, scale, self.needs, times)

    def with_change(
        self, scale: Scale, old: Stakeholder | None, new: Stakeholder | None
    ) -> Tally:
        """The counts after somebody was replaced, came (old None) or left (new None)."""
        changed = Tally(
            self.people,
            self.stances.copy(),
            self.deciders.copy(),
            self.organization_needs.copy(),
            self.needs.copy(),
        )
        if old is not None:
            changed.count(old, scale, -1)
        if new is not None:
            changed.count(new, scale)
        return changed

    def with_stance(
        self, scale: Scale, person: Stakeholder, stance: Stance | None
    ) -> Tally:
        """The counts after somebody took another stance; the rest is shared."""
        deciders = self.deciders
        if power_of(person, scale) is Power.DECIDER:
            deciders = _moved(deciders, person.stance, stance)
        return Tally(
            self.people,
            _moved(self.stances, person.stance, stance),
            deciders,
            self.organization_needs,
            self.needs,
        )


def _moved(
    counts: Mapping[Stance | None, int], old: Stance | None, new: Stance | None
) -> dict[Stance | None, int]:
    """Counts by stance after one person went from one to another."""
    moved = dict(counts)
    moved[old] -= 1
    moved[new] += 1
    return moved


def tally_of(people: Iterable[Stakeholder], scale: Scale) -> Tally:
    """The counts of some people.

    Examples
    --------
    >>> ana = Stakeholder("Ana", stance="champion", power="decider")
    >>> tally = tally_of([ana], Scale())
    >>> tally.people, tally.deciders[Stance.CHAMPION]
    (1, 1)
    """
    tally = Tally()
    for person in people:
        tally.count(person, scale)
    return tally
