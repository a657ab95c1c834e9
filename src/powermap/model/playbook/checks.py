"""Checks of a playbook's tables, so that a wrong one is refused where it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Language, Listed, Nearest, Quoted, Reason
from powermap.language.catalog import braces_of
from powermap.model.claim import claimable_fields
from powermap.model.playbook import defaults
from powermap.model.playbook.aliases import check_aliases
from powermap.model.playbook.brand import check_brand
from powermap.model.playbook.rules import FindingKind, Thresholds
from powermap.model.vocabulary import Contact, Relationship, Role

__all__ = ["check_kinds", "check_tables"]

_EMPTY: Mapping[str, Any] = FrozenMapping({})


def check_tables(changes: Mapping[str, Any]) -> None:
    """Refuse tables that are incomplete or hold something else.

    Raises
    ------
    ModelError
        With the table, the value and what is allowed.
    """
    for code, wording in changes.get("wording", _EMPTY).items():
        # The constructor refuses unknown keys and wrong placeholders; the value itself
        # is not needed.
        Language(code, wording)
    # A missing cell would only fail for the first person who falls into it, perhaps
    # months later in a report.
    _check_complete(changes, "role_grid", defaults.ROLE_GRID, Role)
    _check_complete(
        changes, "relationship_grid", defaults.RELATIONSHIP_GRID, Relationship
    )
    _check_complete(changes, "wanted_contact", defaults.WANTED_CONTACT, Contact)
    _check_questions(changes)
    _check_weights(changes.get("tie_weights", defaults.TIE_WEIGHTS))
    check_brand(changes.get("style", _EMPTY))
    # The table of fields is read only for a company that has aliases.
    if "aliases" in changes:
        custom_fields = changes.get("custom_fields", ())
        check_aliases(changes["aliases"], changes.get("wording"), custom_fields)
    kinds = changes.get("finding_kinds")
    if kinds is not None:
        check_kinds(kinds)
    _check_half_lives(changes.get("half_lives", _EMPTY))
    if "thresholds" in changes and not isinstance(changes["thresholds"], Thresholds):
        raise ModelError(
            Reason("message.playbook.thresholds", value=Quoted(changes["thresholds"]))
        )


def _check_complete(
    changes: Mapping[str, Any], name: str, default: Mapping[Any, Any], kind: type
) -> None:
    """Refuse a grid that lacks a cell or holds something else there."""
    if name not in changes:
        return
    table = changes[name]
    for cell in default:
        if not isinstance(table.get(cell), kind):
            cells = [_cell_name(each) for each in default]
            raise ModelError(
                Reason(
                    "message.playbook.cell",
                    table=name,
                    value=Quoted(table.get(cell)),
                    cell=_cell_name(cell),
                    kind=kind.__name__,
                    cells=Listed(cells),
                )
            )


def _check_questions(changes: Mapping[str, Any]) -> None:
    names = [criterion.name for criterion in changes.get("criteria", ())]
    for name in changes.get("criterion_questions", ()):
        # A question of a misspelled criterion would be shown nowhere.
        if name not in names:
            raise ModelError(
                Reason(
                    "message.playbook.question_of_nothing",
                    name=Quoted(name),
                    hint=Nearest(str(name), tuple(names)),
                )
            )


def _cell_name(cell: object) -> str:
    if isinstance(cell, tuple):
        return f"({', '.join(str(part) for part in cell)})"
    return str(cell)


def _check_weights(weights: Mapping[Any, Any]) -> None:
    for kind in defaults.TIE_WEIGHTS:
        pair = weights.get(kind)
        if not isinstance(pair, Sequence) or not _are_shares(pair):
            raise ModelError(
                Reason(
                    "message.playbook.tie_weights",
                    value=Quoted(pair),
                    kind=kind.value,
                )
            )


def _check_half_lives(half_lives: Mapping[Any, Any]) -> None:
    for field, days in half_lives.items():
        # The fields that can be claimed are those of the table of fields.
        known = tuple(claimable_fields())
        if field not in known:
            raise ModelError(
                Reason(
                    "message.playbook.half_life_of_nothing",
                    field=Quoted(field),
                    hint=Nearest(str(field), known),
                    allowed=Listed(known),
                )
            )
        is_whole = isinstance(days, int) and not isinstance(days, bool)
        if not is_whole or days < 1:
            raise ModelError(
                Reason(
                    "message.playbook.half_life",
                    field=Quoted(field),
                    days=Quoted(days),
                )
            )


def _are_shares(pair: Sequence[Any]) -> bool:
    if len(pair) != 2:
        return False
    # Below 1, or influence would not fade along a chain and sums over circles of ties
    # would not converge.
    return all(isinstance(share, int | float) and 0 <= share < 1 for share in pair)


def check_kinds(kinds: Mapping[str, Any]) -> None:
    """Refuse kinds of findings that cannot be used.

    Raises
    ------
    ModelError
        With the code and what is wrong.
    """
    own = defaults.finding_kinds()
    for code, kind in kinds.items():
        if not isinstance(kind, FindingKind):
            raise ModelError(
                Reason(
                    "message.playbook.row",
                    table="finding_kinds",
                    value=Quoted(kind),
                    type=type(kind).__name__,
                    kind="FindingKind",
                )
            )
        if kind.rule is None and code not in own:
            raise ModelError(
                Reason(
                    "message.playbook.finding_without_rule",
                    code=Quoted(code),
                    hint=Nearest(str(code), tuple(own)),
                )
            )
        # Our tests, docs and examples stand for what a PM code means; another rule
        # under it would mislead.
        if kind.rule is not None and code in own:
            raise ModelError(
                Reason("message.playbook.finding_of_ours", code=Quoted(code))
            )
        _check_braces(kind, own.get(code))


def _check_braces(kind: FindingKind, own: FindingKind | None) -> None:
    """Refuse a message with braces that its rule does not fill."""
    allowed = {"people"}
    if kind.days is not None:
        allowed.add("days")
    if own is not None:
        # The English message names everything that the rule fills in.
        allowed |= braces_of(own.message["en"])
    for text in kind.message.values():
        for name in braces_of(text) - allowed:
            names = [f"{{{each}}}" for each in sorted(allowed)]
            raise ModelError(
                Reason(
                    "message.playbook.finding_brace",
                    code=kind.code,
                    brace=Quoted(f"{{{name}}}"),
                    allowed=Listed(names),
                )
            )
