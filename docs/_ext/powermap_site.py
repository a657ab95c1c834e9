"""What Sphinx needs of powermap: directives that quote the program, pages of findings, the gallery, types as links."""

from __future__ import annotations

import builtins
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pictures
import quotes
from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

import powermap as pm

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PICTURES = "_pictures"
FOREIGN = frozenset(
    {
        "Axes",
        "Callable",
        "DiGraph",
        "Digraph",
        "MultiDiGraph",
        "MultiGraph",
        "Path",
        "StrEnum",
    }
)
"""Types of Python and of other libraries, which are named and not linked: a build asks no network."""
log = logging.getLogger(__name__)
QUOTES: dict[str, Callable[..., str]] = {
    "beside": quotes.beside,
    "columns": quotes.column_table,
    "commands": quotes.command_pages,
    "criteria": quotes.criteria_table,
    "exceptions": quotes.exception_tree,
    "findings": quotes.finding_tables,
    "mapping": quotes.mapping_tables,
    "room": quotes.room,
    "vocabularies": quotes.vocabulary_tables,
}


class Quote(SphinxDirective):
    """A part of the program, quoted: its name is the directive's, its argument the directive's argument."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The nodes of the Markdown that the program says."""
        return self.parse_text_to_nodes(
            QUOTES[self.name](*self.arguments), allow_section_headings=True
        )


class Gallery(SphinxDirective):
    """The pictures of the gallery with their scripts."""

    def run(self) -> list[nodes.Node]:
        """Markdown once more: the pictures stand in a folder beside the pages."""
        folder = "../" * self.env.docname.count("/") + PICTURES
        made = {
            script: f"{folder}/{name}" for script, name in self.env.app.pictures.items()
        }
        return self.parse_text_to_nodes(
            pictures.PARTS[self.name](made), allow_section_headings=True
        )


def draw(app: Sphinx) -> None:
    """Every picture of the gallery, drawn anew by its script."""
    target = Path(app.outdir) / PICTURES
    target.mkdir(parents=True, exist_ok=True)
    app.pictures = {}
    for script in pictures.scripts():
        name, payload = pictures.picture(script)
        (target / name).write_bytes(payload)
        app.pictures[script] = name


def write_findings(app: Sphinx) -> None:
    """A page for each finding, written only where it changed."""
    folder = Path(app.srcdir) / "findings"
    pages = {f"{code}.md": text for code, text in quotes.finding_pages().items()}
    for old in folder.glob("PM*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        page = folder / name
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


def link(
    app: Sphinx, env: BuildEnvironment, node: Element, shown: Element
) -> Element | None:
    """A type of a docstring: a link where it is one of ours, as it stands where it is plain words or foreign.

    What begins with a capital is a name, and one that is neither ours nor foreign stays unresolved, an error.
    """
    if node.get("refdomain") != "py":
        return None
    home, _, name = node["reftarget"].rpartition(".")
    foreign = (
        home
        or name in FOREIGN
        or hasattr(builtins, name)
        or not re.fullmatch(r"[A-Z]\w+", name)
    )
    if foreign and not home.startswith("powermap"):
        return shown
    python = env.domains.python_domain
    homes = (
        "powermap",
        *(f"powermap.{room}" for room in quotes.PACKAGES),
        "powermap.live.widget",
    )
    full = next(
        (f"{home}.{name}" for home in homes if f"{home}.{name}" in python.objects), None
    )
    return (
        python.resolve_xref(env, node["refdoc"], app.builder, "obj", full, node, shown)
        if full
        else None
    )


def plain_notes(
    _app: Sphinx,
    _what: str,
    _name: str,
    _thing: object,
    _options: object,
    lines: list[str],
) -> None:
    """Numbered sources as a list, since several functions on a page count from one."""
    text = re.sub(r"(\[\d+\])_", r"\1", "\n".join(lines))
    source = re.compile(r"^\.\. (\[\d+\].*(?:\n +\S.*)*)", re.MULTILINE)
    lines[:] = source.sub(lambda found: "- " + " ".join(found[1].split()), text).split(
        "\n"
    )


def complain_of_missing_names(_: Sphinx, env: BuildEnvironment) -> None:
    """A public name without its place in the reference is a warning, and so an error of the build."""
    known = env.domains.python_domain.objects
    for name in pm.__all__:
        if f"powermap.{name}" not in known:
            log.warning("powermap.%s is public and not in the reference", name)


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    for name in QUOTES:
        app.add_directive(name, Quote)
    for name in pictures.PARTS:
        app.add_directive(name, Gallery)
    app.connect("builder-inited", draw)
    app.connect("builder-inited", write_findings)
    app.connect("autodoc-process-docstring", plain_notes, priority=400)
    app.connect("missing-reference", link)
    app.connect("env-check-consistency", complain_of_missing_names)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
