"""The influence graph in words: subtitle, tooltips, sentences and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from powermap.judgment.roles import Assignment
from powermap.language import Listed, Reason
from powermap.model import TieKind
from powermap.scene.marks import Detail
from powermap.views import figures, people, ties
from powermap.views.influence.folding import weight
from powermap.views.page import STANDARD, Page
from powermap.views.person_logs import person_logs

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.model import Tie
    from powermap.views.influence.choice import Choice, Options
    from powermap.views.people import ShownPerson

TEAM = "influence.team"
FURTHER = "influence.further"
MOST_IN_TOOLTIP = 12
"""People or ties that a tooltip lists; the table of the page has all."""


def subtitle(
    judgment: Judgment, choice: Choice, options: Options, language: Language
) -> str:
    """What the picture is, whom and which ties it shows, and what it leaves out."""
    counts: Counter[TieKind] = Counter()
    for number, tie in choice.ties:
        counts[tie.kind] += len(choice.ties_inside(number, tie))
    parts = [language.say("influence.title"), _people_shown(choice, language)]
    for kind in TieKind:
        if counts[kind]:
            parts.append(language.say(f"influence.{kind}", count=counts[kind]))
    left_out = count_left_out(choice)
    if not counts and not left_out:
        parts.append(language.say("influence.no_ties"))
    if left_out:
        parts.append(language.say("influence.left_out", count=left_out))
    if choice.around is not None:
        parts.append(
            language.say("influence.around", name=choice.around, count=options.steps)
        )
    if choice.marked is not None and not choice.marked:
        is_reached = bool(judgment.network.damages.power)
        key = "no_losses" if is_reached else "none_reached"
        parts.append(language.say(f"influence.{key}"))
    return figures.join_subtitle(parts, judgment.center.as_of, language)


def _people_shown(choice: Choice, language: Language) -> str:
    folded = _folded(choice)
    if not folded:
        inside = len(choice.whole) - len(choice.stubs)
        return language.say("common.people", count=inside)
    everybody = len(choice.whole) - len(choice.stubs)
    return language.say("influence.folded", shown=everybody - folded, count=everybody)


def count_left_out(choice: Choice) -> int:
    """How many ties are neither drawn nor inside a folded team."""
    numbers = {}
    for left_out in choice.left_out.values():
        for number, tie in left_out:
            numbers[number] = len(choice.ties_inside(number, tie))
    return sum(numbers.values())


def describe_people(
    judgment: Judgment, choice: Choice, language: Language, page: Page = STANDARD
) -> tuple[ShownPerson, ...]:
    """The people of the cards, with what is not drawn in their texts."""
    roles = dict(judgment.roles)
    for person in choice.center:
        if person.id not in roles:
            roles[person.id] = Assignment(None, Reason("influence.rest_because"))
    shown = people.shown_people(
        choice.center,
        roles,
        language,
        judgment.playbook,
        person_logs(judgment, language, page),
        page=page,
    )
    if not choice.teams and not choice.left_out:
        return shown
    names = names_of_all(choice)
    described = []
    for each in shown:
        described.append(_with_what_is_hidden(each, choice, names, language))
    return tuple(described)


def names_of_all(choice: Choice) -> dict[str, str]:
    """What everybody is called, and every card."""
    return {**ties.names_by_id(choice.whole), **ties.names_by_id(choice.center)}


def _with_what_is_hidden(
    shown: ShownPerson, choice: Choice, names: Mapping[str, str], language: Language
) -> ShownPerson:
    team = [names[id] for id in choice.teams.get(shown.person.id, ())]
    further = []
    for number, tie in choice.left_out.get(shown.person.id, ()):
        further.append(tie_text(choice, number, tie, names, language))
    for tie in choice.inner.get(shown.person.id, ()):
        further.append(ties.tie_sentence(tie, names, language))
    hidden = ((TEAM, team), (FURTHER, further))
    lines = [shown.tooltip]
    details = [*shown.details]
    for key, texts in hidden:
        label = language.say(key)
        details.append(Detail(label, language.listed(texts, "semicolon")))
        if texts:
            first = Listed(texts, "semicolon", most=MOST_IN_TOOLTIP)
            lines.append(language.listed([label, first], "colon"))
    return replace(
        shown,
        tooltip="\n".join(lines),
        details=tuple(details),
        team=_team_sign(choice, shown.person.id, language),
        further=_further_sign(choice, shown.person.id, language),
    )


def _team_sign(choice: Choice, id: str, language: Language) -> str:
    """How many people are counted with a card; a card for several says so itself."""
    team = choice.teams.get(id, ())
    if not team or id in choice.rest:
        return ""
    return language.say("influence.team_sign", count=len(team))


def _further_sign(choice: Choice, id: str, language: Language) -> str:
    count = 0
    for number, tie in choice.left_out.get(id, ()):
        count += len(choice.ties_inside(number, tie))
    return language.say("influence.further_sign", count=count) if count else ""


def sentences(
    choice: Choice, names: Mapping[str, str], language: Language
) -> dict[int, str]:
    """Each drawn tie as a sentence, by its number."""
    return {
        number: tie_text(choice, number, tie, names, language)
        for number, tie in choice.ties
    }


def tie_text(
    choice: Choice,
    number: int,
    tie: Tie,
    names: Mapping[str, str],
    language: Language,
) -> str:
    """A tie as a sentence; one between teams with how many ties it stands for."""
    inside = choice.bundles.get(number)
    if inside is None:
        return ties.tie_sentence(tie, names, language)
    return language.say(
        "influence.bundle",
        source=names[tie.source],
        target=names[tie.target],
        kind=language.label(tie.kind),
        count=len(inside),
        strength=sum(map(weight, inside)),
    )


def bundle_lines(
    choice: Choice, number: int, names: Mapping[str, str], language: Language
) -> list[str]:
    """The ties that one between teams stands for, as sentences."""
    inside = choice.bundles.get(number, ())
    return [ties.tie_sentence(tie, names, language) for tie in inside]


def describe(
    heading: str,
    choice: Choice,
    shown_people: Sequence[ShownPerson],
    tie_sentences: Iterable[str],
    language: Language,
) -> str:
    """The picture in words: who has which role, every tie, and what is left out."""
    parts = [language.say("influence.described", title=heading)]
    parts += people.people_in_roles(shown_people, language)
    for sentence in tie_sentences:
        parts.append(language.say("influence.described_tie", tie=sentence))
    names = names_of_all(choice)
    for id, lost in (choice.marked or {}).items():
        parts.append(
            language.say("influence.described_loss", name=names[id], lost=lost)
        )
    if choice.teams:
        parts.append(language.say("influence.described_folded", count=_folded(choice)))
    left_out = count_left_out(choice)
    if left_out:
        parts.append(language.say("influence.described_left_out", count=left_out))
    return language.listed(parts, "sentences")


def _folded(choice: Choice) -> int:
    return sum(map(len, choice.teams.values()))
