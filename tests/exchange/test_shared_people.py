"""People that several plans of one account share, in a file of their own."""

import pytest

import powermap as pm

PEOPLE = """# Everybody at Northwind
stakeholders:
  - {name: Ana Ruiz, title: CFO, power: 8}
  - {name: Ben Ode, title: CIO, department: IT}
  - {name: Cleo Park, title: Buyer}
ties:
  - {source: Ben Ode, target: Ana Ruiz, kind: reports_to}
"""
DEAL = """name: ERP
people: people.yaml
stakeholders:
  # our champion
  - {id: ben-ode, stance: champion}
  - {name: Ana Ruiz, power: 9, stance: neutral}
  - {name: Dev Shah, title: Consultant}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "erp.yaml").write_text(DEAL, encoding="utf-8")
    return tmp_path


def test_a_plan_says_only_what_is_its_own(folder):
    center = pm.read(folder / "erp.yaml").center
    ben, ana, dev = center
    assert (ben.title, ben.department, ben.stance) == ("CIO", "IT", pm.Stance.CHAMPION)
    assert (ana.title, ana.power, ana.stance) == ("CFO", 9, pm.Stance.NEUTRAL)
    assert dev.title == "Consultant"
    assert center.ties == (pm.Tie("ben-ode", "ana-ruiz", "reports_to"),)


def test_a_plan_without_people_of_its_own_has_everybody(folder):
    (folder / "crm.yaml").write_text("name: CRM\npeople: people.yaml\n")
    assert len(pm.read(folder / "crm.yaml").center) == 3


def test_what_is_shared_is_not_written_again(folder):
    file = folder / "erp.yaml"
    plan = pm.read(file)
    changed = plan.revised(center=plan.center.replace("Ana Ruiz", stance="supporter"))
    pm.write(changed, file)
    assert file.read_text() == DEAL.replace("neutral", "supporter")
    assert pm.read(file) == changed
    # A change of the shared file arrives in every plan.
    shared = folder / "people.yaml"
    shared.write_text(PEOPLE.replace("CIO", "CTO"))
    assert pm.read(file).center["ben-ode"].title == "CTO"


@pytest.mark.parametrize("suffix", ["yaml", "json", "xlsx"])
def test_every_format_keeps_the_plan(folder, suffix):
    plan = pm.read(folder / "erp.yaml")
    copy = pm.write(plan, folder / f"copy.{suffix}")
    assert pm.read(copy) == plan


def test_what_a_plan_does_not_know_any_more_stays_beside_the_shared_file(folder):
    file = folder / "erp.yaml"
    plan = pm.read(file)
    pm.write(plan.revised(center=plan.center.replace("Ana Ruiz", title=None)), file)
    assert "title: unknown" in file.read_text()
    assert "# our champion" in file.read_text()
    [ben, ana, _] = pm.read(file).center
    assert (ana.title, ben.title) == (None, "CIO")
    assert pm.read(file).center.people_file == "people.yaml"


def tie(source, target, kind):
    return pm.Tie(source, target, kind)


TIES = {
    "none": [],
    "another": [tie("ben-ode", "ana-ruiz", "influences")],
    "one more": [
        tie("ben-ode", "ana-ruiz", "reports_to"),
        tie("ben-ode", "ana-ruiz", "influences"),
    ],
    "a note": [pm.Tie("ben-ode", "ana-ruiz", "reports_to", note="since May")],
    "of others": [
        tie("ben-ode", "ana-ruiz", "reports_to"),
        tie("dev-shah", "ana-ruiz", "influences"),
    ],
}


@pytest.mark.parametrize("suffix", ["yaml", "json"])
@pytest.mark.parametrize("name", TIES)
def test_ties_of_a_plan_stand_beside_those_of_the_shared_file(folder, name, suffix):
    plan = pm.read(folder / "erp.yaml")
    changed = plan.revised(center=plan.center.revised(ties=TIES[name]))
    file = pm.write(changed, folder / f"other.{suffix}")
    found = pm.read(file).center
    assert found.people_file == "people.yaml"
    # Those of the shared file come last.
    assert sorted(found.ties, key=repr) == sorted(TIES[name], key=repr)


def test_a_plan_of_everybody_goes_on_to_have_everybody(folder):
    file = folder / "crm.yaml"
    file.write_text("name: CRM\npeople: people.yaml\n")
    pm.write(pm.read(file).revised(account="Northwind"), file)
    assert "stakeholders" not in file.read_text()
    nobody = pm.read(file)
    pm.write(nobody.revised(center=nobody.center.without("ana-ruiz")), file)
    assert [person.id for person in pm.read(file).center] == ["ben-ode", "cleo-park"]
    everyone = [person.id for person in pm.read(file).center]
    pm.write(nobody.revised(center=nobody.center.without(*everyone, "ana-ruiz")), file)
    assert len(pm.read(file).center) == 0
    assert pm.read(file).center.people_file == "people.yaml"


def test_a_plan_that_contradicts_the_shared_file_is_written_whole(folder):
    plan = pm.read(folder / "erp.yaml")
    (folder / "people.yaml").write_text("stakeholders: [{name: Ana Ruiz, power: x}]")
    with pytest.warns(pm.PowermapWarning, match="'people.yaml' .* says something else"):
        file = pm.write(plan, folder / "erp.yaml")
    assert pm.read(file).center.people_file is None


def test_no_file_outside_of_the_folder_is_read(folder):
    (folder / "plans").mkdir()
    deal = folder / "plans" / "deal.yaml"
    for named in ("../people.yaml", str(folder / "people.yaml")):
        deal.write_text(f"people: {named}\n")
        with pytest.raises(pm.FormatError, match="outside the folder"):
            pm.read(deal)
    deal.write_text("people: people.yaml\n")
    with pytest.raises(pm.FormatError, match="no such file"):
        pm.read(deal)
    (folder / "people.yaml").write_text("people: people.yaml\n")
    with pytest.raises(pm.FormatError, match="names another file"):
        pm.read(folder / "erp.yaml")


@pytest.mark.parametrize("name", ["Unknown", "TBD", "待定", "nobody yet"])
def test_a_person_may_be_called_unknown(folder, name):
    text = PEOPLE.replace("Cleo Park", name)
    (folder / "people.yaml").write_text(text, encoding="utf-8")
    everybody = folder / "all.yaml"
    everybody.write_text("name: ERP\npeople: people.yaml\n", encoding="utf-8")
    read = pm.read(everybody)
    assert [person.name for person in read.center] == ["Ana Ruiz", "Ben Ode", name]
    assert pm.read(pm.write(read, folder / "again.yaml")) == read


@pytest.mark.parametrize(
    ("ties", "fault"),
    [
        ("nonsense", "'nonsense' is not a list"),
        ("{a: b}", "is not a list"),
        ("[{source: [ana-ruiz], target: ben-ode}]", "is not text"),
        ("[{source: {a: b}, target: 5}]", "is not text"),
    ],
)
def test_ties_beside_shared_people_are_refused_as_elsewhere(folder, ties, fault):
    (folder / "erp.yaml").write_text(DEAL + f"ties: {ties}\n", encoding="utf-8")
    with pytest.raises(pm.errors.TableError) as refused:
        pm.read(folder / "erp.yaml")
    assert fault in str(refused.value)
