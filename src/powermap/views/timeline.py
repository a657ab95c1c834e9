"""How an account developed: support, verdicts, findings and people over time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Answer, Question, Stance
from powermap.scene.marks import Box, Group, Mark, Metrics, Path, Scene
from powermap.scene.text import elide, measure
from powermap.versions.moves import Course, courses, moved
from powermap.views import figures, frame
from powermap.views.frame import Key, line
from powermap.views.page import STANDARD, Page
from powermap.views.timeline_axis import Axis
from powermap.views.timeline_measures import (
    AFTER,
    BELOW,
    CAPTION,
    LOW,
    NAMES,
    SIGN,
    SIZE,
    SMALL,
    TIGHT,
    USUAL,
    Measures,
    draw_caption,
    draw_run,
)
from powermap.views.timeline_people import draw_people, rows_on

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.versions.history import History, Version

BAR = 14.0  # width of a bar
COUNT = 14.0  # height of the number above a bar
COUNTS_APART = 6.0  # between the numbers of two bars
FEW = 6  # rows of people below which the other bands give way
WIDEST = 2.2  # width to height of a page that grows, as of the influence graph


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
    start = y + CAPTION
    measures = USUAL if page.may_grow else LOW
    content, y = _draw_bands(history, axis, start, measures, language)
    if rows_on(page, y, measures) < min(len(everybody), FEW):
        measures = TIGHT
        content, y = _draw_bands(history, axis, start, measures, language)
    people, y, left = draw_people(everybody, axis, y, measures, language, page)
    marks += axis.lines(start, y)
    marks += content
    marks += people
    least = page.width / WIDEST if page.may_grow else page.height
    return Scene(
        page.width,
        max(least, y + BELOW),
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


def _draw_bands(
    history: History, axis: Axis, y: float, measures: Measures, language: Language
) -> tuple[list[Mark], float]:
    """Support, verdicts and findings below one another; and where people begin."""
    marks: list[Mark] = []
    for draw in (_draw_support, _draw_verdicts, _draw_findings):
        drawn, y = draw(history, axis, y, measures, language)
        marks += drawn
    return marks, y


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
    said += [language.text(change) for change in version.changes]
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


def _draw_support(
    history: History, axis: Axis, y: float, measures: Measures, language: Language
) -> tuple[list[Mark], float]:
    """Support over time, from all against us to all for us."""
    marks: list[Mark] = [draw_caption("support", y + 12, language)]
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
        marks.append(draw_run(*ends, middle))
    before: Answer | None = None
    for place, answer in enumerate(answers):
        if answer is not None and answer is not before:
            text = f"{language.label(question)}: {language.label(answer)}"
            text = f"{text} ({language.text(history.versions[place].day)})"
            disc = style.answer_disc(answer, axis.places[place], middle, SIGN)
            marks.append(Group(disc, f"{question.value} {place}", text))
        before = answer
    return marks


def _draw_findings(
    history: History, axis: Axis, y: float, measures: Measures, language: Language
) -> tuple[list[Mark], float]:
    """Open findings as bars above a line, settled ones below it."""
    most = max(len(version.findings) for version in history.versions)
    settled = max(len(version.settled) for version in history.versions)
    if not most and not settled:
        return [], y
    marks: list[Mark] = [draw_caption("findings", y + 12, language)]
    unit = (measures.findings - COUNT) / (most + settled)
    base = y + COUNT + most * unit
    wide = min(BAR, axis.least_gap * 0.6)
    numbered = _numbered(history, axis)
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
        if place in numbered:
            count = str(len(version.findings))
            height = base - len(version.findings) * unit
            bars.append(line(count, x, height - 3, SMALL, style.MUTED, anchor="middle"))
        marks.append(Group(tuple(bars), f"findings {version.day}", text))
    rule = (("M", axis.left - 8, base), ("L", axis.right + 8, base))
    marks.append(Path(rule, stroke=style.FAINT, stroke_width=1.0))
    return marks, y + measures.findings + measures.gap


def _numbered(history: History, axis: Axis) -> set[int]:
    """The bars for whose number there is room, from the last one backward."""
    numbered = set()
    limit = float("inf")
    for place in reversed(range(len(history.versions))):
        half = measure(str(len(history.versions[place].findings)), SMALL) / 2
        x = axis.places[place]
        if x + half <= limit:
            numbered.add(place)
            limit = x - half - COUNTS_APART
    return numbered


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
