"""What the header of a column may mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.rival_headers import rival_in_title
from powermap.exchange.intake.scale import stated_scale
from powermap.exchange.intake.words import WordReader
from powermap.exchange.tables.fact_sheet import name_behind_mark
from powermap.model.field_words import noise_words
from powermap.model.fields import (
    Field,
    Table,
    fields_by_name,
    fields_of,
    fold_header,
    parts_of,
    required_fields,
)
from powermap.model.rival_fields import field_of_rival

__all__ = ["Certainty", "Meaning", "header_weight", "meanings_of", "part_names"]

_BRACKETS = re.compile(r"[(\[（【<][^)\]）】>]*[)\]）】>]?")
_PARTS = re.compile(r"\s*(?:/|\||&|\+|、|／|\bvs\.?\b|\bor\b|\band\b|和|与)\s*")
"""What joins two headers of one column."""
_BRACKETED = re.compile(r"[(\[（【<]([^)\]）】>]+)[)\]）】>]?\s*$")
_PATH = re.compile(r"[.:]\s*|\s+-\s+")
"""What CRMs write between a table and its column: "Contact: Full Name"."""
_TAIL = re.compile(r"(?:\s+[0-9]+|[\s:：,;?？*†‡¹²³.–-])+$")
"""What may stand behind a header: a mark, or the number of a second column."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_OF_LEVELS = frozenset({"power", "involvement", "stance", "contact", "quadrant"})
"""Fields whose headers often carry words that say nothing, such as "level of"."""
_NAME_WEIGHT = 3
_POSSESSIVE = re.compile(r"['’]s?\b")
_LONGEST = 200
"""Characters of a header that are looked at; a longer one is a text."""


