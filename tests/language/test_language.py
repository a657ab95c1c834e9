"""One way to write percent, money, days, dates, lists; wording of a playbook."""

from __future__ import annotations

import pickle
import re
from datetime import date

import pytest

from powermap.errors import ModelError
from powermap.language import (
    LANGS,
    Capitalized,
    Days,
    Language,
    Listed,
    Money,
    Percent,
    Reason,
    Signed,
    Texts,
    as_language,
    say,
    sentences,
)
from powermap.language.lists import either, names_of
from powermap.model import Role, Stakeholder

ENGLISH = Language("en")
CHINESE = Language("zh")
JOINERS = ("comma", "clause", "plus", "semicolon", "or", "and", "arrow")


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_percent(language):
    expected = {
        0: "0%",
        0.0001: "<1%",
        0.0049: "<1%",
        0.005: "<1%",
        0.01: "1%",
        0.335: "34%",
        0.5: "50%",
        0.994: "99%",
        0.995: ">99%",
        1 - 1e-12: "100%",
        1: "100%",
        1.2: "120%",
        12.5: "1,250%",
        1e15: "1e+17%",
        -0.25: "-25%",
    }
    for share, text in expected.items():
        assert language.percent(share) == text
        assert language.text(Percent(share)) == text


def test_money_has_three_digits_and_thousands():
    expected = {
        0: "0",
        0.5: "0.5",
        1.005: "1",
        12.345: "12.3",
        950.4: "950",
        999.6: "1,000",
        1234: "1,230",
        123456: "123,000",
        1234567: "1,230,000",
        2e9: "2,000,000,000",
        -1234567: "-1,230,000",
    }
    for amount, text in expected.items():
        assert ENGLISH.money(amount) == text
        assert CHINESE.text(Money(amount)) == text
        assert ENGLISH.text(Money(amount, "EUR")) == f"EUR {text}"


def test_days_are_whole_and_have_a_plural():
    for count, text in {0: "0 days", 1: "1 day", 1.4: "1 day", 29.6: "30 days"}.items():
        assert ENGLISH.text(Days(count)) == text
    assert CHINESE.text(Days(12)) == "12 天"


def test_dates():
    assert ENGLISH.text(date(2026, 10, 28)) == "28 Oct 2026"
    assert CHINESE.text(date(2026, 10, 28)) == "2026年10月28日"
    assert ENGLISH.day(date(2026, 5, 1)) == "1 May 2026"
    assert CHINESE.day(date(2026, 5, 1)) == "2026年5月1日"


def test_numbers_and_truth():
    assert ENGLISH.number(0.1 + 0.2) == "0.3"
    assert ENGLISH.number(1250000) == "1,250,000"
    assert ENGLISH.text(7.0) == "7"
    assert ENGLISH.text(Signed(-0.178)) == "−0.18"
    assert ENGLISH.text(Signed(-0.001)) == "0.00"
    assert (ENGLISH.text(True), CHINESE.text(False)) == ("yes", "否")
    assert ENGLISH.text(None) == ""


def test_lists():
    names = ["Ana", "Ben", "Cleo", "Dev", "Eva"]
    people = [Stakeholder(name) for name in names]
    expected = {
        0: ("", ""),
        1: ("Ana", "Ana"),
        2: ("Ana, Ben", "Ana、Ben"),
        3: ("Ana, Ben, Cleo", "Ana、Ben、Cleo"),
        4: ("Ana, Ben, Cleo and 1 more", "Ana、Ben、Cleo及另外 1 人"),
        5: ("Ana, Ben, Cleo and 2 more", "Ana、Ben、Cleo及另外 2 人"),
    }
    for count, (english, chinese) in expected.items():
        listed = names_of(people[:count])
        assert ENGLISH.text(listed) == english
        assert CHINESE.text(listed) == chinese


def test_alternatives():
    for count, text in {
        0: "",
        1: "Ana",
        2: "Ana or Ben",
        3: "Ana, Ben or Cleo",
    }.items():
        assert ENGLISH.text(either(["Ana", "Ben", "Cleo"][:count])) == text
    assert CHINESE.text(either(["甲", "乙", "丙"])) == "甲、乙或丙"


