"""The cells and the tray of the relationship grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Relationship
from powermap.scene.marks import Box, Group, Mark, Rectangle
from powermap.scene.text import elide, measure
from powermap.views import cell_marks, cell_plan, figures
from powermap.views.card_sizes import SHORT as SHORT_CARD, WHOLE as WHOLE_CARD, Size
from powermap.views.chips import draw_chips
from powermap.views.frame import line
from powermap.views.people import ShownPerson

if TYPE_CHECKING:
    from powermap.judgment.relationship import AccountRelationship
    from powermap.language import Language
    from powermap.views.page import Page

# Larger gaps than in the quadrant: pills of roles hang half below each card.
WHOLE = replace(WHOLE_CARD, gap=16, small=12.0)
SHORT = replace(SHORT_CARD, height=31, gap=11, small=12.0)
GAP = cell_plan.GAP  # between two cells
PAD = cell_plan.PAD  # inside a cell
HEAD = cell_plan.HEAD + 4.0  # above the cards of a cell; 4 points more for the flag
TRAY_HEAD = 42.0  # above the cards of the tray
NARROWEST_WHOLE = 172.0  # width of a whole card in a cell at least
NARROWEST_SHORT = 150.0  # of a short card in a cell
IN_TRAY = 200.0  # of a whole card in the tray
SHORT_IN_TRAY = 170.0  # of a short card in the tray
TRAY_GAP = 18.0  # from the tray to the edge of the page


People = Mapping[Relationship | None, Sequence[ShownPerson]]
"""People by relationship; under None those whose relationship is unknown."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Kinds of cards, and what rows and tray need in height.

    `below` is what stands between the cells and the tray; `has_chips` whether those in
    the tray are chips, as more people than in the cells would else be the picture.
    """

    page: Page

    sizes: Mapping[Relationship, Size]
    tray_size: Size
    rows: tuple[float, float]
    tray: float
    below: float
    has_chips: bool


def is_account_known(account: AccountRelationship) -> bool:
    """Whether at least one relationship with the account is ruled out."""
    # Where everything is possible four dashed flags would say nothing; the subtitle
    # does.
    return len(account.possible) < len(Relationship)


def cell_width(page: Page) -> float:
    """Of each of the two cells of a row."""
    return (page.right - page.left - GAP) / 2


def chips_width(page: Page) -> float:
    """Of the chips in the tray."""
    return page.right - page.left - 2 * PAD


def across(size: Size, page: Page) -> int:
    """How many cards are beside one another in a cell."""
    narrowest = NARROWEST_WHOLE if size is WHOLE else NARROWEST_SHORT
    return _fitting(cell_width(page), narrowest, size)


def tray_across(size: Size, page: Page) -> int:
    """How many cards are beside one another in the tray."""
    narrowest = IN_TRAY if size is WHOLE else SHORT_IN_TRAY
    return _fitting(page.right - page.left, narrowest, size)


def _fitting(width: float, narrowest: float, size: Size) -> int:
    room = width - 2 * PAD + size.gap
    return max(int(room / (narrowest + size.gap)), 1)


def draw_cell(
    relationship: Relationship,
    people: People,
    box: Rectangle,
    layout: Layout,
    account: AccountRelationship,
    language: Language,
) -> list[Mark]:
    """A cell with its people, and the flag of the account where it may be."""
    here = people[relationship]
    size = layout.sizes[relationship]
    marks: list[Mark] = [_draw_ground(relationship, len(here), box, language)]
    if relationship in account.possible and is_account_known(account):
        marks.append(_draw_flag(relationship, box, account, language))
    marks += cell_marks.draw_cards(
        here,
        box,
        across(size, layout.page),
        size,
        language,
        head=HEAD,
        pill=True,
    )
    return marks


def _draw_ground(
    relationship: Relationship, count: int, box: Rectangle, language: Language
) -> Group:
    """The ground of a cell with its name, what it means, and how many are in it."""
    left, top, right, low = box
    tone = style.RELATIONSHIPS[relationship]
    x = left + PAD
    name = language.label(relationship)
    hint = language.say(f"relationship_chart.{relationship.value}")
    marks: tuple[Mark, ...] = (
        Box(
            left,
            top,
            right - left,
            low - top,
            tone.tint,
            radius=12,
        ),
        line(
            name,
            x,
            top + 27,
            16,
            tone.ink,
            "semibold",
            solid=True,
        ),
        line(
            str(count),
            right - PAD,
            top + 27,
            15,
            tone.ink,
            "semibold",
            "end",
        ),
    )
    # Left out rather than cut: half a sentence explains nothing.
    if measure(hint, 12) <= right - left - 2 * PAD:
        marks += (line(hint, x, top + 46, 12, style.MUTED, solid=True),)
    key = f"cell {relationship.value}"
    return Group(marks, key, classes=("cell", relationship.value))


def _draw_pill(
    x: float, y: float, width: float, ink: str, dash: tuple[float, ...]
) -> Box:
    """The ground of the words beside a flag."""
    return Box(
        x, y, width, 25, style.PAPER, ink, 1.2, radius=12.5, dash=dash, solid=True
    )


def _draw_flag(
    relationship: Relationship,
    box: Rectangle,
    account: AccountRelationship,
    language: Language,
) -> Group:
    """That the account is here, or may be, with a rim around the cell."""
    if account.relationship is relationship:
        verb = "is"
        word = "relationship_chart.account_here"
        dash: tuple[float, ...] = ()
        small_dash: tuple[float, ...] = ()
    else:
        verb = "may be"
        word = "relationship_chart.account_may"
        dash = style.DASH
        small_dash = style.SMALL_DASH
    left, top, right, low = box
    ink = style.RELATIONSHIPS[relationship].ink
    text = language.say(word)
    width = measure(text, 12, "semibold") + 44
    x = right - PAD - 30 - width
    inner_width = right - left - 2
    inner_height = low - top - 2
    rim = Box(left + 1, top + 1, inner_width, inner_height, None, ink, 2.0, 11.0, dash)
    pill = _draw_pill(x, top + 11, width, ink, small_dash)
    flag = style.flag(x + 15, top + 30, ink)
    words = line(text, x + 30, top + 28, 12, ink, "semibold", solid=True)
    key = f"account {verb} {relationship.value}"
    tooltip = language.text(account.because)
    return Group((rim, pill, *flag, words), key, tooltip, ("account",))


def draw_tray(
    people: Sequence[ShownPerson], top: float, layout: Layout, language: Language
) -> list[Mark]:
    """Those for whom it is unknown whether their needs are met."""
    low = top + layout.tray - TRAY_GAP
    page = layout.page
    box = (page.left, top, page.right, low)
    size = layout.tray_size
    if layout.has_chips:
        chips = draw_chips(people, box[0] + PAD, top + TRAY_HEAD - 4, chips_width(page))
        return [_draw_tray_ground(len(people), box, language), *chips]
    cards = cell_marks.draw_cards(
        people,
        box,
        tray_across(size, layout.page),
        size,
        language,
        head=TRAY_HEAD,
        pill=True,
    )
    return [_draw_tray_ground(len(people), box, language), *cards]


def _draw_tray_ground(count: int, box: Rectangle, language: Language) -> Group:
    left, top, right, low = box
    ink = style.NO_ROLE.ink
    y = top + 25
    title = line(
        language.say("relationship_chart.tray"),
        left + PAD,
        y,
        14,
        ink,
        "semibold",
        solid=True,
    )
    x = title.x + title.width + 10
    hint = elide(language.say("relationship_chart.tray_hint"), right - PAD - 30 - x, 12)
    marks = (
        figures.dashed_ground(left, top, right - left, low - top),
        title,
        line(hint, x, y, 12, style.MUTED, solid=True),
        line(
            str(count),
            right - PAD,
            y,
            14,
            ink,
            "semibold",
            "end",
        ),
    )
    return Group(marks, "cell unknown", classes=("cell", "unknown"))
