"""What changed between two versions of a buying center or an account plan, and what it means for us.

What is compared is read from the fields of the model, so that a new field is told like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from powermap.compare.changes import Changed, Moved
from powermap.compare.judgments import findings, judged, of_account, of_method
from powermap.compare.records import FIELDS, PARTS, WEIGHTY, moved, of_center, ties
from powermap.judgment.judge import Judgment, Subject, judge
from powermap.language import say
from powermap.model import BuyingCenter, Tie
from powermap.model.playbook import Playbook

__all__ = ["FIELDS", "PARTS", "Changed", "Difference", "Moved", "diff"]

COUNTED = (*PARTS, "verdicts", "appeared", "gone")
"""What a paragraph counts."""


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed: what somebody wrote, then what follows from it.

    Parameters
    ----------
    came, left : tuple of str
        Ids, in the order of the new and the old version.
    moved : tuple of Moved
        In the order of the new version, per person by `FIELDS`.
    ties_added, ties_removed : tuple of Tie
        By source, target and kind.
    ties_changed : tuple of (Tie, Tie)
        Ties whose strength or note differs, old and new.
    answers : tuple of Changed
        Criteria whose latest answer differs, ours and each rival's, with its evidence, weight and day; then answers of
        earlier days.
    goals, actions, prospects, team, criteria, ratings : tuple of Changed
        By name; the criteria are those of the house.
    facts : tuple of Changed
        Of the plan and of the buying center: strategy, objective, rivals, scale, day and so on.
    judged : tuple of Moved
        Role and relationship of each person, as the method gives them.
    verdicts : tuple of Changed
        The relationship with the account, the verdict on each question, ours and each rival's, and the strategy that
        the method recommends.
    appeared, gone : tuple of Changed
        Findings.
    because : str
        The whole in a paragraph.
    """

    came: tuple[str, ...]
    left: tuple[str, ...]
    moved: tuple[Moved, ...]
    ties_added: tuple[Tie, ...]
    ties_removed: tuple[Tie, ...]
    ties_changed: tuple[tuple[Tie, Tie], ...]
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
    because: str

    def __bool__(self) -> bool:
        """Whether anything changed; False only of versions that are equal."""
        return any(
            getattr(self, each.name) for each in fields(self) if each.name != "because"
        )

    def of(self, person: str) -> tuple[Moved, ...]:
        """What changed about one person, what the method says of them first.

        Parameters
        ----------
        person : str
            Id of the person.

        Returns
        -------
        tuple of Moved
            Empty where nothing changed, and for who came or left.
        """
        return tuple(
            each for each in (*self.judged, *self.moved) if each.person == person
        )

    def counts(self) -> dict[str, int]:
        """How many things changed beside the people, by what they are."""
        ties = (*self.ties_added, *self.ties_removed, *self.ties_changed)
        return {"ties": len(ties)} | {
            name: len(getattr(self, name)) for name in COUNTED
        }


def diff(
    old: Subject,
    new: Subject,
    *,
    lang: str = "en",
    playbook: Playbook | None = None,
) -> Difference:
    """Compare two versions: all that was written otherwise, and which roles, verdicts and findings follow from it.

    People are the same when their ids are, ties when they join the same two in the same way, goals, actions, prospects
    and members of the team when they are called the same. A buying center beside an account plan is a plan of people
    only. Nothing that the model holds is left out; that things stand in another order is told too.

    Parameters
    ----------
    old, new : BuyingCenter, AccountPlan or Judgment
        The two versions.
    lang : {"en", "zh"}
        Language of the reasons.
    playbook : Playbook, optional
        By which both versions are judged; powermap's when not given.

    Returns
    -------
    Difference
        False when the versions are equal.

    Raises
    ------
    ModelError
        When one of them is neither, or the language is unknown.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> before = BuyingCenter("ERP", [Stakeholder("Ana Ruiz", power="decider", stance="neutral")])
    >>> after = before.replace("ana-ruiz", stance="supporter").add(Stakeholder("Ben Ode"))
    >>> found = diff(before, after)
    >>> found.came, found.moved[0].because
    (('ben-ode',), 'Ana Ruiz: stance from Neutral to Supporter.')
    """
    earlier, later = _judge_both(old, new, playbook)
    a, b = earlier.center, later.center
    plans = None if later.only_people else (earlier.plan, later.plan)
    there, before = {each.id for each in b}, {each.id for each in a}
    parts: dict[str, Any] = {
        name: make(*plans, lang) if plans else () for name, make in PARTS.items()
    }
    parts["came"] = tuple(each.id for each in b if each.id not in before)
    parts["left"] = tuple(each.id for each in a if each.id not in there)
    parts["moved"] = tuple(moved(a, b, lang))
    parts |= zip(
        ("ties_added", "ties_removed", "ties_changed"),
        ties(a.ties, b.ties),
        strict=True,
    )
    parts["facts"] += (*of_center(a, b, lang),)
    parts["judged"] = tuple(judged(earlier, later, lang))
    parts["verdicts"] = (
        *of_account(earlier, later, lang),
        *(of_method(earlier, later, lang) if plans else ()),
    )
    parts["appeared"], parts["gone"] = findings(earlier, later, lang)
    found = Difference(**parts, because="")
    return Difference(**parts, because=_because(a, b, found, lang))


def _judge_both(
    old: Subject, new: Subject, playbook: Playbook | None
) -> tuple[Judgment, Judgment]:
    """Both versions judged, as plans when one of them is a plan."""
    earlier = judge(old, playbook=playbook)
    later = judge(new, playbook=playbook)
    if earlier.only_people and not later.only_people:
        earlier = judge(earlier.plan, playbook=earlier.playbook)
    if later.only_people and not earlier.only_people:
        later = judge(later.plan, playbook=later.playbook)
    return earlier, later


def _because(a: BuyingCenter, b: BuyingCenter, found: Difference, lang: str) -> str:
    said = []
    names = {person.id: person.name for person in (*a, *b)}
    for key, ids in (("came", found.came), ("left", found.left)):
        if ids:
            people = say(lang, "list.comma").join(names[id] for id in ids)
            said.append(say(lang, f"difference.{key}", people=people))
    place = {person.id: at for at, person in enumerate(b)}
    weighty = [
        each
        for each in (*found.judged, *found.moved)
        if each.field in {"role", *WEIGHTY}
    ]
    weighty.sort(key=lambda each: place[each.person])
    said += [each.because for each in weighty]
    others = len(
        {each.person for each in (*found.judged, *found.moved)}
        - {each.person for each in weighty}
    )
    counts = {"others": others, **found.counts()}
    said += [
        say(lang, f"difference.count_{name}", count=count)
        for name, count in counts.items()
        if count
    ]
    return (
        say(lang, "difference.and").join(said) if said else say(lang, "difference.same")
    )
