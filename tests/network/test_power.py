"""Power from ties: known answers, and what must hold for any network."""

from __future__ import annotations

import random
from dataclasses import FrozenInstanceError
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from powermap.demo import northwind
from powermap.errors import UnknownPersonError
from powermap.model import BuyingCenter, Scale, Stakeholder, Tie, TieKind
from powermap.network.disagreement import disagreements, find_disagreements
from powermap.network.listening import LISTENING, listening_of, listening_weights
from powermap.network.power import estimate_power
from powermap.network.readings import attention, count_listeners, nearness


def make_center(people, *ties):
    """People by id, ties as 'a listens_to b' or (source, target, kind, strength)."""
    named = []
    for each in people:
        is_person = isinstance(each, Stakeholder)
        named.append(each if is_person else Stakeholder(each.upper(), id=each))
    joined = []
    for each in ties:
        if isinstance(each, tuple):
            joined.append(Tie(*each))
        else:
            source, kind, target = each.split()
            joined.append(Tie(source, target, kind))
    return BuyingCenter("net", named, joined)


def make_star(leaves, **hub):
    """A hub to whom everybody else listens."""
    ids = [f"p{number}" for number in range(leaves)]
    people = [Stakeholder("Hub", id="hub", **hub), *ids]
    return make_center(people, *(f"{id} listens_to hub" for id in ids))


def ranks(found):
    return {id: each.rank for id, each in found.items()}


# known answers


def test_a_chain_ranks_from_its_head():
    found = estimate_power(
        make_center("abcd", "d listens_to c", "c listens_to b", "b listens_to a")
    )
    assert ranks(found) == {"a": 1, "b": 2, "c": 3, "d": 4}


def test_the_hub_of_a_star_is_alone_at_the_top_and_equal_leaves_share_a_rank():
    found = estimate_power(make_star(6))
    assert ranks(found) == {"hub": 1, **{f"p{number}": 2 for number in range(6)}}
    assert found["hub"].low > 5
    assert len({found[f"p{number}"].score for number in range(6)}) == 1
    assert found["p0"].score < 5


def test_ranks_leave_out_as_many_as_share_one():
    found = estimate_power(make_center("abc", "c listens_to a", "c listens_to b"))
    assert ranks(found) == {"a": 1, "b": 1, "c": 3}


def test_everybody_alike_stands_in_the_middle():
    found = estimate_power(
        make_center("abc", "a listens_to b", "b listens_to c", "c listens_to a")
    )
    assert {(each.score, each.rank) for each in found.values()} == {(5.0, 1)}


def test_the_readings_of_a_chain_by_hand():
    found = listening_of(
        make_center(
            "abcde", *(f"{b} listens_to {a}" for a, b in ("ab", "bc", "cd", "de"))
        ),
        weights=listening_weights(reports=False),
    )
    weights = found.asked[None].astype(float)
    assert count_listeners(found, weights)[0].tolist() == [1, 1, 1, 1, 0]
    assert nearness(found, weights)[0] == pytest.approx(
        [1 + 2 / 3 + 1 / 3, 2, 1 + 2 / 3, 1, 0]
    )
    two = listening_of(make_center("ab", "b listens_to a"), weights=LISTENING)
    share = attention(two, two.asked[None].astype(float), np.full((1, 2), 0.5))[0]
    assert share[0] > 0.5 > share[1]
    assert share.sum() == pytest.approx(1)


def test_nearness_does_not_depend_on_how_sources_are_put_into_blocks():
    for size in (511, 512, 513, 1100):
        listening = listening_of(make_star(size), weights=LISTENING)
        near = nearness(listening, listening.asked[None].astype(float))[0]
        assert near[listening.ids.index("hub")] == size
        assert near.sum() == size


def test_influences_is_listens_to_turned_round():
    one = estimate_power(make_center("abc", "a influences b", "a influences c"))
    other = estimate_power(make_center("abc", "b listens_to a", "c listens_to a"))
    assert one == other


