"""A slide beside as many bare shapes of python-pptx: ``python benchmarks/slides.py``."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable, Iterable

import people
from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.shapes.connector import Connector
from pptx.util import Pt
from rich.console import Console
from rich.table import Table

import powermap as pm

ROUNDS = 5
ASKED = 3.0


def kinds(payload: bytes) -> list[str]:
    """The shapes of a deck, groups taken apart: text, line or anything else."""

    def walk(shapes: Iterable) -> Iterable[str]:
        for shape in shapes:
            if shape.shape_type is not None and shape.shape_type.name == "GROUP":
                yield from walk(shape.shapes)
            else:
                written = shape.has_text_frame and bool(shape.text_frame.text)
                yield (
                    "text"
                    if written
                    else "line"
                    if isinstance(shape, Connector)
                    else "shape"
                )

    return list(walk(Presentation(io.BytesIO(payload)).slides[0].shapes))


def bare(wanted: list[str]) -> bytes:
    """A deck of these shapes and nothing said of how they look."""
    deck = Presentation()
    shapes = deck.slides.add_slide(deck.slide_layouts[6]).shapes
    for number, kind in enumerate(wanted):
        x, y = Pt(number % 40 * 20), Pt(number // 40 * 20)
        if kind == "text":
            shapes.add_textbox(x, y, Pt(18), Pt(18)).text_frame.text = "Ana Ruiz"
        elif kind == "line":
            shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x, y, Pt(18), Pt(18))
        else:
            shapes.add_shape(MSO_SHAPE.RECTANGLE, x, y, Pt(18), Pt(18))
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def milliseconds(job: Callable[[], object]) -> float:
    job()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        job()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    table = Table(
        "deck",
        "shapes",
        "powermap",
        "bare python-pptx",
        "ratio",
        "asked",
        "",
        title="PPTX, medians in one run",
    )
    words, organization = people.center(30, "words"), people.organization(30, 60)
    for name, draw in (
        (
            "power map of 30 people, drawn and written",
            lambda: pm.quadrant(words).pptx(),
        ),
        (
            "influence graph of 30 people and 60 ties",
            lambda: pm.influence(organization).pptx(),
        ),
    ):
        wanted = kinds(draw())
        ours, theirs = milliseconds(draw), milliseconds(lambda w=wanted: bare(w))
        verdict = "reached" if ours / theirs <= ASKED else "NOT reached"
        table.add_row(
            name,
            str(len(wanted)),
            f"{ours:.0f} ms",
            f"{theirs:.0f} ms",
            f"{ours / theirs:.2f}",
            f"≤ {ASKED:g}",
            verdict,
        )
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
