"""What a plan leaves open and a question could settle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from powermap.judgment.worlds.rates import (
    plus_rate,
    stance_rates,
    supplier_rate,
    veto_rate,
)
from powermap.model import Answer, Criterion, Stance

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment

__all__ = ["Unknown", "UnknownKind", "Value", "unknowns_of"]

UnknownKind = Literal["stance", "veto", "answer", "supplier_in_place"]
Value = Stance | Answer | bool
"""What an unknown may turn out to be."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing that is unknown and can be asked about.

    Parameters
    ----------
    kind : {"stance", "veto", "answer", "supplier_in_place"}
        What is unknown.
    about : str
        The person's id, the criterion, or the kind itself.
    rival : str or None
        Whose answer it is; None for ours, and for the other kinds.
    values : tuple of Stance, Answer or bool
        What it may turn out to be.
    rates : tuple of float
        How likely each of them is; together 1.
    """

    kind: UnknownKind
    about: Criterion | str
    rival: str | None
    values: tuple[Value, ...]
    rates: tuple[float, ...]

    def __repr__(self) -> str:
        of_rival = f" of {self.rival}" if self.rival else ""
        return f"<Unknown {self.kind} {self.about}{of_rival}>"


def unknowns_of(judgment: Judgment) -> tuple[Unknown, ...]:
    """Stances and vetoes, then answers, ours and each rival's, and who is in place.

    Power is never among them: whom to ask about it hardly matters.
    """
    found = [*_of_people(judgment)]
    # A file of people only has no answers, and none are invented for it.
    if not judgment.only_people:
        found += _of_plan(judgment)
    return tuple(found)


def _of_people(judgment: Judgment) -> Iterator[Unknown]:
    center = judgment.center
    stances = stance_rates(center)
    for person in center:
        if person.stance is None:
            yield _unknown("stance", person.id, stances)
    vetoes = _yes_or_no(veto_rate(center))
    for person in center:
        if person.can_veto is None:
            yield _unknown("veto", person.id, vetoes)


def _of_plan(judgment: Judgment) -> Iterator[Unknown]:
    for party, verdicts in judgment.verdicts.items():
        plus = plus_rate(verdicts)
        answers = {Answer.PLUS: plus, Answer.MINUS: 1 - plus}
        for verdict in verdicts.values():
            for one in verdict.criteria:
                if one.answer is Answer.UNKNOWN:
                    yield _unknown("answer", one.criterion, answers, party)
    if judgment.plan.supplier_in_place is None:
        rate = supplier_rate(judgment.verdicts[None])
        yield _unknown("supplier_in_place", "supplier_in_place", _yes_or_no(rate))


def _unknown(
    kind: UnknownKind,
    about: Criterion | str,
    rates: Mapping[Any, float],
    rival: str | None = None,
) -> Unknown:
    return Unknown(kind, about, rival, tuple(rates), tuple(rates.values()))


def _yes_or_no(rate: float) -> dict[bool, float]:
    return {True: rate, False: 1 - rate}
