"""Matrices become one column for each fact."""

from __future__ import annotations

import pytest

from powermap.exchange.intake.layout.drawn_grid import read_drawn_grid
from powermap.exchange.intake.layout.matrices import read_matrix
from powermap.exchange.intake.layout.name_lists import split_names
from powermap.exchange.tables.sheets import Sheet

LEVELS = ["Unaware", "Resistant", "Neutral", "Supportive", "Leading"]


def read(find, rows, merged=()):
    (table,) = find(rows, merged)
    return read_matrix(table)


def column(table, title):
    place = table.titles.index(title)
    return [row.cells[place] for row in table.rows]


@pytest.mark.parametrize(
    ("cells", "current", "desired"),
    [
        ([None, "C", None, "D", None], "Resistant", "Supportive"),
        (["c", None, None, None, "d"], "Unaware", "Leading"),
        ([None, None, None, "C/D", None], "Supportive", "Supportive"),
        ([None, None, "CD", None, None], "Neutral", "Neutral"),
        ([None, None, "C, D", None, None], "Neutral", "Neutral"),
        ([None, "C→", "D", None, None], "Resistant", "Neutral"),
        ([None, None, "Current", "Desired", None], "Neutral", "Supportive"),
        ([None, "x", None, "D", None], "Resistant", "Supportive"),
        ([None, "C", "C", None, "D"], "Resistant / Neutral", "Leading"),
        ([None, None, None, None, "D"], None, "Leading"),
    ],
)
def test_an_engagement_matrix_is_two_columns(find, cells, current, desired):
    other = ["Ben Ode", None, None, None, "C D", None]
    if "x" in cells:
        other = ["Ben Ode", None, None, None, "x", "D"]
    table = read(find, [["Stakeholder", *LEVELS], ["Ana Ruiz", *cells], other])
    assert column(table, "Current engagement")[0] == current
    assert column(table, "Desired engagement")[0] == desired
    assert len(table.notes) == 1
    # Every column keeps its place, so that comments still find their cells.
    assert len(table.titles) == 6


def test_an_engagement_matrix_in_chinese_and_under_a_group(find):
    titles = ["姓名", "不知晓", "抵制", "中立", "支持", "领导"]
    table = read(find, [titles, ["张伟", None, "C", None, "D", None]])
    assert column(table, "当前参与度") == ["抵制"]
    rows = [
        ["Name", "Engagement", None, None, None, None],
        [None, *LEVELS],
        ["Ana Ruiz", None, "C", None, "D", None],
    ]
    table = read(find, rows)
    assert column(table, "Current engagement") == ["Resistant"]


@pytest.mark.parametrize(
    "titles",
    [
        ["Influence High", "Influence Medium", "Influence Low"],
        ["High Influence", "Medium Influence", "Low Influence"],
        ["Influence - H", "Influence - M", "Influence - L"],
        ["Influence (high)", "Influence (medium)", "Influence (low)"],
    ],
)
@pytest.mark.parametrize("mark", ["x", "✓", "yes", "1", 1, 1.0, "●"])
def test_columns_with_marks_are_one_column(find, titles, mark):
    rows = [["Name", *titles], ["Ana", mark, None, None], ["Ben", None, None, mark]]
    table = read(find, rows)
    assert table.titles == ("Name", "Influence", "", "")
    assert [word[0].upper() for word in column(table, "Influence")] == ["H", "L"]
    assert len(table.notes) == 1


def test_stances_and_quadrants_with_marks(find):
    rows = [
        ["Name", "Supporter", "Neutral", "Opponent"],
        ["Ana", "x"],
        ["Ben", "", "x"],
    ]
    assert column(read(find, rows), "Stance") == ["Supporter", "Neutral"]
    rows = [["姓名", "影响力高", "影响力低"], ["张伟", "√", None], ["李娜", None, "√"]]
    assert column(read(find, rows), "影响力") == ["高", "低"]
    rows = [["Name", "Manage closely", "Monitor"], ["Ana", "x", ""], ["Ben", "", "x"]]
    assert column(read(find, rows), "Quadrant") == ["Manage closely", "Monitor"]


def test_lists_of_names_under_quadrants(find):
    rows = [
        ["Manage closely", "Keep satisfied", "Keep informed", "Monitor"],
        ["Ana Ruiz", "Ben Ode", "Cleo Hart\nDan Poe", "• Eva Lind; • Finn Moe"],
        ["Gil Ray, Hana Sy", None, "Ruiz, Ida", None],
    ]
    table = read(find, rows)
    pairs = list(zip(column(table, "Name"), column(table, "Quadrant"), strict=True))
    assert pairs == [
        ("Ana Ruiz", "Manage closely"),
        ("Gil Ray", "Manage closely"),
        ("Hana Sy", "Manage closely"),
        ("Ben Ode", "Keep satisfied"),
        ("Cleo Hart", "Keep informed"),
        ("Dan Poe", "Keep informed"),
        ("Ruiz, Ida", "Keep informed"),
        ("Eva Lind", "Monitor"),
        ("Finn Moe", "Monitor"),
    ]
    # Values are kept by the number of their row.
    assert len({row.number for row in table.rows}) == len(table.rows)
    assert len(table.notes) == 1


