"""What a report is made of before it is written: sections with texts, charts, tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from powermap.charts import Chart

__all__ = ["Bullets", "Section", "TextTable"]


@dataclass(frozen=True, slots=True)
class TextTable:
    """Rows under headers, all of them texts.

    Parameters
    ----------
    headers : tuple of str
        One per column.
    rows : tuple of tuple of str
        Each as long as the headers.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Points under a heading, or without one.

    Parameters
    ----------
    points : tuple of str
        The points.
    heading : str, optional
        What they have in common.
    """

    points: tuple[str, ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report: sentences, bullets, charts, a table, points below it.

    Parameters
    ----------
    key : str
        The same in every language.
    title : str
        Its heading.
    sentences : tuple of str
        A paragraph each.
    bullets : tuple of Bullets
        Lists of points.
    charts : tuple of Chart
        Pictures.
    table : TextTable, optional
        What stands in rows.
    chart_table : TextTable, optional
        What the charts show, for formats that cannot draw them.
    slide_table : TextTable, optional
        The table with fewer columns, for slides.
    points_below : tuple of Bullets
        Lists of points below the table, side by side where there is room.
    shown_by_charts : bool, default False
        Whether the charts show what the texts and the table say, so that slides need
        only the charts.
    is_empty : bool, default False
        Whether it says only that there is nothing to say.
    """

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    bullets: tuple[Bullets, ...] = ()
    charts: tuple[Chart, ...] = ()
    table: TextTable | None = None
    chart_table: TextTable | None = None
    slide_table: TextTable | None = None
    points_below: tuple[Bullets, ...] = ()
    shown_by_charts: bool = False
    is_empty: bool = False
