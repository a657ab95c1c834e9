"""Nothing that must not be seen is in any byte of any output."""

from __future__ import annotations

import html
import json
import re
import unicodedata
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import powermap as pm
from powermap.charts import Chart
from powermap.cli import charts
from powermap.cli.difference import FORMATS as DIFFERENCES
from powermap.cli.findings import FORMATS as FINDINGS
from powermap.cli.network import FORMATS as NETWORKS
from powermap.cli.network import gathered
from powermap.cli.roles import TABLES
from powermap.method import check
from powermap.method.redact import COMMON, LEVELS, LITTLE, redact
from powermap.model import OrganizationNeed, PersonalNeed, Role, Stance
from powermap.model.given import only_people
from powermap.reporting import report
from powermap.words import synonyms

SECRET = "secret-words-of-ours"
PEOPLE = [
    pm.Stakeholder("Ana Ruiz", title="CFO, formerly assistant to Ben Ode", power="decider", stance="enemy", note=SECRET,
                   evidence=f"Ruiz: {SECRET}", organization_needs=["finance"], personal_needs=["security"],
                   contact="brief"),
    pm.Stakeholder("Ben Ode", power=7, involvement=8, stance="champion", declared_role="owner",
                   covered_by=["Kim Example"], department="Contoso liaison", organization="Ruiz & Sons"),
    pm.Stakeholder("张伟", department="张伟办公室", power="influencer"),
]  # fmt: skip
TIES = [pm.Tie("ana-ruiz", "ben-ode", "reports_to", 3, note=SECRET), pm.Tie("张伟", "ana-ruiz", "influences", 2)]
PLAN = pm.AccountPlan(
    "Ruiz Northwind", opportunity="What Ana Ruiz wants", center=pm.BuyingCenter("Ben Ode's ERP", PEOPLE, TIES,
                                                                                wanted_roles=["approver"]),
    team=[pm.Member("Kim Example", "knows BEN ODE")], rivals=["Contoso GmbH"], objective="Win RUIZ over",
    assessments=[pm.Assessment("insider", "+", evidence=SECRET), pm.Assessment("margin", "-", rival="Contoso GmbH"),
                 pm.Assessment("House rule", "+")],
    extra_criteria=[pm.ExtraCriterion("House rule", "win")],
    solution="As shown to ana.ruiz@northwind.example, against Contoso, by Kim Example; 张伟 likes it",
    actions=[pm.Action("Call Ruiz", who="Kim Example", with_people=["ana-ruiz"])], goals=[pm.Goal("Ode agrees")],
    pipeline=[pm.Prospect("Secret deal", "prospect", amount=987654)], strategy="flanking", seller="Kim Example",
    appraisal=[pm.Rating("targets", "Secret target", target=4321, actual=1234, comment=SECRET)], ignore=["PM304"],
)  # fmt: skip
NAMES = ["Ana", "Ruiz", "RUIZ", "ana-ruiz", "Ben Ode", "Ode", "ben-ode", "张伟"]
THINGS = [SECRET, "Contoso", "Secret deal", "Secret target", "987654", "987,654", "4321", "1234", "House rule"]
OURS = ["Kim", "Example"]


def everything(plan, folder, lang="en"):
    """Every byte that can be made of a plan."""
    center, made = plan.center, [plan.model_dump_json()]
    for kind in (*charts.OF_PEOPLE, *charts.OF_PLANS):
        chart = charts.drawn(plan, kind, lang=lang, title=None)
        made += [chart.svg(), chart.json(), chart.description]
    made += [pm.quadrant(center, placement=each, lang=lang).svg() for each in ("cells", "scores")]
    made += [pm.influence(center, lang=lang, departments=True).svg(), pm.influence(center, lang=lang).dot()]
    later = plan.revised(center=center.without(center.stakeholders[0].id), actions=())
    made.append(Chart(pm.difference(plan, later, lang=lang).scene).svg())
    made += [write(plan, later, lang) for write in DIFFERENCES.values()]
    written = report(plan, lang=lang, today="2027-01-01")
    made += [written.html(), written.markdown()]
    found = check(plan, today="2027-01-01", lang=lang)
    made += [write(found, lang) for write in FINDINGS.values()]
    made += [write(center, lang) for write in TABLES.values()]
    told = gathered(center, to=center.stakeholders[0].id, changes={}, share=1.0, reports=True, most=9, lang=lang)
    made += [write(told, lang) for write in NETWORKS.values()]
    return "\n".join([*made, *files(plan, folder, lang)])


