"""What stances to expect: of one person, of those who move, and of all."""

from __future__ import annotations

from dataclasses import dataclass

from powermap.language import Reason, Signed
from powermap.language.results import OneRow, ResultList, ResultMap, Row
from powermap.model import Stance

LEANINGS = {1: "leans_more", -1: "leans_less", 0: "leans_as_most"}
"""The sentence for each leaning."""

__all__ = ["Move", "Opinion", "Outlook", "opinion_reason", "signed"]


@dataclass(frozen=True, slots=True, repr=False)
class Opinion:
    """What is expected of one person.

    Parameters
    ----------
    person : str
        Id.
    entered : Stance or None
        The stance in the buying center, before any change.
    before, after : float
        The opinion expected without and with the changes, −1 to 1; 0 while nothing is
        known.
    expected_before, expected : Stance or None
        The words nearest to them, of two equally near the one nearer to neutral. None
        while nothing is known (the stance is unknown, and nobody with a stance
        influences the person), and where fewer than half of the stances are known.
    leaning : int or None
        1 when the person leans more in favor than most, −1 when less, else 0; None
        while nothing is known.
    """

    person: str
    entered: Stance | None
    before: float
    after: float
    expected_before: Stance | None
    expected: Stance | None
    leaning: int | None

    def row(self) -> Row:
        """Its values by column."""
        before: Reason | None = opinion_reason(self.before, self.expected_before)
        after = opinion_reason(self.after, self.expected)
        # Known, but with too few stances for a word: only the direction is said.
        if self.leaning is not None and self.expected is None:
            before = None
            after = Reason(f"sway.{LEANINGS[self.leaning]}")
        return {"stance": self.entered, "before": before, "after": after}

    def __repr__(self) -> str:
        return f"<Opinion {self.person}: {self.before:+.2f} → {self.after:+.2f}>"


@dataclass(frozen=True, slots=True, repr=False)
class Move:
    """Somebody whose expected opinion changes.

    Parameters
    ----------
    person : str
        Id.
    name : str
        What the person is called.
    by : float
        After minus before.
    through : str or None
        Id of whoever carries most of it to the person; None for those whose own
        stance was changed.
    because : Reason
        The move.
    """

    person: str
    name: str
    by: float
    through: str | None
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {
            "name": self.name,
            "change": Signed(self.by),
            "because": self.because,
        }

    def __repr__(self) -> str:
        change = f"{self.by:+.2f}"
        return f"<Move {self.person}: {change}>"


@dataclass(frozen=True, slots=True, repr=False)
class Outlook(OneRow):
    """What is expected of all.

    Parameters
    ----------
    people : ResultMap of id to Opinion
        In the order of the buying center.
    support_before, support : float or None
        The mean of opinions without and with the changes, weighted by power, −1 to 1;
        whoever nothing is known of counts as 0. None when nobody's power is known.
        To be compared with each other, and not to be quoted without `has_levels`.
    left : tuple of str
        Ids of those who are assumed to leave; they are not among the people.
    unknown : tuple of str
        Ids of those of whom nothing is known after the changes.
    left_out : int
        How many people's power is unknown, so that they are not counted.
    moved : ResultList of Move
        The largest move first.
    has_levels : bool
        Whether half of the stances are known. Else only who leans more or less in
        favor than most is said, never how far.
    converged : bool
        Whether the opinions settled.
    iterations : int
        Rounds until they did, the larger of before and after; 0 when the equations
        were solved at once.
    because : Reason
        The whole.
    """

    people: ResultMap[str, Opinion]
    support_before: float | None
    support: float | None
    left: tuple[str, ...]
    unknown: tuple[str, ...]
    left_out: int
    moved: ResultList[Move]
    has_levels: bool
    converged: bool
    iterations: int
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        if not self.has_levels:
            return {"because": self.because}
        return {
            "before": signed(self.support_before),
            "after": signed(self.support),
            "because": self.because,
        }

    def __repr__(self) -> str:
        count = len(self.people)
        return f"<Outlook of {count} people: {self.because}>"


def opinion_reason(value: float, stance: Stance | None) -> Reason:
    """An opinion in a word and a number."""
    # Without a word a number would look like knowledge: 0 means unknown here, not
    # neutral.
    if stance is None:
        return Reason("sway.unknown")
    return Reason("sway.opinion", stance=stance, value=Signed(value))


def signed(value: float | None) -> Signed | None:
    """An opinion as a value of a sentence."""
    if value is None:
        return None
    return Signed(value)
