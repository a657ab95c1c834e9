"""The relationship grid: people as cards by whose needs we meet, and where the account stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from powermap import style
from powermap.judgment.relationship import (
    AccountStanding,
    Standing,
    account_relationship,
    relationships,
)
from powermap.judgment.roles import classify
from powermap.language import label, say
from powermap.model import AccountPlan, BuyingCenter, Relationship
from powermap.model.subject import center_of
from powermap.scene.marks import Box, Detail, Group, Mark, Metrics, Rectangle, Scene
from powermap.scene.text import measure
from powermap.views import cells, frame
from powermap.views.cards import Size
from powermap.views.frame import Subject, line

WHOLE, SHORT = Size(50, 16, 11.5, 9, 17), Size(31, 11, 8.7, 8, 16)
"""Cards that leave room for the pill of a role between them."""
ROWS = (
    (Relationship.FRIEND, Relationship.PARTNER),
    (Relationship.OUTSIDER, Relationship.SUPPLIER),
)
GAP, PAD, TRAY_HEAD, FLAGGED = cells.GAP, cells.PAD, 42.0, 4.0
WIDE, TRAY_WIDE = (frame.RIGHT - frame.LEFT - cells.GAP) / 2, frame.RIGHT - frame.LEFT
AXES = ("relationship_chart.personal", "relationship_chart.organization")
ENDS = (
    "relationship_chart.met",
    "relationship_chart.not_met",
    "relationship_chart.not_met",
    "relationship_chart.met",
)
Placed = Mapping[Relationship | None, Sequence[Subject]]


@dataclass(frozen=True, slots=True)
class Cut:
    """Kinds of card in the cells and in the tray, and what each row and the tray need in height."""

    size: Size
    tray_size: Size
    need: tuple[float, float]
    tray: float


def compose(
    subject: AccountPlan | BuyingCenter, *, title: str | None = None, lang: str = "en"
) -> Scene:
    """The relationship grid as a scene.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> ana = Stakeholder("Ana", power=8, meets_organization_needs=True, meets_personal_needs=False)
    >>> compose(BuyingCenter("ERP", [ana])).metrics["account"]
    'supplier'
    """
    center = center_of(subject)
    found, account = (
        relationships(center, lang=lang),
        account_relationship(center, lang=lang),
    )
    people = [
        _told(each, found, lang)
        for each in frame.subjects(center, classify(center, lang=lang), lang)
    ]
    placed = {
        each: [one for one in people if found[one.person.id].relationship is each]
        for each in (*Relationship, None)
    }
    heading = frame.heading(center, title)
    top, start = frame.top(
        heading, _subtitle(center, placed, account, lang), center, lang
    )
    marks, height, short = _board(placed, account, start, lang)
    facts = {each.value: len(placed[each]) for each in Relationship}
    facts["unknown"], facts["short_cards"] = len(placed[None]), short
    metrics = Metrics(
        {
            "people": len(people),
            **facts,
            "account": account.relationship and account.relationship.value,
        }
    )
    description = _described(heading, placed, account, lang)
    return Scene(
        frame.WIDTH, height, heading, description, (*top, *marks), lang, metrics=metrics
    )


def _told(subject: Subject, found: Mapping[str, Standing], lang: str) -> Subject:
    """A person of whom is told first where we stand with them, and why."""
    name, _, rest = subject.tooltip.partition("\n")
    because = found[subject.person.id].because
    details = (
        subject.details[0],
        Detail(say(lang, "relationship_chart.standing"), because),
        *subject.details[1:],
    )
    return replace(subject, tooltip="\n".join([name, because, rest]), details=details)


def _subtitle(
    center: BuyingCenter, placed: Placed, account: AccountStanding, lang: str
) -> str:
    parts = [
        say(lang, "relationship_chart.subtitle"),
        say(lang, "common.people", count=len(center)),
    ]
    if len(center):
        parts.append(
            say(
                lang, "relationship_chart.placed", count=len(center) - len(placed[None])
            )
        )
    if len(account.possible) == len(Relationship):
        parts.append(say(lang, "relationship_chart.account_unknown"))
    if center.as_of:
        parts.append(say(lang, "common.as_of", date=frame.day(center.as_of, lang)))
    return " · ".join(parts)


def _board(
    placed: Placed, account: AccountStanding, start: float, lang: str
) -> tuple[list[Mark], float, int]:
    room = frame.HEIGHT - frame.BELOW - start
    cut = _cut(placed, room)
    tall = _stretched(cut, room - cut.tray)
    low = start + sum(tall) + GAP
    plot = (frame.LEFT, start, frame.RIGHT, low)
    marks = [*frame.word_axes(plot, lang, ENDS), *frame.axis_names(plot, lang, AXES)]
    y = start
    for row, height in zip(ROWS, tall, strict=True):
        for at, relationship in enumerate(row):
            x = frame.LEFT + at * (WIDE + GAP)
            box = (x, y, x + WIDE, y + height)
            marks += _cell(
                relationship, placed[relationship], box, cut.size, account, lang
            )
        y += height + GAP
    if placed[None]:
        marks += _tray(placed[None], low + frame.BELOW - 6, cut, lang)
    short = 0 if cut.size is WHOLE else sum(len(placed[each]) for each in Relationship)
    return marks, low + frame.BELOW + cut.tray, short


def _cut(placed: Placed, room: float) -> Cut:
    """Whole cards where everybody has room on the standard page, else short ones, then a taller page."""
    for size, tray_size in ((WHOLE, WHOLE), (WHOLE, SHORT), (SHORT, SHORT)):
        across = 2 if size is WHOLE else 3
        needs = [
            max(cells.stack(placed[each], across, WIDE, size, size) for each in row)
            + FLAGGED
            for row in ROWS
        ]
        cut = Cut(
            size, tray_size, (needs[0], needs[1]), _tray_height(placed[None], tray_size)
        )
        if sum(cut.need) + GAP + cut.tray <= room:
            break
    return cut


def _stretched(cut: Cut, room: float) -> tuple[float, float]:
    half = (room - GAP) / 2
    if max(cut.need) <= half:
        return half, half
    spare = max(room - GAP - sum(cut.need), 0) / 2
    return cut.need[0] + spare, cut.need[1] + spare


def _cell(
    relationship: Relationship,
    people: Sequence[Subject],
    box: Rectangle,
    size: Size,
    account: AccountStanding,
    lang: str,
) -> list[Mark]:
    left, up, right, low = box
    tone = style.RELATIONSHIPS[relationship]
    marks: list[Mark] = [
        Box(left, up, right - left, low - up, tone.tint, radius=12),
        line(
            label(relationship, lang),
            left + PAD,
            up + 27,
            16,
            tone.ink,
            "semibold",
            solid=True,
        ),
        line(str(len(people)), right - PAD, up + 27, 15, tone.ink, "semibold", "end"),
        line(
            say(lang, f"relationship_chart.{relationship.value}"),
            left + PAD,
            up + 46,
            12,
            style.MUTED,
            solid=True,
        ),
    ]
    ground = Group(
        tuple(marks), f"cell {relationship.value}", classes=("cell", relationship.value)
    )
    stands = relationship in account.possible and len(account.possible) < len(
        Relationship
    )
    flags = [_account(relationship, box, account, lang)] if stands else []
    cards = cells.packed(
        people,
        box,
        2 if size is WHOLE else 3,
        size,
        lang,
        head=cells.HEAD + FLAGGED,
        pill=True,
    )
    return [ground, *flags, *cards]


def _account(
    relationship: Relationship, box: Rectangle, account: AccountStanding, lang: str
) -> Group:
    """The mark of the account: a flag in the head of the cell and a rim round it, dashed where it may stand."""
    left, up, right, low = box
    known, ink = (
        account.relationship is relationship,
        style.RELATIONSHIPS[relationship].ink,
    )
    text = say(
        lang,
        "relationship_chart.account_here"
        if known
        else "relationship_chart.account_may",
    )
    wide = measure(text, 12, "semibold") + 44
    x = right - PAD - 30 - wide
    rim = Box(
        left + 1,
        up + 1,
        right - left - 2,
        low - up - 2,
        None,
        ink,
        2.0,
        11.0,
        () if known else style.DASH,
    )
    pill = Box(
        x,
        up + 11,
        wide,
        25,
        style.PAPER,
        ink,
        1.2,
        12.5,
        () if known else style.SMALL_DASH,
        solid=True,
    )
    words = line(text, x + 30, up + 28, 12, ink, "semibold", solid=True)
    key = f"account {'is' if known else 'may be'} {relationship.value}"
    return Group(
        (rim, pill, *style.flag(x + 15, up + 30, ink), words),
        key,
        account.because,
        ("account",),
    )


def _tray_across(size: Size) -> int:
    return 5 if size is WHOLE else 6


def _tray_height(people: Sequence[Subject], size: Size) -> float:
    if not people:
        return 0.0
    return (
        cells.stack(people, _tray_across(size), TRAY_WIDE, size, size)
        - cells.HEAD
        + TRAY_HEAD
        + 24
    )


def _tray(people: Sequence[Subject], up: float, cut: Cut, lang: str) -> list[Mark]:
    """Those of whom it is not known whether their needs are met."""
    box = (frame.LEFT, up, frame.RIGHT, up + cut.tray - 18)
    name, hint = (
        say(lang, f"relationship_chart.{key}") for key in ("tray", "tray_hint")
    )
    after, tone = box[0] + PAD + measure(name, 14, "semibold") + 10, style.NO_ROLE
    head = (
        Box(
            box[0],
            box[1],
            box[2] - box[0],
            box[3] - box[1],
            tone.tint,
            style.FAINT,
            0.9,
            12.0,
            style.DASH,
        ),
        line(name, box[0] + PAD, up + 25, 14, tone.ink, "semibold", solid=True),
        line(hint, after, up + 25, 12, style.MUTED, solid=True),
        line(str(len(people)), box[2] - PAD, up + 25, 14, tone.ink, "semibold", "end"),
    )
    across = _tray_across(cut.tray_size)
    cards = cells.packed(
        people, box, across, cut.tray_size, lang, head=TRAY_HEAD, pill=True
    )
    return [Group(head, "cell unknown", classes=("cell", "unknown")), *cards]


def _described(
    heading: str, placed: Placed, account: AccountStanding, lang: str
) -> str:
    told = [say(lang, "relationship_chart.described", title=heading)]
    for relationship, people in placed.items():
        if people:
            where = (
                label(relationship, lang)
                if relationship
                else say(lang, "relationship_chart.tray")
            )
            names = say(lang, "list.comma").join(each.person.name for each in people)
            told.append(say(lang, "quadrant.in_cell", role=where, people=names))
    if not any(placed.values()):
        told.append(say(lang, "common.nobody"))
    where = say(lang, "relationship_chart.or").join(
        label(each, lang) for each in account.possible
    )
    return " ".join(
        [
            *told,
            say(
                lang,
                "relationship_chart.account_at",
                relationship=where,
                because=account.because,
            ),
        ]
    )
