"""Each rule both ways, and what is asked of the list of findings as a whole."""

from __future__ import annotations

import json
import tomllib
import warnings
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from typer.testing import CliRunner

from powermap.cli import app
from powermap.cli.findings import FORMATS
from powermap.errors import ModelError, PowermapWarning
from powermap.exchange.documents.text import parse_plan, parse_text
from powermap.judgment.findings import (
    RULES,
    Finding,
    FindingKind,
    Severity,
    check,
    finding_kinds,
)
from powermap.language import LANGS
from powermap.model import (
    AccountPlan,
    Action,
    Assessment,
    BuyingCenter,
    ExtraCriterion,
    Goal,
    Prospect,
    Stakeholder,
    Tie,
)
from powermap.reporting import report

ROOT = Path(__file__).parents[2]
EXAMPLES = tomllib.loads(
    files("powermap.judgment.findings")
    .joinpath("examples.toml")
    .read_text(encoding="utf-8")
)
KINDS = finding_kinds()
DAY = date(2026, 11, 20)


def made(text):
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", PowermapWarning
        )  # the reader notes what a finding says
        return (parse_plan if "account:" in text else parse_text)(
            text, "yaml", "example"
        )


def codes(given, **options):
    return [found.code for found in check(given, **options)]


def people(*members, **options):
    return BuyingCenter("ERP", members, **options)


def the(code, given, **options):
    return check(given, select=code, **options)


# The table ---------------------------------------------------------------------------------------------------------


def test_table_rules_and_examples_hold_the_same_codes_in_order():
    assert list(KINDS) == list(RULES) == list(EXAMPLES) == sorted(KINDS)
    assert all(
        kind.code == code and len(code) == 5 and code.startswith("PM")
        for code, kind in KINDS.items()
    )


@pytest.mark.parametrize("code", KINDS)
def test_a_kind_says_all_in_both_languages_and_names_its_source(code):
    kind = KINDS[code]
    for texts in (kind.title, kind.message, kind.why, kind.next_step, *kind.sources):
        assert list(texts) == list(LANGS)
        assert all(text.strip() == text != "" for text in texts.values())
        assert texts["zh"] != texts["en"]
    assert kind.sources
    named = [
        {name for _, name, _, _ in Formatter().parse(kind.message[lang]) if name}
        for lang in LANGS
    ]
    assert named[0] == named[1]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", KINDS)
def test_a_smallest_plan_triggers_it(code, lang):
    found = the(code, made(EXAMPLES[code]["fires"]), lang=lang)
    assert [each.code for each in found] == [code]
    [each] = found
    assert each.severity is KINDS[code].severity
    assert not set("{}") & set(each.message + each.because + each.next_step)
    assert each.because.endswith(KINDS[code].why[lang])
    assert each.next_step == KINDS[code].next_step[lang]


@pytest.mark.parametrize("code", KINDS)
def test_one_that_is_nearly_the_same_does_not(code):
    fires, passes = (EXAMPLES[code][key].splitlines() for key in ("fires", "passes"))
    assert the(code, made(EXAMPLES[code]["passes"])) == []
    assert len(set(fires) ^ set(passes)) <= 3


@pytest.mark.parametrize(
    "code", [code for code in KINDS if "account:" not in EXAMPLES[code]["fires"]]
)
def test_what_needs_only_people_is_found_in_a_plan_too(code):
    center = made(EXAMPLES[code]["fires"])
    plan = AccountPlan("Northwind", center=center)
    assert the(code, plan) == the(code, center) != []


# Single rules ------------------------------------------------------------------------------------------------------


def test_people_are_ids_in_the_order_of_the_buying_center_and_names_are_counted():
    members = [Stakeholder(f"P{at}") for at in range(9, 0, -1)]
    [found] = the("PM401", people(*members))
    assert found.people == tuple(f"p{at}" for at in range(9, 0, -1))
    assert found.message == "Power is not known: P9, P8, P7, P6, P5 and 4 more."


def test_of_an_empty_buying_center_only_the_emptiness_is_said():
    assert codes(people()) == ["PM101"]
    assert codes(AccountPlan("Northwind")) == ["PM101"]


