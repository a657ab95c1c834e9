"""A playbook in TOML: read with the key of every fault, written, described."""

import json
import tomllib

import jsonschema
import pytest

import powermap as pm
from powermap.errors import FormatError, PowermapWarning, TableError
from powermap.exchange.playbooks import (
    parse_playbook,
    playbook_schema,
    playbook_template,
    playbook_text,
    read_playbook,
    write_playbook,
)
from powermap.model import ExtraCriterion
from powermap.model.playbook import (
    CustomField,
    FindingKind,
    Improvement,
    Playbook,
    Severity,
    StepRule,
    StrategyRule,
    Tactics,
    Thresholds,
)
from powermap.model.vocabulary import (
    Contact,
    Involvement,
    Power,
    Relationship,
    Role,
    Source,
    Stage,
    Strategy,
    TieKind,
)

FULL = """
name = "Acme"
"$schema" = "playbook.json"

[wording.en]
"Stance.champion" = "Coach"
Role.owner = "Economic buyer"

[role_grid]
influencer = { low = "influencer" }

[relationship_grid]
both = "friend"

[tie_weights]
reports_to = [0.3, 0.4]

[wanted_contact]
gatekeeper = "several"
no_role = "none"
veto = "deep"

[[criteria]]
name = "Champion tested"
question = "win"

[[strategy.rules]]
strategy = "defend"
when = { inside = true, rival_inside = false }
points = 2
says = { en = "we are in", zh = "我方已在内部" }

[strategy.tactics.frontal]
guidelines = { en = ["Go first"], zh = ["先行"] }

[findings.PM101]
off = true

[findings.PM401]
severity = "info"
days = 45
title = { en = "Old" }

[[steps]]
key = "objective"
[[steps]]
key = "paper"
checks = ["solution"]
names = { en = "Paper process" }

[[improvements]]
name = "Win more"
group = "success"
kind = "rate"
by = 0.05
gate = "BEST"
stages = ["prospect"]

[appraisal_weights]
targets = 2

[half_lives]
stance = 14

[thresholds]
clear_lead = 2

[[custom_fields]]
table = "people"
name = "region"
titles = { en = "Region", zh = "区域" }
kind = "choice"
choices = ["North", "South"]
audience = ["partner"]
help = "Where they sit."

[style]
owner = "#1F5FA8"
"""


def test_every_table_is_read():
    found = parse_playbook(FULL)
    own = Playbook()
    assert found.name == "Acme"
    assert found.wording["en"] == {
        "Stance.champion": "Coach",
        "Role.owner": "Economic buyer",
    }
    cell = (Power.INFLUENCER, Involvement.LOW)
    assert found.role_grid == {**own.role_grid, cell: Role.INFLUENCER}
    assert found.relationship_grid[True, True] is Relationship.FRIEND
    assert found.tie_weights[TieKind.REPORTS_TO] == (0.3, 0.4)
    assert found.tie_weights[TieKind.TALKS_TO] == own.tie_weights[TieKind.TALKS_TO]
    assert found.wanted_contact[Role.GATEKEEPER] is Contact.SEVERAL
    assert found.wanted_contact[None] is Contact.NONE
    assert found.wanted_contact_of_veto is Contact.DEEP
    assert found.criteria == (ExtraCriterion("Champion tested", "win"),)
    assert found.strategy_rules[:-1] == own.strategy_rules
    assert found.strategy_rules[-1].strategy is Strategy.DEFEND
    assert found.tactics[Strategy.FRONTAL].guidelines == {
        "en": ("Go first",),
        "zh": ("先行",),
    }
    assert found.tactics[Strategy.FRONTAL].ways == own.tactics[Strategy.FRONTAL].ways
    assert "PM101" not in found.finding_kinds
    kind = found.finding_kinds["PM401"]
    assert (kind.severity, kind.days) == (Severity.INFO, 45)
    assert kind.title["en"] == "Old"
    assert kind.title["zh"] == own.finding_kinds["PM401"].title["zh"]
    assert [rule.key for rule in found.step_rules] == ["objective", "paper"]
    assert found.improvements == (
        Improvement("Win more", "success", "rate", 0.05, "BEST", (Stage.PROSPECT,)),
    )
    assert found.appraisal_weights[Source.TARGETS] == 2
    assert found.half_lives == {**own.half_lives, "stance": 14}
    assert found.thresholds == Thresholds(clear_lead=2)
    assert found.custom_fields[0].help == {"en": "Where they sit."}
    assert found.style == {"owner": "#1F5FA8"}
    jsonschema.validate(tomllib.loads(FULL), playbook_schema())


