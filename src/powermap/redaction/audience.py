"""What an audience may see: an allow-list, read from the table of fields.

A field that is not listed for an audience does not reach it, custom fields included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.language.refusals import not_allowed
from powermap.model.fields import LISTS, TABLES, Field, Table, fields_by_name, fields_of
from powermap.model.playbook import Playbook, as_playbook
from powermap.model.sheet_titles import audience_of

_EVERYTHING = "everything"
LEVELS = ("partner", "customer")
"""The audiences that the table of fields knows; a playbook may add others."""
SENTENCES: Mapping[str, Table] = FrozenMapping(
    {"objective": "plan", "solution": "plan", "goals": "goals", "actions": "actions"}
)
"""What of a plan is in its writer's sentences, and may be kept for a customer."""
Texts = Literal["drop", "mask", "keep"]
TEXTS: tuple[Texts, ...] = ("drop", "mask", "keep")
"""What happens to free texts: left out, without names, or as they are."""
FREE_TEXTS: Mapping[Table, frozenset[str]] = FrozenMapping(
    {
        "people": frozenset({"note", "evidence"}),
        "ties": frozenset({"note"}),
        "claims": frozenset({"evidence"}),
        "plan": frozenset(
            {"objective", "solution", "cost_of_waiting", "deciding_event"}
        ),
        "assessments": frozenset({"evidence"}),
        "goals": frozenset({"name"}),
        "actions": frozenset({"name"}),
        "appraisal": frozenset({"comment"}),
    }
)
"""Fields in which somebody writes sentences. Titles, departments and headings are labels."""


@dataclass(frozen=True, slots=True)
class AllowList:
    """The fields that an audience may see.

    Parameters
    ----------
    level : str
        Who sees them.
    fields : mapping of Table to frozenset of str
        Names of fields, custom ones included; a table that is missing is hidden.
    members : mapping of (Table, str) to frozenset of str
        The only members of a vocabulary that are visible, where not all are.
    """

    level: str
    fields: Mapping[Table, frozenset[str]]
    members: Mapping[tuple[Table, str], frozenset[str]]

    @property
    def audience(self) -> str | None:
        """Who sees it; None where nothing is left out."""
        return None if self.level == _EVERYTHING else self.level

    def shows_table(self, table: Table) -> bool:
        """Whether anything of a table is visible."""
        return bool(self.fields.get(table))

    def shows(self, table: Table, field: str) -> bool:
        """Whether a field is visible."""
        return field in self.fields.get(table, ())

    def shows_member(self, table: Table, field: str, member: str) -> bool:
        """Whether a member of a vocabulary is visible."""
        members = self.members.get((table, field))
        return members is None or member in members


def allow_list(
    level: str,
    playbook: Playbook | None = None,
    *,
    keep: Iterable[str] = (),
    texts: Texts = "mask",
) -> AllowList:
    """The allow-list of an audience.

    Parameters
    ----------
    level : {"partner", "customer"} or str
        One of powermap's, or a level of the playbook.
    playbook : Playbook, optional
        Brings levels and custom fields.
    keep : iterable of {"objective", "solution", "goals", "actions"}
        Sentences that are visible besides, whatever happens to other texts.
    texts : {"drop", "mask", "keep"}
        With "drop" free texts are hidden.

    Raises
    ------
    ModelError
        When there is no such level.
    """
    tables = as_playbook(playbook)
    check_level(level, tables)
    visible: dict[Table, set[str]] = {}
    if level in tables.levels:
        for table, names in tables.levels[level].items():
            visible[_check_table(table)] = set(names)
    else:
        visible = _visible_fields(level, tables)
    if texts == "drop":
        _hide_free_texts(visible)
    for name in keep:
        table = SENTENCES[name]
        fields = {name} if table == "plan" else _names_for_others(table)
        visible.setdefault(table, set()).update(fields)
    members = {}
    for table in TABLES:
        for field in fields_of(table):
            if level in field.members:
                members[table, field.name] = frozenset(field.members[level])
    frozen = {table: frozenset(names) for table, names in visible.items()}
    return AllowList(level, FrozenMapping(frozen), FrozenMapping(members))


def check_level(level: object, playbook: Playbook) -> None:
    """Refuse an audience that neither powermap nor the playbook knows.

    Raises
    ------
    ModelError
        Naming those that there are.
    """
    levels = (*LEVELS, *playbook.levels)
    if level not in levels:
        raise ModelError(not_allowed("level", level, levels))


def show_everything() -> AllowList:
    """The list that hides nothing, for pseudonyms alone."""
    fields: dict[Table, frozenset[str]] = {}
    for table in TABLES:
        fields[table] = frozenset(_names(table))
    return AllowList(_EVERYTHING, FrozenMapping(fields), FrozenMapping({}))


def may_see(
    level: str, table: Table, field: str, playbook: Playbook | None = None
) -> bool:
    """Whether an audience may see a field; of a list of the plan, any field of it.

    Examples
    --------
    >>> may_see("partner", "people", "power"), may_see("customer", "people", "power")
    (True, False)
    >>> may_see("partner", "plan", "pipeline")
    False
    """
    allowed = allow_list(level, playbook)
    if table == "plan" and field in LISTS:
        return any(
            list_table == field and allowed.shows_table(list_table)
            for list_table in LISTS
        )
    return allowed.shows(table, field)


def _visible_fields(level: str, playbook: Playbook) -> dict[Table, set[str]]:
    visible: dict[Table, set[str]] = {}
    for table in TABLES:
        if level not in audience_of(table):
            continue
        names = [field.name for field in fields_of(table) if level in field.audience]
        visible[table] = set(names)
    for declared in playbook.custom_fields:
        table = _check_table(declared.table)
        if level in declared.audience and table in visible:
            visible[table].add(declared.name)
    return visible


def _hide_free_texts(visible: dict[Table, set[str]]) -> None:
    for table, names in FREE_TEXTS.items():
        if table in visible:
            visible[table] -= names
            # A goal or an action is nothing but its sentence.
            if table in SENTENCES.values() and "name" in names:
                visible[table].clear()


def _names(table: Table) -> set[str]:
    return set(fields_by_name(table))


def _names_for_others(table: Table) -> set[str]:
    """The fields of a list that somebody outside may see: a test stays among us."""
    return {field.name for field in fields_of(table) if field.audience}


def _check_table(name: str) -> Table:
    for table in TABLES:
        if table == name:
            return table
    raise ModelError(
        Reason(
            "message.redaction.no_table",
            name=Quoted(name),
            allowed=Listed(TABLES),
            hint=Nearest(name, TABLES),
        )
    )


def visible_fields(allowed: AllowList, table: Table) -> list[Field]:
    """The visible fields of a table, in their order."""
    return [field for field in fields_of(table) if allowed.shows(table, field.name)]