class Certainty(IntEnum):
    """How sure a header is to mean a field."""

    PERHAPS = 1
    HEADER = 2
    ALIAS = 3
    TITLE = 4
    MAPPING = 5


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a header may mean.

    Attributes
    ----------
    fields : tuple of Field
        The field; several for a header such as "Attitude / Influence", whose cells
        say one after the other.
    certainty : Certainty
        How sure that is.
    scale : tuple of float or None
        The ends of the scale that the header states.
    """

    fields: tuple[Field, ...]
    certainty: Certainty
    scale: tuple[float, float] | None = None

    @property
    def field(self) -> Field:
        """The only field, or the first."""
        return self.fields[0]


def meanings_of(title: str, table: Table, glossary: Glossary) -> list[Meaning]:
    """What a header may mean, the surest first.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> [m.field.name for m in meanings_of("Influence (1-5)", "people", PLAIN)]
    ['power']
    >>> [m.field.name for m in meanings_of("Role", "people", PLAIN)][:2]
    ['declared_role', 'name']
    """
    return [*_meanings(" ".join(title.split()), table, glossary)]


# Cached: a portfolio has the same headers in each of its accounts.
@lru_cache(maxsize=4096)
def _meanings(title: str, table: Table, glossary: Glossary) -> Sequence[Meaning]:
    # Before it is shortened, since the name of a rival may be long.
    rival = rival_in_title(title, glossary) if table == "people" else None
    if rival is not None and rival[1]:
        return [Meaning((field_of_rival(*rival),), Certainty.TITLE)]
    title = title[:_LONGEST]
    if not title or name_behind_mark(title) is not None:
        return []
    own = glossary.own_field(table, title)
    if own is not None:
        return [Meaning((own,), Certainty.TITLE)]
    for spelling, most in _spellings(title).items():
        known = _lookup(table, spelling, glossary)
        if known:
            scale = stated_scale(title)
            meanings = []
            for field, certainty in known:
                sure = _certainty(field, certainty, most)
                meanings.append(Meaning((field,), sure, scale))
            return [*meanings, *_combined(title, table, glossary)]
    return (
        _without_noise(title, table, glossary)
        or _combined(title, table, glossary)
        or _number_of_manager(title, table)
        or _words_as_header(title, table, glossary)
        or _some_role(title, table)
        or _explained(title, table, glossary)
    )


def header_weight(title: str, table: Table, glossary: Glossary) -> int:
    """How much a title speaks for a row to be the header: 0, 1, or 3 for a name."""
    meanings = meanings_of(title, table, glossary)
    if not meanings:
        return 0 if name_behind_mark(title) is None else 1
    needed = required_fields(table) | ({"last_name"} if table == "people" else set())
    for meaning in meanings:
        is_sure = meaning.certainty > Certainty.PERHAPS
        if is_sure and meaning.field.name in needed:
            return _NAME_WEIGHT
    return 1


def part_names(table: Table) -> frozenset[str]:
    """The names of columns from which fields and ties follow."""
    return frozenset(part.name for part in parts_of(table))


def _spellings(title: str) -> dict[str, Certainty]:
    """The title and simpler forms of it, each with the most that it is worth."""
    bare = _BRACKETS.sub(" ", title).strip()
    whole = [title, bare, re.sub(r"^\s*\d+[.)]\s*", "", bare)]
    parts = []
    path = _PATH.split(bare)
    if len(path) > 1:
        whole.append(" ".join(path))
        parts += [" ".join(path[1:]), path[1], path[-1]]
    # Address books number what may come twice: "Organization 1 - Title".
    pieces = [re.sub(r"\s*\d+$", "", piece) for piece in bare.split(" - ")]
    if len(pieces) > 1:
        whole.append(" ".join(pieces))
        parts += [pieces[-1], pieces[0]]
    whole += [_POSSESSIVE.sub("", bare), _TAIL.sub("", bare)]
    # "Power 1 to 5" states its scale without brackets.
    whole.append(re.sub(r"[\s:]*\d+\s*(?:-|–|to|bis|à|a|至|到|~)\s*\d+.*$", "", bare))
    # Jira writes "Custom field (Influence)".
    inside = _BRACKETED.search(title)
    if inside:
        parts.append(inside[1].strip())
    spellings = dict.fromkeys(whole, Certainty.TITLE)
    for part in parts:
        spellings.setdefault(part, Certainty.HEADER)
    spellings.pop("", None)
    return spellings


def _certainty(field: Field, certainty: Certainty, most: Certainty) -> Certainty:
    """How sure a spelling of a header is.

    "Account.id" is rather the id of something else than that of the person.
    """
    if most < Certainty.TITLE and field.name == "id":
        return Certainty.PERHAPS
    return min(certainty, most)


def _lookup(
    table: Table, title: str, glossary: Glossary
) -> tuple[tuple[Field, Certainty], ...]:
    alias = glossary.aliases.field(table, title)
    if alias is not None:
        # What the company says leaves no room for what a header means elsewhere.
        return ((alias, Certainty.ALIAS),)
    return _by_header(table).get(fold_header(title), ())


@cache
def _by_header(table: Table) -> dict[str, tuple[tuple[Field, Certainty], ...]]:
    """Every header by its folded form, with its meanings, the surest first."""
    known: dict[str, list[tuple[Field, Certainty]]] = {}

    def add(headers: tuple[str, ...], field: Field, certainty: Certainty) -> None:
        for header in headers:
            meanings = known.setdefault(fold_header(header), [])
            if all(each is not field for each, _ in meanings):
                meanings.append((field, certainty))

    every = (*fields_of(table), *parts_of(table))
    for field in every:
        titles = (field.name, *field.title.values())
        add(titles, field, Certainty.TITLE)
    for field in every:
        add(field.aliases, field, Certainty.ALIAS)
    for field in every:
        add(field.more_headers, field, Certainty.HEADER)
    for field in every:
        add(field.perhaps, field, Certainty.PERHAPS)
    return {header: tuple(meanings) for header, meanings in known.items()}


def _without_noise(title: str, table: Table, glossary: Glossary) -> list[Meaning]:
    """Meanings of a title such as "Stakeholder influence level"."""
    bare = unicodedata.normalize("NFKC", _BRACKETS.sub(" ", title)).casefold()
    noise = set(noise_words())
    words = [word for word in _WORD.findall(bare) if word not in noise]
    core = " ".join(words)
    for word in noise_words():
        if not word.isascii():
            core = core.replace(word, "")
    meanings = []
    if core:
        for field, certainty in _lookup(table, core, glossary):
            if field.name in _OF_LEVELS:
                sure = min(certainty, Certainty.HEADER)
                meanings.append(Meaning((field,), sure, stated_scale(title)))
    return meanings


def _number_of_manager(title: str, table: Table) -> list[Meaning]:
    """The meaning of "直接上级工号" or "Line manager staff id": a manager's number."""
    if table != "people":
        return []
    folded = fold_header(title)
    managers, numbers = _words_of_manager_numbers()
    for manager in managers:
        rest = folded.removeprefix(manager)
        if rest != folded and rest.strip() in numbers:
            parts = {part.name: part for part in parts_of("people")}
            return [Meaning((parts["reports_to_id"],), Certainty.HEADER)]
    return []


