"""Who says what about a person: claims, and the fields that follow from them."""

import io
import warnings

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import powermap as pm
from powermap.errors import TableError
from powermap.model import (
    BuyingCenter,
    Claim,
    Confidence,
    Contact,
    Involvement,
    OrganizationNeed,
    PersonalNeed,
    Power,
    Role,
    Scale,
    Stakeholder,
    Stance,
)
from powermap.model.claim import claimable_fields, latest_claims

WRITERS = ["deal.yaml", "deal.json", "deal.xlsx", "deal.csv"]
NASTY = ["NA", "null", "yes", "12", "007", "=1+1", "-", "'x", "a, b", "张伟", "key: x"]
letters = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1)
lines = st.sampled_from(NASTY) | letters
prose = st.lists(lines, min_size=1, max_size=3).map("\n".join)
ids = st.text("abc-123", min_size=1, max_size=8)
scores = st.integers(-3, 7) | st.floats(-3, 7)


def maybe(strategy):
    return st.none() | strategy


VALUES = {
    "title": lines,
    "department": lines,
    "organization": lines,
    "power": st.sampled_from(Power) | scores,
    "involvement": st.sampled_from(Involvement) | scores,
    "stance": st.sampled_from(Stance),
    "contact": st.sampled_from(Contact),
    "can_veto": st.booleans(),
    "declared_role": st.sampled_from(Role),
    "covered_by": st.lists(lines, min_size=1, max_size=2),
    "organization_needs": st.lists(st.sampled_from(OrganizationNeed), min_size=1),
    "personal_needs": st.lists(st.sampled_from(PersonalNeed), min_size=1),
    "meets_organization_needs": st.booleans(),
    "meets_personal_needs": st.booleans(),
}
KIM = Claim("stance", "neutral", said_by="Kim", day="2026-10-01")
DIFFERS = (
    "stream: 1 value differs from the latest claim: 'Ana', stance Neutral (claimed:"
    " Champion); the value is kept; clear the field to use the claim instead"
)
LEE = Claim("stance", "champion", said_by="Lee", day="2026-10-28")


def test_every_field_of_a_kind_can_be_claimed():
    assert set(VALUES) <= set(claimable_fields())


@st.composite
def claims(draw):
    field = draw(st.sampled_from(sorted(VALUES)))
    return Claim(
        field,
        draw(VALUES[field]),
        said_by=draw(maybe(lines)),
        evidence=draw(maybe(prose)),
        day=draw(maybe(st.dates())),
        confidence=draw(maybe(st.sampled_from(Confidence))),
    )


@st.composite
def people(draw, key):
    return Stakeholder(
        draw(lines),
        id=key,
        title=draw(maybe(lines)),
        stance=draw(maybe(st.sampled_from(Stance))),
        claims=draw(st.lists(claims(), max_size=3)),
    )


@st.composite
def centers(draw):
    keys = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    return BuyingCenter("ERP", [draw(people(key)) for key in keys], scale=Scale(-3, 7))


