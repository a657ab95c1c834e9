"""Lines of a context: texts of a plan that stay what they are, data on one line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from powermap.exchange.tables.cells import cell_of
from powermap.language import Language
from powermap.model import AccountPlan
from powermap.model.fields import fields_of
from powermap.proposals.verbatim import tidy

__all__ = [
    "COLUMNS",
    "MOST",
    "UNKNOWN",
    "as_item",
    "describe_cell",
    "describe_facts",
    "heading",
    "on_one_line",
    "text_of",
]

UNKNOWN = "?"
"""What stands for a value that is not known."""
COLUMNS = (
    "id",
    "name",
    "title",
    "power",
    "involvement",
    "stance",
    "contact",
    "can_veto",
    "covered_by",
)
"""What is said of every person, unknown or not."""
MOST = 40
"""Records of a list that are named; an assistant asks for the others."""
_LONGEST = 120
"""Characters of a text."""


def on_one_line(text: object) -> str:
    """A text of the plan on one line, that cannot be taken for a column or a heading."""
    line = _no_heading(str(text)).replace("|", "¦")
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def heading(language: Language, key: str) -> str:
    """A heading of a part."""
    return f"# {language.say(f'context.{key}')}"


def describe_cell(value: Any, language: Language) -> str:
    """A value of a field, in the words of a language."""
    if value in (None, ()):
        return UNKNOWN
    if isinstance(value, tuple):
        return ", ".join(describe_cell(each, language) for each in value)
    return on_one_line(cell_of(value, language))


def describe_facts(plan: AccountPlan, language: Language) -> Iterator[str]:
    """The facts of a plan that are known, and which are not."""
    yield heading(language, "plan")
    unknown = []
    for field in fields_of("plan"):
        if field.name in {"plan_as_of", "account", "opportunity", "select", "ignore"}:
            continue
        value = field.value_in(plan)
        if value in (None, ()):
            unknown.append(field.name)
        else:
            yield f"{field.name}: {describe_cell(value, language)}"
    if unknown:
        yield language.say("context.unknown", fields=", ".join(unknown))
    yield ""


def text_of(value: Any, language: Language) -> str:
    """A sentence on one line, that cannot be taken for a heading."""
    return _no_heading(language.text(value))


def _no_heading(text: str) -> str:
    return tidy(text).lstrip("# ")


def as_item(text: str) -> str:
    """A line that begins with the name of a record, which is no field or part."""
    return f"- {text}"
