"""How much power has its needs met, as sums from which people can be taken away again."""

from __future__ import annotations

from dataclasses import dataclass, field

from powermap.model import Scale, Stakeholder
from powermap.model.axes import power_score

__all__ = ["UNITS", "NeedSums", "exact_weight", "weigh_needs"]

# Someone at the low end of the scale would otherwise weigh nothing, and what we know
# about their needs would not count even when it is all that we know.
LEAST_WEIGHT = 0.01
"""Share of the scale that anybody of known power weighs, wherever the scale begins."""
# A weight is at least 0.01 and has 53 binary digits, so it is a whole multiple of this.
UNITS = 2.0**70
"""Units of which a weight of 1 has so many."""


def _no_power() -> dict[bool | None, int]:
    return {True: 0, False: 0, None: 0}


@dataclass(slots=True)
class NeedSums:
    """The power of people by whether their needs are met, not met, or nobody knows.

    Whole numbers of a small unit, so that sums are exact in any order and whoever was
    counted in can be counted out.
    """

    organization: dict[bool | None, int] = field(default_factory=_no_power)
    personal: dict[bool | None, int] = field(default_factory=_no_power)

    def copy(self) -> NeedSums:
        """The same sums, to be changed apart."""
        return NeedSums(self.organization.copy(), self.personal.copy())


def weigh_needs(
    person: Stakeholder, scale: Scale, sums: NeedSums, times: int = 1
) -> None:
    """Add the power of a person to the sums, or take it away when `times` is −1."""
    # Of unknown power: any weight would be invented; they are named instead.
    if person.power is None:
        return
    weight = times * exact_weight(_weight(person, scale))
    sums.organization[person.meets_organization_needs] += weight
    sums.personal[person.meets_personal_needs] += weight


def exact_weight(weight: float) -> int:
    """A weight in units of which every weight is a whole multiple."""
    return int(weight * UNITS)


def _weight(person: Stakeholder, scale: Scale) -> float:
    score = power_score(person, scale) or 0.0
    # From the low end of the scale: on a scale from 1 to 5, a 1 is the least power and
    # not a fifth.
    share = scale.share(score)
    return max(share, LEAST_WEIGHT)
