"""What is missing or risky in an account plan: a linter with stable codes.

Severity, words and sources stand in ``findings.toml``, a smallest plan for and against each rule in
``findings_examples.toml``; here is one pure function per rule.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from powermap.errors import ModelError, nearest, shown
from powermap.model import (
    AccountPlan,
    Action,
    Answer,
    Assessment,
    BuyingCenter,
    Contact,
    Goal,
    Power,
    Role,
    Stakeholder,
    Stance,
    State,
    TieKind,
)
from powermap.model.halves import involvement_of, power_of
from powermap.model.record import a_date
from powermap.network import disagreements, links
from powermap.words import LANGS, label, say

from .assessment import latest, named, signed
from .roles import GRID, Assignment, Grid, classify

FOR = frozenset({Stance.CHAMPION, Stance.SUPPORTER})
AGAINST = frozenset({Stance.OPPONENT, Stance.ENEMY})
KNOWN_WELL = frozenset({Contact.SEVERAL, Contact.DEEP})
LIVE = frozenset({State.OPEN, State.UNDER_WAY})
NAMED = 5
"""As many names as a message holds before it counts the others; `Finding.people` holds all."""


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

    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank


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


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One line of the table of findings.

    Parameters
    ----------
    code : str
        PM and three digits.
    severity : Severity
        How much it weighs.
    title, message, why, next_step : mapping of language to str
        In words; {braces} of a message are filled in by its rule.
    sources : tuple of mapping of language to str
        Where the rule comes from.
    days : int or None
        The limit of a rule about age.
    rule : callable, optional
        Of a house's own finding: gives, for what `check` looks at, the ids of those whom each hit is about.

    Examples
    --------
    >>> def many_gatekeepers(given):
    ...     center = given.center if isinstance(given, AccountPlan) else given
    ...     keepers = [id for id, found in classify(center).items() if found.role is Role.GATEKEEPER]
    ...     return [keepers] if len(keepers) > 1 else []
    >>> words = [{"en": text} for text in ("Many gatekeepers", "{people} screen.", "Each may say no.", "See them.")]
    >>> mine = FindingKind("ACME1", Severity.WARNING, *words, sources=(), rule=many_gatekeepers)
    >>> people = [Stakeholder(name, power="influencer", involvement="low") for name in ("Ana", "Ben")]
    >>> [found.message for found in check(BuyingCenter("ERP", people), kinds={"ACME1": mine})]
    ['Ana, Ben screen.']
    """

    code: str
    severity: Severity
    title: Mapping[str, str]
    message: Mapping[str, str]
    why: Mapping[str, str]
    next_step: Mapping[str, str]
    sources: tuple[Mapping[str, str], ...]
    days: int | None = None
    rule: Callable[[BuyingCenter | AccountPlan], Iterable[Iterable[str]]] | None = None

    def hits(self, case: _Case) -> Iterator[_Hit]:
        """What its rule finds: the house's own, or the one that powermap has for its code."""
        if self.rule is None:
            return RULES[self.code](case, self)
        return (_Hit(case.members(ids, self.code)) for ids in self.rule(case.given))


Kinds = Mapping[str, FindingKind]
"""A table of findings, by code."""


@cache
def finding_kinds() -> Kinds:
    """The table of findings by code.

    Examples
    --------
    >>> finding_kinds()["PM301"].title["en"]
    'No insider'
    """
    text = files(__package__).joinpath("findings.toml").read_text(encoding="utf-8")
    book = tomllib.loads(text)
    sources = book.pop("sources")
    return MappingProxyType({code: _kind(code, entry, sources) for code, entry in book.items()})


def _kind(code: str, entry: Mapping[str, Any], sources: Mapping[str, Mapping[str, str]]) -> FindingKind:
    langs: tuple[str, ...] = LANGS
    title, message, why, next_step = (
        MappingProxyType({lang: str(entry[lang][key]) for lang in langs})
        for key in ("title", "message", "why", "next_step")
    )
    cited = tuple(MappingProxyType(sources[name]) for name in entry["sources"])
    return FindingKind(code, Severity(entry["severity"]), title, message, why, next_step, cited, days=entry.get("days"))


