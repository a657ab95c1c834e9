"""Titles as a named prior of power."""

from __future__ import annotations

import pytest

from powermap.model import BuyingCenter, Stakeholder, Tie
from powermap.network.power import estimate_power
from powermap.network.seniority import share_by_title
from powermap.network.trust import trust_in_ties

IN_ORDER = (
    ("CEO", "President & CEO", "Managing Director", "总经理", "董事长", "首席执行官"),
    (
        "Vice President",
        "SVP, VP Sales",
        "CFO",
        "Chief Engineer",
        "副总经理",
        "首席技术官",
    ),
    ("Director of Engineering", "Head of IT", "财务总监", "采购部部长"),
    ("Purchasing Manager", "Deputy Director", "采购经理", "副总监", "总经理办公室主任"),
    ("Team Lead", "Deputy Manager", "副经理", "采购主管"),
    ("Software Engineer", "工程师", "采购专员", "Senior Analyst"),
)
SILENT = ("Assistant to the CEO", "总裁助理", "Executive Assistant", "Poet", "", None)


def test_titles_in_both_languages_stand_in_order():
    shares = []
    for titles in IN_ORDER:
        found = {share_by_title(title) for title in titles}
        assert len(found) == 1, (titles, [share_by_title(title) for title in titles])
        shares += found
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == len(IN_ORDER)
    assert {share_by_title(title) for title in SILENT} == {None}


def center_of(answers):
    """Everybody listens to the clerk Ben, as far as asked."""
    people = [
        Stakeholder("Ana", title="CEO", power=3),
        Stakeholder("Ben", title="专员"),
    ]
    people += [Stakeholder(f"P{number}") for number in range(20)]
    ties = [Tie(f"p{number}", "ben", "listens_to") for number in range(answers)]
    return BuyingCenter("ERP", people, ties)


def test_titles_count_where_few_were_asked_and_ties_pull_away():
    gaps = []
    for answers in (0, 1, 4, 20):
        found = estimate_power(center_of(answers), titles=True)
        gaps.append(found["ana"].score - found["ben"].score)
        for each in found.values():
            assert each.low <= each.score <= each.high
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[0] == pytest.approx(7.5)
    assert gaps[-1] < 0


def test_titles_are_named_and_never_mixed_in_silently():
    plain = estimate_power(center_of(4))
    titled = estimate_power(center_of(4), titles=True)
    assert plain["ana"].by_title is None
    assert titled["ana"].by_title == 9.5
    assert "By title" not in str(plain["ana"].because)
    assert str(titled["ana"].because).endswith(
        "By title (CEO), the score would be 9.5."
    )
    assert titled["ben"].because.say("zh").endswith("按职位（专员），得分应为 2。")
    assert titled["p0"] == plain["p0"] or titled["p0"].score == plain["p0"].score
    assert (plain["ana"].entered, plain["ben"].entered) == (3, None)


def test_how_far_to_trust_is_said_of_the_kinds_that_are_there():
    assert trust_in_ties(BuyingCenter("ERP")) == ()
    sentences = [str(each) for each in trust_in_ties(center_of(1), reports=True)]
    assert [each.split(" ")[0] for each in sentences] == ["In", "Who", "Reporting"]
