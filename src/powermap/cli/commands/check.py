"""``powermap check``: what is missing or risky, with the reason and next step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from powermap.cli.account import Account
from powermap.cli.options import (
    File,
    Out,
    Today,
)
from powermap.cli.output import Output
from powermap.cli.plan_options import PlanOptions, reads_plan
from powermap.cli.printing import dump_json, dump_sarif, format_csv, format_table
from powermap.cli.takes_files import ManyFiles, takes_files
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Reason, sentences
from powermap.model.playbook import Severity, choose_text

if TYPE_CHECKING:
    from powermap.judgment.findings import Finding
    from powermap.language import Language as Speaker
    from powermap.language.values import Value

_ANNOTATIONS: Mapping[Severity, str] = FrozenMapping(
    {Severity.SERIOUS: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
)
"""What GitHub calls a severity."""


_NOWHERE: Mapping[str, int] = FrozenMapping({})
_TEXT_SUFFIXES = (".yaml", ".yml", ".json")
_COLUMNS = (
    "code",
    "title",
    "severity",
    "people",
    "message",
    "because",
    "next_step",
    "day",
)


class FindingFormat(StrEnum):
    """Output formats of findings."""

    table = "table"
    json = "json"
    csv = "csv"
    github = "github"
    sarif = "sarif"


class FailOn(StrEnum):
    """Minimum severity that makes the check fail."""

    info = "info"
    warning = "warning"
    serious = "serious"


def _total(counted: Sequence[Mapping[str, int]], lang: str) -> str:
    """Findings of several files by severity, and in how many files each occurs."""
    parts: list[Value] = []
    for severity in reversed(Severity):
        counts = [counts.get(severity.value, 0) for counts in counted]
        files = sum(1 for count in counts if count)
        if files:
            number = Reason(f"overview.{severity}", count=sum(counts))
            parts.append(Reason("check.in_files", number=number, count=files))
    total = sum(sum(counts.values()) for counts in counted)
    reasons = [
        Reason("check.files", count=len(counted)),
        Reason("check.total", count=total, parts=Listed(parts))
        if parts
        else Reason("finding.none"),
    ]
    return sentences(reasons).say(lang)


@takes_files(ManyFiles(total=_total))
@reads_plan
def check(
    file: File,
    *,
    format: Annotated[
        FindingFormat, typer.Option("--format", help="Output format.")
    ] = FindingFormat.table,
    select: Annotated[
        list[str] | None,
        typer.Option(help="Only codes that start with this, such as PM1."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(help="Hide codes that start with this, such as PM1."),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="Minimum severity that makes the check fail.")
    ] = FailOn.warning,
    today: Today = None,
    plan: PlanOptions,
    out: Out = None,
) -> Output:
    """Print what is missing or risky, with the reason and the next step.

    Exits with code 1 if a finding is at least as severe as --fail-on.
    """
    account = plan.open(file, requires=("people", "power", "check"), today=today)
    findings = _find(account, select, ignore)
    minimum = Severity(fail_on.value)
    is_failed = any(finding.severity >= minimum for finding in findings)
    counts = Counter(finding.severity.value for finding in findings)
    said = _FORMATS[format](findings, account, file)
    return replace(said, out=out, counts=dict(counts), code=1 if is_failed else 0)


def _find(
    account: Account, select: list[str] | None, ignore: list[str] | None
) -> Sequence[Finding]:
    """Findings of the plan that its audience may see and that hold of the whole plan."""
    from powermap.judgment.findings import check as find

    if account.redaction.audience is None:
        return find(account.judgment, select=select, ignore=ignore)
    # Redaction drops these codes, which are ours and not the audience's.
    codes = {"select": account.plan.select, "ignore": account.plan.ignore}
    visible = account.judge(account.visible_plan.revised(**codes))
    whole = account.judge(account.redaction.pseudonymize(account.plan))
    # A finding that only holds of the redacted plan was caused by what is left out
    # (docs/decisions/0009-redaction.md).
    known = set(find(whole, select=select, ignore=ignore))
    findings = find(visible, select=select, ignore=ignore)
    return [finding for finding in findings if finding in known]


def _table(findings: Sequence[Finding], account: Account, _: str) -> Output:
    language = account.language
    day = language.say("finding.day", day=account.today)
    if not findings:
        return Output(f"{language.say('finding.none')} {day}")
    headers = [language.say(f"finding.{key}") for key in ("code", "finding", "next")]
    rows: list[tuple[str, str, str]] = []
    for finding in findings:
        if rows:
            # An empty row between findings, since each takes several lines.
            rows.append(("", "", ""))
        severity = language.say(f"finding.{finding.severity}")
        message = language.text(finding.message)
        because = language.text(finding.because)
        next_step = language.text(finding.next_step)
        rows.append((f"{finding.code}\n{severity}", f"{message}\n{because}", next_step))
    table = format_table(headers, rows, widths=(6, None, 3))
    return Output(f"{table}\n\n{_summary(findings, account)}\n{day}")


def _summary(findings: Sequence[Finding], account: Account) -> str:
    language = account.language
    counts = Counter(finding.severity for finding in findings)
    parts = []
    for severity in reversed(Severity):
        count = counts[severity]
        if count:
            parts.append(language.say(f"overview.{severity}", count=count))
    return language.say(
        "finding.summary", count=len(findings), parts=language.listed(parts)
    )


def _rows(findings: Sequence[Finding], account: Account) -> list[dict[str, object]]:
    language = account.language
    kinds = account.playbook.finding_kinds
    rows: list[dict[str, object]] = []
    for finding in findings:
        rows.append(
            {
                "code": finding.code,
                "title": choose_text(kinds[finding.code].title, language.code),
                "severity": finding.severity.value,
                "people": list(finding.people),
                "message": language.text(finding.message),
                "because": language.text(finding.because),
                "next_step": language.text(finding.next_step),
                "day": account.today.isoformat(),
            }
        )
    return rows


def _json(findings: Sequence[Finding], account: Account, _: str) -> Output:
    rows = _rows(findings, account)
    return Output(dump_json(rows), records=rows)


def _csv(findings: Sequence[Finding], account: Account, _: str) -> Output:
    rows = _rows(findings, account)
    text = format_csv(rows, account.language, _COLUMNS)
    return Output(text, records=rows, columns=_COLUMNS)


def _github(findings: Sequence[Finding], account: Account, file: str) -> Output:
    # Without findings there is nothing to annotate.
    if not findings:
        return Output()
    lines = format_github(findings, account.language, file, _lines(account, file))
    day = account.language.say("finding.day", day=account.today)
    return Output(lines, f"::notice title=powermap::{_escape_value(day)}")


def format_github(
    findings: Sequence[Finding],
    language: Speaker,
    file: str,
    places: Mapping[str, int] = _NOWHERE,
) -> str:
    """One workflow command a line; its title is the code, which --select takes."""
    path = _escape_property(Path(file).as_posix())
    lines = []
    for finding in findings:
        where = "" if file == "-" else f"file={path},"
        found = [places[id] for id in finding.people if id in places]
        if where and found:
            where += f"line={min(found)},"
        level = _ANNOTATIONS[finding.severity]
        title = _escape_property(finding.code)
        text = _escape_value(_describe(finding, language))
        lines.append(f"::{level} {where}title={title}::{text}")
    return "\n".join(lines)


def _sarif(findings: Sequence[Finding], account: Account, file: str) -> Output:
    from powermap.reporting.sarif import sarif_record

    lines = _lines(account, file)
    kinds = account.playbook.finding_kinds
    records: list[dict[str, object]] = []
    for finding in findings:
        kind = kinds[finding.code]
        records.append(
            sarif_record(finding, kind, account.language, file=file, lines=lines)
        )
    text = dump_sarif(records, account.language.code)
    return Output(text, records=records)


def _lines(account: Account, file: str) -> Mapping[str, int]:
    """In which line each person stands, where the file is text that people edit."""
    suffix = Path(file).suffix.lower()
    if file == "-" or suffix not in _TEXT_SUFFIXES:
        return _NOWHERE
    from powermap.exchange.documents.lines import lines_of_people
    from powermap.exchange.documents.text import LIMIT, decode_text
    from powermap.files.reading import read_file

    lines = lines_of_people(decode_text(read_file(Path(file), LIMIT), file))
    ids = [person.id for person in account.visible_plan.center]
    # Somebody may be a person of another file, or left out for the audience.
    return dict(zip(ids, lines, strict=True)) if len(ids) == len(lines) else _NOWHERE


def _describe(finding: Finding, language: Speaker) -> str:
    lines = [
        language.text(finding.message),
        language.say("finding.why", because=finding.because),
        language.say("finding.step", next_step=finding.next_step),
    ]
    return "\n".join(lines)


# GitHub's rules for workflow commands: % first, or the other escapes would be escaped
# again.
def _escape_value(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


# A property ends at a comma or colon, a message does not.
def _escape_property(text: str) -> str:
    return _escape_value(text).replace(":", "%3A").replace(",", "%2C")


_FORMATS: Mapping[
    FindingFormat, Callable[[Sequence[Finding], Account, str], Output]
] = {
    FindingFormat.table: _table,
    FindingFormat.json: _json,
    FindingFormat.csv: _csv,
    FindingFormat.github: _github,
    FindingFormat.sarif: _sarif,
}
