"""Which column of a table means which field.

A header may mean several fields: the first whose values fit is taken, the surest
headers before the others. What means nothing is kept as a custom field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from powermap.errors import Problem
from powermap.exchange.crm.columns import CrmMapping, field_or_part
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.column import Column
from powermap.exchange.intake.fitting import fit
from powermap.exchange.intake.headers import Certainty, Meaning, meanings_of
from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.intake.name_columns import find_names
from powermap.exchange.intake.own_results import computed_titles
from powermap.exchange.intake.rival_columns import take_rival_columns
from powermap.exchange.intake.scale import stated_scale
from powermap.exchange.intake.spelling import nearly_same
from powermap.exchange.intake.values.cells import CellOf
from powermap.exchange.intake.values.numbers import parse_number
from powermap.exchange.intake.words import buying_role_of
from powermap.exchange.tables.cells import is_empty
from powermap.exchange.tables.fact_sheet import name_behind_mark
from powermap.language import Listed, Quoted, Reason
from powermap.language.values import Value
from powermap.model import Role
from powermap.model.fields import Table, fields_of, parts_of
from powermap.model.vocabulary import fold

__all__ = ["Column", "assign_columns"]

_FITS = 0.5
"""The share of distinct values that must fit a field for a header to mean it."""
_BETTER = 0.2
"""By how much another meaning must fit better to be taken before a surer one."""
_SHOWS = 0.8
"""The share of distinct values that shows that words are meant and no texts."""
_STATEMENTS = frozenset({"quadrant", "buying_role", "decides", "involved"})
"""Parts with words of their own."""
_REPEATED = frozenset({"email", "number"})
"""Parts that several columns may hold."""
_STRICT_FIRST = frozenset({"level", "word", "words", "yes", "date", "number"})
"""Kinds of which values show whether they fit; texts always do."""


def assign_columns(
    table: SheetTable,
    kind: Table,
    glossary: Glossary,
    mapping: CrmMapping | None = None,
    rivals: Sequence[str] = (),
    *,
    unnamed: Callable[[int], str] = lambda place: f"column {place + 1}",
) -> tuple[list[Column], list[Problem]]:
    """The columns of a table that hold something, each with what it means."""
    columns = _columns(table, unnamed)
    if mapping is not None and mapping.unknown:
        for column in columns:
            column.leave_out(mapping.says_unknown)
    claimed: dict[str, Column] = {}
    problems = _apply_mapping(columns, kind, mapping, table, claimed)
    _leave_out_results(columns, kind)
    if kind == "people":
        problems += take_rival_columns(columns, table, glossary, rivals, claimed)
    for column in columns:
        is_settled = column.is_custom or column.is_ignored or column.rule is not None
        is_settled = is_settled or bool(column.fields)
        if not is_settled and table.titles[column.place]:
            column.meanings = meanings_of(column.title, kind, glossary)
    problems += _assign(columns, claimed, glossary, table)
    problems += _refuse_typos(columns, kind, claimed, glossary, table)
    if kind == "people":
        find_names(columns, claimed, glossary)
    _number_repeated(columns)
    return columns, problems


def _columns(table: SheetTable, unnamed: Callable[[int], str]) -> list[Column]:
    cells: list[list[CellOf]] = [[] for _ in table.titles]
    for row in table.rows:
        for place, raw in enumerate(row.cells[: len(cells)]):
            # Most cells of a wide table are None, millions of them.
            if raw is not None and not is_empty(raw):
                cells[place].append(CellOf(row.number, raw))
    columns = []
    for place, title in enumerate(table.titles):
        # An empty column without a header is the margin of a table.
        if not title and not cells[place]:
            continue
        name = name_behind_mark(title)
        column = Column(place, name or title or unnamed(place), cells[place])
        column.is_custom = name is not None
        columns.append(column)
    return columns


def _apply_mapping(
    columns: Sequence[Column],
    kind: Table,
    mapping: CrmMapping | None,
    table: SheetTable,
    claimed: dict[str, Column],
) -> list[Problem]:
    """Give columns what the mapping says of them."""
    problems: list[Problem] = []
    if mapping is None or kind != "people":
        return problems
    taken: dict[int, Column] = {}
    for column in columns:
        rule = mapping.find(column.title)
        if rule is None or column.is_custom:
            continue
        first = taken.setdefault(id(rule), column)
        if first is not column and first.title == column.title:
            # A second column of one header is understood in the usual way.
            continue
        if first is not column and rule.fields:
            problems.append(_two_columns(first, column, rule.key, table))
            continue
        column.rule = rule
        column.is_ignored = rule.ignore
        column.certainty = Certainty.MAPPING
        column.fields = tuple(field_or_part(name) for name in rule.fields)
        column.scale = rule.scale or stated_scale(column.title)
        for name in rule.fields:
            claimed[name] = column
    return problems


def _leave_out_results(columns: Sequence[Column], kind: Table) -> None:
    """Leave out what powermap computed, with one note at the first such column."""
    open_columns = [column for column in columns if column.rule is None]
    computed = computed_titles([column.title for column in open_columns], kind)
    titles = Listed([Quoted(title) for title in computed], most=10)
    skipped = [column for column in open_columns if column.title in computed]
    for column in skipped:
        column.is_ignored = True
    if skipped:
        skipped[0].why_ignored = Reason(
            "message.columns.computed", count=len(computed), titles=titles
        )


def _number_repeated(columns: Sequence[Column]) -> None:
    """Give each of several kept columns of one title a name of its own."""
    taken = {column.title for column in columns}
    numbers: dict[str, int] = {}
    for column in columns:
        if column.fields or column.is_ignored:
            continue
        if column.title not in numbers:
            numbers[column.title] = 2
            continue
        number = numbers[column.title]
        while f"{column.title} ({number})" in taken:
            number += 1
        numbers[column.title] = number + 1
        name = f"{column.title} ({number})"
        column.why_kept = Reason(
            "message.columns.repeated", title=Quoted(column.title), name=Quoted(name)
        )
        column.title = name
        taken.add(name)


def _assign(
    columns: Sequence[Column],
    claimed: dict[str, Column],
    glossary: Glossary,
    table: SheetTable,
) -> list[Problem]:
    """Go through what the headers may mean, the surest first."""
    problems: list[Problem] = []
    for column, meaning, share in _ranked(columns, glossary):
        if column.fields:
            continue
        names = [field.name for field in meaning.fields]
        other = _first_claim(names, claimed)
        if other is not None:
            # A whole name beside its parts is a second way to say it, and kept.
            is_same = any(field.name == names[0] for field in other.fields)
            if is_same and meaning.certainty is Certainty.TITLE is other.certainty:
                problems.append(_two_columns(other, column, meaning.field, table))
                column.is_ignored = True
                column.fields = meaning.fields
            elif is_same and _says_how_it_stands(meaning):
                column.why_kept = Reason(
                    "message.columns.second",
                    field=meaning.field,
                    first=Quoted(other.title),
                )
            continue
        if not _suits(column, meaning, share, glossary):
            continue
        column.take(meaning)
        for name in names:
            if name not in _REPEATED:
                claimed[name] = column
    return problems


def _says_how_it_stands(meaning: Meaning) -> bool:
    """Whether two columns of one meaning may say two things, which has to be told."""
    is_likely = meaning.certainty > Certainty.PERHAPS
    return is_likely and meaning.field.name in {"power", "involvement", "stance"}


def _ranked(
    columns: Sequence[Column], glossary: Glossary
) -> list[tuple[Column, Meaning, float]]:
    """What the headers may mean and how well the values fit, the surest first."""
    options = []
    for column in columns:
        shares = [fit(column.cells, each.fields, glossary) for each in column.meanings]
        for order, meaning in enumerate(column.meanings):
            is_text = not _shows_fit(meaning)
            certainty = int(meaning.certainty)
            # "Position" is a job or a stance: where the values are words of the one,
            # they show that it is not the other, which takes any text.
            if is_text and _are_words(column, shares):
                certainty = 0
            # "Role" is a role of powermap's or of a CRM: the words say which.
            is_sure = meaning.certainty is Certainty.TITLE
            if not is_text and not is_sure and shares[order] + _BETTER <= max(shares):
                certainty = 0
            if meaning.field.name == "declared_role" and _names_buyers(
                column, glossary
            ):
                certainty = 0
            # Among equally sure meanings those whose values show whether they fit,
            # and of these the one that fits best.
            rank = (-certainty, is_text, column.place, -shares[order], order)
            options.append((rank, column, meaning, shares[order]))
    options.sort(key=lambda option: option[0])
    return [(column, meaning, share) for _, column, meaning, share in options]


def _are_words(column: Column, shares: Sequence[float]) -> bool:
    """Whether the values of a column are words of something that it may mean."""
    if not column.cells:
        return False
    for meaning, share in zip(column.meanings, shares, strict=True):
        if share >= _SHOWS and _shows_fit(meaning):
            return True
    return False


def _names_buyers(column: Column, glossary: Glossary) -> bool:
    """Whether a column "Role" has the words of CRMs, and not only powermap's own.

    "Decision maker" says who decides; "Gatekeeper" is a role on the map.
    """
    own = {fold(role.value) for role in Role}
    is_open = any(meaning.field.name == "buying_role" for meaning in column.meanings)
    words = {str(cell.raw) for cell in column.cells}
    if not is_open or own.issuperset(map(fold, words)):
        return False
    aliases = glossary.aliases
    return all(buying_role_of(word, aliases) is not None for word in words)


def _refuse_typos(
    columns: Sequence[Column],
    kind: Table,
    claimed: dict[str, Column],
    glossary: Glossary,
    table: SheetTable,
) -> list[Problem]:
    """A header that is nearly a known one, with values that fit, is a slip.

    Kept as a custom field it would hide what the user meant to say.
    """
    problems = []
    fields = (*fields_of(kind), *glossary.custom_fields(kind), *parts_of(kind))
    for column in columns:
        is_open = not column.fields and not column.meanings and column.rule is None
        is_settled = column.is_custom or column.is_ignored
        if not is_open or is_settled or not table.titles[column.place]:
            continue
        for field in fields:
            own = glossary.aliases.headers_of(field)
            headers = (*field.title.values(), *field.headers, *own)
            if field.kind in {"level", "word"}:
                # Its values show that it is meant, whatever it is usually called.
                headers = (*headers, *field.more_headers)
            near = nearly_same(column.title, headers)
            if near is None or field.name in claimed:
                continue
            if fit(column.cells, (field,), glossary) < _FITS:
                continue
            row = table.header_rows[-1] if table.header_rows else None
            message = Reason(
                "message.columns.typo", title=Quoted(column.title), near=Quoted(near)
            )
            problems.append(
                Problem(message, table.sheet, row, column.title, column.title)
            )
            # As if it were spelled right, so that nothing else is found missing.
            column.fields = (field,)
            claimed[field.name] = column
            break
    return problems


def _first_claim(names: Sequence[str], claimed: dict[str, Column]) -> Column | None:
    for name in names:
        if name in claimed:
            return claimed[name]
        # A whole name and its parts are two ways to say one thing.
        if name == "name" and "last_name" in claimed:
            return claimed["last_name"]
    return None


def _shows_fit(meaning: Meaning) -> bool:
    """Whether the values of a column show that it means something."""
    field = meaning.field
    return field.kind in _STRICT_FIRST or field.name in _STATEMENTS


def _suits(column: Column, meaning: Meaning, share: float, glossary: Glossary) -> bool:
    """Whether the values of a column are what its header suggests."""
    if not column.cells:
        return meaning.certainty > Certainty.PERHAPS
    field = meaning.field
    if field.name == "title" and _are_ranks(column, meaning):
        return False
    says_something = field.name != "buying_role" or _says_something(column, glossary)
    if share >= _FITS and says_something:
        return True
    if field.name == "title" and share < _FITS:
        return False
    # powermap's own title is taken by its word, so that a misspelled value is told;
    # unless nothing fits and the title means something else too ("Contact"). Parts,
    # such as "Involved", are in no file that powermap writes.
    if meaning.certainty is Certainty.TITLE and not field.part:
        is_only = len(column.meanings) == 1 or not _shows_fit(meaning)
        if share > 0 or (is_only and meaning.field.name != "title"):
            return True
    column.why_kept = Reason(
        "message.columns.values_do_not_fit",
        field=meaning.field,
        example=Quoted(column.cells[0].raw, 40),
    )
    return False


def _are_ranks(column: Column, meaning: Meaning) -> bool:
    """Whether a column such as "Rank" numbers its rows, and names no jobs."""
    is_sure = meaning.certainty >= Certainty.TITLE
    return not is_sure and all(parse_number(cell.raw) for cell in column.cells)


def _says_something(column: Column, glossary: Glossary) -> bool:
    """Whether one of the words of a CRM says what is judged here; "User" does not."""
    for cell in column.cells:
        words = str(cell.raw).replace(",", ";").split(";")
        if any(buying_role_of(word.strip(), glossary.aliases) for word in words):
            return True
    return False


def _two_columns(
    first: Column, second: Column, field: Value, table: SheetTable
) -> Problem:
    row = table.header_rows[-1] if table.header_rows else None
    message = Reason(
        "message.columns.two_mean_one",
        field=field,
        first=Quoted(first.title),
        second=Quoted(second.title),
    )
    return Problem(message, table.sheet, row, second.title, second.title)
