"""A plan as a document of YAML or JSON: keys at the top, lists of blocks below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from powermap.errors import FormatError, ModelError, Note, Problem, shown
from powermap.exchange.documents.conflict_marks import REMOVAL
from powermap.exchange.documents.managers import ManagerKeys, manager_words
from powermap.exchange.documents.settling import without_marks
from powermap.exchange.glossary import Glossary
from powermap.exchange.most_people import check_length
from powermap.exchange.plan_records import claim_values, facts_of_plan, rows_of
from powermap.exchange.problem_list import ProblemList
from powermap.exchange.raw_file import RawFile, RawRecord
from powermap.exchange.rival_values import split_by_rival
from powermap.exchange.tables.unknown_headers import nearly_known
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model import AccountPlan
from powermap.model.field_words import unknown_words
from powermap.model.fields import FACTS, LISTS, Field, Table, fields_by_name, fields_of
from powermap.model.sheet_titles import keys_of, table_of_key

__all__ = [
    "CLAIMS",
    "SCHEMA",
    "document_of",
    "field_of_key",
    "parse_document",
    "to_document_value",
]

_MOST_UNKNOWN = 1_000
"""Unknown keys at the top, and of people and ties; each record may have 500."""

SCHEMA = "$schema"
"""The key by which an editor finds the JSON Schema of a file."""
CLAIMS = "claims"
"""The key of the claims in the block of a person."""
_CUSTOM = "custom"
"""The key of a block of custom fields, for names that would be taken for a typo."""
_LIMITS = ("low", "high", "cut")
_SCALE = tuple(f"scale_{limit}" for limit in _LIMITS)
_NAMES: tuple[Table, ...] = ("team", "rivals")
"""Lists in which an entry may be a name without a block."""
_OF_PEOPLE: tuple[Table, ...] = ("people", "ties")
_LONGEST_KEY = 80
"""Characters of an unknown key in a message, which may be a whole paragraph."""


def field_of_key(key: object, glossary: Glossary) -> Field | None:
    """The fact that a key at the top of a document names."""
    if not isinstance(key, str):
        return None
    for table in FACTS:
        field = glossary.find(table, key)
        # In a document the scale is a block of its own; scale_low at the top would be a
        # second way to say it.
        if field is not None and field.name not in _SCALE:
            return field
    return None


def parse_document(
    document: Mapping[Any, object],
    source: str,
    glossary: Glossary,
    notes: list[Note] | None = None,
) -> RawFile:
    """What a document says, with the problems of its form; notes go to a list."""
    parser = _DocumentParser(source, glossary)
    document, undecided = without_marks(document, source)
    raw = parser.parse(document)
    if notes is not None:
        notes += parser.notes
    # What else is wrong may follow from what is not decided.
    return replace(raw, problems=undecided) if undecided else raw


class _DocumentParser:
    """One document being taken apart."""

    def __init__(self, source: str, glossary: Glossary) -> None:
        self.source = source
        self.glossary = glossary
        self.problems = ProblemList(source)
        self.problems_of_plan = ProblemList(source)
        self.notes: list[Note] = []
        self.managers = ManagerKeys()
        self.about: dict[str, object] = {}
        self.plan: dict[str, object] = {}
        self.custom: dict[str, object] = {}
        self.claims: list[RawRecord] = []
        self.unknown_keys = 0
        self.may_be_custom: dict[tuple[Table, str], bool] = {}
        self.lists: dict[Table, list[RawRecord]] = {}
        for table in (*_OF_PEOPLE, *LISTS):
            self.lists[table] = []

    def parse(self, document: Mapping[Any, object]) -> RawFile:
        """Sort the keys at the top into people, ties, facts and lists."""
        for key, value in document.items():
            self._take(key, value)
        # All names before any manager, who may come later in the file.
        people, lines, notes, problems = self.managers.read(
            self.lists["people"], self.source
        )
        self.notes += notes
        self.problems += problems
        # Errors name the key as it stands in the file.
        headers = {f"scale_{limit}": f"scale.{limit}" for limit in _LIMITS}
        return RawFile(
            self.source,
            people,
            [*self.lists["ties"], *lines],
            RawRecord(self.about, headers=headers),
            # People first, as in a workbook, whatever the order of the keys.
            [*self.problems, *self.problems_of_plan],
            RawRecord(self.plan, custom=self.custom),
            {table: self.lists[table] for table in LISTS},
            self.glossary,
            self.claims,
        )

    def _take(self, key: object, value: object) -> None:
        table = table_of_key(key) if isinstance(key, str) else None
        field = field_of_key(key, self.glossary)
        # For editors only; it says nothing about the account.
        if key == SCHEMA:
            return
        if key == "scale":
            self._take_scale(value)
        elif key == _CUSTOM:
            self.custom.update(self._block_of_custom(value, None, None))
        elif table is not None:
            of_people = table in _OF_PEOPLE
            problems = self.problems if of_people else self.problems_of_plan
            self.lists[table] += self._blocks(value, table, str(key), problems)
        elif field is None:
            self._take_unknown(key, value)
        elif field.custom:
            self.custom[field.name] = value
        elif field.table == "about":
            self.about[field.name] = value
        elif field.name in self.plan:
            message = Reason("message.documents.said_twice", key=Quoted(key))
            self.problems_of_plan.append(Problem(message, None, None, str(key)))
        else:
            self.plan[field.name] = value

    def _take_unknown(self, key: object, value: object) -> None:
        known = _top_keys()
        # A key nearly like one of ours is a typing error: kept as a custom field, it
        # would hide what the user meant to say.
        # Looking for the nearest costs time, and so many are refused as a whole.
        self.unknown_keys += 1
        self._check_unknown(self.unknown_keys)
        if isinstance(key, str) and not nearly_known(key, _top_words()):
            self.custom[key] = value
        else:
            self.problems.append(_refuse_key(key, known, None, None))

    def _may_be_custom(self, key: object, table: Table) -> bool:
        """Whether an unknown key is a custom field, and not a typo of a known one."""
        if not isinstance(key, str):
            return False
        known = self.may_be_custom.get((table, key))
        if known is None:
            known = _is_no_typo(key, table)
            self.may_be_custom[table, key] = known
            self._check_unknown(len(self.may_be_custom))
        return known

    def _check_unknown(self, count: int) -> None:
        if count > _MOST_UNKNOWN:
            raise FormatError(
                Reason(
                    "message.documents.too_many_unknown_keys",
                    source=self.source,
                    most=float(_MOST_UNKNOWN),
                )
            )

    def _take_scale(self, value: object) -> None:
        if value is None:
            return
        if not isinstance(value, dict):
            message = Reason("message.documents.not_a_scale", value=Quoted(value))
            self.problems.append(Problem(message, column="scale"))
            return
        for key, limit in value.items():
            if key in _LIMITS:
                self.about[f"scale_{key}"] = limit
            else:
                self.problems.append(_refuse_key(key, _LIMITS, "scale", None))

    def _blocks(
        self, value: object, table: Table, section: str, problems: list[Problem]
    ) -> list[RawRecord]:
        if value is None:
            return []
        # "rivals: Contoso" without a dash is what people write for one.
        if table in _NAMES and isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            message = Reason("message.documents.not_a_list", value=Quoted(value))
            problems.append(Problem(message, section))
            return []
        # Before any of it is looked at.
        check_length(len(value), table, self.source)
        records = []
        for row, block in enumerate(value, start=1):
            if isinstance(block, dict):
                records.append(self._block(block, table, section, row, problems))
            elif table in _NAMES and isinstance(block, str):
                records.append(RawRecord({"name": block}, section, row))
            else:
                message = Reason("message.documents.not_a_block", value=Quoted(block))
                problems.append(Problem(message, section, row))
        return records

    def _block(
        self,
        block: Mapping[Any, object],
        table: Table,
        section: str,
        row: int,
        problems: list[Problem],
    ) -> RawRecord:
        values: dict[str, object] = {}
        headers: dict[str, str] = {}
        custom: dict[str, object] = {}
        # Only records with a `custom` attribute in the model can keep further keys.
        keeps_custom = table in _OF_PEOPLE
        for key, value in block.items():
            field = self.glossary.find(table, key) if isinstance(key, str) else None
            if field is not None and field.custom:
                custom[field.name] = value
            elif table == "people" and _holds_claims(key, value):
                self._take_claims(value, section, row, key)
            elif table == "people" and self.managers.take(key, value, row):
                continue
            elif field is None and keeps_custom and key == _CUSTOM:
                custom.update(self._block_of_custom(value, section, row))
            elif field is None and keeps_custom and self._may_be_custom(key, table):
                custom[key] = value
            elif field is None:
                names = fields_by_name(table)
                problems.append(_refuse_key(key, names, section, row))
            # Two spellings of one field, such as a Chinese and an English key; which
            # one counts is not ours to choose.
            elif field.name in headers:
                message = Reason(
                    "message.documents.said_twice_with",
                    key=Quoted(key),
                    other=Quoted(headers[field.name]),
                )
                problems.append(Problem(message, section, row, key))
            elif field.by_rival:
                split = self._split_by_rival(field, value, section, row)
                values.update(split)
                headers.update(dict.fromkeys([field.name, *split], key))
            else:
                values[field.name] = value
                headers[field.name] = key
        return RawRecord(values, section, row, headers, custom=custom)

    def _split_by_rival(
        self, field: Field, value: object, section: str, row: int
    ) -> dict[str, object]:
        try:
            return split_by_rival(field, value, self.glossary)
        except ModelError as error:
            self.problems.append(Problem(error.args[0], section, row, field.name))
            return {}

    def _take_claims(self, value: Any, section: str, row: int, key: str) -> None:
        """Take the claims about the person whose block is being read."""
        owner = len(self.lists["people"]) + row - 1
        check_length(len(self.claims) + len(value or ()), "claims", self.source)
        for number, block in enumerate(value or (), start=1):
            place = f"{key}[{number}]"
            if not isinstance(block, dict):
                message = Reason("message.documents.not_a_block", value=Quoted(block))
                self.problems.append(Problem(message, section, row, place))
                continue
            record = self._block(block, "claims", section, row, self.problems)
            headers = {}
            for name in fields_by_name("claims"):
                headers[name] = f"{place}.{record.headers.get(name, name)}"
            self.claims.append(replace(record, headers=headers, owner=owner))

    def _block_of_custom(
        self, value: object, section: str | None, row: int | None
    ) -> dict[str, object]:
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(
            isinstance(key, str) for key in value
        ):
            message = Reason("message.documents.not_custom", value=Quoted(value))
            self.problems.append(Problem(message, section, row, _CUSTOM))
            return {}
        return value


def _holds_claims(key: object, value: object) -> bool:
    """Whether a key of a person holds claims; a single value is a custom field."""
    is_list = value is None or isinstance(value, list)
    return isinstance(key, str) and key.strip().lower() == CLAIMS and is_list


def _is_no_typo(key: str, table: Table) -> bool:
    return nearly_known(key, _words_of(table)) is None


@cache
def _words_of(table: Table) -> list[str]:
    words = [_CUSTOM]
    for field in fields_of(table):
        words += field.headers
    if table == "people":
        words += manager_words()
    return words


def _top_keys() -> list[str]:
    """The keys that stand at the top of a document."""
    keys = [name for name in fields_by_name("about") if name not in _SCALE]
    # Where it is written, so that the list in an error reads like a file.
    keys.insert(2, "scale")
    for table in _OF_PEOPLE:
        keys.append(keys_of(table)[0])
    keys += fields_by_name("plan")
    keys += [keys_of(table)[0] for table in LISTS]
    return keys


@cache
def _top_words() -> list[str]:
    """The keys at the top, and every other header that means one of the facts."""
    words = [*_top_keys(), "people", _CUSTOM, SCHEMA]
    for table in FACTS:
        for field in fields_of(table):
            words += field.headers
    return words


def _refuse_key(
    key: object, allowed: Iterable[str], section: str | None, row: int | None
) -> Problem:
    names = tuple(allowed)
    column = key[:_LONGEST_KEY] if isinstance(key, str) else shown(key)
    message = Reason(
        "message.documents.unknown_key",
        key=Quoted(key),
        hint=Nearest(key, names),
        allowed=Listed(names),
    )
    return Problem(message, section, row, column, key)


def document_of(plan: AccountPlan, *, people_only: bool) -> dict[str, Any]:
    """A plan as a document: keys in fixed order, only what is known."""
    about = facts_of_plan(plan, "about", "")
    document: dict[str, Any] = {}
    if not people_only:
        unknown = unknown_words()[0].lower()
        facts = facts_of_plan(plan, "plan", unknown)
        document.update({name: facts[name] for name in fields_by_name("plan")})
    scale = {limit: about[f"scale_{limit}"] for limit in _LIMITS}
    document["name"] = about["name"]
    document["as_of"] = about["as_of"]
    document["scale"] = _known(scale)
    document["wanted_roles"] = about["wanted_roles"]
    document["audience"] = about["audience"]
    document["people_file"] = about["people_file"]
    for table in _OF_PEOPLE:
        rows = rows_of(plan, table, with_following=False)
        document[keys_of(table)[0]] = [_block_of(row, table) for row in rows]
    for person, block in zip(plan.center, document[keys_of("people")[0]], strict=True):
        if person.claims:
            block[CLAIMS] = [_known(claim_values(each)) for each in person.claims]
    if not people_only:
        for table in LISTS:
            rows = rows_of(plan, table)
            document[keys_of(table)[0]] = [_known(row) for row in rows]
        document["rivals"] = plan.rivals
        document.update(_split_custom(plan.custom, _top_words()))
    return _known(document)


def _block_of(row: Mapping[str, Any], table: Table) -> dict[str, Any]:
    names = fields_by_name(table)
    own = {name: row[name] for name in names}
    # The usual case without custom fields, ten thousand times in a large file.
    if len(row) == len(own):
        return _known(own)
    custom = {name: value for name, value in row.items() if name not in names}
    return _known({**own, **_split_custom(custom, _words_of(table))})


def _split_custom(custom: Mapping[str, Any], words: list[str]) -> dict[str, Any]:
    """Custom fields as keys; those that look like a typo in a block of their own."""
    keys: dict[str, Any] = {}
    block: dict[str, Any] = {}
    for name, value in custom.items():
        # As a key of its own it would be refused on reading as a typing error, or
        # taken for the mark of a merge.
        is_taken = name.strip().lower() in {CLAIMS, REMOVAL}
        target = block if is_taken or nearly_known(name, words) else keys
        target[name] = value
    if block:
        keys[_CUSTOM] = block
    return keys


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    known = {}
    for key, value in values.items():
        # Only what is known is written: a small change gives a small difference in
        # version control.
        if value is not None and value not in ((), [], {}):
            known[key] = to_document_value(value)
    return known


def to_document_value(value: Any) -> Any:
    """A value of the model as YAML and JSON have it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_document_value(part) for part in value]
    if isinstance(value, Mapping):
        return {key: to_document_value(part) for key, part in value.items()}
    return value
