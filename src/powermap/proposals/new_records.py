"""A person, a tie, an answer or any other record that a change adds to a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from powermap.errors import ModelError
from powermap.language import Quoted, Reason
from powermap.model import AccountPlan, Assessment, Claim, Criterion, Stakeholder, Tie
from powermap.model.claim import claimable_fields
from powermap.model.field_names import FieldName
from powermap.model.fields import Table, fields_by_name, required_fields
from powermap.model.plan import PARTS
from powermap.model.sheet_titles import keys_of
from powermap.proposals.claims import claim_of, day_of, with_claim
from powermap.proposals.evidence import add_line, evidence_line, tie_evidence
from powermap.proposals.paths import (
    ANY,
    Place,
    name_of,
    split_ends,
    split_number,
    wanted_record,
)
from powermap.proposals.records import (
    key_of,
    label_of,
    records_in,
    with_added,
    with_person,
)
from powermap.proposals.values import Words, is_empty_value

if TYPE_CHECKING:
    from powermap.proposals.proposal import Change

__all__ = ["add_record"]

_ONE_VALUE: Mapping[Table, str] = {"assessments": "answer", "claims": "value"}
"""What a single value of a new record says."""


def add_record(
    plan: AccountPlan, change: Change, place: Place, words: Words
) -> tuple[AccountPlan, Reason]:
    """The plan with a new record.

    Raises
    ------
    ModelError
        When it is there already, or the plan would contradict itself.
    """
    block = _block_of(change, place.table)
    if place.table == "people":
        return _add_person(plan, change, place, words, block)
    number = _number_of(change, place, block)
    block = {**_named_in_path(plan, place, words), **block}
    if place.table == "claims":
        return _add_claim(plan, change, words, block, number)
    values = _values(place.table, words, block, change)
    _refuse_missing(place.table, values)
    record = _make(plan, place.table, values, change)
    records = records_in(plan, place.table)
    _refuse_known(plan, place.table, record, records, number)
    new = with_added(plan, place.table, record, change.place)
    label = label_of(new, place.table, record)
    return new, Reason("difference.appeared_bare", what=label)


def _block_of(change: Change, table: Table) -> dict[str, Any]:
    """The fields that a change gives a new record, by name."""
    if is_empty_value(change.value):
        return {}
    if isinstance(change.value, Mapping):
        return dict(change.value)
    if table in _ONE_VALUE:
        return {_ONE_VALUE[table]: change.value}
    raise ModelError(
        Reason("message.proposals.needs_fields", value=Quoted(change.value))
    )


def _number_of(change: Change, place: Place, block: Mapping[str, Any]) -> int:
    """The how many-th of its name a new record is; notes only add the first."""
    name, number = split_number(place.text)
    is_own_name = place.table not in _NAMING and name != block.get("name")
    return 1 if change.quote or is_own_name else number or 1


def _named_in_path(plan: AccountPlan, place: Place, words: Words) -> dict[str, Any]:
    """The fields that tell a record apart, as the path gives them."""
    if not place.text:
        return {}
    if place.table not in _NAMING:
        # The name of a new record may end in a number.
        return {"name": name_of(plan, place.table, place.text)}
    parts = wanted_record(plan, place, words.glossary).parts
    pairs = zip(_NAMING[place.table], parts, strict=True)
    known = {name: part for name, part in pairs if part not in (ANY, None)}
    if place.table == "ties" and "kind" in known:
        # As it is written: the key of a tie that goes both ways is sorted.
        source, target, _ = split_ends(plan, place.text)
        known.update(source=source, target=target)
    return known


_NAMING: Mapping[Table, tuple[str, ...]] = {
    "ties": ("source", "target", "kind"),
    "claims": ("person", "field", "said_by", "day"),
    "assessments": ("criterion", "rival", "as_of"),
    "appraisal": ("source", "name"),
}
"""The fields of which the key of a record is made."""


def _values(
    table: Table, words: Words, block: Mapping[str, Any], change: Change
) -> dict[str, Any]:
    """The values of a block by attribute of the record."""
    values: dict[str, Any] = {}
    custom: dict[str, Any] = {}
    for name, raw in block.items():
        # Notes only fill the custom fields that there are.
        if name == "custom" and isinstance(raw, Mapping) and not change.quote:
            custom.update(raw)
            continue
        field = words.field(table, name)
        value = words.value(field, raw)
        if field.custom:
            custom[field.name] = value
        elif field.rival is not None:
            values.setdefault(field.attribute, {})[field.rival] = value
        elif value is not None:
            values[field.attribute] = value
    if custom:
        values["custom"] = custom
    return values


def _refuse_missing(table: Table, values: Mapping[str, Any]) -> None:
    for name in fields_by_name(table):
        if name in required_fields(table) and name not in values:
            raise ModelError(
                Reason("message.proposals.missing", field=FieldName(table, name))
            )


def _make(
    plan: AccountPlan, table: Table, values: dict[str, Any], change: Change
) -> Any:
    """A record of the model, with its evidence where it has a place for it."""
    if table == "rivals":
        return values["name"]
    if table == "ties":
        if change.quote:
            written = tie_evidence(None, change)
            values["note"] = add_line(values.get("note"), written["note"])
            values["said_by"] = written["said_by"] or values.get("said_by")
        for end in ("source", "target"):
            values[end] = plan.center.find(values[end]).id
        return Tie(**values)
    if table == "assessments":
        return _make_answer(plan, values, change)
    return PARTS[keys_of(table)[0]](**values)


def _make_answer(
    plan: AccountPlan, values: dict[str, Any], change: Change
) -> Assessment:
    if change.quote:
        _add_evidence(values, change)
        if "as_of" not in values:
            values["as_of"] = day_of(change)
    criterion = values["criterion"]
    if not isinstance(criterion, Criterion):
        own = {each.name for each in plan.extra_criteria}
        if criterion not in own:
            # The model lists the words that are allowed.
            values["criterion"] = str(criterion)
    return Assessment(**values)


def _add_evidence(values: dict[str, Any], change: Change) -> None:
    """The words of the notes below what the change calls evidence."""
    values["evidence"] = add_line(values.get("evidence"), evidence_line(change))


def _refuse_known(
    plan: AccountPlan, table: Table, record: Any, records: Sequence[Any], number: int
) -> None:
    """Refuse a record that is there, unless it is the next of several called alike.

    An undo that is applied again adds nothing a second time.
    """
    keys = [key_of(table, each) for each in records]
    if keys.count(key_of(table, record)) >= number:
        raise ModelError(
            Reason("message.proposals.exists", name=label_of(plan, table, record))
        )


def _insert(records: list[Any], record: Any, change: Change) -> None:
    place = len(records) if change.place is None else change.place - 1
    records.insert(place, record)


def _add_claim(
    plan: AccountPlan,
    change: Change,
    words: Words,
    block: Mapping[str, Any],
    number: int,
) -> tuple[AccountPlan, Reason]:
    person = plan.center.find(str(block.get("person") or ""))
    claim = make_claim(words, block)
    if change.quote:
        field = fields_by_name("people")[claim.field]
        said = claim_of(change, field, claim.value, day=claim.day)
        if change.source is None:
            said = said.revised(said_by=claim.said_by)
        new, because = with_claim(plan, person, said, field)
    else:
        claims = list(person.claims)
        said_before = [(person.id, each) for each in claims]
        _refuse_known(plan, "claims", (person.id, claim), said_before, number)
        _insert(claims, claim, change)
        new = person.revised(claims=claims)
        label = label_of(plan, "claims", (person.id, claim))
        because = Reason("difference.appeared_bare", what=label)
    return with_person(plan, person, new), because


def make_claim(words: Words, block: Mapping[str, Any]) -> Claim:
    """A claim from a block of a file."""
    field = words.field("people", str(block.get("field") or ""))
    values = {}
    for name, raw in block.items():
        if name in {"person", "field"}:
            continue
        own = words.field("claims", name)
        values[own.name] = words.value(own, raw, about=field)
    return Claim(field.name, **{"value": None, **values})


def _add_person(
    plan: AccountPlan,
    change: Change,
    place: Place,
    words: Words,
    block: dict[str, Any],
) -> tuple[AccountPlan, Reason]:
    name_field = fields_by_name("people")["name"]
    name = words.value(name_field, block.pop("name", None)) or place.text
    own = {key: block.pop(key, None) for key in ("id", "photo")}
    if change.quote and own["photo"]:
        raise ModelError(
            Reason("message.proposals.setting", field=FieldName("people", "photo"))
        )
    if change.quote and "claims" in block:
        raise ModelError(Reason("message.proposals.claims_apart"))
    claims = [make_claim(words, each) for each in block.pop("claims", None) or ()]
    values = _values("people", words, block, change)
    ids = {each.id for each in plan.center}
    if own["id"] in ids or (own["id"] is None and name in plan.center):
        raise ModelError(Reason("message.proposals.person_exists", name=Quoted(name)))
    claimed = _claimed(values) if change.quote else {}
    if change.quote and (values or not claimed):
        _add_evidence(values, change)
    person = Stakeholder(name, **own, claims=claims, **values)
    unknown = {key for key, raw in block.items() if raw is None}
    fixed = dict.fromkeys(person.following & unknown)
    person = person.revised(**fixed) if fixed else person
    for key, value in claimed.items():
        field = fields_by_name("people")[key]
        person, _ = with_claim(plan, person, claim_of(change, field, value), field)
    new = with_added(plan, "people", person, change.place)
    return new, Reason("difference.came", people=person.name)


def _claimed(values: dict[str, Any]) -> dict[str, Any]:
    """The values that somebody can claim, taken out of those of a new person."""
    names = [name for name in values if name in claimable_fields()]
    return {name: values.pop(name) for name in names}
