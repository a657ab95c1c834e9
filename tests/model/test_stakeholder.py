from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

import powermap as pm
from powermap.model import VOCABULARIES, parse, slug, words_of

WORDS = [
    (vocabulary, member, word)
    for vocabulary in VOCABULARIES
    for member in vocabulary
    for word in words_of(member)
]


def test_every_word_in_every_case_is_its_member():
    assert len(WORDS) > 300
    for vocabulary, member, word in WORDS:
        for written in (
            word,
            word.upper(),
            f"  {word.title()} ",
            word.replace("_", "-"),
            word.replace(" ", "_"),
        ):
            assert parse(vocabulary, written) is member


def test_no_word_means_two_things():
    for vocabulary in VOCABULARIES:
        owners = {}
        for member in vocabulary:
            for word in words_of(member):
                assert owners.setdefault(word.casefold(), member) is member


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("decidr", "did you mean 'decider'?"),
        ("七", "neither a number such as 7 or 7.5"),
        ("5,5", "neither a number such as 7 or 7.5"),
        (True, "True is not a number"),
        (float("nan"), "nan is not a finite number"),
        (float("inf"), "inf is not a finite number"),
        (1e16, "1e+16 is not a finite number up to 1e15"),
        (["decider"], "is not a number"),
    ],
)
def test_power_that_cannot_be_read_says_what_is_allowed(value, said):
    with pytest.raises(pm.ModelError, match=re.escape(said)):
        pm.Stakeholder("Ana", power=value)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "a\nb",
        "a\0b",
        "a\x7fb",
        "a\ud800b",
        "a\u2028b",
        "a\ufffeb",
        "x" * 1001,
        5,
        None,
    ],
)
def test_a_name_must_be_printable(name):
    with pytest.raises(pm.ModelError, match="name"):
        pm.Stakeholder(name)


@pytest.mark.parametrize(
    "name", ["\u200e", "\u200d\u200f", "\u0301", "\ufeff", "\u3164", "\u2800 \u200d"]
)
def test_a_name_that_nobody_can_see_is_refused(name):
    for make in (
        lambda: pm.Stakeholder(name),
        lambda: pm.BuyingCenter(name),
        lambda: pm.Stakeholder("A", covered_by=[name]),
    ):
        with pytest.raises(pm.ModelError, match="at least one visible character"):
            make()


HIDING = [
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
    "\u2061",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
    "\u206f",
    "\ufff9",
    "\U000e0001",
    "\U000e0041",
]


@pytest.mark.parametrize("char", [*HIDING, "\u00ad", "\u200b", "\u2060"])
def test_a_character_that_hides_what_stands_beside_it_is_named(char):
    said = rf"has U\+{ord(char):04X} {unicodedata.name(char)} at character 3; delete it: only printable characters"
    for make in (
        lambda: pm.Stakeholder(f"An{char}a"),
        lambda: pm.Stakeholder("Ana", id=f"an{char}a"),
        lambda: pm.Stakeholder("Ana", title=f"CF{char}O"),
        lambda: pm.AccountPlan("N", rivals=[f"Co{char}n"]),
    ):
        with pytest.raises(pm.ModelError, match=said):
            make()


@pytest.mark.parametrize("char", HIDING)
def test_what_turns_a_text_round_is_refused_in_prose_too(char):
    with pytest.raises(pm.ModelError, match=unicodedata.name(char)):
        pm.Stakeholder("Ana", note=f"x\n{char}y")


FLAG = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    "name",
    [
        "می\u200cخواهم",
        "क्\u200dष",
        "👩\u200d👧",
        FLAG,
        "Ana \u200fשלום\u200e",
        "❤\ufe0f",
        "葛\U000e0100",
    ],
)
def test_joiners_marks_and_flags_stay(name):
    assert pm.Stakeholder(name).name == name


def test_prose_may_say_where_a_line_breaks():
    note = "ភាសា\u200bខ្មែរ Donau\u00addampf"
    assert pm.Stakeholder("Ana", note=note).note == note


def test_a_byte_order_mark_is_no_part_of_a_name():
    ana = pm.Stakeholder(
        "\ufeffAna\ufeff Ruiz",
        title="\ufeff",
        note="\ufeffx\ny",
        stance="\ufeffneutral",
    )
    assert (ana.name, ana.id, ana.title, ana.note, ana.stance) == (
        "Ana Ruiz",
        "ana-ruiz",
        None,
        "x\ny",
        "neutral",
    )


