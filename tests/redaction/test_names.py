"""What counts as a name in a text, in both languages, and what does not."""

from __future__ import annotations

import re
import unicodedata
import warnings
from functools import partial

import pytest
from hypothesis import given, settings, strategies as st

import powermap as pm
from powermap import redaction
from powermap.redaction import LEVELS
from powermap.redaction.audience import SENTENCES
from powermap.redaction.word_forms import plain, split_text
from powermap.redaction.word_lists import word_lists

KEY = "a key for the tests"
redact = partial(redaction.redact, key=KEY)
pseudonyms = partial(redaction.pseudonyms, level="customer", key=KEY)


def cleaned(text, *names, doubts=None, **more):
    """A text in which `<0>` stands for the first person.

    Words that may be names are added to `doubts`.
    """
    people = [pm.Stakeholder(name, id=f"x{n}") for n, name in enumerate(names)]
    center = pm.BuyingCenter("B", people)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", pm.PowermapWarning)
        plan = pm.AccountPlan("A", center=center, solution=text, **more)
        left = redact(plan, "customer", keep="solution").solution
    if doubts is not None:
        for warning in caught:
            doubts += re.findall(r"'([^']+)' \(", str(warning.message))
    for n, pseudonym in enumerate(pseudonyms(center).values()):
        left = left.replace(pseudonym.name, f"<{n}>")
    return left


NAMES_IN_TEXTS = [
    (
        ["Alan Price"],
        "Price agrees: the price is too high",
        "<0> agrees: the price is too high",
    ),
    (["Alan Price"], "mr price and Mrs. Price", "mr <0> and Mrs. <0>"),
    (["Will Li"], "Li will ask; Will likes lili", "<0> will ask; <0> likes lili"),
    (["Ben Ode"], "Ode's model, a code, ODE", "<0>'s model, a code, <0>"),
    (["May Lin"], "May I come in may? Ms. May", "<0> I come in may? Ms. <0>"),
    (["Li"], "Li likes Lima", "<0> likes Lima"),
    (["Ana van der Berg"], "BERG and the van of der", "<0> and the van of der"),
    (
        ["Anne-Marie van der Berg"],
        "A.-M. van der Berg, AnneMarie; A. Berg",
        "<0>, <0>; <0>",
    ),
    (["An"], "an- An-", "an- <0>-"),
    (
        ["白雪"],
        "明白总比不明白好，责任总监，白总",
        "明白总比不明白好，责任总监，<0>总",
    ),
    (["An Bo"], "An offer to an Bo; Mr. An", "An offer to <0>; Mr. <0>"),
    (["He Di"], "He said; Ms. Di", "He said; Ms. <0>"),
    (["Ana Ruiz", "Rob Ruiz"], "Ana Ruiz; Rob; Ruiz", "<0>; <1>; someone"),
    (
        ["Ana Ruiz"],
        "Ruiz, Ana; A. Ruiz; Ruiz A.; aruiz; ANARUIZ",
        "<0>; <0>; <0>; <0>; <0>",
    ),
    (
        ["Ana Ruiz"],
        "Ana\nRuiz; ana_ruiz.pptx; RuizPlan; Ana2",
        "<0>; <0>.pptx; <0>Plan; <0>2",
    ),
    (
        ["Robert Falk"],
        "Bob, Rob; Falks; R.F. asks; bobsleigh",
        "<0>, <0>; <0>; <0> asks; bobsleigh",
    ),
    (["Robert Falk", "Rob Ruiz"], "Rob and Bob", "<1> and someone"),
    (
        ["José Díaz"],
        unicodedata.normalize("NFD", "Jose; José; DÍAZ"),
        "<0>; <0>; <0>",
    ),
    (["Jürgen Müller"], "Mueller; Muller; MÜLLER; Juergen", "<0>; <0>; <0>; <0>"),
    (["Mueller"], "Müller", "<0>"),
    (["Strauß"], "STRAUSS Strauß strauss", "<0> <0> <0>"),
    (["Łukasz Øre"], "Lukasz; Ore; Oere", "<0>; <0>; <0>"),
    (["Иван Петров"], "Ivan; Петров; Petrov", "<0>; <0>; <0>"),
    (["Ana Ruiz"], "Ru\u00adiz; R\u200buiz; Ruiz; Аnа", "<0>; <0>; <0>; <0>"),
    (
        ["Ana Ruiz"],
        "Ru-iz, r.u.i.z, R U I Z, aRUIZ, A.R. and",
        "<0>, <0>, <0>, <0>, <0> and",
    ),
    (
        ["Head of Purchasing", "财务总监"],
        "the head of our purchasing, 财务",
        "the head of our purchasing, 财务",
    ),
    (
        ["Grace O'Neil"],
        "oneil; O’Neil; ONeil; a grace period",
        "<0>; <0>; <0>; a grace period",
    ),
    (["J. R. Ewing"], "R. and J. met Ewing; JR Ewing", "R. and J. met <0>; <0>"),
    (
        ["方志远"],
        "请方总和志远来，方总是对的，对方总是",
        "请<0>总和<0>来，方总是对的，对方总是",
    ),
    (
        ["李明哲"],
        "老李、小李、李工、李经理、李董、李副总、阿哲、哲哥",
        "<0>、<0>、<0>工、<0>经理、<0>董、<0>副总、<0>、<0>",
    ),
    (
        ["李明哲"],
        "Li Mingzhe; Mingzhe Li; Lǐ Míngzhé; Mr Li; LI",
        "<0>; <0>; <0>; Mr <0>; <0>",
    ),
    (["李 明"], "李明和李 明说明", "<0>和<0>说明"),
    (["张伟"], "张伟办公室，伟大，張偉，章伟", "<0>办公室，伟大，<0>，<0>"),
    (["张伟"], "Zhang Wei; zhangwei; by the wei", "<0>; <0>; by the wei"),
    (["Wei Zhang"], "张伟、老张、张总；Zhang", "<0>、<0>、<0>总；<0>"),
    (["Wei Zhang 张伟"], "请Wei来，张伟、ZHANG", "请<0>来，<0>、<0>"),
    (["吕静"], "Lü Jing, Lv Jing, Lyu Jing", "<0>, <0>, <0>"),
    (["曾伟"], "Zeng Wei", "<0>"),
    (["欧阳静"], "欧阳主任、老欧阳、Ouyang、静静", "<0>主任、<0>、<0>、<0>"),
    (
        ["高明"],
        "高工、高總；提高经理人水平，最高",
        "<0>工、<0>總；提高经理人水平，最高",
    ),
    (
        ["李明哲"],
        "李·明哲、李*明*哲、姓李的、李某、Mr.李",
        "<0>、<0>、<0>的、<0>某、Mr.<0>",
    ),
    (["时海"], "两小时，时总", "两小时，<0>总"),
    (["김철수"], "Kim Cheolsu; 김부장; 철수", "<0>; <0>부장; <0>"),
    (["สมชาย ใจดี"], "พบสมชายวันนี้", "พบ<0>วันนี้"),
    (
        ["Ana Ruiz"],
        "write to a.ruiz@x.example now",
        "write to (address removed) now",
    ),
    (
        ["Ana Ruiz"],
        "发到ana.ruiz@müller.example，或者ar@x.example.",
        "发到(address removed)，或者(address removed).",
    ),
    (["Ana"], "nothing to hide", "nothing to hide"),
]


