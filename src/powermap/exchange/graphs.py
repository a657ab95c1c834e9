"""Buying centers for programs that draw graphs: GraphML, GEXF, Cytoscape, Kumu, Mermaid. Written, not read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from powermap.errors import FormatError, nearest, shown
from powermap.files.writing import replace_file
from powermap.language import Lang, label, say
from powermap.model import (
    BuyingCenter,
    Involvement,
    Power,
    Role,
    Scale,
    Stakeholder,
    Tie,
    TieKind,
)
from powermap.model.stakeholder import as_given
from powermap.model.subject import center_of
from powermap.network.graph_formats import cytoscape, gexf, graphml

Diagram = Literal["flowchart", "quadrant"]


def kumu(center: BuyingCenter) -> bytes:
    """The people and ties as a blueprint for Kumu (docs.kumu.io/guides/import/blueprints).

    Examples
    --------
    >>> json.loads(kumu(BuyingCenter("ERP")))
    {'elements': [], 'connections': []}
    """
    elements = [_element(person) for person in center]
    connections = [_connection(number, tie) for number, tie in enumerate(center.ties)]
    made = {"elements": elements, "connections": connections}
    return (
        json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    ).encode()


def _element(person: Stakeholder) -> dict[str, Any]:
    known = {
        key: _plain(value)
        for key, value in as_given(person).items()
        if key not in {"id", "name", "note"}
    }
    made = {"id": f"person-{person.id}", "label": person.name, "type": "Person"}
    return made | ({"description": person.note} if person.note else {}) | known


def _connection(number: int, tie: Tie) -> dict[str, Any]:
    """A connection runs from who sways, as it does everywhere in Kumu; `kind` keeps what the tie is."""
    ends = (
        (tie.target, tie.source)
        if tie.kind is TieKind.LISTENS_TO
        else (tie.source, tie.target)
    )
    made: dict[str, Any] = {
        "id": f"tie-{number + 1}",
        "from": f"person-{ends[0]}",
        "to": f"person-{ends[1]}",
        "type": _named(tie.kind, "en"),
        "direction": "mutual" if tie.kind.mutual else "directed",
        "kind": tie.kind.value,
    }
    made |= {"strength": tie.strength} if tie.strength is not None else {}
    return made | ({"description": tie.note} if tie.note else {})


def _named(kind: TieKind, lang: Lang) -> str:
    """A tie's name as it reads from who sways."""
    return say(lang, "tie.turned") if kind is TieKind.LISTENS_TO else label(kind, lang)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return value if isinstance(value, bool | int | float) else str(value)


