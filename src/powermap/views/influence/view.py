"""Who sways whom: people as cards, reporting lines as a right-angled tree, all other ties as curves."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from powermap import style
from powermap.errors import PowermapWarning
from powermap.judgment.judge import Judgment
from powermap.language import Language
from powermap.model import BuyingCenter, Tie, TieKind
from powermap.scene.crossings import DrawnLine
from powermap.scene.curves import clip_before_box, round_corners, straight_curve
from powermap.scene.layout import graphviz
from powermap.scene.layout.packing import pack_shelves, preferred_width
from powermap.scene.marks import Box, Group, Mark, Point, Rectangle, Scene
from powermap.scene.metrics import LineMetrics
from powermap.scene.text import elide, measure
from powermap.views import figures, frame, people, ties
from powermap.views.cards import NAME, TITLE, WHOLE, card, height, pill_width
from powermap.views.cells import PAD
from powermap.views.frame import line
from powermap.views.influence.choice import Choice, Options, choose, warn_of_gaps
from powermap.views.influence.layout import arrange
from powermap.views.influence.ordering import (
    HEADED,
    PILL,
    Arranged,
    Crowd,
    groups,
    order,
    way,
)
from powermap.views.people import ShownPerson

LEAST, MOST = 200.0, 236.0
"""Width of a card: wide enough for the names, within these."""
APART, ASPECT = 44.0, 1.78
"""Between two connected groups; width to height of the page that they are packed for."""
BEND = 7.0
"""Radius of the corners of a tie inside a reporting line."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A connected group at its place on the page."""

    made: Arranged
    dx: float
    dy: float

    def at(self, points: Iterable[Point]) -> tuple[Point, ...]:
        """Points of the group as points of the page."""
        dx, dy = self.dx, self.dy
        return tuple([(round(x + dx, 2), round(y + dy, 2)) for x, y in points])

    def box(self, box: Rectangle) -> Rectangle:
        """A rectangle of the group on the page."""
        return box[0] + self.dx, box[1] + self.dy, box[2] + self.dx, box[3] + self.dy


def compose(
    judgment: Judgment,
    language: Language,
    options: Options,
    *,
    title: str | None = None,
) -> Scene:
    """The influence graph of a buying center as a scene."""
    center = judgment.center
    chosen = choose(center, options)
    subjects = people.shown_people(
        chosen.center, judgment.roles, language, judgment.playbook
    )
    heading = figures.choose_title(title, center.name)
    placed, alone, size = _placed(
        chosen,
        subjects,
        language,
        departments=options.departments,
        sideways=options.sideways,
        apart=options.apart,
    )
    width = max(frame.WIDTH, size[0] + 2 * frame.MARGIN)
    subtitle = _subtitle(center, chosen, options.steps, language)
    keys = frame.stance_keys(chosen.center, language)
    top, start = frame.draw_heading(heading, subtitle, keys, width - frame.MARGIN)
    left = (width - size[0]) / 2
    placed = [
        replace(each, dx=each.dx + left, dy=each.dy + start + 6) for each in placed
    ]
    names = ties.names(chosen.center)
    warn_of_gaps(chosen, names, language)
    said = {which: ties.said(tie, names, language) for which, tie in chosen.ties}
    drawn, lines = _drawn(chosen, placed, subjects, said, language)
    low = start + 6 + size[1] + (24 if placed else 0)
    strip, low = _strip(alone, low, width, language)
    if not subjects:
        strip = [figures.draw_empty(language.say("common.nobody"), start)]
    kinds_shown = [
        kind for kind in TieKind if any(tie.kind is kind for _, tie in chosen.ties)
    ]
    legend, tall = ties.legend(
        kinds_shown,
        frame.MARGIN,
        width - frame.MARGIN,
        low + 16,
        language,
        path=len(chosen.path) > 1,
    )
    page = max(
        low + (tall + 20 if legend else 0), frame.HEIGHT if not placed else 0, 320.0
    )
    boxes = tuple(each.box(box) for each in placed for box in each.made.boxes.values())
    facts = {
        "engine": ", ".join(sorted({each.made.engine for each in placed})) or "none",
        "people": len(subjects),
        "ties": len(chosen.ties),
        "groups": len(placed),
        "without_ties": len(alone),
    }
    description = _described(heading, subjects, said, language)
    marks = (*top, *drawn, *strip, *legend)
    return Scene(
        width,
        page,
        heading,
        description,
        marks,
        language.code,
        metrics=LineMetrics(facts, lines, boxes),
    )


