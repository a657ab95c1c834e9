"""XML of other programs as a tree, within bounds and without entities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from powermap.errors import FormatError
from powermap.exchange.formats.content import refuse
from powermap.language.values import Quoted

__all__ = ["parse_xml"]

_ELEMENTS = 2_000_000
"""Elements of a file; a person has some twenty."""
_DEPTH = 100
"""Elements within each other."""


def parse_xml(payload: bytes, source: str) -> ET.Element:
    """The root of an XML file, its tags and attributes without their namespaces.

    Raises
    ------
    FormatError
        When it is not XML, defines entities, or is larger than any plan.

    Examples
    --------
    >>> parse_xml(b'<g:a xmlns:g="x" g:b="1"><c>d</c></g:a>', "x").find("c").text
    'd'
    """
    return _Tree(source).parse(payload)


class _Tree:
    """Builds the tree event by event, so that a hostile file is refused at once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.builder = ET.TreeBuilder()
        self.count = 0
        self.depth = 0
        # expat directly and not the tree's own parser, which expands entities.
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.builder.data
        self.parser.EntityDeclHandler = self._refuse_definition
        self.parser.AttlistDeclHandler = self._refuse_definition

    def parse(self, payload: bytes) -> ET.Element:
        try:
            self.parser.Parse(payload, True)
        except FormatError:
            raise
        except (expat.ExpatError, ValueError, LookupError) as error:
            reason = Quoted(str(error), 200)
            raise refuse(
                self.source, "message.graphs.damaged", reason=reason
            ) from error
        return self.builder.close()

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.count += 1
        self.depth += 1
        if self.count > _ELEMENTS or self.depth > _DEPTH:
            raise refuse(
                self.source, "message.graphs.too_large", most=_ELEMENTS, depth=_DEPTH
            )
        local = {_local(name): value for name, value in attributes.items()}
        self.builder.start(_local(tag), local)

    def _end(self, tag: str) -> None:
        self.depth -= 1
        self.builder.end(_local(tag))

    def _refuse_definition(self, *_: Any) -> None:
        # A few entities within each other expand to gigabytes, and so do attributes that
        # every element has by definition.
        raise refuse(self.source, "message.graphs.entities")


def _local(name: str) -> str:
    return name.rpartition("}")[2]
