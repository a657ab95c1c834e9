"""The two languages say the same: same keys, same placeholders, a name for everything, and nothing left in English."""

from __future__ import annotations

import pickle
import re
import tomllib
from importlib.resources import files
from string import Formatter

import pytest

from powermap.errors import ModelError
from powermap.language import LANGS, HouseWords, label, say, synonyms
from powermap.model import Role
from powermap.model.vocabulary import VOCABULARIES, fold

BOOKS = {
    lang: tomllib.loads(
        files("powermap.language").joinpath(f"{lang}.toml").read_text(encoding="utf-8")
    )
    for lang in LANGS
}
MEMBERS = [member for vocabulary in VOCABULARIES for member in vocabulary]
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def entries(table, prefix=""):
    """Every entry by its dotted key, the forms of a plural (one, many) under the key of the sentence."""
    for key, value in table.items():
        if isinstance(value, dict) and value.keys() != {"one", "many"}:
            yield from entries(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def forms(entry):
    return (
        list(entry.values())
        if isinstance(entry, dict)
        else entry
        if isinstance(entry, list)
        else [entry]
    )


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


EN, ZH = (dict(entries(BOOKS[lang])) for lang in ("en", "zh"))
SENTENCES = [key for key in EN if not key.startswith("vocabulary.")]


def test_there_are_books_for_all_languages_and_only_for_them():
    there = {
        file.name
        for file in files("powermap.language").iterdir()
        if file.name.endswith(".toml")
    }
    assert there == {f"{lang}.toml" for lang in LANGS} == {"en.toml", "zh.toml"}


def test_the_two_books_have_the_same_keys():
    assert EN.keys() ^ ZH.keys() == set()
    assert len(SENTENCES) > 50


@pytest.mark.parametrize("key", EN)
def test_every_form_has_the_same_placeholders(key):
    wanted = placeholders(forms(EN[key])[0])
    assert [placeholders(form) for form in forms(EN[key]) + forms(ZH[key])] == [
        wanted
    ] * (len(forms(EN[key])) + len(forms(ZH[key])))


@pytest.mark.parametrize("key", EN)
def test_nothing_is_left_untranslated(key):
    assert all(HAN.search(form) for form in forms(ZH[key]))
    assert not any(HAN.search(form) for form in forms(EN[key]))
    assert not set(forms(EN[key])) & set(forms(ZH[key]))


@pytest.mark.parametrize("lang", LANGS)
def test_the_vocabularies_are_those_of_the_model(lang):
    written = {name: list(words) for name, words in BOOKS[lang]["vocabulary"].items()}
    assert written == {
        each.__name__: [member.value for member in each] for each in VOCABULARIES
    }


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_every_member_has_a_label(member, lang):
    assert (
        label(member, lang)
        == BOOKS[lang]["vocabulary"][type(member).__name__][member.value][0]
    )
    assert label(member, lang).strip() == label(member, lang) != ""


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_no_word_names_two_members(vocabulary):
    meant = {}
    for member in vocabulary:
        for lang in LANGS:
            for word in (
                member.value,
                *synonyms(vocabulary.__name__, member.value, lang),
            ):
                assert meant.setdefault(fold(word), member) is member, word


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_is_filled_with_its_values(key, lang):
    names = placeholders(forms(EN[key])[0])
    said = say(lang, key, **{name: f"<{name}>" for name in names})
    assert {name for name in names if f"<{name}>" in said} == names
    assert not set("{}") & set(said)


@pytest.mark.parametrize("lang", LANGS)
def test_every_role_has_its_meaning_and_its_cell(lang):
    assert (
        set(BOOKS[lang]["role"])
        == set(BOOKS[lang]["cell"])
        == {role.value for role in Role}
    )


@pytest.mark.parametrize(
    ("lang", "count", "said"),
    [
        ("en", 1, "1 person"),
        ("en", 0, "0 people"),
        ("en", 2, "2 people"),
        ("zh", 1, "1 人"),
    ],
)
def test_one_and_many(lang, count, said):
    assert say(lang, "common.people", count=count) == said


def test_a_language_that_there_is_not():
    with pytest.raises(ModelError, match="language is 'zn'; allowed: en, zh"):
        say("zn", "field.power")


# The words of a house ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_a_house_may_say_every_word_of_a_vocabulary_otherwise(lang):
    own = {
        f"{type(member).__name__}.{member.value}": f"our {number}"
        for number, member in enumerate(MEMBERS)
    }
    ours = HouseWords(lang, own)
    assert [label(member, ours) for member in MEMBERS] == list(own.values())
    assert [label(member, lang) for member in MEMBERS] == [
        synonyms(type(member).__name__, member.value, lang)[0] for member in MEMBERS
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_a_house_may_say_every_sentence_otherwise(lang):
    table = {key: value for key, value in BOOKS[lang].items() if key != "vocabulary"}
    sentences = {
        key: forms(entry)[-1] for key, entry in entries(table) if key.count(".") == 1
    }
    assert len(sentences) > 300
    ours = HouseWords(lang, {key: f"our {text}" for key, text in sentences.items()})
    for key, text in sentences.items():
        values = dict.fromkeys(placeholders(text), 3)
        assert say(ours, key, **values) == "our " + text.format(**values)


def test_two_houses_do_not_hear_each_other():
    one, other = (
        HouseWords("en", {"Role.owner": word})
        for word in ("Economic buyer", "Budget holder")
    )
    assert [label(Role.OWNER, each) for each in (one, other, "en", one)] == [
        "Economic buyer", "Budget holder", "Owner", "Economic buyer",
    ]  # fmt: skip
    assert label(Role.OWNER, pickle.loads(pickle.dumps(one))) == "Economic buyer"
    with pytest.raises(TypeError):
        one.words["Role.owner"] = "Sponsor"


@pytest.mark.parametrize(
    ("lang", "words", "told"),
    [
        ("de", {}, r"'de'; allowed: en, zh"),
        ("en", {"Role.ownr": "x"}, r"'Role.ownr'.*did you mean 'Role.owner'"),
        ("en", {"vocabulary.Role": "x"}, r"no words under 'vocabulary.Role'"),
        (
            "en",
            {"common.people": "people"},
            r"common.people are 'people'; .*needed: \{count\}",
        ),
        (
            "zh",
            {"common.no_role": "{x}"},
            r"common.no_role are '\{x\}'; .*needed: none",
        ),
        (
            "en",
            {"common.no_role": "a {brace"},
            r"'a \{brace' has a brace without its other half",
        ),
    ],
)
def test_words_that_a_house_cannot_have(lang, words, told):
    with pytest.raises(ModelError, match=told):
        HouseWords(lang, words)
