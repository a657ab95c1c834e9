"""Plans, pictures, reports, versions and portfolios as answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from pydantic import BaseModel

from powermap.errors import FormatError, PowermapError
from powermap.judgment.file_judgment import judge_file
from powermap.language import Lang, Reason
from powermap.mcp import inputs, outputs
from powermap.mcp.door import Door, Judged
from powermap.model import AccountPlan
from powermap.notes import collecting_notes

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.proposals.context_text import Purpose

__all__ = [
    "MOST_ACCOUNTS",
    "Picture",
    "diff",
    "difference_answer",
    "difference_picture",
    "draw",
    "draw_chart",
    "history",
    "list_plans",
    "plan_content",
    "portfolio",
    "read_plan",
    "report",
    "uri_of",
    "write_report",
]

_IN_PATH = {"plan", "chart"}
"""What an address says before its question mark."""
MOST_ACCOUNTS = 200
"""Plans side by side: each is read in a process of its own."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An answer with a picture.

    Parameters
    ----------
    answer : Output
        What it says.
    png : bytes
        The picture.
    uri, title : str
        Where it can be read as SVG, if anywhere, and its heading.
    """

    answer: outputs.Output
    png: bytes
    uri: str | None = None
    title: str = ""


def uri_of(kind: str, name: str, asked: BaseModel | None = None) -> str:
    """The address of a resource of a plan, with the options that were asked for.

    Examples
    --------
    >>> uri_of("plans", "north/deal 1.yaml")
    'powermap://plans/north/deal%201.yaml'
    >>> asked = inputs.Chart(plan="a.yaml", chart="matrix", around="Ana Ruiz")
    >>> uri_of("charts/matrix", "a.yaml", asked)
    'powermap://charts/matrix/a.yaml?around=Ana%20Ruiz'
    """
    address = f"powermap://{kind}/{quote(name)}"
    if asked is None:
        return address
    options = asked.model_dump(mode="json", exclude=_IN_PATH, exclude_none=True)
    query = urlencode(options, doseq=True, quote_via=quote)
    return f"{address}?{query}" if query else address


def list_plans(door: Door, asked: inputs.Input) -> outputs.PlansAnswer:
    """The plans of the folder."""
    rows = []
    with collecting_notes() as notes:
        files = door.workspace.list()
    for each in files:
        rows.append(
            outputs.PlanRow(
                name=each.name,
                size=each.size,
                changed=each.changed,
                is_writable=each.is_writable,
            )
        )
    return outputs.PlansAnswer(
        plans=rows,
        is_read_only=door.workspace.read_only,
        redacted_for=door.workspace.level,
        notes=[note.say(door.language_of(asked)) for note in notes],
    )


def read_plan(door: Door, asked: inputs.ReadPlan) -> outputs.PlanAnswer:
    """What a plan says, or in short what a task needs of it."""
    judged = door.open(asked.plan, asked, asked.today)
    found = judged.found
    content = text = None
    if asked.purpose is None:
        content = plan_content(found.plan)
    else:
        text = _in_short(door, judged, asked.purpose)
    return outputs.PlanAnswer(
        plan=found.name,
        digest=found.digest,
        is_writable=found.is_writable,
        notes=[note.say(judged.language) for note in found.notes],
        content=content,
        text=text,
    )


def _in_short(door: Door, judged: Judged, purpose: Purpose) -> str:
    from powermap.proposals import context

    door.require("people", "stance", purpose)
    return context(judged.judgment, purpose, lang=judged.language.code)


def plan_content(plan: AccountPlan) -> dict[str, Any]:
    """A plan as its JSON file says it."""
    from powermap.exchange.documents.text import render_text

    content: dict[str, Any] = json.loads(render_text(plan, "json", None))
    return content


def draw(door: Door, asked: inputs.Chart) -> Picture:
    """A chart as a picture and in words."""
    judged = door.open(asked.plan, asked, asked.today)
    with collecting_notes() as notes:
        chart = draw_chart(door, judged, asked.chart, asked.around)
        png = chart.png()
    # With the day, so that the link leads to the same picture tomorrow.
    dated = asked.model_copy(update={"today": judged.judgment.today})
    answer = outputs.ChartAnswer(
        plan=asked.plan,
        chart=asked.chart,
        title=chart.scene.title,
        description=chart.description,
        uri=uri_of(f"charts/{asked.chart}", asked.plan, dated),
        notes=[note.say(judged.language) for note in notes],
    )
    return Picture(answer, png, answer.uri, answer.title)


def draw_chart(door: Door, judged: Judged, kind: str, around: str | None = None) -> Any:
    """A chart of a plan.

    Raises
    ------
    FormatError
        When the audience may not see what it shows, or the chart has no such option.
    """
    from powermap.charts.kinds import CHARTS

    chosen = CHARTS[kind]
    door.require(chosen.table, chosen.field, kind)
    options: dict[str, object] = {}
    if around is not None:
        if kind not in ("influence", "matrix"):
            reason = Reason(
                "message.cli.option_of_other_chart", option="around", chart=kind
            )
            raise FormatError(reason)
        options["around"] = around
    lang: Lang = "zh" if judged.language.code == "zh" else "en"
    return chosen.draw(judged.judgment, lang=lang, **options)


def report(door: Door, asked: inputs.ReportedPlan) -> outputs.ReportAnswer:
    """A report as Markdown."""
    judged = door.open(asked.plan, asked, asked.today)
    with collecting_notes() as notes:
        document = write_report(judged, asked.sections)
        text = document.markdown()
    dated = asked.model_copy(update={"today": judged.judgment.today})
    return outputs.ReportAnswer(
        title=document.title,
        markdown=text,
        uri=uri_of("reports", asked.plan, dated),
        notes=[note.say(judged.language) for note in notes],
    )


def write_report(judged: Judged, sections: list[str] | None = None) -> Any:
    """The report about a plan."""
    from powermap.reporting import report as make_report

    return make_report(
        judged.judgment, lang=judged.language.code, sections=sections or None
    )


def diff(door: Door, asked: inputs.Compared) -> outputs.DiffAnswer | Picture:
    """What changed between two plans, or since a kept version."""
    from powermap.compare import diff as compare

    new = asked.new or asked.old
    before, after = door.workspace.read_both(
        asked.old, new, old_version=asked.old_version
    )
    # Both versions by one playbook, or its changes would look like changes of the
    # account.
    playbook = after.playbook
    judgments = []
    for each in (before, after):
        judgments.append(judge_file(each.plan, playbook, asked.today))
    language = playbook.language(door.language_of(asked))
    answer = difference_answer(compare(*judgments), language)
    if not asked.picture:
        return answer
    return difference_picture(door, answer, judgments, asked)


def difference_picture(
    door: Door,
    answer: outputs.Output,
    judgments: Sequence[Judgment],
    asked: inputs.Input,
) -> Picture:
    """An answer about two versions with the picture of what changed."""
    from powermap.charts import difference

    door.require("people", "stance", "picture")
    before, after = judgments
    chart = difference(before, after, lang=door.language_of(asked))
    return Picture(answer, chart.png())


def difference_answer(changes: Any, language: Any) -> outputs.DiffAnswer:
    """A difference as rows."""
    rows = []
    for key, part in changes.sections():
        for change in part:
            rows.append(
                outputs.ChangeRow(
                    section=key,
                    is_better=change.better,
                    because=language.text(change.because),
                )
            )
    return outputs.DiffAnswer(because=language.text(changes.because), changes=rows)


def history(door: Door, asked: inputs.AskedPlan) -> outputs.HistoryAnswer:
    """How a plan developed, and who wrote to it."""
    from powermap.versions.history import history_of

    playbook = door.workspace.playbook_of(asked.plan)
    with collecting_notes() as notes:
        versions = door.workspace.versions(asked.plan)
    told = history_of(versions, playbook)
    language = playbook.language(door.language_of(asked))
    writes = []
    if door.workspace.level is None:
        for entry in door.workspace.log(asked.plan):
            writes.append(
                outputs.WriteRow(
                    number=entry.number,
                    day=entry.day,
                    by=entry.by,
                    what=entry.what,
                    is_done=entry.is_done,
                )
            )
    return outputs.HistoryAnswer(
        versions=told.records(language),
        writes=writes,
        notes=[note.say(language) for note in notes],
    )


def portfolio(door: Door, asked: inputs.Many) -> outputs.PortfolioAnswer:
    """Plans side by side."""
    from powermap.accounts import portfolio as make_portfolio

    lang = door.language_of(asked)
    names = asked.plans
    if names is None:
        names = [each.name for each in door.workspace.list()]
    names = list(dict.fromkeys(names))
    judgments = {}
    unread = []
    for name in names[:MOST_ACCOUNTS]:
        try:
            judgments[name] = door.open(name, asked, asked.today).judgment
        except PowermapError as error:
            unread.append(outputs.UnreadRow(plan=name, because=error.say(lang)))
    rows = []
    if judgments:
        accounts = make_portfolio(judgments)
        for record in accounts.records(lang):
            rows.append(outputs.PortfolioRow.model_validate(record))
    left_out = max(0, len(names) - MOST_ACCOUNTS)
    return outputs.PortfolioAnswer(accounts=rows, unread=unread, left_out=left_out)
