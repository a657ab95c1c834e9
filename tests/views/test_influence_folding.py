"""Large and dense buying centers: folded teams, one tie each, and nothing lost in silence."""

from __future__ import annotations

import io
import random
import re
import warnings
from html import unescape

import pytest
from hypothesis import given, settings, strategies as st

import powermap as pm
from powermap.language import as_language
from powermap.render.packed_parts import unpack
from powermap.scene import Group, Text
from powermap.views.influence import view
from powermap.views.influence.choice import Options, choose
from powermap.views.influence.folding import fold, sources_and_targets
from powermap.views.influence.simplifying import simplify
from powermap.views.influence.thinning import own_lines

KINDS = [kind for kind in pm.TieKind if kind is not pm.TieKind.REPORTS_TO]
ENGLISH = as_language("en")


def network(count, ties, seed=0, bosses=0.9):
    """People under bosses, some with none, and ties of all kinds between them."""
    dice = random.Random(f"{count} {ties} {seed}")
    people = []
    lines = []
    for n in range(count):
        department = dice.choice(["IT", "Finance", None])
        power = dice.choice([None, dice.uniform(0, 10)])
        people.append(
            pm.Stakeholder(f"P{n}", id=f"p{n}", power=power, department=department)
        )
        if n and dice.random() < bosses:
            lines.append(pm.Tie(f"p{n}", f"p{dice.randrange(n)}", "reports_to"))
    for _ in range(ties):
        one, other = dice.sample(range(count), 2)
        strength = dice.choice([None, 1, 2, 5])
        lines.append(pm.Tie(f"p{one}", f"p{other}", dice.choice(KINDS), strength))
    return pm.BuyingCenter("N", people, lines)


def cards_and_lines(scene):
    cards = set()
    lines = []
    for group in scene.groups().values():
        if group.link:
            lines.append(group)
        elif "stakeholder" in group.classes:
            cards.add(group.key)
    return cards, lines


@given(
    st.integers(2, 120),
    st.floats(0, 3),
    st.integers(0, 99),
    st.sampled_from([0.0, 0.5, 1.0]),
)
@settings(max_examples=30, deadline=None)
def test_everybody_and_every_tie_is_drawn_counted_or_inside_a_team(
    count, density, seed, bosses
):
    center = network(count, int(count * density), seed, bosses)
    choice = simplify(choose(center, Options()), Options(), ENGLISH)
    cards = {person.id for person in choice.center}
    people = cards - choice.rest
    for team in choice.teams.values():
        assert people.isdisjoint(team)
        people |= set(team)
    assert people == {person.id for person in center}
    assert len(cards) <= 36
    assert set(choice.teams) <= cards

    card_of = {id: id for id in cards}
    for card, team in choice.teams.items():
        card_of.update(dict.fromkeys(team, card))
    drawn = set()
    for number, tie in choice.ties:
        drawn.update(choice.ties_inside(number, tie))
    for left_out in choice.left_out.values():
        for number, tie in left_out:
            drawn.update(choice.ties_inside(number, tie))
    for tie in center.ties:
        is_inside_team = card_of[tie.source] == card_of[tie.target]
        is_second_boss = tie.kind is pm.TieKind.REPORTS_TO
        assert tie in drawn or is_inside_team or is_second_boss


def test_the_most_powerful_are_shown_and_nobody_without_the_boss():
    center = network(150, 200)
    choice = fold(choose(center, Options()), 30, ENGLISH)
    shown = {person.id for person in choice.center}
    for tie in center.ties:
        if tie.kind is pm.TieKind.REPORTS_TO and tie.source in shown:
            assert tie.target in shown
    assert 25 <= len(choice.center) <= 30


def test_people_without_a_boss_fill_the_cards_that_they_may():
    people = [pm.Stakeholder(f"P{n}", id=f"p{n}") for n in range(9)]
    ties = [pm.Tie(f"p{n}", f"p{n + 1}", "influences") for n in range(8)]
    center = pm.BuyingCenter("N", people, ties)
    choice = fold(choose(center, Options()), 6, ENGLISH)
    assert len(choice.center) == 6
    assert len(choice.rest) == 1


def test_folded_teams_show_one_tie_each():
    for seed in range(5):
        center = network(60, 50, seed)
        choice = simplify(choose(center, Options()), Options(), ENGLISH)
        assert choice.teams
        targets = []
        for _, tie in own_lines(choice):
            targets += [target for _, target in sources_and_targets(tie)]
        # A tie without a head stands for both, so somebody may have one more.
        assert len(targets) <= 2 * len(choice.center)
        assert len(own_lines(choice)) <= len(choice.center)


