"""The panels of the quadrant of numbers, in the colors and words of their roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Involvement, Power, Role
from powermap.scene.marks import Box, Group, Rectangle, Text
from powermap.scene.text import elide, measure
from powermap.views.frame import line
from powermap.views.score_axes import Axes
from powermap.views.score_panels import NAME_INSET, Panel, name_size, panels_of

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.model.playbook import RoleGrid

WIDE_INSET = 16.0
"""Between the name of a panel and its edge, where the panel is wide enough."""


@dataclass(frozen=True, slots=True)
class PanelDrawing:
    """How the panels of a plot are colored and named."""

    role_grid: RoleGrid
    language: Language

    def draw(self, rectangle: Rectangle, axes: Axes) -> list[Group]:
        """The four panels with the names of their roles."""
        groups = []
        panels = panels_of(rectangle, axes)
        size = self._name_size(panels)
        for panel in panels:
            role = self._role(panel)
            left, top, right, bottom = panel.box
            ground = Box(
                left,
                top,
                right - left,
                bottom - top,
                fill=style.tone(role).tint,
                radius=12.0,
            )
            groups.append(
                Group(
                    (ground, self._panel_name(panel, size)),
                    key=f"cell {panel.power.value} {panel.involvement.value}",
                    classes=("cell", role.value),
                )
            )
        return groups

    def _name_size(self, panels: Sequence[Panel]) -> float:
        names = [self.language.label(self._role(panel)) for panel in panels]
        return name_size(panels, names)

    def _role(self, panel: Panel) -> Role:
        return self.role_grid[panel.power, panel.involvement]

    def _panel_name(self, panel: Panel, size: float) -> Text:
        """The name of the role in the outer corner of its panel."""
        role = self._role(panel)
        left, top, right, bottom = panel.box
        y = top + 27 if panel.power is Power.DECIDER else bottom - 15
        is_left = panel.involvement is Involvement.LOW
        # Up to a wide margin, as far as the name leaves one.
        text = self.language.label(role)
        spare = panel.width - measure(text, size, "semibold")
        inset = min(max(spare / 2, NAME_INSET), WIDE_INSET)
        return line(
            elide(text, panel.width - 2 * inset, size, "semibold"),
            left + inset if is_left else right - inset,
            y,
            size=size,
            ink=style.tone(role).ink,
            weight="semibold",
            anchor="start" if is_left else "end",
            solid=True,
        )

    def name_boxes(self, rectangle: Rectangle, axes: Axes) -> list[Rectangle]:
        """What the names of the panels take, where no label may stand."""
        boxes = []
        panels = panels_of(rectangle, axes)
        size = self._name_size(panels)
        for panel in panels:
            name = self._panel_name(panel, size)
            left = name.x
            if name.anchor == "end":
                left -= name.width
            top = name.y - 13
            right = left + name.width
            bottom = name.y + 5
            boxes.append((left - 4, top, right + 4, bottom))
        return boxes
