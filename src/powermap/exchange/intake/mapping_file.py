"""An understanding written as a mapping file, to edit and to read the file with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from os import PathLike
from pathlib import Path

from powermap.exchange.crm.columns import is_of_rival
from powermap.exchange.crm.mapping_words import column_words
from powermap.exchange.glossary import PLAIN
from powermap.exchange.intake.understanding import (
    ColumnUnderstanding,
    TableUnderstanding,
    Understanding,
)
from powermap.exchange.intake.values.cells import WordMeaning
from powermap.exchange.intake.words import MIDDLE, UNKNOWN, WordReader
from powermap.files.reading import to_path
from powermap.files.writing import replace_file
from powermap.language import Language, Quoted, Reason
from powermap.language.values import Value
from powermap.model.fields import (
    Field,
    fields_by_name,
    fold_header,
    parts_of,
)
from powermap.model.record import check_type
from powermap.model.rival_fields import field_named

__all__ = ["mapping_text", "write_mapping"]

_NAME = "mapping.toml"
"""What the file is called in its own first lines, before it has a name."""
_SEPARATORS = (";", "；", "、", ",", "，")
_WORKBOOKS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods"})


def write_mapping(
    understanding: Understanding, path: str | PathLike[str], language: object = "en"
) -> Path:
    r"""Write how a file was understood as a mapping, to edit and to read it with.

    Parameters
    ----------
    understanding : Understanding
        Of `inspect`.
    path : path
        A ``.toml`` file.
    language : {"en", "zh"} or Language
        Of the comments.

    Returns
    -------
    Path
        The file written.

    Examples
    --------
    >>> import io, tempfile
    >>> from powermap.exchange import inspect
    >>> shown = inspect(io.StringIO("Stakeholder;Influence\nAna Ruiz;High\n"))
    >>> write_mapping(shown, Path(tempfile.mkdtemp()) / "ours.toml").name
    'ours.toml'
    """
    path = to_path(path)
    text = mapping_text(understanding, language, name=str(path))
    return replace_file(path, text.encode())


def mapping_text(
    understanding: Understanding, language: object = "en", *, name: str = _NAME
) -> str:
    """The text of a mapping file with all that was understood of a file."""
    check_type(understanding, Understanding)
    return _MappingText(understanding, _speaker(language), name).text()


def _speaker(language: object) -> Language:
    return language if isinstance(language, Language) else Language(str(language))


class _MappingText:
    """One understanding being written down."""

    def __init__(
        self, understanding: Understanding, language: Language, name: str
    ) -> None:
        self.understanding = understanding
        self.language = language
        self.name = name
        self.lines: list[str] = []

    def text(self) -> str:
        self._add_head()
        people = [t for t in self.understanding.tables if t.kind == "people"]
        self._add_place(people)
        self._add_scale()
        self._add_options()
        columns = people[0].columns if people else ()
        if columns:
            self.lines.append("")
            self._comment("file_columns")
            self._comment("file_words")
        seen: set[str] = set()
        filled: set[str] = set()
        for column in columns:
            self._add_column(column, seen, filled)
        return "\n".join(self.lines) + "\n"

    def _say(self, key: str, **values: Value) -> str:
        return self.language.text(Reason(f"message.mapping.{key}", **values))

    def _comment(self, key: str, **values: Value) -> None:
        self._remark(self._say(key, **values))

    def _remark(self, text: str) -> None:
        # A line break would end the comment and let the rest be read.
        self.lines.append("# " + " ".join(_visible(text).split()))

    def _add_head(self) -> None:
        file = self.understanding.source
        self._comment("file_head", file=file)
        self._remark(f"powermap draw {file} --mapping {self.name}")
        self.lines.append("")

    def _add_place(self, people: Sequence[TableUnderstanding]) -> None:
        """Sheet and header, where they are those of one table."""
        if len(people) != 1:
            return
        table = people[0]
        is_only = len(self.understanding.tables) == 1
        if self.understanding.format in _WORKBOOKS:
            # The sheet alone would hide the sheets of ties and facts.
            mark = "" if is_only else "# "
            self.lines.append(f"{mark}sheet = {_quoted(table.sheet)}")
        if 1 <= len(table.header_rows) <= 2:
            self.lines.append(f"header = {list(table.header_rows)}")

    def _add_scale(self) -> None:
        scale = self.understanding.scale
        ends = f"scale = [{_number(scale.low)}, {_number(scale.high)}]"
        is_asked = self.understanding.plan is None
        if self.understanding.scale_from in {"default", "about"}:
            self._comment("file_scale_ask" if is_asked else "file_scale")
            self.lines.append(f"# {ends}")
            return
        self.lines.append(ends)
        if scale.cut is not None:
            self.lines.append(f"cut = {_number(scale.cut)}")

    def _add_options(self) -> None:
        options = self.understanding.options
        if options.dates is not None:
            self.lines.append(f"dates = {_quoted(options.dates)}")
        else:
            self._comment("file_dates")
            self.lines.append('# dates = "dmy"')
        for key, value in (("encoding", options.encoding), ("deal", options.deal)):
            if value is not None:
                self.lines.append(f"{key} = {_quoted(value)}")
        self._comment("file_unknown")
        self.lines.append('# unknown = ["tbc"]')

    def _add_column(
        self, column: ColumnUnderstanding, seen: set[str], filled: set[str]
    ) -> None:
        key = fold_header(column.title)
        fields = [_field(name) for name in column.fields]
        # Two columns of one header, and fields of a playbook: the header does not say
        # which column is meant, or the mapping knows no such field.
        is_left = not key or key in seen or None in fields
        is_left = is_left or (bool(filled & set(column.fields)) and bool(fields))
        self.lines.append("")
        if is_left:
            left = self._say("file_left")
            self._remark(f"{self.language.text(Quoted(column.title))}: {left}")
            return
        seen.add(key)
        self.lines.append("[[columns]]")
        self.lines.append(f"header = {_quoted(column.title)}")
        if column.use == "ignored":
            self.lines.append("ignore = true")
            return
        if not column.fields:
            self._add_kept(column)
            return
        filled.update(column.fields)
        self._add_fields(column, [field for field in fields if field is not None])

    def _add_kept(self, column: ColumnUnderstanding) -> None:
        """A column that no field takes; its words may still say something."""
        values = _values_of(column.words)
        if not values:
            self.lines.append("keep = true")
            return
        written = "".join(word.written for word in column.words)
        separators = [_quoted(each) for each in _SEPARATORS if each not in written]
        self.lines.append(f"separators = [{', '.join(separators)}]")
        self.lines += ["values = [", *values, "]"]

    def _add_fields(self, column: ColumnUnderstanding, fields: Sequence[Field]) -> None:
        names = [_quoted(field.name) for field in fields]
        written = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
        titles = [field.title_in(self.language) for field in fields]
        self.lines.append(f"field = {written}  # {' / '.join(titles)}")
        if column.scale is not None:
            low, high = column.scale
            self.lines.append(f"scale = [{_number(low)}, {_number(high)}]")
        if len(fields) == 1 and column_words(fields[0].name):
            self._add_words(column, fields[0])

    def _add_words(self, column: ColumnUnderstanding, field: Field) -> None:
        lines = []
        seen: set[str] = set()
        for word in column.words:
            value = _value_of(word, field)
            key = fold_header(word.written)
            if value is not None and key and key not in seen:
                seen.add(key)
                count = len(word.rows)
                lines.append(f"{_quoted(word.written)} = {value}  # {count}")
        if lines:
            self.lines.append("[columns.words]")
            self.lines += lines


def _field(name: str) -> Field | None:
    if is_of_rival(name):
        return field_named("people", name)
    known = {
        **fields_by_name("people"),
        **{each.name: each for each in parts_of("people")},
    }
    return known.get(name)


def _values_of(words: Sequence[WordMeaning]) -> list[str]:
    """The entries of words that say several things, as another mapping explains them."""
    entries = []
    seen: set[str] = set()
    for word in words:
        key = fold_header(word.written)
        if not isinstance(word.value, Mapping) or not key or key in seen:
            continue
        seen.add(key)
        says = []
        for name, value in word.value.items():
            said = value.value if isinstance(value, StrEnum) else value
            says.append(f"{name} = {json.dumps(said)}")
        meaning = f", says = {{ {', '.join(says)} }}" if says else ""
        entries.append(f"    {{ is = {_quoted(word.written)}{meaning} }},")
    return entries


def _value_of(word: WordMeaning, field: Field) -> str | None:
    """What a mapping would say of a word; None for numbers and words with a remark."""
    if word.how not in {"word", "middle", "unknown"} or field.vocabulary is None:
        return None
    # A word with a remark behind it keeps the remark only when it is read as usual.
    is_whole = WordReader(field, PLAIN).find(word.written) is not None
    if not is_whole:
        return None
    if word.value in (MIDDLE, UNKNOWN):
        return _quoted(str(word.value))
    if isinstance(word.value, StrEnum):
        return _quoted(word.value.value)
    return None


def _quoted(text: str) -> str:
    """A text as TOML has it; JSON escapes the same characters but for one."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() or char == " " else "?" for char in text)


def _number(number: float) -> str:
    return repr(int(number) if float(number).is_integer() else number)
