"""The look that one chart may have of its own: colors, background and typeface."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Quoted, Reason
from powermap.model.playbook.brand import BRAND_COLORS, PAPER, check_brand, contrast

__all__ = ["Style", "merged"]

READABLE = 4.5
"""Least contrast of text with the background, by WCAG 2.2, 1.4.3."""
# It stands in style sheets and in decks, where other characters mean something.
FONT = re.compile(r"[\w][\w .-]{0,60}")
ON_BACKGROUND = ("text", "muted")
"""Colors of texts that stand on the page itself."""


@dataclass(frozen=True)
class Style:
    """How a chart looks, beside what its playbook says.

    Parameters
    ----------
    font : str, optional
        A typeface of .svg, .html and .pptx, tried before powermap's own; where it is
        not installed, or lacks a character, the next one is taken. Texts are measured in
        Source Sans, so it should not be much wider.
    accent : str, optional
        Color of bars of figures and of the words beside them, as ``#RRGGBB``.
    background : str, optional
        Color of the page.
    colors : mapping of str to str, optional
        Colors of stances, roles and ties by name, as in the ``style`` of a playbook.

    Raises
    ------
    ModelError
        When a name or a color is not allowed, or cannot be read where it stands.

    Examples
    --------
    >>> Style(accent="#0B3D91", colors={"champion": "#006644"}).table["accent_ink"]
    '#0B3D91'
    >>> Style(background="#333333")
    Traceback (most recent call last):
    powermap.errors.ModelError: background is '#333333', and its contrast with text is \
1.2 to 1; allowed: at least 4.5 to 1; choose a lighter color
    """

    font: str | None = None
    accent: str | None = None
    background: str | None = None
    colors: Mapping[str, str] = field(default_factory=FrozenMapping)

    def __post_init__(self) -> None:
        object.__setattr__(self, "colors", FrozenMapping(self.colors))
        if self.font is not None and not FONT.fullmatch(self.font):
            raise ModelError(Reason("message.charts.font", font=Quoted(self.font)))
        check_brand(self.table)
        if self.background is not None:
            _check_background(self.background, self.table)

    @property
    def table(self) -> dict[str, str]:
        """The colors by name, with the accent among them."""
        table = dict(self.colors)
        if self.accent is not None:
            table.setdefault("accent", self.accent)
            table.setdefault("accent_ink", self.accent)
        return table


def _check_background(background: str, table: Mapping[str, str]) -> None:
    # The form of a color is checked as that of any other one.
    check_brand({"faint": background})
    for name in ON_BACKGROUND:
        color = table.get(name, BRAND_COLORS[name].default)
        ratio = contrast(color, background)
        if ratio < READABLE:
            raise ModelError(
                Reason(
                    "message.charts.background",
                    color=Quoted(background),
                    contrast=f"{ratio:.1f}",
                    name=name,
                    least=READABLE,
                )
            )


def merged(own: Mapping[str, str], style: Style | Mapping[str, str] | None) -> Style:
    """A playbook's colors with those of a chart, which go before.

    Examples
    --------
    >>> merged({"owner": "#003366"}, {"enemy": "#990000"}).table
    {'owner': '#003366', 'enemy': '#990000'}
    """
    if style is None:
        style = Style()
    if not isinstance(style, Style):
        style = Style(colors=style)
    colors = {**own, **style.table}
    return Style(style.font, None, style.background or PAPER, colors)
