"""What tables share: a person as the head of a row, heads of columns, bands of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from powermap import style
from powermap.model import Role
from powermap.model.axes import involvement_score, power_score
from powermap.scene.marks import Box, Group, Mark, Text
from powermap.scene.text import elide, measure, wrap
from powermap.views import figures, frame
from powermap.views.frame import line
from powermap.views.page import STANDARD, Page
from powermap.views.people import ShownPerson, in_order, shown_people
from powermap.views.person_lines import name_in_lines
from powermap.views.person_logs import person_logs

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.judgment.roles import Assignment
    from powermap.language import Language
    from powermap.model import Scale, Stakeholder

NARROWEST_HEAD = 236.0  # least width of the head of a row
BEFORE_COLUMNS = 18.0  # from the heads of rows to the columns
STEP = 16.0  # from line to line of a name
NAME = 13.0  # font sizes
SMALL = 12.0
COLUMN = 12.0
CAPTION_SPACING = 1.2  # between the capitals of a caption
INSET = 14.0  # from the edge of a row's head to its text
MOST_SPREAD = 18.0  # points more of a row where a page has height left
LEAST_TITLE = 40.0  # room below which a title is left out
ROLES: tuple[Role | None, ...] = (*Role, None)
"""The order of people with equal power."""
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Rows:
    """Measures of the rows of a table.

    Attributes
    ----------
    head : float
        Width of the head of a row.
    right : float
        Where rows end.
    height : float
        Of a row with one line.
    gap : float
        Between two rows.
    """

    head: float = 372.0
    right: float = frame.RIGHT
    height: float = 31.0
    gap: float = 3.0

    @property
    def first(self) -> float:
        """Where the columns begin."""
        return frame.MARGIN + self.head + BEFORE_COLUMNS

    def with_first_at(self, first: float) -> Rows:
        """With narrower heads, as far as names allow, where columns begin earlier."""
        head = first - frame.MARGIN - BEFORE_COLUMNS
        return replace(self, head=max(min(self.head, head), NARROWEST_HEAD))

    def spread(self, spare: float, count: int) -> Rows:
        """Higher rows, where so many of them leave height on the page."""
        more = min(max(spare, 0.0) / max(count, 1), MOST_SPREAD)
        return replace(self, height=self.height + more)

    @classmethod
    def of(cls, page: Page, *, is_low: bool = False) -> Rows:
        """The rows of a page; low ones where the usual ones do not fit."""
        head = page.between(NARROWEST_HEAD, 372)
        if is_low:
            return cls(head, page.right, 25.0, 2.0)
        return cls(head, page.right)


def bands(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """The items in as few bands of nearly equal length as hold at most `most` each.

    No items make one empty band.

    Examples
    --------
    >>> bands("abcde", 4)
    ['abc', 'de']
    """
    if not items:
        return [items]
    # Rounded up. Bands of nearly equal length look like one table; nine and one would
    # not.
    count = -(-len(items) // most)
    length = -(-len(items) // count)
    return [items[at : at + length] for at in range(0, len(items), length)]


def people_by_power(
    judgment: Judgment, language: Language, page: Page = STANDARD
) -> list[ShownPerson]:
    """People with most power first, those of unknown power last.

    Among equals role decides, then involvement, then the name. The page may ask for
    another order.
    """
    center = judgment.center
    logs = person_logs(judgment, language, page)
    people = shown_people(
        center, judgment.roles, language, judgment.playbook, logs, page=page
    )
    if page.order is not None:
        return list(people)
    return sorted(
        people,
        key=lambda subject: _rank(subject.person, subject.assignment, center.scale),
    )


def ids_by_power(judgment: Judgment, language: Language, page: Page) -> list[str]:
    """The same as ids, for which no text about anybody is written."""
    center = judgment.center
    if page.order is not None:
        people = in_order(center, language, judgment.playbook, page.order)
    else:
        roles = judgment.roles
        people = sorted(
            center, key=lambda person: _rank(person, roles[person.id], center.scale)
        )
    return [person.id for person in people]


def _rank(person: Stakeholder, assignment: Assignment, scale: Scale) -> tuple[Any, ...]:
    power = power_score(person, scale)
    involvement = involvement_score(person, scale)
    if involvement is None:
        involvement = scale.low
    return (
        # True sorts after False: unknown power stands last, not as power 0.
        power is None,
        -(power or 0.0),
        ROLES.index(assignment.role),
        -involvement,
        person.name.casefold(),
        person.id,
    )


def name_and_role(subject: ShownPerson, language: Language) -> str:
    """A person with the role, as descriptions name them."""
    role = role_name(subject, language)
    return language.say("matrix.who", name=subject.person.name, role=role)


def role_name(subject: ShownPerson, language: Language) -> str:
    """The role of a person, or that there is none."""
    role = subject.assignment.role
    if role is None:
        return language.say("common.no_role")
    return language.label(role)


def row_height(subject: ShownPerson, rows: Rows, language: Language) -> float:
    """How tall the row of a person has to be for the lines of the name."""
    lines = _name_lines(subject, rows, language)
    return rows.height + STEP * (len(lines) - 1)


def _name_lines(
    subject: ShownPerson, rows: Rows, language: Language
) -> tuple[str, ...]:
    role = role_name(subject, language)
    role_width = measure(role, SMALL, "semibold")
    room = rows.head - INSET * 2 - role_width - 12
    return name_in_lines(subject.person.name, room, NAME)


def draw_person(
    subject: ShownPerson, x: float, y: float, rows: Rows, language: Language
) -> tuple[Mark, ...]:
    """The head of a row: name, title and role, on the tint of the role.

    The title is cut to the room that the name leaves.
    """
    tone = style.tone(subject.assignment.role)
    lines = _name_lines(subject, rows, language)
    height = row_height(subject, rows, language)
    marks: list[Mark] = [Box(x, y, rows.head, height, tone.tint, radius=7, solid=True)]
    left = x + INSET
    baseline = y + rows.height / 2 + 5
    for number, text in enumerate(lines):
        marks.append(_draw_name(text, left, baseline + STEP * number))
    # Title and role stand beside the last line of the name.
    baseline += STEP * (len(lines) - 1)
    right = x + rows.head - INSET
    role = _draw_role(role_name(subject, language), right, baseline, tone.ink)
    left += measure(lines[-1], NAME, "semibold") + 9
    room = role.x - role.width - 12 - left
    title = subject.second_line
    # Two letters and an ellipsis say less than nothing.
    if title and room > LEAST_TITLE:
        marks.append(_draw_title(elide(title, room, SMALL), left, baseline))
    return (*marks, role)


def _draw_role(text: str, right: float, y: float, ink: str) -> Text:
    return line(text, right, y, SMALL, ink, "semibold", "end", solid=True)


def _draw_title(text: str, x: float, y: float) -> Text:
    return line(text, x, y, SMALL, style.MUTED, solid=True)


def _draw_name(text: str, x: float, y: float) -> Text:
    return line(text, x, y, NAME, style.TEXT, "semibold", solid=True)


def head_lines(text: str, width: float) -> tuple[str, ...]:
    """The name of a column in lines."""
    return wrap(text, width - 3, COLUMN, "semibold")


def column_head(text: str, middle: float, low: float, width: float) -> tuple[Mark, ...]:
    """The name of a column, its lines centered and the last one on `low`."""
    lines = head_lines(text, width)
    step = COLUMN + 3
    y = low - (len(lines) - 1) * step
    marks = []
    for each in lines:
        marks.append(
            line(
                each,
                middle,
                y,
                COLUMN,
                style.TEXT,
                "semibold",
                "middle",
                solid=True,
            )
        )
        y += step
    return tuple(marks)


def caption(text: str, left: float, right: float, y: float) -> tuple[Mark, ...]:
    """What several columns are, in letter-spaced capitals over a rule."""
    content = text.upper()
    spacing = CAPTION_SPACING
    if measure(content, SMALL, "semibold", spacing) > right - left:
        # Small letters are narrower, and a caption in one piece is worth more.
        content = text
        spacing = 0.0
    words = line(
        content,
        (left + right) / 2,
        y,
        SMALL,
        style.MUTED,
        "semibold",
        "middle",
        spacing=spacing,
        solid=True,
    )
    return words, Box(left, y + 8, right - left, 1, style.RULE)


def draw_no_people(language: Language, y: float, right: float) -> Group:
    """What a table without people shows."""
    text = language.say("common.nobody")
    width = right - frame.MARGIN
    middle = frame.MARGIN + width / 2
    ground = figures.dashed_ground(frame.MARGIN, y, width, 64, solid=True)
    words = line(
        text,
        middle,
        y + 37,
        13,
        style.MUTED,
        anchor="middle",
        solid=True,
    )
    return Group((ground, words), "nobody", classes=("nobody",))


def draw_total_line(y: float, right: float, language: Language) -> tuple[Mark, ...]:
    """The rule over the totals, with their name."""
    rule = Box(frame.MARGIN, y - 4, right - frame.MARGIN, 1, style.FAINT)
    left = frame.MARGIN + INSET
    text = language.say("matrix.total")
    name = line(
        text,
        left,
        y + 20,
        13,
        style.TEXT,
        "semibold",
        solid=True,
    )
    return rule, name


def column_ground(left: float, top: float, right: float, low: float) -> Box:
    """The ground of columns that belong together."""
    width = right - left
    height = low - top
    return Box(
        left,
        top,
        width,
        height,
        style.GROUND.tint,
        radius=12,
    )
