"""Whether the opportunity is worth it: verdicts and scorecard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.charts import scorecard
from powermap.judgment.answers import signed_answer
from powermap.language import Reason, sentences
from powermap.reporting.chart_messages import verdict_of_questions
from powermap.reporting.context import table_day
from powermap.reporting.section import Bullets, Section, TextTable

if TYPE_CHECKING:
    from powermap.judgment.answers import CriterionAnswer
    from powermap.judgment.assessment import Verdicts
    from powermap.reporting.context import Context

__all__ = ["build_assessment"]


def build_assessment(context: Context) -> Section:
    """The verdict on each question, and every answer in the scorecard."""
    title = context.title("assessment")
    if not context.plan.assessments:
        sentence = context.say("no_assessment")
        return Section("assessment", title, (sentence,), is_empty=True)
    ours = context.judgment.verdicts[None]
    points = []
    for question, verdict in ours.items():
        points.append(sentences([question, verdict.because]))
    no_decision = Bullets(context.texts(_no_decision(context)))
    return Section(
        "assessment",
        title,
        bullets=(Bullets(context.texts(points)),),
        charts=(context.chart(scorecard, message=verdict_of_questions(context)),),
        chart_table=_answers(context),
        points_below=(no_decision,) if no_decision.points else (),
        shown_by_charts=True,
    )


def _no_decision(context: Context) -> list[Reason]:
    """Whether the customer decides at all, with the facts that are written of it."""
    judged = context.judgment.no_decision
    # What was removed for an audience is no question that is still open.
    if context.is_redacted and not judged.is_known:
        return []
    points = [sentences([Reason("no_decision.question"), judged.because])]
    if judged.is_known:
        points += [answered.because for answered in judged]
    return points


def _answers(context: Context) -> TextTable:
    """Every answer in a row: ours beside that of each rival."""
    verdicts = context.judgment.verdicts
    ours, *theirs = [_criteria(verdicts[party]) for party in verdicts]
    rows = []
    for answers in zip(ours, *theirs, strict=True):
        rows.append(_answer_row(answers, context))
    first = context.columns("criterion")["criterion"]
    headers = (
        first,
        context.say("column.us"),
        *context.plan.rivals,
        context.say("column.our_evidence"),
        context.columns("as_of")["as_of"],
    )
    return TextTable(headers, tuple(rows))


def _criteria(verdicts: Verdicts) -> list[CriterionAnswer]:
    answers: list[CriterionAnswer] = []
    for verdict in verdicts.values():
        answers += verdict.criteria
    return answers


def _answer_row(
    answers: tuple[CriterionAnswer, ...], context: Context
) -> tuple[str, ...]:
    """The answers of all parties to one criterion; ours comes first."""
    ours = answers[0]
    signs = [signed_answer(each.criterion, each.answer) for each in answers]
    return (
        context.language.text(ours.criterion),
        *context.texts(signs),
        ours.evidence or "",
        table_day(ours.as_of),
    )
