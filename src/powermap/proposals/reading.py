"""Proposals as files: JSON, read strictly, with every problem in its place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from powermap.errors import FormatError, ModelError, Problem, TableError
from powermap.exchange.documents.json_text import load_json
from powermap.exchange.documents.text import decode_text
from powermap.files.reading import MEGABYTE, read_file, to_path
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model.record import check_text
from powermap.model.schema import DIALECT, PUBLISHED
from powermap.proposals.proposal import Change, Proposal

__all__ = ["parse_proposal", "proposal_schema", "read_notes", "read_proposal"]

LIMIT = 10 * MEGABYTE
"""Of a proposal, and of notes."""
_MOST = 20_000
"""Changes of a file, with a quote or without."""
_SECTION = "changes"


def read_proposal(path: str | os.PathLike[str]) -> Proposal:
    """The proposal in a JSON file.

    Parameters
    ----------
    path : path
        A list of changes, or a block with the key ``changes``.

    Returns
    -------
    Proposal

    Raises
    ------
    FormatError
        When it is not JSON, or no proposal.
    TableError
        With a problem for each change that is wrong in itself.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> path = Path(tempfile.mkdtemp()) / "changes.json"
    >>> _ = path.write_text('[{"person": "ana", "field": "contact", "value": "brief"}]')
    >>> read_proposal(path)
    <Proposal of 1 change>
    """
    file = to_path(path)
    return parse_proposal(decode_text(read_file(file, LIMIT), str(file)), str(file))


def read_notes(path: str | os.PathLike[str]) -> str:
    """The text of notes, whatever they say: UTF-8."""
    file = to_path(path)
    return decode_text(read_file(file, LIMIT), str(file))


def parse_proposal(text: str, source: str = "changes.json") -> Proposal:
    """The proposal in a JSON text; see `read_proposal`.

    Parameters
    ----------
    text : str
        JSON.
    source : str
        What messages call it.

    Returns
    -------
    Proposal

    Raises
    ------
    FormatError, TableError
        As `read_proposal` does.

    Examples
    --------
    >>> parse_proposal('{"changes": []}')
    <Proposal of 0 changes>
    """
    value = load_json(check_text(text), source)
    if isinstance(value, Mapping) and set(value) <= {_SECTION, "$schema"}:
        value = value.get(_SECTION)
    if not isinstance(value, list):
        raise FormatError(Reason("message.proposals.not_a_proposal", source=source))
    if len(value) > _MOST:
        raise ModelError(
            Reason(
                "message.proposals.too_many", count=float(len(value)), most=float(_MOST)
            )
        )
    problems: list[Problem] = []
    changes = []
    for row, block in enumerate(value, start=1):
        try:
            changes.append(_change_of(block))
        except ModelError as error:
            problems += _problems(error, row)
    if problems:
        raise TableError(source, problems)
    return Proposal(changes)


def _change_of(block: object) -> Change:
    if not isinstance(block, Mapping):
        raise ModelError(Reason("message.proposals.not_a_change", value=Quoted(block)))
    for key in block:
        if key not in Change.model_fields:
            names = tuple(Change.model_fields)
            raise ModelError(
                Reason(
                    "message.proposals.unknown_key",
                    key=Quoted(key),
                    allowed=Listed(names),
                    hint=Nearest(key, names),
                )
            )
    return Change(**dict(block))


def _problems(error: ModelError, row: int) -> list[Problem]:
    if not error.issues:
        return [Problem(error.args[0], _SECTION, row)]
    problems = []
    for issue in error.issues:
        problem = Problem(issue.reason, _SECTION, row, issue.field, issue.value)
        problems.append(problem)
    return problems


def proposal_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a proposal.

    Returns
    -------
    dict
        Ready for ``json.dumps``.

    Examples
    --------
    >>> proposal_schema()["title"]
    'powermap proposal'
    """
    schema = Proposal.model_json_schema(mode="validation")
    for definition in (schema, *schema["$defs"].values()):
        text: str = definition.get("description", "")
        definition["description"] = text.partition("\n")[0]
    return {
        "$schema": DIALECT,
        "$id": f"{PUBLISHED}/proposal-schema.json",
        **schema,
        "title": "powermap proposal",
        "required": ["changes"],
    }
