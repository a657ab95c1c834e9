"""The lists to choose from in the columns of a workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from powermap.exchange.audience_view import AudienceView
from powermap.exchange.tables.allowance import beginning
from powermap.exchange.tables.cells import cell_of, yes_word
from powermap.language import Language, meaning
from powermap.model import QUESTIONS, Answer, Criterion, ExtraCriterion
from powermap.model.claim import claimable_fields
from powermap.model.fields import TABLES, Field, Table
from powermap.model.sheet_titles import sheet_title, text

__all__ = ["choice_rule", "criteria_rows", "guidance"]

_OFFERED = 2_000
"""Rows of another sheet that a drop-down looks at."""
# Excel's own limits for data validation, in units of UTF-16; xlsxwriter drops a rule
# that passes them.
_LONGEST_TITLE = 32
_LONGEST_MESSAGE = 255
"""Units of the help that Excel shows beside a selected cell."""
_LONGEST_LIST = 255
"""Units of a list within a rule, with its commas."""


def guidance(field: Field, language: Language) -> str:
    """What to ask oneself and what to write, as shown beside a header and a cell."""
    parts = [field.question_in(language), field.help_in(language)]
    return "\n".join(part for part in parts if part)


def choice_rule(
    field: Field,
    language: Language,
    extra_criteria: Sequence[ExtraCriterion] = (),
    tables: Collection[Table] = TABLES,
    view: AudienceView | None = None,
) -> dict[str, Any]:
    """A list to choose from; it only proposes where something else may stand too.

    `tables` are the sheets of the workbook, from which a list may take its words;
    `view` is that of somebody for whom the plan was redacted.
    """
    help_text = guidance(field, language) if view is None else ""
    # Without words a rule still shows its help when the cell is selected.
    rule: dict[str, Any] = {"validate": "any"}
    members = field.vocabulary or () if view is None else view.words(field)
    words = _words(field, language, members, len(extra_criteria), tables)
    if words:
        rule = {
            "validate": "list",
            "source": words,
            "error_title": beginning(
                text("wrong_title", language.code), _LONGEST_TITLE
            ),
            "error_message": text("wrong", language.code),
            "error_type": "stop",
        }
    # A score, several words, an answer in words or a name not in the list may stand
    # there, so Excel must not refuse them.
    proposing = {"level", "words", "criterion", "answer", "field"}
    if field.kind in proposing or field.offers:
        rule["error_type"] = "information"
        rule["show_error"] = False
    # A tie to a misspelled name is refused on reading, so Excel asks at once; an id
    # may stand there too.
    if words and field.offers and field.required:
        rule["error_type"] = "warning"
        rule["show_error"] = True
        rule["error_message"] = text("not_listed", language.code)
    if field.kind == "level" and view is None:
        help_text += " " + text("guess", language.code)
    rule["input_title"] = beginning(field.title_in(language), _LONGEST_TITLE)
    if help_text:
        rule["input_message"] = beginning(help_text, _LONGEST_MESSAGE)
    return rule


def _words(
    field: Field,
    language: Language,
    members: Iterable[StrEnum],
    extra: int,
    tables: Collection[Table],
) -> list[str] | str:
    """What a list offers: words, or the cells where they stand."""
    if field.offers:
        if field.offers not in tables:
            return []
        return _filled_cells(sheet_title(field.offers, language.code))
    if field.kind == "criterion":
        # Nineteen and more are too many for a list within a rule.
        title = sheet_title("lists", language.code)
        last = len(Criterion) + extra + 1
        return f"='{title}'!$A$2:$A${last}"
    if field.kind == "field":
        words = [each.title_in(language) for each in claimable_fields().values()]
        return words if _fits_in_rule(words) else []
    if field.kind == "yes":
        return [yes_word(language, yes=answer) for answer in (True, False)]
    words = [str(cell_of(member, language)) for member in members]
    words += field.choices
    # A list within a rule is separated by commas and knows no quotes.
    separates = any("," in word for word in words)
    return words if _fits_in_rule(words) and not separates else []


def _fits_in_rule(words: Sequence[str]) -> bool:
    joined = ",".join(words)
    return beginning(joined, _LONGEST_LIST) == joined


def _filled_cells(title: str) -> str:
    """The first column of a sheet from its second row to the last filled one.

    Worked out when a list opens, so that names typed later are in it. With empty
    cells at its end, Excel would open the list there.
    """
    names = f"'{title}'!$A$2:$A${_OFFERED + 1}"
    last = f'SUMPRODUCT(MAX(({names}<>"")*ROW({names})))'
    return f"=OFFSET('{title}'!$A$2,0,0,MAX(1,{last}-1),1)"


def criteria_rows(
    language: Language,
    extra_criteria: Sequence[ExtraCriterion] = (),
    questions: Mapping[str, Mapping[str, str]] | None = None,
) -> list[list[str | None]]:
    """The criteria of the sheet Lists, with what + and - mean for each.

    `questions` are those of the extra criteria, by name.
    """
    kinds = ("criteria", "questions", "plus", "minus", "asked")
    rows: list[list[str | None]] = []
    rows.append([text(f"listed_{kind}", language.code) for kind in kinds])
    for question, criteria in QUESTIONS.items():
        for criterion in criteria:
            rows.append(
                [
                    language.label(criterion),
                    language.label(question),
                    meaning(criterion, Answer.PLUS, language.code),
                    meaning(criterion, Answer.MINUS, language.code),
                    language.say(f"question.Criterion.{criterion.value}"),
                ]
            )
    for extra in extra_criteria:
        row: list[str | None] = [extra.name, language.label(extra.question)]
        asked = (questions or {}).get(extra.name, {}).get(language.code)
        rows.append([*row, None, None, asked] if asked else row)
    return rows
