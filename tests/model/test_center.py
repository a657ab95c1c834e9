from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

import powermap as pm


def people(*names):
    return [pm.Stakeholder(name) for name in names]


def test_iterable_len_and_by_id():
    center = pm.BuyingCenter("ERP", people("Ana Ruiz", "张伟"))
    assert [person.name for person in center] == ["Ana Ruiz", "张伟"]
    assert (len(center), center["张伟"].name, "ana-ruiz" in center, "bo" in center) == (2, "张伟", True, False)
    with pytest.raises(KeyError, match="did you mean 'ana-ruiz'"):
        center["ana-ruis"]


CONTRADICTIONS = [
    (people("Ana", "Ana"), [], "2 people have the id 'ana': 'Ana', 'Ana'"),
    (people("Ana"), [pm.Tie("ana", "bo")], "'bo', nobody's id"),
    (people("A", "B", "C"), [pm.Tie(*pair, "reports_to") for pair in ("ab", "bc", "ca")], "a → b → c → a"),
    (people("A", "B", "C"), [pm.Tie(*pair, "reports_to") for pair in ("ab", "ac")], "'a' reports to 2 people: b, c"),
    ([pm.Stakeholder("Ana", power=11)], [], "power of 'Ana' is 11; allowed: 0 to 10"),
    ([pm.Stakeholder("Ana", involvement="-3")], [], "involvement of 'Ana' is -3; allowed: 0 to 10"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "ties", "said"), CONTRADICTIONS)
def test_contradictions_name_the_people(who, ties, said):
    with pytest.raises(pm.ModelError) as caught:
        pm.BuyingCenter("ERP", who, ties)
    assert said in str(caught.value)


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


def test_the_published_schema_is_the_models():
    published = json.loads(files("powermap").joinpath("model/schema.json").read_text(encoding="utf-8"))
    assert published == pm.json_schema()
    jsonschema.Draft202012Validator.check_schema(published)


def test_the_schema_takes_a_buying_center_and_refuses_another():
    check = jsonschema.Draft202012Validator(pm.json_schema())
    assert check.is_valid({"name": "ERP", "stakeholders": [{"name": "Ana", "power": 8, "involvement": "low"}]})
    assert not check.is_valid({"name": "ERP", "stakeholders": [{"name": "Ana", "power": "eight"}]})
    assert not check.is_valid({"stakeholders": []})
