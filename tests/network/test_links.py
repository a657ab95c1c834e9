from __future__ import annotations

from hypothesis import given, strategies as st

from powermap.model import BuyingCenter, Stakeholder, Tie, TieKind
from powermap.model.playbook import Playbook
from powermap.network.links import links


def joined(*ties, **more):
    people = [Stakeholder(id) for id in "abc"]
    return [
        (each.source, each.target, round(each.share, 9))
        for each in links(BuyingCenter("ERP", people, ties), **more)
    ]


def test_what_each_kind_carries():
    expected = {
        "influences": [("a", "b", 0.8)],
        "listens_to": [("b", "a", 0.8)],
        "reports_to": [("a", "b", 0.2), ("b", "a", 0.5)],
        "dotted_to": [("a", "b", 0.1), ("b", "a", 0.25)],
        "talks_to": [("a", "b", 0.2), ("b", "a", 0.2)],
        "friend_of": [("a", "b", 0.25), ("b", "a", 0.25)],
        "conflicts_with": [],
    }
    assert set(expected) == {kind.value for kind in TieKind}
    for kind, found in expected.items():
        assert joined(Tie("a", "b", kind)) == found


def test_strength_counts_within_its_kind_and_unknown_is_the_median():
    ties = [
        Tie("a", "b", strength=1),
        Tie("b", "c", strength=4),
        Tie("a", "c", strength=2),
        Tie("c", "a"),
    ]
    more = [Tie("a", "b", "listens_to", strength=100)]
    assert joined(*ties, *more) == [
        ("a", "b", 0.2),
        ("b", "c", 0.8),
        ("a", "c", 0.4),
        ("c", "a", 0.4),
        ("b", "a", 0.8),
    ]


def test_tie_weights_of_a_playbook():
    weights = {
        **Playbook().tie_weights,
        TieKind.CONFLICTS_WITH: (0.1, 0.3),
        TieKind.INFLUENCES: (0.0, 0.0),
    }
    playbook = Playbook("Acme", tie_weights=weights)
    assert joined(
        Tie("a", "b", "conflicts_with"), Tie("a", "b"), playbook=playbook
    ) == [
        ("a", "b", 0.1),
        ("b", "a", 0.3),
    ]


def test_every_link_knows_its_tie():
    tie = Tie("a", "b", "listens_to", 2, "asks first")
    [link] = links(BuyingCenter("ERP", [Stakeholder("a"), Stakeholder("b")], [tie]))
    assert link.tie is tie


@given(
    st.lists(
        st.tuples(
            st.sampled_from(TieKind), st.one_of(st.none(), st.floats(0.001, 1e6))
        ),
        max_size=30,
    )
)
def test_shares_are_above_none_and_below_all(found):
    people = [Stakeholder("a"), Stakeholder("b")]
    center = BuyingCenter(
        "ERP", people, [Tie("a", "b", kind, strength) for kind, strength in found]
    )
    assert all(0 < link.share < 1 for link in links(center))
