"""What changed between two versions, printed as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import date
from enum import StrEnum
from typing import Any

from powermap.cli.printing import table
from powermap.compare import PARTS, Changed, Difference, Moved, diff
from powermap.compare.contrast import in_words
from powermap.compare.records import TIE, changes_in_words, contrasted
from powermap.language import say
from powermap.model import AccountPlan, BuyingCenter, Tie
from powermap.model.subject import center_of, plan_of_people

Version = BuyingCenter | AccountPlan
_TURNS = {True: "+", False: "−", None: ""}


def versions(old: AccountPlan, new: AccountPlan) -> tuple[Version, Version]:
    """Two plans, or their people alone when neither file holds more."""
    if all(plan == plan_of_people(plan.center) for plan in (old, new)):
        return old.center, new.center
    return old, new


def _table(old: Version, new: Version, lang: str) -> str:
    """What was written, then what follows from it; a part of each kind."""
    found = diff(old, new, lang=lang)
    if not found:
        return found.because
    parts = [
        table(("", say(lang, f"difference.{key}")), rows, widths=(12, None))
        for key, rows in _sections(found, old, new, lang)
        if rows
    ]
    return "\n\n".join(parts)


def _sections(
    found: Difference, old: Version, new: Version, lang: str
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    people = [
        ("", say(lang, "difference.came", people=center_of(new)[id].name))
        for id in found.came
    ]
    people += [
        ("", say(lang, "difference.left", people=center_of(old)[id].name))
        for id in found.left
    ]
    yield "people", [*people, *_rows(found.moved)]
    yield "ties", [("", text) for text in _ties(found, old, new, lang)]
    for key in (*PARTS, "judged", "verdicts"):
        yield key, _rows(getattr(found, key))
    yield "findings", _rows((*found.appeared, *found.gone))


def _rows(changes: Sequence[Changed | Moved]) -> list[tuple[str, str]]:
    return [(_TURNS[each.better], each.because) for each in changes]


def _ties(found: Difference, old: Version, new: Version, lang: str) -> Iterator[str]:
    names = {
        person.id: person.name
        for version in (old, new)
        for person in center_of(version)
    }

    def said(tie: Tie, *, strong: bool = True) -> str:
        text = say(
            lang,
            f"tie.{tie.kind.value}",
            source=names[tie.source],
            target=names[tie.target],
        )
        if tie.strength is None or not strong:
            return text
        return say(
            lang, "tie.strength", tie=text, strength=in_words(tie.strength, lang)
        )

    for tie in found.ties_added:
        yield say(lang, "difference.tie_added", said=said(tie))
    for tie in found.ties_removed:
        yield say(lang, "difference.tie_removed", said=said(tie))
    for was, now in found.ties_changed:
        changes = changes_in_words(contrasted(was, now, TIE, lang), lang)
        yield say(
            lang,
            "difference.tie_changed",
            said=said(now, strong=False),
            changes=changes,
        )


def _json(old: Version, new: Version, lang: str) -> str:
    found = diff(old, new, lang=lang)
    plain = {each.name: _plain(getattr(found, each.name)) for each in fields(found)}
    return json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Tie):
        return value.model_dump(mode="json")
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if hasattr(value, "because"):
        return {key: _plain(each) for key, each in asdict(value).items()}
    if isinstance(value, StrEnum | date):
        return str(value)
    return value


FORMATS: dict[str, Callable[[Version, Version, str], str]] = {
    "table": _table,
    "json": _json,
}
