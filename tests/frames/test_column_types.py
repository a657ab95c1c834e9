"""Columns of every type that an engine has for scores and words."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import polars as pl
import pytest

import powermap as pm

SCORES = [0, 3, 5, 8, 10]
ROLES = ["influencer", "influencer", "decider", "decider", "decider"]
NUMBERS = [pl.Int8, pl.UInt8, pl.Int64, pl.Float32, pl.Float64, pl.Decimal(4, 1)]


@pytest.mark.parametrize("dtype", NUMBERS, ids=str)
@pytest.mark.parametrize("scale", [None, pm.Scale(0, 10, 5)])
def test_scores_of_any_type_give_a_role_and_a_margin(dtype, scale):
    people = pl.DataFrame({"power": pl.Series(SCORES).cast(dtype)})
    answer = pm.frames.roles(people, scale=scale)
    assert answer["role"].to_list() == ROLES
    assert answer["margin"].to_list() == [5.0, 2.0, 0.0, 3.0, 5.0]
    support = pm.frames.support(
        people.with_columns(a=1, stance=pl.lit("champion")), "a"
    )
    assert support["support"].to_list() == [1.0]


# A reader tells which scale it took.
@pytest.mark.filterwarnings("ignore:data frame:powermap.PowermapWarning")
@pytest.mark.parametrize("dtype", NUMBERS, ids=str)
def test_a_scale_in_the_header_holds_for_any_type(dtype):
    scores = pl.Series([1, 2, 3, 4, 5]).cast(dtype)
    for header in ("Power (1-5)", "Power (1 = high, 5 = low)"):
        people = pl.DataFrame({"Name": list("ABCDE"), header: scores})
        answer = pm.frames.roles(people)
        roles = pm.classify(pm.from_frame(people, name="ERP")).values()
        assert answer["role"].to_list() == [each.role for each in roles]
        assert answer["margin"].to_list() == [each.margin for each in roles]


def test_words_of_any_type_are_read():
    words = ["Decider", "low", None]
    roles = ["decider", "influencer", None]
    for dtype in (pl.Categorical, pl.Enum(["Decider", "low"]), pl.String):
        people = pl.DataFrame({"power": pl.Series(words).cast(dtype)})
        assert pm.frames.roles(people)["role"].to_list() == roles
    mixed = pd.DataFrame({"power": [9, "low", None, Decimal(8), True]}, dtype=object)
    answer = pm.frames.roles(mixed)
    assert answer["role"].fillna("").to_list() == [
        "decider",
        "influencer",
        "",
        "decider",
        "",
    ]
    assert answer["why_no_role"].to_list()[4] == "power_not_understood"
