"""What the columns of a frame are taken for, and which texts are not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from powermap.exchange.glossary import glossary_of
from powermap.exchange.intake.column_values import ColumnReader
from powermap.exchange.intake.scale import ScaleDecision, Scores, decide_scale
from powermap.exchange.intake.values.cells import CellOf, ColumnPlace
from powermap.exchange.intake.values.numbers import Number
from powermap.exchange.options import ReadOptions, ScaleWords
from powermap.frames.levels import Level, missing_in
from powermap.frames.said_words import Words
from powermap.frames.source import Source, open_frame
from powermap.frames.spellings import UNKNOWN
from powermap.frames.staging import add_steps
from powermap.frames.words import Word, read_yes
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Quoted, Reason
from powermap.language.results import Row, Tabular
from powermap.model import Scale
from powermap.model.fields import fields_by_name
from powermap.model.rival_fields import field_of_rival

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook

__all__ = ["ColumnUse", "FrameOverview", "inspect"]

_LEVELS = ("power", "involvement")
_WORDS = ("stance", "contact", "declared_role")
_YES = ("can_veto", "meets_organization_needs")
_OTHERS = ("covered_by", "evidence", "as_of")
_ENOUGH = 3
"""Scores beside the lowest that make a reader ask for the scale."""
_MOST = 10_000
"""Different texts of a column that are looked at, the frequent ones first."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column that is used.

    Parameters
    ----------
    field : str
        What it holds.
    column : str
        Its name.
    words : mapping of text to meaning
        Texts that only the whole column explains: what the readers take them for.
    not_understood : mapping of text to int
        Texts that no reader understands, with the number of rows.
    """

    field: str
    column: str
    words: Mapping[str, object]
    not_understood: Mapping[str, int]

    def row(self) -> Row:
        """The column by column."""
        texts = [Quoted(text) for text in self.not_understood]
        return {
            "field": self.field,
            "column": self.column,
            "not_understood": Listed(texts, most=10),
        }


@dataclass(frozen=True, slots=True)
class FrameOverview(Tabular):
    """What the columns of a frame are taken for.

    Parameters
    ----------
    columns : tuple of ColumnUse
        The columns that are used; all others are left as they are.
    scale : Scale
        Of the scores.
    question : Reason or None
        What to ask where the scores probably stand on another scale than 0 to 10, and
        none is stated.
    """

    columns: tuple[ColumnUse, ...]
    scale: Scale
    question: Reason | None = None

    @property
    def words(self) -> Mapping[str, Mapping[str, object]]:
        """What texts mean, as `roles` and the others take it."""
        words: dict[str, dict[str, object]] = {}
        for each in self.columns:
            if each.words:
                words.setdefault(each.field, {}).update(each.words)
        return words

    def _rows(self) -> list[Row]:
        return [each.row() for each in self.columns]

    def __repr__(self) -> str:
        open_texts = sum(len(each.not_understood) for each in self.columns)
        return (
            f"<FrameOverview of {len(self.columns)} columns,"
            f" {open_texts} texts not understood>"
        )


def inspect(
    frame: Any,
    *,
    columns: Mapping[str, str] | None = None,
    scale: ScaleWords = None,
    playbook: Playbook | None = None,
    words: Words = None,
) -> FrameOverview:
    """Which columns are used, and which of their texts are not understood.

    Each column of words is asked for its different texts, which reads the frame; no
    other function of `pm.frames` does.

    Parameters
    ----------
    frame : data frame
        A row per person, of any library that `roles` takes.
    columns : mapping of field to column, optional
        Which column holds which field, where its header does not say so.
    scale : Scale, (low, high) or str, optional
        Of the scores, where the headers do not state it.
    playbook : Playbook, optional
        Whose words are understood.
    words : mapping of field to mapping of text to meaning, optional
        What texts mean that the readers do not know.

    Returns
    -------
    FrameOverview
        Its ``words`` are the texts that need their whole column to be understood, such
        as "High (signs above 1 m)" or a cross beside a check mark; give them to the
        other functions.

    Examples
    --------
    >>> import polars as pl
    >>> from powermap import frames
    >>> people = pl.LazyFrame({"power": ["High (signs)", "~7", "blue"]})
    >>> overview = inspect(people)
    >>> dict(overview.columns[0].not_understood)
    {'blue': 1}
    >>> print(inspect(pl.DataFrame({"power": [1, 4, 5, 2]})).question is None)
    False
    >>> frames.roles(people, words=overview.words).collect()["role"].to_list()
    ['decider', 'decider', None]
    """
    source = open_frame(
        frame, columns=columns, scale=scale, playbook=playbook, words=words
    )
    uses = []
    for field in (*_LEVELS, *_WORDS, *_YES, *_OTHERS):
        column = source.columns.get(field)
        if column is not None:
            uses.append(_use_of(source, field, column))
    for attribute, field in (
        ("rival_stances", "stance"),
        ("rival_contacts", "contact"),
    ):
        for rival, column in source.rivals.get(attribute, {}).items():
            uses.append(_use_of(source, field, column, rival, attribute))
    question = None
    if scale is None and not source.scales:
        question = _question_of_scale(source)
    return FrameOverview(tuple(uses), source.scale, question)


def _question_of_scale(source: Source) -> Reason | None:
    """What a reader would ask about the scale, by the lowest and the highest score."""
    columns = []
    for field in _LEVELS:
        column = source.columns.get(field)
        if column is not None and source.dtypes[column].is_numeric():
            columns.append(Scores(column, _ends_of(source, column)))
    decision = decide_scale(columns)
    return decision.question or decision.suspicion


def _ends_of(source: Source, column: str) -> dict[int, object]:
    """The lowest score and, as often as a reader wants to see it, the highest."""
    import narwhals as nw

    value = nw.col(column)
    known = source.frame.filter(~missing_in(value, source.dtypes[column]))
    ends = known.select(_low=value.min(), _high=value.max(), _rows=nw.len())
    collected = ends.collect() if isinstance(ends, nw.LazyFrame) else ends
    [(low, high, rows)] = collected.iter_rows()
    if not rows:
        return {}
    numbers = [float(low), *[float(high)] * min(int(rows) - 1, _ENOUGH)]
    return {place: Number(number) for place, number in enumerate(numbers)}


def _use_of(
    source: Source,
    field: str,
    column: str,
    rival: str | None = None,
    attribute: str = "",
) -> ColumnUse:
    nothing: Mapping[str, int] = FrozenMapping()
    is_text = not _is_plain(source.dtypes[column])
    if field in _OTHERS or not is_text:
        return ColumnUse(field, column, FrozenMapping(), nothing)
    counts = _count_texts(source, column)
    doubtful = _misread(source, field, column, counts)
    meanings = _ask(source, field, column, [*counts], rival, attribute)
    words = {text: meanings[text] for text in doubtful if text in meanings}
    unread = {text: counts[text] for text in doubtful if text not in meanings}
    return ColumnUse(field, column, FrozenMapping(words), FrozenMapping(unread))


def _is_plain(dtype: Any) -> bool:
    """Whether a column holds no texts."""
    import narwhals as nw

    return bool(dtype.is_numeric() or dtype == nw.Boolean)


def _count_texts(source: Source, column: str) -> dict[str, int]:
    """The different texts of a column with their rows, the frequent ones first."""
    import narwhals as nw

    text = nw.col(column).cast(nw.String)
    grouped = source.frame.select(_text=text).group_by("_text").agg(_rows=nw.len())
    known = grouped.filter(~nw.col("_text").is_null())
    # By the text as well, so that the same frame gives the same answer.
    most = known.sort("_rows", "_text", descending=[True, False]).head(_MOST)
    collected = most.collect() if isinstance(most, nw.LazyFrame) else most
    return {str(text): int(rows) for text, rows in collected.iter_rows()}


def _misread(
    source: Source, field: str, column: str, counts: Mapping[str, int]
) -> list[str]:
    """The texts that the expressions do not understand by themselves."""
    import narwhals as nw

    backend = _eager_backend(source.frame)
    texts = nw.from_dict({column: [*counts]}, {column: nw.String}, backend=backend)
    reading: Level | Word
    if field in _LEVELS:
        reading = source.level(field)
    elif field in _YES:
        reading = read_yes(field, column, nw.String(), source.known(field))
    else:
        reading = source.word(field, field, column)
    wrong = reading.misread if isinstance(reading, Level) else reading.wrong
    rows = add_steps(texts, (reading,)).filter(wrong).select(column).iter_rows()
    return [str(text) for (text,) in rows]


def _eager_backend(frame: Any) -> Any:
    """The library of a frame, or PyArrow where its frames are lazy only."""
    implementation = frame.implementation
    is_eager = implementation.is_polars() or implementation.is_pandas_like()
    return implementation if is_eager else "pyarrow"


def _ask(
    source: Source,
    field: str,
    column: str,
    texts: Sequence[str],
    rival: str | None,
    attribute: str,
) -> dict[str, object]:
    """What the readers take the texts of a whole column for."""
    known = fields_by_name("people")
    of_field = (
        known[field] if rival is None else field_of_rival(known[attribute], rival)
    )
    reader = ColumnReader("", ReadOptions(), glossary_of(source.playbook))
    cells = [CellOf(row, text) for row, text in enumerate(texts)]
    values = reader.read_cells(cells, of_field, ColumnPlace(None, None, column))
    placed: Mapping[int, object] = values.values
    if field in _LEVELS:
        decision = ScaleDecision(source.scale, "option")
        own = source.scales.get(field)
        placed = decision.place(Scores(column, values.values, own))
    meanings = {texts[row]: meaning for row, meaning in placed.items()}
    for row in values.unknown:
        meanings.setdefault(texts[row], UNKNOWN)
    return meanings
