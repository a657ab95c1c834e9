"""Where the power that was entered and the ties contradict each other."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import powermap as pm
from powermap.demo import northwind
from powermap.judgment.judge import judge
from powermap.model import Power, Scale, Stakeholder
from powermap.network.disagreement import disagreements, find_disagreements
from powermap.network.power import estimate_power


def test_an_influencer_to_whom_everybody_listens(make_star):
    [found] = disagreements(make_star(8, power="influencer"))
    assert (found.person, found.name, found.entered) == ("hub", "Hub", Power.INFLUENCER)
    assert found.margin == pytest.approx(found.estimate.low - 5)
    because = str(found.because)
    assert because.startswith("Entered as Influencer, but the ties show ")
    assert because.endswith(
        ", above the cutoff of 5. 8 of 8 other people asked listen to them, among them P0."
    )
    [found] = disagreements(make_star(8, power=2))
    because = found.because.say("zh")
    assert because.startswith("填写的权力为 2，但关系显示为 ")
    assert because.endswith(
        "，高于分界 5。其他受访的 8 人中有 8 人听取其意见，其中有P0。"
    )


def test_the_wider_gap_comes_first(make_center):
    heard = [f"h{number}" for number in range(6)]
    people = [
        *heard[1:],
        Stakeholder("H0", id="h0", power="influencer"),
        Stakeholder("Lo", id="lo", power=9),
        *"abcdefghij",
    ]
    ties = [f"{id} listens_to {speaker}" for id in "abcdefghij" for speaker in heard]
    found = disagreements(make_center(people, *ties))
    assert [each.person for each in found] == ["lo", "h0"]
    lonely, loved = found
    assert lonely.margin > loved.margin > 0
    assert (lonely.entered, loved.entered) == (Power.DECIDER, Power.INFLUENCER)
    assert lonely.margin == pytest.approx(5 - lonely.estimate.high)
    because = str(lonely.because)
    assert because.startswith("Entered with power 9, but the ties show ")
    assert because.endswith(
        ", below the cutoff of 5. None of 10 other people asked listens to them."
    )


def test_no_contradiction_while_the_interval_holds_the_cut(make_center):
    influencer = Stakeholder("A", id="a", power="influencer")
    net = make_center([influencer, *"bcdefgh"], "b listens_to a")
    estimate = estimate_power(net)["a"]
    assert estimate.low < 5 < estimate.score
    assert disagreements(net) == ()


def test_no_contradiction_where_they_agree_or_nothing_is_entered(
    make_center, make_star
):
    assert disagreements(make_star(8, power="decider")) == ()
    assert disagreements(make_star(8, power=9.5)) == ()
    assert disagreements(make_star(8)) == ()
    assert disagreements(make_center("")) == ()


def test_the_cut_of_the_scale_decides(make_star):
    net = make_star(8, power="influencer")
    low = estimate_power(net)["hub"].low
    assert disagreements(net.revised(scale=Scale(0, 10, cut=low - 0.1)))
    assert not disagreements(net.revised(scale=Scale(0, 10, cut=low + 0.1)))


def test_talk_and_friendship_alone_contradict_nothing(make_center):
    """However many say so; beside listening they count neither way."""
    ids = [f"p{number:02}" for number in range(20)]
    people = [Stakeholder("Hub", id="hub", power="influencer"), *ids]
    for kind in ("talks_to", "friend_of"):
        contacts = [f"{id} {kind} hub" for id in ids]
        net = make_center(people, *contacts)
        # The ties themselves would contradict it.
        assert find_disagreements(net, estimate_power(net))
        assert disagreements(net) == ()
        assert judge(net).network.disagreements == ()
        heard = [f"{id} listens_to hub" for id in ids]
        both = make_center(people, *contacts, *heard)
        only = make_center(people, *heard)
        assert disagreements(both) == disagreements(only) != ()
        assert judge(both).network.disagreements == disagreements(only)


def test_that_nobody_among_a_few_listens_contradicts_no_decider(make_center):
    """The demo holds only influence upward: nothing is known of its top."""
    assert disagreements(northwind()) == ()
    answers = {
        asked: [f"p{n} listens_to p{(n + 1) % asked}" for n in range(asked)]
        for asked in (9, 10)
    }
    people = [Stakeholder("Hub", id="hub", power=9), *(f"p{n}" for n in range(20))]
    few, half = (make_center(people, *ties) for ties in answers.values())
    assert disagreements(few) == ()
    assert [each.person for each in disagreements(half)] == ["hub"]


NETWORKS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(
        lambda ends: ends[0] != ends[1]
    ),
    unique=True,
    max_size=24,
)
POWERS = st.lists(
    st.sampled_from([None, "decider", "influencer"]), min_size=7, max_size=7
)


@given(NETWORKS, POWERS, st.sampled_from([None, 2.0, 5.0, 8.0]))
def test_a_look_at_the_scores_alone_misses_nobody(pairs, powers, cut):
    people = [pm.Stakeholder(f"P{n}", power=powers[n]) for n in range(7)]
    ties = [pm.Tie(f"p{one}", f"p{two}", "listens_to") for one, two in pairs]
    scale = Scale(0, 10, cut=cut)
    center = pm.BuyingCenter("ERP", people, ties, scale=scale)
    whole = find_disagreements(center, estimate_power(center))
    assert disagreements(center) == whole
