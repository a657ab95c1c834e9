"""What assistants can read by address: plans, charts, reports, schemas, the method."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from powermap.errors import FormatError
from powermap.language import Lang, Quoted, Reason
from powermap.mcp import inputs
from powermap.mcp.documents import draw_chart, plan_content, uri_of, write_report
from powermap.mcp.door import Door
from powermap.mcp.method import method_text
from powermap.mcp.texts import text_of

__all__ = ["METHOD", "SCHEMAS", "TEMPLATES", "Listed", "Text", "listed", "read"]

SCHEME = "powermap://"
METHOD = f"{SCHEME}method"
SCHEMAS = ("plan", "center", "playbook", "proposal")
TEMPLATES = {
    "plan": ("powermap://plans/{+name}", "application/json"),
    "chart": ("powermap://charts/{kind}/{+name}", "image/svg+xml"),
    "report": ("powermap://reports/{+name}", "text/html"),
}
"""By their texts: the address, and the kind of what is there."""
_LONGEST = 2_000
"""Characters of an address."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A resource in the list."""

    uri: str
    name: str
    title: str
    description: str
    mime_type: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """What stands at an address."""

    text: str
    mime_type: str


def listed(door: Door) -> list[Listed]:
    """The resources of a folder: the method, the schemas, and each plan."""
    lang = door.lang
    found = [_listed_method(lang)]
    for name in SCHEMAS:
        title = text_of("resources.schema.title", lang).format(name=name)
        found.append(
            Listed(
                f"{SCHEME}schemas/{name}",
                f"schema-{name}",
                title,
                text_of("resources.schema", lang),
                "application/schema+json",
            )
        )
    for plan in door.workspace.list():
        found.append(
            Listed(
                uri_of("plans", plan.name),
                plan.name,
                plan.name,
                text_of("resources.plan", lang),
                "application/json",
            )
        )
    return found


def _listed_method(lang: Lang) -> Listed:
    return Listed(
        METHOD,
        "method",
        text_of("resources.method.title", lang),
        text_of("resources.method", lang),
        "text/markdown",
    )


def read(door: Door, uri: str) -> Text:
    """What stands at an address.

    Raises
    ------
    FormatError
        When there is nothing, or it may not be read.
    """
    if len(uri) > _LONGEST or not uri.startswith(SCHEME):
        raise _no_resource(uri)
    if uri == METHOD:
        return Text(method_text(_playbook(door), door.lang), "text/markdown")
    kind, _, rest = uri.removeprefix(SCHEME).partition("/")
    if kind == "schemas" and rest in SCHEMAS:
        return Text(_json(_schema(rest)), "application/schema+json")
    name = unquote(rest, errors="strict") if "%" in rest else rest
    if kind == "plans":
        return Text(_json(plan_content(door.workspace.read(name).plan)), _mime("plan"))
    if kind == "reports":
        judged = door.open(name, inputs.AskedPlan(plan=name))
        return Text(write_report(judged).html(), _mime("report"))
    if kind == "charts":
        return _chart(door, uri, name)
    raise _no_resource(uri)


def _chart(door: Door, uri: str, rest: str) -> Text:
    from powermap.charts.kinds import CHARTS

    kind, _, name = rest.partition("/")
    if kind not in CHARTS:
        raise _no_resource(uri)
    judged = door.open(name, inputs.AskedPlan(plan=name))
    return Text(draw_chart(door, judged, kind).svg(), _mime("chart"))


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
