"""The colors that a playbook may replace, by name, and what they are checked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Nearest, Quoted, Reason

__all__ = ["BRAND_COLORS", "PAPER", "BrandColor", "check_brand", "contrast"]

READABLE = 4.5
"""Least contrast of text, by WCAG 2.2, 1.4.3."""
VISIBLE = 3.0
"""Least contrast of signs and lines, by WCAG 2.2, 1.4.11."""
GLARE = 0.05
"""Light that a screen adds to every color, by the same standard."""
PAPER = "#FFFFFF"
"""The page, which keeps its color."""
# No names and no alpha: every output (SVG, PDF, PowerPoint, Excel) takes this form, and
# contrast needs opaque colors.
FORM = re.compile(r"#[0-9A-Fa-f]{6}")
ON_PAPER = ("paper",)
ON_EVERYTHING = (
    "paper",
    "owner_tint",
    "approver_tint",
    "decider_tint",
    "advocate_tint",
    "gatekeeper_tint",
    "influencer_tint",
)


@dataclass(frozen=True, slots=True)
class BrandColor:
    """A color that a company may replace.

    Attributes
    ----------
    default : str
        Powermap's own color.
    contrast : float
        That it needs on its grounds; 0 when any color will do.
    grounds : tuple of str
        Names of the colors that it stands on; ``paper`` is white.
    """

    default: str
    contrast: float = 0.0
    grounds: tuple[str, ...] = ON_PAPER


BRAND_COLORS: Mapping[str, BrandColor] = FrozenMapping(
    {
        "text": BrandColor("#1F2933", READABLE, ON_EVERYTHING),
        "muted": BrandColor("#5F6B7A", READABLE, ON_EVERYTHING),
        # Decoration only (grid, ticks): WCAG asks nothing of what carries no meaning.
        "faint": BrandColor("#8A94A3"),
        "rule": BrandColor("#D5DBE3"),
        # Roles: the ink and the ground that it stands on.
        "owner": BrandColor("#2458A6", READABLE, ("paper", "owner_tint")),
        "owner_tint": BrandColor("#E9F0FA"),
        "approver": BrandColor("#5B4BA8", READABLE, ("paper", "approver_tint")),
        "approver_tint": BrandColor("#EFEDF8"),
        "decider": BrandColor("#41506B", READABLE, ("paper", "decider_tint")),
        "decider_tint": BrandColor("#ECEFF5"),
        "advocate": BrandColor("#1C7A63", READABLE, ("paper", "advocate_tint")),
        "advocate_tint": BrandColor("#E8F4F0"),
        "gatekeeper": BrandColor("#96631A", READABLE, ("paper", "gatekeeper_tint")),
        "gatekeeper_tint": BrandColor("#FBF3E6"),
        "influencer": BrandColor("#6A6457", READABLE, ("paper", "influencer_tint")),
        "influencer_tint": BrandColor("#F3F2EF"),
        # Stances: a disc on the page, with a white sign on it.
        "champion": BrandColor("#0B6E4F", VISIBLE),
        "supporter": BrandColor("#2F8F68", VISIBLE),
        "neutral": BrandColor("#7A8594", VISIBLE),
        "opponent": BrandColor("#C96F12", VISIBLE),
        "enemy": BrandColor("#C0392B", VISIBLE),
        # Ties and a path along them.
        "influence": BrandColor("#2B62B5", VISIBLE),
        "reporting_line": BrandColor("#B9C0CE"),
        "talks": BrandColor("#5B8A9A", VISIBLE),
        "friendship": BrandColor("#8C7A4E", VISIBLE),
        "path": BrandColor("#B7791F", VISIBLE),
        "path_tint": BrandColor("#FCE9B8"),
        # Bars of figures, and the words beside them.
        "accent": BrandColor("#2F66B3", READABLE),
        "accent_ink": BrandColor("#1F4E94", READABLE),
    }
)
"""Every color that a playbook may replace, by name.

``owner`` is the ink of a role, ``owner_tint`` its ground. What means the same shares a
color: an enemy, a conflict and a minus; a supporter and a plus.
"""


def check_brand(style: Mapping[str, str]) -> None:
    """Refuse colors under unknown names, in another form, or that cannot be read.

    Raises
    ------
    ModelError
        With the name, the value and what is allowed.

    Examples
    --------
    >>> check_brand({"owner": "#003366"})
    >>> check_brand({"enemy": "#FFAAAA"})
    Traceback (most recent call last):
    powermap.errors.ModelError: style: enemy is '#FFAAAA', with a contrast of 1.8 to 1 \
on paper; allowed: at least 3; choose a darker color
    """
    for name, color in style.items():
        if name not in BRAND_COLORS:
            raise ModelError(
                Reason(
                    "message.playbook.color_name",
                    name=Quoted(name),
                    allowed=Listed(BRAND_COLORS),
                    hint=Nearest(str(name), tuple(BRAND_COLORS)),
                )
            )
        if not isinstance(color, str) or not FORM.fullmatch(color):
            raise ModelError(
                Reason("message.playbook.color_form", name=name, color=Quoted(color))
            )
    for name, brand in BRAND_COLORS.items():
        for ground in brand.grounds:
            # Powermap's own pairs are tested; only what changes is checked here.
            if name in style or ground in style:
                _check_contrast(style, name, ground)


def _check_contrast(style: Mapping[str, str], name: str, ground: str) -> None:
    color = _color(style, name)
    ratio = contrast(color, _color(style, ground))
    needed = BRAND_COLORS[name].contrast
    if ratio < needed:
        # Where the company changed the ground and not the ink, the ground has to
        # change.
        fault = "too_pale" if name in style else "ground_too_dark"
        raise ModelError(
            Reason(
                f"message.playbook.{fault}",
                name=name,
                color=Quoted(color),
                contrast=f"{ratio:.1f}",
                ground=ground,
                least=needed,
            )
        )


def _color(style: Mapping[str, str], name: str) -> str:
    if name == "paper":
        return PAPER
    return style.get(name, BRAND_COLORS[name].default)


def contrast(one: str, other: str) -> float:
    """The contrast of two colors by WCAG 2.2, from 1 to 21.

    Examples
    --------
    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    shades = (_luminance(one), _luminance(other))
    bright = max(shades) + GLARE
    dark = min(shades) + GLARE
    return bright / dark


def _luminance(color: str) -> float:
    red = _linear(color[1:3])
    green = _linear(color[3:5])
    blue = _linear(color[5:7])
    # Relative luminance of sRGB, weights and curve as WCAG 2.2 defines them.
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(digits: str) -> float:
    """A part of an sRGB color without its gamma."""
    share = int(digits, 16) / 255
    if share <= 0.04045:
        return share / 12.92
    linear: float = ((share + 0.055) / 1.055) ** 2.4
    return linear
