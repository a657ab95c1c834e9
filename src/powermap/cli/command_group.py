"""The commands by name, each in a module that is loaded when the command is run."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

__all__ = ["COMMANDS", "CommandGroup", "load_command", "load_commands"]

# The lines of help stand here too, so that --help loads no command; a test compares
# them with the docstrings.
COMMANDS = {
    "demo": (
        "demo:demo",
        "Write the demo plan with its charts, report and slides, and print its roles.",
    ),
    "inspect": (
        "inspect:inspect",
        "Print how a file is understood: columns, words, people, and what is missing.",
    ),
    "draw": ("draw:draw", "Draw a buying center, or a part of an account plan."),
    "report": (
        "report:report",
        "Write one document about the account, for a manager or with everything.",
    ),
    "portfolio": (
        "portfolio:portfolio",
        "Write many accounts side by side: where each stands, and where to go next.",
    ),
    "roles": (
        "roles:roles",
        "Print the role of each person, with the id and the reason.",
    ),
    "network": (
        "network:network",
        "Print what the ties show: power, brokers, paths, and who to see next.",
    ),
    "check": (
        "check:check",
        "Print what is missing or risky, with the reason and the next step.",
    ),
    "diff": (
        "diff:diff",
        "Print what changed: people, ties, answers, goals, actions, findings.",
    ),
    "history": (
        "history:history",
        "Print how an account developed: support, findings, and who moved, by version.",
    ),
    "calibrate": (
        "history:calibrate",
        "Print how good forecasts were: chances at reviews against deals won or lost.",
    ),
    "merge": (
        "merge:merge",
        (
            "Merge two versions of a plan by person and field, "
            "and mark what is to be decided."
        ),
    ),
    "combine": (
        "merge:combine",
        (
            "Print how you stand at one account over all its deals, "
            "and combine their plans."
        ),
    ),
    "propose": (
        "propose:app",
        "Check, show and apply changes that somebody read in notes.",
    ),
    "context": (
        "context:context",
        "Print what an assistant needs to propose changes, to brief, or to ask.",
    ),
    "merge-driver": ("merge:app", "Merge and show plans in git."),
    "assess": (
        "method:assess",
        "Print the answers to the four questions, for us and for each rival.",
    ),
    "strategy": (
        "method:strategy",
        (
            "Print the points of each strategy, the recommendation, "
            "and what would change it."
        ),
    ),
    "steps": (
        "method:steps",
        "Print the steps of the method, and what is missing for the next one.",
    ),
    "relationships": (
        "method:relationships",
        "Print our relationship with each person and with the account.",
    ),
    "needs": (
        "method:needs",
        "Print the needs of each person, and whether we meet them.",
    ),
    "coverage": (
        "method:coverage",
        "Print who on our team covers whom, and who needs more contact.",
    ),
    "pipeline": (
        "method:pipeline",
        "Print the funnel: prospects in each stage, and conversion rates.",
    ),
    "levers": (
        "method:levers",
        "Print the value that each improvement of the pipeline would add.",
    ),
    "appraise": (
        "method:appraise",
        "Print the results of the seller against the targets, by source.",
    ),
    "robust": (
        "worlds:robust",
        "Print how sure each conclusion is: its share of plausible worlds.",
    ),
    "ask": (
        "worlds:ask",
        "Print which questions would change the most, and whom to ask.",
    ),
    "must-hold": (
        "worlds:must_hold",
        "Print the smallest sets of changes that reach a goal.",
    ),
    "template": (
        "convert:template",
        "Write an empty workbook to fill in; only the names of people are required.",
    ),
    "convert": (
        "convert:convert",
        "Convert a buying center or an account plan to another format.",
    ),
    "schema": (
        "schema:schema",
        "Print the JSON Schema of a buying center, an account plan or a proposal.",
    ),
    "serve": (
        "serve:serve",
        (
            "Show and edit plans in a browser: the board, all charts, the check, "
            "the report."
        ),
    ),
    "playbook": ("playbook:app", "Your company's words, tables and rules."),
    "plugins": (
        "plugins:plugins",
        "Print what other packages add to powermap, and whether it works.",
    ),
    "mcp": (
        "mcp:mcp",
        "Serve the plans of a folder to an assistant, over standard input and output.",
    ),
}
"""The module and function of each command with its line of help, in order of help."""


class CommandGroup(TyperGroup):
    """The commands by their lines of help, of which the one that is run is loaded."""

    def __init__(self, **settings: Any) -> None:
        lines = {}
        for name, (_, line) in COMMANDS.items():
            lines[name] = TyperCommand(name, help=line)
        super().__init__(**{**settings, "commands": lines})

    def resolve_command(
        self, ctx: Any, args: list[str]
    ) -> tuple[str | None, Any, list[str]]:
        """The command that is asked for, and the arguments that are left for it."""
        name, command, rest = super().resolve_command(ctx, args)
        if name is not None:
            command = load_command(name)
        return name, command, rest


@cache
def load_command(name: str) -> Any:
    """A command with its arguments and options."""
    place, _ = COMMANDS[name]
    module, _, attribute = place.partition(":")
    command = getattr(import_module(f"powermap.cli.commands.{module}"), attribute)
    # A group of commands is an app already.
    if isinstance(command, typer.Typer):
        return typer.main.get_command(command)
    app = typer.Typer(add_completion=False)
    app.command(name)(command)
    return typer.main.get_command(app)


def load_commands() -> dict[str, Any]:
    """Every command with its arguments and options, for what describes them all."""
    return {name: load_command(name) for name in COMMANDS}
