"""The templates of a report's documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.render import offline_page

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["load_template"]


def load_template(name: str) -> Template:
    """A template; in that of a page every text is escaped."""
    return offline_page.load_template("powermap.reporting", ".", name)
