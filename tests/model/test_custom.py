"""Custom fields: simple values by name, equal in whatever file they were."""

import pickle
from datetime import date

import pytest

from powermap.errors import ModelError
from powermap.model import AccountPlan, Stakeholder, Tie
from powermap.model.custom import Custom


@pytest.mark.parametrize(
    "written, value",
    [
        ("120", 120),
        ("007", "007"),
        ("1e5", "1e5"),
        (7.0, 7),
        ("-0.5", -0.5),
        ("True", True),
        ("yes", "yes"),
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-13-20", "2026-13-20"),
        ("12345678901234567890", "12345678901234567890"),
        ("first\nsecond", "first\nsecond"),
    ],
)
def test_a_text_that_spells_a_value_is_one(written, value):
    found = Custom({"Field": written})["Field"]
    assert (found, type(found)) == (value, type(value))
    assert Custom({"Field": str(found)})["Field"] == found


def test_what_is_empty_is_left_out():
    assert Custom({"a": "", "b": None, "c": "  "}) == {}


def test_true_is_not_one():
    assert Custom({"a": True}) != Custom({"a": 1})
    assert hash(Custom({"a": 1, "b": 2})) == hash(Custom({"b": 2, "a": 1}))


def test_people_ties_and_plans_have_custom_fields():
    ana = Stakeholder("Ana", custom={"Region": "South"})
    assert ana.custom == {"Region": "South"}
    assert ana != Stakeholder("Ana")
    assert len({ana, pickle.loads(pickle.dumps(ana))}) == 1
    assert Stakeholder("Ana").custom == {}
    assert ana.revised(custom=None) == Stakeholder("Ana")
    assert Tie("a", "b", custom={"Since": 2019}).custom["Since"] == 2019
    plan = AccountPlan("Northwind", custom={"Currency": "EUR"})
    assert plan.model_dump(mode="json")["custom"] == {"Currency": "EUR"}


@pytest.mark.parametrize(
    "make, name",
    [
        (Stakeholder, "Power"),
        (Stakeholder, "姓名"),
        (Stakeholder, "custom"),
        (Stakeholder, "x" * 201),
        (Stakeholder, "\u200b"),
        (AccountPlan, "Rivals"),
        (AccountPlan, "Wanted roles"),
        (AccountPlan, "$schema"),
        (AccountPlan, "scale"),
    ],
)
def test_a_name_that_means_something_else_is_refused(make, name):
    with pytest.raises(ModelError, match="custom"):
        make("Ana", custom={name: "x"})


@pytest.mark.parametrize("value", [["a"], {"a": 1}, float("nan"), 1e300, object()])
def test_only_simple_values_are_taken(value):
    with pytest.raises(ModelError):
        Stakeholder("Ana", custom={"Field": value})


def test_an_error_of_the_model_names_its_fields():
    with pytest.raises(ModelError) as caught:
        Stakeholder("Ana", power="x", can_veto="maybe")
    issues = {issue.field: issue for issue in caught.value.issues}
    assert set(issues) == {"power", "can_veto"}
    assert issues["can_veto"].value == "maybe"
    assert "allowed: decider" in str(issues["power"].reason)
