"""Numbers of an account that are sums over its people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from powermap.errors import FormatError
from powermap.frames.people import People, as_number
from powermap.frames.staging import HELPER, Frame
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Quoted, Reason
from powermap.model import Contact, Role, Stance

if TYPE_CHECKING:
    from powermap.frames.source import Source

__all__ = ["PEOPLE", "account_column", "facts_named", "sum_by_account", "total"]

PEOPLE = "people"
"""The number of people of an account, which is no sum."""
Fact = Callable[[People], Any]

FACTS: Mapping[str, Fact] = FrozenMapping(
    {
        "deciders": lambda of: of.decides,
        "key": lambda of: of.is_key,
        "power_unknown": lambda of: of.power.missing,
        "key_involvement_unknown": lambda of: of.is_key & of.involvement.missing,
        "key_stance_unknown": lambda of: of.is_key & of.stance.missing,
        "key_contact_unknown": lambda of: of.is_key & of.contact.missing,
        "deciders_covered": lambda of: of.decides & of.cover.yes,
        "deciders_uncovered": lambda of: of.decides & ~of.cover.yes,
        "deciders_known": lambda of: of.decides & of.is_known_well,
        "deciders_not_met": lambda of: of.decides & of.is_not_met,
        "deciders_with_us": lambda of: of.decides & of.is_for_us,
        "deciders_against_us": lambda of: of.decides & of.is_against_us,
        "deciders_with_stance": lambda of: of.decides & of.stance.one_of(Stance),
        "veto_not_met": lambda of: of.veto.yes & ~of.decides & of.is_not_met,
        "known_well": lambda of: of.is_known_well,
        "known_briefly": lambda of: of.contact.one_of({Contact.BRIEF}),
        "stances": lambda of: of.stance.one_of(Stance),
        "against_us": lambda of: of.is_against_us,
        "for_a_rival": lambda of: of.supports_a_rival(sellers_only=False),
        "key_not_for_us": lambda of: (
            of.is_key & of.stance.one_of(Stance) & ~of.is_for_us
        ),
        "open_blockers": lambda of: of.is_against_us & ~of.cover.yes & of.can_block,
        "key_opponents": lambda of: (
            of.is_key & of.is_against_us & ~(~of.cover.yes & of.can_block)
        ),
        "with_stance_to_rivals": lambda of: of.has_stance_to_rivals,
        "swing": lambda of: of.is_key & of.may_swing,
        "served": lambda of: of.organization_needs.yes,
        "served_deciders": lambda of: of.decides & of.organization_needs.yes,
        "without_evidence": lambda of: of.is_judged & ~of.evidence.yes,
        "dated_later": lambda of: of.is_dated_later,
        "declared_otherwise": lambda of: of.contradicts_declared_role,
        "role_unknown": lambda of: of.role == "",
    }
)
"""What is counted: a condition by name.

Behind ``stance_``, ``role_`` and ``holds_`` stands a stance or a role; whoever holds a
narrower role holds the broader one.
"""


def total(name: str) -> Any:
    """How many people of an account a fact holds for."""
    import narwhals as nw

    return nw.col(f"{HELPER}{name}_count")


def account_column(source: Source, account: str) -> str:
    """The column that says whose people they are.

    Raises
    ------
    FormatError
        When there is none of this name, or it is called as a column of the answer.
    """
    if account not in source.dtypes:
        raise FormatError(
            Reason(
                "message.frames.no_such_column",
                column=Quoted(account),
                columns=Listed([Quoted(name) for name in source.dtypes], most=10),
            )
        )
    if account.casefold() == PEOPLE:
        raise FormatError(
            Reason("message.frames.account_taken", column=Quoted(account))
        )
    return account


def sum_by_account(
    people: People,
    account: str,
    counted: Mapping[str, Any],
    sums: Mapping[str, Any] | None = None,
    latest: Mapping[str, Any] | None = None,
) -> Frame:
    """A row per account: its column and the counts, as `total` names them.

    Parameters
    ----------
    people : People
        The frame.
    account : str
        Its column with the account.
    counted : mapping of str to expression
        Conditions.
    sums, latest : mapping of str to expression, optional
        Numbers that are added up, days of which the last one is taken.
    """
    import narwhals as nw

    columns = {}
    for name, condition in counted.items():
        columns[f"{HELPER}{name}_one"] = as_number(condition).cast(nw.Int64)
    for name, value in (sums or {}).items():
        columns[f"{HELPER}{name}_one"] = value
    for name, value in (latest or {}).items():
        columns[f"{HELPER}{name}_last"] = value
    columns[f"{HELPER}{PEOPLE}_one"] = nw.lit(1).cast(nw.Int64)
    rows = people.read().with_columns(**columns).select(account, *columns)
    grouped = rows.group_by(account).agg(*_totals(columns))
    integers = {}
    for name in (*counted, PEOPLE):
        # DuckDB adds whole numbers up to a type that others have no word for.
        column = f"{HELPER}{name}_count"
        integers[column] = nw.col(column).cast(nw.Int64)
    return grouped.with_columns(**integers)


def _totals(columns: Iterable[str]) -> list[Any]:
    import narwhals as nw

    totals = []
    for column in columns:
        name, _, kind = column.rpartition("_")
        value = nw.col(column)
        summed = value.max() if kind == "last" else value.sum()
        totals.append(summed.alias(f"{name}_count"))
    return totals


def facts_named(people: People, names: Iterable[str]) -> dict[str, Any]:
    """The conditions of some facts."""
    return {name: _fact(people, name) for name in names}


def _fact(people: People, name: str) -> Any:
    if name in FACTS:
        return FACTS[name](people)
    kind, _, member = name.partition("_")
    if kind == "stance":
        return people.stance.one_of({Stance(member)})
    role = Role(member)
    return people.has_role(role) if kind == "holds" else people.role == role.value
