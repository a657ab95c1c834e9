"""One account over its deals: who stands how in each, and what is missing where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from powermap.accounts.judged_row import account_row
from powermap.accounts.rows import AccountRow
from powermap.frozen import FrozenMapping
from powermap.judgment.judge import Judgment, judge
from powermap.language import Listed, Money, Reason, sentences
from powermap.language.results import ResultList, Row, Tabular
from powermap.merging.combine import Combined, combine
from powermap.model import BuyingCenter, Role, Stance
from powermap.model.axes import power_score
from powermap.model.playbook import Playbook, Severity, as_playbook
from powermap.model.record import parse_date

if TYPE_CHECKING:
    from powermap.judgment.findings import Finding
    from powermap.language.values import Value
    from powermap.model import Stakeholder
    from powermap.model.subject import Subject

__all__ = ["AccountDeals", "FindingInDeals", "PersonInDeals", "Stand", "compare_deals"]

_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Stand:
    """How a person stands in one deal.

    Parameters
    ----------
    role : Role or None
        By power and involvement.
    stance : Stance or None
        Toward us.
    """

    role: Role | None
    stance: Stance | None

    def words(self) -> Value:
        """Both, as far as they are known."""
        unknown = Reason("common.unknown")
        if self.role is None and self.stance is None:
            return unknown
        return Listed([self.role or unknown, self.stance or unknown])


@dataclass(frozen=True, slots=True)
class PersonInDeals:
    """A person of the account, and how they stand in each deal.

    Parameters
    ----------
    id, name : str
        As the account has them.
    title : str or None
        Their job title.
    stands : mapping of str to Stand or None
        By deal; None where they are not in it.
    differs : bool
        Whether their role or stance, as far as known, is not the same in all deals.
    """

    id: str
    name: str
    title: str | None
    stands: Mapping[str, Stand | None]
    differs: bool

    @property
    def deals(self) -> tuple[str, ...]:
        """The deals that they are in."""
        found = []
        for deal, stand in self.stands.items():
            if stand is not None:
                found.append(deal)
        return tuple(found)

    def row(self) -> Row:
        """The person by column, each deal under its own name."""
        by_deal: dict[str, Value] = {}
        for deal, stand in self.stands.items():
            by_deal[deal] = None if stand is None else stand.words()
        return {"person": self.name, "title": self.title, **by_deal}


@dataclass(frozen=True, slots=True)
class FindingInDeals:
    """A finding, and the deals that have it.

    Parameters
    ----------
    finding : Finding
        As the first of these deals has it, or as the whole account has it.
    deals : tuple of str
        Empty where only all deals together have it.
    at_account : bool or None
        Whether somebody whom it names has it too when all deals are taken together.
        None where it names nobody, since it is about a deal.
    """

    finding: Finding
    deals: tuple[str, ...]
    at_account: bool | None

    def row(self) -> Row:
        """The finding by column."""
        asked = self.at_account is not None
        answer = "yes" if self.at_account else "no"
        return {
            "severity": Reason(f"finding.{self.finding.severity.value}"),
            "code": self.finding.code,
            "finding": self.finding.message,
            "in_deals": Listed(self.deals),
            "at_account": Reason(f"common.{answer}") if asked else None,
        }


@dataclass(frozen=True, slots=True, repr=False)
class AccountDeals(Tabular):
    """How we stand at one account over all its deals.

    Parameters
    ----------
    combined : Combined
        Everybody as one plan.
    deals : tuple of AccountRow
        A row for each deal, as a portfolio has it; its source is the name of the deal.
    people : ResultList of PersonInDeals
        Whoever is in most deals first, then by power.
    findings : ResultList of FindingInDeals
        The serious ones first, then those of most deals.
    """

    combined: Combined
    deals: tuple[AccountRow, ...]
    people: ResultList[PersonInDeals]
    findings: ResultList[FindingInDeals]

    @property
    def value(self) -> float | None:
        """What all deals are worth; None where none has a value."""
        values = [deal.value for deal in self.deals if deal.value is not None]
        return sum(values) if values else None

    @property
    def because(self) -> Reason:
        """How we stand, in a few sentences."""
        shared = [person for person in self.people if len(person.deals) > 1]
        differing = [person.name for person in self.people if person.differs]
        count = len(self.deals)
        said = [
            Reason("deals.count", account=self.combined.plan.account, count=count),
            self._because_of_value(),
            Reason("deals.people", total=len(self.people), count=len(shared)),
        ]
        if differing:
            said.append(Reason("deals.differ", people=Listed(differing, most=5)))
        return sentences(said)

    def _because_of_value(self) -> Reason:
        if self.value is None:
            return Reason("deals.no_value")
        number = sum(deal.value is not None for deal in self.deals)
        return Reason(
            "deals.value",
            value=Money(self.value),
            number=number,
            count=len(self.deals),
        )

    def _rows(self) -> list[Row]:
        return [person.row() for person in self.people]

    def __repr__(self) -> str:
        account = self.combined.plan.account
        return f"<AccountDeals of {account!r}: {len(self.deals)} deals>"


def compare_deals(
    plans: Mapping[str, Subject] | Iterable[Subject],
    *,
    today: date | str | None = None,
    playbook: Playbook | None = None,
) -> AccountDeals:
    """How we stand at one account over all its deals.

    Parameters
    ----------
    plans : mapping of str to plan, or iterable of plans
        As for `combine`: who is the same person is found in the same way.
    today : date or ISO str, optional
        Day for what is overdue or old; the day of each plan when not given.
    playbook : Playbook, optional
        A company's own words, tables and rules, the same for all deals.

    Returns
    -------
    AccountDeals
        People, findings and values by deal, and everybody as one plan.

    Raises
    ------
    ModelError
        When there is no plan, one was redacted, or `today` is not a date.

    Examples
    --------
    >>> from powermap.model import AccountPlan, BuyingCenter, Stakeholder
    >>> def deal(name, stance):
    ...     ana = Stakeholder("Ana Ruiz", power=9, stance=stance)
    ...     center = BuyingCenter(name, [ana])
    ...     return AccountPlan("Northwind", opportunity=name, center=center, value=100)
    >>> view = compare_deals([deal("ERP", "supporter"), deal("CRM", "opponent")])
    >>> {deal: stand.stance.value for deal, stand in view.people[0].stands.items()}
    {'ERP': 'supporter', 'CRM': 'opponent'}
    >>> view.value, view.people[0].differs
    (200, True)
    """
    combined = combine(plans)
    tables = as_playbook(playbook)
    day = parse_date(today)
    judged: dict[str, Judgment] = {}
    for label, plan in zip(_names_of(combined), combined.plans, strict=True):
        judged[label] = judge(plan, playbook=tables, today=day)
    whole = judge(combined.plan, playbook=tables, today=day)
    rows = [account_row(label, judgment) for label, judgment in judged.items()]
    ids = [{new: old for old, new in each.items()} for each in combined.ids]
    own_ids = dict(zip(judged, ids, strict=True))
    people = [_person(each, judged, own_ids) for each in combined.plan.center]
    center = combined.plan.center
    people.sort(key=lambda person: _rank(person, center))
    return AccountDeals(
        combined,
        tuple(rows),
        ResultList(people),
        ResultList(_findings(judged, whole, combined)),
    )


def _names_of(combined: Combined) -> tuple[str, ...]:
    """What the deals are called: by what the customer may buy, else as sources."""
    names = tuple(plan.opportunity or "" for plan in combined.plans)
    is_clear = all(names) and len(set(names)) == len(names)
    return names if is_clear else combined.sources


def _person(
    person: Stakeholder,
    judged: Mapping[str, Judgment],
    own_ids: Mapping[str, Mapping[str, str]],
) -> PersonInDeals:
    """Where a person of the account stands in each deal, by the deal's own ids."""
    stands: dict[str, Stand | None] = {}
    for label, judgment in judged.items():
        stands[label] = None
        id = own_ids[label].get(person.id)
        if id is not None:
            known = judgment.center[id]
            stands[label] = Stand(judgment.roles[id].role, known.stance)
    here = [stand for stand in stands.values() if stand is not None]
    roles = {stand.role for stand in here if stand.role is not None}
    stances = {stand.stance for stand in here if stand.stance is not None}
    differs = len(roles) > 1 or len(stances) > 1
    return PersonInDeals(
        person.id, person.name, person.title, FrozenMapping(stands), differs
    )


