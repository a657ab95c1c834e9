"""Figures: the pipeline with its levers, and the appraisal of the seller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.charts import appraisal, funnel, tornado
from powermap.judgment.levers import WAYS
from powermap.reporting.chart_messages import (
    message_of_appraisal,
    message_of_funnel,
    message_of_levers,
)
from powermap.reporting.context import table_of
from powermap.reporting.section import Bullets, Section

if TYPE_CHECKING:
    from powermap.reporting.context import Context

__all__ = ["build_appraisal", "build_pipeline"]


def build_pipeline(context: Context) -> Section:
    """The funnel, what it lacks, and what each lever would bring."""
    title = context.title("pipeline")
    if not context.plan.pipeline:
        sentence = context.say("no_pipeline")
        return Section("pipeline", title, (sentence,), is_empty=True)
    answer = context.judgment.pipeline
    gains = _gains(context)
    charts = [context.chart(funnel, message=message_of_funnel(context))]
    if gains:
        charts.append(context.chart(tornado, message=message_of_levers(context)))
    missing = context.texts(answer.missing)
    bullets = (
        Bullets(missing, context.say("missing")),
        Bullets(gains, context.say("levers")),
        Bullets(context.texts(WAYS), context.language.say("lever.ways")),
    )
    filled = [row for row in answer.rows(context.language) if row["count"] != "0"]
    headers = context.columns("stage", "count", "amount", "chance", "expected")
    return Section(
        "pipeline",
        title,
        (context.language.text(answer.because),),
        tuple(each for each in bullets if each.points),
        tuple(charts),
        table_of(headers, filled),
    )


def _gains(context: Context) -> tuple[str, ...]:
    computed = []
    for lever in context.judgment.levers:
        if lever.gain is not None:
            computed.append(lever.because)
    return context.texts(computed)


def build_appraisal(context: Context) -> Section:
    """How far the seller reached the targets."""
    title = context.title("appraisal")
    answer = context.judgment.appraisal
    heading = context.language.say("appraisal.readiness")
    ready = Bullets(context.texts(answer.readiness), heading)
    if not context.plan.appraisal:
        sentences = (context.say("no_appraisal"),)
        if _is_readiness_unknown(context):
            return Section("appraisal", title, sentences, is_empty=True)
        return Section("appraisal", title, sentences, (ready,))
    rows = []
    for source, judged in answer.sources.items():
        for each in judged.ratings:
            row = {
                "source": context.language.label(source),
                "because": context.language.text(each.because),
                "comment": each.rating.comment or "",
            }
            rows.append(row)
    headers = context.columns("source")
    headers["because"] = context.say("column.result")
    headers |= context.fields("appraisal", "comment")
    return Section(
        "appraisal",
        title,
        (context.language.text(answer.because),),
        (ready,),
        charts=(context.chart(appraisal, message=message_of_appraisal(context)),),
        chart_table=table_of(headers, rows),
    )


def _is_readiness_unknown(context: Context) -> bool:
    plan = context.plan
    return plan.seller_has_skills is None and plan.seller_has_solution is None
