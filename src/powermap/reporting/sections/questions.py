"""The plan as six questions, each with its answer in a few lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from powermap.judgment.findings.queries import AGAINST
from powermap.language import Listed, Reason, sentences
from powermap.model.axes import power_score
from powermap.reporting.chart_messages import (
    message_of_coverage,
    message_of_relationship,
)
from powermap.reporting.section import Bullets, Section
from powermap.reporting.sections.strategy import strategy_sentences, tactics_lists
from powermap.reporting.sections.summary import (
    deal_sentence,
    people_sentences,
    step_sentences,
    visit_points,
)

if TYPE_CHECKING:
    from powermap.language.values import Value
    from powermap.model import Action, Stakeholder
    from powermap.reporting.context import Context

__all__ = ["QUESTIONS", "build_questions"]


def build_questions(context: Context) -> tuple[Section, ...]:
    """A section for each question that the plan, as its reader may see it, answers."""
    sections = []
    for key, build in _BUILDERS.items():
        if context.is_redacted and key in _OWN:
            continue
        answer, listed = build(context)
        texts = tuple(text for text in answer if text)
        points = tuple(listed)
        if not (texts or points):
            continue
        bullets = (Bullets(points),) if points else ()
        title = context.say(f"question.{key}")
        sections.append(Section(key, title, texts, bullets))
    return tuple(sections)


_Answer = tuple[Iterable[str], Iterable[str]]
"""The sentences and the points that answer a question."""

# Who decides ------------------------------------------------------------------------


def _who(context: Context) -> _Answer:
    return people_sentences(context), _people_points(context)


def _people_points(context: Context) -> Iterator[str]:
    """Those who decide, then those who can stop it, the most powerful first.

    Everybody, where nothing is known of anybody's power: a customer reads who takes
    part.
    """
    # Asked once: each answer looks at everybody.
    shown = [name for name in ("stance", "contact") if context.is_any_known(name)]
    for person in _people_to_name(context):
        yield _person(person, context, shown)


def _people_to_name(context: Context) -> list[Stakeholder]:
    if not context.is_any_known("power"):
        return list(context.center)
    deciding = set(context.judgment.deciding)
    people = _by_power(context)
    first = [person for person in people if person.id in deciding]
    others = [person for person in people if person.id not in deciding]
    for person in others:
        if person.can_veto or person.stance in AGAINST:
            first.append(person)
    return first


def _by_power(context: Context) -> list[Stakeholder]:
    scale = context.center.scale

    def score(person: Stakeholder) -> float:
        return power_score(person, scale) or 0.0

    return sorted(context.center, key=score, reverse=True)


def _person(person: Stakeholder, context: Context, shown: Sequence[str]) -> str:
    """Role and title, then the fields that are shown, which are known or not."""
    facts: list[Value] = [context.judgment.roles[person.id].role, person.title]
    if person.can_veto:
        facts.append(Reason("quadrant.can_veto"))
    for name in shown:
        facts.append(_field(context, name, getattr(person, name)))
    known = [fact for fact in facts if fact is not None]
    if not known:
        return person.name
    listed = Listed(known, "semicolon")
    return context.say("facts", subject=person.name, facts=listed)


def _field(context: Context, name: str, value: Value) -> str:
    title = context.fields("people", name)[name]
    return context.language.listed([title, context.known_or_unknown(value)], "colon")


# Is it worth it ---------------------------------------------------------------------


def _worth(context: Context) -> _Answer:
    points = []
    if context.plan.assessments:
        for question, verdict in context.judgment.verdicts[None].items():
            points.append(sentences([question, verdict.because]))
    texts = []
    if not context.judgment.only_people:
        texts.append(deal_sentence(context))
    if not points:
        texts.append(context.say("no_assessment"))
    return texts, context.texts(points)


# How to compete ---------------------------------------------------------------------


def _compete(context: Context) -> _Answer:
    points: list[str] = []
    for bullets in tactics_lists(context):
        points += bullets.points
    return strategy_sentences(context), points


# Where we stand ---------------------------------------------------------------------


def _stand(context: Context) -> _Answer:
    texts = [message_of_relationship(context), message_of_coverage(context)]
    points = []
    for gap in context.judgment.coverage.gaps:
        points.append(gap.because)
    if not len(context.center):
        texts = [context.say("nobody")]
    return texts, context.texts(points)


# What moves them --------------------------------------------------------------------


def _moves(context: Context) -> _Answer:
    needs = context.judgment.needs
    points = []
    unknown = []
    for person in _by_power(context):
        cells = needs.cells[person.id]
        if not cells:
            unknown.append(person.id)
            continue
        words = []
        for need, is_met in cells.items():
            words.append(Reason(_NEED[is_met], need=need))
        points.append(
            context.language.say(
                "matrix.needs_of", who=person.name, needs=Listed(words)
            )
        )
    texts = []
    if not len(context.center):
        texts.append(context.say("nobody"))
    if unknown:
        texts.append(context.say("question.needs_unknown", count=len(unknown)))
    return texts, points


_NEED: Mapping[bool | None, str] = {
    True: "matrix.need_met",
    False: "matrix.need_not_met",
    None: "matrix.need_not_known",
}


# What to do next --------------------------------------------------------------------


def _next(context: Context) -> _Answer:
    texts = []
    if context.plan.objective:
        texts.append(context.say("objective", text=context.plan.objective))
    if not context.is_redacted:
        texts += step_sentences(context)
    points = [_action(action, context) for action in _open_actions(context)]
    # A reader outside should not take what was removed for what there is not.
    if not points and not context.is_redacted:
        texts.append(context.say("question.no_actions"))
    if not context.is_redacted:
        points += visit_points(context)
    return texts, points


def _open_actions(context: Context) -> list[Action]:
    """The next to be done first; those without a day at the end."""
    live = [action for action in context.plan.actions if action.is_live]
    return sorted(live, key=lambda action: action.due or date.max)


def _action(action: Action, context: Context) -> str:
    facts = [fact for fact in (action.due, action.who, action.state) if fact]
    return context.say("dated", text=action.name, facts=Listed(facts, "clause"))


_BUILDERS: dict[str, Callable[[Context], _Answer]] = {
    "who": _who,
    "worth": _worth,
    "compete": _compete,
    "stand": _stand,
    "moves": _moves,
    "next": _next,
}
_OWN = frozenset({"worth", "compete", "stand", "moves"})
"""What is for our own eyes."""
QUESTIONS = tuple(_BUILDERS)
"""The keys of the questions, in the order of the method."""
