"""The gallery: scripts of at most twelve lines, each of which draws one picture."""

from __future__ import annotations

import contextlib
import runpy
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

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
    "gallery": gallery,
    "thumbnails": thumbnails,
}
