"""A row for each person who moved, on a timeline."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Role
from powermap.scene.marks import Group, Mark
from powermap.scene.text import elide, measure
from powermap.versions.moves import Course
from powermap.views import frame
from powermap.views.frame import line
from powermap.views.page import Page
from powermap.views.timeline_axis import Axis
from powermap.views.timeline_measures import (
    AFTER,
    BELOW,
    CAPTION,
    NAMES,
    SIGN,
    SIZE,
    SMALL,
    Measures,
    draw_caption,
    draw_run,
)

if TYPE_CHECKING:
    from powermap.language import Language

__all__ = ["draw_people", "rows_on"]

LEAST_SIGN = 4.5  # and where many versions stand close to one another


def draw_people(
    people: Sequence[Course],
    axis: Axis,
    y: float,
    measures: Measures,
    language: Language,
    page: Page,
) -> tuple[list[Mark], float, int]:
    """A row for each person who moved; of a full page the first, and how many others."""
    marks = [draw_caption("people", y + 12, language)]
    y += CAPTION
    if not people:
        text = language.say("timeline.nobody_moved")
        marks.append(line(text, frame.MARGIN, y + 10, SMALL, style.MUTED))
        return marks, y + CAPTION, 0
    row = measures.person
    shown = people
    if not page.may_grow:
        fits = rows_on(page, y - CAPTION, measures)
        # The last row says how many others there are.
        shown = people if len(people) <= fits else people[: int(fits) - 1]
    for course in shown:
        marks.append(_draw_course(course, axis, y + row / 2, language))
        y += row
    left = len(people) - len(shown)
    if left:
        text = language.say("timeline.more", count=left)
        marks.append(line(text, frame.MARGIN, y + row / 2 + 4, SMALL, style.MUTED))
        y += row
    return marks, y, left


def rows_on(page: Page, y: float, measures: Measures) -> float:
    """As many rows as there is room for when people begin at this height."""
    if page.may_grow:
        return math.inf
    return max((page.height - BELOW - y - CAPTION) // measures.person, 1)


def _draw_course(course: Course, axis: Axis, middle: float, language: Language) -> Mark:
    name = elide(course.name, NAMES - 20, SIZE)
    marks: list[Mark] = [line(name, frame.MARGIN, middle + 5, SIZE, style.TEXT)]
    end = axis.places[course.last]
    marks.append(draw_run(axis.places[course.stands[0].version], end, middle))
    places = [axis.places[stand.version] for stand in course.stands]
    sign = _sign(places)
    for stand, x in zip(course.stands, places, strict=True):
        marks += style.stance_disc(stand.stance, x, middle, sign)
    marks += _draw_roles(course, axis, middle, language)
    return Group(tuple(marks), course.id, _tell_course(course, axis, language))


def _sign(places: Sequence[float]) -> float:
    """The radius of discs that stand at these places without covering one another."""
    gaps = [right - left for left, right in pairwise(places)]
    return max(min(min(gaps, default=SIGN) / 2 - 0.5, SIGN), LEAST_SIGN)


def _draw_roles(
    course: Course, axis: Axis, middle: float, language: Language
) -> Iterator[Mark]:
    """The role now at the end; where it changed, each one where it began."""
    ends = [axis.places[stand.version] for stand in course.stands[1:]]
    ends.append(axis.places[course.last])
    roles = {stand.role for stand in course.stands}
    before = None
    for stand, end in zip(course.stands, ends, strict=True):
        x = axis.places[stand.version]
        text = _role(stand.role, language)
        wide = measure(text, SMALL)
        is_last = stand is course.stands[-1]
        is_new = len(roles) > 1 and stand.role != before
        if is_new and not is_last and x + wide + 3 * SIGN < end:
            # Above the line, which it must not cross.
            yield line(text, x + SIGN + 4, middle - 3, SMALL, style.MUTED)
        before = stand.role
    text = elide(_role(course.stands[-1].role, language), AFTER - 16, SMALL)
    yield line(text, end + 14, middle + 4, SMALL, style.TEXT)


def _role(role: Role | None, language: Language) -> str:
    return language.label(role) if role else language.say("common.unknown")


def _tell_course(course: Course, axis: Axis, language: Language) -> str:
    lines = [course.name]
    for stand in course.stands:
        words = []
        for word in (stand.stance, stand.role):
            if word is not None:
                words.append(language.label(word))
        text = ", ".join(words) or language.say("common.unknown")
        lines.append(f"{language.text(axis.days[stand.version])}: {text}")
    return "\n".join(lines)
