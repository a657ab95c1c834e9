"""The live board: the quadrant as a widget on which people are moved, and every change is a line of Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.errors import MissingDependencyError
from powermap.judgment.roles import GRID, Grid

if TYPE_CHECKING:
    from powermap.live.widget import Board
    from powermap.model import BuyingCenter


def board(
    center: BuyingCenter,
    *,
    placement: str = "auto",
    title: str | None = None,
    lang: str = "en",
    grid: Grid = GRID,
) -> Board:
    """The quadrant as a live board: drag people, click to edit, connect, undo; read ``.center`` in the next cell.

    Needs anywidget: ``pip install 'powermap[widget]'``. Where widgets do not run the picture is shown.

    Parameters
    ----------
    center : BuyingCenter
        The people to begin with; it stays as it is.
    placement : {"auto", "cells", "scores"}
        People as cards in role cells, or as discs at their scores; auto takes scores when everybody has two numbers.
        It is chosen once.
    title : str, optional
        Heading; the center's name when not given.
    lang : {"en", "zh"}
        Language of the board's own words.
    grid : mapping of (Power, Involvement or None) to Role
        The table of roles.

    Returns
    -------
    Board
        Shows itself in a notebook. ``.center`` is the buying center at every moment, ``.python`` what was done.

    Raises
    ------
    MissingDependencyError
        When anywidget is not installed.
    ModelError
        When placement, title, language or grid are not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> live = pm.board(pm.northwind())
    >>> live.center == pm.northwind(), live.python
    (True, ())
    """
    try:
        from powermap.live.widget import Board
    except ModuleNotFoundError as error:
        if error.name != "anywidget":
            raise
        raise MissingDependencyError(
            "anywidget is not installed; install it: pip install 'powermap[widget]'"
        ) from error
    return Board(center, placement=placement, title=title, lang=lang, grid=grid)


__all__ = ["board"]
