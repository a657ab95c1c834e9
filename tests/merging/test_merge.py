"""Two versions of one plan as one."""

import pytest
from hypothesis import given, settings

import powermap as pm
from powermap.exchange.documents.conflict_marks import Mark
from powermap.exchange.documents.document import parse_document
from powermap.exchange.documents.plan_document import document_of
from powermap.exchange.documents.settling import settle_document, take
from powermap.exchange.glossary import PLAIN
from powermap.exchange.plan_reader import read_plan
from powermap.merging import merge
from powermap.merging.comments import carry_comments, comments_in
from powermap.merging.files import continue_merge
from powermap.merging.identity import align
from powermap.merging.values import is_same
from versions import versions


def ours(document):
    return settle_document(document, take("ours"))


def theirs(document):
    return settle_document(document, take("theirs"))


@settings(max_examples=60)
@given(versions())
def test_a_version_that_changed_nothing_does_not_count(sides):
    base, one, other = sides
    assert merge(base, one, base).plan == one
    assert merge(base, base, other).plan == other
    assert merge(base, one, one).plan == one
    assert not merge(base, one, base).conflicts


@settings(max_examples=60)
@given(versions())
def test_it_does_not_matter_which_version_is_ours(sides):
    base, one, other = sides
    there = merge(base, one, other)
    back = merge(base, other, one)
    assert ours(there.document) == theirs(back.document)
    assert theirs(there.document) == ours(back.document)
    assert len(there.conflicts) == len(back.conflicts)


@settings(max_examples=60)
@given(versions())
def test_nothing_that_somebody_wrote_is_lost(sides):
    """Each field that a version changed is in the plan or among the conflicts."""
    base, one, other = sides
    merged = merge(base, one, other).document
    aligned = align(*(document_of(each, people_only=False) for each in sides))
    people = {person["id"]: person for person in merged.get("stakeholders", ())}
    before = {each["id"]: each for each in aligned.base.get("stakeholders", ())}
    for side, version in (("ours", aligned.ours), ("theirs", aligned.theirs)):
        for person in version.get("stakeholders", ()):
            old = before.get(person["id"], {})
            changed = {
                name: value
                for name, value in person.items()
                if not is_same(old.get(name), value)
            }
            for name, value in changed.items():
                kept = people[person["id"]][name]
                if isinstance(kept, Mark):
                    assert is_same(kept.taken(side), value)
                elif isinstance(value, list):
                    assert {*value} - {*old.get(name, ())} <= {*kept}
                elif not isinstance(value, dict):
                    assert is_same(kept, value)


@settings(max_examples=60)
@given(versions())
def test_the_other_side_of_every_conflict_makes_a_plan_too(sides):
    merged = merge(*sides)
    settled = theirs(merged.document)
    if settled:
        assert read_plan(parse_document(settled, "theirs", PLAIN), "ERP") is not None


def center(*people, ties=(), **facts):
    return pm.BuyingCenter("ERP", people, ties, **facts)


ANA = pm.Stakeholder("Ana Ruiz", title="CFO", power=8)
BEN = pm.Stakeholder("Ben Ode", title="CIO")
CLEO = pm.Stakeholder("Cleo Park")


def test_a_renamed_person_keeps_what_the_other_version_says():
    renamed = pm.Stakeholder("Ana Ruiz-Lopez", title="CFO", power=8)
    told = ANA.revised(stance="supporter")
    merged = merge(center(ANA, BEN), center(renamed, BEN), center(told, BEN))
    [ana, _] = merged.plan.center
    assert (ana.id, ana.stance) == ("ana-ruiz-lopez", pm.Stance.SUPPORTER)
    assert "'Ana Ruiz' is called 'Ana Ruiz-Lopez'" in str(merged.notes[0])


def test_a_person_whom_both_added_is_one():
    there = pm.Stakeholder("cleo  park", id="c7", stance="opponent")
    tie = pm.Tie("c7", "ana-ruiz")
    merged = merge(center(ANA), center(ANA, CLEO), center(ANA, there, ties=[tie]))
    assert [person.id for person in merged.plan.center] == ["ana-ruiz", "cleo-park"]
    assert merged.plan.center.ties == (pm.Tie("cleo-park", "ana-ruiz"),)
    assert [each.field for each in merged.conflicts] == ["name"]


def test_two_new_people_of_one_id_stay_two():
    one = pm.Stakeholder("Dev Shah", id="17")
    other = pm.Stakeholder("Eva Holm", id="17")
    merged = merge(center(ANA), center(ANA, one), center(ANA, other))
    people = {person.name: person.id for person in merged.plan.center}
    assert people == {"Ana Ruiz": "ana-ruiz", "Dev Shah": "17", "Eva Holm": "17-2"}


def line(source, target):
    return pm.Tie(source, target, "reports_to")


def test_a_circle_that_only_the_merge_makes_is_a_conflict():
    merged = merge(
        center(ANA, BEN),
        center(ANA, BEN, ties=[line("ana-ruiz", "ben-ode")]),
        center(ANA, BEN, ties=[line("ben-ode", "ana-ruiz")]),
    )
    assert merged.plan.center.ties == (line("ana-ruiz", "ben-ode"),)
    records = {each.record for each in merged.conflicts}
    assert records == {"Ana Ruiz → Ben Ode", "Ben Ode → Ana Ruiz"}


