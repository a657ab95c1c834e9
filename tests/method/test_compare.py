"""What changed between two versions, by known answers and by properties."""

from __future__ import annotations

import pytest

from powermap.errors import ModelError
from powermap.method.compare import FIELDS, diff, latest
from powermap.model import (
    AccountPlan,
    Action,
    Answer,
    Assessment,
    BuyingCenter,
    Contact,
    Goal,
    Member,
    Power,
    Prospect,
    Role,
    Stakeholder,
    Stance,
    Tie,
)

ANA = Stakeholder("Ana Ruiz", power="decider", involvement="low", stance="neutral", contact="brief")
BEN = Stakeholder("Ben Ode", power="influencer")
OLD = BuyingCenter("ERP", [ANA, BEN], [Tie("ben-ode", "ana-ruiz", strength=2), Tie("ana-ruiz", "ben-ode", "friend_of")])


def moves(found):
    return [(each.person, each.field, each.before, each.after, each.better) for each in found.moved]


def test_who_came_and_who_left():
    found = diff(OLD, OLD.without("ben-ode").add(Stakeholder("Cy Park"), Stakeholder("Di Wu")))
    assert (found.came, found.left) == (("cy-park", "di-wu"), ("ben-ode",))
    assert found.because.startswith("Came: Cy Park, Di Wu. Left: Ben Ode.")
    assert found


def test_who_moved():
    new = OLD.replace("ana-ruiz", involvement="high", stance="champion", contact="none")
    found = diff(OLD, new)
    assert moves(found) == [
        ("ana-ruiz", "role", Role.APPROVER, Role.OWNER, None),
        ("ana-ruiz", "stance", Stance.NEUTRAL, Stance.CHAMPION, True),
        ("ana-ruiz", "contact", Contact.BRIEF, Contact.NONE, False),
        ("ana-ruiz", "involvement", ANA.involvement, new["ana-ruiz"].involvement, None),
    ]
    assert found.moved[0].because == "Ana Ruiz: role from Approver to Owner."
    assert diff(OLD, new, lang="zh").moved[0].because == "Ana Ruiz：角色由“审批者”变为“拥有者”。"
    assert len(found.of("ana-ruiz")) == 4
    assert found.of("ben-ode") == ()


def test_unknown_before_is_neither_better_nor_worse():
    (move,) = diff(OLD, OLD.replace("ben-ode", stance="enemy")).moved
    assert (move.before, move.after, move.better) == (None, Stance.ENEMY, None)
    assert move.because == "Ben Ode: stance from not known to Enemy."


def test_a_word_that_becomes_a_number_moves_power_and_no_role():
    (move,) = diff(OLD, OLD.replace("ben-ode", power=2)).moved
    assert (move.field, move.before, move.after) == ("power", Power.INFLUENCER, 2)


def test_ties():
    ties = [Tie("ben-ode", "ana-ruiz", kind) for kind in ("friend_of", "reports_to")]
    new = BuyingCenter("ERP", [ANA, BEN], [Tie("ben-ode", "ana-ruiz", strength=3), *ties])
    found = diff(OLD, new)
    assert [tie.kind for tie in found.ties_added] == ["reports_to"]
    assert found.ties_removed == ()  # a friendship is the same from either end
    assert [(a.strength, b.strength) for a, b in found.ties_changed] == [(2, 3)]
    assert diff(new, OLD).ties_removed == found.ties_added


def test_several_like_ties_are_counted():
    twice = BuyingCenter("ERP", [ANA, BEN], [Tie("ben-ode", "ana-ruiz"), Tie("ben-ode", "ana-ruiz")])
    once = twice.revised(ties=twice.ties[:1])
    assert len(diff(twice, once).ties_removed) == 1


def test_the_order_of_people_and_ties_makes_no_difference():
    assert not diff(OLD, OLD.revised(stakeholders=OLD.stakeholders[::-1], ties=OLD.ties[::-1]))


@pytest.mark.parametrize(("lang", "said"), [("en", "Nothing changed."), ("zh", "没有变化。")])
def test_nothing(lang, said):
    assert not diff(OLD, OLD, lang=lang)
    assert diff(OLD, OLD, lang=lang).because == said
    assert diff(BuyingCenter("a"), BuyingCenter("b")).because == "Nothing changed."


