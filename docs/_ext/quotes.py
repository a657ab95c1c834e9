"""What the pages quote from the program, as Markdown: columns, words, commands, findings.

Nothing here imports Sphinx, so the tests read the quotes without building the site.
"""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import chdir
from enum import StrEnum
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

import powermap as pm
from powermap import errors
from powermap.cli import app
from powermap.cli.command_group import load_commands
from powermap.exchange.crm.columns import CrmColumn
from powermap.exchange.crm.mapping import mapping_of
from powermap.language import (
    LANGS,
    Days,
    Language,
    as_language,
    label,
    meaning,
    synonyms,
)
from powermap.model import VOCABULARIES
from powermap.model.fields import Field, fields_of
from powermap.model.playbook import FindingKind
from powermap.model.playbook.defaults import finding_kinds

GROUPS = {
    "PM1": "People and roles",
    "PM2": "Access and coverage",
    "PM3": "Support and influence",
    "PM4": "Evidence and unknowns",
    "PM5": "Plan and actions",
}
CRM_FIELDS = {
    "first_name": "first part of the name",
    "last_name": "last part of the name",
    "reports_to_id": "tie `reports_to`, by id",
    "reports_to": "tie `reports_to`, by name, id or e-mail",
    "email": "a custom field; names who has no name, and finds managers",
    "deal": "name of the buying center",
    "deal_id": "which deal; a custom field",
}
"""What a column of a CRM becomes, where that is not a field of a person."""
EXAMPLE_DAY = "2026-11-20"
"""The day of the examples of findings."""


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar within a cell is escaped."""
    lines = [_table_row(headers), _table_row(["---"] * len(headers))]
    for row in rows:
        lines.append(_table_row([cell.replace("|", "\\|") for cell in row]))
    return "\n".join(lines)


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


# Columns and words


def column_table(name: str) -> str:
    """The columns of a sheet: field, header in both languages, what to write."""
    header = ["field", "header", "表头", "what to write"]
    rows = []
    with_questions = False
    for column in fields_of(name):  # type: ignore[arg-type]
        questions = [column.question_in(Language(lang)) for lang in LANGS]
        with_questions = with_questions or any(questions)
        rows.append(
            [
                f"`{_yaml_key(column)}`",
                column.title["en"],
                column.title["zh"],
                _what_to_write(column),
                *questions,
            ]
        )
    if with_questions:
        header += ["question to ask", "引导问题"]
    return table(header, [row[: len(header)] for row in rows])


def _yaml_key(column: Field) -> str:
    """The key in YAML and JSON, where the limits of scores are under `scale`."""
    return column.name.replace("scale_", "scale: ")


def _what_to_write(column: Field) -> str:
    text = column.help["en"]
    if column.vocabulary is None:
        return text
    words = ", ".join(f"`{member.value}`" for member in column.vocabulary)
    return f"{text}: {words}"


def vocabulary_tables() -> str:
    """Every vocabulary with the words that are understood, the preferred one first."""
    parts = []
    for vocabulary in VOCABULARIES:
        parts.append(f"## {vocabulary.__name__}")
        parts.append(inspect.getdoc(vocabulary) or "")
        parts.append(word_table(vocabulary))
    return "\n\n".join(parts)


def word_table(vocabulary: type[StrEnum]) -> str:
    """The words of one vocabulary."""
    rows = []
    for member in vocabulary:
        row = [f"`{member.value}`"]
        for lang in LANGS:
            words = synonyms(vocabulary.__name__, member.value, lang)
            row.append(_preferred_first(words))
        rows.append(row)
    return table(["value", "English", "中文"], rows)


def _preferred_first(words: Sequence[str]) -> str:
    return ", ".join([f"**{words[0]}**", *words[1:]])


def criteria_table() -> str:
    """The nineteen criteria by question, with what + and - mean for each."""
    rows = []
    for number, criteria in enumerate(pm.plan.QUESTIONS.values(), start=1):
        for criterion in criteria:
            row = [str(number)]
            for lang in LANGS:
                row.append(label(criterion, lang))
                row.append(meaning(criterion, "+", lang))
                row.append(meaning(criterion, "-", lang))
            rows.append(row)
    return table(["question", "criterion", "+", "−", "标准", "+", "−"], rows)


def strategy_table() -> str:
    """The five strategies with their definitions."""
    rows = []
    for strategy, of_strategy in pm.Playbook().tactics.items():
        row = []
        for lang in LANGS:
            row.append(f"**{label(strategy, lang)}**")
            row.append(of_strategy.definition[lang])
        rows.append(row)
    return table(["strategy", "what it is", "策略", "定义"], rows)


def question_table() -> str:
    """The guiding question of each of the nineteen criteria."""
    rows = []
    for criterion in pm.plan.Criterion:
        row = [f"`{criterion.value}`"]
        for lang in LANGS:
            row.append(label(criterion, lang))
            row.append(Language(lang).say(f"question.Criterion.{criterion.value}"))
        rows.append(row)
    header = ["key", "criterion", "question to ask", "标准", "引导问题"]
    return table(header, rows)


# Columns and words of a CRM


def mapping_tables(name: str) -> str:
    """A table of the columns of a CRM, then one of the words of each column with words."""
    columns = mapping_of(name).columns
    parts = [table(["column", "also read", "becomes"], map(_mapped_column, columns))]
    for column in columns:
        if column.words:
            parts.append(_mapped_words(column))
    return "\n\n".join(parts)


def _mapped_column(column: CrmColumn) -> list[str]:
    becomes = _becomes(column)
    if not column.written:
        becomes += "; read only"
    return [*_name_and_aliases(column.spellings), becomes]


def _becomes(column: CrmColumn) -> str:
    if column.words:
        return "see below; a custom field"
    if not column.field:
        return "a custom field"
    return CRM_FIELDS.get(column.field, f"`{column.field}`")


def _mapped_words(column: CrmColumn) -> str:
    rows = []
    for word in column.words:
        meanings = [f"{field} `{value}`" for field, value in word.says.items()]
        means = ", ".join(meanings) or "–"
        rows.append([*_name_and_aliases(word.spellings), means])
    return table([column.key, "also read", "means"], rows)


def _name_and_aliases(spellings: Sequence[str]) -> tuple[str, str]:
    return spellings[0], ", ".join(spellings[1:])


# Files and how they are understood


def example_file(name: str) -> str:
    """An example of a file of one's own."""
    return _text_block(_example_path(name).read_text(encoding="utf-8"))


