"""Aliases of a playbook: headers and words that a company's files use."""

import io
import re

import pytest
from hypothesis import given, settings, strategies as st

from powermap.errors import ModelError, TableError
from powermap.exchange.playbooks import (
    parse_playbook,
    playbook_example,
    playbook_text,
)
from powermap.exchange.reading import inspect
from powermap.language import Language
from powermap.model.playbook import CustomField, Playbook
from powermap.model.playbook.aliases import alias_keys
from powermap.model.vocabulary import Involvement, Power, Stance

ACME = """
name = "Acme"

[aliases]
"field.power" = ["Clout", "话语权重"]
"field.reports_to" = ["Grand chief"]
"field.can_veto" = ["Red card"]
field.region = ["Patch"]
"Power.decider" = ["Kingmaker"]
"level.high" = { en = ["Tier 1"], de = ["Stufe 1"] }
"level.middle" = ["Tier 2"]
"level.low" = ["Tier 3"]
"quadrant.high_low" = ["Feed them"]
yes = ["aye"]
no = ["nay"]
unknown = ["tbc by KAM"]
vacant = ["Seat open"]

[[custom_fields]]
table = "people"
name = "region"
"""
TABLE = """\
Name,{power},Involvement,Grand chief,Red card,Patch,Grid,Title
Ana Ruiz,Kingmaker,Stufe 1,,aye,North,,CEO
Ben Ode,tier-1,Tier 3,Ana Ruiz,nay,,,tbc by KAM
Cy Lund,Tier 3,tbc by KAM,tbc by KAM,TBC by KAM?,,,CFO
Dee Fox,,,,,,Feed them,CIO
Seat open,Tier 2,,Ben Ode,,,,Head of IT
"""


def understand(text, playbook):
    return inspect(io.StringIO(text), playbook=playbook)


def checked_center(text, playbook):
    return understand(text, playbook).checked_plan().center


@pytest.mark.parametrize(
    "power", ["Clout", "话语权重", "CLOUT (1-5)", "Level of clout"]
)
def test_headers_and_words_of_the_company_are_read_in_every_column(power):
    center = checked_center(TABLE.format(power=power), parse_playbook(ACME))
    facts = {}
    for person in center:
        facts[person.id] = (person.power, person.involvement, person.can_veto)
    middle = center.scale.middle
    assert facts == {
        "ana-ruiz": (Power.DECIDER, Involvement.HIGH, True),
        "ben-ode": (Power.DECIDER, Involvement.LOW, False),
        "cy-lund": (Power.INFLUENCER, None, None),
        "dee-fox": (Power.DECIDER, Involvement.LOW, None),
        "head-of-it-seat-open": (middle, None, None),
    }
    assert center["ana-ruiz"].custom["region"] == "North"
    assert center["ben-ode"].title is None
    lines = {(tie.source, tie.target) for tie in center.ties}
    assert lines == {("ben-ode", "ana-ruiz"), ("head-of-it-seat-open", "ben-ode")}


def test_without_the_playbook_nothing_of_it_is_known():
    understanding = understand(TABLE.format(power="Clout"), None)
    [table] = understanding.tables
    fields = {column.title: column.fields for column in table.columns}
    assert fields["Clout"] == fields["Red card"] == fields["Patch"] == ()


def test_documents_have_its_keys_and_the_words_of_its_vocabularies():
    text = "people:\n  - {name: Ana Ruiz, clout: kingmaker, 话语权重2: x}\n"
    file = io.StringIO(text)
    file.name = "deal.yaml"
    plan = inspect(file, playbook=parse_playbook(ACME)).checked_plan()
    assert plan.center["ana-ruiz"].power is Power.DECIDER


def test_what_the_company_says_comes_before_what_a_header_means_elsewhere():
    ours = Playbook("Acme", aliases={"field.involvement": ["Influence"]})
    center = checked_center("Name,Influence\nAna Ruiz,High\n", ours)
    assert center["ana-ruiz"].involvement is Involvement.HIGH
    assert center["ana-ruiz"].power is None


def test_an_alias_whose_values_do_not_fit_is_kept_with_a_reason():
    ours = parse_playbook(ACME)
    understanding = understand("Name,Clout\nAna Ruiz,by the lake\n", ours)
    column = understanding.tables[0].columns[1]
    assert column.fields == () and column.why is not None
    assert understanding.checked_plan().center["ana-ruiz"].custom["Clout"]


