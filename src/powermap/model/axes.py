"""Which half of an axis a person belongs to, and at which score a word is drawn."""

from __future__ import annotations

from powermap.model.scale import Scale
from powermap.model.stakeholder import Stakeholder
from powermap.model.vocabulary import Involvement, Power


def power_of(person: Stakeholder, scale: Scale) -> Power | None:
    """The half of the power axis that a person belongs to."""
    if isinstance(person.power, Power) or person.power is None:
        return person.power
    return Power.DECIDER if scale.is_high(person.power) else Power.INFLUENCER


def involvement_of(person: Stakeholder, scale: Scale) -> Involvement | None:
    """The half of the involvement axis that a person belongs to."""
    if isinstance(person.involvement, Involvement) or person.involvement is None:
        return person.involvement
    return Involvement.HIGH if scale.is_high(person.involvement) else Involvement.LOW


def power_score(person: Stakeholder, scale: Scale) -> float | None:
    """The score of a person's power; for a word the middle of its half.

    Examples
    --------
    >>> power_score(Stakeholder("Ana", power=8), Scale())
    8
    >>> power_score(Stakeholder("Ben", power="decider"), Scale())
    7.5
    """
    if not isinstance(person.power, Power):
        return person.power
    # A word puts a person in a half but at no point of it; the middle is the point that
    # claims least.
    return half_middle(scale, upper=person.power is Power.DECIDER)


def involvement_score(person: Stakeholder, scale: Scale) -> float | None:
    """The score of a person's involvement; for a word the middle of its half.

    Examples
    --------
    >>> involvement_score(Stakeholder("Ana", involvement="low"), Scale())
    2.5
    """
    if not isinstance(person.involvement, Involvement):
        return person.involvement
    return half_middle(scale, upper=person.involvement is Involvement.HIGH)


def half_middle(scale: Scale, *, upper: bool) -> float:
    """The middle of the upper or lower half of a scale."""
    # Measured from the cut in force: with a cut that is not in the middle, the halves
    # differ in length.
    end = scale.high if upper else scale.low
    return (scale.middle + end) / 2
