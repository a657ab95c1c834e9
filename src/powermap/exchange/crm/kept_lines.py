"""What a CRM says and a person has no field for: a line for each value, at the end of the note or of the evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from powermap.errors import ModelError
from powermap.model.record import printable

_QUOTED = r'"(?:[^"\\]|\\.)*"'


def lines_of(label: str, values: Mapping[str, str]) -> str:
    """The lines that keep values by their headers; in quotes stands what would not be read back as it is.

    Examples
    --------
    >>> print(lines_of("HubSpot", {"Buying Role": "CHAMPION", "Deal: name": "ERP"}))
    HubSpot Buying Role: CHAMPION
    HubSpot "Deal: name": ERP
    """
    lines = (
        f"{label} {_shown(header, ':')}: {_shown(value)}"
        for header, value in values.items()
    )
    return "\n".join(lines)


def _shown(text: str, special: str = "\n") -> str:
    try:
        printable(text, lines=True)
        plain = (
            text == text.strip()
            and not any(char in text for char in f"\r\n{special}")
            and text[:1] != '"'
        )
    except ModelError:
        return json.dumps(text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def apart(
    label: str, text: str | None, key: Callable[[str, bool], str | None]
) -> tuple[str, dict[str, str]]:
    r"""A text without the lines at its end that keep values, and these values by the key of their header.

    Parameters
    ----------
    label : str
        Word with which the lines begin.
    text : str or None
        A note or an evidence.
    key : function
        From a header, and whether more stands above its line, to the key of the value; None when none is kept so. A
        line without a key, or with that of another, is the writer's own.

    Returns
    -------
    tuple of str and dict
        What the writer wrote, and what is kept.

    Examples
    --------
    >>> apart("HubSpot", "Met twice.\nHubSpot Buying Role: CHAMPION", lambda header, more: header)
    ('Met twice.', {'Buying Role': 'CHAMPION'})
    """
    line = re.compile(
        rf'{re.escape(label)} ({_QUOTED}|[^":\n][^:\n]*): ({_QUOTED}|[^"\n][^\n]*)'
    )
    own = text.split("\n") if text else []
    values: dict[str, str] = {}
    while own and (found := line.fullmatch(own[-1])):
        header, value = _read(found[1]), _read(found[2])
        name = key(header, len(own) > 1)
        if (
            name is None
            or name in values
            or lines_of(label, {header: value}) != own[-1]
        ):
            break
        values[name] = value
        own.pop()
    return "\n".join(own), dict(reversed(values.items()))


def _read(text: str) -> str:
    try:
        return str(json.loads(text)) if text.startswith('"') else text
    except json.JSONDecodeError:  # as no line of ours has it
        return ""
