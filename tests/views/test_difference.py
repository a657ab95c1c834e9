"""The chart of changes read back: people, outlines where they were, and moves."""

from __future__ import annotations

import random
from itertools import pairwise, product

from hypothesis import given, settings, strategies as st

from powermap import northwind_plan
from powermap.charts import difference
from powermap.charts.sizing import smallest_text
from powermap.model import AccountPlan, BuyingCenter, Contact, Goal, Stakeholder, Stance
from powermap.scene import Box, Path, Text
from powermap.scene.crossings import segment_enters
from powermap.scene.faults import faults

NAMES = "Ana Ben Carla Dev Elif Femi Greta Hugo 张伟 李娜".split()


def person(dice, number):
    first = dice.choice(NAMES)
    last = dice.choice(["Abel", "van-den-Lindqvist-Okafor", "Brandt"])
    return Stakeholder(
        f"{first} {last}",
        id=f"p{number}",
        title=dice.choice(
            ["CFO", "Head of Procurement and Supplier Development", None]
        ),
        power=dice.choice([None, 2, 7, "decider"]),
        involvement=dice.choice([None, 2, 8, "low"]),
        stance=dice.choice([*Stance, None]),
        contact=dice.choice([*Contact, None]),
        note=dice.choice([None, "x" * 200]),
        department=dice.choice([None, "A department " * 20]),
    )


