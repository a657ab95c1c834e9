"""The playbook: everything that a company may make its own, in one frozen value.

A function that needs a table takes ``playbook=`` and reads the table from it, so
that no table can be lost on the way between two functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Self, TypeVar

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Language, Quoted, Reason, as_language
from powermap.model.plan_parts import ExtraCriterion
from powermap.model.playbook import defaults
from powermap.model.playbook.checks import check_tables
from powermap.model.playbook.custom_field import CustomField
from powermap.model.playbook.freezing import (
    freeze_aliases,
    freeze_levels,
    freeze_mapping,
    freeze_rows,
)
from powermap.model.playbook.improvement import Improvement
from powermap.model.playbook.plugged import own_and_plugged
from powermap.model.playbook.rules import (
    FindingKind,
    StepRule,
    StrategyRule,
    Tactics,
    Thresholds,
)
from powermap.model.vocabulary import Contact, Source, Strategy

__all__ = ["Playbook", "as_playbook"]

T = TypeVar("T")
_EMPTY: Mapping[str, Any] = FrozenMapping({})


class Playbook:
    """A company's own words, tables and rules; whatever it leaves out is powermap's.

    Parameters
    ----------
    name : str, default "powermap"
        What the playbook is called.
    wording : mapping of language to mapping of key to str
        Words and sentences, as for `Language`. What is renamed is read under
        its new name too.
    role_grid : mapping of (Power, Involvement or None) to Role
        Roles by power and involvement; all six pairs.
    relationship_grid : mapping of (bool, bool) to Relationship
        Relationships by (organization needs met, personal needs met).
    tie_weights : mapping of TieKind to (float, float)
        What the strongest tie of each kind carries, there and back, 0 to 1.
    wanted_contact : mapping of Role or None to Contact
        How well we want to know somebody.
    wanted_contact_of_veto : Contact
        How well at least we want to know somebody who can veto.
    criteria : sequence of ExtraCriterion
        Criteria beside the nineteen, for every plan.
    criterion_questions : mapping of name to mapping of language to str
        For these criteria, the question that the template shows.
    strategy_rules : sequence of StrategyRule
        What favors which strategy.
    tactics : mapping of Strategy to Tactics
        Guidelines and ways.
    finding_kinds : mapping of code to FindingKind
        What `check` looks for; codes that are left out are not looked for. Without it
        powermap's own, and those of plug-ins.
    step_rules : sequence of StepRule
        The steps in their order.
    improvements : sequence of Improvement
        What-ifs of the pipeline.
    appraisal_weights : mapping of Source to float
        What each source of an appraisal counts.
    half_lives : mapping of field to int
        For how many days a claim about a field of a person stays valid; a claim about
        a field that is left out always stays valid.
    thresholds : Thresholds
        Limits of the rules.
    custom_fields : sequence of CustomField
        Fields beside powermap's.
    aliases : mapping of key to sequence of str
        Headers and words that files use, beside powermap's: ``field.power``,
        ``Power.decider``, ``level.high``, ``quadrant.high_low``, ``unknown``,
        ``vacant``, ``yes``, ``no``. They are read, never written.
    levels : mapping of level to mapping of table to sequence of str
        Further audiences: for each the only fields that it may see, by table.
    style : mapping of str to str
        Brand colors by name, as ``#RRGGBB``, that can be read on their ground; the
        names are those of `BRAND_COLORS`.

    Raises
    ------
    ModelError
        When a table is incomplete or holds something else.

    Examples
    --------
    >>> from powermap.model import Role, Stance
    >>> coach = Playbook("Acme", wording={"en": {"Stance.champion": "Coach"}})
    >>> coach.language("en").label(Stance.CHAMPION)
    'Coach'
    >>> coach.role_grid == Playbook().role_grid, list(coach.changes)
    (True, ['wording'])
    """

    name: str
    changes: Mapping[str, Any]

    def __init__(
        self,
        name: str = "powermap",
        *,
        wording: Mapping[str, Mapping[str, str]] | None = None,
        role_grid: defaults.RoleGrid | None = None,
        relationship_grid: defaults.RelationshipGrid | None = None,
        tie_weights: defaults.TieWeights | None = None,
        wanted_contact: defaults.WantedContact | None = None,
        wanted_contact_of_veto: Contact | None = None,
        criteria: Iterable[ExtraCriterion] | None = None,
        criterion_questions: Mapping[str, Mapping[str, str]] | None = None,
        strategy_rules: Iterable[StrategyRule] | None = None,
        tactics: Mapping[Strategy, Tactics] | None = None,
        finding_kinds: Mapping[str, FindingKind] | None = None,
        step_rules: Iterable[StepRule] | None = None,
        improvements: Iterable[Improvement] | None = None,
        appraisal_weights: Mapping[Source, float] | None = None,
        half_lives: Mapping[str, int] | None = None,
        thresholds: Thresholds | None = None,
        custom_fields: Iterable[CustomField] | None = None,
        aliases: Mapping[str, Iterable[str]] | None = None,
        levels: Mapping[str, Mapping[str, Iterable[str]]] | None = None,
        style: Mapping[str, str] | None = None,
    ) -> None:
        # None marks "not changed"; an empty table is a choice of the company (no
        # findings at all) and has to stay one.
        tables = {
            "wording": freeze_mapping("wording", wording),
            "role_grid": freeze_mapping("role_grid", role_grid),
            "relationship_grid": freeze_mapping("relationship_grid", relationship_grid),
            "tie_weights": freeze_mapping("tie_weights", tie_weights),
            "wanted_contact": freeze_mapping("wanted_contact", wanted_contact),
            "wanted_contact_of_veto": wanted_contact_of_veto,
            "criteria": freeze_rows("criteria", criteria, ExtraCriterion),
            "criterion_questions": freeze_mapping(
                "criterion_questions", criterion_questions
            ),
            "strategy_rules": freeze_rows(
                "strategy_rules", strategy_rules, StrategyRule
            ),
            "tactics": freeze_mapping("tactics", tactics),
            "finding_kinds": freeze_mapping("finding_kinds", finding_kinds),
            "step_rules": freeze_rows("step_rules", step_rules, StepRule),
            "improvements": freeze_rows("improvements", improvements, Improvement),
            "appraisal_weights": freeze_mapping("appraisal_weights", appraisal_weights),
            "half_lives": freeze_mapping("half_lives", half_lives),
            "thresholds": thresholds,
            "custom_fields": freeze_rows("custom_fields", custom_fields, CustomField),
            "aliases": freeze_aliases(aliases),
            "levels": freeze_levels(levels),
            "style": freeze_mapping("style", style),
        }
        if not isinstance(name, str):
            raise ModelError(Reason("message.playbook.name", name=Quoted(name)))
        changes = {key: table for key, table in tables.items() if table is not None}
        # Past __setattr__, which refuses every change.
        self.__dict__["name"] = name
        self.__dict__["changes"] = FrozenMapping(changes)
        # Here and not on first use, so that the error points to the file with the
        # mistake.
        check_tables(changes)

    def language(self, code: str | Language = "en") -> Language:
        """A language with this playbook's wording.

        Raises
        ------
        ModelError
            When the language or a key of the wording does not exist.
        """
        if isinstance(code, Language):
            return code
        known = as_language(code).code
        return Language(known, self.wording.get(known, _EMPTY))

    def replace(self, **changes: Any) -> Playbook:
        """The same playbook with some tables replaced."""
        return Playbook(**{"name": self.name, **self.changes, **changes})

    @cached_property
    def wording(self) -> Mapping[str, Mapping[str, str]]:
        """Words and sentences by language."""
        return self._table("wording", _EMPTY)

    @cached_property
    def role_grid(self) -> defaults.RoleGrid:
        """Roles by power and involvement."""
        return self._table("role_grid", defaults.ROLE_GRID)

    @cached_property
    def relationship_grid(self) -> defaults.RelationshipGrid:
        """Relationships by whether we meet the needs."""
        return self._table("relationship_grid", defaults.RELATIONSHIP_GRID)

    @cached_property
    def tie_weights(self) -> defaults.TieWeights:
        """What the strongest tie of each kind carries, there and back."""
        return self._table("tie_weights", defaults.TIE_WEIGHTS)

    @cached_property
    def wanted_contact(self) -> defaults.WantedContact:
        """How well we want to know somebody, by role."""
        return self._table("wanted_contact", defaults.WANTED_CONTACT)

    @cached_property
    def wanted_contact_of_veto(self) -> Contact:
        """How well at least we want to know somebody who can veto."""
        return self._table("wanted_contact_of_veto", defaults.WANTED_CONTACT_OF_VETO)

    @cached_property
    def criteria(self) -> tuple[ExtraCriterion, ...]:
        """Criteria beside the nineteen."""
        return self._table("criteria", ())

    @cached_property
    def criterion_questions(self) -> Mapping[str, Mapping[str, str]]:
        """For criteria beside the nineteen, the question of the template."""
        return self._table("criterion_questions", _EMPTY)

    @cached_property
    def strategy_rules(self) -> tuple[StrategyRule, ...]:
        """What favors which strategy."""
        if "strategy_rules" in self.changes:
            return self._table("strategy_rules", ())
        # Not a default argument of _table: that would read the file although the
        # company has rules of its own.
        return defaults.strategy_rules()

    @cached_property
    def tactics(self) -> Mapping[Strategy, Tactics]:
        """Guidelines and ways by strategy."""
        return self._table("tactics", defaults.tactics())

    @property
    def finding_kinds(self) -> Mapping[str, FindingKind]:
        """What `check` looks for, by code."""
        if "finding_kinds" in self.changes:
            return self._table("finding_kinds", _EMPTY)
        return own_and_plugged()

    @cached_property
    def step_rules(self) -> tuple[StepRule, ...]:
        """The steps in their order."""
        return self._table("step_rules", defaults.STEP_RULES)

    @cached_property
    def improvements(self) -> tuple[Improvement, ...]:
        """What-ifs of the pipeline."""
        return self._table("improvements", defaults.IMPROVEMENTS)

    @cached_property
    def appraisal_weights(self) -> Mapping[Source, float]:
        """What each source of an appraisal counts."""
        return self._table("appraisal_weights", defaults.APPRAISAL_WEIGHTS)

    @cached_property
    def half_lives(self) -> Mapping[str, int]:
        """For how many days a claim about a field of a person stays valid."""
        return self._table("half_lives", defaults.HALF_LIVES)

    @cached_property
    def thresholds(self) -> Thresholds:
        """Limits of the rules."""
        return self._table("thresholds", Thresholds())

    @cached_property
    def custom_fields(self) -> tuple[CustomField, ...]:
        """Fields beside powermap's."""
        return self._table("custom_fields", ())

    @cached_property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Headers and words that files use, beside powermap's."""
        return self._table("aliases", _EMPTY)

    @cached_property
    def levels(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Further audiences, with the fields that each may see by table."""
        return self._table("levels", _EMPTY)

    @cached_property
    def style(self) -> Mapping[str, str]:
        """Brand colors by name."""
        return self._table("style", _EMPTY)

    def _table(self, key: str, default: T) -> T:
        table: T = self.changes.get(key, default)
        return table

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(
            f"a Playbook cannot be changed; use playbook.replace({name}=…)"
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Playbook):
            return NotImplemented
        return (self.name, self.changes) == (other.name, other.changes)

    def __hash__(self) -> int:
        # Tables may hold unhashable values; their names are enough for a hash, and
        # equality compares the rest.
        return hash((self.name, tuple(self.changes)))

    def __repr__(self) -> str:
        own = f": {', '.join(self.changes)}" if self.changes else ""
        return f"<Playbook {self.name!r}{own}>"

    # Only what the company changed; the rest follows the version that reads it.
    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (self.name, dict(self.changes))

    def __copy__(self) -> Self:
        return self


def as_playbook(playbook: Playbook | None) -> Playbook:
    """A playbook, or powermap's own for None.

    Raises
    ------
    ModelError
        When it is something else.
    """
    if playbook is None:
        return _OWN
    if not isinstance(playbook, Playbook):
        raise ModelError(Reason("message.playbook.wrong_type", value=Quoted(playbook)))
    return playbook


def _restore(name: str, changes: Mapping[str, Any]) -> Playbook:
    return Playbook(name, **changes)


# One shared value, so that its cached tables are built once per process.
_OWN = Playbook()
