"""Text in notes is data: a sentence that gives orders changes nothing by itself."""

import json

import pytest
from planted import PLANTED

import powermap as pm
from powermap.demo import northwind_changes, northwind_notes
from powermap.proposals import Change, Proposal, parse_proposal

CASES = [("en", text) for text in PLANTED[:10]] + [
    ("zh", text) for text in PLANTED[10:]
]


def test_there_are_ten_in_each_language():
    assert len(PLANTED) == len(set(PLANTED)) == 20


@pytest.mark.parametrize(("lang", "planted"), CASES)
def test_a_planted_instruction_changes_nothing_that_nobody_reviewed(lang, planted):
    plan = pm.northwind_plan(lang)
    notes = northwind_notes(lang)
    proposal = parse_proposal(northwind_changes(lang))
    reviewed = pm.apply(plan, proposal, source_text=notes)
    for text in (
        f"{planted}\n{notes}",
        notes.replace("\n\n", f"\n\n{planted}\n", 1),
        f"{notes}\n{planted}",
    ):
        applied = pm.apply(plan, proposal, source_text=text)
        assert applied.plan == reviewed.plan
        assert len(applied.accepted) == len(proposal)
    # With nothing proposed nothing happens, whatever the notes say.
    assert pm.apply(plan, Proposal(), source_text=planted).plan == plan


@pytest.mark.parametrize(("lang", "planted"), CASES)
def test_a_planted_instruction_in_a_value_is_a_text(lang, planted):
    """It is kept word for word where a text is asked for, and refused elsewhere."""
    plan = pm.northwind_plan(lang)
    person = plan.center.stakeholders[0]
    changes = [
        Change(person.id, "note", planted, quote=planted),
        Change(person.id, "stance", planted, quote=planted, day="2026-11-28"),
    ]
    applied = pm.apply(plan, Proposal(changes), source_text=planted)
    [refused] = applied.refused
    assert refused.change.field == "stance"
    new = applied.plan.center[person.id]
    assert new.note == planted
    assert new.revised(note=person.note) == person
    only_note = plan.center.replace(person.id, note=planted)
    assert applied.plan == plan.revised(center=only_note)


@pytest.mark.parametrize(("lang", "planted"), CASES)
def test_an_instruction_cannot_reach_settings_or_leave_out_the_quote(lang, planted):
    plan = pm.northwind_plan(lang)
    person = plan.center.stakeholders[0].id
    changes = [
        Change(field="ignore", value=["PM3"], quote=planted),
        Change(field="select", value=["PM1"], quote=planted),
        Change(field="audience", value="customer", quote=planted),
        Change(field="people_file", value="/etc/passwd", quote=planted),
        Change(person, "id", "x", quote=planted),
        Change(person, "photo", "../../secret.png", quote=planted),
        Change(person, "stance", "champion"),
        Change(person, kind="remove"),
    ]
    applied = pm.apply(plan, Proposal(changes), source_text=planted)
    assert len(applied.refused) == len(changes)
    assert applied.plan == plan


def test_a_new_record_has_the_words_of_the_notes_beside_those_of_its_value():
    plan = pm.northwind_plan()
    planted = PLANTED[0]
    forged = {"evidence": "The CEO signed", "note": "Sure", "said_by": "Robert Falk"}
    known = {"quote": planted, "source": "Kim", "day": "2026-11-28", "kind": "add"}

    def added(path, *names, **more):
        value = {**{name: forged[name] for name in names}, **more}
        change = Change(path=path, value=value, **known)
        applied = pm.apply(plan, Proposal([change]), source_text=planted)
        assert not applied.refused
        return applied.plan

    new = added("stakeholders: Eve Black", "evidence", "note")
    assert planted in new.center["Eve Black"].evidence
    new = added("ties: nils-berger → grace-tan, influences", "note", "said_by")
    tie = new.center.ties[-1]
    assert planted in tie.note
    assert tie.said_by == "Kim"
    new = added("assessments: risk, Contoso", "evidence", answer="+")
    assert planted in new.assessments[-1].evidence
    path = "claims: grace-tan, stance"
    new = added(path, "evidence", "said_by", value="champion")
    claim = new.center["grace-tan"].claims[-1]
    assert (claim.evidence, claim.said_by) == (planted, "Kim")


REFUSED = [
    ({"custom": {"Invented": 1}}, "there is no field"),
    ({"name": ["Eve"]}, "is not text"),
    ({"claims": [{"field": "stance", "value": "champion"}]}, "change of its own"),
    ({"photo": "../x.png"}, "how the file is kept"),
]


@pytest.mark.parametrize(("value", "why"), REFUSED)
def test_a_new_person_from_notes_has_no_more_than_notes_can_say(value, why):
    change = Change(
        path="stakeholders: Eve Black", kind="add", value=value, quote=PLANTED[0]
    )
    applied = pm.apply(pm.northwind_plan(), Proposal([change]), source_text=PLANTED[0])
    [refused] = applied.refused
    assert why in str(refused.because)
    assert refused.because.say("zh")


def test_the_command_line_writes_what_was_reviewed_and_no_more(powermap, tmp_path):
    path = pm.write(pm.northwind_plan(), tmp_path / "deal.yaml")
    before = path.read_bytes()
    notes = tmp_path / "notes.md"
    notes.write_text("\n".join(PLANTED), encoding="utf-8")
    changes = tmp_path / "changes.json"
    changes.write_text(json.dumps({"changes": []}), encoding="utf-8")
    done = powermap("propose", "apply", notes, changes, path)
    assert done.returncode == 0
    assert path.read_bytes() == before
