"""What the matrix of needs says in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from powermap.model import OrganizationNeed, PersonalNeed
from powermap.views import person_rows as table
from powermap.views.needs_columns import STATES

if TYPE_CHECKING:
    from powermap.judgment.needs import Need, Needs
    from powermap.language import Language
    from powermap.views.people import ShownPerson

__all__ = ["count_text", "describe_needs", "need_text"]


def count_text(states: Sequence[bool | None], language: Language) -> str:
    """How many needs are met."""
    met = states.count(True)
    return language.say("matrix.met_of", met=met, count=len(states))


def need_text(need: Need | str, state: bool | None, language: Language) -> str:
    """Whether we meet a need, or the needs of a kind."""
    key = f"matrix.need_{STATES[state]}"
    return language.say(key, need=need)


def describe_needs(
    heading: str, people: Sequence[ShownPerson], needs: Needs, language: Language
) -> str:
    """The matrix for those who cannot see it."""
    count = len(people)
    sentences = [language.say("matrix.described_needs", title=heading, count=count)]
    for subject in people:
        states = needs.cells[subject.person.id]
        sentences.append(_describe_person(subject, states, language))
    if people:
        sentences.append(language.text(needs.because))
    else:
        sentences.append(language.say("common.nobody"))
    return " ".join(sentences)


def _describe_person(
    subject: ShownPerson, states: Mapping[Need, bool | None], language: Language
) -> str:
    texts = []
    for need, state in states.items():
        texts.append(need_text(need, state, language))
    texts += _unnamed_needs(subject, states, language)
    needs = language.listed(texts)
    if not needs:
        needs = language.say("matrix.no_needs")
    who = table.name_and_role(subject, language)
    return language.say("matrix.needs_of", who=who, needs=needs)


def _unnamed_needs(
    subject: ShownPerson, states: Mapping[Need, bool | None], language: Language
) -> list[str]:
    """Whether we meet the needs of a kind of which none is named."""
    person = subject.person
    texts = []
    for name, kind, met in (
        ("organization", OrganizationNeed, person.meets_organization_needs),
        ("personal", PersonalNeed, person.meets_personal_needs),
    ):
        is_named = any(isinstance(need, kind) for need in states)
        if not is_named and met is not None:
            texts.append(need_text(language.say(f"matrix.{name}"), met, language))
    return texts
