"""The lines below a picture that explain its signs, where they occur."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from powermap import style
from powermap.model.fields import fields_by_name
from powermap.scene.marks import Detail, Group, Mark
from powermap.scene.text import measure
from powermap.views import frame
from powermap.views.frame import line
from powermap.views.page import STANDARD, Page

if TYPE_CHECKING:
    from powermap.language import Language

SIZE = 12.0
"""Font size."""
STEP = 22.0
"""From one line to the next."""
BETWEEN_PARTS = 6.0
"""Between two signs that one text explains."""
BELOW_PLOT = 55.0
"""From the plot to the middle of the first line, under the name of the level axis."""
AFTER = 20.0
"""From the middle of the last line to what follows."""
SMALL_PAGE = 810.0
"""Width of a page of a given size up to which a short line stands beside that name."""
BESIDE_AXIS = 38.0
"""From the plot to the middle of such a line."""
AFTER_SIGN = 8.0
"""Between a sign and its text."""
BETWEEN = 24.0
"""Between two entries."""


class Entry(NamedTuple):
    """What draws a sign around a point, the key of its text, and its width.

    `explains` is the field of people and the place of its value that the sign stands
    for, where a reader may filter by it. `parts` are the signs of which this entry is
    the sequence, where one text explains several.
    """

    draw: Callable[[float, float], Sequence[Mark]]
    key: str
    wide: float = 18.0
    explains: tuple[str, int] | None = None
    parts: tuple[Entry, ...] = ()

    def width(self, language: Language) -> float:
        """Of the sign and its text."""
        text = language.say(self.key)
        return self.wide + AFTER_SIGN + measure(text, SIZE)

    def meaning(self, language: Language) -> tuple[Detail, ...]:
        """The option of a filter that the sign stands for; empty without one."""
        if self.explains is None:
            return ()
        name, place = self.explains
        title = fields_by_name("people")[name].title_in(language)
        return (Detail(title, language.say(self.key), place),)


def legend_height(
    entries: Sequence[Entry],
    language: Language,
    page: Page = STANDARD,
    axis: str = frame.AXES[1],
    *,
    is_full: bool = False,
) -> float:
    """What the lines add to the height of the page; `axis` is the key of its name.

    `is_full` says that a page which may grow has no line to spare.
    """
    if not entries or _is_beside_axis(entries, language, page, axis, is_full=is_full):
        return 0.0
    last = BELOW_PLOT + STEP * (len(_rows(entries, language, page)) - 1)
    return last + AFTER - frame.BELOW


def draw_legend_lines(
    entries: Sequence[Entry],
    plot_bottom: float,
    language: Language,
    page: Page = STANDARD,
    axis: str = frame.AXES[1],
    *,
    is_full: bool = False,
) -> list[Mark]:
    """The entries side by side from the left edge of the plot, in as many lines."""
    marks: list[Mark] = []
    y = plot_bottom + BELOW_PLOT
    if _is_beside_axis(entries, language, page, axis, is_full=is_full):
        y = plot_bottom + BESIDE_AXIS
    for row in _rows(entries, language, page):
        x = page.left
        for entry in row:
            text = line(
                language.say(entry.key),
                x + entry.wide + AFTER_SIGN,
                y + 4,
                size=SIZE,
                ink=style.MUTED,
            )
            sign = entry.draw(x + entry.wide / 2, y)
            group = Group(
                (*sign, text), classes=("legend",), details=entry.meaning(language)
            )
            marks.append(group)
            x += entry.width(language) + BETWEEN
        y += STEP
    return marks


def _is_beside_axis(
    entries: Sequence[Entry],
    language: Language,
    page: Page,
    axis: str,
    *,
    is_full: bool,
) -> bool:
    """Whether the entries stand beside the name of the axis and not below it.

    There they read like one series with it, so only where a page has no line to spare.
    """
    is_small = not page.may_grow and page.width <= SMALL_PAGE
    if not is_small and not is_full:
        return False
    need = sum(entry.width(language) + BETWEEN for entry in entries)
    name = measure(
        language.say(axis).upper(),
        frame.AXIS_NAME,
        "semibold",
        frame.AXIS_SPACING,
    )
    return need <= (page.right - page.left - name) / 2


def _rows(
    entries: Sequence[Entry], language: Language, page: Page
) -> list[list[Entry]]:
    """The entries by the line on which they stand."""
    rows: list[list[Entry]] = []
    room = 0.0
    for entry in entries:
        need = entry.width(language)
        if not rows or need > room:
            rows.append([])
            room = page.right - page.left
        rows[-1].append(entry)
        room -= need + BETWEEN
    return rows
