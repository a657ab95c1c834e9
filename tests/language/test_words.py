"""The words of both languages: same keys, same braces, all used, nothing untranslated."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from powermap.language import Language, label, say, synonyms
from powermap.model import Role
from powermap.model.vocabulary import VOCABULARIES, fold

from .conftest import (
    EN,
    FORMS,
    LANGS,
    SENTENCES,
    WORDS,
    ZH,
    braces_of,
    forms,
    used_keys,
)

MEMBERS = [member for vocabulary in VOCABULARIES for member in vocabulary]
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
SAME_IN_BOTH = {
    "list.plain",
    "list.places",
    "list.quoted",
    "list.arrow",
    "message.at_place",
    "difference.finding",
    "assessment.signed",
}
"""Sentences of braces and signs only."""
NUMBERS = {f"month.{number}" for number in range(1, 13)}
"""Months are numbers in Chinese."""


def test_there_is_a_file_for_each_language():
    names = {file.name for file in files("powermap.language").iterdir()}
    assert {name for name in names if name.endswith(".toml")} == {
        "en.toml",
        "zh.toml",
        "messages_en.toml",
        "messages_zh.toml",
    }
    assert LANGS == ("en", "zh")


def test_both_languages_have_the_same_keys_in_the_same_order():
    assert list(EN) == list(ZH)
    assert len(SENTENCES) > 500


def test_each_key_has_the_same_braces_in_every_form():
    for key in EN:
        wanted = braces_of(forms(EN[key])[0])
        for form in forms(EN[key]) + forms(ZH[key]):
            assert braces_of(form) == wanted, key


def test_plural_forms_differ():
    for key in SENTENCES:
        for entry in (EN[key], ZH[key]):
            if isinstance(entry, dict):
                assert entry["one"] != entry["many"], key


def test_everything_is_translated():
    for key in set(EN) - SAME_IN_BOTH:
        for form in forms(EN[key]):
            assert not HAN.search(form), key
        if key not in NUMBERS and not _is_only_braces(key):
            assert all(HAN.search(form) for form in forms(ZH[key])), key


def _is_only_braces(key: str) -> bool:
    text = re.sub(r"\{\w+\}", "", forms(EN[key])[0])
    return not re.search(r"[A-Za-z]", text)


def test_every_word_is_used_and_every_used_word_exists():
    used = used_keys()
    assert set(SENTENCES) - used == set()
    assert used - set(EN) == set()


@pytest.mark.parametrize("lang", LANGS)
def test_the_vocabularies_are_those_of_the_model(lang):
    written = {name: list(words) for name, words in WORDS[lang]["vocabulary"].items()}
    assert written == {
        each.__name__: [member.value for member in each] for each in VOCABULARIES
    }


@pytest.mark.parametrize("lang", LANGS)
def test_each_member_has_a_label(lang):
    for member in MEMBERS:
        words = synonyms(type(member).__name__, member.value, lang)
        assert label(member, lang) == words[0]
        assert words[0].strip() == words[0] != ""


def test_no_word_names_two_members():
    for vocabulary in VOCABULARIES:
        meant: dict[str, object] = {}
        for member in vocabulary:
            words = [member.value]
            for lang in LANGS:
                words += synonyms(vocabulary.__name__, member.value, lang)
            for word in words:
                assert meant.setdefault(fold(word), member) is member, word


FORMER_LABELS = (
    ("Answer", "?", "Not known"),
    ("Answer", "+", "in our favour"),
    ("TieKind", "influences", "sways"),
    ("Criterion", "insider", "内应(内部支持者)"),
    ("Stage", "prospect", "有希望客户"),
)
"""What earlier releases wrote into files."""


@pytest.mark.parametrize(("vocabulary", "value", "word"), FORMER_LABELS)
def test_labels_of_earlier_releases_are_still_read(vocabulary, value, word):
    accepted = []
    for lang in LANGS:
        accepted += [fold(each) for each in synonyms(vocabulary, value, lang)]
    assert fold(word) in accepted


@pytest.mark.parametrize("lang", LANGS)
def test_each_role_has_its_meaning_and_its_cell(lang):
    roles = [role.value for role in Role]
    assert list(WORDS[lang]["role"]) == roles
    assert list(WORDS[lang]["cell"]) == roles


@pytest.mark.parametrize("lang", LANGS)
def test_a_playbook_may_replace_every_word_of_a_vocabulary(lang):
    own = {}
    for number, member in enumerate(MEMBERS):
        own[f"{type(member).__name__}.{member.value}"] = f"our {number}"
    ours = Language(lang, own)
    assert [ours.label(member) for member in MEMBERS] == list(own.values())
    assert label(Role.OWNER, lang) == synonyms("Role", "owner", lang)[0]


@pytest.mark.parametrize("lang", LANGS)
def test_a_playbook_may_replace_every_sentence(lang):
    sentences = {key: FORMS[lang][key][-1] for key in SENTENCES}
    ours = Language(lang, {key: f"our {text}" for key, text in sentences.items()})
    for key, text in sentences.items():
        values = dict.fromkeys(braces_of(text), "Ana")
        assert ours.say(key, **values) == "our " + text.format(**values)
    assert not say(lang, "common.unknown").startswith("our")
