"""What would be lost if somebody left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.language import Listed, Reason, Signed

if TYPE_CHECKING:
    from powermap.language.results import Row
    from powermap.language.values import Value

__all__ = ["Loss"]


@dataclass(frozen=True, slots=True, repr=False)
class Loss:
    """What would be lost if somebody left, or two people together.

    Parameters
    ----------
    person : str
        Id; of somebody on our team the name.
    name : str
        What the person is called.
    is_ours : bool
        Whether the person is on our team.
    deciders_lost : tuple of str
        Ids of the decision makers whom we reach today and would no longer reach.
        Whoever leaves is not among them.
    reach_lost : float
        Their power as a part of the power of all decision makers whom we reach today
        and who stay, 0 to 1.
    threads_lost : tuple of str
        Ids of those with whom contact is several or deep, who are not against us, and
        with whom we would be out of touch: whoever leaves, and those whom only
        leavers of our team cover.
    sole_champion : bool
        Whether there is a champion today and none would remain whom we can speak with.
    no_contact_at : tuple of str
        Where nobody would remain with whom contact is several or deep: organizations
        where people of several are known, else the buying center.
    uncovered : tuple of str
        Ids of those who stay and whom nobody else of our team covers.
    actions_lost : tuple of str
        Open actions that would lose their owner.
    support_change : float or None
        How much support, weighted by power, changes, as `sway` has it. None when
        nobody's power is known among those who stay.
    because : Reason
        All this in words.
    together_with, together_with_name : str or None
        The second person, where two leave.
    together_with_ours : bool
        Whether the second one is on our team.
    """

    person: str
    name: str
    is_ours: bool
    deciders_lost: tuple[str, ...]
    reach_lost: float
    threads_lost: tuple[str, ...]
    sole_champion: bool
    no_contact_at: tuple[str, ...]
    uncovered: tuple[str, ...]
    actions_lost: tuple[str, ...]
    support_change: float | None
    because: Reason
    together_with: str | None = None
    together_with_name: str | None = None
    together_with_ours: bool = False

    @property
    def who(self) -> tuple[Value, ...]:
        """What those who leave are called, and whether they are on our team."""
        people = [(self.name, self.is_ours)]
        if self.together_with_name is not None:
            people.append((self.together_with_name, self.together_with_ours))
        called: list[Value] = []
        for name, is_ours in people:
            called.append(Reason("loss.ours", name=name) if is_ours else name)
        return tuple(called)

    @property
    def is_more_than_support(self) -> bool:
        """Whether anything is lost but support."""
        return bool(
            self.deciders_lost
            or self.threads_lost
            or self.sole_champion
            or self.uncovered
            or self.actions_lost
        )

    def row(self) -> Row:
        """Its values by column."""
        support = None
        if self.support_change is not None:
            support = Signed(self.support_change)
        return {
            "name": Listed(self.who, "and"),
            "deciders_lost": len(self.deciders_lost),
            "threads_lost": len(self.threads_lost),
            "support_change": support,
            "because": self.because,
        }

    def __repr__(self) -> str:
        who = " + ".join(filter(None, (self.person, self.together_with)))
        deciders = len(self.deciders_lost)
        threads = len(self.threads_lost)
        return f"<Loss {who}: {deciders} deciders, {threads} threads>"
