import pytest

from powermap.model import (
    AccountPlan,
    Action,
    Assessment,
    BuyingCenter,
    ExtraCriterion,
    Goal,
    Member,
    Prospect,
    Rating,
    Scale,
    Stakeholder,
    Tie,
)


@pytest.fixture
def rich():
    """A buying center in which every field is known of somebody."""
    return BuyingCenter(
        "Northwind ERP <x> & Co",
        [
            Stakeholder(
                "Ana Ruiz",
                title="CFO",
                department="Finance",
                organization="Northwind",
                power="decider",
                involvement="low",
                stance="neutral",
                contact="none",
                rival_stances={"Contoso; Inc": "champion", "No decision": "opponent"},
                rival_contacts={"Contoso; Inc": "deep"},
                loses_by_change=False,
                can_veto=True,
                declared_role="approver",
                covered_by=["Kim", "Lee"],
                organization_needs=["finance", "image"],
                personal_needs=["security", "order"],
                meets_organization_needs=False,
                meets_personal_needs=True,
                note="first line\n= second\n\tthird",
                evidence="-said so",
                as_of="2025-03-31",
            ),
            Stakeholder(
                "Ben Ode",
                id="12",
                power=0.1 + 0.2,
                involvement=7,
                stance="champion",
                as_of="1850-01-01",
            ),
            Stakeholder("张伟", power=-1.5),
        ],
        [
            Tie("12", "ana-ruiz", "reports_to", 0.1, said_by="12", note="'x"),
            Tie("张伟", "12", "friend_of"),
        ],
        Scale(-2, 12, 5),
        as_of="2025-04-01",
        wanted_roles=["owner", "gatekeeper"],
    )


@pytest.fixture
def full(rich):
    """A plan of which every part is known."""
    return AccountPlan(
        "Northwind; Ltd",
        opportunity="ERP",
        supplier_in_place=True,
        value=1_250_000,
        close_on="2027-03-31",
        seller_has_skills=True,
        seller_has_solution=False,
        center=rich,
        team=[Member("Kim", "Account manager"), Member("Lee"), Member("=Lee")],
        rivals=["Contoso; Inc", "Fabrikam"],
        assessments=[
            Assessment("insider", "+", evidence="Sent\nthe plan", as_of="2026-11-20"),
            Assessment("insider", "?", as_of="2026-09-01"),
            Assessment("risk", "-", rival="Fabrikam", weight=2.5),
            Assessment("Politics", "+", rival="Contoso; Inc"),
        ],
        extra_criteria=[ExtraCriterion("Politics", "win")],
        objective="Sign\nthis year",
        solution="=ERP",
        cost_of_waiting="+40,000 a month",
        deciding_event="Support ends",
        event_on="2026-12-31",
        strategy="flanking",
        goals=[Goal("Pilot", "2026-12-18", "under_way"), Goal("Contract")],
        actions=[
            Action(
                "Show the pilot",
                who="Kim",
                with_people=["12", "ana-ruiz"],
                due="2026-12-04",
            ),
            Action("Ask around", state="done"),
            Action(
                "Introduce us", test_of="ana-ruiz", passed=True, done_on="2026-11-02"
            ),
        ],
        pipeline=[
            Prospect(
                "ERP",
                "closing",
                amount=250_000,
                key_account=True,
                potential_on="2026-01-02",
            ),
            Prospect(
                "CRM",
                "lost",
                amount=0.5,
                key_account=False,
                prospect_on="2026-01-02",
                closed_on="2026-12-31",
            ),
        ],
        seller="Kim",
        appraisal=[
            Rating(
                "targets", "Revenue", target=10, actual=8.5, by="Lee", comment="-good"
            )
        ],
        select=["PM1", "PM203"],
        ignore=["PM105", "PM2"],
        as_of="2026-11-21",
    )
