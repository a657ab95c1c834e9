"""The column that names people, when no header says it for sure."""

from __future__ import annotations

from collections.abc import Sequence

from powermap.exchange.glossary import PLAIN, Glossary
from powermap.exchange.intake.column import Column
from powermap.exchange.intake.fitting import fit
from powermap.exchange.intake.headers import Certainty
from powermap.model.fields import Field, fields_by_name, parts_of

__all__ = ["find_names"]

_FITS = 0.5
"""The share of distinct values that must look like names."""
_SHOWS = 0.8
"""The share of distinct values that shows that they are e-mail addresses."""


def find_names(
    columns: Sequence[Column], claimed: dict[str, Column], glossary: Glossary
) -> None:
    """Find the column of names when no header says it for sure."""
    _read_as_last_name(claimed)
    _read_beside_last_name(columns, claimed)
    if "name" in claimed or "last_name" in claimed or "first_name" in claimed:
        return
    name = fields_by_name("people")["name"]
    candidates = []
    for column in columns:
        may_be_name = any(each.field is name for each in column.meanings)
        if may_be_name and fit(column.cells, (name,), glossary) >= _FITS:
            candidates.append(column)
    # A register may list boards and unions under "Organization" and have no names.
    if not candidates and claimed.keys() & {"power", "involvement", "stance"}:
        for column in columns:
            is_settled = column.is_custom or column.is_ignored
            is_free = not column.fields and not is_settled
            if is_free and fit(column.cells, (name,), glossary) >= 1:
                candidates.append(column)
    if not candidates:
        _call_by_email(columns, claimed, name)
        return
    if candidates:
        chosen = candidates[0]
        for field in chosen.fields:
            claimed.pop(field.name, None)
        chosen.fields = (name,)
        chosen.certainty = Certainty.PERHAPS
        claimed["name"] = chosen


def _call_by_email(
    columns: Sequence[Column], claimed: dict[str, Column], name: Field
) -> None:
    """Let people be called by e-mail where a column of names holds these."""
    email = next(part for part in parts_of("people") if part.name == "email")
    for column in columns:
        may_be_name = any(each.field is name for each in column.meanings)
        is_free = may_be_name and not column.fields and bool(column.cells)
        if is_free and fit(column.cells, (email,), PLAIN) >= _SHOWS:
            column.fields = (email,)
            column.certainty = Certainty.HEADER
            column.why_kept = None
            claimed["email"] = column
            return


def _read_as_last_name(claimed: dict[str, Column]) -> None:
    """A column "Name" beside "First name" holds the last names, unless it has both."""
    whole = claimed.get("name")
    first = claimed.get("first_name")
    if whole is None or first is None or "last_name" in claimed:
        return
    if whole.rule is not None or _is_within(first, whole):
        return
    del claimed["name"]
    whole.fields = (_part("last_name"),)
    claimed["last_name"] = whole


def _read_beside_last_name(
    columns: Sequence[Column], claimed: dict[str, Column]
) -> None:
    """A column "Name" beside "Last name" holds the first names, or the whole ones."""
    last = claimed.get("last_name")
    if last is None or last.rule is not None or "first_name" in claimed:
        return
    whole = claimed.get("name") or _free_name(columns)
    if whole is None or whole.rule is not None:
        return
    claimed.pop("name", None)
    whole.certainty = whole.certainty or Certainty.HEADER
    if _is_within(last, whole):
        # The whole name says how the parts are joined.
        whole.fields = (fields_by_name("people")["name"],)
        last.fields = ()
        del claimed["last_name"]
        claimed["name"] = whole
    else:
        whole.fields = (_part("first_name"),)
        claimed["first_name"] = whole


def _free_name(columns: Sequence[Column]) -> Column | None:
    """The first column that may hold names and fills nothing else."""
    name = fields_by_name("people")["name"]
    for column in columns:
        sure = [each for each in column.meanings if each.certainty > Certainty.PERHAPS]
        may_be_name = any(each.field is name for each in sure)
        if may_be_name and not column.fields and not column.is_ignored:
            return column
    return None


def _is_within(part: Column, whole: Column) -> bool:
    """Whether a name of one column is a part of the name in another."""
    parts = {cell.row: str(cell.raw).casefold() for cell in part.cells}
    for cell in whole.cells:
        own = parts.get(cell.row)
        if own and own in str(cell.raw).casefold():
            return True
    return False


def _part(name: str) -> Field:
    return next(part for part in parts_of("people") if part.name == name)
