"""The scorecard read back: every answer is there, ours and each rival's."""

from __future__ import annotations

import random

import pytest

import powermap as pm
from powermap.charts import scorecard
from powermap.language import as_language
from powermap.scene import Group, Text

LONG = "Maximiliana " * 20


def plan_of(rivals=2, *, seed=1, share=0.7, name="Rival", extra=0):
    dice = random.Random(f"{rivals}{seed}{name}")
    names = [f"{name} {n}" for n in range(rivals)]
    own = [
        pm.plan.ExtraCriterion(f"{name} asks {n}", dice.choice(list(pm.plan.Question)))
        for n in range(extra)
    ]
    answers = [
        pm.plan.Assessment(
            criterion,
            dice.choice("+-?"),
            rival=rival,
            as_of=day,
            weight=dice.choice([None, 2.5]),
            evidence=dice.choice([None, "Board minutes", f"{name} said so\nand more"]),
        )
        for criterion in [*pm.plan.Criterion, *(each.name for each in own)]
        for rival in [None, *names]
        for day in ("2026-09-01", "2026-11-12")
        if dice.random() < share
    ]
    return pm.AccountPlan(
        "Northwind",
        opportunity="ERP",
        rivals=names,
        assessments=answers,
        extra_criteria=own,
        as_of="2026-11-20",
    )


def texts(mark):
    inner = mark.marks if isinstance(mark, Group) else ()
    return [one.content for one in inner if isinstance(one, Text)]


def sign(group):
    """The answer that a group shows, from its classes."""
    return {"plus": "+", "minus": "-", "unknown": "?"}[
        next(c for c in group.classes if c in {"plus", "minus", "unknown"})
    ]


def test_nothing_covers_anything_and_every_answer_is_there():
    for lang in ["en", "zh"]:
        for plan in [
            pm.AccountPlan("Northwind"),
            plan_of(0),
            plan_of(1),
            plan_of(6),
            plan_of(7),
            plan_of(20),
            plan_of(6, name=LONG),
            plan_of(2, name=LONG, extra=5),
            plan_of(3, name="竞争对手有限公司", extra=2),
        ]:
            scene = scorecard(plan, lang=lang).scene
            assert [str(fault) for fault in pm.charts.faults(scene)] == []
            assert scene.width == 1280
            for number, verdicts in enumerate(pm.judge(plan).verdicts.values()):
                check_party(scene.groups(), number, verdicts)


def check_party(groups, number, verdicts):
    """Every verdict and answer of a party is drawn as it is."""
    for question, verdict in verdicts.items():
        cell = groups[f"verdict {question.value} {number}"]
        assert sign(cell) == verdict.answer
        for one in verdict.criteria:
            cell = groups[f"answer {one.criterion} {number}"]
            assert sign(cell) == one.answer
            assert ("changed" in cell.classes) == one.changed


def test_a_change_shows_what_held_before_beside_what_holds_now():
    answers = [
        pm.plan.Assessment("insider", "-", as_of="2026-09-01"),
        pm.plan.Assessment("insider", "+", as_of="2026-11-12"),
    ]
    same = [
        pm.plan.Assessment("risk", "+", as_of="2026-09-01"),
        pm.plan.Assessment("risk", "+", as_of="2026-11-12"),
    ]
    chart = scorecard(pm.AccountPlan("Northwind", assessments=[*answers, *same]))
    groups = chart.scene.groups()
    assert len(groups["answer insider 0"].marks) > len(groups["answer risk 0"].marks)
    assert "Before: against, weak" in groups["answer insider 0"].title
    assert (
        "An inside supporter: Us in favor, strong (before: against, weak)."
        in chart.description
    )
    assert any(
        text.startswith("Before") for mark in chart.scene.marks for text in texts(mark)
    )


def test_every_sign_stands_in_the_middle_of_its_column():
    for rivals in (0, 1, 3, 6):
        scene = scorecard(plan_of(rivals)).scene
        groups = scene.groups()
        for number in range(rivals + 1):
            (head,) = {text.x for text in groups[f"party {number}"].marks}
            for key, group in groups.items():
                if key.startswith("answer ") and key.endswith(f" {number}"):
                    assert group.marks[0].x == pytest.approx(head)


def test_without_a_change_the_legend_does_not_tell_of_one():
    scene = scorecard(
        pm.AccountPlan("Northwind", assessments=[pm.plan.Assessment("risk", "+")])
    ).scene
    assert not any(
        text.startswith("Before") for mark in scene.marks for text in texts(mark)
    )


def test_evidence_that_does_not_fit_is_elided_and_whole_in_a_tooltip_with_notes():
    evidence = "Shared the evaluation plan with all weights. " * 20
    plan = pm.AccountPlan(
        "Northwind",
        assessments=[pm.plan.Assessment("insider", "+", evidence=evidence, weight=3)],
    )
    row = scorecard(plan, with_notes=True).scene.groups()["criterion insider"]
    assert any(
        text.startswith("strong: Shared the") and text.endswith("…")
        for text in texts(row)
    )
    assert evidence.strip() in row.title
    assert "× 3" in texts(row)
    assert "Weight: 3" in row.title


def test_the_share_that_is_not_known_is_said_at_the_verdict():
    plan = pm.AccountPlan(
        "Northwind",
        assessments=[pm.plan.Assessment(each, "+") for each in ("insider", "culture")],
    )
    groups = scorecard(plan).scene.groups()
    assert "50% unknown" in texts(groups["verdict win 0"])
    assert "100% unknown" in texts(groups["verdict worth 0"])


def test_more_rivals_than_fit_stand_in_further_bands_with_us_in_each():
    groups = scorecard(plan_of(14)).scene.groups()
    assert {
        "verdict win 0",
        "band 2 verdict win 0",
        "band 3 verdict win 0",
        "verdict win 14",
    } <= groups.keys()
    assert "band 4 verdict win 0" not in groups
    rows = [groups[f"party {number}"].marks[0] for number in (1, 6, 14)]
    assert rows[0].y < rows[1].y < rows[2].y


def test_the_description_says_every_answer_in_words():
    for lang in ["en", "zh"]:
        plan = plan_of(2)
        said = scorecard(plan, lang=lang).description
        for rival, verdicts in pm.judge(plan).verdicts.items():
            assert rival is None or rival in said
            assert all(
                as_language(lang).text(one.criterion) in said
                for verdict in verdicts.values()
                for one in verdict.criteria
            )


def test_same_input_same_scene():
    assert scorecard(plan_of(3)).scene == scorecard(plan_of(3)).scene


def test_options_that_do_not_exist():
    for given, said in [
        ({"lang": "fr"}, "allowed: en, zh"),
        ({"title": "a\nb"}, "^title: "),
    ]:
        with pytest.raises(pm.ModelError, match=said):
            scorecard(plan_of(1), **given)
