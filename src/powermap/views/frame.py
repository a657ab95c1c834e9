"""What every power map has round its people: heading, legend, axes, and what a pointer or a screen reader is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from powermap import style
from powermap.errors import ModelError
from powermap.judgment.roles import Assignment
from powermap.language import label, say
from powermap.model import (
    BuyingCenter,
    Involvement,
    Power,
    Role,
    Scale,
    Stakeholder,
    Stance,
)
from powermap.model.record import printable
from powermap.scene.marks import (
    Anchor,
    Detail,
    Group,
    Mark,
    Path,
    Rectangle,
    Text,
    Weight,
)
from powermap.scene.text import measure, wrap

WIDTH, HEIGHT, MARGIN = 1280.0, 720.0, 36.0
LEFT, RIGHT, BELOW = 84.0, WIDTH - MARGIN, 60.0
"""Edges of the plot, and the room that the lower axis needs."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One person with all that a view wants to know."""

    person: Stakeholder
    assignment: Assignment
    tooltip: str
    details: tuple[Detail, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """Names for style sheets."""
        stance = self.person.stance.value if self.person.stance else "unknown"
        role = self.assignment.role.value if self.assignment.role else "no-role"
        return ("stakeholder", role, f"stance-{stance}")


def subjects(
    center: BuyingCenter, assignments: object, lang: str
) -> tuple[Subject, ...]:
    """People in the order in which they are read: from champion to enemy, unknown last, then by name."""
    order = {stance: place for place, stance in enumerate(Stance)}
    ranked = sorted(
        center,
        key=lambda p: (
            order.get(p.stance, 9) if p.stance else 9,
            p.name.casefold(),
            p.id,
        ),
    )
    found: dict[str, Assignment] = assignments  # type: ignore[assignment]
    return tuple(
        Subject(
            p, found[p.id], tooltip(p, found[p.id], lang), details(p, found[p.id], lang)
        )
        for p in ranked
    )


def line(
    content: str,
    x: float,
    y: float,
    size: float,
    ink: str,
    weight: Weight = "regular",
    anchor: Anchor = "start",
    *,
    spacing: float = 0.0,
    rotate: float = 0.0,
    solid: bool = False,
) -> Text:
    """A measured line of text."""
    return Text(
        x,
        y,
        content,
        size,
        ink,
        measure(content, size, weight, spacing),
        weight,
        anchor,
        spacing,
        rotate,
        solid,
    )


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend: what draws its sign round a point, its words, and how wide the sign is."""

    draw: Callable[[float, float], tuple[Mark, ...]]
    text: str
    wide: float = 18.0


def top(
    title: str,
    subtitle: str,
    people: Iterable[Stakeholder],
    lang: str,
    right: float = RIGHT,
) -> tuple[tuple[Mark, ...], float]:
    """Title, subtitle and the legend of the stances that occur, up to `right`; and where the plot may begin."""
    return headed(
        title, subtitle, _stances({person.stance for person in people}, lang), right
    )


def headed(
    title: str, subtitle: str, keys: Sequence[Key], right: float = RIGHT
) -> tuple[tuple[Mark, ...], float]:
    """Title, subtitle and a legend, up to `right`; and where the plot may begin."""
    legend, left = _legend(keys, right)
    lines = wrap(title, left - MARGIN - 32, 24, "semibold")
    marks: list[Mark] = [
        line(each, MARGIN, 46 + 30 * row, 24, style.TEXT, "semibold")
        for row, each in enumerate(lines)
    ]
    below = 68 + 30 * (len(lines) - 1)
    subtitles = wrap(subtitle, left - MARGIN - 32, 13)
    marks += [
        line(each, MARGIN, below + 18 * row, 13, style.MUTED)
        for row, each in enumerate(subtitles)
    ]
    return (*marks, *legend), below + 18 * (len(subtitles) - 1) + 28


def _stances(stances: set[Stance | None], lang: str) -> list[Key]:
    shown = [
        *[stance for stance in Stance if stance in stances],
        *([None] if None in stances else []),
    ]
    return [
        Key(
            partial(_stance, stance),
            label(stance, lang) if stance else say(lang, "common.unknown"),
        )
        for stance in shown
    ]


def _stance(stance: Stance | None, x: float, y: float) -> tuple[Mark, ...]:
    return style.stance_disc(stance, x, y, 9)


def _legend(keys: Sequence[Key], right: float) -> tuple[tuple[Mark, ...], float]:
    marks: list[Mark] = []
    for key in reversed(keys):
        entry = line(key.text, right, 48, 12.5, style.MUTED, anchor="end")
        x = right - entry.width - key.wide / 2 - 7
        marks.append(Group((*key.draw(x, 43.5), entry), classes=("legend",)))
        right = x - key.wide / 2 - 15
    return tuple(reversed(marks)), right


def heading(center: BuyingCenter, title: str | None) -> str:
    """The title as it was given, or the center's name."""
    try:
        return printable(title) if title else center.name
    except ValueError as error:
        raise ModelError(f"title: {error}") from None


def score(given: object, upper: Power | Involvement, scale: Scale) -> float:
    """The score, or for a word the centre of its half."""
    if isinstance(given, int | float):
        return given
    return (scale.middle + (scale.high if given is upper else scale.low)) / 2


AXES = ("field.power", "field.involvement")
ENDS = ("quadrant.decider", "quadrant.influencer", "quadrant.low", "quadrant.high")


def axis_names(
    plot: Rectangle, lang: str, axes: tuple[str, str] = AXES
) -> tuple[Mark, ...]:
    """The names of both axes in letter-spaced capitals, the upright one read from below."""
    left, up, right, low = plot
    names = [say(lang, axis).upper() for axis in axes]
    return (
        line(
            names[0],
            MARGIN,
            (up + low) / 2,
            11,
            style.MUTED,
            "semibold",
            "middle",
            spacing=1.4,
            rotate=-90,
        ),
        line(
            names[1],
            (left + right) / 2,
            low + 42,
            11,
            style.MUTED,
            "semibold",
            "middle",
            spacing=1.4,
        ),
    )


def word_axes(
    plot: Rectangle, lang: str, words: tuple[str, str, str, str] = ENDS
) -> tuple[Mark, ...]:
    """Arrows from influencer to decider and from low to high, or between other ends (top, bottom, left, right)."""
    left, up, right, low = plot
    x, y = left - 26, low + 20
    ends = {
        name: say(lang, key)
        for name, key in zip(
            ("decider", "influencer", "low", "high"), words, strict=True
        )
    }
    wide = {key: measure(text, 12.5) for key, text in ends.items()}
    return (
        line(
            ends["decider"], x + 4, up + 4, 12.5, style.MUTED, anchor="end", rotate=-90
        ),
        line(ends["influencer"], x + 4, low - 4, 12.5, style.MUTED, rotate=-90),
        *_arrow(x, low - wide["influencer"] - 18, x, up + wide["decider"] + 18),
        line(ends["low"], left + 4, y + 4, 12.5, style.MUTED),
        line(ends["high"], right - 4, y + 4, 12.5, style.MUTED, anchor="end"),
        *_arrow(left + wide["low"] + 20, y, right - wide["high"] - 20, y),
    )


def _arrow(x1: float, y1: float, x2: float, y2: float) -> tuple[Mark, ...]:
    upright = x1 == x2
    tips = (
        ((x2 - 4, y2 + 9), (x2 + 4, y2 + 9))
        if upright
        else ((x2 - 9, y2 - 4), (x2 - 9, y2 + 4))
    )
    head = (("M", x2, y2), ("L", *tips[0]), ("L", *tips[1]), ("Z",))
    return (
        Path(
            (("M", x1, y1), ("L", x2, y2)),
            stroke=style.FAINT,
            stroke_width=1.1,
            opacity=0.75,
        ),
        Path(head, fill=style.FAINT, opacity=0.9),
    )


def tooltip(person: Stakeholder, assignment: Assignment, lang: str) -> str:
    """All that is known of a person, and why the role, line by line."""
    colon = say(lang, "list.colon")
    lines = [person.name, *([person.title] if person.title else []), assignment.because]
    lines += [
        f"{say(lang, f'field.{key}')}{colon}{value}"
        for key, value in _known(person, assignment, lang)
        if value
    ]
    if person.as_of:
        lines.append(say(lang, "common.as_of", date=day(person.as_of, lang)))
    return "\n".join(lines)


def details(
    person: Stakeholder, assignment: Assignment, lang: str
) -> tuple[Detail, ...]:
    """All that is known of a person, and why the role, word by word; one may choose by role and stance."""
    role, roles, stances = assignment.role, [*Role, None], [*Stance, None]
    choices = {"stance": stances.index(person.stance)}
    named = (
        Detail(say(lang, "table.name"), person.name),
        Detail(say(lang, "field.title"), person.title or ""),
        Detail(
            say(lang, "table.role"),
            label(role, lang) if role else say(lang, "common.no_role"),
            roles.index(role),
        ),
        Detail(say(lang, "table.because"), assignment.because),
    )
    known = (
        Detail(say(lang, f"field.{key}"), str(value or ""), choices.get(key))
        for key, value in _known(person, assignment, lang)
    )
    since = Detail(
        say(lang, "field.as_of"), day(person.as_of, lang) if person.as_of else ""
    )
    return (*named, *known, since)


def _known(
    person: Stakeholder, assignment: Assignment, lang: str
) -> list[tuple[str, object]]:
    """What is known beyond name, title and role, each under its word; what is not known is empty."""
    return [
        ("department", person.department),
        ("organization", person.organization),
        (
            "involvement",
            _level(person.involvement, lang) if assignment.role is None else None,
        ),
        (
            "stance",
            label(person.stance, lang)
            if person.stance
            else say(lang, "common.unknown"),
        ),
        ("contact", label(person.contact, lang) if person.contact else None),
        ("can_veto", _truth(person.can_veto, lang)),
        (
            "declared_role",
            label(person.declared_role, lang) if person.declared_role else None,
        ),
        ("covered_by", say(lang, "list.comma").join(person.covered_by)),
        (
            "needs",
            say(lang, "list.comma").join(
                label(need, lang)
                for need in (*person.organization_needs, *person.personal_needs)
            ),
        ),
        ("meets_organization_needs", _truth(person.meets_organization_needs, lang)),
        ("meets_personal_needs", _truth(person.meets_personal_needs, lang)),
        ("evidence", person.evidence),
        ("note", person.note),
    ]


def _truth(value: bool | None, lang: str) -> str | None:
    return None if value is None else say(lang, "common.yes" if value else "common.no")


def _level(given: object, lang: str) -> str | None:
    if given is None:
        return None
    return label(given, lang) if isinstance(given, Involvement) else f"{given:.10g}"


def day(date: object, lang: str) -> str:
    """A date as a reader of the language writes it, the same on every machine."""
    year, month, number = date.year, date.month, date.day  # type: ignore[attr-defined]
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    return (
        f"{year}年{month}月{number}日"
        if lang == "zh"
        else f"{number} {months[month - 1]} {year}"
    )


def subtitle(center: BuyingCenter, kind: str, lang: str) -> str:
    """What it is, how many people, as of when."""
    known = sum(person.stance is not None for person in center)
    low, high = center.scale.low, center.scale.high
    parts = [
        say(lang, f"quadrant.{kind}", low=low, high=high),
        say(lang, "common.people", count=len(center)),
    ]
    if len(center):
        parts.append(say(lang, "quadrant.stances", count=known))
    if center.as_of:
        parts.append(say(lang, "common.as_of", date=day(center.as_of, lang)))
    return " · ".join(parts)


def described(title: str, people: Sequence[Subject], lang: str) -> str:
    """The picture in words: who stands in which role, with stance."""
    who = people_in_roles(people, lang) or [say(lang, "common.nobody")]
    return " ".join([say(lang, "quadrant.described", title=title), *who])


def people_in_roles(people: Sequence[Subject], lang: str) -> list[str]:
    """A sentence for each role that occurs: who has it, with stance."""
    unknown = say(lang, "common.unknown")
    by_role: dict[str, list[str]] = {}
    for each in people:
        role = (
            label(each.assignment.role, lang)
            if each.assignment.role
            else say(lang, "common.no_role")
        )
        stance = label(each.person.stance, lang) if each.person.stance else unknown
        by_role.setdefault(role, []).append(f"{each.person.name} ({stance})")
    separator = say(lang, "list.comma")
    return [
        say(lang, "quadrant.in_cell", role=role, people=separator.join(names))
        for role, names in by_role.items()
    ]
