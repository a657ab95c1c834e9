"""What somebody is called in a redacted document: a code of key, audience and id."""

from __future__ import annotations

import base64
import hmac
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Language, Reason, as_language
from powermap.model import Stakeholder
from powermap.model.playbook import Playbook, as_playbook
from powermap.model.record import to_tuple
from powermap.redaction.audience import check_level
from powermap.redaction.key import check_key, secret_of

SHORTEST = 6
"""Letters of a code, unless two people share them."""


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """What somebody is called in a redacted document."""

    id: str
    name: str


def pseudonyms(
    people: Iterable[Stakeholder],
    level: str,
    *,
    key: str,
    lang: str | Language = "en",
    playbook: Playbook | None = None,
) -> Mapping[str, Pseudonym]:
    """Who is called what by `redact`, to read an answer that comes back.

    Parameters
    ----------
    people : BuyingCenter or iterable of Stakeholder
        As they are, with names.
    level : {"partner", "customer"} or str
        Who saw the document: for everybody else, people have other pseudonyms.
    key : str
        As it was passed to `redact`. Pseudonyms that were made without a key cannot be
        found again.
    lang : {"en", "zh"}
        As it was passed to `redact`.
    playbook : Playbook, optional
        Brings further levels.

    Returns
    -------
    mapping of id to Pseudonym
        Six letters each, from the key, the level and the id alone: other people, their
        order and a new spelling of the name change nothing. Should two people have the
        same six letters, theirs are longer.

    Raises
    ------
    ModelError
        When the key can be guessed, there is no such level, or something else than
        people is passed.

    Examples
    --------
    >>> from powermap.model import BuyingCenter
    >>> from powermap.redaction import redact
    >>> center = BuyingCenter("ERP", [Stakeholder("Ana Ruiz")])
    >>> [hidden] = redact(center, "partner", key="an example of a key")
    >>> names = pseudonyms(center, "partner", key="an example of a key")
    >>> names["ana-ruiz"].name == hidden.name
    True
    """
    if people is None:
        raise ModelError(Reason("message.redaction.no_people", kind="Stakeholder"))
    everybody = to_tuple(people, Stakeholder)
    check_level(level, as_playbook(playbook))
    secret = secret_of(check_key(key))
    return make_pseudonyms(everybody, level, secret, as_language(lang))


def make_pseudonyms(
    people: Iterable[Stakeholder], level: str, secret: bytes, language: Language
) -> Mapping[str, Pseudonym]:
    """The pseudonyms of people for an audience."""
    digests = {person.id: _digest(secret, level, person.id) for person in people}
    starts = Counter(digest[:SHORTEST] for digest in digests.values())
    names = {}
    for id, digest in digests.items():
        code = digest[:SHORTEST]
        if starts[code] > 1:
            code = _shortest_unique(digest, digests.values())
        name = language.say("redact.person", code=code)
        names[id] = Pseudonym(f"person-{code.lower()}", name)
    return FrozenMapping(names)


def pseudonym_pattern(language: Language) -> re.Pattern[str]:
    """What pseudonyms look like in texts of a language."""
    sample = re.escape(language.say("redact.person", code="CODE"))
    return re.compile(sample.replace("CODE", f"[A-Z2-7]{{{SHORTEST},}}"))


def _digest(secret: bytes, level: str, id: str) -> str:
    # With the level: a partner and the customer who compare their documents must not
    # find out who is who.
    text = f"{level}\0{id}"
    digest = hmac.digest(secret, text.encode(), "sha256")
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
