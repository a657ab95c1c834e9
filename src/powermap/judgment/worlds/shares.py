"""Shares of the worlds, as rows and as sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.language import Listed, Percent, Reason
from powermap.language.results import Row
from powermap.language.values import Value
from powermap.model import Answer, Question, Strategy

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment

__all__ = ["Share", "ShareWords"]

SURE = 1.96
"""Standard errors on either side that hold 95%."""
ANSWERED = {Answer.PLUS: "yes", Answer.MINUS: "no", Answer.UNKNOWN: "even"}
PLACES = ("first", "first_two", "first_three")


@dataclass(frozen=True, slots=True)
class Share:
    """The part of the worlds in which something holds.

    Parameters
    ----------
    topic : Value
        What is concluded: the strategy, a question, whom to win or to see.
    answer : Value
        The conclusion.
    share : float
        0 to 1.
    margin : float
        How far the share may be off, since only so many worlds were drawn: half of
        its 95% interval (Wilson 1927).
    """

    topic: Value
    answer: Value
    share: float
    margin: float

    def row(self) -> Row:
        """Its values by column."""
        return {
            "topic": self.topic,
            "answer": self.answer,
            "share": Percent(self.share),
            "margin": Percent(self.margin),
        }

    def __repr__(self) -> str:
        return f"<Share {self.topic}: {self.answer} {self.share:.0%}>"


def _margin(share: float, count: int) -> float:
    """Half of Wilson's interval, which is above 0 also where all worlds agree."""
    spread = SURE**2 / count
    root = math.sqrt(spread * share * (1 - share) + spread**2 / 4)
    return root / (1 + spread)


class ShareWords:
    """Shares as rows and as sentences."""

    def __init__(self, judgment: Judgment, count: int) -> None:
        self.judgment = judgment
        self.count = count
        self.names = {person.id: person.name for person in judgment.center}
        self.unanswered = _unanswered(judgment)

    def share(self, topic: Value, answer: Value, share: float) -> Share:
        """A share with its margin of error."""
        return Share(topic, answer, share, _margin(share, self.count))

    def strategy_rows(self, shares: Mapping[Strategy | None, float]) -> Iterator[Share]:
        """How often each strategy comes first."""
        for strategy, share in shares.items():
            name = strategy or Reason("strategy.none")
            yield self.share(Reason("robust.strategy"), name, share)

    def verdict_rows(
        self, verdicts: Mapping[Question, Mapping[Answer, float]]
    ) -> Iterator[Share]:
        """How often each answer is given, where anything is answered."""
        for question, shares in verdicts.items():
            if question in self.unanswered:
                continue
            for answer, share in shares.items():
                # Nothing is unknown in a world: where no side outweighs, they are even.
                yield self.share(question, Reason(f"robust.{ANSWERED[answer]}"), share)

    def win_rows(
        self, shares: Mapping[str, tuple[float, float, float]]
    ) -> Iterator[Share]:
        """How often everybody is among the first to win over."""
        # Of two people both are among the first two.
        for place, key in enumerate(PLACES[: len(shares)]):
            for id, within in shares.items():
                if within[place]:
                    topic = Reason(f"robust.{key}")
                    yield self.share(topic, self.names[id], within[place])

    def next_rows(self, shares: Mapping[str, float]) -> Iterator[Share]:
        """How often everybody is the one to see next."""
        for id, share in shares.items():
            yield self.share(Reason("robust.next"), self.names[id], share)

    def of_strategy(self, shares: Mapping[Strategy | None, float]) -> Iterator[Reason]:
        """The recommended strategy, and the one that comes first most often beside it."""
        if not shares:
            return
        recommended = self.judgment.strategy.strategy
        others = [each for each in shares if each not in {recommended, None}]
        if recommended is not None:
            yield Reason(
                "robust.is_strategy",
                strategy=recommended,
                share=Percent(shares.get(recommended, 0.0)),
                count=self.count,
            )
        elif others:
            first = others.pop(0)
            yield Reason(
                "robust.would_be_strategy",
                strategy=first,
                share=Percent(shares[first]),
                count=self.count,
            )
        if others:
            other = others[0]
            share = Percent(shares[other])
            is_ahead = shares[other] > shares.get(recommended, 0.0)
            key = "ahead" if recommended and is_ahead else "runner_up"
            yield Reason(f"robust.{key}", strategy=other, share=share)

    def of_win(
        self, shares: Mapping[str, tuple[float, float, float]]
    ) -> Iterator[Reason]:
        """Who is the first to win most often."""
        for id, (first, first_two, _) in [*shares.items()][:1]:
            key = "is_first" if first == first_two else "is_first_two"
            yield Reason(
                f"robust.{key}",
                name=self.names[id],
                first=Percent(first),
                first_two=Percent(first_two),
                count=self.count,
            )

    def of_next(self, shares: Mapping[str, float]) -> Iterator[Reason]:
        """Who is the one to see next most often."""
        for id, share in [*shares.items()][:1]:
            yield Reason(
                "robust.is_next",
                name=self.names[id],
                share=Percent(share),
                count=self.count,
            )

    def of_verdicts(
        self, verdicts: Mapping[Question, Mapping[Answer, float]]
    ) -> Iterator[Reason]:
        """Verdicts that are not the same in every world, and those on nothing."""
        if self.unanswered and verdicts:
            questions = [Reason("robust.question", question=q) for q in self.unanswered]
            yield Reason(
                "robust.unanswered",
                questions=Listed(questions),
                count=len(questions),
            )
        for question, shares in verdicts.items():
            if len(shares) > 1 and question not in self.unanswered:
                yield Reason(
                    "robust.verdict",
                    question=question,
                    yes=Percent(shares.get(Answer.PLUS, 0.0)),
                    no=Percent(shares.get(Answer.MINUS, 0.0)),
                    count=self.count,
                )


def _unanswered(judgment: Judgment) -> list[Question]:
    """The questions to which not a single one of our answers is known."""
    questions = []
    for question, verdict in judgment.verdicts[None].items():
        answers = {one.answer for one in verdict.criteria}
        if answers == {Answer.UNKNOWN}:
            questions.append(question)
    return questions
