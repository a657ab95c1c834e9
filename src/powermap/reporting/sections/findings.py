"""What is missing or risky, and the day of the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.reporting.context import table_of
from powermap.reporting.section import Section

if TYPE_CHECKING:
    from powermap.reporting.context import Context

__all__ = ["build_findings"]


def build_findings(context: Context) -> Section:
    """The findings as a table, with the day of the check."""
    language = context.language
    findings = context.judgment.findings
    sentences = [language.text(findings.day)]
    if not findings:
        sentences.insert(0, language.say("finding.none"))
    headers = context.columns("severity", "finding", "because", "next_step", "code")
    on_slide = context.columns("severity", "finding", "next_step", "code")
    rows = findings.rows(language)
    return Section(
        "findings",
        context.title("findings"),
        tuple(sentences),
        table=table_of(headers, rows),
        slide_table=table_of(on_slide, rows),
        is_empty=not findings,
    )
