"""The matrix of coverage: who on our team covers whom, and which contact is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Contact
from powermap.scene.marks import (
    Box,
    Detail,
    Group,
    Mark,
    Metrics,
    Rectangle,
    Scene,
    Text,
)
from powermap.views import figures, frame, person_rows as table
from powermap.views.frame import Key, line
from powermap.views.people import ShownPerson

if TYPE_CHECKING:
    from powermap.judgment.coverage import Coverage, Gap
    from powermap.judgment.judge import Judgment
    from powermap.language import Language

MOST = 9  # members of our team beside one another
FIRST = frame.MARGIN + table.HEAD + 18  # where the team begins
APART = 16.0  # between the team and the contact
CONTACT_WIDTH = 78.0  # of the column of contact
GAP_WIDTH = 134.0  # of the column of what is missing
EDGE = frame.RIGHT - CONTACT_WIDTH - GAP_WIDTH - APART  # where the team ends
CONTACT = EDGE + APART + CONTACT_WIDTH / 2  # the middle of the contact
GAP = EDGE + APART + CONTACT_WIDTH + 8  # where the text of what is missing begins
BAND_GAP = 34.0  # between two bands of the team


@dataclass(frozen=True, slots=True)
class Table:
    """What the matrix shows, and the language that it is in."""

    people: Sequence[ShownPerson]
    coverage: Coverage
    gaps: Mapping[str, Gap]
    """What is missing, by id of the person."""
    titles: Mapping[str, str | None]
    """Titles of our team, by name."""
    language: Language

    def say(self, key: str, **values: object) -> str:
        """A text of this matrix."""
        return self.language.say(f"matrix.{key}", **values)  # type: ignore[arg-type]

    def is_uncovered(self, id: str) -> bool:
        """Whether no one on our team covers a person."""
        return id in self.gaps and self.gaps[id].uncovered

    def why(self, id: str) -> str:
        """What is missing at a person, in a sentence; empty when nothing is."""
        if id not in self.gaps:
            return ""
        return self.language.text(self.gaps[id].because)


@dataclass(frozen=True, slots=True)
class Band:
    """Some members of our team beside one another."""

    number: int
    team: Sequence[str]

    @property
    def width(self) -> float:
        """The width of a column."""
        return (EDGE - FIRST) / max(len(self.team), 1)

    def middle(self, place: int) -> float:
        """The middle of a column."""
        return FIRST + self.width * (place + 0.5)

    def key(self, name: str) -> str:
        """A key that stays unique, since all people are in every band."""
        return f"{name} {self.number}" if self.number else name


def compose(
    judgment: Judgment, language: Language, *, title: str | None = None
) -> Scene:
    """The matrix of people and our team as a scene.

    Examples
    --------
    >>> from powermap.judgment.judge import judge
    >>> from powermap.language import Language
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> ana = Stakeholder("Ana", power="decider", contact="brief", covered_by="Kim")
    >>> compose(judge(BuyingCenter("ERP", [ana])), Language("en")).metrics["too_thin"]
    1
    """
    shown = _table(judgment, language)
    heading = figures.choose_title(title, judgment.center.name)
    subtitle = _subtitle(judgment, shown)
    top, start = frame.draw_heading(heading, subtitle, _keys(shown))
    marks, low = _draw_table(shown, start)
    return Scene(
        frame.WIDTH,
        max(low + frame.MARGIN, frame.HEIGHT),
        heading,
        _description(heading, shown),
        (*top, *marks),
        language.code,
        metrics=_metrics(shown),
    )


def _table(judgment: Judgment, language: Language) -> Table:
    return Table(
        people=table.people_by_power(judgment, language),
        coverage=judgment.coverage,
        gaps={gap.person: gap for gap in judgment.coverage.gaps},
        titles={member.name: member.title for member in judgment.plan.team},
        language=language,
    )


def _subtitle(judgment: Judgment, shown: Table) -> str:
    people = shown.language.say("common.people", count=len(shown.people))
    parts = [shown.say("coverage"), people]
    for key, count in _counts(shown).items():
        if count:
            parts.append(shown.say(f"{key}_count", count=count))
    return figures.join_subtitle(parts, judgment.center.as_of, shown.language)


def _counts(shown: Table) -> dict[str, int]:
    """How many people no one covers, and of how many we know too little."""
    gaps = shown.gaps.values()
    return {
        "uncovered": sum(gap.uncovered for gap in gaps),
        "too_thin": sum(_missing_steps(gap) > 0 for gap in gaps),
    }


def _metrics(shown: Table) -> Metrics:
    people = len(shown.people)
    team = len(shown.coverage.team)
    return Metrics({"people": people, "team": team, **_counts(shown)})


def _missing_steps(gap: Gap) -> int:
    """How many steps of contact are missing."""
    present = 0
    if gap.present is not None:
        present = style.FAMILIARITY[gap.present]
    return max(style.FAMILIARITY[gap.wanted] - present, 0)


def _keys(shown: Table) -> list[Key]:
    return [
        Key(_draw_covers_key, shown.say("covers"), 52),
        Key(partial(_draw_dot, Contact.BRIEF), shown.say("present"), 10),
        Key(partial(_draw_dot, Contact.NONE), shown.say("wanted"), 10),
        Key(partial(style.warning_sign, radius=8), shown.say("missing"), 16),
    ]


def _draw_covers_key(x: float, y: float) -> tuple[Mark, ...]:
    dots = style.depth_dots(Contact.BRIEF, Contact.SEVERAL, x, y)
    return (_draw_pill(x, y), *dots)


def _draw_pill(x: float, y: float) -> Box:
    return Box(
        x - 26, y - 10.5, 52, 21, style.PAPER, style.KNOWN, 1.0, 10.5, solid=True
    )


def _draw_dot(present: Contact, x: float, y: float) -> tuple[Mark, ...]:
    return style.depth_dots(present, Contact.BRIEF, x + 12, y)[:1]


def _draw_table(shown: Table, start: float) -> tuple[list[Mark], float]:
    """All bands of our team below one another, and where they end."""
    if not shown.people:
        return [table.draw_nobody(shown.language, start)], start + 64
    marks: list[Mark] = []
    low = start - BAND_GAP
    for number, team in enumerate(table.bands(shown.coverage.team, MOST)):
        band, low = _draw_band(shown, Band(number, team), low + BAND_GAP)
        marks += band
    return marks, low


def _draw_band(shown: Table, band: Band, start: float) -> tuple[list[Mark], float]:
    """Some members of our team with all people."""
    heads, y = _draw_heads(shown, band, start)
    rows: list[Mark] = []
    for subject in shown.people:
        rows.append(_draw_row(shown, band, subject, y))
        y += table.row_height(subject, shown.language) + table.GAP
    rows.append(_draw_totals(shown, band, y + 4))
    low = y + 40
    grounds = [
        table.column_ground(FIRST, start - 8, EDGE, low),
        table.column_ground(EDGE + APART, start - 8, frame.RIGHT, low),
    ]
    return [*grounds, *heads, *rows], low


def _draw_heads(shown: Table, band: Band, start: float) -> tuple[list[Mark], float]:
    deepest = 1
    for name in band.team:
        deepest = max(deepest, len(table.head_lines(name, band.width)))
    low = start + 42 + 15 * (deepest - 1)
    marks: list[Mark] = [
        *table.caption(shown.say("team"), FIRST + 10, EDGE - 10, start + 14)
    ]
    for place, name in enumerate(band.team):
        head = table.column_head(name, band.middle(place), low, band.width)
        key = f"covering member {shown.coverage.team.index(name)}"
        title = shown.titles.get(name)
        tooltip = figures.join_lines([name, title], shown.language)
        marks.append(Group(head, key, tooltip, ("member",)))
    marks += table.column_head(shown.say("contact"), CONTACT, low, CONTACT_WIDTH)
    gap = shown.say("gap")
    marks.append(line(gap, GAP, low, 12, style.TEXT, "semibold", solid=True))
    return marks, low + 16


def _draw_row(shown: Table, band: Band, subject: ShownPerson, y: float) -> Group:
    """One person: who covers them, how well we know them, and what is missing."""
    id = subject.person.id
    height = table.row_height(subject, shown.language)
    middle = y + height / 2
    marks = [*table.draw_person(subject, frame.MARGIN, y, shown.language)]
    if shown.is_uncovered(id):
        box = (FIRST + 6, y + 1, EDGE - 6, y + height - 1)
        marks += _draw_uncovered(shown, box)
    for place, name in enumerate(band.team):
        x = band.middle(place)
        marks.append(_draw_cell(shown, subject, name, x, middle))
    marks.append(_draw_contact(shown, band, id, middle))
    why = shown.why(id)
    return Group(
        tuple(marks),
        band.key(id),
        figures.join_lines([subject.tooltip, why], shown.language),
        _row_classes(shown, subject),
        details=(*subject.details, Detail(shown.say("gap"), why)),
    )


def _row_classes(shown: Table, subject: ShownPerson) -> tuple[str, ...]:
    classes = [*subject.classes]
    id = subject.person.id
    if shown.is_uncovered(id):
        classes.append("uncovered")
    if id in shown.gaps:
        classes.append("gap")
    return tuple(classes)


def _draw_uncovered(shown: Table, box: Rectangle) -> tuple[Mark, Mark]:
    """That no one on our team covers a person, across all columns."""
    left, top, right, low = box
    ground = Box(
        left,
        top,
        right - left,
        low - top,
        style.ALARM.tint,
        style.WARNING,
        0.9,
        7.0,
        style.SMALL_DASH,
    )
    words = line(
        shown.say("uncovered"),
        (left + right) / 2,
        (top + low) / 2 + 4,
        11.5,
        style.ALARM.ink,
        "semibold",
        "middle",
        solid=True,
    )
    return ground, words


def _draw_cell(
    shown: Table, subject: ShownPerson, name: str, x: float, y: float
) -> Group:
    """Whether a member of our team covers a person, and how well we know them."""
    id = subject.person.id
    covered_by = shown.coverage.cells[id]
    if name not in covered_by:
        # The row of somebody whom no one covers has one sign across all columns.
        blank = style.no_need(x, y) if covered_by else ()
        return Group(blank, classes=("not-covering",))
    present = shown.coverage.present[id]
    dots = style.depth_dots(present, shown.coverage.wanted[id], x, y)
    tooltip = f"{name} → {subject.person.name}\n{_contact_text(shown, id)}"
    key = f"{id} team {shown.coverage.team.index(name)}"
    return Group((_draw_pill(x, y), *dots), key, tooltip, ("covers",))


def _contact_text(shown: Table, id: str) -> str:
    """The contact that there is, and the one that we want."""
    unknown = shown.language.say("common.unknown")
    present = shown.coverage.present[id] or unknown
    wanted = shown.coverage.wanted[id]
    return shown.say("contact_line", present=present, wanted=wanted)


def _draw_contact(shown: Table, band: Band, id: str, y: float) -> Group:
    """The dots of contact, and in words what is missing."""
    present = shown.coverage.present[id]
    wanted = shown.coverage.wanted[id]
    marks: list[Mark] = [*style.depth_dots(present, wanted, CONTACT, y)]
    text = _gap_text(shown, id)
    if _is_contact_missing(shown, id):
        marks += style.warning_sign(GAP + 8, y, 8)
        words = _draw_gap(text, GAP + 22, y + 4, style.ALARM.ink)
    else:
        words = _draw_gap(text, GAP, y + 4, style.MUTED)
    key = band.key(f"{id} contact")
    tooltip = _contact_text(shown, id)
    return Group((*marks, words), key, tooltip, ("contact",))


def _draw_gap(text: str, x: float, y: float, ink: str) -> Text:
    return line(text, x, y, 11.5, ink, solid=True)


def _is_contact_missing(shown: Table, id: str) -> bool:
    return id in shown.gaps and _missing_steps(shown.gaps[id]) > 0


def _gap_text(shown: Table, id: str) -> str:
    """What is missing in contact, in short."""
    if not _is_contact_missing(shown, id):
        return shown.say("enough")
    gap = shown.gaps[id]
    if gap.present is None:
        return shown.say("contact_unknown")
    return shown.say("short", count=_missing_steps(gap))


def _draw_totals(shown: Table, band: Band, y: float) -> Group:
    """How many people each member of our team covers."""
    marks: list[Mark] = [*table.draw_total_line(y, shown.language)]
    for place, name in enumerate(band.team):
        count = sum(name in row for row in shown.coverage.cells.values())
        text = shown.say("covers_count", count=count)
        ink = style.TEXT if count else style.ALARM.ink
        x = band.middle(place)
        marks.append(line(text, x, y + 20, 11.5, ink, "semibold", "middle", solid=True))
    if not band.team:
        text = shown.say("no_team")
        x = band.middle(0)
        marks.append(
            line(text, x, y + 20, 11.5, style.MUTED, anchor="middle", solid=True)
        )
    key = f"coverage total {band.number}"
    return Group(tuple(marks), key, classes=("total",))


def _description(heading: str, shown: Table) -> str:
    count = len(shown.people)
    sentences = [shown.say("described_coverage", title=heading, count=count)]
    for subject in shown.people:
        sentences.append(_describe_person(shown, subject))
    if not shown.people:
        sentences.append(shown.language.say("common.nobody"))
    return " ".join(sentences)


def _describe_person(shown: Table, subject: ShownPerson) -> str:
    id = subject.person.id
    who = table.name_and_role(subject, shown.language)
    contact = _contact_text(shown, id)
    gap = shown.say("contact_said", contact=contact, gap=_gap_text(shown, id))
    team = shown.language.listed(shown.coverage.cells[id])
    if not team:
        return shown.say("not_covered", who=who, gap=gap)
    return shown.say("covered", who=who, gap=gap, team=team)