def to_mermaid(
    center: BuyingCenter, chart: Diagram = "flowchart", *, lang: Lang = "en"
) -> str:
    """The buying center as Mermaid text, which GitHub, GitLab and many wikis draw.

    Parameters
    ----------
    center : BuyingCenter
        The people and their ties.
    chart : {"flowchart", "quadrant"}
        Who is tied to whom, or power by involvement (those of whom both are known; words stand in the middle of their
        half).
    lang : {"en", "zh"}
        Language of the words.

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
    center = center_of(center)
    if chart not in DIAGRAMS:
        raise FormatError(
            f"chart is {shown(chart)}; allowed: {', '.join(DIAGRAMS)}{nearest(str(chart), DIAGRAMS)}"
        )
    return "\n".join(DIAGRAMS[chart](center, lang)) + "\n"


_ARROWS = {
    TieKind.REPORTS_TO: "---",
    TieKind.DOTTED_TO: "-.-",
    TieKind.INFLUENCES: "==>",
    TieKind.LISTENS_TO: "-->",
    TieKind.TALKS_TO: "-.->",
    TieKind.CONFLICTS_WITH: "x--x",
    TieKind.FRIEND_OF: "o--o",
}


def _flowchart(center: BuyingCenter, lang: Lang) -> list[str]:
    """Bosses stand above their reports, since reporting lines are written from the boss; stances are class names."""
    number = {person.id: f"n{at}" for at, person in enumerate(center)}
    lines = ["flowchart TD"]
    for person in center:
        text = "<br/>".join(
            _quoted(part) for part in (person.name, person.title) if part
        )
        stance = f":::{person.stance.value}" if person.stance else ""
        lines.append(f'    {number[person.id]}["{text}"]{stance}')
    for tie in center.ties:
        turned = tie.kind in {TieKind.LISTENS_TO, TieKind.REPORTS_TO, TieKind.DOTTED_TO}
        source, target = (
            (tie.target, tie.source) if turned else (tie.source, tie.target)
        )
        named = (
            ""
            if tie.kind in {TieKind.INFLUENCES, TieKind.REPORTS_TO}
            else f'|"{_quoted(_named(tie.kind, lang))}"|'
        )
        lines.append(
            f"    {number[source]} {_ARROWS[tie.kind]}{named} {number[target]}"
        )
    return lines


def _quadrant(center: BuyingCenter, lang: Lang) -> list[str]:
    def words(key: str) -> str:
        return f'"{_quoted(say(lang, f"quadrant.{key}"))}"'

    corners = (Role.OWNER, Role.APPROVER, Role.GATEKEEPER, Role.ADVOCATE)
    lines = [
        "quadrantChart",
        f"    title {_quoted(center.name)}",
        f"    x-axis {words('low')} --> {words('high')}",
        f"    y-axis {words('influencer')} --> {words('decider')}",
        *(
            f'    quadrant-{at} "{_quoted(label(role, lang))}"'
            for at, role in enumerate(corners, 1)
        ),
    ]
    for person in center:
        if person.power is not None and person.involvement is not None:
            x = _share(person.involvement, Involvement.HIGH, center.scale)
            y = _share(person.power, Power.DECIDER, center.scale)
            lines.append(f'    "{_quoted(person.name)}": [{x}, {y}]')
    return lines


DIAGRAMS: dict[str, Callable[[BuyingCenter, Lang], list[str]]] = {
    "flowchart": _flowchart,
    "quadrant": _quadrant,
}


def _share(given: object, upper: Power | Involvement, scale: Scale) -> str:
    """A place from 0 to 1 with the cut in the middle, written as Mermaid's grammar wants it: 1, or 0 with decimals."""
    if not isinstance(given, int | float):
        return "0.75" if given is upper else "0.25"
    cut = scale.middle
    low = (given - scale.low) / (cut - scale.low) / 2
    share = (
        low
        if given < cut or cut == scale.high
        else 0.5 + (given - cut) / (scale.high - cut) / 2
    )
    return f"{min(max(share, 0.0), 1.0):.3f}".rstrip("0").rstrip(".")


def _quoted(text: str) -> str:
    """A text between quotes in Mermaid, whose own entities stand for what would end or format it."""
    return " ".join("".join(_ENTITIES.get(char, char) for char in text).split())


_ENTITIES = {
    "#": "#35;",
    "%": "#37;",
    "$": "#36;",
    "&": "#amp;",
    '"': "#quot;",
    "<": "#lt;",
    ">": "#gt;",
    "`": "#96;",
}
WRITERS: dict[str, Callable[[BuyingCenter, Lang], bytes]] = {
    ".graphml": lambda center, _: graphml(center),
    ".gexf": lambda center, _: gexf(center),
    ".cyjs": lambda center, _: cytoscape(center),
    ".kumu.json": lambda center, _: kumu(center),
    ".mmd": lambda center, lang: to_mermaid(center, lang=lang).encode(),
}
"""Suffix of each graph format, which `write` knows and `read` does not."""


def suffix_of(path: Path) -> str | None:
    """The graph format that a file name asks for."""
    return next(
        (suffix for suffix in WRITERS if path.name.lower().endswith(suffix)), None
    )


def write_graph(center: BuyingCenter, path: Path, suffix: str, lang: Lang) -> Path:
    """Write a graph format, whole or not at all."""
    return replace_file(path, WRITERS[suffix](center, lang))
