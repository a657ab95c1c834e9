"""The sheet of a workbook that shows what the others say: everybody's role, and a chart of the scores."""

from __future__ import annotations

from typing import Any

from powermap.exchange.tables.sheets import Row, Sheet
from powermap.judgment.roles import classify
from powermap.language import label, say
from powermap.model import BuyingCenter, Scale
from powermap.model.axes import involvement_score, power_score
from powermap.model.fields import sheet_title

_WIDTHS = (24, 14, 104, 10, 13, 42)
_INK, _RULE = "#2458A6", "#D5DBE3"


def score_sheet(center: BuyingCenter, lang: str) -> Sheet:
    """Name, role, reason and scores of everybody, first of those who have both scores.

    A word stands for the middle of its half, and a note tells so.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> score_sheet(BuyingCenter("ERP", [Stakeholder("Ana", power=8, involvement="low")]), "en").rows[1][3:5]
    (8, 2.5)
    """
    words = [
        say(lang, key)
        for key in (
            "table.name",
            "table.role",
            "table.because",
            "field.power",
            "field.involvement",
        )
    ]
    roles = classify(center)
    rows: list[Row] = []
    for person in center:
        found = roles[person.id]
        role = label(found.role, lang) if found.role else say(lang, "table.none")
        words_only = isinstance(person.power, str) or isinstance(
            person.involvement, str
        )
        scores = (
            power_score(person, center.scale),
            involvement_score(person, center.scale),
        )
        rows.append(
            (
                person.name,
                role,
                found.because.say(lang),
                *scores,
                say(lang, "quadrant.at_middle") if words_only else None,
            )
        )
    return Sheet(
        sheet_title("chart", lang),
        [(*words, None), *sorted(rows, key=lambda row: None in row[3:5])],
    )


def draw_scores(book: Any, page: Any, sheet: Sheet, scale: Scale, lang: str) -> None:
    """Put the chart beside the table: power over involvement, the axes crossing at the cut, a name at each point."""
    for place, width in enumerate(_WIDTHS):
        page.set_column(place, place, width)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.fit_to_pages(1, 1)
    last = sum(
        None not in row[3:5] for row in sheet.rows[1:]
    )  # a point needs both scores
    if last == 0:
        return
    chart = book.add_chart({"type": "scatter"})
    names = [
        {"value": _label(str(sheet.rows[row][0]), f"='{sheet.title}'!$A${row + 1}")}
        for row in range(1, last + 1)
    ]
    chart.add_series(
        {
            "categories": [sheet.title, 1, 4, last, 4],
            "values": [sheet.title, 1, 3, last, 3],
            "marker": {
                "type": "circle",
                "size": 8,
                "fill": {"color": _INK},
                "border": {"color": "#FFFFFF"},
            },
            "data_labels": {"value": True, "custom": names, "position": "right"},
        }
    )
    for axis, key in (
        (chart.set_x_axis, "field.involvement"),
        (chart.set_y_axis, "field.power"),
    ):
        axis(
            {
                "name": say(lang, key),
                "min": scale.low,
                "max": scale.high,
                "crossing": scale.middle,
                "label_position": "low",
                "major_gridlines": {"visible": False},
                "line": {"color": _RULE},
            }
        )
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_size({"width": 860, "height": 560})
    page.insert_chart(
        1,
        len(_WIDTHS) + 1,
        chart,
        {"description": say(lang, "quadrant.scores", low=scale.low, high=scale.high)},
    )


def _label(name: str, cell: str) -> str:
    """A name as it stands, but by its cell where xlsxwriter would take it for a formula."""
    return cell if name.startswith("=") else name