def _rank(person: PersonInDeals, center: BuyingCenter) -> tuple[int, bool, float]:
    power = power_score(center[person.id], center.scale)
    return -len(person.deals), power is None, -(power or 0.0)


def _findings(
    judged: Mapping[str, Judgment], whole: Judgment, combined: Combined
) -> list[FindingInDeals]:
    found: dict[tuple[str, tuple[str, ...]], Finding] = {}
    deals: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (label, judgment), new_ids in zip(judged.items(), combined.ids, strict=True):
        for finding in judgment.findings:
            people = tuple(sorted(new_ids[id] for id in finding.people))
            key = (finding.code, people)
            found.setdefault(key, finding)
            deals.setdefault(key, []).append(label)
    at_account: dict[str, set[str]] = {}
    for finding in whole.findings:
        at_account.setdefault(finding.code, set()).update(finding.people)
        # Of the answers, which belong to the deals, the account has none.
        if finding.people:
            key = (finding.code, tuple(sorted(finding.people)))
            found.setdefault(key, finding)
    several = []
    for (code, people), finding in found.items():
        holds = not at_account.get(code, set()).isdisjoint(people) if people else None
        labels = tuple(deals.get((code, people), ()))
        several.append(FindingInDeals(finding, labels, holds))
    return sorted(several, key=_finding_rank)


def _finding_rank(each: FindingInDeals) -> tuple[int, int]:
    return -_SEVERITIES.index(each.finding.severity), -len(each.deals)
