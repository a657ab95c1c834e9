"""Names come in as their bearers write them, and nothing else is taken for a name."""

import re

from hypothesis import given, strategies as st

from powermap.exchange.intake.names import (
    first_name_first,
    join_name,
    turn_names,
    without_additions,
)
from powermap.model import slug

TURNED = {
    "Ruiz, Ana": "Ana Ruiz",
    "RUIZ, ANA": "ANA RUIZ",
    "van der Berg, Jan": "Jan van der Berg",
    "O'Brien, Mary-Kate": "Mary-Kate O'Brien",
    "de la Cruz, María José": "María José de la Cruz",
    "Ruiz, Ana, PhD": "Ana Ruiz, PhD",
    "Ruiz, Ana (CFO)": "Ana Ruiz (CFO)",
    "Ruiz, J. P.": "J. P. Ruiz",
    "Smith III, John": "John Smith III",
    "King, Jr., Martin": "Martin King, Jr.",
    'Ruiz, Ana "Annie"': 'Ana "Annie" Ruiz',
    "Lee, Dr.": "Dr. Lee",
    "Li, Peng": "Peng Li",
    "Head, Ann": "Ann Head",
    "阿部, 寛": "阿部寛",
    "St. John, Ian": "Ian St. John",
    "O’Neill, Séan": "Séan O’Neill",
    "Nguyễn, Văn Đại": "Văn Đại Nguyễn",
    "Cook, Tim": "Tim Cook",
    "Dean, James": "James Dean",
    "Иванов, Иван": "Иван Иванов",
    "山田, さくら": "山田 さくら",
    "王，伟": "王伟",
    "김, 철수": "김철수",
}
KEPT = [
    "Ana Ruiz",
    "Department of Racing, Gaming and Leisure",
    "Department of Racing, Gaming and Liquor",
    "Director, Procurement",
    "Board of Directors, Northwind",
    "Ana Ruiz, PhD",
    "Ana Ruiz, M.Sc.",
    "Smith, Jones & Partners",
    "Northwind, Inc.",
    "Northwind, GmbH",
    "Finance, IT",
    "Legal, HR",
    "Einkauf, Technik",
    "Direction des achats, Northwind",
    "Comité de compras, Northwind",
    "Head, Quality",
    "Head of Sales, Northwind",
    "Ben Ode, P.Eng.",
    "Ode, MA",
    "总部, 北方",
    "IT部, 北方",
    "Police, Fire",
    "University of California, Berkeley",
    "City of Austin, Texas",
    "customers, end users",
    "采购部, 北方公司",
    "张伟，李娜",
    "Ruiz, Ana, Ben",
    "Room 12, B",
    "the office in town, north",
    ",",
    "Ruiz,",
]


def test_only_names_of_people_are_turned():
    for written, right in TURNED.items():
        assert first_name_first(written) == right
        assert turn_names({2: written})[0] == {2: right}
    for written in KEPT:
        assert first_name_first(written) == written
        assert turn_names({2: written}) == ({2: written}, [])


def test_the_column_and_its_neighbors_decide():
    # A single person among units is turned, with one note.
    column = ["Ruiz, Ana", *KEPT[1:5]]
    names, notes = turn_names(dict(enumerate(column, 2)), title="Name")
    assert list(names.values()) == ["Ana Ruiz", *KEPT[1:5]]
    assert [str(note) for note in notes] == [
        (
            "Name: 1 name is written last name first and was turned: "
            "'Ruiz, Ana' → 'Ana Ruiz'"
        )
    ]
    # What stands in another column too is no part of a name.
    assert turn_names({2: "Overseer, Northwind"}, {2: ["Overseer"]})[1] == []
    assert turn_names({2: "Ruiz, Northwind"}, {2: ["", "Northwind"]})[1] == []
    # Whole names with a company behind them.
    with_company = {2: "Ana Ruiz, Northwind", 3: "Ben Ode, Northwind"}
    assert turn_names(with_company) == (with_company, [])
    spanish = {2: "Ruiz García, Ana", 3: "Ode Díaz, Ana", 4: "Ito Sanz, Luis"}
    assert turn_names(spanish)[0][3] == "Ana Ode Díaz"
    mixed = {2: "Ana Ruiz, Northwind", 3: "Ben Ode", 4: "Cleo Hart"}
    assert turn_names(mixed) == (mixed, [])
    # Most entries with a comma are something else.
    places = {2: "Hall 3, B", 3: "Hall 4, C", 4: "Nord, Süd"}
    assert turn_names(places) == (places, [])


