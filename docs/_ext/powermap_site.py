"""What Sphinx needs of powermap: quotes, pages of findings, the gallery, links of types."""

from __future__ import annotations

import builtins
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import assistants
import libraries
import names
import pictures
import quotes
import readable
import signs
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PICTURES = "_pictures"
LISTED_ELSEWHERE = frozenset({"Findings", "Decisions"})
"""Sections with too many pages for a menu."""
FOREIGN = frozenset(
    {
        "Axes",
        "Callable",
        "DiGraph",
        "Digraph",
        "DuckDB",
        "Ibis",
        "MultiDiGraph",
        "MultiGraph",
        "Path",
        "StrEnum",
    }
)
"""Types of Python and of other libraries. They are not linked: a build uses no network."""
log = logging.getLogger(__name__)
QUOTES: dict[str, Callable[..., str]] = {
    "also": names.also,
    "classes": names.classes,
    "columns": quotes.column_table,
    "commands": quotes.command_pages,
    "criteria": quotes.criteria_table,
    "strategies": quotes.strategy_table,
    "example-file": quotes.example_file,
    "exceptions": quotes.exception_tree,
    "findings": quotes.finding_tables,
    "formats": readable.format_table,
    "headers": readable.header_tables,
    "inspected": quotes.inspected,
    "libraries": libraries.library_table,
    "mapping": quotes.mapping_tables,
    "package": names.package,
    "questions": quotes.question_table,
    "register-words": readable.register_tables,
    "signs": signs.sign_table,
    "tools": assistants.tool_table,
    "vocabularies": quotes.vocabulary_tables,
}


class Quote(SphinxDirective):
    """A part of the program, quoted; the directive's argument is the function's."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Parse the Markdown that the function returns."""
        text = QUOTES[self.name](*self.arguments)
        return self.parse_text_to_nodes(text, allow_section_headings=True)


class Gallery(SphinxDirective):
    """The pictures of the gallery with their scripts."""

    def run(self) -> list[nodes.Node]:
        """Parse Markdown whose pictures are in a folder beside the pages."""
        folder = "../" * self.env.docname.count("/") + PICTURES
        sources = {}
        for script, name in self.env.app.pictures.items():
            sources[script] = f"{folder}/{name}"
        text = pictures.PARTS[self.name](sources)
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def draw_gallery(app: Sphinx) -> None:
    """Draw every picture of the gallery by its script."""
    target = Path(app.outdir) / PICTURES
    target.mkdir(parents=True, exist_ok=True)
    app.pictures = {}
    for script in pictures.scripts():
        name, payload = pictures.picture(script)
        (target / name).write_bytes(payload)
        app.pictures[script] = name


def write_findings(app: Sphinx) -> None:
    """Write a page for each finding, only where it changed."""
    folder = Path(app.srcdir) / "findings"
    pages = {}
    for code, text in quotes.finding_pages().items():
        pages[f"{code}.md"] = text
    for old in folder.glob("PM*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        page = folder / name
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


def link_type(
    app: Sphinx, env: BuildEnvironment, node: Element, shown: Element
) -> Element | None:
    """Link a type in a docstring to its entry, and leave plain words as they are.

    A capitalized name that is neither powermap's nor foreign stays unresolved, which
    is an error of the build.
    """
    if node.get("refdomain") != "py":
        return None
    module, _, name = node["reftarget"].rpartition(".")
    if not module.startswith("powermap") and (module or _is_foreign(name)):
        return shown
    domain = env.domains.python_domain
    full_name = _full_name(name, domain.objects)
    if full_name is None:
        return None
    document = node["refdoc"]
    return domain.resolve_xref(
        env, document, app.builder, "obj", full_name, node, shown
    )


def _is_foreign(name: str) -> bool:
    is_name_of_type = re.fullmatch(r"[A-Z]\w+", name) is not None
    return name in FOREIGN or hasattr(builtins, name) or not is_name_of_type


def _full_name(name: str, documented: Any) -> str | None:
    """The public entry of a name, else the one in the module nearest to the top."""
    candidates = []
    for full_name in documented:
        if full_name.rpartition(".")[2] == name:
            candidates.append(full_name)
    return min(candidates, key=_depth, default=None)


def _depth(full_name: str) -> tuple[int, str]:
    return full_name.count("."), full_name


def list_sources(
    _app: Sphinx,
    _what: str,
    _name: str,
    _thing: object,
    _options: object,
    lines: list[str],
) -> None:
    """Show numbered sources as a list, since several functions on a page count from one."""
    text = re.sub(r"(\[\d+\])_", r"\1", "\n".join(lines))
    source = re.compile(r"^\.\. (\[\d+\].*(?:\n +\S.*)*)", re.MULTILINE)
    listed = source.sub(_list_item, text)
    lines[:] = listed.split("\n")


def _list_item(source: re.Match[str]) -> str:
    return "- " + " ".join(source[1].split())


def warn_of_missing_names(_: Sphinx, env: BuildEnvironment) -> None:
    """Warn of a public name that is not in the reference, which fails the build."""
    documented = env.domains.python_domain.objects
    for name in names.public_paths():
        if name not in documented:
            log.warning("%s is public and not in the reference", name)


def shorten_menu(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Keep the menu to one screen: notes and findings are listed on pages of their own."""
    menu = context.get("furo_navigation_tree")
    if not menu:
        return
    tree = BeautifulSoup(menu, "html.parser")
    for section in tree.select("li.toctree-l1"):
        if section.a.get_text() in LISTED_ELSEWHERE:
            for part in section.select("input, label, ul"):
                part.decompose()
    context["furo_navigation_tree"] = str(tree)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything; Sphinx calls this."""
    for name in QUOTES:
        app.add_directive(name, Quote)
    for name in pictures.PARTS:
        app.add_directive(name, Gallery)
    app.connect("builder-inited", draw_gallery)
    app.connect("builder-inited", write_findings)
    app.connect("autodoc-process-docstring", list_sources, priority=400)
    # After the theme, which makes the menu.
    app.connect("html-page-context", shorten_menu, priority=900)
    app.connect("missing-reference", link_type)
    app.connect("env-check-consistency", warn_of_missing_names)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
