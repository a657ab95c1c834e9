"""What is missing or risky in an account plan: a linter with stable codes.

Severity, words and sources are in ``findings.toml`` of the playbook, a smallest plan
for and against each rule in ``examples.toml``. The rules are one pure function each,
in a module for each hundred codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.judgment.findings import (
    access,
    actions,
    camps,
    champion_tests,
    claims,
    evidence,
    overlooked,
    people,
    support,
)
from powermap.judgment.findings.codes import choose_kinds
from powermap.judgment.findings.hits import Hit, list_people
from powermap.judgment.findings.queries import people_by_id
from powermap.judgment.judge import Judgment, Subject, judge
from powermap.language import Days, Nearest, Quoted, Reason, Texts, sentences
from powermap.language.results import ResultList
from powermap.model.axes import power_score
from powermap.model.playbook import FindingKind, Severity
from powermap.model.playbook.defaults import finding_kinds

if TYPE_CHECKING:
    from powermap.language.results import Row
    from powermap.language.values import Value
    from powermap.model.playbook import Playbook

__all__ = ["RULES", "Finding", "FindingKind", "Findings", "Severity", "check"]

Rule = Callable[[Judgment, FindingKind], Iterator[Hit]]
RULES: Mapping[str, Rule] = FrozenMapping(
    {
        "PM101": people.find_no_people,
        "PM102": people.find_no_decider,
        "PM103": people.find_no_owner,
        "PM104": people.find_no_approver,
        "PM105": people.find_wanted_role,
        "PM106": people.find_declared_role,
        "PM107": people.find_contradicted_power,
        "PM201": access.find_uncovered,
        "PM202": access.find_no_contact,
        "PM203": access.find_single_thread,
        "PM204": access.find_no_contact_with_veto,
        "PM205": access.find_deal_on_one_person,
        "PM301": support.find_no_insider,
        "PM302": support.find_no_enemy,
        "PM303": support.find_outnumbered,
        "PM304": support.find_overruled,
        "PM305": support.find_powerless_insider,
        "PM306": support.find_blocker,
        "PM307": support.find_deciding_opponent,
        "PM308": support.find_isolated_decider,
        "PM309": support.find_influential_opponent,
        "PM310": support.find_owner_in_conflict,
        "PM311": camps.find_counter_champion,
        "PM312": camps.find_thread_of_rival,
        "PM313": camps.find_swing_people,
        "PM314": camps.find_no_event,
        "PM315": camps.find_no_consensus,
        "PM316": camps.find_no_cost_of_waiting,
        "PM317": camps.find_losers,
        "PM318": overlooked.find_overlooked_influencer,
        "PM319": overlooked.find_unknown_rival,
        "PM320": overlooked.find_unserved_deciders,
        "PM401": evidence.find_power_unknown,
        "PM402": evidence.find_involvement_unknown,
        "PM403": evidence.find_stance_unknown,
        "PM404": evidence.find_contact_unknown,
        "PM405": evidence.find_no_evidence,
        "PM406": evidence.find_stale,
        "PM407": evidence.find_answer_without_evidence,
        "PM408": evidence.find_stale_answer,
        "PM409": evidence.find_future_date,
        "PM410": evidence.find_future_stage,
        "PM411": claims.find_stale_claims,
        "PM412": claims.find_contradictions,
        "PM413": evidence.find_deciding_title,
        "PM501": actions.find_action_overdue,
        "PM502": actions.find_no_action,
        "PM503": actions.find_action_without_owner,
        "PM504": actions.find_action_without_date,
        "PM505": actions.find_goal_overdue,
        "PM506": actions.find_other_strategy,
        "PM507": champion_tests.find_untested_champion,
    }
)
"""The rule of each code."""
UNKNOWNS = "PM4"
"""Codes about what is not known: less certain than what is."""
DUE = frozenset({"PM501", "PM505"})
"""Codes about what should have been done by now."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing or risky.

    Parameters
    ----------
    code : str
        Stable, PM101 and on; its page in the documentation has this name.
    severity : Severity
        How serious it is.
    people : tuple of str
        Ids of those whom it is about, in the order of the buying center.
    message : Reason
        What was found.
    because : Reason
        Why that matters, with the facts behind it.
    next_step : Reason
        What to do about it.
    """

    code: str
    severity: Severity
    people: tuple[str, ...]
    message: Reason
    because: Reason
    next_step: Reason

    def __repr__(self) -> str:
        return f"<Finding {self.code} ({self.severity}): {self.message}>"

    def row(self) -> Row:
        """The finding by column."""
        return {
            "code": self.code,
            "severity": Reason(f"finding.{self.severity.value}"),
            "finding": self.message,
            "because": self.because,
            "next_step": self.next_step,
        }


class Findings(ResultList[Finding]):
    """Findings, the serious ones first.

    Parameters
    ----------
    findings : iterable of Finding
        The findings.
    today : date or None
        The day for what is overdue, stale or in the future; without a day nothing is.
    """

    def __init__(
        self, findings: Iterable[Finding] = (), today: date | None = None
    ) -> None:
        super().__init__(findings)
        self.today = today

    @property
    def day(self) -> Reason:
        """The day of the check as a sentence."""
        if self.today is None:
            return Reason("finding.no_day")
        return Reason("finding.day", day=self.today)

    def __repr__(self) -> str:
        return f"<{len(self)} findings, today {self.today}>"


def check(
    subject: Subject,
    *,
    select: str | Iterable[str] | None = None,
    ignore: str | Iterable[str] | None = None,
    today: date | str | None = None,
    playbook: Playbook | None = None,
) -> Findings:
    """What is missing or risky in a buying center or an account plan.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        For a buying center the rules about goals, actions and assessments are silent.
    select, ignore : str or iterable of str, optional
        Codes, or beginnings of codes as PM1. What the plan selects holds if `select`
        is not given; what the plan ignores is ignored too. The longer one wins: PM301
        selected is found although PM3 is ignored.
    today : date or ISO str, optional
        For what is overdue, stale or in the future; the day of the plan, else of the
        buying center, if not given. Without any, these rules are silent.
    playbook : Playbook, optional
        A company's own tables: ``finding_kinds`` among them.

    Returns
    -------
    Findings
        The serious ones first, then by what they put at stake: what is known before
        what is not, what is overdue, whose power, then by code and people. `today` is
        the day used.

    Raises
    ------
    ModelError
        On a code that does not exist, with the nearest.

    Examples
    --------
    >>> import powermap as pm
    >>> ana = pm.Stakeholder("Ana", power="decider", contact="none", covered_by="Kim")
    >>> for finding in check(pm.BuyingCenter("ERP", [ana]), select=["PM2", "PM301"]):
    ...     print(finding.code, finding.severity, finding.people, finding.message)
    PM301 serious () We know of no insider who works for us.
    PM202 serious ('ana',) We have no contact with Ana, who can make the decision.
    """
    judgment = judge(subject, playbook=playbook, today=today)
    if select is None and ignore is None:
        return judgment.findings
    return find_all(judgment, select, ignore)


def find_all(
    judgment: Judgment,
    select: str | Iterable[str] | None = None,
    ignore: str | Iterable[str] | None = None,
) -> Findings:
    """The findings of the chosen kinds in their order."""
    kinds = choose_kinds(judgment, select, ignore)
    findings: list[Finding] = []
    for kind in kinds:
        for hit in _hits(kind, judgment):
            findings.append(_make_finding(kind, hit))
    findings.sort(key=lambda each: _stake(each, judgment))
    return Findings(findings, judgment.today)


def _stake(finding: Finding, judgment: Judgment) -> tuple[object, ...]:
    """What a finding puts at stake, as a key that sorts the most first."""
    powers = []
    people = judgment.center.stakeholders
    for id in finding.people:
        # By place, since to find one of thousands by id or name takes longer.
        person = people[judgment.places[id]]
        power = power_score(person, judgment.center.scale)
        known = 0.0 if power is None else judgment.center.scale.share(power)
        # Whoever can stop the deal puts as much at stake as whoever decides.
        powers.append(1.0 if person.can_veto else known)
    # What is about nobody in particular is about the whole deal.
    power = max(powers, default=1.0)
    is_unknown = finding.code.startswith(UNKNOWNS)
    # By people last, so that the same plan gives the same order whichever way a rule
    # walks.
    return (
        -finding.severity.rank,
        is_unknown,
        finding.code not in DUE,
        -power,
        finding.code,
        finding.people,
    )


def _severity(kind: FindingKind, hit: Hit) -> Severity:
    own = finding_kinds().get(kind.code)
    # A severity that a company chose stands in every case.
    if hit.severity is None or own is None or own.severity is not kind.severity:
        return kind.severity
    return hit.severity


def _hits(kind: FindingKind, judgment: Judgment) -> Iterator[Hit]:
    """What the rule of a kind finds: powermap's for its code, or the company's own."""
    if kind.rule is None:
        yield from RULES[kind.code](judgment, kind)
        return
    # A company's rule is foreign code: what it returns is checked where it enters.
    for ids in kind.rule(judgment):
        named = list(ids)
        _check_ids(named, kind, judgment)
        yield Hit(people_by_id(judgment, named))


def _check_ids(ids: Sequence[str], kind: FindingKind, judgment: Judgment) -> None:
    for id in ids:
        if id not in judgment.roles:
            raise ModelError(
                Reason(
                    "message.playbook.rule_of_nobody",
                    code=kind.code,
                    id=Quoted(id),
                    hint=Nearest(id, tuple(judgment.roles)),
                )
            )


def _make_finding(kind: FindingKind, hit: Hit) -> Finding:
    # A rule's own {people} wins over the list of its hit.
    values: dict[str, Value] = {"people": list_people(hit.people), **hit.values}
    if kind.days is not None:
        values["days"] = Days(kind.days)
    message = Reason(Texts(kind.message), values)
    why = Reason(Texts(kind.why))
    if hit.hint:
        message = sentences([message, hit.hint])
    # What was seen in this plan first, then why it matters in general.
    if hit.facts:
        why = sentences([hit.facts, why])
    return Finding(
        code=kind.code,
        severity=_severity(kind, hit),
        people=tuple(person.id for person in hit.people),
        message=message,
        because=why,
        next_step=Reason(Texts(kind.next_step)),
    )
