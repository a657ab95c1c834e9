"""Messages that many parts share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.language.reason import Reason
from powermap.language.values import Listed, Nearest, Quoted

if TYPE_CHECKING:
    from powermap.language.speaker import Language

__all__ = ["LibraryWords", "not_allowed"]


@dataclass(frozen=True, slots=True)
class LibraryWords:
    """What a library says, which speaks English only.

    Examples
    --------
    >>> from powermap.language import Language
    >>> words = LibraryWords("unexpected token")
    >>> words.in_words(Language("en")), words.in_words(Language("zh"))
    ('unexpected token', '格式有误')
    """

    text: str

    def in_words(self, language: Language) -> str:
        """The words in English, elsewhere that the form is wrong."""
        if language.code == "en":
            return self.text
        return language.say("message.wrong_form")


def not_allowed(name: str, value: object, allowed: Iterable[str]) -> Reason:
    """An argument is none of several words.

    Examples
    --------
    >>> print(not_allowed("placement", "cell", ["auto", "cells", "scores"]))
    placement is 'cell'; allowed: auto, cells, scores (did you mean 'cells'?)
    """
    words = tuple(allowed)
    return Reason(
        "message.not_allowed",
        name=name,
        value=Quoted(value),
        allowed=Listed(words),
        hint=Nearest(value, words),
    )
