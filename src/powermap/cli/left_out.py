"""Saying that notes stayed out of a file, and how to include them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from powermap.cli.reader import print_note
from powermap.language import Reason

if TYPE_CHECKING:
    from powermap.charts import Chart
    from powermap.judgment.judge import Judgment

__all__ = ["print_left_out"]

HIDING = frozenset({".svg", ".html", ".pptx", ".json", ".dot"})
"""Formats that hold texts behind their marks."""


def print_left_out(
    out: Path, charts: Iterable[Chart], judgment: Judgment, lang: str
) -> None:
    """Say so where there are notes on what the charts show."""
    if out.suffix.lower() not in HIDING:
        return
    from powermap.views.withheld import withheld_notes

    scenes = [scene for chart in charts for scene in chart.pages]
    what = withheld_notes(scenes, judgment)
    if what is not None:
        print_note(Reason("message.notes.left_out", what=what), lang)
