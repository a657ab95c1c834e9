"""Whole networks laid out in rows: teams in order, columns, trunks, the shape of the page."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings, strategies as st

from powermap.scene.crossings import boxes_crossed
from powermap.scene.layout.columns import find_columns
from powermap.scene.layout.row_choice import choose_rows
from powermap.scene.layout.row_memory import RowMemory
from powermap.scene.layout.rows import Network, Page, lay_out_rows
from powermap.scene.layout.straight_lines import straighten

PAGE = Page(1280, 720, 72, 150)
CARD = (205.0, 50.0)


def network(count, ties, seed):
    """A tree of teams of two to five, and ties of anybody with anybody."""
    dice = random.Random(f"{count} {ties} {seed}")
    tree = []
    row = [0]
    number = 1
    while number < count:
        below = []
        for boss in row:
            for _ in range(dice.randint(2, 5)):
                if number < count:
                    tree.append((boss, number))
                    below.append(number)
                    number += 1
        row = below
    pairs = set()
    while len(pairs) < ties:
        pairs.add(tuple(sorted(dice.sample(range(count), 2))))
    return Network([CARD] * count, tree, sorted(pairs))


@pytest.mark.parametrize("sideways", [False, True])
@pytest.mark.parametrize(
    ("count", "seeds"), [(14, 10), (30, 10), (45, 4), (60, 2)], ids=str
)
def test_lines_are_right_angled_and_pass_no_node_and_pages_are_no_ribbons(
    count, seeds, sideways
):
    page = Page(1280, 720, 72, 150, sideways=sideways)
    for seed in range(seeds):
        for ties in (1, count // 4, count // 2):
            drawn = network(count, ties, seed)
            drawing = lay_out_rows(drawn, page)
            case = (count, ties, seed)
            shape = page.shape(drawing.width, drawing.height)
            assert 1.2 <= shape <= 2.2, (case, shape)
            lines = list(drawing.tree_lines.items())
            lines += zip(drawn.ties, drawing.tie_lines, strict=True)
            for ends, line in lines:
                assert boxes_crossed(line, drawing.boxes, ends=ends) == [], case
                assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line))
                upper, lower = (drawing.boxes[end] for end in ends)
                assert upper[3] < lower[1], case
            for one, other in combinations(drawing.boxes, 2):
                beside = one[2] < other[0] or other[2] < one[0]
                assert beside or one[3] < other[1] or other[3] < one[1], case


def test_teams_without_ties_stand_in_the_order_asked_for_with_all_their_people():
    for seed in range(10):
        drawn = network(25, 3, seed)
        tied = {node for pair in drawn.ties for node in pair}
        boss_of = {report: boss for boss, report in drawn.tree}
        waiting = list(tied)
        # The list grows while it is read, up to the top.
        for node in waiting:
            if node in boss_of:
                waiting.append(boss_of[node])
        tied.update(waiting)
        teams = {}
        for boss, report in drawn.tree:
            if report not in tied:
                teams.setdefault(boss, []).insert(0, report)
        wanted = Network(drawn.sizes, drawn.tree, drawn.ties, list(teams.values()))
        boxes = lay_out_rows(wanted, PAGE).boxes
        for team in teams.values():
            for left, right in combinations(team, 2):
                if boxes[left][1] == boxes[right][1]:
                    # In a column of two the smaller number stands at the left.
                    columns = find_columns(25, drawn.tree, drawn.ties)
                    in_column = boss_of[left] in columns
                    assert in_column or boxes[left][0] < boxes[right][0], seed


def test_groups_stand_side_by_side():
    for seed in range(8):
        drawn = network(25, 8, seed)
        groups = [random.Random(f"{seed} {node}").randrange(4) for node in range(25)]
        grouped = Network(drawn.sizes, drawn.tree, drawn.ties, groups=groups)
        drawing = lay_out_rows(grouped, PAGE)
        sides = []
        for group in set(groups):
            boxes = [
                box
                for box, number in zip(drawing.boxes, groups, strict=True)
                if number == group
            ]
            sides.append((min(box[0] for box in boxes), max(box[2] for box in boxes)))
        sides.sort()
        for one, other in pairwise(sides):
            assert one[1] + 24 <= other[0]


def test_columns_hold_whole_teams_that_nothing_leads_away_from():
    tree = [(0, 1), (0, 2), *((1, node) for node in range(3, 7))]
    tree += [(2, node) for node in range(7, 18)]
    assert find_columns(18, tree, []) == {
        1: [[3], [4], [5], [6]],
        2: [[7, 8], [9, 10], [11, 12], [13, 14], [15, 16], [17]],
    }
    assert 1 not in find_columns(18, tree, [(0, 5)])


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 12))
def test_columns_of_one_boss_stand_in_blocks_of_equal_length(heads, height, most):
    height = max(height, 3)
    tree = [(0, head) for head in range(1, heads + 1)]
    node = heads + 1
    columns = {}
    for head in range(1, heads + 1):
        columns[head] = []
        for _ in range(height):
            tree.append((head, node))
            columns[head].append([node])
            node += 1
    rows = choose_rows(node, tree, [], most, columns)
    tops = sorted({rows[head] for head in columns})
    for upper, lower in pairwise(tops):
        assert lower == upper + height + 1
    for head, levels in columns.items():
        below = [rows[level[0]] for level in levels]
        assert below == list(range(rows[head] + 1, rows[head] + 1 + height))


@given(st.randoms(use_true_random=False), st.integers(1, 6), st.integers(1, 6))
@settings(max_examples=60)
def test_straightened_lines_keep_every_distance(dice, rows, length):
    items = [list(range(row * length, (row + 1) * length)) for row in range(rows)]
    neighbors = []
    for row in items:
        for left, right in pairwise(row):
            neighbors.append((left, right, dice.choice([10.0, 40.0])))
    chains = []
    for _ in range(4):
        chains.append([(dice.choice(row), 0.0) for row in items])
    x = [dice.uniform(-100, 100) for _ in range(rows * length)]
    placed = straighten(x, chains, neighbors, width=1000.0)
    for left, right, distance in neighbors:
        assert placed[right] - placed[left] >= distance - 1e-6


def test_the_same_network_is_drawn_the_same():
    drawn = network(30, 20, 0)
    assert lay_out_rows(drawn, PAGE) == lay_out_rows(drawn, PAGE)


@given(st.integers(0, 10**6))
@settings(max_examples=15)
def test_what_other_drawings_found_changes_no_drawing(seed):
    dice = random.Random(seed)
    count = dice.randint(2, 16)
    usual = network(count, dice.randint(0, count // 2), seed)
    variants = [
        usual,
        replace(usual, sizes=[(120.0, 40.0)] * count),
        replace(usual, teams=[list(range(1, count))], is_strict=True),
        replace(usual, groups=[node % 2 for node in range(count)]),
        replace(usual, ties=usual.ties[1:]),
    ]
    pages = [Page(1280, 720, 72, 150), Page(500, 900, 20, 60, sideways=True)]
    memory = RowMemory()
    for _ in range(12):
        drawn, page = dice.choice(variants), dice.choice(pages)
        assert lay_out_rows(drawn, page, memory) == lay_out_rows(drawn, page)
