"""The fast reader of YAML says what the strict one says, and bounds its work."""

import io
import time

import pytest
from hypothesis import given, settings, strategies as st

import powermap as pm
from powermap.exchange.documents import yaml_text
from powermap.exchange.documents.libyaml import UnreadYamlError, load_values
from powermap.exchange.documents.yaml_text import dump_yaml, load_yaml

PIECES = (
    """a|b: |- |  |: |'x'|"y"|[|]|{|}|, |#c|~|null|é|&q |? |:|-|'|"|1.50|@|%|<<: |😀"""
)
TEXTS = st.lists(
    st.sampled_from([*PIECES.split("|"), "\n", "\n  ", "\n- ", "|\n", ">-\n", "\\n"]),
    max_size=14,
).map("".join)
WORDS = st.text(
    st.sampled_from("ab :#-?,[]{}&*!|>'\"%@`\n\t\\~=<é王😀\u2028\x85\ufeff\x07 01.eyN"),
    max_size=12,
)
VALUES = st.none() | st.booleans() | WORDS | st.integers() | st.floats()
DOCUMENTS = st.dictionaries(
    WORDS, VALUES | st.lists(VALUES | st.dictionaries(WORDS, VALUES)), max_size=4
)
LONG = "name: x\nnote: " + "y" * 60_000 + "\n"


@given(TEXTS)
@settings(deadline=None)
@pytest.mark.filterwarnings("ignore::ruamel.yaml.error.ReusedAnchorWarning")
def test_both_readers_say_the_same(text):
    # In a block, as the whole text of a plan is never a paragraph.
    text = "k:\n  " + text.replace("\n", "\n  ")
    try:
        fast = load_values(text)
    except UnreadYamlError:
        return
    try:
        slow = yaml_text._strict(text, "s", "load")
    except pm.FormatError:
        return
    assert fast == slow


@given(DOCUMENTS)
@settings(deadline=None)
def test_both_writers_write_the_same(document):
    assert dump_yaml(document) == yaml_text._dump_slowly(document, flow=False)


def test_ends_of_lines_of_old_yaml_are_characters():
    for text in ("a\u2028b", "\x85", "a\u2029  b"):
        long = f"{LONG}n: {text}c\nq: '{text}'\n"
        assert load_yaml(long, "s")["n"] == f"{text}c"
        assert load_yaml(long, "s")["q"] == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: b", "the key 'name' appears twice, line 3, column 1"),
        ("b: &a [x]\nc: *a", "aliases .* line 4, column 4"),
        ("b: [", "a value is missing, line"),
        ("b: [x}", "a comma or a closing bracket is missing, line 3"),
        ("b: !!python/object:os.system x", "tags .* line 3"),
        ("---\nb: 2", "a second document begins; keep one, line 3"),
        ("? [a]\n: b", "a list or a block stands where a key should be, line 3"),
        ("b: " + "[" * 20 + "]" * 20, "nested too deep .* line 3, column"),
        ("b: 'x", "a text is not closed"),
        (" b: c\n d: e", "line 3"),
        ("b: c: d", "a colon where none is allowed, line 3, column 5"),
    ],
)
def test_a_long_text_is_refused_in_our_words(text, told):
    with pytest.raises(pm.FormatError, match=told) as caught:
        load_yaml(LONG + text, "deal.yaml")
    assert str(caught.value).startswith("deal.yaml: ")
    assert caught.value.say("zh").isascii() is False


@pytest.mark.parametrize(
    "text", ["[" + "a," * 450_000 + "]", "a: 1\n- ", "{" * 900_000, "'" * 900_000]
)
def test_a_megabyte_is_read_or_refused_soon(text):
    text = f"name: x\nnote: {text}" + "\n" * (900_000 - len(text))
    start = time.process_time()
    with pytest.raises(pm.PowermapError):
        pm.read(io.StringIO(text), format="yaml")
    assert time.process_time() - start < 10


def test_it_is_read_without_libyaml_too(monkeypatch):
    text = "name: x\nstakeholders:\n- {name: Ana, power: 7}\n"
    fast = pm.read(io.StringIO(text), format="yaml")
    monkeypatch.setattr(yaml_text, "has_libyaml", lambda: False)
    assert pm.read(io.StringIO(text), format="yaml") == fast
    assert dump_yaml({"a": [1, "no"]}) == 'a:\n- 1\n- "no"\n'
