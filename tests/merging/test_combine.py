"""Several deals or authors of one account as one plan."""

import pytest
from hypothesis import given, settings

import powermap as pm
from powermap.merging import combine
from versions import versions


def plan(*people, ties=(), scale=None, **facts):
    center = pm.BuyingCenter("ERP", people, ties, scale=scale or pm.Scale())
    return pm.AccountPlan("Northwind", center=center, **facts)


def test_the_latest_claim_holds_and_all_are_kept():
    kim = plan(pm.Stakeholder("Ana Ruiz", stance="neutral"), as_of="2026-03-01")
    lee = plan(pm.Stakeholder("Ana Ruiz", stance="opponent"), as_of="2026-02-01")
    combined = combine({"Kim": kim, "Lee": lee})
    [ana] = combined.plan.center
    assert ana.stance is pm.Stance.NEUTRAL
    said = {claim.said_by: claim.value.value for claim in ana.claims}
    assert said == {"Kim": "neutral", "Lee": "opponent"}
    assert combined.known_by["ana-ruiz"] == ("Lee", "Kim")


def test_what_all_agree_on_is_no_claim():
    one = plan(pm.Stakeholder("Ana Ruiz", title="CFO", power=8))
    other = plan(pm.Stakeholder("Ana Ruiz", title="CFO", involvement=2))
    [ana] = combine([one, other]).plan.center
    assert (ana.title, ana.power, ana.involvement, ana.claims) == ("CFO", 8, 2, ())


def test_namesakes_of_two_companies_stay_two():
    one = plan(pm.Stakeholder("Li Na", id="1", organization="Northwind"))
    other = plan(pm.Stakeholder("Li Na", id="2", organization="Contoso"))
    assert len(combine([one, other]).plan.center) == 2


def test_scores_come_to_one_scale_and_keep_their_half():
    old = plan(
        pm.Stakeholder("Ana Ruiz", power=3),
        pm.Stakeholder("Ben Ode", power=2),
        scale=pm.Scale(1, 5),
        as_of="2026-01-01",
    )
    new = plan(pm.Stakeholder("Cleo Park", power=7), as_of="2026-02-01")
    combined = combine([old, new])
    scores = [person.power for person in combined.plan.center]
    assert scores == [5, 2.5, 7]
    assert "1 to 5" in str(combined.notes[0])


def test_two_managers_are_told():
    people = [pm.Stakeholder(name) for name in ("Ana Ruiz", "Ben Ode", "Cleo Park")]
    old = plan(
        *people, ties=[pm.Tie("ana-ruiz", "ben-ode", "reports_to")], as_of="2026-01-01"
    )
    new = plan(
        *people,
        ties=[pm.Tie("ana-ruiz", "cleo-park", "reports_to")],
        as_of="2026-02-01",
    )
    combined = combine([new, old])
    assert [tie.target for tie in combined.plan.center.ties] == ["cleo-park"]
    [note] = combined.notes
    assert "from 'Ana Ruiz' to 'Ben Ode'" in str(note)


def test_deals_add_up_and_keep_their_answers_to_themselves():
    one = plan(
        opportunity="ERP",
        value=100,
        close_on="2027-03-01",
        assessments=[pm.plan.Assessment("risk", "+")],
    )
    other = plan(opportunity="CRM", value=50, close_on="2027-01-01")
    combined = combine([one, other])
    assert combined.sources == ("ERP", "CRM")
    whole = combined.plan
    assert (whole.value, whole.close_on.isoformat()) == (150, "2027-01-01")
    assert whole.opportunity is None
    assert whole.assessments == ()
    assert any("1 answer was left out" in str(note) for note in combined.notes)


@settings(max_examples=40)
@given(versions())
def test_everybody_and_every_value_is_there(sides):
    combined = combine({"base": sides[0], "one": sides[1], "other": sides[2]})
    found = {person.id: person for person in combined.plan.center}
    for label, side in zip(("base", "one", "other"), sides, strict=True):
        names = {id for id, known in combined.known_by.items() if label in known}
        assert len(names) == len(side.center)
        for person in side.center:
            if person.stance is None:
                continue
            new = [each for each in found.values() if each.name == person.name]
            stances = [each.stance for each in new]
            for each in new:
                stances += [claim.value for claim in each.claims]
            if new:
                assert person.stance in stances


def test_nothing_and_redacted_plans_are_refused():
    with pytest.raises(pm.ModelError, match="no plan to combine"):
        combine([])
    with pytest.raises(pm.ModelError, match="redacted"):
        combine([pm.redact(pm.northwind_plan(), level="partner")])


def test_a_value_that_is_no_claim_and_differs_is_told():
    plans = {}
    for day in ("2026-01-01", "2026-02-01"):
        ana = pm.Stakeholder("Ana Ruiz", custom={"hobby": f"golf {day}"})
        center = pm.BuyingCenter("ERP", [ana], as_of=day)
        plans[day] = pm.AccountPlan("N", center=center, custom={"region": day})
    notes = [str(note) for note in pm.plan.combine(plans).notes]
    told = [note for note in notes if "2026-02-01" in note]
    assert any("hobby" in note for note in told)
    assert any("region" in note for note in told)