@pytest.mark.parametrize(
    ("vocabulary", "word", "said"),
    [
        (pm.TieKind, "talk to", "is not a kind of tie; allowed: reports_to"),
        (pm.TieKind, "talk to", "(did you mean 'talks_to'?)"),
        (pm.TieKind, "in contact wiht", "(did you mean 'in contact with'?)"),
        (pm.Stance, "SUPORTER", "(did you mean 'supporter'?)"),
        (
            pm.Involvement,
            "hihg",
            "is not an involvement; allowed: high, low (did you mean 'high'?)",
        ),
        (pm.Role, "ownr", "is not a role"),
    ],
)
def test_a_wrong_word_is_told_with_the_nearest_as_it_is_written(vocabulary, word, said):
    with pytest.raises(pm.ModelError, match=re.escape(said)):
        parse(vocabulary, word)


HOSTILE = [
    "NA",
    "None",
    "NULL",
    "True",
    "1/2",
    "<script>",
    "a&b",
    'say "hi"',
    "$x$",
    "=1+1",
    r"\N",
    "مرحبا",
    "e\u0301",
    "👩‍🚀",
    "x" * 300,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_odd_names_stay_as_they_are(name):
    assert pm.Stakeholder(name).name == name


@pytest.mark.parametrize("value", [8, 8.0, 7.25, "8", "7.5", "８"])
def test_numbers_stay_as_written(value):
    kept = pm.Stakeholder("Ana", power=value).power
    assert kept == float(value)
    assert isinstance(kept, type(value)) or isinstance(value, str)


def test_words_become_members_and_dates_dates():
    ana = pm.Stakeholder(
        "Ana",
        power="决策者",
        stance="内应",
        as_of="2026-11-20",
        personal_needs="power",
        covered_by="Bo",
    )
    assert (ana.power, ana.stance, ana.as_of) == (
        pm.Power.DECIDER,
        pm.Stance.CHAMPION,
        date(2026, 11, 20),
    )
    assert (ana.personal_needs, ana.covered_by) == (
        (pm.plan.PersonalNeed.POWER,),
        ("Bo",),
    )


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-20",
        "20261120",
        "2026-W47-5",
        "2026-11-20T09:30:00Z",
        " 2026-11-20 23:59 ",
        datetime(2026, 11, 20, 12),
    ],
)
def test_a_date_in_any_iso_form(written):
    assert pm.Stakeholder("Ana", as_of=written).as_of == date(2026, 11, 20)


@pytest.mark.parametrize(
    "value", [0, 1763596800, 86400.0, 20261120, True, b"2026-11-20", ["2026-11-20"]]
)
def test_what_is_no_text_and_no_date_is_no_date(value):
    with pytest.raises(pm.ModelError, match="is not a date; write it as 2026-11-20"):
        pm.Stakeholder("Ana", as_of=value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("as_of", "20.11.2026"),
        ("can_veto", "maybe"),
        ("stance", "fan"),
        ("id", "a b"),
        ("id", ""),
        ("covered_by", ["a;b"]),
    ],
)
def test_other_fields_say_their_name(field, value):
    with pytest.raises(pm.ModelError, match=field):
        pm.Stakeholder("Ana", **{field: value})


def test_frozen():
    with pytest.raises(ValidationError, match="frozen"):
        pm.Stakeholder("Ana").name = "Bo"


@given(st.text(min_size=1))
def test_slug_has_no_space_and_is_its_own_slug(name):
    short = slug(name)
    assert short
    assert not any(char.isspace() for char in short)
    assert slug(short) == short


@pytest.mark.parametrize(
    ("low", "high", "cut"),
    [(5, 5, None), (6, 5, None), (0, 10, 0), (0, 10, 11), (0, 10, -1)],
)
def test_scale_out_of_order(low, high, cut):
    with pytest.raises(pm.ModelError, match=r"must be below|allowed"):
        pm.Scale(low, high, cut)


def test_the_cut_belongs_to_the_upper_half():
    assert pm.Scale(1, 5).is_high(3)
    assert not pm.Scale(1, 5).is_high(2.99)
    assert pm.Scale(cut=7).middle == 7


@pytest.mark.parametrize(
    ("tie", "said"),
    [
        ({"target": "a"}, "themselves"),
        ({"strength": 0}, "above 0"),
        ({"kind": "love"}, "kind of tie"),
    ],
)
def test_ties_that_cannot_be(tie, said):
    with pytest.raises(pm.ModelError, match=said):
        pm.Tie(**{"source": "a", "target": "b"} | tie)
