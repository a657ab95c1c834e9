"""What a template brings beside its design: nobody who gets the deck should find it.

Its picture, author, company, comments, custom properties and slides were somebody
else's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["remove_slides", "remove_traces"]

# Namespaces in the braces in which lxml writes them.
_PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# Kinds of relationships by the last part of their type. Lists of what may stay, so that
# what a later PowerPoint adds stays out.
_OF_PACKAGE = frozenset({"officeDocument", "core-properties"})
_OF_PRESENTATION = frozenset(
    {
        "slideMaster",
        "notesMaster",
        "handoutMaster",
        "theme",
        "presProps",
        "viewProps",
        "tableStyles",
        "font",
    }
)
_NO_VIEW = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<p:viewPr'
    b' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>'
)
_OF_MASTER = frozenset(
    {"slideMaster", "slideLayout", "theme", "image", "themeOverride", "hyperlink"}
)


def remove_slides(deck: Any) -> None:
    """Remove the slides of a deck, and what names them."""
    root = deck.part._element  # noqa: SLF001
    for slide in list(root.findall(f"{_PRESENTATION}sldIdLst/{_PRESENTATION}sldId")):
        # python-pptx cannot remove slides. Without its relationship the part is not
        # saved.
        deck.part.drop_rel(slide.get(f"{_RELATIONSHIPS}id"))
        slide.getparent().remove(slide)
    # Custom shows and sections name slides that are gone.
    for name in ("custShowLst", "extLst"):
        for element in root.findall(f"{_PRESENTATION}{name}"):
            root.remove(element)


def remove_traces(deck: Any) -> None:
    """Remove everything of a template that is no design."""
    package = deck.part.package
    # Its properties are filled in again by whoever makes the deck.
    properties = deck.core_properties._element  # noqa: SLF001
    for element in list(properties):
        properties.remove(element)
    _keep(package, lambda kind: kind in _OF_PACKAGE)
    _keep(deck.part, lambda kind: kind in _OF_PRESENTATION)
    for relationship in deck.part._rels.values():  # noqa: SLF001
        if _kind(relationship) == "viewProps":
            # PowerPoint wants it, and it names the slides that were looked at.
            relationship.target_part._blob = _NO_VIEW  # noqa: SLF001
    for part in _design_parts(deck):
        # A button of a master may lead to a slide, which would then be saved.
        _keep(part, lambda kind: kind in _OF_MASTER)


def _design_parts(deck: Any) -> Iterator[Any]:
    for master in deck.slide_masters:
        yield master.part
        for layout in master.slide_layouts:
            yield layout.part
    for relationship in deck.part._rels.values():  # noqa: SLF001
        if _kind(relationship) in {"notesMaster", "handoutMaster"}:
            yield relationship.target_part


def _keep(source: Any, may_stay: Callable[[str], bool]) -> None:
    """Keep the relationships of some kinds, and remove what uses the others."""
    relationships = source._rels  # noqa: SLF001
    for key, relationship in list(relationships.items()):
        if may_stay(_kind(relationship)):
            continue
        relationships.pop(key)
        root = getattr(source, "_element", None)
        if root is not None:
            _remove_users(root, key)


def _kind(relationship: Any) -> str:
    return str(relationship.reltype).rpartition("/")[2]


def _remove_users(root: Any, key: str) -> None:
    """Remove the elements that name a relationship, such as a link or a tag."""
    for element in list(root.iter()):
        parent = element.getparent()
        names = [
            value
            for name, value in element.attrib.items()
            if name.startswith(_RELATIONSHIPS)
        ]
        if key in names and parent is not None:
            parent.remove(element)
