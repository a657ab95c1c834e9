"""How an account developed: its versions, what moved, and what was settled."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from powermap.compare import diff
from powermap.errors import FormatError, ModelError
from powermap.frozen import FrozenMapping
from powermap.judgment.file_judgment import judge_file
from powermap.judgment.judge import Judgment
from powermap.language import Listed, Money, Reason, Signed
from powermap.language.results import Row, Tabular
from powermap.model import AccountPlan, Answer, BuyingCenter, Question
from powermap.model.playbook import Playbook, Severity, as_playbook
from powermap.model.record import parse_date
from powermap.model.subject import plan_of
from powermap.versions.sources import Found, find_versions

if TYPE_CHECKING:
    from powermap.compare.changes import Moved
    from powermap.judgment.findings import Finding

__all__ = ["History", "Version", "history", "history_of"]

_CHANGES = 3
"""As many changes as a row says before it counts the others."""
Source = str | os.PathLike[str] | Mapping[str, AccountPlan | BuyingCenter | Judgment]


@dataclass(frozen=True, slots=True, repr=False)
class Version:
    """An account as it was on a day, and what changed since the version before.

    Parameters
    ----------
    day : date
        For which it is judged.
    source : str
        The file, or the commit.
    author, text : str or None
        Who made the commit, and what they wrote about it.
    plan : AccountPlan
        The plan.
    support : float or None
        Expected support, weighted by power, −1 to 1; None where fewer than half of the
        stances are known.
    verdicts : mapping of Question to Answer
        Ours on the four questions; empty where only people are judged.
    findings : tuple of Finding
        What is open.
    settled : tuple of Finding
        What was open in the version before and is not any more.
    new : tuple of Finding
        What was not open in the version before.
    moved : tuple of Moved
        What changed about people who are in both versions, and what follows for their
        role.
    came, left : tuple of str
        Names of the people who are new, or gone.
    """

    day: date
    source: str
    author: str | None
    text: str | None
    plan: AccountPlan
    support: float | None
    verdicts: Mapping[Question, Answer]
    findings: tuple[Finding, ...]
    settled: tuple[Finding, ...] = ()
    new: tuple[Finding, ...] = ()
    moved: tuple[Moved, ...] = ()
    came: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def changes(self) -> list[Reason]:
        """What changed about people, each in a sentence."""
        said = [each.because for each in self.moved]
        said += [Reason("difference.came", people=name) for name in self.came]
        said += [Reason("difference.left", people=name) for name in self.left]
        return said

    @property
    def serious(self) -> int:
        """How many serious findings are open."""
        return sum(each.severity is Severity.SERIOUS for each in self.findings)

    def row(self) -> Row:
        """Its values by column."""
        answers: dict[str, Answer | None] = {}
        for question in Question:
            answers[question.value] = self.verdicts.get(question)
        return {
            "day": self.day,
            "people": len(self.plan.center),
            "deal_value": None if self.plan.value is None else Money(self.plan.value),
            "support": None if self.support is None else Signed(self.support),
            **answers,
            "serious": self.serious,
            "open": len(self.findings),
            "new": len(self.new),
            "settled": len(self.settled),
            "changes": Listed(
                self.changes, "sentences", most=_CHANGES, more="timeline.more_changes"
            ),
            "author": self.author,
        }

    def __repr__(self) -> str:
        return f"<Version {self.day.isoformat()} {self.source}>"


@dataclass(frozen=True, slots=True, repr=False)
class History(Tabular):
    """The versions of one account, the oldest first.

    Parameters
    ----------
    account : str
        What it is called in the last version.
    versions : tuple of Version
        At most one a day.
    """

    account: str
    versions: tuple[Version, ...]

    def _rows(self) -> list[Row]:
        return [version.row() for version in self.versions]

    @property
    def support(self) -> tuple[tuple[date, float], ...]:
        """Support over time, where it is known, as a portfolio takes it.

        Examples
        --------
        >>> import powermap as pm
        >>> ana = pm.Stakeholder("Ana Ruiz", power="decider", stance="supporter")
        >>> versions = {"2026-10-01": pm.BuyingCenter("ERP", [ana])}
        >>> history(versions).support
        ((datetime.date(2026, 10, 1), 0.5),)
        """
        series = []
        for version in self.versions:
            if version.support is not None:
                series.append((version.day, version.support))
        return tuple(series)

    def __repr__(self) -> str:
        first, last = self.versions[0].day, self.versions[-1].day
        count = len(self.versions)
        return f"<History {self.account!r}, {count} versions, {first} to {last}>"


def history(
    source: str
    | os.PathLike[str]
    | Mapping[str, AccountPlan | BuyingCenter | Judgment],
    *,
    playbook: Playbook | None = None,
) -> History:
    """The versions of a plan and what changed from each to the next.

    Parameters
    ----------
    source : path, or mapping of day to plan
        A file in a git repository, of which every commit is a version under the day of
        its author; or a folder with a file for each version, dated by its name
        (``northwind-2026-11-20.yaml``) or by the plan itself.
    playbook : Playbook, optional
        A company's own words, tables and rules, the same for all versions.

    Returns
    -------
    History
        Of each day the last version; each is judged for its own day.

    Raises
    ------
    FormatError
        When there is no such file, it is in no repository, or there is no version.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> def erp(stance):
    ...     return BuyingCenter("ERP", [Stakeholder("Ana Ruiz", stance=stance)])
    >>> told = history({"2026-10-01": erp("neutral"), "2026-11-01": erp("supporter")})
    >>> [change.field for change in told.versions[1].moved]
    ['stance']
    """
    tables = as_playbook(playbook)
    return history_of(_find(source, tables), tables)


def history_of(found: Sequence[Found], tables: Playbook) -> History:
    """The history of versions that were found, the oldest first."""
    versions: list[Version] = []
    before: Judgment | None = None
    for each in found:
        judgment = judge_file(each.plan, tables, each.day)
        versions.append(_version(each, judgment, before))
        before = judgment
    return History(found[-1].plan.account, tuple(versions))


def _find(source: Source, playbook: Playbook) -> list[Found]:
    if isinstance(source, Mapping):
        return _dated(source)
    return find_versions(source, playbook)


def _dated(
    plans: Mapping[str, AccountPlan | BuyingCenter | Judgment],
) -> list[Found]:
    """Plans that a program has by day."""
    found = []
    for written, subject in plans.items():
        day = parse_date(written)
        if day is None:
            raise ModelError(Reason("message.versions.no_day"))
        found.append(Found(day, plan_of(subject), day.isoformat()))
    if not found:
        raise FormatError(Reason("message.versions.nothing"))
    return sorted(found, key=lambda each: each.day)


def _version(found: Found, judgment: Judgment, before: Judgment | None) -> Version:
    findings = tuple(judgment.findings)
    version = {
        "day": found.day,
        "source": found.source,
        "author": found.author,
        "text": found.text,
        "plan": found.plan,
        "support": _support(judgment),
        "verdicts": _verdicts(judgment),
        "findings": findings,
    }
    if before is None:
        return Version(**version)  # type: ignore[arg-type]
    changes = diff(before, judgment)
    names = changes.names
    known = {_key(each) for each in before.findings}
    now = {_key(each) for each in findings}
    return Version(
        **version,  # type: ignore[arg-type]
        settled=tuple(each for each in before.findings if _key(each) not in now),
        new=tuple(each for each in findings if _key(each) not in known),
        moved=(*changes.moved, *changes.judged),
        came=tuple(names[id] for id in changes.came),
        left=tuple(names[id] for id in changes.left),
    )


def _key(finding: Finding) -> tuple[str, tuple[str, ...]]:
    """By what a finding is the same in two versions, whatever its figures say."""
    return finding.code, tuple(sorted(finding.people))


def _support(judgment: Judgment) -> float | None:
    if not len(judgment.center):
        return None
    outlook = judgment.network.outlook
    # Fewer than half of the stances known: a number would say more than is known.
    return outlook.support if outlook.has_levels else None


def _verdicts(judgment: Judgment) -> Mapping[Question, Answer]:
    if judgment.only_people:
        return FrozenMapping()
    ours = judgment.verdicts[None]
    return FrozenMapping({question: ours[question].answer for question in Question})
