"""The rows of a playbook's tables: frozen values that check themselves."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping, freeze_attributes
from powermap.language import Listed, Nearest, Quoted, Reason, Texts
from powermap.model.vocabulary import Strategy, parse

__all__ = [
    "CHECK_NAMES",
    "FACT_NAMES",
    "FindingKind",
    "Severity",
    "StepRule",
    "StrategyRule",
    "Tactics",
    "Thresholds",
    "choose_text",
]

FACT_NAMES = (
    "opportunity",
    "competitive",
    "winnable",
    "worth",
    "fits",
    "part_fits",
    "unique_value",
    "resources",
    "top_recognition",
    "advantage",
    "supplier_in_place",
    "inside",
    "rival",
    "rival_inside",
    "insider",
    "enemy",
    "deciders_for_us",
)
"""The facts that a rule of strategy may name; `powermap.judgment.strategy` reads each."""
CHECK_NAMES = (
    "people",
    "places",
    "lines",
    "decider",
    "top_contact",
    "question_opportunity",
    "question_compete",
    "question_win",
    "question_worth",
    "objective",
    "powers",
    "stances",
    "sways",
    "team",
    "covered",
    "formal_criteria",
    "informal_criteria",
    "needs",
    "rivals",
    "rivals_assessed",
    "enemy",
    "strategy",
    "solution",
    "goals",
    "actions",
    "won",
)
"""What a step may ask of a plan; `powermap.judgment.steps` checks each."""


def choose_text(texts: Mapping[str, Any], language: str) -> Any:
    """What a mapping holds for a language, else for the first language that it has."""
    if language in texts:
        return texts[language]
    return next(iter(texts.values()), "")


class Severity(StrEnum):
    """How much a finding weighs, ordered: info < warning < serious.

    Examples
    --------
    >>> Severity.INFO < Severity.WARNING < Severity.SERIOUS, max(Severity)
    (True, <Severity.SERIOUS: 'serious'>)
    """

    INFO = "info"
    WARNING = "warning"
    SERIOUS = "serious"

    @property
    def rank(self) -> int:
        """0 for what weighs least."""
        return tuple(Severity).index(self)

    # A StrEnum compares as text, by which "info" < "serious" < "warning".
    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One row of the table of findings.

    Parameters
    ----------
    code : str
        PM and three digits; of a company's own finding any other code, as ACME1.
    severity : Severity
        How much it weighs.
    title, message, why, next_step : mapping of language to str
        In words; the rule fills the {braces} of a message.
    sources : tuple of mapping of language to str
        Where the rule comes from.
    days : int or None
        The limit of a rule about age.
    rule : callable, optional
        Of a company's own finding: takes the `Judgment` and gives, for each
        hit, the ids of the people it is about.

    Examples
    --------
    >>> import powermap as pm
    >>> def many_gatekeepers(judgment):
    ...     roles = judgment.roles.items()
    ...     ids = [id for id, found in roles if found.role is pm.Role.GATEKEEPER]
    ...     return [ids] if len(ids) > 1 else []
    >>> texts = [{"en": text} for text in ("Many", "{people} screen.", "Why.", "Go.")]
    >>> row = FindingKind("ACME1", Severity.WARNING, *texts, rule=many_gatekeepers)
    >>> row.code
    'ACME1'
    """

    code: str
    severity: Severity
    title: Mapping[str, str]
    message: Mapping[str, str]
    why: Mapping[str, str]
    next_step: Mapping[str, str]
    sources: tuple[Mapping[str, str], ...] = ()
    days: int | None = None
    rule: Callable[[Any], Iterable[Iterable[str]]] | None = None

    def __post_init__(self) -> None:
        if self.severity not in tuple(Severity):
            allowed = [severity.value for severity in Severity]
            raise ModelError(
                Reason(
                    "message.playbook.severity",
                    code=Quoted(self.code),
                    severity=Quoted(self.severity),
                    allowed=Listed(allowed),
                )
            )
        object.__setattr__(self, "severity", Severity(self.severity))
        freeze_attributes(self, "title", "message", "why", "next_step")
        sources = tuple(FrozenMapping(source) for source in self.sources)
        object.__setattr__(self, "sources", sources)


