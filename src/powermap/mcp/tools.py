"""The table of tools, from which the server, its page and the skill are made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from powermap.errors import FormatError, LibraryWords
from powermap.frozen import FrozenMapping
from powermap.language import Lang, Listed, Quoted, Reason
from powermap.mcp import answers, changes, documents, inputs, outputs
from powermap.mcp.texts import text_of, texts

if TYPE_CHECKING:
    from powermap.workspace import Workspace

__all__ = ["TOOLS", "Tool", "offered_tools"]

_MOST_PROBLEMS = 5
"""Of the arguments, that one message names."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool.

    Parameters
    ----------
    name : str
        As assistants call it.
    function : callable
        Takes the door and the input, gives the output or a picture of it.
    input, output : type
        Their models, from which the schemas are made.
    writes : bool
        Whether it may change a file.
    needs : callable or None
        Whether the audience of a folder sees enough for an answer that says something.
    of_whole_plans : bool
        Whether a redacted plan is refused.
    command : str
        Its command of powermap, for the skill.
    """

    name: str
    function: Callable[[Any, Any], Any]
    input: type[inputs.Input]
    output: type[outputs.Output]
    writes: bool = False
    needs: Callable[[Workspace], bool] | None = None
    of_whole_plans: bool = False
    command: str = ""

    def title(self, lang: Lang) -> str:
        """What people call it."""
        return text_of(f"tools.{self.name}.title", lang)

    def description(self, lang: Lang) -> str:
        """What assistants read about it."""
        return text_of(f"tools.{self.name}", lang)

    def input_schema(self, lang: Lang) -> dict[str, Any]:
        """The JSON Schema of its arguments, with their meaning in a language."""
        schema = _schema_of(self.input)
        for name, part in schema["properties"].items():
            part["description"] = text_of(f"inputs.{name}", lang)
        return schema

    def output_schema(self) -> dict[str, Any]:
        """The JSON Schema of its answer."""
        return _schema_of(self.output, mode="serialization")

    def parse(self, arguments: Mapping[str, Any]) -> inputs.Input:
        """The arguments as the function takes them.

        Raises
        ------
        FormatError
            With what is wrong in each.
        """
        try:
            text = json.dumps(arguments)
            # Strict as JSON: a date is a text, and a text no number.
            return self.input.model_validate_json(text, strict=True)
        except ValidationError as error:
            raise FormatError(_problems(error)) from error
        except (TypeError, ValueError, RecursionError) as error:
            raise FormatError(Reason("message.mcp.no_json")) from error


def _schema_of(model: type[BaseModel], mode: Any = "validation") -> dict[str, Any]:
    schema: dict[str, Any] = _without_titles(model.model_json_schema(mode=mode))
    return schema


def _without_titles(value: Any) -> Any:
    """A schema without the names of classes, which mean nothing to its readers."""
    if isinstance(value, list):
        return [_without_titles(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, part in value.items():
        # A property may be called title; its value is then a schema and no text.
        is_name = key in {"title", "description"} and isinstance(part, str)
        if not is_name:
            kept[key] = _without_titles(part)
    return kept


def _problems(error: ValidationError) -> Reason:
    reasons = []
    found = error.errors(include_url=False, include_context=False)
    for each in found[:_MOST_PROBLEMS]:
        place = ".".join(str(part)[:80] for part in each["loc"]) or "arguments"
        known = texts()["problems"].get(each["type"])
        key = f"message.mcp.{known}" if known else "message.mcp.not_allowed"
        reasons.append(
            Reason(key, argument=Quoted(place), text=LibraryWords(each["msg"]))
        )
    return Reason("list.plain", text=Listed(reasons, "semicolon"))


def _sees_power(workspace: Workspace) -> bool:
    return workspace.shows("people", "power")


def _sees_stances(workspace: Workspace) -> bool:
    return workspace.shows("people", "stance")


def _sees_a_chart(workspace: Workspace) -> bool:
    """Whether there is a chart that would show more than that nothing is known."""
    if workspace.level is None:
        return True
    from powermap.charts.kinds import CHARTS

    return any(workspace.shows(each.table, each.field) for each in CHARTS.values())


def _table(*tools: Tool) -> Mapping[str, Tool]:
    return FrozenMapping({tool.name: tool for tool in tools})


TOOLS = _table(
    Tool("list_plans", documents.list_plans, inputs.Input, outputs.PlansAnswer),
    Tool(
        "read_plan",
        documents.read_plan,
        inputs.ReadPlan,
        outputs.PlanAnswer,
        command="context {plan} --for {purpose}",
    ),
    Tool(
        "roles",
        answers.roles,
        inputs.AskedPlan,
        outputs.RolesAnswer,
        needs=_sees_power,
        command="roles {plan} --format json",
    ),
    Tool(
        "check",
        answers.check,
        inputs.Checked,
        outputs.CheckAnswer,
        needs=_sees_power,
        command="check {plan} --format json",
    ),
    Tool(
        "who_next",
        answers.who_next,
        inputs.RankedPlan,
        outputs.VisitsAnswer,
        needs=_sees_stances,
        command="network {plan} --format json",
    ),
    Tool(
        "ask_next",
        answers.ask_next,
        inputs.RankedPlan,
        outputs.QuestionsAnswer,
        needs=_sees_stances,
        command="ask {plan} --format json",
    ),
    Tool(
        "paths_to",
        answers.paths_to,
        inputs.Paths,
        outputs.PathsAnswer,
        needs=_sees_stances,
        command="network {plan} --to {person} --format json",
    ),
    Tool(
        "what_if",
        answers.what_if,
        inputs.Stances,
        outputs.WhatIfAnswer,
        needs=_sees_stances,
        command="network {plan} --what-if {person}={stance} --format json",
    ),
    Tool(
        "draw",
        documents.draw,
        inputs.Chart,
        outputs.ChartAnswer,
        needs=_sees_a_chart,
        command="draw {plan} --chart {chart} -o {picture}",
    ),
    Tool(
        "report",
        documents.report,
        inputs.ReportedPlan,
        outputs.ReportAnswer,
        command="report {plan} -o {report}",
    ),
    Tool(
        "diff",
        documents.diff,
        inputs.Compared,
        outputs.DiffAnswer,
        command="diff {old} {plan} --format json",
    ),
    Tool(
        "propose_changes",
        changes.propose_changes,
        inputs.ProposedChanges,
        outputs.ProposalAnswer,
        of_whole_plans=True,
        command="propose show {notes} {changes} {plan} --format json",
    ),
    Tool(
        "apply_changes",
        changes.apply_changes,
        inputs.AppliedChanges,
        outputs.AppliedAnswer,
        writes=True,
        of_whole_plans=True,
        command="propose apply {notes} {changes} {plan} --undo {undo}",
    ),
    Tool(
        "restore_version",
        changes.restore_version,
        inputs.Restored,
        outputs.RestoredAnswer,
        writes=True,
        of_whole_plans=True,
        command="propose undo {undo} {plan}",
    ),
    Tool("history", documents.history, inputs.AskedPlan, outputs.HistoryAnswer),
    Tool(
        "portfolio",
        documents.portfolio,
        inputs.Many,
        outputs.PortfolioAnswer,
        command="portfolio {folder} -o {accounts}",
    ),
)
"""By name, in the order in which they are offered."""


def offered_tools(workspace: Workspace) -> list[Tool]:
    """The tools that a server offers: none that could only refuse."""
    tools = []
    for tool in TOOLS.values():
        if tool.writes and workspace.read_only:
            continue
        if tool.of_whole_plans and workspace.level is not None:
            continue
        if tool.needs is not None and not tool.needs(workspace):
            continue
        tools.append(tool)
    return tools
