"""Decks that charts and reports are put into."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from typing import TYPE_CHECKING

from powermap import style
from powermap.files.reading import read_file, to_path
from powermap.model.record import check_text, check_type

if TYPE_CHECKING:
    from powermap.render.pptx import Deck

__all__ = ["deck_bytes", "new_deck"]

# Company templates with pictures have some tens of megabytes.
LARGEST_TEMPLATE = 100_000_000
"""The most bytes of a template."""


def new_deck(
    title: str,
    template: str | PathLike[str] | None,
    colors: Mapping[str, str] | None = None,
    font: str | None = None,
) -> Deck:
    """An empty deck in powermap's look, in brand colors, or in that of a template.

    Raises
    ------
    FormatError
        When the template cannot be read.
    MissingDependencyError
        When python-pptx is not installed.
    """
    from powermap.render.pptx import Deck, Theme

    content = None
    if template is not None:
        content = read_file(to_path(template), LARGEST_TEMPLATE)
    latin, chinese = style.FACES
    theme = Theme(style.deck_theme(colors), font or latin, chinese)
    return Deck(theme, content, check_text(title))


def deck_bytes(deck: Deck) -> bytes:
    """The bytes of a deck, the same for the same slides."""
    # Loaded here, since only slides are packed again.
    from powermap.exchange.tables.archive import repack
    from powermap.render.pptx import Deck

    check_type(deck, Deck)
    # The zip of a deck holds the time of each part; packed anew it holds none.
    return repack(deck.to_bytes(), {})
