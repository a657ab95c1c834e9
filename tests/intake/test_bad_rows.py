"""Rows that cannot be read are left out, however many there are."""

import pytest

import powermap as pm


def inspected(folder, people, ties=""):
    (folder / "deal.csv").write_text(f"Name,Power,Reports to\n{people}")
    if ties:
        (folder / "deal-ties.csv").write_text(f"From,To,Kind\n{ties}")
    return pm.tables.inspect(folder / "deal.csv", skip_bad_rows=True)


@pytest.mark.parametrize("count", [1, 2, 9_990])
def test_what_is_left_out_is_one_note_for_each_cause(tmp_path, count):
    bad = "".join(f"P{each},wrong {each},\n" for each in range(count))
    stray = "".join(f"Ana,Nobody {each},influences\n" for each in range(3 * count))
    found = inspected(
        tmp_path, f"Ana,decider,\nBen,7,Ana\n{bad}", f"Ana,Ben,influences\n{stray}"
    )
    assert found.problems == ()
    assert [person.name for person in found.plan.center] == ["Ana", "Ben"]
    assert len(found.plan.center.ties) == 2
    notes = [str(note) for note in found.notes if "left out" in str(note)]
    assert len(notes) == 2
    assert all(len(note) < 800 for note in notes)


def test_ties_to_people_who_are_left_out_are_left_out_too(tmp_path):
    found = inspected(
        tmp_path,
        "Ana,decider,\nBen,wrong,Ana\nCleo,6,Ben\nDan,5,Ana\n",
        "Ana,Dan,influences\nBen,Dan,influences\n",
    )
    assert found.problems == ()
    assert "ben" not in found.plan.center
    assert ("ana", "dan") in {
        (tie.source, tie.target) for tie in found.plan.center.ties
    }
