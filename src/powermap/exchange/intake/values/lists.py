"""Several values in one cell, whatever separates them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from powermap.exchange.tables.long_text import LONG
from powermap.model.vocabulary import fold

__all__ = [
    "Knows",
    "comma_separates",
    "cut_brackets",
    "has_closed_brackets",
    "knowing",
    "split_list",
]

_CLEAR = frozenset(";；\n\r、|｜")
_COMMAS = frozenset(",，")
_BULLET = re.compile(r"^\s*(?:[•·▪●○◦‣*–—-]|\(?\d{1,2}[.)）、])\s+")
_AND = re.compile(
    r"\s+(?:and|und|et|y|e)\s+|\s*[&＆+/／]\s*|\s*[和与及跟]\s*", re.IGNORECASE
)
_BRACKETS = re.compile(r"(?P<name>[^(（]+?)\s*[(（](?P<rest>[^()（）]+)[)）]")
_OPENING = "(（[【{「『"
_CLOSING = ")）]】}」』"
_EITHER = frozenset(_OPENING + _CLOSING)

Knows = Callable[[str], bool]


def split_list(
    text: str,
    known: Collection[str] | Knows = (),
    *,
    commas: bool = False,
) -> list[str]:
    """The entries of a list in one cell.

    Semicolons, line breaks, ``、`` and ``|`` separate, outside of brackets. A comma or
    "and" separates only where known names stand on both sides of it.

    Parameters
    ----------
    text : str
        What stands in the cell.
    known : collection of str or function
        Names that are known, or whether a name is.
    commas : bool, default False
        Whether other cells of the column show that commas separate.

    Examples
    --------
    >>> split_list("Kim; Lee、Ana")
    ['Kim', 'Lee', 'Ana']
    >>> split_list("Kim, Lee", known=["Kim", "Lee"]), split_list("Ruiz, Ana")
    (['Kim', 'Lee'], ['Ruiz, Ana'])
    """
    knows = knowing(known)
    entries = []
    for part in _split_outside(text, _CLEAR):
        entry = _BULLET.sub("", part).strip()
        if entry:
            entries += _split_loosely(entry, knows, commas=commas)
    return entries


def comma_separates(texts: Iterable[str], known: Collection[str] | Knows = ()) -> bool:
    """Whether cells of a column show that commas separate.

    They do where some cell consists of known names, or of three and more entries, or
    where an entry of a cell with commas stands alone in another.

    Examples
    --------
    >>> comma_separates(["price, support", "price"]), comma_separates(["Ruiz, Ana"])
    (True, False)
    """
    knows = knowing(known)
    whole = set()
    split = []
    for text in texts:
        parts = _comma_parts(text)
        if len(parts) == 1:
            whole.add(fold(parts[0]))
        else:
            split.append(parts)
    for parts in split:
        if len(parts) > 2 or _are_known(parts, knows):
            return True
        if whole & set(map(fold, parts)):
            return True
    return False


def _split_loosely(entry: str, knows: Knows, *, commas: bool) -> list[str]:
    """An entry at its commas and at "and", where these separate."""
    if len(entry) <= LONG and knows(entry):
        return [entry]
    parts = _comma_parts(entry)
    if len(parts) > 1 and not commas and not _are_known(parts, knows):
        return [entry]
    if parts == [entry]:
        # Looked up already: it is not known as a whole.
        return _pieces_at_and(entry, knows)
    entries = []
    for part in parts:
        entries += _split_and(part, knows)
    return entries


def _are_known(parts: list[str], knows: Knows) -> bool:
    """Whether the parts between commas are entries: two known ones show it."""
    known = 0
    for part in parts:
        known += sum(map(knows, _split_and(part, knows)))
    return known >= 2


def _split_and(part: str, knows: Knows) -> list[str]:
    """A text at "and", where it joins known names."""
    # Nothing that long is a name, or two.
    if len(part) > LONG or knows(part):
        return [part]
    return _pieces_at_and(part, knows)


def _pieces_at_and(part: str, knows: Knows) -> list[str]:
    """The known names between "and" in a text; the text itself where one is not."""
    if len(part) > LONG:
        return [part]
    pieces = []
    for piece in _AND.split(part):
        if piece.strip():
            pieces.append(piece.strip())
    if len(pieces) > 1 and all(map(knows, pieces)):
        return pieces
    return [part]


def _comma_parts(text: str) -> list[str]:
    parts = []
    for part in _split_outside(text, _COMMAS):
        if part.strip():
            parts.append(part.strip())
    return parts


def _split_outside(text: str, separators: frozenset[str]) -> list[str]:
    """A text at its separators, but not within brackets."""
    # Most texts have no separator, and are seen at once to have none.
    if separators.isdisjoint(text):
        return [text]
    # An unclosed bracket would swallow the rest of the list.
    heeds_brackets = has_closed_brackets(text)
    parts = []
    start = 0
    depth = 0
    for place, char in enumerate(text):
        if heeds_brackets:
            depth += (char in _OPENING) - (char in _CLOSING)
        if depth == 0 and char in separators:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def has_closed_brackets(text: str) -> bool:
    """Whether each bracket that is opened is closed, and the other way round."""
    if _EITHER.isdisjoint(text):
        return True
    depth = 0
    for char in text:
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth < 0:
            return False
    return depth == 0


def knowing(known: Collection[str] | Knows) -> Knows:
    """Whether a name is known; what stands in brackets behind it makes no difference."""
    if callable(known):
        return known
    folded = frozenset(map(fold, known))

    def knows(name: str) -> bool:
        if not folded:
            return False
        if fold(name) in folded:
            return True
        without_brackets = cut_brackets(name)[0]
        return without_brackets != name and fold(without_brackets) in folded

    return knows


def cut_brackets(text: str) -> tuple[str, str]:
    """A name, and what stands in brackets behind it.

    Examples
    --------
    >>> cut_brackets("Kim Lee (backup)"), cut_brackets("Kim Lee")
    (('Kim Lee', 'backup'), ('Kim Lee', ''))
    """
    # Seen at once where nothing stands in brackets, as in most texts.
    if len(text) > LONG or not text.endswith((")", "）")):
        return text, ""
    match = _BRACKETS.fullmatch(text)
    return (match["name"], match["rest"].strip()) if match else (text, "")