def _placed(
    chosen: Choice,
    subjects: Sequence[ShownPerson],
    language: Language,
    *,
    departments: bool,
    sideways: bool,
    apart: bool,
) -> tuple[list[Placed], list[ShownPerson], tuple[float, float]]:
    """Each connected group laid out and packed; those without ties; and the size of all groups together."""
    ids = [person.id for person in chosen.center]
    found = groups(ids, chosen.ties)
    alone = {group[0] for group in found if len(group) == 1}
    connected = [group for group in found if len(group) > 1]
    if not apart and connected:
        connected = [[id for group in connected for id in group]]
    width = _card_width(subjects)
    sizes = {each.person.id: (width, height(each, width, WHOLE)) for each in subjects}
    pills = {
        each.person.id: pill_width(role, language)
        for each in subjects
        if (role := each.assignment.role)
    }
    place = order(chosen.center, chosen.ties)
    if connected and not graphviz.is_available():
        warnings.warn(
            "pygraphviz is not installed, so networkx laid the picture out on a grid; install it for rows "
            "with fewer crossings",
            PowermapWarning,
            stacklevel=4,
        )
    made = []
    for group in connected:
        members = set(group)
        inner = [each for each in chosen.ties if each[1].source in members]
        sections = _departments(chosen.center, members) if departments else {}
        ranked = sorted(group, key=place.__getitem__)
        own = {id: pills[id] for id in group if id in pills}
        made.append(arrange(Crowd(ranked, sizes, inner, sections, own, sideways)))
    outer = [(each.width, each.height + PILL) for each in made]
    room = preferred_width(outer, least=frame.WIDTH - 2 * frame.MARGIN, aspect=ASPECT)
    spots, size = pack_shelves(outer, width=room, gap=APART)
    placed = [Placed(each, x, y) for each, (x, y) in zip(made, spots, strict=True)]
    return (
        placed,
        [each for each in subjects if each.person.id in alone],
        size if placed else (0.0, 0.0),
    )


