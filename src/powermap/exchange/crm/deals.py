"""The rows of one deal, from an export that may have several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from powermap.errors import nearest, shown
from powermap.exchange.crm.export_rows import ExportRow, ExportRows
from powermap.exchange.people_register import fold_name
from powermap.exchange.raw_file import list_some

__all__ = ["contacts_of_deal"]


def contacts_of_deal(rows: ExportRows, deal: str | None) -> list[ExportRow]:
    """Each contact of the deal once; of the only deal when none is chosen."""
    contacts = _rows_of_deal(rows, deal)
    return _without_repetitions(rows, contacts)


def _deal_title(rows: ExportRows) -> str | None:
    # Two deals may have the same name, so the id decides where there is one.
    return rows.title_of("deal_id") or rows.title_of("deal")


def _rows_of_deal(rows: ExportRows, deal: str | None) -> list[ExportRow]:
    everything = rows.contacts
    title = _deal_title(rows)
    if title is None:
        if deal is not None:
            rows.log.problem(
                "the export has no column for the deal, "
                f"so {shown(deal)} cannot be chosen",
                None,
                None,
                None,
            )
        return everything
    first_rows: dict[str, ExportRow] = {}
    for row in everything:
        key = row.cells.get(title)
        if key:
            first_rows.setdefault(key, row)
    if deal is None:
        _refuse_several(rows, first_rows, title)
        return everything
    names = {key: rows.text(row, "deal") or key for key, row in first_rows.items()}
    chosen = _find_deal(rows, deal, names, title)
    if chosen is None:
        return everything
    matching = [row for row in everything if row.cells.get(title) == chosen]
    others = len(everything) - len(matching)
    if others:
        rows.log.note(
            f"left out {others} of {len(everything)} rows, "
            "which are not about the chosen deal"
        )
    return matching


def _refuse_several(
    rows: ExportRows, first_rows: Mapping[str, ExportRow], title: str
) -> None:
    if len(first_rows) < 2:
        # Contacts of one deal, or of none that is named.
        return
    names = []
    for key, row in first_rows.items():
        names.append(shown(rows.text(row, "deal") or key))
    # The second deal is the row at which the export stops being about one.
    second = list(first_rows.values())[1]
    rows.log.problem(
        f"the export has {len(first_rows)} deals, and a buying center is about one: "
        f"{list_some(names)}; choose one with --deal NAME (in Python deal=NAME)",
        second.number,
        title,
        second.cells[title],
    )


def _find_deal(
    rows: ExportRows, deal: str, names: Mapping[str, str], title: str
) -> str | None:
    """The key of the deal with a name or an id."""
    # Users type the name of a deal as they remember it.
    folded = fold_name(deal)
    matching = []
    for key, name in names.items():
        if folded in {fold_name(key), fold_name(name)}:
            matching.append(key)
    if len(matching) == 1:
        return matching[0]
    if matching:
        message = (
            f"{len(matching)} deals are called {shown(deal)}; "
            f"choose one by id: {list_some(map(shown, matching))}"
        )
    else:
        message = (
            f"no deal is called {shown(deal)}; the export has "
            f"{list_some(map(shown, names.values())) or 'no deal'}"
            f"{nearest(deal, names.values())}"
        )
    rows.log.problem(message, None, title, deal)
    return None


def _without_repetitions(
    rows: ExportRows, contacts: Sequence[ExportRow]
) -> list[ExportRow]:
    """Each contact once; a second row for the same deal is a problem."""
    first_rows: dict[str, ExportRow] = {}
    deal = _deal_title(rows) or ""
    for row in contacts:
        # Without an id two rows of one name may be two people.
        key = rows.text(row, "id") or f"row {row.number}"
        first = first_rows.setdefault(key, row)
        is_same_deal = first.cells.get(deal) == row.cells.get(deal)
        if first is not row and is_same_deal:
            rows.log.problem(
                f"row {first.number} has the same contact; "
                "keep one row for each contact of a deal",
                row.number,
                rows.title_of("id"),
                key,
            )
    return list(first_rows.values())
