"""What must hold to reach a goal: the smallest sets of changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from powermap.judgment.answers import signed_answer
from powermap.judgment.judge import Subject, judge
from powermap.judgment.worlds.goals import GOALS, WIN, Goal, parse_goal
from powermap.judgment.worlds.requirements import (
    OF_PERSON,
    Requirement,
    Situation,
    requirements_of,
)
from powermap.language import Capitalized, Listed, Reason, sentences
from powermap.language.results import ResultList, Row, Tabular
from powermap.model import Answer, Power
from powermap.model.axes import power_of
from powermap.network.influence_graph import check_most

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language.values import Value
    from powermap.model import BuyingCenter
    from powermap.model.playbook import Playbook

__all__ = ["GOALS", "MustHold", "RequiredSet", "must_hold"]

LARGEST = 3
"""Things that have to change together at most: four at once is no plan any more."""
MOST_TRIED = 40_000
"""Sets of one size that are tried, about two seconds."""
USUAL_PEOPLE = 20
"""With more people fewer sets of each size are tried, which bounds the time."""
USUAL_RIVALS = 5
"""With more rivals fewer sets are tried, since facts look at the answers on each."""

Changes = tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class RequiredSet:
    """Things that reach a goal together, none of which can be left out.

    Parameters
    ----------
    changes : tuple of Requirement
        What has to be otherwise.
    effort : int
        1 for each thing to find out, 2 for each to turn, the steps of each stance.
    required : Value
        What has to change, in words.
    because : Reason
        The goal and what it takes.
    """

    changes: tuple[Requirement, ...]
    effort: int
    required: Value
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {"required": Capitalized(self.required), "effort": self.effort}

    def __repr__(self) -> str:
        return f"<RequiredSet of {len(self.changes)}, effort {self.effort}>"


@dataclass(frozen=True, slots=True)
class MustHold(Tabular):
    """What must hold to reach a goal.

    Parameters
    ----------
    goal : str
        The goal.
    holds : bool
        Whether it is reached already.
    sets : ResultList of RequiredSet
        The smallest sets of changes that reach it, the least effort first; all of one
        size.
    complete : bool
        Whether all sets of that size, and all smaller ones, were tried.
    because : Reason
        The answer, what the goal takes, and what of that is missing today.
    """

    goal: str
    holds: bool
    sets: ResultList[RequiredSet]
    complete: bool
    because: Reason

    def __repr__(self) -> str:
        return f"<MustHold {self.goal}: {len(self.sets)} sets>"

    def _rows(self) -> list[Row]:
        return [each.row() for each in self.sets]


def must_hold(
    subject: Subject,
    goal: str = WIN,
    *,
    most: int = 5,
    playbook: Playbook | None = None,
) -> MustHold:
    """What must hold to reach a goal: the smallest sets of changes that reach it.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        The plan.
    goal : str, default "win"
        ``win``: we can win, more deciders are for us than against us, and nobody
        against us can stop the purchase. ``opportunity``, ``compete``, ``worth``: the
        verdict is yes. A strategy by its name: it is recommended. Any fact of a
        strategy, such as ``insider``: it is true.
    most : int, default 5
        How many sets at most.
    playbook : Playbook, optional
        A company's own tables; powermap's when not given.

    Returns
    -------
    MustHold

    Raises
    ------
    ModelError
        When there is no such goal, or `most` is not a whole number from 1.

    Examples
    --------
    >>> import powermap as pm
    >>> answer = must_hold(pm.northwind_plan(), "win")
    >>> [required, *_] = answer.sets
    >>> required.changes
    (<Requirement stance judith-okafor: opponent → neutral>,)

    Notes
    -----
    A change is one of our answers or a rival's, whether we are in place, somebody's
    stance, or whether somebody can veto. Single changes are tried first, then pairs,
    then triples; the first size that reaches the goal is the answer, so no set
    contains a smaller one. Of the values of the same things the least effort is
    given. Up to 40,000 sets of a size are tried, fewer with more than 20 people or 5
    rivals; of more, those of answers and those that extend the sets nearest to the
    goal, and `complete` is False. The time grows no faster than the number of people,
    about 0.3 s of the processor for 1,000 and 4 s for 10,000, and with the square of
    the rivals, about 1 s for 100.
    """
    check_most(most)
    judgment = judge(subject, playbook=playbook)
    search = _Search(judgment, parse_goal(goal, judgment))
    return search.answer(most)


class _Search:
    """The search for the smallest sets of changes that reach a goal."""

    def __init__(self, judgment: Judgment, goal: Goal) -> None:
        self.judgment = judgment
        self.goal = goal
        self.situation = Situation(judgment)
        rivals = max(USUAL_RIVALS, len(judgment.plan.rivals))
        people = max(USUAL_PEOPLE, len(judgment.center))
        self.most_answers = MOST_TRIED * USUAL_RIVALS // rivals
        self.most_tried = self.most_answers * USUAL_PEOPLE // people
        self.changes = [one for one in requirements_of(judgment) if goal.bears(one)]

    def answer(self, most: int) -> MustHold:
        goal = self.goal
        if goal.is_reached(self.situation.facts(())):
            because = Reason("must_hold.holds", goal=Capitalized(goal.label))
            because = sentences([because, *self._conditions()])
            return MustHold(goal.name, True, ResultList(()), True, because)
        complete = True
        found: list[Changes] = []
        for size in range(1, LARGEST + 1):
            candidates = self._all_of(size)
            if comb(len(self.changes), size) > self.most_tried:
                complete = False
                candidates = self._most_likely_of(size)
            found = [each for each in candidates if self._reaches(each)]
            if found:
                break
        sets = _least_effort(found)
        return MustHold(
            goal=goal.name,
            holds=False,
            sets=ResultList(self._required(each) for each in sets[:most]),
            complete=complete,
            because=sentences(self._explain(sets, complete, most)),
        )

    def _all_of(self, size: int) -> Iterator[Changes]:
        return _sets_of(self.changes, size)

    def _most_likely_of(self, size: int) -> Iterator[Changes]:
        """Where not all can be tried: those of answers, then the nearest to the goal."""
        # Answers are few and soon judged, while people may be hundreds.
        answers = [one for one in self.changes if one.kind not in OF_PERSON]
        tried = set()
        if comb(len(answers), size) <= self.most_answers:
            for several in _sets_of(answers, size):
                tried.add(frozenset(several))
                yield several
        for several in self._nearest_of(size):
            if frozenset(several) not in tried:
                yield several

    def _nearest_of(self, size: int) -> Iterator[Changes]:
        """The smaller sets nearest to the goal, each with one change more."""
        # Never listed where they are too many: all pairs of thousands are millions.
        if comb(len(self.changes), size - 1) > self.most_tried:
            smaller = list(self._nearest_of(size - 1))
        else:
            smaller = list(self._all_of(size - 1))

        def distance(several: Changes) -> tuple[float, int]:
            nearness = self.goal.nearness(self.situation.facts(several))
            return -nearness, sum(one.effort for one in several)

        smaller.sort(key=distance)
        tried: set[frozenset[Requirement]] = set()
        for several in smaller[: max(1, self.most_tried // len(self.changes))]:
            for one in self.changes:
                extended = (*several, one)
                key = frozenset(extended)
                if key not in tried and _are_of_different_things(extended):
                    tried.add(key)
                    yield extended

    def _reaches(self, several: Changes) -> bool:
        return self.goal.is_reached(self.situation.facts(several))

    def _required(self, several: Changes) -> RequiredSet:
        center = self.judgment.center
        clauses = Listed([_clause(one, center) for one in several], "together")
        because = Reason(
            "must_hold.set", goal=Capitalized(self.goal.label), changes=clauses
        )
        effort = sum(one.effort for one in several)
        return RequiredSet(several, effort, clauses, because)

    def _explain(
        self, sets: Sequence[Changes], complete: bool, most: int
    ) -> Iterator[Reason]:
        yield from self._conditions()
        goal = Capitalized(self.goal.label)
        if sets:
            size = len(sets[0])
            key = "found" if complete else "found_some"
            yield Reason(f"must_hold.{key}", count=size, number=len(sets), goal=goal)
            if len(sets) > most:
                yield Reason("must_hold.shown", count=most)
        elif self.goal.name == WIN and not self._has_deciders():
            # Power is not among the things that may be otherwise.
            yield Reason("must_hold.no_decider", goal=goal)
        else:
            key = "never" if complete else "not_found"
            yield Reason(f"must_hold.{key}", goal=goal, most=LARGEST)

    def _conditions(self) -> Iterator[Reason]:
        """What the goal takes, and what of that is missing today."""
        if not self.goal.conditions:
            return
        what = Listed(self.goal.conditions, "semicolon")
        yield Reason("must_hold.conditions", what=what)
        missing = self.goal.missing(self.situation.facts(()))
        if missing:
            what = Listed(missing, "semicolon")
            yield Reason("must_hold.missing", what=what)

    def _has_deciders(self) -> bool:
        center = self.judgment.center
        powers = [power_of(person, center.scale) for person in center]
        return Power.DECIDER in powers


def _sets_of(changes: Sequence[Requirement], size: int) -> Iterator[Changes]:
    for several in combinations(changes, size):
        if _are_of_different_things(several):
            yield several


def _are_of_different_things(several: Changes) -> bool:
    return len({one.thing for one in several}) == len(several)


def _least_effort(found: Iterable[Changes]) -> list[Changes]:
    """Of sets about the same things the one that asks least, the least effort first."""
    least: dict[frozenset[tuple[str, str, str | None]], Changes] = {}
    for several in found:
        things = frozenset(one.thing for one in several)
        if things not in least or _demand(several) < _demand(least[things]):
            least[things] = several
    remaining = list(least.values())
    remaining.sort(key=_demand)
    return remaining


def _demand(several: Changes) -> tuple[int, int]:
    """The effort, and how far from neutral the stances have to be."""
    # Whom it takes as a supporter may as well be a champion, which goes unsaid.
    effort = sum(one.effort for one in several)
    return effort, sum(one.steps_from_neutral for one in several)


def _clause(one: Requirement, center: BuyingCenter) -> Value:
    """What has to hold, as a clause."""
    if one.kind == "answer":
        return _answer_clause(one)
    if one.kind == "stance":
        key = "unknown" if one.before is None else "known"
        return Reason(
            f"must_hold.stance_{key}",
            name=center[str(one.about)].name,
            before=one.before,
            stance=one.value,
        )
    form = "yes" if one.value else "no"
    if one.kind == "veto":
        return Reason(f"must_hold.veto_{form}", name=center[str(one.about)].name)
    return Reason(f"strategy.fact.supplier_in_place.{form}")


def _answer_clause(one: Requirement) -> Reason:
    answer = signed_answer(one.about, Answer(str(one.value)))
    if one.before is Answer.UNKNOWN:
        key = "strategy.change.theirs" if one.rival else "strategy.change.ours"
        return Reason(key, name=one.about, rival=one.rival, answer=answer)
    return Reason(
        "must_hold.answer_of" if one.rival else "must_hold.answer",
        name=one.about,
        rival=one.rival,
        before=signed_answer(one.about, Answer(str(one.before))),
        answer=answer,
    )
