"""One document of everything that a plan holds, as a page, on paper, slides or data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.errors import FormatError, ModelError
from powermap.judgment.judge import Subject, judge
from powermap.language import Reason
from powermap.model.record import parse_date
from powermap.reporting.document import Report

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from powermap.model.playbook import Playbook

__all__ = ["Report", "report"]


def report(
    subject: Subject,
    *,
    lang: str = "en",
    today: date | str | None = None,
    playbook: Playbook | None = None,
    sections: str | Iterable[str] | None = None,
    with_notes: bool = False,
    one_page: bool = False,
) -> Report:
    """One document about an account: a page of summary, then section by section.

    What a manager reads comes by itself, as about twelve slides: the summary, who
    decides and who influences whom, risks, strategy, what to ask and to do. Slides
    leave out what happens if somebody leaves, and the tests of champions.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        A buying center is a plan of people only.
    lang : {"en", "zh"}
        Language of its own words.
    today : date or ISO str, optional
        Day for what is overdue, stale or in the future; the day of the plan when not
        given. The report prints it.
    playbook : Playbook, optional
        A company's own words, tables and rules; powermap's when not given.
    sections : str or iterable of str, optional
        The keys of the sections wanted, in their order: "summary", "board", "people",
        "influence", "roles", "claims", "findings", "assessment", "strategy",
        "other_strategies", "robust", "ask", "relationship", "coverage",
        "resilience", "goals", "tests", "steps", "unknown", "pipeline", "appraisal".
        "all" stands for every one. What the plan has nothing for is said in the
        summary, or warned about if it was asked for by name.
    with_notes : bool, default False
        Whether tooltips of its pictures and notes of their slides hold notes, evidence
        and quotes. Its texts and tables do anyway.
    one_page : bool, default False
        Whether it is the plan on one page: the six questions of the method, each with
        its answer in a few lines. What does not fit is counted.

    Returns
    -------
    Report
        With ``html``, ``pdf``, ``docx``, ``markdown``, ``pptx``, ``json`` and
        ``save``. A report of a redacted plan
        has only the sections for which the plan still holds something, and none that
        judges the plan itself.

    Raises
    ------
    FormatError
        When there is no such section, or the plan on one page is asked for some.
    ModelError
        When `today` is not a date, the language is unknown, or a judgment comes with
        another day or playbook.

    Examples
    --------
    >>> import powermap as pm
    >>> ana = pm.Stakeholder("Ana Ruiz", power="decider")
    >>> document = report(pm.BuyingCenter("ERP", [ana]))
    >>> [section.key for section in document.sections][:3]
    ['summary', 'board', 'influence']
    >>> [section.key for section in report(pm.northwind_plan(), sections="roles").sections]
    ['roles']
    """
    if one_page and sections is not None:
        raise FormatError(Reason("message.charts.one_page_sections", option="sections"))
    judgment = judge(subject, playbook=playbook, today=_day(today))
    return Report(
        judgment,
        judgment.playbook.language(lang),
        sections,
        with_notes=with_notes,
        one_page=one_page,
    )


def _day(today: date | str | None) -> date | None:
    try:
        return parse_date(today)
    except ModelError as error:
        fault = error.args[0]
        raise ModelError(
            Reason("message.at_place", place="today", text=fault)
        ) from None
