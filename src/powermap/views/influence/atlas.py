"""One layout for several versions of a buying center, so that everybody keeps one place.

Everybody who is in any of the versions is laid out with the ties of all of them; the
picture of a version leaves out who and what it does not have.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from powermap.model import Stakeholder, Stance, Tie, TieKind
from powermap.scene.marks import Group, Mark
from powermap.views import frame
from powermap.views.influence import texts
from powermap.views.influence.alone import draw_people_alone
from powermap.views.influence.choice import Choice, Options, choose
from powermap.views.influence.component import ComponentLayout, NumberedTie
from powermap.views.influence.faces import GROWING, Face
from powermap.views.influence.folding import fold_to
from powermap.views.influence.placement import Placement, place
from powermap.views.influence.simplifying import simplify
from powermap.views.influence.thinning import keep_lines

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.people import ShownPerson

__all__ = ["Atlas", "lay_out_atlas"]


@dataclass(frozen=True, slots=True)
class Atlas:
    """Where everybody of all versions stands.

    Attributes
    ----------
    choice : Choice
        What is drawn of the version.
    placement : Placement
        With the numbers of ties of the version that is drawn.
    alone : tuple of ShownPerson
        Who has no ties in any version, each with their place in the tray.
    heading : float
        Height of the heading when all stances occur.
    """

    choice: Choice
    placement: Placement
    alone: tuple[ShownPerson, ...]
    heading: float

    def draw_alone(
        self,
        people: Sequence[ShownPerson],
        top: float,
        width: float,
        language: Language,
        face: Face,
    ) -> tuple[list[Mark], float]:
        """Who of them is in the version, each in their place."""
        here = {each.person.id: each for each in people}
        tray = [here.get(each.person.id, each) for each in self.alone]
        marks, bottom = draw_people_alone(tray, top, width, language, face)
        gone = {each.person.id for each in tray} - set(here)
        if len(gone) == len(tray):
            return [], bottom
        return [mark for mark in marks if _key(mark) not in gone], bottom


def _key(mark: Mark) -> str | None:
    return mark.key if isinstance(mark, Group) else None


def lay_out_atlas(
    everybody: Judgment, choice: Choice, language: Language, options: Options
) -> Atlas | None:
    """The places of everybody, for the picture of a version.

    Parameters
    ----------
    everybody : Judgment
        Of a buying center with all people and ties of all versions.
    choice : Choice
        Everybody and every tie of the version.
    language : Language
    options : Options

    Returns
    -------
    Atlas or None
        The same places for every version that has the same options. None where the
        version has a card or a line that the graph of all has not, since it counts
        them with others.
    """
    whole = simplify(choose(everybody.center, options), options, language)
    drawn = _simplify_like(whole, choice, language)
    numbers = _numbers(whole.ties, drawn.ties)
    here = {person.id for person in drawn.center}
    known = {person.id for person in whole.center}
    if len(numbers) < len(drawn.ties) or not here <= known:
        return None
    people = texts.describe_people(everybody, whole, language, options.page)
    placement = place(whole, people, options, GROWING)
    components = []
    for each in placement.components:
        layout = _of_version(each.layout, here, numbers)
        components.append(replace(each, layout=layout))
    placed = replace(placement, components=components)
    heading = _height_of_heading(
        everybody, whole, language, options, placement.page_width
    )
    return Atlas(drawn, placed, tuple(placement.alone), heading)


def _simplify_like(whole: Choice, choice: Choice, language: Language) -> Choice:
    """What is drawn of a version: the cards and lines that are drawn of all."""
    if whole.teams:
        choice = fold_to(choice, {person.id for person in whole.center}, language)
    if not whole.left_out:
        return choice
    numbers = _numbers(whole.ties, choice.ties)
    return keep_lines(choice, set(numbers.values()))


def _height_of_heading(
    everybody: Judgment,
    whole: Choice,
    language: Language,
    options: Options,
    width: float,
) -> float:
    """Where the graph may begin if the legend explains every stance."""
    each_stance = [
        Stakeholder("A", id=f"s{at}", stance=each)
        for at, each in enumerate((*Stance, None))
    ]
    _, bottom = frame.draw_heading(
        everybody.center.name,
        texts.subtitle(everybody, whole, options, language),
        frame.stance_keys(each_stance, language),
        width - frame.MARGIN,
        options.page,
    )
    return bottom


def _numbers(
    everywhere: Sequence[NumberedTie], here: Sequence[NumberedTie]
) -> dict[int, int]:
    """The number of each tie in the version by that among the ties of all."""
    numbers = {_key_of(tie): number for number, tie in here}
    found = {}
    for number, tie in everywhere:
        if _key_of(tie) in numbers:
            found[number] = numbers[_key_of(tie)]
    return found


def _key_of(tie: Tie) -> tuple[str, str, TieKind]:
    return tie.source, tie.target, tie.kind


def _of_version(
    layout: ComponentLayout, people: Container[str], numbers: Mapping[int, int]
) -> ComponentLayout:
    """The part of a layout that a version has, by its own numbers."""

    def new(number: int) -> int:
        # A line that is not drawn, inside which a tie runs that is.
        return numbers.get(number, -1 - number)

    boxes = {id: box for id, box in layout.boxes.items() if id in people}
    shared = {
        numbers[number]: new(line)
        for number, line in layout.shared.items()
        if number in numbers
    }
    return replace(
        layout,
        boxes=boxes,
        ties={new(number): points for number, points in layout.ties.items()},
        reporting_lines={
            new(number): points for number, points in layout.reporting_lines.items()
        },
        shared=shared,
    )
