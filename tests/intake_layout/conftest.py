"""Sheets and weights for the tests of the layout."""

from __future__ import annotations

import pytest

from powermap.exchange.tables.sheets import Sheet

REQUIRED = {"name", "stakeholder", "姓名", "full name"}
KNOWN = {
    "title",
    "power",
    "influence",
    "interest",
    "stance",
    "phone",
    "email",
    "department",
    "company",
    "contact",
    "involvement",
    "current engagement",
    "部门",
    "权力",
}


def weigh(title: str) -> int:
    """As the reader of people weighs headers."""
    words = title.split(" (", maxsplit=1)[0].casefold()
    if words in REQUIRED:
        return 3
    return int(words in KNOWN)


@pytest.fixture
def weight():
    return weigh


@pytest.fixture
def find():
    from powermap.exchange.intake.layout.finder import find_tables

    def find(rows, merged=(), **more):
        return find_tables(Sheet("Sheet1", rows, merged, **more), weigh)

    return find
