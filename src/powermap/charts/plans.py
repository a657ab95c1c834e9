"""Charts of a plan: opportunity, pipeline, levers, seller, and what changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Unpack

from powermap.charts.chart import Chart
from powermap.charts.options import PAGE_NAMES, ChartOptions, PageOptions, make_chart
from powermap.charts.paging import by_questions
from powermap.judgment.judge import judge

if TYPE_CHECKING:
    from powermap.judgment.judge import Subject
    from powermap.model.playbook import Playbook


def scorecard(
    subject: Subject,
    *,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    **options: Unpack[PageOptions],
) -> Chart:
    """Whether the opportunity is worth it: four questions, us beside each rival.

    Each answer is a sign (for, against, unknown), with the answer before the last
    review. Each question has a verdict and a bar of what is for us, against us and
    unknown.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        The plan with its assessments.
    title : str, optional
        Heading; account and opportunity when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    playbook : Playbook, optional
        A company's own wording and tables; powermap's when not given.
    **options
        As for every chart: size, subtitle, message, legend, style; see `PageOptions`.

    Returns
    -------
    Chart
        Shows itself in a notebook; grows with criteria and rivals.

    Raises
    ------
    ModelError
        When the subject, the language or the title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> answers = [pm.plan.Assessment("insider", "+"), pm.plan.Assessment("culture", "+")]
    >>> plan = pm.AccountPlan("Northwind", assessments=answers)
    >>> scorecard(plan).scene.metrics["win"]
    '+'
    """
    from powermap.views.scorecard import compose

    return make_chart(
        subject,
        compose,
        options,
        title=title,
        lang=lang,
        playbook=playbook,
        names=PAGE_NAMES,
        split=by_questions,
    )


def funnel(
    subject: Subject,
    *,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    **options: Unpack[PageOptions],
) -> Chart:
    """The pipeline: how many reached each stage and passed each gate, and its value.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        Its ``pipeline`` is drawn.
    title : str, optional
        Heading; whose pipeline it is when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    playbook : Playbook, optional
        A company's own wording and tables; powermap's when not given.
    **options
        As for every chart: size, subtitle, message, legend, style; see `PageOptions`.

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
    >>> prospects = [pm.plan.Prospect("Contoso", "won"), pm.plan.Prospect("Tailspin", "closing")]
    >>> plan = pm.AccountPlan("Northwind", pipeline=prospects)
    >>> funnel(plan).scene.metrics["prospects"]
    2
    """
    from powermap.views.funnel import compose

    return make_chart(
        subject,
        compose,
        options,
        title=title,
        lang=lang,
        playbook=playbook,
        names=PAGE_NAMES,
        split=None,
    )


def tornado(
    subject: Subject,
    *,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    **options: Unpack[PageOptions],
) -> Chart:
    """What each lever would bring to the value of the pipeline, the largest first.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        Its ``pipeline`` is looked at.
    title : str, optional
        Heading.
    lang : {"en", "zh"}
        Language of the picture's own words.
    playbook : Playbook, optional
        Its ``improvements`` are the levers; powermap's when not given.
    **options
        As for every chart: size, subtitle, message, legend, style; see `PageOptions`.

    Returns
    -------
    Chart
        Shows itself in a notebook; what cannot be computed stands apart, with what
        is missing.

    Raises
    ------
    ModelError
        When the subject, a lever, the language or the title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> won = pm.plan.Prospect("Contoso", "won")
    >>> closing = pm.plan.Prospect("Tailspin", "closing", amount=900)
    >>> plan = pm.AccountPlan("Northwind", pipeline=[won, closing])
    >>> dict(tornado(plan).scene.metrics)
    {'levers': 8, 'computed': 4}
    """
    from powermap.views.levers import compose

    return make_chart(
        subject,
        compose,
        options,
        title=title,
        lang=lang,
        playbook=playbook,
        names=PAGE_NAMES,
        split=None,
    )


def appraisal(
    subject: Subject,
    *,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    **options: Unpack[PageOptions],
) -> Chart:
    """How much of the targets a seller reached, over the five sources.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        Its ``appraisal`` is drawn.
    title : str, optional
        Heading; whose appraisal it is when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    playbook : Playbook, optional
        Its ``appraisal_weights`` count the sources; powermap's when not given.
    **options
        As for every chart: size, subtitle, message, legend, style; see `PageOptions`.

    Returns
    -------
    Chart
        Shows itself in a notebook; grows with the ratings.

    Raises
    ------
    ModelError
        When the subject, the language or the title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> revenue = pm.plan.Rating("targets", "Revenue", target=200, actual=150)
    >>> plan = pm.AccountPlan("Northwind", appraisal=[revenue])
    >>> appraisal(plan).scene.metrics["attainment"]
    0.75
    """
    from powermap.views.appraisal import compose

    return make_chart(
        subject,
        compose,
        options,
        title=title,
        lang=lang,
        playbook=playbook,
        names=PAGE_NAMES,
        split=None,
    )


def difference(
    old: Subject,
    new: Subject,
    *,
    title: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
    **options: Unpack[ChartOptions],
) -> Chart:
    """What changed between two versions: people where they are now and were before.

    Parameters
    ----------
    old, new : AccountPlan, BuyingCenter or Judgment
        The two versions.
    title : str, optional
        Heading; the new center's name when not given.
    lang : {"en", "zh"}
        Language of the picture's own words.
    playbook : Playbook, optional
        A company's own wording and tables; powermap's when not given.
    **options
        size, emphasis, show, order, subtitle, message, legend, style; see
        `ChartOptions`.

    Returns
    -------
    Chart
        Shows itself in a notebook; grows with people and changes.

    Raises
    ------
    ModelError
        When a version, the language or the title is not allowed.

    Examples
    --------
    >>> import powermap as pm
    >>> ana = pm.Stakeholder("Ana Ruiz", power="decider", involvement="low")
    >>> old = pm.BuyingCenter("ERP", [ana])
    >>> new = old.replace("ana-ruiz", involvement="high")
    >>> difference(old, new).scene.metrics["ways"]
    1
    """
    # Not at the top: other charts need none of it.
    from powermap.compare import diff
    from powermap.views.difference import Versions, compose_of_versions

    before = judge(old, playbook=playbook)
    after = judge(new, playbook=playbook)
    is_whole = options.get("only") is None
    versions = Versions(before, after, diff(before, after), is_whole)
    composed = partial(compose_of_versions, versions)
    return make_chart(
        after, composed, options, title=title, lang=lang, playbook=playbook
    )
