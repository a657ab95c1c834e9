"""Values of attributes in XML, which says their types by name."""

from __future__ import annotations

__all__ = ["typed_value"]

_WHOLE = frozenset({"int", "integer", "long", "short", "byte"})
_DECIMAL = frozenset({"float", "double"})


def typed_value(text: str | None, kind: str) -> object:
    """The value that a text spells, by the name of its type; None when it is empty.

    Examples
    --------
    >>> typed_value("7", "long"), typed_value("true", "boolean"), typed_value("7", "x")
    (7, True, '7')
    """
    if text is None or not text.strip():
        return None
    kind = kind.casefold()
    word = text.strip().casefold()
    if kind == "boolean" and word in {"true", "false", "1", "0"}:
        return word in {"true", "1"}
    try:
        if kind in _WHOLE:
            return int(text)
        if kind in _DECIMAL:
            return float(text)
    except ValueError:
        # Some programs state a type that not all of their values have.
        return text
    return text
