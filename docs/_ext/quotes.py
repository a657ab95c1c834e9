"""What the pages quote from the program, as Markdown: columns, words, commands, errors, findings, names."""

from __future__ import annotations

import ast
import inspect
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import resolve_name
from itertools import groupby, pairwise
from typing import Any

import typer

import powermap as pm
from powermap import errors
from powermap.cli import app
from powermap.exchange.crm.columns import CrmColumn
from powermap.exchange.crm.mapping import mapping_of
from powermap.judgment.findings import FindingKind
from powermap.language import LANGS, Days, as_language, label, meaning, synonyms
from powermap.model import VOCABULARIES
from powermap.model.fields import Field, fields_of
from powermap.model.playbook.defaults import finding_kinds

GROUPS = {
    "PM1": "People and roles",
    "PM2": "Access and coverage",
    "PM3": "Support and influence",
    "PM4": "Evidence and unknowns",
    "PM5": "Plan and actions",
}


def public_names() -> dict[str, list[str]]:
    """The public names by the package that they come from, as the stub lists them."""
    stub = ast.parse(files("powermap").joinpath("__init__.pyi").read_text("utf-8"))
    names: dict[str, list[str]] = {}
    for node in stub.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            package = node.module.partition(".")[0]
            names.setdefault(package, []).extend(each.name for each in node.names)
    return names


