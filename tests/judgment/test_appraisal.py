"""Attainment worked by hand; what is unknown stays unknown."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from powermap.errors import ModelError
from powermap.judgment.appraisal import WEIGHTS, appraise
from powermap.model import AccountPlan, Rating, Source


def appraised(*ratings, **options):
    return appraise(AccountPlan("Northwind", appraisal=ratings), **options)


def test_by_hand():
    found = appraised(
        Rating("targets", "Revenue", target=200, actual=150),
        Rating("targets", "New customers", target=4, actual=5),
        Rating("reports", "Call reports", target=50, actual=30),
        Rating("customers", "Survey", actual=4.2),
    )
    assert found.sources[Source.TARGETS].attainment == pytest.approx(
        1.0
    )  # 0.75 and 1.25
    assert found.sources[Source.REPORTS].attainment == pytest.approx(0.6)
    assert found.sources[Source.CUSTOMERS].attainment is None
    assert found.attainment == pytest.approx(0.8)
    assert found.because == "Attainment 80 %, the mean of 2 sources of five."
    assert (
        found.sources[Source.TARGETS].because
        == "Attainment of targets: 100 %, from 2 of 2 ratings."
    )
    assert found.missing == (
        "Self-development plan and report: nothing entered.",
        "Comments from inside the company: nothing entered.",
        "Comments from customers: 1 rating, without a share of a target.",
    )


@pytest.mark.parametrize(
    ("target", "actual", "attainment", "why"),
    [
        (0, 5, None, "R: 5 reached of a target of 0, which gives no share."),
        (0, 0, None, "R: 0 reached of a target of 0, which gives no share."),
        (None, 5, None, "R: 5 reached, and no target is known."),
        (5, None, None, "R: 5 asked, and what was reached is not known."),
        (None, None, None, "R: neither target nor result is known."),
        (5, 0, 0.0, "R: 0 reached, target 5: 0 %."),
        (2_000_000, 2_500_000, 1.25, "R: 2,500,000 reached, target 2,000,000: 125 %."),
    ],
)
def test_a_rating(target, actual, attainment, why):
    (found,) = (
        appraised(Rating("targets", "R", target=target, actual=actual))
        .sources[Source.TARGETS]
        .ratings
    )
    assert (found.attainment, found.because) == (attainment, why)


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "Attainment is not known"), ("zh", "达成率不明")]
)
def test_nothing_entered(lang, said):
    found = appraised(lang=lang)
    assert found.attainment is None
    assert found.because.startswith(said)
    assert list(found.sources) == list(Source)
    assert len(found.missing) == 5


def test_a_rating_without_numbers_beside_one_with():
    found = appraised(
        Rating("targets", "A", target=2, actual=1), Rating("targets", "B")
    )
    assert (
        found.sources[Source.TARGETS].because
        == "Attainment of targets: 50 %, from 1 of 2 ratings."
    )
    assert "B: neither target nor result is known." in found.missing


def test_weights_of_the_house():
    ratings = (
        Rating("targets", "A", target=1, actual=1),
        Rating("reports", "B", target=1, actual=0),
    )
    assert appraised(*ratings).attainment == 0.5
    assert (
        appraised(*ratings, weights={**WEIGHTS, Source.TARGETS: 3}).attainment == 0.75
    )
    assert appraised(*ratings, weights={Source.REPORTS: 1}).attainment == 0
    assert appraised(*ratings, weights={"目标达成情况": 2}).attainment == 1
    none = appraised(*ratings, weights=dict.fromkeys(Source, 0))
    assert (none.attainment, none.because) == (
        None, "Attainment is not known: the sources in which something was reached count nothing."
    )  # fmt: skip
    with pytest.raises(
        ModelError, match=r"'target' is not a source; allowed: reports.*did you mean"
    ):
        appraised(weights={"target": 1})
    with pytest.raises(ModelError, match="weights: 5 is of type int; give a mapping"):
        appraised(weights=5)
    with pytest.raises(ModelError, match="weighs True"):
        appraised(weights={Source.TARGETS: True})
    with pytest.raises(ModelError, match="weighs -1; allowed: 0 or more"):
        appraised(weights={Source.TARGETS: -1})


@given(
    st.lists(
        st.tuples(
            st.sampled_from(Source),
            st.none() | st.integers(0, 99),
            st.none() | st.integers(0, 99),
        )
    )
)
def test_the_whole_lies_between_its_parts(rows):
    found = appraised(
        *[
            Rating(source, "r", target=target, actual=actual)
            for source, target, actual in rows
        ]
    )
    known = [
        each.attainment
        for each in found.sources.values()
        if each.attainment is not None
    ]
    assert (found.attainment is None) == (not known)
    if known:
        assert min(known) - 1e-9 <= found.attainment <= max(known) + 1e-9
    assert sum(len(each.ratings) for each in found.sources.values()) == len(rows)
