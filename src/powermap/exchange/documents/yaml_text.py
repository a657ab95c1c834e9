"""YAML as plain values, read strictly and within bounds, and written again."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from powermap.errors import FormatError
from powermap.exchange.documents.libyaml import (
    DEPTH,
    UnreadYamlError,
    dump_block,
    has_libyaml,
    load_values,
    needs_quotes,
)
from powermap.exchange.documents.parser_faults import (
    name_fault,
    parser_fault,
    place_in_text,
)
from powermap.language import Listed, Quoted, Reason
from powermap.language.values import Value

__all__ = ["compose_yaml", "dump_yaml", "load_yaml"]

_SLOW = 50_000
"""Characters up to which ruamel has the last word on what libyaml does not read."""
# Columns. ruamel folds long lines, by which a changed word would change the whole
# paragraph in version control.
_NO_WRAPPING = 1_000_000_000


def load_yaml(text: str, source: str) -> object:
    """The value in a YAML text, whose every word stays as it is written.

    Raises
    ------
    FormatError
        When it is not YAML, or has aliases or deep nesting.
    """
    if not has_libyaml():
        return _strict(text, source, "load")
    try:
        return load_values(text)
    except UnreadYamlError as error:
        # The slow reader says best what is wrong, and reads what the fast one cannot;
        # of a long text it would take minutes.
        if len(text) <= _SLOW:
            return _strict(text, source, "load")
        raise FormatError(_refusal(error, source)) from error


def _refusal(error: UnreadYamlError, source: str) -> Reason:
    """Why the fast reader did not read a text."""
    if error.fault == "deep":
        return _too_deep(source, error.mark)
    if error.fault == "many":
        return Reason("message.documents.too_many_values", source=source)
    fault: Value = Reason(
        f"message.documents.parser.{error.fault}", key=Quoted(error.key)
    )
    if " " in error.fault:
        fault = name_fault(error.fault)
    if error.mark is not None:
        place = place_in_text(error.mark.line + 1, error.mark.column + 1)
        fault = Reason("list.plain", text=Listed([fault, place], "clause"))
    return Reason("message.documents.not_yaml", source=source, fault=fault)


def compose_yaml(text: str, source: str) -> Any:
    """The nodes of a YAML text, which know where they stand.

    Raises
    ------
    FormatError
        When it is not YAML, or has aliases or deep nesting.
    """
    return _strict(text, source, "compose")


def _strict(text: str, source: str, action: str) -> object:
    try:
        return getattr(_strict_yaml(), action)(text)
    except RecursionError as error:
        raise FormatError(
            Reason("message.documents.too_deep", source=source)
        ) from error
    except Exception as error:
        # Not only errors of YAML: an escape may name a character that there is none of.
        if type(error).__name__ == "MaxDepthExceededError":
            # Its own message speaks to programmers.
            mark = getattr(error, "problem_mark", None)
            raise FormatError(_too_deep(source, mark)) from error
        raise FormatError(
            Reason(
                "message.documents.not_yaml", source=source, fault=_first_line(error)
            )
        ) from error


def _too_deep(source: str, mark: Any) -> Reason:
    if mark is None:
        return Reason("message.documents.too_deep", source=source)
    place = place_in_text(mark.line + 1, mark.column + 1)
    return Reason("message.documents.too_deep_at", source=source, place=place)


def _first_line(error: Exception) -> Value:
    problem = getattr(error, "problem", None) or error
    lines = str(problem).strip().splitlines()
    # Some errors of the parser have no message.
    first = lines[0] if lines else type(error).__name__
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return parser_fault(first)
    return parser_fault(first, mark.line + 1, mark.column + 1)


def _strict_yaml() -> Any:
    """A YAML 1.2 reader that leaves words as they are, and refuses aliases and depth."""
    from ruamel.yaml import YAML

    resolver, composer = _strict_parts()
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.Resolver = resolver
    yaml.Composer = composer
    yaml.max_depth = DEPTH
    return yaml


@cache
def _strict_parts() -> tuple[type, type]:
    from ruamel.yaml.composer import Composer, ComposerError
    from ruamel.yaml.events import AliasEvent
    from ruamel.yaml.nodes import ScalarNode
    from ruamel.yaml.resolver import VersionedResolver
    from ruamel.yaml.tag import Tag

    # Country code NO, the score 1/2 and 2024-13 arrive as they were written; the field
    # decides what they mean (docs/decisions/0003-files.md).
    class Words(VersionedResolver):
        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
            if kind is not ScalarNode:
                return super().resolve(kind, value, implicit)
            is_nothing = implicit[0] and value in {"", "~", "null"}
            name = "null" if is_nothing else "str"
            return Tag(suffix=f"tag:yaml.org,2002:{name}")

    # A few lines of nested aliases unpack to gigabytes ("billion laughs").
    class NoAlias(Composer):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.parser.check_event(AliasEvent):
                mark = self.parser.peek_event().start_mark
                raise ComposerError(
                    None, None, "aliases (*) are not read; write the value out", mark
                )
            return super().compose_node(parent, index)

    return Words, NoAlias


def dump_yaml(document: object, *, flow: bool = False) -> str:
    """A document as YAML text; with `flow`, lists and blocks stand in brackets."""
    if not flow and has_libyaml():
        text = dump_block(document)
        if text is not None:
            return text
    return _dump_slowly(document, flow=flow)


def _dump_slowly(document: object, *, flow: bool) -> str:
    from ruamel.yaml import YAML

    yaml: Any = YAML(typ="safe", pure=True)
    yaml.Representer = _careful()
    yaml.default_flow_style = flow
    yaml.allow_unicode = True
    yaml.width = _NO_WRAPPING
    # Our order is the one that people read: name first.
    yaml.sort_base_mapping_type_on_output = False
    stream = io.StringIO()
    yaml.dump(document, stream)
    return stream.getvalue()


@cache
def _careful() -> type:
    from ruamel.yaml.representer import SafeRepresenter

    class Careful(SafeRepresenter):
        """Quotes what another reader of YAML might take for something else than text."""

        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
            # Our own reader refuses them.
            return True

        def represent_str(self, text: str) -> Any:
            # Our own reader needs none of these quotes; other programs that follow YAML
            # 1.1 do.
            style = '"' if needs_quotes(text) else None
            return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Careful.add_representer(str, Careful.represent_str)
    return Careful
