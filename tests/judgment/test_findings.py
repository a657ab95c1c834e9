"""Each rule of the findings both ways, its texts, and the days it uses."""

from __future__ import annotations

import re
import tomllib
import warnings
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files
from string import Formatter

import pytest

from powermap.errors import ModelError, PowermapWarning
from powermap.exchange.documents.text import parse_plan_text
from powermap.judgment.findings import RULES, Severity, check
from powermap.judgment.findings.hits import list_people
from powermap.language import LANGS, Days, Reason, Texts
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
from powermap.model.playbook import Playbook
from powermap.model.playbook.defaults import finding_kinds

EXAMPLES = tomllib.loads(
    files("powermap.judgment.findings")
    .joinpath("examples.toml")
    .read_text(encoding="utf-8")
)
KINDS = finding_kinds()
DAY = date(2026, 11, 20)


def read_example(text):
    with warnings.catch_warnings():
        # The reader notes what a finding says too.
        warnings.simplefilter("ignore", PowermapWarning)
        plan = parse_plan_text(text, "yaml", "example")
    return plan if "account:" in text else plan.center


def find(code, subject, **options):
    return check(subject, select=code, **options)


def messages(findings, lang="en"):
    return [found.message.say(lang) for found in findings]


def people(*members, **options):
    return BuyingCenter("ERP", members, **options)


# The table ---------------------------------------------------------------------------


def test_table_rules_and_examples_hold_the_same_codes_in_order():
    assert list(KINDS) == list(RULES) == list(EXAMPLES) == sorted(KINDS)
    for code, kind in KINDS.items():
        assert kind.code == code
        assert re.fullmatch(r"PM\d{3}", code)


def test_every_kind_has_all_texts_in_both_languages_and_names_its_source():
    for code, kind in KINDS.items():
        texts = (kind.title, kind.message, kind.why, kind.next_step, *kind.sources)
        for text in texts:
            assert list(text) == list(LANGS), code
            assert text["zh"] != text["en"]
            assert all(each.strip() == each != "" for each in text.values())
        assert kind.sources
        braces = []
        for lang in LANGS:
            fields = Formatter().parse(kind.message[lang])
            braces.append({name for _, name, _, _ in fields if name})
        assert braces[0] == braces[1]


def test_english_sentences_are_short_and_plain():
    for code, kind in KINDS.items():
        for text in (kind.title["en"], kind.message["en"], kind.why["en"]):
            for sentence in re.split(r"[.?:] ", text):
                assert len(sentence.split()) <= 20, (code, sentence)
        said = " ".join(text["en"] for text in (kind.message, kind.why, kind.next_step))
        assert not re.search(r"\b(he|she|him|his|her|nobody of ours)\b", said, re.I)


def test_every_message_reads_well_for_one_person_and_for_several():
    several = [Stakeholder(name) for name in ("Ana", "Ben", "Cleo")]
    values = {
        "days": Days(90),
        "criteria": "Margin",
        "what": "Ask",
        "who": "Kim",
        "day": DAY,
        "claims": "Stance",
        "today": DAY,
        "role": "Owner",
        "declared": "Owner",
        "chosen": "Frontal",
        "best": "Defend",
        "rival": "Contoso",
        "supporters": 1,
        "opponents": 1,
    }
    # The verb of a subject in front has to fit one person and several.
    modal = re.compile(r"\{people\} (can|may|must|cannot) ")
    for code, kind in KINDS.items():
        template = kind.message["en"]
        assert not template.startswith("{people} ") or modal.match(template), code
        for lang in LANGS:
            said = []
            for members in ([several[0]], several):
                names = list_people(members)
                numbers = {"deciders": len(members), "count": len(members), "all": 4}
                if code == "PM304":
                    numbers["deciders"] = names
                filled = {**values, **numbers, "people": names, "lost": names}
                said.append(Reason(Texts(kind.message), filled).say(lang))
            assert not set("{}") & set("".join(said))
            for text in said:
                assert text.endswith((".", "。")), (code, text)
                assert "  " not in text
            if "{people}" in template:
                joiner = {"en": ", ", "zh": "、"}[lang]
                assert joiner.join(("Ana", "Ben", "Cleo")) in said[1]
                # Only names and numbers differ.
                words = [
                    re.sub(r"Ana|, Ben|、Ben|, Cleo|、Cleo|\d", "", t) for t in said
                ]
                assert words[0] == words[1], code


