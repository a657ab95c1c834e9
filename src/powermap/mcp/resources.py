"""What assistants can read by address: plans, charts, reports, schemas, the method."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, unquote

from powermap.errors import FormatError
from powermap.language import Lang, Quoted, Reason
from powermap.mcp.documents import draw_chart, plan_content, uri_of, write_report
from powermap.mcp.door import Door
from powermap.mcp.method import method_text
from powermap.mcp.texts import text_of
from powermap.mcp.tools import TOOLS

if TYPE_CHECKING:
    from powermap.mcp import inputs

__all__ = [
    "METHOD",
    "SCHEMAS",
    "TEMPLATES",
    "TOOL_OF",
    "ResourceEntry",
    "Text",
    "list_resources",
    "read_resource",
]

SCHEME = "powermap://"
METHOD = f"{SCHEME}method"
SCHEMAS = ("plan", "center", "playbook", "proposal")
TEMPLATES = {
    "plan": ("powermap://plans/{+name}", "application/json"),
    "chart": ("powermap://charts/{kind}/{+name}{?around,today,lang}", "image/svg+xml"),
    "report": ("powermap://reports/{+name}{?sections*,today,lang}", "text/html"),
}
"""By their texts: the address, and the kind of what is there."""
TOOL_OF = {"chart": "draw", "report": "report"}
"""The tool that gives the same; without it, the resource is not offered."""
_LONGEST = 2_000
"""Characters that an address may have."""
_MOST = 60
"""Options that an address may have."""


@dataclass(frozen=True, slots=True)
class ResourceEntry:
    """A resource in the list."""

    uri: str
    name: str
    title: str
    description: str
    mime_type: str


@dataclass(frozen=True, slots=True)
class Text:
    """What stands at an address."""

    text: str
    mime_type: str


def list_resources(door: Door) -> list[ResourceEntry]:
    """The resources of a folder: the method, the schemas, and each plan."""
    lang = door.lang
    found = []
    if _shows_method(door):
        found += [_method_entry(lang), *_schema_entries(lang)]
    for plan in door.workspace.list():
        found.append(
            ResourceEntry(
                uri_of("plans", plan.name),
                plan.name,
                plan.name,
                text_of("resources.plan", lang),
                "application/json",
            )
        )
    return found


def _shows_method(door: Door) -> bool:
    """Whether the reader may see how we judge; a redacted view hides it."""
    return door.workspace.level is None


def _schema_entries(lang: Lang) -> list[ResourceEntry]:
    found = []
    for name in SCHEMAS:
        title = text_of("resources.schema.title", lang).format(name=name)
        found.append(
            ResourceEntry(
                f"{SCHEME}schemas/{name}",
                f"schema-{name}",
                title,
                text_of("resources.schema", lang),
                "application/schema+json",
            )
        )
    return found


def _method_entry(lang: Lang) -> ResourceEntry:
    return ResourceEntry(
        METHOD,
        "method",
        text_of("resources.method.title", lang),
        text_of("resources.method", lang),
        "text/markdown",
    )


def read_resource(door: Door, uri: str) -> Text:
    """What stands at an address.

    Raises
    ------
    FormatError
        When there is nothing, or it may not be read.
    """
    if len(uri) > _LONGEST or not uri.startswith(SCHEME):
        raise _no_resource(uri)
    if uri == METHOD and _shows_method(door):
        return Text(method_text(_playbook(door), door.lang), "text/markdown")
    kind, _, rest = uri.removeprefix(SCHEME).partition("/")
    if kind == "schemas" and rest in SCHEMAS and _shows_method(door):
        return Text(_json(_schema(rest)), "application/schema+json")
    name, options = _parts_of(uri, rest)
    if kind == "plans" and not options:
        return Text(_json(plan_content(door.workspace.read(name).plan)), _mime("plan"))
    if kind == "reports":
        return _report(door, {**options, "plan": name})
    if kind == "charts":
        chart, _, name = name.partition("/")
        return _chart(door, {**options, "plan": name, "chart": chart})
    raise _no_resource(uri)


def _parts_of(uri: str, rest: str) -> tuple[str, dict[str, Any]]:
    """The name in an address, and the options behind its question mark."""
    path, _, query = rest.partition("?")
    options: dict[str, Any] = {}
    try:
        name = unquote(path, errors="strict")
        pairs = parse_qsl(
            query, strict_parsing=bool(query), errors="strict", max_num_fields=_MOST
        )
    except ValueError as error:
        raise _no_resource(uri) from error
    for key, value in pairs:
        if key == "sections":
            options.setdefault(key, []).append(value)
        else:
            options[key] = value
    return name, options


def _report(door: Door, arguments: dict[str, Any]) -> Text:
    asked = cast("inputs.ReportedPlan", TOOLS["report"].parse(arguments))
    judged = door.open(asked.plan, asked, asked.today)
    return Text(write_report(judged, asked.sections).html(), _mime("report"))


def _chart(door: Door, arguments: dict[str, Any]) -> Text:
    asked = cast("inputs.Chart", TOOLS["draw"].parse(arguments))
    judged = door.open(asked.plan, asked, asked.today)
    chart = draw_chart(door, judged, asked.chart, asked.around)
    return Text(chart.svg(), _mime("chart"))


def _mime(template: str) -> str:
    return TEMPLATES[template][1]


def _playbook(door: Door) -> Any:
    return door.workspace.playbook_of("plan.yaml")


def _schema(name: str) -> dict[str, Any]:
    from powermap.exchange.playbooks import playbook_schema
    from powermap.model import json_schema, plan_schema
    from powermap.proposals import proposal_schema

    makers: dict[str, Any] = {
        "plan": plan_schema,
        "center": json_schema,
        "playbook": playbook_schema,
        "proposal": proposal_schema,
    }
    return dict(makers[name]())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _no_resource(uri: str) -> FormatError:
    return FormatError(Reason("message.mcp.no_resource", uri=Quoted(uri[:80])))
