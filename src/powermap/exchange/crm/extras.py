"""Values of a CRM that no field of a person takes.

Each is kept in a line at the end of the note, or of the evidence when a judgment
follows from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from powermap.errors import ModelError
from powermap.exchange.crm.columns import PROSE, CrmColumn, CrmMapping
from powermap.model.record import clean_text

__all__ = ["extra_lines", "is_always_extra", "split_extras", "split_lines", "tidy"]

_QUOTED = r'"(?:[^"\\]|\\.)*"'


def extra_lines(label: str, values: Mapping[str, str]) -> str:
    """The lines that keep values by their headers.

    In quotes stands what would not be read back as it is.

    Examples
    --------
    >>> print(extra_lines("HubSpot", {"Buying Role": "CHAMPION", "Deal: name": "ERP"}))
    HubSpot Buying Role: CHAMPION
    HubSpot "Deal: name": ERP
    """
    lines = []
    for header, value in values.items():
        name = _quote_if_needed(header, ":")
        lines.append(f"{label} {name}: {_quote_if_needed(value)}")
    return "\n".join(lines)


def _quote_if_needed(text: str, special: str = "\n") -> str:
    try:
        clean_text(text, lines=True)
    except ModelError:
        # JSON in ASCII also keeps characters that the model refuses.
        return json.dumps(text)
    is_plain = (
        text == text.strip()
        and not text.startswith('"')
        and not any(char in text for char in f"\r\n{special}")
    )
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def split_lines(
    label: str, text: str | None, key: Callable[[str, bool], str | None]
) -> tuple[str, dict[str, str]]:
    r"""A text without the lines at its end that keep values, and these values.

    Parameters
    ----------
    label : str
        Word with which the lines begin.
    text : str or None
        A note or an evidence.
    key : function
        From a header, and whether more stands above its line, to the key of the value;
        None when no value is kept so. A line without a key, or with that of another
        line, is the user's own.

    Returns
    -------
    tuple of str and dict
        What the user wrote, and the values by key.

    Examples
    --------
    >>> text = "Met twice.\nHubSpot Buying Role: CHAMPION"
    >>> split_lines("HubSpot", text, lambda header, more: header)
    ('Met twice.', {'Buying Role': 'CHAMPION'})
    """
    # From the end of the text, as people write above these lines and may write anything
    # there.
    pattern = re.compile(
        rf'{re.escape(label)} ({_QUOTED}|[^":\n][^:\n]*): ({_QUOTED}|[^"\n][^\n]*)'
    )
    own = text.split("\n") if text else []
    values: dict[str, str] = {}
    while own:
        line = pattern.fullmatch(own[-1])
        if line is None:
            break
        header = _unquote(line[1])
        value = _unquote(line[2])
        name = key(header, len(own) > 1)
        # What would be written otherwise was not written by this module.
        is_ours = extra_lines(label, {header: value}) == own[-1]
        if name is None or name in values or not is_ours:
            break
        values[name] = value
        own.pop()
    # Read from the last line up, so their order is turned around again.
    return "\n".join(own), dict(reversed(values.items()))


def _unquote(text: str) -> str:
    if not text.startswith('"'):
        return text
    try:
        return str(json.loads(text))
    except json.JSONDecodeError:
        # No line that was written here has it.
        return ""


def split_extras(
    mapping: CrmMapping, prose: str, text: str | None
) -> tuple[str, dict[str, str]]:
    """A note or an evidence without what is kept in it, and that by column."""

    def key(title: str, more: bool) -> str | None:
        return _extra_key(mapping, title, prose, more=more)

    return split_lines(mapping.label, text, key)


def _extra_key(
    mapping: CrmMapping, title: str, prose: str, *, more: bool
) -> str | None:
    """The key of a value that is kept in the note or the evidence; None where it is not.

    Words are kept in the evidence, all else in the note.
    """
    column = mapping.find(title)
    if column is None:
        is_header = title == tidy(title) != ""
        return title if prose == "note" and is_header else None
    if column.field == "deal":
        return None
    # A note of the CRM's own is a line only where it is the first one.
    if column.field in PROSE and (column.field != prose or more):
        return None
    is_evidence = bool(column.words) or column.field == "evidence"
    place = "evidence" if is_evidence else "note"
    return column.key if place == prose else None


def tidy(title: object) -> str:
    """A header without line breaks and runs of spaces."""
    return " ".join(str(title).split())


def is_always_extra(column: CrmColumn | None) -> bool:
    """Whether no field of a person takes the values of a column."""
    if column is None or column.words:
        return True
    return column.field in {None, "deal_id"}
