"""Answers to a criterion in words: clear, strong, 明确, and low where low is good."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Quoted, Reason
from powermap.model.choices import MemberKey
from powermap.model.field_words import unknown_words
from powermap.model.fields import field_book
from powermap.model.vocabulary import Answer, Criterion, find_member, fold

__all__ = ["answer_words", "is_answer_word", "parse_answer"]

_OTHER_SIDE = FrozenMapping({"plus": Answer.MINUS, "minus": Answer.PLUS})
_SIGNS = tuple(answer.value for answer in Answer)
_SIDE = FrozenMapping({"plus": Answer.PLUS, "minus": Answer.MINUS})


def parse_answer(criterion: Criterion | str | None, word: object) -> Answer:
    """The answer that a word gives to a criterion.

    Parameters
    ----------
    criterion : Criterion or str or None
        One of the nineteen, else a company's own, whose answers are signs.
    word : object
        A sign, one of their names, or what the course answers.

    Raises
    ------
    ModelError
        When it is no answer to this criterion.

    Examples
    --------
    >>> parse_answer(Criterion.RISK, "low"), parse_answer(Criterion.MARGIN, "低")
    (<Answer.PLUS: '+'>, <Answer.MINUS: '-'>)
    """
    if isinstance(word, Answer):
        return word
    if isinstance(word, str):
        # Before the general words: "unclear" answers what is asked to be clear.
        answer = _words_for(criterion).get(fold(word)) or find_member(Answer, word)
        if answer is not None:
            return answer
        if fold(word) in _words_for_unknown():
            return Answer.UNKNOWN
    raise _not_an_answer(criterion, word)


def answer_words(criterion: Criterion | str | None) -> Mapping[str, Answer]:
    """What words answer to a criterion, folded.

    Examples
    --------
    >>> answer_words(Criterion.URGENCY)["不明确"]
    <Answer.MINUS: '-'>
    """
    return _words_for(criterion)


@cache
def _words_for(criterion: Criterion | str | None) -> Mapping[str, Answer]:
    # What + means for a company's own criterion is not known: "high" may be bad there.
    if not isinstance(criterion, Criterion):
        return FrozenMapping({})
    words: dict[str, Answer] = {}
    for kind in field_book()["answers"].values():
        if criterion not in kind.get("only", tuple(Criterion)):
            continue
        if criterion in kind.get("not", ()):
            continue
        sides = _OTHER_SIDE if criterion in kind.get("turned", ()) else _SIDE
        for side, answer in sides.items():
            for word in kind[side]:
                words[fold(word)] = answer
    return FrozenMapping(words)


@cache
def _words_for_unknown() -> frozenset[str]:
    return frozenset(map(fold, unknown_words()))


@cache
def is_answer_word(word: str) -> bool:
    """Whether a word answers one of the nineteen criteria, or says that it is open.

    Examples
    --------
    >>> is_answer_word("strong"), is_answer_word("TBD"), is_answer_word("blue")
    (True, True, False)
    """
    if fold(word) in _words_for_unknown():
        return True
    return any(fold(word) in _words_for(criterion) for criterion in Criterion)


def _not_an_answer(criterion: Criterion | str | None, word: object) -> ModelError:
    if not isinstance(criterion, Criterion):
        return ModelError(
            Reason(
                "message.model.not_an_answer", word=Quoted(word), allowed=Listed(_SIGNS)
            )
        )
    meanings = {
        Answer.PLUS: Reason(f"meaning.{criterion.value}.+"),
        Answer.MINUS: Reason(f"meaning.{criterion.value}.-"),
        Answer.UNKNOWN: Reason("scorecard.said_unknown"),
    }
    signs = []
    for sign, meaning in meanings.items():
        signs.append(
            Reason("message.model.answer_word", sign=sign.value, meaning=meaning)
        )
    return ModelError(
        Reason(
            "message.model.not_an_answer_to",
            word=Quoted(word),
            criterion=MemberKey(criterion),
            allowed=Listed(signs),
        )
    )
