"""``powermap plugins``: what other packages add, and whether it works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from powermap.cli.options import Lang, Language, TableFormat
from powermap.cli.printing import dump_json, format_csv, format_table
from powermap.errors import PluginError
from powermap.exchange.playbooks.plugged import load_playbook_of
from powermap.language import Language as Speaker
from powermap.language.messages import say_message
from powermap.model.playbook.plugged import load_kinds
from powermap.plugins import GROUPS, Plugin, plugins as find_plugins

_LOADERS: Mapping[str, Callable[[Plugin], Any]] = {
    "readers": Plugin.load_function,
    "writers": Plugin.load_function,
    "charts": Plugin.load_function,
    "findings": load_kinds,
    "playbooks": load_playbook_of,
}
_COLUMNS = ("group", "name", "package", "place", "works", "fault")


def plugins(
    *,
    format: Annotated[
        TableFormat, typer.Option("--format", help="Output format.")
    ] = TableFormat.table,
    lang: Language = Lang.en,
) -> None:
    """Print what other packages add to powermap, and whether it works.

    Exits with code 1 if a plug-in does not work.
    """
    rows = []
    for group in GROUPS:
        for plugin in find_plugins(group):
            rows.append(_row(plugin, lang.value))
    language = Speaker(lang.value)
    if format is TableFormat.json:
        typer.echo(dump_json(rows))
    elif format is TableFormat.csv:
        typer.echo(format_csv(rows, language, _COLUMNS))
    else:
        typer.echo(_table(rows, language))
    if any(row["fault"] for row in rows):
        raise typer.Exit(1)


def _row(plugin: Plugin, lang: str) -> dict[str, object]:
    fault = _fault(plugin, lang)
    return {
        "group": plugin.group,
        "name": plugin.name,
        "package": plugin.package,
        "place": plugin.place,
        "works": not fault,
        "fault": fault,
    }


def _fault(plugin: Plugin, lang: str) -> str:
    """Why a plug-in does not work; empty when it does."""
    try:
        _LOADERS[plugin.group](plugin)
    except PluginError as error:
        return say_message(error.args[0], lang)
    return ""


def _table(rows: list[dict[str, object]], language: Speaker) -> str:
    if not rows:
        return language.say("plugins.none")
    headers = [
        language.say("plugins.adds"),
        language.say("column.name"),
        language.say("plugins.package"),
        language.say("plugins.state"),
    ]
    lines = []
    for row in rows:
        kind = language.say(f"plugins.{row['group']}")
        state = str(row["fault"]) or language.say("plugins.works")
        lines.append((kind, str(row["name"]), str(row["package"]), state))
    return format_table(headers, lines, widths=(None, 4, 4, 2))
