"""Plans as YAML and JSON, which powermap writes itself."""

from __future__ import annotations

import re

from powermap.errors import FormatError
from powermap.exchange.documents.json_text import load_json
from powermap.exchange.documents.yaml_text import load_yaml
from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.formats.encoding import decode
from powermap.exchange.formats.people_lists import content_of
from powermap.exchange.options import ReadOptions

__all__ = ["JSON", "YAML"]

_JSON_START = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')
"""Not every bracket: the flow style of YAML begins with one too."""
_YAML_START = re.compile(r"\{|\[\s*(?:$|[\d\[{\"'\]])|[A-Za-z_]\w*:\s*(?:$|[\[{|>&*])")
"""The first line of a document, right or wrong, that no table begins with."""


def read_json(payload: bytes, name: str, options: ReadOptions) -> Content:
    """The plan or the list of people in a JSON file.

    Examples
    --------
    >>> read_json(b'{"name": "ERP"}', "deal.json", ReadOptions()).document
    {'name': 'ERP'}
    """
    text, notes = decode(payload, name, options.encoding)
    _refuse_empty(text, name)
    content = content_of(load_json(text, name), name, "json")
    content.notes[:0] = notes
    return content


def read_yaml(payload: bytes, name: str, options: ReadOptions) -> Content:
    """The plan or the list of people in a YAML file."""
    text, notes = decode(payload, name, options.encoding)
    _refuse_empty(text, name)
    content = content_of(load_yaml(text, name), name, "yaml")
    content.notes[:0] = notes
    return content


def _refuse_empty(text: str, name: str) -> None:
    if not text.strip():
        raise refuse(name, "message.formats.empty")


def _is_json(head: str) -> bool:
    return _JSON_START.match(head) is not None


def _is_yaml(head: str) -> bool:
    """Whether a text begins with a YAML mapping or a list of mappings."""
    lines = [line for line in head.splitlines() if line.strip()]
    content = [line for line in lines if not line.startswith(("#", "---"))]
    if not content:
        return False
    # Also when it cannot be parsed: its reader then says what is wrong with it.
    if _YAML_START.match(content[0]):
        return True
    try:
        start = load_yaml("\n".join(content[:1]), "")
    except FormatError:
        return False
    is_list = isinstance(start, list) and start and isinstance(start[0], dict)
    return isinstance(start, dict) or bool(is_list)


YAML = Format(
    name="yaml",
    suffixes=(".yaml", ".yml"),
    title={"en": "YAML", "zh": "YAML"},
    holds={
        "en": "A whole account plan, or a list of people.",
        "zh": "完整的客户计划，或人员列表。",
    },
    read=read_yaml,
    writes=True,
    recognizes=_is_yaml,
)
JSON = Format(
    name="json",
    suffixes=(".json",),
    title={"en": "JSON", "zh": "JSON"},
    holds=YAML.holds,
    read=read_json,
    writes=True,
    recognizes=_is_json,
)
