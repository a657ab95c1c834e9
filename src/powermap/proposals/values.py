"""What a change says a field is, as the model has it, in the words of any file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from powermap.errors import ModelError
from powermap.exchange.documents.document import field_of_key
from powermap.exchange.people_register import Names
from powermap.exchange.tables.cells import is_empty, value_of
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model import AccountPlan, Stakeholder, Tie
from powermap.model.by_rival import NO_DECISION, rival_from_header
from powermap.model.field_names import FieldName
from powermap.model.fields import Field, Table, fields_by_name
from powermap.model.rival_fields import field_of_rival

if TYPE_CHECKING:
    from powermap.exchange.glossary import Glossary

__all__ = ["MEMBERS", "PROSE", "Words", "is_empty_value"]

PROSE = frozenset({"note", "evidence", "comment", "objective", "solution"})
"""Fields of several lines, to which a line can be added."""
MEMBERS = frozenset({"texts", "words", "ids"})
"""Kinds of fields that hold several values."""
_WITH_CUSTOM: tuple[Table, ...] = ("people", "ties", "plan")
_SETTINGS: Mapping[Table, frozenset[str]] = {
    "people": frozenset({"id", "photo"}),
    "about": frozenset(
        {"scale_low", "scale_high", "scale_cut", "audience", "people_file"}
    ),
    "plan": frozenset({"select", "ignore"}),
}
"""How a plan is kept and checked, which no note can say."""


@dataclass(frozen=True)
class Words:
    """The words of a plan: its fields, vocabularies and names.

    Parameters
    ----------
    plan : AccountPlan
        Whose people, rivals and custom fields can be named.
    glossary : Glossary
        powermap's words, and those of a playbook.
    """

    plan: AccountPlan
    glossary: Glossary

    def field(self, table: Table, name: str, *, may_be_new: bool = False) -> Field:
        """The field that a change names; a custom one of any name if it `may_be_new`.

        Raises
        ------
        ModelError
            When there is none, or it is a setting.
        """
        field = self._find(table, name)
        if field is None and may_be_new and table in _WITH_CUSTOM:
            field = custom_field(table, name)
        if field is None:
            raise self._unknown_field(table, name)
        if not field.custom and field.name in _SETTINGS.get(field.table, ()):
            raise ModelError(
                Reason(
                    "message.proposals.setting",
                    field=FieldName(field.table, field.name),
                )
            )
        return field

    def _find(self, table: Table, name: str) -> Field | None:
        if table == "plan":
            fact = field_of_key(name, self.glossary)
            if fact is not None:
                return fact
        base, colon, rival = _split_header(name)
        field = self.glossary.find(table, base if colon else name)
        if field is not None and field.by_rival:
            return field_of_rival(field, self._rival(rival)) if rival else field
        if field is not None and not colon:
            return field
        return self._custom(table, name)

    def _rival(self, written: str) -> str:
        name = self.glossary.rival(written)
        if name == NO_DECISION:
            return name
        known = Names([*self.plan.rivals, NO_DECISION]).find(name)
        if known is None and not self.plan.rivals:
            raise ModelError(
                Reason("message.proposals.no_rivals", name=Quoted(written))
            )
        if known is None:
            raise ModelError(
                Reason(
                    "message.proposals.unknown_rival",
                    name=Quoted(written),
                    allowed=Listed([Quoted(each) for each in self.plan.rivals]),
                    hint=Nearest(written, self.plan.rivals),
                )
            )
        return known

    def _custom(self, table: Table, name: str) -> Field | None:
        """A custom field that is declared, or that a record of the plan has already."""
        for field in self.glossary.custom_fields(table):
            if field.name == name:
                return field
        if name in self._custom_names(table):
            return custom_field(table, name)
        return None

    def _custom_names(self, table: Table) -> set[str]:
        records: tuple[Any, ...] = ()
        if table == "people":
            records = self.plan.center.stakeholders
        elif table == "ties":
            records = self.plan.center.ties
        elif table == "plan":
            records = (self.plan,)
        return {name for each in records for name in each.custom}

    def _unknown_field(self, table: Table, name: str) -> ModelError:
        names = [*fields_by_name(table)]
        if table == "plan":
            names += fields_by_name("about")
        settings = _SETTINGS.get(table, frozenset()) | _SETTINGS["about"]
        allowed = [each for each in names if each not in settings]
        return ModelError(
            Reason(
                "message.proposals.unknown_field",
                field=Quoted(name),
                allowed=Listed([FieldName(table, each) for each in allowed]),
                hint=Nearest(name, tuple(allowed)),
            )
        )

    def value(self, field: Field, raw: object, *, about: Field | None = None) -> Any:
        """A value as the model takes it; None or () where nothing is said.

        `about` is the field that a claim is about.

        Raises
        ------
        ModelError
            When the field does not take it; the message says what is allowed.
        """
        if is_empty_value(raw):
            return () if field.kind in MEMBERS else None
        if field.kind == "claim" and about is not None:
            return self.value(about, raw)
        if field.kind in {"claim", "custom"}:
            return raw
        if field.by_rival:
            return self._by_rival(field, raw)
        return self._named(field, value_of(field, raw, self.glossary))

    def _named(self, field: Field, value: Any) -> Any:
        """A value with the people and names in it as the plan has them."""
        if field.kind == "ids":
            return tuple(self.plan.center.find(each).id for each in value)
        is_text = field.kind == "text" and isinstance(value, str)
        return self._name(field, value) if is_text else value

    def _name(self, field: Field, text: str) -> str:
        """A name as the plan spells it, where a field names a person or a rival."""
        if field.offers == "people" and field.name == "test_of":
            return self.plan.center.find(text).id
        names: Mapping[str, tuple[str, ...]] = {
            "rival": self.plan.rivals,
            "who": tuple(each.name for each in self.plan.team),
        }
        if field.name not in names or field.custom:
            return text
        known = names[field.name]
        # Without a list of the team any owner is allowed.
        if field.name == "who" and not known:
            return text
        found = Names(known).find(text)
        if found is None:
            raise ModelError(
                Reason(
                    f"message.proposals.unknown_{field.name}",
                    name=Quoted(text),
                    allowed=Listed([Quoted(each) for each in known]),
                    hint=Nearest(text, known),
                )
            )
        return found

    def _by_rival(self, field: Field, raw: object) -> dict[str, Any]:
        if not isinstance(raw, Mapping):
            first = next(iter(field.vocabulary or ()))
            raise ModelError(
                Reason(
                    "message.model.needs_rival_mapping",
                    value=Quoted(raw),
                    type=type(raw).__name__,
                    example=f"{{Contoso: {first}}}",
                )
            )
        values = {}
        for rival, word in raw.items():
            values[self._rival(str(rival))] = value_of(field, word, self.glossary)
        return values


def custom_field(table: Table, name: str) -> Field:
    """A company's own field, which a playbook need not declare."""
    return Field(
        table=table,
        name=name,
        attribute="custom",
        kind="custom",
        title={},
        shown=frozenset({"diff"}),
        custom=True,
    )


def is_empty_value(raw: object) -> bool:
    """Whether a change says that something is not known."""
    return raw == () or is_empty(raw)


def _split_header(name: str) -> tuple[str, str, str]:
    for colon in (":", "："):
        if colon in name:
            base, _, rival = name.partition(colon)
            return base.strip(), colon, rival_from_header(rival.strip())
    return name, "", ""


def changed_custom(
    record: Stakeholder | Tie | AccountPlan, name: str, value: object
) -> dict[str, Any]:
    """The custom fields of a record with one of them changed."""
    custom: dict[str, Any] = dict(record.custom)
    if value is None:
        custom.pop(name, None)
    else:
        custom[name] = value
    return custom
