"""What the ties say, printed as tables or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from powermap.cli.printing import table
from powermap.language import Language, Reason, as_language
from powermap.language.results import ResultList, ResultMap
from powermap.model import BuyingCenter, Tie
from powermap.network.broker import Broker, brokers
from powermap.network.disagreement import Disagreement, disagreements
from powermap.network.outlook import Outlook
from powermap.network.paths import Chain, paths_to
from powermap.network.power import Estimate, estimate_power
from powermap.network.reach import Reach, reach
from powermap.network.sway import sway
from powermap.network.visits import Visit, who_next


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that is printed of one buying center."""

    center: BuyingCenter
    power: ResultMap[str, Estimate]
    disagreements: ResultList[Disagreement]
    brokers: Sequence[Broker]
    next: ResultList[Visit]
    paths: ResultList[Chain] | None
    reach: Reach
    outlook: Outlook


def gathered(
    center: BuyingCenter,
    *,
    to: str | None,
    changes: Mapping[str, str],
    share: float,
    reports: bool,
    most: int,
) -> Gathered:
    """Ask the network everything."""
    important = [
        broker for broker in brokers(center) if broker.score > 0 or broker.cuts_off
    ]
    paths = None if to is None else paths_to(center, to, most=most)
    return Gathered(
        center=center,
        power=estimate_power(center, reports=reports),
        disagreements=disagreements(center, reports=reports),
        brokers=important[:most],
        next=who_next(center, most=most),
        paths=paths,
        reach=reach(center, share=share),
        outlook=sway(center, changes),
    )


def _tables(found: Gathered, lang: str) -> str:
    language = as_language(lang)
    parts = [
        _power_table(found, language),
        _disagreement_table(found, language),
        _broker_table(found, language),
        _visit_table(found, language),
    ]
    if found.paths is not None:
        parts.append(_path_table(found.paths, language))
    parts.append(
        f"{language.say('network.reach')}\n{language.text(found.reach.because)}"
    )
    outlook = [language.say("network.outlook"), language.text(found.outlook.because)]
    outlook += [language.text(move.because) for move in found.outlook.moved]
    parts.append("\n".join(outlook))
    return "\n\n".join(parts)


def _power_table(found: Gathered, language: Language) -> str:
    rows = []
    for id, each in sorted(found.power.items(), key=lambda item: item[1].rank):
        score = f"{each.score:.1f} ({each.low:.1f}–{each.high:.1f})"
        because = language.text(each.because)
        rows.append((str(each.rank), found.center[id].name, score, because))
    columns = {"rank": 8, "name": 4, "score": 6, "because": None}
    return _section("power", columns, rows, language)


def _disagreement_table(found: Gathered, language: Language) -> str:
    rows = []
    for each in found.disagreements:
        rows.append((each.name, language.text(each.because)))
    return _section("disagreements", {"name": 4, "because": None}, rows, language)


def _broker_table(found: Gathered, language: Language) -> str:
    rows = []
    for each in found.brokers:
        rows.append((str(each.rank), each.name, language.text(each.because)))
    columns = {"rank": 8, "name": 4, "because": None}
    return _section("brokers", columns, rows, language)


def _visit_table(found: Gathered, language: Language) -> str:
    rows = []
    for number, each in enumerate(found.next, start=1):
        rows.append((str(number), each.name, language.text(each.because)))
    columns = {"rank": 8, "name": 4, "because": None}
    return _section("next", columns, rows, language)


def _path_table(paths: Iterable[Chain], language: Language) -> str:
    rows = []
    for each in paths:
        rows.append((language.percent(each.strength), language.text(each.because)))
    return _section("paths", {"strength": 8, "because": None}, rows, language)


def _section(
    key: str,
    columns: Mapping[str, int | None],
    rows: Sequence[tuple[str, ...]],
    language: Language,
) -> str:
    """A title over a table; columns with the greatest part of the terminal."""
    title = language.say(f"network.{key}")
    if not rows:
        return f"{title}\n{language.say('network.nobody')}"
    heads = [language.say(f"network.{name}") for name in columns]
    return f"{title}\n{table(heads, rows, widths=tuple(columns.values()))}"


def _json(found: Gathered, lang: str) -> str:
    language = as_language(lang)
    plain = {}
    for each in fields(found):
        if each.name != "center":
            plain[each.name] = _plain(getattr(found, each.name), language)
    return json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False)


def _plain(value: Any, language: Language) -> Any:
    if is_dataclass(value):
        value = {each.name: getattr(value, each.name) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner, language) for key, inner in value.items()}
    if isinstance(value, tuple | list | frozenset | ResultList):
        return [_plain(inner, language) for inner in value]
    if isinstance(value, Tie):
        return _plain_tie(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    # An id stays as it is; a member of a vocabulary is its value, not its label.
    return language.text(value) if isinstance(value, Reason) else str(value)


def _plain_tie(tie: Tie) -> dict[str, Any]:
    plain = tie.model_dump(mode="json")
    if not tie.custom:
        del plain["custom"]
    return plain


FORMATS: dict[str, Callable[[Gathered, str], str]] = {"table": _tables, "json": _json}
