"""Roles of a frame: those of `classify`, whatever computes them."""

from __future__ import annotations

import math
import warnings

import engines
import polars as pl
import pytest
from hypothesis import Phase, given, settings, strategies as st

import powermap as pm
from powermap.errors import TableError
from powermap.frames.spellings import words_by_meaning
from powermap.model.playbook import Playbook
from powermap.model.vocabulary import Involvement, Power, Role

SCALES = [pm.Scale(), pm.Scale(1, 5), pm.Scale(0, 100, 70), pm.Scale(-5, 5)]
OTHER_GRID = Playbook(
    "Acme",
    role_grid={
        (Power.DECIDER, Involvement.LOW): Role.OWNER,
        (Power.DECIDER, None): Role.APPROVER,
        (Power.DECIDER, Involvement.HIGH): Role.OWNER,
        (Power.INFLUENCER, Involvement.LOW): Role.INFLUENCER,
        (Power.INFLUENCER, None): Role.GATEKEEPER,
        (Power.INFLUENCER, Involvement.HIGH): Role.ADVOCATE,
    },
    wording={"en": {"Power.decider": "Kingmaker"}},
    aliases={"level.high": ["Tier 1"], "Involvement.low": ["bench"]},
)
PLAYBOOKS = [Playbook(), OTHER_GRID]
WORDS = {
    field: sorted(
        {word for words in words_by_meaning(field, book).values() for word in words}
    )
    for field in ("power", "involvement")
    for book in PLAYBOOKS
}


def written_numbers():
    """Scores as people write them."""
    number = st.one_of(
        st.integers(-6, 110).map(str),
        st.decimals(0, 11, places=2).map(str),
        st.decimals(0, 11, places=1).map(lambda each: str(each).replace(".", ",")),
    )
    share = st.integers(0, 110).map(lambda each: f"{each}%")
    out_of = st.tuples(st.integers(0, 10), st.sampled_from([5, 10, 100]))
    return st.one_of(
        number,
        share,
        st.integers(0, 100).map(lambda each: f"{each} percent"),
        out_of.map(lambda pair: f"{pair[0]}/{pair[1]}"),
        out_of.map(lambda pair: f" {pair[0]} out of {pair[1]} "),
        st.integers(0, 10).map(lambda each: f"{each}分"),
    )


def texts(field):
    word = st.sampled_from(WORDS[field])
    dressed = st.one_of(word, word.map(str.upper), word.map(lambda each: f" {each}. "))
    return st.one_of(st.none(), st.just(""), dressed, written_numbers())


def scores(scale):
    cut = scale.middle
    return st.one_of(
        st.none(),
        st.just(math.nan),
        st.sampled_from(
            [
                float(scale.low),
                float(scale.high),
                float(cut),
                math.nextafter(cut, -math.inf),
                math.nextafter(cut, math.inf),
                scale.high + 1.0,
                scale.low - 0.5,
            ]
        ),
        st.floats(scale.low, scale.high),
    )


@st.composite
def people(draw):
    """Columns of a frame, its scale and a playbook."""
    scale = draw(st.sampled_from(SCALES))
    columns = {}
    size = draw(st.integers(1, 12))
    for field in ("power", "involvement"):
        kind = draw(st.sampled_from([float, str]))
        values = texts(field) if kind is str else scores(scale)
        columns[field] = (kind, draw(st.lists(values, min_size=size, max_size=size)))
    columns["row"] = (int, [*range(size)])
    return columns, scale, draw(st.sampled_from(PLAYBOOKS))


def expected(power, involvement, scale, playbook):
    """What the reader and `classify` say of one row."""
    frame = pl.DataFrame(
        {"Name": ["Ana"], "Power": [power], "Involvement": [involvement]},
        strict=False,
    )
    try:
        center = pm.from_frame(frame, name="ERP", scale=scale, playbook=playbook)
    except TableError:
        return "refused", None
    assignment = pm.classify(center, playbook=playbook)["ana"]
    role = assignment.role
    return role and role.value, assignment.margin


def check_engine(engine, columns, scale, playbook):
    native = engines.make(engine, columns)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answer = pm.frames.roles(native, scale=scale, playbook=playbook)
        assert type(answer) is type(native)
        answered = engines.rows(answer, "row")
        for row in answered:
            role, margin = expected(row["power"], row["involvement"], scale, playbook)
            why = row["why_no_role"]
            if role == "refused":
                assert row["role"] is None, row
                assert why.endswith(("not_understood", "off_scale")), row
                continue
            assert row["role"] == role, row
            assert why == (None if role else "power_unknown"), row
            assert row["margin"] == (
                None if margin is None else pytest.approx(margin, abs=1e-9)
            ), row


# A frame is small as it is, and to make one smaller takes an engine minutes.
PHASES = (Phase.explicit, Phase.generate)
FAST = [each for each in engines.installed() if each not in engines.SLOW]


@pytest.mark.parametrize("engine", FAST)
@given(people())
@settings(max_examples=6, deadline=None, phases=PHASES)
def test_roles_are_those_of_classify_row_for_row(engine, case):
    check_engine(engine, *case)


@given(
    st.lists(st.text("abHighLowNo高低0123456789.,%/-+ ?()", max_size=6), min_size=1),
    st.sampled_from(SCALES),
)
@settings(max_examples=6, deadline=None)
def test_no_text_means_another_thing_than_to_the_reader(written, scale):
    texts = [*dict.fromkeys(written)]
    frame = pl.DataFrame({"power": texts}, schema={"power": pl.String})
    answer = pm.frames.roles(frame, scale=scale)
    for text, role, why in answer.select("power", "role", "why_no_role").rows():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs, _ = expected(text, None, scale, Playbook())
        # What only the whole column or a remark explains is left open, and told.
        if role is not None and theirs != "refused":
            assert role == theirs, text
        if why == "power_unknown":
            assert theirs in {None, "refused"}, text


SLOW = [each for each in engines.installed() if each in engines.SLOW]


@pytest.mark.parametrize("engine", SLOW)
@given(people())
@settings(max_examples=2, deadline=None, phases=PHASES)
def test_slow_engines_give_the_same_roles(engine, case):
    check_engine(engine, *case)
