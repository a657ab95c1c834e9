"""How a file was understood, as sections that a page, a terminal or a notebook shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from powermap.errors import FormatError, Note, Problem
from powermap.exchange.formats.registry import format_named
from powermap.exchange.intake.column_notes import meaning_of
from powermap.exchange.intake.next_steps import describe_missing, next_commands
from powermap.exchange.intake.understanding import (
    ColumnUnderstanding,
    TableUnderstanding,
    Understanding,
)
from powermap.exchange.intake.values.cells import WordMeaning
from powermap.judgment.roles import classify
from powermap.language import (
    LANGS,
    Listed,
    Quoted,
    Reason,
    label,
)
from powermap.language.values import Texts, Value
from powermap.model.fields import fields_by_name, parts_of
from powermap.model.playbook import Playbook
from powermap.model.rival_fields import field_named, rival_of_column
from powermap.model.sheet_titles import sheet_title
from powermap.model.vocabulary import fold

__all__ = ["Section", "sections_of"]

_WORDS = 6
"""Words of a column that are shown; the rest is counted."""
_MOST_LINES = 500
"""Problems that are told one by one; each suggests what may be meant."""
_NAMES = 10
_LONGEST = 40
"""Characters of a header or a cell that are shown."""
_HEADERS = tuple(
    Reason(f"message.inspect.{key}") for key in ("column", "read_as", "sure", "says")
)
_IN_TABLE = frozenset(
    {
        "message.columns.read_words",
        "message.columns.words_say",
        "message.columns.read_as",
        "message.columns.values_do_not_fit",
        "message.scale.from_header",
        "message.scale.from_legend",
        "message.scale.from_cells",
    }
)
"""Notes that the tables of columns and the line on the scale say too."""
_TELLING = frozenset({"word", "middle", "unknown", "refused", "kept"})
"""How a word was read, where that is worth a line."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what is shown: a heading, then a table or lines.

    Attributes
    ----------
    title : Value
        The heading.
    headers : tuple of Value
        Of the table.
    rows : list of tuple of Value
        Of the table.
    lines : list of Value
        In place of a table.
    is_typed : bool
        Whether the lines are commands, which must not be broken.
    """

    title: Value
    headers: tuple[Value, ...] = ()
    rows: list[tuple[Value, ...]] = field(default_factory=list)
    lines: list[Value] = field(default_factory=list)
    is_typed: bool = False


def sections_of(
    understanding: Understanding,
    *,
    playbook: Playbook | None = None,
    file: str | None = None,
) -> list[Section]:
    """The sections in their order; those that have nothing to say are left out."""
    sections = [Section(_title(understanding))]
    for table in understanding.tables:
        sections.append(_table_section(table, understanding))
    sections.append(_people_section(understanding, playbook))
    for key, lines in (
        ("missing", describe_missing(understanding)),
        ("problems", _without_source(understanding.problems, understanding)),
        ("notes", _without_source(_other_notes(understanding), understanding)),
    ):
        if lines:
            sections.append(Section(Reason(f"message.inspect.{key}"), lines=[*lines]))
    commands: list[Value] = [*next_commands(understanding, file)]
    if commands:
        title = Reason("message.inspect.next")
        sections.append(Section(title, lines=commands, is_typed=True))
    return sections


def _other_notes(understanding: Understanding) -> list[Note]:
    """The notes that say more than the tables of columns."""
    notes = []
    for note in understanding.notes:
        key = note.message.key if isinstance(note.message, Reason) else None
        if key not in _IN_TABLE:
            notes.append(note)
    return notes


def _without_source(
    messages: Sequence[Note | Problem], understanding: Understanding
) -> list[Value]:
    """Messages without the name of the file, which stands above all of them."""
    own: list[Value] = []
    for message in messages[:_MOST_LINES]:
        changes: dict[str, None] = {}
        if message.sheet and understanding.source.endswith(message.sheet):
            changes["sheet"] = None
        if isinstance(message, Note) and message.source == understanding.source:
            changes["source"] = None
        own.append(replace(message, **changes))  # type: ignore[arg-type]
    if len(messages) > _MOST_LINES:
        rest = len(messages) - _MOST_LINES
        own.append(Reason("message.more_problems", count=rest))
    return own


def _title(understanding: Understanding) -> Reason:
    kind: Value = understanding.format
    try:
        kind = Texts(format_named(understanding.format, understanding.source).title)
    except FormatError:
        # A format of a plug-in may call itself what it likes.
        kind = understanding.format
    if not understanding.format:
        return Reason("message.inspect.file", source=understanding.source)
    return Reason(
        "message.inspect.file_of_kind", source=understanding.source, kind=kind
    )


def _table_section(table: TableUnderstanding, understanding: Understanding) -> Section:
    titles = Texts({lang: sheet_title(table.kind, lang) for lang in LANGS})
    header = Reason("message.inspect.no_header")
    if table.header_rows:
        rows = Listed(table.header_rows)
        count = len(table.header_rows)
        header = Reason("message.inspect.header_rows", count=count, rows=rows)
    # A CSV file is its only sheet and has the same name.
    is_file = understanding.source.endswith(table.sheet)
    title = Reason(
        "message.inspect.table" if is_file else "message.inspect.table_of_sheet",
        table=titles,
        sheet=table.sheet,
        header=header,
        count=table.rows,
    )
    section = Section(title, _HEADERS)
    for column in table.columns:
        section.rows.append(_column_row(column, table, understanding))
    return section


def _column_row(
    column: ColumnUnderstanding,
    table: TableUnderstanding,
    understanding: Understanding,
) -> tuple[Value, ...]:
    return (
        _short(column.title),
        _use(column, table),
        _certainty(column),
        _contents(column, understanding),
    )


def _use(column: ColumnUnderstanding, table: TableUnderstanding) -> Value:
    names = [*column.fields]
    if column.use == "custom":
        # Words of a mapping fill fields, and the column is kept beside them.
        names += _fields_of_words(column)
    if not names:
        return Reason(f"message.inspect.{column.use}")
    known = {**fields_by_name(table.kind)}
    for part in parts_of(table.kind):
        known.setdefault(part.name, part)
    fields: list[Value] = []
    for name in names:
        own: Value = known.get(name, name)
        if rival_of_column(table.kind, name) is not None:
            own = field_named(table.kind, name)
        fields.append(own)
    return Listed(fields, "plus")


def _fields_of_words(column: ColumnUnderstanding) -> list[str]:
    names: dict[str, None] = {}
    for word in column.words:
        if isinstance(word.value, Mapping):
            names.update(dict.fromkeys(word.value))
    return list(names)


def _certainty(column: ColumnUnderstanding) -> Value:
    if column.certainty is None:
        return None
    return Reason(f"message.inspect.sure_{column.certainty}")


def _contents(column: ColumnUnderstanding, understanding: Understanding) -> Value:
    """What is in a column: its words with their meanings, or a few examples."""
    if not column.filled:
        return Reason("message.inspect.empty")
    if column.use == "custom" and column.why is not None:
        return column.why
    telling = [word for word in column.words if word.how in _TELLING]
    if telling:
        said: list[Value] = []
        for word in telling[:_WORDS]:
            said.append(_word(word, understanding))
        # The others are counted only.
        said += [word.written for word in telling[_WORDS:]]
        return Listed(said, "semicolon", most=_WORDS)
    texts = [_short(example) for example in column.examples]
    if column.distinct > len(texts):
        # A name may have a comma of its own.
        examples = Listed(texts, "semicolon")
        return Reason(
            "message.inspect.examples", examples=examples, count=column.distinct
        )
    return Listed(texts, "semicolon")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _word(word: WordMeaning, understanding: Understanding) -> Reason:
    quoted = Quoted(word.written, 40)
    if _is_own_word(word):
        return Reason("message.inspect.word_own", count=len(word.rows), word=quoted)
    meaning: Value = meaning_of(word.value, understanding.scale)
    if word.value is None or word.how in {"unknown", "refused", "kept"}:
        key = word.how if word.how in {"refused", "kept"} else "unknown"
        meaning = Reason(f"message.inspect.word_{key}")
    return Reason(
        "message.columns.word_means",
        count=len(word.rows),
        word=quoted,
        meaning=meaning,
    )


def _is_own_word(word: WordMeaning) -> bool:
    """Whether powermap itself writes the word so, which needs no explanation."""
    value = word.value
    if not isinstance(value, StrEnum):
        return False
    labels = [value.value, *(label(value, lang) for lang in LANGS)]
    return fold(word.written) in map(fold, labels)


def _people_section(understanding: Understanding, playbook: Playbook | None) -> Section:
    center = understanding.center
    if center is None:
        lines = _scale_lines(understanding)
        return Section(Reason("message.inspect.not_read"), lines=lines)
    placed = sum(1 for person in center if person.power is not None)
    title = Reason("message.inspect.people", count=len(center), placed=placed)
    lines = []
    roles = Counter(
        each.role
        for each in classify(center, playbook=playbook).values()
        if each.role is not None
    )
    if roles:
        counted = [
            Reason("message.inspect.counted", what=role, count=count)
            for role, count in roles.most_common()
        ]
        lines.append(Listed(counted))
    lines += _unplaced_lines(understanding)
    kinds = Counter(tie.kind for tie in center.ties)
    if kinds:
        counted = [
            Reason("message.inspect.counted", what=kind, count=count)
            for kind, count in kinds.most_common()
        ]
        lines.append(Reason("message.inspect.ties", ties=Listed(counted)))
    lines += _scale_lines(understanding)
    return Section(title, lines=lines)


def _unplaced_lines(understanding: Understanding) -> list[Value]:
    """Who is not placed, by the column that does not say it."""
    center = understanding.center
    people: dict[Value, list[Value]] = {}
    words: dict[Value, dict[Value, None]] = {}
    for id, why in understanding.unplaced.items():
        # The words of one column are one line: "?", "TBD" and "unknown" say the same.
        place: Value = why.values.get("column", why)
        name = center[id].name if center is not None else id
        people.setdefault(place, []).append(name)
        if "word" in why.values:
            words.setdefault(place, {})[why.values["word"]] = None
    lines: list[Value] = []
    for place, names in people.items():
        reason = place
        if place in words:
            said = Listed(words[place], "or", most=_WORDS)
            reason = Reason("message.inspect.why_word", column=place, word=said)
        lines.append(
            Reason(
                "message.inspect.unplaced",
                count=len(names),
                why=reason,
                people=Listed(names, most=_NAMES, more="list.more"),
            )
        )
    return lines


def _scale_lines(understanding: Understanding) -> list[Value]:
    """The scale, where it is stated or somebody has a score."""
    scores: list[object] = []
    for person in understanding.center or ():
        scores += [person.power, person.involvement]
    has_scores = any(isinstance(score, int | float) for score in scores)
    if understanding.scale_from == "default" and not has_scores:
        return []
    said = Reason(
        "message.inspect.scale",
        low=understanding.scale.low,
        high=understanding.scale.high,
        by=Reason(f"message.inspect.scale_{understanding.scale_from}"),
    )
    return [said]
