"""The drawn marks read back: rows, lines, heads, legend, and that nothing runs through anything."""

from __future__ import annotations

import inspect
import itertools
import math
import random
import statistics
from collections import defaultdict
from functools import partial

import pytest
from hypothesis import example, given, settings, strategies as st

import powermap as pm
from powermap.language import as_language
from powermap.scene import Box, Group, Path, Text
from powermap.scene.crossings import boxes_crossed
from powermap.scene.curves import flatten_curve
from powermap.scene.extents import extent
from powermap.views import people
from powermap.views.influence import ordering
from powermap.views.influence.component import HEADED, influence_direction
from powermap.views.influence.drawing import places_of_people
from powermap.views.influence.shared_lines import choose_shared_lines

KINDS = [kind for kind in pm.TieKind if kind is not pm.TieKind.REPORTS_TO]


def person(name, **facts):
    return pm.Stakeholder(name, **facts)


def network(count, ties, seed=0, *, tree=True, departments=("IT", "Finance", None)):
    """People with reporting lines as a forest and ties of all kinds between them."""
    dice = random.Random(f"{count} {ties} {seed} {tree}")
    lines = [
        pm.Tie(f"p{n}", f"p{dice.randrange(n)}", "reports_to")
        for n in range(1, count)
        if tree and dice.random() < 0.9
    ]
    while len(lines) < ties and count > 1:
        source, target = dice.sample(range(count), 2)
        lines.append(
            pm.Tie(
                f"p{source}",
                f"p{target}",
                dice.choice(KINDS),
                dice.choice([None, 1, 2, 3]),
            )
        )
    people = [
        person(
            f"Person {n}",
            id=f"p{n}",
            title=dice.choice(["CFO", None]),
            department=dice.choice(departments),
            power=dice.choice([None, "decider", "influencer", dice.uniform(0, 10)]),
            stance=dice.choice([*pm.Stance, None]),
        )
        for n in range(count)
    ]
    return pm.BuyingCenter("A network", people, lines)


draw_all = partial(pm.influence, ties="all", everybody=True)
"""The graph with everybody and every tie, however many there are."""


def body(scene, id):
    return next(
        mark
        for mark in scene.groups()[id].marks
        if isinstance(mark, Box) and mark.solid
    )


def ties_of(scene):
    return [mark for mark in scene.walk() if isinstance(mark, Group) and mark.link]


def tip(group):
    head = next(
        mark
        for mark in group.marks
        if isinstance(mark, Path) and mark.commands[-1] == ("Z",)
    )
    return head.commands[0][1:]


def near(point, box, reach=12.0):
    x, y = point
    return (
        box.x - reach <= x <= box.x + box.width + reach
        and box.y - reach <= y <= box.y + box.height + reach
    )


def texts(scene):
    return [mark.content for mark in scene.walk() if isinstance(mark, Text)]


SIZES = (
    (0, 0),
    (1, 0),
    (2, 1),
    (5, 0),
    (10, 40),
    (14, 23),
    (30, 60),
    (45, 90),
    (24, 90),
)
"""People and ties of networks."""


@pytest.mark.parametrize(
    "options",
    [{}, {"direction": "right"}, {"departments": True}, {"apart": False}],
    ids=str,
)
def test_nothing_covers_anything_and_no_tie_runs_through_a_card(options):
    for size in SIZES:
        center = network(*size)
        scene = draw_all(center, **options).scene
        assert (size, [str(fault) for fault in pm.charts.faults(scene)]) == (size, [])
        assert (size, scene.metrics["through"]) == (size, 0)
        assert {person.id for person in center} <= scene.groups().keys()
        assert len(ties_of(scene)) == len(center.ties)


@given(st.integers(2, 12), st.integers(0, 40), st.integers(0, 1000), st.booleans())
@example(7, 38, 98, True)
@settings(max_examples=40, deadline=None)
def test_any_network_is_drawn_whole(count, ties, seed, tree):
    center = network(count, ties, seed, tree=tree)
    scene = draw_all(center).scene
    assert pm.charts.faults(scene) == []
    assert scene.metrics["through"] == 0
    assert sorted(group.link for group in ties_of(scene)) == sorted(
        (tie.source, tie.target) for tie in center.ties
    )


def pill(scene, id):
    """The rectangle of somebody's role."""
    *_, box = (mark for mark in scene.groups()[id].marks if isinstance(mark, Box))
    return box.x, box.y, box.x + box.width, box.y + box.height