def test_who_may_decide_is_named():
    [found] = the("PM102", people(Stakeholder("Ana"), Stakeholder("Ben", power=2)))
    assert found.people == ("ana",)
    assert found.message == "Nobody is known to decide. It may be: Ana."


@pytest.mark.parametrize(("code", "role"), [("PM103", "owner"), ("PM104", "approver")])
def test_a_role_that_is_wanted_is_said_once(code, role):
    ana = Stakeholder("Ana", power="decider")
    assert the(code, people(ana))[0].people == ("ana",)
    assert the(code, people(ana, wanted_roles=[role])) == []
    assert [found.code for found in the("PM105", people(ana, wanted_roles=[role]))] == [
        "PM105"
    ]


def test_a_narrower_role_fills_a_broader_wanted_one_and_a_declared_one_does_not():
    ana = Stakeholder("Ana", power="decider", involvement="low")
    assert the("PM105", people(ana, wanted_roles=["decider"])) == []
    ben = Stakeholder("Ben", declared_role="advocate")
    [found] = the("PM105", people(ana, ben, wanted_roles=["decider", "advocate"]))
    assert found.people == ("ben",)
    assert "Advocate" in found.message


def test_the_reason_holds_the_facts():
    ana = Stakeholder("Ana", power=8, involvement=2, declared_role="owner")
    [found] = the("PM106", people(ana))
    assert "power 8 of 10, cutoff 5" in found.because


@pytest.mark.parametrize(
    ("contacts", "alone"),
    [
        (["deep", None], "p0"),
        (["deep", "several"], None),
        (["brief", "none"], "p0"),
        (["brief", "brief"], None),
        (["brief", "several", "brief"], "p1"),
        (["none", "none"], None),
        ([None, None], None),
        (["deep"], None),
    ],
)
def test_a_single_thread(contacts, alone):
    members = [
        Stakeholder(f"P{at}", contact=contact) for at, contact in enumerate(contacts)
    ]
    assert [found.people for found in the("PM203", people(*members))] == (
        [(alone,)] if alone else []
    )


@pytest.mark.parametrize(
    ("stances", "fires"),
    [
        (["champion"], False),
        (["supporter", "enemy"], True),
        (["neutral", "neutral"], True),
        ([None, None], False),
        ([None, "supporter"], False),
        (["supporter", "supporter", "opponent"], False),
    ],
)
def test_supporters_against_opponents(stances, fires):
    members = [
        Stakeholder(f"P{at}", power="decider", stance=stance)
        for at, stance in enumerate(stances)
    ]
    others = [
        Stakeholder(f"Q{at}", power="influencer", stance="enemy") for at in range(3)
    ]
    assert bool(the("PM303", people(*members, *others))) is fires


def test_unknown_stances_are_not_counted_against_us():
    ana = Stakeholder("Ana", power="decider", stance="supporter")
    others = [Stakeholder(f"P{at}", power="decider") for at in range(5)]
    assert the("PM304", people(ana, *others)) == []


CHAIN = [
    Stakeholder("Ana", stance="champion"),
    Stakeholder("Ben"),
    Stakeholder("Cleo", power="decider"),
]


@pytest.mark.parametrize(
    ("ties", "fires"),
    [
        ([], True),
        ([Tie("ana", "ben"), Tie("ben", "cleo")], False),
        ([Tie("ben", "ana", "listens_to"), Tie("cleo", "ben", "reports_to")], False),
        ([Tie("ben", "ana"), Tie("cleo", "ben")], True),
        ([Tie("ana", "ben")], True),
        ([Tie("ana", "cleo", "reports_to")], True),
        (
            [
                Tie("ana", "cleo", "friend_of"),
                Tie("ana", "cleo", "talks_to"),
                Tie("ana", "cleo", "dotted_to"),
            ],
            True,
        ),
    ],
)
def test_an_insider_sways_where_a_tie_says_so_or_as_a_boss(ties, fires):
    assert [found.people for found in the("PM305", people(*CHAIN, ties=ties))] == (
        [("ana",)] if fires else []
    )


def test_people_against_us_pass_nothing_on():
    ties = [Tie("ana", "ben"), Tie("ben", "cleo")]
    center = people(*CHAIN, ties=ties).replace("ben", stance="opponent")
    assert len(the("PM305", center)) == 1
    assert (
        the(
            "PM305",
            people(*CHAIN, ties=[Tie("ana", "cleo")]).replace("cleo", stance="enemy"),
        )
        == []
    )