def test_reporting_lines_count_only_when_asked_for():
    people = make_center("abc", "b reports_to a", "c dotted_to a")
    assert {each.rank for each in estimate_power(people).values()} == {1}
    assert estimate_power(people, reports=True)["a"].rank == 1
    assert ranks(estimate_power(people, reports=True)) == {"a": 1, "b": 2, "c": 2}
    assert estimate_power(people, reports=True)["a"].because.say().startswith("2 of 2")


def test_conflict_says_nothing():
    quiet = estimate_power(make_center("abc", "a conflicts_with b"))
    assert {(each.low, each.high, each.score) for each in quiet.values()} == {
        (0, 10, 5)
    }


def test_the_kinds_stand_in_order():
    kinds = ["listens_to", "reports_to", "talks_to", "friend_of"]
    people = [*kinds, "x1", "x2", "x3", "x4"]
    ties = [(f"x{number}", kind, kind) for number, kind in enumerate(kinds, start=1)]
    found = estimate_power(make_center(people, *ties), reports=True)
    assert [found[kind].score for kind in kinds] == sorted(
        (found[kind].score for kind in kinds), reverse=True
    )
    assert len({found[kind].score for kind in kinds}) == 4


def test_listening_beats_any_number_of_meetings_of_one_person():
    found = estimate_power(
        make_center("abcd", ("a", "b", "talks_to", 5000), "c listens_to d")
    )
    assert found["d"].rank == 1


def test_talk_counts_distinct_contacts_not_volume():
    often = make_center(
        "abcde",
        ("a", "e", "talks_to", 900),
        ("b", "d", "talks_to", 1),
        ("c", "d", "talks_to", 1),
    )
    found = estimate_power(often)
    assert found["d"].rank == 1
    doubled = often.revised(
        ties=(*often.ties, Tie("a", "e", "talks_to", 70), Tie("a", "e", "talks_to"))
    )
    assert estimate_power(doubled) == found


def test_between_two_people_the_firmest_tie_counts_once():
    once = make_center("abc", "b listens_to a", "c talks_to b")
    twice = make_center(
        "abc",
        "b listens_to a",
        "c talks_to b",
        "b talks_to a",
        "b dotted_to a",
        "b listens_to a",
    )
    assert estimate_power(twice) == estimate_power(once)
    assert listening_of(twice, weights=LISTENING).evidence.tolist() == [
        1,
        0.125,
        0.25,
    ]  # b hears a, b hears c, c hears b


def test_strengths_count_by_rank_and_the_weakest_at_least_half():
    found = listening_of(
        make_center(
            "abcd",
            ("a", "b", "listens_to", 1),
            ("b", "c", "listens_to", 2),
            ("c", "d", "listens_to", 900),
        ),
        weights=LISTENING,
    )
    assert found.evidence.tolist() == pytest.approx([2 / 3, 5 / 6, 1])


def test_the_unit_of_strength_does_not_matter():
    ties = [("a", "b", 1), ("b", "c", 4), ("c", "d", 2), ("d", "a", 3)]
    one = estimate_power(
        make_center("abcd", *((s, t, "listens_to", w) for s, t, w in ties))
    )
    other = estimate_power(
        make_center("abcd", *((s, t, "listens_to", w * 250) for s, t, w in ties))
    )
    assert one == other


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 5000), min_size=4, max_size=4))
def test_only_the_order_of_strengths_matters(counts):
    for kind in ("listens_to", "talks_to", "friend_of"):
        ends = ["ab", "bc", "cd", "da"]
        wild, tame = (
            estimate_power(
                make_center(
                    "abcd",
                    *((*end, kind, each) for end, each in zip(ends, by, strict=True)),
                )
            )
            for by in (counts, [sorted(counts).index(each) + 1 for each in counts])
        )
        assert wild == tame


def test_friends_count_for_who_is_named():
    found = estimate_power(make_center("abc", "b friend_of a", "c friend_of a"))
    assert ranks(found) == {"a": 1, "b": 2, "c": 2}


