"""The people: power map, list, influence, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.charts import influence, quadrant
from powermap.language import Listed
from powermap.model import Role, TieKind
from powermap.reporting import custom
from powermap.reporting.chart_messages import message_of_board, message_of_influence
from powermap.reporting.context import table_of
from powermap.reporting.section import Section

if TYPE_CHECKING:
    from powermap.judgment.roles import Assignment
    from powermap.model import Stakeholder
    from powermap.reporting.context import Context

__all__ = [
    "build_board",
    "build_influence",
    "build_people",
    "build_roles",
    "has_custom_fields",
    "needs_list_if_redacted",
]

LISTED_FIELDS = ("title", "department", "organization")
"""Fields that a list of people shows where they are known."""


def build_board(context: Context) -> Section:
    """People by power and involvement."""
    chart = context.chart(quadrant, message=message_of_board(context))
    rows = []
    for role in (*Role, None):
        people = []
        for id, assignment in context.judgment.roles.items():
            if assignment.role is role:
                people.append(_name_with_stance(context.center[id], context))
        if people:
            listed = context.language.listed(people)
            rows.append({"role": context.role_name(role), "people": listed})
    headers = {**context.columns("role"), "people": context.title("people")}
    return Section(
        "board",
        context.title("board"),
        charts=(chart,),
        chart_table=table_of(headers, rows),
    )


def _name_with_stance(person: Stakeholder, context: Context) -> str:
    if person.stance is None:
        return person.name
    stance = context.language.text(person.stance)
    return context.say("facts", subject=person.name, facts=stance)


def has_custom_fields(context: Context) -> bool:
    """Whether people have fields that no other section shows."""
    return bool(custom.fields_in_use("people", context.center, context))


def needs_list_if_redacted(context: Context) -> bool:
    """Whether a list says more than pictures, which would show only unknowns."""
    if not len(context.center):
        return False
    return not context.is_any_known("power") or has_custom_fields(context)


def build_people(context: Context) -> Section:
    """Who is there, without any judgment of them."""
    language = context.language
    fields = [name for name in LISTED_FIELDS if context.is_any_known(name)]
    headers = context.fields("people", "name", *fields)
    bosses = _bosses(context)
    if bosses:
        headers["reports_to"] = context.say("column.reports_to")
    own = custom.fields_in_use("people", context.center, context)
    fits_table = len(own) <= custom.MOST_COLUMNS
    if fits_table:
        headers |= custom.headers(own, context)
    rows = []
    for person in context.center:
        row = {name: language.text(getattr(person, name)) for name in fields}
        row["name"] = person.name
        row["reports_to"] = bosses.get(person.id, "")
        row |= custom.row(own, person, context)
        rows.append(row)
    bullets = () if fits_table else custom.bullets(own, context.center, context)
    return Section(
        "people",
        context.title("people"),
        bullets=bullets,
        table=table_of(headers, rows),
    )


def _bosses(context: Context) -> dict[str, str]:
    """The name of everybody's boss, by the id of the report."""
    bosses = {}
    for tie in context.center.ties:
        if tie.kind is TieKind.REPORTS_TO:
            bosses[tie.source] = context.center[tie.target].name
    return bosses


def build_influence(context: Context) -> Section:
    """Who influences whom, and what else is known about ties."""
    chart = context.chart(influence, message=message_of_influence(context))
    return Section(
        "influence",
        context.title("influence"),
        bullets=custom.bullets_of_ties(context),
        charts=(chart,),
    )


def build_roles(context: Context) -> Section:
    """Everybody's role in a row, with what decides it."""
    rows = []
    for id, assignment in context.judgment.roles.items():
        person = context.center[id]
        row = {
            "name": person.name,
            "role": context.role_name(assignment.role),
            "title": person.title or "",
            "power": context.known_or_unknown(person.power),
            "involvement": context.known_or_unknown(person.involvement),
            "remark": _remark(assignment, context),
        }
        rows.append(row)
    sentences = () if rows else (context.say("nobody"),)
    headers = {
        **context.columns("name", "role"),
        **context.fields("people", "title", "power", "involvement"),
        "remark": context.say("column.remark"),
    }
    for name in ("title", "remark"):
        if not any(row[name] for row in rows):
            del headers[name]
    return Section(
        "roles",
        context.title("roles"),
        sentences,
        table=table_of(headers, rows),
        is_empty=not rows,
    )


def _remark(assignment: Assignment, context: Context) -> str:
    """What casts doubt on a role: a declared one, or a score close to the cutoff."""
    remarks = []
    if assignment.agrees is False:
        remarks.append(context.say("declared", role=assignment.declared))
    others = [near.role for near in assignment.near_cut]
    if others:
        remarks.append(context.say("almost", roles=Listed(others, "or")))
    return context.language.listed(remarks, "semicolon")
