"""What is written is read as it was, in every format."""

import unicodedata
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from powermap.errors import BOM
from powermap.exchange import from_frame, read, ties_to_frame, to_frame, write
from powermap.model import (
    BuyingCenter,
    Contact,
    Involvement,
    OrganizationNeed,
    PersonalNeed,
    Power,
    Role,
    Scale,
    Stakeholder,
    Stance,
    Tie,
    TieKind,
)
from powermap.model.record import is_visible

FORMATS = ["deal.yaml", "deal.yml", "deal.json", "deal.xlsx", "deal.csv"]
RIVALS = ["Contoso", "Fabrikam (EMEA): old", "对手 *", "No decision", "1/2", '"q"']
WRITERS = [name for name in FORMATS if not name.endswith(".yml")]
"""One file for each writer: .yml is written as .yaml is."""
NASTY = [
    "NA",
    "None",
    "NULL",
    "null",
    "~",
    "True",
    "yes",
    "NO",
    "1/2",
    "1e5",
    "007",
    "12",
    "2024-01-01",
    "=1+1",
    "+1",
    "-1",
    "@x",
    "'quoted",
    "''=x",
    "'=x",
    '"',
    "a, b; c",
    "<script>alert(1)</script>",
    "<r><t>x</t></r>",
    "<r>",
    "&amp;",
    "$x$",
    r"\N",
    "#REF!",
    "#",
    "_x0041_",
    "_x005f_x0041_",
    "_x005F_",
    "_x000D_",
    "😀",
    "👩‍👩‍👧",
    "שלום",
    "\u200eabc",
    "e\u0301",
    "张伟",
    "：",
    "- x",
    "? x",
    "key: x",
    "&a",
    "*a",
    "!x",
    "%x",
    "|",
    ">",
    "{}",
    "[]",
    "x" * 300,
    "http://example.org",
    "{=1}",
    "\ufeffx",
    "x #y",
    "nan",
    "inf",
    "0x1F",
    "=",
    "<<",
]


def printable(char):
    return (
        unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        and ord(char) & 0xFFFE != 0xFFFE
    )


chars = st.characters(
    exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"],
    include_characters="\u200c\u200d\u200f",
).filter(printable)
words = st.one_of(st.sampled_from(NASTY), st.text(chars, min_size=1, max_size=20)).map(
    lambda t: t.replace(BOM, "")
)
lines = words.filter(is_visible)
prose = st.lists(lines, min_size=1, max_size=3).map("\n".join)
names = lines.filter(lambda text: ";" not in text and "；" not in text)
ids = st.text(
    chars.filter(lambda char: not char.isspace() and char != BOM),
    min_size=1,
    max_size=8,
)
scores = st.one_of(st.integers(-3, 7), st.floats(-3, 7))


def maybe(strategy):
    return st.none() | strategy


@st.composite
def people(draw, key):
    return Stakeholder(
        draw(lines),
        id=key,
        title=draw(maybe(lines)),
        department=draw(maybe(lines)),
        organization=draw(maybe(lines)),
        power=draw(maybe(st.sampled_from(Power) | scores)),
        involvement=draw(maybe(st.sampled_from(Involvement) | scores)),
        stance=draw(maybe(st.sampled_from(Stance))),
        contact=draw(maybe(st.sampled_from(Contact))),
        rival_stances=draw(
            st.dictionaries(st.sampled_from(RIVALS), st.sampled_from(Stance))
        ),
        rival_contacts=draw(
            st.dictionaries(st.sampled_from(RIVALS), st.sampled_from(Contact))
        ),
        loses_by_change=draw(maybe(st.booleans())),
        can_veto=draw(maybe(st.booleans())),
        declared_role=draw(maybe(st.sampled_from(Role))),
        covered_by=draw(st.lists(names, max_size=3)),
        organization_needs=draw(
            st.lists(st.sampled_from(OrganizationNeed), max_size=3)
        ),
        personal_needs=draw(st.lists(st.sampled_from(PersonalNeed), max_size=3)),
        meets_organization_needs=draw(maybe(st.booleans())),
        meets_personal_needs=draw(maybe(st.booleans())),
        note=draw(maybe(prose)),
        evidence=draw(maybe(prose)),
        as_of=draw(maybe(st.dates())),
    )


