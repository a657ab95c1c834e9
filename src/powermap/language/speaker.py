"""One language as powermap or a playbook writes it: words, numbers, days, lists."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from powermap.errors import shown
from powermap.frozen import FrozenMapping
from powermap.language import catalog
from powermap.language.joining import fill_chinese, join_words
from powermap.language.reason import Reason
from powermap.language.values import (
    Capitalized,
    Days,
    Listed,
    Money,
    Percent,
    Phrase,
    Quoted,
    Signed,
    Texts,
)

if TYPE_CHECKING:
    from powermap.language.values import Value

__all__ = ["Language", "as_language"]

# Shares above 1 come from attainments of tiny targets; 10,000,000% with all its digits
# says less than 1e+07%.
MANY_TIMES = 1e5
"""Larger shares are written in powers of ten."""


@dataclass(frozen=True)
class Language:
    """A language with the wording of a playbook: the one place that makes sentences.

    Parameters
    ----------
    code : {"en", "zh"}
        Which language.
    wording : mapping of str to str
        Words and sentences that replace powermap's own, by dotted key of
        ``language/en.toml``; a member of a vocabulary is ``Role.owner``.

    Raises
    ------
    ModelError
        When the language or a key does not exist, or a sentence has other
        {braces} than powermap's.

    Examples
    --------
    >>> from powermap.model import Role
    >>> ours = Language("en", {"Role.owner": "Economic buyer"})
    >>> ours.label(Role.OWNER), ours.label(Role.ADVOCATE)
    ('Economic buyer', 'Advocate')
    >>> ours.percent(0.4), ours.listed(["Ana", "Ben"])
    ('40%', 'Ana, Ben')
    """

    code: str = "en"
    wording: Mapping[str, str] = field(default_factory=dict, repr=False)
    # A chart says hundreds of texts, most of them several times.
    _entries: dict[str, Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _labels: dict[tuple[type, str], str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _days: dict[date, str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        catalog.check_language(self.code)
        catalog.check_wording(self.code, self.wording)
        wording = FrozenMapping(self.wording)
        object.__setattr__(self, "wording", wording)

    def __str__(self) -> str:
        return self.code

    def __hash__(self) -> int:
        return hash((self.code, self.wording))

    def __reduce__(self) -> tuple[type[Language], tuple[str, Mapping[str, str]]]:
        # Without the texts that were said: they can be larger than all that they say.
        return Language, (self.code, self.wording)

    def say(self, key: str, /, **values: Value) -> str:
        """The sentence or word under a dotted key, filled with values.

        Examples
        --------
        >>> Language("en").say("common.people", count=3)
        '3 people'
        """
        return self._say(key, values)

    def _say(self, key: str, values: Mapping[str, Value]) -> str:
        entry = self._entries.get(key)
        if entry is None:
            entry = self.wording.get(key)
            # An empty wording is no way to remove a sentence; the usual one is said.
            if not entry:
                entry = catalog.entry(self.code, key)
            self._entries[key] = entry
        template = catalog.choose_form(entry, values)
        return self._fill(template, values)

    def text(self, value: Value) -> str:
        """Any value in words.

        Examples
        --------
        >>> from datetime import date
        >>> Language("en").text(date(2026, 10, 28)), Language("zh").text(Percent(0.5))
        ('28 Oct 2026', '50%')
        """
        kind: Any = type(value)
        write = self._writer_of(kind)
        return write(self, value)

    def _write_reason(self, reason: Reason) -> str:
        values = reason.values
        key = reason.key
        if isinstance(key, Texts):
            template = key.choose(self.code)
            return self._fill(template, values)
        return self._say(key, values)

    def _write_capitalized(self, capitalized: Capitalized) -> str:
        text = self.text(capitalized.value)
        first = text[:1]
        rest = text[1:]
        return first.upper() + rest

    def _write_quoted(self, quoted: Quoted) -> str:
        # Only texts get the quotation marks of the language: all else but numbers
        # stands as Python writes it.
        value = quoted.value
        if isinstance(value, float) and math.isfinite(value):
            return self.number(value)
        text = shown(value, quoted.limit)
        if not isinstance(value, str) or self.code == "en":
            return text
        inner = text[1:-1] if text[-1] == text[0] else text[1:]
        return self.say("list.quoted", text=inner)

    def _write_truth(self, truth: bool) -> str:
        if truth:
            return self.say("common.yes")
        return self.say("common.no")

    def _write_days(self, days: Days) -> str:
        whole = round(days.count)
        return self.say("list.days", count=whole)

    def label(self, member: StrEnum) -> str:
        """The name of a member of a vocabulary.

        Examples
        --------
        >>> from powermap.model import Stance
        >>> Language("zh").label(Stance.CHAMPION)
        '内线'
        """
        known = (type(member), member)
        label = self._labels.get(known)
        if label is None:
            key = f"{type(member).__name__}.{member.value}"
            label = self.wording.get(key)
            if not label:
                label = catalog.label(member, self.code)
            self._labels[known] = label
        return label

    def percent(self, share: float) -> str:
        """A share from 0 to 1 in whole percent.

        What is little is not called nothing, nor what is nearly all everything.

        Examples
        --------
        >>> [Language("en").percent(share) for share in (0.4, 0.001, 0, 0.9996, 1)]
        ['40%', '<1%', '0%', '>99%', '100%']
        >>> Language("en").percent(12_500), Language("en").percent(1e15)
        ('1,250,000%', '1e+17%')
        """
        # A sum of shares may miss 1 by rounding, so the limit is just below 1.
        if 0.995 <= share < 1 - 1e-9:
            return ">99%"
        # Half a percent would be rounded to the even 0%.
        if 0 < share <= 0.005:
            return "<1%"
        if share >= MANY_TIMES:
            return f"{share * 100:.3g}%"
        return f"{share:,.0%}"

    def signed(self, number: float) -> str:
        """A number between two opposites, with its sign and two decimals.

        Examples
        --------
        >>> [Language("en").signed(number) for number in (0.7, -0.178, -0.001)]
        ['+0.70', '−0.18', '0.00']
        """
        rounded = round(number, 2)
        # Without a sign: −0.00 would claim a direction that rounding has taken away.
        if rounded == 0:
            return "0.00"
        # A hyphen is too short to be seen as a minus sign.
        return f"{rounded:+.2f}".replace("-", "−")

    def number(self, value: float) -> str:
        """A number as it was entered, with thousands separated.

        The tail that binary fractions leave is cut.

        Examples
        --------
        >>> Language("en").number(7.0), Language("en").number(0.1 + 0.2)
        ('7', '0.3')
        >>> Language("en").number(1250000)
        '1,250,000'
        """
        # Ten digits hide the noise of floating point (0.1 + 0.2) and keep every score
        # that people enter.
        return f"{value:,.10g}"

    def money(self, amount: float, currency: str | None = None) -> str:
        """An amount to three significant digits, with thousands separated.

        Examples
        --------
        >>> Language("en").money(1234567), Language("en").money(950.4, "EUR")
        ('1,230,000', 'EUR 950')
        """
        text = _three_digits(amount)
        if currency is None:
            return text
        return f"{currency} {text}"

    def day(self, day: date) -> str:
        """A day as prose writes it.

        Examples
        --------
        >>> Language("zh").day(date(2026, 10, 28))
        '2026年10月28日'
        """
        text = self._days.get(day)
        if text is None:
            month = self.say(f"month.{day.month}")
            text = self.say("list.day", year=day.year, month=month, day=day.day)
            self._days[day] = text
        return text

    def listed(self, parts: Iterable[Value], joiner: str = "comma") -> str:
        """Several values in a row.

        Examples
        --------
        >>> Language("en").listed(["Ana", "Ben"]), Language("zh").listed(["甲", "乙"])
        ('Ana, Ben', '甲、乙')
        """
        several = Listed(parts, joiner)
        return self._list(several)

    def _list(self, several: Listed) -> str:
        joiner = self.say(f"list.{several.joiner}")
        count = len(several.parts)
        most = count if several.most is None else several.most
        texts = []
        # What is only counted, which may be thousands, needs no words.
        for part in several.parts[:most]:
            texts.append(self.text(part))
        names = join_words(texts, joiner)
        if count <= most:
            return names
        return self.say(several.more, names=names, count=count - most)

    def _fill(self, template: str, values: Mapping[str, Value]) -> str:
        words = {}
        for name, value in values.items():
            words[name] = self.text(value)
        if self.code == "zh":
            return fill_chinese(template, words)
        return template.format(**words)

    _WRITERS: ClassVar[tuple[tuple[type, Callable[[Language, Any], str]], ...]] = (
        (type(None), lambda _, __: ""),
        (Reason, _write_reason),
        (StrEnum, label),
        (str, lambda _, text: text),
        (date, day),
        (Percent, lambda self, value: self.percent(value.share)),
        (Money, lambda self, value: self.money(value.amount, value.currency)),
        (Days, _write_days),
        (Signed, lambda self, value: self.signed(value.number)),
        (Listed, _list),
        (Capitalized, _write_capitalized),
        (Quoted, _write_quoted),
        (Texts, lambda self, texts: texts.choose(self.code)),
        (Phrase, lambda self, phrase: phrase.in_words(self)),
        (bool, _write_truth),
        (int, lambda _, number: str(number)),
    )
    """How each class is written; a class stands before those it is a part of."""

    @staticmethod
    @cache
    def _writer_of(kind: type) -> Callable[[Language, Any], str]:
        """How values of a class are written; looked up once per class."""
        for base, writer in Language._WRITERS:
            if issubclass(kind, base):
                return writer
        return Language.number


def _three_digits(amount: float) -> str:
    if amount == 0:
        return "0"
    # Two digits after the first one: amounts are estimates, and more digits would
    # promise more than is known.
    digits = 2 - math.floor(math.log10(abs(amount)))
    rounded = round(amount, digits)
    if digits <= 0:
        return f"{rounded:,.0f}"
    return f"{rounded:,.{digits}f}".rstrip("0").rstrip(".")


@cache
def _plain(code: str) -> Language:
    return Language(code)


def as_language(language: str | Language) -> Language:
    """A language by its code, or itself.

    Raises
    ------
    ModelError
        When the code is unknown.

    Examples
    --------
    >>> as_language("zh").code
    'zh'
    """
    if isinstance(language, Language):
        return language
    catalog.check_language(language)
    return _plain(language)