@pytest.mark.parametrize("direction", ["down", "right"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_curve_runs_under_the_role_of_somebody_else(direction, lang):
    for center in (pm.northwind(), *(network(30, 60, seed) for seed in range(6))):
        scene = pm.influence(center, direction=direction, lang=lang).scene
        pills = {
            each.person.id: pill(scene, each.person.id)
            for each in subjects_with_role(center)
        }
        curves = [line for line, _ in scene.metrics.lines if line.family[0] == "tie"]
        assert curves
        for line in curves:
            tie = center.ties[line.family[1]]
            others = [
                box for id, box in pills.items() if id not in (tie.source, tie.target)
            ]
            assert boxes_crossed(line.corners(), others) == []


def test_what_meets_in_the_trunk_of_a_boss_has_one_look():
    for seed in range(30):
        ties = list(enumerate(network(20, 60, seed).ties))
        by_number = dict(ties)
        looks = defaultdict(set)
        for number, line in choose_shared_lines(ties).items():
            tie = by_number[number]
            boss = by_number[line].target
            look = tie.kind
            if tie.kind in HEADED:
                look = influence_direction(tie)[1] == boss
            looks[boss].add(look)
        assert looks
        assert all(len(each) == 1 for each in looks.values())


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [None, "slide"])
def test_no_head_of_a_tie_touches_the_role_of_its_person(size, lang):
    for center in (pm.northwind(lang), *(network(14, 28, seed) for seed in range(6))):
        scene = pm.influence(center, size=size, lang=lang).scene
        pills = [
            pill(scene, each.person.id)
            for each in subjects_with_role(center)
            if each.person.id in scene.groups()
        ]
        for group in ties_of(scene):
            for mark in group.marks:
                if isinstance(mark, Path) and mark.head:
                    left, top, right, bottom = extent(mark)
                    for x, y, end, low in pills:
                        across = min(right, end) - max(left, x)
                        down = min(bottom, low) - max(top, y)
                        assert min(across, down) < 1.5, (group.key, across, down)


def test_an_upright_tie_stands_beside_the_reporting_lines():
    people = [
        person("Boss", power=9),
        person("Other", power=8),
        *(person(f"R{n}", power=3) for n in range(4)),
    ]
    lines = [pm.Tie(f"r{n}", "boss", "reports_to") for n in range(4)]
    scene = pm.influence(
        pm.BuyingCenter(
            "ERP", people, [*lines, pm.Tie("other", "r3", "conflicts_with")]
        )
    ).scene
    [stroke] = scene.groups()["other conflicts_with r3"].marks
    below = body(scene, "r3")
    x = stroke.commands[-1][-2]
    assert 8 < abs(x - below.x - below.width / 2) < below.width / 2
    assert scene.metrics["through"] == 0


def subjects_with_role(center):
    return [
        each
        for each in people.shown_people(center, pm.classify(center), as_language("en"))
        if each.assignment.role
    ]


@pytest.mark.parametrize(
    ("lang", "message"),
    [("en", "No one in this buying center yet"), ("zh", "采购决策链中还没有人员")],
)
def test_a_center_without_people_says_so(lang, message):
    assert message in texts(pm.influence(pm.BuyingCenter("ERP"), lang=lang).scene)


def test_bosses_stand_above_their_reports_joined_by_upright_and_level_lines():
    center = pm.northwind()
    scene = pm.influence(center).scene
    for tie in center.ties:
        if tie.kind is pm.TieKind.REPORTS_TO:
            boss, report = body(scene, tie.target), body(scene, tie.source)
            assert boss.y + boss.height < report.y
            [line] = scene.groups()[f"{tie.source} reports_to {tie.target}"].marks
            points = [command[1:] for command in line.commands]
            assert points[0] == pytest.approx(
                (boss.x + boss.width / 2, boss.y + boss.height), abs=0.02
            )
            assert points[-1] == pytest.approx(
                (report.x + report.width / 2, report.y), abs=0.02
            )
            assert all(
                a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(points)
            )


NAMES = (
    "Li",
    "Person of Finance",
    "A very long name which needs three lines in its card",
)


def off_border(point, box):
    """How far a point is from the border of a card."""
    x, y = point
    across = min(abs(x - box.x), abs(x - box.x - box.width))
    along = min(abs(y - box.y), abs(y - box.y - box.height))
    beside = max(box.x - x, x - box.x - box.width, 0.0)
    above = max(box.y - y, y - box.y - box.height, 0.0)
    return min(math.hypot(across, above), math.hypot(along, beside))


def line_ends(group):
    """Where the line of a tie begins and where it, or its head, ends."""
    paths = [mark for mark in group.marks if isinstance(mark, Path)]
    shaft = next(path for path in paths if path.stroke)
    end = shaft.commands[-1][-2:]
    if any(path.commands[-1] == ("Z",) for path in paths):
        end = tip(group)
    return shaft.commands[0][1:], end


def is_at_pill(point, box):
    """Whether a line ends at the pill of a role, which hangs over the lower edge."""
    x, y = point
    return box.x < x < box.x + box.width + 4 and 0 < y - box.y - box.height < 12


@pytest.mark.parametrize(
    "options", [{}, {"direction": "right"}, {"departments": True}, {"apart": False}]
)
def test_every_line_touches_its_cards(options):
    for seed in range(8):
        dice = random.Random(seed)
        center = network(dice.choice([6, 14, 30]), dice.choice([0, 15, 40]), seed)
        for who in center:
            center = center.replace(who.id, name=dice.choice(NAMES))
        scene = draw_all(center, **options).scene
        for group in ties_of(scene):
            ends = line_ends(group)
            for id in group.link:
                box = body(scene, id)
                gap = min(off_border(point, box) for point in ends)
                at_pill = any(is_at_pill(point, box) for point in ends)
                assert gap < 1.5 or at_pill, (seed, group.key, id, gap)


def free_siblings(center):
    """Reports of one boss, in the order of the file, in whose teams nobody has another tie."""
    boss_of = {}
    drawn = set()
    for tie in center.ties:
        if tie.kind is pm.TieKind.REPORTS_TO:
            boss_of[tie.source] = tie.target
    for tie in center.ties:
        if tie.kind is not pm.TieKind.REPORTS_TO:
            waiting = [tie.source, tie.target]
            while waiting:
                id = waiting.pop()
                drawn.add(id)
                waiting += {boss_of.get(id)} - drawn - {None}
    families = {}
    for who in center:
        if who.id in boss_of and who.id not in drawn:
            families.setdefault(boss_of[who.id], []).append(who.id)
    return families.values()


@pytest.mark.parametrize("direction", ["down", "right"])
def test_siblings_without_other_ties_stand_in_the_order_of_the_file(direction):
    for seed in range(40):
        dice = random.Random(seed)
        count = dice.choice([4, 8, 15, 25, 40])
        center = network(count, count + dice.choice([0, 0, 0, 1, 3, 8]), seed)
        for who in center:
            center = center.replace(who.id, power=None)
        order = [who.id for who in center]
        dice.shuffle(order)
        center = pm.BuyingCenter("N", [center[id] for id in order], center.ties)
        scene = draw_all(center, direction=direction).scene
        for siblings in free_siblings(center):
            boxes = [body(scene, id) for id in siblings]
            rows = defaultdict(list)
            for box in boxes:
                x, y = (box.x, box.y) if direction == "down" else (box.y, box.x)
                rows[round(y + (box.height if direction == "down" else 0) / 2)].append(
                    x
                )
            for places in rows.values():
                assert places == sorted(places), (seed, siblings, places)


@given(
    st.lists(st.sampled_from([0.0, 3.0, 6.0, 9.0]), min_size=2, max_size=9),
    st.randoms(use_true_random=False),
)
@settings(max_examples=40, deadline=None)
def test_people_with_more_power_stand_above_those_they_are_tied_to(powers, dice):
    # Whom a dotted line leads to stands above, whatever their power is.
    kinds = [kind for kind in KINDS if kind is not pm.TieKind.DOTTED_TO]
    people = [person(f"P{n}", power=power) for n, power in enumerate(powers)]
    pairs = {
        tuple(sorted(dice.sample(range(len(people)), 2))) for _ in range(len(people))
    }
    center = pm.BuyingCenter(
        "ERP",
        people,
        [pm.Tie(f"p{a}", f"p{b}", dice.choice(kinds)) for a, b in sorted(pairs)],
    )
    scene = pm.influence(center).scene
    for a, b in pairs:
        if powers[a] != powers[b]:
            upper, lower = sorted((a, b), key=lambda n: -powers[n])
            assert body(scene, f"p{upper}").y < body(scene, f"p{lower}").y


def test_heads_point_at_who_is_influenced_beside_and_inside_a_reporting_line():
    directions = ("down", "right")
    # Ana influences Ben, or Ana listens to Ben.
    kinds = (("influences", "ben"), ("listens_to", "ana"))
    reports = (None, ("ana", "ben"), ("ben", "ana"))
    for case in itertools.product(directions, kinds, reports):
        direction, (kind, influenced), line = case
        ties = [pm.Tie("ana", "ben", kind)]
        if line:
            ties.insert(0, pm.Tie(*line, "reports_to"))
        center = pm.BuyingCenter("ERP", [person("Ana"), person("Ben")], ties)
        scene = pm.influence(center, direction=direction).scene
        end = tip(scene.groups()[f"ana {kind} ben"])
        other = {"ana": "ben", "ben": "ana"}[influenced]
        assert near(end, body(scene, influenced)), case
        assert not near(end, body(scene, other)), case


def test_width_follows_strength_within_a_kind():
    people = [person(name) for name in ("Ana", "Ben", "Cy", "Di")]
    ties = [
        pm.Tie("ana", "ben", strength=6),
        pm.Tie("ben", "cy", strength=2),
        pm.Tie("cy", "di"),
    ]
    scene = pm.influence(pm.BuyingCenter("ERP", people, ties)).scene
    strong, weak, unknown = (
        next(
            mark.stroke_width
            for mark in group.marks
            if isinstance(mark, Path) and mark.stroke
        )
        for group in (
            scene.groups()[key]
            for key in ("ana influences ben", "ben influences cy", "cy influences di")
        )
    )
    assert weak < strong
    assert weak <= unknown <= strong


def test_each_kind_has_a_look_of_its_own_and_a_line_in_the_legend_only_when_it_occurs():
    people = [person(f"P{n}") for n in range(8)]
    ties = [pm.Tie(f"p{n}", f"p{n + 1}", kind) for n, kind in enumerate(pm.TieKind)]
    scene = pm.influence(pm.BuyingCenter("ERP", people, ties)).scene
    looks = {}
    for group in ties_of(scene):
        line = next(
            mark for mark in group.marks if isinstance(mark, Path) and mark.stroke
        )
        head = [
            mark.fill
            for mark in group.marks
            if isinstance(mark, Path) and mark.commands[-1] == ("Z",)
        ]
        looks[group.classes[1]] = (line.stroke, line.dash, tuple(head))
    assert len(set(looks.values())) == len(pm.TieKind)
    for word in (
        "reports to",
        "dotted line",
        "influences (width = strength)",
        "is listened to by",
        "conflict",
        "friends",
    ):
        assert word in texts(scene)
    few = texts(pm.influence(pm.BuyingCenter("ERP", people, ties[2:3])).scene)
    assert "both" not in few
    assert "influences (width = strength)" in few
    assert "conflict" not in few


def test_the_role_is_on_each_card():
    center = pm.northwind()
    groups = pm.influence(center).scene.groups()
    for id, found in pm.classify(center).items():
        assert found.role.value.capitalize() in [
            mark.content for mark in groups[id].marks if isinstance(mark, Text)
        ]


def test_several_ties_between_two_people_and_both_ways_lie_apart():
    ties = [
        pm.Tie("ana", "ben"),
        pm.Tie("ben", "ana"),
        pm.Tie("ana", "ben", "friend_of"),
        pm.Tie("ana", "ben"),
    ]
    scene = pm.influence(
        pm.BuyingCenter("ERP", [person("Ana"), person("Ben")], ties)
    ).scene
    middles = set()
    for group in ties_of(scene):
        curve = next(
            mark for mark in group.marks if isinstance(mark, Path) and mark.stroke
        )
        middles.add(tuple(round(number) for number in curve.commands[1][1:5]))
    assert [group.key for group in ties_of(scene)][-1] == "ana influences ben 2"
    assert len(middles) == len(ties)


def test_those_without_ties_stand_in_a_strip_of_their_own():
    people = [person("Ana"), person("Ben"), person("Cy"), person("Di")]
    scene = pm.influence(pm.BuyingCenter("ERP", people, [pm.Tie("ana", "ben")])).scene
    ground = scene.groups()["without ties"].marks[0]
    inside = {
        id
        for id in ("ana", "ben", "cy", "di")
        if ground.x < body(scene, id).x
        and ground.y < body(scene, id).y < ground.y + ground.height
    }
    assert inside == {"cy", "di"}
    assert scene.metrics["without_ties"] == 2


def test_connected_groups_are_laid_out_apart_and_do_not_mix():
    ties = [pm.Tie(f"p{n}", f"p{n + 1}") for n in range(11) if n not in {3, 7}]
    scene = pm.influence(
        pm.BuyingCenter("ERP", [person(f"P{n}") for n in range(12)], ties)
    ).scene
    assert scene.metrics["groups"] == 3
    frames = []
    for members in (range(4), range(4, 8), range(8, 12)):
        boxes = [body(scene, f"p{n}") for n in members]
        frames.append(
            (
                min(b.x for b in boxes),
                min(b.y for b in boxes),
                max(b.x + b.width for b in boxes),
                max(b.y + b.height for b in boxes),
            )
        )
    for place, (left, up, right, low) in enumerate(frames):
        for a, b, c, d in frames[:place]:
            assert c < left or right < a or d < up or low < b


def test_only_the_wanted_kinds_are_drawn_in_either_language():
    center = pm.northwind()
    for kinds in (["reports_to", "冲突"], (pm.TieKind.REPORTS_TO, "Conflicts with")):
        drawn = {
            group.classes[1]
            for group in ties_of(pm.influence(center, kinds=kinds).scene)
        }
        assert drawn == {"reports-to", "conflicts-with"}
    assert {
        group.classes[1]
        for group in ties_of(pm.influence(center, kinds="influences").scene)
    } == {"influences"}


def test_the_neighborhood_of_somebody():
    ties = [pm.Tie(f"p{n}", f"p{n + 1}") for n in range(5)]
    center = pm.BuyingCenter("ERP", [person(f"P{n}") for n in range(6)], ties)
    for steps, ids in (
        (0, {"p2"}),
        (1, {"p1", "p2", "p3"}),
        (2, {"p0", "p1", "p2", "p3", "p4"}),
        (99, {f"p{n}" for n in range(6)}),
    ):
        scene = pm.influence(center, around="p2", steps=steps).scene
        assert {
            key for key in scene.groups() if key in {f"p{n}" for n in range(6)}
        } == ids


def test_all_others_fade_when_somebody_stands_out():
    scene = pm.influence(pm.northwind(), emphasis=["priya-raman", "marcus-reed"]).scene
    faded = {
        group.key
        for group in scene.walk()
        if isinstance(group, Group) and "faded" in group.classes
    }
    assert {
        "priya-raman",
        "marcus-reed",
        "priya-raman influences marcus-reed",
    } & faded == set()
    assert {"helen-cho", "priya-raman influences ines-duarte"} <= faded
    assert body(scene, "helen-cho").stroke != body(scene, "priya-raman").stroke


def test_a_path_is_drawn_over_it():
    center = pm.northwind()
    plain = pm.influence(center).scene
    scene = pm.influence(
        center, path=["priya-raman", "marcus-reed", "robert-falk"]
    ).scene
    changed = {
        key for key, group in scene.groups().items() if group != plain.groups()[key]
    }
    assert changed == {
        "priya-raman influences marcus-reed",
        "priya-raman reports_to marcus-reed",
        "marcus-reed reports_to robert-falk",
    }
    rings = [
        mark
        for mark in scene.marks
        if isinstance(mark, Box) and mark not in plain.marks
    ]
    assert len(rings) == 3
    assert scene.marks.index(rings[-1]) < min(
        at for at, mark in enumerate(scene.marks) if getattr(mark, "link", None)
    )
    assert "path" in texts(scene)


def test_a_path_marks_no_tie_that_runs_against_it_and_says_where_none_leads_on():
    ties = [
        pm.Tie("ana", "ben"),
        pm.Tie("ben", "ana"),
        pm.Tie("cy", "ben", "listens_to"),
        pm.Tie("cy", "di", "conflicts_with"),
    ]
    center = pm.BuyingCenter(
        "ERP", [person("Ana"), person("Ben"), person("Cy"), person("Di")], ties
    )
    plain = pm.influence(center).scene.groups()
    with pytest.warns(
        pm.PowermapWarning,
        match="the path goes from Cy to Di, but no tie shown here leads there",
    ) as warnings:
        marked = pm.influence(center, path=["ana", "ben", "cy", "di"]).scene.groups()
    assert warnings[0].filename == __file__
    assert {key for key in plain if marked[key] != plain[key]} == {
        "ana influences ben",
        "cy listens_to ben",
    }


@pytest.mark.parametrize("option", ["path", "emphasis"])
def test_somebody_outside_the_neighborhood_is_refused(option):
    with pytest.raises(
        pm.ModelError,
        match=f"{option} names 'nils-berger', who is not within 1 steps of priya-raman",
    ):
        pm.influence(pm.northwind(), around="priya-raman", **{option: ["nils-berger"]})


def test_a_department_stands_together_on_its_ground():
    center = pm.northwind()
    scene = pm.influence(center, departments=True).scene
    grounds = {
        mark.title: mark.marks[0]
        for mark in scene.marks
        if isinstance(mark, Group) and "department" in mark.classes
    }
    assert set(grounds) == {person.department for person in center if person.department}
    for someone in center:
        box = body(scene, someone.id)
        within = {
            name
            for name, ground in grounds.items()
            if ground.x <= box.x
            and box.x + box.width <= ground.x + ground.width
            and ground.y <= box.y
            and box.y + box.height <= ground.y + ground.height
        }
        assert within == ({someone.department} if someone.department else set())


def test_an_organization_stands_together_and_departments_in_it():
    center = pm.northwind()
    for number, person in enumerate(center):
        name = ("Northwind", "Contoso", None)[number % 3]
        center = center.replace(person.id, organization=name)
    for both in (False, True):
        scene = pm.influence(center, organizations=True, departments=both).scene
        named = set()
        for person in center:
            facts = [person.organization, person.department if both else None]
            named.add(" · ".join(filter(None, facts)))
        grounds = {
            mark.title
            for mark in scene.marks
            if isinstance(mark, Group) and "department" in mark.classes
        }
        assert grounds == named - {""}
        assert pm.charts.faults(scene) == []


def test_from_left_to_right_the_boss_stands_left():
    center = pm.northwind()
    scene = pm.influence(center, direction="right").scene
    for tie in center.ties:
        if tie.kind is pm.TieKind.REPORTS_TO:
            boss, report = body(scene, tie.target), body(scene, tie.source)
            assert boss.x + boss.width < report.x


def test_more_than_can_be_untangled_is_drawn_whole_when_asked_for(recwarn):
    for center in (network(200, 420), network(40, 400)):
        scene = draw_all(center).scene
        assert (scene.metrics["through"], pm.charts.faults(scene)) == (0, [])
        for tie in center.ties:
            if tie.kind is pm.TieKind.REPORTS_TO:
                assert body(scene, tie.target).y < body(scene, tie.source).y
    assert not recwarn.list


def test_the_order_keeps_bosses_above_reports_of_more_power():
    people = [
        person("Boss", power=1),
        person("Star", power=10),
        person("Peer", power=8),
        person("Odd"),
    ]
    ties = [
        pm.Tie("star", "boss", "reports_to"),
        pm.Tie("peer", "boss", "reports_to"),
        pm.Tie("odd", "peer", "reports_to"),
    ]
    place = ordering.order(pm.BuyingCenter("ERP", people, ties), list(enumerate(ties)))
    assert place["boss"] < place["star"]
    assert place["boss"] < place["peer"] < place["odd"]


def test_the_description_says_the_same_in_words():
    for lang, sentence in (
        ("en", "Judith Okafor and Priya Raman are in conflict."),
        ("zh", "有冲突。"),
    ):
        chart = pm.influence(pm.northwind(lang), lang=lang)
        assert sentence in chart.description
        assert all(someone.name in chart.description for someone in pm.northwind(lang))


def test_tooltips_say_what_a_tie_is():
    center = pm.BuyingCenter(
        "ERP",
        [person("Ana"), person("Ben")],
        [pm.Tie("ana", "ben", "listens_to", 2.5, "over lunch")],
    )
    for with_notes, note in ((False, ""), (True, "\nover lunch")):
        groups = pm.influence(center, with_notes=with_notes).scene.groups()
        title = groups["ana listens_to ben"].title
        assert title == f"Ana listens to Ben (strength 2.5){note}"


def test_same_input_same_scene_whatever_was_drawn_before():
    center = network(40, 90)
    first = pm.influence(center).svg()
    pm.influence(pm.northwind()).svg()
    assert pm.influence(center).svg() == first


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"direction": "rigth"}, pm.ModelError, "did you mean 'right'"),
        ({"kinds": ["influence"]}, pm.ModelError, "did you mean"),
        ({"around": "priya"}, KeyError, "no one in"),
        ({"around": "priya-raman", "steps": -1}, pm.ModelError, "steps is -1"),
        ({"emphasis": ["nobody"]}, KeyError, "nobody"),
        ({"path": ["priya-raman", "nobody"]}, KeyError, "nobody"),
        ({"lang": "fr"}, pm.ModelError, "allowed: en, zh"),
    ],
)
def test_what_cannot_be_drawn_says_why(options, error, message):
    with pytest.raises(error, match=message):
        pm.influence(pm.northwind(), **options)