def inspected(name: str) -> str:
    """What ``powermap inspect`` prints of an example."""
    command = f"powermap inspect {name}"
    with chdir(_example_path(name).parent):
        done = CliRunner().invoke(app, ["inspect", name])
    if done.exception is not None:
        raise done.exception
    return _text_block(f"$ {command}\n{done.stdout}")


def _example_path(name: str) -> Path:
    return Path(__file__).parent / "files" / name


def _text_block(text: str) -> str:
    return f"```text\n{text.strip()}\n```"


# Commands and errors


def command_pages() -> str:
    """Every command with its help, arguments and options."""
    return "\n\n".join(_command_sections(load_commands(), "powermap", 2))


def _command_sections(commands: dict[str, Any], path: str, depth: int) -> Iterator[str]:
    for name, command in commands.items():
        full_name = f"{path} {name}"
        title = full_name.removeprefix("powermap ")
        yield f"{'#' * depth} {title}"
        yield inspect.cleandoc(command.help)
        if hasattr(command, "commands"):
            yield from _command_sections(command.commands, full_name, depth + 1)
        else:
            yield _command_usage(command, full_name)


def _command_usage(command: Any, full_name: str) -> str:
    context = command.make_context(full_name, [], resilient_parsing=True)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    rows = []
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record:
            rows.append(_option(*record))
    options = table(["", "takes", "what it is"], rows)
    return f"```text\n{usage}\n```\n\n{options}"


