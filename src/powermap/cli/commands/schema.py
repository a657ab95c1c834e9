"""``powermap schema``: the JSON Schemas of the files."""

from __future__ import annotations

from typing import Annotated

import typer

from powermap.cli.options import Out
from powermap.cli.printing import deliver, dump_json


def schema(
    *,
    plan: Annotated[
        bool, typer.Option("--plan", help="Schema of an account plan.")
    ] = False,
    out: Out = None,
) -> None:
    """Print the JSON Schema of a buying center, or of an account plan."""
    from powermap.model import json_schema, plan_schema

    text = dump_json(plan_schema() if plan else json_schema())
    deliver(text, out)