def test_an_insider_who_decides_sways_enough_and_without_deciders_nothing_is_said():
    assert (
        the("PM305", people(Stakeholder("Ana", power="decider", stance="champion")))
        == []
    )
    assert the("PM305", people(Stakeholder("Ana", stance="champion"))) == []


@pytest.mark.parametrize(
    ("state", "fires"),
    [("open", False), ("under_way", False), ("done", True), ("dropped", True)],
)
def test_a_blocker_is_worked_on_by_a_live_action(state, fires):
    center = people(
        Stakeholder("Ana", power="influencer", involvement="low", stance="enemy")
    )
    actions = [Action("Ask", with_people="ana", state=state)]
    assert (
        bool(the("PM306", AccountPlan("Northwind", center=center, actions=actions)))
        is fires
    )


@pytest.mark.parametrize(
    ("state", "fires"), [("open", False), ("done", False), ("dropped", True)]
)
def test_a_key_person_with_an_action_in_any_state_but_dropped(state, fires):
    center = people(Stakeholder("Ana", can_veto=True), Stakeholder("Ben"))
    actions = [Action("Ask", with_people="ana", state=state)]
    found = the("PM502", AccountPlan("Northwind", center=center, actions=actions))
    assert [each.people for each in found] == ([("ana",)] if fires else [])


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_done_or_dropped_is_not_late(state):
    late = {"due": "2026-01-01", "state": state}
    plan = AccountPlan(
        "Northwind",
        as_of=DAY,
        actions=[Action("Ask", **late)],
        goals=[Goal("Win", **late)],
    )
    assert codes(plan, select="PM5") == []


def test_each_late_action_is_a_finding_about_its_people():
    center = people(Stakeholder("Ben"), Stakeholder("Ana"))
    actions = [
        Action(name, with_people=["ana", "ben"], due="2026-01-01", who="Kim")
        for name in ("Ask", "Show {it}")
    ]
    found = the(
        "PM501", AccountPlan("Northwind", center=center, actions=actions, as_of=DAY)
    )
    assert [each.people for each in found] == [("ben", "ana")] * 2
    assert [each.message for each in found] == [
        "The action “Ask” was due on 2026-01-01.",
        "The action “Show {it}” was due on 2026-01-01.",
    ]


INSIDE = AccountPlan(
    "Northwind",
    rivals=["Contoso"],
    assessments=[Assessment("present_relationship", "+")],
)


def test_a_chosen_strategy_for_which_less_speaks():
    [found] = the("PM506", INSIDE.revised(strategy="frontal"))
    assert (
        found.message
        == "The plan has chosen Frontal, while what it holds speaks for Defend."
    )
    assert found.because.startswith(
        "Defend has 4 points, Frontal 0. Either the choice does not fit the facts"
    )
    [told] = the("PM506", INSIDE.revised(strategy="frontal"), lang="zh")
    assert told.message == "计划选定的是正面进攻，而计划中的情况更支持防御。"
    assert told.because.startswith("防御有 4 分，正面进攻有 0 分。")


@pytest.mark.parametrize(
    "plan",
    [INSIDE, INSIDE.revised(strategy="defend"), AccountPlan("x", strategy="frontal")],
)
def test_no_strategy_the_best_one_or_no_facts(plan):
    assert the("PM506", plan) == []


def test_only_the_newest_answer_of_each_side_counts_and_what_is_unknown_cannot_be_stale():
    plan = AccountPlan(
        "Northwind",
        rivals=["Contoso"],
        extra_criteria=[ExtraCriterion("Politics", "win")],
        assessments=[
            Assessment("funding", "+", as_of="2026-01-01"),
            Assessment("funding", "-", as_of="2026-11-01", evidence="The board met"),
            Assessment("margin", "?", as_of="2026-01-01"),
            Assessment("margin", "+", rival="Contoso", as_of="2026-01-01"),
            Assessment("Politics", "+", as_of="2026-01-01"),
        ],
        as_of=DAY,
    )
    [stale] = the("PM408", plan)
    assert (
        stale.message
        == "Answered more than 90 days ago: Margin + high (Contoso), Politics +."
    )
    [bare] = the("PM407", plan, lang="zh")
    assert bare.message == "回答没有依据：利润率 + 高（Contoso）、Politics +。"