def test_a_smallest_plan_triggers_each_rule():
    for code, kind in KINDS.items():
        [found] = find(code, read_example(EXAMPLES[code]["fires"]))
        assert (found.code, found.severity) == (code, kind.severity)
        for lang in LANGS:
            texts = [found.message, found.because, found.next_step]
            message, because, next_step = (text.say(lang) for text in texts)
            assert not set("{}") & set(message + because + next_step)
            assert because.endswith(kind.why[lang])
            assert next_step == kind.next_step[lang]


def test_a_plan_that_is_nearly_the_same_does_not():
    for code, example in EXAMPLES.items():
        fires = example["fires"].splitlines()
        passes = example["passes"].splitlines()
        assert find(code, read_example(example["passes"])) == [], code
        assert len(set(fires) ^ set(passes)) <= 3


def test_what_needs_only_people_is_found_in_a_plan_too():
    for code, example in EXAMPLES.items():
        if "account:" in example["fires"]:
            continue
        center = read_example(example["fires"])
        plan = AccountPlan("Northwind", center=center)
        assert find(code, plan) == find(code, center) != []


# Single rules ------------------------------------------------------------------------


def test_people_are_ids_in_the_order_of_the_buying_center_and_names_are_counted():
    members = [Stakeholder(f"P{at}") for at in range(9, 0, -1)]
    [found] = find("PM401", people(*members))
    assert found.people == tuple(f"p{at}" for at in range(9, 0, -1))
    assert str(found.message) == "Power is unknown: P9, P8, P7, P6, P5 and 4 more."


def test_an_empty_buying_center_has_only_that_finding():
    for subject in (people(), AccountPlan("Northwind")):
        assert [found.code for found in check(subject)] == ["PM101"]


def test_the_person_who_may_decide_is_named():
    center = people(Stakeholder("Ana"), Stakeholder("Ben", power=2))
    [found] = find("PM102", center)
    assert found.people == ("ana",)
    assert str(found.message) == "No decision maker is known. Check Ana first."
    assert found.message.say("zh") == "决策者未知。请先核实：Ana。"


def test_a_missing_role_that_is_wanted_is_found_once():
    ana = Stakeholder("Ana", power="decider")
    for code, role in (("PM103", "owner"), ("PM104", "approver")):
        wanted = people(ana, wanted_roles=[role])
        assert find(code, people(ana))[0].people == ("ana",)
        assert find(code, wanted) == []
        assert [found.code for found in find("PM105", wanted)] == ["PM105"]


def test_a_narrower_role_fills_a_wanted_one_and_a_declared_one_does_not():
    ana = Stakeholder("Ana", power="decider", involvement="low")
    assert find("PM105", people(ana, wanted_roles=["decider"])) == []
    ben = Stakeholder("Ben", declared_role="advocate")
    [found] = find("PM105", people(ana, ben, wanted_roles=["decider", "advocate"]))
    assert found.people == ("ben",)
    assert str(found.message) == (
        "This deal needs the role Advocate, but no one has it. Check Ben first."
    )


def test_the_reason_holds_the_facts():
    ana = Stakeholder("Ana", power=8, involvement=2, declared_role="owner")
    [found] = find("PM106", people(ana))
    assert "power 8 of 10" in str(found.because)


def test_a_single_contact():
    cases = [
        (["deep", None], "p0"),
        (["deep", "several"], None),
        (["brief", "none"], "p0"),
        (["brief", "brief"], None),
        (["brief", "several", "brief"], "p1"),
        (["none", "none"], None),
        ([None, None], None),
        (["deep"], None),
    ]
    for contacts, alone in cases:
        members = []
        for at, contact in enumerate(contacts):
            members.append(Stakeholder(f"P{at}", contact=contact))
        found = [each.people for each in find("PM203", people(*members))]
        assert found == ([(alone,)] if alone else []), contacts


def test_what_hangs_on_one_person():
    ana = Stakeholder("Ana", contact="deep", covered_by="Kim")
    ben = Stakeholder("Ben", power=8, covered_by="Kim")
    cleo = Stakeholder("Cleo", power=6, contact="brief")
    hung = people(ana, ben, cleo, ties=[Tie("ana", "ben"), Tie("ana", "cleo")])
    alone, ours = find("PM205", hung)
    assert (alone.people, alone.severity) == (("ana", "ben", "cleo"), Severity.SERIOUS)
    # Nobody of a team of one has to be told so.
    assert (ours.people, ours.severity) == (("ben", "cleo"), Severity.INFO)
    assert str(ours.message).startswith(
        "The deal does not survive the loss of Kim (our team): "
    )
    several = hung.replace("cleo", covered_by="Lee")
    assert find("PM205", several)[1].severity is Severity.WARNING
    # Ben has 8 of 14, more than half: still reached, only Cleo is lost.
    met = hung.replace("ben", contact="several")
    assert [each.message.values["who"] for each in find("PM205", met)] != ["Ana"]
    both = hung.replace("ana", covered_by=["Kim", "Lee"])
    assert len(find("PM205", both)) == 1
    assert not find("PM205", people(ana, ben, cleo))


