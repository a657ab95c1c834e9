"""YAML read and written by libyaml, at a tenth of the time that a reader in Python takes.

It reads what the strict reader reads, and says of everything else that it does not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

__all__ = ["DEPTH", "UnreadYamlError", "dump_block", "has_libyaml", "load_values"]

DEPTH = 12
"""Levels of lists and blocks; those of a plan are at most 4."""
_VALUES = 2_000_000
"""Most words in a text, some 80,000 people; each takes its time, however short."""
_CAUTION = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|none|~)|[-+.]?[0-9].*|=|<<|.*[\\'\"].*",
    re.DOTALL,
)
"""Texts that another reader of YAML may take for a number, a date or a truth value."""
_NOTHING = frozenset({"", "~", "null"})
_OLD_BREAKS = "\x85\u2028\u2029"
"""Ends of lines in YAML 1.1, characters as others in YAML 1.2."""
_NO_WRAPPING = 1_000_000_000
"""Columns; a folded paragraph would change whole in version control."""
_NO_KEY = object()


class UnreadYamlError(Exception):
    """Why a text was not read: the fault by name or in libyaml's words, and where."""

    def __init__(self, fault: str, mark: Any, key: str | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.mark = mark
        self.key = key


@cache
def has_libyaml() -> bool:
    """Whether PyYAML was built with libyaml, as its wheels are."""
    try:
        from yaml import cyaml  # noqa: F401
    except ImportError:
        return False
    return True


def load_values(text: str) -> object:
    """The value in a YAML text; every word stays as it is written.

    Raises
    ------
    UnreadYamlError
        When libyaml refuses the text, or it has an alias, a tag, a key twice, a key
        that is no word, or too much depth.
    """
    from yaml import YAMLError
    from yaml.cyaml import CParser

    shown = _stand_ins(text)
    parser: Any = CParser(text.translate(shown))
    hidden = {ord(stand_in): line_break for line_break, stand_in in shown.items()}
    try:
        return _Composer(parser, hidden).compose()
    except YAMLError as error:
        fault = getattr(error, "problem", None) or str(error)
        raise UnreadYamlError(fault, getattr(error, "problem_mark", None)) from error


def _stand_ins(text: str) -> dict[int, str]:
    """Characters to take for others that libyaml still takes for ends of lines.

    YAML 1.2 does not.
    """
    stand_ins = {}
    free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    for character in _OLD_BREAKS:
        if character in text:
            stand_ins[ord(character)] = next(free)
    return stand_ins


class _Composer:
    """Builds values from events; with a list of its own in place of recursion."""

    def __init__(self, parser: Any, hidden: dict[int, int]) -> None:
        self.parser = parser
        self.hidden = hidden
        self.root: object = None
        self.documents = 0
        # The open list or block, and the key that waits for its value.
        self.open: Any = None
        self.key: object = _NO_KEY
        self.above: list[tuple[Any, object]] = []

    def compose(self) -> object:
        from yaml import events

        next_event = self.parser.get_event
        word = events.ScalarEvent
        for _ in range(_VALUES):
            event = next_event()
            kind = type(event)
            if kind is word:
                self._put(self._word(event), event)
            elif kind in {events.MappingStartEvent, events.SequenceStartEvent}:
                self._begin({} if kind is events.MappingStartEvent else [], event)
            elif kind in {events.MappingEndEvent, events.SequenceEndEvent}:
                self._end(event)
            elif kind is events.AliasEvent:
                raise UnreadYamlError("alias", event.start_mark)
            elif kind is events.DocumentStartEvent:
                self._begin_document(event)
            elif kind is events.StreamEndEvent:
                return self.root
        raise UnreadYamlError("many", None)

    def _begin_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise UnreadYamlError("document", event.start_mark)

    def _begin(self, value: Any, event: Any) -> None:
        if event.tag is not None:
            raise UnreadYamlError("tag", event.start_mark)
        if isinstance(self.open, dict) and self.key is _NO_KEY:
            raise UnreadYamlError("complex_key", event.start_mark)
        if len(self.above) >= DEPTH:
            raise UnreadYamlError("deep", event.start_mark)
        self.above.append((self.open, self.key))
        self.open = value
        self.key = _NO_KEY

    def _end(self, event: Any) -> None:
        value = self.open
        self.open, self.key = self.above.pop()
        self._put(value, event)

    def _word(self, event: Any) -> str | None:
        if event.tag is not None:
            raise UnreadYamlError("tag", event.start_mark)
        value: str = event.value
        # Only what stands without quotes can mean that nothing is known.
        if value in _NOTHING and event.implicit[0]:
            return None
        return value.translate(self.hidden) if self.hidden else value

    def _put(self, value: object, event: Any) -> None:
        if self.open is None:
            self.root = value
        elif type(self.open) is list:
            self.open.append(value)
        elif self.key is not _NO_KEY:
            self.open[self.key] = value
            self.key = _NO_KEY
        # PyYAML itself keeps the last of two equal keys in silence.
        elif value in self.open:
            raise UnreadYamlError("key_twice", event.start_mark, str(value))
        else:
            self.key = value


def dump_block(document: object) -> str | None:
    """A document as YAML text; None where libyaml would escape what can be read."""
    import yaml

    text: str = yaml.dump(
        document,
        Dumper=_careful_dumper(),
        allow_unicode=True,
        width=_NO_WRAPPING,
        sort_keys=False,
        default_flow_style=False,
    )
    # libyaml writes every character beyond the first 65,536 as an escape.
    return None if "\\U000" in text else text


@cache
def _careful_dumper() -> Any:
    from yaml.cyaml import CSafeDumper

    class Careful(CSafeDumper):  # type: ignore[misc, unused-ignore]
        """Quotes what another reader of YAML might take for something else than text."""

        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
            # Our own reader refuses them.
            return True

    dumper: Any = Careful
    dumper.add_representer(str, _represent_text)
    dumper.add_representer(float, _represent_number)
    # YAML 1.2 needs no point in 1e+20; libyaml would put a tag before it.
    exponent = re.compile(r"-?[0-9.]+e[-+]?[0-9]+$")
    dumper.add_implicit_resolver(
        "tag:yaml.org,2002:float", exponent, list("-0123456789")
    )
    return Careful


def needs_quotes(text: str) -> bool:
    """Whether another reader of YAML might take a text for something else."""
    return bool(_CAUTION.fullmatch(text)) or not text.isprintable()


def _represent_text(dumper: Any, text: str) -> Any:
    style = '"' if needs_quotes(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_number(dumper: Any, number: float) -> Any:
    words = {"inf": ".inf", "-inf": "-.inf", "nan": ".nan"}
    text = repr(number)
    return dumper.represent_scalar(
        "tag:yaml.org,2002:float", words.get(text, text.lower())
    )
