"""``powermap schema``: the JSON Schemas of the files."""

from __future__ import annotations

from typing import Annotated

import typer

from powermap.cli.options import Lang, Language, Out
from powermap.cli.printing import deliver, dump_json
from powermap.errors import FormatError
from powermap.language import Reason


def schema(
    *,
    plan: Annotated[
        bool, typer.Option("--plan", help="Schema of an account plan.")
    ] = False,
    proposal: Annotated[
        bool, typer.Option("--proposal", help="Schema of a proposal.")
    ] = False,
    lang: Language = Lang.en,
    out: Out = None,
) -> None:
    """Print the JSON Schema of a buying center, an account plan or a proposal."""
    from powermap.model import json_schema, plan_schema

    if plan and proposal:
        raise FormatError(Reason("message.proposals.two_schemas"))
    if proposal:
        from powermap.proposals import proposal_schema

        deliver(dump_json(proposal_schema()), out)
        return
    text = dump_json(plan_schema(lang.value) if plan else json_schema(lang.value))
    deliver(text, out)
