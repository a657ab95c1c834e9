"""Saying that notes stayed out of a file, and how to include them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from powermap.cli.reader import print_note
from powermap.language import Reason

if TYPE_CHECKING:
    from powermap.charts import Chart
    from powermap.judgment.judge import Judgment

__all__ = ["REPORTS_HIDING", "print_left_out"]

HIDING = frozenset({".svg", ".html", ".pptx", ".json", ".dot", ".drawio"})
"""Formats that hold texts behind their marks."""
REPORTS_HIDING = HIDING | {".docx", ".pdf"}
"""The same of reports, whose pictures have alternative texts on paper too."""


def print_left_out(
    out: Path,
    charts: Iterable[Chart],
    judgment: Judgment,
    lang: str,
    hiding: Container[str] = HIDING,
) -> None:
    """Say so where there are notes on what the charts show."""
    if out.suffix.lower() not in hiding:
        return
    from powermap.views.withheld import withheld_notes

    scenes = [scene for chart in charts for scene in chart.pages]
    what = withheld_notes(scenes, judgment)
    if what is not None:
        print_note(Reason("message.notes.left_out", what=what), lang)
