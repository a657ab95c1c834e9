"""The border: whatever a page sends, it is an edit or a message, and never anything else."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st

import powermap as pm
from powermap.live.history import History
from powermap.live.requests import apply_request

HISTORY = History(
    pm.BuyingCenter(
        "ERP",
        [pm.Stakeholder("Ana Ruiz", power=8, involvement=3), pm.Stakeholder("Ben Ode")],
        [
            pm.Tie("ben-ode", "ana-ruiz", "friend_of"),
            pm.Tie("ben-ode", "ana-ruiz", "reports_to"),
        ],
    )
)
ANA = {"id": "ana-ruiz"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (None, "None is not a request"),
        ([], "is not a request"),
        (
            {},
            "do is None; allowed: cell, point, set, add, remove, connect, disconnect, undo, redo",
        ),
        ({"do": "mov"}, "do is 'mov'"),
        ({"do": "undoo"}, r"did you mean 'undo'\?"),
        ({"do": ["undo"]}, r"do is \['undo'\]"),
        ({"do": "undo", "id": "x"}, "undo takes nothing; it has 'id'"),
        ({"do": "remove"}, "remove takes id; it has nothing$"),
        ({"do": "remove", "id": 3}, "id is 3; write a text"),
        ({"do": "remove", "id": ["ana-ruiz"]}, "write a text"),
        (
            {"do": "remove", "id": "ana-ruis"},
            r"no one in 'ERP' has the id or name 'ana-ruis' \(did you mean 'ana-ruiz'\?\)",
        ),
        (
            {"do": "cell", **ANA, "cell": "cell owner"},
            "cell is 'cell owner'; allowed: cell decider low",
        ),
        (
            {"do": "cell", "id": "eve", "cell": "cell no-role"},
            "no one in 'ERP' has the id or name 'eve'",
        ),
        (
            {"do": "point", **ANA, "power": math.nan, "involvement": 3},
            "nan is not a finite number",
        ),
        (
            {"do": "point", **ANA, "power": 3, "involvement": -math.inf},
            "-inf is not a finite number",
        ),
        (
            {"do": "point", **ANA, "power": None, "involvement": 3},
            "None is not a number",
        ),
        (
            {"do": "point", **ANA, "power": True, "involvement": 3},
            "True is not a number",
        ),
        (
            {"do": "point", **ANA, "power": 11, "involvement": 3},
            "power of 'Ana Ruiz' is 11; allowed: 0 to 10",
        ),
        (
            {"do": "point", **ANA, "power": 10**400, "involvement": 3},
            "not a finite number",
        ),
        (
            {"do": "set", **ANA, "field": "id", "value": "x"},
            "field is 'id'; allowed: name, stance, power, involvement",
        ),
        (
            {"do": "set", **ANA, "field": "stance", "value": "champ"},
            "'champ' is not a stance; allowed: champion",
        ),
        (
            {"do": "set", **ANA, "field": "name", "value": " "},
            "a name has at least one visible character",
        ),
        (
            {"do": "set", **ANA, "field": "name", "value": "a\nb"},
            r"has U\+000A at character 2",
        ),
        ({"do": "set", **ANA, "field": "name", "value": None}, "write a text"),
        (
            {"do": "set", **ANA, "field": "power", "value": {"a": 1}},
            "power is {'a': 1}; allowed: a text, a number",
        ),
        ({"do": "add", "name": "x" * 2_000}, "2,000 characters; allowed: 1,000"),
        (
            {
                "do": "connect",
                "source": "ana-ruiz",
                "target": "ana-ruiz",
                "kind": "influences",
            },
            "a tie connects two people",
        ),
        (
            {
                "do": "connect",
                "source": "ana-ruiz",
                "target": "ben-ode",
                "kind": "friend_of",
            },
            "already have the tie friend_of",
        ),
        (
            {
                "do": "connect",
                "source": "ana-ruiz",
                "target": "ben-ode",
                "kind": "reports_to",
            },
            "form a circle",
        ),
        (
            {
                "do": "connect",
                "source": "ana-ruiz",
                "target": "ben-ode",
                "kind": "loves",
            },
            "'loves' is not a kind of tie",
        ),
        (
            {
                "do": "disconnect",
                "source": "ana-ruiz",
                "target": "ben-ode",
                "kind": "talks_to",
            },
            "there is no tie talks_to",
        ),
    ],
)
def test_what_is_not_allowed_is_refused_with_a_message(asked, said):
    with pytest.raises(pm.ModelError, match=said):
        apply_request(HISTORY, asked)


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["ana-ruiz", "set"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)
names = [
    "do",
    "n",
    "id",
    "cell",
    "power",
    "involvement",
    "field",
    "value",
    "name",
    "source",
    "target",
    "kind",
]
verbs = st.sampled_from(
    ["cell", "point", "set", "add", "remove", "connect", "disconnect", "undo"]
)


@given(
    plain
    | st.dictionaries(st.sampled_from(names), plain)
    | st.builds(dict, do=verbs, id=plain, name=plain)
)
def test_anything_is_granted_or_refused(asked):
    try:
        assert isinstance(apply_request(HISTORY, asked), History)
    except pm.ModelError as error:
        assert 0 < len(str(error)) < 500
