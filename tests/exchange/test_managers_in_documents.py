"""Managers in the block of a person, as people write YAML by hand."""

from __future__ import annotations

import io

import pytest

from powermap import BuyingCenter, Stakeholder, TieKind, read, write
from powermap.errors import TableError

DOCUMENT = """
name: Northwind
stakeholders:
  - {name: Ben Ode, reports_to: ana-ruiz}
  - {name: Ana Ruiz, manager: Ana Ruiz}
  - {name: Cleo Hart, reports_to: Ben Ode, dotted_to: [Ana Ruiz]}
  - {name: Dan Ito, reports_to: Zoe}
"""


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_a_manager_makes_a_reporting_line():
    center = read(io.StringIO(DOCUMENT), format="yaml").center
    assert [(tie.source, tie.kind, tie.target) for tie in center.ties] == [
        ("ben-ode", TieKind.REPORTS_TO, "ana-ruiz"),
        ("cleo-hart", TieKind.REPORTS_TO, "ben-ode"),
        ("cleo-hart", TieKind.DOTTED_TO, "ana-ruiz"),
    ]
    assert center["dan-ito"].custom == {"reports_to": "Zoe"}


def test_a_circle_of_managers_is_a_problem():
    text = "stakeholders: [{name: A, boss: B}, {name: B, boss: A}]"
    with pytest.raises(TableError, match="'A' → 'B' → 'A'"):
        read(io.StringIO(text), format="yaml")


def test_a_custom_field_that_is_called_manager_stays_one(tmp_path):
    people = [Stakeholder("Ana", custom={"Manager": "Ben"}), Stakeholder("Ben")]
    center = BuyingCenter("x", people)
    for name in ("deal.yaml", "deal.json"):
        assert read(write(center, tmp_path / name)).center == center