# Dates -------------------------------------------------------------------------------------------------------------

OLD = Stakeholder("Ana", stance="champion", as_of="2026-01-01")
LATE = Action("Ask", due="2026-03-01")


def test_the_day_is_given_or_of_the_plan_or_of_the_center_and_no_other():
    def stale(**plan):
        return bool(
            the("PM406", AccountPlan("Northwind", **{"center": people(OLD), **plan}))
        )

    assert not stale()
    assert stale(as_of="2026-06-01")
    assert stale(center=people(OLD, as_of="2026-06-01"))
    assert not stale(center=people(OLD, as_of="2026-06-01"), as_of="2026-02-01")
    assert not stale(center=people(OLD, Stakeholder("Ben", as_of="2062-06-01")))
    assert not stale(assessments=[Assessment("funding", "?", as_of="2062-06-01")])
    assert not stale(pipeline=[Prospect("Deal", "won", closed_on="2062-06-01")])
    assert not stale(goals=[Goal("Win", due="2062-06-01")])
    plan = AccountPlan("Northwind", center=people(OLD), as_of="2026-06-01")
    assert the("PM406", plan, today=date(2026, 1, 2)) == []
    assert the("PM406", people(OLD), today=date(2026, 6, 1)) != []


def test_one_slip_of_the_pen_is_a_finding_and_never_today():
    plan = AccountPlan(
        "Northwind", center=people(OLD, Stakeholder("Ben", as_of="2062-06-01")), actions=[LATE],
        assessments=[Assessment("funding", "+", as_of="2026-01-01"), Assessment("funding", "?", as_of="2062-01-01")],
        pipeline=[Prospect("Deal", "won", closed_on="2062-06-01"), Prospect("Other", "won", closed_on="2026-01-01")],
    )  # fmt: skip
    dated = {
        "select": ["PM406", "PM408", "PM409", "PM410", "PM501"],
        "today": "2026-02-01",
    }
    assert [found.message for found in check(plan, **dated)] == [
        "Dated after 2026-02-01: Ben, Project funding ?.",
        "In the pipeline with a day after 2026-02-01: Deal.",
    ]


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "the plan as a whole (2062-01-01)"), ("zh", "整个计划（2062-01-01）")],
)
@pytest.mark.parametrize(
    "plan",
    [
        AccountPlan("N", as_of="2062-01-01"),
        people(Stakeholder("A"), as_of="2062-01-01"),
    ],
)
def test_a_file_of_the_future_is_told_where_today_is_given(plan, lang, said):
    assert the("PM409", plan) == []
    [found] = the("PM409", plan, today="2026-01-01", lang=lang)
    assert said in found.message


def test_without_any_day_nothing_is_late_or_stale():
    center = people(Stakeholder("Ana", stance="champion"))
    assert (
        codes(
            AccountPlan("Northwind", center=center, actions=[LATE]),
            select=["PM406", "PM409", "PM501"],
        )
        == []
    )


def test_a_judgement_without_a_day_has_that_of_its_file():
    center = people(Stakeholder("Ana", stance="champion"), as_of="2026-01-01")
    assert the("PM406", center) == []
    assert len(the("PM406", center, today=date(2026, 6, 1))) == 1


def test_things_are_not_counted_as_people_in_chinese():
    plan = AccountPlan(
        "Northwind",
        actions=[Action(f"A{number}", due="2026-01-01") for number in range(7)],
    )
    [found] = the("PM503", plan, lang="zh")
    assert found.message == "没有指定我方人员：A0、A1、A2、A3、A4等，另有 2 项。"
    [found] = the(
        "PM401", people(*(Stakeholder(f"P{number}") for number in range(7))), lang="zh"
    )
    assert found.message.endswith("等，另有 2 人。")


@pytest.mark.parametrize("today", [datetime(2026, 6, 1, 12), "2026-06-01"])
def test_a_day_may_be_a_moment_or_a_text(today):
    assert len(the("PM406", people(OLD), today=today)) == 1