def test_scores_are_on_the_scale_of_the_center():
    people = make_star(6)
    plain = estimate_power(people)
    for scale in (Scale(1, 5), Scale(-100, 100, cut=60)):
        span = scale.high - scale.low
        for id, each in estimate_power(people.revised(scale=scale)).items():
            found = each.score, each.low, each.high
            tenths = plain[id].score, plain[id].low, plain[id].high
            wanted = [scale.low + span * tenth / 10 for tenth in tenths]
            assert found == pytest.approx(wanted)


# who was asked


def test_with_no_evidence_everything_is_possible():
    for people in (make_center(""), make_center("a"), make_center("abc")):
        found = estimate_power(people)
        assert all(
            (each.low, each.score, each.high, each.rank) == (0, 5, 10, 1)
            for each in found.values()
        )
        assert len(found) == len(people)


def test_who_alone_was_asked_is_unknown():
    found = estimate_power(make_center("abc", "a listens_to b"))
    assert (found["a"].low, found["a"].high) == (0, 10)
    assert found["b"].high - found["b"].low < 10
    assert str(found["a"].because) == (
        "No one else was asked, so the score could be anything on the scale."
    )


def test_asked_adds_those_who_named_nobody():
    people = make_center("abcdef", "a listens_to b")
    few, many = estimate_power(people), estimate_power(people, asked=list("acdef"))
    assert str(few["b"].because).startswith("1 of 1 other person asked")
    assert str(many["b"].because).startswith("1 of 5 other people asked")
    assert many["b"].score < few["b"].score or many["c"].score < few["c"].score


def test_one_person_is_the_surer_the_more_say_the_same():
    star = make_star(9)
    for id in ("hub", "p8"):
        widths = []
        for asked in (1, 3, 8):
            sources = {f"p{number}" for number in range(asked)}
            ties = tuple(tie for tie in star.ties if tie.source in sources)
            found = estimate_power(star.revised(ties=ties))[id]
            widths.append(found.high - found.low)
        assert widths == sorted(widths, reverse=True)
        assert widths[0] > 1.4 * widths[-1]


def test_asked_must_be_somebody():
    with pytest.raises(UnknownPersonError, match=r"'bem' \(did you mean 'ben'\?\)"):
        estimate_power(make_center(["ben"]), asked=["bem"])


# reasons


def test_reasons_name_the_foremost_listener():
    people = [
        Stakeholder("Ann", id="a"),
        Stakeholder("Bo", id="b", title="Clerk"),
        Stakeholder("Cy", id="c", title="CIO", power=9),
        Stakeholder("Di", id="d", power="decider"),
    ]
    net = make_center(
        people, "b listens_to a", "c listens_to a", "d listens_to a", "c talks_to d"
    )
    reasons = {id: each.because for id, each in estimate_power(net).items()}
    assert str(reasons["a"]) == (
        "3 of 3 other people asked listen to them, among them Cy (CIO)."
    )
    assert reasons["a"].say("zh") == (
        "其他受访的 3 人中有 3 人听取其意见，其中有Cy（CIO）。"
    )
    assert str(reasons["d"]) == (
        "1 of 2 other people asked is in contact with them (Cy, CIO), "
        "and no one is known to listen to them."
    )
    assert reasons["d"].say("zh") == (
        "其他受访的 2 人中有 1 人（Cy，CIO）与其有往来，尚不知有人听取其意见。"
    )
    assert str(reasons["b"]) == "None of 2 other people asked listens to them."
    assert reasons["b"].say("zh") == "其他受访的 2 人中无人听取其意见。"


def test_one_listener_is_singular_and_few_asked_are_said():
    found = estimate_power(make_center("abcdef", "a listens_to b"))["b"].because
    assert str(found) == (
        "1 of 1 other person asked listens to them (A). Only 1 of 6 people was asked."
    )


