"""Buying centers as Mermaid text: who is tied to whom, or power by involvement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from powermap.errors import FormatError
from powermap.frozen import FrozenMapping
from powermap.language import Language
from powermap.language.refusals import not_allowed
from powermap.model import (
    BuyingCenter,
    Involvement,
    Power,
    Scale,
    Stakeholder,
    Stance,
    Tie,
    TieKind,
)
from powermap.model.playbook import Playbook
from powermap.model.playbook.defaults import RoleGrid
from powermap.model.subject import Subject, center_of, playbook_of

__all__ = ["ARROWS", "DIAGRAMS", "Diagram", "flowchart", "to_mermaid"]

Diagram = Literal["flowchart", "quadrant"]
DIAGRAMS: tuple[Diagram, ...] = ("flowchart", "quadrant")
# Mermaid numbers the quadrants against the clock from the top right.
_CELLS = (
    (Power.DECIDER, Involvement.HIGH),
    (Power.DECIDER, Involvement.LOW),
    (Power.INFLUENCER, Involvement.LOW),
    (Power.INFLUENCER, Involvement.HIGH),
)
ARROWS = {
    TieKind.REPORTS_TO: "---",
    TieKind.DOTTED_TO: "-.-",
    TieKind.INFLUENCES: "==>",
    TieKind.LISTENS_TO: "-->",
    TieKind.TALKS_TO: "-.->",
    TieKind.CONFLICTS_WITH: "x--x",
    TieKind.FRIEND_OF: "o--o",
}
_FROM_TARGET = frozenset({TieKind.LISTENS_TO, TieKind.REPORTS_TO, TieKind.DOTTED_TO})
"""Ties written from their target: the one who is listened to, or the boss.

Mermaid places the first person of a line above the second.
"""
CLASS_COLORS: Mapping[Stance, tuple[str, str]] = FrozenMapping(
    {
        Stance.CHAMPION: ("#D7EFE4", "#0B6E4F"),
        Stance.SUPPORTER: ("#EAF6F0", "#1F6B4B"),
        Stance.NEUTRAL: ("#F0F2F5", "#4A5565"),
        Stance.OPPONENT: ("#FBEBDA", "#8A4A08"),
        Stance.ENEMY: ("#FADEDB", "#96281B"),
    }
)
"""Fill and ink of each stance: readable on a light and on a dark page."""
_WITHOUT_LABEL = frozenset({TieKind.INFLUENCES, TieKind.REPORTS_TO})
"""The most common ties, which their arrows already tell apart."""
_ENTITIES = {
    "#": "#35;",
    "%": "#37;",
    "$": "#36;",
    "&": "#amp;",
    '"': "#quot;",
    "<": "#lt;",
    ">": "#gt;",
    "`": "#96;",
    "\u200b": "#8203;",
}
"""Mermaid's own entities for what would end or format a text, or run as a command."""
# Mermaid looks for icons (fa:fa-user), formulas ($$x$$) and line breaks (\\n) when it has
# read the entities, so these need something between their signs.
_MEANS_MORE = re.compile(r"(?<=:)(?=fa-)|(?<=\$)(?=\$)|(?<=\\)(?=n)")
_NO_WIDTH = "\u200b"
"""A space without width, which nobody sees."""


def to_mermaid(
    subject: Subject,
    chart: Diagram = "flowchart",
    *,
    lang: str = "en",
    playbook: Playbook | None = None,
) -> str:
    """The buying center as Mermaid text, which GitHub, GitLab and many wikis draw.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    chart : {"flowchart", "quadrant"}
        Who is tied to whom, or power by involvement. The second shows the people of
        whom both are known; a word is drawn in the middle of its half.
    lang : {"en", "zh"}
        Language of the words.
    playbook : Playbook, optional
        Whose wording the text has.

    Returns
    -------
    str

    Raises
    ------
    FormatError
        When there is no such chart.

    Examples
    --------
    >>> people = [Stakeholder('Ana "A" Ruiz', id="ana", power=8, involvement=10), Stakeholder("Ben")]
    >>> print(to_mermaid(BuyingCenter("ERP", people, [Tie("ben", "ana")])))
    flowchart TD
        n0["Ana #quot;A#quot; Ruiz"]
        n1["Ben"]
        n1 ==> n0
    <BLANKLINE>
    >>> print(to_mermaid(BuyingCenter("ERP", people), "quadrant").splitlines()[-1].strip())
    "Ana #quot;A#quot; Ruiz": [1, 0.8]
    """
    center = center_of(subject)
    if chart not in DIAGRAMS:
        raise FormatError(not_allowed("chart", chart, DIAGRAMS))
    tables = playbook_of(subject, playbook)
    language = tables.language(lang)
    if chart == "flowchart":
        return flowchart(center, language)
    return _quadrant(center, tables.role_grid, language)


