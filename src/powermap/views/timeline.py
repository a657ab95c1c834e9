"""How an account developed: support, verdicts, findings and people over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Answer, Question, Role, Stance
from powermap.scene.marks import Box, Group, Mark, Metrics, Path, Scene
from powermap.scene.text import elide, measure
from powermap.versions.moves import Course, courses, moved
from powermap.views import figures, frame
from powermap.views.frame import Key, line
from powermap.views.page import STANDARD, Page
from powermap.views.timeline_axis import Axis

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.versions.history import History, Version

NAMES = 232.0  # width of the names at the left
AFTER = 92.0  # width of what stands behind the last version
SIZE = 13.0  # font size of names
SMALL = 11.0  # font size of figures and days
SIGN = 8.0  # radius of a disc
BELOW = 24.0  # free at the foot of the page
BAR = 14.0  # width of a bar
CAPTION = 22.0  # from the caption of the people to the first of them
COUNT = 14.0  # height of the number above a bar


@dataclass(frozen=True, slots=True)
class Measures:
    """Heights of the bands in points."""

    support: float = 112.0
    answer: float = 25.0
    findings: float = 84.0
    person: float = 26.0
    gap: float = 22.0


USUAL = Measures()
LOW = Measures(support=72.0, answer=21.0, findings=62.0, person=21.0, gap=10.0)
"""Of a page that may not grow."""


def compose_of_history(
    history: History, _: Judgment, language: Language, page: Page = STANDARD
) -> Scene:
    """A history as a scene; every chart is called with a judgment, which says less.

    Examples
    --------
    >>> import powermap as pm
    >>> def erp(stance):
    ...     return pm.BuyingCenter("ERP", [pm.Stakeholder("Ana", stance=stance)])
    >>> history = pm.plan.history({"2026-10-01": erp("neutral"), "2026-11-01": erp("enemy")})
    >>> compose_of_history(history, pm.judge(erp("enemy")), pm.Language("en")).metrics["moved"]
    1
    """
    heading = figures.choose_title(page.title, history.account)
    everybody = moved(courses(history))
    top, y = frame.draw_heading(
        heading,
        _subtitle(history, language),
        _keys(history, everybody, language),
        page=page,
    )
    axis = Axis.of(
        [version.day for version in history.versions],
        frame.MARGIN + NAMES,
        page.right - AFTER,
    )
    marks: list[Mark] = list(axis.draw(y, language))
    y += CAPTION
    content: list[Mark] = []
    start = y
    measures = USUAL if page.may_grow else LOW
    for draw in (_draw_support, _draw_verdicts, _draw_findings):
        drawn, y = draw(history, axis, y, measures, language)
        content += drawn
    people, y, left = _draw_people(everybody, axis, y, measures, language, page)
    marks += axis.lines(start, y)
    marks += content
    marks += people
    return Scene(
        page.width,
        max(page.height, y + BELOW),
        heading,
        _description(history, heading, language),
        (*top, *marks),
        language.code,
        metrics=Metrics(
            {
                "versions": len(history.versions),
                "moved": len(everybody),
                "not_drawn": left,
                **page.fit(squeezed=False, left_out=left > 0),
            }
        ),
    )


def _subtitle(history: History, language: Language) -> str:
    parts = [
        language.say("timeline.subtitle"),
        language.say("timeline.versions", count=len(history.versions)),
    ]
    return figures.join_subtitle(parts, history.versions[-1].day, language)


def _description(history: History, heading: str, language: Language) -> str:
    first, last = history.versions[0], history.versions[-1]
    said = [
        language.say(
            "timeline.described",
            title=heading,
            count=len(history.versions),
            first=first.day,
            last=last.day,
        )
    ]
    for version in history.versions[1:]:
        said.append(_tell(version, language))
    return " ".join(said)


def _tell(version: Version, language: Language) -> str:
    """What changed in a version, in a sentence or two."""
    said = [language.say("timeline.on", day=version.day)]
    said += [language.text(change.because) for change in version.moved]
    said += [language.say("difference.came", people=name) for name in version.came]
    said += [language.say("difference.left", people=name) for name in version.left]
    if len(said) == 1:
        said.append(language.say("difference.same"))
    return " ".join(said)


def _keys(history: History, people: Sequence[Course], language: Language) -> list[Key]:
    """The signs that occur."""
    keys = []
    stances = {stand.stance for course in people for stand in course.stands}
    for stance in (*Stance, None):
        if stance in stances:
            draw = partial(style.stance_disc, stance, radius=SIGN)
            text = language.label(stance) if stance else language.say("common.unknown")
            keys.append(Key(draw, text))
    if any(version.findings for version in history.versions):
        keys.append(
            Key(partial(_draw_bar_key, "serious"), language.say("timeline.serious"))
        )
        keys.append(Key(partial(_draw_bar_key, "open"), language.say("timeline.open")))
    if any(version.settled for version in history.versions):
        keys.append(
            Key(partial(_draw_bar_key, "settled"), language.say("timeline.settled"))
        )
    return keys


_FILLS = {
    "serious": style.WARNING,
    "open": style.RULE,
    "settled": style.GOOD,
}


def _draw_bar_key(kind: str, x: float, y: float) -> tuple[Mark, ...]:
    return (Box(x - 5, y - 7, 10, 14, _FILLS[kind], radius=2),)


def _caption(key: str, y: float, language: Language) -> Mark:
    return line(
        language.say(f"timeline.{key}"), frame.MARGIN, y, SIZE, style.TEXT, "semibold"
    )


def _draw_support(
    history: History, axis: Axis, y: float, measures: Measures, language: Language
) -> tuple[list[Mark], float]:
    """Support over time, from all against us to all for us."""
    marks: list[Mark] = [_caption("support", y + 12, language)]
    middle = y + measures.support / 2

    def height(support: float) -> float:
        return middle - support * (measures.support / 2 - SIGN)

    for value, key in ((1.0, "for_us"), (-1.0, "against_us")):
        at = height(value)
        text = language.say(f"timeline.{key}")
        marks.append(
            line(text, axis.left - 14, at + 4, SMALL, style.MUTED, anchor="end")
        )
    zero = (("M", axis.left, middle), ("L", axis.right, middle))
    marks.append(Path(zero, stroke=style.FAINT, stroke_width=0.8, dash=style.DASH))
    points = []
    for place, version in enumerate(history.versions):
        if version.support is not None:
            points.append((axis.places[place], height(version.support), version))
    if not points:
        text = language.say("timeline.no_support")
        marks.append(line(text, axis.left, middle - 6, SMALL, style.MUTED))
        return marks, y + measures.support + measures.gap
    steps = [("M" if not at else "L", x, h) for at, (x, h, _) in enumerate(points)]
    marks.append(Path(tuple(steps), stroke=style.KNOWN, stroke_width=2.0))
    for x, at, version in points:
        text = language.say(
            "timeline.support_on", day=version.day, support=version.row()["support"]
        )
        dot = Box(x - 3.5, at - 3.5, 7, 7, style.KNOWN, radius=3.5)
        marks.append(Group((dot,), f"support {version.day}", text))
    x, at, last = points[-1]
    written = language.text(last.row()["support"])
    marks.append(line(written, x + 14, at + 5, 15, style.KNOWN, "semibold"))
    return marks, y + measures.support + measures.gap


def _draw_verdicts(
    history: History, axis: Axis, y: float, measures: Measures, language: Language
) -> tuple[list[Mark], float]:
    """The answer to each question, where it begins and how long it held."""
    if not any(version.verdicts for version in history.versions):
        return [], y
    marks: list[Mark] = []
    for question in Question:
        middle = y + measures.answer / 2
        name = elide(language.label(question), NAMES - 20, SIZE)
        marks.append(line(name, frame.MARGIN, middle + 5, SIZE, style.TEXT))
        answers = [version.verdicts.get(question) for version in history.versions]
        marks += _draw_answers(question, answers, history, axis, middle, language)
        y += measures.answer
    return marks, y + measures.gap


def _draw_answers(
    question: Question,
    answers: Sequence[Answer | None],
    history: History,
    axis: Axis,
    middle: float,
    language: Language,
) -> list[Mark]:
    marks: list[Mark] = []
    known = [place for place, answer in enumerate(answers) if answer is not None]
    if known:
        ends = (axis.places[known[0]], axis.places[known[-1]])
        marks.append(_run(*ends, middle))
    before: Answer | None = None
    for place, answer in enumerate(answers):
        if answer is not None and answer is not before:
            text = f"{language.label(question)}: {language.label(answer)}"
            text = f"{text} ({language.text(history.versions[place].day)})"
            disc = style.answer_disc(answer, axis.places[place], middle, SIGN)
            marks.append(Group(disc, f"{question.value} {place}", text))
        before = answer
    return marks


def _run(start: float, end: float, middle: float) -> Path:
    """The line on which signs stand."""
    steps = (("M", start, middle), ("L", end, middle))
    return Path(steps, stroke=style.RULE, stroke_width=2.0)


def _draw_findings(
    history: History, axis: Axis, y: float, measures: Measures, language: Language
) -> tuple[list[Mark], float]:
    """Open findings as bars above a line, settled ones below it."""
    most = max(len(version.findings) for version in history.versions)
    settled = max(len(version.settled) for version in history.versions)
    if not most and not settled:
        return [], y
    marks: list[Mark] = [_caption("findings", y + 12, language)]
    unit = (measures.findings - COUNT) / (most + settled)
    base = y + COUNT + most * unit
    wide = min(BAR, axis.least_gap * 0.6)
    for place, version in enumerate(history.versions):
        x = axis.places[place]
        bars = _bars(version, x, base, unit, wide)
        text = language.say(
            "timeline.findings_on",
            day=version.day,
            open=len(version.findings),
            serious=version.serious,
            new=len(version.new),
            settled=len(version.settled),
        )
        height = base - len(version.findings) * unit
        count = line(
            str(len(version.findings)),
            x,
            height - 3,
            SMALL,
            style.MUTED,
            anchor="middle",
        )
        marks.append(Group((*bars, count), f"findings {version.day}", text))
    rule = (("M", axis.left - 8, base), ("L", axis.right + 8, base))
    marks.append(Path(rule, stroke=style.FAINT, stroke_width=1.0))
    return marks, y + measures.findings + measures.gap


def _bars(
    version: Version, x: float, base: float, unit: float, wide: float
) -> list[Mark]:
    left = x - wide / 2
    serious = version.serious * unit
    others = (len(version.findings) - version.serious) * unit
    settled = len(version.settled) * unit
    bars: list[Mark] = []
    if serious:
        bars.append(Box(left, base - serious, wide, serious, _FILLS["serious"]))
    if others:
        bars.append(Box(left, base - serious - others, wide, others, _FILLS["open"]))
    if settled:
        bars.append(Box(left, base + 1, wide, settled, _FILLS["settled"]))
    return bars


def _draw_people(
    people: Sequence[Course],
    axis: Axis,
    y: float,
    measures: Measures,
    language: Language,
    page: Page,
) -> tuple[list[Mark], float, int]:
    """A row for each person who moved; of a full page the first, and how many others."""
    marks = [_caption("people", y + 12, language)]
    y += CAPTION
    if not people:
        text = language.say("timeline.nobody_moved")
        marks.append(line(text, frame.MARGIN, y + 10, SMALL, style.MUTED))
        return marks, y + CAPTION, 0
    row = measures.person
    shown = people
    if not page.may_grow:
        fits = max(int((page.height - BELOW - y) // row), 1)
        # The last row says how many others there are.
        shown = people if len(people) <= fits else people[: fits - 1]
    for course in shown:
        marks.append(_draw_course(course, axis, y + row / 2, language))
        y += row
    left = len(people) - len(shown)
    if left:
        text = language.say("timeline.more", count=left)
        marks.append(line(text, frame.MARGIN, y + row / 2 + 4, SMALL, style.MUTED))
        y += row
    return marks, y, left


def _draw_course(course: Course, axis: Axis, middle: float, language: Language) -> Mark:
    name = elide(course.name, NAMES - 20, SIZE)
    marks: list[Mark] = [line(name, frame.MARGIN, middle + 5, SIZE, style.TEXT)]
    end = axis.places[course.last]
    marks.append(_run(axis.places[course.stands[0].version], end, middle))
    for stand in course.stands:
        x = axis.places[stand.version]
        marks += style.stance_disc(stand.stance, x, middle, SIGN)
    marks += _draw_roles(course, axis, middle, language)
    return Group(tuple(marks), course.id, _tell_course(course, axis, language))


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
