"""YAML and JSON: strict, bounded, stable line by line."""

import difflib
import io
import json

import pytest

from powermap.errors import FormatError, TableError
from powermap.exchange import read, write
from powermap.exchange.documents.text import render_text
from powermap.model import BuyingCenter, Stakeholder, json_schema


def yaml(text):
    return read(io.StringIO(text), format="yaml").center


def of_json(text):
    return read(io.StringIO(text), format="json").center


@pytest.mark.parametrize(
    "word",
    [
        "NO",
        "yes",
        "NA",
        "None",
        "NULL",
        "True",
        "1/2",
        "007",
        "1.50",
        "2024-01-01",
        "0x1F",
    ],
)
def test_a_name_stays_as_it_is_written(word):
    assert (
        yaml(f"name: x\nstakeholders:\n- name: {word}\n").stakeholders[0].name == word
    )


def test_what_is_empty_is_unknown():
    person = yaml(
        "stakeholders:\n- {name: Ana, title: , power: null, stance: ~}"
    ).stakeholders[0]
    assert (person.title, person.power, person.stance) == (None, None, None)


def test_words_in_chinese_and_any_case_are_understood():
    person = yaml(
        "stakeholders:\n- {姓名: 张伟, 权力: 决策者, Involvement: HIGH, veto: 是}"
    ).stakeholders[0]
    assert (person.power, person.involvement, person.can_veto) == (
        "decider",
        "high",
        True,
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: a\nname: b", "the key 'name' appears twice"),
        ("a: &a [x]\nb: *a", "aliases"),
        ("name: [", "YAML"),
        ("- a\n- b", "not a buying center"),
        ("name: !!python/object:os.system x", "tag"),
        ("a: 1\n---\nb: 2", "another document"),
        ("just words", "not a buying center"),
    ],
)
def test_yaml_that_is_no_buying_center_is_refused(text, told):
    with pytest.raises(FormatError, match=told):
        yaml(text)


BOMB = "\n".join(
    [
        "a0: &a0 [x,x,x,x,x,x,x,x,x]",
        *(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 50_000,
        "? " * 50_000,
        "!a " * 50_000,
    ],
)
def test_a_yaml_bomb_is_refused(text):
    with pytest.raises(FormatError) as caught:
        yaml(text)
    assert not any(
        word in str(caught.value) for word in ("max_depth", "Error", "recursion")
    )


def test_yaml_nested_deep_is_told_in_our_words():
    with pytest.raises(
        FormatError,
        match=r"^stream: lists .* nested too deep for a buying center, line 2, column",
    ):
        yaml("name: x\nnote: " + "[" * 20 + "]" * 20)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"name":' * 100_000, "[" * 100_000 + "]" * 100_000]
)
def test_json_nested_deep_is_refused_at_once(text):
    with pytest.raises(FormatError, match="too deep"):
        of_json(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"name": "a", "name": "b"}', "'name' appears twice"),
        ('{"name": NaN}', "NaN is not a number"),
        (
            '{"stakeholders": [{"name": "a", "power": Infinity}]}',
            "Infinity is not a number",
        ),
        ('{"name": ', "line 1"),
        ("[]", "not a buying center"),
        (
            f'{{"name": {"9" * 100_000}}}',
            "stream: a number has 100,000 digits; allowed: 300; write a text in quotes$",
        ),
    ],
)
def test_json_that_is_no_buying_center_is_refused(text, told):
    with pytest.raises(FormatError, match=told):
        of_json(text)


def test_every_problem_is_named_with_its_place():
    text = """
name: Deal
scael: {low: 0}
scale: {low: 0, hihg: 3}
stakeholders:
- {name: Ana, stanse: neutral}
- {name: Ben, power: 11, stance: suporter}
- {name: Cid, power: 五}
- {title: CEO}
- {name: Dee, power: 5, involvement: 12}
- Eve
ties:
- {source: ana, target: zoe}
- {source: ana, target: ana}
- {source: ana, target: dee, kind: boss}
"""
    with pytest.raises(TableError) as caught:
        yaml(text)
    found = {
        (each.sheet, each.row, each.column): str(each.message)
        for each in caught.value.problems
    }
    assert "did you mean 'scale'" in found[None, None, "scael"]
    assert "did you mean 'high'" in found["scale", None, "hihg"]
    assert "did you mean 'stance'" in found["stakeholders", 1, "stanse"]
    assert "did you mean 'supporter'" in found["stakeholders", 2, "stance"]
    assert "decider, influencer" in found["stakeholders", 3, "power"]
    assert "name is missing" in found["stakeholders", 4, "name"]
    assert "12" in found["stakeholders", 5, "involvement"]
    assert "not a block" in found["stakeholders", 6, None]
    assert "no one" in found["ties", 1, "target"]
    assert "themselves" in found["ties", 2, None]
    assert "kind of tie" in found["ties", 3, "kind"]


def test_json_does_not_take_truth_for_a_name():
    with pytest.raises(TableError, match="True is not text"):
        of_json('{"stakeholders": [{"name": true}]}')


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_a_change_to_one_person_changes_only_their_lines(rich, format):
    before = render_text(rich, format).splitlines()
    after = render_text(rich.replace("12", power=9, note="new"), format).splitlines()
    changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert {line[2:].split(":")[0].strip(' "') for line in changed} == {"note", "power"}
    assert len(changed) == 3


def test_a_person_added_in_yaml_only_adds_lines(rich):
    before = render_text(rich, "yaml").splitlines()
    after = render_text(
        rich.add(Stakeholder("Zoe", power="decider")), "yaml"
    ).splitlines()
    changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert changed == ["+ - name: Zoe", "+   id: zoe", "+   power: decider"]


def test_only_what_is_known_is_written():
    text = render_text(BuyingCenter("Deal", [Stakeholder("Ana Ruiz")]), "yaml")
    assert (
        text
        == "name: Deal\nscale:\n  low: 0\n  high: 10\nstakeholders:\n- name: Ana Ruiz\n  id: ana-ruiz\n"
    )


def test_written_json_follows_the_schema(tmp_path, rich):
    import jsonschema

    document = json.loads(
        write(rich, tmp_path / "deal.json").read_text(encoding="utf-8")
    )
    jsonschema.validate(document, json_schema())
    assert document["stakeholders"][0]["name"] == "Ana Ruiz"


def test_the_format_of_a_stream_is_seen_in_it():
    assert read(io.StringIO("name: x\nstakeholders: [{name: Ana}]")).center.name == "x"
    assert read(io.StringIO("name,power\nAna,8\n")).center["ana"].power == 8
    assert of_json('\ufeff\ufeff{"name": "x"}').name == "x"


def test_a_score_off_the_scale_is_told_beside_other_problems_but_not_when_the_scale_is_unreadable():
    with pytest.raises(TableError) as caught:
        yaml(
            "scale: {low: 1, high: 5}\nstakeholders:\n- {power: 11, involvement: -3, stance: suporter}"
        )
    assert [each.column for each in caught.value.problems] == [
        "stance",
        "name",
        "power",
        "involvement",
    ]
    assert str(caught.value.problems[2].message) == "power is 11; allowed: 1 to 5"
    with pytest.raises(TableError) as caught:
        yaml("scale: {low: 1, high: x}\nstakeholders:\n- {name: Ana, power: 50}")
    assert [each.column for each in caught.value.problems] == ["scale.high"]