def test_there_and_back_mirror_each_other():
    new = OLD.replace("ana-ruiz", stance="enemy", power=3).without("ben-ode").add(Stakeholder("Cy Park"))
    there, back = diff(OLD, new), diff(new, OLD)
    assert (there.came, there.left) == (back.left, back.came)
    assert [(m.field, m.before, m.after) for m in there.moved] == [(m.field, m.after, m.before) for m in back.moved]
    assert [m.better for m in there.moved if m.better is not None] == [
        not m.better for m in back.moved if m.better is not None
    ]


BASE = AccountPlan(
    "Northwind", center=OLD, team=[Member("Kim")], rivals=["Contoso"],
    assessments=[Assessment("insider", "-", as_of="2026-01-01"), Assessment("culture", "+", rival="Contoso"),
                 Assessment("risk", "+")],
    goals=[Goal("Trial")], actions=[Action("Call", who="Kim"), Action("Write")],
    pipeline=[Prospect("ERP", "prospect", amount=5)], strategy="frontal",
)  # fmt: skip


def test_answers_the_latest_counts():
    more = [*BASE.assessments[:1], Assessment("insider", "+", as_of="2026-05-01"),
            Assessment("culture", "-", rival="Contoso"), Assessment("margin", "?")]  # fmt: skip
    found = diff(BASE, BASE.revised(assessments=tuple(more)))
    assert [(c.what, c.before, c.after, c.better) for c in found.answers] == [
        ("An inside supporter", "Minus", "Plus", True),
        ("Cultural fit, of Contoso", "Plus", "Minus", True),  # bad for the rival is good for us
        ("Risk", "Plus", None, None),
        ("Margin", None, "Not known", None),
    ]


def test_the_latest_answer_whatever_the_order():
    answers = [Assessment("insider", "+", as_of="2026-05-01"), Assessment("insider", "-", as_of="2026-01-01"),
               Assessment("insider", "?")]  # fmt: skip
    for order in (answers, answers[::-1]):
        assert latest(order)["insider", None].answer is Answer.PLUS


def test_goals_actions_prospects_and_facts():
    new = BASE.revised(
        goals=(Goal("Trial", state="done"),),
        actions=(Action("Call", who="Kim", state="done", due="2026-05-01"), Action("Meet")),
        pipeline=(Prospect("ERP", "closing", amount=5),),
        strategy="flanking",
    )
    found = diff(BASE, new)
    assert [c.because for c in found.goals] == ["Trial: from state Open to state Done."]
    assert [c.because for c in found.actions] == [
        "Call: from state Open, due not known to state Done, due 2026-05-01.",
        "Write: no longer there (was state Open).",
        "Meet: new (state Open).",
    ]
    assert [c.because for c in found.prospects] == ["ERP: from stage Prospect to stage About to close."]
    assert [c.because for c in found.facts] == ["strategy: from Frontal to Flanking."]
    assert "3 actions changed." in found.because


def test_findings_that_appear_and_are_settled():
    found = diff(BASE.center, BASE.center.replace("ana-ruiz", stance="champion"))
    assert any(change.what == "PM301" for change in found.gone)  # no insider
    assert all(change.better for change in found.gone)
    assert not any(change.better for change in found.appeared)


def test_a_plan_beside_a_center_is_compared_by_its_people():
    found = diff(OLD, BASE.revised(center=OLD.replace("ana-ruiz", stance="enemy")))
    assert [move.field for move in found.moved] == ["stance"]
    assert found.answers == found.facts == ()
    assert found.appeared is found.gone is None


def test_what_is_no_version():
    with pytest.raises(ModelError, match="'ERP' is of type str; allowed: an AccountPlan or a BuyingCenter"):
        diff("ERP", OLD)
    with pytest.raises(ModelError, match="allowed: en, zh"):
        diff(OLD, OLD, lang="fr")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "CFO"), ("covered_by", ("Kim", "Lee")), ("can_veto", True), ("declared_role", "owner"),
     ("name", "Anna Ruiz"), ("meets_personal_needs", False), ("department", "IT"), ("organization", "N"), ("power", 3)],
)  # fmt: skip
def test_every_field_is_told(field, value, lang):
    found = diff(OLD, OLD.replace("ana-ruiz", **{field: value}), lang=lang)
    assert field in {move.field for move in found.moved} <= set(FIELDS)
    assert all("{" not in move.because for move in found.moved)
