"""A picture reads: inks on their grounds by the contrast of WCAG, and every stance by its sign alone."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

import powermap as pm
from powermap import style
from powermap.model import Answer, Contact, Relationship, Role, Stance
from powermap.model.playbook import BRAND_COLORS, Playbook
from powermap.model.playbook.brand import check_brand, contrast
from powermap.scene import Box, Disc, Path
from powermap.style.brand import NEVER_FADED
from powermap.style.recolor import faded_color

TONES = [style.tone(role) for role in (*Role, None)]
GROUNDS = [style.PAPER, *(tone.tint for tone in TONES)]


def test_contrast_is_measured_as_others_measure_it():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(
        4.48, abs=0.005
    )  # webaim.org: the grey that just fails


@pytest.mark.parametrize("role", [*Role, None])
def test_the_ink_of_a_role_reads_on_its_tint_and_on_paper(role):
    tint, ink = style.tone(role)
    assert contrast(ink, tint) >= 4.5
    assert contrast(ink, style.PAPER) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", [style.TEXT, style.MUTED])
def test_text_reads_on_every_ground(ink, ground):
    assert contrast(ink, ground) >= 4.5


def test_no_two_roles_look_alike():
    assert (
        len({tone.ink for tone in TONES})
        == len({tone.tint for tone in TONES})
        == len(Role) + 1
    )


def strokes(path):
    """The straight lines of a sign, whichever way they are drawn."""
    points = [
        (command[0], command[1:]) for command in path.commands if command[0] != "Z"
    ]
    return {
        frozenset(((round(a[0], 3), round(a[1], 3)), (round(b[0], 3), round(b[1], 3))))
        for (_, a), (kind, b) in pairwise(points)
        if kind == "L"
    }


def sign(stance):
    return style.stance_disc(stance, 0, 0, 10)[1]


def test_each_stance_has_a_sign_of_its_own():
    for one, other in combinations(Stance, 2):
        assert strokes(sign(one)) != strokes(sign(other)), (one, other)
    assert len({style.STANCES[stance] for stance in Stance}) == len(Stance)


@pytest.mark.parametrize(
    ("stance", "lines", "level"),
    [
        ("champion", 9, 0),
        ("supporter", 2, 1),
        ("neutral", 2, 2),
        ("opponent", 1, 1),
        ("enemy", 2, 0),
    ],
)
def test_the_signs_are_star_plus_equals_minus_and_cross(stance, lines, level):
    drawn = strokes(
        sign(Stance(stance))
    )  # without the last line of the star, which Z closes
    assert (len(drawn), sum(len({y for _, y in line}) == 1 for line in drawn)) == (
        lines,
        level,
    )


@pytest.mark.parametrize("stance", Stance)
def test_a_sign_stays_on_its_disc_and_shows_on_it(stance):
    disc, drawn = style.stance_disc(stance, 50, 40, 10, solid=True)
    assert (disc.x, disc.y, disc.radius, disc.fill, disc.solid) == (
        50,
        40,
        10,
        style.STANCES[stance],
        True,
    )
    points = [command[1:] for command in drawn.commands if command[0] != "Z"]
    assert all((x - 50) ** 2 + (y - 40) ** 2 < 9**2 for x, y in points)
    assert (
        contrast(drawn.fill or drawn.stroke, disc.fill) >= 3
    )  # WCAG 2.2, 1.4.11 for graphical signs


def test_a_stance_unknown_is_dashed_with_a_question_mark():
    disc, hook, dot = style.stance_disc(None, 50, 40, 10)
    assert (type(disc), disc.dash, type(hook), type(dot)) == (
        Disc,
        style.SMALL_DASH,
        Path,
        Disc,
    )
    assert hook.stroke == dot.fill
    assert contrast(hook.stroke, disc.fill) >= 4.5


@pytest.mark.parametrize(
    ("contact", "full"),
    [
        (None, 0),
        (Contact.NONE, 0),
        (Contact.BRIEF, 1),
        (Contact.SEVERAL, 2),
        (Contact.DEEP, 3),
    ],
)
def test_as_many_dots_are_full_as_we_know_a_person_well(contact, full):
    dots = style.contact_dots(contact, 100, 20)
    assert all(bool(dot.dash) == (contact is None) for dot in dots)
    assert [dot.fill for dot in dots] == [style.KNOWN] * full + [style.PAPER] * (
        3 - full
    )
    assert [dot.x for dot in dots] == sorted(dot.x for dot in dots)
    assert 99 < dots[-1].x + dots[-1].radius <= 100


SIGNS = [style.answer_disc(answer, 0, 0, 10) for answer in (Answer.PLUS, Answer.MINUS)]
SIGNS += [style.need_disc(met, 0, 0, 10) for met in (True, False)]


@pytest.mark.parametrize("drawn", SIGNS)
def test_the_sign_of_an_answer_or_a_need_stays_on_its_disc_and_shows_on_it(drawn):
    disc, path = drawn
    assert all(
        x**2 + y**2 < 9**2 for x, y in (command[1:] for command in path.commands)
    )
    assert contrast(path.stroke, disc.fill) >= 3
    assert contrast(disc.fill, style.GROUND.tint) >= 3


def test_answers_and_needs_differ_by_their_sign_alone():
    assert len({frozenset(strokes(path)) for _, path in SIGNS}) == len(SIGNS)


@pytest.mark.parametrize(
    "drawn",
    [style.answer_disc(Answer.UNKNOWN, 50, 40, 10), style.need_disc(None, 50, 40, 10)],
)
def test_what_is_not_known_looks_the_same_everywhere(drawn):
    assert drawn == style.stance_disc(None, 50, 40, 10)


def test_the_words_of_what_is_missing_and_of_a_relationship_read_on_their_grounds():
    for tint, ink in (
        style.ALARM,
        *(style.RELATIONSHIPS[each] for each in Relationship),
    ):
        assert contrast(ink, tint) >= 4.5
    assert contrast(style.ALARM.ink, style.GROUND.tint) >= 4.5
    assert contrast(style.WARNING, style.GROUND.tint) >= 3


@pytest.mark.parametrize(
    ("present", "wanted", "full", "outlined"),
    [
        ("none", "deep", 0, 3),
        ("brief", "several", 1, 1),
        ("deep", "brief", 3, 0),
        (None, "several", 0, 2),
    ],
)
def test_dots_of_depth_are_full_as_it_is_and_outlined_up_to_what_is_wanted(
    present, wanted, full, outlined
):
    dots = style.depth_dots(present and Contact(present), Contact(wanted), 50, 40)
    assert [dot.fill for dot in dots] == [style.KNOWN] * full + [
        style.PAPER
    ] * outlined + [style.FAINT] * (3 - full - outlined)
    assert all(
        (dot.dash == style.SMALL_DASH) == (present is None)
        for dot in dots
        if dot.stroke
    )


@pytest.mark.parametrize(("good", "bad"), [(0, 0), (1, 0), (0.25, 0.5), (0.4, 0.6)])
def test_a_bar_is_as_long_as_its_shares_and_what_is_not_known_is_dashed(good, bad):
    boxes = [
        mark
        for mark in style.share_bar((good, bad), 10, 5, 100, 6)
        if isinstance(mark, Box)
    ]
    lengths = {box.fill: box.width for box in boxes}
    assert lengths.get(style.GOOD, 0) == pytest.approx(100 * good)
    assert lengths.get(style.BAD, 0) == pytest.approx(100 * bad)
    assert any(box.dash for box in boxes) == (good + bad < 1)


def painted(scene):
    """Every color of a scene."""
    found = set()
    marks = list(scene.marks)
    while marks:
        mark = marks.pop()
        marks += getattr(mark, "marks", ())
        for name in ("fill", "stroke", "ink"):
            found.add(getattr(mark, name, None))
    return found - {None}


def test_every_brand_color_is_one_color_that_nothing_else_has():
    everything = []
    for name, brand in BRAND_COLORS.items():
        everything.append(brand.default)
        if name not in NEVER_FADED:
            everything.append(faded_color(brand.default))
    assert len(set(everything)) == len(everything)


def test_powermaps_own_colors_pass_the_check_of_brand_colors():
    own = {name: brand.default for name, brand in BRAND_COLORS.items()}
    check_brand(own)


@pytest.mark.parametrize("draw", [pm.quadrant, pm.influence, pm.charts.needs])
def test_brand_colors_reach_the_picture_and_nothing_else_changes(draw):
    brand = {"owner": "#7a0019", "owner_tint": "#FBE9EC", "text": "#111111"}
    ours = pm.northwind_plan()
    plain = draw(ours).scene
    branded = draw(ours, playbook=Playbook(style=brand)).scene
    old = {BRAND_COLORS[name].default for name in brand}
    new = {color.upper() for color in brand.values()}
    assert old <= painted(plain) | {style.SHADOW}
    assert painted(branded) == painted(plain) - old | new
    assert style.branded(branded, {}) is branded


def test_what_fades_fades_in_the_colors_of_the_brand():
    playbook = Playbook(style={"champion": "#00205B"})
    center = pm.northwind()
    champion = next(p for p in center if p.stance is Stance.CHAMPION)
    other = next(p for p in center if p.stance is not Stance.CHAMPION)
    scene = pm.influence(center, emphasis=[other.id], playbook=playbook).scene
    assert scene.groups()[champion.id].marks[3].fill == faded_color("#00205B")


@pytest.mark.parametrize(
    ("brand", "message"),
    [
        ({"ownr": "#000000"}, "allowed: text, muted, .*did you mean 'owner'"),
        ({"owner": "blue"}, "owner is 'blue'; allowed: a color as #RRGGBB"),
        ({"owner": "#12345"}, "allowed: a color as #RRGGBB"),
        ({"owner": 5}, "allowed: a color as #RRGGBB"),
        ({"enemy": "#FFAAAA"}, "on paper; allowed: at least 3; choose a darker"),
        ({"owner_tint": "#2458A0"}, "on owner_tint; .*choose a lighter owner_tint"),
    ],
)
def test_colors_that_are_unknown_or_hard_to_read_are_refused(brand, message):
    with pytest.raises(pm.ModelError, match=message):
        pm.quadrant(pm.northwind(), playbook=Playbook(style=brand))


def test_a_deck_has_the_colors_of_the_brand():
    theme = style.deck_theme({"owner": "#7a0019"})
    assert theme["accent1"] == theme["hlink"] == "#7A0019"
    assert theme["dk1"] == style.TEXT
