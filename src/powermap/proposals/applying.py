"""A proposal applied to a plan: what is accepted, what is refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from powermap.compare import Difference, diff
from powermap.errors import ModelError
from powermap.exchange.glossary import Glossary, glossary_of
from powermap.language import Quoted, Reason
from powermap.language.results import ResultList, Row, Tabular
from powermap.language.values import Value
from powermap.model import AccountPlan
from powermap.model.record import check_type
from powermap.model.subject import Subject, plan_of, playbook_of
from powermap.proposals.edits import edit
from powermap.proposals.order import disagreeing, rank_of
from powermap.proposals.proposal import Change, Proposal
from powermap.proposals.undo import changes_between
from powermap.proposals.verbatim import QuotedText

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook

__all__ = ["Applied", "Outcome", "apply"]


_ROUNDS = 10
"""Rounds in which changes are tried that rest on others; each looks at all of them."""


@dataclass(frozen=True)
class Outcome:
    """What became of one change.

    Parameters
    ----------
    change : Change
        As it was proposed.
    because : Reason
        What is different now, or why the change was refused and what is allowed.
    """

    change: Change
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {
            "what": describe_place(self.change),
            "because": self.because,
            "evidence": self.change.quote,
            "source": self.change.source,
            "day": self.change.day,
        }


@dataclass(frozen=True, repr=False)
class Applied(Tabular):
    """A proposal, as far as it was accepted.

    Parameters
    ----------
    plan : AccountPlan
        With the changes that were accepted.
    accepted, refused : ResultList of Outcome
        What became of each change, in the order of the proposal.
    undo : Proposal
        What takes the accepted changes back; it is applied without a source.
    before : AccountPlan
        As it was.
    """

    plan: AccountPlan
    accepted: ResultList[Outcome]
    refused: ResultList[Outcome]
    undo: Proposal
    before: AccountPlan
    playbook: Playbook | None = field(default=None, repr=False)
    today: date | str | None = None

    def __repr__(self) -> str:
        accepted = len(self.accepted)
        refused = len(self.refused)
        return f"<Applied: {accepted} accepted, {refused} refused>"

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        for key in ("accepted", "refused"):
            outcomes: ResultList[Outcome] = getattr(self, key)
            title = Reason(f"message.proposals.{key}")
            rows += [{"outcome": title, **each.row()} for each in outcomes]
        return rows

    @cached_property
    def difference(self) -> Difference:
        """What is different now, and what follows from it; see `powermap.diff`."""
        return diff(self.before, self.plan, playbook=self.playbook, today=self.today)


def apply(
    plan: Subject,
    proposal: Proposal,
    *,
    source_text: str | None = None,
    playbook: Playbook | None = None,
    today: date | str | None = None,
) -> Applied:
    r"""Apply the changes of a proposal that are allowed, and say why others are not.

    A change is accepted when its quote stands in the source word for word, the plan
    takes the value, and the plan with all accepted changes does not contradict itself.
    What is said about a person becomes a claim with its day and source, beside the
    claims that are there, and the latest claim holds.

    Parameters
    ----------
    plan : AccountPlan, BuyingCenter or Judgment
        Stays as it is.
    proposal : Proposal
        Their order makes no difference.
    source_text : str, optional
        The notes in which every quote must stand. Without it only changes without a
        quote are accepted, which are your own, such as those of an undo.
    playbook : Playbook, optional
        Whose words are understood too.
    today : date or ISO str, optional
        The day for which the difference is judged.

    Returns
    -------
    Applied
        The plan, what was accepted and refused, the difference, and the undo.

    Raises
    ------
    ModelError
        When it is no proposal, or the plan was redacted.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> center = BuyingCenter("ERP", [Stakeholder("Ana Ruiz")])
    >>> change = Change("ana-ruiz", "stance", "supporter", quote="Ana is on our side",
    ...     source="Call with Ben", day="2026-11-28")
    >>> applied = apply(center, Proposal([change]), source_text="Ana is\non our side.")
    >>> applied.plan.center["ana-ruiz"].stance.value, len(applied.refused)
    ('supporter', 0)
    >>> apply(applied.plan, applied.undo).plan.center == center
    True
    """
    before = plan_of(plan)
    check_type(proposal, Proposal)
    if before.center.audience:
        raise ModelError(
            Reason("message.proposals.redacted", audience=before.center.audience)
        )
    tables = playbook_of(plan, playbook)
    work = _Work(before, glossary_of(tables), source_text)
    work.run(proposal.changes)
    accepted = []
    refused = []
    for number, change in enumerate(proposal.changes):
        if number in work.accepted:
            accepted.append(Outcome(change, work.accepted[number]))
        else:
            refused.append(Outcome(change, work.refused[number]))
    return Applied(
        work.plan,
        ResultList(accepted),
        ResultList(refused),
        changes_between(work.plan, before),
        before,
        playbook=playbook,
        today=today,
    )


class _Work:
    """One proposal being applied."""

    def __init__(
        self, plan: AccountPlan, glossary: Glossary, source_text: str | None
    ) -> None:
        self.before = plan
        self.plan = plan
        self.glossary = glossary
        self.source = None if source_text is None else QuotedText(source_text)
        self.accepted: dict[int, Reason] = {}
        self.refused: dict[int, Reason] = {}

    def run(self, changes: Sequence[Change]) -> None:
        """Accept or refuse each change."""
        starts: dict[int, int] = {}
        for number, change in enumerate(changes):
            try:
                starts[number] = self._find_quote(change)
            except ModelError as error:
                self.refused[number] = _reason(error)
        quoted = {number: changes[number] for number in starts}
        for number in disagreeing(quoted, self.plan, self.glossary):
            self.refused[number] = Reason("message.proposals.disagree")
            del starts[number]
        # By the place of their quotes and not as they are listed, so that the same
        # changes in another order give the same plan.
        order = sorted(
            starts, key=lambda number: rank_of(changes[number], starts[number])
        )
        self._apply_all(changes, order)

    def _find_quote(self, change: Change) -> int:
        """Where the quote of a change stands; 0 for one's own change."""
        if change.quote is None:
            if self.source is not None:
                raise ModelError(Reason("message.proposals.no_quote"))
            return 0
        if self.source is None:
            raise ModelError(
                Reason("message.proposals.no_source", quote=Quoted(change.quote))
            )
        return self.source.find(change.quote)

    def _apply_all(self, changes: Sequence[Change], order: Sequence[int]) -> None:
        waiting = list(order)
        for _ in range(_ROUNDS):
            left = []
            for number in waiting:
                try:
                    self.plan, because = edit(self.plan, changes[number], self.glossary)
                except ModelError as error:
                    self.refused[number] = _reason(error)
                    left.append(number)
                else:
                    self.accepted[number] = because
                    self.refused.pop(number, None)
            # What rests on another change finds it there in the next round.
            if len(left) == len(waiting):
                return
            waiting = left


def _reason(error: ModelError) -> Reason:
    """What is wrong, without the record around it."""
    reasons = [issue.reason for issue in error.issues] or [error.args[0]]
    first = reasons[0]
    return first if isinstance(first, Reason) else Reason("list.plain", text=str(first))


def describe_place(change: Change) -> Value:
    """What a change is about, as the proposal names it."""
    named = change.person or change.path
    if change.field is None:
        return named
    if named is None:
        return change.field
    return Reason("message.proposals.of", field=change.field, record=named)
