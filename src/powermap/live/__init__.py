"""The live board: move people on the quadrant; every change is a line of Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.errors import MissingDependencyError
from powermap.language import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from powermap.judgment.judge import Subject
    from powermap.live.widget import Board
    from powermap.model.playbook import Playbook

__all__ = ["board"]


def board(
    subject: Subject,
    *,
    placement: str | None = None,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    show: str | Sequence[str] = (),
    with_notes: bool = False,
) -> Board:
    """The quadrant as a live board: drag people, edit, connect, undo.

    Needs anywidget, which the extra ``buying-powermap[widget]`` installs. Where
    widgets do not run the picture is shown.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people to begin with; it stays as it is.
    placement : {"cells", "scores"}, optional
        People as cards in role cells, or as discs at their scores; scores when
        everybody has two numbers and nothing is given. It is chosen once.
    title : str, optional
        Heading; the center's name when not given.
    lang : {"en", "zh"}
        Language of the board's own words.
    playbook : Playbook, optional
        A company's own wording, role grid and colors.
    show : sequence of str
        Fields under the names, in place of the titles; "photo" draws the photos.
    with_notes : bool, default False
        Whether tooltips and texts for screen readers hold notes, evidence and quotes.

    Returns
    -------
    Board
        Shows itself in a notebook. ``.center`` is the buying center at every
        moment, ``.plan`` the whole plan with it, ``.python`` what was done.

    Raises
    ------
    MissingDependencyError
        When anywidget is not installed.
    ModelError
        When the subject, placement, title, language or a field is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> live = pm.board(pm.northwind_plan())
    >>> live.plan == pm.northwind_plan(), live.python
    (True, ())
    """
    try:
        from powermap.live.widget import Board
    except ModuleNotFoundError as error:
        # A missing package of anywidget itself is another defect, with another remedy.
        if error.name != "anywidget":
            raise
        from powermap.files.installing import command_for_extra

        command = command_for_extra("widget")
        raise MissingDependencyError(
            Reason("message.charts.no_anywidget", command=command)
        ) from error
    return Board(
        subject,
        placement=placement,
        title=title,
        lang=lang,
        playbook=playbook,
        show=show,
        with_notes=with_notes,
    )
