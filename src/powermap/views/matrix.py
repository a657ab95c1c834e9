"""Two matrices of the people: what moves them and whether we meet it; who of our team covers them and how well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from powermap import style
from powermap.judgment.coverage import Coverage, Gap, Need, Needs, coverage, needs
from powermap.judgment.roles import classify
from powermap.language import label, say, text as str_of
from powermap.model import (
    AccountPlan,
    BuyingCenter,
    Contact,
    OrganizationNeed,
    PersonalNeed,
)
from powermap.model.subject import center_of
from powermap.scene.marks import Box, Detail, Group, Mark, Metrics, Rectangle, Scene
from powermap.scene.text import measure
from powermap.views import frame, person_rows as table
from powermap.views.frame import Key, Subject, line

FIRST, APART = frame.MARGIN + table.HEAD + 18, 16.0
"""Where the columns begin, and the gap between two kinds of them."""
TOTALS, SIGN = 104.0, 9.0
HALVES: tuple[tuple[Need, ...], tuple[Need, ...]] = (
    tuple(OrganizationNeed),
    tuple(PersonalNeed),
)
NEEDS: tuple[Need, ...] = (*HALVES[0], *HALVES[1])
WIDE = (frame.RIGHT - TOTALS - APART - FIRST) / len(NEEDS)
STATES: Mapping[bool | None, str] = MappingProxyType(
    {True: "met", False: "not_met", None: "not_known"}
)


def compose_needs(
    subject: AccountPlan | BuyingCenter, *, title: str | None = None, lang: str = "en"
) -> Scene:
    """The matrix of people and needs as a scene.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> ana = Stakeholder("Ana", personal_needs="order", meets_personal_needs=True)
    >>> compose_needs(BuyingCenter("ERP", [ana])).groups()["ana order"].title
    'Ana: Order met'
    """
    center, people = _people(subject, lang)
    found = needs(center)
    heading = frame.heading(center, title)
    every = [met for row in found.cells.values() for met in row.values()]
    said = [
        say(lang, "matrix.needs"),
        say(lang, "common.people", count=len(people)),
        *_counted(every, lang),
    ]
    top, start = frame.headed(
        heading, " · ".join([*said, *_as_of(center, lang)]), _need_keys(lang)
    )
    heads, y = _need_heads(start, lang)
    rows: list[Mark] = []
    for each in people:
        rows.append(_need_row(each, found.cells[each.person.id], y, lang))
        y += table.row_height(each, lang) + table.GAP
    low = y + (48 if people else 64)
    rows.append(_need_totals(found, y + 4, lang) if people else table.nobody(lang, y))
    grounds = (
        [_ground(left, start - 8, right, low + 6) for left, right in _kinds()]
        if people
        else []
    )
    metrics = Metrics(
        {"people": len(people), **{STATES[met]: every.count(met) for met in STATES}}
    )
    marks = (*top, *grounds, *(heads if people else ()), *rows)
    return _page(
        low,
        heading,
        _needs_described(heading, people, found, lang),
        marks,
        lang,
        metrics,
    )


def _people(
    subject: AccountPlan | BuyingCenter, lang: str
) -> tuple[BuyingCenter, list[Subject]]:
    center = center_of(subject)
    return center, table.by_power(
        frame.subjects(center, classify(center, lang=lang), lang), center
    )


def _page(
    low: float,
    title: str,
    description: str,
    marks: tuple[Mark, ...],
    lang: str,
    metrics: Metrics,
) -> Scene:
    return Scene(
        frame.WIDTH,
        max(low + frame.MARGIN, frame.HEIGHT),
        title,
        description,
        marks,
        lang,
        metrics=metrics,
    )


def _ground(left: float, up: float, right: float, low: float) -> Box:
    return Box(left, up, right - left, low - up, style.GROUND.tint, radius=12)


def _counted(met: Sequence[bool | None], lang: str) -> list[str]:
    return (
        [say(lang, "matrix.met_of", met=met.count(True), count=len(met))] if met else []
    )


def _as_of(center: BuyingCenter, lang: str) -> list[str]:
    return (
        [say(lang, "common.as_of", date=frame.day(center.as_of, lang))]
        if center.as_of
        else []
    )


def _need_keys(lang: str) -> list[Key]:
    return [
        Key(partial(_need_sign, met), say(lang, f"matrix.{state}"))
        for met, state in STATES.items()
    ]


def _need_sign(met: bool | None, x: float, y: float) -> tuple[Mark, ...]:
    return style.need_disc(met, x, y, SIGN)


def _left(place: int) -> float:
    return FIRST + WIDE * place + (APART if place >= len(HALVES[0]) else 0)


def _kinds() -> tuple[tuple[float, float], tuple[float, float]]:
    """Left and right of the needs of the organisation, and of the personal ones."""
    count = len(HALVES[0])
    return (_left(0), _left(count) - APART), (_left(count), frame.RIGHT - TOTALS)


def _need_heads(start: float, lang: str) -> tuple[tuple[Mark, ...], float]:
    marks: list[Mark] = []
    for (left, right), kind in zip(_kinds(), ("organization", "personal"), strict=True):
        marks += table.caption(
            say(lang, f"matrix.{kind}"), left + 10, right - 10, start + 14
        )
    deep = max(len(table.head_lines(label(need, lang), WIDE)) for need in NEEDS)
    low = start + 42 + 15 * (deep - 1)
    for place, need in enumerate(NEEDS):
        marks += table.column_head(
            label(need, lang), _left(place) + WIDE / 2, low, WIDE
        )
    total = line(
        say(lang, "matrix.total"),
        frame.RIGHT - TOTALS + 16,
        low,
        12,
        style.TEXT,
        "semibold",
        solid=True,
    )
    return (*marks, total), low + 16


def _need_row(
    subject: Subject, met: Mapping[Need, bool | None], y: float, lang: str
) -> Group:
    tall = table.row_height(subject, lang)
    marks: list[Mark] = [*table.person(subject, frame.MARGIN, y, lang)]
    wholes = (
        subject.person.meets_organization_needs,
        subject.person.meets_personal_needs,
    )
    for whole, half, (left, right) in zip(wholes, HALVES, _kinds(), strict=True):
        if met.keys() & set(half):
            marks += [
                _need_cell(subject, need, met, y + tall / 2, lang) for need in half
            ]
        else:
            marks += _not_named(
                whole, (left + 10, y + 3, right - 10, y + tall - 3), lang
            )
    marks += [
        line(
            said,
            frame.RIGHT - TOTALS + 16,
            y + tall / 2 + 4,
            11.5,
            style.MUTED,
            solid=True,
        )
        for said in _counted(list(met.values()), lang)
    ]
    return Group(
        tuple(marks),
        subject.person.id,
        subject.tooltip,
        subject.classes,
        details=subject.details,
    )


def _need_cell(
    subject: Subject, need: Need, met: Mapping[Need, bool | None], y: float, lang: str
) -> Group:
    x = _left(NEEDS.index(need)) + WIDE / 2
    if need not in met:
        return Group(style.no_need(x, y), classes=("no-need",))
    told = (
        f"{subject.person.name}{say(lang, 'list.colon')}{_said(need, met[need], lang)}"
    )
    signs = style.need_disc(met[need], x, y, SIGN, solid=True)
    return Group(
        signs, f"{subject.person.id} {need.value}", told, ("need", STATES[met[need]])
    )


def _said(need: Need, met: bool | None, lang: str) -> str:
    return say(lang, f"matrix.need_{STATES[met]}", need=label(need, lang))


def _not_named(whole: bool | None, box: Rectangle, lang: str) -> tuple[Mark, ...]:
    """A half of a row where no need is named, with what is known of the whole half."""
    left, up, right, low = box
    text, middle = say(lang, "matrix.no_needs"), (left + right) / 2
    sign = (
        style.need_disc(whole, middle - measure(text, 11) / 2 - 8, (up + low) / 2, 7)
        if whole is not None
        else ()
    )
    return (
        Box(
            left,
            up,
            right - left,
            low - up,
            style.PAPER,
            style.FAINT,
            0.8,
            7.0,
            style.SMALL_DASH,
        ),
        *sign,
        line(
            text,
            middle + (8 if sign else 0),
            (up + low) / 2 + 3.8,
            11,
            style.MUTED,
            anchor="middle",
            solid=True,
        ),
    )


def _total_line(y: float, lang: str) -> tuple[Mark, ...]:
    name = say(lang, "matrix.total")
    return (
        Box(frame.MARGIN, y - 4, frame.RIGHT - frame.MARGIN, 1, style.FAINT),
        line(
            name,
            frame.MARGIN + table.INSET,
            y + 20,
            13,
            style.TEXT,
            "semibold",
            solid=True,
        ),
    )


def _need_totals(found: Needs, y: float, lang: str) -> Group:
    marks: list[Mark] = [*_total_line(y, lang)]
    columns = {
        need: [row[need] for row in found.cells.values() if need in row]
        for need in NEEDS
    }
    for place, need in enumerate(NEEDS):
        if columns[need]:
            marks.append(
                _need_total(need, columns[need], _left(place) + WIDE / 2, y, lang)
            )
    every = _counted([met for column in columns.values() for met in column], lang)
    marks += [
        line(
            each,
            frame.RIGHT - TOTALS + 16,
            y + 20,
            11.5,
            style.TEXT,
            "semibold",
            solid=True,
        )
        for each in every
    ]
    return Group(
        tuple(marks), "needs total", str_of(found.because, lang), classes=("total",)
    )


def _need_total(
    need: Need, met: Sequence[bool | None], x: float, y: float, lang: str
) -> Group:
    shares = (met.count(True) / len(met), met.count(False) / len(met))
    count = f"{met.count(True)}/{len(met)}"
    marks = (
        *style.share_bar(shares, x - 26, y + 5, 52, 7),
        line(count, x, y + 28, 11.5, style.TEXT, "semibold", "middle", solid=True),
    )
    told = f"{label(need, lang)}{say(lang, 'list.colon')}{_counted(met, lang)[0]}"
    return Group(marks, f"needs total {need.value}", told, ("total",))


def _who(subject: Subject, lang: str) -> str:
    role = subject.assignment.role
    said = label(role, lang) if role else say(lang, "common.no_role")
    return say(lang, "matrix.who", name=subject.person.name, role=said)


def _needs_described(
    heading: str, people: Sequence[Subject], found: Needs, lang: str
) -> str:
    told = [say(lang, "matrix.described_needs", title=heading, count=len(people))]
    for each in people:
        row = found.cells[each.person.id]
        said = say(lang, "list.comma").join(
            _said(need, met, lang) for need, met in row.items()
        )
        told.append(
            say(
                lang,
                "matrix.needs_of",
                who=_who(each, lang),
                needs=said or say(lang, "matrix.no_needs"),
            )
        )
    return " ".join(
        [*told, str_of(found.because, lang)]
        if people
        else [*told, say(lang, "common.nobody")]
    )


MOST, CONTACT, GAP = 9, 78.0, 134.0
"""Members of our team beside one another, width of the columns of contact and gap."""


@dataclass(frozen=True, slots=True)
class Covering:
    """What the matrix of coverage shows: people by power, who covers them, what is missing, titles of our team."""

    people: Sequence[Subject]
    found: Coverage
    gaps: Mapping[str, Gap]
    titles: Mapping[str, str | None]
    lang: str

    def say(self, key: str, **values: object) -> str:
        """A sentence of this matrix."""
        return say(self.lang, f"matrix.{key}", **values)


def compose_coverage(
    subject: AccountPlan | BuyingCenter, *, title: str | None = None, lang: str = "en"
) -> Scene:
    """The matrix of people and our team as a scene.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> ana = Stakeholder("Ana", power="decider", contact="brief", covered_by="Kim Example")
    >>> compose_coverage(BuyingCenter("ERP", [ana])).metrics["too_thin"]
    1
    """
    center, people = _people(subject, lang)
    found = coverage(subject)
    titles = (
        {member.name: member.title for member in subject.team}
        if isinstance(subject, AccountPlan)
        else {}
    )
    covering = Covering(
        people, found, {gap.person: gap for gap in found.gaps}, titles, lang
    )
    heading = frame.heading(center, title)
    counts = {
        "uncovered": sum(gap.uncovered for gap in found.gaps),
        "too_thin": sum(_steps(gap) > 0 for gap in found.gaps),
    }
    said = [covering.say("coverage"), say(lang, "common.people", count=len(people))]
    said += [
        covering.say(f"{key}_count", count=count)
        for key, count in counts.items()
        if count
    ]
    top, y = frame.headed(
        heading, " · ".join([*said, *_as_of(center, lang)]), _cover_keys(covering)
    )
    rows: list[Mark] = [] if people else [table.nobody(lang, y)]
    low = y if people else y + 64
    for number, team in enumerate(table.bands(found.team, MOST) if people else ()):
        band, low = _band(covering, team, number, y)
        rows, y = [*rows, *band], low + 34
    metrics = Metrics({"people": len(people), "team": len(found.team), **counts})
    return _page(
        low, heading, _cover_described(heading, covering), (*top, *rows), lang, metrics
    )


def _steps(gap: Gap) -> int:
    """How many steps of contact are missing."""
    return max(
        style.FAMILIARITY[gap.wanted]
        - (style.FAMILIARITY[gap.present] if gap.present else 0),
        0,
    )


def _cover_keys(covering: Covering) -> list[Key]:
    return [
        Key(_covers, covering.say("covers"), 52),
        Key(partial(_one_dot, Contact.BRIEF), covering.say("present"), 10),
        Key(partial(_one_dot, Contact.NONE), covering.say("wanted"), 10),
        Key(partial(style.warning_sign, radius=8), covering.say("missing"), 16),
    ]


def _covers(x: float, y: float) -> tuple[Mark, ...]:
    return (*_pill(x, y), *style.depth_dots(Contact.BRIEF, Contact.SEVERAL, x, y))


def _pill(x: float, y: float) -> tuple[Mark, ...]:
    return (
        Box(x - 26, y - 10.5, 52, 21, style.PAPER, style.KNOWN, 1.0, 10.5, solid=True),
    )


def _one_dot(present: Contact, x: float, y: float) -> tuple[Mark, ...]:
    return style.depth_dots(present, Contact.BRIEF, x + 12, y)[:1]


def _band(
    covering: Covering, team: Sequence[str], number: int, start: float
) -> tuple[list[Mark], float]:
    """One band of members of our team under `start`, with all people; and where it ends."""
    edge = frame.RIGHT - CONTACT - GAP - APART
    wide, right = (edge - FIRST) / max(len(team), 1), edge
    heads, y = _cover_heads(covering, team, wide, right, start)
    rows: list[Mark] = []
    for each in covering.people:
        rows.append(_cover_row(covering, each, team, (FIRST, y, right, wide), number))
        y += table.row_height(each, covering.lang) + table.GAP
    rows.append(_cover_totals(covering, team, wide, y + 4, number))
    low = y + 40
    grounds = [
        _ground(FIRST, start - 8, right, low),
        _ground(right + APART, start - 8, right + APART + CONTACT + GAP, low),
    ]
    return [*grounds, *heads, *rows], low


def _cover_heads(
    covering: Covering, team: Sequence[str], wide: float, right: float, start: float
) -> tuple[list[Mark], float]:
    marks: list[Mark] = [
        *table.caption(covering.say("team"), FIRST + 10, right - 10, start + 14)
    ]
    low = (
        start
        + 42
        + 15
        * (max((len(table.head_lines(name, wide)) for name in team), default=1) - 1)
    )
    for place, name in enumerate(team):
        head = table.column_head(name, FIRST + wide * (place + 0.5), low, wide)
        told = "\n".join(text for text in (name, covering.titles.get(name)) if text)
        marks.append(
            Group(
                head,
                f"covering member {covering.found.team.index(name)}",
                told,
                ("member",),
            )
        )
    marks += table.column_head(
        covering.say("contact"), right + APART + CONTACT / 2, low, CONTACT
    )
    gap = line(
        covering.say("gap"),
        right + APART + CONTACT + 8,
        low,
        12,
        style.TEXT,
        "semibold",
        solid=True,
    )
    return [*marks, gap], low + 16


def _cover_row(
    covering: Covering,
    subject: Subject,
    team: Sequence[str],
    place: tuple[float, float, float, float],
    number: int,
) -> Group:
    first, y, right, wide = place
    id, tall = subject.person.id, table.row_height(subject, covering.lang)
    gap, middle = covering.gaps.get(id), y + tall / 2
    marks: list[Mark] = [*table.person(subject, frame.MARGIN, y, covering.lang)]
    if gap is not None and gap.uncovered:
        marks += _uncovered(covering, (first + 6, y + 1, right - 6, y + tall - 1))
    marks += [
        _cover_cell(covering, subject, name, first + wide * (at + 0.5), middle)
        for at, name in enumerate(team)
    ]
    marks.append(_gap(covering, subject, right + APART, middle, number))
    title = "\n".join(
        [subject.tooltip, *([str_of(gap.because, covering.lang)] if gap else [])]
    )
    details = (
        *subject.details,
        Detail(covering.say("gap"), str_of(gap.because, covering.lang) if gap else ""),
    )
    classes = (
        *subject.classes,
        *(["uncovered"] if gap and gap.uncovered else []),
        *(["gap"] if gap else []),
    )
    return Group(
        tuple(marks),
        f"{id} {number}" if number else id,
        title,
        classes,
        details=details,
    )


def _uncovered(covering: Covering, box: Rectangle) -> tuple[Mark, ...]:
    left, up, right, low = box
    text, middle = covering.say("uncovered"), (left + right) / 2
    return (
        Box(
            left,
            up,
            right - left,
            low - up,
            style.ALARM.tint,
            style.WARNING,
            0.9,
            7.0,
            style.SMALL_DASH,
        ),
        line(
            text,
            middle,
            (up + low) / 2 + 4,
            11.5,
            style.ALARM.ink,
            "semibold",
            "middle",
            solid=True,
        ),
    )


def _cover_cell(
    covering: Covering, subject: Subject, name: str, x: float, y: float
) -> Group:
    person, found = subject.person, covering.found
    if name not in found.cells[person.id]:
        blank = style.no_need(x, y) if found.cells[person.id] else ()
        return Group(blank, classes=("not-covering",))
    dots = style.depth_dots(found.present[person.id], found.wanted[person.id], x, y)
    told = "\n".join([f"{name} → {person.name}", _depths(covering, person.id)])
    return Group(
        (*_pill(x, y), *dots),
        f"{person.id} team {found.team.index(name)}",
        told,
        ("covers",),
    )


def _depths(covering: Covering, id: str) -> str:
    present, wanted = covering.found.present[id], covering.found.wanted[id]
    there = (
        label(present, covering.lang)
        if present
        else say(covering.lang, "common.unknown")
    )
    return covering.say(
        "contact_line", present=there, wanted=label(wanted, covering.lang)
    )


def _gap_said(covering: Covering, id: str) -> tuple[str, bool]:
    """What is missing in contact, and whether anything is."""
    gap = covering.gaps.get(id)
    if gap is None or not _steps(gap):
        return covering.say("enough"), False
    if gap.present is None:
        return covering.say("contact_unknown"), True
    return covering.say("short", count=_steps(gap)), True


def _gap(
    covering: Covering, subject: Subject, x: float, y: float, number: int
) -> Group:
    id = subject.person.id
    dots = style.depth_dots(
        covering.found.present[id], covering.found.wanted[id], x + CONTACT / 2, y
    )
    said, missing = _gap_said(covering, id)
    left = x + CONTACT + 8
    marks: list[Mark] = [
        *dots,
        *(style.warning_sign(left + 8, y, 8) if missing else ()),
    ]
    ink = style.ALARM.ink if missing else style.MUTED
    marks.append(
        line(said, left + (22 if missing else 0), y + 4, 11.5, ink, solid=True)
    )
    key = f"{id} contact {number}" if number else f"{id} contact"
    return Group(tuple(marks), key, _depths(covering, id), ("contact",))


def _cover_totals(
    covering: Covering, team: Sequence[str], wide: float, y: float, number: int
) -> Group:
    marks: list[Mark] = [*_total_line(y, covering.lang)]
    for place, name in enumerate(team):
        count = sum(name in row for row in covering.found.cells.values())
        said, ink = (
            covering.say("covers_count", count=count),
            style.TEXT if count else style.ALARM.ink,
        )
        marks.append(
            line(
                said,
                FIRST + wide * (place + 0.5),
                y + 20,
                11.5,
                ink,
                "semibold",
                "middle",
                solid=True,
            )
        )
    if not team:
        marks.append(
            line(
                covering.say("no_team"),
                FIRST + wide / 2,
                y + 20,
                11.5,
                style.MUTED,
                anchor="middle",
                solid=True,
            )
        )
    return Group(tuple(marks), f"coverage total {number}", classes=("total",))


def _cover_described(heading: str, covering: Covering) -> str:
    told = [
        covering.say("described_coverage", title=heading, count=len(covering.people))
    ]
    for each in covering.people:
        team = say(covering.lang, "list.comma").join(
            covering.found.cells[each.person.id]
        )
        depths, said = (
            _depths(covering, each.person.id),
            _gap_said(covering, each.person.id)[0],
        )
        gap = covering.say("contact_said", contact=depths, gap=said)
        key = "covered" if team else "not_covered"
        told.append(
            covering.say(
                key,
                who=_who(each, covering.lang),
                gap=gap,
                **({"team": team} if team else {}),
            )
        )
    return " ".join(
        told if covering.people else [*told, say(covering.lang, "common.nobody")]
    )
