"""What a header says of a rival: "Contoso stance", "对手立场：Contoso"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.headers import Certainty, meanings_of
from powermap.exchange.intake.rival_headers import OURS, rival_in_title
from powermap.exchange.tables.long_text import LONG
from powermap.model.by_rival import NO_DECISION
from powermap.model.field_words import noise_words
from powermap.model.fields import Field, fields_by_name
from powermap.model.rival_fields import field_of_rival
from powermap.model.vocabulary import Stance, find_member

__all__ = [
    "fields_of_known",
    "is_our_stance",
    "name_in_title",
    "names_rival",
]

_JOINING = re.compile(
    r"\b(?:towards?|to|for|with|of|about|rival|competitor)\b|['’]s\b|[\W_]+|[对与和的]"
)
"""What may stand between a stance and a name without a meaning of its own."""
_LOOSE = re.compile(
    r"(?:stance|attitude|立场|态度)\s*(?:towards?\b|to\b)?\s*[:：(（]?\s*(?P<after>.+?)[)）]?"
    r"|(?P<before>.+?)(?:['’]s)?\s+(?:stance|attitude)"
    r"|对?(?P<zh>.+?)的?(?:立场|态度)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[=<>/\d]")
"""Signs of a scale or an explanation behind a title, and not of a name."""


def names_rival(title: str, rivals: Sequence[str], glossary: Glossary) -> bool:
    """Whether a header may be read as the stance or contact of a rival.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> names_rival("Contoso stance", [], PLAIN), names_rival("Current stance", [], PLAIN)
    (True, False)
    """
    is_sure = rival_in_title(title, glossary) is not None
    is_known = bool(fields_of_known(title, [*rivals, NO_DECISION]))
    return is_sure or is_known or name_in_title(title, glossary) is not None


def fields_of_known(title: str, rivals: Sequence[str]) -> list[Field]:
    """The fields that a title such as "Contoso's stance" may mean, by known rivals."""
    folded = _fold(title)
    fields = []
    # The longest name first, since one may be a part of another.
    for rival in sorted(rivals, key=len, reverse=True):
        name = _fold(rival)
        if not name or name not in folded:
            continue
        rest = _JOINING.sub("", folded.replace(name, " ", 1))
        for base_name, own_name in OURS.items():
            own = fields_by_name("people")[own_name]
            words = {_JOINING.sub("", _fold(each)) for each in own.headers}
            if rest in words:
                base = fields_by_name("people")[base_name]
                fields.append(field_of_rival(base, rival))
    return fields


def name_in_title(title: str, glossary: Glossary) -> str | None:
    """The name in "Contoso stance"; None where nobody is named.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> [name_in_title(each, PLAIN) for each in
    ...  ("Stance: Contoso", "Contoso 立场", "Stance (1 = against)", "Project stance")]
    ['Contoso', 'Contoso', None, None]
    """
    match = _LOOSE.fullmatch(title.strip()) if len(title) <= LONG else None
    if match is None:
        return None
    written = next(name for name in match.groups() if name).strip()
    noise = set(noise_words())
    words = _fold(written).split()
    explains = any(find_member(Stance, word) is not None for word in words)
    if _NO_NAME.search(written) or explains or all(word in noise for word in words):
        return None
    meanings = meanings_of(title, "people", glossary)
    # "Current stance" is our own; "Stance: Contoso" looks like one with an explanation.
    is_own = any(meaning.certainty > Certainty.HEADER for meaning in meanings)
    is_behind_colon = ":" in title or "：" in title
    return written if not is_own and (not meanings or is_behind_colon) else None


def is_our_stance(title: str, glossary: Glossary) -> bool:
    """Whether a header means the stance toward us."""
    meanings = meanings_of(title, "people", glossary)
    is_own = bool(meanings) and meanings[0].field.name == "stance"
    return is_own and name_in_title(title, glossary) is None


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
