"""Charts of a plan: how the opportunity is judged, the pipeline and its levers, the seller, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from powermap.charts.chart import Chart
from powermap.judgment.roles import GRID, Grid

if TYPE_CHECKING:
    from powermap.model import AccountPlan, BuyingCenter
    from powermap.model.playbook import Improvement as WhatIf


def scorecard(
    plan: AccountPlan | BuyingCenter, *, title: str | None = None, lang: str = "en"
) -> Chart:
    """Whether the opportunity is worth it: four questions with their criteria, us beside each rival.

    Each answer is a sign (for, against, not known), with what held before the last review; each question has a
    verdict and a bar of what is for us, against us and not known.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        The plan with its assessments.
    title : str, optional
        Heading; account and opportunity when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.

    Returns
    -------
    Chart
        Shows itself in a notebook; grows with criteria and rivals.

    Raises
    ------
    ModelError
        When the language or the title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> plan = pm.AccountPlan("Northwind", assessments=[pm.Assessment("insider", "+"), pm.Assessment("culture", "+")])
    >>> scorecard(plan).scene.metrics["win"]
    '+'
    """
    from powermap.views.scorecard import compose

    return Chart(compose(plan, title=title, lang=lang))


def funnel(
    plan: AccountPlan | BuyingCenter, *, title: str | None = None, lang: str = "en"
) -> Chart:
    """The pipeline of a plan: how many came to each stage, what passes each gate, and what the open ones are worth.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        Its ``pipeline`` is drawn.
    title : str, optional
        Heading; whose pipeline it is when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.

    Returns
    -------
    Chart
        Shows itself in a notebook.

    Raises
    ------
    ModelError
        When the language or the title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> plan = pm.AccountPlan("Northwind", pipeline=[pm.Prospect("Contoso", "won"), pm.Prospect("Tailspin", "closing")])
    >>> funnel(plan).scene.metrics["prospects"]
    2
    """
    from powermap.views.funnel import compose

    return Chart(compose(plan, title=title, lang=lang))


def tornado(
    plan: AccountPlan | BuyingCenter,
    changes: Sequence[WhatIf] | None = None,
    *,
    title: str | None = None,
    lang: str = "en",
) -> Chart:
    """What each lever would bring to the expected value of the pipeline, the largest gain first.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        Its ``pipeline`` is looked at.
    changes : sequence of WhatIf, optional
        The what-ifs; `LEVERS` when not given.
    title : str, optional
        Heading.
    lang : {"en", "zh"}
        Language of the picture's own words.

    Returns
    -------
    Chart
        Shows itself in a notebook; what cannot be computed stands apart with what is missing.

    Raises
    ------
    ModelError
        When a change, the language or the title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> won, due = pm.Prospect("Contoso", "won"), pm.Prospect("Tailspin", "closing", amount=900)
    >>> dict(tornado(pm.AccountPlan("Northwind", pipeline=[won, due])).scene.metrics)
    {'levers': 7, 'computed': 4}
    """
    from powermap.views.levers import compose

    return Chart(compose(plan, changes, title=title, lang=lang))


def appraisal(
    plan: AccountPlan | BuyingCenter, *, title: str | None = None, lang: str = "en"
) -> Chart:
    """How far a seller reached what was asked, over the five sources.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        Its ``appraisal`` is drawn.
    title : str, optional
        Heading; whose appraisal it is when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.

    Returns
    -------
    Chart
        Shows itself in a notebook; grows with the ratings.

    Raises
    ------
    ModelError
        When the language or the title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> plan = pm.AccountPlan("Northwind", appraisal=[pm.Rating("targets", "Revenue", target=200, actual=150)])
    >>> appraisal(plan).scene.metrics["attainment"]
    0.75
    """
    from powermap.views.appraisal import compose

    return Chart(compose(plan, title=title, lang=lang))


def difference(
    old: BuyingCenter | AccountPlan,
    new: BuyingCenter | AccountPlan,
    *,
    title: str | None = None,
    lang: str = "en",
    grid: Grid = GRID,
) -> Chart:
    """What changed between two versions: people where they stand now, with an outline where they stood before.

    Parameters
    ----------
    old, new : BuyingCenter or AccountPlan
        The two versions.
    title : str, optional
        Heading; the new center's name when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    grid : mapping of (Power, Involvement or None) to Role
        The table of roles.

    Returns
    -------
    Chart
        Shows itself in a notebook; grows with people and changes.

    Raises
    ------
    ModelError
        When the language or the title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> old = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz", power="decider", involvement="low")])
    >>> new = old.replace("ana-ruiz", involvement="high")
    >>> difference(old, new).scene.metrics["ways"]
    1
    """
    from powermap.views.difference import compose

    return Chart(compose(old, new, title=title, lang=lang, grid=grid))
