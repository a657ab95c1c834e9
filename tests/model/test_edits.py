"""Edits look only at what changes, and say the same as a center made anew."""

import copy
import pickle

import pytest
from hypothesis import given, settings, strategies as st

import powermap as pm
from powermap.errors import UnknownPersonError

NAMES = ("Ana", "Ben", "Cy", "Dee", "Eve", "Fay", "Gil", "Hal")
IDS = tuple(name.lower() for name in NAMES)
KINDS = ("reports_to", "reports_to", "influences")
PEOPLE = st.builds(
    pm.Stakeholder,
    name=st.sampled_from(NAMES),
    id=st.sampled_from(IDS),
    power=st.sampled_from([None, 3, 8, 12]),
)
TIES = st.tuples(
    st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(KINDS)
).filter(lambda ends: ends[0] != ends[1])
ADDS = st.tuples(
    st.just("add"),
    st.lists(PEOPLE, max_size=2),
    st.lists(TIES.map(lambda ends: pm.Tie(*ends)), max_size=2),
)
CHANGES = st.dictionaries(
    st.sampled_from(["id", "name"]), st.sampled_from(IDS), min_size=1
) | st.fixed_dictionaries({"power": st.sampled_from([1, 9, 12])})
REPLACES = st.tuples(st.just("replace"), st.sampled_from(IDS), CHANGES)
REMOVES = st.tuples(
    st.just("without"),
    st.lists(st.sampled_from(IDS), max_size=2, unique=True),
    st.none(),
)
EDITS = st.lists(ADDS | REPLACES | REMOVES, max_size=12)


def start():
    people = [pm.Stakeholder(name) for name in NAMES[:5]]
    ties = [
        pm.Tie("ben", "ana", "reports_to"),
        pm.Tie("cy", "ben", "reports_to"),
        pm.Tie("ana", "dee"),
        pm.Tie("dee", "eve", "listens_to"),
    ]
    return pm.BuyingCenter("ERP", people, ties)


def outcome(function):
    """What an edit gives: the people and ties, or the message."""
    try:
        center = function()
    except pm.PowermapError as error:
        return None, str(error)
    return center, (center.stakeholders, center.ties)


def edited(center, edit):
    do, what, how = edit
    if do == "add":
        return center.add(*what, ties=how)
    if do == "replace":
        return center.replace(what, **how)
    return center.without(*what)


def made_anew(center, edit):
    """The same edit by the constructor, which looks at everybody."""
    do, what, how = edit
    people, ties = list(center), list(center.ties)
    if do == "add":
        return center.revised(stakeholders=people + what, ties=ties + how)
    if do == "replace":
        old = center.find(what)
        new = old.revised(**how)
        people[people.index(old)] = new
        moved = {old.id: new.id}
        for place, tie in enumerate(ties):
            ends = [moved.get(end, end) for end in (tie.source, tie.target)]
            if ends != [tie.source, tie.target]:
                ties[place] = tie.revised(source=ends[0], target=ends[1])
        return center.revised(stakeholders=people, ties=ties)
    gone = {center.find(id).id for id in what}
    people = [person for person in people if person.id not in gone]
    ties = [tie for tie in ties if not gone & {tie.source, tie.target}]
    return center.revised(stakeholders=people, ties=ties)


def answers(center):
    """What is found by every id and name."""
    return {key: outcome_of_find(center, key) for key in (*IDS, *NAMES)}


def outcome_of_find(center, key):
    try:
        return center.find(key)
    except UnknownPersonError as error:
        return str(error)


@given(EDITS)
@settings(deadline=None)
def test_an_edit_gives_what_a_center_made_anew_gives(edits):
    center = start()
    versions = [center]
    for edit in edits:
        # Looked up in any order, so that indexes are handed on and also made late.
        after, said = outcome(lambda: edited(center, edit))  # noqa: B023
        expected, said_anew = outcome(lambda: made_anew(center, edit))  # noqa: B023
        assert said == said_anew
        if after is not None:
            assert after == expected
            center = after
            versions.append(center)
    for version in versions:
        anew = pm.BuyingCenter("ERP", version.stakeholders, version.ties)
        assert answers(version) == answers(anew)


def test_versions_side_by_side_do_not_see_each_other():
    center = start()
    one = center.add(pm.Stakeholder("Fay", power=1))
    other = center.add(pm.Stakeholder("Gil"), pm.Stakeholder("Fay", power=2))
    renamed = one.replace("ana", id="boss", name="Boss")
    assert (one["fay"].power, other["fay"].power) == (1, 2)
    assert ("fay" in center, "gil" in one, "boss" in one) == (False, False, False)
    assert renamed.ties[0].target == "boss"
    assert "ana" not in renamed
    assert "ana" in one


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda c: pickle.loads(pickle.dumps(c))]
)
def test_a_copy_finds_its_own_people(copied):
    center = start().replace("ana", power=8)
    again = copied(center)
    assert again == center
    assert again["Ana"].power == 8
    changed = again.model_copy(update={"stakeholders": again.stakeholders[1:]})
    assert "ana" not in changed


def test_what_edits_leave_behind_stays_bounded():
    center = start()
    for number in range(5_000):
        center = center.replace(center.stakeholders[0].id, id=f"ana-{number}")
    assert center._index_of_people._entries.size < 500
    assert "ana-4998" not in center


def test_a_circle_is_found_however_long_the_chain_is():
    people = [pm.Stakeholder(f"P{n}") for n in range(200)]
    lines = [pm.Tie(f"p{n}", f"p{n + 1}", "reports_to") for n in range(198)]
    center = pm.BuyingCenter("ERP", people, lines)
    assert len(center.add(ties=[pm.Tie("p198", "p199", "reports_to")]).ties) == 199
    with pytest.raises(pm.ModelError, match="circle"):
        center.add(ties=[pm.Tie("p198", "p0", "reports_to")])