def test_what_counts_as_a_name_in_a_text():
    wrong = []
    for names, text, expected in NAMES_IN_TEXTS:
        left = cleaned(text, *names)
        if left != expected:
            wrong.append((names, text, left))
    assert wrong == []


DOUBTS = [
    ("Alan Price", "the price, AP, Alen", ["price", "AP", "Alen"]),
    (
        "Judith Okafor",
        "Okafer, Okafro, Kafor, okafer, Judit, Okaforian",
        ["Okafer", "Okafro", "Kafor", "Judit", "Okaforian"],
    ),
    ("Robert Falk", "bob, RF", ["bob", "RF"]),
    ("李建设", "城市建设，LJS", ["建设", "LJS"]),
    ("方志远", "大方，小方", ["大方", "小方"]),
    ("Ana Ruiz", "nothing here", []),
]


def test_what_may_be_a_name_is_pointed_out():
    for name, text, expected in DOUBTS:
        doubts = []
        assert cleaned(text, name, doubts=doubts) == text
        assert doubts == expected, name


def test_our_people_and_rivals_in_texts():
    more = {
        "rivals": [
            "Contoso GmbH",
            "甲软件有限公司",
            "北京用友软件股份有限公司",
            "International Business Machines",
        ],
        "team": [pm.plan.Member("Kim Example"), pm.plan.Member("王芳")],
    }
    text = "CONTOSO; contoso; Contoso GmbH; IBM; the business; 甲软件; 用友; "
    text += "Kim; K. Example; Kimmy; 王总; 老王; Wang Fang"
    assert cleaned(text, "Ana", **more) == (
        "a rival; a rival; a rival; a rival; the business; a rival; a rival; our colleague; our colleague; our colleague; "
        "our colleague总; our colleague; our colleague"
    )


def test_an_id_is_a_name_where_it_says_one():
    people = [
        pm.Stakeholder("Ana Ruiz", id="ruizan"),
        pm.Stakeholder("Bea Ode", id="cfo"),
        pm.Stakeholder("C D", id="p7"),
    ]
    plan = pm.AccountPlan(
        "A", center=pm.BuyingCenter("B", people), solution="ruizan, the CFO, p7"
    )
    left = redact(plan, "customer", keep="solution").solution
    hidden = pseudonyms(plan.center)
    assert left == f"{hidden['ruizan'].name}, the CFO, {hidden['p7'].name}"


HOSTILE = [
    "<script>alert(1)</script>",
    "A & B",
    "$x$",
    "x|y",
    "`tick`",
    "(.*)+",
    "[a-z]",
    "\\d",
    "张 伟",
    "İpek Ş",
    "★",
    "Al",
    "José O'Neil",
    "Strauß",
    "An",
    "Will",
    "Ng",
    "J. R. Ewing",
    "欧阳静",
    "N" * 300,
    "Person",
    "Li Na",
]


