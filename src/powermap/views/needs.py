"""The matrix of needs: what moves each person, and whether we meet it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.frozen import FrozenMapping
from powermap.judgment.needs import Need
from powermap.model import OrganizationNeed, PersonalNeed
from powermap.scene.marks import Box, Group, Mark, Metrics, Rectangle, Scene, Text
from powermap.scene.text import measure
from powermap.views import figures, frame, person_rows as table
from powermap.views.frame import Key, line
from powermap.views.page import STANDARD, Page
from powermap.views.people import ShownPerson

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.judgment.needs import Needs
    from powermap.language import Language

FIRST = frame.MARGIN + table.HEAD + 18  # where the columns begin
APART = 16.0  # between the two kinds of columns
TOTALS = 104.0  # width of the totals of rows
TOTAL = frame.RIGHT - TOTALS + 16  # where the totals of rows begin
SIGN = 9.0  # radius of a sign
NEEDS: tuple[Need, ...] = (*OrganizationNeed, *PersonalNeed)
WIDTH = (frame.RIGHT - TOTALS - APART - FIRST) / len(NEEDS)  # of a column
STATES: Mapping[bool | None, str] = FrozenMapping(
    {True: "met", False: "not_met", None: "not_known"}
)
"""How keys and classes call what we know about a need."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the two kinds of needs, with its columns."""

    name: str
    needs: tuple[Need, ...]
    left: float

    @property
    def right(self) -> float:
        """Where the columns end."""
        width = WIDTH * len(self.needs)
        return self.left + width

    def middle(self, need: Need) -> float:
        """The middle of the column of a need."""
        place = self.needs.index(need)
        return self.left + WIDTH * (place + 0.5)

    def all_met(self, subject: ShownPerson) -> bool | None:
        """Whether we meet the needs of this kind of a person, named or not."""
        if self is ORGANIZATION:
            return subject.person.meets_organization_needs
        return subject.person.meets_personal_needs


ORGANIZATION = Kind("organization", tuple(OrganizationNeed), FIRST)
PERSONAL = Kind("personal", tuple(PersonalNeed), ORGANIZATION.right + APART)
KINDS = (ORGANIZATION, PERSONAL)


def compose(judgment: Judgment, language: Language, page: Page = STANDARD) -> Scene:
    """The matrix of people and needs as a scene.

    Examples
    --------
    >>> from powermap.judgment.judge import judge
    >>> from powermap.language import Language
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> ana = Stakeholder("Ana", personal_needs="order", meets_personal_needs=True)
    >>> scene = compose(judge(BuyingCenter("ERP", [ana])), Language("en"))
    >>> scene.groups()["ana order"].title
    'Ana: Order met'
    """
    people = table.people_by_power(judgment, language, page)
    heading = figures.choose_title(page.title, judgment.center.name)
    subtitle = _subtitle(judgment, language, page)
    top, start = frame.draw_heading(heading, subtitle, _keys(language), page=page)
    marks, low = _draw_table(people, judgment.needs, start, language)
    return Scene(
        frame.WIDTH,
        max(low + frame.MARGIN, page.height),
        heading,
        _description(heading, people, judgment.needs, language),
        (*top, *marks),
        language.code,
        metrics=_metrics(people, judgment.needs),
    )


def _subtitle(judgment: Judgment, language: Language, page: Page) -> str:
    parts = [
        language.say("matrix.needs"),
        figures.count_people(len(judgment.center), page, language),
    ]
    states = _all_states(judgment.needs)
    if states:
        parts.append(_count_text(states, language))
    return figures.join_subtitle(parts, judgment.center.as_of, language)


def _all_states(needs: Needs) -> list[bool | None]:
    """Whether we meet it, for every need of every person."""
    states: list[bool | None] = []
    for row in needs.cells.values():
        states += row.values()
    return states


