"""What changed: people where they are now, with an outline where they were before."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from powermap.compare.contrast import Contrast
from powermap.model.axes import involvement_of, power_of
from powermap.scene.curves import round_corners
from powermap.scene.layout.detours import route_around_boxes
from powermap.scene.marks import Group, Mark, Metrics, Path, Point, Scene
from powermap.style import flow
from powermap.views import figures, frame
from powermap.views.difference_cards import ChangeLine, Item, Place
from powermap.views.difference_density import ROOMY, TIGHTER, Density
from powermap.views.difference_grid import ChangeGrid
from powermap.views.difference_legend import draw_legend
from powermap.views.difference_notes import Notes, draw_notes, no_notes, notes_of
from powermap.views.page import STANDARD, Page
from powermap.views.people import ShownPerson, shown_people
from powermap.views.person_logs import person_logs
from powermap.views.withheld import note_fields

if TYPE_CHECKING:
    from powermap.compare import Difference, Moved
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.model import Scale

MOST_CHANGES = 4  # on a card
MOST_MOVES = 16  # lines from outlines to cards; more would hide the cards
LEGEND = 30.0  # height of the legend under the heading
ORDER = {"new": 0, "changed": 0, "same": 1, "ghost": 2}
"""Cards of a cell: what is new first, outlines last."""


class Versions(NamedTuple):
    """Two versions of a plan; `is_whole` unless only chosen people are drawn."""

    before: Judgment
    after: Judgment
    changes: Difference
    is_whole: bool = True


AT_FOOT = 20.0
"""Below the last line of the page."""
ROUNDING = 0.5
"""Points by which a picture may be higher than its page."""


def compose_of_versions(
    versions: Versions, shown: Judgment, language: Language, page: Page = STANDARD
) -> Scene:
    """The chart of what changed from one version to the next as a scene.

    The changes are those of the whole plan, also where a page shows some people only.
    """
    before = versions.before
    changes = versions.changes
    heading = figures.choose_title(page.title, versions.after.center.name)
    keys = frame.stance_keys((*shown.center, *before.center), language)
    items = _items(changes, before, shown, language, page)
    is_last = page.part is None or page.part[0] == page.part[1]
    if versions.is_whole and is_last:
        items += _removed(changes, before, language, page)
    counts = _counts(versions, shown)
    subtitle = _subtitle(changes, counts, versions, language)
    top, start = frame.draw_heading(heading, subtitle, keys, page=page)
    note = partial(notes_of, changes, language) if is_last else no_notes
    fill = partial(
        ChangeGrid, items, start + LEGEND, shown.playbook.role_grid, language
    )
    grid, notes, low = _choose_grid(fill, note, page)
    is_crowded = not page.may_grow and low + AT_FOOT > page.height + ROUNDING
    moves: tuple[Mark, ...] = ()
    # Routes take longest, and a page that is not high enough is not shown.
    if not is_crowded or page.in_any_case:
        moves = _draw_moves(grid, items)
    marks = (
        *top,
        *draw_legend(items, start, language),
        *grid.grounds,
        *moves,
        *grid.cards,
        *notes,
    )
    return Scene(
        page.width,
        max(page.height, low + AT_FOOT),
        heading,
        _description(changes, heading, language),
        marks,
        language.code,
        metrics=Metrics(
            {
                **counts,
                "ways": len(moves),
                **_losses(grid.density, items, note),
            }
        ),
    )


def _choose_grid(
    fill: Callable[[Page, float, Density], ChangeGrid],
    note: Callable[[int], Notes],
    page: Page,
) -> tuple[ChangeGrid, tuple[Mark, ...], float]:
    """The grid with as much on its cards as the page holds, and the notes below it."""
    for density in (ROOMY,) if page.may_grow else (ROOMY, *TIGHTER):
        notes = note(density.notes)
        # A page of a given size keeps room for the notes below the grid.
        foot = 0.0 if page.may_grow else draw_notes(notes, 0.0, page)[1] + AT_FOOT
        grid = fill(page, foot, density)
        drawn, low = draw_notes(notes, grid.end, page)
        if low + AT_FOOT <= page.height:
            break
    return grid, drawn, low


def _losses(
    density: Density, items: Sequence[Item], note: Callable[[int], Notes]
) -> dict[str, int]:
    """What a page of a given size shows less than one that grows."""
    if density is ROOMY:
        return {}
    titles = sum(item.has_title for item in items)
    _, before = note(ROOMY.notes)
    _, after = note(density.notes)
    return {
        "without_titles": 0 if density.titles else titles,
        "left_out": sum(map(len, before)) - sum(map(len, after)),
        "squeezed": 1 + TIGHTER.index(density),
    }


def _counts(versions: Versions, shown: Judgment) -> dict[str, int]:
    """How many came, left and changed, of those whom the chart is about."""
    changes = versions.changes
    people = versions.after.center if versions.is_whole else shown.center
    ids = {person.id for person in people}
    came = ids.intersection(changes.came)
    changed = [id for id in ids - came if changes.of(id)]
    left = changes.left if versions.is_whole else ()
    return {"came": len(came), "left": len(left), "moved": len(changed)}


def _subtitle(
    changes: Difference,
    counts: Mapping[str, int],
    versions: Versions,
    language: Language,
) -> str:
    old = versions.before.center.as_of
    new = versions.after.center.as_of
    if old and new and old != new:
        kind = language.say("difference.between", old=old, new=new)
    else:
        kind = language.say("difference.subtitle")
    if not changes:
        return f"{kind} · {language.text(changes.because)}"
    return f"{kind} · {language.say('difference.counts', **counts)}"


def _description(changes: Difference, heading: str, language: Language) -> str:
    described = language.say("difference.described", title=heading)
    return f"{described} {language.text(changes.because)}"


def _items(
    changes: Difference,
    before: Judgment,
    after: Judgment,
    language: Language,
    page: Page,
) -> list[Item]:
    """Everybody where they are, and outlines where they were."""
    old = {each.person.id: each for each in _subjects(before, language, page)}
    items: list[Item] = []
    for subject in _subjects(after, language, page):
        id = subject.person.id
        place = _place(subject, after.center.scale)
        item = _item(subject, place, changes, language, page)
        if id in old:
            old_place = _place(old[id], before.center.scale)
            if old_place != place:
                now = ChangeLine(_where_now(subject, language))
                items.append(Item(old[id], "ghost", old_place, (now,)))
                item = _outlined(item)
        items.append(item)
    # The sort is stable: within a kind people keep the order of every other picture.
    items.sort(key=lambda item: ORDER[item.kind])
    return items


def _removed(
    changes: Difference, before: Judgment, language: Language, page: Page
) -> list[Item]:
    """Those who are no longer there."""
    old = {each.person.id: each for each in _subjects(before, language, page)}
    return [Item(old[id], "gone") for id in changes.left]


def _subjects(
    judgment: Judgment, language: Language, page: Page
) -> Sequence[ShownPerson]:
    logs = person_logs(judgment, language, page)
    return shown_people(
        judgment.center, judgment.roles, language, judgment.playbook, logs, page=page
    )


def _place(subject: ShownPerson, scale: Scale) -> Place:
    power = power_of(subject.person, scale)
    if power is None:
        return None
    return power, involvement_of(subject.person, scale)


def _where_now(subject: ShownPerson, language: Language) -> str:
    """Where somebody is now, as their outline says it."""
    role = subject.assignment.role
    if role is None:
        return language.say("difference.now_unknown")
    return language.say("difference.was_here", role=role)


def _item(
    subject: ShownPerson,
    place: Place,
    changes: Difference,
    language: Language,
    page: Page,
) -> Item:
    """Somebody where they are now, with what changed about them."""
    id = subject.person.id
    if id in changes.came:
        tooltip = language.say("difference.came", people=subject.person.name)
        return Item(subject, "new", place, tooltip=tooltip)
    own = changes.of(id)
    if not own:
        return Item(subject, "same", place)
    told = [change.because for change in own if page.with_notes or not _is_note(change)]
    tooltip = figures.join_lines(told, language)
    lines = _change_lines(own, language)
    return Item(subject, "changed", place, lines, tooltip)


def _outlined(item: Item) -> Item:
    """The item of somebody whose outline shows where they were."""
    lines = []
    for change in item.lines:
        lines.append(replace(change, is_outlined=change.is_role))
    return replace(item, lines=tuple(lines))


def _is_note(change: Moved) -> bool:
    return change.field in {field.name for field in note_fields("people")}


def _change_lines(
    changes: Sequence[Moved], language: Language
) -> tuple[ChangeLine, ...]:
    """The first changes of a person, and how many more there are."""
    lines = [_change_line(change, language) for change in changes]
    if len(lines) > MOST_CHANGES:
        lines = lines[: MOST_CHANGES - 1]
        more = len(changes) - len(lines)
        lines.append(ChangeLine(language.say("difference.more", count=more)))
    return tuple(lines)


def _change_line(change: Moved, language: Language) -> ChangeLine:
    before = Contrast(change.before, change.after)
    after = Contrast(change.after, change.before)
    field = language.text(change.title)
    colon = language.say("list.colon")
    arrow = language.listed([before, after], "arrow")
    is_role = change.field == "role"
    return ChangeLine(f"{field}{colon}{arrow}", change.better, is_role)


def _draw_moves(grid: ChangeGrid, items: Sequence[Item]) -> tuple[Mark, ...]:
    """Lines from each outline to the card of the same person, around all cards."""
    ids = [item.subject.person.id for item in items if item.kind == "ghost"]
    ids = ids[:MOST_MOVES]
    if not ids:
        return ()
    keys = list(grid.boxes)
    pairs = [(keys.index(f"{id} before"), keys.index(id)) for id in ids]
    boxes = [*grid.boxes.values(), *grid.labels]
    # One lane below the last card, or a card at the foot could only be passed above.
    low = max(box[3] for box in boxes) + 14
    area = (grid.page.left + 2, grid.start + 2, grid.page.right - 2, low)
    # All at once, since later routes avoid earlier ones.
    routes = route_around_boxes(boxes, pairs, area)
    moves = []
    for id, route in zip(ids, routes, strict=True):
        if route is not None:
            arrow = _draw_arrow(route)
            link = (f"{id} before", id)
            moves.append(Group(arrow, f"{id} moved", classes=("move",), link=link))
    return tuple(moves)


def _draw_arrow(route: Sequence[Point]) -> tuple[Mark, ...]:
    """A route with rounded corners and a head."""
    x, y = route[-1]
    x_before, y_before = route[-2]
    length = math.hypot(x - x_before, y - y_before) or 1.0
    dx = (x - x_before) / length
    dy = (y - y_before) / length
    # The line ends inside the head, so that its end does not show at the tip.
    end = (x - dx * 2, y - dy * 2)
    curve = round_corners((*route[:-1], end), 5.0)
    commands: list[tuple[str | float, ...]] = [("M", *curve[0])]
    for place in range(1, len(curve), 3):
        first, second, third = curve[place : place + 3]
        commands.append(("C", *first, *second, *third))
    base_x = x - dx * 7
    base_y = y - dy * 7
    head = (
        ("M", x, y),
        ("L", base_x - dy * 4, base_y + dx * 4),
        ("L", base_x + dy * 4, base_y - dx * 4),
        ("Z",),
    )
    return (
        Path(tuple(commands), stroke=flow.TRAIL, stroke_width=1.6),
        Path(head, fill=flow.TRAIL, head=True),
    )
