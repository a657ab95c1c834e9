"""What VS Code's support of YAML and JSON makes of the schemas, in both languages.

Runs the language servers of VS Code, from the folder of programs that npm installs:
``POWERMAP_LANGUAGE_SERVERS=node_modules/.bin``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.editors.language_client import LanguageClient

import powermap as pm

FOLDER = os.environ.get("POWERMAP_LANGUAGE_SERVERS")
pytestmark = pytest.mark.skipif(
    FOLDER is None, reason="set POWERMAP_LANGUAGE_SERVERS to where npm puts programs"
)
SERVERS = {"yaml": "yaml-language-server", "json": "vscode-json-language-server"}
SAID = {
    "en": {"title": "The person's job title", "enemy": "Enemy"},
    "zh": {"title": "职位名称。", "enemy": "敌人"},
}


@pytest.fixture(params=SERVERS)
def editor(request):
    program = Path(FOLDER) / SERVERS[request.param]
    client = LanguageClient([str(program), "--stdio"])
    yield request.param, client
    client.close()


def opened(editor, tmp_path, lang, stance):
    """A file that powermap writes with its schema, open in an editor."""
    suffix, client = editor
    ana = pm.Stakeholder("Ana Ruiz", title="CFO", stance="enemy")
    center = pm.BuyingCenter("ERP", [ana])
    plan = pm.AccountPlan(account="Northwind", center=center, objective="ERP")
    file = pm.tables.write(plan, tmp_path / f"deal.{suffix}", schema=True, lang=lang)
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(pm.tables.plan_schema(lang)), encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    address = pm.tables.plan_schema(lang)["$id"]
    assert text.count(address) == 1
    # Nothing is loaded from elsewhere in tests.
    text = text.replace(address, schema.as_uri()).replace("enemy", stance)
    return client, file.as_uri(), text, client.open(file.as_uri(), suffix, text)


@pytest.mark.parametrize("lang", SAID)
def test_an_editor_explains_completes_and_checks(editor, tmp_path, lang):
    suffix, _ = editor
    client, uri, text, wrong = opened(editor, tmp_path, lang, "enemy")
    assert wrong == []
    hover = client.at("hover", uri, text, '"title' if suffix == "json" else "title")
    assert SAID[lang]["title"] in json.dumps(hover, ensure_ascii=False)
    mark = '"stance": ' if suffix == "json" else "stance: "
    answer = client.at("completion", uri, text, mark)
    items = answer["items"] if isinstance(answer, dict) else answer
    found = {item["label"].strip('"'): item for item in items}
    assert {"champion", "enemy"} <= set(found)
    said = json.dumps(found["enemy"], ensure_ascii=False)
    assert SAID[lang]["enemy"] in said


def test_an_editor_marks_a_wrong_word(editor, tmp_path):
    *_, wrong = opened(editor, tmp_path, "en", "foe")
    assert any("champion" in each["message"] for each in wrong)
