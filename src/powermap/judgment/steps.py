"""How far an account is along the steps of the method, judged from its plan alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.judgment.judge import Judgment, Subject, judge
from powermap.judgment.step_checks import CHECKS
from powermap.language import Capitalized, Listed, Reason, Texts
from powermap.language.results import ResultList, Tabular

if TYPE_CHECKING:
    from powermap.language.results import Row
    from powermap.language.values import Value
    from powermap.model.playbook import Playbook, StepRule

__all__ = ["Progress", "Step", "steps"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the method.

    Parameters
    ----------
    number : int
        From 1.
    name : Reason
        What the step is called.
    reached : bool
        Whether the plan holds everything that the step asks for.
    lacks : tuple of Reason
        What is missing, one clause each.
    because : Reason
        The reason as a sentence.
    """

    number: int
    name: Reason
    reached: bool
    lacks: tuple[Reason, ...]
    because: Reason

    def __repr__(self) -> str:
        return f"<Step {self.because}>"

    def row(self) -> Row:
        """The step by column."""
        return {
            "number": self.number,
            "step": self.name,
            "reached": self.reached,
            "lacks": Capitalized(Listed(self.lacks, "semicolon")),
        }


@dataclass(frozen=True, slots=True)
class Progress(Tabular):
    """How far an account is along.

    Parameters
    ----------
    steps : sequence of Step
        All of them.
    along : int
        How many steps are reached from the first one on, without a gap.
    next : Step or None
        The first step that is not reached.
    """

    steps: Sequence[Step]
    along: int
    next: Step | None

    @property
    def ahead(self) -> tuple[Step, ...]:
        """Steps that are reached although an earlier one is not."""
        rest = self.steps[self.along :]
        return tuple(step for step in rest if step.reached)

    def __repr__(self) -> str:
        count = len(self.steps)
        return f"<Progress: {self.along} of {count} steps>"

    def _rows(self) -> list[Row]:
        return [each.row() for each in self.steps]


def steps(subject: Subject, *, playbook: Playbook | None = None) -> Progress:
    """How far an account is along the steps, and what the next step lacks.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        The account.
    playbook : Playbook, optional
        A company's own tables: ``step_rules``, ``thresholds``.

    Returns
    -------
    Progress

    Examples
    --------
    >>> import powermap as pm
    >>> ana = pm.Stakeholder("Ana", title="CFO", power="decider", contact="several")
    >>> result = steps(pm.BuyingCenter("ERP", [ana]))
    >>> print(result.along, result.next.name)
    2 Analyze the opportunity
    >>> print(result.next.lacks[0])
    too few answers to “Is there an opportunity?”

    Notes
    -----
    The whole way of a key-account sales course, from the customer's organization
    (掌握大客户的组织结构) to the close (成交). The course does not say when a step is
    done, so the rules ask for the least that a reader of the plan would accept. A
    later step can be reached before an earlier one; `along` does not count it.
    """
    return judge(subject, playbook=playbook).steps


def judge_steps(judgment: Judgment) -> Progress:
    """Every step of the playbook in its order."""
    judged = []
    for number, rule in enumerate(judgment.playbook.step_rules, 1):
        judged.append(_judge_step(number, rule, judgment))
    # The first step that is not reached is the next one, even when later ones are
    # reached: the course's order matters.
    for step in judged:
        if not step.reached:
            return Progress(ResultList(judged), step.number - 1, step)
    return Progress(ResultList(judged), len(judged), None)


def _judge_step(number: int, rule: StepRule, judgment: Judgment) -> Step:
    lacks: list[Reason] = []
    for check in rule.checks:
        # Every check, not up to the first that fails: the sentence lists all that is
        # missing.
        lacks += CHECKS[check](judgment)
    name = _name_step(rule)
    if lacks:
        clauses: list[Value] = [*lacks]
        because = Reason("steps.open", name=name, lacks=Listed(clauses, "semicolon"))
    else:
        because = Reason("steps.reached", name=name)
    return Step(number, name, not lacks, tuple(lacks), because)


def _name_step(rule: StepRule) -> Reason:
    """The name that a playbook gives its own step, else that of the words."""
    if rule.names:
        return Reason("list.plain", text=Texts(rule.names))
    return Reason(f"steps.name.{rule.key}")
