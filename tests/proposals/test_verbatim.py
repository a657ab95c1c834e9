"""A quote stands in the notes word for word, or it does not."""

from unicodedata import normalize

import pytest
from hypothesis import given, strategies as st

import powermap as pm
from powermap.proposals.verbatim import QuotedText

NOTES = QuotedText(
    "Call, 27 Nov.\r\nAna said: “We can’t\n   sign before May” — Zoe\u0308 agreed.\n"
    "He is unable to travel; able drivers wait.\n张伟说，他们\n五月签合同。\nBudget: 1 000 €"
)


@pytest.mark.parametrize(
    "quote",
    [
        "We can't sign before May",
        "“We can’t sign before May”",
        '"We can\'t sign\nbefore\tMay" — Zoë agreed',
        "Call, 27 Nov. Ana said",
        "able drivers wait",
        "他们五月签合同",
        "张伟说， 他们 五月",
        "Budget:\u00a01 000 €",
        "We can\u200b't si\u00adgn before May",
    ],
)
def test_what_a_reader_cannot_see_makes_no_difference(quote):
    assert NOTES.find(quote) >= 0


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("We can sign before May", "do not say"),
        ("we can't sign before may", "do not say"),
        ("We can't sign before June", "do not say"),
        ("We can't  sign before May!", "do not say"),
        ("before May We can't sign", "do not say"),
        ("他们六月签合同", "do not say"),
        ("五月签合同，他们", "do not say"),
        ("Budget: 1 000 $", "do not say"),
        ("able to travel", "within a word"),
        ("sign before Ma", "within a word"),
        ("in May", "too short"),
        ("”  —  “", "too short"),
        ("五月", "too short"),
    ],
)
def test_everything_else_does(quote, why):
    with pytest.raises(pm.ModelError, match=why):
        NOTES.find(quote)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@given(words, words, words)
def test_a_line_of_the_notes_stands_in_them(before, line, after):
    text = f"{before}\n{line}\n{after}"
    try:
        QuotedText(line).find(line)
    except pm.ModelError:
        return
    assert QuotedText(text).find(line) >= 0


@given(words, words)
def test_what_is_found_can_be_seen_in_the_notes(text, quote):
    try:
        QuotedText(text).find(quote)
    except pm.ModelError:
        return
    wanted = [each for each in normalize("NFC", quote) if each.isalnum()]
    seen = iter(normalize("NFC", text))
    assert all(letter in seen for letter in wanted)
