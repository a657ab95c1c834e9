"""Charts of ties: the influence graph, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

from powermap.charts.chart import Chart
from powermap.charts.options import ChartOptions, make_chart, make_fitted_chart
from powermap.charts.paging import by_rows
from powermap.charts.selection import ids_or_names
from powermap.judgment.judge import judge

if TYPE_CHECKING:
    from graphviz import Digraph

    from powermap.judgment.judge import Judgment, Subject
    from powermap.language import Language
    from powermap.model import TieKind
    from powermap.model.playbook import Playbook
    from powermap.scene.marks import Scene
    from powermap.scene.parts import Part
    from powermap.views.influence.choice import Options
    from powermap.views.page import Page
    from powermap.views.page_size import PageSize

    # Short names, since a notebook shows the signature on a few lines.
    Kinds = Iterable[TieKind | str] | None
    Names = Iterable[str] | None
    Word = str | None


class GraphOptions(ChartOptions, total=False):
    """What the influence graph takes besides its own options: `ChartOptions`, and three.

    Attributes
    ----------
    previous : Chart
        An earlier influence graph, on which people keep their places.
    places_of : BuyingCenter, AccountPlan or Judgment
        Everybody of several versions, with all their ties. Whoever is drawn stands where
        they stand on its graph, unless people or ties are too many to draw all.
    organizations : bool
        Whether the people of an organization stand together on a ground; with
        departments, those of a department in it.
    """

    previous: Chart | None
    places_of: Subject | None
    organizations: bool | None


def influence(
    subject: Subject,
    *,
    kinds: Kinds = None,
    departments: bool = False,
    direction: str = "down",
    around: Word = None,
    steps: int = 1,
    path: Names = (),
    apart: bool = True,
    ties: Word = None,
    everybody: bool = False,
    height: Word = None,
    title: Word = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    **options: Unpack[GraphOptions],
) -> Chart:
    """Who influences whom: reporting lines as a tree, other ties as curves.

    An influence between a boss and a report runs inside their reporting line, which
    is then broad and pale. The metrics of the scene name the layout engine and count
    how often lines cross (``crossings``) or run through a card (``through``).

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    kinds : iterable of TieKind or str, optional
        Ties to draw; all when not given.
    departments : bool, default False
        Whether the people of a department stand together on a ground.
    direction : {"down", "right"}
        Which way the lines run from those with more power.
    around : str, optional
        Id or name of the person whose neighborhood alone is drawn.
    steps : int, default 1
        How many ties away the neighborhood reaches.
    path : sequence of str
        Ids or names from person to person, as ``paths_to`` returns them, highlighted.
    apart : bool, default True
        Whether each connected group is laid out on its own.
    ties : {"all", "strongest"}, optional
        Whether all ties are drawn, or only the strongest on each person, with the
        number of the others on the card. When not given, all are unless there are more
        than 1.2 lines for each person.
    everybody : bool, default False
        Whether each person has a card. Else, over 36 people, those with most power
        have, the others are counted with their boss, and their ties are added up.
    height : {"power"}, optional
        Whether nobody with more power stands lower anywhere. When not given, this
        holds for people who are tied, and fewer lines cross.
    title : str, optional
        Heading; the center's name when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    playbook : Playbook, optional
        A company's own wording, role grid, fields and colors; powermap's when not
        given.
    **options
        As for every chart of people: size, only, emphasis, show, order, subtitle,
        message, legend, style; see `ChartOptions`. With a size, cards lose titles, only
        the strongest tie on each person is drawn, then teams are folded. As emphasis,
        losses, as `resilience` returns them, mark whoever cuts us off from decision
        makers; "losses" stands for everybody's. And previous, an earlier influence
        graph: whoever is on it keeps the place, unless many more lines would cross; or
        places_of, a buying center in whose graph everybody has a place. And
        organizations, a ground for each, with departments one for each of theirs.

    Returns
    -------
    Chart
        Shows itself in a notebook.

    Raises
    ------
    UnknownPersonError
        When nobody has an id or name that is passed. It is a KeyError too.
    ModelError
        When a kind, the direction, the number of steps, the title or the language is
        not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> people = [pm.Stakeholder("Ana Ruiz", power=8), pm.Stakeholder("Ben Ode")]
    >>> center = pm.BuyingCenter("ERP", people, [pm.Tie("ben-ode", "ana-ruiz")])
    >>> pm.influence(center, around="Ben Ode").scene.metrics["crossings"]
    0

    Notes
    -----
    People stand in rows in which lines cross little: a first order by barycenters
    (Sugiyama, Tagawa and Toda 1981), then every card and line moves to where it crosses
    least (grid sifting, after Bachmaier, Brunner and Gleissner 2012, *Grid sifting*).
    Nothing but Python is needed for that, so the picture is the same everywhere.
    A very large network, everybody and every tie of it, is laid out without untangling.
    """
    from powermap.views.influence.choice import Options
    from powermap.views.influence.drawing import places_of_people

    asked = Options(
        kinds=kinds,
        departments=departments,
        direction=direction,
        around=around,
        steps=steps,
        path=path or (),
        apart=apart,
        ties=ties,
        everybody=everybody,
        height=height,
    )
    others = GraphOptions(**options)
    previous = others.pop("previous", None)
    if previous is not None:
        asked = replace(asked, earlier=places_of_people(previous.scene))
    everyone = others.pop("places_of", None)
    if everyone is not None:
        asked = replace(asked, places_of=judge(everyone, playbook=playbook))
    if others.pop("organizations", None):
        asked = replace(asked, organizations=True)
    # Emphasis is more than fading here: ties between those who stand out do too.
    graph = _Graph(asked, others.pop("emphasis", None))
    return make_fitted_chart(
        subject,
        graph.fit,
        others,
        title=title,
        lang=lang,
        playbook=playbook,
        unfold=graph.unfold,
        paths=True,
    )


@dataclass(frozen=True, slots=True)
class _Graph:
    """The influence graph that a user asked for; data only, so that it can be pickled."""

    asked: Options
    emphasis: Any

    def fit(
        self,
        judgment: Judgment,
        language: Language,
        page: Page,
        size: PageSize | None,
    ) -> Scene:
        """The graph on a page."""
        from powermap.views.influence.view import compose

        options = self._options(judgment, page, size)
        return compose(judgment, language, options, title=page.title)

    def unfold(
        self,
        judgment: Judgment,
        language: Language,
        page: Page,
        size: PageSize | None,
    ) -> Sequence[Part]:
        """The teams that it folds."""
        from powermap.views.influence.view import compose_branches

        options = self._options(judgment, page, size)
        return compose_branches(judgment, language, options, title=page.title)

    def _options(
        self, judgment: Judgment, page: Page, size: PageSize | None
    ) -> Options:
        from powermap.views.influence.losses import split_emphasis

        people, losses = split_emphasis(judgment, self.emphasis)
        if people is not None:
            people = ids_or_names(judgment, people)
        return replace(self.asked, emphasis=people, losses=losses, size=size, page=page)


def matrix(
    subject: Subject,
    *,
    kinds: Kinds = None,
    around: str | None = None,
    steps: int = 1,
    everybody: bool = False,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    **options: Unpack[ChartOptions],
) -> Chart:
    """Who influences whom as a table, for many ties: rows influence columns.

    People are an indented tree at the left; sums stand at the right and below.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    kinds : iterable of TieKind or str, optional
        Ties to show; all when not given.
    around : str, optional
        Id or name of the person whose neighborhood alone is shown.
    steps : int, default 1
        How many ties away the neighborhood reaches.
    everybody : bool, default False
        Whether each person has a row. Else, over 100 people, those with most power
        have, and the others are counted with their boss.
    title : str, optional
        Heading; the center's name when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    playbook : Playbook, optional
        A company's own wording, role grid, fields and colors; powermap's when not
        given.
    **options
        As for every chart of people: size, only, emphasis, show, order, subtitle,
        message, legend, style; see `ChartOptions`.

    Returns
    -------
    Chart
        Shows itself in a notebook; grows with the people.

    Raises
    ------
    UnknownPersonError
        When nobody has an id or name that is passed. It is a KeyError too.
    ModelError
        When a kind, the number of steps, the title or the language is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> people = [pm.Stakeholder("Ana Ruiz", power=8), pm.Stakeholder("Ben Ode")]
    >>> center = pm.BuyingCenter("ERP", people, [pm.Tie("ben-ode", "ana-ruiz")])
    >>> matrix(center).scene.metrics["ties"]
    1
    """
    from powermap.views.influence.choice import Options

    asked = Options(kinds=kinds, around=around, steps=steps, everybody=everybody)
    return make_chart(
        subject,
        partial(_compose_matrix, asked),
        options,
        title=title,
        lang=lang,
        playbook=playbook,
        split=by_rows,
    )


def _compose_matrix(
    asked: Options, judgment: Judgment, language: Language, page: Page
) -> Scene:
    from powermap.views.influence.matrix import compose_matrix

    options = replace(asked, page=page)
    return compose_matrix(judgment, language, options, title=page.title)


def to_graphviz(subject: Subject, **options: Any) -> Digraph:
    """The influence graph as a graph of the graphviz package, for any Graphviz.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    **options
        As for `influence`.

    Returns
    -------
    graphviz.Digraph
        Styled and quoted; ``.source`` is the text. Rendering it needs a Graphviz of
        your own.

    Examples
    --------
    >>> import powermap as pm
    >>> center = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")])
    >>> to_graphviz(center).source.startswith("digraph")
    True
    """
    # From the scene and not from the ties: the graph shows what the chart shows, with
    # its options, and `neato -n2` keeps the chart's places.
    from powermap.render.dot import digraph

    return digraph(influence(subject, **options).scene)