@st.composite
def centers(draw, at_least=1):
    keys = draw(st.lists(ids, min_size=at_least, max_size=4, unique=True))
    everyone = [draw(people(key)) for key in keys]
    pairs = [(a, b) for a in keys for b in keys if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=4)) if pairs else []
    loose = [kind for kind in TieKind if kind is not TieKind.REPORTS_TO]
    strengths = maybe(st.floats(0.001, 100) | st.integers(1, 9))
    ties = [
        Tie(a, b, draw(st.sampled_from(loose)), draw(strengths), draw(maybe(prose)))
        for a, b in chosen
    ]
    cut = draw(maybe(st.integers(-2, 7)))
    roles = draw(st.lists(st.sampled_from(Role), max_size=3))
    return BuyingCenter(
        draw(lines), everyone, ties, Scale(-3, 7, cut), draw(maybe(st.dates())), roles
    )


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(center=centers(), lang=st.sampled_from(["en", "zh"]))
def test_what_is_written_is_read_as_it_was(tmp_path_factory, name, center, lang):
    path = write(center, tmp_path_factory.mktemp("deal") / name, lang=lang)
    assert read(path).center == center


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_field_survives(tmp_path, rich, name, lang):
    assert read(write(rich, tmp_path / name, lang=lang)).center == rich


@pytest.mark.parametrize("name", FORMATS)
def test_every_nasty_name_survives_in_every_text_field(tmp_path, name):
    everyone = [
        Stakeholder(
            text,
            id=f"p{place}",
            title=text,
            department=text,
            note=f"a\n{text}",
            evidence=text,
        )
        for place, text in enumerate(NASTY)
    ]
    center = BuyingCenter("x", everyone)
    again = read(write(center, tmp_path / name)).center
    assert [person.name for person in again] == [
        text.replace(BOM, "") for text in NASTY
    ]
    assert again == center


@pytest.mark.parametrize("name", FORMATS)
def test_ids_and_scores_that_look_like_something_else_survive(tmp_path, name):
    ids = ["_", "·", "1.0", "n/a", "#REF!", "#N/A", '"x"', "007"]
    everyone = [Stakeholder("Kim", id=id, power=2.585e-249) for id in ids]
    ties = [Tie(ids[place - 1], id) for place, id in enumerate(ids)]
    center = BuyingCenter("NULL", everyone, ties)
    assert read(write(center, tmp_path / name)).center == center
    frames = to_frame(center), ties_to_frame(center)
    assert from_frame(*frames, name="NULL", scale=center.scale) == center


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_center_gives_the_same_bytes(tmp_path, rich, name):
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    assert (
        write(rich, first / name).read_bytes()
        == write(rich, second / name).read_bytes()
    )


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(center=centers())
def test_frames_give_back_the_center(backend, center):
    frame, ties = (
        to_frame(center, backend=backend),
        ties_to_frame(center, backend=backend),
    )
    facts = {
        "scale": center.scale,
        "as_of": center.as_of,
        "wanted_roles": center.wanted_roles,
    }
    assert from_frame(frame, ties, name=center.name, **facts) == center


def test_a_bracket_of_one_name_is_not_closed_by_that_of_the_next(tmp_path):
    for pair in [("{", "]"), ("Kim (", "Lee)"), ("(", "Lee", ")"), ("）", "（")]:
        center = BuyingCenter("ERP", [Stakeholder("Ana", covered_by=pair)])
        assert from_frame(to_frame(center), name="ERP") == center
        for name in WRITERS:
            assert read(write(center, tmp_path / name)).center == center


def test_an_old_file_of_ties_does_not_outlive_the_center_it_belonged_to(tmp_path, rich):
    write(rich, tmp_path / "deal.csv")
    small = BuyingCenter("Small", [Stakeholder("Ana Ruiz", as_of=date(2025, 1, 2))])
    assert read(write(small, tmp_path / "deal.csv")).center == small