def _option(name: str, text: str) -> list[str]:
    """A line of a help text: ``-o, --out <path>`` and what it means."""
    names, _, takes = name.partition(" <")
    values = takes.rstrip(">").replace("|", ", ")
    return [f"`{names}`", values, text]


def exception_tree() -> str:
    """Every error and warning, indented under its base, with its first line."""
    lines = [*_branch(errors.PowermapError, 0), *_branch(errors.PowermapWarning, 0)]
    return "\n".join(lines)


def _branch(error: type[BaseException], depth: int) -> Iterator[str]:
    builtin = [each for each in error.__bases__ if each.__module__ == "builtins"]
    names = ", ".join(f"`{each.__name__}`" for each in builtin)
    first_line = (inspect.getdoc(error) or "").partition("\n")[0]
    indent = "  " * depth
    reference = f"{{py:obj}}`powermap.{error.__name__}`"
    yield f"{indent}- {reference} (also {names}): {first_line}"
    for derived in sorted(error.__subclasses__(), key=lambda each: each.__name__):
        # Programs of their own, as the pages in a browser, derive more.
        if derived.__module__ != errors.__name__:
            continue
        yield from _branch(derived, depth + 1)


# Findings


def finding_tables() -> str:
    """All findings by their hundreds, each with a link to its page."""
    parts = []
    for group, kinds in groupby(finding_kinds().values(), key=_hundred):
        rows = []
        for kind in kinds:
            link = f"[{kind.code}]({kind.code}.md)"
            severity = f"`{kind.severity}`"
            rows.append([link, severity, kind.title["en"], kind.title["zh"]])
        parts.append(f"## {group}: {GROUPS[group]}")
        parts.append(table(["code", "severity", "finding", "中文"], rows))
    return "\n\n".join(parts)


def _hundred(kind: FindingKind) -> str:
    return kind.code[:3]


def finding_pages() -> dict[str, str]:
    """The page of each finding by its code, with the smallest files that tests run."""
    package = files("powermap.judgment.findings")
    text = package.joinpath("examples.toml").read_text(encoding="utf-8")
    examples = tomllib.loads(text)
    pages = {}
    for code, kind in finding_kinds().items():
        pages[code] = _finding_page(kind, examples[code])
    return pages


def _finding_page(kind: FindingKind, examples: dict[str, str]) -> str:
    command = f"powermap check deal.yaml --select {kind.code}"
    if f"as_of: {EXAMPLE_DAY}" in examples["fires"]:
        command += f" --today {EXAMPLE_DAY}"
    english = [source["en"] for source in kind.sources]
    chinese = [source["zh"] for source in kind.sources]
    parts = [
        f"# {kind.code}: {kind.title['en']}",
        f"Severity `{kind.severity}` · {kind.title['zh']} · [all findings](index.md)",
        f"> {_example_message(kind, 'en')}",
        "## Why",
        kind.why["en"],
        "## The smallest file with this finding",
        _yaml_block(examples["fires"]),
        "## A similar file without it",
        _yaml_block(examples["passes"]),
        f"Try it: `{command}`",
        "## Next step",
        kind.next_step["en"],
        "## Source",
        " ".join(english),
        "## 中文",
        f"> {_example_message(kind, 'zh')}",
        f"**原因**：{kind.why['zh']}",
        f"**下一步**：{kind.next_step['zh']}",
        f"**来源**：{''.join(chinese)}",
    ]
    return "\n\n".join(parts) + "\n"


def _yaml_block(text: str) -> str:
    return f"```yaml\n{text.strip()}\n```"


def _example_message(kind: FindingKind, lang: str) -> str:
    """The message as it is in the table: only its limit of days is known."""
    limit = as_language(lang).text(Days(kind.days or 0))
    message = kind.message[lang].replace("{days}", limit)
    return message.replace("{", "*").replace("}", "*")
