"""Names in "Covered by" are people of the team where the team has them."""

from powermap.exchange.intake.coverage import check_coverage, known_names
from powermap.exchange.intake.values.cells import CellOf, ColumnPlace
from powermap.exchange.intake.values.text_columns import read_texts_column

PLACE = ColumnPlace("deal.xlsx", "People", "Covered by")


def read(texts, team=()):
    cells = [CellOf(row, text) for row, text in enumerate(texts, 2)]
    column = read_texts_column(cells, PLACE, known_names(texts, team))
    covered, notes = check_coverage(column.values, team, PLACE)
    return list(covered.values()), [str(note) for note in [*column.notes, *notes]]


def test_a_comma_between_two_people_separates():
    two = ("Kim Berg", "Lee Wu")
    for text in ("Kim Berg, Lee Wu", "Kim Berg; Wu, Lee", "Berg, Kim\nLee Wu"):
        assert read([text], two)[0] == [two]
    # A single person with a comma stays one.
    assert read(["Berg, Kim"], two)[0] == [("Kim Berg",)]
    assert read(["Berg, Kim"]) == ([("Berg, Kim",)], [])
    # Without a team the names or the other cells say it.
    assert read(["Kim Berg, Lee Wu"])[0] == [two]
    assert read(["Kim, Lee", "Lee", "Kim"])[0] == [("Kim", "Lee"), ("Lee",), ("Kim",)]


def test_who_is_not_on_the_team_is_kept_and_told_once():
    covered, notes = read(["Kim Berg", "Kym Berg", "Zed, Kym Berg"], ["Kim Berg"])
    assert covered[:2] == [("Kim Berg",), ("Kym Berg",)]
    assert len(notes) == 1
    assert "not on the team" in notes[0]
    assert "did you mean 'Kim Berg'?" in notes[0]
    assert read(["Zed"]) == ([("Zed",)], [])