@pytest.mark.parametrize(
    "text, key, message",
    [
        ("wordng = 1", "wordng", "did you mean 'wording'"),
        ("wording = 1", "wording", "not a table"),
        ('wording.fr = {a = "b"}', "wording.fr", "allowed: en, zh"),
        ('[wording.en]\n"Role.ownr" = "x"', "wording.en.Role.ownr", "Role.owner"),
        ('role_grid.decider.low = "boss"', "role_grid.decider.low", "not a role"),
        ('role_grid.decidr.low = "owner"', "role_grid.decidr", "decider"),
        ("tie_weights.reports_to = [1, 0]", "tie_weights.reports_to", "below 1"),
        ('wanted_contact.owner = "daily"', "wanted_contact.owner", "not a contact"),
        ('criteria = [{name = "x"}]', "criteria[1]", "question is missing"),
        (
            'criteria = [{name = "Risk", question = "win"}]',
            "criteria[1].name",
            "one of the nineteen",
        ),
        (
            (
                '[[strategy.rules]]\nstrategy = "defend"\nwhen = {insidr = true}\n'
                'points = 1\nsays = "x"'
            ),
            "strategy.rules[1]",
            "inside",
        ),
        ("findings.PM999.off = true", "findings.PM999", "not a key here"),
        ('findings.PM401.severity = "high"', "findings.PM401.severity", "serious"),
        ("findings.PM401.days = -1", "findings.PM401.days", "below 0"),
        ('steps = [{key = "mine"}]', "steps[1]", "checks is missing"),
        (
            'steps = [{key = "objective", checks = ["x"]}]',
            "steps[1]",
            "not a check of a step",
        ),
        ('thresholds.clear_lead = "3"', "thresholds.clear_lead", "not a number"),
        (
            'custom_fields = [{table = "goals", name = "x"}]',
            "custom_fields[1]",
            "people, ties, plan",
        ),
        ("name = 5", "name", "not a text"),
    ],
)
def test_a_fault_is_named_with_its_key(text, key, message):
    with pytest.raises(TableError) as caught:
        parse_playbook(text, "acme.toml")
    [problem] = caught.value.problems
    assert problem.column == key
    assert message in str(problem.message)
    assert str(caught.value).startswith("acme.toml: 1 problem\n")


def test_all_faulty_tables_are_named_at_once():
    with pytest.raises(TableError) as caught:
        parse_playbook("wordng = 1\nthresholds.x = 2\nname = 3")
    assert len(caught.value.problems) == 3


def test_an_empty_playbook_changes_nothing(tmp_path):
    (tmp_path / "powermap.toml").touch()
    assert read_playbook(tmp_path / "powermap.toml") == Playbook()


def test_what_is_not_toml_is_refused(tmp_path):
    with pytest.raises(FormatError, match="not TOML"):
        parse_playbook("name = ")
    with pytest.raises(FormatError):
        read_playbook(tmp_path / "none.toml")


