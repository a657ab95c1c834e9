"""What an assistant needs to know of a plan, as a short text that stays the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from powermap.errors import ModelError
from powermap.exchange.tables.cells import cell_of
from powermap.judgment.answers import latest_answers
from powermap.judgment.judge import Judgment, Subject, judge
from powermap.language import Language
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
from powermap.proposals.context_brief import ask_lines, brief_lines
from powermap.proposals.context_lines import (
    COLUMNS,
    MOST,
    UNKNOWN,
    as_item,
    describe_cell,
    describe_facts,
    heading,
    on_one_line,
)

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook

__all__ = ["PURPOSES", "Purpose", "context"]

Purpose = Literal["propose", "brief", "ask"]
PURPOSES: tuple[Purpose, ...] = ("propose", "brief", "ask")
_CHANGE = (
    '{"changes": [{"person": ID or "path": "TABLE: RECORD", "field", "value", '
    '"kind": "set"|"add"|"remove", "quote", "source", "day": "YYYY-MM-DD", '
    '"confidence": "high"|"medium"|"low"}]}'
)
"""The schema of a proposal in short."""
_PATHS = (
    "stakeholders|actions|goals|pipeline: NAME",
    "ties: ID → ID, KIND",
    "assessments: CRITERION, RIVAL",
)
_WORDS: Mapping[str, type[StrEnum]] = {
    "power": Power,
    "involvement": Involvement,
    "stance": Stance,
    "contact": Contact,
}
_LISTED = ("actions", "goals", "pipeline")


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
    name = " · ".join(on_one_line(each) for each in parts if each)
    day = judgment.today
    return f"{name}, {day.isoformat()}" if day else name


def _propose(judgment: Judgment, language: Language) -> Iterator[str]:
    plan = judgment.plan
    yield heading(language, "task")
    yield language.say("context.propose")
    yield _CHANGE
    paths = "; ".join(_PATHS)
    yield language.say("context.paths", paths=paths)
    yield ""
    yield heading(language, "words")
    yield from _words(plan, language)
    yield ""
    yield from _people(plan, language)
    yield from _ties(plan, language)
    yield from describe_facts(plan, language)
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


_AS_ID = "="
"""The sign for a name that is the same as the id."""
_SHOWN = frozenset({*COLUMNS, "photo", "rival_stances", "rival_contacts", "as_of"})


def _joined(words: Iterable[object]) -> str:
    return "|".join(on_one_line(word) for word in words)


def _people(plan: AccountPlan, language: Language) -> Iterator[str]:
    yield heading(language, "people_by_id")
    yield " | ".join(COLUMNS)
    for person in plan.center:
        yield _person(person, language)
    yield ""


def _person(person: Stakeholder, language: Language) -> str:
    cells = []
    for name in COLUMNS:
        value = fields_by_name("people")[name].value_in(person)
        # A Chinese id is the name, which takes a quarter of the tokens of the line.
        is_id = name == "name" and value == person.id
        cells.append(_AS_ID if is_id else describe_cell(value, language))
    rivals = _toward_rivals(person, language)
    return " | ".join([*cells, *rivals])


def _toward_rivals(person: Stakeholder, language: Language) -> Iterator[str]:
    names = dict.fromkeys([*person.rival_stances, *person.rival_contacts])
    for name in names:
        known = (person.rival_stances.get(name), person.rival_contacts.get(name))
        words = [language.label(each) for each in known if each is not None]
        called = language.say("common.no_decision") if name == NO_DECISION else name
        yield f"{on_one_line(called)}: {', '.join(words)}"


def _ties(plan: AccountPlan, language: Language) -> Iterator[str]:
    if not plan.center.ties:
        return
    yield heading(language, "ties")
    for kind in TieKind:
        sources: dict[str, list[str]] = {}
        for tie in plan.center.ties:
            if tie.kind is kind:
                sources.setdefault(tie.target, []).append(tie.source)
        ends = [f"{', '.join(ids)}→{target}" for target, ids in sources.items()]
        if ends:
            yield f"{kind.value}: {'; '.join(ends)}"
    yield ""


def _answers(plan: AccountPlan, language: Language) -> Iterator[str]:
    yield heading(language, "answers")
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
                known.append(f"{on_one_line(criterion)} {found[0].answer.value}")
            elif rival is None:
                known.append(f"{on_one_line(criterion)} {UNKNOWN}")
        if known:
            called = language.say("context.us") if rival is None else on_one_line(rival)
            yield f"{called}: {', '.join(known)}"
    yield ""


def _lists(plan: AccountPlan, language: Language) -> Iterator[str]:
    for name in _LISTED:
        records = getattr(plan, name)
        if not records:
            continue
        yield f"# {name}"
        for record in records[:MOST]:
            state = record.stage if name == "pipeline" else record.state
            day = getattr(record, "due", None)
            facts = [language.label(state), day.isoformat() if day else ""]
            known = ", ".join(each for each in facts if each)
            yield as_item(f"{on_one_line(record.name)} ({known})")
        rest = len(records) - MOST
        if rest > 0:
            yield language.say("context.more", count=rest)
        yield ""


_PARTS: Mapping[str, Callable[[Judgment, Language], Iterator[str]]] = {
    "propose": _propose,
    "brief": brief_lines,
    "ask": ask_lines,
}