@dataclass(frozen=True, slots=True)
class StrategyRule:
    """One row of the table of strategies: what favors a strategy.

    Parameters
    ----------
    strategy : Strategy or str
        Which strategy.
    when : mapping of fact to bool
        The row counts when all of these facts are known and so.
    points : float
        How much it counts, above 0.
    says : mapping of language to str
        The reason as a clause.

    Raises
    ------
    ModelError
        When a fact or strategy does not exist, or the points are not above 0.

    Examples
    --------
    >>> StrategyRule("防御", {"inside": True}, 2, {"en": "we are in"}).strategy
    <Strategy.DEFEND: 'defend'>
    """

    strategy: Strategy
    when: Mapping[str, bool]
    points: float
    says: Mapping[str, str]

    def __post_init__(self) -> None:
        # The way around `frozen` that the dataclass documentation gives for
        # __post_init__.
        object.__setattr__(self, "strategy", parse(Strategy, self.strategy))
        freeze_attributes(self, "when", "says")
        for name, value in self.when.items():
            # None is refused: a rule that asks for "unknown" would punish learning
            # something (docs/decisions/0008-strategy-rules.md).
            if name not in FACT_NAMES or not isinstance(value, bool):
                raise ModelError(
                    Reason(
                        "message.playbook.strategy_fact",
                        fact=Quoted(name),
                        value=Quoted(value),
                        allowed=Listed(FACT_NAMES),
                        hint=Nearest(name, FACT_NAMES),
                    )
                )
        if not self.when:
            raise ModelError(
                Reason(
                    "message.playbook.strategy_without_facts",
                    strategy=self.strategy.value,
                )
            )
        if isinstance(self.points, bool) or not (0 < self.points < math.inf):
            raise ModelError(
                Reason(
                    "message.playbook.strategy_points",
                    strategy=self.strategy.value,
                    points=Quoted(self.points),
                )
            )

    def holds(self, values: Mapping[str, bool | None]) -> bool:
        """Whether all of its facts are known and so."""
        for name, wanted in self.when.items():
            # Identity, so that None (unknown) fulfils neither True nor False.
            if values.get(name) is not wanted:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Tactics:
    """How a strategy is carried out.

    Parameters
    ----------
    guidelines, ways : mapping of language to tuple of str
        What to heed, and the ways there are.
    definition : mapping of language to str
        What the strategy is, as a clause.
    """

    guidelines: Mapping[str, tuple[str, ...]]
    ways: Mapping[str, tuple[str, ...]]
    definition: Mapping[str, str] = field(default_factory=FrozenMapping)

    def __post_init__(self) -> None:
        freeze_attributes(self, "guidelines", "ways", "definition")

    def define(self, strategy: Strategy) -> Reason | None:
        """The name of the strategy and what it is; None without a definition."""
        if not self.definition:
            return None
        definition = Texts(self.definition)
        return Reason("strategy.defined", strategy=strategy, definition=definition)

    def describe(self, strategy: Strategy) -> Reason | None:
        """Definition, guidelines and ways in a sentence each; None where one is missing."""
        defined = self.define(strategy)
        if defined is None or not self.guidelines or not self.ways:
            return None
        return Reason(
            "strategy.tactics",
            defined=defined,
            guidelines=Listed(self.guideline_texts, "semicolon"),
            ways=Listed(self.way_texts, "semicolon"),
        )

    @property
    def guideline_texts(self) -> tuple[Texts, ...]:
        """The guidelines one by one, each in every language that has it."""
        return _line_by_line(self.guidelines)

    @property
    def way_texts(self) -> tuple[Texts, ...]:
        """The ways one by one, each in every language that has it."""
        return _line_by_line(self.ways)


def _line_by_line(by_language: Mapping[str, tuple[str, ...]]) -> tuple[Texts, ...]:
    lines: list[dict[str, str]] = []
    for language, texts in by_language.items():
        for number, text in enumerate(texts):
            # Languages may have different numbers of lines; each line keeps the
            # languages that have it.
            if number == len(lines):
                lines.append({})
            lines[number][language] = text
    return tuple(Texts(line) for line in lines)


@dataclass(frozen=True, slots=True)
class StepRule:
    """When a step of the method is reached.

    Parameters
    ----------
    key : str
        Under which the words have its name, ``steps.name.KEY``.
    checks : tuple of str
        Names of `CHECK_NAMES`; the step is reached when all hold.
    names : mapping of language to str, optional
        Its name, for a company's own step.

    Raises
    ------
    ModelError
        When a check does not exist, or there is none.
    """

    key: str
    checks: tuple[str, ...]
    names: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        freeze_attributes(self, "names")
        for check in self.checks:
            if check not in CHECK_NAMES:
                raise ModelError(
                    Reason(
                        "message.playbook.step_check",
                        check=Quoted(check),
                        allowed=Listed(CHECK_NAMES),
                        hint=Nearest(check, CHECK_NAMES),
                    )
                )
        if not self.checks:
            raise ModelError(
                Reason(
                    "message.playbook.step_without_checks",
                    step=Quoted(self.key),
                    allowed=Listed(CHECK_NAMES),
                )
            )


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits that rules compare with, all of them judgments.

    Parameters
    ----------
    enough_known : float, default 0.5
        Share of a question's weight that must be known for a verdict. What is
        missing must not be able to overturn a verdict either, which asks for a half
        in any case.
    clear_lead : float, default 3
        How many times over we must be ahead for a clear advantage.
    most_people : float, default 0.5
        What a step asks of most people has to be known of this share of them.
    near_cut : float, default 0.05
        The part of the scale by which a score may be off: a role that would then be
        another one is close to the line.
    """

    # A judgment: below half, the missing answers weigh more than the known ones and
    # could turn any verdict around.
    enough_known: float = 0.5
    # The trade's "three to one" for a frontal attack
    # (docs/decisions/0008-strategy-rules.md).
    clear_lead: float = 3
    # A judgment: to know everybody is not realistic, a minority says little.
    most_people: float = 0.5
    # A judgment: half a point of ten is less than two people differ by.
    near_cut: float = 0.05
