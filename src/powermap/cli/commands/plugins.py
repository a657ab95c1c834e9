"""``powermap plugins``: what other packages add, and whether it works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from powermap.charts.kinds import CHARTS
from powermap.cli.options import Lang, Language, TableFormat
from powermap.cli.printing import dump_json, format_csv, format_table
from powermap.errors import PluginError
from powermap.exchange.formats.plugged import suffix_of
from powermap.exchange.formats.registry import OWN
from powermap.exchange.playbooks.plugged import load_playbook_of
from powermap.language import Language as Speaker, Reason
from powermap.language.messages import say_message
from powermap.language.values import Value
from powermap.model.playbook.plugged import load_kinds
from powermap.plugins import GROUPS, Plugin, plugins as find_plugins

_LOADERS: Mapping[str, Callable[[Plugin], Any]] = {
    "readers": Plugin.load_function,
    "writers": Plugin.load_function,
    "charts": Plugin.load_function,
    "findings": load_kinds,
    "playbooks": load_playbook_of,
}
_FORMATS = ("readers", "writers")
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
        owners = _own_names(group)
        for plugin in find_plugins(group):
            name = _name_in(group, plugin)
            rows.append(_row(plugin, owners.get(name), lang.value))
            owners.setdefault(name, plugin.package)
    language = Speaker(lang.value)
    if format is TableFormat.json:
        typer.echo(dump_json(rows))
    elif format is TableFormat.csv:
        typer.echo(format_csv(rows, language, _COLUMNS))
    else:
        typer.echo(_table(rows, language))
    if any(row["fault"] for row in rows):
        raise typer.Exit(1)


def _own_names(group: str) -> dict[str, Value]:
    """The names of powermap's own, which no plug-in replaces."""
    names: list[str] = []
    if group in _FORMATS:
        for _, suffixes in OWN.values():
            names.extend(suffixes)
    elif group == "charts":
        names.extend(CHARTS)
    return dict.fromkeys(names, Reason("message.plugins.itself"))


def _name_in(group: str, plugin: Plugin) -> str:
    """What has to be its own; findings have codes of their own in place of a name."""
    if group in _FORMATS:
        return suffix_of(plugin)
    return plugin.place if group == "findings" else plugin.name


def _row(plugin: Plugin, owner: Value | None, lang: str) -> dict[str, object]:
    fault = _fault(plugin, owner, lang)
    return {
        "group": plugin.group,
        "name": plugin.name,
        "package": plugin.package,
        "place": plugin.place,
        "works": not fault,
        "fault": fault,
    }


def _fault(plugin: Plugin, owner: Value | None, lang: str) -> str:
    """Why a plug-in does not work; empty when it does."""
    try:
        if owner is not None:
            raise plugin.refuse(Reason("message.plugins.unused", owner=owner))
        _LOADERS[plugin.group](plugin)
    except PluginError as error:
        return say_message(error.args[0], lang)
    return ""


def _table(rows: list[dict[str, object]], language: Speaker) -> str:
    if not rows:
        return language.say("plugins.none")
    headers = [
        language.say("plugins.adds"),
        language.say("plugins.name"),
        language.say("plugins.package"),
        language.say("plugins.state"),
    ]
    lines = []
    for row in rows:
        kind = language.say(f"plugins.{row['group']}")
        state = str(row["fault"]) or language.say("plugins.works")
        lines.append((kind, str(row["name"]), str(row["package"]), state))
    return format_table(headers, lines, widths=(None, 4, 4, 2))
