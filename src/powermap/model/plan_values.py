"""Amounts, weights, criteria and answers of the parts of a plan, as they are read."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo

from powermap.errors import ModelError
from powermap.language import Quoted, Reason
from powermap.model.answer_words import parse_answer
from powermap.model.choices import MemberKey
from powermap.model.entry import Number, number
from powermap.model.record import to_tuple
from powermap.model.text import clean_text
from powermap.model.vocabulary import Answer, Criterion, parse

__all__ = [
    "Amount",
    "parse_amount",
    "parse_answer_of_criterion",
    "parse_criterion",
    "parse_names",
    "parse_weight",
    "refuse_known_criterion",
]


def parse_amount(value: object) -> int | float | None:
    """An amount of 0 or more; None where there is none."""
    if value is None:
        return None
    amount = number(value)
    if amount < 0:
        raise ModelError(Reason("message.model.amount", value=Quoted(value)))
    return amount


def parse_weight(value: object) -> int | float | None:
    """A weight above 0."""
    weight = parse_amount(value)
    # An answer that weighs nothing is no answer: with all of them at 0 the verdict
    # would divide by 0.
    if weight == 0:
        raise ModelError(Reason("message.model.weight", weight=Quoted(value)))
    return weight


def parse_criterion(value: object) -> str:
    """One of the nineteen by any of its words, else the name of an added criterion."""
    try:
        return parse(Criterion, value)
    # Whether an unknown name is an added criterion is only known once the whole plan is
    # there (plan_contradictions).
    except ModelError:
        if not isinstance(value, str) or not value.strip():
            raise
        return value.strip()


def parse_answer_of_criterion(value: object, info: ValidationInfo) -> Answer:
    """An answer in the words of the criterion that was read before it."""
    # A criterion that was refused is not among the data; signs are read all the same.
    return parse_answer(info.data.get("criterion"), value)


def refuse_known_criterion(name: str) -> str:
    """The name of an added criterion, which is no word for one of the nineteen."""
    # Otherwise an answer to 资金 would be ours or the company's, depending on the file's
    # order.
    known = parse_criterion(name)
    if isinstance(known, Criterion):
        raise ModelError(
            Reason(
                "message.model.known_criterion",
                name=Quoted(name),
                criterion=MemberKey(known),
            )
        )
    return name


def parse_names(value: object) -> tuple[str, ...]:
    """One name or several, each kept once."""
    several = [value] if isinstance(value, str) else to_tuple(value)
    names = [clean_text(each) for each in several]
    return tuple(dict.fromkeys(names))


Amount = Annotated[Number | None, BeforeValidator(parse_amount)]
