"""What a file lacks for a map, and the command to type next."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from powermap.exchange.formats.registry import find_format
from powermap.exchange.intake.understanding import Understanding
from powermap.exchange.intake.unplaced import says_power
from powermap.exchange.options import ReadOptions
from powermap.language import Listed, Quoted, Reason
from powermap.model import BuyingCenter, Scale

__all__ = ["describe_missing", "next_commands"]

_MOST = 5
_ASKS_SCALE = frozenset({"message.scale.ask", "message.scale.beyond"})
_ASKS_DATES = frozenset({"message.dates.ambiguous_day", "message.dates.both_orders"})
_ASKS_DEAL = frozenset({"message.people.several_deals"})


def describe_missing(understanding: Understanding) -> list[Reason]:
    """What a map cannot show, because no column says it."""
    center = understanding.center
    fields: set[str] = set()
    has_power = False
    for table in understanding.tables:
        if table.kind == "people":
            for column in table.columns:
                fields.update(column.fields)
                has_power = has_power or says_power(column)
    missing = []
    is_placed = center is not None and any(each.power is not None for each in center)
    if understanding.tables and not has_power and not is_placed:
        missing.append(_missing_power(understanding))
    elif center is not None and len(center) and not is_placed:
        missing.append(Reason("message.inspect.no_known_power"))
    if center is None or not is_placed:
        return missing
    if all(each.involvement is None for each in center):
        missing.append(Reason("message.inspect.missing_involvement"))
    if not center.ties:
        missing.append(Reason("message.inspect.missing_ties"))
    return missing


def _missing_power(understanding: Understanding) -> Reason:
    """The question which column says who decides, with those that may."""
    candidates = []
    for table in understanding.tables:
        if table.kind != "people":
            continue
        for column in table.columns:
            # A word for everybody, or another one for each, is no judgment.
            if column.use == "custom" and 1 < column.distinct < column.filled:
                candidates.append(Quoted(column.title, 30))
    if not candidates:
        return Reason("message.inspect.missing_power")
    listed = Listed(candidates, "or", most=_MOST)
    return Reason("message.inspect.missing_power_perhaps", columns=listed)


def next_commands(understanding: Understanding, file: str | None = None) -> list[str]:
    """The one or two commands to type next; `file` is how the user named the file."""
    source = file or understanding.source
    options = understanding.options
    answers = _answers(understanding)
    if answers:
        return [_command("inspect", source, options, answers)]
    if understanding.problems:
        if _are_few_rows(understanding) and not options.skip_bad_rows:
            return [_command("inspect", source, options, ["--skip-bad-rows"])]
        return _mapping_commands(understanding, source)
    commands = _drawings(understanding.center, source, options)
    if any("--chart" not in command for command in commands):
        return commands
    return [*_mapping_commands(understanding, source), *commands]


def _mapping_commands(understanding: Understanding, source: str) -> list[str]:
    """Write the understanding, to be corrected, and draw by it."""
    options = understanding.options
    tables = [table for table in understanding.tables if table.kind == "people"]
    # Whoever has a mapping already corrects that one.
    if not tables or options.mapping is not None:
        return []
    stem = _stem(source)
    write = ["--write-mapping", f"{stem}.toml"]
    draw = ["--mapping", f"{stem}.toml", "-o", f"{stem}.html"]
    return [
        _command("inspect", source, options, write),
        _command("draw", source, options, draw),
    ]


def _drawings(
    center: BuyingCenter | None, source: str, options: ReadOptions
) -> list[str]:
    """The commands for the charts of which the file says something."""
    commands: list[str] = []
    if center is None:
        return commands
    stem = _stem(source)
    if any(person.power is not None for person in center):
        commands.append(_command("draw", source, options, ["-o", f"{stem}.html"]))
    if center.ties:
        extra = ["--chart", "influence", "-o", f"{stem}-influence.html"]
        commands.append(_command("draw", source, options, extra))
    return commands


def _are_few_rows(understanding: Understanding) -> bool:
    """Whether all problems are in rows of which most are without any."""
    bad: set[tuple[str | None, int]] = set()
    for problem in understanding.problems:
        rows = problem.rows or ((problem.row,) if problem.row is not None else ())
        if not rows:
            return False
        bad.update((problem.sheet, row) for row in rows)
    total = sum(table.rows for table in understanding.tables)
    return len(bad) * 2 < total


def _stem(source: str) -> str:
    """The name of a file without its suffix, which may have two parts: .kumu.json."""
    name = Path(source).name
    kind = find_format(name)
    for suffix in kind.suffixes if kind is not None else ():
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return "map" if source == "-" else Path(source).stem


def _answers(understanding: Understanding) -> list[str]:
    """The options that answer what the reading asks."""
    answers: list[str] = []
    for problem in understanding.problems:
        message = problem.message
        if not isinstance(message, Reason) or not isinstance(message.key, str):
            continue
        if message.key in _ASKS_SCALE:
            ends = f"{message.values['low']}..{message.values['high']}"
            answers += ["--scale", ends]
        elif message.key in _ASKS_DATES and "--dates" not in answers:
            answers += ["--dates", "dmy"]
        elif message.key in _ASKS_DEAL and understanding.deals:
            answers += ["--deal", understanding.deals[0]]
    return answers


def _command(verb: str, source: str, options: ReadOptions, extra: Sequence[str]) -> str:
    words = ["powermap", verb, source, *_as_typed(options), *extra]
    return " ".join(shlex.quote(word) for word in words)


def _as_typed(options: ReadOptions) -> list[str]:
    """The options that were given, which the next command needs too."""
    typed: list[str] = []
    for name, value in (
        ("--mapping", options.mapping),
        ("--scale", _range(options.scale)),
        ("--dates", options.dates),
        ("--sheet", options.sheet),
        ("--deal", options.deal),
        ("--encoding", options.encoding),
        ("--input-format", options.format),
    ):
        if value is not None:
            typed += [name, str(value)]
    if options.skip_bad_rows:
        typed.append("--skip-bad-rows")
    return typed


def _range(scale: Scale | None) -> str | None:
    return None if scale is None else f"{scale.low:g}..{scale.high:g}"
