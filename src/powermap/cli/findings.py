"""Findings printed as a table, as JSON, or as annotations of a GitHub workflow."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from powermap.cli.printing import table
from powermap.judgment.findings import Finding, Findings, Severity
from powermap.language import say, text as str_of
from powermap.model.playbook.defaults import finding_kinds

LEVELS: Mapping[Severity, str] = MappingProxyType(
    {Severity.SERIOUS: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
)
"""What GitHub calls a severity."""


def fails(found: Sequence[Finding], level: Severity) -> bool:
    """Whether any finding is at or above a level."""
    return any(each.severity >= level for each in found)


def _table(found: Findings, lang: str, _: str) -> str:
    day = str_of(found.day, lang)
    if not found:
        return f"{say(lang, 'finding.none')} {day}"
    headers = [say(lang, f"finding.{key}") for key in ("code", "finding", "next")]
    rows = [
        (
            f"{each.code}\n{say(lang, f'finding.{each.severity}')}",
            f"{str_of(each.message, lang)}\n{str_of(each.because, lang)}",
            str_of(each.next_step, lang),
        )
        for each in found
    ]
    spaced = [row for each in rows for row in (each, ("", "", ""))][:-1]
    return f"{table(headers, spaced, widths=(6, None, 3))}\n\n{_summary(found, lang)} {day}"


def _summary(found: Findings, lang: str) -> str:
    counts = Counter(each.severity for each in found)
    parts = [
        say(
            lang,
            "finding.part",
            count=counts[severity],
            severity=say(lang, f"finding.{severity}"),
        )
        for severity in reversed(Severity)
        if counts[severity]
    ]
    return say(
        lang,
        "finding.summary",
        count=len(found),
        parts=say(lang, "list.comma").join(parts),
    )


def _json(found: Findings, lang: str, _: str) -> str:
    kinds = finding_kinds()
    rows = []
    for each in found:
        row = {
            "code": each.code,
            "title": kinds[each.code].title[lang],
            "severity": each.severity,
            "people": each.people,
            "message": str_of(each.message, lang),
            "because": str_of(each.because, lang),
            "next_step": str_of(each.next_step, lang),
        }
        rows.append(row)
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _github(found: Findings, lang: str, file: str) -> str:
    """One workflow command a line, of the file if it is one; the title is the code, by which findings are selected."""
    where = "" if file == "-" else f"file={_property(Path(file).as_posix())},"
    return "\n".join(
        f"::{LEVELS[each.severity]} {where}title={_property(each.code)}::{_value(_told(each, lang))}"
        for each in found
    )


def _told(found: Finding, lang: str) -> str:
    why = say(lang, "finding.why", because=found.because)
    step = say(lang, "finding.step", next_step=found.next_step)
    return "\n".join([str_of(found.message, lang), why, step])


def _value(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _value(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Findings, str, str], str]] = {
    "table": _table,
    "json": _json,
    "github": _github,
}
"""Each prints findings in a language, of the file that was asked for, which is - for standard input."""