def test_a_slip_in_an_alias_is_a_problem_and_no_custom_field():
    [problem] = understand("Name,Cluot\nAna,Tier 1\n", parse_playbook(ACME)).problems
    assert "Clout" in problem.message.say("en")


FAULTS = {
    '"field.powr" = ["x"]': r"'field\.powr'.*'field\.power'",
    '"Stance.champ" = ["x"]': r"'Stance\.champ'.*'Stance\.champion'",
    'unknwon = ["x"]': r"'unknwon'.*'unknown'",
    '"field.power" = [""]': r"field\.power",
    '"field.power" = [" - "]': r"field\.power.*' - '",
    '"field.power" = "Clout"': r"'Clout'",
    '"field.power" = ["Stance"]': r"'Stance'.*field\.stance",
    '"Power.decider" = ["影响者"]': r"'影响者'.*Power\.influencer",
    '"Power.decider" = ["x"]\n"Power.influencer" = ["X"]': r"'X'.*Power\.decider",
    '"level.low" = ["High"]': r"'High'.*level\.high",
    'yes = ["y!"]\nno = ["Y!"]': r"'Y!'.*yes",
    'unknown = ["No"]': r"'No'.*no",
    '"field.power" = { it = ["x"] }': r"'field\.power\.it'",
}


@pytest.mark.parametrize("line", FAULTS)
def test_what_is_wrong_in_the_table_is_said_in_both_languages(line):
    with pytest.raises(TableError) as caught:
        parse_playbook(f"[aliases]\n{line}\n")
    english, chinese = (caught.value.say(lang) for lang in ("en", "zh"))
    assert re.search(FAULTS[line], english), english
    assert english != chinese


def test_a_word_that_the_wording_renames_has_its_meaning_already():
    wording = {"en": {"Stance.champion": "Coach"}}
    with pytest.raises(ModelError, match=r"Stance\.champion"):
        Playbook("Acme", wording=wording, aliases={"Stance.supporter": ["coach"]})
    Playbook("Acme", wording=wording, aliases={"Stance.champion": ["coach"]})


KEYS = st.sampled_from(sorted(alias_keys()))
LETTERS = st.characters(categories=["L", "Nd"])
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=8), max_size=3)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(KEYS, WORDS, min_size=1, max_size=4))
def test_aliases_are_written_as_they_are_read_or_refused(aliases):
    try:
        playbook = Playbook("Acme", aliases=aliases)
    except ModelError as error:
        assert "aliases" in error.say("en")
        return
    assert parse_playbook(playbook_text(playbook)) == playbook


MEDDPICC = """\
Contact name;Job title;MEDDPICC role;Influence;WIIFM
Ana Ruiz;CFO;Economic Buyer;Green;Lower unit cost
Ben Ode;Head of IT;Champion, Technical buyer;Amber;
Cy Lund;Engineer;Coach;Red;
Dee Fox;Procurement;Detractor;not qualified;
"""


def test_a_table_of_strangers_comes_in_with_a_shipped_playbook():
    center = checked_center(MEDDPICC, parse_playbook(playbook_example("meddpicc")))
    facts = {person.id: (person.power, person.stance) for person in center}
    assert facts == {
        "ana-ruiz": (Power.DECIDER, None),
        "ben-ode": (center.scale.middle, Stance.CHAMPION),
        "cy-lund": (Power.INFLUENCER, Stance.SUPPORTER),
        "dee-fox": (None, Stance.OPPONENT),
    }
    assert center["ana-ruiz"].custom["personal_win"] == "Lower unit cost"

    table = "姓名,客户关系层级,关系现状,关系责任人\n张伟,key,深,李娜\n"
    layers = parse_playbook(playbook_example("relationship-layers"))
    [zhang] = checked_center(table, layers)
    assert zhang.custom["layer"] == "key"
    assert zhang.covered_by == ("李娜",)


def test_aliases_are_never_written():
    ours = Playbook(
        "Acme",
        aliases={"field.power": ["Clout"]},
        custom_fields=[CustomField("people", "region")],
    )
    assert Language("en", ours.wording.get("en", {})).say("field.power") == "Power"
