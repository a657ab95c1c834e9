"""A stance and contact toward each rival, in every kind of file, and never lost."""

import io

import openpyxl
import pytest

import powermap as pm
from powermap.errors import ModelError, PowermapWarning, TableError

ANA = pm.Stakeholder(
    "Ana Ruiz",
    rival_stances={"Contoso": "champion", "不作决定": "supporter"},
    rival_contacts={"Contoso": "deep"},
    loses_by_change=True,
)
CENTER = pm.BuyingCenter("ERP", [ANA, pm.Stakeholder("Ben Ode")])


def columns(text):
    shown = pm.inspect(io.StringIO(text), format="csv")
    return {each.title: each.fields for each in shown.tables[0].columns}, shown


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("suffix", ["yaml", "json", "csv", "xlsx", "graphml", "gexf"])
def test_every_file_keeps_the_stances_toward_rivals(tmp_path, suffix, lang):
    path = pm.write(CENTER, tmp_path / f"deal.{suffix}", lang=lang)
    plan = pm.read(path)
    assert plan.center == CENTER
    assert plan.rivals == ("Contoso",)


def test_frames_have_a_column_for_each_rival():
    frame = pm.to_frame(CENTER)
    assert list(frame["rival_stances: Contoso"].dropna()) == ["champion"]
    assert pm.from_frame(frame, name="ERP") == CENTER
    plain = pm.to_frame(pm.BuyingCenter("ERP", [pm.Stakeholder("Ben Ode")]))
    assert not [name for name in plain.columns if name.startswith("rival")]


@pytest.mark.parametrize(
    "header",
    [
        "Rival stance: Contoso",
        "Stance: Contoso",
        "Contoso stance",
        "Contoso's stance",
        "Stance toward Contoso",
        "Rival stance (Contoso)",
        "对手立场：Contoso",
        "对Contoso的立场",
        "rival_stances: Contoso",
    ],
)
def test_headers_name_a_rival_in_many_ways(header):
    found, shown = columns(f"Name;Stance;{header}\nAna;neutral;champion\n")
    assert found[header] == ("rival_stances: Contoso",)
    assert "Rival stance: Contoso" in shown.say()
    [ana] = shown.center
    assert (ana.stance, ana.rival_stances) == ("neutral", {"Contoso": "champion"})


@pytest.mark.parametrize(
    "header", ["Current stance", "Project stance", "Stance (1 = against)"]
)
def test_a_stance_of_ours_stays_ours(header):
    found, _ = columns(f"Name;{header}\nAna;neutral\n")
    assert found[header] == ("stance",)


def test_what_may_be_a_rival_is_kept_and_told():
    found, shown = columns("Name;Northwind stance\nAna;neutral\n")
    assert found["Northwind stance"] == ()
    [note] = shown.notes
    assert "name the column 'Rival stance: Northwind'" in str(note)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("Rival stance: Contosso", "did you mean 'Contoso'"),
        ("Rival stance", "does not say which rival"),
    ],
)
def test_an_unknown_rival_is_one_problem_of_its_column(tmp_path, header, says):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "People"
    for row in (["Name", header], ["Ana", "champion"], ["Ben", "enemy"]):
        book.active.append(row)
    rivals = book.create_sheet("Rivals")
    for row in (["Name"], ["Contoso"], ["Fabrikam"]):
        rivals.append(row)
    book.save(tmp_path / "deal.xlsx")
    with pytest.raises(TableError, match=says) as caught:
        pm.read(tmp_path / "deal.xlsx")
    assert len(caught.value.problems) == 1


def test_a_document_tells_the_unknown_rival_and_word():
    text = """
rivals: [Contoso]
stakeholders:
- {name: Ana, rival_stances: {Contosso: champion}}
- {name: Ben, rival_stances: {Contoso: foo}}
- {name: Cy, rival_stances: champion}
"""
    with pytest.raises(TableError) as caught:
        pm.read(io.StringIO(text), format="yaml")
    said = [str(each.message) for each in caught.value.problems]
    assert len(said) == 3
    for part in ("'Contosso' is not a rival", "'foo' is not a stance", "{Contoso: "):
        assert any(part in each for each in said), part


def test_a_plan_refuses_a_rival_that_it_does_not_name():
    with pytest.raises(ModelError, match="toward 'Contoso', who is not among"):
        pm.AccountPlan("Northwind", center=CENTER, rivals=["Fabrikam"])
    # "No decision" is a rival that every plan has.
    waiting = ANA.revised(rival_stances={"no decision": "champion"}, rival_contacts={})
    plan = pm.AccountPlan("Northwind", center=pm.BuyingCenter("ERP", [waiting]))
    assert plan.rivals == ()


