"""The claims about a person as one text, since nodes of a graph hold single values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from powermap.model import Claim
from powermap.model.stakeholder import known_values

__all__ = ["CLAIMS", "claims_of_text", "claims_text", "read_claims_text"]

CLAIMS = "claims"
"""The attribute of a node that holds the claims about this person."""


def claims_text(claims: Iterable[Claim]) -> str:
    """Claims as JSON.

    Examples
    --------
    >>> claims_text([Claim("stance", "neutral", said_by="Kim")])
    '[{"field": "stance", "value": "neutral", "said_by": "Kim"}]'
    """
    rows = []
    for claim in claims:
        rows.append({key: _plain(value) for key, value in known_values(claim).items()})
    return json.dumps(rows, ensure_ascii=False)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def read_claims_text(text: object) -> list[dict[str, Any]] | None:
    """The claims that a text holds, by field; None where it is something else.

    Examples
    --------
    >>> read_claims_text('[{"field": "stance"}]'), read_claims_text("3 claims")
    ([{'field': 'stance'}], None)
    """
    try:
        rows = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return None
    return rows


def claims_of_text(text: object) -> list[Claim]:
    """The claims that a text holds; none where it is something else.

    Raises
    ------
    ModelError
        When a field does not take what a claim says.
    """
    claims = []
    for row in read_claims_text(text) or ():
        values: dict[str, Any] = {name: row.get(name) for name in Claim.model_fields}
        claims.append(Claim(**values))
    return claims