def files(plan, folder, lang):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for suffix in ("yaml", "json", "xlsx"):
            pm.write(plan, folder / f"plan.{suffix}", lang=lang)
        for suffix in ("yaml", "json", "xlsx", "csv", "graphml", "gexf", "cyjs", "kumu.json", "mmd"):
            pm.write(plan.center, folder / f"people.{suffix}", lang=lang)
    for path in folder.iterdir():
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                # A theme is the same in every book; lists of what may be entered hold every word of a vocabulary.
                names = [name for name in book.namelist() if name.endswith((".xml", ".rels")) and "theme" not in name]
                parts = {name: book.read(name).decode() for name in names}
            yield from (re.sub("<dataValidations.*</dataValidations>", "", text) for text in parts.values())
        else:
            yield path.read_text(encoding="utf-8")


def leaks(found, words):
    """The words that a text holds, as they are or as a format spells them; not inside of a longer word or number."""
    forms = {word: {word, json.dumps(word)[1:-1], html.escape(word, quote=False)} for word in words if word}
    return [word for word, spelled in forms.items() if any(holds(found, form) for form in spelled)]


def holds(found, form):
    if form not in found:
        return False
    before, after = ("A-Za-z0-9" if each.isascii() and each.isalnum() else "" for each in (form[0], form[-1]))
    pattern = f"{f'(?<![{before}])' if before else ''}{re.escape(form)}{f'(?![{after}])' if after else ''}"
    return re.search(pattern, found) is not None


