from __future__ import annotations

import json
import sys
from importlib.resources import files

import jsonschema
import pytest

import powermap as pm


def people(*names):
    return [pm.Stakeholder(name) for name in names]


def test_iterable_len_and_by_id():
    center = pm.BuyingCenter("ERP", people("Ana Ruiz", "张伟"))
    assert [person.name for person in center] == ["Ana Ruiz", "张伟"]
    assert (len(center), center["张伟"].name, "ana-ruiz" in center, "bo" in center) == (
        2,
        "张伟",
        True,
        False,
    )
    with pytest.raises(KeyError, match="did you mean 'ana-ruiz'"):
        center["ana-ruis"]


CONTRADICTIONS = [
    (people("Ana", "Ana"), [], "2 people have the id 'ana': 'Ana', 'Ana'"),
    (
        people("Ana"),
        [pm.Tie("ana", "anna")],
        "a tie 'Ana' (id 'ana') influences 'anna' names 'anna', an id that no one has (did you mean 'ana'?)",
    ),
    (
        people("A", "B", "C"),
        [pm.Tie(*pair, "reports_to") for pair in ("ab", "bc", "ca")],
        "circle: 'A' (id 'a') → 'B' (id 'b') → 'C' (id 'c') → 'A' (id 'a')",
    ),
    (
        people("A", "B", "C"),
        [pm.Tie(*pair, "reports_to") for pair in ("ab", "ac")],
        "'A' (id 'a') reports to 2 people: 'B' (id 'b'), 'C' (id 'c'); make all but one a dotted line",
    ),
    ([pm.Stakeholder("Ana", power=11)], [], "power of 'Ana' is 11; allowed: 0 to 10"),
    (
        [pm.Stakeholder("Ana", claims=[pm.plan.Claim("power", 11)])],
        [],
        "power of 'Ana' is 11; allowed: 0 to 10",
    ),
    (
        [pm.Stakeholder("Ana", involvement="-3")],
        [],
        "involvement of 'Ana' is -3; allowed: 0 to 10",
    ),
]


@pytest.mark.parametrize(("who", "ties", "said"), CONTRADICTIONS)
def test_contradictions_name_the_people(who, ties, said):
    with pytest.raises(pm.ModelError) as caught:
        pm.BuyingCenter("ERP", who, ties)
    assert str(caught.value).count(said) == 1


def test_add_replace_without_return_new_ones():
    center = pm.BuyingCenter("ERP", people("Ana", "Bo"), [pm.Tie("ana", "bo")])
    assert len(center.add(pm.Stakeholder("Cy"), ties=[pm.Tie("cy", "ana")]).ties) == 2
    renamed = center.replace("ana", id="ann")
    assert renamed.ties == (pm.Tie("ann", "bo"),)
    assert center.without("bo").ties == ()
    assert len(center) == 2


def test_a_chain_of_thousands_of_reporting_lines_is_no_cycle():
    who = [pm.Stakeholder(f"P{n}") for n in range(3000)]
    ties = [pm.Tie(f"p{n}", f"p{n + 1}", "reports_to") for n in range(2999)]
    assert len(pm.BuyingCenter("ERP", who, ties)) == 3000


MANY = 10_000


def told(*ties):
    """What is said of ties between very many people."""
    with pytest.raises(pm.ModelError) as caught:
        pm.BuyingCenter(
            "ERP",
            [pm.Stakeholder(f"P{n}") for n in range(MANY)],
            [pm.Tie(*tie) for tie in ties],
        )
    return str(caught.value)


def test_a_circle_of_thousands_is_told_by_its_first_ten():
    said = told(*((f"p{n}", f"p{(n + 1) % MANY}", "reports_to") for n in range(MANY)))
    assert said.endswith("'P9' (id 'p9') → … (10,000 people)")
    assert said.count("→") == 10


def test_thousands_of_contradictions_are_told_by_the_first_ten():
    bosses = [("p0", f"p{n}", "reports_to") for n in range(1, MANY)]
    nobody = [(f"p{n}", f"x{n}") for n in range(MANY)]
    said = told(*bosses, *nobody)
    twins = [pm.Stakeholder("Ana", id=f"t{n // 2}") for n in range(MANY)]
    with pytest.raises(pm.ModelError, match=r"have the id 't9'.*and 4990 more"):
        pm.BuyingCenter("ERP", twins)
    assert "'P0' (id 'p0') influences 'x0' names 'x0'" in said
    assert said.endswith("… and 19988 more")


def count_steps(function):
    """The lines of Python that a function runs."""
    steps = 0

    def trace(frame, event, argument):
        nonlocal steps
        steps += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return steps