def test_chinese_has_a_space_beside_a_digit_in_every_list():
    for joiner in JOINERS:
        for parts in (
            ["5 人", "19 项回答"],
            ["甲", "2"],
            ["2", "甲"],
            ["甲", "乙"],
            ["Q1", "Q2"],
        ):
            text = CHINESE.text(Listed(parts, joiner))
            assert not re.search(r"[\u4e00-\u9fff]\d|\d[\u4e00-\u9fff]", text)
    assert CHINESE.text(Listed(["甲", "乙"], "and")) == "甲和乙"
    assert CHINESE.text(either(["1", "2", "3"])) == "1、2 或 3"


@pytest.mark.parametrize("lang", LANGS)
def test_every_joiner_joins(lang):
    for joiner in JOINERS:
        text = Language(lang).text(Listed(["1", "2"], joiner))
        assert text.startswith("1")
        assert text.endswith("2")
        assert len(text) > 2


def test_sentences_follow_one_another_without_empty_ones():
    unknown = Reason("because.no_role")
    both = sentences([unknown, None, "", unknown])
    assert both.say("en").count(". ") == 1
    assert both.say("zh").count("。") == 2
    assert " " not in both.say("zh")
    assert sentences([]).say("en") == ""


def test_a_value_begins_a_sentence():
    assert ENGLISH.text(Capitalized("no path")) == "No path"
    assert ENGLISH.text(Capitalized("")) == ""
    assert CHINESE.text(Capitalized("没有路径")) == "没有路径"


def test_a_playbook_brings_texts_by_language():
    texts = Texts({"en": "Ask {who}.", "zh": "请问{who}。"})
    reason = Reason(texts, who="Ana")
    assert (str(reason), reason.say("zh")) == ("Ask Ana.", "请问Ana。")
    only_english = Texts({"en": "Ask."})
    assert CHINESE.text(only_english) == "Ask."


def test_one_and_many():
    texts = [say("en", "common.people", count=count) for count in (0, 1, 2, 5)]
    assert texts == ["0 people", "1 person", "2 people", "5 people"]
    assert say("zh", "common.people", count=1) == "1 人"


def test_a_reason_is_a_value():
    one = Reason("common.people", count=2)
    same = Reason("common.people", {"count": 2})
    assert one == same
    assert hash(one) == hash(same)
    assert one != Reason("common.people", count=3)
    assert one != Reason("common.nobody")
    assert pickle.loads(pickle.dumps(one)) == one
    assert repr(one) == "<Reason '2 people'>"
    with pytest.raises(AttributeError, match="a Reason cannot be changed"):
        one.key = "common.nobody"


def test_two_wordings_do_not_mix():
    buyer = Language("en", {"Role.owner": "Economic buyer"})
    holder = Language("en", {"Role.owner": "Budget holder"})
    plain = as_language("en")
    labels = [each.label(Role.OWNER) for each in (buyer, holder, plain, buyer)]
    assert labels == ["Economic buyer", "Budget holder", "Owner", "Economic buyer"]
    copied = pickle.loads(pickle.dumps(buyer))
    assert copied == buyer
    assert hash(copied) == hash(buyer)
    assert copied.label(Role.OWNER) == "Economic buyer"
    with pytest.raises(TypeError):
        buyer.wording["Role.owner"] = "Sponsor"


def test_wording_of_a_plural_replaces_both_forms():
    ours = Language("en", {"common.people": "{count} contacts"})
    assert ours.say("common.people", count=1) == "1 contacts"


REFUSED = [
    ("zn", {}, r"language is 'zn'; allowed: en, zh"),
    ("en", {"Role.ownr": "x"}, r"no word or sentence 'Role.ownr'.*mean 'Role.owner'"),
    ("en", {"vocabulary.Role": "x"}, r"no word or sentence 'vocabulary.Role'"),
    ("en", {"common.people": "people"}, r"common.people.*'people'.*\{count\}"),
    ("zh", {"common.no_role": "{x}"}, r"common.no_role.*'\{x\}'.*none"),
    ("en", {"common.no_role": "a {brace"}, r"'a \{brace' has an unmatched brace"),
]


@pytest.mark.parametrize(("code", "wording", "message"), REFUSED)
def test_refused_wording(code, wording, message):
    with pytest.raises(ModelError, match=message):
        Language(code, wording)


@pytest.mark.parametrize("text", ["", " ", "Boss\nof all", "Boss\x00", 5, None])
def test_a_wording_is_a_text_of_one_line(text):
    with pytest.raises(ModelError, match="write a text of one line"):
        Language("en", {"Role.owner": text})
