"""The deals of an export, of which a buying center is about one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from powermap.errors import Note, Problem, nearest_word
from powermap.exchange.people_register import fold_name
from powermap.language import Reason
from powermap.language.values import Listed, Quoted

__all__ = ["ChosenDeal", "Deal", "choose_deal", "split_by_deal"]

_MOST = 10
"""Deals in a message; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal, and the rows that are about it.

    Attributes
    ----------
    key : str
        Its id, or its name where there are no ids; "" for rows of no deal.
    name : str
        What it is called.
    rows : tuple of int
        In the order of the file.
    """

    key: str
    name: str
    rows: tuple[int, ...]


@dataclass(slots=True)
class ChosenDeal:
    """The deal that is read, None where the file names none.

    Attributes
    ----------
    deal : Deal or None
        What was chosen, or the only deal.
    rows : list of int
        The rows to read.
    notes, problems
        Rows that are about other deals, and why none could be chosen.
    """

    deal: Deal | None
    rows: list[int]
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def split_by_deal(
    rows: Sequence[int],
    names: Mapping[int, str],
    ids: Mapping[int, str] | None = None,
) -> list[Deal]:
    """Every deal with its rows; rows that name no deal come last, as a deal without name.

    Two deals may have one name, so the id decides where a row has one.

    Examples
    --------
    >>> for deal in split_by_deal([2, 3, 4], {2: "ERP", 3: "CRM", 4: "erp"}):
    ...     print(deal.name, deal.rows)
    ERP (2, 4)
    CRM (3,)
    """
    ids = ids or {}
    by_key: dict[str, list[int]] = {}
    written: dict[str, tuple[str, str]] = {}
    key_of_name: dict[str, str] = {}
    for row in rows:
        id = ids.get(row, "").strip()
        name = names.get(row, "").strip()
        folded = f"id {id}" if id else f"name {fold_name(name)}"
        if not id and name:
            # A row with the name only is of the deal that other rows name with an id.
            folded = key_of_name.get(fold_name(name), folded)
        key = folded if id or name else ""
        by_key.setdefault(key, []).append(row)
        written.setdefault(key, (id or name, name or id))
        if id and name:
            key_of_name.setdefault(fold_name(name), key)
    deals = []
    for key in sorted(by_key, key=lambda key: not key):
        id, name = written[key]
        deals.append(Deal(id, name, tuple(by_key[key])))
    return deals


def choose_deal(
    deals: Sequence[Deal],
    wanted: str | None = None,
    *,
    source: str | None = None,
    sheet: str | None = None,
    title: str | None = None,
) -> ChosenDeal:
    """The deal to read: the only one, or the one with a name or id.

    Parameters
    ----------
    deals : sequence of Deal
        As `split_by_deal` returns them.
    wanted : str, optional
        Name or id, as the user says it.
    source, sheet, title : str, optional
        Where the column of deals stands; without a title there is no such column.

    Examples
    --------
    >>> deals = split_by_deal([2, 3], {2: "ERP", 3: "CRM"})
    >>> choose_deal(deals, "crm").rows
    [3]
    >>> choose_deal(deals).problems[0].row
    3
    """
    every = sorted(row for deal in deals for row in deal.rows)
    named = [deal for deal in deals if deal.key]
    result = ChosenDeal(None, every)
    if wanted is None:
        if len(named) == 1:
            result.deal = named[0]
        elif named:
            _refuse_several(named, result, sheet, title)
        return result
    folded = fold_name(wanted)
    matching = []
    for deal in named:
        if folded in {fold_name(deal.key), fold_name(deal.name)}:
            matching.append(deal)
    if len(matching) != 1:
        message = _not_chosen(wanted, matching, named)
        result.problems.append(Problem(message, sheet, None, title, wanted))
        return result
    result.deal = matching[0]
    result.rows = list(matching[0].rows)
    others = len(every) - len(result.rows)
    if others:
        message = Reason("message.people.other_deals", count=others, total=len(every))
        result.notes.append(Note(message, source, sheet, None, title))
    return result


def _refuse_several(
    named: Sequence[Deal], result: ChosenDeal, sheet: str | None, title: str | None
) -> None:
    message = Reason(
        "message.people.several_deals", count=len(named), names=_listed(named)
    )
    # The second deal is the row at which the file stops being about one.
    second = named[1]
    problem = Problem(message, sheet, second.rows[0], title, second.name)
    result.problems.append(problem)


def _not_chosen(wanted: str, matching: Sequence[Deal], named: Sequence[Deal]) -> Reason:
    """Why a deal cannot be chosen by a name."""
    if matching:
        keys = [Quoted(deal.key) for deal in matching]
        return Reason(
            "message.people.deals_called",
            count=len(matching),
            name=Quoted(wanted),
            ids=Listed(keys, "comma", most=_MOST),
        )
    if not named:
        return Reason("message.people.no_deals", name=Quoted(wanted))
    near = nearest_word(wanted, [deal.name for deal in named])
    if near is None:
        return Reason(
            "message.people.no_deal", name=Quoted(wanted), names=_listed(named)
        )
    return Reason(
        "message.people.no_deal_near",
        name=Quoted(wanted),
        names=_listed(named),
        near=Quoted(near),
    )


def _listed(deals: Sequence[Deal]) -> Listed:
    names = [Quoted(deal.name) for deal in deals]
    return Listed(names, "comma", most=_MOST)