def test_many_reports_of_one_boss_stand_in_rows_beside_one_trunk():
    people = [person(f"P{n}") for n in range(31)]
    ties = [pm.Tie(f"p{n}", "p0", "reports_to") for n in range(1, 31)]
    scene = pm.influence(pm.BuyingCenter("ERP", people, ties)).scene
    assert 1.2 <= scene.width / scene.height <= 2.2
    assert pm.charts.faults(scene) == []
    assert (scene.metrics["through"], scene.metrics["crossings"]) == (0, 0)


def test_teams_hang_below_their_boss_where_there_are_many_people():
    people = [person(f"P{n}") for n in range(25)]
    ties = [pm.Tie(f"p{n}", f"p{(n - 1) // 4}", "reports_to") for n in range(1, 21)]
    ties += [pm.Tie(f"p{n}", "p0", "reports_to") for n in range(21, 25)]
    scene = pm.influence(pm.BuyingCenter("ERP", people, ties)).scene
    for boss in range(1, 5):
        team = [body(scene, f"p{4 * boss + n}") for n in range(1, 5)]
        assert len({round(box.x, 1) for box in team}) == 1
        for n, box in enumerate(team, 1):
            [line] = scene.groups()[f"p{4 * boss + n} reports_to p{boss}"].marks
            end = (box.x, box.y + box.height / 2)
            assert line.commands[-1][1:] == pytest.approx(end, abs=0.02)
    assert pm.charts.faults(scene) == []


