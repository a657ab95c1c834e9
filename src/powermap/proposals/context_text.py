"""What an assistant needs to know of a plan, as a short text that stays the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from powermap.errors import ModelError
from powermap.exchange.tables.cells import cell_of
from powermap.judgment.answers import latest_answers
from powermap.judgment.judge import Judgment, Subject, judge
from powermap.language import Language, Listed
from powermap.language.refusals import not_allowed
from powermap.language.speaker import as_language
from powermap.model import (
    AccountPlan,
    Answer,
    Contact,
    Criterion,
    Involvement,
    Power,
    Stage,
    Stakeholder,
    Stance,
    State,
    TieKind,
)
from powermap.model.by_rival import NO_DECISION
from powermap.model.fields import fields_by_name, fields_of
from powermap.proposals.verbatim import tidy

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook

__all__ = ["PURPOSES", "Purpose", "context"]

Purpose = Literal["propose", "brief", "ask"]
PURPOSES: tuple[Purpose, ...] = ("propose", "brief", "ask")
_UNKNOWN = "?"
_CHANGE = (
    '{"changes": [{"person": ID or "path": "TABLE: RECORD", "field", "value", '
    '"kind": "set"|"add"|"remove", "quote", "source", "day": "YYYY-MM-DD", '
    '"confidence": "high"|"medium"|"low"}]}'
)
"""The schema of a proposal in short."""
_PATHS = (
    "stakeholders: NAME",
    "ties: ID → ID, KIND",
    "assessments: CRITERION, RIVAL",
    "actions: NAME",
    "goals: NAME",
    "pipeline: NAME",
)
_COLUMNS = (
    "id",
    "name",
    "title",
    "power",
    "involvement",
    "stance",
    "contact",
    "can_veto",
    "covered_by",
)
"""What is said of every person, unknown or not."""
_WORDS: Mapping[str, type[StrEnum]] = {
    "power": Power,
    "involvement": Involvement,
    "stance": Stance,
    "contact": Contact,
}
_LISTED = ("actions", "goals", "pipeline")
_MOST = 40
"""Records of a list that are named; an assistant asks for the others."""
_LONGEST = 120
"""Characters of a text."""
_TOP = 5
"""People to see, questions and findings in a brief."""


def context(
    subject: Subject,
    purpose: Purpose = "propose",
    *,
    lang: str = "en",
    playbook: Playbook | None = None,
    today: date | str | None = None,
) -> str:
    """What an assistant needs to know of a plan, for one of three tasks.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        The plan.
    purpose : {"propose", "brief", "ask"}
        To propose changes from notes: people with their ids, what is unknown, the
        words that are allowed, and the form of a proposal. To brief somebody before
        a visit: where the account stands, findings, and whom to see. To ask: the
        questions that would change the most, and whom to ask.
    lang : {"en", "zh"}
        Language of the sentences and words.
    playbook : Playbook, optional
        A company's own tables.
    today : date or ISO str, optional
        The day for what is overdue or stale.

    Returns
    -------
    str
        The same for the same plan; under 2,000 tokens for fourteen people.

    Raises
    ------
    ModelError
        When the purpose or the language is unknown.

    Examples
    --------
    >>> import powermap as pm
    >>> text = context(pm.northwind_plan())
    >>> print(text.splitlines()[0])
    Northwind Steel · ERP renewal, 2026-11-20
    """
    if purpose not in PURPOSES:
        raise ModelError(not_allowed("purpose", purpose, PURPOSES))
    judgment = judge(subject, playbook=playbook, today=today)
    as_language(lang)
    language = judgment.playbook.language(lang)
    lines = [_title(judgment), language.say("context.data"), ""]
    lines += _PARTS[purpose](judgment, language)
    return "\n".join(lines).rstrip() + "\n"


def _title(judgment: Judgment) -> str:
    plan = judgment.plan
    parts = [plan.account, plan.opportunity]
    name = " · ".join(_line(each) for each in parts if each)
    day = judgment.today
    return f"{name}, {day.isoformat()}" if day else name


def _line(text: object) -> str:
    """A text of the plan on one line, that cannot be taken for a column or a heading."""
    line = tidy(str(text)).replace("|", "¦").lstrip("#")
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _heading(language: Language, key: str) -> str:
    return f"# {language.say(f'context.{key}')}"


def _propose(judgment: Judgment, language: Language) -> Iterator[str]:
    plan = judgment.plan
    yield _heading(language, "task")
    yield language.say("context.propose")
    yield _CHANGE
    paths = "; ".join(_PATHS)
    yield language.say("context.paths", paths=paths)
    yield ""
    yield _heading(language, "words")
    yield from _words(plan, language)
    yield ""
    yield from _people(plan, language)
    yield from _ties(plan, language)
    yield from _facts(plan, language)
    yield from _answers(plan, language)
    yield from _lists(plan, language)


def _words(plan: AccountPlan, language: Language) -> Iterator[str]:
    scale = plan.center.scale
    for field, vocabulary in _WORDS.items():
        words = [language.label(each) for each in vocabulary]
        if field in {"power", "involvement"}:
            words.append(f"{scale.low:g}–{scale.high:g}")
        yield f"{field}: {_joined(words)}"
    yield f"can_veto: {_joined(cell_of(each, language) for each in (True, False))}"
    yield f"ties: {_joined(each.value for each in TieKind)}"
    yield f"answer: {_joined(each.value for each in Answer)}"
    yield f"state: {_joined(language.label(each) for each in State)}"
    yield f"stage: {_joined(language.label(each) for each in Stage)}"
    if plan.team:
        yield f"who, covered_by: {_joined(each.name for each in plan.team)}"
    if plan.rivals:
        yield f"rival_stances: RIVAL, rival_contacts: RIVAL: {_joined(plan.rivals)}"
    others = [each.name for each in fields_of("people") if each.name not in _SHOWN]
    yield language.say("context.other_fields", fields=", ".join(others))


_SHOWN = frozenset({*_COLUMNS, "photo", "rival_stances", "rival_contacts", "as_of"})


def _joined(words: Iterable[object]) -> str:
    return "|".join(_line(word) for word in words)


def _people(plan: AccountPlan, language: Language) -> Iterator[str]:
    yield _heading(language, "people")
    yield " | ".join(_COLUMNS)
    for person in plan.center:
        yield _person(person, language)
    yield ""


def _person(person: Stakeholder, language: Language) -> str:
    cells = []
    for name in _COLUMNS:
        value = fields_by_name("people")[name].value_in(person)
        cells.append(_cell(value, language))
    rivals = _toward_rivals(person, language)
    return " | ".join([*cells, *rivals])


def _cell(value: Any, language: Language) -> str:
    if value in (None, ()):
        return _UNKNOWN
    if isinstance(value, tuple):
        return ", ".join(_cell(each, language) for each in value)
    return _line(cell_of(value, language))


def _toward_rivals(person: Stakeholder, language: Language) -> Iterator[str]:
    names = dict.fromkeys([*person.rival_stances, *person.rival_contacts])
    for name in names:
        known = (person.rival_stances.get(name), person.rival_contacts.get(name))
        words = [language.label(each) for each in known if each is not None]
        called = language.say("common.no_decision") if name == NO_DECISION else name
        yield f"{_line(called)}: {', '.join(words)}"


def _ties(plan: AccountPlan, language: Language) -> Iterator[str]:
    if not plan.center.ties:
        return
    yield _heading(language, "ties")
    for kind in TieKind:
        ends = [
            f"{tie.source}→{tie.target}" for tie in plan.center.ties if tie.kind is kind
        ]
        if ends:
            yield f"{kind.value}: {', '.join(ends)}"
    yield ""


def _facts(plan: AccountPlan, language: Language) -> Iterator[str]:
    yield _heading(language, "plan")
    unknown = []
    for field in fields_of("plan"):
        if field.name in {"plan_as_of", "account", "opportunity", "select", "ignore"}:
            continue
        value = field.value_in(plan)
        if value in (None, ()):
            unknown.append(field.name)
        else:
            yield f"{field.name}: {_cell(value, language)}"
    if unknown:
        yield language.say("context.unknown", fields=", ".join(unknown))
    yield ""


def _answers(plan: AccountPlan, language: Language) -> Iterator[str]:
    yield _heading(language, "answers")
    criteria = [each.value for each in Criterion]
    criteria += [each.name for each in plan.extra_criteria]
    latest = latest_answers(plan.assessments)
    for rival in (None, *plan.rivals):
        known = []
        for criterion in criteria:
            found = [
                each
                for each in latest.values()
                if str(each.criterion) == criterion and each.rival == rival
            ]
            if found:
                known.append(f"{_line(criterion)} {found[0].answer.value}")
            elif rival is None:
                known.append(f"{_line(criterion)} {_UNKNOWN}")
        if known:
            called = language.say("context.us") if rival is None else _line(rival)
            yield f"{called}: {', '.join(known)}"
    yield ""


def _lists(plan: AccountPlan, language: Language) -> Iterator[str]:
    for name in _LISTED:
        records = getattr(plan, name)
        if not records:
            continue
        yield f"# {name}"
        for record in records[:_MOST]:
            state = record.stage if name == "pipeline" else record.state
            day = getattr(record, "due", None)
            facts = [language.label(state), day.isoformat() if day else ""]
            known = ", ".join(each for each in facts if each)
            yield f"{_line(record.name)} ({known})"
        rest = len(records) - _MOST
        if rest > 0:
            yield language.say("context.more", count=rest)
        yield ""


def _brief(judgment: Judgment, language: Language) -> Iterator[str]:
    yield _heading(language, "task")
    yield language.say("context.brief")
    yield ""
    for line in judgment.overview:
        yield f"{_text(line.topic, language)}: {_text(line.answer, language)}"
    yield from _objective(judgment.plan, language)
    yield ""
    yield _heading(language, "people")
    for person in judgment.center:
        yield _brief_person(judgment, person, language)
    yield ""
    yield from _findings(judgment, language)
    yield from _visits(judgment, language)
    yield from _open_actions(judgment.plan, language)


def _text(value: Any, language: Language) -> str:
    return tidy(language.text(value))


def _objective(plan: AccountPlan, language: Language) -> Iterator[str]:
    for name in ("objective", "solution", "deciding_event"):
        field = fields_by_name("plan")[name]
        if field.value_in(plan):
            title = field.title_in(language)
            yield f"{title}: {_line(field.value_in(plan))}"


def _brief_person(judgment: Judgment, person: Stakeholder, language: Language) -> str:
    role = judgment.roles[person.id].role
    facts = [_line(person.title)] if person.title else []
    facts.append(language.label(role) if role else _UNKNOWN)
    for name in ("stance", "contact"):
        field = fields_by_name("people")[name]
        value = _cell(field.value_in(person), language)
        facts.append(f"{field.title_in(language)} {value}")
    return f"{_line(person.name)} ({person.id}): {', '.join(facts)}"


def _findings(judgment: Judgment, language: Language) -> Iterator[str]:
    findings = list(judgment.findings)
    if not findings:
        return
    yield _heading(language, "findings")
    for finding in findings[:_TOP]:
        advice = Listed([finding.message, finding.next_step], "sentences")
        yield f"{finding.code} {_text(advice, language)}"
    rest = len(findings) - _TOP
    if rest > 0:
        yield language.say("context.more", count=rest)
    yield ""


def _visits(judgment: Judgment, language: Language) -> Iterator[str]:
    from powermap.network import who_next

    visits = list(who_next(judgment))[:_TOP]
    if not visits:
        return
    yield _heading(language, "visits")
    for visit in visits:
        name = judgment.center[visit.person].name
        yield f"{_line(name)}: {_text(visit.because, language)}"
    yield ""


def _open_actions(plan: AccountPlan, language: Language) -> Iterator[str]:
    live = [action for action in plan.actions if action.is_live]
    if not live:
        return
    yield _heading(language, "actions")
    for action in live[:_MOST]:
        facts = [action.who, action.due.isoformat() if action.due else None]
        known = ", ".join(_line(each) for each in facts if each)
        yield f"{_line(action.name)} ({known})" if known else _line(action.name)


def _ask(judgment: Judgment, language: Language) -> Iterator[str]:
    yield _heading(language, "task")
    yield language.say("context.ask")
    yield ""
    yield _heading(language, "questions")
    for question in judgment.ask:
        row = question.row()
        both = Listed([row["question"], row["whom"]], "sentences")
        yield f"- {_text(both, language)}"
    yield ""
    yield _heading(language, "unknown_of_people")
    for person in judgment.center:
        unknown = [name for name in _COLUMNS if _is_unknown(person, name)]
        if unknown:
            yield f"{_line(person.name)} ({person.id}): {', '.join(unknown)}"
    yield ""
    yield from _facts(judgment.plan, language)


def _is_unknown(person: Stakeholder, name: str) -> bool:
    return fields_by_name("people")[name].value_in(person) in (None, ())


_PARTS: Mapping[str, Callable[[Judgment, Language], Iterator[str]]] = {
    "propose": _propose,
    "brief": _brief,
    "ask": _ask,
}
