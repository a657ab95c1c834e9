"""The table of findings: what each code weighs, says and rests on."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from powermap.language import LANGS
from powermap.model.subject import Subject


class Severity(StrEnum):
    """How much a finding weighs, ordered: info < warning < serious.

    Examples
    --------
    >>> Severity.INFO < Severity.WARNING < Severity.SERIOUS, max(Severity)
    (True, <Severity.SERIOUS: 'serious'>)
    """

    INFO = "info"
    WARNING = "warning"
    SERIOUS = "serious"

    @property
    def rank(self) -> int:
        """0 for what weighs least."""
        return tuple(Severity).index(self)

    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One line of the table of findings.

    Parameters
    ----------
    code : str
        PM and three digits.
    severity : Severity
        How much it weighs.
    title, message, why, next_step : mapping of language to str
        In words; {braces} of a message are filled in by its rule.
    sources : tuple of mapping of language to str
        Where the rule comes from.
    days : int or None
        The limit of a rule about age.
    rule : callable, optional
        Of a house's own finding: gives, for what `check` looks at, the ids of those whom each hit is about.

    Examples
    --------
    >>> from powermap.judgment import check, classify
    >>> from powermap.model import BuyingCenter, Role, Stakeholder
    >>> from powermap.model.subject import center_of
    >>> def many_gatekeepers(given):
    ...     roles = classify(center_of(given)).items()
    ...     keepers = [id for id, found in roles if found.role is Role.GATEKEEPER]
    ...     return [keepers] if len(keepers) > 1 else []
    >>> words = [{"en": text} for text in ("Many gatekeepers", "{people} screen.", "Each may say no.", "See them.")]
    >>> mine = FindingKind("ACME1", Severity.WARNING, *words, sources=(), rule=many_gatekeepers)
    >>> people = [Stakeholder(name, power="influencer", involvement="low") for name in ("Ana", "Ben")]
    >>> [found.message for found in check(BuyingCenter("ERP", people), kinds={"ACME1": mine})]
    ['Ana, Ben screen.']
    """

    code: str
    severity: Severity
    title: Mapping[str, str]
    message: Mapping[str, str]
    why: Mapping[str, str]
    next_step: Mapping[str, str]
    sources: tuple[Mapping[str, str], ...]
    days: int | None = None
    rule: Callable[[Subject], Iterable[Iterable[str]]] | None = None


Kinds = Mapping[str, FindingKind]
"""A table of findings, by code."""


@cache
def finding_kinds() -> Kinds:
    """The table of findings by code.

    Examples
    --------
    >>> finding_kinds()["PM301"].title["en"]
    'No insider'
    """
    text = files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8")
    book = tomllib.loads(text)
    sources = book.pop("sources")
    return MappingProxyType(
        {code: _kind(code, entry, sources) for code, entry in book.items()}
    )


def _kind(
    code: str, entry: Mapping[str, Any], sources: Mapping[str, Mapping[str, str]]
) -> FindingKind:
    langs: tuple[str, ...] = LANGS
    title, message, why, next_step = (
        MappingProxyType({lang: str(entry[lang][key]) for lang in langs})
        for key in ("title", "message", "why", "next_step")
    )
    cited = tuple(MappingProxyType(sources[name]) for name in entry["sources"])
    return FindingKind(
        code,
        Severity(entry["severity"]),
        title,
        message,
        why,
        next_step,
        cited,
        days=entry.get("days"),
    )
