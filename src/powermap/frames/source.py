"""Which column of a frame holds which field of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from powermap.errors import FormatError, ModelError, Note
from powermap.exchange.glossary import Glossary, glossary_of
from powermap.exchange.intake.headers import Certainty, Meaning, meanings_of
from powermap.exchange.options import ScaleWords, as_scale
from powermap.exchange.raw_file import warn
from powermap.frames.levels import Level, read_level
from powermap.frames.said_words import Words, meanings_said
from powermap.frames.spellings import (
    Known,
    fold_word,
    minus_is_word,
    spellings,
)
from powermap.frames.staging import Frame
from powermap.frames.words import Word, read_word
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model import Scale
from powermap.model.field_names import FieldName
from powermap.model.fields import Table, fields_by_name
from powermap.model.playbook import Playbook, as_playbook

__all__ = ["Source", "as_frame", "column_of_tie", "open_frame"]

_SAY_SEVERAL = frozenset({"quadrant", "buying_role", "desired_engagement"})
"""Columns from whose words a reader takes several fields."""


@dataclass(frozen=True)
class Source:
    """A frame with what its columns mean.

    Attributes
    ----------
    frame : frame of narwhals
        Eager or lazy, as it was given.
    columns : mapping of field to str
        The column of each field that was found.
    dtypes : mapping of column to type
        As the frame says.
    scale : Scale
        Of the answers.
    scales : mapping of field to tuple of float
        The scales that headers state, the weak end first.
    rivals : mapping of field to mapping of rival to column
        The columns about each rival.
    playbook : Playbook
        Whose words and tables hold.
    words : mapping of field to mapping of text to meaning
        What the caller says of texts.
    """

    frame: Frame
    columns: Mapping[str, str]
    dtypes: Mapping[str, Any]
    scale: Scale
    scales: Mapping[str, tuple[float, float]]
    rivals: Mapping[str, Mapping[str, str]]
    playbook: Playbook
    words: Mapping[str, Mapping[str, object]]

    def level(self, field: str) -> Level:
        """How power or involvement is read; a field without a column is not known."""
        import narwhals as nw

        column = self.columns.get(field)
        if column is None:
            no = nw.lit(False)
            nothing = nw.lit(None, dtype=nw.Float64)
            return Level((), nw.lit(True), no, no, no, nothing)
        return read_level(
            field,
            column,
            self.dtypes[column],
            scale=self.scale,
            own=self.scales.get(field),
            known=self.known(field),
        )

    def word(self, name: str, field: str, column: str | None) -> Word:
        """How a column with words of a field is read."""
        minus: object = None
        if minus_is_word(field, self.playbook):
            minus = self._said(field).get("-", "?")
        return read_word(name, column, self.known(field), minus)

    def known(self, field: str) -> Known:
        """The spellings of each word of a field, those that the caller says first."""
        said = self._said(field)
        known = dict(spellings(field, self.playbook))
        if not said:
            return known
        keys = {fold_word(text): meaning for text, meaning in said.items()}
        for meaning, several in known.items():
            known[meaning] = tuple(each for each in several if each not in keys)
        for key, meaning in keys.items():
            if key:
                known[meaning] = (*known.get(meaning, ()), key)
        return known

    def _said(self, field: str) -> Mapping[str, object]:
        return self.words.get(field, {})

    def refuse_columns(self, names: Iterable[str]) -> None:
        """Refuse to write over columns of the caller."""
        # Engines that speak SQL take "Role" and "role" for one column.
        taken = {column.casefold(): column for column in self.dtypes}
        for name in names:
            if name.casefold() in taken:
                raise FormatError(
                    Reason(
                        "message.frames.column_taken",
                        column=Quoted(taken[name.casefold()]),
                    )
                )


def open_frame(
    native: Any,
    *,
    columns: Mapping[str, str] | None = None,
    scale: ScaleWords = None,
    playbook: Playbook | None = None,
    words: Words = None,
    required: Iterable[str] = (),
) -> Source:
    """A frame of any library with what its columns mean.

    Raises
    ------
    FormatError
        When it is no frame, or a field that is needed has no column or two.
    """
    frame = as_frame(native)
    dtypes = dict(frame.collect_schema())
    book = as_playbook(playbook)
    glossary = glossary_of(book)
    given = _check_columns(columns or {}, dtypes)
    found = _find_columns(dtypes, given, glossary)
    for field in required:
        if field not in found:
            raise FormatError(
                Reason(
                    "message.frames.no_column",
                    field=FieldName("people", field),
                    columns=Listed([Quoted(name) for name in dtypes], most=10),
                )
            )
    scales = {}
    for field, meaning in found.items():
        if meaning.scale is not None:
            scales[field] = meaning.scale
    stated = as_scale(scale)
    if stated is None and scales:
        stated = Scale(*sorted(next(iter(scales.values()))))
    names = {field: meaning.column for field, meaning in found.items()}
    if "power" not in names:
        columns_there = Listed([Quoted(name) for name in dtypes], most=10)
        warn(Note(Reason("message.frames.no_power", columns=columns_there)))
    _warn_of_unused(dtypes, names, glossary)
    return Source(
        frame=frame,
        columns=names,
        dtypes=dtypes,
        scale=stated or Scale(),
        scales=scales,
        rivals=_find_rivals(dtypes, glossary),
        playbook=book,
        words=meanings_said(words, glossary),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The column of a field, and how sure that is."""

    column: str
    certainty: Certainty
    scale: tuple[float, float] | None


