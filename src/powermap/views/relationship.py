"""The relationship grid: people by whose needs we meet, and where the account is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from powermap.language import Listed
from powermap.model import Relationship
from powermap.scene.marks import Detail, Mark, Metrics, Scene
from powermap.views import cell_marks, cell_plan, figures, frame
from powermap.views.card_signs import card_entries
from powermap.views.card_sizes import Size
from powermap.views.chips import chips_height
from powermap.views.legend_line import Entry, draw_legend_lines, legend_height
from powermap.views.page import STANDARD, Page
from powermap.views.people import ShownPerson, shown_people
from powermap.views.person_logs import person_logs
from powermap.views.relationship_cells import (
    GAP,
    HEAD,
    SHORT,
    TRAY_GAP,
    TRAY_HEAD,
    WHOLE,
    Layout,
    People,
    across,
    cell_width,
    chips_width,
    draw_cell,
    draw_tray,
    is_account_known,
    tray_across,
)

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.judgment.relationship import AccountRelationship, PersonRelationship
    from powermap.language import Language

ROWS = (
    (Relationship.FRIEND, Relationship.PARTNER),
    (Relationship.OUTSIDER, Relationship.SUPPLIER),
)
CARDS_IN_TRAY = 4  # more people than these are chips
AXES = ("relationship_chart.personal", "relationship_chart.organization")
ENDS = (
    "relationship_chart.met",
    "relationship_chart.not_met",
    "relationship_chart.not_met",
    "relationship_chart.met",
)
"""The ends of the axes: top, bottom, left, right."""


def compose(judgment: Judgment, language: Language, page: Page = STANDARD) -> Scene:
    """The relationship grid as a scene.

    Examples
    --------
    >>> from powermap.judgment.judge import judge
    >>> from powermap.language import Language
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> met = {"meets_organization_needs": True, "meets_personal_needs": False}
    >>> center = BuyingCenter("ERP", [Stakeholder("Ana", power=8, **met)])
    >>> compose(judge(center), Language("en")).metrics["account"]
    'supplier'
    """
    people = _people_by_relationship(judgment, language, page)
    account = judgment.account_relationship
    heading = figures.choose_title(page.title, judgment.center.name)
    subtitle = _subtitle(judgment, people, language, page)
    keys = frame.stance_keys(judgment.center, language)
    top, start = frame.draw_heading(heading, subtitle, keys, page=page)
    least = frame.least_plot_height(language, ENDS)
    entries = card_entries(_with_cards(people, page)) if page.legend else []
    below = frame.BELOW + legend_height(entries, language, page, AXES[1])
    layout = _choose_layout(people, start, least, below, page)
    marks, height = _draw_board(people, layout, account, start, entries, language)
    return Scene(
        page.width,
        height,
        heading,
        _description(heading, people, account, language),
        (*top, *marks),
        language.code,
        metrics=_metrics(people, layout, account),
    )


def _people_by_relationship(
    judgment: Judgment, language: Language, page: Page
) -> People:
    people: dict[Relationship | None, list[ShownPerson]] = {}
    for relationship in (*Relationship, None):
        people[relationship] = []
    logs = person_logs(judgment, language, page)
    for subject in shown_people(
        judgment.center, judgment.roles, language, judgment.playbook, logs, page=page
    ):
        standing = judgment.relationships[subject.person.id]
        with_reason = _with_reason(subject, standing, language)
        people[standing.relationship].append(with_reason)
    return people


def _with_reason(
    subject: ShownPerson, standing: PersonRelationship, language: Language
) -> ShownPerson:
    """A person whose tooltip says first where we stand with them, and why."""
    because = language.text(standing.because)
    # The name stays the first line, as in the tooltips of all pictures.
    name, _, rest = subject.tooltip.partition("\n")
    standing_detail = Detail(language.say("relationship_chart.standing"), because)
    return replace(
        subject,
        tooltip=f"{name}\n{because}\n{rest}",
        details=(subject.details[0], standing_detail, *subject.details[1:]),
    )


def _subtitle(
    judgment: Judgment, people: People, language: Language, page: Page
) -> str:
    count = len(judgment.center)
    parts = [
        language.say("relationship_chart.subtitle"),
        figures.count_people(count, page, language),
    ]
    if count:
        placed = count - len(people[None])
        parts.append(language.say("relationship_chart.placed", count=placed))
    if not is_account_known(judgment.account_relationship):
        parts.append(language.say("relationship_chart.account_unknown"))
    return figures.join_subtitle(parts, judgment.center.as_of, language)


def _metrics(people: People, layout: Layout, account: AccountRelationship) -> Metrics:
    metrics: dict[str, object] = {"people": sum(map(len, people.values()))}
    short = 0
    for relationship in Relationship:
        count = len(people[relationship])
        metrics[relationship.value] = count
        if layout.sizes[relationship] is SHORT:
            short += count
    metrics["unknown"] = len(people[None])
    metrics["short_cards"] = short
    metrics["account"] = account.relationship and account.relationship.value
    metrics.update(layout.page.fit(squeezed=False))
    return Metrics(metrics)


def _has_chips(people: People, page: Page) -> bool:
    """Whether so many are not placed that their cards would be most of the picture."""
    # A chip has no line for what is asked for.
    if page.show:
        return False
    return len(people[None]) > CARDS_IN_TRAY


def _with_cards(people: People, page: Page) -> list[ShownPerson]:
    with_cards: list[ShownPerson] = []
    for relationship, here in people.items():
        if relationship is not None or not _has_chips(people, page):
            with_cards += here
    return with_cards


def _choose_layout(
    people: People, start: float, least: float, below: float, page: Page
) -> Layout:
    """Whole cards where all fit on the standard page, else short ones in full cells.

    When even short cards do not fit, or the rows have less than the least room, the
    page grows.
    """
    room = page.height - below - start
    has_chips = _has_chips(people, page)
    for tray_size in (WHOLE, SHORT):
        tray = _tray_height(people[None], tray_size, page, has_chips=has_chips)
        sizes = _shrink_cells(people, room - tray, page)
        upper, lower = (_row_height(people, row, sizes, page) for row in ROWS)
        if max(upper + lower + GAP, least) + tray <= room:
            break
    rows = _stretch_rows(upper, lower, max(room - tray, least))
    return Layout(page, sizes, tray_size, rows, tray, below, has_chips)


def _shrink_cells(
    people: People, room: float, page: Page
) -> Mapping[Relationship, Size]:
    """Short cards in as few cells as both rows need to fit, the fullest ones first."""
    sizes = dict.fromkeys(Relationship, WHOLE)
    fullest = sorted(Relationship, key=lambda each: len(people[each]), reverse=True)
    for relationship in fullest:
        upper, lower = (_row_height(people, row, sizes, page) for row in ROWS)
        if upper + lower + GAP <= room:
            break
        sizes[relationship] = SHORT
    return sizes


def _row_height(
    people: People,
    row: Sequence[Relationship],
    sizes: Mapping[Relationship, Size],
    page: Page,
) -> float:
    height = 0.0
    width = cell_width(page)
    for relationship in row:
        size = sizes[relationship]
        count = across(size, page)
        own = cell_marks.stack_height(people[relationship], count, width, size)
        height = max(height, own + HEAD - cell_plan.HEAD)
    return height


def _stretch_rows(upper: float, lower: float, room: float) -> tuple[float, float]:
    """Two rows that fill the room: of equal height where both fit in half of it."""
    half = (room - GAP) / 2
    if max(upper, lower) <= half:
        return half, half
    spare = max(room - GAP - upper - lower, 0)
    each = spare / 2
    return upper + each, lower + each


def _tray_height(
    people: Sequence[ShownPerson], size: Size, page: Page, *, has_chips: bool
) -> float:
    if not people:
        return 0.0
    if has_chips:
        return TRAY_HEAD + chips_height(people, chips_width(page)) + TRAY_GAP + 8
    cards = cell_marks.stack_height(
        people, tray_across(size, page), page.right - page.left, size
    )
    return cards - cell_plan.HEAD + TRAY_HEAD + 24


def _draw_board(
    people: People,
    layout: Layout,
    account: AccountRelationship,
    start: float,
    entries: Sequence[Entry],
    language: Language,
) -> tuple[list[Mark], float]:
    """Axes, cells and tray; and the height of the page."""
    low = start + sum(layout.rows) + GAP
    page = layout.page
    width = cell_width(page)
    plot = (page.left, start, page.right, low)
    marks: list[Mark] = [
        *frame.draw_axis_arrows(plot, language, ENDS),
        *frame.draw_axis_names(plot, language, AXES),
        *draw_legend_lines(entries, low, language, page, AXES[1]),
    ]
    y = start
    for row, height in zip(ROWS, layout.rows, strict=True):
        x = page.left
        for relationship in row:
            box = (x, y, x + width, y + height)
            marks += draw_cell(relationship, people, box, layout, account, language)
            x += width + GAP
        y += height + GAP
    if people[None]:
        marks += draw_tray(people[None], low + layout.below - 6, layout, language)
    return marks, low + layout.below + layout.tray


def _description(
    heading: str, people: People, account: AccountRelationship, language: Language
) -> str:
    """The picture in words: who is in which cell, and where the account is."""
    sentences = [language.say("relationship_chart.described", title=heading)]
    for relationship, here in people.items():
        if here:
            sentences.append(_describe_cell(relationship, here, language))
    if not any(people.values()):
        sentences.append(language.say("common.nobody"))
    at = language.say(
        "relationship_chart.account_at",
        relationship=Listed(account.possible, "or"),
        because=account.because,
    )
    return " ".join([*sentences, at])


def _describe_cell(
    relationship: Relationship | None, people: Sequence[ShownPerson], language: Language
) -> str:
    cell = language.say("relationship_chart.tray")
    if relationship is not None:
        cell = language.label(relationship)
    names = Listed(each.person.name for each in people)
    return language.say("quadrant.in_cell", role=cell, people=names)
