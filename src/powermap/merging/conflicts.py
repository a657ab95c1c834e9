"""The plan that two versions make together, and what somebody has to choose."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from powermap.errors import ModelError
from powermap.exchange.documents.conflict_marks import (
    Mark,
    Path as Way,
    find_marks,
    is_removal,
)
from powermap.exchange.documents.keys import CLAIMS
from powermap.exchange.glossary import PLAIN
from powermap.exchange.tables.cells import value_of
from powermap.language import Listed, Quoted, Reason
from powermap.language.results import ResultList, Row
from powermap.language.values import Value
from powermap.model import AccountPlan
from powermap.model.field_names import FieldName
from powermap.model.fields import Field, Table, fields_by_name
from powermap.model.playbook import Playbook
from powermap.model.sheet_titles import table_of_key

__all__ = ["Conflict", "Merged", "conflicts_in"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that two versions say differently.

    Parameters
    ----------
    table : str
        Table of the record, ``about`` for facts of the plan.
    record : str
        The person's name, or what tells the record apart.
    field : str
        The field, ``removal`` where one version removed the record.
    base, ours, theirs : object
        The values as files have them; None where a version says nothing.
    because : Reason
        In a sentence.
    """

    table: str
    record: str
    field: str
    base: object
    ours: object
    theirs: object
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {"record": self.record, "field": self.field, "because": self.because}


@dataclass(frozen=True, slots=True, repr=False)
class Merged:
    """Two versions as one plan.

    Parameters
    ----------
    plan : AccountPlan
        With our side of every conflict.
    conflicts : ResultList of Conflict
        What both versions changed differently; empty where nothing has to be chosen.
    notes : tuple of Reason
        What was assumed: who was renamed, who was added twice.
    document : mapping
        The plan as files have it, with its marks.
    """

    plan: AccountPlan
    conflicts: ResultList[Conflict]
    notes: tuple[Reason, ...]
    document: Mapping[str, Any] = field(hash=False)

    def __repr__(self) -> str:
        return f"<Merged {self.plan.account!r}, {len(self.conflicts)} conflicts>"

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        comments_of: tuple[str | os.PathLike[str], ...] = (),
        playbook: Playbook | None = None,
    ) -> Path:
        """Write the plan, with a mark where somebody has to choose.

        Parameters
        ----------
        path : path
            ``.yaml`` or ``.json``; without conflicts any format that `write` knows.
        comments_of : tuple of paths, optional
            YAML files whose comments are kept: ours, theirs, and the common version.
        playbook : Playbook, optional
            A company's own words, which stay in the file as they are.

        Returns
        -------
        Path
            The file written.

        Raises
        ------
        FormatError
            When there are conflicts and the format has no place for marks.

        Examples
        --------
        >>> import tempfile
        >>> from powermap.merging import merge
        >>> from powermap.model import BuyingCenter
        >>> center = BuyingCenter("Northwind ERP")
        >>> target = Path(tempfile.mkdtemp()) / "deal.yaml"
        >>> merge(center, center, center).save(target).name
        'deal.yaml'
        """
        from powermap.exchange.glossary import glossary_of
        from powermap.merging.files import save_merged

        return save_merged(self, Path(path), comments_of, glossary_of(playbook))


def conflicts_in(
    document: Mapping[str, Any], plan: AccountPlan
) -> ResultList[Conflict]:
    """The marks of a document as conflicts."""
    names = {person.id: person.name for person in plan.center}
    for person in document.get("stakeholders", ()):
        names.setdefault(person["id"], person["name"])
    found = [
        _conflict(document, way, mark, names) for way, mark in find_marks(document)
    ]
    return ResultList(found)


def _conflict(
    document: Mapping[str, Any], way: Way, mark: Mark, names: Mapping[str, str]
) -> Conflict:
    table: Table = table_of_key(str(way[0])) or "about"
    name = str(way[-1])
    record: Any = None
    if table != "about" and len(way) > 1:
        record = document[str(way[0])][way[1]]
    label = _label(table, record, names) if record is not None else ""
    said = _claim(record, way, label) or label
    if is_removal(way):
        key = "removed_by_ours" if mark.ours == "remove" else "removed_by_theirs"
        because = Reason(f"message.merging.{key}", record=said)
    else:
        because = _because(table, way, mark, said)
    return Conflict(table, label, name, mark.base, mark.ours, mark.theirs, because)


def _claim(record: Any, way: Way, label: str) -> Reason | None:
    """The claim that a mark is about, if it is about one."""
    if not _is_of_claim(way):
        return None
    claim = record[CLAIMS][way[3]]
    field = fields_by_name("people").get(str(claim.get("field")))
    return Reason(
        "message.merging.claim",
        field=FieldName(field.table, field.name) if field else str(claim.get("field")),
        said_by=claim.get("said_by") or Reason("message.merging.nobody"),
        record=label,
    )


def _is_of_claim(way: Way) -> bool:
    """Whether a mark stands in a claim, not in a custom field of that name."""
    return way[2:3] == (CLAIMS,) and len(way) > 3


def _because(table: Table, way: Way, mark: Mark, label: Value) -> Reason:
    found = _field_at(table, way)
    values = {
        "field": FieldName(found.table, found.name) if found else str(way[-1]),
        "ours": _in_words(found, mark.ours),
        "theirs": _in_words(found, mark.theirs),
    }
    if label:
        return Reason("message.merging.differs", values, record=label)
    return Reason("message.merging.fact_differs", values)


def _field_at(table: Table, way: Way) -> Field | None:
    """The field of a mark; of a value by rival that of the whole."""
    tables: tuple[Table, ...] = (table,)
    if table == "about":
        tables = ("about", "plan")
    if _is_of_claim(way):
        tables = ("claims",)
    for each in tables:
        for key in reversed(way):
            found = fields_by_name(each).get(str(key))
            if found is not None:
                return found
    return None


def _in_words(field: Field | None, value: Any) -> Value:
    if value is None:
        return Reason("message.merging.nothing")
    if isinstance(value, Mapping):
        parts = [f"{key} {part}" for key, part in value.items()]
        return Listed(parts)
    if isinstance(value, list):
        return Listed([Quoted(each) for each in value])
    if field is not None and field.vocabulary is not None:
        return _word(field, value)
    if isinstance(value, str):
        # On one line, as a sentence is.
        return Quoted(" ".join(value.split()), 60)
    return cast("Value", value)


def _word(field: Field, value: Any) -> Value:
    """A word of a vocabulary, which is said in the language of the reader."""
    try:
        return cast("Value", value_of(field, value, PLAIN))
    except ModelError:
        return Quoted(value)


def _label(table: Table, record: Any, names: Mapping[str, str]) -> str:
    if not isinstance(record, Mapping):
        return str(record)
    if table == "ties":
        ends = [names.get(record[end], record[end]) for end in ("source", "target")]
        return " → ".join(ends)
    if table == "assessments":
        parts = [record.get(key) for key in ("criterion", "rival", "as_of")]
        return ", ".join(str(part) for part in parts if part)
    return str(record.get("name", ""))
