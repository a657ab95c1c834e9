"""A plan as a document of YAML or JSON: keys at the top, lists of blocks below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from powermap.errors import FormatError, ModelError, Note, Problem
from powermap.exchange.documents.keys import (
    CLAIMS,
    CUSTOM,
    LIMITS,
    OF_PEOPLE,
    SCALE,
    SCHEMA,
    is_no_typo,
    refuse_key,
    top_keys,
    top_words,
)
from powermap.exchange.documents.managers import ManagerKeys
from powermap.exchange.documents.settling import without_marks
from powermap.exchange.glossary import Glossary
from powermap.exchange.most_people import check_length
from powermap.exchange.problem_list import ProblemList
from powermap.exchange.raw_file import RawFile, RawRecord
from powermap.exchange.rival_values import split_by_rival
from powermap.exchange.tables.unknown_headers import nearly_known
from powermap.language import Quoted, Reason
from powermap.model.fields import FACTS, LISTS, Field, Table, fields_by_name
from powermap.model.sheet_titles import table_of_key

__all__ = ["field_of_key", "parse_document"]

_MOST_UNKNOWN = 1_000
"""Unknown keys at the top, and of people and ties; each record may have 500."""

_NAMES: tuple[Table, ...] = ("team", "rivals")
"""Lists in which an entry may be a name without a block."""


def field_of_key(key: object, glossary: Glossary) -> Field | None:
    """The fact that a key at the top of a document names."""
    if not isinstance(key, str):
        return None
    for table in FACTS:
        field = glossary.find(table, key)
        # In a document the scale is a block of its own; scale_low at the top would be a
        # second way to say it.
        if field is not None and field.name not in SCALE:
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
        for table in (*OF_PEOPLE, *LISTS):
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
        headers = {f"scale_{limit}": f"scale.{limit}" for limit in LIMITS}
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
        elif key == CUSTOM:
            self.custom.update(self._block_of_custom(value, None, None))
        elif table is not None:
            of_people = table in OF_PEOPLE
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
        known = top_keys()
        # A key nearly like one of ours is a typing error: kept as a custom field, it
        # would hide what the user meant to say.
        # Looking for the nearest costs time, and so many are refused as a whole.
        self.unknown_keys += 1
        self._check_unknown(self.unknown_keys)
        if isinstance(key, str) and not nearly_known(key, top_words()):
            self.custom[key] = value
        else:
            self.problems.append(refuse_key(key, known, None, None))

    def _may_be_custom(self, key: object, table: Table) -> bool:
        """Whether an unknown key is a custom field, and not a typo of a known one."""
        if not isinstance(key, str):
            return False
        known = self.may_be_custom.get((table, key))
        if known is None:
            known = is_no_typo(key, table)
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
            if key in LIMITS:
                self.about[f"scale_{key}"] = limit
            else:
                self.problems.append(refuse_key(key, LIMITS, "scale", None))

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
        keeps_custom = table in OF_PEOPLE
        for key, value in block.items():
            field = self.glossary.find(table, key) if isinstance(key, str) else None
            if field is not None and field.custom:
                custom[field.name] = value
            elif table == "people" and _holds_claims(key, value):
                self._take_claims(value, section, row, key)
            elif table == "people" and self.managers.take(key, value, row):
                continue
            elif field is None and keeps_custom and key == CUSTOM:
                custom.update(self._block_of_custom(value, section, row))
            elif field is None and keeps_custom and self._may_be_custom(key, table):
                custom[key] = value
            elif field is None:
                names = fields_by_name(table)
                problems.append(refuse_key(key, names, section, row))
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
            self.problems.append(Problem(message, section, row, CUSTOM))
            return {}
        return value


def _holds_claims(key: object, value: object) -> bool:
    """Whether a key of a person holds claims; a single value is a custom field."""
    is_list = value is None or isinstance(value, list)
    return isinstance(key, str) and key.strip().lower() == CLAIMS and is_list
