"""Charts of people: where they stand, who sways whom, how we stand with them, what they need, and who covers them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from powermap.charts.chart import Chart
from powermap.judgment.judge import judge
from powermap.judgment.roles import GRID, Grid

if TYPE_CHECKING:
    from graphviz import Digraph

    from powermap.judgment.judge import Subject
    from powermap.model import BuyingCenter, TieKind
    from powermap.model.playbook import Playbook


def quadrant(
    center: BuyingCenter,
    *,
    placement: str = "auto",
    title: str | None = None,
    lang: str = "en",
    grid: Grid = GRID,
) -> Chart:
    """The power map of a buying center: power × involvement.

    Parameters
    ----------
    center : BuyingCenter
        The people.
    placement : {"auto", "cells", "scores"}
        People as cards in role cells, or as discs at their scores; auto takes scores when everybody has two numbers.
    title : str, optional
        Heading; the center's name when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    grid : mapping of (Power, Involvement or None) to Role
        The table of roles.

    Returns
    -------
    Chart
        Shows itself in a notebook.

    Raises
    ------
    ModelError
        When placement, language or grid are not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> center = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz", power=8, involvement=3)])
    >>> pm.quadrant(center).scene.metrics["placement"]
    'scores'
    """
    from powermap.views.quadrant import compose

    return Chart(
        compose(center, placement=placement, title=title, lang=lang, grid=grid)
    )


def influence(
    center: BuyingCenter,
    *,
    kinds: Iterable[TieKind | str] | None = None,
    departments: bool = False,
    direction: str = "down",
    around: str | None = None,
    steps: int = 1,
    emphasis: Iterable[str] | None = None,
    path: Sequence[str] = (),
    apart: bool = True,
    title: str | None = None,
    lang: str = "en",
    grid: Grid = GRID,
) -> Chart:
    """Who sways whom: people as cards, reporting lines as a right-angled tree, other ties as curves.

    An influence between a boss and a report runs inside their reporting line, which is then broad and pale. The
    scene's metrics say which engine laid it out, how often lines cross (``crossings``) and how many run through a
    card (``through``).

    Parameters
    ----------
    center : BuyingCenter
        The people and their ties.
    kinds : iterable of TieKind or str, optional
        Ties to draw; all when not given.
    departments : bool, default False
        Whether the people of a department stand together on a soft ground.
    direction : {"down", "right"}
        Which way the lines run from who has more power.
    around : str, optional
        Id of somebody whose neighbourhood alone is drawn.
    steps : int, default 1
        How many ties away the neighbourhood reaches.
    emphasis : iterable of str, optional
        Ids of those who are meant; all others fade.
    path : sequence of str
        Ids from person to person, as ``paths_to`` gives them; drawn over the picture.
    apart : bool, default True
        Whether each connected group is laid out on its own, and all are packed neatly.
    title : str, optional
        Heading; the center's name when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    grid : mapping of (Power, Involvement or None) to Role
        The table of roles.

    Returns
    -------
    Chart
        Shows itself in a notebook.

    Raises
    ------
    KeyError
        When nobody has an id that is named.
    ModelError
        When a kind, direction, number of steps or language is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> people = [pm.Stakeholder("Ana Ruiz", power=8), pm.Stakeholder("Ben Ode", power=3)]
    >>> center = pm.BuyingCenter("ERP", people, [pm.Tie("ben-ode", "ana-ruiz")])
    >>> pm.influence(center).scene.metrics["crossings"]
    0

    Notes
    -----
    Rows and curves are laid by Graphviz' dot (Gansner, Koutsofios, North and Vo 1993, *A technique for drawing directed
    graphs*), which pygraphviz carries; beyond what dot ends in a second or two people stand on a grid.
    """
    from powermap.views.influence.view import compose

    return Chart(
        compose(
            center,
            kinds=kinds,
            departments=departments,
            direction=direction,
            around=around,
            steps=steps,
            emphasis=emphasis,
            path=path,
            apart=apart,
            title=title,
            lang=lang,
            grid=grid,
        )
    )


def to_graphviz(center: BuyingCenter, **options: Any) -> Digraph:
    """The influence graph as a graph of the graphviz package, styled and quoted, for any Graphviz.

    Parameters
    ----------
    center : BuyingCenter
        The people and their ties.
    **options
        As of `influence`.

    Returns
    -------
    graphviz.Digraph
        ``.source`` is the text; rendering it needs a Graphviz of your own.

    Examples
    --------
    >>> import powermap as pm
    >>> to_graphviz(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")])).source.startswith("digraph")
    True
    """
    from powermap.render.dot import digraph

    return digraph(influence(center, **options).scene)


def relationship(
    subject: Subject,
    *,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
) -> Chart:
    """Where we stand with them: outsider, friend, supplier or partner.

    People are cards in four cells by whose needs we meet; those for whom this is
    unknown are in a tray. A flag marks the cell of the account as a whole, dashed
    where the account may be.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people.
    title : str, optional
        Heading; the center's name when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    playbook : Playbook, optional
        A company's own wording and tables; powermap's when not given.

    Returns
    -------
    Chart
        Shows itself in a notebook.

    Raises
    ------
    ModelError
        When the subject, the language or the title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> met = {"meets_organization_needs": True, "meets_personal_needs": True}
    >>> ana = pm.Stakeholder("Ana Ruiz", power=8, **met)
    >>> relationship(pm.BuyingCenter("ERP", [ana])).scene.metrics["account"]
    'partner'
    """
    from powermap.views.relationship import compose

    judgment = judge(subject, playbook=playbook)
    language = judgment.playbook.language(lang)
    return Chart(compose(judgment, language, title=title))


def needs(
    subject: Subject,
    *,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
) -> Chart:
    """What moves people: their needs, and whether we meet them.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people; those with most power come first.
    title : str, optional
        Heading; the center's name when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    playbook : Playbook, optional
        A company's own wording and tables; powermap's when not given.

    Returns
    -------
    Chart
        Shows itself in a notebook; grows with the people.

    Raises
    ------
    ModelError
        When the subject, the language or the title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> wanted = ["order", "security"]
    >>> ana = pm.Stakeholder("Ana", personal_needs=wanted, meets_personal_needs=True)
    >>> needs(pm.BuyingCenter("ERP", [ana])).scene.metrics["met"]
    2
    """
    from powermap.views.needs import compose

    judgment = judge(subject, playbook=playbook)
    language = judgment.playbook.language(lang)
    return Chart(compose(judgment, language, title=title))


def coverage(
    subject: Subject,
    *,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
) -> Chart:
    """Who on our team covers whom, and which contact is missing.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people, those with most power first; a plan brings its team.
    title : str, optional
        Heading; the center's name when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    playbook : Playbook, optional
        A company's own wording and tables; powermap's when not given.

    Returns
    -------
    Chart
        Shows itself in a notebook; grows with people and team.

    Raises
    ------
    ModelError
        When the subject, the language or the title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> ana = pm.Stakeholder("Ana Ruiz", power="decider", contact="brief")
    >>> coverage(pm.BuyingCenter("ERP", [ana])).scene.metrics["uncovered"]
    1
    """
    from powermap.views.coverage import compose

    judgment = judge(subject, playbook=playbook)
    language = judgment.playbook.language(lang)
    return Chart(compose(judgment, language, title=title))