def _departments(center: BuyingCenter, members: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person in center:
        if person.department and person.id in members:
            found.setdefault(person.department, []).append(person.id)
    return found


def _card_width(subjects: Sequence[ShownPerson]) -> float:
    """Wide enough for nine of ten names and titles, so that one long title does not widen everybody's card."""
    needs = sorted(
        max(
            measure(each.person.name, NAME, "semibold") + 33,
            measure(each.person.title or "", TITLE),
        )
        + 60
        for each in subjects
    )
    wanted = needs[int(len(needs) * 0.9)] if needs else LEAST
    return min(max(wanted, LEAST), MOST)


def _drawn(
    chosen: Choice,
    placed: Sequence[Placed],
    subjects: Sequence[ShownPerson],
    said: Mapping[int, str],
    language: Language,
) -> tuple[list[Mark], tuple[tuple[DrawnLine, tuple[int, ...]], ...]]:
    """Grounds, then lines, then cards; and the lines as the metrics count them."""
    by_id = {each.person.id: each for each in subjects}
    most = ties.strengths(tie for _, tie in chosen.ties)
    number = {
        id: at for at, id in enumerate(id for each in placed for id in each.made.boxes)
    }
    bosses = {
        tie.source: tie.target
        for _, tie in chosen.ties
        if tie.kind is TieKind.REPORTS_TO
    }
    keys: set[str] = set()
    grounds: list[Mark] = []
    titles: list[Mark] = []
    behind: list[Mark] = []
    curves: list[Mark] = []
    cards: list[Mark] = []
    lines: list[tuple[DrawnLine, tuple[int, ...]]] = []
    for each in placed:
        grounds += [_ground(name, each.box(box)) for name, box in each.made.frames]
        titles += [_ground_name(name, each.box(box)) for name, box in each.made.frames]
        cased = set(each.made.along.values())
        here = {*each.made.elbows, *each.made.curves, *each.made.along}
        for which, tie in (pair for pair in chosen.ties if pair[0] in here):
            points, family = _course(tie, which, each, by_id, bosses, language)
            marks = _tie(tie, points, most, chosen, cased=which in cased)
            group = Group(
                marks,
                ties.key_of(tie, keys),
                said[which],
                ("tie", tie.kind.value.replace("_", "-")),
                link=(tie.source, tie.target),
                details=ties.details(tie, said[which], language),
            )
            dim = chosen.is_faded(tie.source, tie.target)
            layer = behind if tie.kind is TieKind.REPORTS_TO else curves
            layer.insert(0, style.faded(group)) if dim else layer.append(group)
            lines.append((family, (number[tie.source], number[tie.target])))
        for id, box in each.made.boxes.items():
            x, y, right, _ = each.box(box)
            made = card(by_id[id], x, y, right - x, WHOLE, language, pill=True)
            if id in chosen.path:
                grounds.append(_ring(each.box(box)))
            cards.append(style.faded(made) if chosen.is_faded(id) else made)
    return [*grounds, *behind, *curves, *titles, *cards], tuple(lines)


def _course(
    tie: Tie,
    which: int,
    group: Placed,
    by_id: Mapping[str, ShownPerson],
    bosses: Mapping[str, str],
    language: Language,
) -> tuple[tuple[Point, ...], DrawnLine]:
    """Where a tie runs: corners of a reporting line, or control points from who sways to who is swayed."""
    made = group.made
    if tie.kind is TieKind.REPORTS_TO:
        corners = group.at(made.elbows[which])
        return corners, DrawnLine(corners, ("boss", tie.target))
    source, target = way(tie)
    if which in made.along:
        corners = group.at(made.elbows[made.along[which]])
        boss = bosses[source] if bosses.get(source) == target else source
        line = DrawnLine(corners, ("boss", boss))
        points = round_corners(corners if source == boss else corners[::-1], BEND)
    else:
        raw = made.curves[which]
        points = group.at(raw if source == tie.source else raw[::-1])
        line = DrawnLine(points, ("tie", which), curved=True)
    if tie.kind in HEADED:
        points = _clear_of_pill(
            points, by_id[target], group.box(made.boxes[target]), language
        )
    return points, line


def _clear_of_pill(
    curve: tuple[Point, ...], swayed: ShownPerson, box: Rectangle, language: Language
) -> tuple[Point, ...]:
    """A curve that would end under the pill of a role ends at its rim."""
    role = swayed.assignment.role
    if role is None or curve[-1][1] < box[3] - 12:
        return curve
    right, low = box[2] - 8, box[3]
    return clip_before_box(
        curve,
        (right - pill_width(role, language) - 1.5, low - PILL, right + 1.5, low + PILL),
    )


def _tie(
    tie: Tie,
    points: tuple[Point, ...],
    most: Mapping[TieKind, float],
    chosen: Choice,
    *,
    cased: bool,
) -> tuple[Mark, ...]:
    if tie.kind is TieKind.REPORTS_TO:
        marks = ties.elbow_marks(points, cased=cased)
        return (
            (ties.halo(straight_curve(points)), *marks)
            if chosen.is_on_path(tie)
            else marks
        )
    share = tie.strength / most[tie.kind] if tie.strength is not None else None
    marks = ties.tie_marks(tie.kind, points, share)
    return (ties.halo(points), *marks) if chosen.is_on_path(tie) else marks


def _ground(name: str, box: Rectangle) -> Group:
    left, up, right, low = box
    ground = Box(left, up, right - left, low - up, style.GROUND.tint, radius=12.0)
    return Group((ground,), classes=("department",), title=name)


def _ground_name(name: str, box: Rectangle) -> Group:
    """The name of a department, above the lines, on a patch of its ground."""
    left, _, right, low = box
    text = line(
        elide(name, right - left - 24, 11, "semibold"),
        left + 12,
        low - 6,
        11,
        style.GROUND.ink,
        "semibold",
    )
    patch = Box(text.x - 3, low - 16, text.width + 6, 13, style.GROUND.tint, radius=3.0)
    return Group((patch, text), classes=("department-name",))


def _ring(box: Rectangle) -> Box:
    left, up, right, low = box
    return Box(
        left - 4,
        up - 4,
        right - left + 8,
        low - up + 8,
        style.PATH.tint,
        style.PATH.ink,
        1.4,
        11.0,
    )


def _strip(
    alone: Sequence[ShownPerson], up: float, width: float, language: Language
) -> tuple[list[Mark], float]:
    """Those without ties, in a tray of their own."""
    if not alone:
        return [], up
    gap = WHOLE.gap
    across = max(1, int((width - 2 * frame.MARGIN - 2 * PAD + gap) / (LEAST + gap)))
    wide = (width - 2 * frame.MARGIN - 2 * PAD - gap * (across - 1)) / across
    wide = min(wide, MOST)
    cards: list[Mark] = []
    y = up + 40
    for at in range(0, len(alone), across):
        row = alone[at : at + across]
        for place, subject in enumerate(row):
            cards.append(
                card(
                    subject,
                    frame.MARGIN + PAD + place * (wide + gap),
                    y,
                    wide,
                    WHOLE,
                    language,
                    pill=True,
                )
            )
        y += max(height(subject, wide, WHOLE) for subject in row) + gap + PILL
    low = y + 2
    tone = style.tone(None)
    name = language.say("influence.alone")
    ground = Box(
        frame.MARGIN,
        up,
        width - 2 * frame.MARGIN,
        low - up,
        tone.tint,
        style.FAINT,
        0.9,
        12.0,
        style.DASH,
    )
    head: list[Mark] = [
        ground,
        line(name, frame.MARGIN + PAD, up + 25, 14, tone.ink, "semibold", solid=True),
        line(
            language.say("influence.alone_hint"),
            frame.MARGIN + PAD + measure(name, 14, "semibold") + 10,
            up + 25,
            12,
            style.MUTED,
            solid=True,
        ),
    ]
    return [
        Group(tuple(head), "without ties", classes=("without-ties",)),
        *cards,
    ], low + 12


def _subtitle(
    center: BuyingCenter,
    chosen: Choice,
    steps: int,
    language: Language,
) -> str:
    counts = Counter(tie.kind for _, tie in chosen.ties)
    parts = [
        language.say("influence.title"),
        language.say("influence.people", count=len(chosen.center)),
    ]
    parts += [
        language.say(f"influence.{kind}", count=counts[kind])
        for kind in TieKind
        if counts[kind]
    ]
    if not counts:
        parts.append(language.say("influence.no_ties"))
    if chosen.around is not None:
        around = language.say("influence.around", name=chosen.around, count=steps)
        parts.append(around)
    return figures.join_subtitle(parts, center.as_of, language)


def _described(
    heading: str,
    subjects: Sequence[ShownPerson],
    said: Mapping[int, str],
    language: Language,
) -> str:
    sentences = [
        language.say("influence.described_tie", tie=each.partition("\n")[0])
        for each in said.values()
    ]
    return " ".join(
        [
            language.say("influence.described", title=heading),
            *people.people_in_roles(subjects, language),
            *sentences,
        ]
    )
