"""An export of several deals as several plans."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO

from powermap.errors import FormatError, Note
from powermap.exchange.glossary import Glossary, glossary_of
from powermap.exchange.intake.understanding import Understanding
from powermap.exchange.isolation import isolated
from powermap.exchange.mapping_options import mapping_named, with_mapping
from powermap.exchange.options import (
    DayOrder,
    Limits,
    ReadOptions,
    as_limits,
    as_scale,
)
from powermap.exchange.raw_file import warn
from powermap.exchange.reading import Source, understand
from powermap.language import Quoted, Reason
from powermap.model import AccountPlan, Scale, slug
from powermap.model.playbook import Playbook, as_playbook

__all__ = ["notes_of_deals", "paths_of_deals", "read_deals", "understand_deals"]

_LONGEST = 80
"""Characters of the name of a file, of which systems allow some 200 bytes."""
_DEALS = 500
"""Deals of an export, which is read once for each."""
_BESIDE = ("", "-ties", "-about")
"""Files that one plan as CSV has."""
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
"""Names that Windows keeps for devices."""


def read_deals(
    source: Source,
    *,
    format: str | None = None,
    mapping: str | os.PathLike[str] | None = None,
    scale: Scale | tuple[float, float] | str | None = None,
    dates: DayOrder | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    skip_bad_rows: bool = False,
    isolate: bool | Limits = False,
    playbook: Playbook | None = None,
) -> dict[str, AccountPlan]:
    r"""Read every deal of an export as a plan of its own.

    Parameters
    ----------
    source, format, mapping, scale, dates, encoding, sheet, skip_bad_rows, isolate, playbook
        As of `read`.

    Returns
    -------
    dict of str to AccountPlan
        By the name of the deal, in the order of the file; with its id behind it where
        two deals have one name. A file that names no deal is one plan.

    Raises
    ------
    TableError
        With every problem of a deal.
    FormatError
        When the file is missing, empty, too large or not what its suffix says.

    Examples
    --------
    >>> export = io.StringIO("Name,Deal\nAna Ruiz,ERP\nBen Ode,CRM\nAna Ruiz,CRM\n")
    >>> {name: len(plan.center) for name, plan in read_deals(export).items()}
    {'ERP': 1, 'CRM': 2}
    """
    options = ReadOptions(
        mapping,
        as_scale(scale),
        dates,
        encoding,
        sheet,
        None,
        skip_bad_rows,
        format,
        isolate=bool(isolate),
        limits=as_limits(isolate),
    )
    understandings = understand_deals(
        source, options, glossary_of(as_playbook(playbook))
    )
    for note in notes_of_deals(understandings.values()):
        warn(note)
    return {name: each.checked_plan() for name, each in understandings.items()}


def understand_deals(
    source: Source, options: ReadOptions, glossary: Glossary
) -> dict[str, Understanding]:
    """How each deal of an export is understood, by its name.

    Raises
    ------
    FormatError
        When the options, or the mapping, choose one deal.
    """
    if options.isolate:
        found: dict[str, Understanding] = isolated(
            "understand_deals", source, options, glossary
        )
        return found
    in_force = with_mapping(options, mapping_named(options, glossary))
    if in_force.deal is not None:
        raise FormatError(Reason("message.people.split_and_deal"))
    repeatable = _repeatable(source)
    whole = understand(_again(repeatable), options, glossary)
    if len(whole.deals) < 2:
        center = whole.center
        name = whole.deals[0] if whole.deals else center.name if center else ""
        return {name: whole}
    if len(whole.deals) > _DEALS:
        raise FormatError(
            Reason(
                "message.people.too_many_deals",
                source=whole.source,
                count=len(whole.deals),
                most=_DEALS,
            )
        )
    names = _labels(whole)
    deals = {}
    for key, name in names.items():
        chosen = replace(options, deal=key)
        deals[name] = understand(_again(repeatable), chosen, glossary)
    if whole.rows_without_deal:
        first = next(iter(deals))
        message = Reason(
            "message.people.rows_without_deal", count=whole.rows_without_deal
        )
        note = Note(message, whole.source)
        deals[first] = replace(deals[first], notes=(*deals[first].notes, note))
    return deals


def _labels(whole: Understanding) -> dict[str, str]:
    """What each deal is called, by its id; each name once."""
    labels = {}
    for key, name in zip(whole.deal_keys, whole.deals, strict=True):
        is_shared = whole.deals.count(name) > 1
        labels[key] = f"{name} ({key})" if is_shared else name
    return labels


def notes_of_deals(understandings: Iterable[Understanding]) -> list[Note]:
    """The notes of all deals, each once; the rows of other deals are no news."""
    notes: dict[str, Note] = {}
    for understanding in understandings:
        for note in understanding.notes:
            key = getattr(note.message, "key", None)
            if key != "message.people.other_deals":
                notes.setdefault(note.say(), note)
    return list(notes.values())


def paths_of_deals(target: Path, names: Iterable[str]) -> dict[str, Path]:
    """A file for each deal beside a target, with its suffix and a safe name.

    Examples
    --------
    >>> paths = paths_of_deals(Path("plans/deal.yaml"), ["Northwind ERP", "a/b", "A:B"])
    >>> [path.name for path in paths.values()]
    ['northwind-erp.yaml', 'a-b.yaml', 'a-b-2.yaml']
    """
    suffix = target.name[target.name.index(".") :] if "." in target.name else ""
    taken: set[str] = set()
    paths = {}
    for name in names:
        stem = _free_stem(_safe_stem(name), taken)
        taken.update(f"{stem}{part}".casefold() for part in _BESIDE)
        paths[name] = target.with_name(f"{stem}{suffix}")
    return paths


def _safe_stem(name: str) -> str:
    has_letters = any(char.isalnum() for char in name)
    stem = slug(name)[:_LONGEST].strip("-. ") if has_letters else ""
    stem = stem or "deal"
    return f"{stem}-deal" if stem in _DEVICES else stem


def _free_stem(stem: str, taken: set[str]) -> str:
    """A name whose files are none of another deal's."""
    number = 1
    free = stem
    while any(f"{free}{part}".casefold() in taken for part in _BESIDE):
        number += 1
        free = f"{stem}-{number}"
    return free


class _Kept:
    """A stream that was read once, and can be read again under its name."""

    def __init__(self, stream: IO[str] | IO[bytes]) -> None:
        self.name = str(getattr(stream, "name", None) or "stream")
        self.content = stream.read()

    def again(self) -> IO[str] | IO[bytes]:
        if isinstance(self.content, str):
            text = _NamedText(self.content)
            text.name = self.name
            return text
        data = _NamedBytes(self.content)
        data.name = self.name
        return data


class _NamedText(io.StringIO):
    name: str


class _NamedBytes(io.BytesIO):
    name: str


def _repeatable(source: Source) -> str | os.PathLike[str] | _Kept:
    if isinstance(source, str | os.PathLike):
        return source
    if not hasattr(source, "read"):
        kind = type(source).__name__
        raise FormatError(Reason("message.formats.no_source", value=Quoted(kind)))
    return _Kept(source)


def _again(source: str | os.PathLike[str] | _Kept) -> Source:
    return source.again() if isinstance(source, _Kept) else source
