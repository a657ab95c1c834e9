"""What the rules look at, and what they answer with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from powermap.errors import ModelError, nearest, shown
from powermap.judgment.assessment import latest, named, signed
from powermap.judgment.roles import Assignment, Grid, classify
from powermap.judgment.strategy.recommendation import RULES, StrategyRule
from powermap.language import say
from powermap.model import (
    AccountPlan,
    Action,
    Answer,
    Assessment,
    BuyingCenter,
    Power,
    Role,
    Stakeholder,
    Stance,
    State,
)
from powermap.model.axes import power_of

FOR = frozenset({Stance.CHAMPION, Stance.SUPPORTER})
AGAINST = frozenset({Stance.OPPONENT, Stance.ENEMY})
LIVE = frozenset({State.OPEN, State.UNDER_WAY})
NAMED = 5
"""As many names as a message holds before it counts the others; `Finding.people` holds all."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found: about whom, what fills its message, what is said after it, and the facts."""

    people: tuple[Stakeholder, ...] = ()
    said: Mapping[str, object] = field(default_factory=dict)
    after: str = ""
    facts: str = ""


def listed(names: Sequence[str], lang: str, *, more: str = "chain.more") -> str:
    """The first names, and how many more there are: people, unless `more` words it otherwise."""
    text = say(lang, "list.comma").join(names[:NAMED])
    rest = len(names) - NAMED
    return say(lang, more, names=text, count=rest) if rest > 0 else text


class Case:
    """What the rules look at: people with their roles, the plan if there is one, the day, the table of strategies."""

    def __init__(
        self,
        given: BuyingCenter | AccountPlan,
        today: date | None,
        lang: str,
        grid: Grid,
        strategies: Sequence[StrategyRule] = RULES,
    ) -> None:
        self.strategies = strategies
        self.given = given
        self.plan = given if isinstance(given, AccountPlan) else None
        self.center = given.center if isinstance(given, AccountPlan) else given
        self.people, self.lang = self.center.stakeholders, lang
        self.roles: Mapping[str, Assignment] = classify(
            self.center, grid=grid, lang=lang
        )
        self.as_of = (self.plan.as_of if self.plan else None) or self.center.as_of
        self.today = today or self.as_of

    @property
    def deciders(self) -> tuple[Stakeholder, ...]:
        """Who decides."""
        return tuple(
            one
            for one in self.people
            if power_of(one, self.center.scale) is Power.DECIDER
        )

    @property
    def key(self) -> tuple[Stakeholder, ...]:
        """The key people: who decides or can stop the purchase."""
        ids = {one.id for one in self.deciders}
        return tuple(one for one in self.people if one.id in ids or one.can_veto)

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions of the plan; none of a buying center."""
        return self.plan.actions if self.plan else ()

    def having(self, role: Role) -> tuple[Stakeholder, ...]:
        """Who has a role; a narrower role counts as the broader one."""
        return tuple(
            one
            for one in self.people
            if replace(self.roles[one.id], declared=role).agrees
        )

    def named(self, ids: Iterable[str]) -> tuple[Stakeholder, ...]:
        """The people of some ids, in the order of the buying center."""
        wanted = set(ids)
        return tuple(one for one in self.people if one.id in wanted)

    def members(self, ids: Iterable[str], code: str) -> tuple[Stakeholder, ...]:
        """Those whom a house's rule names."""
        those = list(ids)
        wrong = next((id for id in those if id not in self.roles), None)
        if wrong is not None:
            hint = nearest(wrong, self.roles)
            raise ModelError(
                f"the rule of {code} names {shown(wrong)}, an id that nobody has{hint}"
            )
        return self.named(those)

    def maybe(self, people: Sequence[Stakeholder]) -> str:
        """Who may be the one, as a sentence; nothing when it is nobody."""
        names = listed([one.name for one in people], self.lang)
        return say(self.lang, "finding.maybe", people=names) if people else ""

    def answers(self) -> tuple[Assessment, ...]:
        """The answer in force to each criterion, for us and for each rival, where one is known."""
        given = latest(self.plan.assessments) if self.plan else {}
        return tuple(
            each for each in given.values() if each.answer is not Answer.UNKNOWN
        )

    def criteria(self, answers: Iterable[Assessment]) -> str:
        """Criteria in words with what was answered, those of a rival with its name."""
        told = []
        for each in answers:
            what = f"{named(each.criterion, self.lang)} {signed(each.criterion, each.answer, self.lang)}"
            told.append(
                say(self.lang, "finding.of", what=what, whom=each.rival)
                if each.rival
                else what
            )
        return listed([*dict.fromkeys(told)], self.lang, more="finding.more")


def together(people: Iterable[Stakeholder]) -> Iterator[Hit]:
    """One finding for all of them: what is not known would else drown what is."""
    found = tuple(people)
    if found:
        yield Hit(found)