def in_a_circle(count):
    ties = [pm.Tie(f"p{n}", f"p{(n + 1) % count}", "reports_to") for n in range(count)]
    return lambda people: refuse(people, ties)


def under_many_bosses(count):
    ties = [pm.Tie("p0", f"p{n}", "reports_to") for n in range(1, count)]
    return lambda people: refuse(people, ties)


def tied_to_nobody(count):
    ties = [pm.Tie(f"p{n}", f"x{n}") for n in range(count)]
    return lambda people: refuse(people, ties)


def without_all_but_one(count):
    gone = [f"p{n}" for n in range(1, count)]
    return lambda people: pm.BuyingCenter("ERP", people).without(*gone)


def refuse(people, ties):
    with pytest.raises(pm.ModelError):
        pm.BuyingCenter("ERP", people, ties)


def test_twice_the_people_are_twice_the_work_and_not_four_times():
    for make in (in_a_circle, under_many_bosses, tied_to_nobody, without_all_but_one):
        steps = []
        for count in (300, 600):
            people = [pm.Stakeholder(f"P{n}") for n in range(count)]
            check = make(count)
            steps.append(count_steps(lambda check=check, people=people: check(people)))
        assert 600 < steps[1] < 2.5 * steps[0], make.__name__


def test_a_line_that_closes_a_circle_twice_and_ten_thousand_of_one_id_stay_short():
    ring = [pm.Tie(*pair, "reports_to") for pair in ("ab", "ba", "ba")]
    with pytest.raises(pm.ModelError) as caught:
        pm.BuyingCenter("ERP", people("A", "B"), ring)
    assert str(caught.value).count("circle") == 2
    with pytest.raises(
        pm.ModelError,
        match=r"^BuyingCenter 'ERP': 50 people have the id 'a': ('Ana', ){10}…; give",
    ):
        pm.BuyingCenter("ERP", [pm.Stakeholder("Ana", id="a")] * 50)


def test_the_published_schema_is_the_models():
    published = json.loads(
        files("powermap").joinpath("model/schema.json").read_text(encoding="utf-8")
    )
    assert published == pm.tables.json_schema()
    jsonschema.Draft202012Validator.check_schema(published)


def test_the_schema_takes_a_buying_center_and_refuses_another():
    check = jsonschema.Draft202012Validator(pm.tables.json_schema())
    assert check.is_valid(
        {
            "name": "ERP",
            "stakeholders": [{"name": "Ana", "power": 8, "involvement": "low"}],
        }
    )
    assert not check.is_valid(
        {"name": "ERP", "stakeholders": [{"name": "Ana", "power": "eight"}]}
    )
    assert not check.is_valid({"stakeholders": []})


LISTS = {
    pm.BuyingCenter: {"stakeholders": "Stakeholder", "ties": "Tie"},
    pm.AccountPlan: {
        "team": "Member",
        "assessments": "Assessment",
        "extra_criteria": "ExtraCriterion",
        "goals": "Goal",
        "actions": "Action",
        "pipeline": "Prospect",
        "appraisal": "Rating",
    },
}


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind, fields in LISTS.items() for field in fields],
)
@pytest.mark.parametrize(
    "wrong", [5, "Ana", pm.Stakeholder("Ana"), object(), pm.plan.Goal]
)
def test_one_thing_where_a_list_belongs(kind, field, wrong):
    said = rf"{field}: .* is of type {type(wrong).__name__}; give a list of {LISTS[kind][field]} objects"
    with pytest.raises(pm.ModelError, match=said):
        kind("x", **{field: wrong})


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind, fields in LISTS.items() for field in fields],
)
def test_another_kind_in_a_list_and_no_list_at_all(kind, field):
    for wrong in ("Ana", None, {"name": "Ana"}):
        with pytest.raises(
            pm.ModelError,
            match=f"is of type {type(wrong).__name__}; give {LISTS[kind][field]} objects",
        ):
            kind("x", **{field: [wrong]})
    assert getattr(kind("x", **{field: None}), field) == ()


def test_parts_that_are_no_objects_of_the_model():
    with pytest.raises(
        pm.ModelError, match=r"scale: .* is of type dict; give Scale objects"
    ):
        pm.BuyingCenter("x", scale={"low": 1})
    with pytest.raises(
        pm.ModelError,
        match=r"center: 'deal\.yaml' is of type str; give BuyingCenter objects",
    ):
        pm.AccountPlan("x", center="deal.yaml")
    with pytest.raises(pm.ModelError, match="None is of type NoneType; write a text"):
        pm.AccountPlan("x", rivals=[None])
    with pytest.raises(
        pm.ModelError, match="with_people: 5 is of type int; give a list"
    ):
        pm.plan.Action("Call", with_people=5)