@pytest.mark.parametrize("level", LEVELS)
def test_hostile_names_are_gone_from_every_text(level):
    people = [pm.Stakeholder(name, id=f"p{n}") for n, name in enumerate(HOSTILE)]
    texts = [pm.plan.Goal(f"Meet {name}, then {name.upper()}.") for name in HOSTILE]
    plan = pm.AccountPlan(
        HOSTILE[1],
        center=pm.BuyingCenter("x", people),
        goals=texts,
        solution=" ".join(HOSTILE),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pm.PowermapWarning)
        hidden = redact(plan, level, keep=SENTENCES)
    found = "\n".join(
        [hidden.account, hidden.solution, *(goal.name for goal in hidden.goals)]
    )
    # "Person" is what pseudonyms begin with.
    assert [name for name in HOSTILE if name in found and name not in {"Person"}] == []
    assert "alert" not in found


def plain_words(text):
    return [plain(text[start:end]) for start, end, _ in split_text(text)]


def usual(word):
    return plain(word) not in word_lists().ambiguous | {
        "person",
        "someone",
        "left",
        "out",
        "address",
    }


latin = (
    st.text("abcdefghijklmnopqrstuvwxyzäöüßéłñç", min_size=3, max_size=8)
    .map(str.title)
    .filter(usual)
)
filler = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=12
)
LATIN_WAYS = [
    str,
    str.upper,
    str.lower,
    lambda name: f"{name}'s",
    lambda name: ", ".join(reversed(name.split())),
    lambda name: f"{name[0]}. {name.split()[-1]}",
    lambda name: name.split()[-1],
    lambda name: name.split()[0],
    lambda name: f"Mr. {name.split()[-1]}",
    lambda name: "_".join(name.split()),
    lambda name: "".join(name.split()),
    lambda name: unicodedata.normalize("NFD", name),
    plain,
]


@given(
    latin,
    latin,
    st.lists(st.tuples(filler, st.sampled_from(LATIN_WAYS)), min_size=1, max_size=5),
)
@settings(max_examples=150, deadline=None)
def test_no_part_of_a_random_name_is_found_in_a_random_text(first, last, told):
    name = f"{first} {last}"
    text = " ".join(f"{before} {way(name)} ." for before, way in told)
    left = plain_words(cleaned(text, name))
    rest = {plain(first), plain(last), plain(name.replace(" ", ""))}
    assert rest.isdisjoint(left)


CHINESE_WAYS = [
    "{0}{1}",
    "老{0}",
    "小{0}",
    "{0}总",
    "{0}经理",
    "{0}工程师",
    "{0}主任",
    "{0}先生",
    "{0} {1}",
    "阿{2}",
    "{2}哥",
]


surnames = st.sampled_from("王李张刘陈杨黄赵吴周徐孙胡郭何林罗郑梁")
given_names = st.text(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛超明霞秀兰", min_size=1, max_size=2
)
between = st.sampled_from(["，请", "。见", "；问", "、"])


@given(
    surnames,
    given_names,
    st.lists(st.tuples(between, st.sampled_from(CHINESE_WAYS)), min_size=1, max_size=5),
)
@settings(max_examples=150, deadline=None)
def test_no_part_of_a_random_chinese_name_is_found_in_a_text(surname, given_name, told):
    text = "".join(
        before + way.format(surname, given_name, given_name[-1]) for before, way in told
    )
    assert not set(surname + given_name) & set(
        cleaned(f"{text}。", surname + given_name)
    )


@given(
    st.lists(
        st.text(min_size=1, max_size=12).filter(str.isprintable), min_size=1, max_size=6
    ),
    st.text(max_size=60),
)
@settings(max_examples=80, deadline=None)
def test_any_names_and_any_text_are_taken(names, text):
    try:
        people = [pm.Stakeholder(name, id=f"p{n}") for n, name in enumerate(names)]
        plan = pm.AccountPlan(
            "A",
            center=pm.BuyingCenter("B", people),
            solution=f"{text} {' '.join(names)}",
        )
    except pm.ModelError:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pm.PowermapWarning)
        assert len(redact(plan, "customer", keep=SENTENCES).center) == len(names)


LONG_TEXTS = (
    "a " * 16_000,
    "李" * 32_000,
    "Ruiz-" * 6_000,
    "A." * 16_000,
    "aB" * 16_000,
)


def test_a_hostile_text_does_not_take_long():
    people = [
        pm.Stakeholder(name, id=f"x{n}")
        for n, name in enumerate(["Ana Ruiz", "李李", "A B", "A. A. A."])
    ]
    center = pm.BuyingCenter("B", people)
    for text in LONG_TEXTS:
        plan = pm.AccountPlan("A", center=center, solution=text)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pm.PowermapWarning)
            assert "uiz" not in redact(plan, "partner").solution


def test_the_words_of_the_table():
    assert word_lists().common.isdisjoint(word_lists().little)
    known = word_lists()
    lists = [known.common, known.little, known.address, known.generic]
    assert all(
        word == plain(word) or not word.isascii() for each in lists for word in each
    )
    assert all(plain(name) == name for name in known.nicknames)