def flowchart(center: BuyingCenter, language: Language) -> str:
    """Who is tied to whom, colored by stance."""
    # Ids may hold anything, also Mermaid's keywords such as "end", which would break
    # the diagram.
    # Ids of people may hold signs that end a node.
    nodes = {person.id: f"n{place}" for place, person in enumerate(center)}
    lines = ["flowchart TD"]
    for person in center:
        node = _node(person, nodes[person.id])
        lines.append(f"    {node}")
    for tie in center.ties:
        edge = _edge(tie, nodes, language)
        lines.append(f"    {edge}")
    lines += _class_definitions(center)
    return "\n".join(lines) + "\n"


def _class_definitions(center: BuyingCenter) -> Iterator[str]:
    """What the classes of the stances that occur look like."""
    stances = {person.stance for person in center}
    for stance, (fill, ink) in CLASS_COLORS.items():
        if stance in stances:
            look = f"fill:{fill},stroke:{ink},color:{ink}"
            yield f"    classDef {stance.value} {look}"


def _node(person: Stakeholder, node: str) -> str:
    text = _escape(person.name)
    if person.title:
        text = f"{text}<br/>{_escape(person.title)}"
    stance = ""
    if person.stance:
        stance = f":::{person.stance.value}"
    return f'{node}["{text}"]{stance}'


def _edge(tie: Tie, nodes: dict[str, str], language: Language) -> str:
    start = nodes[tie.source]
    end = nodes[tie.target]
    if tie.kind in _FROM_TARGET:
        start, end = end, start
    label = ""
    if tie.kind not in _WITHOUT_LABEL:
        kind = _kind_from_start(tie.kind, language)
        label = f'|"{_escape(kind)}"|'
    return f"{start} {ARROWS[tie.kind]}{label} {end}"


def _kind_from_start(kind: TieKind, language: Language) -> str:
    """The name of a tie, as it reads along the arrow."""
    if kind is TieKind.LISTENS_TO:
        return language.say("tie.turned")
    return language.label(kind)


def _quadrant(center: BuyingCenter, grid: RoleGrid, language: Language) -> str:
    lines = [
        "quadrantChart",
        f"    title {_escape(center.name)}",
        f"    x-axis {_axis('low', 'high', language)}",
        f"    y-axis {_axis('influencer', 'decider', language)}",
    ]
    for number, cell in enumerate(_CELLS, start=1):
        role = language.label(grid[cell])
        lines.append(f'    quadrant-{number} "{_escape(role)}"')
    for person in center:
        if person.power is not None and person.involvement is not None:
            x = _position(person.involvement, Involvement.HIGH, center.scale)
            y = _position(person.power, Power.DECIDER, center.scale)
            lines.append(f'    "{_escape(person.name)}": [{x}, {y}]')
    return "\n".join(lines) + "\n"


def _axis(low: str, high: str, language: Language) -> str:
    start = language.say(f"quadrant.{low}")
    end = language.say(f"quadrant.{high}")
    return f'"{_escape(start)}" --> "{_escape(end)}"'


def _position(
    value: float | Power | Involvement, upper: Power | Involvement, scale: Scale
) -> str:
    """A place on an axis from 0 to 1, with the cut of the scale in the middle."""
    # The middle of a half, as everywhere for words.
    if not isinstance(value, int | float):
        return "0.75" if value is upper else "0.25"
    cut = scale.middle
    # Each half is stretched by itself: Mermaid draws its cross in the middle and knows
    # no cut.
    if value < cut or cut == scale.high:
        share = (value - scale.low) / (cut - scale.low) / 2
    else:
        share = 0.5 + (value - cut) / (scale.high - cut) / 2
    share = min(max(share, 0.0), 1.0)
    # Mermaid's grammar allows 1 and decimals below it, but not 1.0.
    return f"{share:.3f}".rstrip("0").rstrip(".")


def _escape(text: str) -> str:
    """A text to stand between quotes, on one line."""
    apart = _MEANS_MORE.sub(_NO_WIDTH, text)
    escaped = "".join(_ENTITIES.get(char, char) for char in apart)
    # A line break would end Mermaid's statement.
    return " ".join(escaped.split())