def crowd(count, seed=1):
    dice = random.Random(f"{count}{seed}")
    old = [person(dice, number) for number in range(count)]
    kept = [
        person(dice, number) if dice.random() < 0.5 else old[number]
        for number in range(count)
        if dice.random() > 0.1
    ]
    new = [
        *kept,
        *(person(dice, number) for number in range(count, count + count // 5)),
    ]
    before = BuyingCenter("Before", old, as_of="2026-08-01")
    after = BuyingCenter("After", new, as_of="2026-11-01")
    return before, after


def test_nothing_covers_anything_and_everybody_is_there():
    for lang, count in product(["en", "zh"], [0, 1, 3, 14, 40, 100]):
        old, new = crowd(count)
        scene = difference(old, new, lang=lang).scene
        assert [str(fault) for fault in faults(scene)] == []
        groups = scene.groups()
        old_ids = {each.id for each in old}
        new_ids = {each.id for each in new}
        outlines = {f"{id} before" for id in old_ids - new_ids}
        assert new_ids | outlines <= groups.keys()
        for each in new:
            name = written_name(groups[each.id])
            assert name == each.name.replace(" ", "")


def written_name(group):
    lines = [
        mark.content
        for mark in group.marks
        if isinstance(mark, Text) and mark.size == 13.5
    ]
    return "".join(lines).replace(" ", "")


def test_no_move_runs_through_a_card():
    for seed in range(6):
        scene = difference(*crowd(25, seed)).scene
        groups = scene.groups()
        cards = [
            mark
            for group in groups.values()
            for mark in group.marks
            if isinstance(mark, Box) and mark.solid
        ]
        moves = [group for group in groups.values() if "move" in group.classes]
        assert moves
        for move in moves:
            curve = [
                number for command in move.marks[0].commands for number in command[1:]
            ]
            points = list(zip(curve[::2], curve[1::2], strict=True))
            for card in cards:
                inner = (
                    card.x + 1,
                    card.y + 1,
                    card.x + card.width - 1,
                    card.y + card.height - 1,
                )
                assert not any(segment_enters(a, b, inner) for a, b in pairwise(points))


OLD = BuyingCenter(
    "ERP",
    [
        Stakeholder("Ana Ruiz", power="decider", involvement="low", stance="neutral"),
        Stakeholder("Ben Ode", power="influencer", involvement="high"),
        Stakeholder("Cy Park"),
    ],
)


def shown(group):
    return [mark.content for mark in group.marks if isinstance(mark, Text)]


def test_who_moved_has_an_outline_and_a_line_to_the_card():
    scene = difference(
        OLD, OLD.replace("ana-ruiz", involvement="high", stance="supporter")
    ).scene
    groups = scene.groups()
    assert "now Owner" in shown(groups["ana-ruiz before"])
    assert {"role: Approver → Owner", "stance: Neutral → Supporter"} <= set(
        shown(groups["ana-ruiz"])
    )
    assert groups["ana-ruiz moved"].link == ("ana-ruiz before", "ana-ruiz")
    assert any(isinstance(mark, Path) for mark in groups["ana-ruiz moved"].marks)
    cell = groups["cell decider low"].marks[0]
    outline = next(
        mark for mark in groups["ana-ruiz before"].marks if isinstance(mark, Box)
    )
    assert cell.x < outline.x < outline.x + outline.width < cell.x + cell.width
    assert outline.dash
    assert "0" in shown(groups["cell decider low"])  # an outline is nobody
    assert "Ana Ruiz: stance Neutral → Supporter." in groups["ana-ruiz"].title


def test_who_stays_in_place_has_no_outline():
    groups = difference(OLD, OLD.replace("ana-ruiz", stance="supporter")).scene.groups()
    assert not any("before" in key or "moved" in key for key in groups)
    assert "changed" in groups["ana-ruiz"].classes
    assert "same" in groups["ben-ode"].classes


def test_who_is_new_is_marked_and_who_was_removed_is_in_the_strip():
    new = OLD.without("ben-ode").add(Stakeholder("Di Wu", power="decider"))
    groups = difference(OLD, new).scene.groups()
    assert "new" in shown(groups["di-wu"])
    strip = groups["cell gone"].marks[0]
    gone = next(
        mark for mark in groups["ben-ode before"].marks if isinstance(mark, Box)
    )
    assert strip.y < gone.y < strip.y + strip.height


def test_somebody_whose_power_becomes_known_comes_from_the_tray():
    groups = difference(OLD, OLD.replace("cy-park", power="decider")).scene.groups()
    assert "now Decider" in shown(groups["cy-park before"])
    assert groups["cell no-role"]
    assert groups["cy-park moved"]


def test_nothing_changed():
    for lang, said in [("en", "Nothing changed."), ("zh", "没有变化。")]:
        scene = difference(OLD, OLD, lang=lang).scene
        assert said in scene.description
        assert dict(scene.metrics) == {"came": 0, "left": 0, "moved": 0, "ways": 0}


def test_two_plans_count_at_the_foot_what_changed_beside_people():
    old = AccountPlan("N", center=OLD, goals=[Goal("Trial")])
    scene = difference(old, old.revised(goals=(Goal("Trial", state="done"),))).scene
    assert any(
        "1 goal changed." in mark.content
        for mark in scene.walk()
        if isinstance(mark, Text)
    )


def test_facts_and_long_notes_fit():
    for lang in ["en", "zh"]:
        old = AccountPlan("N", center=OLD, rivals=["Contoso" * 20])
        center = OLD.replace(
            "ana-ruiz",
            note="x" * 300,
            evidence="A note. " * 50,
            meets_personal_needs=True,
        )
        scene = difference(
            old,
            old.revised(center=center, rivals=["Fabrikam" * 20], objective="y" * 500),
            lang=lang,
        ).scene
        assert [str(fault) for fault in faults(scene)] == []
        said = {"en": "2 details of the plan", "zh": "2 处有变"}[lang]
        assert any(
            said in mark.content for mark in scene.walk() if isinstance(mark, Text)
        )


def test_a_person_who_changed_in_many_things_has_a_short_list():
    new = OLD.replace(
        "ana-ruiz",
        involvement="high",
        stance="enemy",
        contact="deep",
        can_veto=True,
        title="CFO",
    )
    lines = shown(difference(OLD, new).scene.groups()["ana-ruiz"])
    assert "+3 more" in lines
    assert len(lines) <= 6


def test_each_page_and_each_choice_of_people_tells_the_changes_of_the_whole():
    old, new = crowd(12)
    whole = difference(old, new)
    gone = {person.id for person in old} - {person.id for person in new}
    pages = difference(old, new, size=(900, 500)).pages
    assert len(pages) > 1
    removed = []
    for scene in pages:
        for figure in ("came", "left", "moved"):
            assert scene.metrics[figure] == whole.scene.metrics[figure]
        outlines = [key for key in scene.groups() if key.endswith(" before")]
        removed += [key for key in outlines if key.split()[0] in gone]
    assert sorted(removed) == sorted(f"{id} before" for id in gone)
    chosen = difference(old, new, only=["p1"]).scene
    assert chosen.metrics["left"] == 0
    assert not any(f"{id} before" in chosen.groups() for id in gone)


def earlier(center, share):
    """The center when some had another stance and another score."""
    dice = random.Random(7)
    old = center
    for each in center:
        if dice.random() < share:
            power = round(dice.uniform(0, 10), 1)
            old = old.replace(each.id, power=power, stance=dice.choice([*Stance]))
    return old


def test_what_changed_fits_few_slides_with_legible_texts():
    people = []
    for number in range(30):
        person = Stakeholder(
            f"Ana Abel {number}",
            id=f"p{number}",
            title="Head of Procurement",
            power=number % 10,
            involvement=number % 7,
        )
        people.append(person)
    cases = [
        (northwind_plan("en").center, 0.4, 1),
        (northwind_plan("zh").center, 0.4, 1),
        (BuyingCenter("ERP", people), 0.25, 2),
    ]
    for (center, share, most), lang in product(cases, ["en", "zh"]):
        old = earlier(center, share)
        pages = difference(old, center, size="slide", lang=lang).pages
        assert len(pages) <= most
        shown_ids = set()
        for scene in pages:
            assert smallest_text(scene) >= 8.98
            assert [str(fault) for fault in faults(scene)] == []
            shown_ids |= scene.groups().keys()
        assert {each.id for each in center} <= shown_ids


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 9), st.integers(0, 99), st.integers(440, 700))
def test_a_page_of_any_height_shows_every_person_and_outline(count, seed, height):
    old, new = crowd(count, seed)
    whole = difference(old, new).scene.groups()
    keys = {key for key in whole if not key.startswith("cell ")}
    keys = {key for key in keys if not key.endswith(" moved")}
    shown_keys = set()
    for scene in difference(old, new, size=(960, height)).pages:
        assert [str(fault) for fault in faults(scene)] == []
        shown_keys |= scene.groups().keys()
    assert keys <= shown_keys
