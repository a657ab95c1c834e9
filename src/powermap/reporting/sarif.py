"""Findings as SARIF, which code hosts and editors show beside the lines of a plan.

The format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from powermap.frozen import FrozenMapping
from powermap.model.playbook import Severity, choose_text

if TYPE_CHECKING:
    from powermap.judgment.findings import Finding
    from powermap.language import Language
    from powermap.model.playbook import FindingKind

__all__ = ["sarif_log", "sarif_record"]

Json = dict[str, Any]
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://github.com/powermap/powermap"
_LEVELS: Mapping[Severity, str] = FrozenMapping(
    {Severity.SERIOUS: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
)
_LOCALES: Mapping[str, str] = FrozenMapping({"en": "en-US", "zh": "zh-CN"})


def sarif_record(
    finding: Finding,
    kind: FindingKind,
    language: Language,
    *,
    file: str,
    lines: Mapping[str, int],
) -> Json:
    """A finding as a result of SARIF, with the rule that it belongs to.

    Parameters
    ----------
    finding : Finding
        What was found.
    kind : FindingKind
        Its row in the playbook.
    language : Language
        In which it is said.
    file : str
        The file of the plan; ``-`` is standard input and has no place.
    lines : mapping of id to int
        In which line of the file people stand; may lack some.

    Returns
    -------
    dict
        ``rule`` and ``result``, for `sarif_log`.
    """
    message = language.text(finding.message)
    because = language.text(finding.because)
    next_step = language.text(finding.next_step)
    result: Json = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join([message, because, next_step])},
        "partialFingerprints": {"powermap/v1": _fingerprint(finding)},
    }
    if file != "-":
        result["locations"] = _locations(finding.people, file, lines)
    return {"rule": _rule(kind, language), "result": result}


def sarif_log(
    records: Iterable[Mapping[str, Json]],
    language: str,
    *,
    version: str,
    faults: Sequence[tuple[str, str]] = (),
) -> Json:
    """The log of one run over one file or many.

    Parameters
    ----------
    records : iterable of dict
        As `sarif_record` makes them.
    language : {"en", "zh"}
        In which they are said.
    version : str
        The version of powermap.
    faults : sequence of (str, str)
        Files that could not be read, and why.

    Returns
    -------
    dict
        To be written as JSON.
    """
    rules: list[Json] = []
    places: dict[str, int] = {}
    results = []
    for record in records:
        rule = record["rule"]
        if rule["id"] not in places:
            places[rule["id"]] = len(rules)
            rules.append(rule)
        results.append({**record["result"], "ruleIndex": places[rule["id"]]})
    driver = {
        "name": "powermap",
        "semanticVersion": version,
        "informationUri": _HOME,
        "rules": rules,
    }
    run: Json = {
        "tool": {"driver": driver},
        "language": _LOCALES[language],
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(faults)],
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(kind: FindingKind, language: Language) -> Json:
    title = choose_text(kind.title, language.code)
    why = choose_text(kind.why, language.code)
    step = choose_text(kind.next_step, language.code)
    return {
        "id": kind.code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {"text": f"{why}\n{step}", "markdown": f"{why}\n\n{step}"},
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
    }


def _locations(
    people: Sequence[str], file: str, lines: Mapping[str, int]
) -> list[Json]:
    """Where the people stand whom a finding is about; of the whole plan, its first line."""
    found = sorted({lines[id] for id in people if id in lines})
    artifact = {"uri": _uri(file)}
    # One place: hosts repeat a finding for each, and it is one thing to do.
    region = {"startLine": found[0] if found else 1}
    return [{"physicalLocation": {"artifactLocation": artifact, "region": region}}]


def _uri(file: str) -> str:
    # Hosts look for a relative address within the repository, and `..` leads outside.
    path = Path(os.path.abspath(file))  # noqa: PTH100  (links keep their names)
    try:
        return quote(path.relative_to(Path.cwd()).as_posix())
    except ValueError:
        return path.as_uri()


def _fingerprint(finding: Finding) -> str:
    """What stays the same when the plan is edited elsewhere."""
    said = "\n".join([finding.code, *finding.people])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _invocation(faults: Sequence[tuple[str, str]]) -> Json:
    notifications = []
    for file, reason in faults:
        artifact = {"uri": _uri(file)}
        place = {"physicalLocation": {"artifactLocation": artifact}}
        notifications.append(
            {"level": "error", "message": {"text": reason}, "locations": [place]}
        )
    invocation: Json = {"executionSuccessful": not notifications}
    if notifications:
        invocation["toolExecutionNotifications"] = notifications
    return invocation
