"""Every sentence reads well with 0, 1, 2 and 5, with one person and with several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

import powermap
from powermap.language import (
    Days,
    Language,
    Listed,
    Money,
    Percent,
    Reason,
    Texts,
    Value,
)
from powermap.model import (
    AccountPlan,
    Action,
    Answer,
    BuyingCenter,
    Contact,
    Goal,
    Member,
    Power,
    Prospect,
    Role,
    Stakeholder,
    Stance,
    Strategy,
    Tie,
)
from powermap.model.playbook import Playbook

from .conftest import EN, LANGS, SENTENCES, ZH, braces_of, forms

COUNTS = (0, 1, 2, 5)
NAMES = ("Ana Ruiz", "Ben Ode", "Cleo Wang", "Dev Patel", "Eva Lund")

MOST_WORDS = 25
"""Of an English sentence."""
MOST_SIGNS = 60
"""Of a Chinese sentence."""

TEXTS: dict[str, Value] = {
    "account": "Northwind",
    "actual": 8,
    "amount": Money(1_250_000),
    "before": Percent(0.4),
    "after": Percent(0.5),
    "by": 10,
    "chance": Percent(0.25),
    "change": "Risk: + → -",
    "code": "PM101",
    "cut": 5,
    "date": date(2026, 10, 28),
    "day": date(2026, 10, 28),
    "days": Days(30),
    "expected": Money(300_000),
    "gain": Money(25_000),
    "known": Percent(0.75),
    "low": 0,
    "high": 10,
    "met": Percent(0.4),
    "unmet": Percent(0.4),
    "most": Percent(2),
    "next_step": "Ask.",
    "number": 3,
    "period": 90,
    "power": Power.DECIDER,
    "present": Contact.BRIEF,
    "wanted": Contact.DEEP,
    "rank": 1,
    "rate": Percent(0.5),
    "rival": "Contoso",
    "role": Role.OWNER,
    "score": 7.5,
    "share": Percent(0.6),
    "sign": "+",
    "stance": Stance.NEUTRAL,
    "starts": 100,
    "strategy": Strategy.FLANKING,
    "best": Strategy.FLANKING,
    "chosen": Strategy.FRONTAL,
    "strength": Percent(0.64),
    "support": "+0.40",
    "support_before": "0.00",
    "target": 9,
    "title": "Northwind ERP",
    "today": date(2026, 10, 28),
    "total": 12,
    "answer": Answer.PLUS,
    "tail": "",
    "veto": "",
    "worth": Money(300_000),
    "year": 2026,
}
"""What fills a brace, unless the key below says otherwise."""

PEOPLE = {"people", "names", "rivals", "questions", "actions", "team"}
"""Braces that are filled with a list."""

CLAUSES: dict[str, dict[str, Value]] = {
    "account_at": {"relationship": "Partner", "because": "Both are met."},
    "ask": {"questions": "Can we win?"},
    "described_tie": {"tie": Reason("tie.influences", source="Ana", target="Ben")},
    "finding_appeared": {"finding": "PM101 No people."},
    "finding_gone": {"finding": "PM101 No people."},
    "first": {"message": "No decision maker is known."},
    "next": {"because": "Decides; neutral, only brief contact."},
    "rests_on": {"people": Reason("common.people", count=5)},
    "rests_on_assumed": {"people": Reason("common.people", count=5)},
    "few": {"people": 5},
    "day": {"year": 2026, "month": 10, "day": 28},
}
"""What fills the braces of sentences that hold other sentences."""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("count", COUNTS)
def test_every_sentence_reads_well(lang, count):
    language = Language(lang)
    faults = []
    for key in SENTENCES:
        text = language.say(key, **_values(key, count, lang))
        faults += [f"{key}: {fault}: {text}" for fault in _faults(text, lang, count)]
    assert faults == []


QUESTIONS = {"en": "Can we win?", "zh": "我们是否能赢？"}
"""A question in the language of the sentence that quotes it."""


def _values(key: str, count: int, lang: str = "en") -> dict[str, Value]:
    """A value for each brace of a sentence, and the count that chooses its form."""
    last = key.rpartition(".")[2]
    values: dict[str, Value] = {"count": count, "question": QUESTIONS[lang]}
    people = Listed(NAMES[: max(1, count)], most=3)
    for name in braces_of(forms(EN[key])[0]):
        if name in values:
            continue
        if name in PEOPLE:
            values[name] = people
        else:
            values[name] = TEXTS.get(name, "Ana Ruiz")
    values.update(CLAUSES.get(last, {}))
    return values


def _faults(text: str, lang: str, count: int) -> Iterator[str]:
    if "{" in text or "}" in text:
        yield "a brace is not filled"
    if "  " in text:
        yield "double space"
    if (
        re.search(r"\s[,;:!?，。；：！？、）]|\s\.(?![a-z])", text)
        and text.strip() not in " → ; : , "
    ):
        yield "space before punctuation"
    # 1..5 is how a scale is written.
    if re.search(r"[,;，；、][.。;；]|(?<!\d)\.\.(?!\d)|。。|\?\.|？。|，，|,,", text):
        yield "two signs in a row"
    if re.search(r"[a-z)%][.?!][A-Z]", text):
        yield "no space between sentences"
    if lang == "en":
        yield from _faults_of_number(text, count)
    else:
        yield from _faults_in_chinese(text)


def _faults_of_number(text: str, count: int) -> Iterator[str]:
    many = r"people|persons|days|findings|answers|ties|goals|actions|prospects|steps"
    one = r"person|day|finding|answer|tie|goal|action|prospect|decision maker|step"
    if re.search(rf"(?<![\d.,])1 (other )?({many})\b", text):
        yield "1 with a plural"
    if re.search(rf"(?<![\d.,])[025] (other )?({one})\b(?!s)", text):
        yield "a singular after another number than 1"
    if count == 1 and re.search(
        r"\b(Ana Ruiz|1 \w+) (are|were|have|reach|lose)\b", text
    ):
        yield "one with a plural verb"
    if count > 1 and re.search(
        r"\b(Ode|more|\d people) (is|was|has|reaches|loses)\b", text
    ):
        yield "several with a singular verb"


def _faults_in_chinese(text: str) -> Iterator[str]:
    if re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]", text):
        yield "half-width punctuation"
    if re.search(r"[，。；：！？、（）“”] | [，。；：！？、（）”]", text):
        yield "space beside full-width punctuation"
    without_days = re.sub(r"(\d+年)?\d+月\d+日", "", text)
    if re.search(r"[\u4e00-\u9fff]\d|\d[\u4e00-\u9fff]", without_days):
        yield "no space beside a digit"


def test_a_sentence_ends_in_both_languages_or_in_none():
    abbreviated = {"column.number"}
    for key in set(SENTENCES) - abbreviated:
        for form in forms(EN[key]) + forms(ZH[key]):
            assert _ending(form) == _ending(forms(EN[key])[0]), key


def _ending(text: str) -> str:
    signs = {"。": ".", "？": "?", "：": ":", "！": "!", "…": "…"}
    last = text.rstrip()[-1:]
    sign = signs.get(last, last)
    return sign if sign in {".", "?", ":", "!"} else ""


def test_a_text_of_several_sentences_ends_with_a_period():
    for key in SENTENCES:
        for form in forms(EN[key]):
            if re.search(r"[.?!] [A-Z{]", form):
                assert form[-1] in ".?!}", key


def test_sentences_are_short():
    long = set()
    for key in SENTENCES:
        english = Language("en").say(key, **_values(key, 2))
        chinese = Language("zh").say(key, **_values(key, 2, "zh"))
        # A message joins what is wrong and what to do by a semicolon.
        is_message = key.startswith("message.")
        for sentence in re.split(
            r"(?<=[.?!:;]) " if is_message else r"(?<=[.?!:]) ", english
        ):
            if len(sentence.split()) > MOST_WORDS:
                long.add(key)
        for sentence in re.split(r"[。？！；]" if is_message else r"[。？！]", chinese):
            if len(sentence) > MOST_SIGNS:
                long.add(key)
    assert long == set()


QUAINT = re.compile(
    r"\b(anew|nobody|somebody|sways?|judgement|organisations?|favour|colour"
    r"|house|told|of ours|for it|lesser|came|count nothing|wished?)\b|\d %",
    re.IGNORECASE,
)
"""Words of earlier releases that readers stumbled over."""


def test_sentences_are_in_plain_words():
    for code, texts in _texts_of_findings():
        assert not QUAINT.search(str(texts.choose("en"))), code
    for key in SENTENCES:
        for form in forms(EN[key]):
            assert not QUAINT.search(re.sub(r"\{\w+\}", "", form)), key
    for key in SENTENCES:
        for form in forms(ZH[key]):
            assert not re.search("同比|现值|拍板|贪心|职务|重点客户|机构需要", form), (
                key
            )


def test_one_word_for_what_is_unknown():
    for key in SENTENCES:
        for form in forms(EN[key]):
            assert not re.search(r"not known|unclear", form) or key.startswith(
                "meaning."
            ), key
        for form in forms(ZH[key]):
            assert not re.search("不明(?!确)|不清楚|不知道", form), key


# The sentences of findings and strategies -----------------------------------------


def _texts_of_findings() -> Iterator[tuple[str, Texts]]:
    for code, kind in Playbook().finding_kinds.items():
        for name in ("message", "why", "next_step"):
            yield f"{code}.{name}", Texts(getattr(kind, name))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("count", COUNTS)
def test_findings_read_well(lang, count):
    language = Language(lang)
    faults = []
    for key, texts in _texts_of_findings():
        # A declared role is compared for one person at a time.
        names = NAMES[:1] if key.startswith("PM106") else NAMES[: max(1, count)]
        values: dict[str, Value] = {"count": count}
        for name in braces_of(texts.choose(lang)):
            values[name] = TEXTS.get(name, count)
            if name in {"people", "criteria", "what"}:
                values[name] = Listed(names, most=3)
        text = language.text(Reason(texts, values))
        if text[-1:] not in ".?。？!！":
            faults.append(f"{key}: no end: {text}")
        faults += [f"{key}: {fault}: {text}" for fault in _faults(text, lang, count)]
    assert faults == []


# What a whole report says ---------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("count", COUNTS)
def test_a_report_reads_well(lang, count):
    plan = _plan(count)
    text = powermap.report(plan, lang=lang, today=date(2026, 11, 20)).markdown()
    faults = []
    for line in text.splitlines():
        cells = re.split(r" *\| *", line.replace("\\", ""))
        for cell in cells:
            shown = cell.removeprefix("#").strip("#-*> ")
            # Only the signs and numbers are checked: lists of people vary here.
            faults += [f"{fault}: {cell}" for fault in _faults(shown, lang, -1)]
    assert faults == []


def _plan(count: int) -> AccountPlan:
    """A plan in which each list has as many entries as asked."""
    people = []
    for number, name in enumerate(NAMES[:count]):
        person = Stakeholder(
            name,
            power="decider" if number % 2 == 0 else "influencer",
            involvement=("high", "low", None)[number % 3],
            stance=("neutral", "enemy", None)[number % 3],
            organization_needs=["finance"],
            meets_personal_needs=(True, None)[number % 2],
        )
        people.append(person)
    ids = [person.id for person in BuyingCenter("ERP", people)]
    ties = [Tie(one, other) for one, other in pairwise(ids)]
    return AccountPlan(
        "Northwind",
        center=BuyingCenter("ERP", people, ties=ties),
        team=[Member("Kim Berg"), Member("Lee Park")][:count],
        rivals=["Contoso", "Fabrikam"][:count],
        goals=[Goal(f"Goal {n}", due="2026-10-01") for n in range(count)],
        actions=[Action(f"Step {n}", due="2026-10-01") for n in range(count)],
        pipeline=[Prospect(f"Deal {n}", "prospect", amount=1e5) for n in range(count)],
    )
