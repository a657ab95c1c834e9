"""What is missing or risky in an account plan: a linter with stable codes.

Severity, words and sources stand in ``kinds.toml``, a smallest plan for and against each rule in ``examples.toml``;
the rules are one pure function each, in a module for each hundred.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from powermap.errors import ModelError, nearest, shown
from powermap.judgment.findings import access, actions, evidence, people, support
from powermap.judgment.findings.case import Case, Hit, listed
from powermap.judgment.roles import GRID, Grid
from powermap.judgment.strategy.recommendation import (
    RULES as STRATEGY_RULES,
    StrategyRule,
)
from powermap.language import say
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.playbook import FindingKind, Severity
from powermap.model.playbook.defaults import finding_kinds
from powermap.model.record import a_date, a_list, a_table
from powermap.model.subject import people_or_plan

__all__ = [
    "RULES",
    "Finding",
    "FindingKind",
    "Kinds",
    "Severity",
    "check",
    "finding_kinds",
]

Kinds = Mapping[str, FindingKind]
"""A table of findings, by code."""
Rule = Callable[[Case, FindingKind], Iterator[Hit]]
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "PM101": people.no_people,
        "PM102": people.nobody_decides,
        "PM103": people.no_owner,
        "PM104": people.no_approver,
        "PM105": people.wanted,
        "PM106": people.declared,
        "PM107": people.contradicted,
        "PM201": access.uncovered,
        "PM202": access.no_contact,
        "PM203": access.single_thread,
        "PM301": support.no_insider,
        "PM302": support.no_enemy,
        "PM303": support.outnumbered,
        "PM304": support.overruled,
        "PM305": support.powerless_insider,
        "PM306": support.blocker,
        "PM401": evidence.power_unknown,
        "PM402": evidence.involvement_unknown,
        "PM403": evidence.stance_unknown,
        "PM404": evidence.contact_unknown,
        "PM405": evidence.no_evidence,
        "PM406": evidence.stale,
        "PM407": evidence.answer_without_evidence,
        "PM408": evidence.stale_answer,
        "PM409": evidence.from_the_future,
        "PM410": evidence.stage_from_the_future,
        "PM501": actions.action_overdue,
        "PM502": actions.no_action,
        "PM503": actions.action_of_nobody,
        "PM504": actions.action_without_day,
        "PM505": actions.goal_overdue,
        "PM506": actions.other_strategy,
    }
)
"""The rule of each code."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing or risky.

    Parameters
    ----------
    code : str
        Stable, PM101 and on; its page in the documentation has this name.
    severity : Severity
        How much it weighs.
    people : tuple of str
        Ids of those whom it is about, in the order of the buying center; empty when it is about nobody.
    message : str
        What was found, in a sentence.
    because : str
        Why that matters, with the facts behind it.
    next_step : str
        What to do about it.
    """

    code: str
    severity: Severity
    people: tuple[str, ...]
    message: str
    because: str
    next_step: str


def check(
    center_or_plan: BuyingCenter | AccountPlan,
    *,
    select: str | Iterable[str] | None = None,
    ignore: str | Iterable[str] | None = None,
    today: date | str | None = None,
    lang: str = "en",
    grid: Grid = GRID,
    kinds: Kinds | None = None,
    rules: Sequence[StrategyRule] = STRATEGY_RULES,
) -> list[Finding]:
    """What is missing or risky in a buying center or an account plan.

    Parameters
    ----------
    center_or_plan : BuyingCenter or AccountPlan
        For a buying center the rules about goals, actions and assessments say nothing.
    select, ignore : str or iterable of str, optional
        Codes, or beginnings of codes as PM1. What a plan selects holds when `select` is not given; what it ignores is
        ignored too. The longer one wins: PM301 selected is found although PM3 is ignored.
    today : date or ISO str, optional
        For what is stale, overdue or in the future. When not given the day of the plan, else of the buying center, else
        these rules say nothing: no other date is taken for today, since one slip of the pen would move it.
    lang : {"en", "zh"}
        Language of the sentences.
    grid : mapping of (Power, Involvement or None) to Role
        The table of roles, as for `classify`.
    kinds : mapping of code to FindingKind, optional
        A table of the house instead of `finding_kinds`; codes that it lacks are not looked for. A code of the house's
        own brings its rule.
    rules : sequence of StrategyRule
        The table of strategies, as for `recommend`.

    Returns
    -------
    list of Finding
        The serious ones first, then by code, then by people.

    Raises
    ------
    ModelError
        On a code that does not exist, with the nearest, on a rule for a code of powermap's, and on an unknown language.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> people = [Stakeholder("Ana", power="decider", involvement="high", contact="none", covered_by="Kim")]
    >>> for found in check(BuyingCenter("ERP", people), select=["PM2", "PM301"]):
    ...     print(found.code, found.severity, found.people, found.message)
    PM301 serious () Nobody is known to be an insider who works for us.
    PM202 warning ('ana',) Ana decides, and we have no contact.
    """
    given = people_or_plan(center_or_plan)
    say(lang, "finding.none")  # an unknown language is told before anything else
    kinds = _known(finding_kinds() if kinds is None else kinds)
    case = Case(given, a_date(today), lang, grid, a_list(rules, StrategyRule))
    wanted, unwanted = _own(case.plan, kinds)
    wanted = wanted if select is None else _codes(select, kinds)
    chosen = _chosen(kinds, wanted, (*unwanted, *_codes(ignore, kinds)))
    found = [_finding(kind, hit, case) for kind in chosen for hit in _hits(kind, case)]
    return sorted(found, key=lambda each: (-each.severity.rank, each.code, each.people))


def _known(kinds: Kinds) -> Kinds:
    a_list(a_table(kinds, "kinds").values(), FindingKind)
    wrong = next(
        (
            code
            for code, kind in kinds.items()
            if kind.rule is None and code not in RULES
        ),
        None,
    )
    if wrong is not None:
        hint = nearest(str(wrong), RULES)
        raise ModelError(
            f"the table of findings has {shown(wrong)}, for which there is no rule{hint}"
        )
    taken = next(
        (
            code
            for code, kind in kinds.items()
            if kind.rule is not None and code in RULES
        ),
        None,
    )
    if taken is not None:
        raise ModelError(
            f"{shown(taken)} is a finding of powermap's; give your rule a code of your own, as ACME1"
        )
    return kinds


def _several(words: str | Iterable[str] | None) -> list[str]:
    given = [words] if isinstance(words, str) else a_list(words, str)
    return [
        part
        for each in given
        for part in (
            re.split(r"[\s,;，；、]+", each.strip()) if each.strip() else [each]
        )
    ]


def _own(
    plan: AccountPlan | None, kinds: Kinds
) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """What a plan selects, None when it wants all, and what it ignores; wrong codes are told even when unused."""
    if plan is None:
        return None, ()
    wanted, unwanted = (
        _codes(getattr(plan, name), kinds, f"{name} of the plan: ")
        for name in ("select", "ignore")
    )
    return wanted or None, unwanted


def _codes(
    words: str | Iterable[str] | None, kinds: Kinds, where: str = ""
) -> tuple[str, ...]:
    """Codes and beginnings of codes in capitals, all of which begin a code that there is."""
    found = []
    for word in _several(words):
        code = word.upper()
        if not code or not any(each.startswith(code) for each in kinds):
            groups = sorted({each[:3] for each in kinds})
            allowed = f"{', '.join(groups)} or a code as PM101{nearest(word, [*kinds, *groups])}"
            raise ModelError(f"{where}{shown(word)} is no finding; allowed: {allowed}")
        found.append(code)
    return tuple(found)


def _chosen(
    kinds: Kinds, select: Sequence[str] | None, ignore: Sequence[str]
) -> list[FindingKind]:
    """The longest beginning of a code decides; of two equally long ones the one that ignores."""
    wanted = [""] if select is None else select
    return [
        kinds[code]
        for code in sorted(kinds)
        if _longest(code, wanted) > _longest(code, ignore)
    ]


def _longest(code: str, beginnings: Iterable[str]) -> int:
    return max((len(each) for each in beginnings if code.startswith(each)), default=-1)


def _hits(kind: FindingKind, case: Case) -> Iterator[Hit]:
    """What its rule finds: the house's own, or the one that powermap has for its code."""
    if kind.rule is None:
        return RULES[kind.code](case, kind)
    return (Hit(case.members(ids, kind.code)) for ids in kind.rule(case.given))


def _finding(kind: FindingKind, hit: Hit, case: Case) -> Finding:
    lang = case.lang
    people = listed([person.name for person in hit.people], lang)
    values = {"days": kind.days, "people": people} | dict(hit.said)
    gap = " " if lang == "en" else ""
    return Finding(
        kind.code,
        kind.severity,
        tuple(person.id for person in hit.people),
        gap.join(filter(None, (_in(kind.message, lang).format(**values), hit.after))),
        gap.join(filter(None, (hit.facts, _in(kind.why, lang)))),
        _in(kind.next_step, lang),
    )


def _in(said: Mapping[str, str], lang: str) -> str:
    """In a language, or in the one in which a house says it."""
    return said[lang] if lang in said else next(iter(said.values()))