def test_one_listener_is_named_directly_and_of_several_contacts_the_foremost():
    people = [
        Stakeholder("Ann", id="a"),
        Stakeholder("Bo", id="b", title="Clerk"),
        Stakeholder("Cy", id="c"),
        "d",
    ]
    net = make_center(people, "b listens_to a", "b talks_to d", "c talks_to d")
    reasons = {id: each.because for id, each in estimate_power(net).items()}
    assert str(reasons["a"]) == (
        "1 of 2 other people asked listens to them (Bo, Clerk)."
    )
    assert reasons["a"].say("zh") == (
        "其他受访的 2 人中有 1 人（Bo，Clerk）听取其意见。"
    )
    assert str(reasons["d"]) == (
        "2 of 2 other people asked are in contact with them, among them Bo (Clerk), "
        "and no one is known to listen to them."
    )


def test_answers_are_frozen():
    found = estimate_power(make_center("ab", "a listens_to b"))
    with pytest.raises(FrozenInstanceError):
        found["a"].score = 3
    with pytest.raises(TypeError):
        found["a"] = None


# properties

KINDS = st.sampled_from(list(TieKind))


@st.composite
def networks(draw, kinds=KINDS, most=8):
    size = draw(st.integers(1, most))
    ids = [f"n{number}" for number in range(size)]
    pair = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(
        lambda ends: ends[0] != ends[1]
    )
    strength = st.none() | st.floats(1e-6, 1e6)
    drawn = (
        draw(st.lists(st.tuples(pair, kinds, strength), max_size=20))
        if size > 1
        else []
    )
    # reporting lines without a circle or two bosses: up the numbers, the first one only
    ties, led = [], set()
    for (source, target), kind, weight in drawn:
        if kind is TieKind.REPORTS_TO:
            if source in led or source < target:
                continue
            led.add(source)
        ties.append((source, target, kind, weight))
    return make_center(ids, *ties)


@settings(max_examples=60, deadline=None)
@given(networks(), st.booleans())
def test_any_network_ends_in_an_interval_that_holds_the_score(net, reports):
    found = estimate_power(net, reports=reports)
    assert list(found) == [person.id for person in net]
    for each in found.values():
        assert 0 <= each.low <= each.score <= each.high <= 10
        assert 1 <= each.rank <= len(net)
        assert str(each.because).endswith(".")
    assert min(each.rank for each in found.values()) == 1
    by_rank = sorted(found.values(), key=lambda each: each.rank)
    assert all(one.score >= other.score for one, other in pairwise(by_rank))
    assert estimate_power(net, reports=reports) == found


