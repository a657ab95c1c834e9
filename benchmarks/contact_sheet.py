"""One picture of many charts, a row for each chart and language, for people to look at."""

from __future__ import annotations

import html
from base64 import b64encode
from itertools import count, groupby
from pathlib import Path

from powermap.render.fonts import source_sans

STYLE = """
body { margin: 24px; font: 14px 'Source Sans Pro', 'Noto Sans', sans-serif; }
section { display: flex; gap: 10px; margin-bottom: 10px; }
figure { margin: 0; width: 380px; }
svg { width: 376px; height: 230px; border: 1px solid #D5DBE3; }
.wrong svg { border: 3px solid #C0392B; }
"""


def fonts() -> str:
    """Rules for the faces in which charts are measured."""
    rules = []
    for weight, number in (("regular", 400), ("semibold", 600)):
        data = b64encode(Path(source_sans(weight).path).read_bytes()).decode()
        rules.append(
            f"@font-face {{ font-family: 'Source Sans Pro'; font-weight: {number};"
            f" src: url(data:font/ttf;base64,{data}); }}"
        )
    return "\n".join(rules)


def write(page, pictures, target: Path) -> None:
    """Write a sheet of (case, chart, whether a bound is broken), first pages only."""
    rows = []
    numbers = count()
    for _, row in groupby(pictures, lambda each: (each[0].chart, each[0].lang)):
        rows.append(
            f"<section>{''.join(_figure(*each, next(numbers)) for each in row)}</section>"
        )
    page.set_content(f"<style>{fonts()}{STYLE}</style>{''.join(rows)}")
    page.evaluate("document.fonts.ready.then(() => true)")
    size = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    page.set_viewport_size({"width": size[0], "height": size[1]})
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=target)


def _figure(case, chart, is_wrong: bool, number: int) -> str:
    further = len(chart.pages) - 1
    more = f" + {further} pages" if further else ""
    caption = html.escape(f"{case}{more}")
    kind = ' class="wrong"' if is_wrong else ""
    picture = chart.svg(prefix=f"n{number}-")
    return f"<figure{kind}>{picture}<figcaption>{caption}</figcaption></figure>"
