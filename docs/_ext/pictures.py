"""The gallery: scripts of at most ten lines, each of which leaves one picture in the folder in which it runs."""

from __future__ import annotations

import contextlib
import runpy
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = Path(__file__).parents[1] / "gallery"
LINES = 10


def scripts() -> list[Path]:
    """The scripts in the order in which they are shown."""
    return sorted(FOLDER.glob("*.py"))


def told(script: Path) -> tuple[str, str]:
    """Heading and sentence of a picture, from the first line of its script: ``\"\"\"Heading: sentence.\"\"\"``."""
    heading, _, sentence = (
        script.read_text(encoding="utf-8").partition("\n")[0].strip('"').partition(": ")
    )
    return heading, sentence[:1].upper() + sentence[1:]


def picture(script: Path) -> tuple[str, bytes]:
    """What a script draws: the name of its file and what it holds."""
    with TemporaryDirectory() as folder, contextlib.chdir(folder), _quiet():
        runpy.run_path(str(script))
        [made] = Path(folder).iterdir()
        return f"{anchor(script)}{made.suffix}", made.read_bytes()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without the note that no installed font has a character, which is a matter of the machine."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="no installed font")
        yield


def thumbnails(made: Mapping[Path, str]) -> str:
    """A small picture of each, which leads to it."""
    small = "".join(
        f'<a href="#{anchor(script)}"><img loading="lazy" alt="" src="{source}">{told(script)[0]}</a>'
        for script, source in made.items()
    )
    return f'<nav class="thumbs">{small}</nav>'


def gallery(made: Mapping[Path, str]) -> str:
    """Each picture with what it shows and its script."""
    return "\n\n".join(_section(script, source) for script, source in made.items())


def _section(script: Path, source: str) -> str:
    heading, sentence = told(script)
    code = script.read_text(encoding="utf-8").partition("\n")[2].strip()
    image = f'<a href="{source}"><img class="picture" loading="lazy" alt="{heading}" src="{source}"></a>'
    return f"({anchor(script)})=\n\n## {heading}\n\n{sentence}\n\n{image}\n\n```python\n{code}\n```"


def anchor(script: Path) -> str:
    """What a picture is called in an address, from the name of its script without its number."""
    return script.stem.partition("_")[2].replace("_", "-")


PARTS: dict[str, Callable[[Mapping[Path, str]], str]] = {
    "gallery": gallery,
    "thumbnails": thumbnails,
}