def test_lists_of_names_in_chinese_by_stance_and_beside_the_words(find):
    rows = [
        ["重点管理", "令其满意", "随时告知", "监督"],
        ["张伟", "李娜、王芳", "赵敏", "周杰"],
    ]
    assert column(read(find, rows), "象限").count("令其满意") == 2
    rows = [
        ["Supporters", "Neutral", "Opponents"],
        ["Ana", "Ben", "Cleo"],
        ["Dan", "Eva"],
    ]
    table = read(find, rows)
    assert column(table, "Stance") == ["Supporter"] * 2 + ["Neutral"] * 2 + ["Opponent"]
    rows = [
        ["Stance", "Stakeholder"],
        ["Supporter", "Ana Ruiz, Ben Ode"],
        ["Opponent", "Cleo Hart"],
    ]
    assert column(read(find, rows), "Name") == ["Ana Ruiz", "Ben Ode", "Cleo Hart"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Name", "Power", "Stance"], ["Ana", "High", "Neutral"]],
        [["Name", "Support", "Neutral"], ["Ana", "help desk", "zone"]],
        [["Stakeholder", "Quadrant"], ["Ana", "Monitor"], ["Ben", "Keep informed"]],
        [["Name", "High", "Low"], ["Ana", "x", None]],
        [["Name", "High goals", "Low goals"], ["Ana", "grow", "keep"]],
    ],
)
def test_other_tables_stay_as_they_are(find, rows):
    (table,) = find(rows)
    assert read_matrix(table) is table


def test_split_names_keeps_what_is_one_name():
    for text in ("Ruiz, Ana", "Department of Racing, Gaming", "Jean-Luc O’Neil"):
        assert split_names(text) == [text]
    assert split_names("1. Ana\n2. Ben") == ["Ana", "Ben"]
    assert split_names("- Ana\n\n- Ben Ode (CFO)") == ["Ana", "Ben Ode (CFO)"]


GRIDS = {
    "labels above and left": [
        ["Power/interest grid"],
        ["", "Low interest", "High interest"],
        ["High power", "Keep satisfied\nAna Ruiz", "Ben Ode, Cleo Hart"],
        ["Low power", "Monitor: ", "Dan Poe"],
        [],
        ["Note: as of May"],
    ],
    "labels below, names over several rows": [
        ["High influence", "Ana Ruiz", "Ben Ode"],
        [None, None, "Cleo Hart"],
        ["Low influence", None, "Dan Poe"],
        [None, "Interest: low", "Interest: high"],
    ],
    "high and low only": [
        ["Power", None, "Low", "High", "Interest"],
        [None, "High", "Ana Ruiz", "Ben Ode\nCleo Hart"],
        [None, "Low", None, "Dan Poe"],
    ],
    "power across": [
        [None, "High power", "Low power"],
        ["Low interest", "Ana Ruiz", None],
        ["High interest", "Ben Ode; Cleo Hart", "Dan Poe"],
    ],
}


@pytest.mark.parametrize("rows", GRIDS.values(), ids=GRIDS)
def test_a_drawn_grid(rows):
    table = read_drawn_grid(Sheet("Grid", rows))
    people = {}
    for row in table.rows:
        cells = dict(zip(table.titles, row.cells, strict=True))
        levels = (cells["Power"].casefold(), cells["Interest"].casefold())
        people[cells["Name"]] = levels
    assert people == {
        "Ana Ruiz": ("high", "low"),
        "Ben Ode": ("high", "high"),
        "Cleo Hart": ("high", "high"),
        "Dan Poe": ("low", "high"),
    }
    assert len(table.notes) == 1


def test_a_table_is_no_drawn_grid():
    rows = [
        ["Name", "Power", "Interest"],
        ["Ana", "High", "Low"],
        ["Ben", "Low", "High"],
    ]
    assert read_drawn_grid(Sheet("People", rows)) is None
    chinese = [
        ["", "低利益", "高利益"],
        ["高权力", "张伟", "李娜"],
        ["低权力", "", "王芳"],
    ]
    table = read_drawn_grid(Sheet("S", chinese))
    assert table.titles == ("姓名", "权力", "利益")
    assert table.rows[0].cells == ("张伟", "高", "低")