def test_names_are_joined_in_the_order_of_their_language():
    joined = {
        ("Ana", "Ruiz"): "Ana Ruiz",
        ("", "Ruiz"): "Ruiz",
        ("Ana", ""): "Ana",
        ("さくら", "山田"): "山田 さくら",
        ("健", "佐々木"): "佐々木 健",
        ("철수", "김"): "김철수",
        ("伟", "张"): "张伟",
        ("娜娜", "欧阳"): "欧阳娜娜",
        ("David", "王"): "David 王",
        ("ジョン", "スミス"): "ジョン・スミス",
    }
    for (first, last), whole in joined.items():
        assert join_name(first, last) == whole
    assert join_name("John", "King", middle="B.", suffix="Jr.") == "John B. King Jr."


def test_a_name_is_found_below_what_was_added_to_it():
    for written in (
        "Dr. Ana Ruiz",
        "Ana Ruiz (CFO)",
        "Ana Ruiz, PhD",
        "Frau Dr. Ana Ruiz",
        "Ana Ruiz - Finance Director",
        "Ana Ruiz, CFO",
    ):
        assert without_additions(written) == "Ana Ruiz"
    for written in ("Ana Ruiz", "Ruiz, Ana", "Dr.", "Finance Director", "-", ""):
        assert without_additions(written) == written


LETTERS = "abcdefghijklmnopqrstuvwxyzäéñøłđ"
word = st.text(LETTERS, min_size=2, max_size=8).map(str.capitalize)


@given(first=word, last=word)
def test_what_is_turned_has_the_same_words(first, last):
    turned = first_name_first(f"{last}, {first}")
    assert turned in {f"{first} {last}", f"{last}, {first}"}
    assert first_name_first(turned) == turned


UNITS = ["Finance", "IT", "Board", "Einkauf", "Comité", "Ministry", "Team", "Works"]
JOBS = ["Director", "Chair", "CFO", "Leiterin", "Gerente", "Manager", "Président"]
PLACES = ["Northwind", "Racing", "of Leisure", "Nord", "and Liquor"]


@given(
    known=st.sampled_from(UNITS + JOBS),
    other=st.sampled_from(UNITS + JOBS + PLACES),
    is_first=st.booleans(),
)
def test_no_job_and_no_unit_is_turned(known, other, is_first):
    name = f"{known}, {other}" if is_first else f"{other}, {known}"
    assert first_name_first(name) == name


def test_ids_follow_from_names_in_plain_letters():
    ids = {
        "Đại Nguyễn": "dai-nguyen",
        "Søren Kierk": "soren-kierk",
        "Łódź Kowal": "lodz-kowal",
        "Þóra Æsir": "thora-aesir",
        "Groß Œuvre": "gross-oeuvre",
        "Iğdır Ðan": "igdir-dan",
        "İpek Ŋo": "ipek-ngo",
        "ẹ̀kọ́": "eko",
        "Иван Йод": "иван-йод",
        "山田 さくら": "山田-さくら",
        "김철수": "김철수",
    }
    for name, id in ids.items():
        assert slug(name) == slug(slug(name)) == id


@given(name=st.text(st.characters(max_codepoint=126, min_codepoint=32), max_size=50))
def test_ids_of_plain_names_are_their_letters(name):
    words = re.findall(r"[a-z0-9]+", name.casefold())
    assert slug(name) == ("-".join(words) or "person")