def test_two_managers_of_one_person_are_a_conflict():
    merged = merge(
        center(ANA, BEN, CLEO),
        center(ANA, BEN, CLEO, ties=[line("cleo-park", "ben-ode")]),
        center(ANA, BEN, CLEO, ties=[line("cleo-park", "ana-ruiz")]),
    )
    assert len(merged.conflicts) == 2
    assert merged.plan.center.ties == (line("cleo-park", "ben-ode"),)


def test_a_score_on_a_scale_that_the_other_version_changed_is_a_conflict():
    wide = center(ANA.revised(power=80), scale=pm.Scale(0, 100))
    merged = merge(center(ANA), wide, center(ANA, CLEO.revised(power=7)))
    [conflict] = merged.conflicts
    assert (conflict.record, conflict.field, conflict.theirs) == (
        "Cleo Park",
        "power",
        7,
    )
    assert merged.plan.center["cleo-park"].power is None


def test_a_removed_person_who_is_used_in_the_other_version_is_a_conflict():
    tie = pm.Tie("ben-ode", "ana-ruiz")
    merged = merge(center(ANA, BEN), center(ANA), center(ANA, BEN, ties=[tie]))
    assert [person.name for person in merged.plan.center] == ["Ana Ruiz"]
    assert {each.field for each in merged.conflicts} == {"removal"}
    document = merged.document
    assert theirs(document)["ties"][0]["source"] == "ben-ode"


def test_redacted_versions_and_other_things_are_refused():
    plan = pm.AccountPlan("Northwind", center=center(ANA))
    hidden = pm.redact(plan, level="partner")
    with pytest.raises(pm.ModelError, match="redacted"):
        merge(plan, plan, hidden)
    with pytest.raises(pm.ModelError, match="is of type int"):
        merge(plan, plan, 5)


def test_a_photo_keeps_the_folder_of_its_plan(tmp_path):
    """Without it a path would lead anywhere on this computer."""
    file = pm.write(center(ANA.revised(photo="ana.png")), tmp_path / "deal.yaml")
    plan = pm.read(file)
    changed = plan.revised(objective="A pilot")
    moved = plan.revised(center=plan.center.replace("Ana Ruiz", power=9))
    [ana] = merge(plan, changed, moved).plan.center
    assert ana.photo.folder == str(tmp_path)


def test_custom_fields_that_are_called_like_marks_are_values(tmp_path):
    def version(text):
        custom = {"removal": text, "conflict": text, "claims": text}
        plan = center(ANA.revised(custom=custom), BEN)
        return pm.AccountPlan("Northwind", center=plan, custom=custom)

    base, here, there = map(version, ("keep", "remove", "ours"))
    merged = merge(base, here, there)
    assert len(merged.conflicts) == 6
    assert not any("removed in" in str(each.because) for each in merged.conflicts)
    file = merged.save(tmp_path / "deal.yaml")
    continue_merge(file, take_side="theirs")
    assert pm.read(file).custom == there.custom
    assert pm.read(file).center == there.center


def test_a_conflict_about_a_claim_says_whose_it_is():
    def version(value):
        claim = pm.plan.Claim("stance", value, said_by="Kim", day="2026-01-01")
        return center(ANA.revised(claims=[claim]))

    merged = merge(*map(version, ("neutral", "supporter", "opponent")))
    said = str(merged.conflicts[0].because)
    assert "the claim of Kim about stance of Ana Ruiz" in said


COMMENTED = """# ours and theirs
name: ERP
客户利益相关者:
# met
- 姓名: Ana Ruiz # boss
  note: 'call #1 # no comment'
"""


def test_comments_of_both_versions_are_kept_and_what_looks_like_one_is_not():
    theirs = COMMENTED.replace("boss", "our boss")
    text = carry_comments("name: ERP\nstakeholders:\n- name: Ana Ruiz\n", theirs)
    assert comments_in(text) == {"# ours and theirs", "# met", "# our boss"}


def test_who_was_removed_takes_their_ties_along_in_the_file_too(tmp_path):
    tie = pm.Tie("ben-ode", "ana-ruiz")
    base = center(ANA, BEN)
    there = center(ANA, BEN.revised(power=9), ties=[tie])
    file = merge(base, center(ANA), there).save(tmp_path / "deal.yaml")
    continue_merge(file, take_side="ours")
    assert pm.read(file).center == center(ANA)


def test_a_json_file_keeps_the_order_of_its_keys(tmp_path):
    file = tmp_path / "ours.json"
    file.write_text('{"stakeholders": [{"power": 8, "name": "Ana Ruiz"}], "name": "E"}')
    plan = pm.read(file)
    there = plan.revised(center=plan.center.replace("Ana Ruiz", power=9))
    merged = merge(plan, plan, there).save(tmp_path / "out.json", comments_of=(file,))
    text = merged.read_text(encoding="utf-8")
    assert text.index("stakeholders") < text.rindex('"name": "E"')
