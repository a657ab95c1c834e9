"""How deals leave a stage over time: a published example and what must always hold."""

from __future__ import annotations

from statistics import median

import pytest
from hypothesis import given, strategies as st

from powermap.judgment.incidence import Exit, Spell, estimate_incidence

spells = st.lists(
    st.builds(Spell, st.integers(0, 30), st.sampled_from(Exit)), min_size=1, max_size=12
)


def test_the_leukemia_patients_of_freireich():
    """Weeks of remission under 6-MP (1963), in every textbook of survival analysis."""
    relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    watched = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    stays = [Spell(weeks, Exit.PASSED) for weeks in relapsed]
    stays += [Spell(weeks, Exit.OPEN) for weeks in watched]
    found = estimate_incidence(stays)
    remaining = [1 - share for _, share in found.passed_by]
    assert remaining == pytest.approx(
        [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=5e-4
    )
    assert found.median == 23


@given(spells)
def test_the_shares_add_up(stays):
    found = estimate_incidence(stays)
    assert found.passed + found.lost + found.remaining == pytest.approx(1)
    shares = [share for _, share in found.passed_by]
    assert shares == sorted(shares)
    assert found.rate is None or 0 <= found.rate <= 1
    left = [each for each in stays if each.exit is not Exit.OPEN]
    assert found.effective <= len(left) + 1e-9


@given(spells)
def test_without_open_deals_it_is_what_one_counts(stays):
    left = [each for each in stays if each.exit is not Exit.OPEN]
    passed = [each.days for each in left if each.exit is Exit.PASSED]
    found = estimate_incidence(left)
    if left:
        assert found.rate == pytest.approx(len(passed) / len(left))
        assert found.effective == pytest.approx(len(left))
    assert found.median == (median(passed) if passed else None)
