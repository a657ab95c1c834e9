"""For other eyes: the options of redaction, and what they do to what a command shows."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from powermap.errors import FormatError

if TYPE_CHECKING:
    from powermap.judgment.findings import Findings
    from powermap.model import AccountPlan, BuyingCenter

Subject = TypeVar("Subject", bound="BuyingCenter | AccountPlan")
_PANEL = "For other eyes"
_IDS = frozenset({"around", "emphasis", "path"})


class Redaction(StrEnum):
    """For whose eyes something is."""

    partner = "partner"
    customer = "customer"


class Sentences(StrEnum):
    """What may be kept of a plan for the customer's eyes."""

    objective = "objective"
    solution = "solution"
    goals = "goals"
    actions = "actions"


Level = Annotated[
    Redaction | None,
    typer.Option(
        "--redact",
        help="Pseudonyms, and without what these eyes may not see.",
        rich_help_panel=_PANEL,
    ),
]
Key = Annotated[
    str,
    typer.Option(
        "--key", help="Secret of the house for the pseudonyms.", rich_help_panel=_PANEL
    ),
]
Keep = Annotated[
    list[Sentences] | None,
    typer.Option(
        "--keep",
        help="Sentences that the customer may read; may be repeated.",
        rich_help_panel=_PANEL,
    ),
]
Hide = Annotated[
    list[str] | None,
    typer.Option(
        "--hide",
        help="A word to leave out of every text; may be repeated.",
        rich_help_panel=_PANEL,
    ),
]


@dataclass(frozen=True, slots=True)
class Eyes:
    """For whom something is shown; with no level it is shown as it is."""

    level: Redaction | None
    key: str
    hide: list[str] | None
    lang: str
    keep: list[Sentences] | None = None

    def __post_init__(self) -> None:
        """Refuse an option that would do nothing."""
        given = {"--key": self.key, "--keep": self.keep, "--hide": self.hide}
        alone = next((name for name, value in given.items() if value), None)
        if self.level is None and alone:
            raise FormatError(f"{alone} goes with --redact {' or '.join(Redaction)}")
        if self.level is Redaction.partner and self.keep:
            raise FormatError(
                "--keep is for --redact customer; a partner sees these sentences anyway"
            )

    def seen(
        self, subject: Subject, other: BuyingCenter | AccountPlan | None = None
    ) -> Subject:
        """What these eyes see of a plan or a buying center, beside another version of it."""
        if self.level is None:
            return subject
        from powermap.redaction.apply import redact

        kept, hidden = [each.value for each in self.keep or ()], self.hide or ()
        return redact(
            subject,
            self.level.value,
            key=self.key,
            lang=self.lang,
            keep=kept,
            hide=hidden,
            other=other,
        )

    def ids(self, center: BuyingCenter) -> Mapping[str, str]:
        """Which id these eyes see for which."""
        if self.level is None:
            return {}
        from powermap.redaction.apply import pseudonyms

        names = pseudonyms(center, key=self.key, lang=self.lang)
        return {id: name.id for id, name in names.items()}

    def may_see(self, field: str, what: str) -> None:
        """Refuse to show what would say only that nothing is known."""
        if self.level is None:
            return
        from powermap.redaction.apply import LEVELS

        lost = LEVELS[self.level.value]
        if field in (*lost.get("person", ()), *lost.get("plan", ())):
            raise FormatError(
                f"{what} shows {field}, which --redact {self.level} leaves out"
            )

    def drawn(
        self, plan: AccountPlan, title: str | None, options: Mapping[str, Any]
    ) -> tuple[AccountPlan, str | None, dict[str, Any]]:
        """A plan, a heading and a chart's options as these eyes see them."""
        ids = self.ids(plan.center)
        renamed = {
            name: _renamed(value, ids) if name in _IDS else value
            for name, value in options.items()
        }
        if title is None or self.level is None:
            return self.seen(plan), title, renamed
        hidden = self.seen(plan.revised(center=plan.center.revised(name=title)))
        return hidden, hidden.center.name, renamed

    def found(
        self, plan: AccountPlan, check: Callable[[AccountPlan], Findings]
    ) -> Findings:
        """Findings that hold of the whole plan and of what these eyes see of it, word for word."""
        if self.level is None:
            return check(plan)
        from powermap.judgment.findings import Findings
        from powermap.redaction.apply import redact

        seen = self.seen(plan).revised(select=plan.select, ignore=plan.ignore)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of texts that are not shown
            whole = check(
                redact(
                    plan,
                    "whole",
                    key=self.key,
                    lang=self.lang,
                    hide=self.hide or (),
                    levels={"whole": {}},
                )
            )
        visible = check(seen)
        return Findings((each for each in visible if each in whole), visible.today)

    def note(self, plan: AccountPlan) -> None:
        """Say which sentences stay: nobody but a reader can tell what else they say."""
        if self.level is None:
            return
        from powermap.redaction.apply import SENTENCES

        held = [name for name in SENTENCES if getattr(plan, name)]
        if held:
            told = ", ".join(held)
            typer.echo(
                f"note: kept for the {self.level}, without names: {told}; read what else they say",
                err=True,
            )


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """Ids among an option's values become pseudonyms."""
    if isinstance(value, list):
        return [_renamed(each, ids) for each in value]
    return ids.get(value, value) if isinstance(value, str) else value