def test_people_with_a_tie_of_their_own_or_another_department_do_not_hang():
    people = [
        person(f"P{n}", department="IT" if n < 8 else "Finance") for n in range(20)
    ]
    lines = [pm.Tie(f"p{n}", "p0", "reports_to") for n in range(1, 20)]
    scene = pm.influence(
        pm.BuyingCenter("ERP", people, [*lines, pm.Tie("p5", "p6")]), departments=True
    ).scene
    assert (pm.charts.faults(scene), scene.metrics["through"]) == ([], 0)
    for free in ("p5", "p6"):
        [line] = scene.groups()[f"{free} reports_to p0"].marks
        assert line.commands[-1][2] == pytest.approx(body(scene, free).y, abs=0.02)


def test_power_counts_exactly():
    people = [person("Ana", power=8), person("Ben", power=8.5)]
    scene = pm.influence(pm.BuyingCenter("ERP", people, [pm.Tie("ana", "ben")])).scene
    assert body(scene, "ben").y < body(scene, "ana").y


def test_only_ties_that_run_one_way_share_the_lines_of_a_boss():
    people = [person("Boss"), person("Ana"), person("Ben"), person("Cy")]
    lines = [pm.Tie(id, "boss", "reports_to") for id in ("ana", "ben", "cy")]
    ties = [
        pm.Tie("ana", "boss"),
        pm.Tie("ben", "boss"),
        pm.Tie("boss", "cy"),
        pm.Tie("boss", "ana"),
    ]
    scene = pm.influence(pm.BuyingCenter("ERP", people, [*lines, *ties])).scene
    ground = {}
    for tie in ties:
        path = next(
            m
            for m in scene.groups()[f"{tie.source} influences {tie.target}"].marks
            if isinstance(m, Path) and m.stroke
        )
        own = scene.groups()[
            f"{({tie.source, tie.target} - {'boss'}).pop()} reports_to boss"
        ].marks[0]
        ground[tie.source, tie.target] = path.commands[0][1:] in {
            own.commands[0][1:],
            own.commands[-1][1:],
        }
    assert ground == {
        ("ana", "boss"): True,
        ("ben", "boss"): True,
        ("boss", "cy"): False,
        ("boss", "ana"): False,
    }


