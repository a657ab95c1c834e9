"""What the ties say, printed as tables or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from powermap.cli.printing import table
from powermap.errors import ModelError, shown
from powermap.language import say
from powermap.model import BuyingCenter
from powermap.network.broker import Broker, brokers
from powermap.network.coalition import Reach, reach
from powermap.network.disagreement import Disagreement, disagreements
from powermap.network.opinion import Outlook, sway
from powermap.network.paths import Chain, Visit, paths_to, who_next
from powermap.network.power import Estimate, estimate_power


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that is printed of one buying center."""

    center: BuyingCenter
    power: Mapping[str, Estimate]
    disagreements: tuple[Disagreement, ...]
    brokers: tuple[Broker, ...]
    next: tuple[Visit, ...]
    paths: tuple[Chain, ...] | None
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
    lang: str,
) -> Gathered:
    """Ask the network everything."""
    if not 0 < share <= 1:
        raise ModelError(f"share is {shown(share)}; allowed: above 0 and up to 1")
    return Gathered(
        center,
        estimate_power(center, reports=reports, lang=lang),
        disagreements(center, reports=reports, lang=lang),
        tuple(
            each
            for each in brokers(center, lang=lang)
            if each.score > 0 or each.cuts_off
        )[:most],
        who_next(center, most=most, lang=lang),
        paths_to(center, to, most=most, lang=lang) if to is not None else None,
        reach(center, share=share, lang=lang),
        sway(center, changes, lang=lang),
    )


def _tables(found: Gathered, lang: str) -> str:
    names = {person.id: person.name for person in found.center}
    power = sorted(found.power.items(), key=lambda each: each[1].rank)
    parts = [
        _section(
            "power",
            ("rank", "name", "score", "because"),
            (8, 4, 6, None),
            (
                (
                    str(each.rank),
                    names[id],
                    f"{each.score:.1f} ({each.low:.1f}–{each.high:.1f})",
                    each.because,
                )
                for id, each in power
            ),
            lang,
        ),
        _section(
            "disagreements",
            ("name", "because"),
            (4, None),
            ((names[each.person], each.because) for each in found.disagreements),
            lang,
        ),
        _section(
            "brokers",
            ("rank", "name", "because"),
            (8, 4, None),
            (
                (str(each.rank), names[each.person], each.because)
                for each in found.brokers
            ),
            lang,
        ),
        _section(
            "next",
            ("rank", "name", "because"),
            (8, 4, None),
            (
                (str(at), names[each.person], each.because)
                for at, each in enumerate(found.next, 1)
            ),
            lang,
        ),
    ]
    if found.paths is not None:
        chains = ((f"{each.strength:.2f}", each.because) for each in found.paths)
        parts.append(
            _section("paths", ("strength", "because"), (8, None), chains, lang)
        )
    parts.append(f"{say(lang, 'network.reach')}\n{found.reach.because}")
    moved = [each.because for each in found.outlook.moved]
    parts.append(
        "\n".join([say(lang, "network.outlook"), found.outlook.because, *moved])
    )
    return "\n\n".join(parts)


def _section(
    key: str,
    columns: Iterable[str],
    widths: tuple[int | None, ...],
    rows: Iterable[tuple[str, ...]],
    lang: str,
) -> str:
    listed = list(rows)
    title = say(lang, f"network.{key}")
    if not listed:
        return f"{title}\n{say(lang, 'network.nobody')}"
    return f"{title}\n{table([say(lang, f'network.{name}') for name in columns], listed, widths=widths)}"


def _json(found: Gathered, lang: str) -> str:  # noqa: ARG001 - the reasons are in it already
    plain = {
        each.name: _plain(getattr(found, each.name))
        for each in fields(found)
        if each.name != "center"
    }
    return json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [_plain(inner) for inner in value]
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return (
        value if value is None or isinstance(value, bool | int | float) else str(value)
    )


FORMATS: dict[str, Callable[[Gathered, str], str]] = {"table": _tables, "json": _json}
