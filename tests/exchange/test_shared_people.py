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


def test_a_plan_that_contradicts_the_shared_file_is_written_whole(folder):
    plan = pm.read(folder / "erp.yaml")
    unknown = plan.revised(center=plan.center.replace("Ana Ruiz", title=None))
    with pytest.warns(pm.PowermapWarning, match="'people.yaml' .* says something else"):
        file = pm.write(unknown, folder / "erp.yaml")
    [ben, ana, _] = pm.read(file).center
    assert (ana.title, ben.title) == (None, "CIO")


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