def test_the_largest_pages_have_a_picture_for_a_notebook():
    wide = pm.Chart(
        pm.influence(pm.northwind()).scene.__class__(90_000, 10, "x", "", ())
    )
    width = int.from_bytes(wide.png()[16:20], "big")
    assert 60_000 < width < 65_000
    assert wide._repr_mimebundle_()["image/png"] == wide.png()


def test_people_are_named_by_id_or_name():
    center = pm.northwind()
    by_id = pm.influence(
        center, around="priya-raman", emphasis=["marcus-reed"], path=["priya-raman"]
    )
    by_name = pm.influence(
        center, around="Priya Raman", emphasis="marcus reed", path="Priya Raman"
    )
    assert by_name.svg() == by_id.svg()


def test_a_center_a_plan_and_a_judgment_give_the_same_picture():
    plan = pm.northwind_plan()
    for draw in (pm.influence, pm.quadrant):
        assert draw(plan).svg() == draw(pm.judge(plan)).svg()
        # What a plan knows of its people beside the center is in their tooltips only.
        whole, people_alone = draw(plan).scene, draw(plan.center).scene
        assert texts(whole) == texts(people_alone)
        # A notebook shows lines of about eighty characters.
        assert len(str(inspect.signature(draw))) <= 5 * 80


def test_custom_fields_of_ties_stand_in_tooltip_and_details():
    ties = [pm.Tie("ana", "ben", custom={"Met at": "trade fair"}), pm.Tie("ben", "ana")]
    center = pm.BuyingCenter("ERP", [person("Ana"), person("Ben")], ties)
    groups = pm.influence(center).scene.groups()
    assert groups["ana influences ben"].title.endswith("\nMet at: trade fair")
    labels = {
        tuple(detail.label for detail in tie.details) for tie in ties_of_groups(groups)
    }
    assert labels == {("Tie", "Kind of tie", "Met at", "Strength")}


