"""What changed between two versions, printed as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

from powermap.cli.plain import to_json_value
from powermap.cli.printing import table
from powermap.compare import diff
from powermap.language import as_language
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.subject import plan_of_people

Version = BuyingCenter | AccountPlan
_SIGNS = {True: "+", False: "−", None: ""}


def versions(old: AccountPlan, new: AccountPlan) -> tuple[Version, Version]:
    """Two plans, or their people alone when neither file holds more."""
    if all(plan == plan_of_people(plan.center) for plan in (old, new)):
        return old.center, new.center
    return old, new


def _table(old: Version, new: Version, lang: str) -> str:
    """What was written, then what follows from it, a table for each kind."""
    language = as_language(lang)
    changes = diff(old, new)
    if not changes:
        return language.text(changes.because)
    parts = []
    for key, section in changes.sections():
        if not section:
            continue
        rows = []
        for change in section:
            rows.append((_SIGNS[change.better], language.text(change.because)))
        headers = ("", language.say(f"difference.{key}"))
        parts.append(table(headers, rows, widths=(12, None)))
    return "\n\n".join(parts)


def _json(old: Version, new: Version, lang: str) -> str:
    value = to_json_value(diff(old, new), as_language(lang))
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


FORMATS: dict[str, Callable[[Version, Version, str], str]] = {
    "table": _table,
    "json": _json,
}