def check(
    center_or_plan: BuyingCenter | AccountPlan,
    *,
    select: str | Iterable[str] | None = None,
    ignore: str | Iterable[str] | None = None,
    today: date | str | None = None,
    lang: str = "en",
    grid: Grid = GRID,
    kinds: Kinds | None = None,
) -> list[Finding]:
    """What is missing or risky in a buying center or an account plan.

    Parameters
    ----------
    center_or_plan : BuyingCenter or AccountPlan
        For a buying center the rules about goals, actions and assessments say nothing.
    select, ignore : str or iterable of str, optional
        Codes, or beginnings of codes as PM1; what a plan ignores is ignored too. The longer one wins: PM301 selected
        is found although PM3 is ignored.
    today : date or ISO str, optional
        For what is stale or overdue. When not given the day of the plan, else of the buying center, else the newest day
        on which anything in it was judged or happened, else these rules say nothing.
    lang : {"en", "zh"}
        Language of the sentences.
    grid : mapping of (Power, Involvement or None) to Role
        The table of roles, as for `classify`.
    kinds : mapping of code to FindingKind, optional
        A table of the house instead of `finding_kinds`; codes that it lacks are not looked for. A code of the house's
        own brings its rule.

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
    >>> people = [Stakeholder("Ana", power="decider", involvement="high", contact="none", covered_by="Kim")]
    >>> for found in check(BuyingCenter("ERP", people), select=["PM2", "PM301"]):
    ...     print(found.code, found.severity, found.people, found.message)
    PM301 serious () Nobody is known to be an insider who works for us.
    PM202 warning ('ana',) Ana decides, and we have no contact.
    """
    if not isinstance(center_or_plan, BuyingCenter | AccountPlan):
        kind = type(center_or_plan).__name__
        raise ModelError(f"{shown(center_or_plan)} is of type {kind}; give a BuyingCenter or an AccountPlan")
    say(lang, "finding.none")  # an unknown language is told before anything else
    kinds = _known(finding_kinds() if kinds is None else kinds)
    case = _Case(center_or_plan, _day(today), lang, grid)
    own = case.plan.ignore if case.plan else ()
    chosen = _chosen(kinds, None if select is None else _codes(select, kinds), _codes([*own, *_several(ignore)], kinds))
    found = [_finding(kind, hit, case) for kind in chosen for hit in kind.hits(case)]
    return sorted(found, key=lambda each: (-each.severity.rank, each.code, each.people))


def _known(kinds: Kinds) -> Kinds:
    wrong = next((code for code, kind in kinds.items() if kind.rule is None and code not in RULES), None)
    if wrong is not None:
        raise ModelError(f"the table of findings has {shown(wrong)}, for which there is no rule{nearest(wrong, RULES)}")
    taken = next((code for code, kind in kinds.items() if kind.rule is not None and code in RULES), None)
    if taken is not None:
        raise ModelError(f"{shown(taken)} is a finding of powermap's; give your rule a code of your own, as ACME1")
    return kinds


def _several(words: str | Iterable[str] | None) -> list[str]:
    given = [words] if isinstance(words, str) else list(words or ())
    return [part for each in given for part in (re.split(r"[\s,;，；、]+", each.strip()) if each.strip() else [each])]


def _codes(words: str | Iterable[str], kinds: Kinds) -> tuple[str, ...]:
    """Codes and beginnings of codes in capitals, all of which begin a code that there is."""
    found = []
    for word in _several(words):
        code = word.upper()
        if not code or not any(each.startswith(code) for each in kinds):
            groups = sorted({each[:3] for each in kinds})
            hint = nearest(word, [*kinds, *groups])
            raise ModelError(f"{shown(word)} is no finding; allowed: {', '.join(groups)} or a code as PM101{hint}")
        found.append(code)
    return tuple(found)


def _chosen(kinds: Kinds, select: Sequence[str] | None, ignore: Sequence[str]) -> list[FindingKind]:
    """The longest beginning of a code decides; of two equally long ones the one that ignores."""
    wanted = [""] if select is None else select
    return [kinds[code] for code in sorted(kinds) if _longest(code, wanted) > _longest(code, ignore)]


def _longest(code: str, beginnings: Iterable[str]) -> int:
    return max((len(each) for each in beginnings if code.startswith(each)), default=-1)


def _day(today: object) -> date | None:
    day = a_date(today)
    if day is not None and not isinstance(day, date):
        raise ModelError(f"today is {shown(today)}; allowed: a date")
    return day


