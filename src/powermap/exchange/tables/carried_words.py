"""The words of a playbook that a workbook carries, so that it is read without it."""

from __future__ import annotations

from collections.abc import Mapping

from powermap.errors import ModelError
from powermap.exchange.audience_view import AudienceView
from powermap.exchange.glossary import NO_DECISION_KEY, Glossary
from powermap.exchange.tables.fact_sheet import name_behind_mark
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.language import LANGS, Language
from powermap.model.fields import TABLES, Field, Table, fields_by_name
from powermap.model.playbook import CustomField
from powermap.model.sheet_titles import sheet_title
from powermap.model.vocabulary import VOCABULARIES

__all__ = ["read_words", "words_sheet"]

_MOST_WORDS = 2_000
"""Rows that are read; a playbook renames some dozens."""
_LONGEST = 200
"""Characters of a word or header, as for the names of custom fields."""
_VOCABULARIES = {each.__name__: each for each in VOCABULARIES}


def words_sheet(
    language: Language,
    columns: Mapping[Table, tuple[Field, ...]],
    view: AudienceView | None = None,
) -> Sheet | None:
    """A sheet of what a workbook calls otherwise than powermap; None when nothing.

    With the view of an audience, of what it may see in these columns only.
    """
    rows: list[Row] = []
    for key, text in language.wording.items():
        is_needed = view is None or _is_visible(key, columns, view)
        if _is_word(key) and is_needed:
            rows.append([key, text])
    for table, fields in columns.items():
        for field in fields:
            title = field.title_in(language)
            is_marked = name_behind_mark(title) == field.name
            if field.custom and title != field.name and not is_marked:
                rows.append([f"custom.{table}.{field.name}", title])
    if not rows:
        return None
    title = sheet_title("words", language.code)
    return Sheet(title, [["key", language.code], *rows])


def _is_visible(
    key: str, columns: Mapping[Table, tuple[Field, ...]], view: AudienceView
) -> bool:
    section, _, rest = key.partition(".")
    for fields in columns.values():
        for field in fields:
            if section == "field" and rest == field.name:
                return True
            members = [each.value for each in view.words(field)]
            is_vocabulary = section == getattr(field.vocabulary, "__name__", None)
            if is_vocabulary and rest in members:
                return True
    return False


def read_words(sheet: Sheet, glossary: Glossary) -> Glossary:
    """The glossary with the words that a workbook carries.

    Whatever does not belong there is passed over: the sheet is hidden, and nobody
    who edits the workbook should have to mend it.
    """
    # Everything unexpected is passed over: somebody may have made a sheet of this name
    # themselves.
    if not sheet.rows or len(sheet.rows[0]) < 2:
        return glossary
    code = str(sheet.rows[0][1])
    if code not in LANGS:
        return glossary
    wording = {}
    custom = []
    for row in sheet.rows[1:_MOST_WORDS]:
        key, text = (*row, None, None)[:2]
        if not isinstance(key, str) or not isinstance(text, str):
            continue
        if len(key) > 2 * _LONGEST or not 0 < len(text) <= _LONGEST:
            continue
        if _is_word(key):
            wording[key] = text
        elif key.startswith("custom."):
            _, table, name = key.split(".", 2) if key.count(".") > 1 else ("", "", "")
            if table in {"people", "ties", "plan"} and name:
                custom.append(CustomField(table, name, {code: text}))
    try:
        return glossary.with_words({code: wording}, custom)
    # The words contradict one another; the file is then read with the words that were
    # there.
    except ModelError:
        return glossary


def _is_word(key: str) -> bool:
    """Whether a key of the wording names what stands in a sheet."""
    section, _, rest = key.partition(".")
    if section == "field":
        return any(rest in fields_by_name(table) for table in TABLES)
    if key == NO_DECISION_KEY:
        return True
    return section in _VOCABULARIES and rest in list(_VOCABULARIES[section])
