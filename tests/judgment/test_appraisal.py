"""Attainment worked by hand; what is unknown stays unknown."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from powermap.errors import ModelError
from powermap.judgment.appraisal import appraise
from powermap.language import LANGS
from powermap.model import AccountPlan, Rating, Source
from powermap.model.playbook import Playbook


def appraised(*ratings, weights=None):
    playbook = Playbook(appraisal_weights=weights)
    return appraise(AccountPlan("Northwind", appraisal=ratings), playbook=playbook)


def test_by_hand():
    found = appraised(
        Rating("targets", "Revenue", target=200, actual=150),
        Rating("targets", "New customers", target=4, actual=5),
        Rating("reports", "Call reports", target=50, actual=30),
        Rating("customers", "Survey", actual=4.2),
    )
    targets = found.sources[Source.TARGETS]
    assert targets.attainment == pytest.approx(1.0)  # 0.75 and 1.25
    assert found.sources[Source.REPORTS].attainment == pytest.approx(0.6)
    assert found.sources[Source.CUSTOMERS].attainment is None
    assert found.attainment == pytest.approx(0.8)
    assert str(found.because) == "Attainment 80%, the mean of 2 of 5 sources."
    assert str(targets.because) == "Attainment of targets: 100%, from 2 of 2 ratings."
    assert [str(each) for each in found.missing] == [
        "Self-development plan and report: nothing entered.",
        "Comments from inside the company: nothing entered.",
        "Comments from customers: 1 rating, without a percentage.",
    ]
    assert found.rows()[1]["attainment"] == "100%"
    assert "<th>Source</th>" in found._repr_html_()


def test_a_rating():
    cases = [
        (0, 5, None, "R: result 5; a target of 0 gives no percentage."),
        (0, 0, None, "R: result 0; a target of 0 gives no percentage."),
        (None, 5, None, "R: result 5, target unknown."),
        (5, None, None, "R: target 5, result unknown."),
        (None, None, None, "R: target and result unknown."),
        (5, 0, 0.0, "R: 0 of 5 (0%)."),
        (2_000_000, 2_500_000, 1.25, "R: 2,500,000 of 2,000,000 (125%)."),
    ]
    for target, actual, attainment, because in cases:
        rating = Rating("targets", "R", target=target, actual=actual)
        (found,) = appraised(rating).sources[Source.TARGETS].ratings
        assert (found.attainment, str(found.because)) == (attainment, because)


def test_lower_is_better_where_the_file_says_so():
    cases = [
        (2, 6, 1 / 3, "R: 6, at most 2 wanted (33%)."),
        (2, 2, 1.0, "R: 2, at most 2 wanted (100%)."),
        (4, 3, 4 / 3, "R: 3, at most 4 wanted (133%)."),
        # None at all is the best there is, and does not outweigh everything else.
        (2, 0, 2.0, "R: 0, at most 2 wanted (200%)."),
        (0, 0, 1.0, "R: 0, at most 0 wanted (100%)."),
        (0, 3, 0.0, "R: 3, at most 0 wanted (0%)."),
    ]
    for target, actual, attainment, because in cases:
        rating = Rating("customers", "R", target=target, actual=actual)
        rating = rating.revised(lower_is_better=True)
        (found,) = appraised(rating).sources[Source.CUSTOMERS].ratings
        assert (found.attainment, str(found.because)) == (attainment, because)


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))
def test_a_lower_result_is_never_worse_where_lower_is_better(target, one, other):
    shares = []
    for actual in sorted([one, other]):
        rating = Rating("customers", "R", target=target, actual=actual)
        found = appraised(rating.revised(lower_is_better=True))
        shares.append(found.attainment)
    assert shares[0] >= shares[1]


def test_lower_is_better_is_asked_and_never_guessed():
    several = [
        Rating("customers", "Complaints in 2026", target=2, actual=6),
        Rating("customers", "客户投诉", target=2, actual=6),
        Rating("targets", "Costa Rica", target=2, actual=6),
        Rating("targets", "Delays", target=2, actual=6, lower_is_better=False),
        Rating("customers", "Complaints", comment="few"),
    ]
    found = appraised(*several)
    assert found.attainment == 3.0
    asked = [str(each) for each in found.missing if "Lower is better" in str(each)]
    (question,) = asked
    assert question == (
        "Complaints in 2026, 客户投诉: if lower results are better here, say so in the "
        "column “Lower is better”; they count as higher is better for now."
    )


def test_nothing_entered():
    found = appraised()
    assert found.attainment is None
    assert str(found.because).startswith("Attainment unknown")
    assert found.because.say("zh").startswith("达成率未知")
    assert list(found.sources) == list(Source)
    assert len(found.missing) == 5


def test_a_rating_without_numbers_beside_one_with():
    found = appraised(
        Rating("targets", "A", target=2, actual=1), Rating("targets", "B")
    )
    because = found.sources[Source.TARGETS].because
    assert str(because) == "Attainment of targets: 50%, from 1 of 2 ratings."
    missing = [str(each) for each in found.missing]
    assert "B: target and result unknown." in missing
    for lang in LANGS:
        for reason in (found.because, because, *found.missing):
            assert reason.say(lang).endswith((".", "。"))


def test_weights_of_a_company():
    ratings = (
        Rating("targets", "A", target=1, actual=1),
        Rating("reports", "B", target=1, actual=0),
    )
    usual = Playbook().appraisal_weights
    cases = [
        (None, 0.5),
        ({**usual, Source.TARGETS: 3}, 0.75),
        ({Source.REPORTS: 1}, 0),
        ({"目标达成情况": 2}, 1),
    ]
    for weights, attainment in cases:
        assert appraised(*ratings, weights=weights).attainment == attainment
    none = appraised(*ratings, weights=dict.fromkeys(Source, 0))
    assert none.attainment is None
    assert str(none.because) == (
        "Attainment unknown: the sources with results have weight 0."
    )


def test_weights_that_cannot_be():
    cases = [
        ({"target": 1}, r"'target' is not a source; allowed: reports.*did you mean"),
        (5, "appraisal_weights: 5 is of type int; give a mapping"),
        ({Source.TARGETS: True}, "appraisal_weights has True for 'targets'"),
        ({Source.TARGETS: -1}, "has -1 for 'targets'; allowed: 0 or more"),
    ]
    for weights, message in cases:
        with pytest.raises(ModelError, match=message):
            appraised(weights=weights)


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
