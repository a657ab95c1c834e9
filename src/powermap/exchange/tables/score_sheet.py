"""The sheet of a workbook that shows what the others say: roles, and a chart of scores."""

from __future__ import annotations

from typing import Any

from powermap.exchange.tables.sheets import Row, Sheet
from powermap.judgment.judge import judge
from powermap.language import Language
from powermap.model import AccountPlan, Scale, Stakeholder
from powermap.model.axes import involvement_score, power_score
from powermap.model.playbook import Playbook
from powermap.model.sheet_titles import sheet_title

_WIDTHS = (24, 14, 104, 10, 13, 42)
"""Of the columns, in characters."""
_POINT = "#2458A6"
_AXIS = "#D5DBE3"
_HEADER = (
    "column.name",
    "column.role",
    "column.because",
    "field.power",
    "field.involvement",
)


def score_sheet(plan: AccountPlan, language: Language, playbook: Playbook) -> Sheet:
    """Name, role, reason and scores of everybody, first of those who have both scores.

    A word stands for the middle of its half, and a note says so.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> from powermap.model.subject import plan_of_people
    >>> ana = Stakeholder("Ana", power=8, involvement="low")
    >>> plan = plan_of_people(BuyingCenter("ERP", [ana]))
    >>> score_sheet(plan, Language("en"), Playbook()).rows[1][3:5]
    (8, 2.5)
    """
    roles = judge(plan, playbook=playbook).roles
    complete: list[Row] = []
    incomplete: list[Row] = []
    for person in plan.center:
        assignment = roles[person.id]
        role = language.say("common.unknown")
        if assignment.role:
            role = language.label(assignment.role)
        power = power_score(person, plan.center.scale)
        involvement = involvement_score(person, plan.center.scale)
        reason = language.text(assignment.because)
        note = language.say("quadrant.at_middle") if _has_words(person) else None
        row = (person.name, role, reason, power, involvement, note)
        # A point of the chart needs both scores.
        rows = incomplete if power is None or involvement is None else complete
        rows.append(row)
    header = [language.say(key) for key in _HEADER]
    title = sheet_title("chart", language.code)
    return Sheet(title, [(*header, None), *complete, *incomplete])


def _has_words(person: Stakeholder) -> bool:
    """Whether power or involvement is a word, whose score is a guess."""
    return isinstance(person.power, str) or isinstance(person.involvement, str)


def draw_scores(
    book: Any, page: Any, sheet: Sheet, scale: Scale, language: Language
) -> None:
    """Put the chart beside the table: power over involvement, the axes crossing at the cut, a name at each point."""
    _set_page(page)
    # A point needs both scores.
    last = sum(None not in row[3:5] for row in sheet.rows[1:])
    # With nobody to show, the range of the series would run backwards.
    if last == 0:
        return
    chart = book.add_chart({"type": "scatter"})
    chart.add_series(_series(sheet, last))
    chart.set_x_axis(_axis("field.involvement", scale, language))
    chart.set_y_axis(_axis("field.power", scale, language))
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_size({"width": 860, "height": 560})
    description = language.say("quadrant.scores", low=scale.low, high=scale.high)
    page.insert_chart(1, len(_WIDTHS) + 1, chart, {"description": description})


def _set_page(page: Any) -> None:
    """Widths of columns, headers that stay in sight, and one sheet of paper."""
    for place, width in enumerate(_WIDTHS):
        page.set_column(place, place, width)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.fit_to_pages(1, 1)


def _series(sheet: Sheet, last: int) -> dict[str, Any]:
    """The points of the rows up to the last one that has both scores."""
    names = []
    for row in range(1, last + 1):
        name = str(sheet.rows[row][0])
        names.append({"value": _label(name, f"='{sheet.title}'!$A${row + 1}")})
    return {
        "categories": [sheet.title, 1, 4, last, 4],
        "values": [sheet.title, 1, 3, last, 3],
        "marker": {
            "type": "circle",
            "size": 8,
            "fill": {"color": _POINT},
            "border": {"color": "#FFFFFF"},
        },
        "data_labels": {"value": True, "custom": names, "position": "right"},
    }


def _axis(key: str, scale: Scale, language: Language) -> dict[str, Any]:
    return {
        "name": language.say(key),
        "min": scale.low,
        "max": scale.high,
        "crossing": scale.middle,
        # At the edge; at the crossing they would stand among the points.
        "label_position": "low",
        "major_gridlines": {"visible": False},
        "line": {"color": _AXIS},
    }


def _label(name: str, cell: str) -> str:
    """A name as it stands, but by its cell where xlsxwriter would take it for a formula."""
    return cell if name.startswith("=") else name
