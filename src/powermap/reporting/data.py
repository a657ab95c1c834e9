"""A report as JSON: what it says, section by section, and the answers behind it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from powermap.language.results import ResultList, Tabular
from powermap.network.visits import who_next
from powermap.reporting.sections.summary import MOST

if TYPE_CHECKING:
    from datetime import date

    from powermap.charts import Chart
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.reporting.context import Context
    from powermap.reporting.section import Bullets, Section, TextTable

__all__ = ["FORMAT", "render_json"]

FORMAT = "powermap-report/1"
"""What the object is; the number changes when a program that reads it would fail."""

# The parts of a judgment behind each section. Others only say in other words what the
# plan itself holds.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "summary": ("overview", "visits"),
    "board": ("roles",),
    "roles": ("roles",),
    "findings": ("findings",),
    "assessment": ("assessment", "no_decision", "reassessed"),
    "strategy": ("strategy", "what_if"),
    "robust": ("robust",),
    "ask": ("ask",),
    "relationship": ("relationships", "account_relationship", "needs"),
    "coverage": ("coverage",),
    "resilience": ("resilience",),
    "steps": ("steps",),
    "pipeline": ("pipeline", "levers"),
    "appraisal": ("appraisal",),
    # The six questions of the plan on one page.
    "who": ("roles",),
    "worth": ("assessment",),
    "compete": ("strategy",),
    "stand": ("account_relationship", "relationships", "coverage"),
    "moves": ("needs",),
    "next": ("steps", "visits"),
}


def render_json(
    context: Context, values: Mapping[str, Any], sections: Sequence[Section]
) -> str:
    """The report as the text of one JSON object."""
    plan = context.plan
    data = {
        "format": FORMAT,
        "title": values["title"],
        "subtitle": values["subtitle"],
        "lang": context.lang,
        "account": plan.account,
        "opportunity": plan.opportunity,
        "as_of": _day(plan.as_of or plan.center.as_of),
        "today": _day(context.judgment.today),
        "sections": [_section(section, context) for section in sections],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    return text + "\n"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _section(section: Section, context: Context) -> dict[str, object]:
    return {
        "key": section.key,
        "title": section.title,
        "sentences": section.sentences,
        "lists": [_list(bullets) for bullets in section.bullets],
        "pictures": [_picture(chart) for chart in section.charts],
        "table": _table(section.table),
        "picture_table": _table(section.chart_table),
        "lists_below": [_list(bullets) for bullets in section.points_below],
        "answers": _answers(section, context),
    }


def _list(bullets: Bullets) -> dict[str, object]:
    return {"heading": bullets.heading, "points": bullets.points}


def _picture(chart: Chart) -> dict[str, object]:
    return {"title": chart.scene.title, "description": chart.description}


def _table(table: TextTable | None) -> dict[str, object] | None:
    if table is None:
        return None
    return {"headers": table.headers, "rows": table.rows}


# Answers ----------------------------------------------------------------------------


def _answers(section: Section, context: Context) -> dict[str, object]:
    # A redacted plan is reported, not judged: its sections say all that its readers
    # may know.
    if context.is_redacted or section.is_empty:
        return {}
    answers: dict[str, object] = {}
    for name in ANSWERS.get(section.key, ()):
        part = _part(name, context.judgment)
        answers[name] = _records(part, context.language)
    return answers


def _part(name: str, judgment: Judgment) -> Tabular:
    special: Mapping[str, Callable[[], Tabular]] = {
        "assessment": lambda: judgment.verdicts[None],
        "resilience": lambda: judgment.network.resilience,
        "visits": lambda: who_next(judgment, most=MOST),
    }
    make = special.get(name)
    part: Tabular = getattr(judgment, name) if make is None else make()
    return part


def _records(part: Tabular, language: Language) -> list[dict[str, object]]:
    records = part.records(language, reasons=True)
    if isinstance(part, ResultList):
        for record, answer in zip(records, part, strict=True):
            people = getattr(answer, "people", None)
            if people is not None:
                record["people"] = list(people)
    return records