def test_how_serious_depends_on_what_is_known():
    none_met = [Stakeholder(n, power="decider", contact="none") for n in ("Ana", "Ben")]
    found = find("PM202", people(*none_met))
    assert {each.severity for each in found} == {Severity.SERIOUS}
    one_met = people(*none_met).replace("ana", contact="brief")
    assert find("PM202", one_met)[0].severity is Severity.WARNING
    cases = {
        (5, 20): "serious",
        (1, 2): "serious",
        (4, 20): "warning",
        (0, 3): "warning",
    }
    for (known, everybody), severity in cases.items():
        members = []
        for at in range(everybody):
            stance = "neutral" if at < known else None
            members.append(Stakeholder(f"P{at}", stance=stance))
        [hit] = find("PM302", people(*members))
        assert hit.severity.value == severity, (known, everybody)


def test_a_severity_that_a_company_chose_stands():
    quiet = {"PM202": replace(KINDS["PM202"], severity=Severity.INFO)}
    playbook = Playbook(finding_kinds=quiet)
    ana = Stakeholder("Ana", power="decider", contact="none")
    [found] = check(people(ana), playbook=playbook)
    assert found.severity is Severity.INFO


def test_no_next_step_asks_an_insider_who_does_not_exist():
    for code, kind in KINDS.items():
        assert "our insider" not in kind.next_step["en"], code
        assert "问内线" not in kind.next_step["zh"], code


def test_supporters_against_opponents():
    cases = [
        (["champion"], False),
        (["supporter", "enemy"], True),
        (["neutral", "neutral"], True),
        ([None, None], False),
        ([None, "supporter"], False),
        (["supporter", "supporter", "opponent"], False),
    ]
    others = []
    for at in range(3):
        others.append(Stakeholder(f"Q{at}", power="influencer", stance="enemy"))
    for stances, fires in cases:
        members = []
        for at, stance in enumerate(stances):
            members.append(Stakeholder(f"P{at}", power="decider", stance=stance))
        found = find("PM303", people(*members, *others))
        assert bool(found) is fires, stances


def test_unknown_stances_are_not_counted_against_us():
    ana = Stakeholder("Ana", power="decider", stance="supporter")
    others = [Stakeholder(f"P{at}", power="decider") for at in range(5)]
    assert find("PM304", people(ana, *others)) == []


CHAIN = [
    Stakeholder("Ana", stance="champion"),
    Stakeholder("Ben"),
    Stakeholder("Cleo", power="decider"),
]


def test_an_insider_influences_where_a_tie_says_so_or_as_a_boss():
    weak = [
        Tie("ana", "cleo", "friend_of"),
        Tie("ana", "cleo", "talks_to"),
        Tie("ana", "cleo", "dotted_to"),
    ]
    as_boss = [Tie("ben", "ana", "listens_to"), Tie("cleo", "ben", "reports_to")]
    cases = [
        ([], True),
        ([Tie("ana", "ben"), Tie("ben", "cleo")], False),
        (as_boss, False),
        ([Tie("ben", "ana"), Tie("cleo", "ben")], True),
        ([Tie("ana", "ben")], True),
        ([Tie("ana", "cleo", "reports_to")], True),
        (weak, True),
    ]
    for ties, fires in cases:
        found = [each.people for each in find("PM305", people(*CHAIN, ties=ties))]
        assert found == ([("ana",)] if fires else []), ties


def test_people_against_us_pass_nothing_on():
    ties = [Tie("ana", "ben"), Tie("ben", "cleo")]
    center = people(*CHAIN, ties=ties).replace("ben", stance="opponent")
    assert len(find("PM305", center)) == 1
    direct = people(*CHAIN, ties=[Tie("ana", "cleo")])
    assert find("PM305", direct.replace("cleo", stance="enemy")) == []


def test_an_insider_who_decides_is_enough_and_without_deciders_nothing_is_found():
    decider = Stakeholder("Ana", power="decider", stance="champion")
    assert find("PM305", people(decider)) == []
    assert find("PM305", people(Stakeholder("Ana", stance="champion"))) == []


