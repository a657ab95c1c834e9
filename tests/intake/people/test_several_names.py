"""Cells that name several people: told, since each is read as one."""

from __future__ import annotations

import pytest

from powermap.exchange.intake.several_names import tell_several


@pytest.mark.parametrize(
    "name",
    ["Amy Poe, Ben Roe", "Amy Poe and Ben Roe", "Amy Poe / Ben Roe", "张伟、李娜"],
)
def test_several_whole_names_are_told(name):
    told = tell_several({2: name, 3: "Cleo Hart"})
    assert told is not None
    assert name in told.say()


@pytest.mark.parametrize(
    "name",
    [
        "Ruiz, Ana",
        "van der Berg, Jan",
        "Director, Procurement",
        "Human Resources and Legal Affairs",
        "Marr, Cy, PhD",
        "陈和平",
        "山本和也",
        "Ana Ruiz",
    ],
)
def test_one_name_or_unit_is_not_told(name):
    assert tell_several({2: name}) is None


def test_what_follows_several_names_is_no_person():
    names = {2: "Ana Ruiz, Northwind Steel", 3: "Ben Ode, Northwind Steel"}
    assert tell_several(names) is None
