"""One account over its deals: who stands how in each, findings, and the value of all."""

import itertools
import json

import pytest
from typer.testing import CliRunner

import powermap as pm
from powermap.accounts.deals import Stand
from powermap.cli.app import app
from powermap.demo.versions import northwind_versions

ANA = pm.Stakeholder("Ana Ruiz", power=9, involvement=2, title="CFO", contact="none")
BEN = pm.Stakeholder("Ben Ode", power=6, involvement=8, contact="deep")
CLEO = pm.Stakeholder("Cleo Park", power=2, involvement=8)


def deal(name, *people, **facts):
    center = pm.BuyingCenter(name, people)
    return pm.AccountPlan("Northwind", opportunity=name, center=center, **facts)


@pytest.fixture
def erp():
    people = (ANA.revised(stance="supporter"), BEN)
    return deal("ERP", *people, value=100_000, as_of="2026-10-01", seller="Kim")


@pytest.fixture
def crm():
    ana = ANA.revised(id="a1", stance="opponent", contact="deep")
    return deal("CRM", CLEO, ana, value=50_000, as_of="2026-11-01", seller="Lee")


def test_everybody_stands_once_with_role_and_stance_in_each_deal(erp, crm):
    view = pm.plan.compare_deals([crm, erp], today="2026-11-20")
    assert [person.name for person in view.people] == [
        "Ana Ruiz",
        "Ben Ode",
        "Cleo Park",
    ]
    ana, ben, _ = view.people
    assert ana.stands["ERP"] == Stand(pm.Role.APPROVER, pm.Stance.SUPPORTER)
    assert ana.stands["CRM"] == Stand(pm.Role.APPROVER, pm.Stance.OPPONENT)
    assert (ana.differs, ben.differs) == (True, False)
    assert ben.stands["CRM"] is None
    assert view.value == 150_000
    assert view.rows()[0]["CRM"] == "Approver, Opponent"
    assert "Not the same in all deals: Ana Ruiz." in str(view.because)
    assert "<th>CRM</th>" in view._repr_html_()


def test_a_finding_says_which_deals_have_it_and_whether_all_together_do(erp, crm):
    view = pm.plan.compare_deals([erp, crm], today="2026-11-20")
    contact = [
        each
        for each in view.findings
        if each.finding.code == "PM202" and "Ana Ruiz" in str(each.finding.message)
    ]
    # CRM knows her well, ERP does not: at the account somebody does.
    assert [(each.deals, each.at_account) for each in contact] == [(("ERP",), False)]
    severities = [each.finding.severity for each in view.findings]
    assert severities == sorted(severities, reverse=True)


def test_nothing_of_a_deal_is_lost_and_their_order_does_not_matter():
    reviews = list(northwind_versions().values())[-3:]
    rich = []
    for number, plan in enumerate(reviews):
        center = plan.center.replace(
            list(plan.center)[number].id, custom={"club": number}, note=f"Note {number}"
        )
        rich.append(
            plan.revised(
                opportunity=f"Deal {number}", value=1000 + number, center=center
            )
        )
    views = []
    for order in itertools.permutations(rich):
        views.append(pm.plan.compare_deals(order, today="2026-11-20"))
    assert all(view.rows() == views[0].rows() for view in views)
    assert all(view.combined.plan == views[0].combined.plan for view in views)
    assert all(view.findings == views[0].findings for view in views)
    found = {
        (each.finding.code, deal) for each in views[0].findings for deal in each.deals
    }
    for plan in rich:
        for finding in pm.check(plan, today="2026-11-20"):
            assert (finding.code, plan.opportunity) in found
    combined = views[0].combined.plan
    for number, plan in enumerate(rich):
        person = combined.center[list(plan.center)[number].id]
        assert person.custom["club"] == number
        assert f"Note {number}" in person.note
        assert set(plan.rivals) <= set(combined.rivals)
        assert set(plan.goals) <= set(combined.goals)
    assert views[0].value == 3003


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_prints_and_writes_it(erp, crm, tmp_path, lang):
    files = []
    for plan in (erp, crm):
        files.append(str(pm.write(plan, tmp_path / f"{plan.opportunity}.yaml")))
    out = tmp_path / "account.yaml"
    command = ["combine", *files, "--today", "2026-11-20", "--lang", lang]
    printed = CliRunner().invoke(app, [*command, "-o", str(out)])
    assert printed.exit_code == 0, printed.output
    for word in ("Northwind", "150,000", "Ana Ruiz", "ERP", "CRM", "PM202"):
        assert word in printed.stdout
    with pytest.warns(pm.PowermapWarning, match="latest claim"):
        assert len(pm.read(out).center) == 3
    result = CliRunner().invoke(app, [*command, "--format", "json"])
    found = json.loads(result.stdout)
    assert found["value"] == 150_000
    assert [deal["source"] for deal in found["deals"]] == ["ERP", "CRM"]
    assert found["people"][0]["person"] == "Ana Ruiz"


def test_ties_and_lists_that_plans_know_otherwise_are_told():
    tie = pm.Tie("ana-ruiz", "ben-ode", strength=1)
    old = deal("ERP", ANA, BEN, team=[pm.plan.Member("Kim", title="Sales")])
    new = old.revised(team=[pm.plan.Member("Kim", title="Presales")])
    old = old.revised(as_of="2026-01-01", center=old.center.revised(ties=[tie]))
    new = new.revised(
        as_of="2026-02-01",
        center=new.center.revised(ties=[tie.revised(strength=3)]),
    )
    notes = " ".join(str(note) for note in pm.plan.combine([old, new]).notes)
    assert "the tie from 'Ana Ruiz' to 'Ben Ode'" in notes
    assert "different entries for 'Kim'" in notes
