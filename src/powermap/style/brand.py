"""Pictures and decks in the colors of a playbook.

A finished scene is recolored as a whole, so that no view has to pass colors on. What
looks alike in powermap's own colors therefore stays alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from powermap.model.playbook.brand import BRAND_COLORS, PAPER, check_brand
from powermap.scene.marks import Scene
from powermap.style.recolor import faded_color, recolored

NEVER_FADED = frozenset({"accent", "accent_ink"})
"""Colors of charts of figures, in which nothing fades."""
FACES = ("Calibri", "Microsoft YaHei")
"""Typefaces of a deck, for Latin and for Chinese.

Every PowerPoint that shows Chinese has the second.
"""

# Neutral colors first, as `render.pptx` names them to shapes. The accents are what
# somebody picks who draws into the deck; no picture refers to them.
THEME = {
    "dk1": "text",
    "lt1": "paper",
    "dk2": "muted",
    "lt2": "rule",
    "accent1": "owner",
    "accent2": "advocate",
    "accent3": "gatekeeper",
    "accent4": "approver",
    "accent5": "opponent",
    "accent6": "enemy",
    "hlink": "owner",
    "folHlink": "approver",
}
"""The twelve colors of a deck, to which its pictures refer, by the name of the color."""


def branded(
    scene: Scene,
    style: Mapping[str, str],
    background: str | None = None,
    font: str | None = None,
) -> Scene:
    """A scene in the colors of a playbook, on a background and in a typeface.

    Raises
    ------
    ModelError
        When a name or a color is not allowed.
    """
    if font is not None:
        scene = replace(scene, font=font)
    if background is not None and scene.background == PAPER:
        scene = replace(scene, background=background.upper())
    if not style:
        return scene
    # A playbook has checked its colors already; a scene may be branded with any
    # mapping.
    check_brand(style)
    table = _color_table(style)

    def color_for(color: str) -> str:
        return table.get(color, color)

    marks = tuple(recolored(mark, color_for) for mark in scene.marks)
    return replace(scene, marks=marks)


def _color_table(style: Mapping[str, str]) -> dict[str, str]:
    """Old colors with their new ones, also as they look when faded."""
    table = {}
    for name, color in style.items():
        default = BRAND_COLORS[name].default
        new = color.upper()
        table[default] = new
        # Without the faded form, a person who steps back would keep powermap's own
        # color.
        if name not in NEVER_FADED:
            table[faded_color(default)] = faded_color(new)
    return table


def deck_theme(style: Mapping[str, str] | None = None) -> dict[str, str]:
    """The colors of a deck by their slot, in the colors of a playbook if it has some."""
    style = style or {}
    theme = {}
    for slot, name in THEME.items():
        # A picture's page stays white: its tints are checked for contrast on white
        # only.
        color = PAPER
        if name != "paper":
            color = style.get(name, BRAND_COLORS[name].default)
        theme[slot] = color.upper()
    return theme
