"""Why somebody's power is estimated as it is: how many listen, and the foremost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.language import Capitalized, Reason, sentences
from powermap.model import BuyingCenter, Scale, Stakeholder, TieKind
from powermap.model.axes import power_score

if TYPE_CHECKING:
    from powermap.language.values import Value
    from powermap.network.listening import ListeningWeights

__all__ = ["MERE_CONTACT", "power_reasons"]

MERE_CONTACT = frozenset({TieKind.TALKS_TO, TieKind.FRIEND_OF})
"""Kinds of ties that show contact without saying that anybody listens."""


def power_reasons(
    center: BuyingCenter,
    weights: ListeningWeights,
    asked: set[str],
    ranks: Mapping[str, int],
) -> dict[str, Reason]:
    """For each person how many of those asked listen, and the foremost of them."""
    reasons = _Reasons(center, weights, asked, ranks)
    return reasons.by_person()


@dataclass(frozen=True, slots=True)
class _Around:
    """Who listens to a person, and who is merely in contact, by id."""

    listeners: set[str]
    contacts: set[str]


class _Reasons:
    def __init__(
        self,
        center: BuyingCenter,
        weights: ListeningWeights,
        asked: set[str],
        ranks: Mapping[str, int],
    ) -> None:
        self.center = center
        self.asked = asked
        self.with_reports = any(weights[TieKind.REPORTS_TO])
        self.around = _people_around(center, weights, asked)
        in_order = sorted(
            center,
            key=lambda person: (
                *_prominence(person, center.scale),
                ranks[person.id],
                person.id,
            ),
        )
        self.in_order = in_order
        self.position = {person.id: number for number, person in enumerate(in_order)}

    def by_person(self) -> dict[str, Reason]:
        reasons = {}
        for person in self.center:
            reasons[person.id] = self._reason(person.id)
        return reasons

    def _reason(self, id: str) -> Reason:
        asked = len(self.asked)
        # People do not answer about themselves, so a respondent is no possible listener
        # of their own.
        others = asked - (id in self.asked)
        if not others:
            return Reason("estimate.unasked")

        evidence = Capitalized(self._evidence(id, others))
        parts = [Reason("estimate.because", evidence=evidence)]
        people = len(self.center)
        # Below half the list of listeners says more about whom we asked than about
        # power.
        if 2 * asked < people:
            parts.append(Reason("estimate.few", count=asked, people=people))
        return sentences(parts)

    def _evidence(self, id: str, others: int) -> Reason:
        around = self.around[id]
        if around.listeners:
            key = "heard_by_reports" if self.with_reports else "heard"
            return self._named(f"estimate.{key}", around.listeners, others)
        if around.contacts:
            return self._named("estimate.met", around.contacts, others)
        return Reason("estimate.unheard", count=others)

    def _named(self, key: str, people: set[str], others: int) -> Reason:
        first = min(self.position[id] for id in people)
        foremost = self.in_order[first]
        who: Value = foremost.name
        if foremost.title:
            # A single person stands in brackets, which then hold no others.
            titled = "titled_within" if len(people) == 1 else "titled"
            who = Reason(f"estimate.{titled}", name=foremost.name, title=foremost.title)
        asked = Reason("estimate.others_asked", count=others)
        return Reason(key, count=len(people), asked=asked, who=who)


def _prominence(person: Stakeholder, scale: Scale) -> tuple[float, bool]:
    """Sorts the more powerful first, then those with a title.

    Unknown power counts as the cut.
    """
    power = power_score(person, scale)
    if power is None:
        power = scale.middle
    return -power, person.title is None


def _people_around(
    center: BuyingCenter, weights: ListeningWeights, asked: set[str]
) -> dict[str, _Around]:
    around = {person.id: _Around(set(), set()) for person in center}
    for tie in center.ties:
        forward, backward = weights[tie.kind]
        for listener, speaker, worth in (
            (tie.source, tie.target, forward),
            (tie.target, tie.source, backward),
        ):
            if not worth or listener not in asked:
                continue

            if tie.kind in MERE_CONTACT:
                around[speaker].contacts.add(listener)
            else:
                around[speaker].listeners.add(listener)
    return around
