"""The live board: move people on the quadrant; every change is a line of Python.

`board` makes it for notebooks, `streamlit_board` shows it in an app of Streamlit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.files.installing import extra_needed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from powermap.judgment.judge import Subject
    from powermap.live.widget import Board
    from powermap.model import AccountPlan
    from powermap.model.playbook import Playbook

__all__ = ["board", "streamlit_board"]


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
    with extra_needed("widget", "anywidget", "message.charts.no_anywidget"):
        from powermap.live.widget import Board
    return Board(
        subject,
        placement=placement,
        title=title,
        lang=lang,
        playbook=playbook,
        show=show,
        with_notes=with_notes,
    )


def streamlit_board(
    subject: Subject,
    *,
    key: str,
    placement: str | None = None,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    show: str | Sequence[str] = (),
    with_notes: bool = False,
) -> AccountPlan:
    """The live board in a Streamlit app; every edit runs the script again.

    Needs Streamlit 1.51 or newer, which the extra ``buying-powermap[streamlit]``
    installs. Everything is kept in the session of the person who uses the app, under
    the key: ``del st.session_state[key]`` starts over.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people to begin with. A later run may give the same again, or what was
        returned: edits and undo stay. Any other plan replaces the board, which says so
        where edits are lost by it.
    key : str
        Name of this board in the app. Several boards on a page have several keys.
    placement, title, lang, playbook, show, with_notes
        As of `powermap.board`. Another value in a later run keeps what was edited.

    Returns
    -------
    AccountPlan
        The plan as it is now.

    Raises
    ------
    MissingDependencyError
        When Streamlit is not installed, or is older.
    ModelError
        When it is inside ``st.form``, the key is taken by something else, or the
        subject, placement, title, language or a field is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> from powermap.live import streamlit_board
    >>> def page():
    ...     plan = streamlit_board(pm.northwind_plan(), key="northwind")
    ...     st.dataframe(pm.check(plan).rows())  # with streamlit as st
    """
    with extra_needed("streamlit", "streamlit", "message.charts.no_streamlit"):
        from powermap.live.in_streamlit import show_board
    return show_board(
        subject,
        key=key,
        placement=placement,
        title=title,
        lang=lang,
        playbook=playbook,
        show=show,
        with_notes=with_notes,
    )
