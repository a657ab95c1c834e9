import pytest

from powermap.model import BuyingCenter, Scale, Stakeholder, Tie


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
                can_veto=True,
                declared_role="approver",
                covered_by=["Kim", "=Lee"],
                organization_needs=["finance", "image"],
                personal_needs=["security", "order"],
                meets_organization_needs=False,
                meets_personal_needs=True,
                note="first line\n= second\n\tthird",
                evidence="-said so",
                as_of="2025-03-31",
            ),
            Stakeholder("Ben Ode", id="12", power=0.1 + 0.2, involvement=7, stance="champion", as_of="1850-01-01"),
            Stakeholder("张伟", power=-1.5),
        ],
        [Tie("12", "ana-ruiz", "reports_to", 0.1, note="'x"), Tie("张伟", "12", "friend_of")],
        Scale(-2, 12, 5),
        as_of="2025-04-01",
        wanted_roles=["owner", "gatekeeper"],
    )