def _count_text(states: Sequence[bool | None], language: Language) -> str:
    """How many needs are met."""
    met = states.count(True)
    return language.say("matrix.met_of", met=met, count=len(states))


def _metrics(people: Sequence[ShownPerson], needs: Needs) -> Metrics:
    states = _all_states(needs)
    metrics: dict[str, object] = {"people": len(people)}
    for state, name in STATES.items():
        metrics[name] = states.count(state)
    return Metrics(metrics)


def _keys(language: Language) -> list[Key]:
    keys = []
    for state, name in STATES.items():
        text = language.say(f"matrix.{name}")
        keys.append(Key(partial(_draw_sign, state), text))
    return keys


def _draw_sign(state: bool | None, x: float, y: float) -> tuple[Mark, ...]:
    return style.need_disc(state, x, y, SIGN)


def _draw_table(
    people: Sequence[ShownPerson], needs: Needs, start: float, language: Language
) -> tuple[list[Mark], float]:
    """Heads, a row for each person, and totals; and where they end."""
    heads, y = _draw_heads(start, language)
    if not people:
        return [table.draw_no_people(language, y)], y + 64
    rows: list[Mark] = []
    for subject in people:
        states = needs.cells[subject.person.id]
        rows.append(_draw_row(subject, states, y, language))
        y += table.row_height(subject, language) + table.GAP
    rows.append(_draw_totals(needs, y + 4, language))
    low = y + 48
    grounds = []
    for kind in KINDS:
        ground = table.column_ground(kind.left, start - 8, kind.right, low + 6)
        grounds.append(ground)
    return [*grounds, *heads, *rows], low


def _draw_heads(start: float, language: Language) -> tuple[list[Mark], float]:
    deepest = 1
    for need in NEEDS:
        lines = table.head_lines(language.label(need), WIDTH)
        deepest = max(deepest, len(lines))
    low = start + 42 + 15 * (deepest - 1)
    marks: list[Mark] = []
    for kind in KINDS:
        text = language.say(f"matrix.{kind.name}")
        marks += table.caption(text, kind.left + 10, kind.right - 10, start + 14)
    for kind in KINDS:
        for need in kind.needs:
            name = language.label(need)
            marks += table.column_head(name, kind.middle(need), low, WIDTH)
    marks.append(_draw_total_head(low, language))
    return marks, low + 16


def _draw_total_head(y: float, language: Language) -> Text:
    text = language.say("matrix.total")
    return line(
        text,
        TOTAL,
        y,
        12,
        style.TEXT,
        "semibold",
        solid=True,
    )


def _draw_row(
    subject: ShownPerson,
    states: Mapping[Need, bool | None],
    y: float,
    language: Language,
) -> Group:
    """One person: their needs, and how many of them we meet."""
    height = table.row_height(subject, language)
    middle = y + height / 2
    marks: list[Mark] = [*table.draw_person(subject, frame.MARGIN, y, language)]
    for kind in KINDS:
        # A kind of which no need is named has one sign across its columns: five blanks
        # would look as if the person had none.
        if states.keys() & set(kind.needs):
            for need in kind.needs:
                x = kind.middle(need)
                marks.append(_draw_need(subject, need, states, x, middle, language))
        else:
            box = (kind.left + 10, y + 3, kind.right - 10, y + height - 3)
            marks += _draw_unnamed(kind.all_met(subject), box, language)
    if states:
        text = _count_text(list(states.values()), language)
        marks.append(
            line(
                text,
                TOTAL,
                middle + 4,
                12.0,
                style.MUTED,
                solid=True,
            )
        )
    return Group(
        tuple(marks),
        subject.person.id,
        subject.tooltip,
        subject.classes,
        details=subject.details,
    )