def test_a_template_asks_for_the_rivals_that_are_named(tmp_path):
    path = pm.tables.template(tmp_path / "deal.xlsx", rivals=["Contoso", "Fabrikam"])
    with pytest.warns(PowermapWarning, match="no people"):
        shown = pm.inspect(path)
        pm.read(path)
    titles = [each.title for each in shown.tables[0].columns]
    assert "Rival stance: Fabrikam" in titles
    assert "Rival contact: Contoso" in titles


def test_nobody_outside_sees_the_other_camp():
    for level in ("partner", "customer"):
        for person in pm.redact(CENTER, level, key="a key for the tests"):
            assert not person.rival_stances
            assert not person.rival_contacts
            assert person.loses_by_change is None


def test_a_difference_names_the_rival():
    before = pm.BuyingCenter("ERP", [ANA.revised(rival_stances={})])
    after = pm.BuyingCenter("ERP", [ANA])
    said = [str(each.because) for each in pm.diff(before, after).moved]
    assert "Ana Ruiz: rival stance (Contoso) unknown → Champion." in said


def test_rows_of_one_person_and_wrong_words_are_told(tmp_path):
    text = "Id;Name;对手立场：Contoso\n1;Ana;内线\n1;Ana;敌人\n"
    (tmp_path / "deal.csv").write_text(text, encoding="utf-8")
    with pytest.warns(PowermapWarning) as notes:
        [ana] = pm.read(tmp_path / "deal.csv").center
    assert any("Contoso" in str(each.message) for each in notes)
    assert not ana.rival_stances
    assert "Champion" in ana.evidence or "champion" in ana.evidence
    text = "姓名;对手立场：Contoso\n张伟;内线\n李娜;支持者\n王芳;胡说\n"
    (tmp_path / "deal.csv").write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match="胡说"):
        pm.read(tmp_path / "deal.csv")


def test_one_rival_in_two_spellings_is_refused():
    spellings = [("Contoso", "CONTOSO"), ("no decision", "不作决定"), ("SAP ", "SAP")]
    for first, second in spellings:
        stances = {first: "champion", second: "enemy"}
        with pytest.raises(ModelError, match="mean the same rival; keep one"):
            pm.Stakeholder("Ana", rival_stances=stances)
        text = f"stakeholders: [{{name: Ana, rival_stances: {stances}}}]"
        with pytest.raises(TableError, match="mean the same rival; keep one"):
            pm.read(io.StringIO(text), format="yaml")


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".xlsx"])
@pytest.mark.parametrize("written", ["No Decision", "no-decision", "不作决定"])
def test_no_decision_among_the_rivals_is_no_second_one(tmp_path, suffix, written):
    # Plans listed it before every plan had it.
    answer = pm.plan.Assessment("insider", "+", rival=written)
    ana = pm.Stakeholder(
        "Ana", power="decider", rival_stances={written: "champion", "SAP": "enemy"}
    )
    plan = pm.AccountPlan(
        "Northwind",
        center=pm.BuyingCenter("ERP", [ana]),
        rivals=[written, "SAP"],
        assessments=[answer],
    )
    assert "PM311" not in {each.code for each in pm.check(plan)}
    path = tmp_path / f"deal{suffix}"
    pm.write(plan, path)
    assert pm.read(path) == plan


def test_a_template_for_no_decision_lists_it_as_no_rival(tmp_path):
    path = tmp_path / "deal.xlsx"
    pm.tables.template(path, sheets="all", rivals=["SAP", "No decision"])
    with pytest.warns(PowermapWarning, match="no people"):
        assert pm.read(path).rivals == ("SAP",)
    header = [cell.value for cell in openpyxl.load_workbook(path)["People"][1]]
    assert "Rival stance: No decision" in header


# A CSV file with words of a playbook is written with a warning.
@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
@pytest.mark.parametrize("suffix", [".yaml", ".json", ".xlsx", ".csv"])
@pytest.mark.parametrize("rivals", [["Contoso"], []])
def test_no_decision_is_read_as_a_playbook_calls_it(tmp_path, suffix, rivals):
    words = {"common.no_decision": "Status quo", "Stance.champion": "Coach"}
    playbook = pm.Playbook("Acme", wording={"en": words})
    toward = dict.fromkeys([*rivals, "No decision"], "champion")
    center = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana", rival_stances=toward)])
    path = tmp_path / f"deal{suffix}"
    pm.write(center, path, playbook=playbook)
    assert pm.read(path, playbook=playbook).center["Ana"].rival_stances == toward
    # A workbook carries its words; other files of people are read with the playbook.
    if suffix == ".xlsx":
        assert pm.read(path).center["Ana"].rival_stances == toward


def test_a_document_may_call_no_decision_as_its_playbook_does():
    playbook = pm.Playbook("Acme", wording={"en": {"common.no_decision": "Status quo"}})
    text = "stakeholders: [{name: Ana, rival_stances: {status quo: champion}}]"
    plan = pm.read(io.StringIO(text), format="yaml", playbook=playbook)
    assert dict(plan.center["Ana"].rival_stances) == {"No decision": "champion"}
    assert plan.rivals == ()
