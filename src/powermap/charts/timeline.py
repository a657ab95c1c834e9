"""The chart of a history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Unpack

from powermap.charts.chart import Chart
from powermap.charts.options import PAGE_NAMES, PageOptions, make_chart
from powermap.errors import ModelError
from powermap.language import Reason

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook
    from powermap.versions.history import History

__all__ = ["timeline"]


def timeline(
    history: History,
    *,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    **options: Unpack[PageOptions],
) -> Chart:
    """How an account developed: support, verdicts, findings, and who moved.

    Parameters
    ----------
    history : History
        What `powermap.plan.history` returns.
    title : str, optional
        Heading; the account when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    playbook : Playbook, optional
        A company's own wording; powermap's when not given.
    **options
        As for every chart: size, subtitle, message, legend, style; see `PageOptions`.

    Returns
    -------
    Chart
        Shows itself in a notebook; grows with the people who moved.

    Raises
    ------
    ModelError
        When `history` is something else, or the language or title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> ana = pm.Stakeholder("Ana Ruiz", stance="neutral")
    >>> before = pm.BuyingCenter("ERP", [ana])
    >>> now = before.replace("ana-ruiz", stance="supporter")
    >>> told = pm.plan.history({"2026-10-01": before, "2026-11-01": now})
    >>> pm.charts.timeline(told).scene.metrics["versions"]
    2
    """
    # Not at the top: other charts need none of it.
    from powermap.versions.history import History
    from powermap.views.timeline import compose_of_history

    if not isinstance(history, History):
        raise ModelError(
            Reason("message.versions.not_a_history", type=type(history).__name__)
        )
    return make_chart(
        history.versions[-1].plan,
        partial(compose_of_history, history),
        options,
        title=title,
        lang=lang,
        playbook=playbook,
        names=PAGE_NAMES,
        split=None,
    )