@settings(max_examples=30, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_people_and_ties_does_not_matter(net, dice):
    people, ties = list(net.stakeholders), list(net.ties)
    dice.shuffle(people)
    dice.shuffle(ties)
    shuffled = BuyingCenter("net", people, ties)
    assert dict(estimate_power(shuffled)) == dict(estimate_power(net))


@settings(max_examples=30, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_names_do_not_matter(net, dice):
    numbers = list(range(len(net)))
    dice.shuffle(numbers)
    new = {person.id: f"m{number}" for person, number in zip(net, numbers, strict=True)}
    people = [Stakeholder(person.name, id=new[person.id]) for person in net]
    ties = [
        Tie(new[tie.source], new[tie.target], tie.kind, tie.strength)
        for tie in net.ties
    ]
    one, other = estimate_power(net), estimate_power(BuyingCenter("net", people, ties))
    assert {
        new[id]: (each.score, each.low, each.high, each.rank)
        for id, each in one.items()
    } == {
        id: (each.score, each.low, each.high, each.rank) for id, each in other.items()
    }


def renamed(net, dice):
    """The same network under other ids, and the new id of each."""
    numbers = list(range(len(net)))
    dice.shuffle(numbers)
    new = {
        person.id: f"m{number:04}" for person, number in zip(net, numbers, strict=True)
    }
    people = [person.revised(id=new[person.id]) for person in net]
    ties = [
        Tie(new[tie.source], new[tie.target], tie.kind, tie.strength)
        for tie in net.ties
    ]
    return BuyingCenter("net", people, ties, scale=net.scale), new


def listen(size, pairs):
    """People by number, and who listens to whom."""
    ids = [f"p{number}" for number in range(size)]
    return make_center(ids, *(f"p{a} listens_to p{b}" for a, b in pairs))


def ring(first, size):
    return [(first + n, first + (n + 1) % size) for n in range(size)]


def grid(side):
    places = [(row, column) for row in range(side) for column in range(side)]
    for a, (row, column) in enumerate(places):
        for b, (other_row, other_column) in enumerate(places):
            if abs(row - other_row) + abs(column - other_column) == 1:
                yield a, b


ALIKE = {
    "pairs": (24, [(n, n + 1) for n in range(0, 24, 2)]),
    "a ring of six and two of three": (12, ring(0, 6) + ring(6, 3) + ring(9, 3)),
    "grid": (25, list(grid(5))),
    "path": (150, [(n, n + 1) for n in range(149)]),
    "star": (150, [(n, 0) for n in range(1, 150)]),
    "all of 20": (20, [(a, b) for a in range(20) for b in range(20) if a != b]),
}
"""People who can be told apart by their ids only; above 128 the arrays are sparse."""


@pytest.mark.parametrize("name", [*ALIKE, "demo", "simulated"])
def test_intervals_and_disagreements_do_not_depend_on_the_spelling_of_ids(
    power_benchmark, name
):
    if name == "demo":
        net = northwind()
    elif name == "simulated":
        net = power_benchmark.simulated(3)
    else:
        net = listen(*ALIKE[name])
    one = estimate_power(net)
    contradicted = {each.person for each in find_disagreements(net, one)}
    for seed in range(30 if len(net) < 100 else 4):
        other, new = renamed(net, random.Random(seed))
        found = estimate_power(other)
        ends = [(each.low, each.high) for each in one.values()]
        same = [(found[new[id]].low, found[new[id]].high) for id in one]
        np.testing.assert_allclose(same, ends, rtol=0, atol=1e-9)
        again = {each.person for each in find_disagreements(other, found)}
        assert again == {new[id] for id in contradicted}


def test_a_disagreement_does_not_come_and_go_with_the_spelling_of_ids():
    """The hub's interval ends so near the cut that it lay on either side of it, by which of all had which draws."""
    net = make_star(5)
    edge = estimate_power(net)["hub"].low
    near = make_star(5, power="influencer").revised(scale=Scale(0, 10, cut=edge - 0.01))
    assert {
        len(disagreements(renamed(near, random.Random(seed))[0])) for seed in range(30)
    } == {1}


def test_equal_evidence_means_equal_intervals():
    """Nobody listens to six of the demo's people; four of them were asked, and named others."""
    demo = [
        each
        for each in estimate_power(northwind()).values()
        if str(each.because).startswith("None of ")
    ]
    assert len(demo) == 6
    assert len({(each.score, each.low, each.high) for each in demo}) == 1
    found = estimate_power(make_star(9))
    assert len({(found[f"p{n}"].low, found[f"p{n}"].high) for n in range(9)}) == 1
    rings = listen(*ALIKE["a ring of six and two of three"])
    found = estimate_power(rings)
    assert len({(found[f"p{n}"].low, found[f"p{n}"].high) for n in range(6)}) == 1
    assert len({(found[f"p{n}"].low, found[f"p{n}"].high) for n in range(6, 12)}) == 1


def test_the_demo_says_the_same_in_both_languages():
    english, chinese = (
        estimate_power(northwind(lang)).values() for lang in ("en", "zh")
    )
    assert [(each.score, each.low, each.high) for each in english] == [
        (each.score, each.low, each.high) for each in chinese
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=20),
    st.tuples(st.integers(0, 5), st.integers(0, 3)),
    st.booleans(),
)
def test_a_listener_more_never_lowers_a_score(pairs, more, all_answer):
    """Exactly so where those who listen are not listened to; there the three readings gain nobody else."""
    askers, others = [f"a{n}" for n in range(6)], [f"b{n}" for n in range(4)]
    asked = (
        askers
        if all_answer
        else [f"a{more[0]}", *(f"a{source}" for source, _ in pairs)]
    )

    def of(found):
        ties = [f"a{source} listens_to b{target}" for source, target in sorted(found)]
        return estimate_power(make_center([*askers, *others], *ties), asked=asked)[
            f"b{more[1]}"
        ]

    before, after = of(pairs - {more}), of(pairs | {more})
    assert after.rank <= before.rank
    if pairs - {more} and len({source for source, _ in pairs | {more}}) == len(
        {source for source, _ in pairs - {more}}
    ):
        listens_alone = not any(source == more[0] for source, _ in pairs - {more})
        assert listens_alone or after.score >= before.score - 0.01


@settings(max_examples=60, deadline=None)
@given(networks(st.just(TieKind.LISTENS_TO)), st.data())
def test_a_listener_more_never_lowers_count_or_nearness(net, data):
    ids = [person.id for person in net]
    if len(ids) < 2:
        return
    source, target = data.draw(
        st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(
            lambda ends: ends[0] != ends[1]
        )
    )
    plain = net.revised(
        ties=tuple(Tie(tie.source, tie.target, tie.kind) for tie in net.ties)
    )
    grown = plain.revised(ties=(*plain.ties, Tie(source, target, "listens_to")))
    weights = np.ones((1, len(ids)))
    before, after = (
        listening_of(each, weights=LISTENING, asked=ids) for each in (plain, grown)
    )
    gained = {
        reading: reading(after, weights)[0] - reading(before, weights)[0]
        for reading in (count_listeners, nearness)
    }
    for gain in gained.values():
        assert gain.min() >= 0
        assert gain[after.ids.index(target)] == pytest.approx(gain.max())


# shapes that break other measures


def test_two_camps_and_a_loner():
    camps = [f"{camp}{number}" for camp in "xy" for number in range(3)]
    ties = [
        f"{a} listens_to {b}" for a in camps for b in camps if a != b and a[0] == b[0]
    ]
    found = estimate_power(make_center([*camps, "z"], *ties))
    assert {found[id].rank for id in camps} == {1}
    assert found["z"].rank == 7
    assert found["z"].score < 5 < found["x0"].score


def test_large_shapes_end():
    size = 1500
    shapes = {
        "path": (size, [(n, n + 1) for n in range(size - 1)]),
        "ring": (size, ring(0, size)),
        "complete": (60, [(a, b) for a in range(60) for b in range(60) if a != b]),
        "star": (size, [(n, 0) for n in range(1, size)]),
        "one tie": (size, [(0, 1)]),
    }
    for name, (count, pairs) in shapes.items():
        net = listen(count, pairs)
        found = estimate_power(net, asked=[person.id for person in net])
        for each in found.values():
            assert 0 <= each.low <= each.score <= each.high <= 10
        are_equal = {each.rank for each in found.values()} == {1}
        assert are_equal is (name in {"ring", "complete"})


@given(net=networks())
def test_what_people_claim_of_themselves_counts_less(net):
    claims = [tie for tie in net.ties if tie.kind is TieKind.INFLUENCES]
    if not claims:
        return
    claimer = claims[0].source

    def scored(said_by):
        ties = []
        for tie in net.ties:
            is_claim = tie.kind is TieKind.INFLUENCES and tie.source == claimer
            ties.append(tie.revised(said_by=said_by) if is_claim else tie)
        return estimate_power(net.revised(ties=tuple(ties)))[claimer].score

    # What anybody else says counts as before, also if it is nobody in the file.
    assert scored("Kim of our team") == scored(None) == scored(claims[0].target)
    assert scored(claimer) <= scored(None)
    assert scored(claimer) == scored(net[claimer].name)
