"""Placeholders of a slide layout: which kinds there are, and how to empty them."""

from __future__ import annotations

from typing import Any

_FOOTER_KINDS = {"dt", "ftr", "sldNum"}
"""Date, footer and slide number: every layout may have them, so they tell nothing."""


def placeholder_kind(placeholder: Any) -> str:
    """Return what a placeholder is for; whatever takes content is a body."""
    for element in placeholder._element.iter():  # noqa: SLF001
        if element.tag.endswith("}ph"):
            kind = str(element.get("type", "body"))
            return "body" if kind == "obj" else kind
    raise ValueError("a placeholder has no element that says what it is for")


def placeholder_kinds(layout: Any) -> set[str]:
    """What the placeholders of a layout are for, footers aside."""
    kinds: set[str] = {
        placeholder_kind(placeholder) for placeholder in layout.placeholders
    }
    return kinds - _FOOTER_KINDS


def remove_shape(shape: Any) -> None:
    """Take a shape off its slide."""
    element = shape._element  # noqa: SLF001
    element.getparent().remove(element)


def remove_paragraphs(text_body: Any) -> None:
    """Empty a text body."""
    # The first two children say how the text is set.
    for paragraph in list(text_body)[2:]:
        text_body.remove(paragraph)
