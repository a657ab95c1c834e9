"""Charts of a plan take a judgment, and say the words of a playbook."""

from __future__ import annotations

import powermap as pm
from powermap.charts import (
    appraisal,
    coverage,
    difference,
    faults,
    funnel,
    needs,
    relationship,
    scorecard,
    tornado,
)
from powermap.scene import Text
from powermap.scene.extents import extent

CHARTS = {
    relationship: "relationship_chart.subtitle",
    needs: "matrix.named",
    coverage: "matrix.team",
    scorecard: "scorecard.evidence",
    funnel: "pipeline.win_rate",
    tornado: "lever.group_success",
    appraisal: "appraisal.full",
}
"""Each chart with a key of a text that it shows as it is."""


def texts(chart):
    return " ".join(
        mark.content for mark in chart.scene.walk() if isinstance(mark, Text)
    )


def test_a_judgment_is_drawn_like_its_plan():
    plan = pm.northwind_plan()
    judgment = pm.judge(plan)
    for chart in CHARTS:
        assert chart(judgment).scene == chart(plan).scene
    assert difference(judgment, judgment).scene == difference(plan, plan).scene


def test_a_chart_says_the_words_of_a_playbook():
    plan = pm.northwind_plan()
    for chart, key in CHARTS.items():
        playbook = pm.Playbook(wording={"en": {key: "OUR OWN WORDS"}})
        assert "OUR OWN WORDS" in texts(chart(plan, playbook=playbook))
        assert "OUR OWN WORDS" not in texts(chart(plan))


def test_a_new_version_is_compared_by_a_playbook():
    plan = pm.northwind_plan()
    wording = {"en": {"difference.subtitle": "OUR OWN WORDS"}}
    chart = difference(plan, plan, playbook=pm.Playbook(wording=wording))
    assert "OUR OWN WORDS" in texts(chart)


def test_rows_use_the_height_of_a_slide():
    plan = pm.northwind_plan()
    for chart in (needs, coverage, appraisal):
        scene = chart(plan, size="slide").scene
        shown = [mark for mark in scene.walk() if isinstance(mark, Text)]
        lowest = max(extent(mark)[3] for mark in shown)
        assert 0.75 * scene.height < lowest <= scene.height
        assert faults(scene) == []
