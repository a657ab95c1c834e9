"""The words to choose from, as a message lists them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from powermap.errors import nearest_word
from powermap.language import Language, Quoted
from powermap.model.vocabulary import fold, words_of

__all__ = ["Choices", "FileWord", "MemberKey", "OwnWord"]

OwnWord = tuple[str, str, str]
"""A language, the key of a word, and what a playbook calls it there."""
_SIGNS = frozenset({"+", "-", "?"})
"""Answers, which every sheet has as signs."""


@dataclass(frozen=True, slots=True)
class FileWord:
    """A member in the words of a file, with its meaning for a reader of another language.

    Parameters
    ----------
    member : StrEnum
        What is named.
    written : str, optional
        Language of the file's words; without it a file has the keys.
    own : tuple of OwnWord
        What a playbook calls some members.

    Examples
    --------
    >>> from powermap.model import Power
    >>> word = FileWord(Power.DECIDER, "zh")
    >>> word.in_words(Language("zh")), word.in_words(Language("en"))
    ('决策者', '决策者 (Decider)')
    """

    member: StrEnum
    written: str | None = None
    own: tuple[OwnWord, ...] = ()

    @property
    def word(self) -> str:
        """What the file calls the member."""
        if self.written is None or self.member.value in _SIGNS:
            return self.member.value
        return _with_own_words(self.written, self.own).label(self.member)

    def in_words(self, language: Language) -> str:
        """The word, and its meaning where the file has another language."""
        # English keys need no explanation in English.
        known = language.code == (self.written or "en")
        if known or self.member.value in _SIGNS:
            return self.word
        meaning = _with_own_words(language.code, self.own).label(self.member)
        return language.say("message.model.word", word=self.word, meaning=meaning)


@dataclass(frozen=True, slots=True)
class Choices:
    """The members of a vocabulary in the words of a file, and which one may be meant.

    A reader of another language than the file's sees what each word means.

    Parameters
    ----------
    vocabulary : type of StrEnum
        The members to choose from.
    written : str, optional
        Language of the file's words; without it a file has the keys.
    own : tuple of OwnWord
        What a playbook calls some of them.
    word : object
        What the user wrote, for a suggestion.

    Examples
    --------
    >>> from powermap.model import Power
    >>> keys, sheet = Choices(Power), Choices(Power, "zh", word="决定者")
    >>> keys.in_words(Language("en")), sheet.in_words(Language("en"))
    ('decider, influencer', "决策者 (Decider), 影响者 (Influencer) (did you mean '决策者'?)")
    >>> keys.in_words(Language("zh")), sheet.in_words(Language("zh"))
    ('decider（决策者）、influencer（影响者）', '决策者、影响者（是不是“决策者”？）')
    """

    vocabulary: type[StrEnum]
    written: str | None = None
    own: tuple[OwnWord, ...] = ()
    word: object = None

    def in_words(self, language: Language) -> str:
        """The words in the file's language, each with its meaning in the reader's."""
        words = []
        for member in self.vocabulary:
            words.append(self._word(member).in_words(language))
        return language.listed(words) + self._suggest(language)

    def _word(self, member: StrEnum) -> FileWord:
        return FileWord(member, self.written, self.own)

    def _suggest(self, language: Language) -> str:
        if not isinstance(self.word, str):
            return ""
        known = [self._word(member).word for member in self.vocabulary]
        for member in self.vocabulary:
            known += words_of(member)
        match = nearest_word(self.word, known, fold=fold)
        if match is None:
            return ""
        return language.say("message.nearest", word=Quoted(match))


@dataclass(frozen=True, slots=True)
class MemberKey:
    """A member by the key that files have, or by its name for readers of Chinese.

    Examples
    --------
    >>> from powermap.model import Criterion
    >>> risk = MemberKey(Criterion.RISK)
    >>> risk.in_words(Language("en")), risk.in_words(Language("zh"))
    ('risk', '风险度')
    """

    member: StrEnum

    def in_words(self, language: Language) -> str:
        """The key, or the name in another language than English."""
        if language.code == "en":
            return self.member.value
        return language.label(self.member)


@lru_cache(maxsize=32)
def _with_own_words(code: str, own: tuple[OwnWord, ...]) -> Language:
    wording = {key: word for language, key, word in own if language == code}
    return Language(code, wording)
