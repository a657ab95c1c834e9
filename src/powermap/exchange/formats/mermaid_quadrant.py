"""Mermaid's quadrantChart: who stands where on the axes of power and involvement."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from powermap.exchange.formats.content import Content, note_on
from powermap.exchange.formats.mermaid_text import plain_text_of
from powermap.exchange.tables.sheets import Sheet
from powermap.language.values import Listed, Quoted
from powermap.model import Involvement, Power, Role
from powermap.model.field_words import level_words
from powermap.model.fields import fields_by_name, fold_header
from powermap.model.sheet_titles import sheet_title, text
from powermap.model.vocabulary import fold, words_of

__all__ = ["read_quadrant"]

_NUMBER = r"[-+]?(?:\d{1,30}\.?\d{0,300}|\.\d{1,300})"
_POINT = re.compile(
    rf'^\s*+(?:"(?P<quoted>[^"]*+)"\s*+|(?P<bare>[^"\[\]]+?))'
    rf"(?::::\s*+(?P<style>[\w-]++)\s*+)?:\s*+"
    rf"\[\s*(?P<x>{_NUMBER})\s*,\s*(?P<y>{_NUMBER})\s*\](?P<rest>.*)$"
)
_AXIS = re.compile(r"^\s*+([xy])-axis\s(.+)$")
_QUADRANT = re.compile(r"^\s*+quadrant-([1-4])\s(.+)$")
_TITLE = re.compile(r"^\s*+title\s(.+)$")
_ARROW = re.compile(r"(?<!-)--+>")
_LETTERS = re.compile(r"[^\W\d_]+")

_LEVELS: dict[Power | Involvement, str] = {
    Power.DECIDER: "high",
    Power.INFLUENCER: "low",
    Involvement.HIGH: "high",
    Involvement.LOW: "low",
}


@dataclass(slots=True)
class _Chart:
    title: str | None = None
    axes: dict[str, list[str]] = field(default_factory=dict)
    quadrants: list[str] = field(default_factory=list)
    points: list[tuple[str, float, float]] = field(default_factory=list)
    styled: bool = False
    strange: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Axis:
    """What an axis of the chart means."""

    field: str
    turned: bool
    known: bool


def read_quadrant(lines: Iterable[str], source: str, title: str | None) -> Content:
    """The points of a chart as people, on a scale from 0 to 1.

    Examples
    --------
    >>> lines = ["x-axis Low power --> High power", "Ana: [0.3, 0.8]"]
    >>> read_quadrant(lines, "x.mmd", None).sheets[0].rows
    [['Name', 'Power', 'Involvement'], ['Ana', 0.3, 0.8]]
    """
    chart = _parse(lines, title)
    x, y = _axes(chart)
    fields = fields_by_name("people")
    names = ("name", "power", "involvement")
    rows: list[list[object]] = [[fields[name].title["en"] for name in names]]
    for name, at_x, at_y in chart.points:
        place = {x.field: _along(at_x, x), y.field: _along(at_y, y)}
        rows.append([name, place["power"], place["involvement"]])
    content = Content([Sheet(sheet_title("people", "en"), rows), _about(chart)])
    _note(content, chart, (x, y), source)
    return content


def _parse(lines: Iterable[str], title: str | None) -> _Chart:
    chart = _Chart(title)
    for line in lines:
        if line.strip() and not line.lstrip().startswith("%%"):
            _take_line(chart, line)
    return chart


def _take_line(chart: _Chart, line: str) -> None:
    if found := _AXIS.match(line):
        _take_axis(chart, line, found)
    elif found := _QUADRANT.match(line):
        chart.quadrants.append(plain_text_of(found[2]))
    elif found := _POINT.match(line):
        name = found["quoted"] if found["quoted"] is not None else found["bare"]
        chart.points.append((plain_text_of(name), float(found["x"]), float(found["y"])))
        chart.styled |= bool(found["style"] or found["rest"].strip())
    elif found := _TITLE.match(line):
        chart.title = plain_text_of(found[1])
    elif line.strip().startswith(("classDef", "class ", "accTitle", "accDescr")):
        chart.styled = True
    else:
        chart.strange.append(line.strip())


def _take_axis(chart: _Chart, line: str, found: re.Match[str]) -> None:
    ends = _ARROW.split(found[2], maxsplit=2)
    # An axis has two ends; nothing tells which of three are meant.
    if len(ends) > 2:
        chart.strange.append(line.strip())
        return
    texts = [plain_text_of(end) for end in ends]
    chart.axes[found[1]] = [text for text in texts if text]


def _axes(chart: _Chart) -> tuple[_Axis, _Axis]:
    """What x and y mean: by their words, else involvement and power."""
    x = _field_of(chart.axes.get("x", []))
    y = _field_of(chart.axes.get("y", []))
    # What one axis says settles the other, and involvement is the usual one below.
    is_swapped = (x == "power" and y != "power") or (
        y == "involvement" and x != "involvement"
    )
    fields = ("power", "involvement") if is_swapped else ("involvement", "power")
    axes = []
    for name, meant in zip("xy", fields, strict=True):
        ends = chart.axes.get(name, [])
        is_own = _field_of(ends, own=True) == meant
        known = is_own or all(fold(end) in level_words() for end in ends)
        axes.append(_Axis(meant, _is_turned(ends), known))
    return axes[0], axes[1]


def _field_of(ends: Iterable[str], *, own: bool = False) -> str | None:
    """The field that the words at the ends of an axis name.

    `own` leaves out words of registers, such as interest for involvement.
    """
    for end in ends:
        for part in _parts(end):
            for name, words in _axis_words(own=own).items():
                if part in words:
                    return name
    return None


def _parts(end: str) -> list[str]:
    """What an end may be called, folded: the whole, then without its level."""
    parts = [fold_header(end)]
    words = end.split()
    if len(words) > 1:
        parts += [fold_header(" ".join(words[1:])), fold_header(" ".join(words[:-1]))]
    for level in level_words():
        whole = parts[0]
        if level and len(level) < len(whole) and not level.isascii():
            # Chinese and Japanese have no space between the level and the word.
            parts.append(whole.removeprefix(level))
            parts.append(whole.removesuffix(level))
    return [part for part in parts if part]


@cache
def _axis_words(*, own: bool) -> dict[str, set[str]]:
    words: dict[str, set[str]] = {}
    for name in ("power", "involvement"):
        axis = fields_by_name("people")[name]
        headers = axis.headers if own else (*axis.headers, *axis.more_headers)
        words[name] = {fold_header(header) for header in headers}
    # Not those of involvement: "high" alone does not say of what.
    for member in Power:
        words["power"].update(fold(word) for word in words_of(member))
    return words


def _is_turned(ends: list[str]) -> bool:
    """Whether the high end of an axis comes first."""
    if len(ends) < 2:
        return False
    return _level(ends[0]) == "high" and _level(ends[-1]) == "low"


def _level(end: str) -> str | None:
    levels = {**level_words()}
    for member, level in _LEVELS.items():
        levels.update({fold(word): level for word in words_of(member)})
    for word in (end, *_LETTERS.findall(end)):
        if fold(word) in levels:
            return levels[fold(word)]
    # Chinese words stand without spaces: 高权力.
    return levels.get(end[:1]) or levels.get(end[-1:])


def _along(at: float, axis: _Axis) -> float:
    value = round(1 - at, 9) if axis.turned else at
    return int(value) if value == int(value) else value


def _about(chart: _Chart) -> Sheet:
    fields = fields_by_name("about")
    rows: list[list[object]] = [[text("fact", "en"), text("value", "en")]]
    if chart.title:
        rows.append([fields["name"].title["en"], chart.title])
    rows.append([fields["scale_low"].title["en"], 0])
    rows.append([fields["scale_high"].title["en"], 1])
    return Sheet(sheet_title("about", "en"), rows)


def _are_roles(words: Iterable[str]) -> bool:
    """Whether quadrants are called as powermap calls them."""
    roles = {fold(word) for role in Role for word in words_of(role)}
    return all(fold(word) in roles for word in words)


def _note(
    content: Content, chart: _Chart, axes: tuple[_Axis, _Axis], source: str
) -> None:
    def add(name: str, **values: object) -> None:
        note = note_on(source, f"message.graphs.{name}", **values)  # type: ignore[arg-type]
        content.notes.append(note)

    for name, axis in zip("xy", axes, strict=True):
        ends = chart.axes.get(name, [])
        if not axis.known and ends:
            said = Listed([Quoted(end) for end in ends], "arrow")
            add(f"axis_{axis.field}", axis=name, ends=said)
    if any(axis.turned for axis in axes):
        add("axis_turned")
    if not _are_roles(chart.quadrants):
        names = Listed([Quoted(each) for each in chart.quadrants])
        add("quadrant_names", names=names)
    if chart.styled:
        add("styles")
    if chart.strange:
        lines = Listed([Quoted(line) for line in chart.strange], most=3)
        add("strange_lines", count=len(chart.strange), lines=lines)
