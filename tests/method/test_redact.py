"""Nothing that must not be seen is in any byte of any output."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import powermap as pm
from powermap.method.redact import LEVELS, redact

SECRET = "secret-words-of-ours"
PEOPLE = [
    pm.Stakeholder("Ana Ruiz", title="CFO, formerly assistant to Ben Ode", power="decider", stance="enemy", note=SECRET,
                   evidence=f"Ruiz: {SECRET}", organization_needs=["finance"], personal_needs=["security"],
                   contact="brief"),
    pm.Stakeholder("Ben Ode", power=7, involvement=8, stance="champion", declared_role="owner",
                   covered_by=["Kim Example"]),
    pm.Stakeholder("张伟", department="张伟办公室", power="influencer"),
]  # fmt: skip
TIES = [pm.Tie("ana-ruiz", "ben-ode", "reports_to", note=SECRET), pm.Tie("张伟", "ana-ruiz", "influences")]
PLAN = pm.AccountPlan(
    "Northwind", opportunity="What Ana Ruiz wants", center=pm.BuyingCenter("Ben Ode's ERP", PEOPLE, TIES),
    team=[pm.Member("Kim Example")], rivals=["Contoso"], objective="Win RUIZ over",
    assessments=[pm.Assessment("insider", "+", evidence=SECRET), pm.Assessment("margin", "-", rival="Contoso")],
    actions=[pm.Action("Call Ruiz", who="Kim Example", with_people=["ana-ruiz"])], goals=[pm.Goal("Ode agrees")],
    pipeline=[pm.Prospect("Secret deal", "prospect", amount=5)], strategy="flanking",
)  # fmt: skip


def everything(subject, tmp_path):
    """Every byte that can be made of a buying center."""
    center = subject.center if isinstance(subject, pm.AccountPlan) else subject
    made = [chart(center).svg().encode() for chart in (pm.quadrant, pm.influence)]
    made += [pm.quadrant(center).json().encode(), pm.influence(center).dot().encode(), pm.quadrant(center).pdf()]
    for suffix in ("yaml", "json", "csv", "graphml", "gexf", "cyjs", "kumu.json", "mmd"):
        made.append(pm.write(center, tmp_path / f"x.{suffix}").read_bytes())
    made += [(tmp_path / "x-ties.csv").read_bytes(), (tmp_path / "x-about.csv").read_bytes()]
    return b"\n".join([*made, subject.model_dump_json().encode()])


@pytest.mark.parametrize("level", LEVELS)
def test_no_name_and_no_secret_is_in_any_byte(level, tmp_path):
    found = everything(redact(PLAN, level), tmp_path)
    for word in (
        "Ana",
        "Ruiz",
        "RUIZ",
        "ana-ruiz",
        "Ben Ode",
        "Ode",
        "ben-ode",
        "张伟",
        SECRET,
        "Contoso",
        "Secret deal",
    ):
        for form in (word.encode(), json.dumps(word).strip('"').encode()):
            assert form not in found


def test_a_customer_sees_no_judgement_and_a_partner_no_words(tmp_path):
    customer, partner = redact(PLAN, "customer"), redact(PLAN, "partner")
    for person in customer.center:
        assert (person.stance, person.contact, person.power, person.involvement, person.covered_by) == (
            None,
            None,
            None,
            None,
            (),
        )
    assert [person.stance for person in partner.center] == [person.stance for person in PLAN.center]
    assert {person.note for person in partner.center} == {None}
    assert (customer.strategy, customer.actions, partner.strategy) == (None, (), pm.Strategy.FLANKING)
    assert [tie.kind for tie in customer.center.ties] == [pm.TieKind.REPORTS_TO]
    assert [tie.kind for tie in partner.center.ties] == [tie.kind for tie in PLAN.center.ties]


def test_pseudonyms_are_stable_whoever_else_is_there_and_depend_on_the_key():
    alone = redact(pm.BuyingCenter("ERP", PEOPLE[:1]), "partner").stakeholders[0].name
    assert redact(PLAN, "partner").center.stakeholders[0].name == alone
    assert redact(PLAN, "partner", key="house").center.stakeholders[0].name != alone
    assert redact(PLAN, "partner", lang="zh").center.stakeholders[0].name.startswith("人员")


@given(st.lists(st.text("abcdefghij张伟李娜", min_size=3, max_size=9), min_size=1, max_size=40, unique=True))
@settings(max_examples=40, deadline=None)
def test_nobody_is_lost_and_everybody_has_a_name_of_their_own(names):
    center = pm.BuyingCenter("ERP", [pm.Stakeholder(name, id=f"p{n}") for n, name in enumerate(names)])
    hidden = redact(center, "partner")
    assert len({person.name for person in hidden}) == len({person.id for person in hidden}) == len(names)


def test_a_level_that_does_not_exist():
    with pytest.raises(
        pm.ModelError, match=r"level is 'costumer'; allowed: partner, customer \(did you mean 'customer'\?\)"
    ):
        redact(PLAN, "costumer")
