"""Charts of people: who decides, who influences whom, how we stand with them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Unpack

from powermap.charts.chart import Chart
from powermap.charts.options import ChartOptions, make_chart
from powermap.errors import ModelError
from powermap.language import Reason

if TYPE_CHECKING:
    from powermap.judgment.judge import Subject
    from powermap.model import TieKind
    from powermap.model.playbook import Playbook

    # Short names, since a notebook shows the signature on a few lines.
    Kinds = Iterable[TieKind | str] | None
    Names = Iterable[str] | None
    Word = str | None


def quadrant(
    subject: Subject,
    *,
    placement: str | None = None,
    rival: str | None = None,
    lanes: bool = False,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    **options: Unpack[ChartOptions],
) -> Chart:
    """The power map of a buying center: power × involvement.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people.
    placement : {"cells", "scores"}, optional
        People as cards in role cells, or as discs at their scores. When not given,
        scores are used if everyone has two numbers.
    rival : str, optional
        Draw both camps: each disc has our stance in its left half and the stance toward
        this rival of the plan, or toward "No decision", in its right half.
    lanes : bool, default False
        Whether the people of each cell stand by organization, where there are several;
        people are then cards.
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
        Shows itself in a notebook.

    Raises
    ------
    ModelError
        When the subject, the placement, the rival, the title or the language is not
        allowed, or lanes are asked for at scores.

    Examples
    --------
    >>> import powermap as pm
    >>> ana = pm.Stakeholder("Ana Ruiz", power=8, involvement=3)
    >>> pm.quadrant(pm.BuyingCenter("ERP", [ana])).scene.metrics["placement"]
    'scores'
    """
    # Views are imported when a chart is drawn, which keeps `import powermap` fast.
    from powermap.views.quadrant import check_placement, compose

    chosen = check_placement(placement)
    if lanes and chosen == "scores":
        raise ModelError(Reason("message.charts.lanes_of_scores"))
    composed = partial(compose, placement=placement, rival=rival, lanes=lanes)
    return make_chart(
        subject,
        composed,
        options,
        title=title,
        lang=lang,
        playbook=playbook,
        paths=True,
    )


def relationship(
    subject: Subject,
    *,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    **options: Unpack[ChartOptions],
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
    **options
        As for every chart of people: size, only, emphasis, show, order, subtitle,
        message, legend, style; see `ChartOptions`.

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

    return make_chart(
        subject, compose, options, title=title, lang=lang, playbook=playbook
    )


def needs(
    subject: Subject,
    *,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    **options: Unpack[ChartOptions],
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
    **options
        As for every chart of people: size, only, emphasis, show, order, subtitle,
        message, legend, style; see `ChartOptions`.

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

    return make_chart(
        subject, compose, options, title=title, lang=lang, playbook=playbook
    )


def coverage(
    subject: Subject,
    *,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    **options: Unpack[ChartOptions],
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
    **options
        As for every chart of people: size, only, emphasis, show, order, subtitle,
        message, legend, style; see `ChartOptions`.

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

    return make_chart(
        subject, compose, options, title=title, lang=lang, playbook=playbook
    )
