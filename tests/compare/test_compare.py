"""What changed between two versions, by known answers and by properties."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import get_args

import pytest
from hypothesis import given, settings, strategies as st

from powermap.cli.commands.diff import format_json, format_tables
from powermap.compare import PARTS, diff
from powermap.compare.values import person_fields
from powermap.errors import ModelError
from powermap.judgment.answers import latest_answers
from powermap.language import Language
from powermap.model import (
    AccountPlan,
    Action,
    Answer,
    Assessment,
    BuyingCenter,
    Claim,
    Contact,
    ExtraCriterion,
    Goal,
    Member,
    Power,
    Prospect,
    Rating,
    Role,
    Scale,
    Stakeholder,
    Stance,
    Tie,
)
from powermap.model.playbook import CustomField, Playbook
from powermap.model.record import Record

ANA = Stakeholder(
    "Ana Ruiz", power="decider", involvement="low", stance="neutral", contact="brief"
)
BEN = Stakeholder("Ben Ode", power="influencer")
OLD = BuyingCenter(
    "ERP",
    [ANA, BEN],
    [Tie("ben-ode", "ana-ruiz", strength=2), Tie("ana-ruiz", "ben-ode", "friend_of")],
)


def moves(found):
    return [
        (each.person, each.field, each.before, each.after, each.better)
        for each in (*found.judged, *found.moved)
    ]


def test_who_came_and_who_left():
    found = diff(
        OLD, OLD.without("ben-ode").add(Stakeholder("Cy Park"), Stakeholder("Di Wu"))
    )
    assert (found.came, found.left) == (("cy-park", "di-wu"), ("ben-ode",))
    assert str(found.because).startswith("Added: Cy Park, Di Wu. Removed: Ben Ode.")
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
    assert str(found.judged[0].because) == "Ana Ruiz: role Approver → Owner."
    assert found.judged[0].because.say("zh") == "Ana Ruiz：角色由“审批者”变为“拥有者”。"
    assert len(found.of("ana-ruiz")) == 4
    assert found.of("ben-ode") == ()


def test_unknown_before_is_neither_better_nor_worse():
    (move,) = diff(OLD, OLD.replace("ben-ode", stance="enemy")).moved
    assert (move.before, move.after, move.better) == (None, Stance.ENEMY, None)
    assert str(move.because) == "Ben Ode: stance unknown → Enemy."


def test_a_word_that_becomes_a_number_moves_power_and_no_role():
    (move,) = diff(OLD, OLD.replace("ben-ode", power=2)).moved
    assert (move.field, move.before, move.after) == ("power", Power.INFLUENCER, 2)


def test_ties():
    ties = [Tie("ben-ode", "ana-ruiz", kind) for kind in ("friend_of", "reports_to")]
    new = BuyingCenter(
        "ERP", [ANA, BEN], [Tie("ben-ode", "ana-ruiz", strength=3), *ties]
    )
    found = diff(OLD, new)
    assert [tie.kind for tie in found.ties_added] == ["reports_to"]
    assert found.ties_removed == ()  # a friendship is the same from either end
    assert [(a.strength, b.strength) for a, b in found.ties_changed] == [(2, 3)]
    assert diff(new, OLD).ties_removed == found.ties_added


def test_several_like_ties_are_counted():
    twice = BuyingCenter(
        "ERP", [ANA, BEN], [Tie("ben-ode", "ana-ruiz"), Tie("ben-ode", "ana-ruiz")]
    )
    once = twice.revised(ties=twice.ties[:1])
    assert len(diff(twice, once).ties_removed) == 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "People: the order changed."), ("zh", "人员：顺序有变化。")],
)
def test_another_order_is_one_line(lang, said):
    found = diff(OLD, OLD.revised(stakeholders=OLD.stakeholders[::-1]))
    assert [change.because.say(lang) for change in found.facts] == [said]
    assert found.moved == found.judged == found.came == ()
    assert [
        str(change.what) for change in diff(OLD, OLD.revised(ties=OLD.ties[::-1])).facts
    ] == ["Ties"]


def test_a_tie_that_goes_both_ways_written_from_its_other_end():
    turned = OLD.revised(ties=(OLD.ties[0], Tie("ben-ode", "ana-ruiz", "friend_of")))
    found = diff(OLD, turned)
    assert found.ties_added == found.ties_removed == found.ties_changed == ()
    assert [str(change.because) for change in found.facts] == [
        "Ties: the order changed."
    ]


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "Nothing changed."), ("zh", "没有变化。")]
)
def test_nothing(lang, said):
    assert not diff(OLD, OLD)
    assert diff(OLD, OLD).because.say(lang) == said
    assert diff(BuyingCenter("a"), BuyingCenter("b")).because.say(lang) != said


def test_there_and_back_mirror_each_other():
    new = (
        OLD.replace("ana-ruiz", stance="enemy", power=3)
        .without("ben-ode")
        .add(Stakeholder("Cy Park"))
    )
    there, back = diff(OLD, new), diff(new, OLD)
    assert (there.came, there.left) == (back.left, back.came)
    assert [(m.field, m.before, m.after) for m in there.moved] == [
        (m.field, m.after, m.before) for m in back.moved
    ]
    assert [m.better for m in there.moved if m.better is not None] == [
        not m.better for m in back.moved if m.better is not None
    ]


BASE = AccountPlan(
    "Northwind",
    center=OLD,
    team=[Member("Kim")],
    rivals=["Contoso"],
    assessments=[
        Assessment("insider", "-", as_of="2026-01-01"),
        Assessment("culture", "+", rival="Contoso"),
        Assessment("risk", "+"),
    ],
    goals=[Goal("Trial")],
    actions=[Action("Call", who="Kim"), Action("Write")],
    pipeline=[Prospect("ERP", "prospect", amount=5)],
    strategy="frontal",
)


def test_answers_the_latest_counts():
    more = [
        *BASE.assessments[:1],
        Assessment("insider", "+", as_of="2026-05-01"),
        Assessment("culture", "-", rival="Contoso"),
        Assessment("margin", "?"),
    ]
    found = diff(BASE, BASE.revised(assessments=tuple(more)))
    words = Language("en").text
    assert [
        (words(c.what), words(c.before), words(c.after), c.better)
        for c in found.answers
    ] == [
        (
            "An inside supporter",
            "answer − weak, as of 1 Jan 2026",
            "answer + strong, as of 1 May 2026",
            True,
        ),
        (
            "Cultural fit, of Contoso",
            "answer + high",
            "answer − low",
            True,
        ),  # bad for the rival is good for us
        ("Risk", "answer + low", "", None),
        ("Margin", "", "answer Unknown", None),
    ]
    assert str(found.answers[0].because) == (
        "An inside supporter: answer − weak → + strong, as of 1 Jan 2026 → 1 May 2026."
    )


def test_an_answer_of_an_earlier_day_that_was_rewritten():
    later = Assessment("insider", "+", as_of="2026-05-01")
    base = BASE.revised(assessments=(*BASE.assessments, later))
    new = base.revised(
        assessments=(
            Assessment("insider", "?", as_of="2026-01-01"),
            *base.assessments[1:],
        )
    )
    assert [str(change.because) for change in diff(base, new).answers] == [
        "An inside supporter, answer of 1 Jan 2026: answer − weak → Unknown."
    ]


def test_the_latest_answer_whatever_the_order():
    answers = [
        Assessment("insider", "+", as_of="2026-05-01"),
        Assessment("insider", "-", as_of="2026-01-01"),
        Assessment("insider", "?"),
    ]
    for order in (answers, answers[::-1]):
        assert latest_answers(order)["insider", None].answer is Answer.PLUS


def test_goals_actions_prospects_and_facts():
    new = BASE.revised(
        goals=(Goal("Trial", state="done"),),
        actions=(
            Action("Call", who="Kim", state="done", due="2026-05-01"),
            Action("Meet"),
        ),
        pipeline=(Prospect("ERP", "closing", amount=5),),
        strategy="flanking",
    )
    found = diff(BASE, new)
    assert [str(c.because) for c in found.goals] == ["Trial: state Open → Done."]
    assert [str(c.because) for c in found.actions] == [
        "Call: due unknown → 1 May 2026, state Open → Done.",
        "Write: removed (was state Open).",
        "Meet: new (state Open).",
    ]
    assert [str(c.because) for c in found.prospects] == [
        "ERP: stage Prospect → About to close."
    ]
    assert [str(c.because) for c in found.facts] == ["Strategy: Frontal → Flanking."]
    assert "3 actions changed." in str(found.because)


def test_findings_that_appear_and_are_settled():
    found = diff(BASE.center, BASE.center.replace("ana-ruiz", stance="champion"))
    assert any(change.what == "PM301" for change in found.gone)  # no insider
    assert all(change.better for change in found.gone)
    assert not any(change.better for change in found.appeared)


def test_people_beside_a_plan_are_a_plan_of_people_only():
    found = diff(OLD, BASE.revised(center=OLD.replace("ana-ruiz", stance="enemy")))
    assert [move.field for move in found.moved] == ["stance"]
    assert [str(change.because) for change in found.goals] == [
        "Trial: new (state Open)."
    ]
    assert [str(change.because) for change in found.team] == ["Kim: new."]
    assert not diff(OLD, AccountPlan("ERP", center=OLD))


def test_what_is_no_version():
    with pytest.raises(
        ModelError,
        match="'ERP' is of type str; allowed: a BuyingCenter, an AccountPlan or a Judgment",
    ):
        diff("ERP", OLD)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "CFO"),
        ("covered_by", ("Kim", "Lee")),
        ("can_veto", True),
        ("declared_role", "owner"),
        ("name", "Anna Ruiz"),
        ("meets_personal_needs", False),
        ("department", "IT"),
        ("organization", "N"),
        ("power", 3),
    ],
)
def test_every_field_is_told(field, value, lang):
    found = diff(OLD, OLD.replace("ana-ruiz", **{field: value}))
    assert (
        field
        in {move.field for move in found.moved}
        <= {each.name for each in person_fields()}
    )
    assert all("{" not in move.because.say(lang) for move in found.moved)


# Every field of the model -----------------------------------------------------------------------------------------

FULL = AccountPlan(
    "Northwind",
    opportunity="ERP",
    center=BuyingCenter(
        "Northwind ERP",
        [
            Stakeholder(
                "Ana Ruiz",
                power="decider",
                involvement="low",
                note="Long " * 40,
                claims=[Claim("title", "Chief")],
            ),
            BEN,
            Stakeholder("Cy Park"),
        ],
        [
            Tie("ben-ode", "ana-ruiz", strength=2),
            Tie("cy-park", "ana-ruiz", "friend_of"),
        ],
    ),
    team=[Member("Kim"), Member("Lee")],
    rivals=["Contoso", "Tailspin"],
    assessments=[
        Assessment("insider", "-", as_of="2026-01-01"),
        Assessment("insider", "?", as_of="2025-01-01"),
    ],
    extra_criteria=[ExtraCriterion("Green", "worth"), ExtraCriterion("Near", "win")],
    goals=[Goal("Trial"), Goal("Order")],
    actions=[
        Action("Call", who="Lee", with_people=["ben-ode"], test_of="ben-ode"),
        Action("Write"),
    ],
    pipeline=[Prospect("ERP", "prospect"), Prospect("CRM", "won")],
    appraisal=[Rating("targets", "Revenue"), Rating("customers", "Praise")],
)
OTHER = {
    Stakeholder: {
        "name": "Anna Ruiz",
        "id": "ana",
        "title": "CFO",
        "department": "IT",
        "organization": "Northwind",
        "power": 8,
        "involvement": "high",
        "stance": "enemy",
        "contact": "deep",
        "rival_stances": {"Contoso": "enemy"},
        "rival_contacts": {"Contoso": "deep"},
        "loses_by_change": True,
        "can_veto": False,
        "declared_role": "owner",
        "covered_by": ["Kim"],
        "organization_needs": ["image", "finance"],
        "personal_needs": ["order"],
        "meets_organization_needs": False,
        "meets_personal_needs": True,
        "note": "Long " * 40 + "x",
        "evidence": "Said",
        "photo": "photos/anna.jpg",
        "as_of": "2026-01-01",
        "claims": [Claim("title", "CFO")],
    },
    Claim: {
        "field": "department",
        "value": "Treasurer",
        "said_by": "Kim",
        "evidence": "Her card",
        "day": "2026-01-01",
        "confidence": "low",
    },
    Tie: {
        "source": "cy-park",
        "target": "cy-park",
        "kind": "reports_to",
        "strength": 3,
        "said_by": "Kim",
        "note": "At lunch",
    },
    Scale: {"low": -1, "high": 9, "cut": 5},
    BuyingCenter: {
        "name": "Northwind",
        "stakeholders": [*FULL.center, Stakeholder("Di Wu")],
        "ties": FULL.center.ties[:1],
        "scale": Scale(0, 9),
        "as_of": "2026-01-01",
        "wanted_roles": ["owner"],
        "audience": "partner",
        "people_file": "people.yaml",
    },
    Member: {"name": "Max", "title": "AE"},
    ExtraCriterion: {"name": "Greener", "question": "win"},
    Assessment: {
        "criterion": "risk",
        "answer": "+",
        "rival": "Contoso",
        "evidence": "Said",
        "as_of": "2026-01-02",
        "weight": 2,
    },
    Goal: {"name": "Pilot", "due": "2026-01-01", "state": "done"},
    Action: {
        "name": "Phone",
        "who": "Kim",
        "with_people": ["cy-park"],
        "due": "2026-01-01",
        "state": "dropped",
        "test_of": "cy-park",
        "passed": False,
        "done_on": "2026-01-01",
    },
    Prospect: {
        "name": "ERP 2",
        "stage": "closing",
        "amount": 123456789012,
        "key_account": False,
        "potential_on": "2026-01-01",
        "prospect_on": "2026-01-02",
        "closing_on": "2026-01-03",
        "closed_on": "2026-01-04",
    },
    Rating: {
        "source": "reports",
        "name": "Sales",
        "target": 5,
        "actual": 4,
        "by": "Lee",
        "comment": "Well done",
        "lower_is_better": True,
    },
    AccountPlan: {
        "account": "North",
        "opportunity": "CRM",
        "value": 900_000,
        "close_on": "2027-03-31",
        "center": FULL.center.replace("ben-ode", power="decider"),
        "team": FULL.team[::-1],
        "rivals": ["Contoso"],
        "assessments": FULL.assessments[:1],
        "extra_criteria": FULL.extra_criteria[::-1],
        "objective": "Sell",
        "solution": "Suite",
        "cost_of_waiting": "Much",
        "deciding_event": "Support ends",
        "event_on": "2027-01-01",
        "supplier_in_place": False,
        "strategy": "frontal",
        "goals": FULL.goals[::-1],
        "actions": FULL.actions[1:],
        "pipeline": FULL.pipeline[::-1],
        "seller": "Kim",
        "appraisal": FULL.appraisal[::-1],
        "seller_has_skills": False,
        "seller_has_solution": True,
        "select": ["PM4"],
        "ignore": ["PM3"],
        "as_of": "2026-01-01",
    },
}
"""Of each record of the model, for each of its fields a value that it does not have in `FULL`."""
LISTED = {
    Member: "team",
    ExtraCriterion: "extra_criteria",
    Assessment: "assessments",
    Goal: "goals",
    Action: "actions",
    Prospect: "pipeline",
    Rating: "appraisal",
}
EVERY = [(kind, field) for kind, values in OTHER.items() for field in values]


def records(kind=AccountPlan):
    """A record of the model and all that its fields hold, by introspection."""

    def within(annotation):
        if isinstance(annotation, type) and issubclass(annotation, Record):
            yield annotation
        for part in get_args(annotation):
            yield from within(part)

    found = {kind}
    for field in kind.model_fields.values():
        for inner in within(field.annotation):
            found |= records(inner)
    return found


def changed(plan, kind, field):
    """The plan with one field of one record of a kind changed."""
    value = {field: OTHER[kind][field]}
    if kind is AccountPlan:
        return plan.revised(**value)
    if kind in LISTED:
        first, *rest = getattr(plan, LISTED[kind])
        return plan.revised(**{LISTED[kind]: (first.revised(**value), *rest)})
    center = plan.center
    if kind is Claim:
        claims = [center.stakeholders[0].claims[0].revised(**value)]
        center = center.replace(center.stakeholders[0].id, claims=claims)
    elif kind is Stakeholder:
        center = center.replace(center.stakeholders[0].id, **value)
    elif kind is Tie:
        center = center.revised(
            ties=(center.ties[0].revised(**value), *center.ties[1:])
        )
    else:
        center = center.revised(
            **(
                value
                if kind is BuyingCenter
                else {"scale": center.scale.revised(**value)}
            )
        )
    return plan.revised(center=center)


def written(found):
    return [
        each
        for name in (
            "came",
            "left",
            "moved",
            "ties_added",
            "ties_removed",
            "ties_changed",
            *PARTS,
        )
        for each in getattr(found, name)
    ]


def test_the_table_holds_every_field_of_the_model():
    assert {kind: set(kind.model_fields) - {"custom"} for kind in records()} == {
        kind: set(each) for kind, each in OTHER.items()
    }


def test_a_change_in_any_field_is_told():
    unchanged = diff(FULL, FULL).because
    for kind, field in EVERY:
        new = changed(FULL, kind, field)
        for a, b in ((FULL, new), (new, FULL)):
            found = diff(a, b)
            assert found.because != unchanged
            check_texts(found)


def check_texts(found):
    told = written(found)
    assert told
    for lang in ("en", "zh"):
        language = Language(lang)
        for each in told:
            if hasattr(each, "because"):
                assert "{" not in each.because.say(lang)
                assert each.before != each.after or each.before is None
        assert format_tables(found, language).strip()
        json.loads(format_json(found, language))


def test_before_and_after_stand_in_words():
    def told(kind, field):
        return [
            str(each.because)
            for each in written(diff(FULL, changed(FULL, kind, field)))
        ]

    assert told(Stakeholder, "organization_needs") == [
        "Ana Ruiz: organization needs unknown → Image, Finance."
    ]
    [note] = told(Stakeholder, "note")
    assert note == "Ana Ruiz: note “… Long Long Long Long” → “… Long Long Long Long x”."
    assert told(Scale, "cut") == ["Scale: 0 to 10 → 0 to 10, cutoff 5."]
    assert told(Action, "with_people") == ["Call: with Ben Ode → Cy Park."]
    assert told(Action, "test_of") == ["Call: test of “Ben Ode” → “Cy Park”."]
    assert told(Prospect, "amount") == ["ERP: amount unknown → 123,456,789,012."]
    assert told(Assessment, "weight") == ["An inside supporter: weight unknown → 2."]
    assert told(AccountPlan, "select") == ["Select findings: unknown → PM4."]
    assert told(AccountPlan, "ignore") == ["Ignore findings: unknown → PM3."]


def test_what_follows_stands_apart():
    yes = [
        Assessment(each, "+")
        for each in ("insider", "top_recognition", "culture", "informal_criteria")
    ]
    plan = AccountPlan("Northwind", center=OLD, rivals=["Contoso"])
    new = plan.revised(
        assessments=yes,
        center=OLD.replace(
            "ana-ruiz", meets_personal_needs=True, meets_organization_needs=True
        ),
    )
    found = diff(plan, new)
    assert [str(each.because) for each in found.judged] == [
        "Ana Ruiz: relationship unknown → Partner."
    ]
    assert [
        (*map(Language("en").text, (each.what, each.before, each.after)), each.better)
        for each in found.verdicts
    ][:2] == [
        ("Relationship with the account", "unknown", "Partner", None),
        ("Can we win?", "Unknown", "Plus", None),
    ]
    assert str(found.verdicts[-1].what) == "Recommended strategy"
    assert {each.field for each in found.moved} == {
        "meets_personal_needs",
        "meets_organization_needs",
    }


@given(
    st.lists(st.sampled_from(EVERY), max_size=4),
    st.lists(st.sampled_from(EVERY), max_size=4),
)
@settings(max_examples=60, deadline=None)
def test_nothing_changed_when_and_only_when_they_are_equal(one, other):
    versions = []
    for steps in (one, other):
        plan = FULL
        for kind, field in steps:
            with suppress(ModelError):
                plan = changed(plan, kind, field)
        versions.append(plan)
    found = diff(*versions)
    assert bool(found) == (versions[0] != versions[1])
    assert bool(written(found)) == bool(found)


def test_a_field_of_the_playbook_is_called_by_its_title():
    titles = {"en": "Sales region", "zh": "销售区域"}
    declared = [
        CustomField(table, "region", titles) for table in ("people", "ties", "plan")
    ]
    playbook = Playbook(custom_fields=declared)
    plans = []
    for value in ("North", "South"):
        own = {"region": value}
        people = [Stakeholder("Ana", custom=own), Stakeholder("Ben")]
        center = BuyingCenter("ERP", people, [Tie("ben", "ana", custom=own)])
        plans.append(AccountPlan("N", center=center, custom=own))
    for lang, title in (("en", "Sales region"), ("zh", "销售区域")):
        found = diff(*plans, playbook=playbook)
        said = format_tables(found, playbook.language(lang))
        assert said.casefold().count(title.casefold()) == 3
        assert len(found.moved) == len(found.ties) == len(found.facts) == 1
    assert "region" in str(diff(*plans).moved[0].because)