def _draw_need(
    subject: ShownPerson,
    need: Need,
    states: Mapping[Need, bool | None],
    x: float,
    y: float,
    language: Language,
) -> Group:
    if need not in states:
        return Group(style.no_need(x, y), classes=("no-need",))
    state = states[need]
    colon = language.say("list.colon")
    text = _need_text(need, state, language)
    tooltip = f"{subject.person.name}{colon}{text}"
    sign = style.need_disc(state, x, y, SIGN, solid=True)
    key = f"{subject.person.id} {need.value}"
    return Group(sign, key, tooltip, ("need", STATES[state]))


def _need_text(need: Need, state: bool | None, language: Language) -> str:
    key = f"matrix.need_{STATES[state]}"
    return language.say(key, need=need)


def _draw_unnamed(
    all_met: bool | None, box: Rectangle, language: Language
) -> tuple[Mark, ...]:
    """Where no need of a kind is named: whether we meet them all the same."""
    left, top, right, low = box
    middle = (left + right) / 2
    y = (top + low) / 2
    text = language.say("matrix.no_needs")
    sign: tuple[Mark, ...] = ()
    if all_met is not None:
        sign = style.need_disc(all_met, middle - measure(text, 11) / 2 - 8, y, 7)
        middle += 8
    ground = Box(
        left,
        top,
        right - left,
        low - top,
        style.PAPER,
        style.FAINT,
        0.8,
        7.0,
        style.SMALL_DASH,
    )
    words = line(
        text,
        middle,
        y + 3.8,
        12.0,
        style.MUTED,
        anchor="middle",
        solid=True,
    )
    return (ground, *sign, words)


def _draw_totals(needs: Needs, y: float, language: Language) -> Group:
    """How many people have each need, and for how many we meet it."""
    marks: list[Mark] = [*table.draw_total_line(y, language)]
    for kind in KINDS:
        for need in kind.needs:
            states = _states_of(need, needs.cells.values())
            if states:
                x = kind.middle(need)
                marks.append(_draw_total(need, states, x, y, language))
    every = _all_states(needs)
    if every:
        text = _count_text(every, language)
        marks.append(
            line(
                text,
                TOTAL,
                y + 20,
                12.0,
                style.TEXT,
                "semibold",
                solid=True,
            )
        )
    because = language.text(needs.because)
    return Group(tuple(marks), "needs total", because, classes=("total",))


def _states_of(
    need: Need, rows: Iterable[Mapping[Need, bool | None]]
) -> list[bool | None]:
    states = []
    for row in rows:
        if need in row:
            states.append(row[need])
    return states


def _draw_total(
    need: Need, states: Sequence[bool | None], x: float, y: float, language: Language
) -> Group:
    people = len(states)
    met = states.count(True)
    shares = (met / people, states.count(False) / people)
    count = f"{met}/{people}"
    marks = (
        *style.share_bar(shares, x - 26, y + 5, 52, 7),
        line(
            count,
            x,
            y + 28,
            12.0,
            style.TEXT,
            "semibold",
            "middle",
            solid=True,
        ),
    )
    colon = language.say("list.colon")
    name = language.label(need)
    tooltip = f"{name}{colon}{_count_text(states, language)}"
    return Group(marks, f"needs total {need.value}", tooltip, ("total",))


def _description(
    heading: str, people: Sequence[ShownPerson], needs: Needs, language: Language
) -> str:
    count = len(people)
    sentences = [language.say("matrix.described_needs", title=heading, count=count)]
    for subject in people:
        states = needs.cells[subject.person.id]
        sentences.append(_describe_person(subject, states, language))
    if people:
        sentences.append(language.text(needs.because))
    else:
        sentences.append(language.say("common.nobody"))
    return " ".join(sentences)


def _describe_person(
    subject: ShownPerson, states: Mapping[Need, bool | None], language: Language
) -> str:
    texts = []
    for need, state in states.items():
        texts.append(_need_text(need, state, language))
    needs = language.listed(texts)
    if not needs:
        needs = language.say("matrix.no_needs")
    who = table.name_and_role(subject, language)
    return language.say("matrix.needs_of", who=who, needs=needs)
