"""An understanding, written as a mapping and read again, gives the same plan."""

import io
import warnings

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import powermap as pm
from powermap.errors import FormatError, PowermapWarning, TableError
from powermap.exchange.crm.mapping import parse_mapping
from powermap.exchange.intake.mapping_file import write_mapping

HEADERS = {
    "Name": ["Ana Ruiz", "Ben Ode", "Ode, Ben", "Cleo Ito", "张伟"],
    "First Name": ["Ana", "Ben", "", "伟"],
    "Last Name": ["Ruiz", "de la Cruz", "张"],
    "Influence": ["High", "Medium", "L", "7", "10", "High (signs)", "tbd"],
    "Influence (1-5)": ["1", "5", "4/5", ""],
    "Interest level": ["H", "M", "low", "?"],
    "Attitude": ["Supportive", "Resistant", "Unaware", "neutral"],
    "Power/Interest": ["Keep satisfied", "Manage closely", ""],
    "Role": ["Economic buyer", "CFO", "Champion; Influencer", "Owner"],
    "Manager": ["Ana Ruiz", "Nobody here", "", "Ben Ode"],
    "Email": ["ana@example.com", ""],
    "Date": ["2026-11-20", "20 Nov 2026"],
    "Shoe size": ["38", "x", '"quoted"'],
    'Team, "ours"': ["Kim; Lee", "Kim"],
    "Notes": ["a", "b\nc"],
    "Contact": ["Ana Ruiz", "several", "none"],
}


@st.composite
def tables(draw):
    titles = draw(
        st.lists(st.sampled_from(sorted(HEADERS)), min_size=2, max_size=6, unique=True)
    )
    rows = []
    for _ in range(draw(st.integers(1, 5))):
        rows.append([draw(st.sampled_from(HEADERS[title])) for title in titles])
    above = draw(st.sampled_from([[], [["Stakeholder register"]]]))
    return [*above, titles, *rows]


def saved(path, rows):
    import csv

    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    path.write_text(stream.getvalue(), "utf-8")
    return path


@given(rows=tables(), lang=st.sampled_from(["en", "zh"]))
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_a_file_is_read_the_same_with_its_mapping(tmp_path_factory, rows, lang):
    folder = tmp_path_factory.mktemp("mapping")
    path = saved(folder / "a.csv", rows)
    before = pm.inspect(path)
    mapping = write_mapping(before, folder / "m.toml", lang)
    after = pm.inspect(path, mapping=mapping)
    assert after.plan == before.plan
    assert bool(after.problems) == bool(before.problems)
    if before.plan is not None:
        assert "does not have" not in " ".join(map(str, after.notes))


def test_stated_header_rows_are_not_taken_for_columns(tmp_path):
    # In the first, both "Role" and "Owner" are known headers, one below the other.
    lying = [["Role", "Shoe size"], ["Owner", "38"]]
    standing = [["Name", "Ana", "Ben"], ["Power", "7", "3"], ["Shoe size", "38", "40"]]
    for rows in lying, standing:
        path = saved(tmp_path / "a.csv", rows)
        before = pm.inspect(path)
        mapping = write_mapping(before, tmp_path / "m.toml", "en")
        assert pm.inspect(path, mapping=mapping).plan == before.plan


def read(text, mapping, tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(mapping, "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PowermapWarning)
        return pm.read(io.StringIO(text), mapping=path).center


def test_everything_that_a_mapping_says_takes_effect(tmp_path):
    text = (
        "Page 1,x,y,z,w,v\nWer,Clout,Drop,Team,Own,Day\n"
        "Ana Ruiz,Big,1,Kim/Lee,Owner,03/04/2026\n"
        "Ben Ode,Mid,2,nix,Champion,04/04/2026\n"
        "Cleo Ito,2,3,Kim,x,05/04/2026\n"
        "Dee Poe,Odd,4,Kim,x,06/04/2026\n"
    )
    mapping = """
scale = [1, 5]
cut = 4
header = 2
dates = "dmy"
unknown = ["nix"]
columns = [
  { header = "Wer", field = "name" },
  { header = "Clout", field = "power", words = { Big = "decider", Mid = "middle", Odd = "unknown" } },
  { header = "Drop", ignore = true },
  { header = "Team", field = "covered_by", separators = ["/"] },
  { header = "Own", keep = true },
  { header = "Day", field = "as_of" },
]
"""
    center = read(text, mapping, tmp_path)
    ana, ben, cleo, dee = center
    assert [each.power for each in center] == ["decider", 4, 2, None]
    assert (center.scale.low, center.scale.high, center.scale.cut) == (1, 5, 4)
    assert (ana.covered_by, ben.covered_by) == (("Kim", "Lee"), ())
    assert ana.custom == {"Own": "Owner"}
    assert ana.as_of.isoformat() == "2026-04-03"
    assert cleo.declared_role is dee.declared_role is None


def test_columns_that_a_mapping_does_not_name_are_read_as_usual(tmp_path):
    mapping = (
        '[[columns]]\nheader = "Wer"\nfield = "name"\n[[columns]]\nheader = "Gone"\n'
    )
    path = tmp_path / "m.toml"
    path.write_text(mapping, "utf-8")
    with pytest.warns(PowermapWarning, match="does not have: 'Gone'"):
        center = pm.read(io.StringIO("Wer,Stance\nAna,champion\n"), mapping=path).center
    assert center["ana"].stance == "champion"


def test_what_is_said_beside_the_file_counts_more(tmp_path):
    path = tmp_path / "m.toml"
    path.write_text('scale = [1, 5]\ndeal = "ERP"\n', "utf-8")
    text = "Name,Power,Deal\nAna,50,ERP\nBen,80,CRM\n"
    with pytest.warns(PowermapWarning):
        center = pm.read(
            io.StringIO(text), mapping=path, scale="0..100", deal="CRM"
        ).center
    assert [each.name for each in center] == ["Ben"]
    assert center.scale.high == 100


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("scale = [5, 1]", "low must be below high"),
        ("scale = [1]", "[1] is not two numbers"),
        ("cut = 3", "cut needs a scale"),
        ("header = 0", "0 is not the number of a row"),
        ('dates = "ymd"', "allowed: dmy, mdy"),
        ('unknwon = ["x"]', "did you mean 'unknown'?"),
        ('columns = [{ header = "A", field = "powr" }]', "did you mean 'power'?"),
        (
            'columns = [{ header = "A", keep = true, field = "name" }]',
            "leave one of them out",
        ),
        ('columns = [{ header = "A", words = { x = "y" } }]', "words are for a column"),
        (
            'columns = [{ header = "A", field = "title", words = { x = "y" } }]',
            "'title' takes no words",
        ),
        (
            'columns = [{ header = "A", field = "power", words = { x = "y" } }]',
            "'y' is not allowed here; allowed: decider, influencer, middle, unknown",
        ),
    ],
)
def test_a_mistake_in_a_mapping_is_told_in_both_languages(mapping, message):
    with pytest.raises(TableError) as caught:
        parse_mapping(mapping, "ours.toml")
    assert message in str(caught.value)
    assert "message." not in caught.value.say("zh")


def test_no_toml_is_told():
    with pytest.raises(FormatError, match=r"ours\.toml: this is not TOML"):
        parse_mapping("label = ", "ours.toml")
