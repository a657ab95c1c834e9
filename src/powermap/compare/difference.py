"""Everything that changed between two versions of a buying center or a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING

from powermap.compare import claims, judgments, people, plans
from powermap.compare.changes import Changed, Moved
from powermap.frozen import FrozenMapping
from powermap.judgment.judge import Judgment, Subject, judge
from powermap.language import Listed, Reason, sentences
from powermap.language.results import Row, Tabular
from powermap.model import BuyingCenter, Tie

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook

PARTS = (
    "claims",
    "answers",
    "goals",
    "actions",
    "prospects",
    "team",
    "criteria",
    "ratings",
    "facts",
)
"""What is compared beside the people, in the order in which it is shown."""
_WEIGHTY = ("role", "stance", "contact")
"""Changes of people that a summary says one by one; it counts the others."""
COUNTED = (*PARTS, "verdicts", "appeared", "gone")
"""What the summary counts."""
_LONGEST_REPR = 200
"""Characters of the summary in a repr; a plan may lose hundreds of people."""


@dataclass(frozen=True, slots=True, repr=False)
class Difference(Tabular):
    """Everything that changed: what somebody wrote, then what follows from it.

    Parameters
    ----------
    came, left : tuple of str
        Ids, in the order of the new and the old version.
    moved : tuple of Moved
        In the order of the new version, per person the weightiest field first.
    ties_added, ties_removed : tuple of Tie
        By source, target and kind.
    ties_changed : tuple of (Tie, Tie)
        Ties whose strength or note differs, old and new.
    ties : tuple of Changed
        The same ties in sentences.
    claims : tuple of Changed
        Who says what about which field of a person who is in both versions.
    answers : tuple of Changed
        Criteria whose latest answer differs, ours and each rival's, with its
        evidence, weight and day; then answers of earlier days.
    goals, actions, prospects, team, criteria, ratings : tuple of Changed
        By name.
    facts : tuple of Changed
        Of the plan and of the buying center: strategy, objective, rivals, scale,
        day and so on.
    judged : tuple of Moved
        Role and relationship of each person.
    verdicts : tuple of Changed
        The relationship with the account, the verdict on each question, ours and
        each rival's, and the recommended strategy.
    appeared, gone : tuple of Changed
        Findings.
    because : Reason
        The whole in a paragraph.
    names : mapping of str to str
        Everybody's name by id, of both versions.
    """

    came: tuple[str, ...]
    left: tuple[str, ...]
    moved: tuple[Moved, ...]
    ties_added: tuple[Tie, ...]
    ties_removed: tuple[Tie, ...]
    ties_changed: tuple[tuple[Tie, Tie], ...]
    ties: tuple[Changed, ...]
    claims: tuple[Changed, ...]
    answers: tuple[Changed, ...]
    goals: tuple[Changed, ...]
    actions: tuple[Changed, ...]
    prospects: tuple[Changed, ...]
    team: tuple[Changed, ...]
    criteria: tuple[Changed, ...]
    ratings: tuple[Changed, ...]
    facts: tuple[Changed, ...]
    judged: tuple[Moved, ...]
    verdicts: tuple[Changed, ...]
    appeared: tuple[Changed, ...]
    gone: tuple[Changed, ...]
    because: Reason
    names: Mapping[str, str]

    def __bool__(self) -> bool:
        """Whether anything changed; False only for versions that are equal."""
        for field in fields(self):
            # Both are there for every difference, also for none.
            if field.name in {"because", "names"}:
                continue
            if getattr(self, field.name):
                return True
        return False

    def __repr__(self) -> str:
        text = str(self.because)
        if len(text) > _LONGEST_REPR:
            text = f"{text[:_LONGEST_REPR]}…"
        return f"<Difference: {text}>"

    def _rows(self) -> list[Row]:
        changes: list[Changed | Moved] = []
        for _, part in self.sections():
            changes += part
        return [{"because": change.because} for change in changes]

    def sections(self) -> Iterator[tuple[str, Sequence[Changed | Moved]]]:
        """The changes by what they are about, in the order in which they are shown.

        Returns
        -------
        iterator of (str, sequence of Changed or Moved)
            The key of each section under ``difference`` in the words.
        """
        changes: list[Changed | Moved] = []
        for key, ids in (("came", self.came), ("left", self.left)):
            for id in ids:
                name = self.names[id]
                reason = Reason(f"difference.{key}", people=name)
                changes.append(Changed(name, None, None, reason))
        changes += self.moved
        yield "people", changes
        yield "ties", self.ties
        for key in (*PARTS, "judged", "verdicts"):
            yield key, getattr(self, key)
        yield "findings", (*self.appeared, *self.gone)

    def of(self, person: str) -> tuple[Moved, ...]:
        """What changed about one person, what the method says of them first.

        Parameters
        ----------
        person : str
            Id of the person.

        Returns
        -------
        tuple of Moved
            Empty where nothing changed, and for who was added or removed.
        """
        changes = (*self.judged, *self.moved)
        return tuple(change for change in changes if change.person == person)

    def counts(self) -> dict[str, int]:
        """How many things changed beside the people, by what they are."""
        counts = {"ties": len(self.ties)}
        for name in COUNTED:
            counts[name] = len(getattr(self, name))
        return counts


def diff(
    old: Subject,
    new: Subject,
    *,
    playbook: Playbook | None = None,
    today: date | str | None = None,
) -> Difference:
    """Compare two versions: what was written differently, and what follows from it.

    People are the same when their ids are, ties when they join the same two in the
    same way, goals, actions, prospects and team members when they have the same
    name. Nothing that the model holds is left out; another order is a change too.

    Parameters
    ----------
    old, new : BuyingCenter, AccountPlan or Judgment
        The two versions.
    playbook : Playbook, optional
        A company's own tables, for both versions.
    today : date or ISO str, optional
        The day for both versions; each has its own when not given.

    Returns
    -------
    Difference
        False when the versions are equal.

    Raises
    ------
    ModelError
        When one of them is something else.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> ana = Stakeholder("Ana Ruiz", power="decider", stance="neutral")
    >>> before = BuyingCenter("ERP", [ana])
    >>> after = before.replace("ana-ruiz", stance="supporter")
    >>> print(diff(before, after).moved[0].because)
    Ana Ruiz: stance Neutral → Supporter.
    """
    before, after = _judge_both(old, new, playbook, today)
    # The summary counts the finished difference, so it is put in afterwards.
    changes = _compare(before, after)
    return replace(changes, because=_summarize(after.center, changes))


def _judge_both(
    old: Subject,
    new: Subject,
    playbook: Playbook | None,
    today: date | str | None,
) -> tuple[Judgment, Judgment]:
    """Both versions judged, as plans when one of them is a plan."""
    before = judge(old, playbook=playbook, today=today)
    after = judge(new, playbook=playbook, today=today)
    # Otherwise findings about a missing plan would all appear or vanish, although
    # nobody wrote anything.
    if before.only_people and not after.only_people:
        before = judge(before.plan, playbook=before.playbook, today=before.today)
    if after.only_people and not before.only_people:
        after = judge(after.plan, playbook=after.playbook, today=after.today)
    return before, after


def _compare(before: Judgment, after: Judgment) -> Difference:
    added_people = _ids_only_in(after.center, before.center)
    removed_people = _ids_only_in(before.center, after.center)
    # The later name wins: readers know people by how they are called now.
    names = {person.id: person.name for person in (*before.center, *after.center)}
    added, removed, changed = people.compare_ties(before.center.ties, after.center.ties)
    own = after.playbook.custom_fields
    parts: dict[str, tuple[Changed, ...]] = dict.fromkeys(PARTS, ())
    facts: list[Changed] = []
    verdicts = list(judgments.compare_account(before, after))
    # A plan of people only has the name and day of its center: nothing of its own.
    if not before.only_people:
        parts["answers"] = tuple(plans.compare_answers(before.plan, after.plan))
        for name in plans.LISTS:
            changes = plans.compare_list(name, before.plan, after.plan)
            parts[name] = tuple(changes)
        facts += plans.compare_facts(before.plan, after.plan, own)
        verdicts += judgments.compare_method(before, after)
    parts["claims"] = tuple(claims.compare_claims(before.center, after.center))
    facts += people.compare_center(before.center, after.center)
    parts["facts"] = tuple(facts)
    appeared, gone = judgments.compare_findings(before, after)
    return Difference(
        came=added_people,
        left=removed_people,
        moved=tuple(people.compare_people(before.center, after.center, own)),
        ties_added=added,
        ties_removed=removed,
        ties_changed=changed,
        ties=tuple(people.describe_ties(added, removed, changed, names, own)),
        **parts,
        judged=tuple(judgments.compare_people(before, after)),
        verdicts=tuple(verdicts),
        appeared=appeared,
        gone=gone,
        because=Reason("difference.same"),
        names=FrozenMapping(names),
    )


def _ids_only_in(center: BuyingCenter, other: BuyingCenter) -> tuple[str, ...]:
    others = {person.id for person in other}
    return tuple(person.id for person in center if person.id not in others)


def _summarize(after: BuyingCenter, difference: Difference) -> Reason:
    """Who was added and removed, weighty changes one by one, the rest counted."""
    parts = []
    for key, ids in (("came", difference.came), ("left", difference.left)):
        if ids:
            names = Listed([difference.names[id] for id in ids])
            parts.append(Reason(f"difference.{key}", people=names))
    changes = (*difference.judged, *difference.moved)
    weighty = []
    for change in changes:
        if change.field in _WEIGHTY:
            weighty.append(change)
    place = {person.id: at for at, person in enumerate(after)}
    # By person and not by kind, so that all news about one person stand together.
    weighty.sort(key=lambda change: place[change.person])
    parts += [change.because for change in weighty]
    named = {change.person for change in weighty}
    # Counted as people: a person with five small changes is one line to look at.
    others = {change.person for change in changes} - named
    counts = {"others": len(others), **difference.counts()}
    for name, count in counts.items():
        if count:
            parts.append(Reason(f"difference.count_{name}", count=count))
    return sentences(parts) if parts else Reason("difference.same")