def as_frame(native: Any) -> Frame:
    """A frame of any library as one of narwhals.

    Raises
    ------
    FormatError
        When it is none.
    """
    import narwhals as nw

    try:
        return nw.from_native(native)
    except TypeError as error:
        kind = type(native).__name__
        raise FormatError(Reason("message.frames.not_a_frame", type=kind)) from error


def _check_columns(
    columns: Mapping[str, str], dtypes: Mapping[str, Any]
) -> Mapping[str, str]:
    """The columns that a caller names, if there are such fields and columns."""
    known = fields_by_name("people")
    for field, column in columns.items():
        if field not in known:
            raise ModelError(
                Reason(
                    "message.frames.no_field",
                    field=Quoted(field),
                    hint=Nearest(field, tuple(known)),
                )
            )
        if column not in dtypes:
            raise FormatError(
                Reason(
                    "message.frames.no_such_column",
                    column=Quoted(column),
                    columns=Listed([Quoted(name) for name in dtypes], most=10),
                )
            )
    return columns


def _find_columns(
    dtypes: Mapping[str, Any], given: Mapping[str, str], glossary: Glossary
) -> dict[str, _Found]:
    """The column of each field: the one that the caller names, else the surest."""
    found: dict[str, _Found] = {}
    rivals: dict[str, str] = {}
    for column in dtypes:
        meaning = _meaning_of(column, glossary)
        if meaning is None or column in given.values():
            continue
        # Each rival has columns of its own.
        if meaning.field.rival is not None or meaning.field.part:
            continue
        name = meaning.field.name
        other = found.get(name)
        new = _Found(column, meaning.certainty, meaning.scale)
        if other is None or other.certainty < new.certainty:
            found[name] = new
            rivals.pop(name, None)
        elif other.certainty == new.certainty:
            rivals[name] = column
    for name, column in given.items():
        meaning = _meaning_of(column, glossary)
        scale = meaning.scale if meaning else None
        found[name] = _Found(column, Certainty.MAPPING, scale)
        rivals.pop(name, None)
    _refuse_doubles(found, rivals)
    return found


def _warn_of_unused(
    dtypes: Mapping[str, Any], used: Mapping[str, str], glossary: Glossary
) -> None:
    """Tell which columns say something of a person that only a reader understands."""
    unused = []
    for column in dtypes:
        if column in used.values():
            continue
        meanings = meanings_of(column, "people", glossary)
        if not meanings or meanings[0].certainty is Certainty.PERHAPS:
            continue
        first = meanings[0]
        if len(first.fields) > 1 or first.field.name in _SAY_SEVERAL:
            unused.append(Quoted(column))
    if unused:
        warn(Note(Reason("message.frames.not_used", columns=Listed(unused, most=10))))


def _find_rivals(
    dtypes: Mapping[str, Any], glossary: Glossary
) -> dict[str, dict[str, str]]:
    """The columns about rivals, by the field and the name of the rival."""
    found: dict[str, dict[str, str]] = {}
    for column in dtypes:
        meaning = _meaning_of(column, glossary)
        if meaning is not None and meaning.field.rival is not None:
            field = meaning.field
            found.setdefault(field.attribute, {})[field.rival or ""] = column
    return found


def _refuse_doubles(found: Mapping[str, _Found], rivals: Mapping[str, str]) -> None:
    """Two columns for one field are a question: only the caller knows which is meant."""
    for name, column in rivals.items():
        raise FormatError(
            Reason(
                "message.frames.two_columns",
                field=FieldName("people", name),
                first=Quoted(found[name].column),
                second=Quoted(column),
                name=Quoted(name),
            )
        )


def column_of_tie(field: str, columns: Iterable[str], glossary: Glossary) -> str | None:
    """The column of ties that holds a field, the surest one; None without any."""
    found: _Found | None = None
    for column in columns:
        meaning = _meaning_of(column, glossary, "ties")
        if meaning is None or meaning.field.name != field:
            continue
        if found is None or found.certainty < meaning.certainty:
            found = _Found(column, meaning.certainty, None)
    return found.column if found else None


def _meaning_of(
    column: str, glossary: Glossary, table: Table = "people"
) -> Meaning | None:
    """What the header of a column surely means."""
    meanings = meanings_of(column, table, glossary)
    if not meanings or meanings[0].certainty is Certainty.PERHAPS:
        return None
    first = meanings[0]
    # A column for several fields has two values in each cell.
    return first if len(first.fields) == 1 else None
