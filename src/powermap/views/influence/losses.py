"""People whose loss cuts us off from decision makers, as an emphasis of the graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from powermap.network import Loss

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.influence.choice import Choice

__all__ = ["mark_losses", "split_emphasis"]

WORD = "losses"
"""As an emphasis it stands for everybody's loss."""


def split_emphasis(
    judgment: Judgment, emphasis: Iterable[str | Loss] | None
) -> tuple[list[str] | None, tuple[Loss, ...] | None]:
    """People who are named, and the losses that cut us off; None for not asked."""
    if emphasis is None:
        return None, None
    several = [emphasis] if isinstance(emphasis, str) else [*emphasis]
    people = [each for each in several if isinstance(each, str)]
    losses = [each for each in several if isinstance(each, Loss)]
    if WORD in people and not _is_somebody(WORD, judgment):
        people.remove(WORD)
        losses += judgment.network.resilience
    if len(people) == len(several):
        return people, None
    cutting_off = tuple(loss for loss in losses if loss.deciders_lost)
    return people or None, cutting_off


def _is_somebody(word: str, judgment: Judgment) -> bool:
    return any(word in (person.id, person.name) for person in judgment.center)


def mark_losses(
    choice: Choice, losses: Iterable[Loss] | None, language: Language
) -> Choice:
    """Those whose loss cuts us off are marked, and stand out with whom we lose."""
    if losses is None:
        return choice
    drawn = {person.id for person in choice.center}
    standing_out: set[str] = set()
    marked: dict[str, str] = {}
    for loss in losses:
        # Somebody on our team has no card, but whom we lose with them has one.
        # In their order, which a set would not keep.
        leavers = [id for id in _customers(loss) if id in drawn]
        for id in leavers:
            marked.setdefault(id, language.text(loss.because))
        standing_out.update(leavers, drawn.intersection(loss.deciders_lost))
    emphasized = choice.emphasized
    if standing_out:
        emphasized = frozenset(standing_out | (emphasized or frozenset()))
    return replace(choice, marked=marked, emphasized=emphasized)


def _customers(loss: Loss) -> list[str]:
    customers = [] if loss.is_ours else [loss.person]
    if loss.together_with is not None and not loss.together_with_ours:
        customers.append(loss.together_with)
    return customers
