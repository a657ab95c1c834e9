"""Versions of one plan that two people changed, for hypothesis."""

import pytest
from hypothesis import strategies as st

from powermap.errors import PowermapError
from powermap.model import (
    AccountPlan,
    Action,
    Assessment,
    BuyingCenter,
    Goal,
    Member,
    Stakeholder,
    Tie,
)

NAMES = ("Ana Ruiz", "Ben Ode", "Cleo Park", "Dev Shah", "张伟", "Eva Holm", "Finn Ek")
STANCES = ("supporter", "opponent", "neutral", None)


def first_version():
    people = [
        Stakeholder("Ana Ruiz", title="CFO", power=8, covered_by=["Kim"]),
        Stakeholder(
            "Ben Ode", title="CIO", power=5, rival_stances={"Contoso": "supporter"}
        ),
        Stakeholder("Cleo Park", stance="neutral", involvement=2),
        Stakeholder("张伟", power="influencer"),
    ]
    ties = [
        Tie("ben-ode", "ana-ruiz", "reports_to"),
        Tie("cleo-park", "ben-ode", "reports_to"),
        Tie("张伟", "ana-ruiz", "influences", 2),
    ]
    return AccountPlan(
        "Northwind",
        center=BuyingCenter("ERP", people, ties),
        team=[Member("Kim"), Member("Lee")],
        rivals=["Contoso"],
        assessments=[Assessment("risk", "-", as_of="2026-01-01")],
        goals=[Goal("Pilot agreed")],
        actions=[Action("See Ben", who="Kim", with_people=["ben-ode"])],
    )


def _people(change):
    """An edit of the people and ties of a plan, undone where they do not allow it."""

    def edit(plan, draw):
        people = list(plan.center)
        ties = list(plan.center.ties)
        people, ties = change(people, ties, draw)
        ids = {person.id for person in people}
        ties = [tie for tie in ties if {tie.source, tie.target} <= ids]
        actions = []
        for action in plan.actions:
            left = [id for id in action.with_people if id in ids]
            actions.append(action.revised(with_people=left))
        center = plan.center.revised(stakeholders=people, ties=ties)
        return plan.revised(center=center, actions=actions)

    return edit


def _one(values, draw):
    values = list(values)
    # Nothing to choose from: there is no such edit.
    if not values:
        raise IndexError
    return draw(st.sampled_from(values))


def change_person(people, ties, draw):
    person = _one(people, draw)
    changes = _one(
        [
            {"stance": _one(STANCES, draw)},
            {"power": draw(st.integers(0, 10))},
            {"title": _one(("CFO", "CIO", None), draw)},
            {
                "covered_by": draw(
                    st.lists(st.sampled_from(["Kim", "Lee"]), unique=True)
                )
            },
            {"rival_stances": {"Contoso": _one(STANCES[:3], draw)}},
            {"note": _one(("met", "called", None), draw)},
        ],
        draw,
    )
    new = person.revised(**changes)
    return [new if each is person else each for each in people], ties


def add_person(people, ties, draw):
    name = _one(NAMES, draw)
    id = _one((None, "p1"), draw)
    person = Stakeholder(name, id=id, power=draw(st.integers(0, 10)))
    place = draw(st.integers(0, len(people)))
    return [*people[:place], person, *people[place:]], ties


def remove_person(people, ties, draw):
    gone = _one(people, draw)
    return [each for each in people if each is not gone], ties


def rename_person(people, ties, draw):
    person = _one(people, draw)
    new = person.revised(name=person.name + " Jr", id=person.id + "-jr")
    people = [new if each is person else each for each in people]
    renamed = []
    for tie in ties:
        ends = [new.id if end == person.id else end for end in (tie.source, tie.target)]
        renamed.append(tie.revised(source=ends[0], target=ends[1]))
    return people, renamed


def move_person(people, ties, draw):
    person = _one(people, draw)
    rest = [each for each in people if each is not person]
    place = draw(st.integers(0, len(rest)))
    return [*rest[:place], person, *rest[place:]], ties


def add_tie(people, ties, draw):
    source, target = _one(people, draw), _one(people, draw)
    kind = _one(("reports_to", "influences"), draw)
    return people, [*ties, Tie(source.id, target.id, kind)]


def remove_tie(people, ties, draw):
    gone = _one(ties, draw)
    return people, [each for each in ties if each is not gone]


def change_lists(plan, draw):
    return plan.revised(
        **_one(
            [
                {"rivals": [*plan.rivals, "Fabrikam"]},
                {"team": [*plan.team, Member("Max")]},
                {"team": ()},
                {"goals": [Goal("Pilot agreed", state="done")]},
                {"actions": [Action("See Ana", who="Lee", with_people=["ana-ruiz"])]},
                {"objective": _one(("win", "grow", None), draw)},
                {"assessments": [Assessment("risk", "+", as_of="2026-01-01")]},
                {"assessments": [Assessment("risk", "+", rival="Contoso")]},
                {"as_of": _one(("2026-02-01", "2026-03-01"), draw)},
            ],
            draw,
        )
    )


EDITS = [
    *(
        _people(change)
        for change in (
            change_person,
            change_person,
            add_person,
            remove_person,
            rename_person,
            move_person,
            add_tie,
            remove_tie,
        )
    ),
    change_lists,
]


@st.composite
def versions(draw):
    """A plan, and what two people made of it."""
    base = first_version()
    sides = []
    for _ in range(2):
        plan = base
        for edit in draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=5)):
            try:
                plan = edit(plan, draw)
            # An edit that a plan refuses is none.
            except (PowermapError, IndexError):
                continue
        sides.append(plan)
    return base, *sides


@pytest.fixture
def plan():
    return first_version()
