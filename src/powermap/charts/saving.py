"""Which options of saving a format has."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from powermap.charts.resolution import check_number
from powermap.errors import FormatError
from powermap.language import Quoted, Reason

__all__ = ["PAGE_BY_PAGE", "check_prefix", "check_saving", "points_to_pixels"]

POINTS_PER_INCH = 72
PAGE_BY_PAGE = frozenset({".svg", ".png", ".pdf", ".json"})
"""Formats that hold one page."""


def check_saving(
    target: Path,
    *,
    fonts: bool,
    template: str | PathLike[str] | None,
    dpi: float | None,
    scale: float | None,
) -> None:
    """Refuse an option that the format of a file does not have.

    Raises
    ------
    FormatError
        With the option and the formats that have it.
    """
    suffix = target.suffix.lower()
    if fonts and suffix != ".svg":
        raise FormatError(
            Reason(
                "message.charts.fonts_in_svg_only",
                suffix=".svg",
                file=Quoted(target.name),
                first=".html",
                second=".pdf",
            )
        )
    if template is not None and suffix != ".pptx":
        raise FormatError(
            Reason(
                "message.charts.template_of_slides_only",
                suffix=".pptx",
                file=Quoted(target.name),
            )
        )
    for option, value in (("dpi", dpi), ("scale", scale)):
        if value is not None and suffix != ".png":
            raise FormatError(
                Reason(
                    "message.charts.resolution",
                    option=option,
                    suffix=".png",
                    file=Quoted(target.name),
                )
            )


def points_to_pixels(dpi: float | None, scale: float | None) -> float | None:
    """Pixels for each point, however they were asked for; None when they were not.

    Raises
    ------
    FormatError
        When both say it.
    """
    if dpi is None:
        return scale
    if scale is not None:
        raise FormatError(Reason("message.charts.one_resolution"))
    check_number("dpi", dpi)
    return dpi / POINTS_PER_INCH


def check_prefix(prefix: object) -> None:
    """Refuse a prefix with which no id can begin.

    Raises
    ------
    FormatError
        With what is allowed.
    """
    from powermap.render.svg_ids import is_valid_id

    if prefix is None or prefix == "":
        return
    if not (isinstance(prefix, str) and is_valid_id(prefix)):
        raise FormatError(Reason("message.charts.prefix", prefix=Quoted(prefix)))
