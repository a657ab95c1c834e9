"""The people: power map, list, influence, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.charts import influence, quadrant
from powermap.model import TieKind
from powermap.reporting import custom
from powermap.reporting.context import table_of
from powermap.reporting.section import Section

if TYPE_CHECKING:
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
    chart = quadrant(context.judgment, lang=context.lang)
    return Section("board", context.title("board"), charts=(chart,))


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
    chart = influence(context.judgment, lang=context.lang)
    return Section(
        "influence",
        context.title("influence"),
        bullets=custom.bullets_of_ties(context),
        charts=(chart,),
    )


def build_roles(context: Context) -> Section:
    """Everybody's role with the reason."""
    rows = []
    for id, assignment in context.judgment.roles.items():
        row = {
            "name": context.center[id].name,
            "role": context.role_name(assignment.role),
            "because": context.language.text(assignment.because),
        }
        rows.append(row)
    sentences = () if rows else (context.say("nobody"),)
    headers = context.columns("name", "role", "because")
    return Section(
        "roles",
        context.title("roles"),
        sentences,
        table=table_of(headers, rows),
    )