def plan_with_action(center, **action):
    return AccountPlan("Northwind", center=center, actions=[Action("Ask", **action)])


def test_a_blocker_is_addressed_by_an_action_that_is_not_over():
    ana = Stakeholder("Ana", power="influencer", involvement="low", stance="enemy")
    states = {"open": False, "under_way": False, "done": True, "dropped": True}
    for state, fires in states.items():
        plan = plan_with_action(people(ana), with_people="ana", state=state)
        assert bool(find("PM306", plan)) is fires, state


def test_a_key_person_needs_an_action_in_any_state_but_dropped():
    center = people(Stakeholder("Ana", can_veto=True), Stakeholder("Ben"))
    for state, fires in {"open": False, "done": False, "dropped": True}.items():
        plan = plan_with_action(center, with_people="ana", state=state)
        found = [each.people for each in find("PM502", plan)]
        assert found == ([("ana",)] if fires else []), state
    assert find("PM502", center) == []  # no actions are expected of people alone


def test_what_is_done_or_dropped_is_not_overdue():
    for state in ("done", "dropped"):
        late = {"due": "2026-01-01", "state": state}
        actions = [Action("Ask", **late)]
        goals = [Goal("Win", **late)]
        plan = AccountPlan("Northwind", as_of=DAY, actions=actions, goals=goals)
        assert find("PM5", plan) == []


def test_each_overdue_action_is_a_finding_about_its_people():
    actions = []
    for name in ("Ask", "Show {it}"):
        both = ["ana", "ben"]
        actions.append(Action(name, with_people=both, due="2026-01-01", who="Kim"))
    center = people(Stakeholder("Ben"), Stakeholder("Ana"))
    plan = AccountPlan("Northwind", center=center, actions=actions, as_of=DAY)
    found = find("PM501", plan)
    assert [each.people for each in found] == [("ben", "ana")] * 2
    assert messages(found) == [
        "The action “Ask” was due on 1 Jan 2026.",
        "The action “Show {it}” was due on 1 Jan 2026.",
    ]


INSIDE = AccountPlan(
    "Northwind",
    supplier_in_place=True,
)


def test_a_chosen_strategy_that_the_facts_do_not_favor():
    [found] = find("PM506", INSIDE.revised(strategy="frontal"))
    assert str(found.message) == (
        "The plan uses Frontal, but the facts in it favor Defend."
    )
    assert str(found.because).startswith(
        "Defend scores 4 points, Frontal scores 0. Either the choice does not fit"
    )
    assert found.message.say("zh") == (
        "计划选定的是正面进攻，但计划中的事实更支持防御。"
    )
    assert found.because.say("zh").startswith("防御有 4 分，正面进攻有 0 分。")


def test_no_strategy_the_best_one_or_no_facts():
    empty = AccountPlan("x", strategy="frontal")
    for plan in (INSIDE, INSIDE.revised(strategy="defend"), empty):
        assert find("PM506", plan) == []


def test_only_the_newest_answer_of_each_side_counts_and_an_unknown_one_is_not_stale():
    assessments = [
        Assessment("funding", "+", as_of="2026-01-01"),
        Assessment("funding", "-", as_of="2026-11-01", evidence="The board met"),
        Assessment("margin", "?", as_of="2026-01-01"),
        Assessment("margin", "+", rival="Contoso", as_of="2026-01-01"),
        Assessment("Politics", "+", as_of="2026-01-01"),
    ]
    plan = AccountPlan(
        "Northwind",
        rivals=["Contoso"],
        extra_criteria=[ExtraCriterion("Politics", "win")],
        assessments=assessments,
        as_of=DAY,
    )
    assert messages(find("PM408", plan)) == [
        "Answered more than 90 days ago: Margin + high (Contoso), Politics +."
    ]
    assert messages(find("PM407", plan), "zh") == [
        "回答没有依据：利润率：+ 高（Contoso）、Politics：+。"
    ]


def test_things_are_not_counted_as_people_in_chinese():
    actions = [Action(f"A{number}", due="2026-01-01") for number in range(7)]
    plan = AccountPlan("Northwind", actions=actions)
    [said] = messages(find("PM503", plan), "zh")
    assert said == "没有我方人员负责：A0、A1、A2、A3、A4 等，另有 2 项。"
    members = [Stakeholder(f"P{number}") for number in range(7)]
    [said] = messages(find("PM401", people(*members)), "zh")
    assert said.endswith("2 人。")


