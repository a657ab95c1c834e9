"""Fields that have a value, and in a table a column, for each rival."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from powermap.model.by_rival import rival_from_header, rival_in_header
from powermap.model.fields import Field, Table, fields_by_name, rival_mark

__all__ = ["field_named", "field_of_rival", "rival_of_column", "with_rivals"]


def field_of_rival(field: Field, rival: str) -> Field:
    """The column of one rival of a field that has one for each.

    Examples
    --------
    >>> field_of_rival(fields_by_name("people")["rival_stances"], "Contoso").name
    'rival_stances: Contoso'
    """
    return replace(
        field,
        name=f"{field.name}{rival_mark('en')}{rival_in_header(rival)}",
        aliases=(),
        more_headers=(),
        perhaps=(),
        by_rival=False,
        rival=rival,
    )


def with_rivals(fields: Iterable[Field], rivals: Iterable[str]) -> tuple[Field, ...]:
    """Fields with a column for each rival in place of those that have one for each.

    Examples
    --------
    >>> stances = fields_by_name("people")["rival_stances"]
    >>> [each.name for each in with_rivals([stances], ["Contoso", "Fabrikam"])]
    ['rival_stances: Contoso', 'rival_stances: Fabrikam']
    """
    names = tuple(rivals)
    columns: list[Field] = []
    for field in fields:
        if field.by_rival:
            columns += [field_of_rival(field, rival) for rival in names]
        else:
            columns.append(field)
    return tuple(columns)


def rival_of_column(table: Table, name: str) -> tuple[str, str] | None:
    """The field and the rival of a column; None where it is of no rival.

    Examples
    --------
    >>> rival_of_column("people", "rival_stances: Contoso")
    ('rival_stances', 'Contoso')
    >>> rival_of_column("people", "stance: Contoso") is None
    True
    """
    base, mark, rival = name.partition(rival_mark("en"))
    field = fields_by_name(table).get(base)
    if field is None or not field.by_rival or not mark or not rival.strip():
        return None
    return base, rival_from_header(rival)


def field_named(table: Table, name: str) -> Field:
    """The field with a key, that of a rival's column too.

    Examples
    --------
    >>> field_named("people", "rival_stances: Contoso").rival
    'Contoso'
    """
    own = fields_by_name(table).get(name)
    if own is not None:
        return own
    column = rival_of_column(table, name)
    if column is None:
        raise KeyError(name)
    base, rival = column
    return field_of_rival(fields_by_name(table)[base], rival)
