"""A file that names its schema is valid by it, whatever plan it holds."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from ruamel.yaml import YAML
from tests.exchange.test_plan_round_trip import plans

import powermap as pm
from powermap.model.schema import json_schema, plan_schema

SCHEMAS = {
    schema["$id"]: jsonschema.Draft202012Validator(schema)
    for lang in ("en", "zh")
    for schema in (json_schema(lang), plan_schema(lang))
}

BOOK = """
[wording.en]
"Stance.champion" = "Coach"
[[custom_fields]]
table = "people"
name = "region"
titles = {en = "Region", zh = "区域"}
[[custom_fields]]
table = "people"
name = "visits"
titles = {en = "Visits", zh = "拜访"}
kind = "number"
"""
RICH = """
account: Northwind
rivals: [Contoso]
stakeholders:
- name: Ana Ruiz
  stance: champion
  power: 7.5
  region: North
  visits: 3
  rival_stances: {Contoso: opponent}
  claims:
  - {field: stance, value: champion, day: 2026-11-02, said_by: Kim}
- name: Ben Ode
"""


def faults(path):
    data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    address = data["$schema"]
    # JSON has no dates; editors read them as texts, too.
    plain = json.loads(json.dumps(data, default=str))
    return [error.message for error in SCHEMAS[address].iter_errors(plain)]


@pytest.mark.parametrize("suffix", ["yaml", "json"])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans(), lang=st.sampled_from(["en", "zh"]), whole=st.booleans())
def test_a_file_is_valid_by_the_schema_that_it_names(
    tmp_path_factory, suffix, plan, lang, whole
):
    file = tmp_path_factory.mktemp("schema") / f"deal.{suffix}"
    subject = plan if whole else plan.center
    pm.write(subject, file, schema=True, lang=lang)
    assert faults(file) == []


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_own_fields_claims_and_renamed_words_are_valid(tmp_path, suffix):
    (tmp_path / "powermap.toml").write_text(BOOK, encoding="utf-8")
    playbook = pm.read_playbook(tmp_path / "powermap.toml")
    for lang in ("en", "zh"):
        source = tmp_path / "source.yaml"
        source.write_text(RICH, encoding="utf-8")
        plan = pm.read(source, playbook=playbook)
        assert plan.center["Ana Ruiz"].custom
        file = tmp_path / f"deal.{suffix}"
        pm.write(plan, file, schema=True, lang=lang)
        assert faults(file) == []