@pytest.mark.parametrize("today", [20260601, "tomorrow"])
def test_a_day_that_is_none(today):
    with pytest.raises(ModelError, match="date"):
        check(people(OLD), today=today)


# Which and in which order ------------------------------------------------------------------------------------------

MIXED = people(
    Stakeholder("Zoe", power="decider", contact="none"),
    Stakeholder("Ana", power="decider", contact="none"),
)


def test_the_serious_ones_come_first_then_codes_then_people():
    found = check(MIXED)
    order = [(-each.severity.rank, each.code, each.people) for each in found]
    assert order == sorted(order)
    assert [each.people for each in found if each.code == "PM202"] == [
        ("ana",),
        ("zoe",),
    ]
    assert found[0].severity is Severity.SERIOUS
    assert found[-1].severity is Severity.INFO
    assert check(MIXED) == found


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"select": "PM2"}, ["PM201", "PM202"]),
        ({"select": "pm202"}, ["PM202"]),
        ({"select": ["PM202", "PM301"]}, ["PM301", "PM202"]),
        ({"select": "PM202, PM301"}, ["PM301", "PM202"]),
        ({"select": "PM2", "ignore": "PM202"}, ["PM201"]),
        ({"select": "PM202", "ignore": "PM2"}, ["PM202"]),
        ({"select": "PM202", "ignore": "PM202"}, []),
        ({"select": []}, []),
        ({"ignore": "PM"}, []),
    ],
)
def test_the_longer_beginning_wins(options, wanted):
    assert list(dict.fromkeys(codes(MIXED, **options))) == wanted


def test_a_plan_ignores_for_itself():
    plan = AccountPlan("Northwind", center=MIXED, ignore=["PM3", "PM4"])
    assert {code[:3] for code in codes(plan)} == {"PM1", "PM2", "PM5"}
    assert {code[:3] for code in codes(plan, ignore="PM1")} == {"PM2", "PM5"}
    assert codes(plan, select="PM301") == ["PM301"]


def test_a_plan_selects_for_itself_until_the_call_does():
    plan = AccountPlan(
        "Northwind", center=MIXED, select=["PM2", "pm301"], ignore="PM202"
    )
    assert list(dict.fromkeys(codes(plan))) == ["PM301", "PM201"]
    assert codes(plan, ignore="PM201") == ["PM301"]
    assert codes(plan, ignore="PM3") == codes(plan)
    assert {code[:3] for code in codes(plan, select="PM4")} == {"PM4"}
    assert codes(plan, select=[]) == []
    assert codes(plan.revised(select=()), select=None) == codes(
        AccountPlan("x", center=MIXED, ignore="PM202")
    )


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("PM310", "did you mean 'PM410'"),
        ("PN301", "did you mean 'PM301'"),
        ("PM9", "PM1, PM2"),
        ("", "''"),
    ],
)
def test_a_code_that_there_is_not(word, hint):
    for options in ({"select": word}, {"ignore": [word]}):
        with pytest.raises(ModelError, match="is no finding") as caught:
            check(MIXED, **options)
        assert hint in str(caught.value)
    if word:
        for field in ("select", "ignore"):
            for call in ({}, {"select": "PM1"}):
                with pytest.raises(
                    ModelError, match=f"^{field} of the plan: .*is no finding"
                ) as caught:
                    check(AccountPlan("Northwind", **{field: word}), **call)
                assert hint in str(caught.value)


@pytest.mark.parametrize(
    "options",
    [{"select": 5}, {"ignore": 5}, {"select": [None]}, {"ignore": ["PM1", 2]}],
)
def test_what_is_no_code_at_all(options):
    with pytest.raises(ModelError, match="is of type"):
        check(MIXED, **options)


def test_only_buying_centers_and_plans_in_a_known_language():
    with pytest.raises(
        ModelError,
        match="of type str; allowed: a BuyingCenter, an AccountPlan or a Judgment",
    ):
        check("deal.yaml")
    with pytest.raises(ModelError, match="allowed: en, zh"):
        check(people(), lang="fr")


def test_severities_are_ordered_words():
    assert sorted(["serious", "info", "warning"], key=Severity) == [
        "info",
        "warning",
        "serious",
    ]
    assert Severity.INFO < "warning" <= Severity.WARNING < "serious"
    assert Severity.SERIOUS > Severity.WARNING >= Severity.INFO
    assert not Severity.INFO > Severity.INFO
    assert str(Severity.SERIOUS) == "serious"