@dataclass(frozen=True, slots=True)
class _Hit:
    """What a rule found: about whom, what fills its message, what is said after it, and the facts."""

    people: tuple[Stakeholder, ...] = ()
    said: Mapping[str, object] = field(default_factory=dict)
    after: str = ""
    facts: str = ""


Rule = Callable[["_Case", FindingKind], Iterator[_Hit]]


def _finding(kind: FindingKind, hit: _Hit, case: _Case) -> Finding:
    lang = case.lang
    people = _listed([person.name for person in hit.people], lang)
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


def _listed(names: Sequence[str], lang: str) -> str:
    text = say(lang, "board.separator").join(names[:NAMED])
    rest = len(names) - NAMED
    return say(lang, "chain.more", names=text, count=rest) if rest > 0 else text


class _Case:
    """What the rules look at: people with their roles, the plan if there is one, the day."""

    def __init__(self, given: BuyingCenter | AccountPlan, today: date | None, lang: str, grid: Grid) -> None:
        self.given = given
        self.plan = given if isinstance(given, AccountPlan) else None
        self.center = given.center if isinstance(given, AccountPlan) else given
        self.people, self.lang = self.center.stakeholders, lang
        self.roles: Mapping[str, Assignment] = classify(self.center, grid=grid, lang=lang)
        self.as_of = (self.plan.as_of if self.plan else None) or self.center.as_of
        self.today = today or self.as_of or self._newest()

    def _newest(self) -> date | None:
        """The newest day on which anything was judged or happened; what is due lies ahead and does not count."""
        days = [person.as_of for person in self.people]
        if self.plan:
            days += [each.as_of for each in self.plan.assessments]
            for each in self.plan.pipeline:
                days += [each.potential_on, each.prospect_on, each.closing_on, each.closed_on]
        return max((day for day in days if day), default=None)

    @property
    def deciders(self) -> tuple[Stakeholder, ...]:
        return tuple(one for one in self.people if power_of(one, self.center.scale) is Power.DECIDER)

    @property
    def key(self) -> tuple[Stakeholder, ...]:
        """The key people: who decides or can stop the purchase."""
        ids = {one.id for one in self.deciders}
        return tuple(one for one in self.people if one.id in ids or one.can_veto)

    @property
    def actions(self) -> tuple[Action, ...]:
        return self.plan.actions if self.plan else ()

    def having(self, role: Role) -> tuple[Stakeholder, ...]:
        """Who has a role; a narrower role counts as the broader one."""
        return tuple(one for one in self.people if replace(self.roles[one.id], declared=role).agrees)

    def named(self, ids: Iterable[str]) -> tuple[Stakeholder, ...]:
        wanted = set(ids)
        return tuple(one for one in self.people if one.id in wanted)

    def members(self, ids: Iterable[str], code: str) -> tuple[Stakeholder, ...]:
        """Those whom a house's rule names."""
        named = list(ids)
        wrong = next((id for id in named if id not in self.roles), None)
        if wrong is not None:
            raise ModelError(
                f"the rule of {code} names {shown(wrong)}, an id that nobody has{nearest(wrong, self.roles)}"
            )
        return self.named(named)

    def maybe(self, people: Sequence[Stakeholder]) -> str:
        listed = _listed([one.name for one in people], self.lang)
        return say(self.lang, "finding.maybe", people=listed) if people else ""

    def answers(self) -> tuple[Assessment, ...]:
        """The answer in force to each criterion, for us and for each rival, where one is known."""
        given = latest(self.plan.assessments) if self.plan else {}
        return tuple(each for each in given.values() if each.answer is not Answer.UNKNOWN)

    def criteria(self, answers: Iterable[Assessment]) -> str:
        """Criteria in words with what was answered, those of a rival with its name."""
        told = []
        for each in answers:
            what = f"{named(each.criterion, self.lang)} {signed(each.criterion, each.answer, self.lang)}"
            told.append(say(self.lang, "finding.of", what=what, whom=each.rival) if each.rival else what)
        return _listed(told, self.lang)


# People and roles -------------------------------------------------------------------------------------------------