PACKAGES = public_names()
BECOMES = {
    "first_name": "first part of the name",
    "last_name": "last part of the name",
    "reports_to": "tie `reports_to`, by id or name",
    "reports_to_name": "tie `reports_to`, by name or id",
    "deal": "name of the buying center",
    "deal_id": "which deal; kept in the note",
}
"""What a column of a CRM becomes, where that is no field of a person."""


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar within a cell is escaped."""
    lines = [
        headers,
        ["---"] * len(headers),
        *([cell.replace("|", "\\|") for cell in row] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# Columns and words ------------------------------------------------------------------------------------------------


def column_table(name: str) -> str:
    """The columns of a sheet: field, header in both languages, what to write."""
    rows = (
        [f"`{_field(each)}`", each.title["en"], each.title["zh"], _told(each)]
        for each in fields_of(name)
    )  # type: ignore[arg-type]
    return table(["field", "header", "表头", "what to write"], rows)


def _field(column: Field) -> str:
    """As YAML and JSON have it: the limits of scores stand under `scale`."""
    return column.name.replace("scale_", "scale: ")


def _told(column: Field) -> str:
    words = ", ".join(f"`{member.value}`" for member in column.vocabulary or ())
    return f"{column.help['en']}: {words}" if words else column.help["en"]


def vocabulary_tables() -> str:
    """Every vocabulary with the words that are understood, the preferred one first."""
    return "\n\n".join(
        f"## {each.__name__}\n\n{inspect.getdoc(each)}\n\n{words(each)}"
        for each in VOCABULARIES
    )


def words(vocabulary: type[StrEnum]) -> str:
    """One vocabulary."""
    rows = (
        [
            f"`{each.value}`",
            *(
                _listed(synonyms(vocabulary.__name__, each.value, lang))
                for lang in ("en", "zh")
            ),
        ]
        for each in vocabulary
    )
    return table(["value", "English", "中文"], rows)


def criteria_table() -> str:
    """The nineteen criteria under their questions, with what + and - mean for each."""
    rows = (
        [
            str(number),
            *(
                cell
                for lang in LANGS
                for cell in (label(each, lang), *_signs(each, lang))
            ),
        ]
        for number, question in enumerate(pm.plan.QUESTIONS, start=1)
        for each in pm.plan.QUESTIONS[question]
    )
    return table(["question", "criterion", "+", "−", "标准", "+", "−"], rows)


def _signs(criterion: pm.plan.Criterion, lang: str) -> list[str]:
    return [meaning(criterion, sign, lang) for sign in "+-"]


def _listed(words: Sequence[str]) -> str:
    return ", ".join([f"**{words[0]}**", *words[1:]])


# Columns and words of a CRM ---------------------------------------------------------------------------------------


def mapping_tables(name: str) -> str:
    """A table of the columns of a CRM, then one of the words of each column that has some."""
    columns = mapping_of(name).columns
    tables = [table(["column", "also read", "becomes"], map(_column_row, columns))]
    for column in columns:
        if column.words:
            tables.append(_words_table(column))
    return "\n\n".join(tables)


def _column_row(column: CrmColumn) -> list[str]:
    if column.words:
        becomes = "see below; kept in the evidence"
    elif column.field:
        becomes = BECOMES.get(column.field, f"`{column.field}`")
    else:
        becomes = "kept in the note"
    if not column.written:
        becomes = f"{becomes}; read only"
    return [*_read(column.spellings), becomes]


def _words_table(column: CrmColumn) -> str:
    rows = []
    for word in column.words:
        says = [f"{field} `{value}`" for field, value in word.says.items()]
        rows.append([*_read(word.spellings), ", ".join(says) or "–"])
    return table([column.key, "also read", "says"], rows)


def _read(spellings: Sequence[str]) -> tuple[str, str]:
    return spellings[0], ", ".join(spellings[1:])


# Commands and errors ----------------------------------------------------------------------------------------------


def command_pages() -> str:
    """Every command with its help, arguments and options."""
    group = typer.main.get_command(app)
    return "\n\n".join(_command(name, each) for name, each in group.commands.items())  # type: ignore[attr-defined]


def _command(name: str, command: Any) -> str:
    context = command.make_context(f"powermap {name}", [], resilient_parsing=True)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    rows = [
        _option(*record)
        for each in command.params
        if (record := each.get_help_record(context))
    ]
    return f"## {name}\n\n{command.help}\n\n```text\n{usage}\n```\n\n{table(['', 'takes', 'what it is'], rows)}"


def _option(called: str, told: str) -> list[str]:
    """A line of a help text: ``-o, --out <path>`` and what it says."""
    names, _, takes = called.partition(" <")
    return [f"`{names}`", takes.rstrip(">").replace("|", ", "), told]


def exception_tree() -> str:
    """Every error and warning of powermap, indented under its base, with its first line."""
    return "\n".join(
        [*_branch(errors.PowermapError, 0), *_branch(errors.PowermapWarning, 0)]
    )


def _branch(error: type[BaseException], depth: int) -> Iterator[str]:
    builtin = ", ".join(
        f"`{base.__name__}`"
        for base in error.__bases__
        if base.__module__ == "builtins"
    )
    first = (inspect.getdoc(error) or "").partition("\n")[0]
    yield f"{'  ' * depth}- {{py:obj}}`powermap.{error.__name__}` (also {builtin}): {first}"
    for each in sorted(error.__subclasses__(), key=lambda each: each.__name__):
        yield from _branch(each, depth + 1)


# Names ------------------------------------------------------------------------------------------------------------


def room(name: str) -> str:
    """The reference of a room: those of its names that stand in powermap itself."""
    return _documented("powermap", name, PACKAGES[name])


def beside(name: str) -> str:
    """Those names of a room that only ``powermap.ROOM`` has."""
    names = import_module(f"powermap.{name}").__all__
    return _documented(
        f"powermap.{name}",
        name,
        [each for each in names if each not in PACKAGES[name]],
    )


def _documented(home: str, room: str, names: Sequence[str]) -> str:
    return "\n\n".join(
        f"```{{eval-rst}}\n{_entry(home, room, name)}\n```" for name in names
    )


def _entry(home: str, room: str, name: str) -> str:
    value = getattr(import_module(f"powermap.{room}"), name)
    if isinstance(value, type):
        bases = "\n   :show-inheritance:" if issubclass(value, BaseException) else ""
        return f".. autoclass:: {home}.{name}\n   :members:\n   :exclude-members: model_config{bases}"
    if inspect.isfunction(value) or hasattr(value, "__wrapped__"):
        return f".. autofunction:: {home}.{name}"
    said = said_of(f"powermap.{room}", name).replace("\n", "\n   ")
    return f".. py:data:: {home}.{name}\n\n   {said}"


def said_of(module: str, name: str) -> str:
    """The text under a table or an alias in the source, wherever its room has it from; Python itself keeps none."""
    tree = _parsed(module)
    brought = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
    )
    for node in brought:
        for each in node.names:
            if (each.asname or each.name) == name:
                home = resolve_name(
                    "." * node.level + node.module, import_module(module).__package__
                )
                return said_of(home, each.name)
    for before, after in pairwise(tree.body):
        targets = getattr(before, "targets", [getattr(before, "target", None)])
        if isinstance(after, ast.Expr) and any(
            isinstance(each, ast.Name) and each.id == name for each in targets
        ):
            return inspect.cleandoc(after.value.value)
    return ""


@cache
def _parsed(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(import_module(module)))


# Findings ---------------------------------------------------------------------------------------------------------


def finding_tables() -> str:
    """All findings by their hundreds, each with a link to its page."""
    parts = []
    for group, members in groupby(
        finding_kinds().values(), key=lambda kind: kind.code[:3]
    ):
        rows = [
            [
                f"[{kind.code}]({kind.code}.md)",
                f"`{kind.severity}`",
                kind.title["en"],
                kind.title["zh"],
            ]
            for kind in members
        ]
        parts += [
            f"## {group}: {GROUPS[group]}",
            table(["code", "severity", "finding", "中文"], rows),
        ]
    return "\n\n".join(parts)


def finding_pages() -> dict[str, str]:
    """The page of each finding by its code, with the smallest files that the tests run too."""
    text = (
        files("powermap.judgment.findings")
        .joinpath("examples.toml")
        .read_text(encoding="utf-8")
    )
    examples = tomllib.loads(text)
    return {
        code: _finding(kind, examples[code]) for code, kind in finding_kinds().items()
    }


def _finding(kind: FindingKind, examples: dict[str, str]) -> str:
    sources = " ".join(source["en"] for source in kind.sources)
    day = " --today 2026-11-20" if "as_of: 2026-11-20" in examples["fires"] else ""
    return "\n\n".join([
        f"# {kind.code}: {kind.title['en']}",
        f"Severity `{kind.severity}` · {kind.title['zh']} · [all findings](index.md)",
        f"> {_shown(kind, 'en')}",
        "## Why", kind.why["en"],
        "## A smallest file that triggers it", f"```yaml\n{examples['fires'].strip()}\n```",
        "## One that just does not", f"```yaml\n{examples['passes'].strip()}\n```",
        f"Try it: `powermap check deal.yaml --select {kind.code}{day}`",
        "## Next step", kind.next_step["en"],
        "## Source", sources,
        "## 中文", f"> {_shown(kind, 'zh')}",
        f"**原因**：{kind.why['zh']}", f"**下一步**：{kind.next_step['zh']}",
        f"**来源**：{''.join(source['zh'] for source in kind.sources)}",
    ]) + "\n"  # fmt: skip


def _shown(kind: FindingKind, lang: str) -> str:
    """The message as it stands in the table; only limits are known before a rule has found somebody."""
    limit = Days(kind.days or 0)
    message = kind.message[lang].replace("{days}", as_language(lang).text(limit))
    return message.replace("{", "*").replace("}", "*")