# Days --------------------------------------------------------------------------------

OLD = Stakeholder("Ana", stance="champion", as_of="2026-01-01")
LATE = Action("Ask", due="2026-03-01")


def test_the_day_is_passed_or_that_of_the_plan_or_of_the_center_and_no_other():
    def is_stale(**plan):
        subject = AccountPlan("Northwind", **{"center": people(OLD), **plan})
        return bool(find("PM406", subject))

    later = Stakeholder("Ben", as_of="2062-06-01")
    dated = people(OLD, as_of="2026-06-01")
    assert not is_stale()
    assert is_stale(as_of="2026-06-01")
    assert is_stale(center=dated)
    assert not is_stale(center=dated, as_of="2026-02-01")
    assert not is_stale(center=people(OLD, later))
    assert not is_stale(assessments=[Assessment("funding", "?", as_of="2062-06-01")])
    assert not is_stale(pipeline=[Prospect("Deal", "won", closed_on="2062-06-01")])
    assert not is_stale(goals=[Goal("Win", due="2062-06-01")])
    plan = AccountPlan("Northwind", center=people(OLD), as_of="2026-06-01")
    assert find("PM406", plan, today=date(2026, 1, 2)) == []
    assert find("PM406", people(OLD), today=date(2026, 6, 1)) != []


def test_the_result_has_the_day_that_it_used():
    dated = people(OLD, as_of="2026-06-01")
    assert check(dated).today == date(2026, 6, 1)
    assert check(dated, today="2026-07-01", select="PM4").today == date(2026, 7, 1)
    assert str(check(dated).day) == "Checked as of 1 Jun 2026."
    assert check(people(OLD)).today is None
    assert check(people(OLD)).day.say("zh").startswith("没有检查日期")


def test_one_typing_error_in_a_date_is_a_finding_and_never_today():
    assessments = [
        Assessment("funding", "+", as_of="2026-01-01"),
        Assessment("funding", "?", as_of="2062-01-01"),
    ]
    pipeline = [
        Prospect("Deal", "won", closed_on="2062-06-01"),
        Prospect("Other", "won", closed_on="2026-01-01"),
    ]
    plan = AccountPlan(
        "Northwind",
        center=people(OLD, Stakeholder("Ben", as_of="2062-06-01")),
        actions=[LATE],
        assessments=assessments,
        pipeline=pipeline,
    )
    codes = ["PM406", "PM408", "PM409", "PM410", "PM501"]
    assert messages(check(plan, select=codes, today="2026-02-01")) == [
        "Pipeline date after 1 Feb 2026: Deal.",
        "Dated after 1 Feb 2026: Ben, Project funding ?.",
    ]


def test_a_file_from_the_future_is_found_where_today_is_passed():
    plan = AccountPlan("N", as_of="2062-01-01")
    center = people(Stakeholder("A"), as_of="2062-01-01")
    for subject in (plan, center):
        assert find("PM409", subject) == []
        [found] = find("PM409", subject, today="2026-01-01")
        assert "the plan itself (1 Jan 2062)" in str(found.message)
        assert "计划本身（2062年1月1日）" in found.message.say("zh")


def test_without_any_day_nothing_is_overdue_or_stale():
    center = people(Stakeholder("Ana", stance="champion"))
    plan = AccountPlan("Northwind", center=center, actions=[LATE])
    assert find(["PM406", "PM409", "PM501"], plan) == []


def test_a_judgment_without_a_day_has_that_of_its_file():
    center = people(Stakeholder("Ana", stance="champion"), as_of="2026-01-01")
    assert find("PM406", center) == []
    assert len(find("PM406", center, today=date(2026, 6, 1))) == 1


def test_a_day_may_be_a_moment_or_a_text():
    for today in (datetime(2026, 6, 1, 12), "2026-06-01"):
        assert len(find("PM406", people(OLD), today=today)) == 1
    for wrong in (20260601, "tomorrow"):
        with pytest.raises(ModelError, match="date"):
            check(people(OLD), today=wrong)


def test_severities_are_ordered_words():
    words = ["info", "warning", "serious"]
    assert sorted(["serious", "info", "warning"], key=Severity) == words
    assert Severity.INFO < "warning" <= Severity.WARNING < "serious"
    assert Severity.SERIOUS > Severity.WARNING >= Severity.INFO
    assert not Severity.INFO > Severity.INFO
    assert str(Severity.SERIOUS) == "serious"