def read(source, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pm.read(source, **options).center


def read_yaml(text, **options):
    return read(io.StringIO(text), format="yaml", **options)


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(center=centers(), lang=st.sampled_from(["en", "zh"]))
def test_claims_are_read_as_they_were_written(tmp_path_factory, name, center, lang):
    path = tmp_path_factory.mktemp("deal") / name
    found = read(pm.write(center, path, lang=lang))
    assert found == center
    assert [each.following for each in found] == [each.following for each in center]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(old=centers(), new=centers())
def test_changed_claims_are_written_into_the_old_text(tmp_path_factory, old, new):
    path = pm.write(old, tmp_path_factory.mktemp("deal") / "deal.yaml")
    assert read(pm.write(new, path)) == new


def test_the_latest_claim_is_what_a_field_follows():
    may = Claim("stance", "enemy")
    sure = Claim("stance", "supporter", day="2026-10-28", confidence="high")
    for said, stance in (
        ([KIM, LEE], "champion"),
        ([LEE, KIM], "champion"),
        ([may, KIM], "neutral"),  # a claim without a day is the oldest
        ([sure, LEE], "supporter"),  # of one day the surer one
        ([LEE, Claim("stance", "opponent", day="2026-10-28")], "opponent"),
    ):
        assert Stakeholder("Ana", claims=said).stance == stance
        assert latest_claims(said)["stance"].value == stance


def test_a_field_that_is_given_stands_until_it_is_emptied():
    ana = Stakeholder("Ana", stance="neutral", claims=[LEE])
    assert (ana.stance, ana.following) == ("neutral", frozenset())
    ana = Stakeholder("Ana", claims=[KIM])
    assert ana.following == {"stance"}
    # What follows goes on to follow; what is changed is given.
    assert ana.revised(claims=[KIM, LEE]).stance == "champion"
    assert ana.revised(claims=()).stance is None
    assert ana.revised(stance="enemy").revised(claims=[LEE]).stance == "enemy"
    # Unknown in spite of a claim, as what-ifs ask.
    unknown = ana.revised(stance=None)
    assert (unknown.stance, unknown.revised(note="x").stance) == (None, None)
    assert Stakeholder("Ana").revised(claims=[KIM]).stance == "neutral"


def test_reading_says_what_follows_and_what_differs():
    text = """
    stakeholders:
    - {name: Ana, stance: neutral, claims: [{field: 立场, value: 内线}]}
    - {name: Ben, claims: [{field: stance, value: champion}, {field: title, value: CFO}]}
    """
    with pytest.warns(pm.PowermapWarning) as told:
        pm.read(io.StringIO(text), format="yaml")
    notes = [str(each.message) for each in told]
    assert notes == [
        "stream: empty fields take the value of the latest claim: 'Ben' (title, stance)",
        DIFFERS,
    ]


def test_a_claim_that_cannot_be_read_is_named_with_its_place():
    text = """
    stakeholders:
    - name: Ana
      claims:
      - {field: shoe size, value: 1}
      - {field: stance, value: greatish}
      - {field: power, value: 12}
      - {field: power}
      - {field: id, value: x}
    """
    with pytest.raises(TableError) as error:
        read_yaml(text)
    columns = [problem.column for problem in error.value.problems]
    places = ("1].field", "2].value", "3].value", "4].value", "5].field")
    assert columns == [f"claims[{place}" for place in places]


def test_a_single_value_called_claims_is_a_custom_field_as_before(tmp_path):
    center = read_yaml("stakeholders: [{name: Ana, claims: 3}]")
    assert center["ana"].custom == {"claims": 3}
    for name in WRITERS:
        path = pm.write(center, tmp_path / name)
        assert read(path) == center
    both = center.replace("ana", claims=[KIM])
    for name in WRITERS:
        assert read(pm.write(both, tmp_path / f"both-{name}")) == both


def test_files_without_claims_are_written_as_before(tmp_path):
    plain = BuyingCenter("ERP", [Stakeholder("Ana", stance="neutral")])
    claimed = plain.replace("ana", claims=[LEE])
    csv = tmp_path / "deal.csv"
    pm.write(plain, csv)
    assert not (tmp_path / "deal-claims.csv").exists()
    pm.write(claimed, csv)
    assert read(csv) == claimed
    # The claims of an earlier version are not read beside the new people.
    pm.write(plain, csv)
    assert read(csv) == plain
    for name in ("deal.yaml", "deal.json"):
        text = pm.write(plain, tmp_path / name).read_text()
        assert "claims" not in text


def test_comments_and_words_of_claims_stay(tmp_path):
    path = tmp_path / "deal.yaml"
    text = """\
name: ERP
stakeholders:
- name: Ana
  id: ana
  claims:
  # at the kick-off
  - {字段: 立场, 值: 内线, 谁说的: Kim, 日期: 20261028}
- name: Ben
  id: ben
"""
    path.write_text(text, encoding="utf-8")
    pm.write(read(path), path)
    assert path.read_text(encoding="utf-8") == text
    pm.write(read(path).replace("ben", title="CFO"), path)
    assert path.read_text(encoding="utf-8") == text + "  title: CFO\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_sheet_of_the_template_is_read(tmp_path, lang):
    path = pm.template(tmp_path / "deal.xlsx", sheets="claims", lang=lang)
    book = openpyxl.load_workbook(path)
    people = book.worksheets[0]
    sheet = book.worksheets[-1]
    people["A2"] = "Ana Ruiz"
    field = {"en": "stance", "zh": "立场"}[lang]
    value = {"en": "Insider", "zh": "内线"}[lang]
    row = ("ana ruiz", field, value, "Kim", None, "28.10.2026", None)
    for place, cell in enumerate(row, start=1):
        sheet.cell(2, place, cell)
    book.save(path)
    [ana] = read(path)
    assert ana.claims == (LEE.revised(said_by="Kim"),)
    assert ana.stance == "champion"


GRAPHS = ["deal.graphml", "deal.gexf", "deal.cyjs", "deal.kumu.json"]


@pytest.mark.parametrize("name", GRAPHS)
def test_graphs_hold_claims(tmp_path, name):
    said = [
        Claim("covered_by", ["Kim", "Lee"], evidence="a, b=c\nd", day="2026-10-28"),
        Claim("can_veto", False, said_by="Kim", confidence="low"),
        Claim("power", 7.5),
    ]
    center = BuyingCenter("ERP", [Stakeholder("Ana", claims=said), Stakeholder("Ben")])
    assert read(pm.write(center, tmp_path / name)).stakeholders == center.stakeholders
    graph = pm.network.to_networkx(center)
    assert pm.network.from_networkx(graph).stakeholders == center.stakeholders


def test_a_claim_about_nobody_is_to_be_corrected_itself(tmp_path):
    path = tmp_path / "deal.xlsx"
    ana = pm.Stakeholder("Ana", claims=[pm.plan.Claim("title", "CFO")])
    pm.write(pm.BuyingCenter("ERP", [ana]), path)
    book = openpyxl.load_workbook(path)
    book["Claims"]["A2"] = "Zed"
    book.save(path)
    with pytest.raises(TableError, match="add the person or correct the claim"):
        pm.read(path)
