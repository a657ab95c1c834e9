"""What a mapping says about a file, where the user says nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from powermap.exchange.formats.content import Content
from powermap.exchange.glossary import Glossary
from powermap.exchange.options import DayOrder, ReadOptions

if TYPE_CHECKING:
    from powermap.exchange.crm.columns import CrmMapping

__all__ = ["encoding_needed", "mapping_named", "with_mapping"]


def mapping_named(options: ReadOptions, glossary: Glossary) -> CrmMapping | None:
    """The mapping that the user names."""
    if options.mapping is None:
        return None
    from powermap.exchange.crm.mapping import mapping_of

    return mapping_of(options.mapping, glossary)


def with_mapping(options: ReadOptions, mapping: CrmMapping | None) -> ReadOptions:
    """The options, and those of the mapping for which the user gives none.

    The scale is left out: a sheet About states it before a mapping does.

    Examples
    --------
    >>> from powermap.exchange.crm.columns import CrmMapping
    >>> mapping = CrmMapping("Ours", (), sheet="Register", dates="dmy")
    >>> with_mapping(ReadOptions(dates="mdy"), mapping).dates
    'mdy'
    >>> with_mapping(ReadOptions(), mapping).sheet
    'Register'
    """
    if mapping is None:
        return options
    return replace(
        options,
        dates=options.dates or cast("DayOrder | None", mapping.dates),
        sheet=options.sheet or mapping.sheet,
        deal=options.deal or mapping.deal,
    )


def encoding_needed(
    content: Content, options: ReadOptions, mapping: CrmMapping | None
) -> str | None:
    """The encoding of a mapping, when that of the file had to be guessed at."""
    # A file in Unicode says so itself, whatever the mapping was made for.
    if mapping is None or options.encoding is not None:
        return None
    is_guess = any(
        getattr(note.message, "key", "") == "message.encoding.guess"
        for note in content.notes
    )
    return mapping.encoding if is_guess else None