def test_a_house_has_a_table_of_its_own():
    stale = replace(KINDS["PM406"], days=10, severity=Severity.SERIOUS)
    center = people(OLD, as_of="2026-01-12")
    [found] = check(center, kinds={"PM406": stale})
    assert (found.severity, found.message) == (
        Severity.SERIOUS,
        "Judged more than 10 days ago: Ana.",
    )
    with pytest.raises(ModelError, match="for which there is no rule"):
        check(center, kinds={"PM999": stale})
    for wrong in ([stale], {"PM406": "stale"}, "PM406"):
        with pytest.raises(
            ModelError, match=r"is of type \w+; give (a mapping|FindingKind objects)"
        ):
            check(center, kinds=wrong)


@pytest.mark.parametrize(
    "options", [{"kinds": 5}, {"grid": 5}, {"rules": 5}, {"rules": [5]}]
)
def test_what_is_no_table_of_the_house(options):
    with pytest.raises(ModelError, match="is of type"):
        check(MIXED, **options)


# The command line --------------------------------------------------------------------------------------------------

FILE = """name: ERP
as_of: 2026-11-20
stakeholders:
- {name: Ana, power: decider, involvement: high, stance: supporter, contact: deep, covered_by: [Kim]}
- {name: Ben, power: decider, involvement: low, stance: opponent, contact: deep, covered_by: [Kim]}
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "deal.yaml").write_text(FILE, encoding="utf-8")

    def go(*options):
        return CliRunner().invoke(
            app,
            ["check", str(tmp_path / "deal.yaml"), "--today", "2026-11-20", *options],
        )

    return go


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--select", "PM4"], 0),
        (["--select", "PM4", "--fail-on", "info"], 1),
        (["--select", "PM303"], 1),
        (["--select", "PM303", "--fail-on", "serious"], 0),
        (["--select", "PM3", "--fail-on", "serious"], 1),
        (["--ignore", "PM"], 0),
        (["--select", "PM303", "--ignore", "PM303"], 0),
        (["--fail-on", "never"], 2),
        (["--format", "xml"], 2),
    ],
)
def test_exit_codes(run, options, code):
    assert run(*options).exit_code == code


@pytest.mark.parametrize("options", [["--select", "PM9"], ["--today", "soon"]])
def test_what_the_user_can_mend(run, options):
    assert isinstance(run(*options).exception, ModelError)


def test_the_table(run):
    printed = run("--select", "PM3").output
    assert "PM301" in printed
    assert printed.index("PM301") < printed.index("PM303")
    assert printed.endswith("2 findings: serious 1, warning 1.\n")
    assert run("--ignore", "PM").output == "No findings.\n"
    assert run("--select", "PM301", "--lang", "zh").output.endswith(
        "1 项发现：严重 1 项。\n"
    )


def test_a_file_selects_until_the_command_line_does(run, tmp_path):
    (tmp_path / "deal.yaml").write_text(
        "select: [PM303, PM4]\n" + FILE, encoding="utf-8"
    )

    def codes(*options):
        return [
            row["code"] for row in json.loads(run("--format", "json", *options).output)
        ]

    assert codes() == ["PM303", "PM405"]
    assert codes("--ignore", "PM4") == ["PM303"]
    assert codes("--select", "PM301") == ["PM301"]
    (tmp_path / "deal.yaml").write_text("select: [PM310]\n" + FILE, encoding="utf-8")
    assert "select of the plan: 'PM310'" in str(run().exception)
    assert "did you mean 'PM410'" in str(run().exception)


def test_json_holds_all(run):
    rows = json.loads(run("--format", "json", "--select", "PM3").output)
    assert [list(row) for row in rows] == [
        ["code", "title", "severity", "people", "message", "because", "next_step"]
    ] * 2
    assert [(row["code"], row["severity"], row["people"]) for row in rows] == [
        ("PM301", "serious", []),
        ("PM303", "warning", ["ben"]),
    ]
    assert json.loads(run("--format", "json", "--ignore", "PM").output) == []


def test_github_has_a_command_a_line(run, tmp_path):
    lines = run("--format", "github", "--select", "PM3,PM4").output.splitlines()
    file = f"file={(tmp_path / 'deal.yaml').as_posix()}"
    assert [line.partition("::")[2].partition("::")[0] for line in lines] == [
        f"error {file},title=PM301", f"warning {file},title=PM303", f"notice {file},title=PM405",
    ]  # fmt: skip
    assert all("%0AWhy: " in line and "%0ANext step: " in line for line in lines)
    assert run("--format", "github", "--ignore", "PM").output == ""


def test_github_escapes_what_could_end_a_command():
    nasty = Finding("PM301", Severity.WARNING, (), "100%\r\n::error::x", "a:b,c", "d")
    said = "100%25%0D%0A::error::x%0AWhy: a:b,c%0ANext step: d"
    assert FORMATS["github"]([nasty], "en", "-") == f"::warning title=PM301::{said}"
    printed = FORMATS["github"]([nasty], "en", "plans/100%,a:b\n.yaml")
    assert printed == f"::warning file=plans/100%25%2Ca%3Ab%0A.yaml,title=PM301::{said}"


def test_github_names_no_file_for_standard_input():
    options = ["check", "-", "--select", "PM303", "--format", "github"]
    assert (
        CliRunner()
        .invoke(app, options, input=FILE)
        .output.startswith("::warning title=PM303::")
    )


def test_standard_input():
    done = CliRunner().invoke(app, ["check", "-", "--select", "PM303"], input=FILE)
    assert done.exit_code == 1
    assert "PM303" in done.output


# A house's own -----------------------------------------------------------------------------------------------------


def own(rule, code="ACME1"):
    words = {"en": "{people} wait", "zh": "{people} 在等"}
    return FindingKind(
        code,
        Severity.WARNING,
        words,
        words,
        {"en": "Why."},
        {"en": "Call."},
        (),
        rule=rule,
    )


WAITING = BuyingCenter(
    "ERP", [Stakeholder("Ana", stance="champion"), Stakeholder("Ben")]
)


def test_a_rule_of_the_house_is_found_beside_the_others():
    kinds = {**KINDS, "ACME1": own(lambda given: [[person.id] for person in given])}
    found = check(WAITING, kinds=kinds, select=["ACME", "PM301"])
    assert [(each.code, each.people, each.message) for each in found] == [
        ("ACME1", ("ana",), "Ana wait"),
        ("ACME1", ("ben",), "Ben wait"),
    ]
    assert len(check(WAITING, kinds=kinds)) == len(check(WAITING)) + 2
    assert check(WAITING, kinds=kinds, select="ACME1", ignore="ACME") != []
    assert check(WAITING, kinds=kinds, select="ACME", ignore="ACME1") == []


def test_a_house_speaks_the_languages_that_it_has():
    [found] = check(
        WAITING, kinds={"ACME1": own(lambda _: [["ben", "ana"]])}, lang="zh"
    )
    assert (found.message, found.because, found.people) == (
        "Ana、Ben 在等",
        "Why.",
        ("ana", "ben"),
    )


def test_a_rule_of_the_house_sees_the_plan_that_is_checked():
    seen = []
    plan = AccountPlan("Contoso", center=WAITING, ignore=["ACME2"])
    check(
        plan,
        kinds={
            "ACME1": own(lambda given: seen.append(given) or []),
            "ACME2": own(seen.append, "ACME2"),
        },
    )
    assert seen == [plan]


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (
            {"PM301": replace(KINDS["PM301"], rule=lambda _: [])},
            "'PM301' is a finding of powermap's",
        ),
        (
            {"ACME1": own(lambda _: [["anna"]])},
            r"rule of ACME1 names 'anna', an id that nobody has.*'ana'",
        ),
        ({"ACME1": own(None)}, "no rule"),
    ],
)
def test_rules_that_a_house_cannot_have(kinds, told):
    with pytest.raises(ModelError, match=told):
        check(WAITING, kinds=kinds)


def test_a_report_tells_what_the_house_looks_for():
    kinds = {"ACME1": own(lambda _: [["ana"]])}
    assert "Ana wait" in report(WAITING, kinds=kinds).html()
    assert "Ana wait" not in report(WAITING).html()
