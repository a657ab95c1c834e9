"""What the columns of a frame are taken for."""

from __future__ import annotations

import engines
import polars as pl
import pytest

import powermap as pm

PEOPLE = {
    "account_id": (int, [1, 1, 1, 2, 2, 2]),
    "power": (str, ["High (signs)", "~7", "blue", "decider", "", None]),
    "stance": (str, ["+", "-", "champion", "blue", "-", "very supportive"]),
    "can_veto": (str, ["yes", "x", None, "x", "no", "perhaps"]),
}
FAST = [each for each in engines.installed() if each not in engines.SLOW]


@pytest.mark.parametrize("engine", FAST)
def test_texts_that_need_their_column_are_learned_from_it(engine):
    overview = pm.frames.inspect(engines.make(engine, PEOPLE), scale="0..10")
    found = {each.field: dict(each.not_understood) for each in overview.columns}
    assert found == {
        "power": {"blue": 1},
        "stance": {"blue": 1},
        "can_veto": {"perhaps": 1},
    }
    assert overview.words["stance"] == {
        "-": pm.Stance.OPPONENT,
        "very supportive": pm.Stance.SUPPORTER,
    }
    assert overview.words["can_veto"] == {"x": False}
    assert "not understood" in repr(overview)
    assert overview.rows("zh")[0]["not_understood"] == "“blue”"


@pytest.mark.parametrize("engine", FAST)
def test_what_a_caller_says_of_a_text_holds(engine):
    frame = engines.make(engine, PEOPLE)
    words = {"power": {"blue": "influencer", "decider": 2, "~7": None}}
    answer = engines.rows(pm.frames.roles(frame, words=words), "account_id")
    by_text = {row["power"]: row["role"] for row in answer}
    assert by_text["blue"] == by_text["decider"] == "influencer"
    assert by_text["~7"] is None
    counted = engines.rows(
        pm.frames.support(frame, words={"stance": {"-": "enemy"}}), "account_id"
    )
    assert [row["stance_enemy"] for row in counted] == [1, 1]


def test_scores_on_another_scale_are_asked_about():
    people = pl.DataFrame({"power": [1, 3, 5, 4], "involvement": [2, 2, 4, 5]})
    assert pm.frames.inspect(people).question is not None
    assert pm.frames.inspect(people, scale="1..5").question is None
    stated = people.rename({"power": "Power (1-5)"})
    assert pm.frames.inspect(stated).scale == pm.Scale(1, 5)
    roles = pm.frames.roles(stated)["role"].to_list()
    assert roles == pm.frames.roles(people, scale="1..5")["role"].to_list()


def test_what_is_wrong_is_told():
    people = pl.DataFrame({"power": [8], "Clout": [3], "account_id": [1]})
    with pytest.raises(pm.ModelError, match="'powers' is not a field"):
        pm.frames.roles(people, columns={"powers": "Clout"})
    with pytest.raises(pm.FormatError, match="there is no column 'Might'"):
        pm.frames.roles(people, columns={"power": "Might"})
    with pytest.raises(pm.FormatError, match="there is no column 'deal'"):
        pm.frames.portfolio(people, "deal")
    with pytest.raises(pm.FormatError, match="is called as a column of the answer"):
        pm.frames.support(people.with_columns(People=1), "People")
    with pytest.raises(pm.FormatError, match="str is not a data frame"):
        pm.frames.roles("DEALS")
    with pytest.raises(pm.FormatError, match="no column holds power"):
        pm.frames.roles(people.drop("power", "Clout"))
    with pytest.raises(pm.FormatError, match="has a column 'Role' already"):
        pm.frames.roles(people.with_columns(Role=pl.lit("CFO")))
    assert "my_role" in pm.frames.roles(
        people.with_columns(Role=pl.lit("CFO")), prefix="my_"
    )
    with pytest.raises(
        pm.ModelError, match="these findings need more than the columns: PM107"
    ):
        pm.frames.findings(people, select="PM107")
    with pytest.raises(pm.ModelError, match="'PX' is not a finding code"):
        pm.frames.findings(people, select="PX")
    with pytest.raises(pm.ModelError, match="'boss' is not a meaning of 'power'"):
        pm.frames.roles(people, words={"power": {"x": "boss"}})


def test_columns_that_only_a_reader_understands_are_named():
    people = pl.DataFrame({"power": [8], "Quadrant": ["Keep satisfied"]})
    with pytest.warns(pm.PowermapWarning, match="describes people: 'Quadrant'"):
        pm.frames.roles(people)
