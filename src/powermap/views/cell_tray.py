"""The tray of people who cannot be placed, below the quadrant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Group, Mark
from powermap.scene.text import measure
from powermap.views.card_sizes import WHOLE, WRAPPED_TITLES, Size
from powermap.views.cell_marks import draw_cards, draw_ground
from powermap.views.cell_plan import FOOT, PAD, cards_height
from powermap.views.frame import line
from powermap.views.page import STANDARD, Page

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.views.people import ShownPerson

HINT = 12.0  # font size
TRAY_NAME = 14.0  # font size
TRAY_HEAD = 40.0  # height of the head of the tray
TRAY_GAP = 18.0  # below the tray
TRAY_EXTRA = 24.0  # of the tray's height for what is around its cards
TRAY_CARD = 200.0  # least width of a whole card in the tray
SHORT_TRAY_CARD = 170.0  # least width of a short card in the tray
ABOVE_TRAY = 6.0  # by which the tray stands higher than the end of the axis


def _tray_across(size: Size, page: Page) -> int:
    """How many cards stand beside one another in the tray."""
    narrowest = TRAY_CARD if size.whole else SHORT_TRAY_CARD
    room = page.right - page.left - 2 * PAD + size.gap
    return max(int(room / (narrowest + size.gap)), 1)


def tray_height(
    people: Sequence[ShownPerson], size: Size = WHOLE, page: Page = STANDARD
) -> float:
    """Height of the tray with what separates it; nothing without people."""
    if not people:
        return 0.0
    width = page.right - page.left
    cards = cards_height(people, _tray_across(size, page), width, size)
    return TRAY_HEAD + cards + FOOT + TRAY_EXTRA


def wrap_tray(
    people: Sequence[ShownPerson], size: Size, spare: float, page: Page
) -> tuple[Size, float]:
    """Cards with titles in several lines where these fit, and what they are higher."""
    usual = tray_height(people, size, page)
    for wrapped in WRAPPED_TITLES if size is WHOLE else ():
        further = tray_height(people, wrapped, page) - usual
        if further <= spare:
            return wrapped, further
    return size, 0.0


def draw_tray(
    people: Sequence[ShownPerson],
    top: float,
    language: Language,
    *,
    title: str = "common.no_role",
    hint: str = "quadrant.no_role_hint",
    size: Size = WHOLE,
    pill: bool = False,
    page: Page = STANDARD,
) -> list[Mark]:
    """People who cannot be placed, shown all the same.

    `title` and `hint` are keys of the words; `pill` shows roles where there are some.
    """
    bottom = top + tray_height(people, size, page) - TRAY_GAP
    box = (page.left, top, page.right, bottom)
    tone = style.tone(None)
    left = page.left + PAD
    y = top + 25
    name = language.say(title)
    hint_left = left + measure(name, TRAY_NAME, "semibold") + 18
    marks = (
        draw_ground(box, tone.tint, dashed=True),
        line(
            name,
            left,
            y,
            size=TRAY_NAME,
            ink=tone.ink,
            weight="semibold",
            solid=True,
        ),
        line(
            language.say(hint),
            hint_left,
            y,
            size=HINT,
            ink=style.MUTED,
            solid=True,
        ),
    )
    head = Group(marks, key="cell no-role", classes=("cell", "no-role"))
    cards = draw_cards(
        people,
        box,
        _tray_across(size, page),
        size,
        language,
        head=TRAY_HEAD,
        pill=pill,
        bars=True,
    )
    return [head, *cards]