def _no_people(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    if not case.people:
        yield _Hit()


def _nobody_decides(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    if case.people and not case.deciders:
        unknown = tuple(one for one in case.people if one.power is None)
        yield _Hit(unknown, after=case.maybe(unknown))


def _no_owner(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    return _lacking(case, Role.OWNER)


def _no_approver(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    return _lacking(case, Role.APPROVER)


def _lacking(case: _Case, role: Role) -> Iterator[_Hit]:
    """Somebody decides, but nobody in this role; a wanted role has a finding of its own."""
    if case.deciders and role not in case.center.wanted_roles and not case.having(role):
        unknown = tuple(one for one in case.deciders if one.involvement is None)
        yield _Hit(unknown, after=case.maybe(unknown))


def _wanted(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    for role in case.center.wanted_roles:
        if not case.having(role):
            declared = tuple(one for one in case.people if one.declared_role is role)
            yield _Hit(declared, {"role": label(role, case.lang)}, after=case.maybe(declared))


def _declared(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    for one in case.people:
        found = case.roles[one.id]
        if found.agrees is False and found.role and found.declared:
            roles = {"declared": label(found.declared, case.lang), "role": label(found.role, case.lang)}
            yield _Hit((one,), roles, facts=found.because)


def _contradicted(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    for each in disagreements(case.center, lang=case.lang):
        yield _Hit((case.center[each.person],), facts=each.because)


# Access and coverage ----------------------------------------------------------------------------------------------


def _uncovered(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    return (_Hit((one,)) for one in case.deciders if not one.covered_by)


def _no_contact(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    return (_Hit((one,)) for one in case.deciders if one.contact is Contact.NONE)


def _single_thread(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    """Exactly one person is known well, or, where nobody is, exactly one at all."""
    well = tuple(one for one in case.people if one.contact in KNOWN_WELL)
    threads = well or tuple(one for one in case.people if one.contact is Contact.BRIEF)
    if len(threads) == 1 < len(case.people):
        yield _Hit(threads)


# Support and influence --------------------------------------------------------------------------------------------


def _no_insider(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    if case.people and not any(one.stance is Stance.CHAMPION for one in case.people):
        yield _Hit()


def _no_enemy(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    if case.people and not any(one.stance in AGAINST for one in case.people):
        yield _Hit()


def _outnumbered(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    """Silent while no stance of those who decide is known: that is a finding of its own."""
    known = [one for one in case.deciders if one.stance]
    against = tuple(one for one in known if one.stance in AGAINST)
    supporters = sum(one.stance in FOR for one in known)
    if known and supporters <= len(against):
        counts = {"deciders": len(case.deciders), "supporters": supporters, "opponents": len(against)}
        yield _Hit(against, counts)


def _overruled(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    """Whose stance is unknown is not counted as against us, only among all."""
    backing = [one.name for one in case.deciders if one.stance in FOR]
    others = tuple(one for one in case.key if one.stance and one.stance not in FOR)
    if backing and len(others) * 2 > len(case.key):
        yield _Hit(others, {"deciders": _listed(backing, case.lang), "count": len(others), "all": len(case.key)})


def _powerless_insider(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    if not case.deciders:
        return
    swaying = _swaying(case)
    yield from (_Hit((one,)) for one in case.people if one.stance is Stance.CHAMPION and one.id not in swaying)


SAYS_IT = frozenset({TieKind.INFLUENCES, TieKind.LISTENS_TO})
"""Ties that say outright who sways whom."""


def _swaying(case: _Case) -> set[str]:
    """Who decides or sways somebody who does, over any number of links; people against us pass nothing on."""
    shut = {one.id for one in case.people if one.stance in AGAINST}
    behind: dict[str, list[str]] = {}
    for link in links(case.center):
        from_the_boss = link.tie.kind is TieKind.REPORTS_TO and link.source == link.tie.target
        if link.tie.kind not in SAYS_IT and not from_the_boss:  # a boss, a friend, a contact is not thereby swayed
            continue
        behind.setdefault(link.target, []).append(link.source)
    found = {one.id for one in case.deciders}
    ahead = list(found)
    while ahead:
        new = [id for id in dict.fromkeys(behind.get(ahead.pop(), ())) if id not in found]
        found.update(new)
        ahead += [id for id in new if id not in shut]
    return found


def _blocker(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    worked_on = {id for action in case.actions if action.state in LIVE for id in action.with_people}
    for one in case.people:
        blocks = one.can_veto or case.roles[one.id].role is Role.GATEKEEPER
        if blocks and one.stance in AGAINST and not one.covered_by and one.id not in worked_on:
            yield _Hit((one,))


# Evidence and unknowns --------------------------------------------------------------------------------------------


def _power_unknown(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    return _together(one for one in case.people if one.power is None)


def _involvement_unknown(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    return _together(one for one in case.key if involvement_of(one, case.center.scale) is None)


def _stance_unknown(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    return _together(one for one in case.key if one.stance is None)


def _contact_unknown(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    return _together(one for one in case.key if one.contact is None)


def _no_evidence(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    return _together(one for one in case.people if _judged(one) and not one.evidence)


def _stale(case: _Case, kind: FindingKind) -> Iterator[_Hit]:
    return _together(one for one in case.people if _judged(one) and _old(case, kind, one.as_of))


def _answer_without_evidence(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    return _of_criteria(case, [each for each in case.answers() if not each.evidence])


def _stale_answer(case: _Case, kind: FindingKind) -> Iterator[_Hit]:
    return _of_criteria(case, [each for each in case.answers() if _old(case, kind, each.as_of)])


def _from_the_future(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    people = tuple(one for one in case.people if _later(case, one.as_of))
    answers = [each for each in case.answers() if _later(case, each.as_of)]
    if people or answers:
        parts = [_listed([one.name for one in people], case.lang), case.criteria(answers)]
        what = say(case.lang, "board.separator").join(filter(None, parts))
        yield _Hit(people, {"what": what, "today": case.today})


def _together(people: Iterable[Stakeholder]) -> Iterator[_Hit]:
    """One finding for all of them: what is not known would else drown what is."""
    found = tuple(people)
    if found:
        yield _Hit(found)


def _of_criteria(case: _Case, answers: Sequence[Assessment]) -> Iterator[_Hit]:
    if answers:
        yield _Hit(said={"criteria": case.criteria(answers)})


def _judged(one: Stakeholder) -> bool:
    return any(value is not None for value in (one.power, one.involvement, one.stance, one.can_veto))


def _old(case: _Case, kind: FindingKind, day: date | None) -> bool:
    """Whether a judgement, of its own day or that of the file, is older than the table allows."""
    since = day or case.as_of
    return bool(case.today and since and kind.days is not None and (case.today - since).days > kind.days)


def _later(case: _Case, day: date | None) -> bool:
    return bool(case.today and day and day > case.today)


# Plan and actions -------------------------------------------------------------------------------------------------


def _action_overdue(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    for action in case.actions:
        if _overdue(case, action):
            yield _Hit(case.named(action.with_people), {"what": action.name, "day": action.due})


def _no_action(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    if case.plan:
        met = {id for action in case.actions if action.state is not State.DROPPED for id in action.with_people}
        yield from _together(one for one in case.key if one.id not in met)


def _action_of_nobody(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    return _of_actions(case, [action for action in case.actions if action.state in LIVE and not action.who])


def _action_without_day(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    return _of_actions(case, [action for action in case.actions if action.state in LIVE and not action.due])


def _goal_overdue(case: _Case, _: FindingKind) -> Iterator[_Hit]:
    for goal in case.plan.goals if case.plan else ():
        if _overdue(case, goal):
            yield _Hit(said={"what": goal.name, "day": goal.due})


def _of_actions(case: _Case, actions: Sequence[Action]) -> Iterator[_Hit]:
    if actions:
        people = case.named(id for action in actions for id in action.with_people)
        yield _Hit(people, {"what": _listed([action.name for action in actions], case.lang)})


def _overdue(case: _Case, planned: Action | Goal) -> bool:
    return bool(case.today and planned.due and planned.due < case.today and planned.state in LIVE)


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "PM101": _no_people,
        "PM102": _nobody_decides,
        "PM103": _no_owner,
        "PM104": _no_approver,
        "PM105": _wanted,
        "PM106": _declared,
        "PM107": _contradicted,
        "PM201": _uncovered,
        "PM202": _no_contact,
        "PM203": _single_thread,
        "PM301": _no_insider,
        "PM302": _no_enemy,
        "PM303": _outnumbered,
        "PM304": _overruled,
        "PM305": _powerless_insider,
        "PM306": _blocker,
        "PM401": _power_unknown,
        "PM402": _involvement_unknown,
        "PM403": _stance_unknown,
        "PM404": _contact_unknown,
        "PM405": _no_evidence,
        "PM406": _stale,
        "PM407": _answer_without_evidence,
        "PM408": _stale_answer,
        "PM409": _from_the_future,
        "PM501": _action_overdue,
        "PM502": _no_action,
        "PM503": _action_of_nobody,
        "PM504": _action_without_day,
        "PM505": _goal_overdue,
    }
)
