"""In large networks only the first few are computed, and come out as if all were."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import example, given, settings, strategies as st

from powermap.judgment.judge import judge
from powermap.judgment.worlds.robust import conclusions_of, robustness_of
from powermap.model import BuyingCenter, Contact, Stakeholder, Stance, Tie
from powermap.network import power_that_follows
from powermap.network.win_first import win_first

STANCES = (None, *Stance)
CONTACTS = (None, *Contact)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(0, 3), st.integers(1, 50), st.integers(0, 10**6))
def test_the_first_to_win_are_those_of_the_whole_solution(count, density, most, seed):
    center = scattered(count, density * count, seed)
    expected = win_first(center, most=most)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(power_that_follows, "QUICK", 0)
        found = win_first(center, most=most)
    assert [win.person for win in found] == [win.person for win in expected]
    for win, other in zip(found, expected, strict=True):
        assert win.gain == pytest.approx(other.gain, abs=1e-8)


@settings(max_examples=15, deadline=None)
@example(20, 1, 1)
@given(st.integers(1, 25), st.integers(0, 3), st.integers(0, 10**6))
def test_the_first_of_every_world_are_those_of_the_whole_solution(count, density, seed):
    judgment = judge(scattered(count, density * count, seed))
    expected = robustness_of(conclusions_of(judgment, 40, seed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(power_that_follows, "QUICK", 0)
        found = robustness_of(conclusions_of(judgment, 40, seed))
    assert found == expected


def test_work_does_not_grow_with_the_square_of_the_people(monkeypatch):
    monkeypatch.setattr(power_that_follows, "QUICK", 0)
    work = []
    solve = power_that_follows.solve

    def counted(times, right):
        def product(values):
            work[-1] += values.size
            return times(values)

        return solve(product, right)

    monkeypatch.setattr(power_that_follows, "solve", counted)
    for count in (200, 800):
        work.append(0)
        win_first(scattered(count, 3 * count, 1))
    assert work[1] / work[0] < 8


def scattered(count, ties, seed):
    """People with ties here and there, some of them in groups that hear nobody else."""
    dice = Random(seed)
    people = []
    for number in range(count):
        people.append(
            Stakeholder(
                f"Person {number}",
                id=f"p{number}",
                power=dice.choice([None, dice.randint(0, 10)]),
                stance=dice.choice(STANCES),
                contact=dice.choice(CONTACTS),
            )
        )
    joined = {}
    for _ in range(ties):
        group = dice.choice([3, count])
        start = dice.randrange(count)
        ends = start, min(count - 1, start // group * group + dice.randrange(group))
        if ends[0] != ends[1]:
            joined[ends] = Tie(*(f"p{end}" for end in ends), "influences")
    return BuyingCenter("ERP", people, list(joined.values()))
