"""The gallery: scripts of at most twelve lines, each of which draws one picture."""

from __future__ import annotations

import contextlib
import runpy
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / "gallery"
LINES = 12
"""A script that is longer is no longer read at a glance."""


def scripts() -> list[Path]:
    """The scripts in the order in which they are shown."""
    return sorted(FOLDER.glob("*.py"))


def heading(script: Path) -> str:
    """What the picture is called: the first line of its script up to the colon."""
    return _first_line(script).partition(": ")[0]


def sentence(script: Path) -> str:
    """What the picture shows: the first line of its script after the colon."""
    text = _first_line(script).partition(": ")[2]
    return text[:1].upper() + text[1:]


def _first_line(script: Path) -> str:
    return script.read_text(encoding="utf-8").partition("\n")[0].strip('"')


def picture(script: Path) -> tuple[str, bytes]:
    """What a script draws: the name of its file, and its bytes."""
    with TemporaryDirectory() as folder, contextlib.chdir(folder), _ignore_fonts():
        runpy.run_path(str(script))
        [drawn] = Path(folder).iterdir()
        return f"{anchor(script)}{drawn.suffix}", drawn.read_bytes()


@contextlib.contextmanager
def _ignore_fonts() -> Iterator[None]:
    """Ignore that no installed font has a character, which depends on the machine."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="no installed font")
        yield


def thumbnails(sources: Mapping[Path, str]) -> str:
    """A small picture of each, which links to the large one."""
    links = []
    for script, source in sources.items():
        image = f'<img loading="lazy" alt="" src="{source}">'
        links.append(f'<a href="#{anchor(script)}">{image}{heading(script)}</a>')
    return f'<nav class="thumbs">{"".join(links)}</nav>'


class Answer(NamedTuple):
    """A question, the picture that answers it, and the command that draws one."""

    question: str
    picture: str
    command: str


ANSWERS = (
    Answer("Who decides, and how does each stand to us?", "cells", "draw deal.xlsx"),
    Answer(
        "How powerful and how involved is each, by score?",
        "scores",
        "draw deal.xlsx --placement scores",
    ),
    Answer(
        "Where do we stand, and where does the rival?",
        "both-camps",
        "draw deal.xlsx --rival Contoso",
    ),
    Answer("Who influences whom?", "influence", "draw deal.xlsx --chart influence"),
    Answer(
        "How do we reach somebody?",
        "chain",
        'draw deal.xlsx --chart influence --path "ines-duarte,helen-cho,robert-falk"',
    ),
    Answer(
        "Whose leaving would cut us off?",
        "losses",
        "draw deal.xlsx --chart influence --emphasis losses",
    ),
    Answer(
        "Who influences whom, as a table?", "matrix", "draw deal.xlsx --chart matrix"
    ),
    Answer(
        "Is the deal worth it, and can we win?",
        "scorecard",
        "draw deal.xlsx --chart scorecard",
    ),
    Answer(
        "What do people need, and do we meet it?",
        "needs",
        "draw deal.xlsx --chart needs",
    ),
    Answer(
        "How good is our relationship?",
        "relationship",
        "draw deal.xlsx --chart relationship",
    ),
    Answer(
        "Who on our team covers whom, and where are gaps?",
        "coverage",
        "draw deal.xlsx --chart coverage",
    ),
    Answer(
        "What is in the pipeline, and what is it worth?",
        "funnel",
        "draw deal.xlsx --chart funnel",
    ),
    Answer(
        "Which improvement brings the most?", "levers", "draw deal.xlsx --chart levers"
    ),
    Answer("How is the seller doing?", "appraisal", "draw deal.xlsx --chart appraisal"),
    Answer("What changed since last time?", "difference", "diff old.xlsx new.xlsx"),
    Answer("How did the account develop?", "timeline", "history reviews"),
)
"""Which picture answers which question."""


def answers(sources: Mapping[Path, str]) -> str:
    """Each question with a small picture of its answer and its command."""
    by_anchor = {anchor(script): source for script, source in sources.items()}
    cards = []
    for question, name, command in ANSWERS:
        image = f'<img loading="lazy" alt="" src="{by_anchor[name]}">'
        link = f'<a href="gallery/index.html#{name}">{image}{question}</a>'
        cards.append(f"<div>{link}<code>powermap {command} -o x.png</code></div>")
    return f'<div class="thumbs answers">{"".join(cards)}</div>'


def gallery(sources: Mapping[Path, str]) -> str:
    """Each picture with what it shows and its script."""
    sections = [_section(script, source) for script, source in sources.items()]
    return "\n\n".join(sections)


def _section(script: Path, source: str) -> str:
    title = heading(script)
    code = script.read_text(encoding="utf-8").partition("\n")[2].strip()
    image = f'<img class="picture" loading="lazy" alt="{title}" src="{source}">'
    parts = [
        f"({anchor(script)})=",
        f"## {title}",
        sentence(script),
        f'<a href="{source}">{image}</a>',
        f"```python\n{code}\n```",
    ]
    return "\n\n".join(parts)


def anchor(script: Path) -> str:
    """The picture in an address: the name of its script without its number."""
    return script.stem.partition("_")[2].replace("_", "-")


PARTS: dict[str, Callable[[Mapping[Path, str]], str]] = {
    "answers": answers,
    "gallery": gallery,
    "thumbnails": thumbnails,
}