TEXTS = {"en": 'Say "it"\nnow', "zh": "说"}
EVERYTHING = Playbook(
    "Acme & Co",
    wording={"en": {"Role.owner": 'The "boss"'}, "zh": {"Role.owner": "老板"}},
    role_grid={**Playbook().role_grid, (Power.DECIDER, None): Role.OWNER},
    relationship_grid={
        **Playbook().relationship_grid,
        (True, True): Relationship.FRIEND,
    },
    tie_weights={**Playbook().tie_weights, TieKind.TALKS_TO: (0.3, 0.1)},
    wanted_contact={**Playbook().wanted_contact, None: Contact.NONE},
    wanted_contact_of_veto=Contact.DEEP,
    criteria=[ExtraCriterion("Paper = process", "worth")],
    criterion_questions={"Paper = process": TEXTS},
    strategy_rules=[StrategyRule("defend", {"inside": True}, 1.5, TEXTS)],
    tactics={
        **Playbook().tactics,
        Strategy.FRONTAL: Tactics({"en": ("a", "b")}, {"zh": ("c",)}),
        Strategy.DEFEND: Tactics({}, {}, TEXTS),
    },
    finding_kinds={
        code: kind for code, kind in Playbook().finding_kinds.items() if code != "PM101"
    },
    step_rules=[StepRule("objective", ("objective",)), StepRule("x", ("won",), TEXTS)],
    improvements=[Improvement("order", "order", "amount", 0.2)],
    appraisal_weights={**Playbook().appraisal_weights, Source.TARGETS: 3},
    half_lives={"stance": 14, "title": 400},
    thresholds=Thresholds(0.6, 2, 0.4),
    custom_fields=[
        CustomField(
            "people", "my region", {"zh": "区域"}, audience=("customer",), ask=TEXTS
        ),
        CustomField("plan", "tier", kind="choice", choices=("A", "B, C")),
    ],
    aliases={"field.my region": ("Patch", "片区"), "unknown": ("t.b.c.",)},
    style={"owner": "#1F5FA8"},
)


def test_a_playbook_that_is_written_is_read_as_it_was(tmp_path):
    path = write_playbook(EVERYTHING, tmp_path / "powermap.toml")
    assert read_playbook(path) == EVERYTHING
    jsonschema.validate(tomllib.loads(path.read_text("utf-8")), playbook_schema())
    assert parse_playbook(playbook_text(Playbook("Empty"))) == Playbook("Empty")


def test_what_a_company_says_of_no_strategy_is_not_read_as_powermaps():
    none = Playbook(tactics={Strategy.DEFEND: Tactics({}, {"en": ("a",)})})
    read_again = parse_playbook(playbook_text(none)).tactics
    empty = dict.fromkeys(Strategy, Tactics({}, {}))
    assert read_again == {**empty, **none.tactics}


def test_a_rule_in_python_is_left_out_with_a_note():
    texts = [{"en": "x"}] * 4
    kind = FindingKind("ACME1", Severity.INFO, *texts, rule=lambda judgment: [])
    ours = Playbook(finding_kinds={**Playbook().finding_kinds, "ACME1": kind})
    with pytest.warns(PowermapWarning, match="ACME1"):
        assert parse_playbook(playbook_text(ours)).finding_kinds == (
            Playbook().finding_kinds
        )


def test_the_template_is_powermaps_own_with_and_without_its_comments():
    text = playbook_template()
    assert list(parse_playbook(text).changes) == []
    lines = text.splitlines()
    at = lines.index("# [role_grid]")
    uncommented = "\n".join(line.removeprefix("# ") for line in lines[at:])
    found = parse_playbook(uncommented)
    own = Playbook()
    assert found.role_grid == own.role_grid
    assert found.tie_weights == own.tie_weights
    assert found.improvements == own.improvements
    examples = text[text.index("# [wording.en]") : text.index("# [role_grid]")]
    shown = [line for line in examples.splitlines() if "=" in line or "[" in line]
    code = [line.removeprefix("# ") for line in shown if not _is_prose(line)]
    assert parse_playbook("\n".join(code)).criteria[0].name == "Champion tested"


def _is_prose(line):
    text = line.removeprefix("# ")
    return not (text.startswith("[") or text.split(" ")[1:2] == ["="])


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(playbook_schema())
    json.dumps(playbook_schema())


def test_a_playbook_of_a_file_judges():
    ana = pm.Stakeholder("Ana", power="influencer", involvement="low")
    roles = pm.classify(pm.BuyingCenter("ERP", [ana]), playbook=parse_playbook(FULL))
    assert roles["ana"].role is Role.INFLUENCER