def ties_of_groups(groups):
    return [group for group in groups.values() if group.link]


def test_pages_of_connected_people_are_no_ribbons_and_no_columns():
    shapes = []
    for count, seeds in ((14, 6), (30, 3)):
        for ties in (count, count * 3 // 2, count * 2):
            for seed in range(seeds):
                scene = pm.influence(network(count, ties, seed)).scene
                if (scene.metrics["groups"], scene.metrics["without_ties"]) == (1, 0):
                    shapes.append(scene.width / scene.height)
    assert len(shapes) > 8
    assert 1.2 <= min(shapes) <= max(shapes) <= 2.2, shapes


def test_whom_a_dotted_line_leads_to_stands_above_unless_it_closes_a_circle():
    people = [person("Boss", power=9), person("Ana", power=8), person("Ben", power=2)]
    ties = [
        pm.Tie("ana", "boss", "reports_to"),
        pm.Tie("ben", "boss", "reports_to"),
        pm.Tie("ana", "ben", "dotted_to"),
        pm.Tie("boss", "ana", "dotted_to"),
    ]
    scene = pm.influence(pm.BuyingCenter("ERP", people, ties)).scene
    assert body(scene, "boss").y < body(scene, "ben").y < body(scene, "ana").y


def test_losses_mark_who_cuts_us_off():
    plan = pm.northwind_plan()
    losses = pm.network.resilience(plan)
    lost = {"robert-falk": "dana-whitfield"}
    for emphasis in ("losses", ["losses"], losses):
        drawing = pm.influence(plan, emphasis=emphasis).svg()
        assert "without them we are cut off from decision makers" in drawing
        for leaver, decider in lost.items():
            assert f"If {plan.center[leaver].name} leaves: " in drawing
            assert plan.center[decider].name in drawing
    people = [pm.Stakeholder("Ana", id="losses"), pm.Stakeholder("Ben")]
    somebody = pm.BuyingCenter("ERP", people, [pm.Tie("losses", "ben")])
    assert pm.influence(somebody, emphasis="losses").scene.metrics["people"] == 2
    safe = pm.BuyingCenter("ERP", people[1:])
    svg = pm.influence(safe, emphasis="losses").svg()
    assert "no decision maker within our reach is known" in svg
    safe = safe.replace("ben", power="decider", contact="deep")
    assert "no one alone cuts us off" in pm.influence(safe, emphasis="losses").svg()
    pair = pm.network.resilience(plan, pairs=True)[:1]
    near = pm.influence(plan, emphasis=pair, around="helen-cho", lang="zh").svg()
    assert "若Helen Cho离开：" in near
    assert "若Marcus Reed离开：" not in near


def test_the_legend_explains_the_signs_that_occur():
    ana = pm.Stakeholder("Ana", power=8, involvement=8, contact="deep", can_veto=True)
    ben = pm.Stakeholder("Ben", power=2, involvement=8, contact="none")
    cy = pm.Stakeholder("Cy", power=2, involvement=2, declared_role="owner")
    ties = [pm.Tie("ben", "ana"), pm.Tie("cy", "ana")]

    def legend_of(*people):
        center = pm.BuyingCenter("ERP", people, ties[: len(people) - 1])
        return set(texts(pm.influence(center).scene))

    signs = {
        "contact, from none to deep",
        "contact unknown",
        "can veto",
        "declared role differs from this one",
    }
    assert signs <= legend_of(ana, ben, cy)
    alone = legend_of(ben.revised(id="ana"))
    assert not signs & alone
    assert "no contact" in alone


def middle_shift(before, after):
    """How far the middle one of the people moved who are on both pictures."""
    first = places_of_people(before.scene)
    second = places_of_people(after.scene)
    shifts = [math.dist(first[id], second[id]) for id in first if id in second]
    return statistics.median(shifts)


@pytest.mark.parametrize(
    "options", [{}, {"direction": "right"}, {"departments": True}, {"size": "slide"}]
)
def test_people_keep_their_places_beside_somebody_new(options):
    shifts = []
    fresh = []
    for seed in range(4):
        center = network(14, 9, seed)
        first = pm.influence(center, **options)
        new = pm.Stakeholder("Somebody New", power=3)
        joined = pm.Tie("somebody-new", "p3", kind="reports_to")
        changed = center.add(new, ties=[joined])
        after = pm.influence(changed, previous=first, **options)
        assert after.scene.metrics["through"] == 0
        assert pm.charts.faults(after.scene) == []
        shifts.append(middle_shift(first, after))
        fresh.append(middle_shift(first, pm.influence(changed, **options)))
    assert statistics.mean(shifts) <= statistics.mean(fresh)


@given(st.integers(0, 199), st.sampled_from([None, "slide"]))
@settings(max_examples=15, deadline=None)
def test_a_dashed_line_has_a_dash_at_both_of_its_ends(seed, size):
    dice = random.Random(seed)
    people = [person(f"P{n}") for n in range(10)]
    dashed = (pm.TieKind.CONFLICTS_WITH, pm.TieKind.TALKS_TO, pm.TieKind.DOTTED_TO)
    ties = []
    for number in range(1, 10):
        other = dice.randrange(number)
        ties.append(pm.Tie(f"p{number}", f"p{other}", dice.choice(dashed)))
    scene = pm.influence(pm.BuyingCenter("ERP", people, ties), size=size).scene
    for group in ties_of(scene):
        for mark in group.marks:
            if not isinstance(mark, Path) or not mark.dash:
                continue
            points = [mark.commands[0][1:]]
            for command in mark.commands[1:]:
                numbers = command[1:]
                points += zip(numbers[::2], numbers[1::2], strict=True)
            pieces = itertools.pairwise(flatten_curve(points))
            length = sum(itertools.starmap(math.dist, pieces))
            stroke, gap = mark.dash
            beyond = length % (stroke + gap)
            assert beyond == pytest.approx(stroke, abs=0.3)


@pytest.mark.parametrize("kind", [each for each in pm.TieKind if "report" not in each])
def test_each_kind_along_a_reporting_line_has_its_own_entry(kind):
    people = [person("Ana", power=9), person("Ben", power=5)]
    line = pm.Tie("ben", "ana", "reports_to")
    for source, target in (("ben", "ana"), ("ana", "ben")):
        tie = pm.Tie(source, target, kind)
        scene = pm.influence(pm.BuyingCenter("ERP", people, [line, tie])).scene
        along = [each for each in texts(scene) if "along a reporting line" in each]
        is_influence = kind is pm.TieKind.INFLUENCES
        assert ("both" in texts(scene)) == is_influence
        assert len(along) == (not is_influence)
