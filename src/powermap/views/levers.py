"""What each lever brings: bars from the present value, the longest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap import style
from powermap.language import Reason
from powermap.scene.marks import Anchor, Box, Group, Mark, Metrics, Scene, Text
from powermap.scene.text import elide, measure, wrap
from powermap.style import flow
from powermap.views import figures, frame
from powermap.views.figures import fitted
from powermap.views.frame import line
from powermap.views.page import STANDARD, Page

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.judgment.levers import Lever
    from powermap.language import Language

TIGHT_ROW = 45.0  # from bar to bar on a page that may not grow, at least
ROW = 64.0  # from bar to bar at least
AIRY_ROW = 80.0  # from bar to bar at most
BAR_SHARE = 0.4  # of a row that its bar takes
BAR = 28.0  # height of a bar at most
HEAD = 18.0  # from the present value down to the first row
HOW_BELOW = 14.0  # from a bar to the baseline of its explanation: nearer than the next
HOW_ABOVE = 9.0  # by which a bar with an explanation stands above the middle of its row
UNKNOWN_HEAD = 72.0  # what stands above the first of those, with what separates it
UNKNOWN_ROW = 44.0  # height of a lever that cannot be computed, at least
UNKNOWN_STEP = 17.0  # from line to line of what is missing


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the names of levers end, their bars begin and the page ends."""

    names: float
    right: float
    pitch: float
    """From bar to bar."""

    @property
    def plot(self) -> float:
        """Where the bars begin."""
        return self.names + 20

    @property
    def bar(self) -> float:
        """Height of a bar."""
        return min(BAR, self.pitch * BAR_SHARE)


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of the bars."""

    zero: float
    """Where the present value stands."""
    unit: float
    """Points per unit of money."""
    explained: bool
    """Whether each bar has room below for how it comes about."""


def compose(judgment: Judgment, language: Language, page: Page = STANDARD) -> Scene:
    """The tornado of levers as a scene."""
    heading = figures.choose_title(page.title, language.say("lever.title"))
    top, start = frame.draw_heading(
        heading, _subtitle(judgment, language), (), page=page
    )
    columns = _choose_columns(judgment.levers, start, page)
    body, low = _body(judgment, start, columns, language)
    fit = page.fit(squeezed=columns.pitch < ROW)
    return Scene(
        page.width,
        max(page.height, low + frame.MARGIN),
        heading,
        _description(judgment.levers, heading, language),
        (*top, *body),
        language.code,
        metrics=_metrics(judgment.levers, fit),
    )


def _subtitle(judgment: Judgment, language: Language) -> str:
    key = "lever.subtitle"
    if any(lever.per_period for lever in judgment.levers):
        key = "lever.subtitle_period"
    kind = language.say(key, period=judgment.pipeline.period)
    return figures.join_subtitle([kind], judgment.today, language)


def _description(levers: Sequence[Lever], heading: str, language: Language) -> str:
    colon = language.say("list.colon")
    sentences = [language.say("lever.described", title=heading)]
    for lever in levers:
        name = language.text(lever.name)
        because = language.text(lever.because)
        sentences.append(f"{name}{colon}{because}")
    return " ".join(sentences)


def _metrics(levers: Sequence[Lever], fit: Mapping[str, object]) -> Metrics:
    computed = 0
    for lever in levers:
        if lever.gain is not None:
            computed += 1
    return Metrics({"levers": len(levers), "computed": computed, **fit})


def _body(
    judgment: Judgment, start: float, columns: Columns, language: Language
) -> tuple[list[Mark], float]:
    """The bars, what cannot be computed below them, and where both end."""
    known = [lever for lever in judgment.levers if lever.gain is not None]
    unknown = [lever for lever in judgment.levers if lever.gain is None]
    if not known:
        nothing = _why_nothing(judgment)
        if nothing is not None:
            text = language.text(nothing)
            empty = figures.draw_empty(text, start, "nothing", columns.right)
            return [empty], start + figures.EMPTY
    marks: list[Mark] = []
    low = start - 8
    if known:
        marks, low = _draw_bars(known, start + 16, columns, language)
    if unknown:
        rest, low = _draw_unknown(unknown, low + 20, columns, language)
        marks += rest
    return marks, low


def _why_nothing(judgment: Judgment) -> Reason | str | None:
    """Why there is no lever at all to show."""
    if not judgment.levers:
        return Reason("lever.nothing")
    if judgment.pipeline.expected is None:
        return judgment.pipeline.because
    return None


def _choose_columns(levers: Sequence[Lever], start: float, page: Page) -> Columns:
    """Rows as airy as the page allows."""
    unknown = [lever for lever in levers if lever.gain is None]
    count = max(len(levers) - len(unknown), 1)
    room = page.height - frame.MARGIN - start - 16 - HEAD
    least = ROW
    if not page.may_grow:
        least = TIGHT_ROW
    most = ROW if unknown else AIRY_ROW
    if unknown:
        room -= UNKNOWN_HEAD + UNKNOWN_ROW * len(unknown)
    pitch = max(least, min(most, room / count))
    return Columns(page.between(232, 366), page.right, pitch)


def _draw_bars(
    levers: Sequence[Lever], top: float, columns: Columns, language: Language
) -> tuple[list[Mark], float]:
    """Bars to the right of the present value for more, to its left for less."""
    gains = [_gain_text(lever, language) for lever in levers]
    axis = _choose_axis(levers, gains, columns)
    pitch = columns.pitch
    low = top + HEAD + pitch * len(levers)
    marks: list[Mark] = [
        _draw_present(levers[0].before or 0.0, axis, top, columns, language),
        Box(axis.zero - 0.75, top + 10, 1.5, low - top - 10, style.FAINT),
    ]
    for place, (lever, gain) in enumerate(zip(levers, gains, strict=True)):
        middle = top + HEAD + pitch * (place + 0.5)
        key = f"lever {place + 1}"
        marks.append(_draw_row(lever, key, gain, axis, middle, columns, language))
    return marks, low


def _choose_axis(
    levers: Sequence[Lever], texts: Sequence[str], columns: Columns
) -> Axis:
    gains = [lever.gain or 0.0 for lever in levers]
    most = max(*gains, 0.0)
    least = min(*gains, 0.0)
    room = 12 + max(measure(text, 15, "semibold") for text in texts)
    left = columns.plot
    # Room for figures at the left only when a bar runs there.
    if least < 0:
        left += room
    right = columns.right - room
    # All gains may be 0, when nothing can be won by any lever.
    unit = (right - left) / ((most - least) or 1.0)
    # With bars to the left the text below would have to avoid the zero line; then the
    # explanation is in the tooltip only.
    return Axis(left - least * unit, unit, explained=least == 0)


def _draw_present(
    value: float, axis: Axis, y: float, columns: Columns, language: Language
) -> Text:
    text = language.say("lever.now", value=language.money(value))
    half = measure(text, 12, "semibold") / 2
    x = min(max(axis.zero, columns.plot + half), columns.right - half)
    return line(
        text,
        x,
        y + 2,
        12,
        style.MUTED,
        "semibold",
        "middle",
        solid=True,
    )


def _gain_text(lever: Lever, language: Language) -> str:
    gain = lever.gain or 0.0
    if gain == 0:
        return "0"
    # A minus sign and not a hyphen, which is shorter than a plus and easily overlooked.
    sign = "+" if gain > 0 else "−"
    text = sign + language.money(abs(gain))
    if not lever.before:
        return text
    share = language.percent(abs(gain) / lever.before)
    return f"{text} ({sign}{share})"


def _draw_row(
    lever: Lever,
    key: str,
    gain: str,
    axis: Axis,
    middle: float,
    columns: Columns,
    language: Language,
) -> Group:
    if axis.explained:
        middle -= HOW_ABOVE
    marks = [*_draw_name(lever, middle, columns, language)]
    marks += _draw_bar(lever.gain or 0.0, gain, axis, middle, columns.bar)
    if axis.explained:
        y = middle + columns.bar / 2 + HOW_BELOW
        marks.append(_draw_how(lever, axis.zero, y, columns, language))
    tooltip = figures.join_lines([lever.name, lever.because], language)
    return Group(tuple(marks), key, tooltip, ("lever", lever.change.group))


def _draw_bar(
    gain: float, text: str, axis: Axis, middle: float, height: float
) -> tuple[Mark, ...]:
    width = max(abs(gain) * axis.unit, 2.0)
    anchor: Anchor
    if gain >= 0:
        tone = flow.GAIN
        left = axis.zero
        end = axis.zero + width + 10
        anchor = "start"
    else:
        tone = flow.HARM
        left = axis.zero - width
        end = left - 10
        anchor = "end"
    top = middle - height / 2
    radius = min(4.0, width / 2)
    return (
        Box(
            left,
            top,
            width,
            height,
            tone.tint,
            radius=radius,
            solid=True,
        ),
        line(
            text,
            end,
            middle + 5.2,
            15,
            tone.ink,
            "semibold",
            anchor,
            solid=True,
        ),
    )


def _draw_how(
    lever: Lever, left: float, y: float, columns: Columns, language: Language
) -> Text:
    """How it comes about, under the bar."""
    room = columns.right - left - 10
    text = elide(language.text(lever.how), room, 12)
    return line(
        text,
        left + 10,
        y,
        12,
        style.MUTED,
        solid=True,
    )


def _draw_name(
    lever: Lever, middle: float, columns: Columns, language: Language
) -> tuple[Mark, ...]:
    left = frame.MARGIN
    room = columns.names - left - 8
    name = language.text(lever.name)
    group = language.say(f"lever.group_{lever.change.group}")
    return (
        fitted(
            name,
            left,
            middle - 1,
            room,
            15,
            style.TEXT,
            "semibold",
        ),
        fitted(
            group,
            left,
            middle + 17,
            room,
            12,
            style.MUTED,
        ),
    )


def _draw_unknown(
    levers: Sequence[Lever], top: float, columns: Columns, language: Language
) -> tuple[list[Mark], float]:
    """Those that cannot be computed, each with what is missing."""
    rows: list[Mark] = []
    y = top + 46
    for place, lever in enumerate(levers, 1):
        row, y = _draw_unknown_row(lever, place, y, columns, language)
        rows.append(row)
    height = y + 6 - top
    width = columns.right - frame.MARGIN + 28
    ground = figures.dashed_ground(frame.MARGIN - 14, top, width, height)
    head = line(
        language.say("lever.not_computable"),
        frame.MARGIN + 4,
        top + 28,
        14,
        style.NO_ROLE.ink,
        "semibold",
        solid=True,
    )
    return [ground, head, *rows], top + height


def _draw_unknown_row(
    lever: Lever, place: int, top: float, columns: Columns, language: Language
) -> tuple[Group, float]:
    because = language.text(lever.because)
    lines = wrap(because, columns.right - columns.plot - 20, 12)
    height = max(UNKNOWN_ROW, 24 + UNKNOWN_STEP * len(lines))
    middle = top + height / 2
    left = frame.MARGIN + 4
    room = columns.names - frame.MARGIN - 12
    name = language.text(lever.name)
    marks = [
        fitted(
            name,
            left,
            middle + 4,
            room,
            14,
            style.TEXT,
            "semibold",
        )
    ]
    y = middle + 4 - UNKNOWN_STEP / 2 * (len(lines) - 1)
    for text in lines:
        marks.append(line(text, columns.plot, y, 12, style.MUTED, solid=True))
        y += UNKNOWN_STEP
    key = f"unknown lever {place}"
    tooltip = figures.join_lines([name, because], language)
    group = Group(tuple(marks), key, tooltip, ("lever", "unknown"))
    return group, top + height