def test_each_person_keeps_the_strongest_tie_on_them():
    names = ["Ana", "Ben", "Cleo", "Dan"]
    people = [pm.Stakeholder(name, power=9 - at) for at, name in enumerate(names)]
    ties = []
    for source in ("ana", "ben", "cleo"):
        ties.append(pm.Tie(source, "dan", strength={"ben": 5}.get(source, 2)))
    center = pm.BuyingCenter("ERP", people, ties)
    assert pm.influence(center).scene.metrics["ties_left_out"] == 0
    scene = pm.influence(center, ties="strongest").scene
    cards, lines = cards_and_lines(scene)
    assert [line.link for line in lines] == [("ben", "dan")]
    assert scene.metrics["ties_left_out"] == 2
    assert "Ana influences Dan (strength 2)" in scene.groups()["dan"].title
    assert cards == {"ana", "ben", "cleo", "dan"}


def test_ties_between_teams_are_added_up():
    people = [pm.Stakeholder(f"P{n}", power=9 if n < 2 else 1) for n in range(40)]
    ties = [pm.Tie(f"p{n}", f"p{n % 2}", "reports_to") for n in range(2, 40)]
    ties += [pm.Tie("p38", "p39", strength=2), pm.Tie("p36", "p37", strength=3)]
    center = pm.BuyingCenter("ERP", people, ties)
    choice = fold(choose(center, Options()), 10, ENGLISH)
    (number, tie), *others = [
        each for each in choice.ties if each[1].kind is not pm.TieKind.REPORTS_TO
    ]
    assert not others
    assert (tie.source, tie.target, tie.strength) == ("p0", "p1", 5)
    assert choice.ties_inside(number, tie) == center.ties[-2:]


def test_whoever_is_named_is_shown():
    center = network(150, 100)
    last = center.stakeholders[-1]
    cards, _ = cards_and_lines(pm.influence(center, emphasis=[last.name]).scene)
    assert last.id in cards
    everybody, _ = cards_and_lines(pm.influence(center, everybody=True).scene)
    assert len(everybody) == 150


def test_the_picture_says_what_it_leaves_out_in_both_languages():
    center = network(80, 200)
    for lang, words in (("en", "of 80 people"), ("zh", "共 80 人")):
        scene = pm.influence(center, lang=lang).scene
        said = [mark.content for mark in scene.walk() if hasattr(mark, "content")]
        assert any(words in text for text in said)
        legends = [
            mark
            for mark in scene.walk()
            if isinstance(mark, Group) and "legend" in mark.classes
        ]
        assert any("+" in mark.marks[1].content for mark in legends[-2:])


def test_each_team_has_a_picture_with_stubs_where_ties_lead_out():
    center = network(150, 150)
    chart = pm.influence(center)
    shown = set(chart.scene.groups())
    for part in chart.parts:
        assert pm.charts.faults(part.scene) == []
        groups = part.scene.groups().values()
        stubs = {group.key for group in groups if "stub" in group.classes}
        shown |= {group.key for group in groups} - stubs
        for group in groups:
            if group.link:
                assert not stubs.issuperset(group.link)
        parent = chart.scene
        if part.parent is not None:
            parent = chart.parts[part.parent].scene
        assert part.key in parent.groups()
    assert {person.id for person in center} <= shown


def test_a_deck_has_a_slide_for_the_whole_and_one_for_each_team():
    pptx = pytest.importorskip("pptx")
    chart = pm.influence(network(80, 60), size="slide")
    slides = pptx.Presentation(io.BytesIO(chart.pptx())).slides
    assert len(slides) == 1 + len(chart.parts) > 3
    assert pm.influence(pm.northwind()).parts == ()


def texts_of(tree):
    """The texts of a packed element and of what is in it."""
    texts = []
    for child in tree[2:]:
        texts += [child] if isinstance(child, str) else texts_of(child)
    return texts


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_holds_the_team_of_each_card_that_counts_one(lang):
    center = network(80, 60)
    center = center.replace(center.stakeholders[5].id, name='<b class="VIEWBOX=">&lt;')
    chart = pm.influence(center, lang=lang)
    page = chart.html(page=True)
    [packed] = re.findall(r'class="pm-packed">([^<]*)<', page)
    parts = unpack(packed)
    assert len(parts) == len(chart.parts) > 3
    texts = set(re.findall(r">([^<]+)<", page))
    texts = {unescape(text) for text in texts}
    for tree, part in zip(parts, chart.parts, strict=True):
        card = tree[1]["data-card"]
        assert f'id="{card}"' in page or card.startswith("part-")
        here = texts_of(tree)
        assert part.scene.title in here
        assert set(marks_of(part.scene)) <= set(here)
        texts |= set(here)
    assert {person.name for person in center} <= texts


def marks_of(scene):
    return [mark.content for mark in scene.walk() if isinstance(mark, Text)]


def test_pictures_of_teams_are_drawn_without_a_filter_for_the_warnings_of_all_threads(
    monkeypatch,
):
    compose = view._compose
    filters = []

    def watched(*args):
        filters.append(list(warnings.filters))
        return compose(*args)

    monkeypatch.setattr(view, "_compose", watched)
    before = list(warnings.filters)
    assert len(pm.influence(network(120, 150)).parts) > 3
    assert filters and all(each == before for each in filters)
