"""What a window is answered: the board, the check, pages of charts and of the report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from powermap.errors import FormatError
from powermap.language import Reason
from powermap.language.refusals import not_allowed

if TYPE_CHECKING:
    from powermap.web.editing import Editing
    from powermap.workspace import Workspace

__all__ = ["chart_page", "report_page", "state"]


def state(editing: Editing, today: date) -> dict[str, Any]:
    """The board with what the check finds, as a page shows them."""
    return {
        "picture": editing.board.picture,
        "answer": editing.board.answer,
        "changed": editing.is_changed,
        "digest": editing.found.digest,
        "writable": editing.found.is_writable,
        "findings": _findings(editing, today),
    }


def _findings(editing: Editing, today: date) -> list[dict[str, Any]]:
    language = editing.language
    rows = []
    for finding in editing.judge(today).findings:
        rows.append(
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "people": list(finding.people),
                "message": language.text(finding.message),
                "because": language.text(finding.because),
                "next_step": language.text(finding.next_step),
            }
        )
    return rows


def chart_page(workspace: Workspace, editing: Editing, kind: str, today: date) -> str:
    """A chart as a page of its own.

    Raises
    ------
    FormatError
        When there is no such chart, or the audience may not see what it shows.
    """
    from powermap.charts.kinds import CHARTS

    if kind not in CHARTS:
        raise FormatError(not_allowed("chart", kind, list(CHARTS)))
    chosen = CHARTS[kind]
    _require(workspace, chosen.table, chosen.field, kind)
    chart = chosen.draw(editing.judge(today), lang=editing.lang)
    return chart.html(page=True)


def report_page(workspace: Workspace, editing: Editing, today: date) -> str:
    """The report as a page of its own."""
    from powermap.reporting import report

    _require(workspace, "people", "power", "report")
    return report(editing.judge(today), lang=editing.lang, today=today).html()


def _require(workspace: Workspace, table: Any, field: str, what: str) -> None:
    """Refuse what would say only that nothing is known."""
    from powermap.model.field_names import FieldName
    from powermap.redaction import may_see

    level = workspace.level
    if level is None or may_see(level, table, field):
        return
    raise FormatError(
        Reason(
            "message.cli.hidden_field",
            what=what,
            field=FieldName(table, field),
            audience=level,
        )
    )