@pytest.mark.parametrize("level", LEVELS)
def test_no_name_and_no_secret_is_in_any_byte(level, tmp_path):
    found = everything(redact(PLAN, level), tmp_path)
    assert leaks(found, [*NAMES, *THINGS]) == []
    assert leaks(found, OURS) == (["Kim", "Example"] if level == "partner" else [])
    assert "northwind.example" not in found


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("level", LEVELS)
def test_the_demo_loses_its_names_and_what_the_level_may_not_see(level, lang, tmp_path):
    plan = pm.northwind_plan(lang)
    found = everything(redact(plan, level, lang=lang), tmp_path, lang)
    names = [part for person in plan.center for part in (person.name, person.id, *person.name.split())]
    prose = [text for person in plan.center for text in (person.note, person.evidence) if text]
    prose += [each.evidence for each in plan.assessments if each.evidence] + [*plan.rivals]
    prose += [each.name for each in (*plan.pipeline, *plan.appraisal) if each.name not in plan.center.name]
    prose += [str(each.amount) for each in plan.pipeline if each.amount] + [f"{900000:,}"]
    if level == "customer":
        prose += [member.name for member in plan.team] + [action.name for action in plan.actions] + [plan.objective]
    assert leaks(found, names) == []
    kept = " ".join([plan.solution, *(goal.name for goal in plan.goals)])
    assert leaks(found, {text for text in prose if text not in kept}) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_customers_report_and_files_hold_no_word_of_a_judgement(lang, tmp_path):
    plan = redact(pm.northwind_plan(lang), "customer", lang=lang)
    written = report(plan, lang=lang)
    found = "\n".join([written.html(), written.markdown(), plan.model_dump_json(exclude_none=True)])
    vocabularies = [Stance, OrganizationNeed, PersonalNeed, Role]
    members = [(kind.__name__, member.value) for kind in vocabularies for member in kind]
    words = {word for kind, value in members for word in synonyms(kind, value, lang)}
    # Words that the demo's titles and departments hold anyway.
    given = json.dumps(
        [plan.solution, *(f"{each.title} {each.department}" for each in plan.center)], ensure_ascii=False
    )
    found = re.sub("<style>.*</style>|classDef .*|font-[a-z]+=|image", "", found, flags=re.DOTALL)
    shown = [word for word in words if re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", found, re.IGNORECASE)]
    assert [word for word in shown if word.casefold() not in given.casefold()] == []


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_check_of_a_redacted_plan_judges_nothing(level, lang):
    assert not check(redact(pm.northwind_plan(lang), level), today="2030-01-01", lang=lang)
    assert redact(PLAN, level).ignore == ("PM",)


HOSTILE = [
    "<script>alert(1)</script>", "A & B", "$x$", "x|y", "`tick`", "(.*)+", "[a-z]", "\\d", "张 伟", "İpek Ş", "★", "Al",
    "José O'Neil", "Strauß", "An", "Will", "Ng", "J. R. Ewing", "欧阳静", "N" * 300, "Person", "Li Na",
]  # fmt: skip


@pytest.mark.parametrize("level", LEVELS)
def test_hostile_names_are_gone_from_every_text(level, tmp_path):
    people = [pm.Stakeholder(name, id=f"p{n}") for n, name in enumerate(HOSTILE)]
    texts = [pm.Goal(f"Meet {name}, then {name.upper()}.") for name in HOSTILE]
    plan = pm.AccountPlan(HOSTILE[1], center=pm.BuyingCenter("x", people), goals=texts, solution=" ".join(HOSTILE))
    hidden = redact(plan, level)
    found = "\n".join([hidden.account, hidden.solution, *(goal.name for goal in hidden.goals)])
    # "Person" is what pseudonyms begin with.
    assert [name for name in HOSTILE if name in found and name not in {"Person"}] == []
    assert "alert" not in everything(hidden, tmp_path)


def cleaned(text, *names, **more):
    people = [pm.Stakeholder(name, id=f"p{n}") for n, name in enumerate(names)]
    hidden = redact(pm.AccountPlan("A", center=pm.BuyingCenter("B", people), solution=text, **more), "customer")
    for n, person in enumerate(hidden.center):
        hidden = hidden.revised(solution=hidden.solution.replace(person.name, f"<{n}>"))
    return hidden.solution


@pytest.mark.parametrize(
    ("names", "text", "left"),
    [
        (["Alan Price"], "Price agrees: the price is too high", "<0> agrees: the price is too high"),
        (["Will Li"], "Li will ask; Will likes liLi", "<0> will ask; <0> likes liLi"),
        (["Li"], "Li likes Lima", "<0> likes Lima"),
        (["Ana van der Berg"], "BERG and the van of der", "<0> and the van of der"),
        (["An Bo"], "An offer to an Bo", "An offer to <0>"),
        (["Ana Ruiz", "Rob Ruiz"], "Ana Ruiz, Rob, Ruiz", "<0>, <1>, somebody"),
        (["Ana Ruiz"], "Ana\nRuiz; ana_ruiz; RuizPlan; Ana2", "<0>; <0>_<0>; RuizPlan; <0>2"),
        (["José Díaz"], unicodedata.normalize("NFD", "Jose, José, DÍAZ"), "<0>, <0>, <0>"),
        (["Strauß"], "STRAUSS Strauß strauss", "<0> <0> <0>"),
        (["方志远"], "请方总和志远来，方总是对的，对方总是", "请<0>总和<0>来，方总是对的，对方总是"),
        (["李 明"], "李明和李 明说明", "<0>和<0>说明"),
        (["张伟"], "张伟办公室，伟大", "<0>办公室，伟大"),
        (["Wei Zhang 张伟"], "请Wei来，张伟、ZHANG", "请<0>来，<0>、<0>"),
        (["J. R. Ewing"], "R. and J. met Ewing", "R. and J. met <0>"),
        (["Ana Ruiz"], "write to a.ruiz@x.example now", "write to (address left out) now"),
        (["Ana"], "nothing to hide", "nothing to hide"),
    ],
)
def test_what_counts_as_a_name_in_a_text(names, text, left):
    assert cleaned(text, *names) == left


def test_our_people_and_rivals_in_texts():
    more = {"rivals": ["Contoso GmbH", "甲软件有限公司"], "team": [pm.Member("Kim Example")]}
    assert cleaned("CONTOSO, Contoso GmbH, 甲软件; Kim Example", "Ana", **more) == (
        "a rival, a rival, a rival; one of us"
    )  # fmt: skip


def test_words_that_are_left_are_known():
    assert COMMON.isdisjoint(LITTLE)
    assert all(word == word.casefold() for word in COMMON | LITTLE)


def test_a_team_member_may_be_called_like_somebody_there():
    plan = pm.AccountPlan(
        "A", center=pm.BuyingCenter("B", [pm.Stakeholder("Li Na", covered_by=["LI NA"])]),
        team=[pm.Member("Li Na"), pm.Member("LI NA", "ours"), pm.Member("Ben")],
        actions=[pm.Action("Call Li Na", who="LI NA", with_people=["li-na"])],
    )  # fmt: skip
    hidden = redact(plan, "partner")
    assert [member.name for member in hidden.team] == [hidden.center.stakeholders[0].name, "Ben"]
    assert hidden.actions[0].who == hidden.team[0].name
    assert "Na" not in hidden.model_dump_json()


def test_a_text_that_grows_too_long_is_cut():
    long = " ".join(["Li"] * 330)
    hidden = redact(pm.AccountPlan(long, center=pm.BuyingCenter(long, [pm.Stakeholder("Li", title=long)])), "partner")
    assert (len(hidden.account), hidden.account[-1], len(hidden.center.stakeholders[0].title)) == (1000, "…", 1000)


def test_a_customer_sees_no_judgement_and_a_partner_no_words():
    customer, partner = redact(PLAN, "customer"), redact(PLAN, "partner")
    for person in customer.center:
        assert not person.model_dump(exclude={"id", "name", "title", "department", "organization"}, exclude_none=True,
                                     exclude_defaults=True)  # fmt: skip
    assert [person.stance for person in partner.center] == [person.stance for person in PLAN.center]
    assert {person.note for person in partner.center} == {None}
    assert (customer.strategy, customer.actions, partner.strategy) == (None, (), pm.Strategy.FLANKING)
    assert [(tie.kind, tie.strength, tie.note) for tie in customer.center.ties] == [
        (pm.TieKind.REPORTS_TO, None, None)
    ]  # fmt: skip
    assert [(tie.kind, tie.strength) for tie in partner.center.ties] == [(t.kind, t.strength) for t in PLAN.center.ties]
    assert customer.center.wanted_roles == ()
    assert len(customer.goals) == len(partner.goals) == 1


@pytest.mark.parametrize("level", LEVELS)
def test_what_a_level_loses_is_a_field_that_there_is(level):
    kinds = {"person": pm.Stakeholder, "tie": pm.Tie, "center": pm.BuyingCenter, "plan": pm.AccountPlan}
    for part, kind in kinds.items():
        assert set(LEVELS[level].get(part, ())) <= set(kind.model_fields)
    assert set(LEVELS[level].get("kinds", ())) <= {kind.value for kind in pm.TieKind}


def test_a_level_of_the_house():
    own = {"auditor": {"person": ("note",), "plan": ("pipeline",)}}
    hidden = redact(PLAN, "auditor", levels=own)
    assert (hidden.pipeline, hidden.rivals, hidden.ignore) == ((), PLAN.rivals, PLAN.ignore)
    assert {person.note for person in hidden.center} == {None}
    assert leaks(hidden.model_dump_json(), ["Ana", "Ruiz", "Ode", "张伟"]) == []


def test_a_buying_center_alone_and_an_empty_plan():
    assert redact(pm.BuyingCenter("ERP"), "customer") == pm.BuyingCenter("ERP")
    assert redact(pm.AccountPlan("ERP"), "customer") == pm.AccountPlan("ERP", ignore="PM")
    assert redact(PLAN.center, "partner") == redact(only_people(PLAN.center), "partner").center


def test_redacted_twice_is_redacted():
    once = redact(PLAN, "customer")
    assert leaks(redact(once, "customer").model_dump_json(), NAMES + THINGS + OURS) == []


def test_pseudonyms_are_stable_whoever_else_is_there_and_depend_on_the_key():
    alone = redact(pm.BuyingCenter("ERP", PEOPLE[:1]), "partner").stakeholders[0].name
    assert redact(PLAN, "partner").center.stakeholders[0].name == alone
    assert redact(PLAN, "partner", key="house").center.stakeholders[0].name != alone
    assert redact(PLAN, "partner", lang="zh").center.stakeholders[0].name.startswith("人员")


@given(st.lists(st.text("abcdefghij张伟李娜", min_size=3, max_size=9), min_size=1, max_size=40, unique=True))
@settings(max_examples=40, deadline=None)
def test_nobody_is_lost_and_everybody_has_a_name_of_their_own(names):
    center = pm.BuyingCenter("ERP", [pm.Stakeholder(name, id=f"p{n}") for n, name in enumerate(names)])
    hidden = redact(center, "partner")
    assert len({person.name for person in hidden}) == len({person.id for person in hidden}) == len(names)


@given(st.lists(st.text(min_size=1, max_size=12).filter(str.isprintable), min_size=1, max_size=6), st.text(max_size=60))
@settings(max_examples=80, deadline=None)
def test_any_names_and_any_text_are_taken(names, text):
    try:
        people = [pm.Stakeholder(name, id=f"p{n}") for n, name in enumerate(names)]
        plan = pm.AccountPlan("A", center=pm.BuyingCenter("B", people), solution=f"{text} {' '.join(names)}")
    except pm.ModelError:
        return
    hidden = redact(plan, "customer")
    assert len(hidden.center) == len(names)


def test_a_level_that_does_not_exist():
    with pytest.raises(
        pm.ModelError, match=r"level is 'costumer'; allowed: partner, customer \(did you mean 'customer'\?\)"
    ):
        redact(PLAN, "costumer")
