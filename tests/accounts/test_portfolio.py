"""Rows of accounts: known answers, what they have in common, what could not be read."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

import powermap as pm
from powermap.accounts.people import Likeness

TODAY = "2026-11-20"


def person(name, **values):
    return pm.Stakeholder(name, **values)


def plan(account, *people, **values):
    return pm.AccountPlan(account, center=pm.BuyingCenter("ERP", people), **values)


ANA = person("Ana Ruiz", power=9, involvement=9, stance="champion", contact="deep")
BEN = person("Ben Ode", power=8, involvement=2, stance="opponent", covered_by="Kim")
CLEO = person("Cleo Adam", power=2, involvement=8, contact="brief")


def test_a_row_says_what_the_judgment_says():
    given = pm.northwind_plan()
    judgment = pm.judge(given, today=TODAY)
    [row] = pm.portfolio(given, today=TODAY)
    assert row.value == 900_000
    assert dict(row.verdicts) == dict(judgment.verdicts[None])
    assert row.findings == tuple(judgment.findings)
    assert row.strategy is judgment.strategy.strategy
    assert row.strategy_share == judgment.robust.strategies[row.strategy]
    assert row.support == judgment.network.outlook.support
    assert row.visit == judgment.network.visits[0]
    assert sum(number for _, number in row.coverage.values()) == len(given.center)


def test_deciders_are_counted_with_those_who_are_missing_named():
    [row] = pm.portfolio(plan("Contoso", ANA, BEN, CLEO), today=TODAY)
    assert (row.deciders, row.deciders_covered) == (2, 1)
    assert (row.deciders_known, row.deciders_with_us) == (1, 1)
    said = row.reasons["deciders_with_us"].say()
    assert said == "For us: 1 of 2 decision makers. Not yet: Ben Ode (against us)."
    assert len(row.single_threads) == 1


def test_support_is_silent_where_most_stances_are_unknown():
    few = [person(f"P{number}", power=5) for number in range(5)]
    [row] = pm.portfolio(plan("Contoso", ANA, *few), today=TODAY)
    assert row.support is None
    assert row.reasons["support"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"as_of": "2026-11-10"}, 10),
        ({"as_of": "2026-11-20"}, 0),
        ({"as_of": "2027-01-01"}, None),
        ({}, None),
    ],
)
def test_days_since_the_last_evidence(days, expected):
    [row] = pm.portfolio(plan("Contoso", person("Ana", power=9, **days)), today=TODAY)
    assert row.days == expected


def test_a_file_that_cannot_be_read_is_told_and_does_not_stop_the_others(tmp_path):
    tmp_path.joinpath("a.yaml").write_text("people: [\n")
    tmp_path.joinpath("b.csv").write_text("Name,Power\nAna,purple\nBen,green\n")
    pm.write(pm.northwind_plan(), tmp_path / "c.yaml")
    made = pm.portfolio(tmp_path, today=TODAY)
    assert [row.source for row in made] == ["c.yaml"]
    assert [error.source for error in made.errors] == ["a.yaml", "b.csv"]
    for lang in ("en", "zh"):
        told = [error.reason.say(lang) for error in made.errors]
        assert all(told)
        assert str(tmp_path) not in " ".join(told)
        assert all(text in made.html(lang) for text in ("a.yaml", "b.csv"))
    missing = pm.portfolio([tmp_path / "c.yaml", tmp_path / "no.yaml"])
    assert len(missing) == len(missing.errors) == 1


def test_an_hour_is_worth_value_times_open_times_step():
    made = pm.portfolio(
        {
            "small": plan("S", BEN, value=10_000),
            "large": plan("L", BEN, value=90_000),
            "unknown": plan("U", BEN),
            "won": plan(
                "W",
                BEN,
                value=500_000,
                opportunity="ERP",
                pipeline=[pm.plan.Prospect("W: ERP", "won")],
            ),
        },
        today=TODAY,
    )
    assert [row.source for row in made.best_hours] == ["large", "small", "unknown"]
    hour = made["large"].hour
    assert hour.worth == pytest.approx(90_000 * hour.open * hour.step)
    assert made["won"].hour is None


def test_what_cannot_be_won_is_worth_no_hour():
    lost = [
        pm.plan.Assessment(criterion, "-")
        for criterion in (
            "insider",
            "top_recognition",
            "cultural_fit",
            "informal_criteria",
        )
    ]
    [row] = pm.portfolio(plan("L", BEN, value=90_000, assessments=lost), today=TODAY)
    assert row.hour.open == row.hour.worth == 0
    assert len(pm.portfolio(plan("L", BEN, assessments=lost)).best_hours) == 0


def shared(*people):
    accounts = {
        f"a{place}": plan(f"A{place}", each) for place, each in enumerate(people)
    }
    return pm.portfolio(accounts).shared_people


def test_people_in_several_accounts_and_how_sure():
    kim = person("Kim Lee", organization="Fabrikam")
    mail = person("K. Lee", custom={"E-mail": "Kim@Example.com"})
    same = person("Kim Lee", custom={"mail": "mailto:kim@example.com"})
    [found] = shared(kim, person("kim  lee", organization="FABRIKAM"))
    assert found.likeness is Likeness.ORGANIZATION
    [found] = shared(mail, same)
    assert found.likeness is Likeness.MAIL
    other = [
        person("Kim Lee", organization="Fabrikam", custom={"mail": f"{n}@example.com"})
        for n in "ab"
    ]
    [found] = shared(*other)
    assert found.likeness is Likeness.OTHER_MAIL
    assert len(found.places) == 2


def test_a_person_is_told_once_where_some_accounts_know_the_address():
    mail = {"mail": "kim@example.com"}
    known = [
        person("Kim Lee", organization="Fabrikam", custom=custom)
        for custom in (mail, {}, mail, {})
    ]
    [found] = shared(*known)
    assert len(found.places) == 4
    assert found.because.say() == (
        "In 2 of them: The same person: same e-mail address (kim@example.com). "
        "Likely the same person: same name and organization (Fabrikam)."
    )
    renamed = person("Kim Adam", organization="Fabrikam", custom=mail)
    likeness = {len(each.places): each.likeness for each in shared(*known, renamed)}
    assert likeness == {3: Likeness.MAIL, 4: Likeness.ORGANIZATION}


def test_a_name_alone_or_a_placeholder_says_nothing():
    assert not shared(person("Kim Lee"), person("Kim Lee"))
    vacant = person("To be identified", organization="Fabrikam")
    assert not shared(vacant, vacant)


def test_two_deals_of_one_customer_share_their_people():
    made = pm.portfolio({"one": plan("Contoso", ANA), "two": plan("Contoso", ANA)})
    assert [each.name for each in made.shared_people] == ["Ana Ruiz"]


def test_redacted_accounts_tell_nothing_that_judges_us():
    hidden = pm.redact(pm.northwind_plan(), level="partner", key="a key for the tests")
    made = pm.portfolio([hidden, hidden.revised(account="Other")], today=TODAY)
    for row in made:
        assert row.audience == "partner"
        assert not (row.findings or row.verdicts or row.strategy or row.visit)
        assert row.row()["serious"] is None
    assert not made.shared_people
    for text in (made.html(), made.json()):
        assert "Judith" not in text
    page = made.html()
    assert 'id="findings"' not in page
    assert "4/6" in page


def test_what_redaction_took_out_is_not_counted():
    hidden = pm.redact(pm.northwind_plan(), level="customer", key="a key for the tests")
    made = pm.portfolio(hidden, today=TODAY)
    [row] = made
    assert row.deciders_covered is row.deciders_with_us is None
    assert row.coverage == {}
    for lang in ("en", "zh"):
        assert ">0/" not in made.html(lang)
    for text in ("0 of", "No decision maker"):
        assert text not in made.html() + made.json()
    assert made.xlsx()[:2] == made.pptx()[:2] == b"PK"


def test_findings_are_counted_by_kind():
    made = pm.portfolio({"a": plan("A", ANA), "b": plan("B", ANA, BEN)}, today=TODAY)
    for kind in made.findings:
        having = [row for row in made if kind.code in {f.code for f in row.findings}]
        assert kind.accounts == tuple(row.source for row in having)
        assert kind.findings == sum(
            finding.code == kind.code for row in made for finding in row.findings
        )


def test_history_becomes_a_line_and_a_sentence():
    series = {"A": [("2026-09-01", -0.5), ("2026-11-01", 0.25)], "nobody": []}
    made = pm.portfolio(plan("A", ANA), today=TODAY, history=series)
    assert len(made[0].history) == 2
    assert made.html().count('class="spark"') == 1
    assert "from −0.50 on 1 Sep 2026 to +0.25 on 1 Nov 2026" in made.html()


def test_the_same_portfolio_gives_the_same_bytes_everywhere(tmp_path):
    made = pm.portfolio([pm.northwind_plan(), pm.northwind_plan("zh")], today=TODAY)
    again = pickle.loads(pickle.dumps(made))
    assert again == made
    for suffix in (".html", ".json", ".xlsx", ".pptx"):
        for lang in ("en", "zh"):
            first = made.save(tmp_path / f"a{suffix}", lang=lang).read_bytes()
            assert first == again.save(tmp_path / f"b{suffix}", lang=lang).read_bytes()
    content = json.loads(made.json())
    assert [each["source"] for each in content["accounts"]] == [
        row.source for row in made
    ]


def test_what_cannot_be_done_is_refused_in_both_languages(tmp_path):
    made = pm.portfolio(plan("A", ANA))
    for wrong in (
        lambda: made.save(tmp_path / "a.doc"),
        lambda: made.save(tmp_path / "a.html", template="t.pptx"),
        lambda: made["B"],
        lambda: pm.portfolio(plan("A", ANA), today="soon"),
        lambda: pm.portfolio(7),
    ):
        with pytest.raises(pm.PowermapError) as refusal:
            wrong()
        assert refusal.value.say("en") != refusal.value.say("zh")


def test_an_empty_portfolio_is_a_page_too():
    made = pm.portfolio([])
    assert len(made) == 0
    assert made.value is None
    for lang in ("en", "zh"):
        assert "<h1>" in made.html(lang)
        assert made.json(lang)
        assert made.xlsx(lang)[:2] == made.pptx(lang)[:2] == b"PK"


def test_an_export_of_several_deals_is_several_accounts(tmp_path):
    text = "Name,Deal,Power\nAna,ERP,9\nBen,CRM,3\nAna,CRM,9\n"
    path = tmp_path / "export.csv"
    path.write_text(text)
    made = pm.portfolio(path, today=TODAY)
    assert [row.source for row in made] == ["export.csv · ERP", "export.csv · CRM"]
    assert [len(row.people) for row in made] == [1, 2]


def test_processes_give_the_same(tmp_path):
    plans = {"a": plan("A", ANA, BEN), "b": pm.northwind_plan(), "c": pm.northwind()}
    made = pm.portfolio(plans, today=TODAY)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pm.portfolio(plans, today=TODAY, executor=pool) == made


def test_accounts_of_one_name_are_told_apart_by_their_file(tmp_path):
    for name in ("a.yaml", "b.yaml"):
        pm.write(pm.northwind_plan(), tmp_path / name)
    tmp_path.joinpath("c.yaml").write_text("account: Acme\nstakeholders: [{name: Ana}]")
    made = pm.portfolio(tmp_path)
    name = "Northwind Steel · ERP renewal"
    assert [row.name for row in made][:2] == [f"{name} · a.yaml", f"{name} · b.yaml"]
    assert made["c.yaml"].name == "Acme"
    assert pm.portfolio(tmp_path / "a.yaml")["a.yaml"].name == name
    assert f"{name} · b.yaml" in made.html("zh")
