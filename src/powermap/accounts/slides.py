"""A portfolio as slides: a summary, the accounts a dozen a slide, coverage by role."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from powermap.accounts.account_slides import add_account_slides
from powermap.accounts.coverage_slides import coverage_scenes
from powermap.accounts.summary import summary_texts
from powermap.charts import deck_bytes, new_deck
from powermap.reporting import slides
from powermap.reporting.section import Bullets, Section, TextTable

if TYPE_CHECKING:
    from powermap.accounts.portfolio import Portfolio
    from powermap.language import Language

__all__ = ["portfolio_slides"]

_MOST_KINDS = 12
_MOST_PEOPLE = 24


def portfolio_slides(
    portfolio: Portfolio,
    language: Language,
    template: str | os.PathLike[str] | None,
) -> bytes:
    """The bytes of the deck."""
    title = language.say("portfolio.heading", count=len(portfolio))
    deck = new_deck(title, template, portfolio.playbook.style)
    made = _Slides(portfolio, language)
    subtitle = ""
    if portfolio.today is not None:
        subtitle = language.say("portfolio.checked", date=portfolio.today)
    slides.fill_deck(deck, title, subtitle, [made.summary()])
    if len(portfolio):
        add_account_slides(deck, portfolio, language)
        for scene in coverage_scenes(portfolio, language):
            deck.add_scene(scene)
    further = list(made.further())
    if further:
        slides.fill_deck(deck, title, "", further)
    return deck_bytes(deck)


class _Slides:
    """The sections of the deck."""

    def __init__(self, portfolio: Portfolio, language: Language) -> None:
        self.portfolio = portfolio
        self.language = language

    def _title(self, key: str) -> str:
        return self.language.say(f"portfolio.title.{key}")

    def summary(self) -> Section:
        """What a manager has to know, and where an hour is worth most."""
        sentences = " ".join(summary_texts(self.portfolio, self.language))
        points = []
        for row in self.portfolio.best_hours:
            if row.hour is not None:
                because = self.language.text(row.hour.because)
                points.append(f"{row.name}{self._colon}{because}")
        below = Bullets(tuple(points), self._title("hours"))
        return Section(
            "summary",
            "",
            (sentences,),
            points_below=(below,) if points else (),
        )

    @property
    def _colon(self) -> str:
        return self.language.say("list.colon")

    def further(self) -> Iterator[Section]:
        """Findings by kind, people in several accounts, and what could not be read."""
        kinds = self.portfolio.findings
        if kinds:
            keys = ["code", "severity", "finding", "accounts", "findings"]
            table = self._table(keys, kinds[:_MOST_KINDS].rows(self.language))
            yield Section("findings", self._title("findings"), table=table)
        people = self.portfolio.shared_people
        if people:
            keys = ["name", "accounts", "stance", "because"]
            table = self._table(keys, people[:_MOST_PEOPLE].rows(self.language))
            yield Section("shared", self._title("shared"), table=table)
        if self.portfolio.errors:
            points = []
            for error in self.portfolio.errors:
                reason = self.language.text(error.reason)
                points.append(f"{error.source}{self._colon}{reason}")
            bullets = (Bullets(tuple(points)),)
            yield Section("errors", self._title("errors"), bullets=bullets)

    def _table(self, keys: Sequence[str], rows: Sequence[dict[str, str]]) -> TextTable:
        headers = tuple(self.language.say(f"column.{key}") for key in keys)
        lines = [tuple(row[key] for key in keys) for row in rows]
        return TextTable(headers, tuple(lines))