@cache
def _words_of_manager_numbers() -> tuple[tuple[str, ...], frozenset[str]]:
    """Headers of a manager, and of a number, folded."""
    parts = {part.name: part for part in parts_of("people")}
    ids = fields_by_name("people")["id"]
    numbers = (*_headers_of(parts["number"]), *_headers_of(ids))
    managers = tuple(map(fold_header, _headers_of(parts["reports_to"])))
    return managers, frozenset(map(fold_header, numbers))


def _words_as_header(title: str, table: Table, glossary: Glossary) -> list[Meaning]:
    """The meaning of "Supporter / Neutral / Resistor": the field of these words."""
    parts = [part for part in _PARTS.split(title) if part.strip()]
    if table != "people" or len(parts) < 2:
        return []
    for name in ("stance", "power", "involvement"):
        field = fields_by_name("people")[name]
        reader = WordReader(field, glossary)
        if all(reader.find(part) is not None for part in parts):
            return [Meaning((field,), Certainty.HEADER)]
    return []


def _some_role(title: str, table: Table) -> list[Meaning]:
    """The meaning of "MEDDPICC role", whoever's method it is: its words show it."""
    is_role = title.casefold().endswith((" role", " roles", "角色"))
    if table != "people" or not is_role:
        return []
    parts = {part.name: part for part in parts_of("people")}
    return [Meaning((parts["buying_role"],), Certainty.PERHAPS)]


def _headers_of(field: Field) -> tuple[str, ...]:
    return (*field.title.values(), *field.aliases, *field.more_headers)


def _explained(title: str, table: Table, glossary: Glossary) -> list[Meaning]:
    """The meaning of a level that is explained: "Interest rating: 5 = very high"."""
    head, colon, _ = title.replace("：", ":").partition(":")
    if not colon or not head.strip():
        return []
    scale = stated_scale(title)
    meanings = []
    for meaning in meanings_of(head, table, glossary):
        if meaning.field.name in {"power", "involvement", "stance"}:
            sure = min(meaning.certainty, Certainty.HEADER)
            meanings.append(Meaning(meaning.fields, sure, scale))
    return meanings


def _combined(title: str, table: Table, glossary: Glossary) -> list[Meaning]:
    """The meaning of a title such as "Attitude / Influence", or "Power or clout"."""
    bare = _BRACKETS.sub(" ", title).strip()
    parts = _PARTS.split(bare)
    if not 2 <= len(parts) <= 3:
        return []
    fields = []
    for part in parts:
        known = _lookup(table, part, glossary)
        sure = [field for field, certainty in known if certainty > Certainty.PERHAPS]
        if not sure:
            return []
        fields.append(sure[0])
    unique = tuple(dict.fromkeys(fields))
    if any(field.part for field in unique):
        return []
    return [Meaning(unique, Certainty.HEADER, stated_scale(title))]
