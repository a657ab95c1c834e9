"""What a colleague or an assistant needs before a visit, and what to ask."""

from __future__ import annotations

from collections.abc import Iterator

from powermap.judgment.judge import Judgment
from powermap.language import Language, Listed
from powermap.model import AccountPlan, Stakeholder
from powermap.model.fields import fields_by_name
from powermap.proposals.context_lines import (
    COLUMNS,
    MOST,
    UNKNOWN,
    as_item,
    describe_cell,
    describe_facts,
    heading,
    on_one_line,
    text_of,
)

__all__ = ["ask_lines", "brief_lines"]

_TOP = 5
"""People to see and findings in a brief."""


def brief_lines(judgment: Judgment, language: Language) -> Iterator[str]:
    """Where the account stands, who matters, what to do."""
    yield heading(language, "task")
    yield language.say("context.brief")
    yield ""
    for line in judgment.overview:
        yield f"{text_of(line.topic, language)}: {text_of(line.answer, language)}"
    yield from _objective(judgment.plan, language)
    yield ""
    yield heading(language, "people")
    for person in judgment.center:
        yield _brief_person(judgment, person, language)
    yield ""
    yield from _findings(judgment, language)
    yield from _visits(judgment, language)
    yield from _open_actions(judgment.plan, language)


def _objective(plan: AccountPlan, language: Language) -> Iterator[str]:
    for name in ("objective", "solution", "deciding_event"):
        field = fields_by_name("plan")[name]
        if field.value_in(plan):
            title = field.title_in(language)
            yield f"{title}: {on_one_line(field.value_in(plan))}"


def _brief_person(judgment: Judgment, person: Stakeholder, language: Language) -> str:
    role = judgment.roles[person.id].role
    facts = [on_one_line(person.title)] if person.title else []
    facts.append(language.label(role) if role else UNKNOWN)
    for name in ("stance", "contact"):
        field = fields_by_name("people")[name]
        value = describe_cell(field.value_in(person), language)
        facts.append(f"{field.title_in(language)} {value}")
    return as_item(f"{on_one_line(person.name)} ({person.id}): {', '.join(facts)}")


def _findings(judgment: Judgment, language: Language) -> Iterator[str]:
    findings = list(judgment.findings)
    if not findings:
        return
    yield heading(language, "findings")
    for finding in findings[:_TOP]:
        advice = Listed([finding.message, finding.next_step], "sentences")
        yield f"{finding.code} {text_of(advice, language)}"
    rest = len(findings) - _TOP
    if rest > 0:
        yield language.say("context.more", count=rest)
    yield ""


def _visits(judgment: Judgment, language: Language) -> Iterator[str]:
    from powermap.network import who_next

    visits = list(who_next(judgment))[:_TOP]
    if not visits:
        return
    yield heading(language, "visits")
    for visit in visits:
        name = judgment.center[visit.person].name
        because = text_of(visit.because, language)
        yield as_item(f"{on_one_line(name)}: {because}")
    yield ""


def _open_actions(plan: AccountPlan, language: Language) -> Iterator[str]:
    live = [action for action in plan.actions if action.is_live]
    if not live:
        return
    yield heading(language, "actions")
    for action in live[:MOST]:
        facts = [action.who, action.due.isoformat() if action.due else None]
        known = ", ".join(on_one_line(each) for each in facts if each)
        name = on_one_line(action.name)
        yield as_item(f"{name} ({known})" if known else name)


def ask_lines(judgment: Judgment, language: Language) -> Iterator[str]:
    """The questions that would change the most, and all that is unknown."""
    yield heading(language, "task")
    yield language.say("context.ask")
    yield ""
    yield heading(language, "questions")
    for question in judgment.ask:
        row = question.row()
        both = Listed([row["question"], row["whom"]], "sentences")
        yield as_item(text_of(both, language))
    yield ""
    yield heading(language, "unknown_of_people")
    for person in judgment.center:
        unknown = [name for name in COLUMNS if _is_unknown(person, name)]
        if unknown:
            name = on_one_line(person.name)
            yield as_item(f"{name} ({person.id}): {', '.join(unknown)}")
    yield ""
    yield from describe_facts(judgment.plan, language)


def _is_unknown(person: Stakeholder, name: str) -> bool:
    return fields_by_name("people")[name].value_in(person) in (None, ())
