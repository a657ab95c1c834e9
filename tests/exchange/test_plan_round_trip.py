"""A plan that is written is read as it was, in every format that holds one."""

import unicodedata
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from powermap.errors import BOM, PowermapWarning
from powermap.exchange import read, write
from powermap.exchange.people_register import fold_name
from powermap.model import (
    AccountPlan,
    Action,
    Answer,
    Assessment,
    BuyingCenter,
    Contact,
    Criterion,
    ExtraCriterion,
    Goal,
    Member,
    Prospect,
    Question,
    Rating,
    Source,
    Stage,
    Stakeholder,
    Stance,
    State,
    Strategy,
    Tie,
)
from powermap.model.by_rival import NO_DECISION
from powermap.model.record import is_visible
from powermap.model.vocabulary import fold, words_of

FORMATS = ["plan.yaml", "plan.yml", "plan.json", "plan.xlsx"]
WRITERS = [name for name in FORMATS if not name.endswith(".yml")]
"""One file for each writer: .yml is written as .yaml is."""
NASTY = [
    "NA",
    "null",
    "~",
    "yes",
    "NO",
    "1/2",
    "1e5",
    "007",
    "2024-01-01",
    "20240101",
    "=1+1",
    "+",
    "-",
    "?",
    "−",
    "@x",
    "'quoted",
    '"',
    "a, b; c",
    "<r>",
    "&amp;",
    "#REF!",
    "_x0041_",
    "_x000D_",
    "😀",
    "שלום",
    "\u200eabc",
    "e\u0301",
    "：",
    "- x",
    "key: x",
    "*a",
    "|",
    "{}",
    "[]",
    "x" * 300,
    "{=1}",
    "\ufeffx",
    "x #y",
    "nan",
    "<<",
    "Unknown",
    "未知",
    "risk",
    "Risk",
    "风险",
    "us",
    "Plan",
    "unknown",
    "a\\b",
    "a\\;b",
    "；",
    "ＡＢ",
    "ab",
    "Straße",
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
words = st.one_of(st.sampled_from(NASTY), st.text(chars, min_size=1, max_size=12)).map(
    lambda t: t.replace(BOM, "")
)
lines = words.map(str.strip).filter(is_visible)
prose = st.lists(lines, min_size=1, max_size=3).map("\n".join)
ids = st.one_of(
    st.sampled_from(
        [";", "a;b", "a；b", "\\", "\\;", "a\\", "\\\\;", "12", "=1", "NA"]
    ),
    st.text(
        chars.filter(lambda char: not char.isspace() and char != BOM),
        min_size=1,
        max_size=6,
    ),
)
amounts = st.integers(0, 10**15) | st.floats(0, 1e15)
weights = st.integers(1, 100) | st.floats(1e-300, 1e15)
days = st.dates()


def is_own(name):
    """Whether a criterion of the house may be called so: it is no word for one of the nineteen."""
    return fold(name) not in {
        fold(word) for each in Criterion for word in words_of(each)
    }


def maybe(strategy):
    return st.none() | strategy


def several(strategy, most=3, by=None):
    return st.lists(strategy, max_size=most, unique_by=by)


@st.composite
def centers(draw, rivals=()):
    toward = st.sampled_from([*rivals, NO_DECISION])
    keys = draw(st.lists(ids, max_size=4, unique=True))
    people = [
        Stakeholder(
            draw(lines),
            id=key,
            covered_by=draw(several(lines.filter(_no_list))),
            rival_stances=draw(st.dictionaries(toward, st.sampled_from(Stance))),
            rival_contacts=draw(st.dictionaries(toward, st.sampled_from(Contact))),
            loses_by_change=draw(maybe(st.booleans())),
        )
        for key in keys
    ]
    ties = [Tie(keys[0], keys[1], note=draw(maybe(prose)))] if len(keys) > 1 else []
    return BuyingCenter(draw(lines), people, ties, as_of=draw(maybe(days)))


def one_space(name):
    """A name as a header has it: with single spaces."""
    return " ".join(name.split())


def _no_list(text):
    return ";" not in text and "；" not in text


@st.composite
def assessments(draw, rivals, extra):
    criteria = st.sampled_from(Criterion)
    criteria |= st.sampled_from([each.name for each in extra]) if extra else criteria
    rival = maybe(st.sampled_from(rivals)) if rivals else st.none()
    each = st.builds(
        Assessment,
        criteria,
        st.sampled_from(Answer),
        rival=rival,
        evidence=maybe(prose),
        as_of=maybe(days),
        weight=maybe(weights),
    )
    return draw(several(each, 6, by=lambda one: (one.criterion, one.rival, one.as_of)))


@st.composite
def prospects(draw):
    when = sorted(draw(st.lists(days, min_size=4, max_size=4)))
    known = [day if draw(st.booleans()) else None for day in when]
    names = ("potential_on", "prospect_on", "closing_on", "closed_on")
    return Prospect(
        draw(lines),
        draw(st.sampled_from(Stage)),
        amount=draw(maybe(amounts)),
        key_account=draw(maybe(st.booleans())),
        **dict(zip(names, known, strict=True)),
    )


@st.composite
def actions(draw, center, who, people):
    ids = [person.id for person in center]
    tested = draw(maybe(st.sampled_from(ids))) if ids else None
    return Action(
        draw(lines),
        who=draw(maybe(who)),
        with_people=draw(people),
        due=draw(maybe(days)),
        state=draw(st.sampled_from(State)),
        test_of=tested,
        passed=draw(maybe(st.booleans())) if tested else None,
        done_on=draw(maybe(days)),
    )


@st.composite
def plans(draw):
    rivals = draw(st.lists(lines.map(one_space), max_size=3, unique_by=fold_name))
    center = draw(centers(rivals))
    team = draw(
        several(st.builds(Member, lines, maybe(lines)), by=lambda each: each.name)
    )
    extra = draw(
        several(
            st.builds(ExtraCriterion, lines.filter(is_own), st.sampled_from(Question)),
            by=lambda each: each.name,
        )
    )
    who = st.sampled_from([each.name for each in team]) if team else lines
    people = (
        st.lists(st.sampled_from([each.id for each in center]), unique=True)
        if len(center)
        else st.just([])
    )
    states = st.sampled_from(State)
    return AccountPlan(
        draw(lines),
        opportunity=draw(maybe(lines)),
        center=center,
        team=team,
        rivals=rivals,
        assessments=draw(assessments(rivals, extra)),
        extra_criteria=extra,
        objective=draw(maybe(prose)),
        solution=draw(maybe(prose)),
        cost_of_waiting=draw(maybe(prose)),
        deciding_event=draw(maybe(lines)),
        event_on=draw(maybe(days)),
        strategy=draw(maybe(st.sampled_from(Strategy))),
        goals=draw(several(st.builds(Goal, lines, maybe(days), states))),
        actions=draw(several(actions(center, who, people))),
        pipeline=draw(several(prospects())),
        seller=draw(maybe(lines)),
        appraisal=draw(
            several(
                st.builds(
                    Rating,
                    st.sampled_from(Source),
                    lines,
                    target=maybe(amounts),
                    actual=maybe(amounts),
                    by=maybe(lines),
                    comment=maybe(prose),
                )
            )
        ),
        select=draw(several(lines.filter(_no_list))),
        ignore=draw(several(lines.filter(_no_list))),
        as_of=draw(maybe(days)),
    )


@pytest.mark.filterwarnings(
    "ignore:.*(after the day of the plan|no people in it):powermap.PowermapWarning"
)
@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans(), lang=st.sampled_from(["en", "zh"]))
@example(AccountPlan("x", center=BuyingCenter("y", as_of="2025-01-01")), "en")
@example(AccountPlan("x", center=BuyingCenter("y", as_of="2025-01-01")), "zh")
@example(AccountPlan("x", as_of="2025-01-01"), "en")
@example(
    AccountPlan("x", center=BuyingCenter("y", as_of="2025-01-01"), as_of="2025-01-02"),
    "zh",
)
@example(
    AccountPlan("x", rivals=NASTY, center=BuyingCenter("y", [Stakeholder("A")])), "en"
)
def test_a_plan_is_read_as_it_was_written(tmp_path_factory, name, plan, lang):
    path = write(plan, tmp_path_factory.mktemp("plan") / name, lang=lang)
    assert read(path) == plan
    assert read(path).center == plan.center


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_field_of_a_plan_survives(tmp_path, full, name, lang):
    for field in AccountPlan.model_fields:
        assert getattr(full, field) not in {None, ()}
    with pytest.warns(PowermapWarning, match="after the day of the plan"):
        assert read(write(full, tmp_path / name, lang=lang)) == full


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_plan_gives_the_same_bytes(tmp_path, full, name):
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    assert (
        write(full, first / name).read_bytes()
        == write(full, second / name).read_bytes()
    )


@pytest.mark.parametrize("name", ["plan.yaml", "plan.json"])
def test_a_change_to_one_action_changes_its_lines_only(tmp_path, full, name):
    before = write(full, tmp_path / name).read_text(encoding="utf-8").splitlines()
    first, *others = full.actions
    changed = full.revised(actions=[first.revised(due=date(2026, 12, 24)), *others])
    after = write(changed, tmp_path / name).read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


@pytest.mark.parametrize("name", ["deal.yaml", "deal.json"])
def test_the_people_stand_in_a_plan_as_they_stand_alone(tmp_path, full, name):
    alone = write(full.center, tmp_path / name).read_text(encoding="utf-8")
    whole = write(full, tmp_path / f"whole-{name}").read_text(encoding="utf-8")
    assert alone.strip("{}\n") in whole
