"""What somebody is called in a redacted document: a code made from a key and the id."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Language, Quoted, Reason, as_language
from powermap.model import Stakeholder
from powermap.model.record import to_tuple

SHORTEST = 6
"""Letters of a code, unless two people share them."""


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """What somebody is called in a redacted document."""

    id: str
    name: str


def pseudonyms(
    people: Iterable[Stakeholder], *, key: str = "", lang: str | Language = "en"
) -> Mapping[str, Pseudonym]:
    """Who is called what by `redact`, to read an answer that comes back.

    Parameters
    ----------
    people : BuyingCenter or iterable of Stakeholder
        As they are, with names.
    key : str, default ""
        As it was passed to `redact`.
    lang : {"en", "zh"}
        Likewise.

    Returns
    -------
    mapping of id to Pseudonym
        Six letters each, from the key and the id alone: other people, their order
        and a new spelling of the name change nothing. Should two people have the
        same six letters, theirs are longer.

    Raises
    ------
    ModelError
        When the key is not a text, or something else than people is passed.

    Examples
    --------
    >>> from powermap.model import BuyingCenter
    >>> from powermap.redaction import redact
    >>> center = BuyingCenter("ERP", [Stakeholder("Ana Ruiz")])
    >>> [hidden] = redact(center, "partner", key="secret")
    >>> pseudonyms(center, key="secret")["ana-ruiz"].name == hidden.name
    True
    """
    if people is None:
        raise ModelError(Reason("message.redaction.no_people", kind="Stakeholder"))
    if not isinstance(key, str):
        kind = type(key).__name__
        raise ModelError(Reason("message.redaction.key", value=Quoted(key), type=kind))
    language = as_language(lang)
    digests = {}
    for person in to_tuple(people, Stakeholder):
        digests[person.id] = _digest(key, person.id)
    names = {}
    for id, digest in digests.items():
        code = _shortest_unique(digest, digests.values())
        name = language.say("redact.person", code=code)
        names[id] = Pseudonym(f"person-{code.lower()}", name)
    return FrozenMapping(names)


def _digest(key: str, id: str) -> str:
    # Lone surrogates may stand in a key that came from a command line.
    secret = key.encode("utf-8", "surrogatepass")
    digest = hmac.digest(secret, id.encode(), "sha256")
    return base64.b32encode(digest).decode().rstrip("=")


def _shortest_unique(digest: str, digests: Iterable[str]) -> str:
    start = digest[:SHORTEST]
    rivals = []
    for other in digests:
        if other != digest and other.startswith(start):
            rivals.append(other)
    size = SHORTEST
    while any(other[:size] == digest[:size] for other in rivals):
        size += 1
    return digest[:size]
